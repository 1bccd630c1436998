//! What authors wrote: every file of the portfolio, read into plain values with their places.
//!
//! Parsing never fails: each file gives what could be read, and problems for what could not.
//! Nothing here may be shown to a reader. The words are [`Line`] and [`Words`], which print only their place,
//! have no `Display` and are not `Serialize`; the consent gate is the only way on.

pub mod captions;
pub mod dates;
pub mod fields;
pub mod item;
pub mod language;
pub mod map;
pub mod markdown;
pub mod people;
pub(crate) mod same;
pub mod service;
pub mod table;
pub mod terms;

mod decode;
mod front;
mod keys;
mod kinds;
mod labels;
mod layout;
mod memory;
mod mend;
mod parse;
mod translation;

pub use dates::{Date, Period};
pub use decode::{Letters, lines_of};
pub use item::{Detail, Item, ItemId, Photo};
pub use kinds::{FileSort, sketch_of};
pub use markdown::Words;
pub use memory::Memory;
pub use parse::{Parsed, parse, parse_again, parse_person};
pub use people::{ConsentRecord, Person, PersonId};
pub use service::Portfolio as Settings;
pub use terms::{Audience, Channel, Kind, Term, Use};

use std::fmt;

use crate::problem::Span;

/// One line of an author's words with its place. It cannot be printed or shown: only the consent gate may read it.
///
/// ```compile_fail
/// let line = carefolio::content::Line::new(todo!(), String::new());
/// println!("{line}");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    at: Span,
    text: String,
}

impl Line {
    /// Keeps a line with its place.
    pub fn new(at: Span, text: String) -> Line {
        Line { at, text }
    }

    /// Where it was written.
    pub fn at(&self) -> &Span {
        &self.at
    }

    /// The words, before anybody decided who may read them. For this module, `portfolio` and `consent` only
    /// (the layer test looks).
    pub(crate) fn uncleared(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({:?})", self.at)
    }
}

/// The same words with a capital first letter.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
