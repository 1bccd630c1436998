//! Reads what the template engine says about a mistake: which file, which line, and why, in plain words.

use toml::de::{DeTable, DeValue};

use crate::problem::Span;
use crate::sources::SourcePath;

/// One mistake in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Template, by its path inside the theme; empty when the engine does not say.
    pub file: String,
    /// Line, from 1; 0 when the engine does not say.
    pub line: u32,
    /// Why.
    pub reason: String,
}

/// Every mistake an error tells of, in its order.
pub(crate) fn read(error: &tera::Error) -> Vec<Mistake> {
    let report = error.to_string();
    let mut mistakes: Vec<Mistake> = Vec::new();
    // A report reads "error: why", then "--> file:line:column", then the line itself (and notes, which we skip).
    for line in report.lines() {
        if let Some(reason) = line.strip_prefix("error: ") {
            mistakes.push(Mistake { file: String::new(), line: 0, reason: plain(reason) });
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(last) = mistakes.last_mut()
            && last.file.is_empty()
        {
            (last.file, last.line) = read_place(place);
        }
    }
    if mistakes.is_empty() {
        mistakes.push(Mistake { file: named_in(&report), line: 0, reason: plain(&report) });
    }
    mistakes
}

fn read_place(place: &str) -> (String, u32) {
    let mut parts = place.rsplitn(3, ':');
    let _column = parts.next();
    let line = parts.next().and_then(|line| line.parse().ok()).unwrap_or(0);
    (parts.next().unwrap_or(place).to_owned(), line)
}

/// The last template that a report without a place names between quotation marks.
fn named_in(report: &str) -> String {
    let mut quoted = report.split(['`', '\'', '"']).filter(|part| part.ends_with(".html"));
    quoted.next_back().unwrap_or_default().to_owned()
}

/// The engine's words, without those that only programmers use.
fn plain(reason: &str) -> String {
    let reason = reason.trim();
    for (start, told) in [
        ("Unknown filter ", "there is no filter called "),
        ("Unknown function ", "there is no function called "),
        ("Unknown test ", "there is no test called "),
        ("Unknown component ", "there is no component called "),
        ("Unknown template ", "there is no template called "),
        ("Unexpected end of input", "something that was opened is not closed before the end of the file"),
    ] {
        if let Some(rest) = reason.strip_prefix(start) {
            return format!("{told}{}.", rest.trim_end_matches('.'));
        }
    }
    let reason = reason.replace("Field ", "the value ").replace("Identifier", "name").replace("identifier", "name");
    let reason = reason
        .replace("syntax ", "")
        .replace("Invalid ", "wrong ")
        .replace("invalid ", "wrong ")
        .replace("token", "sign");
    let mut letters = reason.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_lowercase(), letters.as_str().trim_end_matches('.')),
        None => String::new(),
    }
}

/// Where the words of a dotted key stand in a file of words.
pub(crate) fn place_of_words(file: &SourcePath, text: &str, key: &str) -> Option<Span> {
    let root = DeTable::parse(text).ok()?;
    let mut table = root.get_ref();
    let mut rest = key;
    loop {
        let (name, inner) = rest.split_once('.').map_or((rest, None), |(name, inner)| (name, Some(inner)));
        let (place, value) = table.get_key_value(name)?;
        match (inner, value.get_ref()) {
            (Some(inner), DeValue::Table(below)) => (table, rest) = (below, inner),
            _ => return Some(Span::at_offset(file, text, place.span().start)),
        }
    }
}
