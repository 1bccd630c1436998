//! Makes pictures smaller and writes them as JPEG, and as WebP where wanted.

use fast_image_resize::images::{CroppedImage, Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::decode::Picture;
use super::squeeze::squeeze;
use super::{Looks, Version};
use crate::content::item::Area;

/// A quality of a JPEG, and of the WebP beside it.
type Quality = (u8, f32);
/// The usual quality, and what is tried when a picture is full of leaves, grass or grain and grows too large: there
/// nobody sees the difference, and everybody waits for it.
const QUALITIES: [Quality; 5] = [(80, 76.0), (72, 66.0), (64, 56.0), (56, 46.0), (48, 36.0)];
/// A picture of this size is never too large.
const SMALL: usize = 100_000;
/// A larger one should have at most so many bytes for every hundred pixels. Most screens show it at little more than half
/// its width, so that a reader waits for three times as much for each point of the screen.
const MOST_FOR_HUNDRED_PIXELS: usize = 16;

/// The part to show, at its largest size, in the colours of its file.
pub(super) struct Shrunk {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) channels: usize,
    pub(super) samples: Vec<u8>,
    /// What its colours mean, when the file says so.
    pub(super) profile: Option<Vec<u8>>,
}

/// A picture of red, green and blue, one byte each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) samples: Vec<u8>,
}

/// Cuts a part out and makes it smaller. No pixel outside the part has a share in the result.
pub(super) fn shrink(picture: Picture, part: Area, (width, height): (u32, u32)) -> Shrunk {
    let kind = if picture.channels == 1 { PixelType::U8 } else { PixelType::U8x3 };
    let whole = ImageRef::new(picture.width, picture.height, &picture.samples, kind)
        .expect("a decoder fills as many bytes as its header promised");
    let part = CroppedImage::new(&whole, part.x, part.y, part.width, part.height)
        .expect("the part was found to be inside the picture");
    let mut target = Image::new(width, height, kind);
    Resizer::new().resize(&part, &mut target, &lanczos()).expect("both pictures have the same kind of pixels");
    Shrunk { width, height, channels: picture.channels, samples: target.into_vec(), profile: picture.profile }
}

/// All sizes, each made from the one before it, the colour of the whole, and what it looks like.
pub(super) fn versions(first: Pixels, sizes: &[(u32, u32)], as_webp: bool) -> (Vec<Version>, [u8; 3], Looks) {
    let mut versions = Vec::with_capacity(sizes.len());
    let write = |pixels: &Pixels| {
        let (bytes, quality) = jpeg(pixels);
        let webp = if as_webp { webp(pixels, quality) } else { None };
        versions.push(Version { width: pixels.width, height: pixels.height, bytes, webp });
    };
    let smallest = down(first, sizes, write);
    if !saves_bytes(&versions) {
        versions.iter_mut().for_each(|version| version.webp = None);
    }
    (versions, mean(&smallest.samples), Looks::of(&smallest))
}

/// Whether the photo is there as WebP in all its sizes, and smaller. Pure grain is not.
fn saves_bytes(versions: &[Version]) -> bool {
    let webp: Option<usize> = versions.iter().map(|version| version.webp.as_ref().map(Vec::len)).sum();
    webp.is_some_and(|webp| webp < versions.iter().map(|version| version.bytes.len()).sum())
}

/// What [`versions`] would look like.
pub(super) fn looks(first: Pixels, sizes: &[(u32, u32)]) -> Looks {
    Looks::of(&down(first, sizes, |_| ()))
}

/// Goes down the sizes, shows each, and gives the smallest.
fn down(first: Pixels, sizes: &[(u32, u32)], mut show: impl FnMut(&Pixels)) -> Pixels {
    let mut resizer = Resizer::new();
    let mut pixels = first;
    for &(width, height) in sizes {
        if (pixels.width, pixels.height) != (width, height) {
            pixels = smaller(&mut resizer, &pixels, width, height);
        }
        show(&pixels);
    }
    pixels
}

fn smaller(resizer: &mut Resizer, pixels: &Pixels, width: u32, height: u32) -> Pixels {
    let source = ImageRef::new(pixels.width, pixels.height, &pixels.samples, PixelType::U8x3)
        .expect("a picture has three bytes a pixel");
    let mut target = Image::new(width, height, PixelType::U8x3);
    resizer.resize(&source, &mut target, &lanczos()).expect("both pictures have three bytes a pixel");
    Pixels { width, height, samples: target.into_vec() }
}

/// How pictures are made smaller.
pub(super) fn lanczos() -> ResizeOptions {
    ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
}

/// The picture as JPEG, and the quality of a WebP to go with it.
fn jpeg(pixels: &Pixels) -> (Vec<u8>, f32) {
    let room = SMALL.max(pixels.samples.len() / 3 * MOST_FOR_HUNDRED_PIXELS / 100);
    let [usual, lower @ ..] = QUALITIES;
    let mut made = (squeeze(encoded(pixels, usual.0)), usual.1);
    for (quality, beside) in lower {
        if made.0.len() <= room {
            break;
        }
        made = (squeeze(encoded(pixels, quality)), beside);
    }
    made
}

fn encoded(pixels: &Pixels, quality: u8) -> Vec<u8> {
    let side =
        |length: u32| u16::try_from(length).expect("a version is at most as wide as asked and three times as tall");
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder
        .encode(&pixels.samples, side(pixels.width), side(pixels.height), ColorType::Rgb)
        .expect("writing to memory cannot fail, and there are as many bytes as pixels");
    bytes
}

#[cfg(feature = "webp")]
use super::webp::webp;

/// A program without WebP makes none.
#[cfg(not(feature = "webp"))]
fn webp(_: &Pixels, _: f32) -> Option<Vec<u8>> {
    None
}

fn mean(samples: &[u8]) -> [u8; 3] {
    let mut sums = [0_u64; 3];
    for pixel in samples.chunks_exact(3) {
        for (sum, &sample) in sums.iter_mut().zip(pixel) {
            *sum += u64::from(sample);
        }
    }
    let pixels = (samples.len() / 3).max(1) as u64;
    sums.map(|sum| ((sum + pixels / 2) / pixels) as u8)
}
