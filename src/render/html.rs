//! Page values and a theme's templates make HTML.
//!
//! What all pages of an edition share is turned into template values once, in [`HtmlRenderer::new`]; a page then costs
//! only its own values. Templates escape every word; only [`Html`](crate::plan::pages::Html) is printed as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use crate::content::language::is_right_to_left;
use crate::draw::escape;
use crate::plan::pages::{Head, Page, PermissionForm, Site};
use crate::plan::sign_off::SignOffSheet;
use crate::problem::Problem;
use crate::theme::{Strings, Theme, template_problem};

/// The styles that only a permission form needs.
const FORM_STYLE: &str = "form";

/// Makes the pages of one edition.
pub struct HtmlRenderer {
    templates: Tera,
    /// The style sheet with the letters that few pages need.
    letters: Option<String>,
    /// The pages that menu and foot lead to: there they say "you are here".
    led_to: BTreeSet<String>,
    /// The frame of all other pages, by how deep they lie.
    frames: [OnceLock<Frame>; 3],
}

/// What stands around the words of a page: many pages have the same.
#[derive(Clone)]
struct Frame {
    menu: Value,
    foot: Value,
}

impl HtmlRenderer {
    /// Ready to make pages of an edition in the language of its words.
    pub fn new(theme: &Theme, site: &Site, strings: &Strings) -> HtmlRenderer {
        let mut templates = theme.templates().clone();
        let strings = Arc::new(strings.clone());
        let known = Arc::new(known_words(site, &strings));
        templates.global_context().insert("site", site);
        give_words(&mut templates, &strings, &known);
        let links =
            site.questions.iter().map(|one| &one.href).chain(site.menu.iter().chain(&site.foot).map(|one| &one.href));
        let led_to = links.cloned().collect();
        let letters = site.styles.get("letters").cloned();
        HtmlRenderer { templates, letters, led_to, frames: Default::default() }
    }

    /// One page. A mistake in an author's template is told as a problem with its file and line.
    pub fn render(&self, head: &Head, page: &Page) -> Result<String, Box<Problem>> {
        self.make(head, page).map_err(|error| Box::new(template_problem(&error)))
    }

    fn make(&self, head: &Head, page: &Page) -> TeraResult<String> {
        let Frame { menu, foot } = self.frame(head)?;
        let mut context = Context::new();
        context.insert("root", head.root);
        context.insert("base", &head.base);
        context.insert_value("menu", menu);
        context.insert_value("foot", foot);
        context.insert("head", head);
        context.insert_value("page", page_value(page)?);
        let mut html = self.templates.render(template_of(page), &context)?;
        if let Some(sheet) = self.letters.as_ref().filter(|_| has_far_letters(&html))
            && let Some(place) = html.find("</head>")
        {
            html.insert_str(place, &format!("<link rel=stylesheet href={}{sheet}>", head.base));
        }
        Ok(html)
    }

    /// Menu and foot as they stand on a page.
    fn frame(&self, head: &Head) -> TeraResult<Frame> {
        let make = |here: &str| {
            let mut context = Context::new();
            context.insert("root", head.root);
            context.insert("base", &head.base);
            context.insert("here", here);
            let part = |name: &str| self.templates.render(name, &context).map(|html| Value::safe_string(&html));
            Ok(Frame { menu: part("menu.html")?, foot: part("foot.html")? })
        };
        let depth = head.root.len() / "../".len();
        let Some(kept) = self.frames.get(depth).filter(|_| !self.led_to.contains(&head.here)) else {
            return make(&head.here);
        };
        if let Some(frame) = kept.get() {
            return Ok(frame.clone());
        }
        let frame = make("")?;
        Ok(kept.get_or_init(|| frame).clone())
    }
}

/// Whether a page has letters of Latin Extended, such as the Welsh ŵ and ŷ (`unicode-range` of `styles/letters.css`).
fn has_far_letters(html: &str) -> bool {
    let far = |letter: char| matches!(letter, '\u{100}'..='\u{2ba}' | '\u{1e00}'..='\u{1eff}');
    // Looks at every byte, which is quicker than to stop at each: nearly no page has any.
    let may_have = html.bytes().fold(false, |found, byte| found | matches!(byte, 0xc4..=0xca | 0xe1));
    may_have && html.chars().any(far)
}

/// A permission form as one file that needs no other: to be printed and signed.
pub fn permission_sheet(theme: &Theme, strings: &Strings, form: &PermissionForm) -> Result<String, Box<Problem>> {
    let mut templates = theme.templates().clone();
    let contact = |label: &str| form.contact.iter().find(|fact| fact.label == label).map(|fact| fact.value.clone());
    let known = [("phone", contact("fact.phone")), ("email", contact("fact.email"))];
    let mut known: BTreeMap<&'static str, String> =
        known.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    known.insert("service", form.service.clone());
    give_words(&mut templates, &Arc::new(strings.clone()), &Arc::new(known));
    let made = || {
        let mut context = Context::new();
        context.insert("root", "");
        context.insert("lang", strings.lang());
        context.insert_value("style", Value::safe_string(&sheet_style(theme)));
        context.insert_value("form", Value::try_from_serializable(form)?);
        templates.render("permission-sheet.html", &context)
    };
    made().map_err(|error| Box::new(template_problem(&error)))
}

