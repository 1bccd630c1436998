//! `carefolio consent add` and `renew`: a complete record with few questions, and what it opens.

use std::collections::BTreeMap;

use serde_json::json;

use super::args::Add;
use super::{Desk, end, in_words};
use crate::cli::ask::{Asker, Question};
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, WELL, day};
use crate::consent::decide::{Denial, standing};
use crate::consent::file::PersonFile;
use crate::consent::overview;
use crate::consent::record::{NewPerson, NewRecord};
use crate::content::dates::Date;
use crate::content::people::{ConsentRecord, Covers, Day, Person, PersonId};
use crate::content::terms::{Audience, Basis, Capacity, Channel, Decision, Identify, PersonKind, Term, Use};
use crate::content::{ItemId, Kind};
use crate::output::AuthorsFolder;
use crate::pipeline::Difference;
use crate::problem::did_you_mean;
use crate::sources::SourcePath;

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

/// A record that another one follows.
struct Prior<'p> {
    record: &'p ConsentRecord,
    file: &'p PersonFile,
    index: usize,
}

impl Prior<'_> {
    fn said(&self, key: &str) -> Option<String> {
        self.file.said(self.index, key).map(str::to_owned)
    }
}

/// What most records of this folder say, so that nobody types it again and again.
pub struct Usual {
    lines: BTreeMap<&'static str, String>,
}

impl Usual {
    fn of(desk: &Desk) -> Usual {
        let mut counts: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
        for person in &desk.survey.register().people {
            let Ok((_, file)) = desk.file(person) else { continue };
            for key in ["evidence_held", "recorded_by"] {
                let said = (0..person.consents.len()).filter_map(|index| file.said(index, key));
                said.for_each(|line| *counts.entry((key, line.to_owned())).or_default() += 1);
            }
        }
        let mut lines = BTreeMap::from([("told", desk.survey.form_version()), ("how", "signed form".to_owned())]);
        let mut counts: Vec<((&'static str, String), usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| *count);
        lines.extend(counts.into_iter().map(|(line, _)| line));
        Usual { lines }
    }
}

struct About<'a> {
    kind: Option<PersonKind>,
    prior: Option<Prior<'a>>,
    renews: bool,
    today: Date,
    usual: &'a Usual,
}

impl About<'_> {
    /// What a renewed record takes over.
    fn kept<T>(&self, value: impl Fn(&ConsentRecord) -> T) -> Option<T> {
        self.prior.as_ref().filter(|_| self.renews).map(|prior| value(prior.record))
    }

    fn usual(&self, key: &'static str) -> Option<String> {
        let prior = self.prior.as_ref().and_then(|prior| prior.said(key));
        // The words that somebody was told by are those of the form of today, unless this is the same yes again.
        let prior = prior.filter(|_| key != "told" || self.renews);
        prior.or_else(|| self.usual.lines.get(key).cloned())
    }
}

const KNOWN_AS: Question = Question { words: "What do they like to be called?", flag: "--known-as" };
const FULL_NAME: Question = Question { words: "First and last name", flag: "--full-name" };
const KIND: Question = Question { words: "Who are they?", flag: "--kind" };
const BASIS: Question = Question { words: "On what ground was it decided?", flag: "--basis" };
const DECIDED_BY: Question = Question { words: "Who decided?", flag: "--decided-by" };
const CAPACITY: Question = Question { words: "Can they decide this themselves?", flag: "--capacity" };
const USES: Question = Question { words: "What may be used?", flag: "--use" };
const AUDIENCES: Question = Question { words: "Who may see it?", flag: "--audience" };
const CHANNELS: Question = Question { words: "Where may it be?", flag: "--channel" };
const IDENTIFY: Question = Question { words: "How may they be named?", flag: "--identify" };
const COVERS: Question = Question { words: "For which items? Everything, or a list", flag: "--covers" };
const HOW: Question = Question { words: "How did they say so?", flag: "--how" };
const TOLD: Question = Question { words: "Which form or words were they told by?", flag: "--told" };
const HELD: Question = Question { words: "Where is the form kept?", flag: "--evidence-held" };
const RECORDED_BY: Question = Question { words: "Who writes this down? (a role)", flag: "--recorded-by" };
const AUTHORITY: Question = Question { words: "What paper gives them the right?", flag: "--authority-kind" };
const SEEN_ON: Question =
    Question { words: "On which day did somebody here see that paper?", flag: "--authority-seen-on" };
const ASSESSMENT: Question = Question { words: "The number of the assessment", flag: "--assessment-ref" };
const ASSESSED_ON: Question = Question { words: "The day of the assessment", flag: "--assessed-on" };

