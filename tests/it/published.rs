//! What Larkfield House publishes: photos without metadata, and links that lead somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::folders::tree;
use crate::same_bytes::built_example;

/// Marks of the parts that a plain JPEG needs: start, JFIF, tables, frames, scans, end.
fn is_plain(mark: u8) -> bool {
    matches!(mark, 0xd8 | 0xe0 | 0xdb | 0xc0..=0xc2 | 0xc4 | 0xda | 0xdd | 0xd9)
}

/// Every mark of a JPEG in its order, from its segments and not from its bytes.
fn marks(bytes: &[u8]) -> Vec<u8> {
    let mut marks = vec![0xd8];
    assert_eq!(bytes.get(..2), Some(&[0xff, 0xd8][..]), "it starts like a JPEG");
    let mut at = 2;
    while at + 1 < bytes.len() {
        assert_eq!(bytes[at], 0xff, "a mark at {at}");
        let mark = bytes[at + 1];
        marks.push(mark);
        at += 2;
        if mark == 0xd9 {
            assert_eq!(at, bytes.len(), "nothing follows the end");
            return marks;
        }
        at += usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
        if mark == 0xda {
            // The picture itself, up to a mark that is neither a stuffed byte nor a restart.
            while !(bytes[at] == 0xff && bytes[at + 1] != 0 && !(0xd0..=0xd7).contains(&bytes[at + 1])) {
                at += 1;
            }
        }
    }
    panic!("the file ends before the picture does");
}

#[test]
fn published_photos_hold_pixels_and_nothing_else() {
    let out = built_example().join("out");
    let photos: Vec<String> = tree(&out).into_keys().filter(|path| path.ends_with(".jpg")).collect();
    assert!(photos.len() > 40, "{}", photos.len());
    for path in photos {
        let bytes = fs::read(out.join(&path)).expect("a photo");
        let odd: Vec<u8> = marks(&bytes).into_iter().filter(|mark| !is_plain(*mark)).collect();
        assert!(odd.is_empty(), "{path} has the parts {odd:x?}");
        for secret in [&b"Exif"[..], b"http://ns.adobe.com", b"Photoshop", b"8BIM", b"ICC_PROFILE", b"Adobe"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{path} holds {secret:?}");
        }
    }
    // Nothing but what carefolio makes is published: no picture in another form, nothing copied.
    let endings: BTreeSet<String> =
        tree(&out).into_keys().map(|path| path.rsplit(['.', '/']).next().unwrap_or("").to_owned()).collect();
    let known = ["css", "csv", "html", "jpg", "js", "json", "pdf", "svg", "txt", "woff2", "xml", "_headers"];
    assert_eq!(endings.iter().filter(|ending| !known.contains(&ending.as_str())).count(), 0, "{endings:?}");
}

/// Every page of an edition can be reached by links from its home page; the page for a wrong address needs none.
#[test]
fn every_page_is_reached_from_the_home_page() {
    let out = built_example().join("out");
    for edition in ["public", "family", "commissioner", "inspector"] {
        let site = out.join(edition);
        let mut unseen: BTreeSet<String> = tree(&site).into_keys().filter(|path| path.ends_with(".html")).collect();
        let mut waiting = vec!["index.html".to_owned()];
        while let Some(path) = waiting.pop() {
            if !unseen.remove(&path) {
                continue;
            }
            let page = fs::read_to_string(site.join(&path)).expect("a page");
            let links = values(&page, "href").into_iter().filter_map(|link| link.split('#').next());
            waiting.extend(links.filter_map(|link| resolved(&path, link)));
        }
        assert_eq!(unseen.into_iter().collect::<Vec<_>>(), ["404.html"], "{edition}");
    }
}

