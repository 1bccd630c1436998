//! Whatever stands in a folder: reading it ends, nothing is lost without a word, every problem has a place that is really
//! there, and no sign of an author becomes a sign of a page.
//!
//! Each property is tried some dozens of times here. To try longer, say how often:
//! `PROPTEST_CASES=100000 cargo test --test it -- fuzz`. A failure prints the smallest text that shows it.

use std::collections::BTreeMap;

use carefolio::content::{Date, Period};
use carefolio::pipeline::{self, InMemory, Pdfs, Request};
use carefolio::plan::{OutPath, safe_cell, slug};
use carefolio::problem::{Problem, Severity};
use carefolio::sources::{MemorySources, SourcePath, Sources};
use proptest::prelude::*;

use crate::folders::MARGARET;
use crate::leaks::cases;

const SETTINGS: &str = "frameworks = [\"cqc-saf\"]\n[service]\nname = \"Rosewood House\"\nkind = \"care-home\"\n\
                        [editions.family]\nformats = [\"web\"]\n";

/// A folder, its pages and its problems.
struct Built {
    sources: MemorySources,
    pages: BTreeMap<String, String>,
    problems: Vec<Problem>,
}

fn build(files: &[(&str, &[u8])], today: Date) -> Built {
    let mut sources = MemorySources::default();
    sources.put("carefolio.toml", SETTINGS);
    sources.put("people/margaret.toml", MARGARET);
    sources.put(
        "stories/known.md",
        "+++\ntitle = \"Known\"\ndate = 2026-01-01\npeople = []\naudience = \"all\"\n+++\nWords.\n",
    );
    for (path, bytes) in files {
        sources.put(path, *bytes);
    }
    let sink = InMemory::default();
    let request = Request { pdfs: Pdfs::Leave, despite_errors: true, ..Request::on(today) };
    let outcome = pipeline::run(&sources, &request, &sink).expect("memory is never full");
    let files = sink.into_files().into_iter();
    let pages =
        files.map(|((_, path), bytes)| (path.to_string(), String::from_utf8_lossy(&bytes).into_owned())).collect();
    Built { sources, pages, problems: outcome.problems.into_iter().collect() }
}

fn today() -> Date {
    Date::read_iso("2026-11-20").expect("a day")
}

impl Built {
    /// Every problem says something, and its place is there.
    fn check_problems(&self) -> Result<(), TestCaseError> {
        for problem in &self.problems {
            prop_assert!(!problem.says.is_empty() && !problem.fix.is_empty(), "{problem:?}");
            let file = problem.at.file.as_str();
            let Some(path) = SourcePath::new(file) else { continue };
            let Ok(bytes) = self.sources.read(&path) else {
                let is_folder =
                    self.sources.list().expect("memory").iter().any(|entry| entry.path.as_str().starts_with(file));
                prop_assert!(is_folder || file == "carefolio.toml", "{file} is not there: {problem:?}");
                continue;
            };
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
            let lines: Vec<&str> = text.split('\n').collect();
            let Some(line) = (problem.at.line as usize).checked_sub(1) else { continue };
            prop_assert!(line < lines.len(), "there is no such line: {problem:?}\n{text:?}");
            let width = lines[line].chars().count();
            // Old letters and marks at the beginning are counted otherwise than we do here.
            let is_plain = std::str::from_utf8(&bytes).is_ok() && !text.starts_with('\u{feff}');
            prop_assert!(
                !is_plain || problem.at.column as usize <= width + 1,
                "there is no such column: {problem:?}\n{text:?}"
            );
        }
        Ok(())
    }

    /// No sign of an author's words works in a page.
    fn check_pages(&self) -> Result<(), TestCaseError> {
        for (path, page) in self.pages.iter().filter(|(path, _)| path.ends_with(".html")) {
            for (start, _) in page.match_indices('<') {
                let tag: String = page[start..].chars().take_while(|c| *c != '>').collect();
                let small = tag.to_lowercase();
                // What stands between quotes is a value and no sign.
                let signs: String = small.split('"').step_by(2).collect();
                prop_assert!(!small.starts_with("<zz") && !signs.contains("onzz"), "{path}: {tag}");
                let addresses = ["href=\"", "src=\""].iter().filter_map(|key| small.split(key).nth(1));
                for address in addresses {
                    let address = address.trim_start();
                    let bad = ["javascript", "data:", "vbscript", "file:", "//", "zz:"]
                        .iter()
                        .any(|bad| address.starts_with(bad));
                    prop_assert!(!bad, "{path}: {tag}");
                }
            }
        }
        Ok(())
    }
}

