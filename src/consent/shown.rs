//! What comes through the gate: an item in the reader's words.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use super::Cleared;
use super::numbers::{Amount, Series};
use crate::content::Detail;
use crate::content::item::{Item, Photo};
use crate::framework::Target;

/// An item whose every text may be read by this edition.
pub type ShownItem<'a> = Item<String, ShownWords<'a>>;

/// A photo that may be shown, its texts with it.
pub type ShownPhoto = Photo<String>;

/// An item as one edition may know it. Counts of people are in `series`, `counts` and `results` only: the item's own
/// numbers are taken out where they could be small.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Its place among the portfolio's items, to follow links by; never shown.
    pub index: usize,
    /// The item.
    pub item: ShownItem<'a>,
    /// `S-014`.
    pub reference: &'a str,
    /// Key questions and statements.
    pub supports: &'a [Target],
    /// Items that belong with it, by index; some may not be in this edition.
    pub related: &'a [usize],
    /// Links in the words, as typed, and the item each leads to; some may not be in this edition.
    pub links: &'a BTreeMap<String, usize>,
    /// An audit's or a figure's values.
    pub series: Option<Series>,
    /// A learning's counts, theme by theme.
    pub counts: Vec<Option<Amount>>,
    /// A survey's results, question by question.
    pub results: Vec<ShownResult>,
    /// A hash of what is shown of it, but for words that are not plain.
    pub fingerprint: [u8; 32],
    /// Whether these are the author's first words, and no translation.
    pub is_first: bool,
    /// The title in the first language, which its address is made from in every language.
    pub first_title: String,
    /// Where its page is, once somebody asked: the same for all languages.
    pub address: OnceLock<String>,
    /// The same in the other languages.
    pub versions: Vec<Entry<'a>>,
}

/// One question of a survey as this edition may know it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownResult {
    /// How many said yes.
    pub now: Amount,
    /// Of how many.
    pub base: Option<f64>,
    /// How many last time.
    pub before: Option<Amount>,
    /// Of how many last time.
    pub before_base: Option<f64>,
}

/// A body text that may be shown, with the names that may be said.
#[derive(Clone, PartialEq)]
pub struct ShownWords<'a> {
    /// The author's Markdown.
    pub source: &'a str,
    /// The same as a number.
    pub fingerprint: &'a [u8; 32],
    /// What to print for each `person:` mention.
    pub names: BTreeMap<&'a str, String>,
    /// The first sentence or so, for lists.
    pub opening: String,
}

/// What an author typed and nobody sees does not count.
impl Hash for ShownWords<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.is_plain().hash(state);
        match self.is_plain() {
            true => self.fingerprint.hash(state),
            false => self.opening.hash(state),
        }
    }
}

impl fmt::Debug for ShownWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ShownWords({:?})", self.opening)
    }
}

impl ShownWords<'_> {
    /// Whether every reader sees the author's words just as they are. Labels of mentions, pictures and links are not
    /// for everybody, so words that may have them are told apart only by what is made of them.
    pub fn is_plain(&self) -> bool {
        memchr::memchr(b'[', self.source.as_bytes()).is_none()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.source.trim().is_empty()
    }
}

impl<'a> Entry<'a> {
    /// Its body texts in the language it speaks: its words, and a film's transcript.
    pub fn texts(&self) -> impl Iterator<Item = &ShownWords<'a>> {
        let transcript = match &self.item.detail {
            Detail::Film(film) => film.transcript.as_ref(),
            _ => None,
        };
        std::iter::once(&self.item.words).chain(transcript)
    }
}

impl Cleared<Entry<'_>> {
    /// Takes out photos that turned out not to be usable. Nothing can be put in.
    pub fn keep_photos(&mut self, keep: &dyn Fn(&ShownPhoto) -> bool) {
        self.value.item.photos.retain(|photo| keep(photo));
        for version in &mut self.value.versions {
            version.item.photos.retain(|photo| keep(photo));
        }
    }

    /// Speaks a language: that of its author where there is no translation. Every version was cleared together.
    pub fn speak(&mut self, lang: &str, first: &str) {
        let speaks = |entry: &Entry<'_>| entry.item.written_in.unwrap_or(first) == lang;
        if speaks(&self.value) || self.value.versions.is_empty() {
            return;
        }
        let entry = &mut self.value;
        let found = entry.versions.iter().position(speaks);
        // Without a translation the author's own words stand, which came first.
        let place = found.or_else(|| entry.versions.iter().position(|version| version.is_first));
        if let Some(place) = place {
            let mut version = entry.versions.swap_remove(place);
            version.versions = std::mem::take(&mut entry.versions);
            let other = std::mem::replace(entry, version);
            entry.versions.push(other);
        }
    }
}
