//! Words that anybody may say: the program's own, the regulators', and the service's public facts.

use std::collections::BTreeSet;

use super::reading::cased_numbers;
use crate::edition::Edition;
use crate::framework::{Frameworks, regulations};
use crate::theme;

/// Months and days as pages write them.
const DATES: &str = "January February March April May June July August September October November December \
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday \
    Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr";

/// Those that all editions have alike.
pub(super) fn of_all(frameworks: &Frameworks) -> Vec<String> {
    let mut texts = vec![DATES.to_owned()];
    texts.extend(theme::own_words().into_iter().map(str::to_owned));
    // What a value prints of itself holds every one of its texts.
    texts.extend(frameworks.active().iter().map(|framework| format!("{framework:?}")));
    texts.extend(regulations().iter().map(|regulation| regulation.title.clone()));
    texts
}

/// Those of one edition.
pub(super) fn of_edition(edition: &Edition<'_>) -> Vec<String> {
    let mut texts = vec![format!("{:?} {:?}", edition.service, edition.rating)];
    texts.extend([&edition.title, &edition.contract, &edition.welcome].into_iter().flatten().cloned());
    texts
}

/// The words of such texts, with their capitals.
pub(super) fn words_of(texts: &[String]) -> BTreeSet<u64> {
    texts.iter().flat_map(|text| cased_numbers(text)).collect()
}

/// All such words of one edition.
pub(super) struct Vocabulary<'w> {
    of_all: &'w BTreeSet<u64>,
    of_edition: BTreeSet<u64>,
}

impl<'w> Vocabulary<'w> {
    /// Reads the words of an edition; those of all are known.
    pub(super) fn of(edition: &Edition<'_>, of_all: &'w BTreeSet<u64>) -> Vocabulary<'w> {
        Vocabulary { of_all, of_edition: words_of(&of_edition(edition)) }
    }

    /// Whether anybody may say a word.
    pub(super) fn holds(&self, word: u64) -> bool {
        self.of_all.contains(&word) || self.of_edition.contains(&word)
    }
}
