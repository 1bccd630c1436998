//! Opens a photo to pixels: one or three bytes each, nothing see-through.

use std::io::Cursor;

use image::codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, tiff::TiffDecoder, webp::WebPDecoder};
use image::{ColorType, ImageDecoder, ImageError, Limits};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::errors::DecodeErrors;

use super::baseline::{self, Parts};
use super::encode::Shrunk;
use super::entropy::{self, Found};
use super::{Header, Kind, PhotoTrouble};
use crate::content::item::Area;

/// What a PNG may unfold beside its pixels: a profile of 200 kilobytes can unfold to 200 megabytes.
const PNG_EXTRAS: u64 = 32_000_000;
/// Real colour profiles have at most some hundred thousand bytes.
const LARGEST_PROFILE: usize = 4_000_000;
/// A warm grey that reads as "covered on purpose".
const COVER: [u8; 3] = [122, 114, 106];

/// An opened photo, as its file stores it.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    /// 1 (grey) or 3 (red, green, blue).
    pub(super) channels: usize,
    pub(super) samples: Vec<u8>,
    /// What its colours mean, when the file says so.
    pub(super) profile: Option<Vec<u8>>,
}

impl Picture {
    /// Paints over an area of the stored pixels. The area is inside the picture.
    pub(super) fn cover(&mut self, area: Area) {
        let colour = &COVER[..self.channels];
        for row in area.y..area.y + area.height {
            let start = (row as usize * self.width as usize + area.x as usize) * self.channels;
            let row = &mut self.samples[start..start + area.width as usize * self.channels];
            row.chunks_exact_mut(self.channels).for_each(|pixel| pixel.copy_from_slice(colour));
        }
    }
}

/// Reads the header of a photo of a known kind.
pub(super) fn open(bytes: &[u8], kind: Kind) -> Result<Box<dyn ImageDecoder + '_>, PhotoTrouble> {
    let reader = Cursor::new(bytes);
    let opened: Result<Box<dyn ImageDecoder + '_>, ImageError> = match kind {
        Kind::Jpeg => JpegDecoder::new(reader).map(|decoder| Box::new(decoder) as _),
        Kind::Png => PngDecoder::with_limits(reader, limits(PNG_EXTRAS)).map(|decoder| Box::new(decoder) as _),
        Kind::Gif => GifDecoder::new(reader).map(|decoder| Box::new(decoder) as _),
        Kind::Webp => WebPDecoder::new(reader).map(|decoder| Box::new(decoder) as _),
        Kind::Tiff => TiffDecoder::new(reader).map(|decoder| Box::new(decoder) as _),
        #[cfg(feature = "heic")]
        Kind::Heic => unreachable!("it is opened by itself"),
    };
    opened.map_err(|error| trouble(&error))
}

/// Opens a photo whose header was found to be reasonable.
pub(super) fn decode(bytes: &[u8], header: &Header) -> Result<Picture, PhotoTrouble> {
    match header.kind {
        Kind::Jpeg => decode_jpeg(bytes, header),
        #[cfg(feature = "heic")]
        Kind::Heic => super::heic::decode(bytes, super::header::MOST_PIXELS),
        Kind::Png | Kind::Gif | Kind::Webp | Kind::Tiff => decode_other(bytes, header),
    }
}

/// Opens an ordinary JPEG at about the size that is wanted, with its profile. None for another kind.
pub(super) fn small_jpeg(bytes: &[u8], stored: (u32, u32), size: (u32, u32)) -> Result<Option<Shrunk>, PhotoTrouble> {
    let (decoder, colours) = jpeg_head(bytes)?;
    let parts = match colours {
        Some(ColorSpace::Luma) => Parts::Grey,
        Some(ColorSpace::YCbCr) => Parts::Colours,
        _ => return Ok(None),
    };
    let shrunk = baseline::open(bytes, parts, stored, size)?;
    Ok(shrunk.map(|shrunk| Shrunk { profile: profile_of(&decoder), ..shrunk }))
}

type JpegHead<'b> = zune_jpeg::JpegDecoder<ZCursor<&'b [u8]>>;

/// Reads what stands before the picture of a JPEG, and what its parts mean.
fn jpeg_head(bytes: &[u8]) -> Result<(JpegHead<'_>, Option<ColorSpace>), PhotoTrouble> {
    let options = DecoderOptions::default().set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|error| jpeg_trouble(&error))?;
    let colours = decoder.input_colorspace();
    Ok((decoder, colours))
}

fn jpeg_trouble(error: &DecodeErrors) -> PhotoTrouble {
    match error {
        DecodeErrors::Unsupported(_) => PhotoTrouble::OtherPicture,
        _ => PhotoTrouble::Damaged,
    }
}

fn profile_of(decoder: &JpegHead<'_>) -> Option<Vec<u8>> {
    decoder.icc_profile().filter(|profile| profile.len() <= LARGEST_PROFILE)
}

