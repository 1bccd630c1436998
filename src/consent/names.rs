//! The name guard: does a text say a name that this edition may not say?
//!
//! Looks for every person's `names` and `known_as` as whole words with the register's capitals. Where two people share
//! a name, each of them must allow it. `[Margaret](person:margaret)` is exempt, because the program chooses those words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::content::people::Register;
use crate::problem::Span;

/// How much of a name a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// What the person is called.
    KnownAs,
    /// One of their other names; the full name is needed.
    FullName,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Index of the person in the register.
    pub person: usize,
    /// How much of the name.
    pub said: Said,
    /// Where the text is.
    pub at: Span,
}

/// Knows every name in the register.
pub struct NameGuard {
    finder: Option<AhoCorasick>,
    /// For each name: whose, and how much of it.
    owners: Vec<Vec<(usize, Said)>>,
    names: Vec<String>,
    allowed: BTreeMap<(String, String), ()>,
}

impl NameGuard {
    /// Learns the names of the register.
    pub fn new(register: &Register) -> NameGuard {
        let mut by_name: BTreeMap<String, Vec<(usize, Said)>> = BTreeMap::new();
        for (index, person) in register.people.iter().enumerate() {
            let known_as = smooth(&person.known_as).trim().to_owned();
            for name in &person.names {
                let name = smooth(name).trim().to_owned();
                if name != known_as {
                    by_name.entry(name).or_default().push((index, Said::FullName));
                }
            }
            by_name.entry(known_as).or_default().push((index, Said::KnownAs));
        }
        by_name.remove("");
        let (names, owners): (Vec<String>, Vec<_>) = by_name.into_iter().unzip();
        let finder = (!names.is_empty())
            .then(|| AhoCorasick::new(&names).expect("a register of names is far below the size the finder can hold"));
        let allow = |word: &str, file: &str| ((smooth(word).trim().to_owned(), file.to_owned()), ());
        let allowed = register.exceptions.iter().map(|one| allow(&one.word, one.file.as_str())).collect();
        NameGuard { finder, owners, names, allowed }
    }

    /// Finds names in a text, as it would be read aloud.
    pub fn find(&self, text: &str, at: &Span, hits: &mut Vec<Hit>) {
        let Some(finder) = &self.finder else { return };
        let text = smooth(text);
        for found in finder.find_overlapping_iter(text.as_ref()) {
            if !whole_word(&text, found.start(), found.end()) {
                continue;
            }
            let name = found.pattern().as_usize();
            if self.allowed.contains_key(&(self.names[name].clone(), at.file.as_str().to_owned())) {
                continue;
            }
            let hit = |&(person, said): &(usize, Said)| Hit { person, said, at: at.clone() };
            hits.extend(self.owners[name].iter().map(hit));
        }
    }
}

fn whole_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// One spelling for what looks the same: composed accents, plain spaces and apostrophes, nothing that cannot be seen.
fn smooth(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let text: Cow<'_, str> = if is_nfc(text) { Cow::Borrowed(text) } else { text.nfc().collect::<String>().into() };
    let mut smooth = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => smooth.push('\''),
            '\u{2010}' | '\u{2011}' => smooth.push('-'),
            c if c.is_whitespace() || c.is_control() => {
                if !smooth.ends_with(' ') {
                    smooth.push(' ');
                }
            }
            c => smooth.push(c),
        }
    }
    smooth.into()
}

#[cfg(test)]
mod tests {
    use super::{NameGuard, Said};
    use crate::content::people::{Person, PersonId, Register};
    use crate::problem::Span;
    use crate::sources::SourcePath;

    fn found(names: &[&str], known_as: &str, text: &str) -> Vec<Said> {
        let file = SourcePath::new("people/a.toml").expect("a path");
        let person = Person {
            id: PersonId::new("a"),
            at: Span::file(&file),
            known_as: known_as.into(),
            alias: "somebody".into(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            kind: None,
            died_on: None,
            left_on: None,
            consents: Vec::new(),
        };
        let guard = NameGuard::new(&Register { people: vec![person], exceptions: Vec::new() });
        let mut hits = Vec::new();
        guard.find(text, &Span::file(&file), &mut hits);
        hits.into_iter().map(|hit| hit.said).collect()
    }

    #[test]
    fn names_are_whole_words_with_their_capitals() {
        let names = ["Margaret O'Brien"];
        assert_eq!(found(&names, "Margaret", "Margaret's beans"), [Said::KnownAs]);
        assert_eq!(found(&names, "Margaret", "Margarets, margaret, MARGARET"), []);
        assert_eq!(found(&names, "Margaret", "(Margaret\u{a0}O\u{2019}Brien)"), [Said::KnownAs, Said::FullName]);
        assert_eq!(found(&names, "Margaret", "Margaret\nO'Brien"), [Said::KnownAs, Said::FullName]);
        assert_eq!(found(&names, "Margaret", "Mar\u{ad}garet"), [Said::KnownAs]);
    }

    #[test]
    fn both_ways_to_write_an_accent_are_one_name() {
        assert_eq!(found(&[], "Zo\u{eb}", "Zoe\u{308} sang"), [Said::KnownAs]);
    }

    #[test]
    fn an_empty_name_finds_nothing() {
        assert_eq!(found(&[""], "", "anything"), []);
    }
}
