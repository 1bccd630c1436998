//! `carefolio consent add` and `renew`: a complete record with few questions, and what it opens.

use serde_json::json;

use super::answers::{About, Prior, Usual, complete, covers};
use super::args::Add;
use super::{Desk, end, in_words};
use crate::cli::ask::{Asker, Question};
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, WELL, day};
use crate::consent::decide::{Denial, standing};
use crate::consent::file::PersonFile;
use crate::consent::overview;
use crate::consent::record::{NewPerson, NewRecord};
use crate::content::ItemId;
use crate::content::dates::Date;
use crate::content::people::{ConsentRecord, Day, Person, PersonId};
use crate::content::terms::{Decision, PersonKind, Term};
use crate::output::AuthorsFolder;
use crate::pipeline::Difference;
use crate::problem::did_you_mean;
use crate::sources::SourcePath;

const KNOWN_AS: Question = Question { words: "What do they like to be called?", flag: "--known-as" };
const FULL_NAME: Question = Question { words: "First and last name", flag: "--full-name" };
const KIND: Question = Question { words: "Who are they?", flag: "--kind" };

/// Runs `add`.
pub fn add(add: &Add, asker: &mut Asker<'_>, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&add.place.folder)?;
    let today = day(add.place.today);
    let start = match overview::find(desk.survey.register(), &add.person) {
        Some(person) => Start::known(&desk, person)?,
        None => Start::new_person(&desk, add, asker)?,
    };
    let usual = Usual::of(&desk);
    let about =
        About { kind: start.file.person().kind, prior: start.last_record(), renews: false, today, usual: &usual };
    let covers = covers(&desk, add, &about, asker)?;
    let record = complete(add, &about, covers, asker)?;
    write(desk, add, &start, &record, asker, terminal)
}

/// Runs `renew`.
pub fn renew(renew: &Add, asker: &mut Asker<'_>, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&renew.place.folder)?;
    let today = day(renew.place.today);
    let person = desk.person(&renew.person)?;
    let start = Start::known(&desk, person)?;
    let Some(prior) = start.to_renew(today) else {
        return Err(Stop {
            says: format!("There is no yes of {} that could be renewed.", person.id.as_str()),
            fix: format!("Ask them, then record it with: carefolio consent add {}", person.id.as_str()),
        });
    };
    let usual = Usual::of(&desk);
    let about = About { kind: person.kind, prior: Some(prior), renews: true, today, usual: &usual };
    let covers = covers(&desk, renew, &about, asker)?;
    let record = complete(renew, &about, covers, asker)?;
    write(desk, renew, &start, &record, asker, terminal)
}

/// The file that the record goes into.
struct Start {
    path: SourcePath,
    /// What is in it now; nothing when it is not there yet.
    before: Option<Vec<u8>>,
    file: PersonFile,
}

impl Start {
    fn known(desk: &Desk, person: &Person) -> Result<Start, Stop> {
        let (before, file) = desk.file(person)?;
        Ok(Start { path: person.at.file.clone(), before: Some(before), file })
    }

    /// Somebody who has no file yet. Only who is asked about them, or says who they are, gets one.
    fn new_person(desk: &Desk, add: &Add, asker: &mut Asker<'_>) -> Result<Start, Stop> {
        let id = add.person.trim().trim_start_matches("people/").trim_end_matches(".toml");
        let path = SourcePath::new(&format!("people/{id}.toml")).filter(|path| path.stem() == id && !id.contains('/'));
        let Some(path) = path.filter(|path| !desk.has(path) && !id.is_empty()) else { return Err(desk.nobody(id)) };
        let says_who = add.known_as.is_some() || add.full_name.is_some();
        let known = desk.survey.register().people.iter().map(|person| person.id.as_str());
        let near = did_you_mean(id, known).map_or_else(String::new, |near| format!(" Did you mean {near}?"));
        if !says_who && !asker.can_ask() {
            let stop = desk.nobody(id);
            let fix = format!("{} For somebody new say --known-as, --full-name and --kind.", stop.fix);
            return Err(Stop { fix, ..stop });
        }
        if !says_who && !asker.agrees(&format!("Nobody in the register is called {id}.{near} Is this somebody new?"))? {
            return Err(desk.nobody(id));
        }
        let known_as = asker.words(add.known_as.as_deref(), KNOWN_AS, None)?;
        let full_name = asker.words(add.full_name.as_deref(), FULL_NAME, None)?;
        let kinds: Vec<PersonKind> = PersonKind::ALL.iter().map(|(_, kind)| *kind).collect();
        let kind = asker.term(add.kind, KIND, &kinds, Some(PersonKind::Resident).filter(|_| asker.can_ask()))?;
        asker.nothing_missing("This person's file")?;
        let Some(kind) = kind else { return Err(desk.nobody(id)) };
        let new = NewPerson { id: PersonId::new(id), known_as, alias: add.alias.clone(), full_name, kind };
        let file =
            PersonFile::read(&path, new.text().as_bytes()).map_err(|trouble| super::cannot_change(&path, &trouble))?;
        Ok(Start { path, before: None, file })
    }

