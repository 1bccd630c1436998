//! Who agreed to what, and what is running out: the register at a glance.

use serde::Serialize;

use super::decide::{Denial, last_day_of, standing};
use crate::content::dates::Date;
use crate::content::people::{ConsentRecord, Covers, Person, PersonId, Register};
use crate::content::terms::{Audience, Channel, Identify, PersonKind, Use};
use crate::problem::Span;

/// How things stand with a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It counts today.
    InForce,
    /// It counts from a later day on.
    Later,
    /// Its last day is over.
    Ended,
    /// Taken back, or followed by a no.
    Withdrawn,
    /// A no.
    Refused,
    /// The person has died.
    Died,
    /// The person has left.
    Left,
    /// Something is missing or does not fit, so it does not count.
    NotUsable,
    /// Nothing is recorded.
    NothingRecorded,
}

impl State {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            State::InForce => "in force",
            State::Later => "starts later",
            State::Ended => "ended",
            State::Withdrawn => "taken back",
            State::Refused => "said no",
            State::Died => "died",
            State::Left => "left",
            State::NotUsable => "does not count",
            State::NothingRecorded => "nothing recorded",
        }
    }

    fn of(standing: &Result<Date, Denial>) -> State {
        match standing {
            Ok(_) => State::InForce,
            Err(denial) => match denial {
                Denial::NoRecord => State::NothingRecorded,
                Denial::Refused(_) => State::Refused,
                Denial::Withdrawn(_) => State::Withdrawn,
                Denial::Died(_) => State::Died,
                Denial::NotYet(..) => State::Later,
                Denial::Expired(..) => State::Ended,
                Denial::Left(_) => State::Left,
                Denial::DecisionUnclear(_) | Denial::NoDay(_) | Denial::LastDayUnclear(_) => State::NotUsable,
                Denial::BasisDoesNotFit(_) | Denial::ChildNeedsParent(_) | Denial::LacksCapacity(_) => State::NotUsable,
                Denial::AuthorityNotSeen(_) | Denial::NoAssessment(_) | Denial::NotCovered(_) => State::NotUsable,
                Denial::WrongUse(..) | Denial::BestInterestsOnly(_) => State::NotUsable,
                Denial::WrongAudience(..) | Denial::WrongChannel(..) => State::NotUsable,
            },
        }
    }
}

/// One decision of one person, at a glance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Whose: their file name.
    pub person: String,
    /// Who they are.
    pub kind: Option<PersonKind>,
    /// How things stand.
    pub state: State,
    /// Why it does not count, where that is not plain from the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// `everything`, or the items and folders.
    pub covers: Vec<String>,
    /// What is left out of that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// What of them.
    pub uses: Vec<Use>,
    /// Who may see.
    pub audiences: Vec<Audience>,
    /// Where.
    pub channels: Vec<Channel>,
    /// How far they may be named.
    pub identify: Option<Identify>,
    /// Since when.
    pub given_on: Option<Date>,
    /// The last day on which it counts.
    pub last_day: Option<Date>,
    /// Where it is written.
    pub at: Span,
}

/// What each person's register says on a day: all that is in force, or else the reason why nothing is.
pub fn list(register: &Register, today: Date) -> Vec<Row> {
    register.people.iter().flat_map(|person| in_short(person, today)).collect()
}

/// Every decision of one person, as they stand in the file.
pub fn all_of_one(person: &Person, today: Date) -> Vec<Row> {
    let standing = standing(person, today);
    let rows: Vec<Row> =
        person.consents.iter().zip(&standing).map(|(record, standing)| row(person, record, standing)).collect();
    if rows.is_empty() { vec![nothing(person)] } else { rows }
}

fn in_short(person: &Person, today: Date) -> Vec<Row> {
    let mut rows = all_of_one(person, today);
    if rows.iter().any(|row| row.state == State::InForce) {
        rows.retain(|row| matches!(row.state, State::InForce | State::Later));
        return rows;
    }
    // The one that came furthest, as where something is held back; of several the last.
    let furthest = |row: &Row| match row.state {
        State::Later => 4,
        State::NotUsable => 3,
        State::Left | State::Died => 2,
        State::Ended => 1,
        State::InForce | State::Withdrawn | State::Refused | State::NothingRecorded => 0,
    };
    rows.sort_by_key(|row| (furthest(row), row.given_on));
    rows.pop().into_iter().collect()
}

