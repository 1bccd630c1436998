//! What is missing, late or out of date in what an edition may show: statement by statement and item by item, most
//! important first.
//!
//! Only cleared entries count, so that a gap is what an inspector would find, and nothing here tells of what is held back.
//! A further framework can be looked at before it is active: then an item counts for the statements that stand beside
//! its own in the crosswalk.

mod periods;

use std::collections::BTreeMap;

pub use periods::{Missed, missing_periods};

use super::Edition;
use super::coverage::{Coverage, Covered, evidence_kind, is_fresh, measure_places};
use crate::consent::{Cleared, Entry};
use crate::content::dates::{Date, Period};
use crate::content::item::Intended;
use crate::content::terms::{Audience, Kind, State};
use crate::content::{Detail, Term};
use crate::framework::{Frameworks, Target};
use crate::portfolio::Portfolio;
use crate::problem::Span;

/// What can be missing; the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// An action is past its day and not done.
    LateAction,
    /// A point of the last report that nothing answers.
    NoAnswer,
    /// A check was not made in some period, or never.
    MissedCheck,
    /// A statement that nothing speaks to.
    Nothing,
    /// A statement with nothing newer than two years.
    Old,
    /// Somebody should have looked at it again.
    LateReview,
    /// An award that has run out.
    ExpiredAward,
    /// A statement with one kind of evidence only.
    Single,
    /// A quote beside which nothing but quotes stands.
    QuoteAlone,
    /// An improvement that does not say what changed.
    NoDifference,
    /// An item older than two years.
    OldItem,
    /// An item that says of no statement that it speaks to it.
    NoStatement,
    /// An item whose kind of evidence nobody said.
    KindUnsaid,
}

impl Term for Lack {
    const ALL: &'static [(&'static str, Lack)] = &[
        ("late-action", Lack::LateAction),
        ("no-answer", Lack::NoAnswer),
        ("missed-check", Lack::MissedCheck),
        ("nothing", Lack::Nothing),
        ("old", Lack::Old),
        ("late-review", Lack::LateReview),
        ("expired-award", Lack::ExpiredAward),
        ("single", Lack::Single),
        ("quote-alone", Lack::QuoteAlone),
        ("no-difference", Lack::NoDifference),
        ("old-item", Lack::OldItem),
        ("no-statement", Lack::NoStatement),
        ("kind-unsaid", Lack::KindUnsaid),
    ];
}

impl Lack {
    /// One word for it, for programs and templates.
    pub fn word(self) -> &'static str {
        Lack::ALL.iter().find(|(_, lack)| *lack == self).map_or("", |(word, _)| word)
    }
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub struct ToDo {
    /// What is missing.
    pub lack: Lack,
    /// The item it is about, by its place in the portfolio.
    pub item: Option<usize>,
    /// The statement it is about, where it is about no item.
    pub target: Option<Target>,
    /// The day that makes it so: when it was due, ran out or happened.
    pub day: Option<Date>,
    /// Which action of which period of an audit.
    pub action: Option<(Period, usize)>,
    /// The periods without a result.
    pub periods: Vec<Missed>,
    /// Which role has to do it.
    pub owner: Option<String>,
    /// What is to be done, in the author's words.
    pub what: Option<String>,
}

impl ToDo {
    /// Where an author has to look: the item's file, or the line of an action.
    pub fn place(&self, portfolio: &Portfolio) -> Option<Span> {
        let item = &portfolio.items[self.item?].item;
        let action = self.action.and_then(|(period, number)| {
            let Detail::Audit(audit) = &item.detail else { return None };
            let result = audit.results.iter().find(|result| result.period == period)?;
            result.actions.get(number).map(|action| action.at.clone())
        });
        Some(action.unwrap_or_else(|| item.at.clone()))
    }
}

/// A statement, how well it is covered and what is to do for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// By kind of evidence, and how fresh.
    pub coverage: Coverage,
    /// How many items name it themselves.
    pub named: usize,
    /// How many only stand beside it in the crosswalk, under the same title.
    pub same_title: usize,
    /// How many only stand near it in the crosswalk.
    pub near: usize,
    /// What is to do, by place in [`Gaps::to_do`].
    pub to_do: Vec<usize>,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Gaps {
    /// Every statement of the frameworks asked about.
    pub statements: Vec<Measured>,
    /// Everything to do, most important first.
    pub to_do: Vec<ToDo>,
}

/// What to measure against.
pub struct Against<'f> {
    /// The frameworks, which may hold one more than the edition's own.
    pub frameworks: &'f Frameworks,
    /// Which of them to ask about, by place.
    pub which: Vec<usize>,
    /// Whether an item counts for what stands beside its statements in the crosswalk.
    pub through_crosswalk: bool,
}

