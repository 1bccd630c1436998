//! Does a person's register allow this, on this day? The whole rule, and nothing else.
//!
//! The rule is PRODUCT section 3: one record alone must cover everything that is needed; a record counts from
//! `given_on` to the end of `review_by`; a withdrawal, a refusal or a death counts from its day and defeats every
//! record given until then. Where something is missing or cannot be read, the answer is no.

use std::collections::BTreeSet;

use crate::content::dates::Date;
use crate::content::people::{ConsentRecord, Covers, Day, Person};
use crate::content::service::Policy;
use crate::content::terms::{Audience, Basis, Capacity, Channel, Decision, Identify, PersonKind, Use};
use crate::content::{ItemId, Kind};
use crate::problem::Span;

/// What somebody would have to have agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// Which item.
    pub item: ItemName<'a>,
    /// What of the person is used.
    pub uses: BTreeSet<Use>,
    /// Who will see it: one audience, or two where an edition is open to everybody.
    pub audiences: BTreeSet<Audience>,
    /// Where.
    pub channel: Channel,
}

/// How an item is recognised in `covers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemName<'a> {
    /// By its path.
    Path(&'a ItemId),
    /// By the hashes of its path and of each folder above it (the private manifest keeps no paths).
    Hashes(&'a [String]),
}

/// Yes, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// How far the person may be recognised.
    pub identify: Identify,
    /// The first day on which this no longer holds.
    pub ends: Date,
}

/// No, and why. Ordered: of several records, the one that came furthest gives the reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Denial {
    /// Nothing is recorded.
    NoRecord,
    /// The person said no.
    Refused(Span),
    /// The record says neither `given` nor `refused`.
    DecisionUnclear(Span),
    /// Taken back.
    Withdrawn(Span),
    /// The person has died, and nothing was decided since.
    Died(Date),
    /// Nobody wrote when it was given.
    NoDay(Span),
    /// It starts later.
    NotYet(Span, Date),
    /// It ran out at the end of this day.
    Expired(Span, Date),
    /// The last day could not be read.
    LastDayUnclear(Span),
    /// Staff who have left.
    Left(Date),
    /// No ground is given for the decision, or one that does not fit this person.
    BasisDoesNotFit(Span),
    /// A child needs somebody with parental responsibility.
    ChildNeedsParent(Span),
    /// The person was assessed as not able to decide this.
    LacksCapacity(Span),
    /// Attorney or deputy, and nobody saw the paper.
    AuthorityNotSeen(Span),
    /// Best interests without its assessment.
    NoAssessment(Span),
    /// The record is about other items.
    NotCovered(Span),
    /// Not for this.
    WrongUse(Span, Use),
    /// Best interests open the inspector and family editions only.
    BestInterestsOnly(Span),
    /// Not for these readers.
    WrongAudience(Span, Audience),
    /// Not in this form.
    WrongChannel(Span, Channel),
}

impl Denial {
    /// The reason in a few words: "it ended on 3 March 2026".
    pub fn because(&self) -> String {
        match self {
            Denial::NoRecord => "nothing is recorded".to_owned(),
            Denial::Refused(_) => "it is followed by a no, or is one".to_owned(),
            Denial::DecisionUnclear(_) => "it does not say clearly what was decided".to_owned(),
            Denial::Withdrawn(_) => "it was taken back".to_owned(),
            Denial::Died(day) => format!("the person died on {day}"),
            Denial::NoDay(_) => "it does not say when it was given".to_owned(),
            Denial::NotYet(_, day) => format!("it starts on {day}"),
            Denial::Expired(_, day) => format!("it ended on {day}"),
            Denial::LastDayUnclear(_) => "its last day cannot be read".to_owned(),
            Denial::Left(day) => format!("the person left on {day}"),
            Denial::BasisDoesNotFit(_) => "its `basis` does not fit this person".to_owned(),
            Denial::ChildNeedsParent(_) => "a child needs the yes of a parent".to_owned(),
            Denial::LacksCapacity(_) => "the person was assessed as not able to decide this".to_owned(),
            Denial::AuthorityNotSeen(_) => "nobody recorded seeing the authority (`authority_seen_on`)".to_owned(),
            Denial::NoAssessment(_) => "a best-interests decision needs its assessment (`assessment_ref`)".to_owned(),
            Denial::NotCovered(_) => "it is about other items".to_owned(),
            Denial::WrongUse(_, used) => format!("it does not allow the use \"{used}\""),
            Denial::BestInterestsOnly(_) => "best interests open the inspector and family editions only".to_owned(),
            Denial::WrongAudience(_, audience) => format!("it does not allow the {audience} reader"),
            Denial::WrongChannel(_, channel) => format!("it does not allow the channel \"{channel}\""),
        }
    }
}

