//! One thing in the portfolio: a story, an audit, a record. What all kinds share; what each adds is in [`Detail`].

mod detail;

pub use detail::{
    Action, Audit, AuditResult, Award, Commitment, Detail, Event, Feedback, Figure, Film, Finding, Improvement,
    Learning, LearningTheme, Measure, Page, Point, Promise, Record, SelfAssessment, Story, Survey, SurveyResult,
};

use std::fmt;

use super::Line;
use super::dates::Date;
use super::markdown::Words;
use super::people::PersonId;
use super::terms::{Audience, EvidenceKind, Kind};
use crate::problem::Span;
use crate::sources::SourcePath;

/// An item's own path without its ending: `stories/2026-05-14-garden-club`; a row of a CSV adds `#` and its `ref`, or
/// a short name made from what it says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(String);

impl ItemId {
    /// Makes an id from a path without its ending.
    pub fn new(path: impl Into<String>) -> ItemId {
        ItemId(path.into())
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A code as an author typed it (`saf:safeguarding`, `caring`), with its place. Resolved by `portfolio`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// Where.
    pub at: Span,
    /// As typed.
    pub typed: String,
}

/// A person named by file name in `people`, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonRef {
    /// Where.
    pub at: Span,
    /// Who.
    pub person: PersonId,
}

/// Another item named by its path, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ItemRef {
    /// Where.
    pub at: Span,
    /// Which.
    pub item: ItemId,
}

/// Who may see an item, as its author says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Intended {
    /// Nothing was said: inspectors only.
    Unsaid,
    /// `audience = "all"`.
    All,
    /// A list.
    These(Vec<Audience>),
}

/// Who is in something, as its author says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Nothing was said: held back where it matters.
    Unsaid,
    /// These people; none means nobody in particular, or nobody recognisable in a photo.
    These(Vec<PersonRef>),
}

/// A rectangle in pixels of the upright picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A photo of an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Photo<T = Line> {
    /// Where the photo is named.
    pub at: Span,
    /// The file, beside the item.
    pub file: SourcePath,
    /// What a person who cannot see it should know.
    pub alt: Option<T>,
    /// Words under it.
    pub caption: Option<T>,
    /// One sentence serves as both.
    pub caption_is_alt: bool,
    /// It says nothing that the words do not say.
    pub decorative: bool,
    /// Who is in it.
    pub people: Who,
    /// Quarter turns clockwise, 0 to 3.
    pub quarter_turns: u8,
    /// The part to show.
    pub crop: Option<Area>,
    /// Parts to cover before anything else is done.
    pub cover: Vec<Area>,
}

impl<T> Photo<T> {
    /// Whether nothing of the file is cut away or covered.
    pub fn shows_all(&self) -> bool {
        self.crop.is_none() && self.cover.is_empty()
    }
}

/// What every kind of item has.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Item<T = Line, W = Words> {
    /// Its path.
    pub id: ItemId,
    /// What it is.
    pub kind: Kind,
    /// Its file (or row).
    pub at: Span,
    /// Where `people` stands, or the file when it does not.
    pub people_at: Span,
    /// Title.
    pub title: T,
    /// The day it is about.
    pub date: Option<Date>,
    /// A reference its author gave it.
    pub reference: Option<Code>,
    /// One sentence.
    pub summary: Option<T>,
    /// Key questions and statements it speaks to.
    pub supports: Vec<Code>,
    /// What kind of proof it is, where its author said.
    pub evidence_kind: Option<EvidenceKind>,
    /// Everyone the words are about.
    pub people: Who,
    /// Who may see it.
    pub intended: Intended,
    /// Where `audience` stands, or the file.
    pub intended_at: Span,
    /// Part of the service it is about.
    pub service_type: Option<T>,
    /// Subjects.
    pub tags: Vec<T>,
    /// Outside source: address.
    pub source_url: Option<T>,
    /// Outside source: title.
    pub source_title: Option<T>,
    /// Outside source: date.
    pub source_date: Option<Date>,
    /// Items that belong with it.
    pub related: Vec<ItemRef>,
    /// Inspector edition only: where the original is.
    pub record_held: Option<T>,
    /// Inspector edition only: the role that can fetch it.
    pub record_owner: Option<T>,
    /// Inspector edition only: its own number.
    pub record_ref: Option<T>,
    /// When somebody should look at it again.
    pub review_by: Option<Date>,
    /// Photos, in their order.
    pub photos: Vec<Photo<T>>,
    /// The body.
    pub words: W,
    /// What its kind adds.
    pub detail: Detail<T, W>,
    /// The language of its words, as a code; none: that of the folder.
    pub written_in: Option<&'static str>,
    /// The same item in other languages.
    pub translations: Vec<Item<T, W>>,
}

impl<T, W> Item<T, W> {
    /// The item and its translations.
    pub fn versions(&self) -> impl Iterator<Item = &Item<T, W>> {
        std::iter::once(self).chain(&self.translations)
    }
}