/// Asks what is lacking, at most what the record needs.
fn complete(add: &Add, about: &About<'_>, covers: Covers, asker: &mut Asker<'_>) -> Result<NewRecord, Stop> {
    let basis = basis(add, about, asker)?;
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    lines.push(("decided_by", decided_by(add, about, basis, asker)?));
    let capacity = capacity(add, about, basis, asker)?;
    let (mut authority_seen_on, mut assessed_on) = (None, None);
    if matches!(basis, Basis::Attorney | Basis::Deputy) {
        let usual = about.usual("authority_kind");
        lines.push(("authority_kind", asker.words(add.authority_kind.as_deref(), AUTHORITY, usual.as_deref())?));
        let kept = about.kept(|record| on(record.authority_seen_on)).flatten();
        authority_seen_on = one_day(add.authority_seen_on, kept, SEEN_ON, asker)?;
    }
    if basis == Basis::BestInterests {
        let usual = about.usual("assessment_ref").filter(|_| about.renews);
        lines.push(("assessment_ref", asker.words(add.assessment_ref.as_deref(), ASSESSMENT, usual.as_deref())?));
        let kept = about.kept(|record| on(record.assessed_on)).flatten();
        assessed_on = one_day(add.assessed_on, kept, ASSESSED_ON, asker)?;
    }
    let bounds = bounds(add, about, asker)?;
    for (key, said, question) in [
        ("how", &add.how, HOW),
        ("told", &add.told, TOLD),
        ("evidence_held", &add.evidence_held, HELD),
        ("recorded_by", &add.recorded_by, RECORDED_BY),
    ] {
        let usual = about.usual(key);
        let settled = about.renews && matches!(key, "told" | "evidence_held") && usual.is_some();
        let said = said.clone().or_else(|| usual.clone().filter(|_| settled));
        lines.push((key, asker.words(said.as_deref(), question, usual.as_deref())?));
    }
    asker.nothing_missing("This consent")?;
    let given_on = add.given_on.unwrap_or(about.today);
    let months = if capacity == Some(Capacity::Fluctuates) { 6 } else { 12 };
    let decision = if add.refused { Decision::Refused } else { Decision::Given };
    let review_by = add.review_by.unwrap_or_else(|| given_on.plus_months(months));
    Ok(NewRecord {
        decision,
        covers,
        uses: bounds.uses,
        audiences: bounds.audiences,
        channels: bounds.channels,
        identify: bounds.identify,
        basis,
        capacity,
        given_on,
        review_by: (decision == Decision::Given).then_some(review_by),
        authority_seen_on,
        assessed_on,
        lines,
    })
}

fn basis(add: &Add, about: &About<'_>, asker: &mut Asker<'_>) -> Result<Basis, Stop> {
    if let Some(kept) = about.kept(|record| record.basis).flatten() {
        return Ok(add.basis.unwrap_or(kept));
    }
    let (offered, only): (&[Basis], bool) = match about.kind {
        Some(PersonKind::Staff) => (&[Basis::StaffAgreement], true),
        Some(PersonKind::Child) => (&[Basis::Parent], true),
        _ => (&[Basis::OwnConsent, Basis::Attorney, Basis::Deputy, Basis::BestInterests], false),
    };
    let usual = offered.first().copied().filter(|_| only || asker.can_ask());
    let said = add.basis.or_else(|| usual.filter(|_| only));
    Ok(asker.term(said, BASIS, offered, usual)?.unwrap_or(Basis::OwnConsent))
}

fn decided_by(add: &Add, about: &About<'_>, basis: Basis, asker: &mut Asker<'_>) -> Result<String, Stop> {
    let own = matches!(basis, Basis::OwnConsent | Basis::StaffAgreement);
    let kept = about.prior.as_ref().filter(|_| about.renews).and_then(|prior| prior.said("decided_by"));
    let said = add.decided_by.clone().or_else(|| own.then(|| "self".to_owned())).or(kept);
    asker.words(said.as_deref(), DECIDED_BY, None)
}

