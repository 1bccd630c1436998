//! The sentences of a Markdown text as they are read: without headings, quotes, code, tables, and lists of a word or two.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::content::markdown::options;

/// A paragraph, or a point of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Passage {
    /// How many lines come before it.
    pub line: u32,
    /// Its words.
    pub text: String,
}

/// Points of a list with fewer words are no sentences.
const SHORT_POINT: usize = 3;

/// Every passage, in order.
pub fn passages(source: &str) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let mut open: Option<Passage> = None;
    // How deep we are in what is not read, and in points of a list.
    let (mut skipped, mut points) = (0_usize, 0_usize);
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        let line = || source[..range.start].matches('\n').count() as u32;
        match event {
            // A picture stands in its paragraph; the others end it.
            Event::Start(Tag::Image { .. }) => skipped += 1,
            Event::Start(tag) if is_skipped(&tag) => {
                close(&mut open, points, &mut found);
                skipped += 1;
            }
            Event::End(tag) if is_skipped_end(tag) => skipped = skipped.saturating_sub(1),
            Event::Start(Tag::Item) => {
                close(&mut open, points, &mut found);
                points += 1;
                open = (skipped == 0).then(|| Passage { line: line(), text: String::new() });
            }
            Event::End(TagEnd::Item) => {
                close(&mut open, points, &mut found);
                points -= 1;
            }
            Event::Start(Tag::Paragraph) if skipped == 0 => {
                open.get_or_insert_with(|| Passage { line: line(), text: String::new() });
            }
            Event::End(TagEnd::Paragraph) => close(&mut open, points, &mut found),
            Event::Text(text) => push(&mut open, skipped, &text),
            Event::SoftBreak | Event::HardBreak => push(&mut open, skipped, " "),
            _ => {}
        }
    }
    close(&mut open, 0, &mut found);
    found
}

fn push(open: &mut Option<Passage>, skipped: usize, text: &str) {
    if let Some(passage) = open.as_mut().filter(|_| skipped == 0) {
        passage.text.push_str(text);
    }
}

fn close(open: &mut Option<Passage>, points: usize, found: &mut Vec<Passage>) {
    let Some(passage) = open.take() else { return };
    let words = passage.text.split_whitespace().count();
    if words > 0 && (points == 0 || words >= SHORT_POINT) && !is_quoted(&passage.text) {
        found.push(passage);
    }
}

/// A paragraph that is one person's words from the first mark to the last.
fn is_quoted(text: &str) -> bool {
    let text = text.trim();
    [('“', '”'), ('‘', '’'), ('"', '"')]
        .iter()
        .any(|(first, last)| text.starts_with(*first) && text.trim_end_matches(['.', ',', '!', '?']).ends_with(*last))
}

fn is_skipped(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_))
}

fn is_skipped_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Table | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use super::passages;

    #[test]
    fn what_is_no_prose_of_ours_is_left_out() {
        let source = "# A heading here\n\nOne *two*\nthree.\n\n> He said so.\n\n- Yes\n- A point with words\n\n| a | b |\n|---|---|\n| c | d |\n\n“All of it is theirs.”\n\n```\ncode\n```\n![a picture](x.jpg) Last.\n";
        let found: Vec<(u32, String)> = passages(source).into_iter().map(|one| (one.line, one.text)).collect();
        let expected = [(2, "One two three."), (8, "A point with words"), (19, " Last.")];
        assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
    }
}
