//! The real program's `check` on real folders: every way to print, `--fix`, and `explain`.

use std::fs;

use serde_json::Value;

use crate::folders::{Folder, TODAY, program, run};

const SLIPS: &str = "+++\r\ntitle = \u{201c}Tea, and cake\u{201d} \r\ndate = 14 May 2026\r\npeople = []   # nobody\r\n\
                     adience = \"all\"\r\nsumary = \"Tea\"\r\n+++\r\nWe had tea.\r\n";
const MENDED: &str = "+++\r\ntitle = \"Tea, and cake\" \r\ndate = 2026-05-14\r\npeople = []   # nobody\r\n\
                      adience = \"all\"\r\nsummary = \"Tea\"\r\n+++\r\nWe had tea.\r\n";

fn slipped() -> Folder {
    let folder = Folder::small_home();
    folder.put("stories/slips.md", SLIPS);
    folder
}

fn check(folder: &Folder, more: &[&str]) -> crate::folders::Run {
    let home = folder.text_at("home");
    run(&mut program(&[&["check", &home, "--today", TODAY], more].concat()))
}

fn json(said: &str) -> Value {
    serde_json::from_str(said).unwrap_or_else(|trouble| panic!("{trouble}:\n{said}"))
}

#[test]
fn check_shows_each_line_and_writes_nothing() {
    let folder = slipped();
    let before = folder.outside();
    let done = check(&folder, &[]);
    done.ends(1).says(&[
        "stories/slips.md, line 5",
        "      adience = \"all\"",
        "Fix: Did you mean `audience`?",
        "More: carefolio explain unknown-key",
        "(carefolio check --fix does this.)",
    ]);
    assert!(!done.said.contains('\u{1b}'), "nobody looks, so there is no colour");
    assert_eq!(folder.outside(), before);
    assert!(!folder.at("home/.carefolio").exists() && !folder.at("home/out").exists());
}

#[test]
fn the_register_is_quoted_nowhere() {
    let folder = Folder::small_home();
    folder.put("people/tom.toml", "known_as = Zebedee\nnames = [\"Tom O'Brien\"]\nkind = \"resident\"\nZebedee\n");
    let done = check(&folder, &["-v"]);
    done.ends(1).says(&["people/tom.toml, line 1", "people/tom.toml, line 4"]);
    assert!(!done.said.contains("Zebedee") && !done.said.contains("Brien"), "{}", done.said);
    check(&folder, &["--fix"]).ends(1).says(&["  After:  known_as = \"Zebedee\""]);
}

#[test]
fn fix_mends_what_is_safe_shows_it_and_comes_to_rest() {
    let folder = slipped();
    let before = folder.outside();
    let done = check(&folder, &["--fix"]);
    done.ends(1).says(&[
        "3 slips were mended",
        "stories/slips.md, line 2\n  Before: title = \u{201c}Tea, and cake\u{201d} \n  After:  title = \"Tea, and cake\" \n",
        "  After:  summary = \"Tea\"\n",
        "This decides who may see something, so it is left for you.",
        "3 slips mended. Left for you: 1 mistake",
    ]);
    assert_eq!(fs::read_to_string(folder.at("home/stories/slips.md")).expect("the story"), MENDED);
    let mut after = folder.outside();
    for path in before.keys().filter(|path| !path.ends_with("slips.md")) {
        assert_eq!(after.remove(path), before.get(path).cloned(), "{path}");
    }
    assert_eq!(after.len(), 1, "no other file was made");
    let again = check(&folder, &["--fix"]);
    again.ends(1).says(&["Nothing could be mended without you."]);
    assert_eq!(fs::read_to_string(folder.at("home/stories/slips.md")).expect("the story"), MENDED);
}

