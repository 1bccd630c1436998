//! Ways to find an item: lists by kind, by day and by letter, what is still to do, the search and the contents.

use serde::Serialize;

use super::blocks::{Choice, Choices, Link, Pager};
use super::cards::{ActionRow, CardGroup, FindingRow, QuoteGroup};

/// A list of items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListPage {
    /// Kind, for strings (`list.story.intro`).
    pub kind: &'static str,
    /// Heading.
    pub title: String,
    /// Only what speaks to a question, is from a year or a kind of service: titles and days.
    pub narrowed: bool,
    /// Of all kinds.
    pub all_kinds: bool,
    /// The whole list, on a narrowed one.
    pub list: Option<Link>,
    /// Years, letters or one group.
    pub groups: Vec<CardGroup>,
    /// For feedback: quotes instead of cards, by theme or year.
    pub quotes: Vec<QuoteGroup>,
    /// For findings.
    pub findings: Vec<FindingRow>,
    /// For improvements and audits: the first that are not done yet.
    pub actions: Vec<ActionRow>,
    /// Where all of them are, when there are more.
    pub more_actions: Option<Choice>,
    /// Ways to look for less.
    pub choices: Vec<Choices>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Everything still to do, soonest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionsPage {
    /// What.
    pub actions: Vec<ActionRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Everything by day, newest first; one page a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimelinePage {
    /// Months with their cards.
    pub months: Vec<CardGroup>,
    /// Years, with how much is in them.
    pub years: Vec<Choice>,
    /// This year.
    pub year: String,
    /// The other pages of the year.
    pub pager: Option<Pager>,
}

/// Everything by letter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AzPage {
    /// Letters with their cards.
    pub letters: Vec<CardGroup>,
    /// The id of each of them.
    pub ids: Vec<String>,
    /// Every letter there is, with where it begins.
    pub all: Vec<Link>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The page to search on. Without a script it leads to the letters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchPage {
    /// Every letter there is, with where it begins.
    pub letters: Vec<Link>,
    /// Kinds there are, in the order of the index, with their lists.
    pub kinds: Vec<Link>,
    /// Key questions, with their pages.
    pub questions: Vec<Link>,
}

/// Everything here, as links.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContentsPage {
    /// The lists.
    pub lists: Vec<Choice>,
    /// Key questions, framework by framework.
    pub frameworks: Vec<ContentsFramework>,
    /// Kinds of service, where there is more than one.
    pub services: Vec<Choice>,
    /// Years.
    pub years: Vec<Choice>,
    /// Pages of words.
    pub pages: Vec<Link>,
    /// The program's own pages.
    pub own: Vec<Link>,
}

/// The key questions of a framework.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContentsFramework {
    /// Its name.
    pub title: String,
    /// Its questions.
    pub questions: Vec<Choice>,
    /// How well it is covered (inspector edition only).
    pub coverage: Option<Link>,
}
