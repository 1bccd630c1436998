//! What authors wrote, as runs of words: read once for all editions.

use rayon::prelude::*;

use super::finder::phrases;
use super::reading::numbers;
use crate::content::item::Item;
use crate::content::markdown::{LinePart, line_parts};
use crate::content::{Line, Words};
use crate::portfolio::Portfolio;

/// The words of every item, in the portfolio's order.
pub struct Written {
    pub(super) items: Vec<ItemWords>,
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
        Written { items: portfolio.items.par_iter().map(|gathered| ItemWords::of(&gathered.item)).collect() }
    }
}

impl ItemWords {
    fn of(item: &Item) -> ItemWords {
        let mut words = ItemWords::default();
        item.each_text(&mut |line| words.add_line(item, line), &mut |_| {});
        item.each_text(&mut |_| {}, &mut |body: &Words| words.add(&numbers(body.plain()), true));
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
