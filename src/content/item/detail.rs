//! What each kind of item adds to what all kinds share.

use super::{Code, ItemRef};
use crate::content::Line;
use crate::content::dates::{Date, Period};
use crate::content::markdown::Words;
use crate::content::terms::{Better, Counts, FeedbackWhat, HowOften, PagePlace, State};
use crate::problem::Span;
use crate::sources::SourcePath;

/// What each kind adds.
#[derive(Clone, Debug, PartialEq, Hash)]
#[expect(missing_docs, reason = "each variant is the kind of its name")]
pub enum Detail<T = Line, W = Words> {
    Story(Story<T>),
    Feedback(Feedback<T>),
    Survey(Survey<T>),
    Improvement(Improvement<T>),
    Audit(Audit<T>),
    Figure(Figure<T>),
    Learning(Learning<T>),
    Finding(Finding<T>),
    Award(Award<T>),
    Commitment(Commitment<T>),
    Film(Film<T, W>),
    Record(Record),
    Album,
    Event(Event<T>),
    Page(Page),
    SelfAssessment(SelfAssessment<T>),
}

/// Something good that happened.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Story<T = Line> {
    /// What we noticed.
    pub noticed: Option<T>,
    /// What we did.
    pub did: Option<T>,
    /// What changed.
    pub difference: Option<T>,
    /// Whose telling it is.
    pub told_by: Option<T>,
    /// What the person wanted.
    pub goal: Option<T>,
    /// What came of it.
    pub outcome: Option<T>,
}

/// What somebody said. The words are the item's body.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Feedback<T = Line> {
    /// Praise, comment or complaint.
    pub what: FeedbackWhat,
    /// Who said it, as a role.
    pub role: Option<T>,
    /// How it was gathered.
    pub gathered_how: Option<T>,
    /// By which role.
    pub gathered_by: Option<T>,
    /// What it is about.
    pub theme: Option<T>,
    /// What a complaint taught us.
    pub learnt: Option<T>,
}

/// A survey.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Survey<T = Line> {
    /// How many were asked.
    pub asked: Option<u32>,
    /// How many answered.
    pub answered: Option<u32>,
    /// Question by question.
    pub results: Vec<SurveyResult<T>>,
    /// What we celebrate.
    pub celebrate: Vec<T>,
    /// What we will change.
    pub change: Vec<T>,
}

/// One question of a survey.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct SurveyResult<T = Line> {
    /// The question.
    pub question: T,
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
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Improvement<T = Line> {
    /// What people said: makes it "You said, we did".
    pub said: Option<T>,
    /// Who said so, as a role.
    pub said_by: Option<T>,
    /// What we noticed.
    pub noticed: Option<T>,
    /// What we did.
    pub did: Option<T>,
    /// What changed.
    pub difference: Option<T>,
    /// A role.
    pub owner: Option<T>,
    /// By when.
    pub due: Option<Date>,
    /// How far.
    pub state: Option<State>,
    /// When it was finished.
    pub done_on: Option<Date>,
    /// When somebody looked whether it works.
    pub checked_on: Option<Date>,
    /// A role.
    pub checked_by: Option<T>,
    /// Why it cannot be done, told honestly.
    pub not_possible_because: Option<T>,
    /// Before and after, in figures.
    pub measure: Option<Measure<T>>,
}

/// Before and after, in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure<T = Line> {
    /// What is measured.
    pub what: T,
    /// Before.
    pub before: f64,
    /// After.
    pub after: f64,
    /// Unit.
    pub unit: Option<T>,
    /// Of how many, or of what.
    pub base: Option<T>,
}

/// A check and its results.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit<T = Line> {
    /// What is checked.
    pub checks: Option<T>,
    /// With which tool.
    pub tool: Option<T>,
    /// By which role.
    pub by: Option<T>,
    /// How often.
    pub how_often: Option<HowOften>,
    /// What we aim for.
    pub target: Option<f64>,
    /// Unit; percent when nothing is said.
    pub unit: Option<T>,
    /// Which way is better.
    pub better: Better,
    /// How the sample is chosen.
    pub sample: Option<T>,
    /// Who looks a second time.
    pub checked_by: Option<T>,
    /// Who takes part, for example residents.
    pub carried_out_with: Option<T>,
    /// What is counted.
    pub counts: Counts,
    /// One a period, oldest first.
    pub results: Vec<AuditResult<T>>,
}

