//! Reads the private register: people, what they agreed to, and the exceptions to the name guard.
//!
//! What cannot be read must never widen what may be shown. A day that is written but cannot be read stays "unreadable"; a line
//! that may be a withdrawal counts as one. No message from here repeats a value, except a mistyped fixed word.

use crate::content::dates::Date;
use crate::content::fields::{self, Facts, FactsText, Said};
use crate::content::people::{
    ConsentRecord, Covers, Day, EditionException, NameException, Person, PersonId, PhotoException, Register,
};
use crate::content::terms::{Decision, PersonKind};
use crate::problem::{Problems, Span, settings as told};
use crate::sources::SourcePath;

use super::common::item_id;

/// Keys of a consent that its readers on paper need, and the program does not.
const NOT_KEPT: [&str; 11] = [
    "how",
    "told",
    "evidence_held",
    "recorded_by",
    "recorded_on",
    "relationship",
    "notes_private",
    "authority_kind",
    "id",
    "witnessed_by",
    "decided_by",
];

/// Reads a person's file. Without a text there is still a person: one who agreed to nothing.
pub fn person(id: &PersonId, file: &SourcePath, text: Option<&str>, problems: &mut Problems) -> Person {
    let Some(text) = text else {
        problems.add(told::person_unreadable(Span::file(file)));
        return nobody_yet(id, file);
    };
    fields::read(FactsText::whole(file, text), problems, |facts| read(id, facts))
}

fn nobody_yet(id: &PersonId, file: &SourcePath) -> Person {
    Person {
        id: id.clone(),
        at: Span::file(file),
        known_as: String::new(),
        alias: alias_of(None).to_owned(),
        names: Vec::new(),
        kind: None,
        died_on: None,
        left_on: None,
        consents: Vec::new(),
    }
}

/// What a file says of the days that end everything. People write them below the last consent, too.
#[derive(Default)]
struct Ends {
    died_on: Option<Date>,
    left_on: Option<Date>,
    is_unreadable: bool,
}

impl Ends {
    fn read(&mut self, facts: &mut Facts<'_, '_>) {
        let died_on = self.day(facts, "died_on");
        let left_on = self.day(facts, "left_on");
        self.died_on = self.died_on.or(died_on);
        self.left_on = self.left_on.or(left_on);
    }

    fn day(&mut self, facts: &mut Facts<'_, '_>, key: &'static str) -> Option<Date> {
        match facts.day(key) {
            Day::On(date) => Some(date),
            Day::Unsaid => None,
            Day::Unreadable => {
                let at = facts.place_of(key);
                facts.report(told::register_day_unreadable(at, key));
                self.is_unreadable = true;
                None
            }
        }
    }
}

/// Reads the facts of a person.
pub(super) fn read(id: &PersonId, facts: &mut Facts<'_, '_>) -> Person {
    let mut ends = Ends::default();
    ends.read(facts);
    let (known_as, names) = names(facts);
    let kind = kind(facts);
    let alias = facts.text("alias").unwrap_or_else(|| alias_of(kind).to_owned());
    let mut consents = facts.each("consent", |consent| Some(self::consent(consent, &mut ends)));
    // A misspelt heading is told as an unknown key; a refusal below it counts all the same.
    for heading in facts.unasked_tables() {
        consents.extend(facts.each_of(&heading, |consent| Some(self::consent(consent, &mut ends))));
    }
    let is_doubtful = may_be_withdrawal(facts);
    if is_doubtful {
        let at = facts.at().clone();
        facts.report(told::perhaps_withdrawn(at));
    }
    if is_doubtful || ends.is_unreadable {
        for consent in consents.iter_mut().filter(|consent| consent.withdrawn_on == Day::Unsaid) {
            consent.withdrawn_on = Day::Unreadable;
        }
    }
    Person {
        id: id.clone(),
        at: facts.at().clone(),
        known_as,
        alias,
        names,
        kind,
        died_on: ends.died_on,
        left_on: ends.left_on,
        consents,
    }
}

