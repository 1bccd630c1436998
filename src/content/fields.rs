//! Reads TOML facts with their places.
//!
//! [`Facts`] is asked for each key by name and by what it should be. What is of another sort is a problem and counts as
//! not said; what nobody asked for is a problem at the end. Where it matters that something *was* written although it
//! cannot be read (a withdrawal), the reader says so.

mod sketch;
mod values;

pub use sketch::{Shape, Sketch, sketch};

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::Line;
use super::markdown::visible;
use super::mend::{Found, LOST, Manner, UNREADABLE, mend, mend_paths};
use crate::problem::facts::{Wanted, fact_understood, facts_unreadable, unknown_key, wrong_type};
use crate::problem::mending::{Edit, Mending};
use crate::problem::{Problem, Problems, Span};
use crate::sources::SourcePath;

/// A text of facts and where it stands in its file.
#[derive(Clone, Copy)]
pub struct FactsText<'a> {
    /// The file.
    pub file: &'a SourcePath,
    /// The line of the file that the text starts on, from 1.
    pub first_line: u32,
    /// The text, with `\n` for line ends.
    pub text: &'a str,
    /// The line of the file that each line stands for, where it is not simply the next one.
    pub lines: Option<&'a [u32]>,
}

impl<'a> FactsText<'a> {
    /// A whole file of facts.
    pub fn whole(file: &'a SourcePath, text: &'a str) -> FactsText<'a> {
        FactsText { file, first_line: 1, text, lines: None }
    }

    fn line(&self, index: usize) -> u32 {
        self.lines.and_then(|lines| lines.get(index).copied()).unwrap_or(self.first_line + index as u32)
    }

    /// What somebody agreed to is read as it is written.
    fn manner(&self) -> Manner {
        let is_register = self.file.parts().next() == Some("people");
        if is_register { Manner::Strict } else { Manner::Forgiving }
    }
}

/// Reads a text of facts: reports every line that cannot be read, lets `ask` ask for what it knows, then reports the rest.
pub fn read<T>(source: FactsText<'_>, problems: &mut Problems, ask: impl FnOnce(&mut Facts<'_, '_>) -> T) -> T {
    if source.text.contains('\\') {
        let mended = mend_paths(source.text);
        if !mended.slips.is_empty() {
            tell(source, &mended.slips, problems);
            return read_plain(FactsText { text: &mended.text, ..source }, &mended.slips, problems, ask);
        }
    }
    read_plain(source, &[], problems, ask)
}

fn read_plain<T>(
    source: FactsText<'_>,
    known: &[Found],
    problems: &mut Problems,
    ask: impl FnOnce(&mut Facts<'_, '_>) -> T,
) -> T {
    let moved = |slips: &[Found]| slips.iter().chain(known).map(|found| found.line).collect();
    if let Ok(table) = DeTable::parse(source.text) {
        return ask_all(&Sheet::new(source, moved(&[])), table.get_ref(), problems, ask);
    }
    let mended = mend(source.text, source.manner());
    tell(source, &mended.slips, problems);
    let table = DeTable::parse(&mended.text).map(|table| table.into_inner()).unwrap_or_default();
    ask_all(&Sheet::new(FactsText { text: &mended.text, ..source }, moved(&mended.slips)), &table, problems, ask)
}

fn tell(source: FactsText<'_>, slips: &[Found], problems: &mut Problems) {
    for found in slips {
        let column = if source.lines.is_some() { 0 } else { found.column as u32 };
        let at = Span { file: source.file.clone(), line: source.line(found.line), column };
        let edit = |(line, was, becomes): &(usize, String, String)| Edit {
            line: source.line(*line),
            column: 1,
            was: was.clone(),
            becomes: becomes.clone(),
        };
        let edits: Vec<Edit> = found.changes.iter().map(edit).collect();
        // What is rewritten as a whole is not rewritten line by line.
        let mending = if edits.is_empty() || source.lines.is_some() { Mending::ByHand } else { Mending::Edits(edits) };
        problems.add(match found.is_understood {
            true => fact_understood(at, &found.slip, mending),
            false => facts_unreadable(at, &found.slip, mending),
        });
    }
}

fn ask_all<T>(
    sheet: &Sheet<'_>,
    table: &DeTable<'_>,
    problems: &mut Problems,
    ask: impl FnOnce(&mut Facts<'_, '_>) -> T,
) -> T {
    let at = Span::file(sheet.source.file);
    let mut facts = Facts { sheet, table, at, asked: Vec::new(), problems, sketch: None };
    let value = ask(&mut facts);
    facts.finish();
    value
}

/// Turns offsets into places.
struct Sheet<'a> {
    source: FactsText<'a>,
    starts: Vec<usize>,
    /// Lines that are not as the author wrote them, so that their columns mean nothing.
    moved: BTreeSet<usize>,
}

