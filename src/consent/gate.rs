//! The gate itself: one edition on one day, and what it answers about an item or a person.

mod clearing;
mod counts;
mod explain;
mod reasons;
mod screen;
mod words;

pub use explain::{Answer, Explained, Step, Verdict};
pub use screen::Screened;

use std::collections::BTreeSet;

use super::Cleared;
use super::decide::{Denial, Grant, House, ItemName, Need, decide};
use super::numbers::Protection;
use super::shown::Entry;
use crate::content::dates::Date;
use crate::content::item::{Intended, Item};
use crate::content::people::{Person, PersonId};
use crate::content::service::EditionSettings;
use crate::content::terms::{Audience, Channel, Counts, Hosted, Identify, Kind, Reach, Use};
use crate::content::{Detail, Line};
use crate::portfolio::{Gathered, Portfolio};
use crate::problem::consent as told;
use crate::problem::{Problems, Span};
use clearing::Clearing;

/// What became of an item at the gate.
pub enum Passed<'a> {
    /// It is not meant for these readers; nothing to tell.
    NotMeant,
    /// It is, and may not be shown; the problems say why.
    HeldBack,
    /// It may be shown, at least in part.
    Through(Box<Cleared<Entry<'a>>>),
}

/// What an edition says of itself in a language.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// The language.
    pub lang: &'static str,
    /// Its title.
    pub title: Option<String>,
    /// A sentence of welcome.
    pub welcome: Option<String>,
}

/// The gate of one edition on one day.
pub struct Gate<'a> {
    portfolio: &'a Portfolio,
    screened: &'a Screened,
    edition: &'a EditionSettings,
    today: Date,
    house: House,
    channel: Channel,
    /// The edition's own audience, and the public where anybody can reach it.
    audiences: BTreeSet<Audience>,
}

