//! Whatever somebody pastes: a build ends, tells what it does not understand in a few words, and shows words as words.

use std::collections::BTreeMap;

use carefolio::content::Date;
use carefolio::pipeline::{self, InMemory, Pdfs, Request};
#[cfg(feature = "pdf")]
use carefolio::plan::OutPath;
use carefolio::problem::Problem;
use carefolio::sources::MemorySources;

use crate::folders::{MARGARET, TODAY};

const SETTINGS: &str = "frameworks = [\"cqc-saf\"]\n[service]\nname = \"Rosewood House\"\nkind = \"care-home\"\n\
                        [editions.family]\nformats = [\"web\"]\n";

/// The pages and problems of a folder, whatever is in it.
fn made(files: &[(&str, String)]) -> (BTreeMap<String, String>, Vec<Problem>) {
    let mut sources = MemorySources::default();
    sources.put("carefolio.toml", SETTINGS);
    sources.put("people/margaret.toml", MARGARET);
    for (path, text) in files {
        sources.put(path, text.as_bytes());
    }
    let sink = InMemory::default();
    let today = Date::read_iso(TODAY).expect("a day");
    let request = Request { pdfs: Pdfs::Leave, despite_errors: true, ..Request::on(today) };
    let outcome = pipeline::run(&sources, &request, &sink).expect("memory is never full");
    let files = sink.into_files().into_iter();
    let pages = files
        .map(|((edition, path), bytes)| (format!("{edition}/{path}"), String::from_utf8_lossy(&bytes).into_owned()));
    (pages.collect(), outcome.problems.into_iter().collect())
}

fn story(facts: &str, words: &str) -> Vec<(&'static str, String)> {
    let text = format!(
        "+++\ntitle = \"A story\"\ndate = 2026-01-02\npeople = []\naudience = \"all\"\n{facts}\n+++\n{words}\n"
    );
    vec![("stories/story.md", text)]
}

/// Texts that are known to be hard on readers of Markdown, TOML and tables. Each of them once took some program minutes.
fn bombs() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let words = |text: String| story("", &text);
    let facts = |text: String| story(&text, "Words.");
    let table = |path: &'static str, text: String| vec![(path, text)];
    let mut bombs = vec![
        ("a line of 5 MB", words("word ".repeat(1_000_000))),
        ("a word of 1 MB", words("w".repeat(1_000_000))),
        ("ten thousand quotes in one another", words(format!("{} deep", "> ".repeat(10_000)))),
        ("ten thousand lists in one another", words(format!("{} deep", "- ".repeat(10_000)))),
        ("a thousand lists, each further in", words((0..1000).map(|n| format!("{}- a\n", "  ".repeat(n))).collect())),
        ("emphasis that never ends", words("*a **a _a ~~a ".repeat(10_000))),
        ("a lot of brackets", words(format!("{}{}", "[".repeat(20_000), "![".repeat(20_000)))),
        ("brackets in one another", words(format!("{}a{}", "[".repeat(10_000), "](x)".repeat(10_000)))),
        ("links that never end", words("[a](<b".repeat(10_000))),
        ("links to nowhere", words("[x](nowhere.md) ".repeat(5_000))),
        ("links of a bad sort", words("[x](javascript:1) ".repeat(5_000))),
        ("code that never ends", words((1..400).map(|n| "`".repeat(n) + " ").collect())),
        ("web code that never ends", words("<a <!-- <? <![CDATA[ ".repeat(5_000))),
        ("footnotes of footnotes", words((0..2000).map(|n| format!("[^{n}]: note [^{}]\n\n", n + 1)).collect())),
        ("a wide table", words(format!("|{}\n|{}\n|{}", "a|".repeat(2000), "-|".repeat(2000), "b|".repeat(2000)))),
        ("many mentions", words("[x](person:margaret) ".repeat(5_000))),
        ("nothing to be seen", words("\u{202e}a\u{200b}".repeat(20_000))),
        ("a letter with 50,000 accents", words(format!("a{}", "\u{301}".repeat(50_000)))),
        ("lists of facts in one another", facts(format!("tags = {}", "[".repeat(10_000)))),
        ("facts in one another", facts(format!("tags = {}", "{a=".repeat(10_000)))),
        ("a fact of a fact of a fact", facts(format!("{} = 1", vec!["a"; 5_000].join(".")))),
        ("2,000 facts that nobody knows", facts((0..2000).map(|n| format!("key{n} = 1\n")).collect())),
        ("a fact 2,000 times", facts("tags = [\"a\"]\n".repeat(2000))),
        ("quotes in quotes", facts(format!("summary = \"{}\"", "a \"b\" ".repeat(2000)))),
        ("facts that never end", vec![("stories/story.md", format!("+++\n{}", "title = \"a\"\n".repeat(5_000)))]),
        (
            "a table of one enormous cell",
            table("feedback/x.csv", format!("date,words\n2026-01-01,\"{}", "\"\"".repeat(200_000))),
        ),
        ("a table of 2,000 columns", table("feedback/x.csv", (0..2000).map(|n| format!("c{n},")).collect())),
        ("a table of short rows", table("feedback/x.csv", format!("date,words,role\n{}", "x\n".repeat(10_000)))),
        (
            "a number of 100,000 figures",
            table("figures/x.csv", format!("period,value\n2026-01,{}\n", "9".repeat(100_000))),
        ),
    ];
    let long = "a".repeat(100_000);
    for facts in [
        format!("{long} = 1"),
        format!("supports = [\"saf:{long}\", \"{long}\"]"),
        format!("related = [\"{long}\"]"),
        format!("evidence_kind = \"{long}\""),
        format!("ref = \"{long}\""),
        format!("[[photo]]\nfile = \"{long}.jpg\"\nalt = \"x\"\npeople = [\"{long}\"]"),
    ] {
        bombs.push(("a fact as long as a book", story(&facts, &format!("[x](person:{long}) [y]({long}.md)"))));
    }
    let person = format!("known_as = \"{long}\"\nnames = [\"{long} {long}\"]\nkind = \"{long}\"\n");
    bombs.push(("a name as long as a book", vec![("people/long.toml", person)]));
    bombs
}

