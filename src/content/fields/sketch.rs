//! What keys there are, learnt from the readers themselves: they are run on nothing, and what they ask for is noted.
//! So a description of a file cannot say anything else than what is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use toml::de::DeTable;

use super::{Facts, FactsText, Sheet};
use crate::content::terms::Term;
use crate::problem::{Problems, Span};
use crate::sources::SourcePath;

/// What a key may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of words.
    Line,
    /// A day.
    Day,
    /// One of the fixed words.
    Word(Vec<&'static str>),
    /// A list of the fixed words, or one of them.
    Words(Vec<&'static str>),
    /// A list of lines, or one line.
    Lines,
    /// A number.
    Number,
    /// A number without a fraction, zero or more.
    Whole,
    /// `true` or `false`.
    YesNo,
    /// Rows of four whole numbers.
    Fours,
    /// Facts under `[key]`.
    Table(Sketch),
    /// Facts under each `[[key]]`.
    Tables(Sketch),
    /// Facts under each `[key.NAME]`.
    Named(Sketch),
    /// Known, and not read.
    Anything,
}

/// The keys of a file, or of those under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// What each may hold; several shapes where there is a choice.
    pub keys: BTreeMap<&'static str, Vec<Shape>>,
    /// Those that cannot be left out.
    pub needed: BTreeSet<&'static str>,
    /// Whether there may be lines under names that nobody knows beforehand.
    pub other_lines: bool,
}

static NOTHING: LazyLock<DeTable<'static>> = LazyLock::new(DeTable::new);

/// Notes everything that a reader asks for.
pub fn sketch<T>(file: &SourcePath, read: impl FnOnce(&mut Facts<'_, '_>) -> T) -> Sketch {
    let sheet = Sheet::new(FactsText::whole(file, ""), BTreeSet::new());
    let mut problems = Problems::default();
    let mut facts = Facts {
        sheet: &sheet,
        table: &NOTHING,
        at: Span::file(file),
        asked: Vec::new(),
        problems: &mut problems,
        sketch: Some(Sketch::default()),
    };
    read(&mut facts);
    facts.sketch.unwrap_or_default()
}

impl<'t> Facts<'t, '_> {
    /// Whether nothing is read, and only noted what is asked for.
    pub(super) fn is_sketching(&self) -> bool {
        self.sketch.is_some()
    }

    pub(super) fn note(&mut self, key: &'static str, shape: impl FnOnce() -> Shape) {
        let Some(sketch) = &mut self.sketch else { return };
        let shapes = sketch.keys.entry(key).or_default();
        let shape = shape();
        if shape == Shape::Anything && !shapes.is_empty() {
            return;
        }
        shapes.retain(|known| *known != Shape::Anything && *known != shape);
        shapes.push(shape);
    }

    pub(super) fn note_needed(&mut self, key: &'static str) {
        if let Some(sketch) = &mut self.sketch {
            sketch.needed.insert(key);
        }
    }

    pub(super) fn note_other_lines(&mut self) {
        if let Some(sketch) = &mut self.sketch {
            sketch.other_lines = true;
        }
    }

    /// Says that the lines of a key are fixed words, and perhaps one more, for who reads them as lines.
    pub fn fixed_words<T: Term>(&mut self, key: &'static str, more: &[&'static str]) {
        if let Some(sketch) = &mut self.sketch {
            sketch.keys.insert(key, vec![Shape::Words(T::spellings().chain(more.iter().copied()).collect())]);
        }
    }

    /// Notes what is asked for under a heading.
    pub(super) fn note_under<T>(
        &mut self,
        key: &'static str,
        shape: impl FnOnce(Sketch) -> Shape,
        read: impl FnOnce(&mut Facts<'t, '_>) -> T,
    ) {
        let mut inner = Facts {
            sheet: self.sheet,
            table: &NOTHING,
            at: self.at.clone(),
            asked: Vec::new(),
            problems: self.problems,
            sketch: Some(Sketch::default()),
        };
        read(&mut inner);
        let found = inner.sketch.unwrap_or_default();
        self.note(key, || shape(found));
    }
}
