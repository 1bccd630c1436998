//! One thing in the portfolio: a story, an audit, a record. What all kinds share, and what each adds.

use std::fmt;

use super::Line;
use super::dates::{Date, Period};
use super::markdown::Words;
use super::people::PersonId;
use super::terms::{Audience, Better, Counts, EvidenceKind, FeedbackWhat, HowOften, Kind, PagePlace, State};
use crate::problem::Span;
use crate::sources::SourcePath;

/// An item's own path without its ending: `stories/2026-05-14-garden-club`; a row of a CSV adds `#` and its line.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Where.
    pub at: Span,
    /// As typed.
    pub typed: String,
}

/// A person named by file name in `people`, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRef {
    /// Where.
    pub at: Span,
    /// Who.
    pub person: PersonId,
}

/// Another item named by its path, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRef {
    /// Where.
    pub at: Span,
    /// Which.
    pub item: ItemId,
}

/// Who may see an item, as its author says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intended {
    /// Nothing was said: inspectors only.
    Unsaid,
    /// `audience = "all"`.
    All,
    /// A list.
    These(Vec<Audience>),
}

/// Who is in something, as its author says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nothing was said: held back where it matters.
    Unsaid,
    /// These people; none means nobody in particular, or nobody recognisable in a photo.
    These(Vec<PersonRef>),
}

/// A rectangle in pixels of the upright picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Where the photo is named.
    pub at: Span,
    /// The file, beside the item.
    pub file: SourcePath,
    /// What a person who cannot see it should know.
    pub alt: Option<Line>,
    /// Words under it.
    pub caption: Option<Line>,
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

/// What every kind of item has.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its path.
    pub id: ItemId,
    /// What it is.
    pub kind: Kind,
    /// Its file (or row).
    pub at: Span,
    /// Where `people` stands, or the file when it does not.
    pub people_at: Span,
    /// Title.
    pub title: Line,
    /// The day it is about.
    pub date: Option<Date>,
    /// A reference its author gave it.
    pub reference: Option<Code>,
    /// One sentence.
    pub summary: Option<Line>,
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
    pub service_type: Option<Line>,
    /// Subjects.
    pub tags: Vec<Line>,
    /// Outside source: address.
    pub source_url: Option<Line>,
    /// Outside source: title.
    pub source_title: Option<Line>,
    /// Outside source: date.
    pub source_date: Option<Date>,
    /// Items that belong with it.
    pub related: Vec<ItemRef>,
    /// Inspector edition only: where the original is.
    pub record_held: Option<Line>,
    /// Inspector edition only: the role that can fetch it.
    pub record_owner: Option<Line>,
    /// Inspector edition only: its own number.
    pub record_ref: Option<Line>,
    /// When somebody should look at it again.
    pub review_by: Option<Date>,
    /// Photos, in their order.
    pub photos: Vec<Photo>,
    /// The body.
    pub words: Words,
    /// What its kind adds.
    pub detail: Detail,
}

/// What each kind adds.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant is the kind of its name")]
pub enum Detail {
    Story(Story),
    Feedback(Feedback),
    Survey(Survey),
    Improvement(Improvement),
    Audit(Audit),
    Figure(Figure),
    Learning(Learning),
    Finding(Finding),
    Award(Award),
    Commitment(Commitment),
    Film(Film),
    Record(Record),
    Album,
    Event(Event),
    Page(Page),
    SelfAssessment(SelfAssessment),
}

/// Something good that happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// What we noticed.
    pub noticed: Option<Line>,
    /// What we did.
    pub did: Option<Line>,
    /// What changed.
    pub difference: Option<Line>,
    /// Whose telling it is.
    pub told_by: Option<Line>,
    /// What the person wanted.
    pub goal: Option<Line>,
    /// What came of it.
    pub outcome: Option<Line>,
}

