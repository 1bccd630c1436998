//! One edition on one day: everything that came through the gate, in order, and what was held back as problems.
//!
//! From here on nothing can hold an uncleared person: the entries are [`Cleared`], and counts, order and names are made
//! from them alone.

pub mod coverage;
pub mod gaps;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::consent::{Cleared, Entry, Gate, Passed, Reliance, Saying, Screened, ShownPhoto};
use crate::content::dates::Date;
use crate::content::item::Who;
use crate::content::service::{EditionSettings, Rating, Service};
use crate::content::terms::{Audience, Channel, Hosted, Kind};
use crate::content::{Detail, Period};
use crate::framework::{Frameworks, Target};
use crate::portfolio::{Portfolio, short_code};
use crate::problem::Problems;
use crate::problem::print::too_long_to_print;
use crate::sources::SourcePath;

/// What an edition is read as. People agree to each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The pages of the website.
    Pages,
    /// The PDFs, which may be printed and handed on.
    Print,
}

impl Form {
    /// What a consent must cover.
    pub fn channel(self, hosted: Hosted) -> Channel {
        match (self, hosted) {
            (Form::Print, _) => Channel::Print,
            (Form::Pages, Hosted::Open | Hosted::Password) => Channel::Internet,
            (Form::Pages, Hosted::Offline) => Channel::Offline,
        }
    }
}

/// What one kind of reader may know on one day.
pub struct Edition<'a> {
    /// Its pages, or its PDFs.
    pub form: Form,
    /// `[editions.NAME]`.
    pub settings: &'a EditionSettings,
    /// Who the service is.
    pub service: &'a Service,
    /// Its rating.
    pub rating: Option<&'a Rating>,
    /// The rating in the form that the law prescribes (Wales), as a picture.
    pub poster: Option<ShownPhoto>,
    /// Active frameworks.
    pub frameworks: &'a Frameworks,
    /// The day it is correct on.
    pub day: Date,
    /// Its title, where it has one of its own.
    pub title: Option<String>,
    /// The contract it is for.
    pub contract: Option<String>,
    /// A sentence of welcome.
    pub welcome: Option<String>,
    /// Title and welcome in other languages.
    sayings: Vec<Saying>,
    /// The service in its own language, and its title and welcome there.
    first: (&'a Service, Option<String>, Option<String>),
    /// Everything that may be shown, by kind, newest first.
    pub entries: Vec<Cleared<Entry<'a>>>,
    by_index: BTreeMap<usize, usize>,
    by_target: BTreeMap<Target, Vec<usize>>,
    reliances: Vec<Reliance>,
    relies: Vec<Vec<u32>>,
}

/// Takes an edition's share of the portfolio through the gate.
pub fn prepare<'a>(
    portfolio: &'a Portfolio,
    screened: &'a Screened,
    settings: &'a EditionSettings,
    form: Form,
    today: Date,
    problems: &mut Problems,
) -> Edition<'a> {
    let gate = Gate::new(portfolio, screened, settings, form.channel(settings.hosted), today);
    let entries = cleared(portfolio, &gate, settings, form, problems);
    let service = &portfolio.settings.service;
    let (title, welcome) = (gate.title(problems), gate.welcome(problems));
    let mut edition = Edition {
        form,
        settings,
        service,
        sayings: gate.sayings(problems),
        first: (service, title.clone(), welcome.clone()),
        rating: portfolio.settings.rating.as_ref(),
        poster: portfolio.settings.rating.as_ref().and_then(|rating| Some(poster(rating, rating.poster.as_ref()?))),
        frameworks: &portfolio.frameworks,
        day: today,
        title,
        contract: gate.contract(problems),
        welcome,
        entries,
        by_index: BTreeMap::new(),
        by_target: BTreeMap::new(),
        reliances: Vec::new(),
        relies: Vec::new(),
    };
    edition.index();
    edition
}

/// Everything that comes through the gate, in reading order. What is too long to print is not in a book.
fn cleared<'a>(
    portfolio: &'a Portfolio,
    gate: &Gate<'a>,
    settings: &EditionSettings,
    form: Form,
    problems: &mut Problems,
) -> Vec<Cleared<Entry<'a>>> {
    let passed: Vec<(Passed<'a>, Problems)> = (0..portfolio.items.len())
        .into_par_iter()
        .map(|index| {
            let mut found = Problems::default();
            (gate.clear(index, &mut found), found)
        })
        .collect();
    let mut entries = Vec::new();
    for (passed, found) in passed {
        problems.append(found);
        match passed {
            Passed::Through(entry) => entries.push(entry),
            Passed::NotMeant | Passed::HeldBack => {}
        }
    }
    if form == Form::Print {
        entries.retain(|entry| {
            let fits = fits_a_book(entry);
            if !fits {
                let at = portfolio.items[entry.index].item.at.clone();
                problems.add(too_long_to_print(at, &settings.name));
            }
            fits
        });
    }
    entries.sort_by(|a, b| reading_order(a).cmp(&reading_order(b)));
    entries.into_iter().map(|entry| *entry).collect()
}

