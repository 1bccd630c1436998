//! Nothing that is not cleared reaches a reader: no word, no name, no count, no order, no file name.
//!
//! `PROPTEST_CASES=2000 cargo test --test it leaks` looks harder.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use carefolio::content::Date;
use carefolio::pipeline::{self, InMemory, Pdfs, Request};
use carefolio::problem::Severity;
use carefolio::sources::MemorySources;
use proptest::prelude::*;

use crate::folders::{Folder, tree};
use crate::world::{EDITIONS, EditionSpec, State, TODAY, Twist, World, item, world};

/// An edition's files by address.
type Site = BTreeMap<String, Vec<u8>>;

/// The websites of a folder.
fn build(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Site> {
    build_with(files, Pdfs::Leave)
}

fn build_with(files: &BTreeMap<String, Vec<u8>>, pdfs: Pdfs) -> BTreeMap<String, Site> {
    let mut sources = MemorySources::default();
    for (path, bytes) in files {
        sources.put(path, bytes.clone());
    }
    let today = Date::read_iso(TODAY).expect("a day");
    let request = Request { pdfs, ..Request::on(today) };
    let sink = InMemory::default();
    let Ok(outcome) = pipeline::run(&sources, &request, &sink) else { panic!("memory is never full") };
    let errors: Vec<String> = outcome
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| format!("{} {} {}", problem.at, problem.code, problem.says))
        .collect();
    assert!(errors.is_empty(), "the world is well made: {errors:#?}");
    let mut sites: BTreeMap<String, Site> = BTreeMap::new();
    for ((edition, path), bytes) in sink.into_files() {
        sites.entry(edition).or_default().insert(path.as_str().to_owned(), bytes);
    }
    sites
}

/// All that can be read in a site: addresses, and every text of every file.
fn readable(site: &Site) -> String {
    let mut all = String::new();
    for (path, bytes) in site {
        all.push_str(path);
        all.push('\n');
        for text in texts_of(path, bytes) {
            all.push_str(&text);
            all.push('\n');
        }
    }
    all
}

/// Every text that a reader, or a program of a reader's, can get out of a published file. A kind of file that hides its
/// words from a plain look at its bytes (a PDF) is opened here.
fn texts_of(path: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    match path.rsplit('.').next() {
        Some("html" | "xml" | "svg") => vec![words_of(&text), text],
        Some("js" | "json") => vec![text.replace("\\/", "/"), text],
        _ => vec![text],
    }
}

/// The patterns of all pictures that stand in some bytes, wherever they begin.
fn patterns_in(bytes: &[u8]) -> BTreeSet<u64> {
    let begins = |start: &[u8]| start[..3] == [0xff, 0xd8, 0xff] || start == b"RIFF";
    let starts = bytes.windows(4).enumerate().filter(|(_, start)| begins(start));
    starts.filter_map(|(at, _)| image::load_from_memory(&bytes[at..]).ok()).map(|picture| seen_in(&picture)).collect()
}

/// The pattern that a picture shows (see `world::pattern`).
fn seen_in(picture: &image::DynamicImage) -> u64 {
    let grey = picture.to_luma8();
    let (width, height) = grey.dimensions();
    let light = |place: u32| {
        let (x, y) = (place % 8, place / 8);
        grey.get_pixel((2 * x + 1) * width / 16, (2 * y + 1) * height / 16).0[0] > 127
    };
    (0..64).filter(|place| light(*place)).fold(0, |bits, place| bits | 1 << place)
}

/// The words of a page: no tags, no soft hyphens, character codes read.
fn words_of(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            '\u{ad}' | '\u{200b}' => {}
            c if !inside => words.push(c),
            _ => {}
        }
    }
    let mut read = String::with_capacity(words.len());
    let mut rest = words.as_str();
    while let Some(start) = rest.find("&#") {
        let (before, code) = rest.split_at(start);
        read.push_str(before);
        let end = code.find(';').unwrap_or(code.len() - 1);
        let digits = &code[2..end.max(2)];
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        };
        read.extend(number.and_then(char::from_u32));
        rest = &code[end + 1..];
    }
    read + rest
}