/// The strictness of the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// Best-interests decisions may open more than the inspector and family editions.
    pub best_interests_may_be_public: bool,
}

impl House {
    /// As `[policy]` says.
    pub fn of(policy: &Policy) -> House {
        House { best_interests_may_be_public: policy.best_interests_may_be_public }
    }
}

/// Whether one record of this person covers all that is needed on this day.
pub fn decide(person: &Person, need: &Need<'_>, today: Date, house: House) -> Result<Grant, Denial> {
    let defeat = last_defeat(person, today);
    let mut best: Option<Grant> = None;
    let mut reason = Denial::NoRecord;
    for record in &person.consents {
        match weigh(person, record, need, today, house, defeat.as_ref()) {
            Ok(grant) if best.as_ref().is_none_or(|best| (better(&grant), grant.ends) > (better(best), best.ends)) => {
                best = Some(grant);
            }
            Ok(_) => {}
            Err(denial) => reason = reason.max(denial),
        }
    }
    best.ok_or(reason)
}

/// Full names before first names before roles.
fn better(grant: &Grant) -> u8 {
    match grant.identify {
        Identify::FullName => 3,
        Identify::FirstName => 2,
        Identify::RoleOnly => 1,
        Identify::NotRecognisable => 0,
    }
}

/// A day from which all earlier decisions count no more.
struct Defeat {
    /// `None`: nobody can read when, so it defeats everything.
    day: Option<Date>,
    why: Denial,
}

/// The last "no" that counts today: a refusal, a withdrawal or a death.
fn last_defeat(person: &Person, today: Date) -> Option<Defeat> {
    let mut last: Option<Defeat> = None;
    let mut consider = |day: Option<Date>, why: Denial| {
        let counts = day.is_none_or(|day| day <= today);
        let later = match (&last, day) {
            (None, _) => true,
            (Some(Defeat { day: None, .. }), _) => false,
            (Some(_), None) => true,
            (Some(Defeat { day: Some(known), .. }), Some(day)) => day > *known,
        };
        if counts && later {
            last = Some(Defeat { day, why });
        }
    };
    for record in &person.consents {
        match (record.decision, readable(record.given_on)) {
            (Some(Decision::Refused), day) => consider(day, Denial::Refused(record.at.clone())),
            (None, day) => consider(day, Denial::DecisionUnclear(record.at.clone())),
            (Some(Decision::Given), _) => {}
        }
        match record.withdrawn_on {
            Day::On(day) => consider(Some(day), Denial::Withdrawn(record.at.clone())),
            Day::Unreadable => consider(None, Denial::Withdrawn(record.at.clone())),
            Day::Unsaid => {}
        }
    }
    if let Some(day) = person.died_on {
        consider(Some(day), Denial::Died(day));
    }
    last
}

fn readable(day: Day) -> Option<Date> {
    match day {
        Day::On(day) => Some(day),
        Day::Unsaid | Day::Unreadable => None,
    }
}

/// What each record of a person says to a need, in the order of the file.
pub fn each(person: &Person, need: &Need<'_>, today: Date, house: House) -> Vec<Result<Grant, Denial>> {
    let defeat = last_defeat(person, today);
    person.consents.iter().map(|record| weigh(person, record, need, today, house, defeat.as_ref())).collect()
}

/// The record that decides, where one does.
pub fn deciding<'p>(person: &'p Person, need: &Need<'_>, today: Date, house: House) -> Option<&'p ConsentRecord> {
    let decision = decide(person, need, today, house);
    let answers = each(person, need, today, house);
    let found = person.consents.iter().zip(answers).find(|(_, answer)| answer.is_ok() && *answer == decision);
    found.map(|(record, _)| record)
}

/// Whether each record of a person counts at all on this day, whatever it is asked for, and the last day on which it does.
pub fn standing(person: &Person, today: Date) -> Vec<Result<Date, Denial>> {
    let defeat = last_defeat(person, today);
    person.consents.iter().map(|record| stands(person, record, today, defeat.as_ref())).collect()
}

/// One record against one need.
fn weigh(
    person: &Person,
    record: &ConsentRecord,
    need: &Need<'_>,
    today: Date,
    house: House,
    defeat: Option<&Defeat>,
) -> Result<Grant, Denial> {
    let last_day = stands(person, record, today, defeat)?;
    check_bounds(record, need, house)?;
    Ok(Grant { identify: record.identify.unwrap_or(Identify::RoleOnly), ends: ends(person, last_day, today) })
}

