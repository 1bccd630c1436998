//! The sign-off sheet: every person, photo and caption of each edition on one page, for a human to read before anything
//! leaves the house, with the questions that no program can answer.

use std::collections::{BTreeMap, BTreeSet};

use super::begun::begin;
use super::clearing::clear;
use super::look_alikes::{self, own_people};
use super::sink::{InMemory, Nowhere, Sink};
use super::{Begun, Outcome, Request, pictures};
use crate::consent::{Cleared, Entry, Gate, Screened, ShownPhoto};
use crate::content::dates::Date;
use crate::content::people::PersonId;
use crate::draw::data_address;
use crate::edition::{Edition, Form};
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
    let mut editions = clear(&portfolio, &screened, request, &mut problems);
    let thumbnails = InMemory::default();
    let keeper: &dyn Sink = &thumbnails;
    let book = pictures::make(sources, &portfolio, request, &mut editions, keeper, &|_| (), &mut problems)?;
    look_alikes::hold_back(sources, &portfolio, &screened, &mut editions, &book, keeper, &mut problems)?;
    let files = thumbnails.into_files();
    let strings = theme.strings(&tongues[0].lang);
    let side = |edition| Side::new(&portfolio, &screened, edition, request.today);
    let (prints, pages): (Vec<_>, Vec<_>) = editions.iter().partition(|edition| edition.form == Form::Print);
    let parts = pages.into_iter().map(|edition| {
        let print = prints.iter().copied().find(|print| print.settings.name == edition.settings.name);
        let mark = plan::mark_of(edition, print, &book, &theme, &tongues[0]);
        let (pages, print) = (side(edition), print.map(side));
        let sheet = Sheet { portfolio: &portfolio, pages, print, book: &book, files: &files, strings };
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

/// One of the two ways in which an edition is read, with its gate.
struct Side<'s> {
    gate: Gate<'s>,
    edition: &'s Edition<'s>,
}

impl<'s> Side<'s> {
    fn new(portfolio: &'s Portfolio, screened: &'s Screened, edition: &'s Edition<'s>, day: Date) -> Side<'s> {
        let channel = edition.form.channel(edition.settings.hosted);
        Side { gate: Gate::new(portfolio, screened, edition.settings, channel, day), edition }
    }
}

/// One edition: its pages, and its PDFs where it has some.
struct Sheet<'s> {
    portfolio: &'s Portfolio,
    pages: Side<'s>,
    print: Option<Side<'s>>,
    book: &'s PhotoBook,
    files: &'s BTreeMap<(String, OutPath), Vec<u8>>,
    strings: &'s Strings,
}

type Shown<'s> = &'s Cleared<Entry<'s>>;

impl<'s> Sheet<'s> {
    fn edition(&self, mark: &str) -> SheetEdition {
        let edition = self.pages.edition;
        let both = self.both();
        SheetEdition {
            name: edition.settings.name.clone(),
            audience: edition.settings.audience.word().to_owned(),
            open: edition.is_open(),
            printed: self.print.is_some(),
            mark: mark.to_owned(),
            rebuild_by: plan::rebuild_by(edition, self.print.as_ref().map(|print| print.edition))
                .map(|day| Day::of(day, self.strings)),
            people: self.people(&both),
            items: both.iter().map(|(page, print)| self.item(*page, *print)).collect(),
        }
    }

    /// What is shown on a page, on paper or on both, in the order of the pages; what is only printed comes last.
    fn both(&self) -> Vec<(Option<Shown<'s>>, Option<Shown<'s>>)> {
        let (pages, print) = (self.pages.edition, self.print.as_ref().map(|print| print.edition));
        let on_paper = |entry: Shown<'s>| print.and_then(|print| print.entry_of(entry.index));
        let mut both: Vec<_> = pages.entries.iter().map(|entry| (Some(entry), on_paper(entry))).collect();
        let printed = print.into_iter().flat_map(|print| &print.entries);
        both.extend(printed.filter(|entry| pages.entry_of(entry.index).is_none()).map(|entry| (None, Some(entry))));
        both
    }

    fn people(&self, both: &[(Option<Shown<'s>>, Option<Shown<'s>>)]) -> Vec<SheetPerson> {
        let mut people: BTreeMap<PersonId, SheetPerson> = BTreeMap::new();
        for (page, print) in both {
            let Some(entry) = page.or(*print) else { continue };
            let mut of = |id: &PersonId, add: &dyn Fn(&mut SheetPerson)| {
                let person = people.entry(id.clone()).or_insert_with(|| SheetPerson {
                    file: file_of(id),
                    called: Vec::new(),
                    items: 0,
                    photos: 0,
                });
                for called in self.names(*page, *print, id).into_iter().flatten() {
                    if !person.called.contains(&called) {
                        person.called.push(called);
                    }
                }
                add(person);
            };
            for reference in &self.portfolio.items[entry.index].who {
                of(&reference.person, &|person| person.items += 1);
            }
            for photo in photos_of(*page, *print) {
                self.in_photo(entry, photo).iter().for_each(|id| of(id, &|person| person.photos += 1));
            }
        }
        people.into_values().collect()
    }

