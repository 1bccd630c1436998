//! Reads how large a photo is and how it should be turned, without opening its pixels.

use image::ImageDecoder;

use super::sniff::{Kind, sniff};
use super::taken::taken;
use super::upright::Upright;
use super::{PhotoTrouble, decode, guarded, jpeg};
use crate::content::dates::Date;

pub(super) const MOST_BYTES: usize = 60_000_000;
pub(super) const MOST_PIXELS: u64 = 100_000_000;
const LONGEST_SIDE: u32 = 30_000;
const MOST_MEMORY: u64 = 400_000_000;

/// What can be told of a photo before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// What it is, by its content.
    pub kind: Kind,
    /// Width in pixels, as a person sees it.
    pub width: u32,
    /// Height in pixels, as a person sees it.
    pub height: u32,
    /// The day on which its camera says that it was taken.
    pub taken: Option<Date>,
    /// Width and height as the file stores them.
    pub(super) stored: (u32, u32),
    /// How to turn it.
    pub(super) upright: Upright,
    /// Bytes of memory that opening it takes.
    pub(super) memory: u64,
    /// A JPEG with a scan for each of its parts, which few programs write and some show in wrong colours.
    pub(super) is_unusual: bool,
}

/// Looks at the beginning of a photo and refuses what is no photo, or too large a one.
pub fn look(bytes: &[u8]) -> Result<Header, PhotoTrouble> {
    let kind = sniff(bytes)?;
    if bytes.len() > MOST_BYTES {
        return Err(PhotoTrouble::FileTooLarge { megabytes: bytes.len().div_ceil(1_000_000) as u64 });
    }
    guarded(|| read(bytes, kind))
}

fn read(bytes: &[u8], kind: Kind) -> Result<Header, PhotoTrouble> {
    #[cfg(feature = "heic")]
    if kind == Kind::Heic {
        return read_heic(bytes);
    }
    let walk = if kind == Kind::Jpeg { walk(bytes)? } else { jpeg::Walk::default() };
    let mut decoder = decode::open(bytes, kind)?;
    let stored = decoder.dimensions();
    let pixels = reasonable(stored)?;
    let memory = memory(kind, decoder.as_ref(), pixels).saturating_add(walk.coefficient_bytes());
    if memory > MOST_MEMORY {
        return Err(PhotoTrouble::TooHungry);
    }
    // What a broken camera wrote about turning is not worth losing the picture for.
    let upright =
        decoder.orientation().map_or(Upright::from(image::metadata::Orientation::NoTransforms), Upright::from);
    let (width, height) = upright.size(stored);
    let taken = decoder.exif_metadata().ok().flatten().and_then(taken);
    Ok(Header { kind, width, height, taken, stored, upright, memory, is_unusual: walk.is_unusual() })
}

#[cfg(feature = "heic")]
fn read_heic(bytes: &[u8]) -> Result<Header, PhotoTrouble> {
    let label = super::heic::look(bytes)?;
    let memory = reasonable(label.size)?.saturating_mul(label.memory);
    if memory > MOST_MEMORY {
        return Err(PhotoTrouble::TooHungry);
    }
    let ((width, height), upright) = (label.size, Upright::from(image::metadata::Orientation::NoTransforms));
    let (kind, stored, taken) = (Kind::Heic, label.size, label.taken);
    Ok(Header { kind, width, height, taken, stored, upright, memory, is_unusual: false })
}

/// How many pixels there are, if a photo can have so many.
fn reasonable((width, height): (u32, u32)) -> Result<u64, PhotoTrouble> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PhotoTrouble::Damaged);
    }
    if pixels > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
        return Err(PhotoTrouble::TooManyPixels { width, height });
    }
    Ok(pixels)
}

/// A JPEG is walked from start to end first: its decoder forgives too much.
fn walk(bytes: &[u8]) -> Result<jpeg::Walk, PhotoTrouble> {
    let walk = jpeg::Walk::new(bytes);
    if let Some(size) = walk.size {
        reasonable(size)?;
    }
    if !walk.complete {
        return Err(PhotoTrouble::Damaged);
    }
    Ok(walk)
}

/// The pixels, and what each decoder keeps beside them.
fn memory(kind: Kind, decoder: &dyn ImageDecoder, pixels: u64) -> u64 {
    let beside = match kind {
        Kind::Jpeg | Kind::Png => 0,
        // A frame that is smaller than its canvas has pixels of its own.
        Kind::Gif => pixels * 4,
        #[cfg(feature = "heic")]
        Kind::Heic => 0,
        // Brightness and colour planes, or a canvas when the picture moves.
        Kind::Webp => pixels * 4,
        // Everything is read once as stored, at most with a fourth ink.
        Kind::Tiff => decoder.total_bytes().saturating_mul(4) / 3,
    };
    decoder.total_bytes().saturating_add(beside)
}
