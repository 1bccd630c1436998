//! Words that anybody may say: the program's own, the regulators', and the service's public facts.

use std::collections::BTreeSet;

use super::reading::cased_numbers;
use crate::edition::Edition;
use crate::framework::regulations;
use crate::theme;

/// Months and days as pages write them.
const DATES: &str = "January February March April May June July August September October November December \
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday \
    Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr";

/// All such texts.
pub(super) fn texts(edition: &Edition<'_>) -> Vec<String> {
    let mut texts = vec![DATES.to_owned()];
    texts.extend(theme::own_words().into_iter().map(str::to_owned));
    // What a value prints of itself holds every one of its texts.
    texts.extend(edition.frameworks.active().iter().map(|framework| format!("{framework:?}")));
    texts.extend(regulations().iter().map(|regulation| regulation.title.clone()));
    texts.push(format!("{:?} {:?}", edition.service, edition.rating));
    texts.extend([&edition.title, &edition.contract, &edition.welcome].into_iter().flatten().cloned());
    texts
}

/// The words of all such texts, with their capitals.
pub(super) fn vocabulary(texts: &[String]) -> BTreeSet<u64> {
    texts.iter().flat_map(|text| cased_numbers(text)).collect()
}