/// The styles of a page that has no files beside it.
fn sheet_style(theme: &Theme) -> String {
    let form = theme.styles().get(FORM_STYLE);
    let wanted = [Some(theme.stylesheet()), form.map(String::as_str)];
    let styles = theme.assets().iter().filter(|asset| wanted.contains(&Some(asset.path.as_str())));
    let styles: Vec<_> = styles.map(|asset| String::from_utf8_lossy(&asset.bytes)).collect();
    inside_a_page(&styles.join("\n"))
}

/// Styles that can be put into a page: nothing in them can end it.
fn inside_a_page(styles: &str) -> String {
    styles.replace("</", "<\\/")
}

/// How every sign-off sheet begins, so that only such a file is ever written over.
pub const SIGN_OFF_HEAD: &str = "<!DOCTYPE html><!-- carefolio sign-off -->";

/// The sign-off sheet: one page that stands alone. It belongs to no edition.
pub fn sign_off_sheet(theme: &Theme, strings: &Strings, sheet: &SignOffSheet) -> Result<String, Box<Problem>> {
    let mut templates = theme.templates().clone();
    give_words(&mut templates, &Arc::new(strings.clone()), &Arc::default());
    let mut context = Context::new();
    context.insert_value("style", Value::safe_string(&inside_a_page(theme.sign_off_style())));
    context.insert("sheet", sheet);
    templates.render("sign-off.html", &context).map_err(|error| Box::new(template_problem(&error)))
}

/// What a page says in one language while something comes down.
pub struct NeutralWords {
    /// The language.
    pub lang: String,
    /// A heading.
    pub title: String,
    /// A sentence.
    pub text: String,
}

/// A page that stands in for a shared page while something comes down, in every language of the edition. It needs no
/// file of the theme.
pub fn neutral_page(words: &[NeutralWords]) -> String {
    let told = |one: &NeutralWords| {
        let (lang, title, text) = (escape(&one.lang), escape(&one.title), escape(&one.text));
        format!("<section lang=\"{lang}\"><h1>{title}</h1><p>{text}</p></section>")
    };
    let (lang, title) = words.first().map_or(("en", ""), |one| (&one.lang, &one.title));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><title>{title}</title></head>\
         <body><main>{}</main></body></html>\n",
        words.iter().map(told).collect::<String>(),
        lang = escape(lang),
        title = escape(title),
    )
}

/// All words that our own templates may print of a page, as markup: what the templates add themselves is nobody's secret.
/// `None` when they cannot be had in this way.
pub fn words_of(head: &Head, page: &Page) -> Option<String> {
    let mut words = String::new();
    add_words(&Value::try_from_serializable(head).ok()?, &mut words);
    add_words(&page_value(page).ok()?, &mut words);
    Some(words)
}

fn add_words(value: &Value, words: &mut String) {
    if let Some(map) = value.as_map() {
        map.values().for_each(|value| add_words(value, words));
    } else if let Some(all) = value.as_array() {
        all.iter().for_each(|value| add_words(value, words));
    } else if let Some(text) = value.as_str().filter(|text| !text.is_empty()) {
        words.push_str("<p>");
        if value.is_safe() || !text.contains(['<', '&']) { words.push_str(text) } else { words.push_str(&escape(text)) }
    }
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
        Page::Gaps(_) => "gaps.html",
        Page::Timeline(_) => "timeline.html",
        Page::Az(_) => "az.html",
        Page::Actions(_) => "actions.html",
        Page::Search(_) => "search.html",
        Page::Contents(_) => "contents.html",
        Page::Words(_) => "words.html",
        Page::PermissionForm(_) => "permission-form.html",
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
        Page::Statement(page) => value(&**page),
        Page::Item(page) => value(page),
        Page::Earlier(page) => value(page),
        Page::List(page) => value(page),
        Page::Records(page) => value(page),
        Page::Coverage(page) => value(page),
        Page::Gaps(page) => value(page),
        Page::Timeline(page) => value(page),
        Page::Az(page) => value(page),
        Page::Actions(page) => value(page),
        Page::Search(page) => value(page),
        Page::Contents(page) => value(page),
        Page::Words(page) => value(&**page),
        Page::PermissionForm(page) => value(page),
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
        ("provider", site.provider.clone()),
    ];
    known.extend(given.into_iter().filter_map(|(name, value)| Some((name, value?))));
    known
}

/// Gives templates `lang(of="cy")`, and their words: `t(key="menu.home", name="…")`, `n(key="count.items", count=3)`, `words(key="page.privacy.text")`.
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
    templates.register_function("lang", |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let attributes =
            kwargs.iter().find(|(name, _)| name.as_str() == Some("of")).and_then(|(_, lang)| lang.as_str());
        let attributes = attributes.map(lang_attributes).unwrap_or_default();
        Ok(Value::safe_string(&attributes))
    });
    let (words, known) = (Arc::clone(strings), Arc::clone(known));
    templates.register_function("words", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let key = kwargs.must_get::<&str>("key")?;
        let told: Vec<(&str, &str)> = known.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Value::try_from_serializable(&words.blocks(key, &told))
    });
}

/// What marks a passage as being in another language: ` lang="ur" dir="rtl"`.
fn lang_attributes(lang: &str) -> String {
    let dir = if is_right_to_left(lang) { "rtl" } else { "ltr" };
    format!(" lang=\"{}\" dir=\"{dir}\"", escape(lang))
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