/// The search page is the only one with a script, and its two scripts are the only ones.
#[test]
fn only_the_search_page_has_a_script() {
    let out = built_example().join("out");
    for path in tree(&out).into_keys().filter(|path| path.ends_with(".html") || path.ends_with(".js")) {
        let text = fs::read_to_string(out.join(&path)).expect("a page or a script");
        let name = path.rsplit('/').next().unwrap_or(&path);
        if path.ends_with(".html") {
            // What search engines read is data, and no browser runs it.
            let scripts =
                text.matches("<script").count() - text.matches("<script type=\"application/ld+json\">").count();
            assert_eq!(scripts, if name == "search.html" { 2 } else { 0 }, "{path}");
        }
        if path.ends_with(".js") {
            assert!(["search.js", "search-index.js"].contains(&name), "{path}");
            for asking in ["http:", "https:", "fetch(", "XMLHttpRequest", "import(", "eval(", "innerHTML"] {
                assert!(!text.contains(asking), "{path}: {asking}");
            }
        }
    }
}

/// The values of an attribute in a page.
pub fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=");
    let value = |rest: &'p str| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>']).next(),
    };
    page.split(start.as_str()).skip(1).filter_map(value).collect()
}

#[test]
fn every_link_leads_to_a_file_of_its_own_edition() {
    let out = built_example().join("out");
    for edition in ["public", "family", "commissioner", "inspector"] {
        let site = out.join(edition);
        let files: BTreeSet<String> = tree(&site).into_keys().collect();
        let pages: BTreeMap<&String, String> = files
            .iter()
            .filter(|path| path.ends_with(".html"))
            .map(|path| (path, fs::read_to_string(site.join(path)).expect("a page")))
            .collect();
        let names: BTreeMap<&str, BTreeSet<&str>> =
            pages.iter().map(|(path, page)| (path.as_str(), values(page, "id").into_iter().collect())).collect();
        let mut wrong = Vec::new();
        for (path, page) in &pages {
            let ids = values(page, "id");
            if ids.len() != names[path.as_str()].len() {
                wrong.push(format!("{path} uses an id twice"));
            }
            let sizes = values(page, "srcset").into_iter().flat_map(|set| set.split(','));
            let sizes = sizes.filter_map(|one| one.split_whitespace().next());
            for address in values(page, "href").into_iter().chain(values(page, "src")).chain(sizes) {
                if let Some(told) = wrong_link(path, address, &files, &names) {
                    wrong.push(format!("{edition}/{path}: {address} {told}"));
                }
            }
        }
        wrong.sort();
        wrong.dedup();
        assert!(wrong.is_empty(), "{} links\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
    }
}

fn wrong_link(
    page: &str,
    address: &str,
    files: &BTreeSet<String>,
    names: &BTreeMap<&str, BTreeSet<&str>>,
) -> Option<String> {
    if ["https://", "http://", "mailto:", "tel:"].iter().any(|start| address.starts_with(start)) {
        return None;
    }
    // A picture of a few bytes stands in the page itself.
    if address.starts_with("data:") {
        return None;
    }
    let (path, name) = address.split_once('#').map_or((address, None), |(path, name)| (path, Some(name)));
    if path.starts_with('/') || path.contains(':') || path.contains('?') {
        return Some("is not relative".to_owned());
    }
    let target = if path.is_empty() { Some(page.to_owned()) } else { resolved(page, path) };
    let Some(target) = target else { return Some("leaves the edition".to_owned()) };
    if !files.contains(&target) {
        return Some("leads nowhere".to_owned());
    }
    if Path::new(&target).extension().is_none() {
        return Some("does not name a file".to_owned());
    }
    let name = name?;
    (!names.get(target.as_str()).is_some_and(|known| known.contains(name))).then(|| "has no such place".to_owned())
}

fn resolved(page: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn nothing_is_asked_of_another_computer() {
    let out = built_example().join("out");
    let mut wrong = Vec::new();
    for path in tree(&out).into_keys().filter(|path| path.ends_with(".html") || path.ends_with(".css")) {
        let text = fs::read_to_string(out.join(&path)).expect("a page");
        let loads =
            values(&text, "src").into_iter().chain(text.split("url(").skip(1)).chain(text.split("@import").skip(1));
        wrong.extend(
            loads.filter(|from| from.trim_start_matches(['"', '\'', ' ']).starts_with("http")).map(|_| path.clone()),
        );
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