/// An award that has run out, which no edition shows.
pub struct Expired<'p> {
    item: usize,
    day: Date,
    supports: &'p [Target],
}

/// The awards that inspectors would see, had they not run out.
pub fn expired_awards(portfolio: &Portfolio, today: Date) -> Vec<Expired<'_>> {
    let awards = portfolio.items.iter().enumerate().filter_map(|(item, gathered)| {
        let Detail::Award(award) = &gathered.item.detail else { return None };
        let day = award.valid_to.filter(|day| *day < today)?;
        let meant = match &gathered.item.intended {
            Intended::Unsaid | Intended::All => true,
            Intended::These(audiences) => audiences.contains(&Audience::Inspector),
        };
        meant.then_some(Expired { item, day, supports: &gathered.supports })
    });
    awards.collect()
}

/// Looks for everything that is missing.
pub fn find(edition: &Edition<'_>, against: &Against<'_>, expired: &[Expired<'_>]) -> Gaps {
    let mut found: Vec<(ToDo, Vec<Target>)> = Vec::new();
    for entry in &edition.entries {
        for to_do in of_entry(edition, entry) {
            found.push((to_do, entry.supports.to_vec()));
        }
    }
    for award in expired {
        let to_do = ToDo { day: Some(award.day), ..of_item(Lack::ExpiredAward, award.item) };
        found.push((to_do, award.supports.to_vec()));
    }
    let mut statements: Vec<Measured> =
        against.which.iter().flat_map(|framework| measure(edition, against, *framework)).collect();
    for one in &statements {
        let lack = match one.coverage.state {
            Covered::Nothing => Lack::Nothing,
            Covered::Old => Lack::Old,
            Covered::Single => Lack::Single,
            Covered::Good => continue,
        };
        let to_do = ToDo { item: None, target: Some(one.coverage.target), ..of_item(lack, 0) };
        found.push((ToDo { day: one.coverage.newest, ..to_do }, vec![one.coverage.target]));
    }
    // What is most overdue comes first; a stable sort leaves the rest in reading order.
    found.sort_by_key(|(to_do, _)| (to_do.lack, to_do.day.is_none(), to_do.day, to_do.target));
    for one in &mut statements {
        let speaks =
            |targets: &[Target]| targets.iter().any(|target| stands_for(against, *target, one.coverage.target));
        one.to_do = (0..found.len()).filter(|place| speaks(&found[*place].1)).collect();
    }
    Gaps { statements, to_do: found.into_iter().map(|(to_do, _)| to_do).collect() }
}

/// How many statements have nothing although something stands beside them in the crosswalk.
pub fn beside_only(edition: &Edition<'_>, gaps: &Gaps) -> usize {
    let has_beside = |target: Target| {
        let sisters = edition.frameworks.sisters(target).iter();
        sisters.into_iter().any(|sister| !edition.places_supporting(sister.target).is_empty())
    };
    let nothing = gaps.statements.iter().filter(|one| one.coverage.state == Covered::Nothing);
    nothing.filter(|one| has_beside(one.coverage.target)).count()
}

/// Whether something that names one statement counts for another.
fn stands_for(against: &Against<'_>, named: Target, asked: Target) -> bool {
    named == asked
        || against.through_crosswalk && against.frameworks.sisters(asked).iter().any(|sister| sister.target == named)
}

fn measure(edition: &Edition<'_>, against: &Against<'_>, framework: usize) -> Vec<Measured> {
    let measured = |target: Target| {
        // How close each entry is: 0 names it, 1 has the same title, 2 is near.
        let mut places: BTreeMap<usize, u8> = BTreeMap::new();
        places.extend(edition.places_supporting(target).iter().map(|place| (*place, 0)));
        let sisters = against.frameworks.sisters(target).iter().filter(|_| against.through_crosswalk);
        for sister in sisters {
            for place in edition.places_supporting(sister.target) {
                let far = if sister.same_title { 1 } else { 2 };
                places.entry(*place).and_modify(|known| *known = far.min(*known)).or_insert(far);
            }
        }
        let count = |wanted: u8| places.values().filter(|far| **far == wanted).count();
        let all: Vec<usize> = places.keys().copied().collect();
        let coverage = measure_places(edition, target, &all);
        Measured { coverage, named: count(0), same_title: count(1), near: count(2), to_do: Vec::new() }
    };
    against.frameworks.leaves(framework).into_iter().map(measured).collect()
}

fn of_item(lack: Lack, item: usize) -> ToDo {
    ToDo { lack, item: Some(item), target: None, day: None, action: None, periods: Vec::new(), owner: None, what: None }
}

/// What is to do about one entry.
fn of_entry(edition: &Edition<'_>, entry: &Cleared<Entry<'_>>) -> Vec<ToDo> {
    let plain = |lack| of_item(lack, entry.index);
    let mut found = late_actions(edition, entry);
    match &entry.item.detail {
        Detail::Finding(_) if !entry.related.iter().any(|index| edition.entry_of(*index).is_some()) => {
            found.push(plain(Lack::NoAnswer));
        }
        Detail::Audit(audit) => {
            let periods: Vec<Period> = audit.results.iter().map(|result| result.period).collect();
            let missing = missing_periods(audit.how_often, &periods, edition.day);
            if periods.is_empty() || !missing.is_empty() {
                found.push(ToDo { periods: missing, owner: audit.by.clone(), ..plain(Lack::MissedCheck) });
            }
        }
        Detail::Feedback(_) if is_alone(edition, entry) => found.push(plain(Lack::QuoteAlone)),
        Detail::Improvement(improvement) => {
            let finished = !matches!(improvement.state, Some(State::Planned | State::Doing));
            let told = improvement.difference.is_some() || improvement.not_possible_because.is_some();
            if finished && !told {
                found.push(plain(Lack::NoDifference));
            }
        }
        _ => {}
    }
    if let Some(day) = entry.item.review_by.filter(|day| *day < edition.day) {
        found.push(ToDo { day: Some(day), owner: entry.item.record_owner.clone(), ..plain(Lack::LateReview) });
    } else if let Some(day) = entry.day().filter(|day| ages(entry.item.kind) && !is_fresh(*day, edition.day))
        && entry.item.review_by.is_none()
    {
        found.push(ToDo { day: Some(day), ..plain(Lack::OldItem) });
    }
    if is_evidence(entry.item.kind) {
        if entry.supports.is_empty() {
            found.push(plain(Lack::NoStatement));
        // What the regulator said is no evidence of ours.
        } else if evidence_kind(entry).is_none() && entry.item.kind != Kind::Finding {
            found.push(plain(Lack::KindUnsaid));
        }
    }
    found
}

fn late_actions(edition: &Edition<'_>, entry: &Cleared<Entry<'_>>) -> Vec<ToDo> {
    let is_open = |state: Option<State>| matches!(state, None | Some(State::Planned | State::Doing));
    let is_late = |due: Option<Date>| due.is_some_and(|due| due < edition.day);
    let mut late = Vec::new();
    match &entry.item.detail {
        Detail::Audit(audit) => {
            for result in &audit.results {
                for (number, action) in result.actions.iter().enumerate() {
                    if action.done.is_none() && is_open(action.state) && is_late(action.due) {
                        late.push(ToDo {
                            day: action.due,
                            action: Some((result.period, number)),
                            owner: action.owner.clone(),
                            what: Some(action.what.clone()),
                            ..of_item(Lack::LateAction, entry.index)
                        });
                    }
                }
            }
        }
        Detail::Improvement(improvement) => {
            let is_given_up = improvement.not_possible_because.is_some() || improvement.done_on.is_some();
            if !is_given_up && is_open(improvement.state) && is_late(improvement.due) {
                late.push(ToDo {
                    day: improvement.due,
                    owner: improvement.owner.clone(),
                    ..of_item(Lack::LateAction, entry.index)
                });
            }
        }
        _ => {}
    }
    late
}

/// Whether nothing but quotes stands beside a quote: no item that belongs with it, none that speaks to its statements.
fn is_alone(edition: &Edition<'_>, quote: &Cleared<Entry<'_>>) -> bool {
    let is_other = |entry: &Cleared<Entry<'_>>| entry.item.kind != Kind::Feedback;
    let related = quote.related.iter().filter_map(|index| edition.entry_of(*index)).any(is_other);
    let beside = quote.supports.iter().any(|target| edition.supporting(*target).any(is_other));
    !quote.supports.is_empty() && !related && !beside
}

/// Whether an item of this kind is evidence, so that it should say for what.
fn is_evidence(kind: Kind) -> bool {
    match kind {
        Kind::Story | Kind::Feedback | Kind::Survey | Kind::Improvement | Kind::Audit | Kind::Figure => true,
        Kind::Learning | Kind::Finding | Kind::Award | Kind::Commitment | Kind::Record => true,
        Kind::Film | Kind::Album | Kind::Event | Kind::Page | Kind::SelfAssessment => false,
    }
}

/// Whether an item of this kind grows old with its day. Reports, pledges, records and pages have days of their own.
fn ages(kind: Kind) -> bool {
    match kind {
        Kind::Story | Kind::Feedback | Kind::Survey | Kind::Improvement | Kind::Audit | Kind::Figure => true,
        Kind::Learning | Kind::Film | Kind::Album | Kind::Event => true,
        Kind::Finding | Kind::Award | Kind::Commitment | Kind::Record | Kind::Page | Kind::SelfAssessment => false,
    }
}
