//! The commands that help an author on: `add`, `gaps`, `migrate` and `explain`, as the real program on real folders.

use std::fs;

use crate::folders::{Folder, Run, TODAY, program, run, tree};

const KINDS: [&str; 21] = [
    "story",
    "feedback",
    "compliment",
    "comment",
    "complaint",
    "survey",
    "improvement",
    "audit",
    "figure",
    "learning",
    "finding",
    "award",
    "commitment",
    "film",
    "record",
    "album",
    "event",
    "page",
    "self-assessment",
    "person",
    "stories",
];

/// A home with the framework that is in force.
fn saf_home(frameworks: &str) -> Folder {
    let folder = Folder::new();
    folder.put("carefolio.toml", format!("{frameworks}[service]\nname = \"Rosewood House\"\n"));
    folder
}

fn carefolio(folder: &Folder, arguments: &[&str]) -> Run {
    run(program(arguments).current_dir(folder.home()))
}

fn text(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.home().join(path)).unwrap_or_else(|trouble| panic!("{path}: {trouble}"))
}

#[test]
fn everything_can_be_added_and_builds() {
    let folder = saf_home("");
    for (number, kind) in KINDS.iter().enumerate() {
        let title = format!("\"Tea\" for two \\ no. {number}");
        carefolio(&folder, &["add", kind, &title, "--today", TODAY]).ends(0).says(&["Made "]);
    }
    let made = tree(&folder.home());
    assert_eq!(made.len(), KINDS.len() + 3, "an audit and a figure are two files each: {made:?}");
    assert!(made.contains_key("stories/2026-11-20-tea-for-two-no-0.md"), "{made:?}");
    assert!(made.contains_key("audits/tea-for-two-no-7/2026-11.toml"), "{made:?}");
    let checked = carefolio(&folder, &["check", "--today", TODAY]);
    checked.ends(0).says(&["0 mistakes"]);
    assert!(text(&folder, "feedback/2026-11-20-tea-for-two-no-4.md").contains("what     = \"complaint\""));
    folder.build(&[]).ends(0);
}

#[test]
fn what_is_there_is_never_written_over() {
    let folder = saf_home("");
    carefolio(&folder, &["add", "story", "Tea", "--today", TODAY]).ends(0);
    folder.put("stories/2026-11-20-tea.md", "mine");
    carefolio(&folder, &["add", "story", "Tea", "--today", TODAY]).ends(2).says(&["already something", "Fix:"]);
    assert_eq!(text(&folder, "stories/2026-11-20-tea.md"), "mine");
    carefolio(&folder, &["add", "person", "Vera Lane"]).ends(0);
    carefolio(&folder, &["add", "person", "Vera Stone"]).ends(0);
    assert!(text(&folder, "people/vera.toml").contains("names    = [\"Vera Lane\"]"));
    assert!(text(&folder, "people/vera-stone.toml").contains("known_as = \"Vera\""));
}

#[test]
fn what_is_said_when_adding_is_written() {
    let folder = Folder::small_home();
    let arguments =
        ["--people", "margaret", "--audience", "inspector,family", "--supports", "warmth", "--today", TODAY];
    carefolio(&folder, &[&["add", "story", "Beans"], arguments.as_slice()].concat()).ends(0);
    let made = text(&folder, "stories/2026-11-20-beans.md");
    for line in ["people   = [\"margaret\"]", "audience = [\"inspector\", \"family\"]", "supports = [\"warmth\"]"] {
        assert!(made.contains(line), "{made}");
    }
    let add = |more: &[&str]| carefolio(&folder, &[&["add", "story", "More"], more].concat());
    add(&["--people", "margret"]).ends(2).says(&["people/margret.toml", "Did you mean \"margaret\"?"]);
    add(&["--audience", "famly"]).ends(2).says(&["Did you mean \"family\"?"]);
    add(&["--supports", "warmt"]).ends(2).says(&["Did you mean"]);
    add(&["--people", "nobody"]).ends(0);
    carefolio(&folder, &["add", "storey", "More"]).ends(2).says(&["Did you mean \"story\"?"]);
    carefolio(&folder, &["add", "story", " "]).ends(2).says(&["no title"]);
    carefolio(&folder, &["add", "story", "More", "--in", "nowhere"]).ends(2).says(&["There is no folder"]);
}