const PATHS: [&str; 22] = [
    "carefolio.toml",
    "stories/x.md",
    "stories/x/story.md",
    "films/x.md",
    "feedback/x.md",
    "feedback/x.csv",
    "records/x.csv",
    "people/x.toml",
    "people/exceptions.toml",
    "people/issued.toml",
    "people/withdrawn-photos.toml",
    "audits/x/audit.toml",
    "audits/x/2026-05.toml",
    "audits/x/results.csv",
    "figures/x.csv",
    "figures/x.toml",
    "learning/x.md",
    "surveys/x.md",
    "albums/x/album.md",
    "pages/x.md",
    "frameworks/x.toml",
    "theme/strings/en.toml",
];

/// A line of facts, right or nearly so.
fn fact() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "title",
        "date",
        "people",
        "audience",
        "summary",
        "supports",
        "ref",
        "related",
        "photo",
        "known_as",
        "names",
        "alias",
        "kind",
        "result",
        "asked",
        "value",
        "unit",
        "period",
        "file",
        "link",
        "captions",
        "duration",
        "exception",
        "word",
        "[service]",
        "[[photo]]",
        "[[consent]]",
        "[[result]]",
        "[editions.zz]",
        "[[key_question]]",
        "[[item]]",
        "sumary",
        "\"a b\"",
    ]);
    let value = prop_oneof![
        prop::sample::select(vec![
            " = \"Tea\"",
            " = 2026-05-14",
            " = []",
            " = [\"margaret\"]",
            " = \"all\"",
            " = 12",
            " = -1",
            " = 1e999",
            " = true",
            " = \"x",
            " = [\"a\"",
            " = {a = 1}",
            " = \u{201c}Tea\u{201d}",
            ": Tea",
            "",
            " = 14/05/2026",
            " = 9999-12-31",
            " =",
            " = \"<zz onzz=1>\"",
            " = \"[a](zz:b)\"",
            " = '''a\nb'''",
            " = 0001-01-01",
            " = 99999999999999999999",
        ])
        .prop_map(str::to_owned),
        "[ =:]{1,3}\\PC{0,20}",
    ];
    (key, value).prop_map(|(key, value)| format!("{key}{value}\n"))
}

/// A piece of Markdown, right or nearly so.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "a",
            " ",
            "\n",
            "\n\n",
            "# ",
            "## Transcript\n",
            "* ",
            "1. ",
            "> ",
            "    ",
            "\t",
            "```\n",
            "~~~",
            "`",
            "*",
            "**",
            "_",
            "~~",
            "[",
            "]",
            "(",
            ")",
            "![",
            "](",
            "<",
            ">",
            "<zz onzz=1>",
            "</zz>",
            "<!--",
            "-->",
            "&amp;",
            "&#x202e;",
            "&lt;zz>",
            "\\",
            "|",
            "|-|\n",
            "[^1]",
            "[^1]: ",
            "[x](zz:1)",
            "[x](javascript:1)",
            "[x]( java\tscript:1)",
            "[x](person:margaret)",
            "[x](person:",
            "![x](y.jpg)",
            "[x](stories/known.md)",
            "<javascript:1>",
            "<data:zz>",
            "[r]: zz:1\n",
            "[r]",
            "\"",
            "'",
            "{onzz=1}",
            "+++\n",
            "---\n",
            "===\n",
            "- [ ] ",
            "$a$",
            "caf\u{e9}",
            "\u{202e}",
            "\u{200b}",
            "\u{1f469}\u{200d}\u{1f33e}",
            "\u{0}",
            "\u{feff}",
            "\r\n",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A piece of a table.