/// Which of some words stand in a text, whatever their capitals.
fn found<'w>(words: &'w BTreeSet<String>, text: &str) -> BTreeSet<&'w str> {
    let words: Vec<&String> = words.iter().collect();
    if words.is_empty() {
        return BTreeSet::new();
    }
    let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(&words).expect("a few hundred words");
    finder.find_overlapping_iter(text).map(|hit| words[hit.pattern().as_usize()].as_str()).collect()
}

/// Where a word comes from, to read a failure by.
fn whence(world: &World, edition: EditionSpec, words: &[&str]) -> String {
    let files = world.files(None);
    let mut lines = vec![format!("edition {}", edition.name)];
    for word in words {
        for (path, bytes) in &files {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            for line in text.lines().filter(|line| line.contains(word)) {
                lines.push(format!("{word} in {path}: {}", line.chars().take(160).collect::<String>()));
            }
            if path.contains(word) {
                lines.push(format!("{word} names {path}"));
            }
        }
    }
    lines.join("\n")
}

pub fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(usual), failure_persistence: None, ..ProptestConfig::default() }
}

/// The same world with other uncleared items: some taken out, some put in.
fn other_world(world: &World, edition: EditionSpec, extra: &World, number: u32) -> World {
    let mut other = world.clone();
    let linked: BTreeSet<usize> =
        world.items.iter().filter_map(|item| world.linked(item)).map(|item| item.id).collect();
    let links: BTreeMap<usize, usize> =
        world.items.iter().filter_map(|item| Some((item.id, world.linked(item)?.id))).collect();
    let hidden: Vec<_> = extra
        .items
        .iter()
        .map(|item| crate::world::ItemSpec { id: item.id + 1000, link: None, ..item.clone() })
        .filter(|item| !world.is_shown(item, edition))
        .collect();
    other.items.retain(|item| {
        let goes = (item.id as u32 + number).is_multiple_of(3);
        world.is_shown(item, edition) || linked.contains(&item.id) || !goes
    });
    for (place, item) in hidden.into_iter().enumerate() {
        other.items.insert((place * 2).min(other.items.len()), item);
    }
    // Links are places in the list: they lead to the same items as before.
    let places: BTreeMap<usize, usize> = other.items.iter().enumerate().map(|(place, item)| (item.id, place)).collect();
    for item in &mut other.items {
        item.link = links.get(&item.id).and_then(|id| places.get(id)).copied();
    }
    other
}

/// Every address that a site's pages lead to, without the page it stands on.
fn links(site: &Site) -> BTreeSet<String> {
    let mut links = BTreeSet::new();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (at, start) in text.match_indices("href=") {
            let value = &text[at + start.len()..];
            let address =
                value.strip_prefix('"').map_or_else(|| value.split([' ', '>']).next(), |own| own.split('"').next());
            let address = address.unwrap_or("");
            let address = address.split('#').next().unwrap_or("");
            links.insert(match address.strip_prefix("../") {
                Some(rest) => rest.to_owned(),
                None if folder.is_empty() || address.contains("://") => address.to_owned(),
                None => format!("{folder}/{address}"),
            });
        }
    }
    links
}

