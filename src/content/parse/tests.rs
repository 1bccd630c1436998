//! What a folder in memory gives: values, and problems at their places.

use super::{Parsed, parse};
use crate::content::Date;
use crate::content::item::{Detail, Intended, Item, Who};
use crate::content::people::{Covers, Day, Person};
use crate::content::terms::{Audience, Decision, Hosted, PagePlace, State};
use crate::problem::Problems;
use crate::sources::MemorySources;

fn folder(files: &[(&str, &str)]) -> (Parsed, Vec<String>) {
    let mut sources = MemorySources::default();
    for (path, text) in files {
        sources.put(path, *text);
    }
    let mut problems = Problems::default();
    let parsed = parse(&sources, &mut problems);
    let told = problems.iter().map(|problem| format!("{}:{} {}", problem.at.file, problem.at.line, problem.code));
    (parsed, told.collect())
}

fn one(path: &str, text: &str) -> (Item, Vec<String>) {
    let (mut parsed, told) = folder(&[(path, text)]);
    assert_eq!(parsed.items.len(), 1, "{told:?}");
    (parsed.items.remove(0), told)
}

fn told_in(path: &str, text: &str) -> Vec<String> {
    let (_, told) = folder(&[(path, text)]);
    told.iter().map(|line| line.trim_start_matches(path).trim_start_matches(':').to_owned()).collect()
}

fn day(text: &str) -> Date {
    Date::read_iso(text).expect("a day")
}

fn people(who: &Who) -> Option<Vec<&str>> {
    match who {
        Who::Unsaid => None,
        Who::These(people) => Some(people.iter().map(|person| person.person.as_str()).collect()),
    }
}

