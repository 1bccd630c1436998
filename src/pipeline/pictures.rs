//! Makes every cleared photo once, for all editions that show it.
//!
//! What an earlier build made of the same photo is taken from the store, but only for photos that have come through
//! the gate in this build.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::sink::Sink;
use super::{News, Request};
use crate::consent::{Reliance, ShownPhoto};
use crate::content::dates::Date;
use crate::content::item::Who;
use crate::content::terms::{Kind, PhotoFormat};
use crate::draw::photo::{Derived, MOST_BYTES, PhotoTrouble, PixelGate, Recipe, derive, faces};
use crate::edition::{Edition, Form};
use crate::output::{ContentHash, Outgoing, OutputTrouble, PhotoName};
use crate::plan::OutPath;
use crate::plan::pages::PictureFile;
use crate::plan::photo_book::{MadePhoto, PhotoBook, PhotoKey, PrintPhoto};
use crate::portfolio::Portfolio;
use crate::problem::{Problems, Span, photo as told};
use crate::sources::Sources;

/// The width that paper asks for: enough for 110 mm, and half the work of a wide one.
const FOR_PAPER: u32 = 800;

/// A photo to be made: how, and for which editions.
struct Order {
    key: PhotoKey,
    recipe: Recipe,
    /// Place of the edition, and the consents its file will rely on there.
    wanted: Vec<(usize, Vec<u32>)>,
    /// Whether nobody is said to be in it.
    names_nobody: bool,
}

/// Where photos are made.
struct DarkRoom<'r> {
    sources: &'r dyn Sources,
    sink: &'r dyn Sink,
    gate: PixelGate,
    looks_for_faces: bool,
    editions: Vec<Wall<'r>>,
}

/// Where photos of an edition go.
struct Wall<'r> {
    name: &'r str,
    form: Form,
    /// Whether they are printed: in a PDF of a part of an edition there are none.
    is_printed: bool,
    /// Every consent that the edition relies on.
    reliances: Vec<String>,
}

impl Wall<'_> {
    fn of<'r>(edition: &Edition<'r>) -> Wall<'r> {
        Wall {
            name: &edition.settings.name,
            form: edition.form,
            is_printed: edition.form == Form::Print && edition.can_be_printed(),
            reliances: edition.reliances().iter().map(Reliance::written).collect(),
        }
    }
}

/// A photo made, and what its author may like to know.
struct Made {
    photo: MadePhoto,
    taken: Option<Date>,
    faces: u32,
}

/// Why a photo was not made.
enum Failed {
    Photo(PhotoTrouble),
    Output(OutputTrouble),
}

