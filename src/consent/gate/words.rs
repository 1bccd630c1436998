//! Puts an item into the reader's words: each mention of a person under the name that may be said.

use std::collections::BTreeMap;

use crate::consent::shown::{ShownItem, ShownWords};
use crate::content::item::Item;
use crate::content::map::TextMap;
use crate::content::markdown::{LinePart, line_parts};
use crate::content::{Line, Words, capitalised};

/// The item in the reader's words.
pub(super) fn show<'a>(item: &'a Item, names: &BTreeMap<&'a str, String>) -> ShownItem<'a> {
    let name_of = |person: &str| names.get(person).cloned();
    let line = &mut |line: &Line| show_line(line.uncleared(), name_of);
    let words = &mut |words: &'a Words| ShownWords {
        source: words.uncleared(),
        fingerprint: words.fingerprint(),
        names: if words.mentions.is_empty() { BTreeMap::new() } else { names.clone() },
        // Lists use the author's summary where there is one.
        opening: if item.summary.is_some() { String::new() } else { show_line(&words.opening(), name_of) },
    };
    item.map(&mut TextMap { line, words })
}

/// A one-line text with each mention replaced; an alias that opens a sentence gets its capital.
pub(super) fn show_line(text: &str, name_of: impl Fn(&str) -> Option<String>) -> String {
    let mut shown = String::with_capacity(text.len());
    for part in line_parts(text) {
        match part {
            LinePart::Text(text) => shown.push_str(text),
            LinePart::Person { person, .. } => {
                let name = name_of(person).unwrap_or_else(|| "someone".to_owned());
                if opens_sentence(&shown) { shown.push_str(&capitalised(&name)) } else { shown.push_str(&name) }
            }
        }
    }
    shown
}

fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', ':'])
}
