//! What is printed: for everybody to read, the same each time, and never more than people agreed to have printed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use carefolio::consent::Screened;
use carefolio::content::{self, Date};
use carefolio::edition::{self, Form};
use carefolio::framework::Frameworks;
use carefolio::pipeline::{self, InMemory, Request};
use carefolio::portfolio;
use carefolio::problem::{Problems, Severity};
use carefolio::sources::{MemorySources, SourcePath};

use crate::folders::{photo, tree};
use crate::paper::Paper;

type Files = BTreeMap<(String, String), Vec<u8>>;

const TODAY: &str = "2026-11-20";

/// Larkfield House in memory, with small pictures, and a PDF for every edition.
fn larkfield() -> MemorySources {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example");
    let mut sources = MemorySources::default();
    for (number, path) in tree(&example).into_keys().enumerate() {
        let made = path.starts_with("out/") || path.starts_with(".carefolio/");
        if made || SourcePath::new(&path).is_none() {
            continue;
        }
        let bytes = match path.as_str() {
            path if path.ends_with(".jpg") => photo([(number * 5 % 256) as u8, 90, 160]),
            "carefolio.toml" => {
                let text = std::fs::read_to_string(example.join(&path)).expect("settings");
                with_formats(&text, "[\"web\", \"pdf\", \"start-here\"]").into_bytes()
            }
            _ => std::fs::read(example.join(&path)).expect("a file"),
        };
        sources.put(&path, bytes);
    }
    sources
}

/// The settings, with the same formats for every edition.
fn with_formats(settings: &str, formats: &str) -> String {
    let line = |line: &str| match line.split_once('=') {
        Some((key, _)) if key.trim() == "formats" => format!("formats = {formats}\n"),
        _ => format!("{line}\n"),
    };
    settings.lines().map(line).collect()
}

fn today() -> Date {
    Date::read_iso(TODAY).expect("a day")
}

fn build(sources: &MemorySources) -> Files {
    let request = Request::on(today());
    let sink = InMemory::default();
    let Ok(outcome) = pipeline::run(sources, &request, &sink) else { panic!("memory is never full") };
    let errors: Vec<String> = outcome
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| format!("{} {} {}", problem.at, problem.code, problem.says))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    sink.into_files().into_iter().map(|((name, path), bytes)| ((name, path.to_string()), bytes)).collect()
}

fn built() -> &'static Files {
    static BUILT: OnceLock<Files> = OnceLock::new();
    BUILT.get_or_init(|| build(&larkfield()))
}

fn paper(edition: &str, pdf: &str) -> Paper {
    Paper::read(&built()[&(edition.to_owned(), pdf.to_owned())])
}

#[test]
fn a_screen_reader_finds_its_way_and_the_file_promises_it() {
    let paper = paper("inspector", "portfolio.pdf");
    let xmp = paper.xmp();
    for promise in ["pdfuaid:part>1<", "pdfaid:part>2<", "pdfaid:conformance>A<"] {
        assert!(xmp.contains(promise), "{promise}: {xmp}");
    }
    assert!(xmp.contains("Larkfield House: our evidence portfolio"), "its title");

    let catalog = paper.catalog();
    let marked = catalog.get::<hayro_syntax::object::Dict<'_>>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
    assert_eq!(marked, Some(true));
    let language = catalog.get::<hayro_syntax::object::String<'_>>("Lang").expect("a language");
    assert_eq!(language.as_bytes(), b"en-GB");
    let viewer = catalog.get::<hayro_syntax::object::Dict<'_>>("ViewerPreferences").expect("how it is shown");
    assert_eq!(viewer.get::<bool>("DisplayDocTitle"), Some(true));
    assert!(catalog.contains_key("PageLabels"), "pages have labels");

    let bookmarks = paper.bookmarks();
    for wanted in ["Part 1: Safe", "At a glance", "Index by statement", "S-014"] {
        assert!(bookmarks.iter().any(|title| title.contains(wanted)), "a bookmark for {wanted}: {bookmarks:?}");
    }

    let tags = paper.tags();
    let of = |role: &str| tags.iter().filter(|tag| tag.role == role).count();
    assert!(of("H1") > 10 && of("H2") > 50 && of("L") > 20 && of("Link") > 100, "headings, lists and links");
    let figures: Vec<_> = tags.iter().filter(|tag| tag.role == "Figure").collect();
    assert!(figures.len() > 30, "{}", figures.len());
    for figure in figures {
        assert!(figure.alt.as_ref().is_some_and(|alt| alt.len() > 5), "a figure without words: {figure:?}");
    }
    let heads: Vec<_> = tags.iter().filter(|tag| tag.role == "TH").collect();
    assert!(heads.iter().any(|tag| tag.scope.as_deref() == Some("Row")), "headings of rows");
    assert!(heads.iter().any(|tag| tag.scope.as_deref() == Some("Column")), "headings of columns");
    assert!(heads.iter().all(|tag| tag.scope.is_some()));

    // No level is skipped.
    let mut above = 0;
    for tag in &tags {
        let Some(level) = tag.role.strip_prefix('H').and_then(|level| level.parse::<u32>().ok()) else { continue };
        assert!(level <= above + 1, "H{level} after H{above}");
        above = level;
    }
}

