//! What a record needs to say: from flags, from an earlier record, or asked for, at most what is lacking.

use std::collections::BTreeMap;

use super::args::Add;
use super::{Desk, end};
use crate::cli::Stop;
use crate::cli::ask::{Asker, Question};
use crate::consent::file::PersonFile;
use crate::consent::record::NewRecord;
use crate::content::dates::Date;
use crate::content::people::{ConsentRecord, Covers, Day};
use crate::content::terms::{Audience, Basis, Capacity, Channel, Decision, Identify, PersonKind, Term, Use};
use crate::content::{ItemId, Kind};

/// A record that another one follows.
pub struct Prior<'p> {
    /// It.
    pub record: &'p ConsentRecord,
    /// The file it stands in.
    pub file: &'p PersonFile,
    /// Its place among the records of the file.
    pub index: usize,
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
    /// Looks through the register.
    pub fn of(desk: &Desk) -> Usual {
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

/// Whom and what the record is about.
pub struct About<'a> {
    /// Who they are.
    pub kind: Option<PersonKind>,
    /// The record before.
    pub prior: Option<Prior<'a>>,
    /// Whether it is the same yes again.
    pub renews: bool,
    /// The day.
    pub today: Date,
    /// What most records say.
    pub usual: &'a Usual,
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
pub fn complete(add: &Add, about: &About<'_>, covers: Covers, asker: &mut Asker<'_>) -> Result<NewRecord, Stop> {
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
        // The form is the one that is printed here, unless somebody says otherwise.
        let settled = usual.is_some() && (key == "told" || (about.renews && key == "evidence_held"));
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
pub fn covers(desk: &Desk, add: &Add, about: &About<'_>, asker: &mut Asker<'_>) -> Result<Covers, Stop> {
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
        // Ground, capacity, uses, readers, places, name, how, kept, by whom.
        let text = answered(PersonKind::Resident, "", "\n\n\nfamily\n\n\n\nOffice\nManager\n");
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
        let attorney = "attorney\nher son\nlasting power of attorney\nsoon\n1 June 2026\n\n\n\n\n\nOffice\nManager\n";
        let text = answered(PersonKind::Resident, "", attorney);
        assert!(text.contains("authority_seen_on = 2026-06-01") && text.contains("assessed-lacks"), "{text}");
        let best = "best-interests\nthe manager with her niece\nMCA-1\n2026-06-02\n\n\n\n\n\nOffice\nManager\n";
        let text = answered(PersonKind::Resident, "", best);
        assert!(text.contains("assessment_ref = \"MCA-1\"") && text.contains("assessed_on"), "{text}");
        let child = answered(PersonKind::Child, "", "her mother\n\n\n\n\n\nOffice\nManager\n");
        assert!(child.contains("\"parent\"") && child.contains("\"her mother\""), "{child}");
    }

    #[test]
    fn capacity_that_comes_and_goes_is_asked_again_after_six_months() {
        let text = answered(PersonKind::Resident, "--capacity fluctuates", "\n\n\n\n\n\nOffice\nManager\n");
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
