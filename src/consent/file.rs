//! A person's file, to be changed on the author's word: every byte that is not concerned stays as it is.
//!
//! Nothing is written here; [`crate::output::AuthorsFolder`] does that. What may not be read for certain is not changed.

mod narrow;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::record::{NewRecord, quoted};
use crate::content::dates::Date;
use crate::content::people::{ConsentRecord, Day, Person};
use crate::content::terms::{Decision, Use};
use crate::content::{ItemId, parse_person};
use crate::problem::Problems;
use crate::sources::SourcePath;

const MARK: &str = "\u{feff}";

/// Why a file is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotChange {
    /// It is not saved as UTF-8.
    Letters,
    /// A line cannot be read.
    Line(usize),
    /// The consents are written in a way that a program cannot change safely, from this line on.
    Shape(usize),
}

/// What somebody takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The day it counts from.
    pub day: Date,
    /// How they said so, in a line.
    pub how: Option<String>,
    /// Only these uses; none means all of them.
    pub uses: Vec<Use>,
    /// Only for these items; none means all of them.
    pub items: Vec<ItemId>,
}

impl Withdrawal {
    /// Whether something stays.
    pub fn is_narrow(&self) -> bool {
        !self.uses.is_empty() || !self.items.is_empty()
    }
}

/// What a change did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The whole file as it shall be; the same as before when nothing was to be done.
    pub bytes: Vec<u8>,
    /// The records it changed, by the lines of their headings before.
    pub lines: Vec<u32>,
    /// Whether nothing of what they agreed to stays.
    pub is_whole: bool,
}

/// A person's file as it was read.
#[derive(Debug)]
pub struct PersonFile {
    path: SourcePath,
    has_mark: bool,
    text: String,
    line_end: &'static str,
    records: Vec<Place>,
    /// Keys above the first heading: key, and the range of its value.
    top: BTreeMap<String, Fact>,
    person: Person,
}

/// Where a key and its value stand.
#[derive(Clone, Debug)]
struct Fact {
    key: Range<usize>,
    value: Range<usize>,
    words: Option<String>,
    list: Option<Vec<String>>,
}

/// Where a record stands.
#[derive(Debug)]
struct Place {
    header: Range<usize>,
    facts: BTreeMap<String, Fact>,
}

/// One change of the text.
struct Splice {
    range: Range<usize>,
    with: String,
}

impl PersonFile {
    /// Reads a file as it is on disk.
    pub fn read(path: &SourcePath, bytes: &[u8]) -> Result<PersonFile, CannotChange> {
        let text = std::str::from_utf8(bytes).map_err(|_| CannotChange::Letters)?;
        let (has_mark, text) = text.strip_prefix(MARK).map_or((false, text), |rest| (true, rest));
        let table = DeTable::parse(text)
            .map_err(|error| CannotChange::Line(line_of(text, error.span().map_or(0, |span| span.start)) as usize))?;
        let (top, records) = places(text, table.get_ref())?;
        let plain = text.replace("\r\n", "\n");
        let person = parse_person(path, &plain, &mut Problems::default());
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Ok(PersonFile { path: path.clone(), has_mark, text: text.to_owned(), line_end, records, top, person })
    }

    /// Who it is about.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// What a line of words under a key of a record says.
    pub fn said(&self, record: usize, key: &str) -> Option<&str> {
        self.records.get(record)?.facts.get(key)?.words.as_deref()
    }

    /// The same file, read again after a change.
    pub fn reread(&self, changed: &Changed) -> Result<PersonFile, CannotChange> {
        PersonFile::read(&self.path, &changed.bytes)
    }

