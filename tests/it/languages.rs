//! Two languages side by side: each page has its twin, every link leads somewhere, and a translation opens nothing.

use std::collections::BTreeMap;

use carefolio::content::dates::Date;
use carefolio::pipeline::{self, InMemory, Request};
use carefolio::plan::OutPath;
use carefolio::sources::MemorySources;

use crate::published::values;

type Files = BTreeMap<(String, OutPath), Vec<u8>>;

const SETTINGS: &str = "languages = [\"en\", \"cy\"]\n[service]\nname = \"Plas Rhos\"\n";
const MAIR: &str = "known_as = \"Mair\"\nnames = [\"Mair Pugh\"]\nkind = \"resident\"\n[[consent]]\ndecision = \"refused\"\n\
                    given_on = 2026-01-10\n";

fn story(title: &str, people: &str, words: &str) -> String {
    format!("+++\ntitle = \"{title}\"\npeople = {people}\naudience = \"all\"\nsupports = [\"caring\"]\n+++\n{words}\n")
}

fn built(files: &[(&str, &str)]) -> Files {
    let mut sources = MemorySources::default();
    for (path, text) in files {
        sources.put(path, *text);
    }
    let today = Date::read_iso("2026-06-01").expect("a day");
    let sink = InMemory::default();
    let request = Request::on(today);
    let outcome = pipeline::run(&sources, &request, &sink).expect("memory does not fail");
    assert!(!outcome.problems.has_errors(), "{:?}", outcome.problems);
    sink.into_files()
}

fn folder<'f>(shown: &'f str, welsh: &'f str, secret: &'f str, secret_welsh: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("carefolio.toml", SETTINGS),
        ("people/mair.toml", MAIR),
        ("stories/2026-05-14-beans.md", shown),
        ("stories/2026-05-14-beans.cy.md", welsh),
        ("stories/2026-05-15-secret.md", secret),
        ("stories/2026-05-15-secret.cy.md", secret_welsh),
    ]
}

#[test]
fn every_page_has_its_twin_and_every_link_leads_to_a_file() {
    let (shown, secret) = (story("Beans", "[]", "Beans grow."), story("Secret", "[\"mair\"]", "She sang."));
    let files = built(&folder(&shown, "+++\ntitle = \"Ffa\"\n+++\nMae ffa'n tyfu.\n", &secret, "Canodd.\n"));
    let mut welsh_pages = 0;
    for ((edition, path), bytes) in files.iter().filter(|((_, path), _)| path.as_str().ends_with(".html")) {
        let page = String::from_utf8(bytes.clone()).expect("text");
        let is_welsh = path.as_str().starts_with("cy/");
        welsh_pages += usize::from(is_welsh);
        let lang = if is_welsh { "<html lang=cy" } else { "<html lang=en" };
        assert!(page.contains(lang), "{edition}/{path:?}");
        for href in values(&page, "href") {
            if href.starts_with('#') || href.contains(':') {
                continue;
            }
            let target = resolved(path.as_str(), href);
            let is_there = OutPath::new(&target).is_some_and(|path| files.contains_key(&(edition.clone(), path)));
            assert!(is_there, "{edition}/{}: {href}", path.as_str());
        }
        let twin =
            if is_welsh { path.as_str().trim_start_matches("cy/").to_owned() } else { format!("cy/{}", path.as_str()) };
        let has_twin = OutPath::new(&twin).is_some_and(|path| files.contains_key(&(edition.clone(), path)));
        assert!(has_twin || path.as_str() == "404.html", "{edition}/{twin}");
    }
    assert!(welsh_pages > 100, "{welsh_pages}");
}

#[test]
fn a_translation_of_what_is_held_back_changes_no_byte() {
    let shown = story("Beans", "[]", "Beans grow.");
    let secret = |words: &str| story("Secret", "[\"mair\"]", words);
    let (one, two) = (secret("She sang."), secret("She danced, and then she told us where."));
    let first = built(&folder(&shown, "Ffa.\n", &one, "Canodd.\n"));
    let second = built(&folder(&shown, "Ffa.\n", &two, "+++\ntitle = \"Dawns\"\n+++\nDawnsiodd, a dweud ymhle.\n"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert_eq!(bytes, &second[name], "{name:?}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn each_language_has_its_pdf_and_words_in_another_say_so() {
    use crate::paper::Paper;
    let shown = story("Beans", "[]", "Beans grow, and [ffa yw ffa](lang:cy) as they say.");
    let only_english = story("Soup", "[]", "We cooked it at noon, and nobody wrote this in Welsh.");
    let mut folder = folder(&shown, "+++\ntitle = \"Ffa gwyrdd\"\n+++\nMae ffa'n tyfu.\n", &only_english, "");
    folder.retain(|(path, _)| *path != "stories/2026-05-15-secret.cy.md");
    let files = built(&folder);
    let paper = |path: &str| {
        let path = OutPath::new(path).expect("an address");
        Paper::read(&files[&("inspector".to_owned(), path)])
    };
    let (english, welsh) = (paper("portfolio.pdf"), paper("cy/portfolio.pdf"));
    let lang = |paper: &Paper| {
        let lang = paper.catalog().get::<hayro_syntax::object::String<'_>>("Lang").expect("a language");
        String::from_utf8_lossy(lang.as_bytes()).into_owned()
    };
    assert_eq!((lang(&english), lang(&welsh)), ("en-GB".to_owned(), "cy".to_owned()));
    assert_eq!(english.words_in("cy"), "ffa yw ffa");
    assert!(english.words().contains("and ffa yw ffa as they say"), "they stand in their line");
    assert!(welsh.words().contains("Ffa gwyrdd") && welsh.words().contains("tyfu"), "{}", welsh.words());
    assert!(!welsh.words().contains("as they say"), "what is translated stands there once");
    assert!(!english.words().contains("Ffa gwyrdd"));
    assert!(welsh.words().contains("Cynnwys"), "its own words are Welsh");
    let marked_english = welsh.tags().iter().filter(|tag| tag.lang.as_deref() == Some("en")).count();
    assert!(marked_english > 0, "what nobody translated says that it is English");
    assert!(welsh.words_in("en").contains("Soup"), "{}", welsh.words_in("en"));
}

fn resolved(page: &str, href: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in href.split('#').next().unwrap_or("").split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
