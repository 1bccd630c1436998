//! Makes pictures smaller and writes them as JPEG.

use fast_image_resize::images::{Image, ImageRef, TypedCroppedImage};
use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::decode::Picture;
use super::squeeze::squeeze;
use super::{Looks, Version};
use crate::content::item::Area;

/// The usual quality, and what is tried when a picture is full of leaves, grass or grain and grows too large: there
/// nobody sees the difference, and everybody waits for it.
const QUALITIES: [u8; 5] = [80, 72, 64, 56, 48];
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
}

/// A picture of red, green and blue, one byte each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) samples: Vec<u8>,
}

/// Cuts a part out and makes it smaller. No pixel outside the part has a share in the result.
pub(super) fn shrink(picture: &Picture, part: Area, (width, height): (u32, u32)) -> Shrunk {
    let size = (picture.width, picture.height);
    let samples = match picture.channels {
        1 => resized::<U8>(&picture.samples, size, part, (width, height)),
        _ => resized::<U8x3>(&picture.samples, size, part, (width, height)),
    };
    Shrunk { width, height, channels: picture.channels, samples }
}

/// All sizes, each made from the one before it, the colour of the whole, and what it looks like.
pub(super) fn versions(first: Pixels, sizes: &[(u32, u32)]) -> (Vec<Version>, [u8; 3], Looks) {
    let mut versions = Vec::with_capacity(sizes.len());
    let write =
        |pixels: &Pixels| versions.push(Version { width: pixels.width, height: pixels.height, bytes: jpeg(pixels) });
    let smallest = down(first, sizes, write);
    (versions, mean(&smallest.samples), Looks::of(&smallest))
}

/// What [`versions`] would look like.
pub(super) fn looks(first: Pixels, sizes: &[(u32, u32)]) -> Looks {
    Looks::of(&down(first, sizes, |_| ()))
}

/// Goes down the sizes, shows each, and gives the smallest.
fn down(first: Pixels, sizes: &[(u32, u32)], mut show: impl FnMut(&Pixels)) -> Pixels {
    let mut pixels = first;
    for &(width, height) in sizes {
        if (pixels.width, pixels.height) != (width, height) {
            let all = Area { x: 0, y: 0, width: pixels.width, height: pixels.height };
            let size = (pixels.width, pixels.height);
            let samples = resized::<U8x3>(&pixels.samples, size, all, (width, height));
            pixels = Pixels { width, height, samples };
        }
        show(&pixels);
    }
    pixels
}

/// A part of a picture of one kind of pixel in another size. Asked for any kind, the library would bring code for all of
/// them along, a sixth of the whole program.
pub(super) fn resized<P: PixelTrait>(
    samples: &[u8],
    (from_width, from_height): (u32, u32),
    part: Area,
    (width, height): (u32, u32),
) -> Vec<u8> {
    const KIND: &str = "both pictures are of one kind";
    let whole = ImageRef::new(from_width, from_height, samples, P::pixel_type())
        .expect("a decoder fills as many bytes as its header promised");
    let whole = whole.typed_image::<P>().expect(KIND);
    let part = TypedCroppedImage::from_ref(&whole, part.x, part.y, part.width, part.height)
        .expect("the part was found to be inside the picture");
    let mut target = Image::new(width, height, P::pixel_type());
    let mut view = target.typed_image_mut::<P>().expect(KIND);
    let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize_typed(&part, &mut view, &lanczos).expect(KIND);
    target.into_vec()
}

fn jpeg(pixels: &Pixels) -> Vec<u8> {
    let room = SMALL.max(pixels.samples.len() / 3 * MOST_FOR_HUNDRED_PIXELS / 100);
    let [usual, lower @ ..] = QUALITIES;
    let mut bytes = squeeze(encoded(pixels, usual));
    for quality in lower {
        if bytes.len() <= room {
            break;
        }
        bytes = squeeze(encoded(pixels, quality));
    }
    bytes
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
