//! The same picture under another name: whoever is in one is in the other.
//!
//! A photo says who is in it. Where another photo of the folder, or one that was taken down, is the same picture or
//! looks like it, everyone who is in that one has to agree too; otherwise the photo is held back and somebody is asked.
//! A picture that the edition shows anyway is no reason to hold a copy of it back.
//!
//! What was taken down is remembered in `people/withdrawn-photos.toml`, as hashes only: a private file of the author's,
//! and not of the program's, because deleting `.carefolio` must change nothing but time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rayon::prelude::*;

use super::Album;
use super::sink::Sink;
use crate::consent::{Gate, Screened};
use crate::content::dates::Date;
use crate::content::item::{Item, ItemId, Photo, Who};
use crate::content::markdown::{LinePart, line_parts};
use crate::content::people::PersonId;
use crate::content::terms::Kind;
use crate::draw::photo::{Looks, PixelGate, Recipe, looks};
use crate::edition::{Edition, Form};
use crate::output::OutputTrouble;
use crate::plan::OutPath;
use crate::plan::photo_book::{MadePhoto, PhotoBook, PhotoKey};
use crate::portfolio::Portfolio;
use crate::problem::{Problems, Span, photo as told, settings};
use crate::sources::{SourcePath, Sources};

/// A picture, as it is known again.
#[derive(Clone, Debug)]
struct Known {
    content: String,
    looks: Looks,
    people: BTreeSet<PersonId>,
    from: From,
}

/// Where a picture is known from.
#[derive(Clone, Debug)]
enum From {
    Folder(SourcePath),
    Withdrawn(Span),
}

/// Holds back photos that look like one that may not be shown.
pub fn hold_back(
    sources: &dyn Sources,
    portfolio: &Portfolio,
    screened: &Screened,
    editions: &mut [Edition<'_>],
    book: &PhotoBook,
    sink: &dyn Sink,
    problems: &mut Problems,
) -> Result<(), OutputTrouble> {
    let known = known(sources, portfolio, book, sink.album(), problems);
    let lookout = Lookout { portfolio, screened, book, known };
    for edition in editions {
        let doubts = lookout.doubts(edition);
        let gone = leave_out(edition, doubts, problems);
        if edition.form == Form::Pages {
            take_back(edition, &gone, book, sink)?;
        }
    }
    Ok(())
}

/// A photo that somebody has to be asked about.
struct Doubt<'k> {
    at: Span,
    key: PhotoKey,
    known: &'k Known,
    person: PersonId,
}

/// What photos are compared with.
struct Lookout<'l> {
    portfolio: &'l Portfolio,
    screened: &'l Screened,
    book: &'l PhotoBook,
    known: Vec<Known>,
}

impl Lookout<'_> {
    /// The photos of an edition that somebody has to be asked about, for each entry by its place.
    fn doubts(&self, edition: &Edition<'_>) -> Vec<(usize, Vec<Doubt<'_>>)> {
        let channel = edition.form.channel(edition.settings.hosted);
        let gate = Gate::new(self.portfolio, self.screened, edition.settings, channel, edition.day);
        let shown: BTreeSet<&SourcePath> =
            edition.entries.iter().flat_map(|entry| &entry.item.photos).map(|photo| &photo.file).collect();
        let is_elsewhere = |known: &&Known| !matches!(&known.from, From::Folder(file) if shown.contains(file));
        let elsewhere: Vec<&Known> = self.known.iter().filter(is_elsewhere).collect();
        if elsewhere.is_empty() {
            return Vec::new();
        }
        let entries = edition.entries.par_iter().enumerate();
        entries
            .map(|(place, entry)| {
                let judge = |photo| self.doubt(&gate, entry.index, photo, &elsewhere);
                (place, entry.item.photos.iter().filter_map(judge).collect())
            })
            .collect()
    }

    fn doubt<'k>(
        &self,
        gate: &Gate<'_>,
        index: usize,
        photo: &Photo<String>,
        elsewhere: &[&'k Known],
    ) -> Option<Doubt<'k>> {
        let allowed = &self.portfolio.register.photo_exceptions;
        if allowed.iter().any(|one| one.photo == photo.file) {
            return None;
        }
        let item = &self.portfolio.items[index].item;
        let key = PhotoKey::of(photo);
        let made = self.book.get(&key)?;
        let own = item.photos.iter().find(|own| PhotoKey::of(own) == key)?;
        let listed = people_in(self.portfolio, item, own);
        elsewhere.iter().find_map(|known| {
            if matches!(&known.from, From::Folder(file) if *file == photo.file) {
                return None;
            }
            let mut others = known.people.difference(&listed).peekable();
            others.peek()?;
            if known.content != made.content && !known.looks.resembles(&made.looks) {
                return None;
            }
            let person = others.find(|person| !gate.would_show_in_photo(index, person))?;
            Some(Doubt { at: own.at.clone(), key: key.clone(), known, person: person.clone() })
        })
    }
}

