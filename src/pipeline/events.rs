//! Events whose day is over and of which nobody has said that they took place: no edition shows them, so they are told.

use crate::content::Detail;
use crate::content::dates::Date;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::problem::film::event_over;

/// Tells every such event.
pub fn check(portfolio: &Portfolio, today: Date, problems: &mut Problems) {
    for item in portfolio.items.iter().map(|gathered| &gathered.item) {
        let Detail::Event(event) = &item.detail else { continue };
        let last = event.ends.or(item.date);
        if !event.happened && last.is_some_and(|day| day < today) {
            problems.add(event_over(item.at.clone()));
        }
    }
}