#[test]
fn moving_to_the_next_framework_changes_what_was_confirmed_and_nothing_else() {
    let folder = saf_home("# ours\r\nframeworks = [\"cqc-saf\"] # for now\r\n");
    let story = "+++\r\npeople = []\r\ndate = 2026-05-01\r\nsupports = [ 'safeguarding' ,\"saf:learning-culture\" ]\t# two\r\n+++\r\nTea \u{2615} with saf:learning-culture.\r\n";
    folder.put("stories/tea.md", story);
    let rows = "words,people,supports\n\"Kind, caring\",nobody,caring\n\"Safe\",nobody,\"saf:safeguarding|caring\"\n";
    folder.put("feedback/book.csv", rows);
    let before = tree(&folder.home());
    let list = folder.text_at("next.txt");
    let step = ["migrate", "--from", "saf", "--to", "asc2026"];
    let migrate = |more: &[&str]| carefolio(&folder, &[step.as_slice(), more].concat());
    migrate(&[]).ends(0).says(&[
        "line 4: safeguarding -> saf:safeguarding",
        "safeguarding -> asc2026:safeguarding  (same title: Safeguarding)",
        "saf:learning-culture -> asc2026:safety-culture  (nearest: Safety culture)",
        "Nothing was changed",
    ]);
    migrate(&["--write-suggestions", &list]).ends(0).says(&["suggestions are in"]);
    assert_eq!(tree(&folder.home()), before, "suggestions change nothing");
    migrate(&["--write-suggestions", &list]).ends(2).says(&["already something"]);
    migrate(&["--apply", &list]).ends(0).says(&["0 files changed"]);

    let mark = |wanted: &[&str]| {
        let text = fs::read_to_string(&list).expect("the list");
        let line = |line: &str| {
            let is_wanted = wanted.iter().any(|words| line.contains(words));
            if is_wanted { line.replace("[ ]", "[x]") } else { line.replace("[x]", "[ ]") }
        };
        fs::write(&list, text.lines().map(line).collect::<Vec<_>>().join("\r\n")).expect("the list");
    };
    mark(&["asc2026:safety-culture"]);
    migrate(&["--apply", &list]).ends(2).says(&["carefolio.toml", "Fix:"]);
    assert_eq!(tree(&folder.home()), before);

    mark(&["asc2026:safety-culture", "-> saf:safeguarding", "frameworks: name", "line 3: caring"]);
    migrate(&["--apply", &list]).ends(0).says(&["3 files changed"]);
    assert_eq!(
        text(&folder, "stories/tea.md"),
        story
            .replace("'safeguarding'", "'saf:safeguarding'")
            .replace("\"saf:learning-culture\" ]", "\"saf:learning-culture\", \"asc2026:safety-culture\" ]")
    );
    assert_eq!(text(&folder, "feedback/book.csv"), rows.replace("|caring\"", "|caring|asc2026:caring\""));
    assert!(
        text(&folder, "carefolio.toml")
            .starts_with("# ours\r\nframeworks = [\"cqc-saf\", \"cqc-asc-draft-2026\"] # for now\r\n")
    );
    carefolio(&folder, &["check", "--today", TODAY]).ends(0).says(&["0 mistakes"]);
    // What was confirmed is not suggested again, and a line that fits nothing any more is told.
    let again = migrate(&[]);
    assert!(!again.said.contains("asc2026:safety-culture"), "{}", again.said);
    migrate(&["--apply", &list]).ends(2).says(&["fits no suggestion"]);
}

#[test]
fn moving_needs_two_frameworks_and_no_mistakes() {
    let folder = saf_home("");
    carefolio(&folder, &["migrate", "--from", "saf", "--to", "asc2027"]).ends(2).says(&["asc2026"]);
    carefolio(&folder, &["migrate", "--from", "saf", "--to", "cqc-saf"]).ends(2).says(&["the same framework"]);
    carefolio(&folder, &["migrate", "--from", "ciw", "--to", "saf"]).ends(2).says(&["Nothing in this folder uses"]);
    carefolio(&folder, &["migrate", "--from", "saf", "--to", "asc2026"]).ends(0).says(&["nothing to suggest"]);
    folder.put("stories/2026-01-01-a.md", "+++\nsupports = [\"saf:nonsense\"]\n+++\nA.\n");
    carefolio(&folder, &["migrate", "--from", "saf", "--to", "asc2026"]).ends(2).says(&["carefolio check"]);
}

#[test]
fn gaps_fit_a_screen_and_say_what_to_do() {
    let folder = saf_home("");
    for number in 0..40 {
        let text = "+++\npeople = []\nsupports = [\"caring\"]\nstate = \"done\"\nowner = \"=cmd\"\n+++\nDone.\n";
        folder.put(&format!("improvements/one-{number}.md"), text);
    }
    let said = carefolio(&folder, &["gaps", "--today", TODAY]);
    said.ends(0).says(&["Improvements that tell no change (40).", "40 items count", "0 of 34", "gaps -v"]);
    assert!(said.said.lines().count() <= 24, "{}", said.said);
    assert!(said.said.lines().all(|line| line.chars().count() <= 110), "{}", said.said);
    let all = carefolio(&folder, &["gaps", "-v", "--today", TODAY]);
    assert_eq!(all.said.matches("improvements/one-").count(), 80, "each tells no change and no kind of evidence");
}