fn table() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "date,words,role,people,audience\n",
            "period,value\n",
            "period;value;base\n",
            "title,held,owner\n",
            "\"",
            "\"\"",
            ",",
            ";",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "2026-05",
            "2026-05-14",
            "14/05/2026",
            "12",
            "1,234",
            "-3",
            "95%",
            "nobody",
            "margaret",
            "all",
            "=1+1",
            "<zz>",
            "'",
            "sep=;\n",
            "caf\u{e9}",
            "\u{feff}",
            "2026 Q1",
            "2026",
            "9999-12",
            "0000-00",
            "n/a",
            "1e400",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn any_bytes_in_any_file(path in prop::sample::select(PATHS.to_vec()), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        build(&[(path, &bytes)], today()).check_problems()?;
    }

    #[test]
    fn any_facts_in_any_file(path in prop::sample::select(PATHS.to_vec()), facts in prop::collection::vec(fact(), 0..12)) {
        let facts = facts.concat();
        let text = if path.ends_with(".md") { format!("+++\n{facts}+++\nWords.\n") } else { facts };
        let built = build(&[(path, text.as_bytes())], today());
        built.check_problems()?;
        built.check_pages()?;
    }

    #[test]
    fn any_words(words in words(), path in prop::sample::select(vec!["stories/x.md", "pages/x.md", "films/x.md", "surveys/x.md"])) {
        let text = format!("+++\ntitle = \"X\"\ndate = 2026-02-01\npeople = []\naudience = \"all\"\n+++\n{words}");
        let built = build(&[(path, text.as_bytes())], today());
        built.check_problems()?;
        built.check_pages()?;
        let without_facts = build(&[(path, words.as_bytes())], today());
        without_facts.check_problems()?;
        without_facts.check_pages()?;
        prop_assert!(built.pages.contains_key("index.html"), "one file does not take the others away");
    }

    #[test]
    fn any_table(table in table(), path in prop::sample::select(vec![
        "feedback/x.csv", "records/x.csv", "audits/x/results.csv", "figures/x.csv", "albums/x/photos.csv"
    ])) {
        let files: [(&str, &[u8]); 4] = [
            (path, table.as_bytes()),
            ("audits/x/audit.toml", b"title = \"A\"\naudience = \"all\"\ntarget = 90\n"),
            ("figures/x.toml", b"title = \"F\"\nunit = \"falls\"\nsource = \"s\"\naudience = \"all\"\ncounts = \"people\"\n"),
            ("albums/x/album.md", b"+++\ntitle = \"A\"\ndate = 2026-01-01\npeople = []\naudience = \"all\"\n+++\nWords.\n"),
        ];
        let built = build(&files, today());
        built.check_problems()?;
        built.check_pages()?;
    }

    /// Every file is either used or spoken of, and every address is one that all computers can keep.
    #[test]
    fn any_name_of_a_file(name in "\\PC{1,40}", folder in prop::sample::select(vec!["stories", "pages", "albums", "events"])) {
        let path = format!("{folder}/{name}.md");
        let text = b"+++\ntitle = \"Giraffes\"\ndate = 2026-02-01\npeople = []\naudience = \"all\"\n+++\nZebrawords.\n";
        let built = build(&[(&path, text)], today());
        built.check_problems()?;
        let Some(path) = SourcePath::new(&path) else { return Ok(()) };
        let is_hidden = path.parts().any(|part| part.starts_with('.'));
        let is_shown = built.pages.values().any(|page| page.contains("Zebrawords"));
        let is_told = built.problems.iter().any(|problem| path.as_str().starts_with(problem.at.file.as_str()));
        prop_assert!(is_hidden || is_shown || is_told, "{path} is lost");
        for page in built.pages.keys() {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./".contains(c);
            prop_assert!(page.chars().all(plain) && !page.contains(".."), "{page}");
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// A path never leads out of the folder, and reading it again changes nothing.
    #[test]
    fn any_path_stays_inside(text in prop_oneof!["\\PC{0,30}", "[./\\\\a:~%2e]{0,20}"]) {
        if let Some(path) = SourcePath::new(&text) {
            prop_assert!(path.parts().all(|part| !part.is_empty() && part != "." && part != ".."), "{path}");
            prop_assert!(!path.as_str().starts_with('/') && !path.as_str().contains([':', '\\', '\0']), "{path}");
            prop_assert_eq!(SourcePath::new(path.as_str()), Some(path.clone()));
            if let Some(beside) = path.beside(&text) {
                let folder = path.folder().map_or_else(String::new, |folder| format!("{folder}/"));
                prop_assert!(beside.as_str().starts_with(&folder), "{beside}");
            }
        }
        if let Some(out) = OutPath::new(&text) {
            prop_assert!(out.as_str().split('/').all(|part| !part.is_empty() && part != "." && part != ".."), "{out}");
            prop_assert!(!out.as_str().starts_with('/') && !out.as_str().contains([':', '\\']), "{out}");
        }
        let slug = slug(&text);
        prop_assert!(slug.len() <= 120 && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{slug}");
    }

    /// Any words in a cell of a table that we write: a spreadsheet reads them back as words.
    #[test]
    fn any_cell_is_safe_in_a_spreadsheet(text in prop_oneof!["\\PC{0,20}", "[=+@\t\r\n\",;' 0-9a-]{0,12}"]) {
        let line = format!("{},{}\n", safe_cell(&text), safe_cell("next"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let record = reader.records().next().expect("a row").expect("a row that can be read");
        prop_assert_eq!(record.len(), 2, "{}", line);
        let read = &record[0];
        let is_number = text.parse::<f64>().is_ok();
        prop_assert!(is_number || !read.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{read:?}");
        prop_assert_eq!(read.strip_prefix('\'').filter(|_| !text.starts_with('\'')).unwrap_or(read), text.as_str());
        prop_assert!(reader.records().next().is_none(), "{line:?}");
    }

    #[test]
    fn any_day(text in prop_oneof!["\\PC{0,14}", "[0-9]{1,5}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,5}"]) {
        if let Some(day) = Date::read_iso(&text) {
            prop_assert_eq!(day.iso(), text.trim());
        }
        if let Some(day) = Date::read_any(&text) {
            prop_assert_eq!(Date::read_iso(&day.iso()), Some(day));
            prop_assert!(day.plus_months(12) >= day && day.next_day() >= day && day.plus_days(400) >= day);
        }
        if let Some(period) = Period::read(&text) {
            prop_assert!(period.first_day() <= period.last_day());
            prop_assert!(period.next() >= period && period.quarter().first_day() <= period.first_day());
        }
    }
}

/// What may stand behind a key of a consent that wants a day.
fn day() -> impl Strategy<Value = Option<String>> {
    let near =
        (2025i16..2028, 1i8..13, 1i8..29).prop_map(|(year, month, day)| Some(format!("{year:04}-{month:02}-{day:02}")));
    let odd = prop::sample::select(vec![
        None,
        Some("9999-12-31"),
        Some("0001-01-01"),
        Some("2026-02-30"),
        Some("\"2026-03-01\""),
        Some("\"soon\""),
        Some("1"),
        Some("[]"),
        Some("2024-02-29"),
        Some("2026-03-01T10:00:00Z"),
        Some("\"\""),
        Some("03/04/2026"),
    ]);
    prop_oneof![3 => near, 1 => odd.prop_map(|day| day.map(str::to_owned)), 1 => Just(None)]
}

proptest! {
    #![proptest_config(cases(60))]

    /// Whatever stands for the days of a consent: she is shown on the days that it covers, and never when one of them cannot
    /// be read or she took it back.
    #[test]
    fn any_days_of_a_consent(given in day(), review in day(), withdrawn in day(), on in (2025i16..2029, 1i8..13, 1i8..29)) {
        let today = Date::new(on.0, on.1, on.2).expect("there is such a day");
        let line = |key: &str, day: &Option<String>| day.as_ref().map_or_else(String::new, |day| format!("{key} = {day}\n"));
        let person = MARGARET.replace("given_on = 2026-01-10\n", "")
            + &line("given_on", &given) + &line("review_by", &review) + &line("withdrawn_on", &withdrawn);
        let story = b"+++\ntitle = \"Giraffes\"\ndate = 2025-01-01\npeople = [\"margaret\"]\naudience = \"all\"\n+++\nZebrawords.\n";
        let built = build(&[("people/margaret.toml", person.as_bytes()), ("stories/hers.md", story)], today);
        built.check_problems()?;
        let is_shown = built.pages.values().any(|page| page.contains("Zebrawords"));
        let read = |day: &Option<String>| day.as_ref().map(|day| Date::read_iso(day));
        let is_open = match (read(&given), read(&review), read(&withdrawn)) {
            (Some(Some(given)), None, None) => given <= today && today <= given.plus_months(12),
            (Some(Some(given)), Some(Some(review)), None) => given <= today && today <= review && given <= review,
            (Some(Some(given)), None, Some(Some(withdrawn))) => {
                given <= today && today <= given.plus_months(12) && today < withdrawn
            }
            (Some(Some(given)), Some(Some(review)), Some(Some(withdrawn))) => {
                given <= today && today <= review && given <= review && today < withdrawn
            }
            _ => false,
        };
        // Where a day is written in another way that people understand, it may be read; it never opens what it does not say.
        if is_shown && !is_open {
            let quoted = [&given, &review, &withdrawn].iter().any(|day| day.as_ref().is_some_and(|day| day.contains(['"', 'T', '/'])));
            prop_assert!(quoted && !built.problems.iter().any(|one| one.severity == Severity::Error), "{person}\n{today}");
        }
        prop_assert!(is_shown || !is_open || built.problems.iter().any(|one| one.at.file.as_str().contains("margaret")), "{person}\n{today}");
    }
}
