//! The private register: what cannot be read must never widen what may be shown.

use super::{day, folder};
use crate::content::kinds;
use crate::content::parse::parse;
use crate::content::people::{ConsentRecord, Covers, Day, Person, PersonId};
use crate::content::terms::Decision;
use crate::problem::{Problems, Severity};
use crate::sources::{MemorySources, SourcePath};

fn person(text: &str) -> (Person, Vec<String>) {
    let (mut parsed, told) = folder(&[("people/margaret.toml", text)]);
    let told = told.iter().map(|line| line.trim_start_matches("people/margaret.toml:").to_owned()).collect();
    (parsed.register.people.remove(0), told)
}

const MARGARET: &str = "known_as = \"Margaret\"\nnames = [\"Margaret Hughes\"]\nkind = \"resident\"\n";

#[test]
fn a_consent_is_read_whole() {
    let text = format!(
        "{MARGARET}[[consent]]\ncovers = \"everything\"\nuses = [\"story\", \"photo\"]\naudiences = [\"family\"]\n\
         channels = [\"offline\"]\nidentify = \"first-name\"\nbasis = \"own-consent\"\ndecided_by = \"self\"\n\
         capacity = \"has-capacity\"\ngiven_on = 2026-01-10\nhow = \"form\"\ntold = \"3\"\nevidence_held = \"office\"\n\
         recorded_by = \"deputy\"\n[[consent]]\ndecision = \"refused\"\ncovers = [\"stories/x/story.md\", \"albums/y/\"]\n\
         given_on = 2026-02-01\n"
    );
    let (person, told) = person(&text);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(person.alias, "one of our residents");
    assert_eq!(person.consents.len(), 2);
    assert_eq!(person.consents[0].decision, Some(Decision::Given));
    assert_eq!(person.consents[0].withdrawn_on, Day::Unsaid);
    assert_eq!(person.consents[0].given_on, Day::On(day("2026-01-10")));
    assert_eq!(person.consents[1].decision, Some(Decision::Refused));
    let Covers::These(items) = &person.consents[1].covers else { panic!("a list") };
    assert_eq!(items.iter().map(|item| item.as_str()).collect::<Vec<_>>(), ["stories/x", "albums/y"]);
}

#[test]
fn a_withdrawal_that_cannot_be_read_is_still_a_withdrawal() {
    for line in [
        "withdrawn_on = 3 March 2026",
        "withdrawn_on = 03/03/2026",
        "withdrawn_on = \"March\"",
        "withdrawn_on = true",
        "withdrawn_on =",
        "withdrawn_on 2026-03-03",
        "withdrawn_on: 2026-03-03",
        "withdrawn on = 2026-03-03",
        "Withdrawn_on = 2026-03-03",
        "withdrawn = 2026-03-03",
        "withdrew_on = 2026-03-03",
        "wthdrwn_on = 2026-03-03",
        "withdrawn_on = 2026-02-30",
        "withdrawn_on = 2026-03-03\nwithdrawn_on = 2027-03-03",
        "She withdrew on 3 March.",
        "withdrawn_how = \"by telephone\"",
    ] {
        let (person, told) =
            person(&format!("{MARGARET}[[consent]]\n{line}\ngiven_on = 2026-01-10\nuses = [\"story\"]\n"));
        assert_eq!(person.consents[0].withdrawn_on, Day::Unreadable, "{line}");
        assert_eq!(person.consents[0].given_on, Day::On(day("2026-01-10")), "{line}");
        assert_ne!(told, Vec::<String>::new(), "{line}");
    }
}

/// Every single slip of the finger at every place of a person's file.
#[test]
fn no_slip_of_the_finger_undoes_a_withdrawal() {
    let whole = format!(
        "{MARGARET}[[consent]]\nuses = [\"story\"]\nhow = \"form\"\nwithdrawn_on = 2026-03-03\ngiven_on = 2026-01-10\n"
    );
    let id = PersonId::new("margaret");
    let file = SourcePath::new("people/margaret.toml").expect("a path");
    let mut undone = Vec::new();
    for place in 0..whole.len() {
        for slip in ["", "x", "_", " ", "\"", "'", "=", ":", "[", "]", "{", "}", ",", ".", "-", "1", "\\", "\n"] {
            for replaced in 0..=1 {
                let text = format!("{}{slip}{}", &whole[..place], &whole[place + replaced..]);
                let mut problems = Problems::default();
                let person = kinds::person(&id, &file, Some(&text), &mut problems);
                let is_open =
                    |consent: &ConsentRecord| consent.withdrawn_on == Day::Unsaid && consent.given_on != Day::Unsaid;
                if person.consents.iter().any(is_open) {
                    undone.push(text);
                }
            }
        }
    }
    assert!(
        undone.is_empty(),
        "{} cases, such as:\n{}",
        undone.len(),
        undone.iter().take(5).cloned().collect::<Vec<_>>().join("\n---\n")
    );
}