/// Leaves doubtful photos out of an edition, and tells why. Gives those that were left out.
fn leave_out(
    edition: &mut Edition<'_>,
    doubts: Vec<(usize, Vec<Doubt<'_>>)>,
    problems: &mut Problems,
) -> BTreeSet<PhotoKey> {
    let name = &edition.settings.name;
    let mut gone = BTreeSet::new();
    for (place, doubts) in doubts {
        let keys: BTreeSet<PhotoKey> = doubts.iter().map(|doubt| doubt.key.clone()).collect();
        for doubt in doubts {
            problems.add(match &doubt.known.from {
                From::Folder(other) => told::looks_like(doubt.at, other, doubt.person.as_str(), name),
                From::Withdrawn(entry) => told::looks_withdrawn(doubt.at, entry, doubt.person.as_str(), name),
            });
        }
        edition.keep_photos_of(place, |photo| !keys.contains(&PhotoKey::of(photo)));
        gone.extend(keys);
    }
    gone
}

/// Takes back the files of photos that no entry of an edition shows any more.
fn take_back(
    edition: &Edition<'_>,
    gone: &BTreeSet<PhotoKey>,
    book: &PhotoBook,
    sink: &dyn Sink,
) -> Result<(), OutputTrouble> {
    let still: BTreeSet<PhotoKey> =
        edition.entries.iter().flat_map(|entry| &entry.item.photos).map(PhotoKey::of).collect();
    for address in gone.difference(&still).filter_map(|key| book.get(key)).flat_map(MadePhoto::addresses) {
        let path = OutPath::new(address).expect("it was put there under this address");
        sink.take_back(&edition.settings.name, &path)?;
    }
    Ok(())
}

/// Everyone who is said to be in a photo, here or wherever else its file is named.
fn people_in(portfolio: &Portfolio, item: &Item, photo: &Photo) -> BTreeSet<PersonId> {
    let elsewhere = portfolio.in_photo.get(&photo.file).into_iter().flatten();
    own_people(item, photo).chain(elsewhere.map(|reference| reference.person.clone())).collect()
}

/// Those listed (an album's photos take the album's people), and those that its texts mention.
pub(super) fn own_people<'p>(item: &'p Item, photo: &'p Photo) -> impl Iterator<Item = PersonId> + 'p {
    let listed = match (&photo.people, &item.people) {
        (Who::These(people), _) => people.as_slice(),
        (Who::Unsaid, Who::These(people)) if item.kind == Kind::Album => people,
        (Who::Unsaid, _) => &[],
    };
    let lines = [&photo.alt, &photo.caption].into_iter().flatten();
    let mentioned = lines.flat_map(|line| line_parts(line.uncleared())).filter_map(|part| match part {
        LinePart::Person { person, .. } => Some(PersonId::new(person)),
        LinePart::Text(_) => None,
    });
    listed.iter().map(|reference| reference.person.clone()).chain(mentioned)
}

/// Every picture with somebody in it: those of the folder, opened where no edition had them made, and those that were
/// taken down. What a picture looks like that no edition may show is looked at again by each build: not even that much
/// of it is kept in the private folder.
fn known(
    sources: &dyn Sources,
    portfolio: &Portfolio,
    book: &PhotoBook,
    album: Option<&Album>,
    problems: &mut Problems,
) -> Vec<Known> {
    let mut photos: BTreeMap<PhotoKey, (&Photo, BTreeSet<PersonId>)> = BTreeMap::new();
    for item in portfolio.items.iter().map(|gathered| &gathered.item) {
        for photo in &item.photos {
            let people = people_in(portfolio, item, photo);
            if !people.is_empty() {
                photos.entry(PhotoKey::of(photo)).or_insert((photo, BTreeSet::new())).1.extend(people);
            }
        }
    }
    let pixels = PixelGate::default();
    let of_folder = photos.into_par_iter().filter_map(|(key, (photo, people))| {
        let (content, looks) = match book.get(&key) {
            Some(made) => (made.content.clone(), made.looks.clone()),
            None => match album {
                Some(album) => album.looks(sources, &key, || look_at(sources, photo, &pixels))?,
                None => look_at(sources, photo, &pixels)?,
            },
        };
        Some(Known { content, looks, people, from: From::Folder(key.file) })
    });
    let mut known: Vec<Known> = of_folder.collect();
    for photo in &portfolio.register.withdrawn_photos {
        match Looks::read(&photo.looks) {
            Some(looks) => known.push(Known {
                content: photo.content.clone(),
                looks,
                people: BTreeSet::from([photo.person.clone()]),
                from: From::Withdrawn(photo.at.clone()),
            }),
            None => problems.add(settings::withdrawn_photo_unreadable(photo.at.clone())),
        }
    }
    known
}

/// The hash of a photo's file and what the photo looks like; none of one that cannot be opened.
fn look_at(sources: &dyn Sources, photo: &Photo, pixels: &PixelGate) -> Option<(String, Looks)> {
    let bytes = sources.read(&photo.file).ok()?;
    let recipe = Recipe {
        quarter_turns: photo.quarter_turns,
        crop: photo.crop,
        cover: photo.cover.clone(),
        ..Recipe::default()
    };
    Some((content_of(&bytes), looks(&bytes, &recipe, pixels).ok()?))
}

/// The hash by which a file is known again.
pub(super) fn content_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

/// A photo to be remembered because somebody in it withdrew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToRemember {
    person: PersonId,
    content: String,
    looks: String,
}