    fn item(&self, page: Option<Shown<'s>>, print: Option<Shown<'s>>) -> SheetItem {
        let entry = page.or(print).expect("an item is shown somewhere");
        let gathered = &self.portfolio.items[entry.index];
        let photos = photos_of(page, print);
        SheetItem {
            kind: entry.item.kind.word().to_owned(),
            reference: entry.reference.to_owned(),
            title: entry.item.title.clone(),
            opening: entry.short_words().to_owned(),
            only: self.only(page.is_some(), print.is_some()),
            people: gathered.who.iter().map(|one| self.called(page, print, &one.person)).collect(),
            photos: photos.into_iter().filter_map(|photo| self.photo(page, print, photo)).collect(),
        }
    }

    /// Where something is shown, when it is not shown wherever the edition is.
    fn only(&self, on_page: bool, on_paper: bool) -> Option<&'static str> {
        match (on_page, on_paper) {
            (true, false) if self.print.is_some() => Some("pages"),
            (false, true) => Some("print"),
            _ => None,
        }
    }

    /// What somebody is called on the page and on paper, where they are shown there.
    fn names(&self, page: Option<Shown<'s>>, print: Option<Shown<'s>>, id: &PersonId) -> [Option<String>; 2] {
        let of = |side: Option<&Side<'_>>, entry: Option<Shown<'s>>| Some(side?.gate.called(entry?.index, id));
        [of(Some(&self.pages), page), of(self.print.as_ref(), print)]
    }

    fn called(&self, page: Option<Shown<'s>>, print: Option<Shown<'s>>, id: &PersonId) -> String {
        let file = file_of(id);
        match self.names(page, print, id) {
            [Some(one), Some(other)] if one != other => {
                let on_paper = self.strings.say("sign_off.on_paper", &[("name", &other)]);
                format!("{one} ({file}; {on_paper})")
            }
            [Some(name), _] | [None, Some(name)] => format!("{name} ({file})"),
            [None, None] => file,
        }
    }

    fn in_photo(&self, entry: Shown<'s>, shown: &ShownPhoto) -> Vec<PersonId> {
        let item = &self.portfolio.items[entry.index].item;
        let own = item.photos.iter().find(|photo| PhotoKey::of(photo) == PhotoKey::of(shown));
        let mut people: Vec<PersonId> = own.into_iter().flat_map(|photo| own_people(item, photo)).collect();
        people.sort();
        people.dedup();
        people
    }

    fn photo(&self, page: Option<Shown<'s>>, print: Option<Shown<'s>>, photo: &ShownPhoto) -> Option<SheetPhoto> {
        let has = |entry: Option<Shown<'s>>| {
            entry.is_some_and(|entry| entry.item.photos.iter().any(|one| PhotoKey::of(one) == PhotoKey::of(photo)))
        };
        let (on_page, on_paper) = (has(page), has(print));
        let entry = page.or(print)?;
        let caption = photo.caption.clone().unwrap_or_default();
        Some(SheetPhoto {
            picture: data_address("image/jpeg", self.thumbnail(photo)?),
            alt: match &photo.alt {
                Some(alt) => alt.clone(),
                None if photo.caption_is_alt => caption.clone(),
                None => String::new(),
            },
            caption,
            only: self.only(on_page, on_paper).filter(|_| page.is_some() && print.is_some()),
            people: self.in_photo(entry, photo).iter().map(|id| self.called(page, print, id)).collect(),
        })
    }

    /// The smallest size on the website, or what is printed where it is only printed.
    fn thumbnail(&self, photo: &ShownPhoto) -> Option<&[u8]> {
        let made = self.book.get(&PhotoKey::of(photo))?;
        let path = OutPath::new(&made.files.last()?.href)?;
        let file = self.files.get(&(self.pages.edition.settings.name.clone(), path)).map(Vec::as_slice);
        file.or_else(|| made.print.as_ref().map(|print| &*print.bytes))
    }
}

/// The photos of an item on its page, and those that are only printed.
fn photos_of<'s>(page: Option<Shown<'s>>, print: Option<Shown<'s>>) -> Vec<&'s ShownPhoto> {
    let of = |entry: Option<Shown<'s>>| entry.into_iter().flat_map(|entry| &entry.item.photos);
    let mut photos: Vec<&ShownPhoto> = of(page).collect();
    let known: BTreeSet<PhotoKey> = photos.iter().map(|photo| PhotoKey::of(photo)).collect();
    photos.extend(of(print).filter(|photo| !known.contains(&PhotoKey::of(photo))));
    photos
}

fn file_of(id: &PersonId) -> String {
    format!("people/{}.toml", id.as_str())
}
