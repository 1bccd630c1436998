//! Whatever is wrong, a message says where and what to do, and never a word that somebody wrote about people. Names of files,
//! of keys and of people's files are said; so is a word that stands where one of a few words must.

use carefolio::content::Date;
use carefolio::pipeline::{self, Nowhere, Pdfs, Request};
use carefolio::sources::MemorySources;
use proptest::prelude::*;

use crate::folders::{Folder, MARGARET, SETTINGS, TODAY, program, run};
use crate::leaks::cases;

/// What stands in every place where people write in their own words.
const SECRET: &str = "Quokka";

/// Ways to write a fact, most of them wrong.
const SLIPS: [&str; 18] = [
    "KEY = \"SECRET\"",
    "KEY = \u{201c}SECRET\u{201d}",
    "KEY = SECRET",
    "KEY: SECRET",
    "KEY \"SECRET\"",
    "KEY = \"SECRET",
    "KEY = SECRET\"",
    "KEY = \"a \"SECRET\" b\"",
    "KEY = [\"SECRET\"]",
    "KEY = [\"SECRET\"",
    "KEY = { a = \"SECRET\" }",
    "KEY = 'SECRET'\nKEY = 'SECRET'",
    "KEY = '''SECRET\nSECRET'''",
    "KEY = \"\"\"SECRET",
    "KEY = \"SECRET\\q\"",
    "KEY = \"<b>SECRET</b> [SECRET](nowhere.md)\"",
    "KEY = \"SECRET\u{202e}\" # SECRET",
    "KEY = \"SECRET\" SECRET",
];

/// Facts that are told in people's own words.
const OF_STORIES: [&str; 14] = [
    "title",
    "summary",
    "noticed",
    "did",
    "difference",
    "told_by",
    "goal",
    "outcome",
    "record_held",
    "record_owner",
    "said",
    "role",
    "alt",
    "caption",
];
const OF_PEOPLE: [&str; 14] = [
    "known_as",
    "names",
    "alias",
    "how",
    "told",
    "evidence_held",
    "recorded_by",
    "withdrawn_how",
    "decided_by",
    "assessment_ref",
    "died_on",
    "left_on",
    "given_on",
    "review_by",
];

const WORDS: [&str; 12] = [
    "SECRET went out.",
    "# SECRET",
    "<b>SECRET</b> <!-- SECRET -->",
    "[SECRET](nowhere.md)",
    "[SECRET](javascript:1)",
    "![SECRET](nowhere.jpg)",
    "![SECRET](https://example.org/x.jpg)",
    "[SECRET](person:nobody) and [SECRET](person:margaret)",
    "[SECRET](person:some body)",
    "SECRET\u{200b} and [^SECRET]",
    "| SECRET |\n|---|\n| SECRET |",
    "```SECRET\nSECRET\n```",
];

fn fact(keys: &'static [&'static str]) -> impl Strategy<Value = String> {
    let (key, slip) = (prop::sample::select(keys), prop::sample::select(SLIPS.to_vec()));
    (key, slip).prop_map(|(key, slip)| slip.replace("KEY", key).replace("SECRET", SECRET) + "\n")
}

fn facts(keys: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(fact(keys), 0..6).prop_map(|facts| facts.concat())
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..4)
        .prop_map(|words| words.join("\n\n").replace("SECRET", SECRET))
}

/// A home in which people wrote in their own words, with slips.
fn files(of_story: &str, of_person: &str, words: &str) -> Vec<(&'static str, String)> {
    let story = |people: &str| format!("+++\ndate = 2026-02-01\n{people}audience = \"all\"\n{of_story}+++\n{words}\n");
    vec![
        ("carefolio.toml", format!("{}[editions.family]\nformats = [\"web\"]\n", SETTINGS.replace("tiny", "cqc-saf"))),
        ("people/margaret.toml", format!("{MARGARET}{of_person}")),
        (
            "people/other.toml",
            format!("kind = \"resident\"\nnames = [\"{SECRET} {SECRET}\"]\nalias = \"{SECRET}\"\n{of_person}"),
        ),
        ("people/exceptions.toml", format!("[[exception]]\nword = \"{SECRET}\"\nreason = \"{SECRET}\"\n{of_person}")),
        ("stories/a.md", story("people = [\"margaret\"]\n")),
        ("stories/b.md", story("people = []\n")),
        ("stories/c.md", words.to_owned()),
        ("improvements/d.md", story("")),
        ("albums/e/album.md", story("people = [\"nobody-known\"]\n")),
        ("albums/e/photos.csv", format!("file,caption,alt\nnowhere.jpg,{SECRET},\"{SECRET}\n")),
        (
            "feedback/f.csv",
            format!("date,words,role,people,audience\n31/02/2026,{SECRET},{SECRET},other,all\n{SECRET},{SECRET}\n"),
        ),
        ("figures/g.csv", "period,value\nlast year,many\n".to_owned()),
    ]
}

fn today() -> Date {
    Date::read_iso(TODAY).expect("a day")
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn no_message_says_what_people_wrote(
        of_story in facts(&OF_STORIES),
        of_person in facts(&OF_PEOPLE),
        words in words(),
    ) {
        let mut sources = MemorySources::default();
        for (path, text) in files(&of_story, &of_person, &words) {
            sources.put(path, text);
        }
        let request = Request { pdfs: Pdfs::Leave, despite_errors: true, ..Request::on(today()) };
        let outcome = pipeline::run(&sources, &request, &Nowhere).expect("memory is never full");
        prop_assert!(outcome.problems.iter().next().is_some(), "something is always wrong here");
        for problem in outcome.problems.iter() {
            for said in [&problem.says, &problem.means, &problem.fix, &problem.at.to_string()] {
                prop_assert!(!said.contains(SECRET), "{} {}: {said}\n{of_story}{of_person}{words}", problem.at, problem.code);
            }
        }
    }
}

/// The real program, in every way to print: the register is quoted nowhere, and what travels quotes nothing at all.
#[test]
fn no_way_to_print_says_what_people_wrote() {
    let mut lines_shown = 0;
    for (turn, slip) in SLIPS.iter().enumerate() {
        let fact = |keys: &[&str]| slip.replace("KEY", keys[turn % keys.len()]).replace("SECRET", SECRET) + "\n";
        // In the stories stands another word: a terminal shows the line that is wrong to whoever wrote it.
        let (of_story, of_person) = (fact(&OF_STORIES).replace(SECRET, "Wombat"), fact(&OF_PEOPLE));
        let words = WORDS[turn % WORDS.len()].replace("SECRET", "Wombat");
        let folder = Folder::new();
        for (path, text) in files(&of_story, &of_person, &words) {
            let in_register = path.starts_with("people/");
            folder.put(path, if in_register { text } else { text.replace(SECRET, "Wombat") });
        }
        let home = folder.text_at("home");
        let check: &[&str] = &["check", &home, "--today", TODAY, "-v"];
        let build: &[&str] = &["build", &home, "--today", TODAY];
        for (command, format) in
            [(check, "text"), (check, "json"), (check, "short"), (check, "github"), (build, "json")]
        {
            let said = run(&mut program(&[command, &["--format", format]].concat())).said;
            assert!(!said.contains(SECRET), "{format}: {said}");
            assert!(format == "text" || !said.contains("Wombat"), "{format}: {said}");
            lines_shown += usize::from(said.contains("Wombat"));
        }
    }
    assert!(lines_shown > 5, "the words were hardly ever near a mistake");
}
