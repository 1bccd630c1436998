//! What an output is made of, as one number: when the number is the same, so are the bytes, and it need not be made again.
//!
//! Only outputs that are about a few entries have one. Those that gather everything change with nearly every change, and
//! are few: they are always made.

use std::sync::OnceLock;

use super::addresses;
use super::desk::Shown;
use super::framework_pages::by_kind;
use super::photo_book::PhotoKey;
use super::stretch::Stretch;
use super::{Plan, Planned, Recipe};
use crate::content::terms::Kind;

/// What an output is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(blake3::Hash);

impl Fingerprint {
    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

/// The fingerprints of a plan's outputs.
pub struct Fingerprints<'p, 'e> {
    plan: &'p Plan<'e>,
    /// What every page is made of.
    ground: blake3::Hasher,
    entries: Vec<OnceLock<blake3::Hash>>,
}

impl<'p, 'e> Fingerprints<'p, 'e> {
    /// Ready to tell what each output is made of by our own theme; another may show anything on any page. `program` tells
    /// one program from another, `unsaid` what the edition may not say.
    pub fn new(plan: &'p Plan<'e>, program: &str, unsaid: blake3::Hash) -> Fingerprints<'p, 'e> {
        let edition = plan.desk.edition;
        let mut site = plan.site.clone();
        // Pages that tell these are always made.
        site.mark.clear();
        site.rebuild_by = None;
        let shared =
            (&site, edition.settings, edition.service, edition.day, plan.desk.tongue, edition.frameworks.active());
        let mut ground = blake3::Hasher::new();
        ground.update(program.as_bytes()).update(unsaid.as_bytes()).update(format!("{shared:?}").as_bytes());
        Fingerprints { plan, ground, entries: edition.entries.iter().map(|_| OnceLock::new()).collect() }
    }

    /// What an output is made of, where that is known.
    pub fn of(&self, planned: &Planned) -> Option<Fingerprint> {
        let desk = &self.plan.desk;
        let mut places = Vec::new();
        let mut beside = String::new();
        match &planned.recipe {
            Recipe::Item(place) | Recipe::Earlier(place, _) | Recipe::Figures(place) => {
                places = self.plan.shown_with(*place);
            }
            // The first page of a list tells of other lists.
            Recipe::List(shelf, stretch) if stretch.page > 1 => {
                places = self.with_findings(stretch.of(desk.shelves.on(*shelf)));
                beside = desk.shelf_title(*shelf);
            }
            Recipe::Statement(target, stretch) if stretch.page > 1 || target.statement.is_some() => {
                let all = desk.places_speaking_to(*target);
                stretch.of(all).clone_into(&mut places);
                // Only the first page tells how many there are of each kind.
                let kinds = if stretch.page == 1 { by_kind(desk.at(all)) } else { Vec::new() };
                beside = format!("{} {kinds:?}", all.len());
            }
            Recipe::Timeline(year, stretch) => {
                let years: Vec<(i16, usize)> = desk.shelves.years().map(|(year, all)| (year, all.len())).collect();
                let all = desk.shelves.years().find(|(one, _)| one == year).map_or(&[][..], |(_, all)| all);
                stretch.of(all).clone_into(&mut places);
                beside = format!("{years:?}");
            }
            Recipe::Az(stretch) => {
                places = desk.by_letter_on(*stretch);
                beside = format!("{:?}", desk.letters());
            }
            _ => return None,
        }
        let mut made = self.ground.clone();
        made.update(planned.path.as_str().as_bytes());
        made.update(format!("{:?}{beside}", without_places(&planned.recipe)).as_bytes());
        for place in places {
            made.update(self.entry(place).as_bytes());
        }
        Some(Fingerprint(made.finalize()))
    }

    /// The entries of a list; behind each finding what answered it.
    fn with_findings(&self, places: &[usize]) -> Vec<usize> {
        let edition = self.plan.desk.edition;
        let answers = |place: &usize| {
            let entry = &edition.entries[*place];
            let related = if entry.item.kind == Kind::Finding { entry.related } else { &[] };
            related.iter().filter_map(|index| edition.place_of(*index))
        };
        places.iter().flat_map(|place| std::iter::once(*place).chain(answers(place))).collect()
    }

    /// What an entry is made of, its address and its pictures with it.
    fn entry(&self, place: usize) -> blake3::Hash {
        *self.entries[place].get_or_init(|| {
            let entry = &self.plan.desk.edition.entries[place];
            let mut made = blake3::Hasher::new();
            made.update(&entry.fingerprint).update(addresses::item_stem(entry).as_bytes());
            for photo in &entry.item.photos {
                let made_photo = self.plan.desk.photos.get(&PhotoKey::of(photo));
                made.update(format!("{:?}", made_photo.map(|one| (&one.hash, &one.colour, &one.files))).as_bytes());
            }
            for words in self.linked_words(entry) {
                made.update(words.as_bytes());
            }
            made.finalize()
        })
    }

    /// Words with mentions, pictures or links as readers see them: what an author typed there does not tell.
    fn linked_words(&self, entry: &Shown<'_>) -> Vec<String> {
        let linked = entry.texts().filter(|words| !words.is_plain());
        linked.map(|words| self.plan.desk.words(entry, words, "../", 2).0).collect()
    }
}

/// A recipe without places in lists, which move when something else comes or goes.
fn without_places(recipe: &Recipe) -> (&'static str, Option<(usize, usize)>) {
    let pages = |one: &Stretch| Some((one.page, one.pages));
    match recipe {
        Recipe::Item(_) => ("item", None),
        Recipe::Figures(_) => ("figures", None),
        Recipe::Earlier(_, stretch) => ("earlier", pages(stretch)),
        Recipe::List(_, stretch) => ("list", pages(stretch)),
        Recipe::Statement(_, stretch) => ("statement", pages(stretch)),
        Recipe::Timeline(_, stretch) => ("timeline", pages(stretch)),
        Recipe::Az(stretch) => ("a-z", pages(stretch)),
        _ => ("", None),
    }
}