proptest! {
    #![proptest_config(cases(24))]

    /// What is not cleared is nowhere; what is cleared is there, or the first half would be worth nothing.
    #[test]
    fn no_canary_gets_out(world in world()) {
        let sites = build(&world.files(None));
        for edition in EDITIONS {
            let text = readable(&sites[edition.name]);
            let canaries = world.shown(edition);
            let leaked: Vec<&str> = found(&canaries.never, &text).into_iter().collect();
            prop_assert!(leaked.is_empty(), "leaked: {}", whence(&world, edition, &leaked));
            let there = found(&canaries.must, &text);
            let missing: Vec<&str> =
                canaries.must.iter().map(String::as_str).filter(|word| !there.contains(word)).collect();
            prop_assert!(missing.is_empty(), "missing: {}", whence(&world, edition, &missing));
            for format in if cfg!(feature = "webp") { &[".jpg", ".webp"][..] } else { &[".jpg"] } {
                let photos = sites[edition.name].iter().filter(|(path, _)| path.ends_with(format));
                let seen: BTreeSet<u64> = photos.flat_map(|(_, bytes)| patterns_in(bytes)).collect();
                prop_assert!(seen.is_disjoint(&canaries.never_be_seen), "a {format} leaked into {}", edition.name);
                prop_assert!(seen.is_superset(&canaries.must_be_seen), "a {format} is missing in {}", edition.name);
            }
        }
    }

    /// Change everything an edition may not show, in any way: its bytes stay the same, file by file.
    #[test]
    fn what_is_not_shown_changes_nothing(
        world in world(),
        extra in proptest::collection::vec(item(), 0..5),
        number in 1..100u32,
        edition in 0..EDITIONS.len(),
    ) {
        let edition = EDITIONS[edition];
        let extra: Vec<_> = extra.into_iter().enumerate()
            .map(|(id, item)| crate::world::ItemSpec { id, ..item }).collect();
        let extra = World { people: world.people.clone(), items: extra };
        let other = other_world(&world, edition, &extra, number);
        let before = &build(&world.files(None))[edition.name];
        let after = &build(&other.files(Some(Twist { edition, number })))[edition.name];
        let addresses = |site: &Site| site.keys().cloned().collect::<Vec<_>>();
        prop_assert_eq!(addresses(before), addresses(after), "addresses of {}", edition.name);
        for (path, bytes) in before {
            if bytes != &after[path] {
                let (one, two) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&after[path]));
                let line = one.lines().zip(two.lines()).find(|(one, two)| one != two);
                prop_assert!(false, "{}/{path} differs: {line:#?}", edition.name);
            }
        }
    }

    /// A consent taken away takes files and links away and never brings one.
    #[test]
    fn a_consent_less_never_shows_more(world in world(), person in 0..6usize) {
        let mut less = world.clone();
        let person = person % less.people.len();
        less.people[person].state = State::WithdrawnToday;
        let (before, after) = (build(&world.files(None)), build(&less.files(None)));
        for edition in EDITIONS {
            let (before, after) = (&before[edition.name], &after[edition.name]);
            let added: Vec<&String> = after.keys().filter(|path| !before.contains_key(*path)).collect();
            prop_assert!(added.is_empty(), "{}: {added:?}", edition.name);
            let known = links(before);
            let added: Vec<String> = links(after).into_iter().filter(|link| !known.contains(link)).collect();
            prop_assert!(added.is_empty(), "{}: {added:?}", edition.name);
        }
    }
}

/// What is written to disk of a world.
type Files = fn(&World) -> BTreeMap<String, Vec<u8>>;

