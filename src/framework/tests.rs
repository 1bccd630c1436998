//! What the shipped files hold, and how codes find their way.

use super::embedded::{CROSSWALKS, FRAMEWORKS};
use super::read::{self, Trust};
use super::resolve::looks_like_a_code;
use super::*;
use crate::problem::{Problems, Span};
use crate::sources::SourcePath;

const OWN: &str = r#"
id = "rosewood-promises"
prefix = "our"
title = "What we promise"
[[key_question]]
id = "food"
title = "Food"
[[key_question]]
id = "garden"
title = "Garden"
[[item]]
key_question = "food"
slug = "choice"
title = "Choice at every meal"
text = "We ask before we serve."
[[item]]
key_question = "food"
slug = "s1"
code = "S1"
title = "Snacks all day"
[[item]]
key_question = "food"
code = "F3"
slug = "guests"
title = "Guests eat with us"
"#;

fn path(name: &str) -> SourcePath {
    SourcePath::new(name).unwrap()
}

fn here() -> Span {
    Span::line(&path("carefolio.toml"), 1)
}

fn load_with(active: &[&str], own: &[(&str, &str)]) -> (Frameworks, Vec<String>) {
    let mut problems = Problems::default();
    let active: Vec<(Span, &str)> = active.iter().map(|id| (here(), *id)).collect();
    let own: Vec<(SourcePath, String)> = own.iter().map(|(name, text)| (path(name), (*text).to_owned())).collect();
    let frameworks = Frameworks::load(&active, &own, &mut problems);
    let told = problems.iter().map(|problem| format!("{} {}", problem.at, problem.code)).collect();
    (frameworks, told)
}

fn load(active: &[&str]) -> Frameworks {
    let (frameworks, told) = load_with(active, &[]);
    assert_eq!(told, Vec::<String>::new());
    frameworks
}

fn found(frameworks: &Frameworks, typed: &str) -> String {
    match frameworks.resolve(typed) {
        Ok(target) => frameworks.code_of(target),
        Err(trouble) => {
            let problem = trouble.problem(here());
            format!("{}: {} {}", problem.code, problem.says, problem.fix)
        }
    }
}

#[test]
fn every_shipped_file_is_read_without_a_problem() {
    for shipped in &FRAMEWORKS {
        let mut problems = Problems::default();
        let framework = read::framework(&path(shipped.id), shipped.text, Trust::Verified, &mut problems).unwrap();
        assert_eq!(problems, Problems::default(), "{}", shipped.id);
        assert_eq!((framework.id.as_str(), framework.prefix.as_str()), (shipped.id, shipped.prefix));
        for statement in framework.statements() {
            assert!(looks_like_a_code(&statement.code), "{}", statement.code);
            assert!(!looks_like_a_code(&statement.slug), "{}", statement.slug);
        }
    }
    assert_eq!(regulations().len(), 14);
    assert_eq!(regulations()[1].number, "9A");
}

#[test]
fn every_crosswalk_points_at_statements_that_exist_and_have_the_title_it_says() {
    for shipped in &CROSSWALKS {
        let raw: toml::Table = toml::from_str(shipped.text).unwrap();
        assert_eq!(raw["from_framework"].as_str(), Some(shipped.from));
        assert_eq!(raw["to_framework"].as_str(), Some(shipped.to));
        assert_eq!((raw["author"].as_str(), raw["verified"].as_bool()), (Some("ours"), Some(false)));
        shipped.crosswalk();
        let frameworks = load(&[shipped.from, shipped.to]);
        let title = |index: usize, code: &toml::Value| {
            let framework = &frameworks.active()[index];
            let code = code.as_str().unwrap();
            framework.statements().find(|statement| statement.code == code).unwrap().title.clone()
        };
        for row in raw["map"].as_array().unwrap() {
            assert_eq!(row["from_title"].as_str().unwrap(), title(0, &row["from"]));
            let titles = row["to_titles"].as_array().unwrap();
            for (code, wanted) in row["to"].as_array().unwrap().iter().zip(titles) {
                assert_eq!(wanted.as_str().unwrap(), title(1, code));
            }
        }
    }
}

