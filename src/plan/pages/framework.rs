//! What speaks to a framework: the page of a key question, and the page of a statement with its evidence.

use serde::Serialize;

use super::blocks::{Choice, Day, Link, Pager, Tag};
use super::cards::{ActionRow, Card, Quote};

/// A key question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionPage {
    /// Tag.
    pub tag: Tag,
    /// What it asks.
    pub text: Option<String>,
    /// Its rating in words.
    pub rating: Option<String>,
    /// The framework's name for its statements: "quality statements".
    pub unit_plural: String,
    /// Statements.
    pub statements: Vec<StatementRow>,
    /// Three items to begin with.
    pub strongest: Vec<Card>,
    /// Everything that speaks to it, by kind.
    pub kinds: Vec<Choice>,
    /// What people said.
    pub quotes: Vec<Quote>,
    /// Statements with nothing yet (inspector edition only).
    pub gaps: Vec<Link>,
    /// The first open actions (inspector, commissioner).
    pub actions: Vec<ActionRow>,
    /// Where all of them are, when there are more.
    pub more_actions: Option<Choice>,
}

/// One statement in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementRow {
    /// Title and page.
    pub link: Link,
    /// How many items speak to it.
    pub count: usize,
    /// Newest.
    pub newest: Option<Day>,
}

/// A statement of a framework.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementPage {
    /// Title.
    pub title: String,
    /// Its question; none when the framework has other questions than the site.
    pub tag: Option<Tag>,
    /// Name of the framework.
    pub framework: String,
    /// The language of its words, where it is not that of the page.
    pub lang: Option<String>,
    /// "quality statement".
    pub unit: String,
    /// The language of that, where it is not that of the page.
    pub unit_lang: Option<String>,
    /// The regulator's words, where they may be printed.
    pub text: Option<String>,
    /// What good looks like said by the person, where it may be printed.
    pub i_statements: Vec<String>,
    /// Statements of a question of a further framework.
    pub statements: Vec<StatementRow>,
    /// How many items speak to it.
    pub count: usize,
    /// Newest first.
    pub evidence: Vec<Evidence>,
    /// How many by kind of evidence (inspector edition only): string key `evidence.experience`, number.
    pub by_kind: Vec<(&'static str, usize)>,
    /// Statements of other frameworks that seem to ask the same (inspector edition only); suggestions.
    pub sisters: Vec<Link>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// One line of evidence on a statement's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The item.
    pub card: Card,
    /// `experience` … (string key `evidence.experience`); none when its author did not say.
    pub evidence_kind: Option<&'static str>,
    /// What came of it, in a sentence.
    pub outcome: Option<String>,
    /// Inspector edition only: where the original is kept.
    pub held: Option<String>,
    /// Inspector edition only: the role that can fetch it.
    pub owner: Option<String>,
    /// Inspector edition only: its own number.
    pub record_ref: Option<String>,
    /// Something that has run out or should be looked at again (string key), with its day.
    pub caution: Option<String>,
}