fn names(facts: &mut Facts<'_, '_>) -> (String, Vec<String>) {
    let known_as = facts.text("known_as");
    let names: Vec<String> = facts.lines("names").iter().map(|line| line.uncleared().to_owned()).collect();
    let is_silent = |key: &str| !facts.is_said(key);
    let problem = match (&known_as, names.first()) {
        (None, None) if is_silent("known_as") && is_silent("names") => {
            Some(told::person_without_name(facts.at().clone()))
        }
        (None, Some(_)) if is_silent("known_as") => Some(told::known_as_missing(facts.at().clone())),
        (Some(_), None) if is_silent("names") => Some(told::names_missing(facts.at().clone())),
        _ => None,
    };
    if let Some(problem) = problem {
        facts.report(problem);
    }
    let known_as = known_as.or_else(|| names.first().map(|name| first_name(name).to_owned()));
    (known_as.unwrap_or_default(), names)
}

/// The first word of a full name; all of it where that is a title.
fn first_name(name: &str) -> &str {
    let first = name.split_whitespace().next().unwrap_or(name);
    let titles = ["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady", "rev", "father", "sister", "canon"];
    if titles.contains(&first.trim_end_matches('.').to_lowercase().as_str()) { name } else { first }
}

fn kind(facts: &mut Facts<'_, '_>) -> Option<PersonKind> {
    let kind = facts.term("kind");
    if !facts.is_said("kind") {
        let at = facts.at().clone();
        facts.report(told::person_kind_missing(at));
    }
    kind
}

fn alias_of(kind: Option<PersonKind>) -> &'static str {
    match kind {
        Some(PersonKind::Resident) => "one of our residents",
        Some(PersonKind::PersonWeVisit) => "someone we visit",
        Some(PersonKind::Relative) => "a relative",
        Some(PersonKind::Staff) => "a member of our team",
        Some(PersonKind::Child) => "a child",
        Some(PersonKind::Visitor) => "a visitor",
        Some(PersonKind::Professional) => "a visiting professional",
        None => "somebody",
    }
}

fn consent(facts: &mut Facts<'_, '_>, ends: &mut Ends) -> ConsentRecord {
    ends.read(facts);
    facts.ignore(&NOT_KEPT);
    let decision = match facts.said_term("decision") {
        Said::Nothing => Some(Decision::Given),
        Said::Unreadable => None,
        Said::This(decision) => Some(decision),
    };
    let capacity = facts.said_term("capacity");
    let mut consent = ConsentRecord {
        at: facts.at().clone(),
        decision,
        covers: Covers::Nothing,
        uses: facts.terms("uses"),
        audiences: facts.terms("audiences"),
        channels: facts.terms("channels"),
        identify: facts.term("identify"),
        basis: facts.term("basis"),
        capacity_unreadable: capacity == Said::Unreadable,
        capacity: capacity.value(),
        given_on: facts.day("given_on"),
        review_by: facts.day("review_by"),
        authority_seen_on: facts.day("authority_seen_on"),
        assessment_ref: facts.text("assessment_ref"),
        assessed_on: facts.day("assessed_on"),
        withdrawn_on: Day::Unsaid,
    };
    facts.ignore(&["covers", "except"]);
    consent.withdrawn_on = withdrawn_on(facts);
    // Until the day of a withdrawal that is known beforehand it is a yes like any other.
    let is_yes = decision == Some(Decision::Given) && consent.withdrawn_on != Day::Unreadable;
    let misspelt = may_be_exception(facts);
    consent.covers = if is_yes && misspelt { Covers::Nothing } else { covers(facts, is_yes) };
    consent
}

/// A yes without readable bounds covers nothing; a no without them covers everything.
fn covers(facts: &mut Facts<'_, '_>, is_yes: bool) -> Covers {
    let covers = covered(facts, is_yes);
    match facts.said_lines("except") {
        Said::This(lines) if is_yes && !lines.is_empty() => {
            Covers::But(Box::new(covers), lines.iter().map(|line| item_id(line.uncleared())).collect())
        }
        Said::Unreadable if is_yes => Covers::Nothing,
        // A no is not made smaller by what it leaves out: it is read widely.
        Said::Nothing | Said::This(_) | Said::Unreadable => covers,
    }
}

