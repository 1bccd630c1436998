//! Turns the bytes of a photo into small, upright JPEGs, and WebPs where wanted, with nothing hidden in them.
//!
//! Bytes in, bytes out: no disk, no clock, no cache. The same bytes and the same [`Recipe`] give the same pictures.
//! Every photo is decoded to pixels and encoded anew, even when its size is right already: copying would keep the place
//! where it was taken, the small preview of the uncropped picture and the film that some phones put behind it.
//! A photo that cannot be trusted is refused with a [`PhotoTrouble`]; whether anybody may see it is not decided here.

mod baseline;
mod colour;
mod decode;
mod encode;
mod entropy;
mod faces;
mod gate;
mod header;
#[cfg(feature = "heic")]
mod heic;
mod jpeg;
mod look_alike;
mod sniff;
mod squeeze;
mod taken;
mod trouble;
mod upright;
mod waves;
#[cfg(feature = "webp")]
mod webp;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod traps;

pub use faces::faces;
pub use gate::PixelGate;
pub use header::{Header, look};
pub use look_alike::Looks;
pub use sniff::Kind;
pub use trouble::PhotoTrouble;

/// A photo's file is at most so large.
pub const MOST_BYTES: u64 = header::MOST_BYTES as u64;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use crate::content::dates::Date;
use crate::content::item::Area;
use upright::Upright;

/// Widths that pages ask for: cards, text column, full width and print.
pub const WIDTHS: [u32; 3] = [1600, 800, 400];

/// What to make of a photo. Areas are whole pixels of the picture as a person sees it: after `quarter_turns`, before `crop`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// Widest first. A photo that is smaller is never enlarged.
    pub widths: [u32; 3],
    /// Clockwise, on top of what the camera says.
    pub quarter_turns: u8,
    /// The part to show.
    pub crop: Option<Area>,
    /// Parts to paint over, for a face or a name board.
    pub cover: Vec<Area>,
    /// Each size as WebP too.
    pub webp: bool,
}

impl Default for Recipe {
    fn default() -> Recipe {
        Recipe { widths: WIDTHS, quarter_turns: 0, crop: None, cover: Vec::new(), webp: false }
    }
}

/// What came of a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derived {
    /// Largest first; at least one.
    pub versions: Vec<Version>,
    /// The colour to show while the photo loads.
    pub colour: [u8; 3],
    /// The day on which its camera says that it was taken. For the author's eyes; cameras are often wrong.
    pub taken: Option<Date>,
    /// What it looks like, to know it again under another name.
    pub looks: Looks,
}

impl Derived {
    /// All of it but the pictures themselves.
    pub fn without_bytes(&self) -> Derived {
        let bare = |version: &Version| Version { bytes: Vec::new(), webp: None, ..*version };
        Derived { versions: self.versions.iter().map(bare).collect(), looks: self.looks.clone(), ..*self }
    }
}

/// One size of a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// A JPEG without any metadata.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// The same as WebP, where it was asked for and saves something: in all sizes of a photo or in none.
    #[serde(skip)]
    pub webp: Option<Vec<u8>>,
}

/// Makes the sizes of one photo. Waits at the gate when too many large photos are open at once.
pub fn derive(bytes: &[u8], recipe: &Recipe, gate: &PixelGate) -> Result<Derived, PhotoTrouble> {
    let Opened { first, sizes, taken } = open(bytes, recipe, gate)?;
    let (versions, colour, looks) = encode::versions(first, &sizes, recipe.webp);
    Ok(Derived { versions, colour, taken, looks })
}

/// What a photo would look like, without making anything of it.
pub fn looks(bytes: &[u8], recipe: &Recipe, gate: &PixelGate) -> Result<Looks, PhotoTrouble> {
    let Opened { first, sizes, .. } = open(bytes, recipe, gate)?;
    Ok(encode::looks(first, &sizes))
}

/// A photo at its largest size, upright and in ordinary colours.
struct Opened {
    first: encode::Pixels,
    sizes: Vec<(u32, u32)>,
    taken: Option<Date>,
}

