//! Lists: everything on a shelf, by year, and the ways to look for less.

use std::collections::BTreeMap;

use super::addresses;
use super::desk::{Desk, Shown};
use super::pages::{ActionRow, Card, CardGroup, Choice, Choices, FindingRow, Link, ListPage, Pager, QuoteGroup};
use super::shelf::{By, Shelf};
use super::stretch::{ROOM, Stretch, stretches};
use crate::content::Detail;
use crate::content::dates::Date;
use crate::content::terms::{Kind, State, Term};
use crate::framework::Target;

/// A list as short as this needs no ways to look for less.
const SHORT: usize = 8;

impl<'e> Desk<'e> {
    /// The entries at some places.
    pub fn at<'p>(&self, places: &'p [usize]) -> impl Iterator<Item = &'e Shown<'e>> + use<'e, 'p> {
        let edition = self.edition;
        places.iter().map(move |place| &edition.entries[*place])
    }

    /// How a shelf is parted into pages.
    pub fn list_stretches(&self, shelf: Shelf) -> Vec<Stretch> {
        let entries = self.at(self.shelves.on(shelf));
        let weights: Vec<usize> = entries.map(|entry| self.weight_in(shelf, entry)).collect();
        let tells_actions = shelf.by == By::All && matches!(shelf.kind, Some(Kind::Improvement | Kind::Audit));
        let ways = if shelf.by == By::All && weights.len() > SHORT { 900 } else { 0 };
        stretches(&weights, ways + if tells_actions { 1_200 } else { 0 }, ROOM)
    }

    /// About how many bytes an entry takes in the list of a shelf.
    fn weight_in(&self, shelf: Shelf, entry: &Shown<'_>) -> usize {
        if shelf.by != By::All {
            return self.lean_weight(entry);
        }
        let photo = if has_photos(entry.item.kind) && !entry.item.photos.is_empty() { 260 } else { 0 };
        match &entry.item.detail {
            Detail::Feedback(feedback) => {
                entry.item.words.source.len() * 11 / 10 + 340 + feedback.learnt.as_ref().map_or(0, String::len)
            }
            Detail::Finding(finding) => {
                self.row_weight(entry) + 160 + finding.said.as_ref().map_or(0, String::len) + entry.related.len() * 420
            }
            _ => self.row_weight(entry) + photo,
        }
    }

    /// A title with its day.
    pub fn lean_weight(&self, entry: &Shown<'_>) -> usize {
        let title = entry.item.title.len();
        115 + title + title.min(60) + 2 * entry.reference.len()
    }

    /// A title with a sentence and its questions.
    pub fn row_weight(&self, entry: &Shown<'_>) -> usize {
        self.lean_weight(entry) + 90 + super::desk::summary(entry).len() + entry.supports.len().min(3) * 46
    }

    /// One page of the list of a shelf.
    pub fn list_page(&self, shelf: Shelf, stretch: Stretch) -> ListPage {
        let kind = shelf.kind.unwrap_or(Kind::Story);
        let entries: Vec<&Shown<'_>> = self.at(stretch.of(self.shelves.on(shelf))).collect();
        let mut list = ListPage {
            kind: kind.word(),
            title: self.shelf_title(shelf),
            narrowed: shelf.by != By::All,
            all_kinds: shelf.kind.is_none(),
            list: shelf
                .kind
                .filter(|kind| shelf.by != By::All && self.has_list(Shelf::of_kind(*kind)))
                .map(|kind| Link { title: self.shelf_title(Shelf::of_kind(kind)), href: addresses::list(kind, 1) }),
            groups: Vec::new(),
            quotes: Vec::new(),
            findings: Vec::new(),
            actions: Vec::new(),
            more_actions: None,
            choices: if stretch.page == 1 { self.choices(shelf, stretch.pages) } else { Vec::new() },
            pager: self.pager(stretch, |page| self.shelf_address(shelf, page)),
        };
        if shelf.by == By::All {
            self.fill(&mut list, kind, entries, stretch);
        } else {
            let cards = entries.iter().map(|entry| self.lean_card(entry)).collect();
            list.groups = vec![CardGroup { kind: kind.word(), title: None, cards }];
        }
        list
    }

    /// Puts the entries of a kind on a page of its whole list, in the form that suits them.
    fn fill(&self, list: &mut ListPage, kind: Kind, entries: Vec<&Shown<'_>>, stretch: Stretch) {
        match kind {
            Kind::Feedback => {
                let group = |(title, entries): (String, Vec<&Shown<'_>>)| QuoteGroup {
                    title,
                    quotes: self.quotes(entries, ""),
                };
                list.quotes = self.by_year(entries).into_iter().map(group).collect();
            }
            Kind::Finding => list.findings = entries.iter().map(|entry| self.finding_row(entry)).collect(),
            Kind::Page => list.groups = vec![CardGroup { kind: kind.word(), title: None, cards: self.cards(entries) }],
            _ => {
                let years = self.by_year(entries);
                let only = years.len() == 1 && stretch.pages == 1;
                let group = |(title, entries): (String, Vec<&Shown<'_>>)| CardGroup {
                    kind: kind.word(),
                    title: (!only).then_some(title),
                    cards: self.cards(entries),
                };
                list.groups = years.into_iter().map(group).collect();
            }
        }
        if stretch.page == 1 && matches!(kind, Kind::Improvement | Kind::Audit) {
            let is_here = |row: &&ActionRow| row.from.as_ref().is_some_and(|from| from.href.starts_with(kind.folder()));
            let actions = self.open_actions().iter().filter(is_here).cloned().collect();
            (list.actions, list.more_actions) = self.first_actions(actions);
        }
    }

    /// What a shelf is called.
    pub fn shelf_title(&self, shelf: Shelf) -> String {
        let list = match shelf.kind {
            Some(kind) => self.say(&format!("list.{}.title", kind.word())),
            None => self.say("list.all_kinds"),
        };
        match self.by_words(shelf.by) {
            Some(by) => self.say_with("list.narrowed", &[("list", &list), ("by", &by)]),
            None => list,
        }
    }

    fn by_words(&self, by: By) -> Option<String> {
        match by {
            By::All => None,
            By::Question(question) => Some(self.label(Target { framework: 0, question, statement: None })),
            By::Year(year) => Some(year.to_string()),
            By::Service(service) => Some(self.shelves.services[service].clone()),
        }
    }

    /// Where a shelf's list is, page by page from 1.
    pub fn shelf_address(&self, shelf: Shelf, page: usize) -> String {
        let by = match shelf.by {
            By::All => return addresses::list(shelf.kind.unwrap_or(Kind::Story), page),
            By::Question(question) => self
                .edition
                .frameworks
                .first()
                .map_or_else(String::new, |one| addresses::slug(&one.questions[question].id)),
            By::Year(year) => year.to_string(),
            By::Service(service) => format!("service-{}", addresses::slug(&self.shelves.services[service])),
        };
        let stem = match shelf.kind {
            Some(kind) => format!("lists/{}-{by}", kind.folder()),
            None => format!("lists/{by}"),
        };
        addresses::numbered(&stem, page)
    }

    /// Whether a shelf has a list of its own. Records stand by their places; short lists need nothing narrower, but for
    /// what leads there from the pages of the questions.
    pub fn has_list(&self, shelf: Shelf) -> bool {
        let count = self.shelves.on(shelf).len();
        let Some(kind) = shelf.kind else { return count > 0 };
        if kind == Kind::Record && self.edition.is_for_inspectors() {
            return false;
        }
        match shelf.by {
            By::All => count > 0,
            By::Year(_) => count > 0 && self.is_long(shelf),
            By::Question(_) | By::Service(_) => {
                count > 1 || count == 1 && self.shelves.on(Shelf::of_kind(kind)).len() > SHORT
            }
        }
    }

    /// Whether all of a shelf's kind takes more than one page.
    fn is_long(&self, shelf: Shelf) -> bool {
        shelf.kind.is_some_and(|kind| self.long_kinds.contains(&kind))
    }

    /// A shelf that has a list, with its count. It never names what is on it: a page that did would rely on it.
    pub fn choice(&self, shelf: Shelf, title: String, here: bool) -> Option<Choice> {
        let count = self.shelves.on(shelf).len();
        self.has_list(shelf).then(|| Choice { title, href: self.shelf_address(shelf, 1), count, here })
    }

    /// Ways to look for less: by key question, by year, by kind of service.
    fn choices(&self, shelf: Shelf, pages: usize) -> Vec<Choices> {
        let Some(kind) = shelf.kind else { return Vec::new() };
        let all = Shelf::of_kind(kind);
        if self.shelves.on(all).len() <= SHORT && shelf.by == By::All || kind == Kind::Page && pages == 1 {
            return Vec::new();
        }
        let choices = |label: &'static str, by: Vec<By>| {
            let choice = |by: By| {
                let one = Shelf { kind: Some(kind), by };
                self.choice(one, self.by_words(by).unwrap_or_default(), one == shelf)
            };
            Choices { label, choices: by.into_iter().filter_map(choice).collect() }
        };
        let questions = self.questions().into_iter().map(|one| By::Question(one.question)).collect();
        let of_kind = self.shelves.all().filter(|(one, _)| one.kind == Some(kind)).map(|(one, _)| one.by);
        let mut years: Vec<By> = of_kind.filter(|by| matches!(by, By::Year(_)) && self.is_long(all)).collect();
        years.reverse();
        let services = (0..self.shelves.services.len()).map(By::Service).collect();
        let mut found = vec![
            choices("list.by_question", questions),
            choices("list.by_year", years),
            choices("list.by_service", services),
        ];
        found.retain(|one| one.choices.len() > 1);
        found
    }

    /// The ways to the other pages of a long list.
    pub fn pager(&self, stretch: Stretch, address: impl Fn(usize) -> String) -> Option<Pager> {
        let Stretch { page, pages, .. } = stretch;
        (pages > 1).then(|| Pager {
            page,
            pages,
            first: (page > 2).then(|| address(1)),
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < pages).then(|| address(page + 1)),
            last: (page + 1 < pages).then(|| address(pages)),
        })
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

    /// A card without picture and summary, for long lists.
    pub fn lean_card(&self, entry: &Shown<'_>) -> Card {
        Card {
            kind: entry.item.kind.word(),
            href: addresses::item(entry),
            reference: entry.reference.to_owned(),
            title: entry.item.title.clone(),
            summary: String::new(),
            date: entry.day().map(|date| self.day(date)),
            tags: self.tags(entry),
            photo: None,
            note: None,
            lang: self.foreign(entry),
        }
    }

    /// The kinds whose whole list takes more than one page.
    pub fn kinds_with_long_lists(&self) -> Vec<Kind> {
        let is_long = |kind: &Kind| self.list_stretches(Shelf::of_kind(*kind)).len() > 1;
        <Kind as Term>::ALL.iter().map(|(_, kind)| *kind).filter(is_long).collect()
    }

    /// Entries by year, newest first; those without a day come last.
    pub fn by_year<'s>(&self, entries: impl IntoIterator<Item = &'s Shown<'s>>) -> Vec<(String, Vec<&'s Shown<'s>>)> {
        let mut years: BTreeMap<Option<i16>, Vec<&'s Shown<'s>>> = BTreeMap::new();
        for entry in entries {
            years.entry(entry.day().map(Date::year)).or_default().push(entry);
        }
        let name = |year: Option<i16>| year.map_or_else(|| self.say("list.undated"), |year| year.to_string());
        years.into_iter().rev().map(|(year, entries)| (name(year), entries)).collect()
    }
}

/// Kinds whose lists show photos.
fn has_photos(kind: Kind) -> bool {
    matches!(kind, Kind::Story | Kind::Album | Kind::Film)
}
