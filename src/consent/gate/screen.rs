//! Reads every item once for names, for all editions.

use rayon::prelude::*;

use crate::consent::names::{Hit, NameGuard};
use crate::content::capitalised;
use crate::content::item::Item;
use crate::content::markdown::{LinePart, line_parts};
use crate::content::{Detail, Line, Words};
use crate::portfolio::Portfolio;
use crate::problem::Span;

/// Where in an item a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Words,
    Photo(usize),
    Record,
}

/// Every item read once for names, for all editions.
pub struct Screened {
    pub(super) hits: Vec<Vec<(Part, Hit)>>,
    pub(super) guard: NameGuard,
}

impl Screened {
    /// Reads every text of every item.
    pub fn new(portfolio: &Portfolio) -> Screened {
        let guard = NameGuard::new(&portfolio.register);
        let hits = portfolio.items.par_iter().map(|gathered| screen(&guard, &gathered.item)).collect();
        Screened { hits, guard }
    }
}

fn screen(guard: &NameGuard, item: &Item) -> Vec<(Part, Hit)> {
    let mut found = Vec::new();
    let mut look = |text: &str, at: &Span, part: Part| {
        let mut hits = Vec::new();
        guard.find(text, at, &mut hits);
        found.extend(hits.into_iter().map(|hit| (part, hit)));
    };
    if let Some(reference) = &item.reference {
        look(&reference.typed, &reference.at, Part::Words);
    }
    item.each_text(
        &mut |line| {
            let parts = line_parts(line.uncleared());
            for part in &parts {
                if let LinePart::Text(text) = part {
                    look(text, line.at(), part_of(item, line));
                }
            }
            if let (true, Some(LinePart::Text(text))) = (gets_a_capital(item, line), parts.first()) {
                look(&capitalised(text), line.at(), Part::Words);
            }
        },
        &mut |_| {},
    );
    item.each_text(&mut |_| {}, &mut |words: &Words| {
        let mut hits = Vec::new();
        guard.find(words.plain(), &words.at, &mut hits);
        let hits = if hits.is_empty() { hits } else { on_their_lines(guard, words, hits) };
        found.extend(hits.into_iter().map(|hit| (Part::Words, hit)));
    });
    if !item.translations.is_empty() {
        // What was not translated is read again.
        found.sort();
        found.dedup();
    }
    found
}

/// The same names, at the lines that say them. One that stands across lines, or is parted by stars, keeps its place.
fn on_their_lines(guard: &NameGuard, words: &Words, mut hits: Vec<Hit>) -> Vec<Hit> {
    let same = |one: &Hit, other: &Hit| (one.person, one.said) == (other.person, other.said);
    let mut on_lines = Vec::new();
    for (at, line) in words.lines() {
        for part in line_parts(line) {
            if let LinePart::Text(text) = part {
                guard.find(text, &at, &mut on_lines);
            }
        }
    }
    on_lines.retain(|one| hits.iter().any(|hit| same(hit, one)));
    hits.retain(|hit| !on_lines.iter().any(|one| same(hit, one)));
    hits.extend(on_lines);
    hits
}

/// Pages begin these with a capital letter, which can make a name of a word: "rose's niece".
fn gets_a_capital(item: &Item, line: &Line) -> bool {
    let is_one = |version: &Item| {
        let Detail::Feedback(feedback) = &version.detail else { return false };
        let lines = [&feedback.role, &feedback.gathered_how, &feedback.gathered_by];
        lines.into_iter().flatten().any(|known| std::ptr::eq(known, line))
    };
    !line.uncleared().starts_with(char::is_uppercase) && item.versions().any(is_one)
}

/// Which part of the item a line is. Lines are told apart by where they live in memory, never by their words.
fn part_of(item: &Item, line: &Line) -> Part {
    let is = |other: &Option<Line>| other.as_ref().is_some_and(|other| std::ptr::eq(other, line));
    for version in item.versions() {
        if let Some(index) = version.photos.iter().position(|photo| is(&photo.alt) || is(&photo.caption)) {
            return Part::Photo(index);
        }
        if is(&version.record_held) || is(&version.record_owner) || is(&version.record_ref) {
            return Part::Record;
        }
    }
    Part::Words
}
