//! The reading door: nothing else in the program opens a file of the portfolio.
//!
//! [`Sources`] has two implementations, a folder on disk and a map in memory (tests, later the preview).
//! Paths are checked once, here: a [`SourcePath`] is relative, uses `/`, is in Unicode NFC and never climbs out of the folder.

mod disk;
mod footprint;
mod memory;
mod stamp;

pub use disk::{DiskSources, read_named};
pub use footprint::{Footprint, footprint};
pub use memory::MemorySources;
pub use stamp::Stamp;

use std::fmt;
use std::io;

use camino::Utf8PathBuf;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// A file or folder inside the portfolio, relative, with `/`, in NFC. Ordered by its bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SourcePath(String);

impl SourcePath {
    /// Checks a path somebody wrote. `None` when it is empty, absolute, climbs out with `..`, or names a drive.
    pub fn new(path: &str) -> Option<SourcePath> {
        let is_settled = path.is_ascii() && !path.contains(['\\', ':', '\0']) && !path.is_empty();
        if is_settled && path.split('/').all(|part| !matches!(part, "" | "." | "..")) {
            return Some(SourcePath(path.to_owned()));
        }
        let path = path.replace('\\', "/");
        if path.starts_with('/') || path.contains('\0') || path.contains(':') {
            return None;
        }
        let mut parts: Vec<String> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => return None,
                other => parts.push(other.nfc().collect()),
            }
        }
        if parts.is_empty() { None } else { Some(SourcePath(parts.join("/"))) }
    }

    /// The path of nothing.
    pub(crate) fn nowhere() -> SourcePath {
        SourcePath(String::new())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it is in, or `None` at the top.
    pub fn folder(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(folder, _)| folder)
    }

    /// The last part: the file's own name.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// The ending, in small letters, without the dot; empty when there is none.
    pub fn ending(&self) -> String {
        let name = self.name();
        name.rsplit_once('.')
            .filter(|(stem, _)| !stem.is_empty())
            .map_or_else(String::new, |(_, ending)| ending.to_lowercase())
    }

    /// The parts between the slashes.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// A file named from beside this one (`beans.jpg`, `photos/beans.jpg`). `None` when it would leave the portfolio.
    pub fn beside(&self, name: &str) -> Option<SourcePath> {
        let clean = SourcePath::new(name)?;
        Some(match self.folder() {
            Some(folder) => SourcePath(format!("{folder}/{}", clean.0)),
            None => clean,
        })
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of thing lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// An ordinary file, and its size in bytes.
    File(u64),
    /// A link to somewhere else; it is never followed.
    Link,
    /// A pipe, a device or a socket; it is never opened.
    Other,
    /// A name that is not Unicode, or that cannot be a [`SourcePath`]; shown as well as it can be.
    Unreadable,
    /// Several files of one name, as accents can be spelt in two ways. None of them is read.
    Twins,
}

/// One thing found in the portfolio folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is.
    pub path: SourcePath,
    /// What it is.
    pub kind: EntryKind,
}

/// Where the portfolio is read from. Folders that the program makes (`out`, `.carefolio`) and hidden files are never listed.
pub trait Sources: Sync {
    /// Every file and link, sorted by path.
    fn list(&self) -> io::Result<Vec<Entry>>;
    /// The bytes of one file.
    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>>;
    /// When one file was last touched, if that can be told without reading it.
    fn stamp(&self, path: &SourcePath) -> Option<Stamp>;
    /// Folders of this computer that no reader may learn of: where the portfolio lies, and whose computer it is.
    fn private_places(&self) -> Vec<Utf8PathBuf> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::SourcePath;

    #[test]
    fn a_path_stays_inside_the_folder() {
        for bad in ["", "/etc/passwd", "../x", "a/../../x", "C:/x", "c:x", "a\0b", ".", "//server/share"] {
            assert_eq!(SourcePath::new(bad), None, "{bad:?}");
        }
        assert_eq!(SourcePath::new("a\\b/./c.jpg").map(|path| path.to_string()), Some("a/b/c.jpg".into()));
    }

    #[test]
    fn both_ways_to_write_an_accent_are_one_path() {
        assert_eq!(SourcePath::new("caf\u{e9}.md"), SourcePath::new("cafe\u{301}.md"));
    }
}
