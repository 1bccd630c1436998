//! Every example of the CommonMark specification.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use super::super::escape::{push_address, push_attribute};
use super::super::{Around, to_html};
use crate::content::markdown::options;

const EXAMPLES: &str = include_str!("../../../../tests/data/commonmark-0.31.2.txt");

pub(super) fn examples() -> Vec<(u32, &'static str, &'static str)> {
    let blocks = EXAMPLES.split("~~~~~~ example ").skip(1);
    blocks
        .map(|block| {
            let (number, rest) = block.split_once('\n').unwrap();
            let (markdown, rest) = rest.split_once("~~~~~~ html\n").unwrap();
            (number.parse().unwrap(), markdown, rest.split_once("~~~~~~ end\n").unwrap().0)
        })
        .collect()
}

/// A page on which nothing has another name and every picture and link is let through as typed.
fn shown(source: &str) -> String {
    let picture = |typed: &str, alt: &str| Some(image(typed, alt));
    to_html(
        source,
        &Around {
            heading_base: 1,
            footnote_prefix: "",
            name_of: &|_| None,
            picture: &picture,
            link: &|typed| Some(typed.to_owned()),
        },
    )
}

fn image(typed: &str, alt: &str) -> String {
    let mut html = String::from("<img src=\"");
    push_address(&mut html, typed);
    html.push_str("\" alt=\"");
    push_attribute(&mut html, alt);
    html.push_str("\" />");
    html
}

/// What pulldown-cmark's own writer makes of a text, after the differences we want have been put into its events.
fn expected(source: &str) -> String {
    let mut levels: Vec<HeadingLevel> = Vec::new();
    let mut ends: Vec<Option<&str>> = Vec::new();
    let mut alt_depth = 0;
    let mut events: Vec<Event<'_>> = Vec::new();
    let code = |text: String| Event::InlineHtml(CowStr::from(text));
    let mut incoming = Parser::new_ext(source, options()).peekable();
    while let Some(event) = incoming.next() {
        let event = match event {
            Event::Start(Tag::Image { link_type, dest_url, id, .. }) => {
                alt_depth += 1;
                Event::Start(Tag::Image { link_type, dest_url, title: "".into(), id })
            }
            Event::End(TagEnd::Image) => {
                alt_depth -= 1;
                event
            }
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Html(mut text) => {
                while let Some(Event::Html(_)) = incoming.peek() {
                    let Some(Event::Html(more)) = incoming.next() else { unreachable!() };
                    text = format!("{text}{more}").into();
                }
                Event::Text(text.trim_end_matches('\n').to_owned().into())
            }
            Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::CodeBlock(_)) => Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)),
            Event::Start(Tag::Heading { level, .. }) => {
                levels.retain(|above| *above < level);
                levels.push(level);
                let level = HeadingLevel::try_from(levels.len()).unwrap();
                Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Event::End(TagEnd::Heading(_)) => {
                Event::End(TagEnd::Heading(HeadingLevel::try_from(levels.len()).unwrap()))
            }
            Event::Start(Tag::Link { .. }) if alt_depth == 0 && incoming.peek() == Some(&Event::End(TagEnd::Link)) => {
                incoming.next();
                continue;
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) if alt_depth == 0 => {
                let mailto = if link_type == LinkType::Email { "mailto:" } else { "" };
                let typed = format!("{mailto}{dest_url}");
                let scheme = typed
                    .split(['/', '?', '#'])
                    .next()
                    .unwrap()
                    .split_once(':')
                    .map(|(scheme, _)| scheme.to_lowercase());
                let (opening, end) = match scheme.as_deref() {
                    None if !typed.starts_with("//") => ("", "</a>"),
                    Some("http" | "https") => (" class=\"outside\" rel=\"noopener noreferrer\"", "</a>"),
                    Some("mailto" | "tel") => ("", "</a>"),
                    _ => ("refused", ""),
                };
                ends.push(Some(end));
                if opening == "refused" {
                    continue;
                }
                let mut html = String::from("<a href=\"");
                push_address(&mut html, &typed);
                html.push('"');
                if !title.is_empty() {
                    html.push_str(" title=\"");
                    push_attribute(&mut html, &title);
                    html.push('"');
                }
                code(format!("{html}{opening}>"))
            }
            Event::End(TagEnd::Link) if alt_depth == 0 => code(ends.pop().flatten().unwrap().to_owned()),
            other => other,
        };
        events.push(event);
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    html
}

/// Ways to write the same thing.
fn alike(html: &str) -> String {
    html.replace("<p></p>\n", "")
        .replace("<br />", "<br>")
        .replace("<hr />", "<hr>")
        .replace("&#x27;", "&#39;")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
}

#[test]
fn every_commonmark_example_comes_out_as_commonmark_with_our_differences() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    for (number, markdown, _) in examples {
        assert_eq!(alike(&shown(markdown)), alike(&expected(markdown)), "example {number}: {markdown}");
    }
}

/// An empty link, and addresses that are not on our list.
const REFUSED: &[u32] = &[484, 500, 596, 598, 599, 601];

#[test]
fn where_nothing_is_different_on_purpose_the_specification_is_met_to_the_letter() {
    let mut compared = 0;
    for (number, markdown, html) in examples() {
        let has_difference =
            ["class=\"language-", "<a href=\"http", "<a href=\"\"></a>", "title=\"", "<h2", "<h3", "<h5"]
                .iter()
                .any(|sign| html.contains(sign))
                || Parser::new_ext(markdown, options())
                    .any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
        if !has_difference && !REFUSED.contains(&number) {
            let normal = |html: &str| alike(html).replace(">\n<", "><").trim().to_owned();
            assert_eq!(normal(&shown(markdown)), normal(html), "example {number}: {markdown}");
            compared += 1;
        }
    }
    assert_eq!(compared, 489);
}