/// What somebody said. The words are the item's body.
#[derive(Clone, Debug, PartialEq)]
pub struct Feedback {
    /// Praise, comment or complaint.
    pub what: FeedbackWhat,
    /// Who said it, as a role.
    pub role: Option<Line>,
    /// How it was gathered.
    pub gathered_how: Option<Line>,
    /// By which role.
    pub gathered_by: Option<Line>,
    /// What it is about.
    pub theme: Option<Line>,
    /// What a complaint taught us.
    pub learnt: Option<Line>,
}

/// A survey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// How many were asked.
    pub asked: Option<u32>,
    /// How many answered.
    pub answered: Option<u32>,
    /// Question by question.
    pub results: Vec<SurveyResult>,
    /// What we celebrate.
    pub celebrate: Vec<Line>,
    /// What we will change.
    pub change: Vec<Line>,
}

/// One question of a survey.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyResult {
    /// The question.
    pub question: Line,
    /// How many said yes or were content.
    pub value: u32,
    /// Of how many.
    pub base: Option<u32>,
    /// How many last time.
    pub before: Option<u32>,
    /// Of how many last time.
    pub before_base: Option<u32>,
}

/// What we noticed, what we did, what difference it made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Improvement {
    /// What people said: makes it "You said, we did".
    pub said: Option<Line>,
    /// Who said so, as a role.
    pub said_by: Option<Line>,
    /// What we noticed.
    pub noticed: Option<Line>,
    /// What we did.
    pub did: Option<Line>,
    /// What changed.
    pub difference: Option<Line>,
    /// A role.
    pub owner: Option<Line>,
    /// By when.
    pub due: Option<Date>,
    /// How far.
    pub state: Option<State>,
    /// When it was finished.
    pub done_on: Option<Date>,
    /// When somebody looked whether it works.
    pub checked_on: Option<Date>,
    /// A role.
    pub checked_by: Option<Line>,
    /// Why it cannot be done, told honestly.
    pub not_possible_because: Option<Line>,
    /// Before and after, in figures.
    pub measure: Option<Measure>,
}

/// Before and after, in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What is measured.
    pub what: Line,
    /// Before.
    pub before: f64,
    /// After.
    pub after: f64,
    /// Unit.
    pub unit: Option<Line>,
    /// Of how many, or of what.
    pub base: Option<Line>,
}

/// A check and its results.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// What is checked.
    pub checks: Option<Line>,
    /// With which tool.
    pub tool: Option<Line>,
    /// By which role.
    pub by: Option<Line>,
    /// How often.
    pub how_often: Option<HowOften>,
    /// What we aim for.
    pub target: Option<f64>,
    /// Unit; percent when nothing is said.
    pub unit: Option<Line>,
    /// Which way is better.
    pub better: Better,
    /// How the sample is chosen.
    pub sample: Option<Line>,
    /// Who looks a second time.
    pub checked_by: Option<Line>,
    /// Who takes part, for example residents.
    pub carried_out_with: Option<Line>,
    /// What is counted.
    pub counts: Counts,
    /// One a period, oldest first.
    pub results: Vec<AuditResult>,
}

/// One period of an audit.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditResult {
    /// Where it was written.
    pub at: Span,
    /// Which period.
    pub period: Period,
    /// The score.
    pub value: Option<f64>,
    /// How many of the sample were right.
    pub passed: Option<u32>,
    /// How many were looked at.
    pub sample_size: Option<u32>,
    /// One sentence.
    pub finding: Option<Line>,
    /// More words.
    pub summary: Option<Line>,
    /// What was found.
    pub found: Vec<Line>,
    /// What is to be done.
    pub actions: Vec<Action>,
}

/// What is to be done, by whom, by when.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Where it was written.
    pub at: Span,
    /// What.
    pub what: Line,
    /// A role.
    pub owner: Option<Line>,
    /// By when.
    pub due: Option<Date>,
    /// When it was done.
    pub done: Option<Date>,
    /// How far.
    pub state: Option<State>,
    /// Statements it serves.
    pub supports: Vec<Code>,
}