impl<'a> Sheet<'a> {
    fn new(source: FactsText<'a>, moved: BTreeSet<usize>) -> Sheet<'a> {
        let starts = std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Sheet { source, starts, moved }
    }

    fn at(&self, offset: usize) -> Span {
        let index = self.starts.partition_point(|&start| start <= offset) - 1;
        let before = self.source.text.get(self.starts[index]..offset).unwrap_or("");
        let is_moved = self.source.lines.is_some() || self.moved.contains(&index);
        Span {
            file: self.source.file.clone(),
            line: self.source.line(index),
            column: if is_moved { 0 } else { before.chars().count() as u32 + 1 },
        }
    }

    /// A change of what stands between two offsets.
    fn change(&self, range: std::ops::Range<usize>, becomes: &str) -> Mending {
        let at = self.at(range.start);
        match self.source.text.get(range) {
            Some(was) if at.column > 0 => Mending::edit(&at, was, becomes),
            _ => Mending::ByHand,
        }
    }
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said<T> {
    /// Nothing.
    Nothing,
    /// Something that could not be read; the problem has been told.
    Unreadable,
    /// This.
    This(T),
}

impl<T> Said<T> {
    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Said::This(value) => Some(value),
            Said::Nothing | Said::Unreadable => None,
        }
    }
}

type Value<'t> = &'t DeValue<'t>;

/// The facts of a file, or those under one heading of it.
pub struct Facts<'t, 'p> {
    sheet: &'t Sheet<'t>,
    table: &'t DeTable<'t>,
    at: Span,
    asked: Vec<&'t str>,
    problems: &'p mut Problems,
    // Only where nothing is read, to learn what would be.
    sketch: Option<Sketch>,
}

