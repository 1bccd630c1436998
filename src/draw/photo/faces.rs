//! Counts what looks like a face, for a warning that somebody may have been forgotten.
//!
//! It finds faces that look towards the camera and have some 30 pixels; it misses faces in profile, looking down, behind
//! a mask or in a mirror, and takes a pattern for a face now and then. So the count is never a proof of anything, and
//! "none" is never told. Nobody is recognised, and nothing about a face is kept but the count.

use std::io::Cursor;
use std::sync::OnceLock;

use image::ImageDecoder;
use image::codecs::jpeg::JpegDecoder;
use rustface::{ImageData, Model};

use super::encode::{Samples, smaller_grey};
use super::{Derived, fit};

/// SeetaFace's model of faces seen from the front; its licence lies beside it.
const MODEL: &[u8] = include_bytes!("faces/seeta-frontal-1.0.bin");
/// More pixels find hardly more faces, and take their time.
const LONGEST_SIDE: u32 = 1000;
const SMALLEST_FACE: u32 = 24;
/// Leaves and wings reach 3, faces of a large group 3 to 18, portraits more.
const SUREST_MISTAKE: f64 = 3.0;

/// How many faces there seem to be in what was made of a photo.
pub fn faces(derived: &Derived) -> u32 {
    let Some(version) = derived.versions.first() else { return 0 };
    let count = super::guarded(|| Ok(count(&version.bytes).unwrap_or(0)));
    count.unwrap_or(0)
}

fn count(jpeg: &[u8]) -> Option<u32> {
    static KNOWN: OnceLock<Option<Model>> = OnceLock::new();
    let model = KNOWN.get_or_init(|| rustface::read_model(Cursor::new(MODEL)).ok()).clone()?;
    let (width, height, grey) = grey(jpeg)?;
    let mut detector = rustface::create_detector_with_model(model);
    detector.set_min_face_size(SMALLEST_FACE);
    detector.set_score_thresh(SUREST_MISTAKE);
    detector.set_pyramid_scale_factor(0.8);
    detector.set_slide_window_step(4, 4);
    Some(detector.detect(&ImageData::new(&grey, width, height)).len() as u32)
}

/// A picture of ours in grey, small enough to look at.
fn grey(jpeg: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let decoder = JpegDecoder::new(Cursor::new(jpeg)).ok()?;
    let (width, height) = decoder.dimensions();
    let mut pixels = vec![0; usize::try_from(decoder.total_bytes()).ok()?];
    decoder.read_image(&mut pixels).ok()?;
    let light = |pixel: &[u8]| (u32::from(pixel[0]) * 77 + u32::from(pixel[1]) * 150 + u32::from(pixel[2]) * 29) >> 8;
    let grey: Vec<u8> = pixels.chunks_exact(3).map(|pixel| light(pixel) as u8).collect();
    let (small_width, small_height) = fit(width, height, LONGEST_SIDE, LONGEST_SIDE);
    let small = smaller_grey(Samples { width, height, samples: &grey }, (small_width, small_height));
    Some((small_width, small_height, small))
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::super::Recipe;
    use super::super::tests::{jpeg, made, quarters};
    use super::faces;
    use crate::content::item::Area;

    /// Nobody: an oval with eyes, brows, a nose and a mouth.
    fn drawn() -> RgbImage {
        let ovals: [(f64, f64, f64, f64, u8); 13] = [
            (150.0, 170.0, 95.0, 130.0, 40),
            (150.0, 190.0, 80.0, 105.0, 190),
            (115.0, 170.0, 24.0, 16.0, 140),
            (185.0, 170.0, 24.0, 16.0, 140),
            (115.0, 172.0, 16.0, 7.0, 215),
            (185.0, 172.0, 16.0, 7.0, 215),
            (115.0, 172.0, 7.0, 7.0, 25),
            (185.0, 172.0, 7.0, 7.0, 25),
            (115.0, 148.0, 24.0, 5.0, 55),
            (185.0, 148.0, 24.0, 5.0, 55),
            (150.0, 205.0, 9.0, 30.0, 200),
            (150.0, 234.0, 16.0, 4.0, 90),
            (150.0, 258.0, 30.0, 8.0, 95),
        ];
        RgbImage::from_fn(300, 360, |x, y| {
            let (x, y) = (f64::from(x), f64::from(y));
            let is_in = |&&(across, down, wide, high, _): &&(f64, f64, f64, f64, u8)| {
                ((x - across) / wide).powi(2) + ((y - down) / high).powi(2) < 1.0
            };
            let light = ovals.iter().rev().find(is_in).map_or(90.0 + y * 0.1, |oval| f64::from(oval.4));
            let round = 50.0 * ((x - 150.0) / 80.0).powi(2).min(1.0);
            Rgb([(light - round).max(0.0) as u8; 3])
        })
    }

    #[test]
    fn a_face_is_counted_and_a_covered_face_is_not() {
        let seen = made(&jpeg(&drawn()), &Recipe::default()).unwrap();
        assert_eq!(faces(&seen), 1);
        let cover = vec![Area { x: 60, y: 60, width: 180, height: 240 }];
        let covered = made(&jpeg(&drawn()), &Recipe { cover, ..Recipe::default() }).unwrap();
        assert_eq!(faces(&covered), 0);
        assert_eq!(faces(&made(&jpeg(&quarters(300, 200)), &Recipe::default()).unwrap()), 0);
    }
}
