//! Everything by day, newest first: a year at a time.

use std::collections::BTreeMap;

use super::addresses;
use super::desk::Desk;
use super::pages::{Card, CardGroup, Choice, TimelinePage};
use super::stretch::{ROOM, Stretch, stretches};
use crate::content::dates::Date;
use crate::content::terms::Kind;

impl Desk<'_> {
    /// How a year is parted into pages.
    pub fn timeline_stretches(&self, places: &[usize]) -> Vec<Stretch> {
        let weights: Vec<usize> = self.at(places).map(|entry| self.lean_weight(entry) + 25).collect();
        stretches(&weights, 0, ROOM)
    }

    /// One page of a year by day, newest first.
    pub fn timeline_page(&self, of: i16, stretch: Stretch) -> TimelinePage {
        let places = self.shelves.years().find(|(year, _)| *year == of).map_or(&[][..], |(_, places)| places);
        let mut months: BTreeMap<i8, Vec<Card>> = BTreeMap::new();
        for entry in self.at(stretch.of(places)) {
            let month = entry.item.date.map_or(0, Date::month);
            months.entry(month).or_default().push(self.lean_card(entry));
        }
        let group = |(month, cards): (i8, Vec<Card>)| CardGroup {
            kind: Kind::Story.word(),
            title: Some(self.strings.month_of(of, month)),
            cards,
        };
        let years = self.shelves.years().enumerate();
        let choice = |(place, (year, places)): (usize, (i16, &[usize]))| Choice {
            title: year.to_string(),
            href: timeline(place, year, 1),
            count: places.len(),
            here: year == of && stretch.page == 1,
        };
        let newest = self.shelves.years().next().is_some_and(|(year, _)| year == of);
        TimelinePage {
            months: months.into_iter().rev().map(group).collect(),
            years: years.map(choice).collect(),
            year: of.to_string(),
            pager: self.pager(stretch, |page| timeline(usize::from(!newest), of, page)),
        }
    }
}

/// The timeline of a year; the newest is `timeline.html`.
pub fn timeline(place: usize, year: i16, page: usize) -> String {
    if place == 0 {
        addresses::numbered("timeline", page)
    } else {
        addresses::numbered(&format!("timeline-{year}"), page)
    }
}
