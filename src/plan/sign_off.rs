//! The values of the sign-off sheet: what a person reads and signs before editions leave the house. It is for the house
//! only and belongs to no edition.

use serde::Serialize;

use super::pages::Day;

/// The whole sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SignOffSheet {
    /// Language of its words.
    pub lang: String,
    /// The service's name.
    pub service: String,
    /// The day on which everything was decided.
    pub day: Day,
    /// One part for each edition.
    pub editions: Vec<SheetEdition>,
}

/// One edition.
#[derive(Clone, Debug, Serialize)]
pub struct SheetEdition {
    /// Its name in `carefolio.toml`.
    pub name: String,
    /// Whom it is for: `family`.
    pub audience: String,
    /// Whether anybody can find it on the internet.
    pub open: bool,
    /// Whether PDFs are made of it.
    pub printed: bool,
    /// The mark of its content.
    pub mark: String,
    /// The first day on which something in it needs a new decision.
    pub rebuild_by: Option<Day>,
    /// Everybody in it.
    pub people: Vec<SheetPerson>,
    /// Everything in it, in the order of its pages.
    pub items: Vec<SheetItem>,
}

/// Somebody who is shown or spoken of.
#[derive(Clone, Debug, Serialize)]
pub struct SheetPerson {
    /// The person's file.
    pub file: String,
    /// What they are called there, on pages and on paper, each way once.
    pub called: Vec<String>,
    /// How many items speak of them.
    pub items: usize,
    /// How many photos show them.
    pub photos: usize,
}

/// One item.
#[derive(Clone, Debug, Serialize)]
pub struct SheetItem {
    /// Its kind: `story`.
    pub kind: String,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// How it begins.
    pub opening: String,
    /// `pages` or `print`, where it is not shown on both.
    pub only: Option<&'static str>,
    /// What everybody in it is called, with their files.
    pub people: Vec<String>,
    /// Its photos.
    pub photos: Vec<SheetPhoto>,
}

/// One photo.
#[derive(Clone, Debug, Serialize)]
pub struct SheetPhoto {
    /// The smallest size, as an address that holds the picture itself.
    pub picture: String,
    /// Its words for those who cannot see it; empty when decorative.
    pub alt: String,
    /// The words under it.
    pub caption: String,
    /// `pages` or `print`, where its item is shown on both and it is not.
    pub only: Option<&'static str>,
    /// Who is said to be in it.
    pub people: Vec<String>,
}