/// A PDF of more than this, in characters, would need more than some four gigabytes of memory.
const MOST_TO_PRINT: usize = 2_500_000;
/// What the frame of an item costs, as if it were so many characters.
const FRAME: usize = 500;

impl Edition<'_> {
    /// Whether a computer can make one PDF of all of it. One of a part of it can always be made.
    pub fn can_be_printed(&self) -> bool {
        let length = |entry: &Entry<'_>| FRAME + entry.texts().map(|words| words.source.len()).sum::<usize>();
        self.entries.iter().map(|entry| length(entry)).sum::<usize>() <= MOST_TO_PRINT
    }
}

/// Longer words than these would be a book of their own, and cost more memory than an old computer has.
fn fits_a_book(entry: &Entry<'_>) -> bool {
    const MOST_LETTERS: usize = 200_000;
    const MOST_LINES: usize = 4_000;
    let versions = std::iter::once(entry).chain(&entry.versions);
    versions
        .flat_map(Entry::texts)
        .all(|words| words.source.len() <= MOST_LETTERS && words.source.lines().count() <= MOST_LINES)
}

/// The poster shows the service's own rating, and nobody.
fn poster(rating: &Rating, file: &SourcePath) -> ShownPhoto {
    ShownPhoto {
        at: rating.at.clone(),
        file: file.clone(),
        alt: None,
        caption: None,
        caption_is_alt: false,
        decorative: false,
        people: Who::These(Vec::new()),
        quarter_turns: 0,
        crop: None,
        cover: Vec::new(),
    }
}

/// By kind; newest first, then by reference. Never by path, which would tell of what was held back.
fn reading_order<'e>(entry: &'e Entry<'_>) -> (Kind, std::cmp::Reverse<Option<Date>>, &'e str) {
    (entry.item.kind, std::cmp::Reverse(entry.day()), entry.reference)
}

impl<'a> Edition<'a> {
    fn index(&mut self) {
        self.by_index = self.entries.iter().enumerate().map(|(place, entry)| (entry.index, place)).collect();
        self.by_target = BTreeMap::new();
        for (place, entry) in self.entries.iter().enumerate() {
            for target in entry.supports {
                self.by_target.entry(*target).or_default().push(place);
            }
        }
        let mut reliances: Vec<&Reliance> = self.entries.iter().flat_map(|entry| &entry.proof().relies_on).collect();
        reliances.sort();
        reliances.dedup();
        let place = |one: &Reliance| reliances.binary_search(&one).map_or(u32::MAX, |place| place as u32);
        let relies = |entry: &Cleared<Entry<'_>>| entry.proof().relies_on.iter().map(place).collect();
        self.relies = self.entries.iter().map(relies).collect();
        self.reliances = reliances.into_iter().cloned().collect();
        for places in self.by_target.values_mut() {
            places.sort_by_key(|place| {
                let entry = &self.entries[*place];
                (std::cmp::Reverse(entry.day()), entry.reference)
            });
        }
    }

    /// Takes out photos that could not be made.
    pub fn keep_photos(&mut self, keep: impl Fn(&ShownPhoto) -> bool) {
        for entry in &mut self.entries {
            entry.keep_photos(&keep);
        }
        self.poster = self.poster.take().filter(|photo| keep(photo));
    }

    /// Speaks a language from here on; `first` is that of the folder. What has no translation stays as its author wrote it.
    pub fn speak(&mut self, lang: &str, first: &str) {
        for entry in &mut self.entries {
            entry.speak(lang, first);
        }
        let (service, title, welcome) = self.first.clone();
        let saying = self.sayings.iter().find(|saying| saying.lang == lang);
        self.service = service.speaking(lang);
        self.title = saying.and_then(|saying| saying.title.clone()).or(title);
        self.welcome = saying.and_then(|saying| saying.welcome.clone()).or(welcome);
    }