#[test]
fn ten_mistakes_are_told_at_once_and_good_lines_still_count() {
    let text = "\
+++
title = Garden club
date = 14/05/2026
summary = \u{201c}Beans\u{201d}
ref \"S-014\"
told_by = \"a daughter
review_by = 2026-02-30
tags = [\"garden\", \"food\"
evidence_kind: \"experience\"
decorative = yes
source date = 2026-05-01
noticed = \"Nobody could reach the beds.\"
people = [\"margaret\"]
did = \"one\"
did = \"two\"
+++
Words.
";
    let (item, told) = one("stories/garden.md", text);
    let expected: Vec<String> = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15]
        .iter()
        .map(|n| format!("stories/garden.md:{n} facts-unreadable"))
        .collect();
    assert_eq!(told, expected);
    assert_eq!(people(&item.people), Some(vec!["margaret"]));
    let Detail::Story(story) = &item.detail else { panic!("a story") };
    assert_eq!(story.noticed.as_ref().map(|line| line.uncleared()), Some("Nobody could reach the beds."));
    assert_eq!(story.did, None, "nobody can tell which of the two counts");
}

#[test]
fn facts_over_several_lines_survive_a_slip_elsewhere() {
    let text = "+++\ntitle = oops\ntags = [\n  \"a\", # one\n  \"b\",\n]\ndid = \"\"\"\nWe asked\n= and did.\n\"\"\"\n\
                people = []\n[[photo]]\nfile = \"beans.jpg\"\nalt = x\n+++\n";
    let (parsed, told) = folder(&[("stories/2026-01-02-a.md", text), ("stories/beans.jpg", "x")]);
    assert_eq!(told, ["stories/2026-01-02-a.md:2 facts-unreadable", "stories/2026-01-02-a.md:14 facts-unreadable"]);
    let item = &parsed.items[0];
    assert_eq!(item.tags.len(), 2);
    assert_eq!(item.photos.len(), 1);
    assert_eq!(item.photos[0].people, Who::Unsaid);
    let Detail::Story(story) = &item.detail else { panic!("a story") };
    assert_eq!(story.did.as_ref().map(|line| line.uncleared()), Some("We asked = and did."));
    assert_eq!(story.did.as_ref().map(|line| line.at().line), Some(7));
}

#[test]
fn titles_and_days_come_from_the_nearest_place_that_has_them() {
    let cases: [(&str, &str, &str, Option<&str>); 8] = [
        ("stories/x.md", "+++\ntitle = \"One\"\ndate = 2026-05-14\n+++\n# Two\n", "One", Some("2026-05-14")),
        ("stories/2026-05-14-garden-club.md", "# Two\nWords", "Two", Some("2026-05-14")),
        ("stories/2026-05-14-garden-club.md", "Words", "Garden club", Some("2026-05-14")),
        ("stories/2026-05-14-garden-club.md", "+++\ndate = 2026-06-01\n+++\n", "Garden club", Some("2026-06-01")),
        ("stories/2026-05-14-garden-club/story.md", "Words", "Garden club", Some("2026-05-14")),
        ("stories/2026-05-14-garden-club/index.md", "Words", "Garden club", Some("2026-05-14")),
        ("stories/2026-05-14.md", "Words", "14 May 2026", Some("2026-05-14")),
        ("stories/\u{e9}lan_vital.md", "", "\u{c9}lan vital", None),
    ];
    for (path, text, title, date) in cases {
        let (item, told) = one(path, text);
        assert_eq!(item.title.uncleared(), title, "{path}");
        assert_eq!(item.date, date.map(day), "{path}");
        assert_eq!(told.len(), usize::from(date.is_none()), "{told:?}");
    }
}

#[test]
fn an_id_is_the_path_without_its_ending() {
    for (path, text, id) in [
        ("stories/a/story.md", "# A", "stories/a"),
        ("stories/a.md", "# A", "stories/a"),
        ("records/fire.toml", "title = \"Fire\"", "records/fire"),
        ("self-assessment/safe/self-assessment.md", "# A", "self-assessment/safe"),
        ("audits/medicines/audit.toml", "title = \"A\"", "audits/medicines"),
        ("feedback/summer.csv", "role,words\nx,\"a\nb\"\n", "feedback/summer#2"),
    ] {
        assert_eq!(one(path, text).0.id.as_str(), id);
    }
    let (parsed, told) = folder(&[("stories/a.md", "# A"), ("stories/a/story.md", "# B"), ("stories/a/index.md", "")]);
    assert_eq!(parsed.items.len(), 1);
    assert_eq!(told.iter().filter(|line| line.ends_with("same-item-twice")).count(), 2, "{told:?}");
}

#[test]
fn people_that_cannot_be_read_are_never_nobody() {
    for (facts, expected) in [
        ("people = []", Some(vec![])),
        ("people = \"nobody recognisable\"", Some(vec![])),
        ("people = [\"margaret\", \"people/tom.toml\"]", Some(vec!["margaret", "tom"])),
        ("people = \"margaret\"", Some(vec!["margaret"])),
        ("people = [margaret]", None),
        ("people = [\"margaret\", 3]", None),
        ("people = true", None),
        ("people = []\npeople = [\"margaret\"]", None),
        ("peopel = []", None),
        ("", None),
    ] {
        let (item, _) = one("stories/2026-01-01-x.md", &format!("+++\n{facts}\n+++\n"));
        assert_eq!(people(&item.people), expected, "{facts}");
    }
}

#[test]
fn an_audience_that_cannot_be_read_is_smaller_never_larger() {
    for (facts, expected) in [
        ("", Intended::Unsaid),
        ("audience = \"all\"", Intended::All),
        ("audience = [\"public\", \"familly\"]", Intended::These(vec![Audience::Public])),
        ("audience = [\"everyone\"]", Intended::These(vec![])),
        ("audience = 3", Intended::Unsaid),
    ] {
        assert_eq!(one("stories/2026-01-01-x.md", &format!("+++\n{facts}\n+++\n")).0.intended, expected, "{facts}");
    }
}

#[test]
fn keys_and_types_are_told_with_their_place() {
    for (facts, expected) in [
        ("titel = \"x\"", "2 unknown-key"),
        ("title = true", "2 wrong-type"),
        ("\n\ndate = 12", "4 wrong-type"),
        ("date = \"14/05/2026\"", "2 date-as-text"),
        ("date = \"soon\"", "2 wrong-type"),
        ("date = 1066-10-14", "2 wrong-type"),
        ("tags = 3", "2 wrong-type"),
        ("evidence_kind = \"experiance\"", "2 unknown-word"),
        ("photo = \"beans.jpg\"", "2 wrong-type"),
        ("[[photo]]\nalt = \"x\"", "2 key-missing"),
        ("[[photo]]\nfile = \"b.jpg\"\nrotate = 45", "4 wrong-type"),
        ("[[photo]]\nfile = \"b.jpg\"\ncrop = [1, 2, 3]", "4 wrong-type"),
        ("[[photo]]\nfile = \"../b.jpg\"", "3 file-outside"),
        ("[[photo]]\nfile = \"/b.jpg\"", "3 file-outside"),
        ("[[photo]]\nfile = \"C:\\\\b.jpg\"", "3 file-outside"),
        ("[[photo]]\nfile = \"c.jpg\"", "3 file-missing"),
        ("[[photo]\nfile = \"b.jpg\"", "2 facts-unreadable"),
    ] {
        let text = format!("+++\n{facts}\n+++\n");
        let (_, told) = folder(&[("stories/2026-01-01-x.md", &text), ("stories/b.jpg", "x")]);
        assert_eq!(told, [format!("stories/2026-01-01-x.md:{expected}")], "{facts}");
    }
}

#[test]
fn a_photo_whose_cover_cannot_be_read_is_dropped() {
    let photo = |facts: &str| {
        let text = format!("+++\n[[photo]]\nfile = \"b.jpg\"\n{facts}\n+++\n");
        folder(&[("albums/a/album.md", &text), ("albums/a/b.jpg", "x")]).0.items.remove(0).photos
    };
    assert_eq!(photo("cover = [[1, 2, 3, 4], [5, 6, 7, 8]]")[0].cover.len(), 2);
    assert_eq!(photo("cover = [1, 2, 3, 4]")[0].cover.len(), 1);
    assert_eq!(photo("rotate = 270")[0].quarter_turns, 3);
    for facts in ["cover = [[1, 2, 3]]", "cover = [1, 2, -3, 4]", "cover = 1, 2, 3, 4", "crop = \"all\"", "rotate = 4"]
    {
        assert_eq!(photo(facts).len(), 0, "{facts}");
    }
}

#[test]
fn photos_of_an_album_show_the_people_of_the_album() {
    let text = "+++\npeople = [\"tom\"]\n[[photo]]\nfile = \"a.jpg\"\n[[photo]]\nfile = \"b.jpg\"\npeople = []\n\
                [[photo]]\nfile = \"b.jpg\"\npeople = 3\n+++\n";
    let files = [("albums/a/album.md", text), ("albums/a/a.jpg", ""), ("albums/a/b.jpg", "")];
    let album = folder(&files).0.items.remove(0);
    let who: Vec<_> = album.photos.iter().map(|photo| people(&photo.people)).collect();
    assert_eq!(who, [Some(vec!["tom"]), Some(vec![]), None]);
}

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
    assert_eq!(consent.covers, Covers::Nothing);
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
    assert!(problems.count(crate::problem::Severity::Error) >= 9);
    for problem in problems.iter() {
        let words = format!("{} {} {}", problem.says, problem.means, problem.fix);
        assert!(!words.contains("Zebedee"), "{words}");
    }
}

