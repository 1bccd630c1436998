//! The files of the portfolio, as an item sees them: those beside it.

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
    /// The door.
    pub sources: &'a dyn Sources,
    /// The files.
    pub files: &'a BTreeMap<SourcePath, u64>,
}

impl Shelf<'_> {
    /// The text of a file, or a problem.
    pub fn text(&self, file: &SourcePath, problems: &mut Problems) -> Option<String> {
        if self.files.get(file).is_some_and(|&size| size > LARGEST_TEXT) {
            problems.add(folder::file_too_big(file));
            return None;
        }
        let Ok(bytes) = self.sources.read(file) else {
            problems.add(folder::file_unreadable(file));
            return None;
        };
        let text = decode::text(file, &bytes, problems)?;
        if let Some(hidden) = first_hidden(&text) {
            problems.add(hidden_characters(Span::at_offset(file, &text, hidden)));
        }
        Some(text)
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
            let beside = facts.file().beside(name).filter(|file| self.files.contains_key(file)).map(|_| name);
            facts.report(folder::file_outside(line.at().clone(), key, beside));
            return None;
        };
        if !self.files.contains_key(&file) {
            let start = facts.file().folder().map_or(0, |folder| folder.len() + 1);
            let near: Vec<&str> = self.in_folder(file.folder()).filter_map(|path| path.as_str().get(start..)).collect();
            facts.report(folder::file_missing(line.at().clone(), key, typed, &near));
            return None;
        }
        Some(file)
    }

    fn in_folder<'s>(&'s self, folder: Option<&'s str>) -> impl Iterator<Item = &'s SourcePath> {
        self.files.keys().filter(move |path| path.folder() == folder)
    }
}