/// Whether one record counts on this day, and its last day.
fn stands(person: &Person, record: &ConsentRecord, today: Date, defeat: Option<&Defeat>) -> Result<Date, Denial> {
    let at = || record.at.clone();
    match record.decision {
        Some(Decision::Given) => {}
        Some(Decision::Refused) => return Err(Denial::Refused(at())),
        None => return Err(Denial::DecisionUnclear(at())),
    }
    match record.withdrawn_on {
        Day::On(day) if day <= today => return Err(Denial::Withdrawn(at())),
        Day::Unreadable => return Err(Denial::Withdrawn(at())),
        Day::On(_) | Day::Unsaid => {}
    }
    let Some(given) = readable(record.given_on) else { return Err(Denial::NoDay(at())) };
    if given > today {
        return Err(Denial::NotYet(at(), given));
    }
    if let Some(defeat) = defeat
        && defeat.day.is_none_or(|day| given <= day)
    {
        return Err(defeat.why.clone());
    }
    let last_day = last_day(record, given).ok_or_else(|| Denial::LastDayUnclear(at()))?;
    if today > last_day {
        return Err(Denial::Expired(at(), last_day));
    }
    if let Some(left) = person.left_on
        && is_staff(person)
        && left <= today
    {
        return Err(Denial::Left(left));
    }
    check_ground(person, record, today)?;
    Ok(last_day)
}

fn is_staff(person: &Person) -> bool {
    person.kind == Some(PersonKind::Staff)
}

/// The end of `review_by`; when nothing is written, 12 months after it was given, 6 when capacity fluctuates.
fn last_day(record: &ConsentRecord, given: Date) -> Option<Date> {
    match record.review_by {
        Day::On(day) => Some(day),
        Day::Unreadable => None,
        Day::Unsaid if record.capacity == Some(Capacity::Fluctuates) => Some(given.plus_months(6)),
        Day::Unsaid => Some(given.plus_months(12)),
    }
}

/// The last day on which a record can count, as far as that can be told.
pub fn last_day_of(record: &ConsentRecord) -> Option<Date> {
    readable(record.given_on).and_then(|given| last_day(record, given))
}

/// Whether that day is over.
pub fn has_ended(record: &ConsentRecord, today: Date) -> bool {
    last_day_of(record).is_some_and(|last| last < today)
}

/// Who decided, and whether they could.
fn check_ground(person: &Person, record: &ConsentRecord, today: Date) -> Result<(), Denial> {
    let at = || record.at.clone();
    let seen = |day: Day| readable(day).is_some_and(|day| day <= today);
    let Some(basis) = record.basis else { return Err(Denial::BasisDoesNotFit(at())) };
    let Some(kind) = person.kind else { return Err(Denial::BasisDoesNotFit(at())) };
    if kind == PersonKind::Child && basis != Basis::Parent {
        return Err(Denial::ChildNeedsParent(at()));
    }
    match basis {
        Basis::OwnConsent if record.capacity == Some(Capacity::AssessedLacks) => Err(Denial::LacksCapacity(at())),
        Basis::OwnConsent if record.capacity_unreadable => Err(Denial::LacksCapacity(at())),
        Basis::OwnConsent => Ok(()),
        Basis::Attorney | Basis::Deputy if seen(record.authority_seen_on) => Ok(()),
        Basis::Attorney | Basis::Deputy => Err(Denial::AuthorityNotSeen(at())),
        Basis::BestInterests if record.assessment_ref.as_deref().is_some_and(|text| !text.trim().is_empty()) => Ok(()),
        Basis::BestInterests => Err(Denial::NoAssessment(at())),
        Basis::Parent if kind == PersonKind::Child => Ok(()),
        Basis::StaffAgreement if kind == PersonKind::Staff => Ok(()),
        Basis::Parent | Basis::StaffAgreement => Err(Denial::BasisDoesNotFit(at())),
    }
}

/// Which items, uses, readers and forms the record opens.
fn check_bounds(record: &ConsentRecord, need: &Need<'_>, house: House) -> Result<(), Denial> {
    let at = || record.at.clone();
    if !covers(&record.covers, need.item) {
        return Err(Denial::NotCovered(at()));
    }
    if let Some(missing) = need.uses.iter().find(|used| !record.uses.contains(used)) {
        return Err(Denial::WrongUse(at(), *missing));
    }
    if record.basis == Some(Basis::BestInterests) && !house.best_interests_may_be_public {
        let open = [Audience::Inspector, Audience::Family];
        if need.audiences.iter().any(|audience| !open.contains(audience)) {
            return Err(Denial::BestInterestsOnly(at()));
        }
    }
    if let Some(missing) = need.audiences.iter().find(|audience| !record.audiences.contains(audience)) {
        return Err(Denial::WrongAudience(at(), *missing));
    }
    if !record.channels.contains(&need.channel) {
        return Err(Denial::WrongChannel(at(), need.channel));
    }
    Ok(())
}

