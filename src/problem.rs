//! What can be wrong with a folder, told so that a new care worker can put it right.
//!
//! A [`Problem`] is one value: a code, a severity, a place, what is wrong, what it means and what to do.
//! One function makes one problem and all its words live there (the submodules group them by subject).
//! Nothing here prints; nothing here carries words from people's files beyond the author's own keys and file names.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::sources::SourcePath;
use mending::Mending;

pub mod addresses;
pub mod audience;
pub mod consent;
pub mod facts;
pub mod film;
pub mod folder;
pub mod framework;
pub mod joins;
pub mod leaks;
pub mod links;
pub mod mending;
pub mod pages;
pub mod photo;
pub mod plain_words;
pub mod print;
pub mod service;
pub mod settings;
pub mod slips;
pub mod table;
pub mod theme;
pub mod translation;

/// A place in a file of the portfolio. Lines and columns count from 1; 0 means "the whole file".
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The file, relative to the portfolio folder.
    pub file: SourcePath,
    /// Line, from 1; 0 for the whole file.
    pub line: u32,
    /// Column in characters, from 1; 0 for the whole line.
    pub column: u32,
}

impl Span {
    /// A whole file.
    pub fn file(file: &SourcePath) -> Span {
        Span { file: file.clone(), line: 0, column: 0 }
    }

    /// No place at all: what is shown does not know where it came from.
    pub fn nowhere() -> Span {
        Span { file: SourcePath::nowhere(), line: 0, column: 0 }
    }

    /// A line of a file.
    pub fn line(file: &SourcePath, line: u32) -> Span {
        Span { file: file.clone(), line, column: 0 }
    }

    /// The line and column of a byte offset in a text.
    pub fn at_offset(file: &SourcePath, text: &str, offset: usize) -> Span {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Span { file: file.clone(), line: line as u32, column: column as u32 }
    }
}

impl Span {
    /// "stories/tea.md, line 4, column 9".
    pub fn in_words(&self) -> String {
        match (self.line, self.column) {
            (0, _) => self.file.to_string(),
            (line, 0 | 1) => format!("{}, line {line}", self.file),
            (line, column) => format!("{}, line {line}, column {column}", self.file),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How much a problem matters (PRODUCT section 5, the table).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// No edition is replaced; exit 1.
    Error,
    /// Left out and told; exit 0, or 1 under `--strict`.
    HeldBack,
    /// Told; exit 0.
    Advice,
}

/// One thing that is wrong, where, what it means and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub at: Span,
    /// A stable name, such as `consent-expired`.
    pub code: &'static str,
    /// What is wrong, one sentence.
    pub says: String,
    /// What it means for the reader or the edition.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub means: String,
    /// What to do.
    pub fix: String,
    /// The editions it concerns; empty means all of them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub editions: BTreeSet<String>,
    /// Whether `check --fix` can put it right. The change itself holds an author's words and stays here.
    #[serde(rename = "fixable", serialize_with = "is_safe")]
    pub mending: Mending,
}

impl Severity {
    /// What stands above problems of this severity.
    pub fn heading(self, count: usize) -> String {
        match self {
            Severity::Error => {
                format!("{} to put right before anything can be published", counted(count, "mistake", "mistakes"))
            }
            Severity::HeldBack => format!("{} held back", counted(count, "thing is", "things are")),
            Severity::Advice => counted(count, "piece of advice", "pieces of advice"),
        }
    }
}

/// "1 page", "3 pages".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn is_safe<S: Serializer>(mending: &Mending, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(mending.is_safe())
}

impl Problem {
    /// A problem that keeps every edition as it was.
    pub fn error(code: &'static str, at: Span) -> Problem {
        Problem::of(Severity::Error, code, at)
    }

    /// Something that is left out, and told.
    pub fn held_back(code: &'static str, at: Span) -> Problem {
        Problem::of(Severity::HeldBack, code, at)
    }

    /// Something worth knowing.
    pub fn advice(code: &'static str, at: Span) -> Problem {
        Problem::of(Severity::Advice, code, at)
    }

    fn of(severity: Severity, code: &'static str, at: Span) -> Problem {
        Problem {
            severity,
            at,
            code,
            says: String::new(),
            means: String::new(),
            fix: String::new(),
            editions: BTreeSet::new(),
            mending: Mending::ByHand,
        }
    }

    /// What is wrong, one sentence.
    #[must_use]
    pub fn says(mut self, words: impl Into<String>) -> Problem {
        self.says = bounded(words.into());
        self
    }

    /// What it means.
    #[must_use]
    pub fn means(mut self, words: impl Into<String>) -> Problem {
        self.means = bounded(words.into());
        self
    }

    /// What to do about it.
    #[must_use]
    pub fn fix(mut self, words: impl Into<String>) -> Problem {
        self.fix = bounded(words.into());
        self
    }

    /// How it can be put right without asking anybody.
    #[must_use]
    pub fn mended(mut self, mending: Mending) -> Problem {
        self.mending = mending;
        self
    }

    /// Which edition it concerns.
    #[must_use]
    pub fn in_edition(mut self, edition: &str) -> Problem {
        self.editions.insert(edition.to_owned());
        self
    }
}

/// Words that fit a window, for what somebody typed may be as long as a book.
fn bounded(words: String) -> String {
    const BEGINNING: usize = 800;
    const END: usize = 300;
    let Some((cut, _)) = words.char_indices().nth(BEGINNING) else { return words };
    match words[cut..].char_indices().rev().nth(END) {
        Some((end, _)) if end > 0 => format!("{} \u{2026} {}", &words[..cut], &words[cut + end..]),
        _ => words,
    }
}

/// All problems of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Adds one.
    pub fn add(&mut self, problem: Problem) {
        self.list.push(problem);
    }

    /// Adds all of another run of the same build.
    pub fn append(&mut self, other: Problems) {
        self.list.extend(other.list);
    }

    /// Whether anything keeps the editions from being replaced.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// In the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    /// Sorted (errors first, then by place), the same problem told once for all its editions.
    pub fn settled(self) -> Problems {
        let mut list = self.list;
        list.sort_by(|a, b| {
            (a.severity, &a.at, a.code, &a.says, &a.fix).cmp(&(b.severity, &b.at, b.code, &b.says, &b.fix))
        });
        let mut settled: Vec<Problem> = Vec::with_capacity(list.len());
        for problem in list {
            match settled.last_mut() {
                Some(last)
                    if (last.severity, &last.at, last.code, &last.says)
                        == (problem.severity, &problem.at, problem.code, &problem.says) =>
                {
                    last.editions.extend(problem.editions);
                }
                _ => settled.push(problem),
            }
        }
        Problems { list: settled }
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

/// Joins words as a sentence does: "a, b or c".
pub fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    join_with(words, "or")
}

/// Joins words as a sentence does: "a, b and c".
pub fn all_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    join_with(words, "and")
}

fn join_with<'a>(words: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// The nearest of some known words to what was typed, when it is near enough to be meant.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    // To compare with a text as long as a book takes as long as reading it, and finds nothing.
    let is_near = |word: &&str| word.chars().count().abs_diff(length) <= 1 + word.chars().count().max(length) / 4;
    known
        .into_iter()
        .filter(is_near)
        .map(|word| (strsim::damerau_levenshtein(&typed, &word.to_lowercase()), word))
        .filter(|(distance, word)| *distance <= 1 + word.chars().count().max(typed.chars().count()) / 4)
        .min()
        .map(|(_, word)| word)
}
