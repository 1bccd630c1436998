//! Words as values: what a body text is made of when it comes to paper.

use serde::Serialize;

/// A piece of text that starts a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each holds what its name says")]
pub enum Block<P> {
    Paragraph { words: Vec<Inline<P>> },
    Heading { level: u8, words: Vec<Inline<P>> },
    List { start: Option<u64>, items: Vec<Vec<Block<P>>> },
    Quote { blocks: Vec<Block<P>> },
    Code { text: String },
    Table { align: Vec<&'static str>, head: Vec<Vec<Inline<P>>>, rows: Vec<Vec<Vec<Inline<P>>>> },
    Picture { picture: P },
    Rule,
}

/// A piece of text inside a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "inline", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each holds what its name says")]
pub enum Inline<P> {
    Text {
        text: String,
    },
    Code {
        text: String,
    },
    Strong {
        words: Vec<Inline<P>>,
    },
    Emphasis {
        words: Vec<Inline<P>>,
    },
    Struck {
        words: Vec<Inline<P>>,
    },
    /// To the web, a telephone or an e-mail address.
    Link {
        href: String,
        words: Vec<Inline<P>>,
    },
    /// To another item, by its address in the edition.
    See {
        to: String,
        words: Vec<Inline<P>>,
    },
    /// In another language than what stands around it.
    Tongue {
        lang: String,
        words: Vec<Inline<P>>,
    },
    Note {
        blocks: Vec<Block<P>>,
    },
    Break,
}