/// One period of an audit.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditResult<T = Line> {
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
    pub finding: Option<T>,
    /// More words.
    pub summary: Option<T>,
    /// What was found.
    pub found: Vec<T>,
    /// What is to be done.
    pub actions: Vec<Action<T>>,
}

/// What is to be done, by whom, by when.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Action<T = Line> {
    /// Where it was written.
    pub at: Span,
    /// What.
    pub what: T,
    /// A role.
    pub owner: Option<T>,
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
pub struct Figure<T = Line> {
    /// Unit.
    pub unit: Option<T>,
    /// Where it comes from.
    pub source: Option<T>,
    /// Which way is better.
    pub better: Option<Better>,
    /// What we aim for.
    pub target: Option<f64>,
    /// What is counted.
    pub counts: Counts,
    /// What the base counts.
    pub base_is: Option<T>,
    /// What a reader should know about it.
    pub explain: Option<T>,
    /// One a period, oldest first.
    pub points: Vec<Point<T>>,
}

/// One period of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Point<T = Line> {
    /// Where it was written.
    pub at: Span,
    /// Which period.
    pub period: Period,
    /// The value.
    pub value: f64,
    /// Of how many.
    pub base: Option<f64>,
    /// A remark.
    pub note: Option<T>,
}

/// What we learnt, as themes and counts, never the case.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Learning<T = Line> {
    /// Subject of the whole.
    pub theme: Option<T>,
    /// What time it covers, in words.
    pub period: Option<T>,
    /// What is counted; people unless said otherwise.
    pub counts: Counts,
    /// Theme by theme.
    pub themes: Vec<LearningTheme<T>>,
}

/// One theme of what we learnt.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct LearningTheme<T = Line> {
    /// What.
    pub what: T,
    /// How often.
    pub count: Option<u32>,
    /// What we learnt.
    pub learnt: Option<T>,
    /// What we changed.
    pub changed: Option<T>,
}

/// What the last inspection report said.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Finding<T = Line> {
    /// What it said.
    pub said: Option<T>,
    /// Which report.
    pub report: Option<T>,
    /// Its date.
    pub report_date: Option<Date>,
    /// Its address.
    pub report_url: Option<T>,
    /// Improvements that answer it.
    pub answered_by: Vec<ItemRef>,
    /// How far.
    pub state: Option<State>,
}

/// An award or accreditation.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Award<T = Line> {
    /// Who gave it.
    pub awarder: Option<T>,
    /// Level.
    pub level: Option<T>,
    /// What it covers.
    pub scope: Option<T>,
    /// Last day it holds.
    pub valid_to: Option<Date>,
    /// Where to check.
    pub link: Option<T>,
}

/// A pledge.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Commitment<T = Line> {
    /// Name of the scheme.
    pub scheme: Option<T>,
    /// Since when.
    pub joined: Option<Date>,
    /// Last renewed.
    pub renewed: Option<Date>,
    /// Where to check.
    pub link: Option<T>,
    /// Promise by promise.
    pub statements: Vec<Promise<T>>,
}

/// One promise of a pledge.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Promise<T = Line> {
    /// What was promised.
    pub promise: T,
    /// What we did.
    pub did: Option<T>,
    /// Statements it serves.
    pub supports: Vec<Code>,
}

/// Film or sound.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Film<T = Line, W = Words> {
    /// A media file beside it.
    pub file: Option<SourcePath>,
    /// Or an address elsewhere.
    pub link: Option<T>,
    /// How long, in words.
    pub duration: Option<T>,
    /// Language spoken.
    pub language: Option<T>,
    /// WebVTT captions.
    pub captions: Option<SourcePath>,
    /// The text of the captions file.
    pub captions_text: Option<T>,
    /// What is said, to read.
    pub transcript: Option<W>,
}

/// Where an original is kept. Never the original.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Record {
    /// When somebody last looked at it.
    pub last_reviewed: Option<Date>,
}

/// What happened on a day.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Event<T = Line> {
    /// Last day.
    pub ends: Option<Date>,
    /// Whether it took place.
    pub happened: bool,
    /// Where.
    pub place: Option<T>,
    /// How many came.
    pub people_came: Option<u32>,
}

/// Words that every home needs.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Page {
    /// Where it belongs.
    pub place: PagePlace,
    /// Order among pages.
    pub order: Option<u32>,
}

/// The service's own view of a statement.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct SelfAssessment<T = Line> {
    /// Which.
    pub statement: Option<Code>,
    /// A rating word.
    pub rating: Option<T>,
    /// Why.
    pub why: Option<T>,
    /// What next.
    pub next: Option<T>,
}