/// Makes the photos, gives their files away, and takes out of the editions what could not be made.
pub fn make(
    sources: &dyn Sources,
    portfolio: &Portfolio,
    request: &Request,
    editions: &mut [Edition<'_>],
    sink: &dyn Sink,
    watch: &(dyn Fn(News) + Sync),
    problems: &mut Problems,
) -> Result<PhotoBook, OutputTrouble> {
    let orders = orders(editions, wants_webp(portfolio, problems));
    let walls = editions.iter().map(Wall::of).collect();
    let looks_for_faces = request.look_for_faces;
    let room = DarkRoom { sources, sink, gate: PixelGate::default(), looks_for_faces, editions: walls };
    let made = room.make_all(&orders, watch);
    let mut book = PhotoBook::new();
    let mut days = BTreeMap::new();
    for (order, made) in orders.into_iter().zip(made) {
        let told = match made {
            Ok(Made { photo, taken, faces }) => {
                days.extend(taken.filter(|day| *day <= request.today).map(|day| (order.key.clone(), day)));
                book.insert(order.key.clone(), photo);
                (faces > 0).then(|| told::faces_without_names(Span::file(&order.key.file), faces))
            }
            Err(Failed::Photo(trouble)) => Some(trouble.problem(Span::file(&order.key.file))),
            Err(Failed::Output(trouble)) => return Err(trouble),
        };
        if let Some(mut problem) = told {
            problem.editions = order.wanted.iter().map(|(edition, _)| room.name(*edition).to_owned()).collect();
            problems.add(problem);
        }
    }
    suggest_days(editions, &days, problems);
    for edition in editions {
        edition.keep_photos(|photo| book.contains_key(&PhotoKey::of(photo)));
    }
    Ok(book)
}

/// Offers the author of what has no day the day of its photos, before it is lost.
fn suggest_days(editions: &[Edition<'_>], days: &BTreeMap<PhotoKey, Date>, problems: &mut Problems) {
    for edition in editions {
        for entry in edition.entries.iter().filter(|entry| entry.item.date.is_none() && happens(entry.item.kind)) {
            let taken =
                || entry.item.photos.iter().filter_map(|photo| Some((days.get(&PhotoKey::of(photo))?, &photo.file)));
            if let Some(((first, file), (last, _))) = taken().min().zip(taken().max()) {
                let problem = told::day_suggested(Span::file(file), first, last, &last.iso());
                problems.add(problem.in_edition(&edition.settings.name));
            }
        }
    }
}

/// Whether a kind of item is about something that happened on a day.
fn happens(kind: Kind) -> bool {
    matches!(kind, Kind::Story | Kind::Album | Kind::Event | Kind::Improvement)
}

/// Whether the folder asks for WebP; tells when this program cannot make it.
fn wants_webp(portfolio: &Portfolio, problems: &mut Problems) -> bool {
    match &portfolio.settings.photos.extra_format {
        Some((_, PhotoFormat::Webp)) if cfg!(feature = "webp") => true,
        Some((at, PhotoFormat::Webp)) => {
            problems.add(told::built_without_webp(at.clone()));
            false
        }
        None => false,
    }
}

fn orders(editions: &[Edition<'_>], as_webp: bool) -> Vec<Order> {
    let mut orders: BTreeMap<PhotoKey, Order> = BTreeMap::new();
    for (place, edition) in editions.iter().enumerate() {
        let of_entries =
            edition.entries.iter().zip(0..).map(|(entry, at)| (&entry.item.photos[..], edition.relies(at)));
        // Paper takes the JPEG.
        let as_webp = as_webp && edition.form == Form::Pages;
        let poster = edition.poster.as_slice();
        for (photos, relies) in of_entries.chain(std::iter::once((poster, &[][..]))) {
            for photo in photos {
                let order = orders.entry(PhotoKey::of(photo)).or_insert_with_key(|key| Order {
                    key: key.clone(),
                    recipe: recipe(photo, false),
                    wanted: Vec::new(),
                    names_nobody: true,
                });
                order.names_nobody &= names_nobody(photo);
                order.recipe.webp |= as_webp;
                match order.wanted.last_mut() {
                    Some((last, known)) if *last == place => known.extend(relies),
                    _ => order.wanted.push((place, relies.to_vec())),
                }
            }
        }
    }
    let mut orders: Vec<Order> = orders.into_values().collect();
    for (_, relies) in orders.iter_mut().flat_map(|order| &mut order.wanted) {
        relies.sort_unstable();
        relies.dedup();
    }
    orders
}

fn names_nobody(photo: &ShownPhoto) -> bool {
    match &photo.people {
        Who::Unsaid => true,
        Who::These(people) => people.is_empty(),
    }
}

fn recipe(photo: &ShownPhoto, webp: bool) -> Recipe {
    let cover = photo.cover.to_vec();
    Recipe { quarter_turns: photo.quarter_turns, crop: photo.crop, cover, webp, ..Recipe::default() }
}

impl DarkRoom<'_> {
    fn name(&self, edition: usize) -> &str {
        self.editions[edition].name
    }

    fn make_all(&self, orders: &[Order], watch: &(dyn Fn(News) + Sync)) -> Vec<Result<Made, Failed>> {
        watch(News::Photos(orders.len()));
        let ready = AtomicUsize::new(0);
        let make = |order| {
            let made = self.make(order);
            watch(News::Photo { ready: ready.fetch_add(1, Ordering::Relaxed) + 1, of: orders.len() });
            made
        };
        orders.par_iter().map(make).collect()
    }

    fn make(&self, order: &Order) -> Result<Made, Failed> {
        let is_printed = order.wanted.iter().any(|(edition, _)| self.editions[*edition].is_printed);
        if let Some((photo, taken)) = self.remembered(order, is_printed) {
            return Ok(Made { photo, taken, faces: 0 });
        }
        let stamp = self.sources.stamp(&order.key.file);
        let (content, derived) = self.derived(order).map_err(Failed::Photo)?;
        let hash = hash_of(order, content, &derived);
        let mut files = Vec::new();
        for version in &derived.versions {
            let address = |ending| format!("photos/{hash}-{}.{ending}", version.width);
            let (href, webp) = (address("jpg"), version.webp.as_ref().map(|_| address("webp")));
            self.put(order, &href, &version.bytes)?;
            if let Some((address, bytes)) = webp.as_ref().zip(version.webp.as_ref()) {
                self.put(order, address, bytes)?;
            }
            files.push(PictureFile { href, webp, width: version.width, height: version.height });
        }
        let [red, green, blue] = derived.colour;
        let colour = format!("#{red:02x}{green:02x}{blue:02x}");
        let print = if is_printed { for_paper(&derived) } else { None };
        let (content_hash, looks) = (content.to_string(), derived.looks.clone());
        let as_webp = order.recipe.webp;
        let photo = MadePhoto { files, as_webp, colour, hash, content: content_hash, looks, print };
        let faces = if self.looks_for_faces && order.names_nobody { self.faces(order, content, &derived) } else { 0 };
        let made = (photo, derived.taken);
        if let Some(album) = self.sink.album() {
            album.keep(&order.key, stamp, content, &made);
        }
        let (photo, taken) = made;
        Ok(Made { photo, taken, faces })
    }

    /// Gives a file away to every edition that shows the photo on its pages.
    fn put(&self, order: &Order, address: &str, bytes: &[u8]) -> Result<(), Failed> {
        let path = OutPath::new(address).expect("a hash and a width make a plain address");
        let on_pages = order.wanted.iter().filter(|(edition, _)| self.editions[*edition].form == Form::Pages);
        for (edition, relies) in on_pages {
            let put = self.sink.put(self.name(*edition), Outgoing::own(&path, relies.clone()), bytes);
            put.map_err(Failed::Output)?;
        }
        Ok(())
    }

    /// What was made of the same photo in an earlier state of the folder.
    fn remembered(&self, order: &Order, for_paper: bool) -> Option<(MadePhoto, Option<Date>)> {
        let album = self.sink.album()?;
        let file = &order.key.file;
        let by_store = || self.sink.photos()?.unread(file, self.sources.stamp(file)?);
        let content = album.content(self.sources, file).or_else(by_store)?;
        let found = album.find(&order.key, content, for_paper);
        found.filter(|(made, _)| made.as_webp == order.recipe.webp)
    }

    fn faces(&self, order: &Order, content: ContentHash, derived: &Derived) -> u32 {
        let name = PhotoName::new(content, &order.recipe);
        let store = self.sink.photos();
        store.and_then(|store| store.faces(name)).unwrap_or_else(|| {
            let faces = faces(derived);
            store.inspect(|store| store.keep_faces(name, faces));
            faces
        })
    }

    /// What is made of a photo, and the fingerprint of the author's file. A file that nobody touched is not read.
    fn derived(&self, order: &Order) -> Result<(ContentHash, Derived), PhotoTrouble> {
        let file = &order.key.file;
        let stamp = self.sources.stamp(file);
        if let Some(content) = self.sink.photos().zip(stamp).and_then(|(store, stamp)| store.unread(file, stamp))
            && let Some(derived) = self.kept(order, content)
        {
            return Ok((content, derived));
        }
        if let Some(stamp) = stamp.filter(|stamp| stamp.size > MOST_BYTES) {
            return Err(PhotoTrouble::FileTooLarge { megabytes: stamp.size.div_ceil(1_000_000) });
        }
        let bytes = self.sources.read(file).map_err(|_| PhotoTrouble::Gone)?;
        let content = ContentHash::of(&bytes);
        if let Some(store) = self.sink.photos() {
            let untouched = stamp.filter(|stamp| self.sources.stamp(file) == Some(*stamp));
            store.was_read(file, untouched, content);
            if let Some(derived) = self.kept(order, content) {
                return Ok((content, derived));
            }
        }
        let derived = derive(&bytes, &order.recipe, &self.gate)?;
        if let Some(store) = self.sink.photos() {
            store.keep(PhotoName::new(content, &order.recipe), &derived);
        }
        Ok((content, derived))
    }

    /// What an earlier build made of the same photo.
    fn kept(&self, order: &Order, content: ContentHash) -> Option<Derived> {
        let relies = order.wanted.iter().map(|(edition, relies)| {
            let all = &self.editions[*edition].reliances;
            relies.iter().map(|one| all[*one as usize].clone()).collect()
        });
        self.sink.photos()?.fetch(PhotoName::new(content, &order.recipe), relies)
    }
}

/// One file of a photo that came through the gate and was made: its bytes, from an earlier build or made once more.
/// Nothing when the author's file is no longer the one that was made.
pub fn file_of(
    sources: &dyn Sources,
    sink: &dyn Sink,
    photo: &ShownPhoto,
    made: &MadePhoto,
    address: &str,
) -> Option<Vec<u8>> {
    let file = made.files.iter().find(|file| file.href == address || file.webp.as_deref() == Some(address))?;
    let recipe = recipe(photo, made.as_webp);
    let content = ContentHash::try_from(made.content.as_str()).ok()?;
    let name = PhotoName::new(content, &recipe);
    let kept = sink.photos().and_then(|store| store.look(name));
    let derived = kept.or_else(|| {
        let bytes = sources.read(&photo.file).ok().filter(|bytes| ContentHash::of(bytes) == content)?;
        let derived = derive(&bytes, &recipe, &PixelGate::default()).ok()?;
        sink.photos().inspect(|store| store.keep(name, &derived));
        Some(derived)
    })?;
    let version = derived.versions.into_iter().find(|version| version.width == file.width)?;
    if file.href == address { Some(version.bytes) } else { version.webp }
}

/// The widest version that is not wider than paper asks for, or the smallest there is.
fn for_paper(derived: &Derived) -> Option<PrintPhoto> {
    let fits = derived.versions.iter().find(|version| version.width <= FOR_PAPER);
    let version = fits.or(derived.versions.last())?;
    Some(PrintPhoto { bytes: version.bytes.clone().into(), width: version.width, height: version.height })
}

/// The name of a published photo. The author's path is part of it, so that two photos that look the same can come down
/// one by one; and so is the author's file, which nobody else has, so that nobody can try paths until one fits.
fn hash_of(order: &Order, content: ContentHash, derived: &Derived) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{:?} {content}", order.key).as_bytes());
    for version in &derived.versions {
        hasher.update(&version.bytes);
        if let Some(webp) = &version.webp {
            hasher.update(webp);
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