fn covered(facts: &mut Facts<'_, '_>, is_yes: bool) -> Covers {
    let Said::This(lines) = facts.said_lines("covers") else {
        return if is_yes { Covers::Nothing } else { Covers::Everything };
    };
    if lines.iter().any(|line| line.uncleared().eq_ignore_ascii_case("everything")) {
        return Covers::Everything;
    }
    Covers::These(lines.iter().map(|line| item_id(line.uncleared())).collect())
}

fn withdrawn_on(facts: &mut Facts<'_, '_>) -> Day {
    let day = facts.day("withdrawn_on");
    facts.ignore(&["withdrawn_how", "takedown_done_on"]);
    // How somebody withdrew, without the day, is still a withdrawal.
    let is_half_said = facts.is_said("withdrawn_how") || facts.is_said("takedown_done_on");
    if day == Day::Unsaid && (is_half_said || !facts.unasked_tables().is_empty() || may_be_withdrawal(facts)) {
        let at = facts.at().clone();
        facts.report(told::perhaps_withdrawn(at));
        return Day::Unreadable;
    }
    day
}

/// Asked last: every key that is known has been asked for.
fn may_be_withdrawal(facts: &Facts<'_, '_>) -> bool {
    facts.has_lost_lines()
        || facts.unasked_keys().iter().any(|key| {
            let key = key.to_lowercase();
            ["withd", "drawn", "refus", "stop", "revok", "cancel", "died", "death", "left_"]
                .iter()
                .any(|part| key.contains(part))
                || strsim::damerau_levenshtein(&key, "withdrawn_on") <= 4
        })
}

/// What somebody left out of their yes must not be opened by a slip of the pen in `except`.
fn may_be_exception(facts: &Facts<'_, '_>) -> bool {
    facts.unasked_keys().iter().any(|key| {
        let key = key.to_lowercase();
        ["exc", "exep", "without", "but"].iter().any(|part| key.contains(part))
            || strsim::damerau_levenshtein(&key, "except") <= 2
    })
}

/// Reads `people/exceptions.toml` into a register that has nothing else.
pub fn exceptions(file: &SourcePath, text: &str, problems: &mut Problems) -> Register {
    fields::read(FactsText::whole(file, text), problems, read_exceptions)
}

/// Reads the exceptions.
pub(super) fn read_exceptions(facts: &mut Facts<'_, '_>) -> Register {
    let mut register = Register::default();
    for read in facts.each("allow", exception) {
        match read {
            Exception::InFile(one) => register.exceptions.push(one),
            Exception::InEdition(one) => register.edition_exceptions.push(one),
            Exception::Photo(one) => register.photo_exceptions.push(one),
        }
    }
    register
}

/// Somebody answers for a word in a file, for words in an edition, or for a photo.
enum Exception {
    InFile(NameException),
    InEdition(EditionException),
    Photo(PhotoException),
}

fn exception(facts: &mut Facts<'_, '_>) -> Option<Exception> {
    let word = facts.text("word");
    let [file, photo] = ["file", "photo"].map(|key| facts.text(key).as_deref().and_then(SourcePath::new));
    let edition = facts.text("edition");
    let (reason, by) = (facts.line("reason"), facts.line("by"));
    let at = facts.at().clone();
    match (reason.and(by), word, file, edition, photo) {
        (Some(_), Some(word), Some(file), None, None) => Some(Exception::InFile(NameException { at, word, file })),
        (Some(_), Some(word), None, Some(edition), None) => {
            Some(Exception::InEdition(EditionException { at, word, edition }))
        }
        (Some(_), None, None, None, Some(photo)) => Some(Exception::Photo(PhotoException { at, photo })),
        _ => {
            facts.report(told::exception_incomplete(at));
            None
        }
    }
}
