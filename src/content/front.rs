//! Takes a Markdown file apart into facts and words.

use super::keys;
use super::labels::{self, Labels};
use crate::problem::mending::{Edit, Mending};
use crate::problem::{Problems, Span, facts};
use crate::sources::SourcePath;

/// A part of a file and the line it starts on, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The line, from 1.
    pub line: u32,
    /// The text.
    pub text: &'a str,
}

/// The two parts of a Markdown file.
#[derive(Debug, PartialEq, Eq)]
pub struct Front<'a> {
    /// Between the `+++` lines; empty when there are none.
    pub facts: Part<'a>,
    /// Facts between `---` lines, as they should have been written.
    pub labels: Option<Labels>,
    /// All the rest.
    pub words: Part<'a>,
}

/// Takes a file apart. A file without `+++` is all words.
pub fn split<'a>(file: &SourcePath, text: &'a str, problems: &mut Problems) -> Front<'a> {
    let start = text.len() - text.trim_start().len();
    let opening = text[..start].matches('\n').count() as u32 + 1;
    let (first, rest) = cut_line(&text[start..]);
    let none = Part { line: opening, text: "" };
    let all_words = Front { facts: none, labels: None, words: Part { line: 1, text } };
    match first.trim_end() {
        "+++" => {}
        "---" => {
            let Some((inside, after, lines)) = up_to(rest, "---").filter(|(inside, ..)| holds_facts(inside)) else {
                return all_words;
            };
            let whole = &text[start..text.len() - after.len()];
            let labels = labelled(Span { column: 1, ..Span::line(file, opening) }, inside, whole, problems);
            // The facts may hold private words: they must not turn into words for readers.
            let words = Part { line: opening + lines + 2, text: after };
            return Front { facts: none, labels: Some(labels), words };
        }
        _ => return all_words,
    }
    let (inside, after, lines) = up_to(rest, "+++").unwrap_or_else(|| {
        let (inside, after, lines) = up_to(rest, "").unwrap_or((rest, "", rest.lines().count() as u32));
        problems.add(facts::facts_not_closed(Span::line(file, opening), closed(opening + 1 + lines, inside, after)));
        (inside, after, lines)
    });
    let facts = Part { line: opening + 1, text: inside };
    Front { facts, labels: None, words: Part { line: opening + lines + 2, text: after } }
}

/// Reads a block between `---` lines, tells it, and how it would be written with `+++`.
fn labelled(at: Span, inside: &str, whole: &str, problems: &mut Problems) -> Labels {
    let mut labels = labels::read(inside);
    let first = at.line + 1;
    for line in labels.lines.iter_mut().chain(&mut labels.unread) {
        *line += first;
    }
    let is_understood = labels.unread.is_empty() && toml::de::DeTable::parse(&labels.text).is_ok();
    let mending = match is_understood {
        true => {
            let end = if whole.ends_with('\n') { "\n" } else { "" };
            Mending::edit(&at, whole, format!("+++\n{}+++{end}", labels.text))
        }
        false => Mending::LeftAlone("Some of its lines cannot be read, so nothing is moved."),
    };
    for line in &labels.unread {
        let at = Span::line(&at.file, *line);
        problems.add(facts::facts_unreadable(at, &facts::Slip::NoLabel, Mending::ByHand));
    }
    problems.add(facts::facts_between_dashes(Span { column: 0, ..at }, mending));
    labels
}

/// The missing `+++`, where the facts surely end.
fn closed(line: u32, inside: &str, after: &str) -> Mending {
    let is_fact = |line: &str| line.split_once('=').is_some_and(|(key, _)| keys::meant_by(key).is_some());
    let ends_here = !after.lines().any(is_fact) && inside.ends_with('\n') && toml::de::DeTable::parse(inside).is_ok();
    match ends_here {
        true => Mending::Edits(vec![Edit { line, column: 1, was: String::new(), becomes: "+++\n".to_owned() }]),
        false => Mending::LeftAlone("Only you can tell where the facts end and the words begin."),
    }
}

fn cut_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// What comes before a line with only these characters, what comes after it, and how many lines come before.
fn up_to<'a>(text: &'a str, closing: &str) -> Option<(&'a str, &'a str, u32)> {
    let (mut offset, mut lines) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim_end() == closing {
            return Some((&text[..offset], &text[offset + line.len()..], lines));
        }
        offset += line.len();
        lines += 1;
    }
    None
}

fn holds_facts(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        line.split_once([':', '=']).is_some_and(|(key, _)| {
            let key = key.trim();
            keys::meant_by(key).is_some()
                || !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Part, split};
    use crate::problem::Problems;
    use crate::sources::SourcePath;

    #[test]
    fn facts_and_words_know_their_lines() {
        type Case = (&'static str, (u32, &'static str), (u32, &'static str), &'static [&'static str]);
        let cases: [Case; 10] = [
            ("Just words.\n", (1, ""), (1, "Just words.\n"), &[]),
            ("", (1, ""), (1, ""), &[]),
            ("+++\na = 1\n+++\n\nHello\n", (2, "a = 1\n"), (4, "\nHello\n"), &[]),
            ("\n\n+++  \na = 1\n+++\nHello", (4, "a = 1\n"), (6, "Hello"), &[]),
            ("+++\n+++", (2, ""), (3, ""), &[]),
            ("+++\na = 1\n\nHello\n", (2, "a = 1\n"), (4, "Hello\n"), &["facts-not-closed"]),
            ("+++\na = 1", (2, "a = 1"), (4, ""), &["facts-not-closed"]),
            ("---\ntitle: x\n---\nHello", (1, ""), (4, "Hello"), &["facts-between-dashes"]),
            ("---\nTold by: x\nHm\n---\nHello", (1, ""), (5, "Hello"), &["facts-unreadable", "facts-between-dashes"]),
            ("---\n\nA line above.\n\n---\n", (1, ""), (1, "---\n\nA line above.\n\n---\n"), &[]),
        ];
        for (text, facts, words, codes) in cases {
            let mut problems = Problems::default();
            let front = split(&SourcePath::new("stories/x.md").expect("a path"), text, &mut problems);
            assert_eq!(front.facts, Part { line: facts.0, text: facts.1 }, "{text:?}");
            assert_eq!(front.words, Part { line: words.0, text: words.1 }, "{text:?}");
            assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), codes, "{text:?}");
        }
    }
}
