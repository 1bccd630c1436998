//! A translation: `garden.cy.md` beside `garden.md`. It says the first file's words again, and nothing else.
//!
//! Who is in an item, who may see it, its days and its photos stand in the first file alone. What a translation does not
//! say stays in the first language. It goes through the gate together with its item, under the very same consents.

use super::Line;
use super::item::{Audit, Detail, Figure, Film, Item, ItemId, LearningTheme, Photo, Promise, SurveyResult};
use super::language::Language;
use crate::problem::Problems;
use crate::problem::translation as told;

/// A translation as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    /// The item it translates.
    pub id: ItemId,
    /// Its language.
    pub language: &'static Language,
    /// What it says; what it does not say is empty.
    pub item: Item,
}

/// Puts each translation to its item.
pub fn join(items: &mut [Item], translations: Vec<Translation>, problems: &mut Problems) {
    for Translation { id, language, item: said } in translations {
        let Ok(place) = items.binary_search_by(|item| item.id.cmp(&id)) else {
            problems.add(told::translation_alone(said.at, language.name));
            continue;
        };
        for photo in &said.photos {
            if !items[place].photos.iter().any(|known| known.file == photo.file) {
                problems.add(told::translation_photo(photo.at.clone()));
            }
        }
        let translated = translated(&items[place], said, language.code);
        items[place].translations.push(translated);
    }
    for item in items {
        item.translations.sort_by_key(|one| one.written_in);
    }
}

fn translated(first: &Item, said: Item, code: &'static str) -> Item {
    let mut item = first.clone();
    item.translations.clear();
    item.written_in = Some(code);
    item.at = said.at.clone();
    // A title that nobody wrote is made from the file's name, and stands at the file.
    if said.title.at() != &said.at {
        item.title = said.title;
    }
    over(&mut item.summary, said.summary);
    over(&mut item.service_type, said.service_type);
    over_all(&mut item.tags, said.tags);
    over(&mut item.source_title, said.source_title);
    over(&mut item.record_held, said.record_held);
    over(&mut item.record_owner, said.record_owner);
    if !said.words.uncleared().trim().is_empty() {
        item.words = said.words;
    }
    photos(&mut item.photos, said.photos);
    detail(&mut item.detail, said.detail);
    item
}

fn over<T>(first: &mut Option<T>, said: Option<T>) {
    if said.is_some() {
        *first = said;
    }
}

fn over_all<T>(first: &mut Vec<T>, said: Vec<T>) {
    if !said.is_empty() {
        *first = said;
    }
}

/// Each photo by its file; one that is shown twice, in its order.
fn photos(first: &mut [Photo], said: Vec<Photo>) {
    let mut taken = vec![false; first.len()];
    for photo in said {
        let place = (0..first.len()).find(|place| !taken[*place] && first[*place].file == photo.file);
        let Some(place) = place else { continue };
        taken[place] = true;
        over(&mut first[place].alt, photo.alt);
        over(&mut first[place].caption, photo.caption);
    }
}

/// What a list says one by one, in its order.
fn each<T>(first: &mut [T], said: Vec<T>, mut one: impl FnMut(&mut T, T)) {
    for (first, said) in first.iter_mut().zip(said) {
        one(first, said);
    }
}

macro_rules! over_each {
    ($first:ident, $said:ident: $($key:ident)+) => {{ $( over(&mut $first.$key, $said.$key); )+ }};
}

fn detail(first: &mut Detail, said: Detail) {
    match (first, said) {
        (Detail::Story(first), Detail::Story(said)) => {
            over_each!(first, said: noticed did difference told_by goal outcome);
        }
        (Detail::Feedback(first), Detail::Feedback(said)) => {
            over_each!(first, said: role gathered_how gathered_by theme learnt);
        }
        (Detail::Survey(first), Detail::Survey(said)) => {
            each(&mut first.results, said.results, |first: &mut SurveyResult, said| first.question = said.question);
            over_all(&mut first.celebrate, said.celebrate);
            over_all(&mut first.change, said.change);
        }
        (Detail::Improvement(first), Detail::Improvement(said)) => {
            over_each!(first, said: said said_by noticed did difference owner checked_by not_possible_because);
            if let (Some(first), Some(said)) = (&mut first.measure, said.measure) {
                first.what = said.what;
                over_each!(first, said: unit base);
            }
        }
        (Detail::Audit(first), Detail::Audit(said)) => audit(first, said),
        (Detail::Figure(first), Detail::Figure(said)) => figure(first, said),
        (Detail::Learning(first), Detail::Learning(said)) => {
            over_each!(first, said: theme period);
            each(&mut first.themes, said.themes, |first: &mut LearningTheme, said| {
                first.what = said.what;
                over_each!(first, said: learnt changed);
            });
        }
        (Detail::Finding(first), Detail::Finding(said)) => over_each!(first, said: said report),
        (Detail::Award(first), Detail::Award(said)) => over_each!(first, said: awarder level scope),
        (Detail::Commitment(first), Detail::Commitment(said)) => {
            over(&mut first.scheme, said.scheme);
            each(&mut first.statements, said.statements, |first: &mut Promise, said| {
                first.promise = said.promise;
                over(&mut first.did, said.did);
            });
        }
        (Detail::Film(first), Detail::Film(said)) => film(first, said),
        (Detail::Event(first), Detail::Event(said)) => over(&mut first.place, said.place),
        (Detail::SelfAssessment(first), Detail::SelfAssessment(said)) => over_each!(first, said: why next),
        // The rest has no words of its own; two kinds never meet, for the folder decides the kind.
        _ => {}
    }
}

/// What was found in each period stays in the language it was written in.
fn audit(first: &mut Audit<Line>, said: Audit<Line>) {
    over_each!(first, said: checks tool by unit sample checked_by carried_out_with);
}

fn figure(first: &mut Figure<Line>, said: Figure<Line>) {
    over_each!(first, said: unit source base_is explain);
}

/// Captions and transcript of a film belong together: a translation that has one of them does not keep the other.
fn film(first: &mut Film, said: Film) {
    over_each!(first, said: link duration language);
    if said.captions_text.is_some() || said.transcript.is_some() {
        (first.captions, first.captions_text, first.transcript) = (said.captions, said.captions_text, said.transcript);
    }
}
