//! An author's body text: CommonMark with tables, footnotes, strikethrough and task lists.
//!
//! [`read`] goes through a text once and keeps what the gate has to know: who is mentioned, which pictures and links are
//! in it, and the words a reader would see or hear. Heading attributes stay off (they let `{onclick=…}` through), raw
//! HTML is words like any other, and where a link may lead is decided in one place, [`destination`].

mod address;
mod characters;
mod cut;
mod line;
mod read;
#[cfg(test)]
mod tests;

pub use address::{Destination, destination, percent_decoded};
pub use characters::visible;
pub(crate) use characters::{first_hidden, leaves_no_mark, spoken};
pub use line::{LinePart, line_parts};

use std::fmt;
use std::ops::Range;

use pulldown_cmark::Options;

use super::people::PersonId;
use crate::problem::{Problems, Span};
use crate::sources::SourcePath;

/// A body text with its place, not yet cleared. `Debug` prints the place only.
#[derive(Clone, PartialEq)]
pub struct Words {
    /// Where the text starts in its file.
    pub at: Span,
    source: String,
    /// The source as a number.
    fingerprint: [u8; 32],
    /// Which line of the file each stretch of `source` starts at: more than one when a section was cut out.
    stretches: Vec<Stretch>,
    plain: String,
    /// `[name](person:id)`.
    pub mentions: Vec<Mention>,
    /// Pictures in the words.
    pub images: Vec<InlineImage>,
    /// Links to other files of the portfolio.
    pub links: Vec<InlineLink>,
}

/// From this byte of a text on, lines are counted from this line of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    offset: usize,
    line: u32,
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

/// What of Markdown is understood, the same for reading and for writing.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Reads a body that starts at a line of its file.
pub fn read(file: &SourcePath, first_line: u32, source: &str, problems: &mut Problems) -> Words {
    read::read(file, source.to_owned(), vec![Stretch { offset: 0, line: first_line }], problems)
}

impl Words {
    /// No words at all.
    pub fn empty(at: Span) -> Words {
        let stretches = vec![Stretch { offset: 0, line: at.line.max(1) }];
        Words {
            at,
            source: String::new(),
            fingerprint: [0; 32],
            stretches,
            plain: String::new(),
            mentions: Vec::new(),
            images: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.source.trim().is_empty()
    }

    /// The Markdown as a number: the same words have the same.
    pub(crate) fn fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    /// The Markdown, before anybody decided who may read it (the layer test looks who asks).
    pub(crate) fn uncleared(&self) -> &str {
        &self.source
    }

    /// Each line of the Markdown with its place.
    pub(crate) fn lines(&self) -> Vec<(Span, &str)> {
        let mut places = read::Places::new(&self.at.file, &self.source, &self.stretches);
        let mut offset = 0;
        let line = |line| {
            let at = Span { column: 0, ..places.span(offset) };
            offset += str::len(line);
            (at, line)
        };
        self.source.split_inclusive('\n').map(line).collect()
    }

    /// The words as a reader would see or hear them, without the labels of mentions: for the name guard only.
    ///
    /// Invisible characters are gone, pieces of one word are joined, and addresses of links follow at the end.
    pub(crate) fn plain(&self) -> &str {
        &self.plain
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({:?})", self.at)
    }
}