#[test]
fn each_framework_has_its_questions_statements_and_ratings() {
    let shape = |id: &str| {
        let frameworks = load(&[id]);
        let framework = frameworks.first().unwrap();
        let statements: Vec<usize> = framework.questions.iter().map(|question| question.statements.len()).collect();
        (statements, framework.ratings.len(), frameworks.leaves(0).len())
    };
    assert_eq!(shape("cqc-saf"), (vec![8, 6, 5, 7, 8], 4, 34));
    assert_eq!(shape("cqc-kloe-2017").2, 24);
    assert_eq!(shape("cqc-asc-draft-2026").2, 24);
    assert_eq!(shape("care-inspectorate-scotland"), (vec![5, 4, 3, 3, 2], 6, 17));
    assert_eq!(shape("ciw-wales"), (vec![0; 4], 4, 4), "Wales has no level below the theme");
    assert_eq!(shape("rqia-ni"), (vec![0; 4], 0, 4), "Northern Ireland gives no ratings");
    let saf = load(&["saf"]);
    let first = saf.first().unwrap();
    assert_eq!((first.evidence_categories.len(), first.ratings[0].id.as_str()), (6, "outstanding"));
    for kind in ["experience", "staff", "partners", "observation", "processes", "outcomes"] {
        assert!(first.evidence_category(kind).is_some(), "{kind}");
    }
    assert!(load(&["ciw"]).first().unwrap().display_duty.is_some());
}

#[test]
fn unverified_texts_are_nowhere() {
    let all: Vec<&str> = FRAMEWORKS.iter().map(|shipped| shipped.id).collect();
    let frameworks = load(&all);
    let mut seen = 0;
    for (shipped, framework) in FRAMEWORKS.iter().zip(frameworks.active()) {
        let loaded = format!("{framework:?}");
        let mut unverified = Vec::new();
        collect_unverified(&toml::from_str(shipped.text).unwrap(), &mut unverified);
        for text in &unverified {
            assert!(!loaded.contains(&format!("{text:?}")), "{}: {text}", shipped.id);
            let inside = format!("{text:?}");
            assert!(text.len() < 20 || !loaded.contains(inside.trim_matches('"')), "{}: {text}", shipped.id);
        }
        seen += unverified.len();
    }
    assert!(seen > 30, "only {seen} looked at");
    let saf = load(&["saf"]);
    let texts = saf.first().unwrap().statements().filter(|statement| statement.text.is_some()).count();
    assert!((1..34).contains(&texts), "verified texts stay: {texts}");
}

/// The words of every part that says `verified = false`, and Welsh names marked so.
fn collect_unverified(table: &toml::Table, into: &mut Vec<String>) {
    let says_no = |key: &str| table.get(key).and_then(toml::Value::as_bool) == Some(false);
    let mut take = |key: &str| match table.get(key) {
        Some(toml::Value::Array(lines)) => into.extend(lines.iter().map(|line| line.as_str().unwrap().to_owned())),
        Some(value) => into.push(value.as_str().unwrap().to_owned()),
        None => {}
    };
    if says_no("verified") {
        ["text", "i_statements", "scope", "status"].into_iter().for_each(&mut take);
    }
    for key in ["title_cy", "label_cy"] {
        if says_no(&format!("{key}_verified")) {
            take(key);
        }
    }
    for part in table.values().filter_map(toml::Value::as_array).flatten().filter_map(toml::Value::as_table) {
        collect_unverified(part, into);
    }
}

#[test]
fn a_code_may_be_written_in_several_ways() {
    let saf = load(&["cqc-saf"]);
    for typed in ["saf:safeguarding", "saf:S3", "SAF:s3", "cqc-saf:safeguarding", " safeguarding ", "Safeguarding"] {
        assert_eq!(found(&saf, typed), "saf:safeguarding", "{typed}");
    }
    for typed in ["caring", "Caring", "saf:caring"] {
        assert_eq!(found(&saf, typed), "saf:caring", "{typed}");
    }
    assert!(saf.resolve("caring").unwrap() < saf.resolve("kindness-compassion-and-dignity").unwrap());
    let wales = load(&["ciw"]);
    assert_eq!(
        (found(&wales, "well-being"), found(&wales, "ciw:t1")),
        ("ciw:well-being".into(), "ciw:well-being".into())
    );
    assert_eq!(found(&load(&["rqia"]), "is-care-safe"), "rqia:safe");
}