/// A build with a consent, then one without it, against a build that never had it.
fn withdraw(world: &World, person: usize, fault: u64, files: Files) -> Result<(), TestCaseError> {
    let mut less = world.clone();
    let person = person % less.people.len();
    less.people[person].state = State::WithdrawnToday;
    let put = |folder: &Folder, world: &World| {
        for (path, bytes) in files(world) {
            folder.put(&path, bytes);
        }
    };
    let (folder, fresh) = (Folder::new(), Folder::new());
    put(&folder, world);
    folder.build(&[]).ends(0);
    put(&folder, &less);
    // The plug is pulled at some step; the next build finishes the job.
    if fault > 0 {
        folder.build_that_stops(fault);
    }
    folder.build(&[]).ends(0);
    put(&fresh, &less);
    fresh.build(&[]).ends(0);
    prop_assert_eq!(tree(&folder.at("home/out")), tree(&fresh.at("home/out")));
    // The private folder remembers hashes, and none of an author's words: neither hidden nor shown.
    let mut private = String::new();
    let mut pictures = BTreeSet::new();
    for path in tree(&folder.at("home/.carefolio")).into_keys() {
        let bytes = std::fs::read(folder.at("home/.carefolio").join(&path)).expect("a file");
        private.push_str(&path);
        private.push_str(&String::from_utf8_lossy(&bytes));
        pictures.extend(patterns_in(&bytes));
    }
    let hidden_everywhere = |pattern: &u64| !EDITIONS.iter().any(|one| less.shown(*one).must_be_seen.contains(pattern));
    prop_assert!(!pictures.iter().any(hidden_everywhere), "a picture is kept that no edition shows");
    for edition in EDITIONS {
        let canaries = less.shown(edition);
        let everywhere: BTreeSet<String> = EDITIONS.iter().flat_map(|edition| less.shown(*edition).must).collect();
        let hidden: BTreeSet<String> = canaries.never.difference(&everywhere).cloned().collect();
        let kept = found(&hidden, &private);
        prop_assert!(kept.is_empty(), "kept: {}", whence(&less, edition, &kept.into_iter().collect::<Vec<_>>()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(5))]

    /// On disk: a build with a consent, then one without it, equals a build that never had it; nothing private is kept.
    #[test]
    fn withdrawn_is_as_if_it_had_never_been(world in world(), person in 0..6usize, fault in prop_oneof![Just(0), 1..60u64, 1..1200u64]) {
        withdraw(&world, person, fault, |world| world.files(None))?;
    }
}

#[cfg(feature = "pdf")]
proptest! {
    #![proptest_config(cases(2))]

    /// The same with every PDF of every edition.
    #[test]
    fn withdrawn_from_paper_is_as_if_it_had_never_been(world in world(), person in 0..6usize, fault in prop_oneof![Just(0), 1..200u64]) {
        withdraw(&world, person, fault, World::files_to_print)?;
    }
}

#[cfg(feature = "pdf")]
proptest! {
    #![proptest_config(cases(4))]

    /// In no PDF is anything that may not be printed there, read as another program reads it, with all that is packed in
    /// it; in the portfolio is all that may.
    #[test]
    fn no_canary_gets_printed(world in world()) {
        let sites = build_with(&world.files_to_print(), Pdfs::OfFormats { also: Vec::new() });
        for edition in EDITIONS.map(EditionSpec::on_paper) {
            let canaries = world.shown(edition);
            let pdfs: Vec<_> = sites[edition.name].iter().filter(|(path, _)| path.ends_with(".pdf")).collect();
            prop_assert!(pdfs.len() >= 4, "{} has {} PDFs", edition.name, pdfs.len());
            for (path, bytes) in pdfs {
                let text = format!("{path}\n{}", crate::paper::Paper::read(bytes).everything());
                let leaked: Vec<&str> = found(&canaries.never, &text).into_iter().collect();
                prop_assert!(leaked.is_empty(), "leaked into {path}: {}", whence(&world, edition, &leaked));
                let seen = patterns_in(bytes);
                prop_assert!(seen.is_disjoint(&canaries.never_be_seen), "a picture leaked into {path} of {}", edition.name);
                if path == "portfolio.pdf" {
                    let there = found(&canaries.must, &text);
                    let missing: Vec<&str> =
                        canaries.must.iter().map(String::as_str).filter(|word| !there.contains(word)).collect();
                    prop_assert!(missing.is_empty(), "not printed: {}", whence(&world, edition, &missing));
                    prop_assert!(seen.is_superset(&canaries.must_be_seen), "a picture is not printed in {}", edition.name);
                }
            }
        }
    }
}

#[test]
fn words_are_read_through_tags_and_codes() {
    assert_eq!(words_of("<p class=\"a\">Mar<em>gar</em>et&#39;s &#x74;ea</p>"), "Margaret's tea");
}