fn row(person: &Person, record: &ConsentRecord, standing: &Result<Date, Denial>) -> Row {
    let (covers, except) = bounds(&record.covers);
    Row {
        person: person.id.as_str().to_owned(),
        kind: person.kind,
        state: State::of(standing),
        because: standing.as_ref().err().map(|denial| denial.because()),
        covers,
        except,
        uses: record.uses.clone(),
        audiences: record.audiences.clone(),
        channels: record.channels.clone(),
        identify: record.identify,
        given_on: record.given(),
        last_day: last_day_of(record),
        at: record.at.clone(),
    }
}

fn nothing(person: &Person) -> Row {
    Row {
        person: person.id.as_str().to_owned(),
        kind: person.kind,
        state: State::NothingRecorded,
        because: None,
        covers: Vec::new(),
        except: Vec::new(),
        uses: Vec::new(),
        audiences: Vec::new(),
        channels: Vec::new(),
        identify: None,
        given_on: None,
        last_day: None,
        at: person.at.clone(),
    }
}

fn bounds(covers: &Covers) -> (Vec<String>, Vec<String>) {
    let paths = |items: &[crate::content::ItemId]| items.iter().map(ToString::to_string).collect::<Vec<_>>();
    match covers {
        Covers::Nothing => (Vec::new(), Vec::new()),
        Covers::Everything => (vec!["everything".to_owned()], Vec::new()),
        Covers::These(items) => (paths(items), Vec::new()),
        Covers::But(inner, items) => {
            let (covers, mut except) = bounds(inner);
            except.extend(paths(items));
            (covers, except)
        }
    }
}

/// A consent that ends soon, or has ended, and that nothing newer takes the place of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// Whose: their file name.
    pub person: String,
    /// The last day on which it counts.
    pub last_day: Date,
    /// Days left; negative when it has ended.
    pub days: i32,
    /// Where it is written.
    pub at: Span,
}

/// Consents whose last day is within some days, and those that have ended; soonest first.
pub fn ending(register: &Register, today: Date, within: i32) -> Vec<Ending> {
    let mut ending: Vec<Ending> = register.people.iter().flat_map(|person| ending_of(person, today, within)).collect();
    ending.sort_by(|a, b| (a.last_day, &a.person, &a.at).cmp(&(b.last_day, &b.person, &b.at)));
    ending
}

/// How many consents that count today end within some days.
pub fn count_ending(register: &Register, today: Date, within: i32) -> usize {
    ending(register, today, within).iter().filter(|one| one.days >= 0).count()
}

fn ending_of(person: &Person, today: Date, within: i32) -> Vec<Ending> {
    let standing = standing(person, today);
    let last = |index: usize| match &standing[index] {
        Ok(day) | Err(Denial::Expired(_, day)) => Some(*day),
        Err(_) => None,
    };
    let counts_later = |index: usize| match &standing[index] {
        Ok(_) | Err(Denial::NotYet(..)) => last_day_of(&person.consents[index]),
        Err(_) => None,
    };
    let mut found = Vec::new();
    for (index, record) in person.consents.iter().enumerate() {
        let Some(last_day) = last(index) else { continue };
        let days = today.days_until(last_day);
        let is_followed = (0..person.consents.len()).any(|other| {
            let later = counts_later(other).is_some_and(|day| (day, other) > (last_day, index));
            other != index && later && is_as_wide(&person.consents[other], record)
        });
        if days <= within && !is_followed && !record.uses.is_empty() {
            found.push(Ending { person: person.id.as_str().to_owned(), last_day, days, at: record.at.clone() });
        }
    }
    // Of what has ended, the last is enough: nobody asks again for each old form.
    let ended = found.iter().filter(|one| one.days < 0).map(|one| one.last_day).max();
    let has_live = standing.iter().any(Result::is_ok);
    found.retain(|one| one.days >= 0 || (!has_live && Some(one.last_day) == ended));
    found
}