    /// The language that the welcome is in.
    pub fn welcome_lang<'l>(&self, lang: &'l str, first: &'l str) -> &'l str {
        let has = self.sayings.iter().any(|saying| saying.lang == lang && saying.welcome.is_some());
        if has { lang } else { first }
    }

    /// Takes photos out of one entry.
    pub fn keep_photos_of(&mut self, place: usize, keep: impl Fn(&ShownPhoto) -> bool) {
        self.entries[place].keep_photos(&keep);
    }

    /// Entries of one kind, newest first.
    pub fn of_kind(&self, kind: Kind) -> &[Cleared<Entry<'a>>] {
        &self.entries[self.places_of_kind(kind)]
    }

    /// The entry of an item of the portfolio, where it came through.
    pub fn entry_of(&self, index: usize) -> Option<&Cleared<Entry<'a>>> {
        self.by_index.get(&index).map(|place| &self.entries[*place])
    }

    /// Entries that name exactly this question or statement, newest first.
    pub fn supporting(&self, target: Target) -> impl Iterator<Item = &Cleared<Entry<'a>>> {
        self.by_target.get(&target).into_iter().flatten().map(|place| &self.entries[*place])
    }

    /// Whether everybody can reach it.
    pub fn is_open(&self) -> bool {
        self.settings.hosted == Hosted::Open
    }

    /// Whether it is for inspectors.
    pub fn is_for_inspectors(&self) -> bool {
        self.settings.audience == Audience::Inspector
    }

    /// Whether its readers come to check: inspectors and commissioners.
    pub fn is_for_professionals(&self) -> bool {
        matches!(self.settings.audience, Audience::Inspector | Audience::Commissioner)
    }

    /// The first day on which something in it needs a new decision.
    pub fn rebuild_by(&self) -> Option<Date> {
        // Afterwards somebody has to say whether it happened.
        let events = self.of_kind(Kind::Event).iter().filter_map(|entry| match &entry.item.detail {
            Detail::Event(event) if !event.happened => event.ends.or(entry.item.date).map(Date::next_day),
            _ => None,
        });
        let awards = self.of_kind(Kind::Award).iter().filter_map(|entry| match &entry.item.detail {
            Detail::Award(award) => award.valid_to.map(Date::next_day),
            _ => None,
        });
        self.entries.iter().filter_map(|entry| entry.proof().ends).chain(awards).chain(events).min()
    }

    /// Every consent that anything in it relies on.
    pub fn reliances(&self) -> &[Reliance] {
        &self.reliances
    }

    /// The consents that the entry at a place relies on, as places in [`Edition::reliances`].
    pub fn relies(&self, place: usize) -> &[u32] {
        &self.relies[place]
    }

    /// The place of an item's entry, where it came through.
    pub fn place_of(&self, index: usize) -> Option<usize> {
        self.by_index.get(&index).copied()
    }

    /// The places of the entries that name exactly this question or statement.
    pub fn places_supporting(&self, target: Target) -> &[usize] {
        self.by_target.get(&target).map_or(&[], Vec::as_slice)
    }

    /// The places of the entries of one kind.
    pub fn places_of_kind(&self, kind: Kind) -> std::ops::Range<usize> {
        let start = self.entries.partition_point(|entry| entry.item.kind < kind);
        start..self.entries.partition_point(|entry| entry.item.kind <= kind)
    }

    /// A short mark made from the cleared content: the same content has the same mark. `photos` are the hashes of the
    /// pictures shown, sorted; `words` is what readers see of words that are not plain, in the order of the entries.
    pub fn mark(&self, photos: &[&str], words: &[String]) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(
            format!("{:?}{:?}{:?}{:?}", self.first.0, self.settings.name, self.first.2, self.sayings).as_bytes(),
        );
        for entry in &self.entries {
            hasher.update(&entry.fingerprint);
        }
        for photo in photos {
            hasher.update(photo.as_bytes());
        }
        for words in words {
            hasher.update(words.as_bytes());
        }
        let code = short_code(hasher.finalize().as_bytes(), 5);
        format!("{}-{}", &code[..3], &code[3..])
    }
}

impl Entry<'_> {
    /// The day it is about: its date, or the last period it has a value for.
    pub fn day(&self) -> Option<Date> {
        let last = self.series.as_ref().and_then(|series| series.points.last());
        self.item.date.or_else(|| last.map(|point| Period::last_day(point.to)))
    }

    /// Its words in short: the author's summary, or how it begins.
    pub fn short_words(&self) -> &str {
        self.item.summary.as_deref().unwrap_or(&self.item.words.opening)
    }
}