fn decode_jpeg(bytes: &[u8], header: &Header) -> Result<Picture, PhotoTrouble> {
    if header.is_unusual {
        // All of it, at its own size.
        let found = small_jpeg(bytes, header.stored, header.stored)?;
        let Shrunk { width, height, channels, samples, profile } = found.ok_or(PhotoTrouble::UnusualJpeg)?;
        return Ok(Picture { width, height, channels, samples, profile });
    }
    let is_known_sound = match entropy::read(bytes, &mut ()) {
        Found::Sound => true,
        Found::NotLookedAt => false,
        Found::Broken => return Err(PhotoTrouble::Damaged),
    };
    let (mut decoder, colours) = jpeg_head(bytes)?;
    let (width, height) = decoder.dimensions().ok_or(PhotoTrouble::Damaged)?;
    let is_grey = colours == Some(ColorSpace::Luma);
    let colour = if is_grey { ColorSpace::Luma } else { ColorSpace::RGB };
    // Bytes between its parts are forgiven, what is wrong in the picture itself is not.
    let options = decoder.options().jpeg_set_out_colorspace(colour).set_strict_mode(!is_known_sound);
    decoder.set_options(options);
    let channels = if is_grey { 1 } else { 3 };
    let mut samples = vec![0; width * height * channels];
    decoder.decode_into(&mut samples).map_err(|error| jpeg_trouble(&error))?;
    let profile = profile_of(&decoder);
    Ok(Picture { width: width as u32, height: height as u32, channels, samples, profile })
}

fn decode_other(bytes: &[u8], header: &Header) -> Result<Picture, PhotoTrouble> {
    let mut decoder = open(bytes, header.kind)?;
    decoder.set_limits(limits(header.memory)).map_err(|error| trouble(&error))?;
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| profile.len() <= LARGEST_PROFILE);
    let (width, height) = decoder.dimensions();
    let colour = decoder.color_type();
    let length = usize::try_from(decoder.total_bytes()).map_err(|_| PhotoTrouble::TooHungry)?;

    let mut samples = vec![0; length];
    decoder.read_image_boxed(&mut samples).map_err(|error| trouble(&error))?;
    let (channels, samples) = plain(samples, colour)?;
    Ok(Picture { width, height, channels, samples, profile })
}

fn limits(bytes: u64) -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(bytes);
    limits
}

fn trouble(error: &ImageError) -> PhotoTrouble {
    match error {
        ImageError::Unsupported(_) => PhotoTrouble::OtherPicture,
        ImageError::Limits(_) => PhotoTrouble::TooHungry,
        ImageError::Decoding(_) | ImageError::Encoding(_) | ImageError::Parameter(_) | ImageError::IoError(_) => {
            PhotoTrouble::Damaged
        }
    }
}

/// Eight bits a channel, on white paper where the picture is see-through.
fn plain(samples: Vec<u8>, colour: ColorType) -> Result<(usize, Vec<u8>), PhotoTrouble> {
    Ok(match colour {
        ColorType::L8 => (1, samples),
        ColorType::Rgb8 => (3, samples),
        ColorType::La8 => (1, squeeze(samples, |&[grey, alpha]: &[u8; 2]| [on_white(grey, alpha)])),
        ColorType::Rgba8 => (3, opaque(samples)),
        ColorType::L16 => (1, squeeze(samples, |&[a, b]: &[u8; 2]| [half([a, b])])),
        ColorType::La16 => (1, squeeze(samples, |&[a, b, c, d]: &[u8; 4]| [on_white(half([a, b]), half([c, d]))])),
        ColorType::Rgb16 => (3, squeeze(samples, |&[a, b, c, d, e, f]: &[u8; 6]| [[a, b], [c, d], [e, f]].map(half))),
        ColorType::Rgba16 => (
            3,
            squeeze(samples, |&[a, b, c, d, e, f, g, h]: &[u8; 8]| {
                [[a, b], [c, d], [e, f]].map(|s| on_white(half(s), half([g, h])))
            }),
        ),
        ColorType::Rgb32F => (3, squeeze(samples, |pixel: &[u8; 12]| [0, 4, 8].map(|at| quarter(&pixel[at..])))),
        ColorType::Rgba32F => (
            3,
            squeeze(samples, |pixel: &[u8; 16]| {
                [0, 4, 8].map(|at| on_white(quarter(&pixel[at..]), quarter(&pixel[12..])))
            }),
        ),
        _ => return Err(PhotoTrouble::OtherPicture),
    })
}

/// Red, green, blue and alpha on white paper.
pub(super) fn opaque(samples: Vec<u8>) -> Vec<u8> {
    squeeze(samples, |&[r, g, b, alpha]: &[u8; 4]| [r, g, b].map(|sample| on_white(sample, alpha)))
}

/// Makes every pixel smaller, in the same memory.
fn squeeze<const IN: usize, const OUT: usize>(
    mut samples: Vec<u8>,
    change: impl Fn(&[u8; IN]) -> [u8; OUT],
) -> Vec<u8> {
    let pixels = samples.len() / IN;
    let mut pixel = [0; IN];
    for at in 0..pixels {
        pixel.copy_from_slice(&samples[at * IN..(at + 1) * IN]);
        samples[at * OUT..(at + 1) * OUT].copy_from_slice(&change(&pixel));
    }
    samples.truncate(pixels * OUT);
    samples
}

fn on_white(sample: u8, alpha: u8) -> u8 {
    let alpha = u32::from(alpha);
    ((u32::from(sample) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

fn half(sample: [u8; 2]) -> u8 {
    ((u32::from(u16::from_ne_bytes(sample)) + 128) / 257) as u8
}

fn quarter(sample: &[u8]) -> u8 {
    let value = f32::from_ne_bytes([sample[0], sample[1], sample[2], sample[3]]);
    (value.clamp(0.0, 1.0) * 255.0).round() as u8
}
