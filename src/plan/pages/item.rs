//! The page of one item, with a block for everything that some kind of item has.

use serde::Serialize;

use super::blocks::{Fact, Html, Link, Pager, Picture, Tag};
use super::cards::{ActionRow, Card, Quote};

/// The page of one item, of any kind. What its kind does not have is empty.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemPage {
    /// The item as a card (title, reference, date, tags, kind).
    pub card: Card,
    /// The list it belongs to.
    pub list: Link,
    /// What it says about itself in one or two sentences, where its author wrote some.
    pub lead: Option<String>,
    /// Noticed, did, difference.
    pub steps: Steps,
    /// Its words.
    pub body: Html,
    /// Its words as somebody's own.
    pub quote: Option<Quote>,
    /// Pictures that do not stand in the words, with captions.
    pub photos: Vec<Picture>,
    /// Facts in a list.
    pub facts: Vec<Fact>,
    /// Before and after.
    pub measure: Option<MeasureBlock>,
    /// Figures over time.
    pub chart: Option<ChartBlock>,
    /// What was found, newest period first: a heading and sentences.
    pub periods: Vec<PeriodRow>,
    /// Where the earlier ones are, when there are too many for one page.
    pub earlier: Option<Link>,
    /// What is to be done.
    pub actions: Vec<ActionRow>,
    /// A further table (survey results).
    pub table: Option<Table>,
    /// Things to celebrate.
    pub celebrate: Vec<String>,
    /// Things to change.
    pub change: Vec<String>,
    /// Promises.
    pub promises: Vec<PromiseRow>,
    /// Themes.
    pub themes: Vec<ThemeRow>,
    /// Film or sound.
    pub film: Option<FilmBlock>,
    /// Whose telling it is.
    pub told_by: Option<String>,
    /// Statements it speaks to.
    pub supports: Vec<Link>,
    /// `experience` …
    pub evidence_kind: Option<&'static str>,
    /// Items that belong with it (a finding's answers, an improvement's findings).
    pub related: Vec<Card>,
    /// Inspector edition only: where the original is, who fetches it.
    pub record: Vec<Fact>,
}

/// What happened, in three steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Steps {
    /// What people said.
    pub said: Option<String>,
    /// Who said so.
    pub said_by: Option<String>,
    /// What we noticed.
    pub noticed: Option<String>,
    /// What we did.
    pub did: Option<String>,
    /// What changed.
    pub difference: Option<String>,
    /// Why it cannot be done.
    pub not_possible: Option<String>,
    /// What the person wanted.
    pub goal: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// Before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureBlock {
    /// What is measured.
    pub what: String,
    /// "6 a month".
    pub before: String,
    /// "1 a month".
    pub after: String,
    /// Two bars, SVG.
    pub chart: Html,
}

/// A figure over time: the finding as a sentence, a chart, the same figures as a table, and a CSV.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartBlock {
    /// The finding: "Falls in the morning fell from 6 to 1".
    pub headline: String,
    /// What, where, when.
    pub subtitle: String,
    /// The chart, SVG; empty when there is too little to draw.
    pub chart: Html,
    /// The same figures.
    pub table: Table,
    /// A file with the same figures.
    pub csv: Option<String>,
    /// A remark about small numbers.
    pub small_numbers: bool,
}

/// A table: the first cell of a row is its heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Column headings.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// One period of an audit in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodRow {
    /// "October 2026".
    pub period: String,
    /// "92% (23 of 25)".
    pub value: String,
    /// One sentence.
    pub finding: Option<String>,
    /// More.
    pub summary: Option<String>,
    /// What was found.
    pub found: Vec<String>,
}

/// One promise of a pledge.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PromiseRow {
    /// What was promised.
    pub promise: String,
    /// What we did.
    pub did: Option<String>,
}

/// One theme of what we learnt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeRow {
    /// What.
    pub what: String,
    /// How often, in words: "7" or "fewer than 5".
    pub count: Option<String>,
    /// What we learnt.
    pub learnt: Option<String>,
    /// What we changed.
    pub changed: Option<String>,
}

/// Film or sound.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilmBlock {
    /// An address elsewhere.
    pub link: Option<String>,
    /// How long.
    pub duration: Option<String>,
    /// Language spoken.
    pub language: Option<String>,
    /// What is said, to read.
    pub transcript: Html,
    /// Its captions: when, and what.
    pub captions: Vec<CaptionRow>,
}

/// One caption of a film.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaptionRow {
    /// "1:05".
    pub time: String,
    /// What is said or heard.
    pub words: String,
}

/// Earlier results of an audit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EarlierPage {
    /// The audit's own page.
    pub item: Link,
    /// Its key questions.
    pub tags: Vec<Tag>,
    /// What was found, newest period first.
    pub periods: Vec<PeriodRow>,
    /// What came of it.
    pub actions: Vec<ActionRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}