/// Whether one record opens all that another does.
fn is_as_wide(record: &ConsentRecord, other: &ConsentRecord) -> bool {
    let covers = record.covers == Covers::Everything || record.covers == other.covers;
    covers
        && other.uses.iter().all(|used| record.uses.contains(used))
        && other.audiences.iter().all(|audience| record.audiences.contains(audience))
        && other.channels.iter().all(|channel| record.channels.contains(channel))
}

/// Somebody in the register as they may be called at the keyboard: by file name, or by a name nobody else has.
pub fn find<'r>(register: &'r Register, typed: &str) -> Option<&'r Person> {
    let plain = typed.trim().trim_start_matches("people/").trim_end_matches(".toml");
    if let Some(person) = register.person(&PersonId::new(plain)) {
        return Some(person);
    }
    let lower = plain.to_lowercase();
    let called = |person: &&Person| {
        let mut names = person.names.iter().chain([&person.known_as]);
        person.id.as_str().to_lowercase() == lower || names.any(|name| name.to_lowercase() == lower)
    };
    let mut found = register.people.iter().filter(called);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::parse_person;
    use crate::problem::Problems;
    use crate::sources::SourcePath;

    fn register(records: &str) -> Register {
        let text = format!("known_as = \"Mary\"\nnames = [\"Mary Long\"]\nkind = \"resident\"\n{records}");
        let file = SourcePath::new("people/mary.toml").unwrap();
        let person = parse_person(&file, &text, &mut Problems::default());
        Register { people: vec![person], ..Register::default() }
    }

    fn record(days: &str) -> String {
        format!(
            "[[consent]]\ncovers = \"everything\"\nuses = [\"story\"]\naudiences = [\"family\"]\nchannels = [\"offline\"]\n\
             basis = \"own-consent\"\n{days}\n"
        )
    }

    fn today() -> Date {
        Date::read_iso("2026-11-20").unwrap()
    }

    fn days(records: &[&str]) -> Vec<i32> {
        let records: String = records.iter().map(|days| record(days)).collect();
        ending(&register(&records), today(), 60).iter().map(|one| one.days).collect()
    }

    #[test]
    fn what_ends_soon_is_due_until_something_newer_is_there() {
        assert_eq!(days(&["given_on = 2025-12-20"]), [30]);
        assert_eq!(days(&["given_on = 2025-11-20"]), [0], "the last day still counts");
        assert_eq!(days(&["given_on = 2025-11-19"]), [-1]);
        assert_eq!(days(&["given_on = 2026-01-20"]), [] as [i32; 0], "61 days are longer than 60");
        assert_eq!(days(&["given_on = 2025-12-20", "given_on = 2026-11-01"]), [] as [i32; 0]);
        assert_eq!(days(&["given_on = 2025-12-20", "given_on = 2026-12-01"]), [] as [i32; 0], "it begins in time");
        assert_eq!(days(&["given_on = 2025-12-20\nwithdrawn_on = 2026-01-01"]), [] as [i32; 0]);
        assert_eq!(days(&["given_on = 2023-01-01", "given_on = 2024-01-01"]).len(), 1, "the last that ended is enough");
    }

    #[test]
    fn the_list_says_why_nothing_is_open() {
        let state = |records: &[&str]| {
            let records: String = records.iter().map(|days| record(days)).collect();
            list(&register(&records), today()).iter().map(|row| row.state).collect::<Vec<_>>()
        };
        assert_eq!(state(&[]), [State::NothingRecorded]);
        assert_eq!(state(&["given_on = 2026-01-01"]), [State::InForce]);
        assert_eq!(state(&["given_on = 2024-01-01"]), [State::Ended]);
        assert_eq!(state(&["given_on = 2026-01-01\nwithdrawn_on = 2026-02-01"]), [State::Withdrawn]);
        assert_eq!(state(&["given_on = 2026-12-01"]), [State::Later]);
        assert_eq!(state(&["decision = \"refused\"\ngiven_on = 2026-01-01"]), [State::Refused]);
        assert_eq!(state(&["given_on = 2024-01-01", "given_on = 2026-01-01"]), [State::InForce]);
    }

    #[test]
    fn people_are_found_by_file_or_by_name() {
        let register = register("");
        for typed in ["mary", "people/mary.toml", "Mary", "mary long"] {
            assert!(find(&register, typed).is_some(), "{typed}");
        }
        assert!(find(&register, "marry").is_none());
    }
}