    /// Takes a consent back, whole or in part. Nothing that was closed is opened by it.
    pub fn withdraw(&self, withdrawal: &Withdrawal) -> Result<Changed, CannotChange> {
        let live: Vec<usize> = self.live(withdrawal.day);
        if withdrawal.is_narrow() {
            if self.records.len() != self.person.consents.len() {
                return Err(self.odd_heading());
            }
            let narrowed = narrow::narrow(self, &live, withdrawal);
            if !narrowed.leaves_nothing {
                return Ok(self.changed(narrowed.splices, &narrowed.records, false));
            }
        }
        let splices = live.iter().flat_map(|record| self.withdrawn(*record, withdrawal)).collect();
        Ok(self.changed(splices, &live, true))
    }

    /// Enters the day of death.
    pub fn died(&self, day: Date) -> Changed {
        self.with_day("died_on", day)
    }

    /// Enters the first day on which they are no longer with the service.
    pub fn left(&self, day: Date) -> Changed {
        self.with_day("left_on", day)
    }

    /// Adds a record at the end.
    pub fn with_record(&self, record: &NewRecord) -> Changed {
        let mut with = String::new();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            with.push_str(self.line_end);
        }
        if !self.text.is_empty() {
            with.push_str(self.line_end);
        }
        with.push_str(&record.text(self.line_end));
        let end = self.text.len();
        self.changed(vec![Splice { range: end..end, with }], &[], false)
    }

    /// Records that open something on this day or will later, by index.
    fn live(&self, day: Date) -> Vec<usize> {
        let lives = |record: &ConsentRecord| {
            record.decision == Some(Decision::Given)
                && !matches!(record.withdrawn_on, Day::Unreadable)
                && !matches!(record.withdrawn_on, Day::On(withdrawn) if withdrawn <= day)
                && !super::decide::has_ended(record, day)
        };
        let known = self.person.consents.iter().take(self.records.len());
        known.enumerate().filter(|(_, record)| lives(record)).map(|(index, _)| index).collect()
    }

    fn withdrawn(&self, record: usize, withdrawal: &Withdrawal) -> Vec<Splice> {
        let place = &self.records[record];
        let day = withdrawal.day.iso();
        let mut lines = Vec::new();
        let mut splices = Vec::new();
        match place.facts.get("withdrawn_on") {
            Some(fact) => splices.push(Splice { range: fact.value.clone(), with: day }),
            None => lines.push(("withdrawn_on", day)),
        }
        match (&withdrawal.how, place.facts.get("withdrawn_how")) {
            (Some(how), Some(fact)) => splices.push(Splice { range: fact.value.clone(), with: quoted(how) }),
            (Some(how), None) => lines.push(("withdrawn_how", quoted(how))),
            (None, _) => {}
        }
        if !lines.is_empty() {
            splices.push(self.lines_after(place, place.last_fact(), &lines));
        }
        splices
    }

    fn with_day(&self, key: &str, day: Date) -> Changed {
        let splice = match self.top.get(key) {
            Some(fact) => Splice { range: fact.value.clone(), with: day.iso() },
            None => {
                let last = self.top.values().max_by_key(|fact| fact.value.end);
                let (at, layout) =
                    last.map_or((0, Layout::default()), |fact| (self.after_line(fact.value.end), self.layout(fact)));
                self.insert(at, &[layout.line(key, &day.iso())])
            }
        };
        self.changed(vec![splice], &[], true)
    }

    fn lines_after(&self, place: &Place, fact: Option<&Fact>, lines: &[(&str, String)]) -> Splice {
        let (at, layout) = match fact {
            Some(fact) => (self.after_line(fact.value.end), self.layout(fact)),
            None => (self.after_line(place.header.end), Layout::default()),
        };
        let lines: Vec<String> = lines.iter().map(|(key, value)| layout.line(key, value)).collect();
        self.insert(at, &lines)
    }

    /// Whole lines at the start of a line, or at the end of a file whose last line is not ended.
    fn insert(&self, at: usize, lines: &[String]) -> Splice {
        let mut with = String::new();
        if at > 0 && !self.text[..at].ends_with('\n') {
            with.push_str(self.line_end);
        }
        for line in lines {
            with.push_str(line);
            with.push_str(self.line_end);
        }
        Splice { range: at..at, with }
    }

    /// The start of the line after a place.
    fn after_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// How a line is set, so that lines beside it can be set alike.
    fn layout(&self, fact: &Fact) -> Layout {
        let start = self.line_start(fact.key.start);
        let indent = &self.text[start..fact.key.start];
        let between = &self.text[fact.key.end..fact.value.start];
        let width = between.find('=').map_or(0, |equals| fact.key.len() + equals);
        let indent = if indent.trim().is_empty() { indent } else { "" };
        Layout { indent: indent.to_owned(), width }
    }

    fn changed(&self, mut splices: Vec<Splice>, records: &[usize], is_whole: bool) -> Changed {
        splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
        let mut text = String::with_capacity(self.text.len() + 200);
        if self.has_mark {
            text.push_str(MARK);
        }
        let mut done = 0;
        for splice in splices {
            text.push_str(&self.text[done..splice.range.start]);
            text.push_str(&splice.with);
            done = splice.range.end;
        }
        text.push_str(&self.text[done..]);
        let lines = records.iter().map(|record| line_of(&self.text, self.records[*record].header.start)).collect();
        Changed { bytes: text.into_bytes(), lines, is_whole }
    }

    fn odd_heading(&self) -> CannotChange {
        let unknown = self.person.consents.get(self.records.len()).map_or(1, |record| record.at.line);
        CannotChange::Shape(unknown as usize)
    }
}

