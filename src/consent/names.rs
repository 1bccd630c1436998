//! The name guard: does a text say a name that this edition may not say?
//!
//! Looks for every person's `names` and `known_as` as whole words with the register's capitals. Where two people share
//! a name, each of them must allow it. `[Margaret](person:margaret)` is exempt, because the program chooses those words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use unicode_normalization::UnicodeNormalization;

use crate::content::markdown::spoken;
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
        let finder = (!names.is_empty()).then(|| finder(&names));
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

/// Finds all names at once. Its quickest way of looking takes for ever to prepare for a name of a hundred thousand letters.
fn finder(names: &[String]) -> AhoCorasick {
    const MANY_LETTERS: usize = 20_000;
    let is_long = names.iter().map(String::len).sum::<usize>() > MANY_LETTERS;
    AhoCorasick::builder()
        .kind(is_long.then_some(AhoCorasickKind::ContiguousNFA))
        .build(names)
        .expect("a register of names is far below the size the finder can hold")
}

fn whole_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// One spelling for what looks the same: composed accents, plain letters, spaces, hyphens and apostrophes, nothing that
/// cannot be seen.
fn smooth(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| !byte.is_ascii_control() && byte != b'`';
    if text.is_ascii() && text.bytes().all(is_plain) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let seen = spoken(text);
    let mut smooth = String::with_capacity(text.len());
    for c in seen.chars().map(one_mark).nfkc() {
        match one_mark(c) {
            c if c.is_whitespace() => {
                if !smooth.ends_with(' ') {
                    smooth.push(' ');
                }
            }
            c => smooth.push(c),
        }
    }
    smooth.into()
}

/// The plain sign for those that people, telephones and word processors write in its place. A raised figure stands
/// behind a word and is no part of it.
fn one_mark(c: char) -> char {
    match c {
        '`' | '\u{b4}' | '\u{2b9}' | '\u{2bb}'..='\u{2bd}' | '\u{2018}'..='\u{201b}' | '\u{2032}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{2089}' => ' ',
        c => c,
    }
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
        let guard = NameGuard::new(&Register { people: vec![person], ..Register::default() });
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
        assert_eq!(found(&names, "Margaret", "Mar\u{34f}garet"), [Said::KnownAs]);
        assert_eq!(found(&names, "Margaret", "Margaret\u{b2}"), [Said::KnownAs]);
        assert_eq!(found(&names, "Margaret", "Margaret O`Brien"), [Said::KnownAs, Said::FullName]);
    }

    #[test]
    fn both_ways_to_write_an_accent_are_one_name() {
        assert_eq!(found(&[], "Zo\u{eb}", "Zoe\u{308} sang"), [Said::KnownAs]);
        assert_eq!(found(&[], "Anne-Marie", "\u{ff21}nne\u{2013}Marie sang"), [Said::KnownAs]);
    }

    #[test]
    fn a_name_may_be_as_long_as_a_book() {
        let long = "a".repeat(200_000);
        assert_eq!(found(&[], &long, &format!("Here is {long}.")), [Said::KnownAs]);
    }

    #[test]
    fn an_empty_name_finds_nothing() {
        assert_eq!(found(&[""], "", "anything"), []);
    }
}