#[test]
fn an_exception_needs_somebody_who_answers_for_it() {
    let whole = "[[allow]]\nword = \"May\"\nfile = \"stories/x.md\"\nreason = \"month\"\nby = \"Sam\"\n";
    let (parsed, told) = folder(&[("people/exceptions.toml", whole), ("people/issued.toml", "whatever [")]);
    assert_eq!((parsed.register.exceptions.len(), told.len()), (1, 0));
    for line in whole.lines().skip(1) {
        let (parsed, told) = folder(&[("people/exceptions.toml", &whole.replace(&format!("{line}\n"), ""))]);
        assert_eq!(parsed.register.exceptions.len(), 0, "{line}");
        assert_eq!(told, ["people/exceptions.toml:1 exception-incomplete"], "{line}");
    }
}

#[test]
fn settings_have_usual_values() {
    let (parsed, told) = folder(&[("carefolio.toml", "[service]\nname = \"Rosewood House\"\n")]);
    assert_eq!(told, Vec::<String>::new());
    let settings = parsed.settings.expect("settings");
    assert_eq!(settings.frameworks[0].typed, "cqc-saf");
    let editions: Vec<_> = settings.editions.iter().map(|edition| (edition.name.as_str(), edition.hosted)).collect();
    let offline = |name| (name, Hosted::Offline);
    assert_eq!(editions, [("public", Hosted::Open), offline("family"), offline("commissioner"), offline("inspector")]);
}

