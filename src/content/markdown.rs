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

/// Stub; replaced at merge.
pub fn read(file: &SourcePath, first_line: u32, source: &str, _problems: &mut crate::problem::Problems) -> Words {
    let mut words = Words::empty(Span::line(file, first_line));
    source.clone_into(&mut words.source);
    source.clone_into(&mut words.plain);
    words
}

impl Words {
    /// Stub; replaced at merge.
    pub fn empty(at: Span) -> Words {
        let (mentions, images, links) = (Vec::new(), Vec::new(), Vec::new());
        Words { at, source: String::new(), plain: String::new(), mentions, images, links }
    }

    /// Stub; replaced at merge.
    pub fn take_title(&mut self) -> Option<super::Line> {
        let rest = self.source.trim_start();
        let first = rest.lines().next()?.strip_prefix("# ")?.trim().to_owned();
        self.source = rest.split_once('\n').map_or_else(String::new, |(_, rest)| rest.to_owned());
        self.plain = self.source.clone();
        Some(super::Line::new(self.at.clone(), first))
    }
}