impl Place {
    fn last_fact(&self) -> Option<&Fact> {
        self.facts.values().max_by_key(|fact| fact.value.end)
    }
}

/// How a line is set: its indent, and the column of its `=`.
#[derive(Default)]
struct Layout {
    indent: String,
    width: usize,
}

impl Layout {
    fn line(&self, key: &str, value: &str) -> String {
        let width = self.width.max(key.len() + 1);
        format!("{}{key:width$}= {value}", self.indent)
    }
}

type Places = (BTreeMap<String, Fact>, Vec<Place>);

fn places(text: &str, table: &DeTable<'_>) -> Result<Places, CannotChange> {
    let mut top = BTreeMap::new();
    let mut records = Vec::new();
    for (key, value) in table.iter() {
        let is_heading = value.span().start < key.span().start;
        if !is_heading {
            if key.get_ref() == "consent" {
                return Err(CannotChange::Shape(line_of(text, key.span().start) as usize));
            }
            top.insert(key.get_ref().to_string(), fact(key.span(), value));
        } else if key.get_ref() == "consent" {
            match value.get_ref() {
                DeValue::Array(list) => {
                    for one in list.iter() {
                        records.push(place(text, one)?);
                    }
                }
                _ => records.push(place(text, value)?),
            }
        }
    }
    Ok((top, records))
}

fn place(text: &str, value: &Spanned<DeValue<'_>>) -> Result<Place, CannotChange> {
    let odd = || CannotChange::Shape(line_of(text, value.span().start) as usize);
    let table = value.get_ref().as_table().ok_or_else(odd)?;
    let mut facts = BTreeMap::new();
    for (key, value) in table.iter() {
        if value.span().start <= key.span().start {
            return Err(odd());
        }
        facts.insert(key.get_ref().to_string(), fact(key.span(), value));
    }
    Ok(Place { header: value.span(), facts })
}

fn fact(key: Range<usize>, value: &Spanned<DeValue<'_>>) -> Fact {
    let words = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
    let list = match value.get_ref() {
        DeValue::Array(list) => list.iter().map(|one| words(one.get_ref())).collect(),
        DeValue::String(text) => Some(vec![text.to_string()]),
        _ => None,
    };
    Fact { key, value: value.span(), words: words(value.get_ref()), list }
}

fn line_of(text: &str, at: usize) -> u32 {
    let at = at.min(text.len());
    text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() as u32 + 1
}
