//! Reads TOML facts with their places.
//!
//! [`Facts`] is asked for each key by name and by what it should be. What is of another sort is a problem and counts as
//! not said; what nobody asked for is a problem at the end. Where it matters that something *was* written although it
//! cannot be read (a withdrawal), the reader says so.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::Line;
use super::dates::Date;
use super::mend::{LOST, Mended, UNREADABLE, mend};
use super::people::Day;
use super::terms::Term;
use crate::problem::facts::{Wanted, date_as_text, facts_unreadable, needed, unknown_key, unknown_word, wrong_type};
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
}

/// Reads a text of facts: reports every line that cannot be read, lets `read` ask for what it knows, then reports the rest.
pub fn read<T>(source: FactsText<'_>, problems: &mut Problems, read: impl FnOnce(&mut Facts<'_, '_>) -> T) -> T {
    let mended = match DeTable::parse(source.text) {
        Ok(_) => Mended { text: source.text.to_owned(), slips: Vec::new() },
        Err(_) => mend(source.text),
    };
    for (line, column, slip) in &mended.slips {
        let at = Span { file: source.file.clone(), line: source.first_line + *line as u32, column: *column as u32 };
        problems.add(facts_unreadable(at, slip));
    }
    let sheet = Sheet::new(FactsText { text: &mended.text, ..source });
    let table = DeTable::parse(&mended.text).map(|table| table.into_inner()).unwrap_or_default();
    let mut facts = Facts { sheet: &sheet, table: &table, at: Span::file(source.file), asked: Vec::new(), problems };
    let value = read(&mut facts);
    facts.finish();
    value
}

/// Turns offsets into places.
struct Sheet<'a> {
    source: FactsText<'a>,
    starts: Vec<usize>,
}

impl<'a> Sheet<'a> {
    fn new(source: FactsText<'a>) -> Sheet<'a> {
        let starts = std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Sheet { source, starts }
    }

    fn at(&self, offset: usize) -> Span {
        let index = self.starts.partition_point(|&start| start <= offset) - 1;
        let before = self.source.text.get(self.starts[index]..offset).unwrap_or("");
        Span {
            file: self.source.file.clone(),
            line: self.source.first_line + index as u32,
            column: before.chars().count() as u32 + 1,
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

    /// One line of words.
    pub fn line(&mut self, key: &'static str) -> Option<Line> {
        let (at, value) = self.said(key).value()?;
        let text = self.words_in(key, &at, value)?;
        (!text.is_empty()).then(|| Line::new(at, text))
    }

    /// One line of words that cannot be left out.
    pub fn needed_line(&mut self, key: &'static str, example: &str) -> Option<Line> {
        let line = self.line(key);
        if line.is_none() && !self.is_unreadable(key) {
            let at = self.at.clone();
            self.report(needed(at, key, example));
        }
        line
    }

    /// One line of words that are not an author's story: an address, a code, a setting.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.line(key).map(|line| line.uncleared().to_owned())
    }

    /// A day.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        match self.day(key) {
            Day::On(date) => Some(date),
            Day::Unsaid | Day::Unreadable => None,
        }
    }

    /// A day that matters even when it cannot be read.
    pub fn day(&mut self, key: &'static str) -> Day {
        match self.said(key) {
            Said::Nothing => Day::Unsaid,
            Said::Unreadable => Day::Unreadable,
            Said::This((at, value)) => self.day_in(key, &at, value).map_or(Day::Unreadable, Day::On),
        }
    }

