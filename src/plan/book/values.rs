//! What a book is made of: the only values a template for paper ever sees.
//!
//! An item is found everywhere by its address in the edition, so that "see S-014, page 41" can be looked up.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draw::print_words;
use crate::plan::pages::{
    ActionRow, CoverageQuestion, Day, Fact, Link, PeriodRow, PromiseRow, RatingBlock, RecordPlace, Steps, Table, Tag,
    ThemeRow,
};
use crate::theme;

/// A body text.
pub type Words = Vec<print_words::Block<Photo>>;

/// A photo in the one size that paper needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Photo {
    /// Its place among the files of the book.
    pub file: String,
    /// What it shows; empty when decorative.
    pub alt: String,
    /// Words under it.
    pub caption: Option<String>,
    /// Taller than wide.
    pub portrait: bool,
    /// Width divided by height.
    pub shape: f64,
    /// The language of its words, where it is not that of the book.
    pub lang: Option<String>,
}

/// One PDF.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Book<'b> {
    /// `portfolio`, `start-here`, `large-print`, `booklet`, `statement` or `posters`.
    pub volume: &'static str,
    /// Its title.
    pub title: String,
    /// Language code.
    pub lang: String,
    /// Every word that the theme may say, by its key.
    pub say: BTreeMap<&'b str, &'b str>,
    /// Who the service is.
    pub service: Service,
    /// Which edition this is.
    pub edition: About,
    /// The rating as the law asks for it.
    pub rating: Option<RatingBlock>,
    /// Facts for the cover.
    pub facts: Vec<Fact>,
    /// A picture for the cover.
    pub picture: Option<Photo>,
    /// What it holds, in its order.
    pub sections: Vec<Section<'b>>,
    /// Every item that is printed in it, by its address.
    pub items: BTreeMap<&'b str, &'b BookItem>,
    /// Pages of the portfolio, for the other PDFs that lead there.
    pub portfolio_pages: BTreeMap<String, usize>,
    /// How to look at the other formats: in words.
    pub attribution: Vec<String>,
}

/// Who the service is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Service {
    pub name: String,
    pub provider: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    pub people_word: String,
}

/// Which edition this is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// Its title.
    pub title: String,
    /// `inspector`, `commissioner`, `family` or `public`.
    pub audience: &'static str,
    /// A sentence of welcome.
    pub intro: Option<String>,
    /// The language of that, where it is not that of the book.
    pub intro_lang: Option<String>,
    /// The day it is correct on.
    pub day: Day,
    /// Rebuild by.
    pub rebuild_by: Option<Day>,
    /// "7K4-QD".
    pub mark: String,
    /// The framework that organises it.
    pub framework: Option<String>,
    /// The language of the framework's titles and texts, where it is not that of the book.
    pub framework_lang: Option<String>,
    /// Its address where everybody may go there.
    pub base_url: Option<String>,
}

/// A piece of a book.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "section", rename_all = "kebab-case")]
pub enum Section<'b> {
    HowTo { blocks: Vec<theme::Block>, facts: Vec<Fact> },
    Glance(Glance),
    Findings { rows: Vec<FindingRow> },
    Part(Part),
    Chapter(Chapter),
    Records { places: Vec<RecordPlace>, own: Vec<String> },
    Coverage { pages: Vec<CoverageGrid> },
    Glossary { terms: Vec<(String, String)> },
    Index { key: &'static str, rows: Vec<IndexRow<'b>> },
    Consent { blocks: Vec<theme::Block>, counts: Vec<(&'static str, usize)> },
    Statement(Statement),
    Posters(Posters),
}

/// How well a framework is covered, question by question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageGrid {
    /// Name of the framework.
    pub framework: String,
    /// Evidence kinds, by key.
    pub kinds: Vec<&'static str>,
    /// The grids.
    pub questions: Vec<CoverageQuestion>,
    /// How many statements have nothing.
    pub nothing: usize,
    /// One kind only.
    pub single: usize,
    /// Nothing newer than two years.
    pub old: usize,
}

/// Everything on one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Glance {
    /// Question by question.
    pub questions: Vec<GlanceRow>,
    /// How many there are, by key.
    pub counts: Vec<(&'static str, usize)>,
    /// Latest figures and audits.
    pub figures: Vec<Mention>,
    /// Actions past their day.
    pub overdue: Vec<ActionRow>,
    /// What changed lately.
    pub improvements: Vec<Mention>,
}

/// A key question in a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GlanceRow {
    /// Which.
    pub tag: Tag,
    /// Its rating in words.
    pub rating: Option<String>,
    /// How many items speak to it.
    pub count: usize,
    /// The newest.
    pub newest: Option<Day>,
    /// How many of its statements have nothing (inspectors).
    pub gaps: Option<usize>,
}

/// An item in a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Its address.
    pub href: String,
    /// `S-014`.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Its day.
    pub date: Option<Day>,
    /// What came of it, or a sentence about it.
    pub outcome: Option<String>,
    /// A small remark.
    pub note: Option<String>,
    /// The language of its words, where it is not that of the book.
    pub lang: Option<String>,
}

/// A finding of the last report and what answered it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingRow {
    /// The finding.
    pub item: Mention,
    /// What the report said.
    pub said: Option<String>,
    /// Which report.
    pub report: Option<String>,
    /// What answered it.
    pub answers: Vec<Mention>,
    /// How far (string key `state.done`).
    pub state: Option<&'static str>,
}