impl<'t> Facts<'t, '_> {
    /// The file.
    pub fn file(&self) -> &'t SourcePath {
        self.sheet.source.file
    }

    /// Where these facts start.
    pub fn at(&self) -> &Span {
        &self.at
    }

    /// Adds a problem of the caller's.
    pub fn report(&mut self, problem: Problem) {
        self.problems.add(problem);
    }

    /// The problems, for a reader of words.
    pub fn problems(&mut self) -> &mut Problems {
        self.problems
    }

    /// Facts under `[key]`.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Facts<'t, '_>) -> T) -> Option<T> {
        if self.is_sketching() {
            self.note_under(key, Shape::Table, read);
            return None;
        }
        let (at, value) = self.said(key).value()?;
        let table = match value {
            DeValue::Table(table) => Some((at.clone(), table)),
            DeValue::Array(list) if list.len() == 1 => self.table_in(&list[0]),
            _ => None,
        };
        let Some((at, table)) = table else {
            self.report(wrong_type(at, key, Wanted::Table));
            return None;
        };
        Some(self.inner(at, table, read))
    }

    /// Facts under every `[[key]]`, in order; a single `[key]` counts as one.
    pub fn each<T>(&mut self, key: &'static str, read: impl FnMut(&mut Facts<'t, '_>) -> Option<T>) -> Vec<T> {
        if self.is_sketching() {
            self.note_under(key, Shape::Tables, read);
            return Vec::new();
        }
        self.asked.push(key);
        self.each_of(key, read)
    }

    /// Facts under every heading of a name that nobody asked for.
    pub fn each_of<T>(&mut self, key: &str, mut read: impl FnMut(&mut Facts<'t, '_>) -> Option<T>) -> Vec<T> {
        let Some((at, value)) = self.find(key).filter(|(_, value)| !is_mark(value)) else { return Vec::new() };
        let tables = match value {
            DeValue::Table(table) => Some(vec![(at.clone(), table)]),
            DeValue::Array(list) => list.iter().map(|one| self.table_in(one)).collect(),
            _ => None,
        };
        let Some(tables) = tables else {
            self.report(wrong_type(at, key, Wanted::Table));
            return Vec::new();
        };
        tables.into_iter().filter_map(|(at, table)| self.inner(at, table, &mut read)).collect()
    }

    /// Facts under every `[key.NAME]`, in the order of the file.
    pub fn named<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&str, &mut Facts<'t, '_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        if self.is_sketching() {
            self.note_under(key, Shape::Named, |facts| read("name", facts));
            return None;
        }
        let (at, value) = self.said(key).value()?;
        let Some(table) = value.as_table() else {
            self.report(wrong_type(at, key, Wanted::Table));
            return None;
        };
        let mut named = Vec::new();
        for (name, value) in table.iter().filter(|(_, value)| !is_mark(value.get_ref())) {
            let inner = match value.get_ref() {
                DeValue::Array(list) if list.len() == 1 => self.table_in(&list[0]),
                _ => self.table_in(value),
            };
            match inner {
                Some((at, inner)) => named.push((value.span().start, name.get_ref(), at, inner)),
                None => self.report(wrong_type(self.sheet.at(value.span().start), key, Wanted::Table)),
            }
        }
        named.sort_by_key(|(start, ..)| *start);
        let read = |(_, name, at, table): (usize, &toml::de::DeString<'_>, _, _)| {
            self.inner(at, table, |facts| read(name, facts))
        };
        Some(named.into_iter().filter_map(read).collect())
    }

    /// Keys that are known but not kept.
    pub fn ignore(&mut self, keys: &[&'static str]) {
        keys.iter().for_each(|key| self.note(key, || Shape::Anything));
        self.asked.extend(keys);
    }

    /// Whether a key is there at all.
    pub fn is_said(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether a key is there with words, not with headings of its own.
    pub fn holds_words(&mut self, key: &'static str) -> bool {
        self.note(key, || Shape::Line);
        self.find(key).is_some_and(|(_, value)| value.is_str() && !is_mark(value))
    }

    /// Where a key stands, or these facts when it does not.
    pub fn place_of(&self, key: &str) -> Span {
        self.table.get_key_value(key).map_or_else(|| self.at.clone(), |(key, _)| self.sheet.at(key.span().start))
    }

    /// Whether a key is there with something that could not be read at all.
    pub fn is_unreadable(&self, key: &str) -> bool {
        self.find(key).is_some_and(|(_, value)| is_mark(value))
    }

    /// Whether a line was there whose key is not known.
    pub fn has_lost_lines(&self) -> bool {
        self.unasked().any(|(_, _, value)| is_mark(value))
            || self.table.keys().any(|key| key.get_ref().starts_with(LOST))
    }

    /// Keys that nobody asked for, with their places.
    pub fn unasked_keys(&self) -> Vec<String> {
        self.unasked().map(|(key, ..)| key.to_owned()).collect()
    }

    /// Headings that nobody asked for.
    pub fn unasked_tables(&self) -> Vec<String> {
        let is_heading = |value: Value<'_>| match value {
            DeValue::Table(_) => true,
            DeValue::Array(list) => list.iter().all(|one| one.get_ref().is_table()) && !list.is_empty(),
            _ => false,
        };
        self.unasked().filter(|(.., value)| is_heading(value)).map(|(key, ..)| key.to_owned()).collect()
    }

    /// Every key not asked for so far that holds words; they count as asked for from here on.
    pub fn other_lines(&mut self) -> Vec<(&'t str, Line)> {
        self.note_other_lines();
        let lines: Vec<(&'t str, Line)> = self
            .unasked()
            .filter_map(|(key, at, value)| Some((key, Line::new(at, tidy(value.as_str()?)?))))
            .filter(|(_, line)| line.uncleared() != UNREADABLE)
            .collect();
        self.asked.extend(lines.iter().map(|(key, _)| *key));
        lines
    }

    fn said(&mut self, key: &'static str) -> Said<(Span, Value<'t>)> {
        self.asked.push(key);
        match self.find(key) {
            None => Said::Nothing,
            Some((_, value)) if is_mark(value) => Said::Unreadable,
            Some(found) => Said::This(found),
        }
    }

    /// A change of the value under a key.
    fn change(&self, key: &str, becomes: &str) -> Mending {
        self.table.get(key).map_or(Mending::ByHand, |value| self.sheet.change(value.span(), becomes))
    }

    fn find(&self, key: &str) -> Option<(Span, Value<'t>)> {
        let value = self.table.get(key)?;
        Some((self.sheet.at(value.span().start), value.get_ref()))
    }

    fn unasked(&self) -> impl Iterator<Item = (&'t str, Span, Value<'t>)> {
        let (sheet, table) = (self.sheet, self.table);
        table.iter().filter(|(key, _)| !self.asked.contains(&key.get_ref().as_ref())).map(move |(key, value)| {
            let key_text: &'t str = key.get_ref().as_ref();
            (key_text, sheet.at(key.span().start), value.get_ref())
        })
    }

    fn table_in(&self, value: &'t toml::Spanned<DeValue<'t>>) -> Option<(Span, &'t DeTable<'t>)> {
        Some((self.sheet.at(value.span().start), value.get_ref().as_table()?))
    }

    fn inner<T>(&mut self, at: Span, table: &'t DeTable<'t>, read: impl FnOnce(&mut Facts<'t, '_>) -> T) -> T {
        let mut facts =
            Facts { sheet: self.sheet, table, at, asked: Vec::new(), problems: self.problems, sketch: None };
        let value = read(&mut facts);
        facts.finish();
        value
    }

    fn finish(self) {
        if self.unasked().next().is_none() {
            return;
        }
        let mut known: Vec<&str> = self.asked.clone();
        known.sort_unstable();
        known.dedup();
        let unknown: Vec<Problem> = self
            .unasked()
            .filter(|(key, _, value)| !is_mark(value) && !key.starts_with(LOST))
            .map(|(key, at, _)| unknown_key(at, key, &known, |near| self.table.contains_key(near)))
            .collect();
        for problem in unknown {
            self.problems.add(problem);
        }
    }
}

fn is_mark(value: Value<'_>) -> bool {
    value.as_str() == Some(UNREADABLE)
}

/// One line, without spaces at the ends and without signs that nobody sees; nothing when nothing is left.
fn tidy(text: &str) -> Option<String> {
    let mut one_line = String::with_capacity(text.len());
    for word in visible(text).split_whitespace() {
        if !one_line.is_empty() {
            one_line.push(' ');
        }
        one_line.push_str(word);
    }
    (!one_line.is_empty()).then_some(one_line)
}
