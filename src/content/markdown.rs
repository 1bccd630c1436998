//! An author's body text: CommonMark with tables, footnotes, strikethrough and task lists.

use std::fmt;
use std::ops::Range;

use super::people::PersonId;
use crate::problem::Span;
use crate::sources::SourcePath;

/// A body text with its place, not yet cleared. `Debug` prints the place only.
#[derive(Clone, PartialEq)]
pub struct Words {
    /// Where the text starts in its file.
    pub at: Span,
    source: String,
    plain: String,
    /// `[name](person:id)`.
    pub mentions: Vec<Mention>,
    /// Pictures in the words.
    pub images: Vec<InlineImage>,
    /// Links to other files of the portfolio.
    pub links: Vec<InlineLink>,
}

/// `[name](person:id)` in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub at: Span,
    /// Who.
    pub person: PersonId,
}

/// `![alt](beans.jpg)` in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineImage {
    /// Where.
    pub at: Span,
    /// The file as written.
    pub typed: String,
    /// The file, when it can be one.
    pub file: Option<SourcePath>,
    /// Bytes of the source text.
    pub range: Range<usize>,
}

/// `[words](../stories/x.md)` in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineLink {
    /// Where.
    pub at: Span,
    /// As written.
    pub typed: String,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({:?})", self.at)
    }
}