    fn last_record(&self) -> Option<Prior<'_>> {
        let index = self.file.person().consents.len().checked_sub(1)?;
        Some(self.prior(index))
    }

    /// The yes that counts today, or else the last one that nobody took back.
    fn to_renew(&self, today: Date) -> Option<Prior<'_>> {
        let person = self.file.person();
        let standing = standing(person, today);
        let is_yes = |record: &ConsentRecord| {
            record.decision == Some(Decision::Given) && record.withdrawn_on == Day::Unsaid && !record.uses.is_empty()
        };
        let records = person.consents.iter().enumerate().filter(|(_, record)| is_yes(record));
        let best = records.max_by_key(|(index, record)| (standing[*index].is_ok(), record.given(), *index));
        best.map(|(index, _)| self.prior(index))
    }

    fn prior(&self, index: usize) -> Prior<'_> {
        Prior { record: &self.file.person().consents[index], file: &self.file, index }
    }
}

/// Shows the record and what it opens, asks, and writes it.
fn write(
    mut desk: Desk,
    add: &Add,
    start: &Start,
    record: &NewRecord,
    asker: &mut Asker<'_>,
    terminal: &Terminal,
) -> Result<u8, Stop> {
    let today = day(add.place.today);
    let changed = start.file.with_record(record);
    let reread = start.file.reread(&changed).map_err(|trouble| super::cannot_change(&start.path, &trouble))?;
    let person = reread.person().clone();
    let id = person.id.clone();
    let answer = standing(&person, today).pop();
    if record.decision == Decision::Given
        && let Some(Err(denial)) = &answer
        && matches!(denial, Denial::Withdrawn(_) | Denial::Refused(_) | Denial::Died(_))
    {
        return Err(never_counts(record, denial));
    }
    let before = desk.survey.openings(today);
    desk.survey.with_person(person);
    let difference = Difference::between(&before, &desk.survey.openings(today));
    terminal.say(&format!("This goes into {}:\n\n{}", start.path, record.text("\n")));
    terminal.say(&format!("What changes with it today:\n{}", in_words(&difference, &id, &desk.survey)));
    if let Some(Err(denial)) = &answer
        && record.decision == Decision::Given
    {
        terminal.say(&format!("It does not count today: {}.\n", denial.because()));
    }
    if !asker.agrees("Write it down?")? {
        terminal.say("Nothing was changed.");
        return Ok(WELL);
    }
    match &start.before {
        Some(bytes) => desk.replace(&start.path, bytes, &changed.bytes)?,
        None => AuthorsFolder::new(&desk.folder).create(&start.path, &changed.bytes)?,
    }
    if record.decision == Decision::Refused {
        let remembered = desk.remember_photos(&id, None, record.given_on);
        let ending = end::Closing { what: "Said no", day: record.given_on, today, receipt: None };
        let code = end::close(&desk, &id, &ending, add.out.as_deref(), terminal)?;
        return remembered.map(|()| code);
    }
    let next = if matches!(answer, Some(Ok(_))) { " The next carefolio build shows it." } else { "" };
    terminal.say(&format!("Written to {}.{next}", start.path));
    let listed = |list: &[(String, ItemId)]| -> Vec<String> {
        list.iter().map(|(edition, item)| format!("{edition}: {item}")).collect()
    };
    terminal.json(&json!({
        "person": id.as_str(),
        "file": start.path,
        "last_day": record.review_by,
        "does_not_count": answer.and_then(Result::err).map(|denial| denial.because()),
        "opens": listed(&difference.opened),
        "changes": listed(&difference.changed),
    }));
    Ok(WELL)
}

/// A no counts for its whole day and for everything before it.
fn never_counts(record: &NewRecord, denial: &Denial) -> Stop {
    let why = match denial {
        Denial::Died(day) => format!("the person died on {day}"),
        _ => "they said no, or took it back, on that day or later".to_owned(),
    };
    let next = record.given_on.next_day().iso();
    Stop {
        says: format!("A yes of {} would never count: {why}. Nothing was changed.", record.given_on),
        fix: format!("A no counts for its whole day. Date the yes to a day after it, such as --given-on {next}."),
    }
}