/// Every photo with a person in it, of these items only where some are named. Photos that cannot be opened are shown
/// nowhere and need no memory.
pub fn remember(sources: &dyn Sources, items: &[Item], person: &PersonId, only: Option<&[ItemId]>) -> Vec<ToRemember> {
    let pixels = PixelGate::default();
    let all = || items.iter().flat_map(|item| item.photos.iter().map(move |photo| (item, photo)));
    let shows = |(item, photo): &(&Item, &Photo)| own_people(item, photo).any(|known| known == *person);
    let files: BTreeSet<&SourcePath> = all().filter(shows).map(|(_, photo)| &photo.file).collect();
    let wanted =
        all().filter(|(item, photo)| files.contains(&photo.file) && only.is_none_or(|only| only.contains(&item.id)));
    let photos: BTreeMap<PhotoKey, &Photo> = wanted.map(|(_, photo)| (PhotoKey::of(photo), photo)).collect();
    let looked = photos.into_par_iter().filter_map(|(_, photo)| look_at(sources, photo, &pixels));
    looked.map(|(content, looks)| ToRemember { person: person.clone(), content, looks: looks.written() }).collect()
}

/// The text of `people/withdrawn-photos.toml` with more photos in it, each only once. `before` is the file as it is.
pub fn with_photos(before: Option<&str>, photos: &[ToRemember], on: Date) -> String {
    let mut text = before.map_or_else(|| HEAD.to_owned(), str::to_owned);
    for photo in photos {
        let person = photo.person.as_str().replace('\\', "\\\\").replace('"', "\\\"");
        let entry = format!("person = \"{person}\"\ncontent = \"{}\"\nlooks = \"{}\"\n", photo.content, photo.looks);
        if !text.contains(&entry) {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n[[photo]]\non = {}\n{entry}", on.iso());
        }
    }
    text
}

const HEAD: &str = "\
# PRIVATE. Photos that were taken down because somebody in them withdrew, as hashes: nobody can see anything in them.
# With these the same picture is known again under another name. `carefolio consent withdraw` adds to this file.
";