#[test]
fn a_slip_elsewhere_does_not_lose_a_withdrawal() {
    let text =
        format!("{MARGARET}[[consent]\nuses = story\nwithdrawn_on = 2026-03-03\n[consent]\ngiven_on = 2026-04-01\n");
    let (person, _) = person(&text);
    assert_eq!(person.names, ["Margaret Hughes"]);
    assert_eq!(person.consents[0].withdrawn_on, Day::On(day("2026-03-03")));
    assert_eq!(person.consents[1].given_on, Day::On(day("2026-04-01")));
}

#[test]
fn a_misspelt_heading_does_not_lose_a_refusal() {
    for heading in ["[[consents]]", "[[Consent]]", "[consnet]", "[[]]", "[[con sent]]"] {
        let text = format!("{MARGARET}[[consent]]\ngiven_on = 2026-01-01\n{heading}\ndecision = \"refused\"\n");
        let (person, told) = person(&text);
        let refusals = person.consents.iter().filter(|consent| consent.decision == Some(Decision::Refused)).count();
        assert_eq!(refusals, 1, "{heading}");
        assert_ne!(told, Vec::<String>::new(), "{heading}");
    }
}

#[test]
fn the_days_that_end_everything_are_never_lost() {
    for (line, died) in
        [("died_on = 2026-05-01", Some("2026-05-01")), ("died_on = May", None), ("died = 2026-05-01", None)]
    {
        for text in [
            format!("{line}\n{MARGARET}[[consent]]\ngiven_on = 2026-01-01\n"),
            format!("{MARGARET}[[consent]]\ngiven_on = 2026-01-01\n{line}\n"),
        ] {
            let (person, told) = person(&text);
            assert_eq!(person.died_on, died.map(day), "{text}");
            assert_eq!(told.is_empty(), died.is_some(), "{text}");
            let withdrawn = if died.is_some() { Day::Unsaid } else { Day::Unreadable };
            assert_eq!(person.consents[0].withdrawn_on, withdrawn, "{text}");
        }
    }
}

#[test]
fn words_of_a_consent_that_nobody_knows_allow_nothing() {
    let text = format!(
        "{MARGARET}[[consent]]\ndecision = \"maybe\"\nuses = [\"story\", \"fotos\"]\naudiences = [\"everyone\"]\n\
         channels = 3\ncapacity = \"some\"\nbasis = \"own_consent\"\ngiven_on = 2026-01-01\n"
    );
    let (person, told) = person(&text);
    let consent = &person.consents[0];
    assert_eq!((consent.decision, consent.basis, consent.capacity), (None, None, None));
    assert!(consent.capacity_unreadable);
    assert_eq!((consent.uses.len(), consent.audiences.len(), consent.channels.len()), (1, 0, 0));
    assert_eq!(consent.covers, Covers::Everything, "what is not a yes may be a no to everything");
    assert_eq!(told.len(), 6, "{told:?}");
}

#[test]
fn a_person_whose_file_cannot_be_read_agreed_to_nothing() {
    let mut sources = MemorySources::default();
    sources.put("people/margaret.toml", b"\xff\xd8\0\0".to_vec());
    let mut problems = Problems::default();
    let parsed = parse(&sources, &mut problems);
    assert_eq!(parsed.register.people.len(), 1);
    assert_eq!(parsed.register.people[0].consents.len(), 0);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["file-not-text", "person-unreadable"]);
}

#[test]
fn messages_about_people_never_repeat_what_is_written() {
    let text = "known_as = Zebedee\nnames = [Zebedee]\nkind = \"our Zebedee\"\nalias = [\"Zebedee\"]\nZebedee\n\
                [[consent]]\ncovers = [Zebedee]\nuses = [\"Zebedee Smith\"]\ngiven_on = \"Zebedee\"\nhow = Zebedee\n";
    let mut sources = MemorySources::default();
    sources.put("people/z.toml", text);
    let mut problems = Problems::default();
    parse(&sources, &mut problems);
    assert!(problems.count(Severity::Error) >= 9);
    for problem in problems.iter() {
        let words = format!("{} {} {}", problem.says, problem.means, problem.fix);
        assert!(!words.contains("Zebedee"), "{words}");
    }
}

#[test]
fn an_exception_needs_somebody_who_answers_for_it() {
    let whole = "[[allow]]\nword = \"May\"\nfile = \"stories/x.md\"\nreason = \"month\"\nby = \"Sam\"\n";
    let (parsed, told) =
        folder(&[("people/exceptions.toml", whole), ("people/issued.toml", "[[copy]]\nmark = \"7K4-QD\"\n")]);
    assert_eq!((parsed.register.exceptions.len(), parsed.register.people.len(), told.len()), (1, 0, 0));
    for line in whole.lines().skip(1) {
        let (parsed, told) = folder(&[("people/exceptions.toml", &whole.replace(&format!("{line}\n"), ""))]);
        assert_eq!(parsed.register.exceptions.len(), 0, "{line}");
        assert_eq!(told, ["people/exceptions.toml:1 exception-incomplete"], "{line}");
    }
}
