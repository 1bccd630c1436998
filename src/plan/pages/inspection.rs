//! What inspectors alone are given: where originals are kept, how well a framework is covered, what is missing.

use serde::Serialize;

use super::blocks::{Choice, Day, Link, Pager, Tag};

/// Where original records are kept, by place (inspector edition only).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordsPage {
    /// The places, on the page that leads to them.
    pub places: Vec<Choice>,
    /// One of them, on its own page.
    pub place: Option<RecordPlace>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A place with its records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordPlace {
    /// Where.
    pub place: String,
    /// What is there.
    pub rows: Vec<RecordRow>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordRow {
    /// What it is, and its page.
    pub link: Link,
    /// Our reference.
    pub reference: String,
    /// Its own number.
    pub record_ref: Option<String>,
    /// The role that can fetch it.
    pub owner: Option<String>,
    /// Last looked at.
    pub reviewed: Option<Day>,
    /// To be looked at again by.
    pub review_by: Option<Day>,
    /// That day has passed.
    pub late: bool,
    /// Statements.
    pub supports: Vec<Link>,
}

/// Statement by evidence kind (inspector edition only).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoveragePage {
    /// Name of the framework.
    pub framework: String,
    /// Evidence kinds, string keys `evidence.experience` …, and last those with no kind said.
    pub kinds: Vec<&'static str>,
    /// The page that leads to the grids, on the page of one of them.
    pub overview: Option<Link>,
    /// The grid of one question, on its own page.
    pub question: Option<CoverageQuestion>,
    /// Question by question, on the page that leads to them.
    pub sums: Vec<CoverageSum>,
    /// Statements with nothing yet, on that page.
    pub gaps: Vec<Link>,
    /// Statements with nothing, with one kind only, with nothing newer than two years.
    pub nothing: usize,
    /// One kind only.
    pub single: usize,
    /// Nothing newer than 24 months.
    pub old: usize,
}

/// How well the statements of a question are covered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageSum {
    /// The question.
    pub tag: Tag,
    /// Its grid.
    pub href: String,
    /// How many are covered, have one kind only, have nothing newer than two years, have nothing.
    pub counts: [usize; 4],
}

/// A question's rows of the grid.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageQuestion {
    /// Tag.
    pub tag: Tag,
    /// Rows.
    pub rows: Vec<CoverageRow>,
}

/// A statement's row of the grid.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageRow {
    /// Statement.
    pub link: Link,
    /// A number for each kind, in the order of `kinds`.
    pub counts: Vec<usize>,
    /// All.
    pub total: usize,
    /// Newest.
    pub newest: Option<Day>,
    /// `nothing`, `single`, `old` or `good` (string key `coverage.nothing`).
    pub state: &'static str,
}

/// What is missing or late, most important first (inspector edition only).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapsPage {
    /// What is missing of each sort.
    pub groups: Vec<GapGroup>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Everything that is missing of one sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapGroup {
    /// Which sort: `late-action` and so on (string keys `gaps.late-action.title` and `.text`).
    pub key: &'static str,
    /// How many there are, on all pages.
    pub count: usize,
    /// One by one.
    pub rows: Vec<GapRow>,
}

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapRow {
    /// The item or the statement.
    pub link: Link,
    /// What is to be done, in the author's words.
    pub what: Option<String>,
    /// When, who and for what: short remarks.
    pub remarks: Vec<String>,
    /// The item's reference.
    pub reference: Option<String>,
}
