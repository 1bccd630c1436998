//! Which consents each output relies on, so that a takedown finds every file that somebody may no longer be in.

use super::own_pages::Own;
use super::shelf::By;
use super::{Plan, Planned, Recipe};
use crate::content::terms::Kind;

impl Plan<'_> {
    /// The consents that an output relies on, as sorted places in the edition's list.
    pub fn relies(&self, planned: &Planned) -> Vec<u32> {
        let edition = self.desk.edition;
        // The PDFs' own come behind those of the pages.
        let everything = || (0..edition.reliances().len() as u32 + self.printed).collect();
        let places: Vec<usize> = match planned.recipe {
            Recipe::Item(place) | Recipe::Earlier(place, _) | Recipe::Figures(place) => self.shown_with(place),
            Recipe::List(shelf, stretch) => {
                // The first page tells open actions of them all.
                let tells_actions = stretch.page == 1
                    && shelf.by == By::All
                    && matches!(shelf.kind, Some(Kind::Improvement | Kind::Audit));
                let all = self.desk.shelves.on(shelf);
                let places = if tells_actions { all } else { stretch.of(all) };
                let pointed = places.iter().flat_map(|place| {
                    let entry = &edition.entries[*place];
                    entry.related.iter().chain(entry.links.values())
                });
                places.iter().copied().chain(pointed.filter_map(|index| edition.place_of(*index))).collect()
            }
            Recipe::Statement(target, stretch) => stretch.of(self.desk.places_speaking_to(target)).to_vec(),
            Recipe::PermissionForm | Recipe::NotFound | Recipe::Robots | Recipe::Headers => return Vec::new(),
            Recipe::SearchScript => return Vec::new(),
            Recipe::Own(Own::AboutThisEdition | Own::Accessibility) => return everything(),
            Recipe::Own(Own::OtherFormats) if self.printed > 0 => return everything(),
            Recipe::Own(_) => return Vec::new(),
            Recipe::Home | Recipe::Question(_) | Recipe::Records(..) => return everything(),
            Recipe::Coverage(..) | Recipe::Gaps(_) => return everything(),
            Recipe::Timeline(..) | Recipe::Az(_) | Recipe::Actions(_) | Recipe::Contents => return everything(),
            Recipe::Sitemap | Recipe::Feed | Recipe::Search | Recipe::SearchIndex => return everything(),
        };
        let mut relies: Vec<u32> = places.into_iter().flat_map(|place| edition.relies(place)).copied().collect();
        relies.sort_unstable();
        relies.dedup();
        relies
    }

    /// The consents that each PDF relies on: those of print, behind those of the pages.
    pub fn relies_of_pdfs(&self) -> Vec<u32> {
        let before = self.desk.edition.reliances().len() as u32;
        (before..before + self.printed).collect()
    }

    /// Places of the entries that the page of one names: itself, what it goes with and links to.
    pub(super) fn shown_with(&self, place: usize) -> Vec<usize> {
        let edition = self.desk.edition;
        let entry = &edition.entries[place];
        let mut places = vec![place];
        let pointed = entry.related.iter().chain(entry.links.values());
        places.extend(pointed.filter_map(|index| edition.place_of(*index)));
        let answered = edition.places_of_kind(Kind::Finding);
        places.extend(answered.filter(|finding| edition.entries[*finding].related.contains(&entry.index)));
        places
    }
}
