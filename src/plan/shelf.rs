//! Shelves: the entries of an edition sorted once into every list that its pages need.
//!
//! A shelf holds one kind of item, or all kinds; the whole of it, or what speaks to one key question, is from one year or
//! from one kind of service. Only cleared entries are ever counted here.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::addresses;
use crate::consent::{Cleared, Entry};
use crate::content::Detail;
use crate::content::terms::Kind;
use crate::edition::Edition;

/// Which entries stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shelf {
    /// One kind; none: all of them.
    pub kind: Option<Kind>,
    /// Which of them.
    pub by: By,
}

/// What narrows a shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Nothing: all of a kind.
    All,
    /// A key question of the first framework.
    Question(usize),
    /// A year.
    Year(i16),
    /// A kind of service, by its place among [`Shelves::services`].
    Service(usize),
}

/// Every list of an edition, as places of its entries.
#[derive(Debug, Default)]
pub struct Shelves {
    shelves: BTreeMap<Shelf, Vec<usize>>,
    /// By framework and question, newest first.
    questions: BTreeMap<(usize, usize), Vec<usize>>,
    /// By year, newest first.
    days: BTreeMap<i16, Vec<usize>>,
    /// By letter, in order.
    letters: BTreeMap<String, Vec<usize>>,
    /// Where records are kept: by the place as it stands in addresses, with its name.
    records: BTreeMap<String, (String, Vec<usize>)>,
    /// The kinds of service, as their authors wrote them.
    pub services: Vec<String>,
}

impl Shelves {
    /// Sorts an edition.
    pub fn of(edition: &Edition<'_>) -> Shelves {
        let mut shelves = Shelves { services: services(edition), ..Shelves::default() };
        for (place, entry) in edition.entries.iter().enumerate() {
            shelves.put(place, entry);
        }
        shelves.sort(edition);
        shelves
    }

    fn put(&mut self, place: usize, entry: &Cleared<Entry<'_>>) {
        let kind = entry.item.kind;
        let questions: BTreeSet<_> = entry.supports.iter().map(|one| (one.framework, one.question)).collect();
        for question in &questions {
            self.questions.entry(*question).or_default().push(place);
        }
        let of_first = questions.iter().filter(|(framework, _)| *framework == 0);
        let mut by: Vec<By> = of_first.map(|(_, question)| By::Question(*question)).collect();
        by.extend(entry.day().map(|day| By::Year(day.year())));
        let of_service = entry.item.service_type.as_deref().and_then(|own| self.service_of(own));
        if let Some(service) = of_service {
            self.shelf(None, By::Service(service)).push(place);
            by.push(By::Service(service));
        }
        by.push(By::All);
        for by in by {
            self.shelf(Some(kind), by).push(place);
        }
        if is_found_by_day(kind) {
            if let Some(day) = entry.item.date {
                self.days.entry(day.year()).or_default().push(place);
            }
            self.letters.entry(letter_of(&entry.item.title)).or_default().push(place);
        }
        if let Some(held) = &entry.item.record_held {
            let at = self.records.entry(addresses::slug(held)).or_insert_with(|| (held.clone(), Vec::new()));
            at.1.push(place);
        }
    }

    fn shelf(&mut self, kind: Option<Kind>, by: By) -> &mut Vec<usize> {
        self.shelves.entry(Shelf { kind, by }).or_default()
    }

    fn service_of(&self, words: &str) -> Option<usize> {
        self.services.iter().position(|known| addresses::slug(known) == addresses::slug(words))
    }

    fn sort(&mut self, edition: &Edition<'_>) {
        let entry = |place: &usize| &edition.entries[*place];
        let newest = |place: &usize| (Reverse(entry(place).day()), entry(place).reference);
        for places in self.questions.values_mut() {
            places.sort_by_key(newest);
        }
        for (shelf, places) in &mut self.shelves {
            if shelf.kind.is_none() {
                places.sort_by_key(newest);
            }
        }
        if let Some(pages) = self.shelves.get_mut(&Shelf { kind: Some(Kind::Page), by: By::All }) {
            pages.sort_by_key(|place| page_order(entry(place)));
        }
        for places in self.days.values_mut() {
            places.sort_by_key(|place| (Reverse(entry(place).item.date), entry(place).reference));
        }
        for places in self.letters.values_mut() {
            places.sort_by_cached_key(|place| (entry(place).item.title.to_lowercase(), entry(place).reference));
        }
        for (_, places) in self.records.values_mut() {
            places.sort_by_key(|place| (entry(place).item.title.as_str(), entry(place).reference));
        }
    }

    /// The entries of a shelf, in the order of their list.
    pub fn on(&self, shelf: Shelf) -> &[usize] {
        self.shelves.get(&shelf).map_or(&[], Vec::as_slice)
    }

    /// Every shelf with something on it.
    pub fn all(&self) -> impl Iterator<Item = (Shelf, &[usize])> {
        self.shelves.iter().map(|(shelf, places)| (*shelf, places.as_slice()))
    }

    /// Everything that speaks to a question or to one of its statements, newest first.
    pub fn speaking_to(&self, framework: usize, question: usize) -> &[usize] {
        self.questions.get(&(framework, question)).map_or(&[], Vec::as_slice)
    }

    /// Years with something in them and what is in them, newest first.
    pub fn years(&self) -> impl Iterator<Item = (i16, &[usize])> {
        self.days.iter().rev().map(|(year, places)| (*year, places.as_slice()))
    }

    /// Letters and what begins with them.
    pub fn letters(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.letters.iter().map(|(letter, places)| (letter.as_str(), places.as_slice()))
    }

    /// Where records are kept: the place for addresses, its name, and what is there.
    pub fn records(&self) -> impl Iterator<Item = (&str, &str, &[usize])> {
        self.records.iter().map(|(slug, (name, places))| (slug.as_str(), name.as_str(), places.as_slice()))
    }
}

impl Shelf {
    /// All of a kind.
    pub fn of_kind(kind: Kind) -> Shelf {
        Shelf { kind: Some(kind), by: By::All }
    }
}

/// The kinds of service that entries name, where there is more than one.
fn services(edition: &Edition<'_>) -> Vec<String> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for words in edition.entries.iter().filter_map(|entry| entry.item.service_type.as_deref()) {
        known.entry(addresses::slug(words)).or_insert_with(|| words.to_owned());
    }
    if known.len() > 1 { known.into_values().collect() } else { Vec::new() }
}

fn page_order<'e>(entry: &'e Entry<'_>) -> (Option<u32>, Option<crate::content::terms::PagePlace>, &'e str) {
    let Detail::Page(page) = &entry.item.detail else { return (None, None, "") };
    (Some(page.order.unwrap_or(u32::MAX)), Some(page.place), entry.reference)
}

/// Records and feedback have lists of their own; everything else is found by day and by letter.
fn is_found_by_day(kind: Kind) -> bool {
    !matches!(kind, Kind::Record | Kind::Feedback)
}

fn letter_of(title: &str) -> String {
    let first = title.chars().find(|letter| letter.is_alphanumeric()).unwrap_or('0');
    match deunicode::deunicode_char(first).and_then(|plain| plain.chars().next()) {
        Some(letter) if letter.is_ascii_alphabetic() => letter.to_ascii_uppercase().to_string(),
        _ => "0\u{2013}9".to_owned(),
    }
}