fn open(bytes: &[u8], recipe: &Recipe, gate: &PixelGate) -> Result<Opened, PhotoTrouble> {
    let header = look(bytes)?;
    let upright = header.upright.turned(recipe.quarter_turns);
    let mut plan = Plan::new(header.stored, upright, recipe)?;

    let pass = gate.enter(header.memory);
    let first = match small(bytes, &header, recipe, upright.size_as_stored(plan.sizes[0]))? {
        Some(found) => found,
        None => {
            let mut picture = guarded(|| decode::decode(bytes, &header))?;
            let stored = (picture.width, picture.height);
            if stored != header.stored {
                plan = Plan::new(stored, upright, recipe)?;
            }
            for &area in &plan.covers {
                picture.cover(area);
            }
            encode::shrink(picture, plan.crop, upright.size_as_stored(plan.sizes[0]))
        }
    };
    drop(pass);

    let first = upright.apply(colour::to_srgb(first));
    Ok(Opened { first, sizes: plan.sizes, taken: header.taken })
}

/// A photo of which all is shown need not be opened at its full size. What is cut or covered is, so that no pixel of it has
/// a share in another.
fn small(
    bytes: &[u8],
    header: &Header,
    recipe: &Recipe,
    size: (u32, u32),
) -> Result<Option<encode::Shrunk>, PhotoTrouble> {
    let is_whole = recipe.crop.is_none() && recipe.cover.is_empty();
    if header.kind != Kind::Jpeg || !is_whole || !baseline::saves_work(header.stored, size) {
        return Ok(None);
    }
    guarded(|| decode::small_jpeg(bytes, header.stored, size))
}

/// Runs a decoder: whatever it does to itself over a broken file is a damaged photo, not a broken build.
fn guarded<T>(decoding: impl FnOnce() -> Result<T, PhotoTrouble>) -> Result<T, PhotoTrouble> {
    catch_unwind(AssertUnwindSafe(decoding)).unwrap_or(Err(PhotoTrouble::Damaged))
}

/// A recipe settled for one photo: areas as the file stores its pixels, and sizes as people see them.
struct Plan {
    crop: Area,
    covers: Vec<Area>,
    sizes: Vec<(u32, u32)>,
}

impl Plan {
    fn new(stored: (u32, u32), upright: Upright, recipe: &Recipe) -> Result<Plan, PhotoTrouble> {
        let (width, height) = upright.size(stored);
        let whole = Area { x: 0, y: 0, width, height };
        let crop = recipe.crop.unwrap_or(whole);
        if !is_inside(crop, width, height) {
            return Err(PhotoTrouble::CropOutside { width, height });
        }
        if !recipe.cover.iter().all(|&area| is_inside(area, width, height)) {
            return Err(PhotoTrouble::CoverOutside { width, height });
        }
        let as_stored = |area| upright.area_as_stored(area, stored);
        Ok(Plan {
            crop: as_stored(crop),
            covers: recipe.cover.iter().copied().map(as_stored).collect(),
            sizes: sizes(crop.width, crop.height, &recipe.widths),
        })
    }
}

/// An area that reaches outside was measured on another picture, so it cannot be trusted to cover the right thing.
fn is_inside(area: Area, width: u32, height: u32) -> bool {
    let ends_by =
        |start: u32, length: u32, end: u32| length > 0 && start.checked_add(length).is_some_and(|at| at <= end);
    ends_by(area.x, area.width, width) && ends_by(area.y, area.height, height)
}

/// The sizes to make, largest first. No version is more than three times as tall as its width was asked to be:
/// a screenshot of a whole web page would otherwise be larger than all other photos together.
fn sizes(width: u32, height: u32, widths: &[u32]) -> Vec<(u32, u32)> {
    let mut sizes: Vec<(u32, u32)> = Vec::new();
    for &asked in widths {
        let size = fit(width, height, asked.max(1), asked.max(1).saturating_mul(3));
        if sizes.last().is_none_or(|&(last, _)| size.0 < last) {
            sizes.push(size);
        }
    }
    sizes
}

/// The largest size of the same shape that fits; never larger than the picture, never less than one pixel.
fn fit(width: u32, height: u32, most_width: u32, most_height: u32) -> (u32, u32) {
    let scale = (f64::from(most_width) / f64::from(width)).min(f64::from(most_height) / f64::from(height)).min(1.0);
    let scaled = |length: u32| (f64::from(length) * scale).round().max(1.0) as u32;
    (scaled(width), scaled(height))
}