#[test]
fn a_bare_code_lists_what_it_means_everywhere() {
    let told = found(&load(&["saf"]), "s1");
    for meaning in ["kloe2017:S1 Safeguarding and protection", "saf:S1 Learning culture", "asc2026:S1 Safety culture"] {
        assert!(told.contains(meaning), "{told}");
    }
    assert!(told.starts_with("code-bare") && told.contains("`saf:learning-culture`"), "{told}");
    assert!(found(&load(&["saf"]), "1.1").contains("scot:1.1 People experience compassion"));
    assert!(found(&load(&["ciw"]), "T1").starts_with("code-bare"));
    let (own, _) = load_with(&["our", "saf"], &[("frameworks/our.toml", OWN)]);
    assert!(found(&own, "F3").contains("our:F3 Guests eat with us"));
}

#[test]
fn a_slug_in_two_active_frameworks_needs_its_prefix() {
    let both = load(&["saf", "asc2026"]);
    let told = found(&both, "safeguarding");
    assert!(told.starts_with("code-two-meanings"), "{told}");
    assert!(told.contains("`saf:safeguarding` or `asc2026:safeguarding`"), "{told}");
    assert_eq!(found(&both, "caring"), "saf:caring", "a key question of several is the first one's");
}

#[test]
fn a_code_that_is_not_here_says_where_it_is_or_what_is_near() {
    let saf = load(&["saf"]);
    assert!(found(&saf, "saf:safegarding").contains("Did you mean `saf:safeguarding`?"));
    assert!(found(&saf, "carring").contains("Did you mean `saf:caring`?"));
    assert!(found(&saf, "saff:caring").contains("Did you mean `saf:caring`?"));
    assert!(found(&saf, "saf:S9").contains("saf:S7 or saf:S8"));
    assert!(found(&saf, "").starts_with("code-unknown"));
    for typed in ["kloe2017:S1", "safeguarding-and-protection-from-abuse"] {
        let told = found(&saf, typed);
        assert!(told.starts_with("code-not-active") && told.contains("`cqc-kloe-2017`"), "{told}");
        assert!(told.contains("`saf:safeguarding` and `saf:freedom-to-speak-up`"), "{told}");
    }
    let (own, told) = load_with(&["saf"], &[("frameworks/our.toml", OWN)]);
    assert_eq!(told, Vec::<String>::new());
    assert!(found(&own, "our:choice").contains("`rosewood-promises`"));
}

#[test]
fn a_crosswalk_is_read_both_ways() {
    let frameworks = load(&["saf", "kloe2017", "asc2026"]);
    let sisters = |typed: &str| -> Vec<String> {
        let list = frameworks.sisters(frameworks.resolve(typed).unwrap());
        assert!(list.iter().all(|sister| sister.ours && !sister.verified));
        let mark = |closest: bool| if closest { "!" } else { "" };
        list.iter().map(|sister| format!("{}{}", frameworks.code_of(sister.target), mark(sister.closest))).collect()
    };
    assert_eq!(
        sisters("kloe2017:S1"),
        [
            "saf:safeguarding!",
            "saf:freedom-to-speak-up",
            "asc2026:safeguarding!",
            "asc2026:workforce-equity-and-culture",
            "asc2026:safety-culture",
        ]
    );
    let back = sisters("saf:safeguarding");
    assert_eq!(back[0], "kloe2017:safeguarding-and-protection-from-abuse!");
    assert_eq!(back.last().unwrap(), "asc2026:safeguarding!");
    assert_eq!(sisters("saf:caring"), ["kloe2017:caring!", "asc2026:caring!"]);
    assert!(sisters("saf:W8").iter().all(|code| code.starts_with("kloe2017")), "the draft left W8 out");
    let nations = load(&["saf", "rqia"]);
    assert!(nations.sisters(nations.resolve("saf:safe").unwrap()).is_empty(), "two regulators' Safe are not the same");
}

#[test]
fn codes_that_are_ours_never_appear() {
    let label = |frameworks: &Frameworks, typed: &str| frameworks.label(frameworks.resolve(typed).unwrap());
    assert_eq!(label(&load(&["saf"]), "saf:S1"), "Learning culture");
    assert_eq!(label(&load(&["kloe2017"]), "kloe2017:S4"), "S4 Using medicines safely");
    assert_eq!(label(&load(&["saf"]), "caring"), "Caring");
}