#[test]
fn no_text_stops_a_build_or_floods_the_window() {
    for (what, files) in bombs() {
        let (pages, problems) = made(&files);
        assert!(pages.contains_key("family/index.html"), "{what}");
        for problem in &problems {
            let length = [&problem.says, &problem.means, &problem.fix].map(|words| words.chars().count());
            assert!(
                length.iter().all(|length| *length < 1_200),
                "{what}: {} is told in {length:?} letters",
                problem.code
            );
        }
        let places = problems.iter().filter(|problem| problem.at.file.as_str() != "people/margaret.toml").count();
        assert!(places < 12_000, "{what}: {places} problems");
    }
}

#[test]
fn words_of_templates_are_words() {
    let tricks = [
        "{{ 7 * 7 }}",
        "{{ page.title }}",
        "{% include \"page.html\" %}",
        "{% for x in [1] %}forty-nine{% endfor %}",
        "{# a remark #}",
        "${7*7}",
        "#{7*7}",
        "<%= 7*7 %>",
        "#eval(\"7*7\")",
        "#read(\"/etc/passwd\")",
        "#import \"x.typ\"",
    ];
    for trick in tricks {
        let quoted = trick.replace('"', "\\\"");
        let facts = format!("summary = \"{quoted}\"\nnoticed = \"{quoted}\"");
        let mut files = story(&facts, &format!("Before `{trick}` after."));
        files[0].1 = files[0].1.replace("A story", &quoted);
        let (pages, problems) = made(&files);
        assert!(problems.iter().all(|problem| problem.code != "theme-template"), "{problems:?}");
        let written = trick.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let page = pages.iter().find(|(path, _)| path.starts_with("family/stories/")).expect("its page").1;
        let read = page.replace("&quot;", "\"").replace("&#34;", "\"").replace("&#x2F;", "/").replace("&#47;", "/");
        // The heading, the summary or noticed, and the words.
        assert!(read.matches(&written).count() >= 3, "{trick}: {read}");
        assert!(!pages.values().any(|page| page.contains(">49<") || page.contains(" 49 ")), "{trick}");
    }
}

/// Signs without a mark, and signs that turn words around. Joiners stay where scripts and emoji need them, so not here.
const UNSEEN: [char; 8] =
    ['\u{202e}', '\u{202d}', '\u{2066}', '\u{200b}', '\u{200d}', '\u{200f}', '\u{2060}', '\u{feff}'];

#[test]
fn what_cannot_be_seen_or_turns_words_around_is_told_and_left_out() {
    for sign in UNSEEN {
        let spoilt = format!("gar{sign}den");
        let words = |facts: &str, words: &str| story(facts, words).remove(0).1;
        let row = format!("date,words,role,people,audience\n2026-01-02,The {spoilt} is open,visitor,nobody,all\n");
        let files = [
            ("stories/words.md", words("", &format!("The {spoilt} is open."))),
            ("stories/title.md", words("", "Words.").replace("A story", &format!("The {spoilt}"))),
            ("stories/summary.md", words(&format!("summary = \"The {spoilt}\""), "Words.")),
            ("feedback/row.csv", row),
        ];
        let (pages, problems) = made(&files);
        for (path, _) in &files {
            let told = |problem: &Problem| problem.code == "hidden-characters" && problem.at.file.as_str() == *path;
            assert!(problems.iter().any(told), "{:04x} in {path} is not told", sign as u32);
        }
        for (page, text) in &pages {
            assert!(!text.contains(sign), "{:04x} is shown on {page}", sign as u32);
        }
        assert!(pages.values().any(|page| page.contains("The garden is open")));
    }
}

