//! Where original records are kept, place by place (inspector edition only).

use super::addresses;
use super::desk::{Desk, Shown};
use super::pages::{Choice, Link, RecordPlace, RecordRow, RecordsPage};
use super::stretch::{ROOM, Stretch, stretches};
use crate::content::Detail;

impl<'e> Desk<'e> {
    /// How a place's records are parted into pages.
    pub fn record_stretches(&self, places: &[usize]) -> Vec<Stretch> {
        let weight = |entry: &Shown<'_>| {
            let titles = entry.supports.iter().filter(|one| one.framework == 0).count() * 40;
            let owner = entry.item.record_owner.as_ref().map_or(0, String::len);
            self.lean_weight(entry) + titles + owner + 120
        };
        stretches(&self.at(places).map(weight).collect::<Vec<_>>(), 300, ROOM)
    }

    /// How the list of the places is parted into pages.
    pub fn record_place_stretches(&self) -> Vec<Stretch> {
        let weights: Vec<usize> = self.shelves.records().map(|(slug, name, _)| slug.len() + name.len() + 90).collect();
        if weights.is_empty() { Vec::new() } else { stretches(&weights, 0, ROOM) }
    }

    /// The places where records are kept; what is at one of them.
    pub fn records_page(&self, at: Option<usize>, stretch: Stretch) -> RecordsPage {
        let choice = |(slug, name, places): (&str, &str, &[usize])| Choice {
            title: name.to_owned(),
            href: records_address(slug, 1),
            count: places.len(),
            here: false,
        };
        let Some((slug, name, places)) = at.and_then(|at| self.shelves.records().nth(at)) else {
            let all: Vec<_> = self.shelves.records().collect();
            let places = stretch.of(&all).iter().copied().map(choice).collect();
            return RecordsPage { places, place: None, pager: self.pager(stretch, places_address) };
        };
        let rows = self.at(stretch.of(places)).map(|entry| self.record_row(entry)).collect();
        RecordsPage {
            places: Vec::new(),
            place: Some(RecordPlace { place: name.to_owned(), rows }),
            pager: self.pager(stretch, |page| records_address(slug, page)),
        }
    }

    /// Every place with all its records.
    #[cfg(feature = "pdf")]
    pub fn record_places(&self) -> Vec<RecordPlace> {
        let place = |(_, name, places): (&str, &str, &[usize])| RecordPlace {
            place: name.to_owned(),
            rows: self.at(places).map(|entry| self.record_row(entry)).collect(),
        };
        self.shelves.records().map(place).collect()
    }

    /// Where one record is kept.
    pub fn record_row(&self, entry: &Shown<'_>) -> RecordRow {
        let reviewed = match &entry.item.detail {
            Detail::Record(record) => record.last_reviewed,
            _ => None,
        };
        RecordRow {
            link: Link { title: entry.item.title.clone(), href: addresses::item(entry) },
            reference: entry.reference.to_owned(),
            record_ref: entry.item.record_ref.clone(),
            owner: entry.item.record_owner.clone(),
            reviewed: reviewed.map(|date| self.day(date)),
            review_by: entry.item.review_by.map(|date| self.day(date)),
            late: entry.item.review_by.is_some_and(|date| date < self.edition.day),
            supports: entry
                .supports
                .iter()
                .filter(|one| one.framework == 0)
                .map(|one| self.target_link(*one))
                .collect(),
        }
    }
}

/// The places where records are kept, page by page from 1.
pub fn places_address(page: usize) -> String {
    addresses::numbered("records", page)
}

/// The records of one place, page by page from 1.
pub fn records_address(slug: &str, page: usize) -> String {
    addresses::numbered(&format!("lists/records-{slug}"), page)
}