#[test]
fn each_key_question_has_its_colour_on_paper_as_on_the_website() {
    let base = include_str!("../../themes/default/print/base.typ");
    let page = String::from_utf8_lossy(&built()[&("inspector".to_owned(), "index.html".to_owned())]).into_owned();
    for number in 1..=5 {
        let class = format!("q-{number}");
        assert!(page.contains(&class), "{class} is what pages call it");
        assert_eq!(base.matches(&format!("\"{class}\": rgb")).count(), 2, "{class} has a colour and a tint");
    }
}

#[test]
fn photos_in_it_are_those_of_the_website_byte_by_byte() {
    let website: BTreeSet<&Vec<u8>> = built()
        .iter()
        .filter(|((edition, path), _)| edition == "inspector" && path.ends_with(".jpg"))
        .map(|(_, bytes)| bytes)
        .collect();
    let photos = paper("inspector", "portfolio.pdf").photos();
    assert!(photos.len() > 20, "{}", photos.len());
    assert!(photos.iter().all(|photo| website.contains(photo)), "made anew once, and copied from there");
}

#[test]
fn the_same_folder_prints_the_same_bytes() {
    let again = build(&larkfield());
    for (place, bytes) in built().iter().filter(|((_, path), _)| path.ends_with(".pdf")) {
        assert!(again[place] == *bytes, "{place:?} is not the same");
    }
}

#[test]
fn the_first_hour_fits_twelve_pages() {
    let paper = paper("inspector", "start-here.pdf");
    assert!(paper.pages() <= 12, "{}", paper.pages());
    let words = paper.words();
    assert!(words.contains("portfolio page"), "it leads to the portfolio");
}

/// What each edition may show, by reference: on its pages, and printed.
fn references(sources: &MemorySources) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut problems = Problems::default();
    let mut parsed = content::parse(sources, &mut problems);
    let settings = parsed.settings.take().expect("settings");
    let active: Vec<_> = settings.frameworks.iter().map(|code| (code.at.clone(), code.typed.as_str())).collect();
    let frameworks = Frameworks::load(&active, &parsed.frameworks, &mut problems);
    let portfolio = portfolio::gather(parsed, settings, frameworks, &mut problems);
    let screened = Screened::new(&portfolio);
    let mut all = BTreeMap::new();
    for settings in &portfolio.settings.editions {
        let mut shown = |form: Form| -> BTreeSet<String> {
            let edition = edition::prepare(&portfolio, &screened, settings, form, today(), &mut problems);
            edition.entries.iter().map(|entry| entry.reference.to_owned()).collect()
        };
        all.insert(settings.name.clone(), (shown(Form::Pages), shown(Form::Print)));
    }
    all
}

#[test]
fn print_and_website_name_the_same_items() {
    let every: BTreeSet<String> =
        references(&larkfield()).into_values().flat_map(|(pages, print)| pages.into_iter().chain(print)).collect();
    let said_in = |words: &str| -> BTreeSet<String> {
        let words: BTreeSet<&str> = words.split(|letter: char| !(letter.is_alphanumeric() || letter == '-')).collect();
        every.iter().filter(|reference| words.contains(reference.as_str())).cloned().collect()
    };
    for (edition, (pages, print)) in references(&larkfield()) {
        let on_paper = said_in(&paper(&edition, "portfolio.pdf").words());
        let missing: Vec<&String> = print.difference(&on_paper).collect();
        let too_much: Vec<&String> = on_paper.difference(&print).collect();
        assert!(missing.is_empty() && too_much.is_empty(), "{edition}: not printed {missing:?}, too much {too_much:?}");

        let html = built().iter().filter(|((name, path), _)| *name == edition && path.ends_with(".html"));
        let html: String = html.map(|(_, page)| String::from_utf8_lossy(page).into_owned()).collect();
        let on_pages = said_in(&html);
        let both: BTreeSet<&String> = pages.intersection(&print).collect();
        assert!(
            both.iter().all(|reference| on_pages.contains(*reference) && on_paper.contains(*reference)),
            "{edition}"
        );
        assert!(both.len() > 40, "{edition}: {}", both.len());
    }
}
