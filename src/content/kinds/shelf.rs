//! The files of the portfolio, as an item sees them: those beside it. Notes what was asked, so that a file can be told
//! again later to depend on nothing that changed.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::content::Line;
use crate::content::decode::{self, LARGEST_TEXT};
use crate::content::fields::Facts;
use crate::content::markdown::first_hidden;
use crate::problem::links::hidden_characters;
use crate::problem::{Problems, Span, folder};
use crate::sources::{SourcePath, Sources};

/// Every ordinary file with its size, and the door to read them through.
pub struct Shelf<'a> {
    sources: &'a dyn Sources,
    files: &'a BTreeMap<SourcePath, u64>,
    asked: RefCell<Asked>,
}

/// What somebody asked a shelf.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Files that were read, with a hash of their bytes.
    pub read: Vec<(SourcePath, [u8; 32])>,
    /// Files that were looked for, and whether they were there.
    pub sought: Vec<(SourcePath, bool)>,
    /// What was answered depends on more than these: on all names in a folder, or on a disk that would not read.
    pub more: bool,
}

impl<'a> Shelf<'a> {
    /// A shelf that nobody has asked anything yet.
    pub fn new(sources: &'a dyn Sources, files: &'a BTreeMap<SourcePath, u64>) -> Shelf<'a> {
        Shelf { sources, files, asked: RefCell::default() }
    }

    /// All that was asked.
    pub fn into_asked(self) -> Asked {
        self.asked.into_inner()
    }

    /// The text of a file, or a problem.
    pub fn text(&self, file: &SourcePath, problems: &mut Problems) -> Option<String> {
        if self.files.get(file).is_some_and(|&size| size > LARGEST_TEXT) {
            self.asked.borrow_mut().more = true;
            problems.add(folder::file_too_big(file));
            return None;
        }
        let bytes = self.bytes(file, problems)?;
        let text = decode::text(file, &bytes, problems)?;
        if let Some(hidden) = first_hidden(&text) {
            problems.add(hidden_characters(Span::at_offset(file, &text, hidden)));
        }
        Some(text)
    }

    /// What is in a file, or a problem.
    pub fn bytes(&self, file: &SourcePath, problems: &mut Problems) -> Option<Vec<u8>> {
        let Ok(bytes) = self.sources.read(file) else {
            self.asked.borrow_mut().more = true;
            problems.add(folder::file_unreadable(file));
            return None;
        };
        self.asked.borrow_mut().read.push((file.clone(), *blake3::hash(&bytes).as_bytes()));
        Some(bytes)
    }

    /// Whether there is such a file.
    pub fn has(&self, file: &SourcePath) -> bool {
        let there = self.files.contains_key(file);
        self.asked.borrow_mut().sought.push((file.clone(), there));
        there
    }

    /// The file that a key names, when it lies beside the item.
    pub fn file_beside(&self, facts: &mut Facts<'_, '_>, key: &'static str) -> Option<SourcePath> {
        let line = facts.line(key)?;
        self.resolve(facts, key, &line)
    }

    /// The file that a line names, when it lies beside the item.
    pub fn resolve(&self, facts: &mut Facts<'_, '_>, key: &str, line: &Line) -> Option<SourcePath> {
        let typed = line.uncleared();
        let Some(file) = facts.file().beside(typed) else {
            let name = typed.rsplit(['/', '\\']).next().unwrap_or(typed);
            let beside = facts.file().beside(name).filter(|file| self.has(file)).map(|_| name);
            facts.report(folder::file_outside(line.at().clone(), key, beside));
            return None;
        };
        if !self.has(&file) {
            let start = facts.file().folder().map_or(0, |folder| folder.len() + 1);
            let near: Vec<&str> = self.in_folder(file.folder()).filter_map(|path| path.as_str().get(start..)).collect();
            facts.report(folder::file_missing(line.at().clone(), key, typed, &near));
            return None;
        }
        Some(file)
    }

    fn in_folder<'s>(&'s self, folder: Option<&'s str>) -> impl Iterator<Item = &'s SourcePath> {
        self.asked.borrow_mut().more = true;
        self.files.keys().filter(move |path| path.folder() == folder)
    }
}