#[test]
fn settings_are_read_and_slips_in_them_are_told() {
    let text = "\
frameworks = [\"cqc-saf\", \"cqc-kloe-2017\"]
[service]
name = \"Rosewood House\"
beds = 40
[rating]
overall = \"good\"
safe = \"good\"
published = 2025-03-04
[editions.zoe]
audience = \"family\"
hosted = \"open\"
base_url = \"https://example.org/family/\"
period = { from = 2026-04-01, to = 2027-03-31 }
[editions.commissioner]
exact_figures = true
exact_figures_reason = \"Contract 12\"
[editions.inspector]
self_assessment = true
";
    let (parsed, told) = folder(&[("carefolio.toml", text)]);
    assert_eq!(told, Vec::<String>::new());
    let settings = parsed.settings.expect("settings");
    assert_eq!(settings.rating.as_ref().map(|rating| rating.questions.len()), Some(1));
    let names: Vec<_> = settings.editions.iter().map(|edition| edition.name.as_str()).collect();
    assert_eq!(names, ["zoe", "commissioner", "inspector"]);
    assert_eq!(settings.editions[0].base_url.as_deref(), Some("https://example.org/family"));
    assert!(settings.editions[0].period.is_some());
    assert!(settings.editions[1].exact_figures && !settings.editions[0].exact_figures);
    assert!(settings.editions[2].self_assessment && settings.editions[2].coverage);
    let service = "[service]\nname = \"R\"\n";
    for (text, expected) in [
        ("", "0 service-name-missing"),
        ("[service]\nkind = \"care-home\"", "1 service-name-missing"),
        (&format!("{service}[policy]\nbest_interests_may_be_public = true"), "4 reason-missing"),
        (&format!("{service}[editions.family]\nexact_figures = true"), "4 reason-missing"),
        (
            &format!("{service}[editions.family]\nexact_figures = true\nexact_figures_reason = \"x\""),
            "4 exact-figures-not-here",
        ),
        (&format!("{service}[editions.family]\nself_assessment = true"), "4 inspector-only-setting"),
        (&format!("{service}[editions.\"Our Family\"]\naudience = \"family\""), "3 edition-name"),
        (&format!("{service}[editions.friends]\ntitle = \"x\""), "3 edition-without-audience"),
        (&format!("{service}[editions.family]\nbase_url = \"rosewood.org\""), "4 web-address"),
        (&format!("{service}[edition.family]\n"), "3 unknown-key"),
        (&format!("theem = \"x\"\n{service}"), "1 unknown-key"),
    ] {
        assert_eq!(told_in("carefolio.toml", text), [expected], "{text}");
    }
}

#[test]
fn an_audit_is_joined_from_its_files() {
    let (parsed, told) = folder(&[
        (
            "audits/medicines/audit.toml",
            "title = \"Medicines\"\nchecks = \"Charts\"\ntarget = 95\nhow_often = \"monthly\"\n",
        ),
        (
            "audits/medicines/2026-05.toml",
            "passed = 19\nsample_size = 20\n[[action]]\nwhat = \"Label\"\ndone = 2026-06-01\n",
        ),
        ("audits/medicines/2026-03.toml", "value = 90\n[[action]]\nwhat = \"Train\"\nowner = \"Lead\"\n"),
        ("audits/medicines/results.csv", "period,value,action\n2026-04,92%,\n2026-04,,Check again\n2026-05,95,\n"),
        ("audits/medicines/notes.toml", "x = 1"),
        ("audits/other/2026-01.toml", "value = 3"),
    ]);
    assert_eq!(
        told,
        [
            "audits/medicines/notes.toml:0 file-not-used",
            "audits/medicines/results.csv:4 period-twice",
            "audits/other/2026-01.toml:0 audit-without-description",
        ]
    );
    let Detail::Audit(audit) = &parsed.items[0].detail else { panic!("an audit") };
    let results: Vec<_> = audit.results.iter().map(|r| (r.period.iso(), r.value, r.actions.len())).collect();
    let expected = [("2026-03", 90.0), ("2026-04", 92.0), ("2026-05", 95.0)];
    assert_eq!(results, expected.map(|(period, value)| (period.to_owned(), Some(value), 1)));
    assert_eq!(audit.results[0].actions[0].state, Some(State::Planned));
    assert_eq!(audit.results[2].actions[0].state, Some(State::Done));
}

