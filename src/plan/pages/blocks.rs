//! The smallest parts of a page: words that are HTML already, links, days, facts, pictures, and ways through a list.

use serde::{Serialize, Serializer};

use crate::content::Date;
use crate::theme::Strings;

/// Text that is already HTML, made by this program from escaped words. Templates print it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub(crate) String);

impl Html {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// A link: words and an address.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Words.
    pub title: String,
    /// Address from the top of the edition, or `https://…`.
    pub href: String,
}

/// A label and its words, for lists of facts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// A string key: `fact.owner`.
    pub label: &'static str,
    /// The words.
    pub value: String,
    /// An address the words lead to.
    pub href: Option<String>,
}

/// A day for a machine and for a reader.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Day {
    /// `2026-05-14`.
    pub iso: String,
    /// `14 May 2026`.
    pub words: String,
}

impl Day {
    /// A day as a language writes it.
    pub fn of(date: Date, strings: &Strings) -> Day {
        Day { iso: date.iso(), words: strings.date(date) }
    }
}

/// A key question as a coloured tag with its sign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tag {
    /// `q-1` … `q-7`: which colour and sign the theme gives it.
    pub class: String,
    /// Title of the question.
    pub title: String,
    /// Its page.
    pub href: String,
}

/// A picture in all its sizes, largest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// What it shows; empty when decorative.
    pub alt: String,
    /// Words under it.
    pub caption: Option<String>,
    /// Mean colour, `#a1b2c3`.
    pub colour: String,
    /// Taller than wide.
    pub portrait: bool,
    /// Sizes.
    pub files: Vec<PictureFile>,
}

/// One size of a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PictureFile {
    /// Address of the JPEG.
    pub href: String,
    /// Address of the same as WebP, where there is one.
    pub webp: Option<String>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A list with how much is in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// Words.
    pub title: String,
    /// Address from the top of the edition.
    pub href: String,
    /// How many items.
    pub count: usize,
    /// This is the page itself.
    pub here: bool,
}

/// Ways to look for less, of one sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choices {
    /// A string key: `list.by_question`.
    pub label: &'static str,
    /// The ways.
    pub choices: Vec<Choice>,
}

/// The ways to the other pages of a long list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub page: usize,
    /// All pages.
    pub pages: usize,
    /// The first page, unless it is this one or the one before.
    pub first: Option<String>,
    /// The page before.
    pub previous: Option<String>,
    /// The next page.
    pub next: Option<String>,
    /// The last page, unless it is this one or the next.
    pub last: Option<String>,
}