/// A key question with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Its number, from 1.
    pub number: usize,
    /// Which.
    pub tag: Tag,
    /// What it asks.
    pub text: Option<String>,
    /// Its rating in words.
    pub rating: Option<String>,
    /// Three items to begin with.
    pub strongest: Vec<Mention>,
    /// Statements with nothing yet (inspectors).
    pub gaps: Vec<Link>,
    /// What is still to be done.
    pub actions: Vec<ActionRow>,
    /// "quality statements".
    pub unit_plural: String,
    /// Its statements in short.
    pub rows: Vec<StatementLine>,
    /// Its statements, one by one; none where only the rows are wanted.
    pub statements: Vec<Statement>,
    /// Items printed here, by address.
    pub items: Vec<String>,
    /// Its page on the website.
    pub web: Option<Square>,
}

/// A statement in a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementLine {
    /// Title and address.
    pub link: Link,
    /// How many items.
    pub count: usize,
    /// Newest.
    pub newest: Option<Day>,
}

/// An address with its square.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Square {
    /// SVG.
    pub svg: String,
    /// In words.
    pub address: String,
}

/// A statement with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statement {
    /// Its address.
    pub href: String,
    /// Title.
    pub title: String,
    /// Its question; none in a further framework.
    pub tag: Option<Tag>,
    /// "quality statement".
    pub unit: String,
    /// Name of the framework.
    pub framework: String,
    /// The regulator's words, where they may be printed.
    pub text: Option<String>,
    /// What good looks like said by the person.
    pub i_statements: Vec<String>,
    /// How the service sees itself: facts.
    pub own_view: Vec<Fact>,
    /// By kind of evidence: string key and lines.
    pub kinds: Vec<(String, Vec<EvidenceLine>)>,
    /// A summary cut for a portal that takes 2,000 characters.
    pub summary: Option<String>,
}

/// A line of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceLine {
    /// The item.
    pub item: Mention,
    /// Where the original is kept.
    pub held: Option<String>,
    /// The role that can fetch it.
    pub owner: Option<String>,
    /// Its own number.
    pub record_ref: Option<String>,
    /// Something that has run out.
    pub caution: Option<String>,
}

/// Items under a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chapter {
    /// Kind, for `list.story.title` and `list.story.intro`.
    pub key: &'static str,
    /// Groups with a heading of their own, or one without.
    pub groups: Vec<Group>,
    /// What is still to be done.
    pub actions: Vec<ActionRow>,
}

/// Items of a chapter that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Heading.
    pub title: Option<String>,
    /// Items, by address.
    pub items: Vec<String>,
}

/// A line of an index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndexRow<'b> {
    /// What.
    pub term: String,
    /// Above it, such as the question of a statement.
    pub under: Option<String>,
    /// The language of both, where it is not that of the book.
    pub lang: Option<String>,
    /// Address and reference of each item.
    pub items: Vec<(&'b str, &'b str)>,
}

/// Pages to put on a wall.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Posters {
    /// "You said, we did": what was said, what we did.
    pub said: Vec<(String, String)>,
    /// Promises: the scheme or title, and what was promised.
    pub promises: Vec<(String, Vec<PromiseRow>)>,
    /// The website.
    pub web: Option<Square>,
}

/// An item of any kind, whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each is described at the page of an item")]
pub struct BookItem {
    pub href: String,
    pub kind: &'static str,
    pub reference: String,
    pub title: String,
    pub lang: Option<String>,
    pub date: Option<Day>,
    pub tags: Vec<Tag>,
    pub lead: Option<String>,
    pub steps: Steps,
    pub words: Words,
    pub quote: Option<Quote>,
    pub photos: Vec<Photo>,
    pub facts: Vec<Fact>,
    pub measure: Option<Measure>,
    pub chart: Option<Chart>,
    pub periods: Vec<PeriodRow>,
    pub actions: Vec<ActionRow>,
    pub table: Option<Table>,
    pub celebrate: Vec<String>,
    pub change: Vec<String>,
    pub promises: Vec<PromiseRow>,
    pub themes: Vec<ThemeRow>,
    pub film: Option<Film>,
    pub told_by: Option<String>,
    pub supports: Vec<Link>,
    pub evidence_kind: Option<&'static str>,
    pub related: Vec<Mention>,
    pub record: Vec<Fact>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    pub words: Words,
    pub role: Option<String>,
    pub date: Option<Day>,
    pub gathered: Option<String>,
    pub what: &'static str,
    pub learnt: Option<String>,
}

/// Before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    pub what: String,
    pub before: String,
    pub after: String,
    pub svg: String,
    /// The same with larger letters, for large print and small paper.
    pub narrow: String,
}

/// A figure over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// The finding.
    pub headline: String,
    /// What, where, when.
    pub subtitle: String,
    /// The drawing, where there is enough to draw.
    pub svg: Option<String>,
    /// The same with larger letters, for large print and small paper.
    pub narrow: Option<String>,
    /// What it shows, in words and figures.
    pub alt: String,
    /// The same figures.
    pub table: Table,
    /// A remark about small numbers.
    pub small_numbers: bool,
}

/// Film or sound, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Film {
    pub link: Option<String>,
    pub duration: Option<String>,
    pub language: Option<String>,
    pub transcript: Words,
}