#[test]
fn a_figure_is_joined_with_its_values() {
    let (parsed, told) = folder(&[
        ("figures/falls.toml", "title = \"Falls\"\nbetter = \"down\"\ncounts = \"people\"\n"),
        ("figures/falls.csv", "Period;Value\n2026-05;3\n2026-04;1,5\n2026-03;2\nMay;1\n2026-05;9\n"),
        ("figures/beds.toml", "title = \"Beds\"\n"),
        ("figures/lost.csv", "period,value\n"),
    ]);
    assert_eq!(
        told,
        [
            "figures/beds.toml:0 figure-without-values",
            "figures/falls.csv:3 wrong-cell",
            "figures/falls.csv:5 period-unreadable",
            "figures/falls.csv:6 period-twice",
            "figures/lost.csv:0 file-not-used",
        ]
    );
    let Detail::Figure(figure) = &parsed.items[1].detail else { panic!("a figure") };
    assert_eq!(figure.points.iter().map(|point| point.period.iso()).collect::<Vec<_>>(), ["2026-03", "2026-05"]);
}

#[test]
fn rows_of_feedback_are_items_of_their_own() {
    let text = "date,words,role,what,people,audience,supports\n\
                14/05/2026,\"Lovely,\nreally\",relative,compliment,nobody,all,caring saf:safety\n\
                2026-06-01,Fine,,,margaret tom,public|family,\n\
                ,Quiet,,,,,\n,,relative,,,,\n";
    let (parsed, told) = folder(&[("feedback/summer.csv", text)]);
    assert_eq!(told, ["feedback/summer.csv:6 key-missing"]);
    let found: Vec<_> = parsed.items.iter().map(|item| (item.id.as_str(), people(&item.people))).collect();
    assert_eq!(
        found,
        [
            ("feedback/summer#2", Some(vec![])),
            ("feedback/summer#4", Some(vec!["margaret", "tom"])),
            ("feedback/summer#5", None),
        ]
    );
    assert_eq!(parsed.items[0].date, Some(day("2026-05-14")));
    assert_eq!(parsed.items[0].supports.len(), 2);
    assert_eq!(parsed.items[0].intended, Intended::All);
    assert_eq!(parsed.items[1].intended, Intended::These(vec![Audience::Public, Audience::Family]));
}

#[test]
fn a_film_has_its_captions_and_transcript() {
    let text = "+++\nfile = \"a.mp4\"\ncaptions = \"a.vtt\"\ntranscript = \"said.md\"\n+++\nWords\n";
    let (parsed, told) = folder(&[
        ("films/garden/film.md", text),
        ("films/garden/a.mp4", "x"),
        ("films/garden/a.vtt", "WEBVTT\n"),
        ("films/garden/said.md", "Hello"),
        ("films/garden/notes.md", "Not used"),
    ]);
    assert_eq!(told, ["films/garden/notes.md:0 file-not-used"]);
    let Detail::Film(film) = &parsed.items[0].detail else { panic!("a film") };
    assert!(film.captions_text.is_some() && film.transcript.is_some());
    let (item, told) = one("films/x.md", "+++\nlink = \"https://example.org\"\n+++\nA\n\n## Transcript\nHello\n");
    assert_eq!(told, Vec::<String>::new());
    let Detail::Film(film) = &item.detail else { panic!("a film") };
    assert_eq!(film.transcript.as_ref().map(|words| words.at.line), Some(7));
    assert_eq!(told_in("films/x.md", "+++\nfile = \"x.md\"\n+++\n"), ["2 file-of-wrong-sort"]);
    assert_eq!(told_in("films/x.md", "Words"), ["0 film-without-file"]);
}