/// Everybody is taken to be able to decide until it is shown otherwise (Mental Capacity Act 2005, section 1).
fn capacity(add: &Add, about: &About<'_>, basis: Basis, asker: &mut Asker<'_>) -> Result<Option<Capacity>, Stop> {
    match basis {
        Basis::OwnConsent => {
            let offered = [Capacity::HasCapacity, Capacity::Fluctuates];
            let kept = about.kept(|record| record.capacity).flatten();
            let usual = kept.filter(|kept| offered.contains(kept)).unwrap_or(Capacity::HasCapacity);
            asker.term(add.capacity, CAPACITY, &offered, Some(usual))
        }
        Basis::Attorney | Basis::Deputy | Basis::BestInterests => {
            Ok(Some(add.capacity.unwrap_or(Capacity::AssessedLacks)))
        }
        Basis::Parent | Basis::StaffAgreement => Ok(add.capacity),
    }
}

struct Bounds {
    uses: Vec<Use>,
    audiences: Vec<Audience>,
    channels: Vec<Channel>,
    identify: Identify,
}

fn bounds(add: &Add, about: &About<'_>, asker: &mut Asker<'_>) -> Result<Bounds, Stop> {
    let or_kept = |said: &[Use], kept: Option<Vec<Use>>| if said.is_empty() { kept } else { None };
    if add.refused {
        // A no is read widely, whatever it names.
        let all = Bounds { uses: every(), audiences: every(), channels: every(), identify: Identify::NotRecognisable };
        return Ok(all);
    }
    let uses = match or_kept(&add.uses, about.kept(|record| record.uses.clone())) {
        Some(kept) => kept,
        None => asker.terms(&add.uses, USES, &[Use::Story, Use::Photo, Use::Name])?,
    };
    let audiences = match about.kept(|record| record.audiences.clone()).filter(|_| add.audience.is_empty()) {
        Some(kept) => kept,
        None => asker.terms(&add.audience, AUDIENCES, &[Audience::Inspector, Audience::Family])?,
    };
    let channels = match about.kept(|record| record.channels.clone()).filter(|_| add.channel.is_empty()) {
        Some(kept) => kept,
        None => {
            let on_the_web = audiences.contains(&Audience::Public);
            let usual: &[Channel] = if on_the_web {
                &[Channel::Internet, Channel::Offline, Channel::Print]
            } else {
                &[Channel::Offline, Channel::Print]
            };
            asker.terms(&add.channel, CHANNELS, usual)?
        }
    };
    let identify = match about.kept(|record| record.identify).flatten().filter(|_| add.identify.is_none()) {
        Some(kept) => kept,
        None => {
            let names = uses.contains(&Use::Name);
            let usual = if names { Identify::FirstName } else { Identify::RoleOnly };
            let every: Vec<Identify> = every();
            asker.term(add.identify, IDENTIFY, &every, Some(usual))?.unwrap_or(Identify::RoleOnly)
        }
    };
    Ok(Bounds { uses, audiences, channels, identify })
}

fn every<T: Term>() -> Vec<T> {
    T::ALL.iter().map(|(_, term)| *term).collect()
}

fn one_day(
    said: Option<Date>,
    kept: Option<Date>,
    question: Question,
    asker: &mut Asker<'_>,
) -> Result<Option<Date>, Stop> {
    if said.or(kept).is_some() {
        return Ok(said.or(kept));
    }
    loop {
        let answer = asker.words(None, question, None)?;
        match Date::read_any(&answer) {
            Some(day) => return Ok(Some(day)),
            None if !asker.can_ask() => return Ok(None),
            None => asker.tell("  Please write the day like 2026-05-14."),
        }
    }
}

fn on(day: Day) -> Option<Date> {
    match day {
        Day::On(day) => Some(day),
        Day::Unsaid | Day::Unreadable => None,
    }
}

