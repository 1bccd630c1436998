//! The words of a book as the template engine will get them: what cannot be printed is replaced, and all of it can be
//! read by the leak scan.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

/// A book ready for the template engine.
pub struct Printable {
    /// Its values.
    pub value: Value,
    /// What could not be printed, by the address of the item it stands in; an empty address for the rest.
    pub unprintable: BTreeSet<String>,
}

impl Printable {
    /// Replaces what cannot be printed by `instead`, a run of such characters by one.
    pub fn new(book: &impl Serialize, can_print: &dyn Fn(char) -> bool, instead: &str) -> Printable {
        let mut value = serde_json::to_value(book).expect("a book has only text keys and plain numbers");
        let mut unprintable = BTreeSet::new();
        if let Some(Value::Object(items)) = value.get_mut("items") {
            for (href, item) in items {
                if mend(item, can_print, instead) {
                    unprintable.insert(href.clone());
                }
            }
        }
        // Elsewhere the same words stand once more; only what no item says is told again.
        let elsewhere = mend(&mut value, can_print, instead);
        if elsewhere && unprintable.is_empty() {
            unprintable.insert(String::new());
        }
        Printable { value, unprintable }
    }
}

fn mend(value: &mut Value, can_print: &dyn Fn(char) -> bool, instead: &str) -> bool {
    match value {
        Value::String(text) => match mended(text, can_print, instead) {
            Some((better, told)) => {
                *text = better;
                told
            }
            None => false,
        },
        Value::Array(values) => values.iter_mut().fold(false, |told, value| mend(value, can_print, instead) | told),
        Value::Object(fields) => fields.values_mut().fold(false, |told, value| mend(value, can_print, instead) | told),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The text as it can be printed, and whether anything in it could not; `None` when it may stay as it is.
fn mended(text: &str, can_print: &dyn Fn(char) -> bool, instead: &str) -> Option<(String, bool)> {
    let may_stay = |letter: char| (can_print(letter) || letter == '\n') && !only_tunes(letter) && letter != '\u{200d}';
    if text.chars().all(may_stay) {
        return None;
    }
    let mut better = String::with_capacity(text.len());
    let (mut told, mut in_run) = (false, false);
    let mut before = None;
    for letter in text.chars() {
        if only_tunes(letter) {
            continue;
        }
        if letter == '\u{200d}' {
            // Between letters it shapes them; between pictures it asks for one that the font does not have.
            if before.is_some_and(char::is_alphabetic) && can_print(letter) {
                better.push(letter);
            }
            continue;
        }
        if can_print(letter) || letter == '\n' {
            better.push(letter);
            in_run = false;
        } else if letter.is_whitespace() {
            better.push(' ');
        } else if !in_run {
            better.push_str(instead);
            (told, in_run) = (true, true);
        }
        before = Some(letter);
    }
    Some((better, told))
}

/// Characters that only choose between shapes of the one before them: skin tones, colour or text, flags of regions.
fn only_tunes(letter: char) -> bool {
    matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Every word of a book, as the leak scan reads it: pieces of one line joined, everything else apart.
pub fn words_of(value: &Value) -> String {
    let mut words = String::new();
    gather(value, &mut words);
    words
}

fn gather(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => {
            // As entities, so that the scan reads signs of markup as the signs they are.
            for letter in text.chars() {
                match letter {
                    '&' => words.push_str("&amp;"),
                    '<' => words.push_str("&lt;"),
                    '>' => words.push_str("&gt;"),
                    letter => words.push(letter),
                }
            }
            words.push('\n');
        }
        Value::Array(values) if values.iter().any(|value| value.get("inline").is_some()) => {
            let mut after = String::new();
            gather_line(values, words, &mut after);
            words.push('\n');
            words.push_str(&after);
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, words)),
        Value::Object(fields) => fields.values().for_each(|value| gather(value, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Words of a line without a gap; its notes and addresses come after it, so that they part no word.
fn gather_line(values: &[Value], words: &mut String, after: &mut String) {
    for value in values {
        if let Some(Value::String(text)) = value.get("text") {
            words.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        }
        if let Some(Value::Array(inside)) = value.get("words") {
            gather_line(inside, words, after);
        }
        if value.get("inline").and_then(Value::as_str) == Some("break") {
            words.push(' ');
        }
        for other in ["blocks", "href"] {
            gather(value.get(other).unwrap_or(&Value::Null), after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mended;

    fn printed(text: &str) -> Option<(String, bool)> {
        mended(text, &|letter| letter.is_ascii() || letter == '\u{2764}', "[?]")
    }

    #[test]
    fn what_cannot_be_printed_leaves_one_sign_for_each_run() {
        assert_eq!(printed("plain"), None);
        assert_eq!(printed("a \u{4f60}\u{597d} b"), Some(("a [?] b".to_owned(), true)));
        assert_eq!(printed("\u{2764}\u{fe0f}!"), Some(("\u{2764}!".to_owned(), false)));
    }
}
