//! Plain words: where an author could say it more simply. Advice, never a gate, and never about what people said.
//!
//! Only what families or the public will read is looked at, as they will read it: long sentences, hard words that have
//! plainer ones, and a rough reading level of longer texts. The level is a guess from the lengths of words and
//! sentences (DESIGN section 6); a person knows better.

mod level;
mod prose;
mod sentences;
mod thesaurus;

use std::collections::BTreeSet;

pub use level::{Level, level_of};

use crate::consent::{Cleared, Entry};
use crate::content::Detail;
use crate::content::terms::{Audience, Kind};
use crate::edition::Edition;
use crate::portfolio::Portfolio;
use crate::problem::{Problems, Span, plain_words as told};
use sentences::{sentences, words};
use thesaurus::plainer;

/// Longer sentences than this are hard to keep in mind (GOV.UK: aim for 25 at most; one more breath is no fault).
const LONG_SENTENCE: usize = 30;

/// Texts that need a longer schooling than this are worth another look: the NHS aims at 9 to 11, and 14 at most.
const HARD_AGE: u32 = 14;

/// The reading level of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The item's file.
    pub at: Span,
    /// How hard it reads.
    pub level: Level,
}

/// What was found in the words of an edition.
#[derive(Debug, Default)]
pub struct Advice {
    /// What could be plainer.
    pub problems: Problems,
    /// The level of every longer text, hardest first.
    pub readings: Vec<Reading>,
}

/// Looks at what families and the public read, each item once.
pub fn advise(editions: &[Edition<'_>], portfolio: &Portfolio) -> Advice {
    let mut advice = Advice::default();
    let mut seen = BTreeSet::new();
    for edition in editions.iter().filter(|one| matches!(one.settings.audience, Audience::Family | Audience::Public)) {
        for entry in edition.entries.iter().filter(|entry| is_ours(entry.item.kind)) {
            if seen.insert(entry.index) {
                look(entry, portfolio, &mut advice);
            }
        }
    }
    advice.readings.sort_by(|a, b| b.level.age.cmp(&a.level.age).then_with(|| a.at.cmp(&b.at)));
    advice
}

/// Feedback is what people said, and a finding what the regulator did; neither is ours to smooth.
fn is_ours(kind: Kind) -> bool {
    !matches!(kind, Kind::Feedback | Kind::Finding)
}

fn look(entry: &Cleared<Entry<'_>>, portfolio: &Portfolio, advice: &mut Advice) {
    let item = &portfolio.items[entry.index].item;
    let mut told_words = BTreeSet::new();
    let mut all = Vec::new();
    for passage in prose::passages(entry.item.words.source) {
        let line = item.words.at.line.max(1) + passage.line;
        tell(&passage.text, &Span::line(&item.at.file, line), &mut told_words, advice);
        all.push(passage.text);
    }
    for line in own_lines(entry) {
        tell(line, &item.at, &mut told_words, advice);
    }
    if let Some(level) = level_of(&all) {
        if level.age > HARD_AGE {
            advice.problems.add(told::reads_hard(item.at.clone(), level.age));
        }
        advice.readings.push(Reading { at: item.at.clone(), level });
    }
}

fn tell(text: &str, at: &Span, told_words: &mut BTreeSet<&'static str>, advice: &mut Advice) {
    for sentence in sentences(text) {
        let count = words(sentence).count();
        if count > LONG_SENTENCE {
            advice.problems.add(told::long_sentence(at.clone(), count));
        }
    }
    // Each hard word is told once an item.
    for (hard, plain) in plainer(text) {
        if told_words.insert(hard) {
            advice.problems.add(told::hard_word(at.clone(), hard, plain));
        }
    }
}

/// The one-line facts in our own words.
fn own_lines<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = &'e str> {
    let own: Vec<&Option<String>> = match &entry.item.detail {
        Detail::Story(story) => vec![&story.noticed, &story.did, &story.difference, &story.outcome],
        Detail::Improvement(improvement) => {
            vec![&improvement.noticed, &improvement.did, &improvement.difference, &improvement.not_possible_because]
        }
        _ => Vec::new(),
    };
    std::iter::once(&entry.item.summary).chain(own).flatten().map(String::as_str)
}
