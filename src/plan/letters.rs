//! Everything by its first letter.

use super::addresses;
use super::desk::Desk;
use super::pages::{AzPage, CardGroup, Link};
use super::stretch::{ROOM, Stretch, stretches};

impl Desk<'_> {
    /// How the list by letter is parted into pages.
    pub fn az_stretches(&self) -> Vec<Stretch> {
        let places = self.by_letter();
        let weights: Vec<usize> = self.at(&places).map(|entry| self.lean_weight(entry) + 8).collect();
        let heads = self.shelves.letters().count() * 66;
        let weights: Vec<usize> = weights.iter().map(|weight| weight + heads / weights.len().max(1)).collect();
        stretches(&weights, 0, ROOM)
    }

    /// What stands on one page of the list by letter.
    pub fn by_letter_on(&self, stretch: Stretch) -> Vec<usize> {
        self.shelves.letters().flat_map(|(_, places)| places).copied().take(stretch.to).skip(stretch.from).collect()
    }

    fn by_letter(&self) -> Vec<usize> {
        self.shelves.letters().flat_map(|(_, places)| places).copied().collect()
    }

    /// Each letter with where it begins.
    pub fn letters(&self) -> &[Link] {
        self.once.letters.get_or_init(|| self.find_letters(&self.az_stretches()))
    }

    fn find_letters(&self, stretches: &[Stretch]) -> Vec<Link> {
        let mut begins = 0;
        let link = |(letter, places): (&str, &[usize])| {
            let page = stretches.iter().find(|one| (one.from..one.to).contains(&begins)).map_or(1, |one| one.page);
            begins += places.len();
            Link { title: letter.to_owned(), href: format!("{}#{}", az_address(page), anchor(letter)) }
        };
        self.shelves.letters().map(link).collect()
    }

    /// One page of everything by its first letter.
    pub fn az_page(&self, stretch: Stretch) -> AzPage {
        let mut begins = 0;
        let mut letters = Vec::new();
        for (letter, places) in self.shelves.letters() {
            let shown = begins.max(stretch.from)..(begins + places.len()).min(stretch.to);
            if shown.start < shown.end {
                let cards =
                    self.at(&places[shown.start - begins..shown.end - begins]).map(|entry| self.lean_card(entry));
                letters.push(CardGroup { kind: "", title: Some(letter.to_owned()), cards: cards.collect() });
            }
            begins += places.len();
        }
        AzPage {
            ids: letters.iter().map(|group| anchor(group.title.as_deref().unwrap_or(""))).collect(),
            letters,
            all: self.letters().to_vec(),
            pager: self.pager(stretch, az_address),
        }
    }
}

/// Everything by letter, page by page from 1.
pub fn az_address(page: usize) -> String {
    addresses::numbered("a-z", page)
}

fn anchor(letter: &str) -> String {
    format!("letter-{}", addresses::slug(letter))
}
