//! Whatever stands in a file: mending comes to rest, leaves alone what has no slip, adds no mistake, and what readers see
//! of a folder without mistakes stays the same.

use std::collections::BTreeMap;

use carefolio::content::dates::Date;
use carefolio::pipeline::{self, InMemory, Nowhere, Request};
use carefolio::problem::{Problems, Severity};
use carefolio::repair;
use carefolio::sources::{MemorySources, Sources};
use proptest::prelude::*;

const SETTINGS: &str = "[service]\nname = \"Rosewood House\"\n[editions.inspector]\nhosted = \"offline\"\n";

fn request() -> Request {
    Request::on(Date::read_iso("2026-11-20").expect("a day"))
}

fn problems(sources: &MemorySources) -> Problems {
    pipeline::run(sources, &request(), &Nowhere).expect("nothing on disk is touched").problems
}

fn pages(sources: &MemorySources) -> BTreeMap<String, Vec<u8>> {
    let sink = InMemory::default();
    pipeline::run(sources, &request(), &sink).expect("nothing on disk is touched");
    sink.into_files().into_iter().map(|((edition, path), bytes)| (format!("{edition}/{path}"), bytes)).collect()
}

/// One round of `check --fix`; whether anything was changed.
fn mend_once(sources: &mut MemorySources) -> bool {
    let told = problems(sources);
    let mut is_changed = false;
    for (path, problems) in repair::mendable(&told) {
        let bytes = sources.read(path).expect("a file with a problem is there");
        if let Some(mended) = repair::file(&bytes, &problems) {
            assert_ne!(mended.bytes, bytes, "a change changes something: {:?}", mended.changes);
            sources.put(path.as_str(), mended.bytes);
            is_changed = true;
        }
    }
    is_changed
}

fn line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "title",
        "Title",
        "sumary",
        "summary",
        "date",
        "people",
        "audience",
        "tags",
        "supports",
        "told by",
        "told_by",
        "happened",
        "related",
        "review_by",
        "did",
        "withdrawn_on",
        "evidence_kind",
        "[[photo]]",
        "file",
        "[photo]",
        "colour",
    ]);
    let separator = prop::sample::select(vec![" = ", "=", ": ", " ", "  =  "]);
    let value = prop::sample::select(vec![
        "",
        "Tea",
        "\"Tea\"",
        "\u{201c}Tea\u{201d}",
        "\"Tea",
        "Tea\"",
        "\"a \"b\" c\"",
        "'it's'",
        "[a, b]",
        "a, b",
        "[\"a\"",
        "[\u{201c}a\u{201d}]",
        "14/05/2026",
        "14 May 2026",
        "2026-05-14",
        "31/02/2026",
        "yes",
        "95%",
        "1,200",
        "\"beans\\b.jpg\"",
        "Tea # note",
        "all",
        "\"all\"",
        "[]",
        "nobody",
        "saf:safegaurding",
        "[\"saf:safeguarding\"]",
        "experiance",
        "|",
        "- a",
        "caf\u{e9} \u{1f33b}",
        "a = b",
        "\"a\" did = \"b\"",
    ]);
    (key, separator, value).prop_map(|(key, separator, value)| format!("{key}{separator}{value}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn mending_comes_to_rest_and_does_no_harm(
        lines in prop::collection::vec(line(), 0..7),
        fence in prop::sample::select(vec!["+++", "---"]),
        end in prop::sample::select(vec!["\n", "\r\n"]),
        in_register in any::<bool>(),
    ) {
        let mut sources = MemorySources::default();
        sources.put("carefolio.toml", SETTINGS);
        let facts = lines.join(end);
        let path = if in_register { "people/mary.toml" } else { "stories/2026-05-01-tea.md" };
        let text = match in_register {
            true => format!("known_as = \"Mary\"{end}{facts}{end}"),
            false => format!("{fence}{end}{facts}{end}{fence}{end}# Tea{end}{end}We had **zebratea**.{end}"),
        };
        sources.put(path, text.clone());
        let before = problems(&sources);
        let seen = (!before.has_errors()).then(|| pages(&sources));
        let mut rounds = 0;
        while mend_once(&mut sources) {
            rounds += 1;
            prop_assert!(rounds <= repair::MOST_ROUNDS, "{text}");
        }
        let after = problems(&sources);
        let path = carefolio::sources::SourcePath::new(path).expect("a path");
        let mended = String::from_utf8(sources.read(&path).expect("it is there")).expect("plain text");
        prop_assert!(after.count(Severity::Error) <= before.count(Severity::Error), "{text}\n---\n{mended}");
        if let Some(seen) = seen {
            prop_assert!(seen == pages(&sources), "{text}\n---\n{mended}");
        }
        if !in_register {
            prop_assert!(mended.ends_with(&format!("{end}# Tea{end}{end}We had **zebratea**.{end}")), "{mended}");
        }
        prop_assert!(!end.contains('\r') || !mended.replace("\r\n", "").contains('\n'), "{mended:?}");
    }
}
