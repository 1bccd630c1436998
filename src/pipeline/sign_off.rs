//! The sign-off sheet: every person, photo and caption of each edition on one page, for a human to read before anything
//! leaves the house, with the questions that no program can answer.

use std::collections::BTreeMap;

use super::look_alikes::{self, own_people};
use super::sink::{InMemory, Nowhere, Sink};
use super::{Begun, Outcome, Request, begin, pictures};
use crate::consent::{Cleared, Entry, Gate, Screened};
use crate::content::people::PersonId;
use crate::draw::data_address;
use crate::edition::{self, Edition, Form};
use crate::output::OutputTrouble;
use crate::plan::pages::Day;
use crate::plan::photo_book::{PhotoBook, PhotoKey};
use crate::plan::sign_off::{SheetEdition, SheetItem, SheetPerson, SheetPhoto, SignOffSheet};
use crate::plan::{self, OutPath};
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::render::html::sign_off_sheet;
use crate::sources::Sources;
use crate::theme::Strings;

/// Makes the sheet of one edition or of all. There is none when the folder has errors.
pub fn sign_off(sources: &dyn Sources, request: &Request) -> Result<(Outcome, Option<String>), OutputTrouble> {
    // What a build would find must be found here as well, or a sheet could be signed that is never published.
    let mut outcome = super::run(sources, request, &Nowhere)?;
    if outcome.problems.has_errors() || !outcome.has_settings {
        return Ok((outcome, None));
    }
    let mut told = Outcome::default();
    let Some(Begun { portfolio, theme, tongues, .. }) = begin(sources, request, &mut told) else {
        return Ok((outcome, None));
    };
    let screened = Screened::new(&portfolio);
    let mut problems = Problems::default();
    let mut editions: Vec<Edition<'_>> = portfolio
        .settings
        .editions
        .iter()
        .filter(|settings| request.edition.as_ref().is_none_or(|name| *name == settings.name))
        .map(|settings| edition::prepare(&portfolio, &screened, settings, Form::Pages, request.today, &mut problems))
        .collect();
    let thumbnails = InMemory::default();
    let keeper: &dyn Sink = &thumbnails;
    let book = pictures::make(sources, request, &mut editions, keeper, &mut problems)?;
    look_alikes::hold_back(sources, &portfolio, &screened, &mut editions, &book, keeper, &mut problems)?;
    let files = thumbnails.into_files();
    let strings = theme.strings(&tongues[0].lang);
    let parts = editions.iter().map(|edition| {
        let gate = Gate::new(
            &portfolio,
            &screened,
            edition.settings,
            edition.form.channel(edition.settings.hosted),
            request.today,
        );
        let mark = plan::mark_of(edition, None, &book, &theme, &tongues[0]);
        let sheet = Sheet { portfolio: &portfolio, gate: &gate, edition, book: &book, files: &files, strings };
        sheet.edition(&mark)
    });
    let sheet = SignOffSheet {
        lang: strings.lang().to_owned(),
        service: portfolio.settings.service.name.clone(),
        day: Day::of(request.today, strings),
        editions: parts.collect(),
    };
    match sign_off_sheet(&theme, strings, &sheet) {
        Ok(html) => Ok((outcome, Some(html))),
        Err(problem) => {
            outcome.problems.add(*problem);
            Ok((outcome, None))
        }
    }
}

struct Sheet<'s> {
    portfolio: &'s Portfolio,
    gate: &'s Gate<'s>,
    edition: &'s Edition<'s>,
    book: &'s PhotoBook,
    files: &'s BTreeMap<(String, OutPath), Vec<u8>>,
    strings: &'s Strings,
}

impl Sheet<'_> {
    fn edition(&self, mark: &str) -> SheetEdition {
        let settings = self.edition.settings;
        let mut people: BTreeMap<PersonId, SheetPerson> = BTreeMap::new();
        for entry in &self.edition.entries {
            self.count(entry, &mut people);
        }
        SheetEdition {
            name: settings.name.clone(),
            audience: settings.audience.word().to_owned(),
            open: self.edition.is_open(),
            mark: mark.to_owned(),
            rebuild_by: self.edition.rebuild_by().map(|day| Day::of(day, self.strings)),
            people: people.into_values().collect(),
            items: self.edition.entries.iter().map(|entry| self.item(entry)).collect(),
        }
    }

    fn count(&self, entry: &Cleared<Entry<'_>>, people: &mut BTreeMap<PersonId, SheetPerson>) {
        let gathered = &self.portfolio.items[entry.index];
        let mut of = |id: &PersonId, add: &dyn Fn(&mut SheetPerson)| {
            let person = people.entry(id.clone()).or_insert_with(|| SheetPerson {
                file: file_of(id),
                called: Vec::new(),
                items: 0,
                photos: 0,
            });
            let called = self.gate.called(entry.index, id);
            if !person.called.contains(&called) {
                person.called.push(called);
            }
            add(person);
        };
        for reference in &gathered.who {
            of(&reference.person, &|person| person.items += 1);
        }
        for photo in &entry.item.photos {
            self.in_photo(entry, photo).iter().for_each(|id| of(id, &|person| person.photos += 1));
        }
    }

    fn item(&self, entry: &Cleared<Entry<'_>>) -> SheetItem {
        let gathered = &self.portfolio.items[entry.index];
        SheetItem {
            kind: entry.item.kind.word().to_owned(),
            reference: entry.reference.to_owned(),
            title: entry.item.title.clone(),
            opening: entry.short_words().to_owned(),
            people: gathered.who.iter().map(|one| self.called(entry.index, &one.person)).collect(),
            photos: entry.item.photos.iter().filter_map(|photo| self.photo(entry, photo)).collect(),
        }
    }

    fn called(&self, index: usize, id: &PersonId) -> String {
        format!("{} ({})", self.gate.called(index, id), file_of(id))
    }

    fn in_photo(&self, entry: &Cleared<Entry<'_>>, shown: &crate::consent::ShownPhoto) -> Vec<PersonId> {
        let item = &self.portfolio.items[entry.index].item;
        let own = item.photos.iter().find(|photo| PhotoKey::of(photo) == PhotoKey::of(shown));
        let mut people: Vec<PersonId> = own.into_iter().flat_map(|photo| own_people(item, photo)).collect();
        people.sort();
        people.dedup();
        people
    }

    fn photo(&self, entry: &Cleared<Entry<'_>>, photo: &crate::consent::ShownPhoto) -> Option<SheetPhoto> {
        let smallest = self.book.get(&PhotoKey::of(photo))?.files.last()?;
        let path = OutPath::new(&smallest.href)?;
        let bytes = self.files.get(&(self.edition.settings.name.clone(), path))?;
        let caption = photo.caption.clone().unwrap_or_default();
        Some(SheetPhoto {
            picture: data_address("image/jpeg", bytes),
            alt: match &photo.alt {
                Some(alt) => alt.clone(),
                None if photo.caption_is_alt => caption.clone(),
                None => String::new(),
            },
            caption,
            people: self.in_photo(entry, photo).iter().map(|id| self.called(entry.index, id)).collect(),
        })
    }
}

fn file_of(id: &PersonId) -> String {
    format!("people/{}.toml", id.as_str())
}
