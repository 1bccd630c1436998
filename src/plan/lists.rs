//! Lists: everything of a kind, by year; everything by day; everything by letter; where records are kept.

use std::collections::BTreeMap;

use super::addresses;
use super::desk::{Desk, Shown};
use super::pages::{
    AzPage, Card, CardGroup, FindingRow, Link, ListPage, QuoteGroup, RecordPlace, RecordRow, RecordsPage, TimelinePage,
};
use crate::content::Detail;
use crate::content::terms::{Kind, State};

/// How many items one page of a list holds, so that no page grows heavy.
pub const ITEMS_A_PAGE: usize = 60;

/// How many items stand on one page by letter before each letter gets its own.
const ONE_PAGE: usize = 400;

impl<'e> Desk<'e> {
    /// One page of the list of a kind, from 1.
    pub fn list_page(&self, kind: Kind, page: usize) -> ListPage {
        let root = "";
        let entries = page_of(self.edition.of_kind(kind), page);
        let years = self.by_year(entries);
        let mut list = ListPage {
            kind: kind.word(),
            groups: Vec::new(),
            quotes: Vec::new(),
            findings: Vec::new(),
            actions: Vec::new(),
        };
        match kind {
            Kind::Feedback => {
                let group = |(title, entries): (String, Vec<&Shown<'_>>)| QuoteGroup {
                    title,
                    quotes: self.quotes(entries, root),
                };
                list.quotes = years.into_iter().map(group).collect();
            }
            Kind::Finding => list.findings = entries.iter().map(|entry| self.finding_row(entry)).collect(),
            Kind::Page => {
                let cards =
                    self.cards(self.pages_in_order().into_iter().skip((page - 1) * ITEMS_A_PAGE).take(ITEMS_A_PAGE));
                list.groups = vec![CardGroup { kind: kind.word(), title: None, cards }];
            }
            _ => {
                let only = years.len() == 1;
                let group = |(title, entries): (String, Vec<&Shown<'_>>)| CardGroup {
                    kind: kind.word(),
                    title: (!only).then_some(title),
                    cards: self.cards(entries),
                };
                list.groups = years.into_iter().map(group).collect();
            }
        }
        if page == 1 && matches!(kind, Kind::Improvement | Kind::Audit) {
            list.actions = self.open_actions();
            let is_of_kind = |link: &Link| link.href.starts_with(kind.folder());
            list.actions.retain(|row| row.from.as_ref().is_some_and(is_of_kind));
        }
        list
    }

    /// A finding with what answered it.
    pub fn finding_row(&self, entry: &Shown<'_>) -> FindingRow {
        let Detail::Finding(finding) = &entry.item.detail else {
            return FindingRow { card: self.card(entry), said: None, report: None, answers: Vec::new(), state: None };
        };
        let answers = entry.related.iter().filter_map(|index| self.edition.entry_of(*index));
        let report = match (&finding.report, finding.report_date) {
            (Some(report), Some(date)) => Some(format!("{report}, {}", self.strings.date(date))),
            (report, date) => report.clone().or_else(|| date.map(|date| self.strings.date(date))),
        };
        FindingRow {
            card: self.card(entry),
            said: finding.said.clone(),
            report,
            answers: self.cards(answers),
            state: finding.state.map(State::word),
        }
    }

    /// Everything of one year by day, newest first.
    pub fn timeline_page(&self, year: i16) -> TimelinePage {
        let mut months: BTreeMap<i8, Vec<&Shown<'_>>> = BTreeMap::new();
        for entry in self.dated() {
            let Some(date) = entry.item.date.filter(|date| date.year() == year) else { continue };
            months.entry(date.month()).or_default().push(entry);
        }
        let group = |(month, mut entries): (i8, Vec<&Shown<'_>>)| {
            entries.sort_by_key(|entry| (std::cmp::Reverse(entry.item.date), entry.reference.to_owned()));
            CardGroup {
                kind: Kind::Story.word(),
                title: Some(self.strings.month_of(year, month)),
                cards: entries.into_iter().map(|entry| self.lean_card(entry)).collect(),
            }
        };
        let years = self.years();
        let link = |(place, year): (usize, &i16)| Link { title: year.to_string(), href: timeline(place, *year) };
        TimelinePage {
            months: months.into_iter().rev().map(group).collect(),
            years: years.iter().enumerate().map(link).collect(),
            year: year.to_string(),
        }
    }