#[test]
fn what_programs_read_is_as_its_schema_says() {
    let schema = json(include_str!("../../src/cli/schema/problems.schema.json"));
    let folder = slipped();
    let (plain, fixed) = (check(&folder, &["--format", "json"]), check(&folder, &["--format", "json", "--fix"]));
    let built = folder.build(&["--format", "json"]);
    let long = "We had tea and cake in the garden. ".repeat(20);
    folder.put("stories/slips.md", MENDED.replace("adience", "audience") + &long);
    let well = folder.build(&["--format", "json", "--timings"]);
    well.ends(0);
    let read = check(&folder, &["--format", "json", "--words"]);
    for done in [&plain, &fixed, &built, &well, &read] {
        let mut wrong = Vec::new();
        differ(&schema, &json(&done.said), "$", &mut wrong);
        assert!(wrong.is_empty(), "{wrong:?}\n{}", done.said);
    }
    let plain = json(&plain.said);
    let problems = plain["problems"].as_array().expect("a list");
    let found = |code: &str| problems.iter().find(|problem| problem["code"] == code).expect("it is told");
    assert_eq!(found("unknown-key")["at"], serde_json::json!({"file": "stories/slips.md", "line": 5, "column": 1}));
    assert_eq!((&found("unknown-key")["fixable"], &found("fact-understood")["fixable"]), (&false.into(), &true.into()));
    assert_eq!(json(&fixed.said)["fixed"].as_array().map(Vec::len), Some(3));
    for (done, key) in [(&well, "editions"), (&well, "timings"), (&read, "reading")] {
        assert!(!json(&done.said)[key].as_array().expect("a list").is_empty(), "{key}");
    }
}

/// What a value has that its schema does not know, for the few words that our schema uses.
fn differ(schema: &Value, value: &Value, place: &str, wrong: &mut Vec<String>) {
    let is_of = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("the test does not know {other}"),
    };
    let fits = match &schema["type"] {
        Value::String(kind) => is_of(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is_of),
        _ => schema["enum"].as_array().is_some_and(|choice| choice.contains(value)),
    };
    if !fits {
        wrong.push(format!("{place} is {value}"));
    }
    if let Some(list) = value.as_array() {
        list.iter().for_each(|one| differ(&schema["items"], one, &format!("{place}[]"), wrong));
    }
    let Some(object) = value.as_object() else { return };
    for needed in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !object.contains_key(needed) {
            wrong.push(format!("{place} lacks {needed}"));
        }
    }
    for (key, inner) in object {
        match schema["properties"].get(key) {
            Some(known) => differ(known, inner, &format!("{place}.{key}"), wrong),
            None => wrong.push(format!("{place} has {key}")),
        }
    }
}

#[test]
fn one_line_each_for_editors_and_for_github() {
    let folder = slipped();
    let home = folder.text_at("home");
    let short = check(&folder, &["--format", "short"]);
    short.ends(1).says(&[&format!("{home}/stories/slips.md:5:1: error unknown-key There is no key `adience` here.\n")]);
    assert!(short.said.lines().all(|line| line.starts_with(&home)), "{}", short.said);
    let github = check(&folder, &["--format", "github"]);
    github.ends(1).says(&["::error file=", "/stories/slips.md,line=5,col=1,title=unknown-key::There is no key"]);
    assert!(github.said.lines().all(|line| line.starts_with("::")), "{}", github.said);
}

#[test]
fn a_problem_is_explained_by_its_name() {
    run(&mut program(&["explain", "unknown-key"])).ends(0).says(&[
        "What goes wrong:\n\n    sumary = ",
        "How to put it right:\n\n    summary = ",
        "Why the rule is there:\n\n",
    ]);
    run(&mut program(&["explain"])).ends(0).says(&["consent-missing\n  Somebody is in an item"]);
    run(&mut program(&["explain", "unknow-key"])).ends(2).says(&["Did you mean: carefolio explain unknown-key"]);
    let page = run(&mut program(&["explain", "unknown-key", "--format", "json"]));
    assert_eq!(json(&page.said)["code"], "unknown-key");
}

#[test]
fn a_mistyped_command_line_ends_with_two() {
    run(&mut program(&["chek"])).ends(2).says(&["There is no command `chek`.\nFix: Did you mean `carefolio check`?"]);
    run(&mut program(&["check", "--formt", "json"])).ends(2).says(&["Did you mean `--format`?"]);
    let help = run(&mut program(&["--help"]));
    help.ends(0);
    assert!(help.said.lines().count() <= 40, "help fits a screen:\n{}", help.said);
}
