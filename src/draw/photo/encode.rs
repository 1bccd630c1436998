//! Makes pictures smaller and writes them as JPEG, and as WebP where wanted.

use fast_image_resize::images::{TypedCroppedImage, TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
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
pub(super) fn shrink(picture: Picture, part: Area, size: (u32, u32)) -> Shrunk {
    let whole = Samples { width: picture.width, height: picture.height, samples: &picture.samples };
    let mut resizer = Resizer::new();
    let samples = match picture.channels {
        1 => resized::<U8>(&mut resizer, whole, part, &lanczos(), size),
        _ => resized::<U8x3>(&mut resizer, whole, part, &lanczos(), size),
    };
    Shrunk { width: size.0, height: size.1, channels: picture.channels, samples, profile: picture.profile }
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
    let whole = Samples { width: pixels.width, height: pixels.height, samples: &pixels.samples };
    Pixels { width, height, samples: resized::<U8x3>(resizer, whole, whole.all(), &lanczos(), (width, height)) }
}

/// A smaller picture in grey.
pub(super) fn smaller_grey(whole: Samples<'_>, size: (u32, u32)) -> Vec<u8> {
    resized::<U8>(&mut Resizer::new(), whole, whole.all(), &lanczos(), size)
}

/// A picture as it lies in memory.
#[derive(Clone, Copy)]
pub(super) struct Samples<'s> {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) samples: &'s [u8],
}

impl Samples<'_> {
    fn all(&self) -> Area {
        Area { x: 0, y: 0, width: self.width, height: self.height }
    }
}

/// A part of a picture at another size. One kind of view for every use: each comes with code for all processors, a
/// megabyte and more of it.
pub(super) fn resized<P: PixelTrait>(
    resizer: &mut Resizer,
    whole: Samples<'_>,
    part: Area,
    options: &ResizeOptions,
    (width, height): (u32, u32),
) -> Vec<u8> {
    let mut samples = vec![0; width as usize * height as usize * P::size()];
    let whole = TypedImageRef::<P>::from_buffer(whole.width, whole.height, whole.samples)
        .expect("a decoder fills as many bytes as its header promised");
    let part = TypedCroppedImage::new(whole, part.x, part.y, part.width, part.height)
        .expect("the part was found to be inside the picture");
    let mut target = TypedImage::<P>::from_buffer(width, height, &mut samples)
        .expect("there are as many bytes as the picture needs");
    resizer.resize_typed(&part, &mut target, options).expect("all of the part is taken");
    samples
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
