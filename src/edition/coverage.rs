//! How well each statement is covered by what this edition may show: by kind of evidence, and how fresh.

use std::collections::BTreeMap;

use super::Edition;
use crate::consent::Entry;
use crate::content::dates::Date;
use crate::content::terms::{EvidenceKind, Kind};
use crate::framework::Target;

/// After this many months evidence is called old (DOMAIN 1c, row 54: most dated examples elsewhere are stale).
const FRESH_MONTHS: i32 = 24;

/// What a statement has.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The statement, or the question where it has none.
    pub target: Target,
    /// How many of each kind; `None` where its author did not say and the item does not tell.
    pub by_kind: BTreeMap<Option<EvidenceKind>, usize>,
    /// The newest day.
    pub newest: Option<Date>,
    /// What to make of it.
    pub state: Covered,
}

/// What to make of a statement's evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    /// There is none.
    Nothing,
    /// Nothing newer than two years.
    Old,
    /// Of one kind only.
    Single,
    /// Several kinds, and fresh.
    Good,
}

impl Covered {
    /// One word for it, for programs and templates.
    pub fn word(self) -> &'static str {
        match self {
            Covered::Nothing => "nothing",
            Covered::Old => "old",
            Covered::Single => "single",
            Covered::Good => "good",
        }
    }
}

impl Coverage {
    /// How many of one kind.
    pub fn count(&self, kind: Option<EvidenceKind>) -> usize {
        self.by_kind.get(&kind).copied().unwrap_or(0)
    }

    /// How many in all.
    pub fn total(&self) -> usize {
        self.by_kind.values().sum()
    }
}

/// Measures every statement of one active framework.
pub fn measure(edition: &Edition<'_>, framework: usize) -> Vec<Coverage> {
    edition.frameworks.leaves(framework).into_iter().map(|target| measure_one(edition, target)).collect()
}

fn measure_one(edition: &Edition<'_>, target: Target) -> Coverage {
    measure_places(edition, target, edition.places_supporting(target))
}

/// Measures a statement by the entries that are said to speak to it.
pub fn measure_places(edition: &Edition<'_>, target: Target, places: &[usize]) -> Coverage {
    let mut by_kind: BTreeMap<Option<EvidenceKind>, usize> = BTreeMap::new();
    let mut newest = None;
    for entry in places.iter().map(|place| &edition.entries[*place]) {
        *by_kind.entry(evidence_kind(entry)).or_default() += 1;
        newest = newest.max(entry.day());
    }
    let kinds = by_kind.keys().flatten().count();
    let fresh = newest.is_some_and(|day| is_fresh(day, edition.day));
    let state = match (by_kind.is_empty(), fresh, kinds) {
        (true, _, _) => Covered::Nothing,
        (false, false, _) => Covered::Old,
        (false, true, 0 | 1) => Covered::Single,
        (false, true, _) => Covered::Good,
    };
    Coverage { target, by_kind, newest, state }
}

/// Whether evidence of a day is not old yet.
pub fn is_fresh(day: Date, today: Date) -> bool {
    day.plus_months(FRESH_MONTHS) >= today
}

/// The kind of evidence an item is: its author's word, or what its kind plainly is.
pub fn evidence_kind(entry: &Entry<'_>) -> Option<EvidenceKind> {
    entry.item.evidence_kind.or(match entry.item.kind {
        Kind::Audit | Kind::Record | Kind::Learning => Some(EvidenceKind::Processes),
        Kind::Survey => Some(EvidenceKind::Experience),
        Kind::Figure => Some(EvidenceKind::Outcomes),
        Kind::Story | Kind::Feedback | Kind::Improvement | Kind::Finding | Kind::Award | Kind::Commitment => None,
        Kind::Film | Kind::Album | Kind::Event | Kind::Page | Kind::SelfAssessment => None,
    })
}