#[test]
fn a_page_knows_its_place_from_its_name() {
    for (path, text, place) in [
        ("pages/fees.md", "", PagePlace::Fees),
        ("pages/fees/page.md", "", PagePlace::Fees),
        ("pages/our-garden.md", "", PagePlace::Other),
        ("pages/our-garden.md", "+++\nplace = \"food\"\n+++\n", PagePlace::Food),
    ] {
        let Detail::Page(page) = one(path, text).0.detail else { panic!("a page") };
        assert_eq!(page.place, place, "{path}");
    }
}

#[test]
fn themes_of_learning_and_what_it_is_about_share_a_word() {
    let Detail::Learning(learning) = one("learning/a.toml", "theme = \"Falls\"\n").0.detail else { panic!("learning") };
    assert!(learning.theme.is_some() && learning.themes.is_empty());
    let text = "period = 2026\n[[theme]]\nwhat = \"Falls\"\ncount = 3\n";
    let Detail::Learning(learning) = one("learning/a.toml", text).0.detail else { panic!("learning") };
    assert_eq!(learning.themes.len(), 1);
}

#[test]
fn files_that_are_not_content_are_told_only_where_somebody_may_wonder() {
    let advised: [(&str, &str); 18] = [
        ("storys/x.md", "storys:0 unknown-folder"),
        ("stories/Thumbs.db", "stories/Thumbs.db:0 stray-file"),
        ("stories/x (1).md", "stories/x (1).md:0 stray-file"),
        ("stories/x.md~", "stories/x.md~:0 stray-file"),
        ("stories/x.md.bak", "stories/x.md.bak:0 stray-file"),
        ("stories/~$x.docx", "stories/~$x.docx:0 stray-file"),
        ("stories/x (Sam's conflicted copy).md", "stories/x (Sam's conflicted copy).md:0 stray-file"),
        ("people/x-DESKTOP-1.toml", "people/x-DESKTOP-1.toml:0 stray-file"),
        ("stories/x.docx", "stories/x.docx:0 file-not-used"),
        ("stories/x.toml", "stories/x.toml:0 file-not-used"),
        ("stories/x.md.txt", "stories/x.md.txt:0 file-not-used"),
        ("stories/x/notes.md", "stories/x/notes.md:0 file-not-used"),
        ("stories/2026/x/story.md", "stories/2026/x/story.md:0 file-not-used"),
        ("people/old/x.toml", "people/old/x.toml:0 file-not-used"),
        ("people/x.md", "people/x.md:0 file-not-used"),
        ("audits/x.toml", "audits/x.toml:0 file-not-used"),
        ("notes.md", "notes.md:0 file-not-used"),
        ("carefolio.toml.txt", "carefolio.toml.txt:0 file-not-used"),
    ];
    for (path, expected) in advised {
        assert_eq!(folder(&[(path, "x = 1")]).1, [expected]);
    }
    for path in [
        "README.md",
        "LICENCES.md",
        "notes.txt",
        "stories/beans (1).jpg",
        "stories/x/beans.jpg",
        "stories/README.md",
        "albums/a/LICENCES.md",
        "surveys/raw.csv",
        "inbox/Thumbs.db",
        "inbox/x.docx",
        "out/public/index.html",
        "people/scan.pdf",
        "people/issued.toml",
        "frameworks/notes.txt",
        ".carefolio/journal",
    ] {
        assert_eq!(folder(&[(path, "x = 1")]).1, Vec::<String>::new(), "{path}");
    }
}

#[test]
fn frameworks_and_themes_are_handed_on_as_they_are() {
    let (parsed, _) = folder(&[("frameworks/ours.toml", "id = \"ours\""), ("theme/css/site.css", "body {}")]);
    assert_eq!(parsed.frameworks.len(), 1);
    assert_eq!(parsed.theme, [("css/site.css".to_owned(), b"body {}".to_vec())]);
}

#[test]
fn a_very_long_text_is_read() {
    let text = format!("+++\ndate = 2026-01-01\n+++\n# Long\n{}", "A line of words.\n".repeat(300_000));
    let (item, told) = one("stories/long.md", &text);
    assert_eq!((item.title.uncleared(), told.len()), ("Long", 0));
}