/// What the decision is about: everything, or items and folders that are there.
fn covers(desk: &Desk, add: &Add, about: &About<'_>, asker: &mut Asker<'_>) -> Result<Covers, Stop> {
    if add.refused {
        return Ok(Covers::Everything);
    }
    if let (true, Some(kept)) = (add.covers.is_empty(), about.kept(|record| record.covers.clone())) {
        return Ok(kept);
    }
    let typed = match add.covers.as_slice() {
        [] => {
            let answer = asker.words(None, COVERS, Some("everything"))?;
            answer.split([',', ' ']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
        typed => typed.to_vec(),
    };
    if typed.iter().any(|one| one.eq_ignore_ascii_case("everything")) {
        return Ok(Covers::Everything);
    }
    let items: Result<Vec<ItemId>, Stop> = typed.iter().map(|one| covered(desk, one)).collect();
    Ok(Covers::These(items?))
}

fn covered(desk: &Desk, typed: &str) -> Result<ItemId, Stop> {
    let folder = typed.trim_matches('/');
    if Kind::of_folder(folder).is_some() {
        return Ok(ItemId::new(folder));
    }
    end::item(desk, typed).cloned()
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
        let ending = end::Closing { what: "Said no", day: record.given_on, today, receipt: None };
        return end::close(&desk, &id, &ending, add.out.as_deref(), terminal);
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

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    /// The flags as typed at a keyboard.
    #[derive(Parser)]
    struct Typed {
        #[command(flatten)]
        add: Add,
    }

    fn typed(flags: &str) -> Add {
        let words = ["add", "mary"].into_iter().chain(flags.split_whitespace());
        Typed::try_parse_from(words).map_or_else(|told| panic!("{told}"), |typed| typed.add)
    }

    fn usual() -> Usual {
        Usual { lines: BTreeMap::from([("how", "signed form".into()), ("told", "Form, version 1".into())]) }
    }

    fn about(kind: PersonKind, usual: &Usual) -> About<'_> {
        About { kind: Some(kind), prior: None, renews: false, today: Date::read_iso("2026-11-20").unwrap(), usual }
    }

    fn answered(kind: PersonKind, flags: &str, answers: &str) -> String {
        let mut asker = Asker::with_answers(answers);
        let usual = usual();
        let record = complete(&typed(flags), &about(kind, &usual), Covers::Everything, &mut asker);
        record.map_or_else(|stop| panic!("{}", stop.says), |record| record.text("\n"))
    }

    #[test]
    fn a_resident_who_decides_is_asked_about_in_nine_short_questions() {
        // Ground, capacity, uses, readers, places, name, how, told, kept, by whom.
        let text = answered(PersonKind::Resident, "", "\n\n\nfamily\n\n\n\n\nOffice\nManager\n");
        let expected = "[[consent]]
decision      = \"given\"
covers        = \"everything\"
uses          = [\"story\", \"photo\", \"name\"]
audiences     = [\"family\"]
channels      = [\"offline\", \"print\"]
identify      = \"first-name\"
basis         = \"own-consent\"
decided_by    = \"self\"
capacity      = \"has-capacity\"
given_on      = 2026-11-20
review_by     = 2027-11-20
how           = \"signed form\"
told          = \"Form, version 1\"
evidence_held = \"Office\"
recorded_by   = \"Manager\"
";
        assert_eq!(text, expected);
    }

    #[test]
    fn who_decides_for_another_is_asked_for_the_paper_or_the_assessment() {
        let attorney = "attorney\nher son\nlasting power of attorney\nsoon\n1 June 2026\n\n\n\n\n\n\nOffice\nManager\n";
        let text = answered(PersonKind::Resident, "", attorney);
        assert!(text.contains("authority_seen_on = 2026-06-01") && text.contains("assessed-lacks"), "{text}");
        let best = "best-interests\nthe manager with her niece\nMCA-1\n2026-06-02\n\n\n\n\n\n\nOffice\nManager\n";
        let text = answered(PersonKind::Resident, "", best);
        assert!(text.contains("assessment_ref = \"MCA-1\"") && text.contains("assessed_on"), "{text}");
        let child = answered(PersonKind::Child, "", "her mother\n\n\n\n\n\n\nOffice\nManager\n");
        assert!(child.contains("\"parent\"") && child.contains("\"her mother\""), "{child}");
    }

    #[test]
    fn capacity_that_comes_and_goes_is_asked_again_after_six_months() {
        let text = answered(PersonKind::Resident, "--capacity fluctuates", "\n\n\n\n\n\n\nOffice\nManager\n");
        assert!(text.contains("= 2027-05-20"), "{text}");
    }

    #[test]
    fn flags_are_enough_and_what_widens_must_be_said() {
        let usual = usual();
        let flags = "--basis own-consent --use story,photo --audience family --channel offline --evidence-held Office \
                     --recorded-by Manager --yes";
        let add = typed(flags);
        let record = complete(&add, &about(PersonKind::Resident, &usual), Covers::Everything, &mut Asker::nobody(true));
        let text = record.map_or_else(|stop| stop.fix, |record| record.text("\n"));
        assert!(text.contains("uses          = [\"story\", \"photo\"]") && text.contains("role-only"), "{text}");

        let few = complete(
            &typed("--yes"),
            &about(PersonKind::Resident, &usual),
            Covers::Everything,
            &mut Asker::nobody(true),
        );
        let fix = few.map_or_else(|stop| stop.fix, |record| record.text("\n"));
        for flag in ["--basis", "--use", "--audience", "--channel", "--evidence-held", "--recorded-by"] {
            assert!(fix.contains(flag), "{flag}: {fix}");
        }
    }
}
