//! The home page, and the rating that the law wants to be seen on it.

use serde::Serialize;

use super::blocks::{Choice, Day, Fact, Link, Picture, Tag};
use super::cards::{ActionRow, Card, FindingRow, Quote};

/// The home page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HomePage {
    /// Big heading.
    pub heading: String,
    /// A sentence of welcome.
    pub intro: Option<String>,
    /// The language of that, where it is not that of the page.
    pub intro_lang: Option<String>,
    /// A large picture.
    pub picture: Option<Picture>,
    /// Rating.
    pub rating: Option<RatingBlock>,
    /// Key questions.
    pub questions: Vec<QuestionRow>,
    /// Newest stories.
    pub stories: Vec<Card>,
    /// What people said lately.
    pub quotes: Vec<Quote>,
    /// "You said, we did", lately.
    pub improvements: Vec<Card>,
    /// What is coming up.
    pub coming: Vec<Card>,
    /// Findings and what answered them (inspector, commissioner).
    pub findings: Vec<FindingRow>,
    /// Latest figures and audits, as cards with a note.
    pub figures: Vec<Card>,
    /// The first actions past their day (inspector, commissioner).
    pub overdue: Vec<ActionRow>,
    /// Where all that is still to do is, when there is more.
    pub more_actions: Option<Choice>,
    /// Pages of words to lead with.
    pub pages: Vec<Link>,
    /// Facts for the reader (contract, period, framework and version, location id…).
    pub facts: Vec<Fact>,
}

/// One key question on the home page or in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionRow {
    /// Tag.
    pub tag: Tag,
    /// What it asks, where it may be printed.
    pub text: Option<String>,
    /// How many items speak to it.
    pub count: usize,
    /// Its rating in words.
    pub rating: Option<String>,
}

/// The rating as the law asks for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingBlock {
    /// Name of the regulator.
    pub regulator: String,
    /// Its web address.
    pub regulator_url: Option<String>,
    /// The service rated.
    pub service: String,
    /// Overall, in words.
    pub overall: Option<String>,
    /// What the overall rating means, where the regulator's words may be printed.
    pub overall_text: Option<String>,
    /// Key question by key question: title and rating word.
    pub questions: Vec<(String, String)>,
    /// Day of the report.
    pub published: Option<Day>,
    /// Address of the report.
    pub report_url: Option<String>,
    /// When somebody last compared it with the regulator's site.
    pub checked: Option<Day>,
    /// Given to an earlier provider.
    pub inherited: bool,
    /// The poster in the form that the law prescribes (Wales), as a picture.
    pub poster: Option<Picture>,
}
