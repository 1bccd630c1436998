//! Which page a browser means, and pages as they were when nothing was wrong with their files.

use std::collections::BTreeMap;

use crate::consent::{Reliance, ShownPhoto, StillHolds};
use crate::content::ItemId;
use crate::content::dates::Date;
use crate::plan::photo_book::MadePhoto;
use crate::problem::{Problem, Severity};
use crate::sources::SourcePath;

/// The part of an address that says which edition, where it is the preview's own pages.
pub const OWN: &str = "-";

/// A page of an edition. Editions never mix: the address says which it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageKey {
    /// Name of the edition.
    pub edition: String,
    /// Address in it; empty for where it begins.
    pub path: String,
}

impl PageKey {
    /// Reads `/public/stories/tea.html`.
    pub fn read(address: &str) -> Option<PageKey> {
        let (edition, path) = address.strip_prefix('/')?.split_once('/').unwrap_or((&address[1..], ""));
        (!edition.is_empty()).then(|| PageKey { edition: edition.to_owned(), path: path.to_owned() })
    }

    /// The address, as an address bar has it.
    pub fn address(&self) -> String {
        format!("/{}/{}", encoded(&self.edition), encoded(&self.path))
    }
}

/// A part of an address: letters, figures and a few marks as they are, everything else as `%20`.
pub fn encoded(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' => address.push(char::from(byte)),
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address
}

/// The files that a page is made of, where it is about one item.
#[derive(Clone, Debug, Default)]
pub struct OwnFiles {
    /// The item's file and its translations.
    pub files: Vec<SourcePath>,
    /// The item's folder, with a slash.
    pub folder: Option<String>,
}

impl OwnFiles {
    /// Whether a problem is a mistake in these files.
    pub fn are_broken_by(&self, problem: &Problem) -> bool {
        let is_inside = |folder: &String| problem.at.file.as_str().starts_with(folder.as_str());
        problem.severity == Severity::Error
            && (self.files.contains(&problem.at.file) || self.folder.as_ref().is_some_and(is_inside))
    }
}

/// Whether a problem is a mistake in what every page is made of: the settings, or the theme.
pub fn is_shared(problem: &Problem) -> bool {
    let file = problem.at.file.as_str();
    problem.severity == Severity::Error && (file == "carefolio.toml" || file.starts_with("theme/"))
}

/// A page as it was when nothing was wrong with its files.
#[derive(Clone)]
pub struct Kept {
    /// The page without the preview's bar.
    pub html: String,
    /// What it was made of.
    pub own: OwnFiles,
    /// The item it is about.
    pub item: Option<ItemId>,
    /// The pictures in it, by their addresses.
    pub photos: BTreeMap<String, (ShownPhoto, MadePhoto)>,
    /// Every consent it relies on.
    pub reliances: Vec<Reliance>,
    /// How often the register and the settings had changed.
    pub agreed: u64,
    /// The day it was made for.
    pub day: Date,
}

impl Kept {
    /// Whether it may still be shown: nobody's file and no setting changed since, it is the same day, and everything that
    /// it relied on holds. The second line read it when it was made, by the same register.
    pub fn may_stay(&self, agreed: u64, day: Date, holds: &StillHolds<'_>) -> bool {
        self.agreed == agreed && self.day == day && self.reliances.iter().all(|reliance| holds.holds(reliance))
    }
}

/// So many pages are kept; a person looks at a few.
const MOST_KEPT: usize = 64;

/// Keeps a page; when there are too many, the first by address goes.
pub fn keep(pages: &mut BTreeMap<PageKey, Kept>, key: &PageKey, page: Kept) {
    pages.insert(key.clone(), page);
    while pages.len() > MOST_KEPT {
        let other = pages.keys().find(|known| *known != key).cloned();
        let Some(other) = other else { return };
        pages.remove(&other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_edition_and_the_page() {
        let read = |address: &str| PageKey::read(address).map(|key| (key.edition, key.path));
        let pair = |edition: &str, path: &str| Some((edition.to_owned(), path.to_owned()));
        assert_eq!(read("/public/stories/tea.html"), pair("public", "stories/tea.html"));
        assert_eq!(read("/public"), pair("public", ""));
        assert_eq!(read("/public/"), pair("public", ""));
        assert_eq!(read("/"), None);
        assert_eq!(read("//public/x"), None);
        assert_eq!(read(""), None);
        let key = PageKey { edition: "tŷ".to_owned(), path: "a b\r\nX: 1.html".to_owned() };
        assert_eq!(key.address(), "/t%C5%B7/a%20b%0D%0AX%3A%201.html");
    }
}
