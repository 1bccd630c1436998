//! Makes every cleared photo once, for all editions that show it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::sink::Sink;
use crate::content::item::Area;
use crate::draw::photo::{Derived, PhotoTrouble, PixelGate, Recipe, derive};
use crate::edition::{Edition, Form};
use crate::output::{OutputTrouble, Role};
use crate::plan::OutPath;
use crate::plan::pages::PictureFile;
use crate::plan::photo_book::{MadePhoto, PhotoBook, PhotoKey, PrintPhoto};
use crate::problem::{Problems, Span};
use crate::sources::Sources;

/// The width that paper asks for: enough for 110 mm, and half the work of a wide one.
const FOR_PAPER: u32 = 800;

/// A photo to be made: how, and for which editions.
struct Order {
    key: PhotoKey,
    recipe: Recipe,
    /// Place of the edition, and the consents its file will rely on there.
    wanted: Vec<(usize, Vec<u32>)>,
}

/// Makes the photos, gives their files away, and takes out of the editions what could not be made.
pub fn make(
    sources: &dyn Sources,
    editions: &mut [Edition<'_>],
    sink: &dyn Sink,
    problems: &mut Problems,
) -> Result<PhotoBook, OutputTrouble> {
    let orders = orders(editions);
    let gate = PixelGate::default();
    let names: Vec<(&str, Form)> =
        editions.iter().map(|edition| (edition.settings.name.as_str(), edition.form)).collect();
    let made: Vec<Result<Result<MadePhoto, PhotoTrouble>, OutputTrouble>> =
        orders.par_iter().map(|order| make_one(sources, order, &names, &gate, sink)).collect();
    let mut book = PhotoBook::new();
    for (order, made) in orders.into_iter().zip(made) {
        match made? {
            Ok(photo) => {
                book.insert(order.key, photo);
            }
            Err(trouble) => {
                let mut problem = trouble.problem(Span::file(&order.key.file));
                problem.editions = order.wanted.iter().map(|(edition, _)| names[*edition].0.to_owned()).collect();
                problems.add(problem);
            }
        }
    }
    for edition in editions {
        edition.keep_photos(|photo| book.contains_key(&PhotoKey::of(photo)));
    }
    Ok(book)
}

fn orders(editions: &[Edition<'_>]) -> Vec<Order> {
    let mut orders: BTreeMap<PhotoKey, Order> = BTreeMap::new();
    for (place, edition) in editions.iter().enumerate() {
        for (entry, relies) in edition.entries.iter().zip(0..).map(|(entry, place)| (entry, edition.relies(place))) {
            for photo in &entry.item.photos {
                let order = orders.entry(PhotoKey::of(photo)).or_insert_with_key(|key| Order {
                    key: key.clone(),
                    recipe: recipe(photo.quarter_turns, photo.crop, &photo.cover),
                    wanted: Vec::new(),
                });
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

fn recipe(quarter_turns: u8, crop: Option<Area>, cover: &[Area]) -> Recipe {
    Recipe { quarter_turns, crop, cover: cover.to_vec(), ..Recipe::default() }
}

fn make_one(
    sources: &dyn Sources,
    order: &Order,
    names: &[(&str, Form)],
    gate: &PixelGate,
    sink: &dyn Sink,
) -> Result<Result<MadePhoto, PhotoTrouble>, OutputTrouble> {
    let Ok(bytes) = sources.read(&order.key.file) else { return Ok(Err(PhotoTrouble::Gone)) };
    let derived = match derive(&bytes, &order.recipe, gate) {
        Ok(derived) => derived,
        Err(trouble) => return Ok(Err(trouble)),
    };
    drop(bytes);
    let hash = hash_of(order, &derived);
    let mut files = Vec::new();
    for version in &derived.versions {
        let href = format!("photos/{hash}-{}.jpg", version.width);
        let path = OutPath::new(&href).expect("a hash and a width make a plain address");
        for (edition, relies) in &order.wanted {
            let (name, Form::Pages) = names[*edition] else { continue };
            sink.put(name, &path, &version.bytes, relies.clone(), Role::Own)?;
        }
        files.push(PictureFile { href, width: version.width, height: version.height });
    }
    let [red, green, blue] = derived.colour;
    let is_printed = order.wanted.iter().any(|(edition, _)| names[*edition].1 == Form::Print);
    let print = if is_printed { for_paper(&derived) } else { None };
    Ok(Ok(MadePhoto { files, colour: format!("#{red:02x}{green:02x}{blue:02x}"), hash, print }))
}

/// The widest version that is not wider than paper asks for, or the smallest there is.
fn for_paper(derived: &Derived) -> Option<PrintPhoto> {
    let fits = derived.versions.iter().find(|version| version.width <= FOR_PAPER);
    let version = fits.or(derived.versions.last())?;
    Some(PrintPhoto { bytes: version.bytes.clone().into(), width: version.width, height: version.height })
}

/// The name of a published photo: nobody can guess it from the author's file, or tell the file from it.
/// The key is part of it, so that two photos that look the same can come down one by one.
fn hash_of(order: &Order, derived: &Derived) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{:?}", order.key).as_bytes());
    for version in &derived.versions {
        hasher.update(&version.bytes);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