#[test]
fn a_rating_is_found_by_id_or_label() {
    let saf = load(&["saf"]);
    for typed in ["requires-improvement", "Requires Improvement"] {
        assert_eq!(saf.rating(0, typed).unwrap().id, "requires-improvement");
    }
    assert_eq!(saf.rating(0, "gud"), None);
    assert!(saf.rating_unknown(0, "god", here()).fix.contains("`good`"));
    assert!(load(&["rqia"]).rating_unknown(0, "good", here()).fix.contains("no ratings"));
    assert!(saf.attribution_for(0).unwrap().contains("Open Government Licence"));
}

#[test]
fn characteristics_stand_beside_the_draft_only() {
    let both = load(&["saf", "asc2026"]);
    let ratings: Vec<&str> =
        both.characteristics(both.resolve("asc2026:S1").unwrap()).iter().map(|entry| entry.rating.as_str()).collect();
    assert_eq!(ratings, ["outstanding", "good", "requires-improvement", "inadequate"]);
    assert!(both.characteristics(both.resolve("saf:S1").unwrap()).is_empty());
}

#[test]
fn an_unknown_framework_is_an_error_with_a_suggestion() {
    let mut problems = Problems::default();
    let active = [(here(), "cqc-saff"), (here(), "saf"), (here(), "CQC-SAF")];
    let frameworks = Frameworks::load(&active, &[], &mut problems);
    let told: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(told, ["framework-unknown", "framework-twice"]);
    assert!(problems.iter().next().unwrap().fix.contains("Did you mean `cqc-saf`?"));
    assert_eq!(frameworks.active().len(), 1);
}

#[test]
fn a_framework_of_ones_own_has_the_same_shape() {
    let (frameworks, told) = load_with(&["our", "saf"], &[("frameworks/our.toml", OWN)]);
    assert_eq!(told, Vec::<String>::new());
    let statement = frameworks.statement(frameworks.resolve("choice").unwrap()).unwrap();
    assert_eq!(statement.text.as_deref(), Some("We ask before we serve."), "own words need no mark");
    assert_eq!(frameworks.first().unwrap().code_label(statement), "Choice at every meal");
    assert_eq!(frameworks.leaves(0).len(), 4, "three statements and a question without any");
}

#[test]
fn mistakes_in_a_framework_of_ones_own_are_all_told_with_their_line() {
    let text = r#"id = "ours"
prefix = "Our Own"
colour = "red"
[[key_question]]
id = "food"
title = "Food"
order = "first"
[[item]]
key_question = "food"
slug = "choice"
[[item]]
key_question = "fod"
slug = "meals"
title = "Meals"
[[item]]
key_question = "food"
slug = "tea"
code = "F1"
title = "Tea"
[[item]]
key_question = "food"
slug = "tea"
code = "f1"
title = "More tea"
[[item]]
key_question = "food"
slug = "food"
title = "Food again"
"#;
    let (frameworks, mut told) = load_with(&[], &[("frameworks/ours.toml", text)]);
    told.sort();
    let line = |line: &str| format!("frameworks/ours.toml:{line}");
    let mut wanted = [
        "frameworks/ours.toml framework-fact-missing".to_owned(),
        line("2:1 framework-name-letters"),
        line("3:1 framework-fact-unknown"),
        line("7:1 framework-fact-shape"),
        line("8:1 framework-fact-missing"),
        line("12:1 framework-question-unknown"),
        line("22:1 framework-repeated"),
        line("23:1 framework-repeated"),
        line("27:1 framework-repeated"),
    ];
    wanted.sort();
    assert_eq!(told, wanted);
    assert_eq!(frameworks, Frameworks::default());
    assert_eq!(
        load_with(&[], &[("frameworks/x.toml", "id = \"x\"\ntitle = ")]).1,
        ["frameworks/x.toml:2:9 framework-unreadable"]
    );
}

#[test]
fn a_name_that_is_taken_is_an_error() {
    let taken = OWN.replace("prefix = \"our\"", "prefix = \"saf\"");
    let files = [("frameworks/a.toml", taken.as_str()), ("frameworks/b.toml", OWN), ("frameworks/c.toml", OWN)];
    let (frameworks, told) = load_with(&["our"], &files);
    assert_eq!(told, ["frameworks/a.toml:3:1 framework-clash", "frameworks/c.toml:2:1 framework-clash"]);
    assert_eq!(frameworks.active().len(), 1);
}