/// A figure over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Unit.
    pub unit: Option<Line>,
    /// Where it comes from.
    pub source: Option<Line>,
    /// Which way is better.
    pub better: Option<Better>,
    /// What we aim for.
    pub target: Option<f64>,
    /// What is counted.
    pub counts: Counts,
    /// What the base counts.
    pub base_is: Option<Line>,
    /// What a reader should know about it.
    pub explain: Option<Line>,
    /// One a period, oldest first.
    pub points: Vec<Point>,
}

/// One period of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Where it was written.
    pub at: Span,
    /// Which period.
    pub period: Period,
    /// The value.
    pub value: f64,
    /// Of how many.
    pub base: Option<f64>,
    /// A remark.
    pub note: Option<Line>,
}

/// What we learnt, as themes and counts, never the case.
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    /// Subject of the whole.
    pub theme: Option<Line>,
    /// What time it covers, in words.
    pub period: Option<Line>,
    /// What is counted; people unless said otherwise.
    pub counts: Counts,
    /// Theme by theme.
    pub themes: Vec<LearningTheme>,
}

/// One theme of what we learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct LearningTheme {
    /// What.
    pub what: Line,
    /// How often.
    pub count: Option<u32>,
    /// What we learnt.
    pub learnt: Option<Line>,
    /// What we changed.
    pub changed: Option<Line>,
}

/// What the last inspection report said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// What it said.
    pub said: Option<Line>,
    /// Which report.
    pub report: Option<Line>,
    /// Its date.
    pub report_date: Option<Date>,
    /// Its address.
    pub report_url: Option<Line>,
    /// Improvements that answer it.
    pub answered_by: Vec<ItemRef>,
    /// How far.
    pub state: Option<State>,
}

/// An award or accreditation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Award {
    /// Who gave it.
    pub awarder: Option<Line>,
    /// Level.
    pub level: Option<Line>,
    /// What it covers.
    pub scope: Option<Line>,
    /// Last day it holds.
    pub valid_to: Option<Date>,
    /// Where to check.
    pub link: Option<Line>,
}

/// A pledge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Commitment {
    /// Name of the scheme.
    pub scheme: Option<Line>,
    /// Since when.
    pub joined: Option<Date>,
    /// Last renewed.
    pub renewed: Option<Date>,
    /// Where to check.
    pub link: Option<Line>,
    /// Promise by promise.
    pub statements: Vec<Promise>,
}

/// One promise of a pledge.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// What was promised.
    pub promise: Line,
    /// What we did.
    pub did: Option<Line>,
    /// Statements it serves.
    pub supports: Vec<Code>,
}

/// Film or sound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Film {
    /// A media file beside it.
    pub file: Option<SourcePath>,
    /// Or an address elsewhere.
    pub link: Option<Line>,
    /// How long, in words.
    pub duration: Option<Line>,
    /// Language spoken.
    pub language: Option<Line>,
    /// WebVTT captions.
    pub captions: Option<SourcePath>,
    /// The text of the captions file.
    pub captions_text: Option<Line>,
    /// What is said, to read.
    pub transcript: Option<Words>,
}

/// Where an original is kept. Never the original.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// When somebody last looked at it.
    pub last_reviewed: Option<Date>,
}

/// What happened on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// Last day.
    pub ends: Option<Date>,
    /// Whether it took place.
    pub happened: bool,
    /// Where.
    pub place: Option<Line>,
    /// How many came.
    pub people_came: Option<u32>,
}

/// Words that every home needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Where it belongs.
    pub place: PagePlace,
    /// Order among pages.
    pub order: Option<u32>,
}

/// The service's own view of a statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SelfAssessment {
    /// Which.
    pub statement: Option<Code>,
    /// A rating word.
    pub rating: Option<Line>,
    /// Why.
    pub why: Option<Line>,
    /// What next.
    pub next: Option<Line>,
}