/// A PDF of ten thousand stories would take more memory than a computer has, and end the program without a word.
#[cfg(feature = "pdf")]
#[test]
fn what_would_fill_a_shelf_is_not_printed_and_told() {
    let (told, files) = a_shelf("\"web\", \"pdf\"");
    assert_eq!(told.len(), 1);
    assert!(told[0].means.contains("Not made: `pdf`."));
    let family = |path: &str| files.iter().any(|((_, known), _)| known.as_str().contains(path));
    assert!(family("a-story") && !family(".pdf"));
    assert_no_page_says(&files, "portfolio.pdf");
}

/// A PDF of a part of it is short, however large the whole is.
#[cfg(feature = "pdf")]
#[test]
fn what_holds_a_part_of_a_shelf_is_printed() {
    let (told, files) = a_shelf("\"web\", \"pdf\", \"large-print\", \"start-here\", \"statements\", \"posters\"");
    assert_eq!(told.len(), 1);
    assert!(told[0].means.contains("Not made: `pdf`, `large-print`."));
    assert!(told[0].means.contains("`statements`, `posters`, `start-here` hold a part of it"));
    let pdfs: Vec<&str> = files.keys().map(|(_, path)| path.as_str()).filter(|path| path.ends_with(".pdf")).collect();
    let statements = pdfs.iter().filter(|path| path.starts_with("statements/")).count();
    assert_eq!(statements, 34);
    assert_eq!(pdfs.len(), statements + 2, "{pdfs:?}");
    assert!(pdfs.contains(&"start-here.pdf") && pdfs.contains(&"posters.pdf"));
    assert_no_page_says(&files, "portfolio.pdf");
    let says_start_here = |(_, bytes): (_, &Vec<u8>)| String::from_utf8_lossy(bytes).contains("start-here.pdf");
    assert!(files.iter().any(says_start_here));
    let (told, _) = a_shelf("\"web\", \"start-here\"");
    assert!(told.is_empty(), "nothing that was asked for is missing");
}

#[cfg(feature = "pdf")]
fn assert_no_page_says(files: &Files, words: &str) {
    let says = |(_, bytes): (_, &Vec<u8>)| String::from_utf8_lossy(bytes).contains(words);
    assert!(!files.iter().any(says), "a page leads to a PDF that is not there: {words}");
}

/// Files of editions, by name and address.
#[cfg(feature = "pdf")]
type Files = BTreeMap<(String, OutPath), Vec<u8>>;

/// More stories than one book holds, and what is told of them and made in these formats.
#[cfg(feature = "pdf")]
fn a_shelf(formats: &str) -> (Vec<Problem>, Files) {
    let mut sources = MemorySources::default();
    sources.put("carefolio.toml", SETTINGS.replace("\"web\"", formats));
    let words = "Tea was had in the garden. ".repeat(1_000);
    for number in 0..100 {
        for (path, text) in story("", &words) {
            let path = path.replace("story.md", &format!("story-{number}.md"));
            sources.put(&path, text.as_bytes());
        }
    }
    let sink = InMemory::default();
    let request = Request::on(Date::read_iso(TODAY).expect("a day"));
    let outcome = pipeline::run(&sources, &request, &sink).expect("memory is never full");
    assert!(outcome.problems.iter().all(|problem| problem.code == "too-much-to-print"));
    (outcome.problems.iter().cloned().collect(), sink.into_files())
}

#[cfg(feature = "pdf")]
#[test]
fn what_would_fill_a_book_is_left_out_of_print_and_told() {
    let mut sources = MemorySources::default();
    sources.put("carefolio.toml", SETTINGS.replace("\"web\"", "\"web\", \"pdf\""));
    for (path, text) in story("", &"a line\n\n".repeat(2_100)) {
        sources.put(path, text.as_bytes());
    }
    let short = story("", "Tea was had.").remove(0).1.replace("A story", "A short story");
    sources.put("stories/short.md", short.as_bytes());
    let sink = InMemory::default();
    let request = Request::on(Date::read_iso(TODAY).expect("a day"));
    let outcome = pipeline::run(&sources, &request, &sink).expect("memory is never full");
    let told: Vec<(&str, &str)> =
        outcome.problems.iter().map(|problem| (problem.code, problem.at.file.as_str())).collect();
    assert_eq!(told, [("too-long-to-print", "stories/story.md")]);
    let files = sink.into_files();
    let family = |path: &str| files.iter().any(|((_, known), _)| known.as_str().contains(path));
    assert!(family("a-story.html") && family("a-short-story.html") && family("portfolio.pdf"));
}
