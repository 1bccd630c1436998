//! Page values and a theme's templates make HTML.
//!
//! What all pages of an edition share is turned into template values once, in [`HtmlRenderer::new`]; a page then costs
//! only its own values. Templates escape every word; only [`Html`](crate::plan::pages::Html) is printed as it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use crate::draw::escape;
use crate::plan::pages::{Head, Page, Site};
use crate::problem::Problem;
use crate::theme::{Strings, Theme, template_problem};

/// Makes the pages of one edition.
pub struct HtmlRenderer {
    templates: Tera,
    /// The style sheet with the letters that few pages need.
    letters: Option<String>,
}

impl HtmlRenderer {
    /// Ready to make pages of an edition in the language of its words.
    pub fn new(theme: &Theme, site: &Site, strings: &Strings) -> HtmlRenderer {
        let mut templates = theme.templates().clone();
        let strings = Arc::new(strings.clone());
        let known = Arc::new(known_words(site, &strings));
        templates.global_context().insert("site", site);
        give_words(&mut templates, &strings, &known);
        HtmlRenderer { templates, letters: site.styles.get("letters").cloned() }
    }

    /// One page. A mistake in an author's template is told as a problem with its file and line.
    pub fn render(&self, head: &Head, page: &Page) -> Result<String, Box<Problem>> {
        self.make(head, page).map_err(|error| Box::new(template_problem(&error)))
    }

    fn make(&self, head: &Head, page: &Page) -> TeraResult<String> {
        let mut context = Context::new();
        context.insert("root", head.root);
        context.insert("head", head);
        context.insert_value("page", page_value(page)?);
        let mut html = self.templates.render(template_of(page), &context)?;
        if let Some(sheet) = self.letters.as_ref().filter(|_| has_far_letters(&html))
            && let Some(place) = html.find("</head>")
        {
            html.insert_str(place, &format!("<link rel=stylesheet href={}{sheet}>", head.root));
        }
        Ok(html)
    }
}

/// Whether a page has letters of Latin Extended, such as the Welsh ŵ and ŷ (`unicode-range` of `styles/letters.css`).
fn has_far_letters(html: &str) -> bool {
    let far = |letter: char| matches!(letter, '\u{100}'..='\u{2ba}' | '\u{1e00}'..='\u{1eff}');
    html.bytes().any(|byte| matches!(byte, 0xc4..=0xca | 0xe1)) && html.chars().any(far)
}

/// A page that stands in for a shared page while something comes down. It needs no file of the theme.
pub fn neutral_page(lang: &str, title: &str, text: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1><p>{text}</p></main></body></html>\n",
        lang = escape(lang),
        title = escape(title),
        text = escape(text),
    )
}

/// The template of each kind of page.
fn template_of(page: &Page) -> &'static str {
    match page {
        Page::Home(_) => "home.html",
        Page::Question(_) => "question.html",
        Page::Statement(_) => "statement.html",
        Page::Item(_) => "item.html",
        Page::Earlier(_) => "earlier.html",
        Page::List(_) => "list.html",
        Page::Records(_) => "records.html",
        Page::Coverage(_) => "coverage.html",
        Page::Timeline(_) => "timeline.html",
        Page::Az(_) => "az.html",
        Page::Actions(_) => "actions.html",
        Page::Search(_) => "search.html",
        Page::Contents(_) => "contents.html",
        Page::Words(_) => "words.html",
        Page::NotFound => "404.html",
    }
}

fn page_value(page: &Page) -> TeraResult<Value> {
    fn value(page: &impl Serialize) -> TeraResult<Value> {
        Value::try_from_serializable(page)
    }
    match page {
        Page::Home(page) => value(page),
        Page::Question(page) => value(page),
        Page::Statement(page) => value(page),
        Page::Item(page) => value(page),
        Page::Earlier(page) => value(page),
        Page::List(page) => value(page),
        Page::Records(page) => value(page),
        Page::Coverage(page) => value(page),
        Page::Timeline(page) => value(page),
        Page::Az(page) => value(page),
        Page::Actions(page) => value(page),
        Page::Search(page) => value(page),
        Page::Contents(page) => value(page),
        Page::Words(page) => value(page),
        Page::NotFound => value(&BTreeMap::<&str, &str>::new()),
    }
}

/// What longer texts may name without being given it: `{service}`, `{mark}` and the like.
fn known_words(site: &Site, strings: &Strings) -> BTreeMap<&'static str, String> {
    let mut known = BTreeMap::from([
        ("service", site.service.clone()),
        ("edition", site.edition.clone()),
        ("mark", site.mark.clone()),
        ("day", site.day.words.clone()),
        ("people", site.people_word.clone()),
        ("for_whom", strings.say(&format!("for.{}", site.audience), &[])),
    ]);
    let given = [
        ("rebuild_by", site.rebuild_by.as_ref().map(|day| day.words.clone())),
        ("phone", site.phone.clone()),
        ("email", site.email.clone()),
        ("rating", site.rating.as_ref().map(|rating| rating.title.clone())),
    ];
    known.extend(given.into_iter().filter_map(|(name, value)| Some((name, value?))));
    known
}

/// Gives templates their words: `t(key="menu.home", name="…")`, `n(key="count.items", count=3)`, `words(key="page.privacy.text")`.
fn give_words(templates: &mut Tera, strings: &Arc<Strings>, known: &Arc<BTreeMap<&'static str, String>>) {
    let words = Arc::clone(strings);
    templates.register_function("t", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let key = kwargs.must_get::<&str>("key")?;
        let told = arguments(&kwargs);
        Ok(words.say(key, &borrowed(&told)))
    });
    let words = Arc::clone(strings);
    templates.register_function("n", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let key = kwargs.must_get::<&str>("key")?;
        let count = kwargs.must_get::<usize>("count")?;
        let told = arguments(&kwargs);
        Ok(words.count(key, count, &borrowed(&told)))
    });
    let (words, known) = (Arc::clone(strings), Arc::clone(known));
    templates.register_function("words", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let key = kwargs.must_get::<&str>("key")?;
        let told: Vec<(&str, &str)> = known.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Value::try_from_serializable(&words.blocks(key, &told))
    });
}

fn arguments(kwargs: &Kwargs) -> Vec<(String, String)> {
    let named = kwargs.iter().filter(|(name, _)| !matches!(name.as_str(), Some("key" | "count")));
    named.map(|(name, value)| (name.to_string(), value.to_string())).collect()
}

fn borrowed(told: &[(String, String)]) -> Vec<(&str, &str)> {
    told.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