/// Whether what a record is about includes an item.
pub fn covers(bounds: &Covers, item: ItemName<'_>) -> bool {
    match bounds {
        Covers::Nothing => false,
        Covers::Everything => true,
        Covers::These(items) => is_among(items, item),
        Covers::But(covered, left_out) => covers(covered, item) && !is_among(left_out, item),
    }
}

/// Whether an item is one of these, or lies in one of them.
fn is_among(items: &[ItemId], item: ItemName<'_>) -> bool {
    items.iter().any(|named| {
        let named = plain_path(named.as_str());
        match item {
            ItemName::Path(id) => ancestors(id).any(|path| path == named),
            ItemName::Hashes(hashes) => hashes.contains(&hash_of(named)),
        }
    })
}

/// `stories/garden.md`, `stories/garden/story.md` and `stories/garden/` all mean `stories/garden`.
pub fn plain_path(path: &str) -> &str {
    let path = path.trim_matches('/');
    let path = [".md", ".toml", ".csv"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
    let own_name = |name: &str| name == "index" || Kind::ALL_WORDS.contains(&name);
    match path.rsplit_once('/') {
        Some((folder, name)) if folder.contains('/') && own_name(name) => folder,
        _ => path,
    }
}

/// The item's path, the file of its row, and each folder above it.
fn ancestors(id: &ItemId) -> impl Iterator<Item = &str> {
    let whole = id.as_str();
    let cuts = whole.char_indices().rev().filter(|(_, c)| *c == '/' || *c == '#').map(|(index, _)| &whole[..index]);
    std::iter::once(whole).chain(cuts)
}

/// The hashes that [`ItemName::Hashes`] is compared by.
pub fn hashes_of(id: &ItemId) -> Vec<String> {
    ancestors(id).map(hash_of).collect()
}

/// A short hash of a path or a person's file name, for the private manifest.
pub fn hash_of(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex()[..24].to_owned()
}

/// The first day on which today's yes is a no: the day after the last, or an earlier day that is already known.
fn ends(person: &Person, last_day: Date, today: Date) -> Date {
    let known = person.consents.iter().flat_map(|record| {
        let refused = (record.decision != Some(Decision::Given)).then(|| readable(record.given_on)).flatten();
        [refused, readable(record.withdrawn_on)]
    });
    let leaves = person.left_on.filter(|_| is_staff(person));
    known.chain([leaves, person.died_on]).flatten().filter(|day| *day > today).fold(last_day.next_day(), Date::min)
}

#[cfg(test)]
mod tests {
    use super::{
        Basis, ConsentRecord, Covers, Date, Day, Decision, Denial, ItemId, Person, PersonKind, Span, ancestors,
        check_ground, plain_path,
    };
    use crate::content::people::PersonId;

    /// The reader of files makes none of it; whoever else makes a record is not believed either.
    #[test]
    fn an_empty_number_is_no_assessment() {
        let person = Person {
            id: PersonId::new("mary"),
            at: Span::nowhere(),
            known_as: "Mary".into(),
            alias: "somebody".into(),
            names: Vec::new(),
            kind: Some(PersonKind::Resident),
            died_on: None,
            left_on: None,
            consents: Vec::new(),
        };
        let with_number = |number: &str| ConsentRecord {
            at: Span::nowhere(),
            decision: Some(Decision::Given),
            covers: Covers::Everything,
            uses: Vec::new(),
            audiences: Vec::new(),
            channels: Vec::new(),
            identify: None,
            basis: Some(Basis::BestInterests),
            capacity: None,
            capacity_unreadable: false,
            given_on: Day::Unsaid,
            review_by: Day::Unsaid,
            withdrawn_on: Day::Unsaid,
            authority_seen_on: Day::Unsaid,
            assessment_ref: Some(number.into()),
            assessed_on: Day::Unsaid,
        };
        let today = Date::read_iso("2026-03-04").expect("a day");
        assert_eq!(check_ground(&person, &with_number("BI 7"), today), Ok(()));
        assert!(matches!(check_ground(&person, &with_number(" "), today), Err(Denial::NoAssessment(_))));
    }

    #[test]
    fn a_record_may_name_a_story_a_row_or_a_folder() {
        let row = ItemId::new("feedback/summer#4");
        assert_eq!(ancestors(&row).collect::<Vec<_>>(), ["feedback/summer#4", "feedback/summer", "feedback"]);
        for written in ["stories/garden", "stories/garden.md", "stories/garden/story.md", "stories/garden/"] {
            assert_eq!(plain_path(written), "stories/garden");
        }
        assert_eq!(plain_path("stories/story.md"), "stories/story");
    }
}