#[test]
fn gaps_for_programs_and_spreadsheets() {
    let folder = saf_home("frameworks = [\"ours\"]\n");
    let framework = "id = \"ours\"\nprefix = \"ours\"\ntitle = \"Ours\"\n[[key_question]]\nid = \"one\"\ntitle = \"=1+1\"\n\
                     [[item]]\nkey_question = \"one\"\nslug = \"two\"\ntitle = \"@two, or \\\"three\\\"\"\n";
    folder.put("frameworks/ours.toml", framework);
    folder.put(
        "stories/2026-11-01-a.md",
        "+++\npeople = []\nsupports = [\"ours:two\"]\nevidence_kind = \"staff\"\n+++\nA.\n",
    );
    let table = carefolio(&folder, &["gaps", "--format", "csv", "--today", TODAY]);
    table.ends(0).says(&["ours,'=1+1,ours:two,\"'@two, or \"\"three\"\"\",single,0,1,0,0,0,0,0,1,0,2026-11-01,"]);
    let mut reader = csv::Reader::from_reader(table.said.as_bytes());
    let width = reader.headers().expect("headings").len();
    assert!(reader.records().all(|row| row.is_ok_and(|row| row.len() == width)), "{}", table.said);

    let json = carefolio(&folder, &["gaps", "--format", "json", "--today", TODAY]);
    let told: serde_json::Value = serde_json::from_str(&json.said).expect("it is JSON");
    let statement = &told["frameworks"][0]["statements"][0];
    assert_eq!((&statement["state"], &statement["by_kind"]["staff"]), (&"single".into(), &1.into()));
    assert_eq!(told["to_do"][0]["what"], "single");
    assert_eq!(told["counted"]["items"], 1);
    carefolio(&folder, &["gaps", "--framework", "our"]).ends(2).says(&["Did you mean \"ours\"?"]);
    carefolio(&folder, &["check", "--format", "csv"]).ends(2).says(&["Only `carefolio gaps`"]);
}

#[test]
fn codes_are_explained() {
    let folder = Folder::small_home();
    let explain = |what: &str| carefolio(&folder, &["explain", what]);
    explain("saf:safeguarding").ends(0).says(&[
        "quality statement",
        "In force",
        "supports = [\"saf:safeguarding\"]",
        "asc2026:safeguarding",
        "same title",
        "experience:",
    ]);
    explain("asc2026:S1").ends(0).says(&["Safety culture", "A draft, not in force", "What the regulator says:"]);
    explain("S1").ends(0).says(&["can mean 3 things", "kloe2017:S1", "saf:S1", "asc2026:S1"]);
    explain("caring").ends(0).says(&["can mean 3 things", "saf:caring"]);
    explain("tiny:tea").ends(0).says(&["There is tea", "One question"]);
    explain("safegarding").ends(2).says(&["Did you mean `saf:safeguarding`?"]);
    let json = carefolio(&folder, &["explain", "saf:safeguarding", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&json.said).expect("it is JSON");
    assert_eq!(told["code"], "saf:safeguarding");
    assert!(told["beside"].as_array().is_some_and(|beside| beside.len() > 1));
}

#[test]
fn a_text_that_nobody_compared_is_never_explained() {
    run(&mut program(&["explain", "ciw:well-being"])).ends(0).says(&["We have no text that we could compare"]);
    let data = [
        ("ciw", include_str!("../../src/framework/data/ciw-wales.toml")),
        ("scot", include_str!("../../src/framework/data/care-inspectorate-scotland.toml")),
        ("saf", include_str!("../../src/framework/data/cqc-saf.toml")),
    ];
    for (prefix, text) in data {
        let read: toml::Table = text.parse().expect("our own file");
        let items = read["item"].as_array().expect("items").iter();
        for item in items.filter(|item| item.get("verified").and_then(toml::Value::as_bool) != Some(true)).take(3) {
            let code = format!("{prefix}:{}", item["slug"].as_str().expect("a slug"));
            let said = run(&mut program(&["explain", &code])).said;
            if let Some(text) = item.get("text").and_then(|text| text.as_str()).filter(|text| !text.is_empty()) {
                assert!(!said.contains(text), "{code}");
            }
        }
    }
}
