//! An item on a page that is not its own: as a card, as what somebody said, as something to be done, as a finding with
//! its answers.

use serde::Serialize;

use super::blocks::{Day, Html, Link, Picture, Tag};

/// An item in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Kind of item, as in the files: `story`, `feedback`, … (a string key `kind.story`).
    pub kind: &'static str,
    /// Its page.
    pub href: String,
    /// `S-014`.
    pub reference: String,
    /// Title.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Its day.
    pub date: Option<Day>,
    /// Key questions, at most three.
    pub tags: Vec<Tag>,
    /// Its first picture.
    pub photo: Option<Picture>,
    /// A small remark such as "Valid to 3 May 2027" or "Done".
    pub note: Option<String>,
    /// The language of its words, where it is not that of the page.
    pub lang: Option<String>,
}

/// Cards of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardGroup {
    /// Kind, for the string key `kinds.story`; or a ready heading in `title`.
    pub kind: &'static str,
    /// A heading to use instead, such as a year or a letter.
    pub title: Option<String>,
    /// Cards.
    pub cards: Vec<Card>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// The words.
    pub words: Html,
    /// Who, as a role.
    pub role: Option<String>,
    /// When.
    pub date: Option<Day>,
    /// How it was gathered.
    pub gathered: Option<String>,
    /// `compliment`, `comment` or `complaint`.
    pub what: &'static str,
    /// Its page.
    pub href: String,
    /// `F-003`.
    pub reference: String,
    /// Key questions.
    pub tags: Vec<Tag>,
    /// What a complaint taught us.
    pub learnt: Option<String>,
    /// The language of its words, where it is not that of the page.
    pub lang: Option<String>,
}

/// Quotes under a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteGroup {
    /// Heading.
    pub title: String,
    /// Quotes.
    pub quotes: Vec<Quote>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionRow {
    /// What.
    pub what: String,
    /// Who, a role.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Day>,
    /// When it was done.
    pub done: Option<Day>,
    /// `planned`, `doing`, `done` or `checked` (string key `state.done`).
    pub state: &'static str,
    /// Due before the day of the edition and not done.
    pub overdue: bool,
    /// Where it comes from.
    pub from: Option<Link>,
    /// It is that item itself, and `what` is its title.
    pub itself: bool,
}

/// A finding of the last report and what answered it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingRow {
    /// The finding.
    pub card: Card,
    /// What the report said.
    pub said: Option<String>,
    /// Which report.
    pub report: Option<String>,
    /// What answered it.
    pub answers: Vec<Card>,
    /// How far (string key `state.done`), where told.
    pub state: Option<&'static str>,
}