    /// Years with something in them, newest first.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> =
            self.dated().filter_map(|entry| entry.item.date.map(crate::content::Date::year)).collect();
        years.sort_unstable();
        years.dedup();
        years.reverse();
        years
    }

    fn dated(&self) -> impl Iterator<Item = &'e Shown<'e>> {
        self.edition.entries.iter().filter(|entry| entry.item.date.is_some() && in_lists(entry.item.kind))
    }

    /// A card without picture and summary, for long lists.
    fn lean_card(&self, entry: &Shown<'_>) -> Card {
        Card { summary: String::new(), photo: None, ..self.card(entry) }
    }

    /// Everything by its first letter; of a large edition the letters as links, or one letter.
    pub fn az_page(&self, only: Option<&str>) -> AzPage {
        let links = |letter: String| Link { href: letter_page(&letter), title: letter };
        let pages: Vec<Link> = self.letter_pages().into_iter().map(links).collect();
        if only.is_none() && !pages.is_empty() {
            return AzPage { letters: Vec::new(), pages };
        }
        let group = |(letter, mut entries): (String, Vec<&Shown<'_>>)| {
            entries.sort_by_key(|entry| (entry.item.title.to_lowercase(), entry.reference));
            CardGroup {
                kind: Kind::Story.word(),
                title: Some(letter),
                cards: entries.into_iter().map(|entry| self.lean_card(entry)).collect(),
            }
        };
        let letters = self.by_letter().into_iter().filter(|(letter, _)| only.is_none_or(|only| only == letter));
        AzPage { letters: letters.map(group).collect(), pages }
    }

    fn by_letter(&self) -> BTreeMap<String, Vec<&'e Shown<'e>>> {
        let mut letters: BTreeMap<String, Vec<&Shown<'_>>> = BTreeMap::new();
        for entry in self.edition.entries.iter().filter(|entry| in_lists(entry.item.kind)) {
            letters.entry(letter_of(&entry.item.title)).or_default().push(entry);
        }
        letters
    }

    /// The letters that have a page of their own: none in an edition that fits on one page.
    pub fn letter_pages(&self) -> Vec<String> {
        let count = self.edition.entries.iter().filter(|entry| in_lists(entry.item.kind)).count();
        if count > ONE_PAGE { self.by_letter().into_keys().collect() } else { Vec::new() }
    }

    /// Where records are kept, by place.
    pub fn records_page(&self) -> RecordsPage {
        let mut places: BTreeMap<String, Vec<RecordRow>> = BTreeMap::new();
        for entry in &self.edition.entries {
            let Some(place) = &entry.item.record_held else { continue };
            places.entry(place.clone()).or_default().push(self.record_row(entry));
        }
        let place = |(place, mut rows): (String, Vec<RecordRow>)| {
            rows.sort_by(|a, b| (&a.link.title, &a.reference).cmp(&(&b.link.title, &b.reference)));
            RecordPlace { place, rows }
        };
        RecordsPage { places: places.into_iter().map(place).collect() }
    }

    /// Where one record is kept.
    pub fn record_row(&self, entry: &Shown<'_>) -> RecordRow {
        let reviewed = match &entry.item.detail {
            Detail::Record(record) => record.last_reviewed,
            _ => None,
        };
        RecordRow {
            link: Link { title: entry.item.title.clone(), href: addresses::item(entry) },
            reference: entry.reference.to_owned(),
            record_ref: entry.item.record_ref.clone(),
            owner: entry.item.record_owner.clone(),
            reviewed: reviewed.map(|date| self.day(date)),
            review_by: entry.item.review_by.map(|date| self.day(date)),
            late: entry.item.review_by.is_some_and(|date| date < self.edition.day),
            supports: entry
                .supports
                .iter()
                .filter(|one| one.framework == 0)
                .map(|one| self.target_link(*one))
                .collect(),
        }
    }
}

/// The page of a letter in a large edition.
pub fn letter_page(letter: &str) -> String {
    format!("a-z-{}.html", addresses::slug(letter))
}

/// Records and feedback have lists of their own; everything else is found by day and by letter.
fn in_lists(kind: Kind) -> bool {
    !matches!(kind, Kind::Record | Kind::Feedback)
}

/// The timeline of a year; the newest is `timeline.html`.
pub fn timeline(place: usize, year: i16) -> String {
    if place == 0 { "timeline.html".to_owned() } else { format!("timeline-{year}.html") }
}

/// How many pages a list takes.
pub fn pages_for(items: usize) -> usize {
    items.div_ceil(ITEMS_A_PAGE).max(1)
}

/// One page of a list, from 1.
pub fn page_of<T>(items: &[T], page: usize) -> &[T] {
    let start = ((page - 1) * ITEMS_A_PAGE).min(items.len());
    &items[start..(start + ITEMS_A_PAGE).min(items.len())]
}

fn letter_of(title: &str) -> String {
    let first = deunicode::deunicode(title).chars().find(|c| c.is_ascii_alphanumeric());
    match first {
        Some(letter) if letter.is_ascii_alphabetic() => letter.to_ascii_uppercase().to_string(),
        _ => "0\u{2013}9".to_owned(),
    }
}