    fn day_in(&mut self, key: &str, at: &Span, value: Value<'_>) -> Option<Date> {
        let date = match value {
            DeValue::Datetime(time) => time.date.and_then(|day| {
                Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?)
            }),
            DeValue::String(text) => {
                let date = Date::read_any(text);
                if date.is_some() {
                    self.report(date_as_text(at.clone(), key));
                }
                date
            }
            _ => None,
        };
        if date.is_none() {
            self.report(wrong_type(at.clone(), key, Wanted::Day));
        }
        date
    }

    /// One of the fixed words.
    pub fn term<T: Term>(&mut self, key: &'static str) -> Option<T> {
        self.said_term(key).value()
    }

    /// One of the fixed words, when it matters that something was written.
    pub fn said_term<T: Term>(&mut self, key: &'static str) -> Said<T> {
        match self.said(key) {
            Said::Nothing => Said::Nothing,
            Said::Unreadable => Said::Unreadable,
            Said::This((at, value)) => {
                let Some(word) = self.words_in(key, &at, value) else { return Said::Unreadable };
                self.term_in(key, &at, &word).map_or(Said::Unreadable, Said::This)
            }
        }
    }

    fn term_in<T: Term>(&mut self, key: &str, at: &Span, word: &str) -> Option<T> {
        let term = T::read(word);
        if term.is_none() {
            let known: Vec<&str> = T::spellings().collect();
            self.report(unknown_word(at.clone(), key, word, &known));
        }
        term
    }

    /// Fixed words; those nobody knows are reported and left out.
    pub fn terms<T: Term>(&mut self, key: &'static str) -> Vec<T> {
        let lines = self.lines(key);
        lines.iter().filter_map(|line| self.term_in(key, line.at(), line.uncleared())).collect()
    }

    /// A list of lines; a single text counts as a list of one.
    pub fn lines(&mut self, key: &'static str) -> Vec<Line> {
        self.said_lines(key).value().unwrap_or_default()
    }

    /// A list of lines, unreadable as a whole when one of them is.
    pub fn said_lines(&mut self, key: &'static str) -> Said<Vec<Line>> {
        match self.said(key) {
            Said::Nothing => Said::Nothing,
            Said::Unreadable => Said::Unreadable,
            Said::This((at, DeValue::String(text))) => {
                Said::This(tidy(text).map(|text| Line::new(at, text)).into_iter().collect())
            }
            Said::This((_, DeValue::Array(list))) if list.iter().all(|one| one.get_ref().is_str()) => {
                let line = |one: &toml::Spanned<DeValue<'_>>| {
                    let text = tidy(one.get_ref().as_str()?)?;
                    Some(Line::new(self.sheet.at(one.span().start), text))
                };
                Said::This(list.iter().filter_map(line).collect())
            }
            Said::This((at, _)) => {
                self.report(wrong_type(at, key, Wanted::List));
                Said::Unreadable
            }
        }
    }

    /// A number.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let (at, value) = self.said(key).value()?;
        let number = match value {
            DeValue::Integer(whole) if whole.radix() == 10 => whole.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.report(wrong_type(at, key, Wanted::Number));
        }
        number
    }

    /// A number without a fraction, zero or more.
    pub fn whole(&mut self, key: &'static str) -> Option<u32> {
        let (at, value) = self.said(key).value()?;
        let number = whole_in(value);
        if number.is_none() {
            self.report(wrong_type(at, key, Wanted::Whole));
        }
        number
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let (at, value) = self.said(key).value()?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.report(wrong_type(at, key, Wanted::YesNo));
        }
        flag
    }

    /// Rows of four whole numbers: one (`[1, 2, 3, 4]`) or several (`[[…], […]]`).
    pub fn fours(&mut self, key: &'static str) -> Said<Vec<[u32; 4]>> {
        let (at, value) = match self.said(key) {
            Said::Nothing => return Said::Nothing,
            Said::Unreadable => return Said::Unreadable,
            Said::This(said) => said,
        };
        let several = |list: &[toml::Spanned<DeValue<'_>>]| list.iter().map(|one| four_in(one.get_ref())).collect();
        let fours: Option<Vec<[u32; 4]>> = match value {
            DeValue::Array(list) if list.iter().all(|one| one.get_ref().is_array()) => several(list),
            one => four_in(one).map(|four| vec![four]),
        };
        let Some(fours) = fours else {
            self.report(wrong_type(at, key, Wanted::Area));
            return Said::Unreadable;
        };
        Said::This(fours)
    }

    /// Facts under `[key]`.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Facts<'t, '_>) -> T) -> Option<T> {
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
        self.asked.extend(keys);
    }

    /// Whether a key is there at all.
    pub fn is_said(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether a key is there with words, not with headings of its own.
    pub fn holds_words(&self, key: &str) -> bool {
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

    fn find(&self, key: &str) -> Option<(Span, Value<'t>)> {
        let value = self.table.get(key)?;
        Some((self.sheet.at(value.span().start), value.get_ref()))
    }

    fn unasked(&self) -> impl Iterator<Item = (&'t str, Span, Value<'t>)> {
        let asked: BTreeSet<&str> = self.asked.iter().copied().collect();
        let (sheet, table) = (self.sheet, self.table);
        table.iter().filter(move |(key, _)| !asked.contains(key.get_ref().as_ref())).map(move |(key, value)| {
            let key_text: &'t str = key.get_ref().as_ref();
            (key_text, sheet.at(key.span().start), value.get_ref())
        })
    }

    /// A line of words from a value; numbers and days are written out, since `contract = 1204` is clear enough.
    fn words_in(&mut self, key: &str, at: &Span, value: Value<'_>) -> Option<String> {
        match value {
            DeValue::String(text) => Some(tidy(text).unwrap_or_default()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            DeValue::Datetime(_) => self.day_in(key, at, value).map(|date| date.to_string()),
            DeValue::Integer(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.report(wrong_type(at.clone(), key, Wanted::Text));
                None
            }
        }
    }

    fn table_in(&self, value: &'t toml::Spanned<DeValue<'t>>) -> Option<(Span, &'t DeTable<'t>)> {
        Some((self.sheet.at(value.span().start), value.get_ref().as_table()?))
    }

    fn inner<T>(&mut self, at: Span, table: &'t DeTable<'t>, read: impl FnOnce(&mut Facts<'t, '_>) -> T) -> T {
        let mut facts = Facts { sheet: self.sheet, table, at, asked: Vec::new(), problems: self.problems };
        let value = read(&mut facts);
        facts.finish();
        value
    }

    fn finish(self) {
        let known: Vec<&str> = self.asked.clone();
        let unknown: Vec<Problem> = self
            .unasked()
            .filter(|(key, _, value)| !is_mark(value) && !key.starts_with(LOST))
            .map(|(key, at, _)| unknown_key(at, key, known.iter().copied()))
            .collect();
        for problem in unknown {
            self.problems.add(problem);
        }
    }
}

fn is_mark(value: Value<'_>) -> bool {
    value.as_str() == Some(UNREADABLE)
}

fn whole_in(value: Value<'_>) -> Option<u32> {
    value.as_integer().filter(|number| number.radix() == 10)?.as_str().parse().ok()
}

fn four_in(value: Value<'_>) -> Option<[u32; 4]> {
    let numbers: Vec<u32> = value.as_array()?.iter().map(|one| whole_in(one.get_ref())).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

/// One line, without spaces at the ends; nothing when nothing is left.
fn tidy(text: &str) -> Option<String> {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!one_line.is_empty()).then_some(one_line)
}