impl<'a> Gate<'a> {
    /// The gate for what an edition shows through one channel.
    pub fn new(
        portfolio: &'a Portfolio,
        screened: &'a Screened,
        edition: &'a EditionSettings,
        channel: Channel,
        today: Date,
    ) -> Gate<'a> {
        let house = House::of(&portfolio.settings.policy);
        let mut audiences = BTreeSet::from([edition.audience]);
        if edition.hosted == Hosted::Open {
            audiences.insert(Audience::Public);
        }
        Gate { portfolio, screened, edition, today, house, channel, audiences }
    }

    /// Whether small counts of people have to be protected in this edition.
    pub fn protection(&self, counts: Counts) -> Protection {
        let may_know = self.edition.hosted != Hosted::Open
            && (self.edition.audience == Audience::Inspector || self.edition.exact_figures);
        if counts == Counts::Things || may_know { Protection::NotNeeded } else { Protection::SmallCounts }
    }

    /// Whether its readers may know where originals are kept: inspectors, where nobody else can read along.
    fn shows_records(&self) -> bool {
        self.audiences.iter().all(|audience| *audience == Audience::Inspector)
    }

    /// The edition's own welcome, if it says no name that it may not say.
    pub fn welcome(&self, problems: &mut Problems) -> Option<String> {
        let line = self.edition.intro.as_ref()?;
        self.without_names("intro", line.uncleared(), line.at(), problems)
    }

    /// The edition's own title, if it says no name.
    pub fn title(&self, problems: &mut Problems) -> Option<String> {
        self.without_names("title", self.edition.title.as_deref()?, &self.edition.at, problems)
    }

    /// The edition's title and welcome in other languages, where they say no name.
    pub fn sayings(&self, problems: &mut Problems) -> Vec<Saying> {
        let mut may_say = |key: &str, line: &Option<Line>| {
            let line = line.as_ref()?;
            self.without_names(key, line.uncleared(), line.at(), problems)
        };
        let translations = self.edition.translations.iter();
        translations
            .map(|words| Saying {
                lang: words.lang,
                title: may_say("title", &words.title),
                welcome: may_say("intro", &words.intro),
            })
            .collect()
    }

    /// The contract it is for, if that says no name.
    pub fn contract(&self, problems: &mut Problems) -> Option<String> {
        self.without_names("contract", self.edition.contract.as_deref()?, &self.edition.at, problems)
    }

    fn without_names(&self, key: &str, text: &str, at: &Span, problems: &mut Problems) -> Option<String> {
        let mut hits = Vec::new();
        self.screened.guard.find(text, at, &mut hits);
        for hit in &hits {
            let person = &self.portfolio.register.people[hit.person];
            problems.add(told::edition_says_name(hit.at.clone(), key, person.id.as_str(), &self.edition.name));
        }
        hits.is_empty().then(|| text.to_owned())
    }

    /// Decides about one item.
    pub fn clear(&self, index: usize, problems: &mut Problems) -> Passed<'a> {
        let gathered = &self.portfolio.items[index];
        if !self.is_meant(&gathered.item, problems) {
            return Passed::NotMeant;
        }
        let mut at_work = Clearing::new(self, index);
        let entry = at_work.entry();
        let Clearing { mut proof, problems: found, .. } = at_work;
        problems.append(found);
        let Some(entry) = entry else { return Passed::HeldBack };
        proof.relies_on.sort();
        proof.relies_on.dedup();
        Passed::Through(Box::new(Cleared { value: entry, proof }))
    }

    /// Whether the item's kind, its author and its dates mean it for these readers at all.
    fn is_meant(&self, item: &Item, problems: &mut Problems) -> bool {
        self.audiences.iter().all(|audience| intended_for(item, *audience)) && self.is_timely(item, problems)
    }

    fn is_timely(&self, item: &Item, problems: &mut Problems) -> bool {
        match &item.detail {
            Detail::Award(award) => match award.valid_to {
                Some(day) if day < self.today => {
                    problems.add(told::award_expired(item.at.clone(), &day));
                    false
                }
                _ => true,
            },
            Detail::Event(event) if !event.happened => {
                let last = event.ends.or(item.date);
                self.edition.audience == Audience::Family && last.is_some_and(|day| day >= self.today)
            }
            Detail::SelfAssessment(_) => self.edition.self_assessment,
            Detail::Story(_) | Detail::Feedback(_) | Detail::Survey(_) | Detail::Improvement(_) | Detail::Event(_) => {
                self.in_period(item.date)
            }
            Detail::Album | Detail::Film(_) => self.in_period(item.date),
            Detail::Audit(_) | Detail::Figure(_) | Detail::Learning(_) | Detail::Finding(_) | Detail::Commitment(_) => {
                true
            }
            Detail::Record(_) | Detail::Page(_) => true,
        }
    }

    /// An edition with a period shows what happened in it, and what has no day.
    fn in_period(&self, date: Option<Date>) -> bool {
        match (self.edition.period, date) {
            (Some((from, to)), Some(date)) => from <= date && date <= to,
            _ => true,
        }
    }

    fn need<'n>(&self, item: &'n Item, uses: &[Use]) -> Need<'n> {
        Need {
            item: ItemName::Path(&item.id),
            uses: uses.iter().copied().collect(),
            audiences: self.audiences.clone(),
            channel: self.channel,
        }
    }

    fn person(&self, id: &PersonId) -> Option<&'a Person> {
        self.portfolio.register.person(id)
    }

    /// What somebody is called in an item: as far as they agreed to be named there.
    pub fn called(&self, index: usize, id: &PersonId) -> String {
        let Some(person) = self.person(id) else { return String::new() };
        let need = self.need(&self.portfolio.items[index].item, &[Use::Story, Use::Name]);
        match self.ask(person, &need).map(|grant| grant.identify) {
            Ok(Identify::FullName) => person.names.first().unwrap_or(&person.known_as).clone(),
            Ok(Identify::FirstName) => person.known_as.clone(),
            Ok(Identify::RoleOnly | Identify::NotRecognisable) | Err(_) => person.alias.clone(),
        }
    }

    /// Whether somebody may be seen in a photo of an item, whoever the photo says is in it.
    pub fn would_show_in_photo(&self, index: usize, id: &PersonId) -> bool {
        let Gathered { item, who, .. } = &self.portfolio.items[index];
        let in_words = who.iter().any(|known| known.person == *id);
        let uses: &[Use] = if in_words { &[Use::Photo, Use::Story] } else { &[Use::Photo] };
        let grant = self.person(id).and_then(|person| self.ask(person, &self.need(item, uses)).ok());
        grant.is_some_and(|grant| grant.identify != Identify::NotRecognisable)
    }

    fn ask(&self, person: &Person, need: &Need<'_>) -> Result<Grant, Denial> {
        decide(person, need, self.today, self.house)
    }
}

/// Whether an item's kind and its author let this audience see it.
fn intended_for(item: &Item, audience: Audience) -> bool {
    author_means(item, audience) && kind_reaches(item.kind, audience)
}

fn author_means(item: &Item, audience: Audience) -> bool {
    match &item.intended {
        Intended::Unsaid => audience == Audience::Inspector,
        Intended::All => true,
        Intended::These(audiences) => audiences.contains(&audience),
    }
}

fn kind_reaches(kind: Kind, audience: Audience) -> bool {
    match kind.reach() {
        Reach::Everyone | Reach::ByChoice => true,
        Reach::Professionals => matches!(audience, Audience::Inspector | Audience::Commissioner),
        Reach::InspectorOnly => audience == Audience::Inspector,
    }
}
