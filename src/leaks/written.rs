//! What authors wrote, as runs of words: read once for all editions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::finder::phrases;
use super::own_words;
use super::reading::numbers;
use crate::content::dates::Date;
use crate::content::item::Item;
use crate::content::markdown::{LinePart, line_parts};
use crate::content::{Detail, Line, Words};
use crate::portfolio::{Gathered, Portfolio};
use crate::sources::SourcePath;

/// The words of every item, and what must never be said by anybody.
pub struct Written {
    /// In the portfolio's order.
    pub(super) short: Vec<Vec<Vec<u64>>>,
    /// Every phrase with the place of its item, sorted.
    pub(super) phrases: Vec<(u64, u32)>,
    /// Words that anybody may say, whatever the edition.
    pub(super) own_words: BTreeSet<u64>,
    /// The names of the authors' files.
    pub(super) files: Vec<Arc<FileName>>,
}

/// The name of an author's file, as it might be said.
#[derive(Debug)]
pub(super) struct FileName {
    /// In small letters.
    pub(super) said: String,
    /// The same as words.
    pub(super) run: Vec<u64>,
    /// The whole path, or that of the file which names it.
    pub(super) file: String,
}

/// The words of one item.
#[derive(Default)]
pub(super) struct ItemWords {
    /// Captions, summaries and bodies that are too short for a phrase.
    pub(super) short: Vec<Vec<u64>>,
    /// See [`phrases`].
    pub(super) phrases: Vec<u64>,
}

impl Written {
    /// Reads every text of every item.
    pub fn new(portfolio: &Portfolio) -> Written {
        let own_words = || own_words::words_of(&own_words::of_all(&portfolio.frameworks));
        let (items, (files, own_words)): (Vec<ItemWords>, _) = rayon::join(
            || portfolio.items.par_iter().map(|gathered| ItemWords::of(&gathered.item)).collect(),
            || rayon::join(|| file_names(portfolio), own_words),
        );
        let mut phrases: Vec<(u64, u32)> = Vec::with_capacity(items.iter().map(|item| item.phrases.len()).sum());
        let mut short = Vec::with_capacity(items.len());
        for (item, words) in (0..).zip(items) {
            phrases.extend(words.phrases.iter().map(|phrase| (*phrase, item)));
            short.push(words.short);
        }
        phrases.par_sort_unstable();
        Written { short, phrases, own_words, files }
    }
}

/// Names of the authors' files. Addresses are made from titles and hashes, so that none is ever said.
fn file_names(portfolio: &Portfolio) -> Vec<Arc<FileName>> {
    let mut names: BTreeMap<String, &SourcePath> = BTreeMap::new();
    let mut add = |said: &str, file| {
        names.entry(said.to_lowercase()).or_insert(file);
    };
    for Gathered { item, .. } in &portfolio.items {
        let file = &item.at.file;
        // `2026-05-14-garden-club` alone gives a file away; `garden-club` may also come from a title.
        let (day, rest) = file.stem().split_at_checked(10).unwrap_or_default();
        let has_a_day = Date::read_iso(day).is_some() && !rest.is_empty();
        add(if has_a_day { file.stem() } else { file.as_str() }, file);
        item.photos.iter().for_each(|photo| add(photo.file.name(), &photo.file));
        if let Detail::Film(film) = &item.detail {
            film.file.iter().chain(&film.captions).for_each(|file| add(file.name(), file));
        }
    }
    for person in &portfolio.register.people {
        add(&format!("person:{}", person.id.as_str()), &person.at.file);
        add(&format!("people/{}", person.id.as_str()), &person.at.file);
    }
    let named = names.into_iter().map(|(said, file)| {
        let run = numbers(&said);
        FileName { run, file: file.as_str().to_owned(), said }
    });
    // A single short word is no sign of a file.
    let tells = |name: &FileName| name.run.len() > 1 || !name.run.is_empty() && name.said.len() >= 8;
    named.filter(tells).map(Arc::new).collect()
}

impl ItemWords {
    fn of(item: &Item) -> ItemWords {
        let mut words = ItemWords::default();
        let mut bodies: Vec<&Words> = Vec::new();
        item.each_text(&mut |line| words.add_line(item, line), &mut |body| bodies.push(body));
        for body in bodies {
            words.add(&numbers(body.plain()), true);
        }
        words
    }

    /// Adds one line of an item.
    pub(super) fn add_line(&mut self, item: &Item, line: &Line) {
        let is = |other: &Option<Line>| other.as_ref().is_some_and(|other| std::ptr::eq(other, line));
        let tells = is(&item.summary) || item.photos.iter().any(|photo| is(&photo.alt) || is(&photo.caption));
        for piece in text_pieces(line) {
            self.add(&numbers(piece), tells);
        }
    }

    fn add(&mut self, numbers: &[u64], tells: bool) {
        let made = phrases(numbers);
        // Fewer than five words may have been said by chance; so may roles and other small facts of any length.
        if made.is_empty() && tells && numbers.len() >= 5 {
            self.short.push(numbers.to_vec());
        }
        self.phrases.extend(made);
    }
}

/// A line between its mentions.
pub(super) fn text_pieces(line: &Line) -> impl Iterator<Item = &str> {
    line_parts(line.uncleared()).into_iter().filter_map(|part| match part {
        LinePart::Text(text) => Some(text),
        LinePart::Person { .. } => None,
    })
}
