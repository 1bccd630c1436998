//! What comes out of ordinary photos: upright, right size, right colours, cut and covered as asked.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::{Derived, Kind, PhotoTrouble, PixelGate, Recipe, derive, look};
use crate::content::item::Area;

pub(super) const RED: [u8; 3] = [200, 30, 30];
pub(super) const GREEN: [u8; 3] = [30, 180, 40];
pub(super) const BLUE: [u8; 3] = [30, 40, 200];
pub(super) const SAND: [u8; 3] = [220, 200, 150];

/// A picture in four flat quarters: red and green above, blue and sand below.
pub(super) fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => SAND,
        })
    })
}

pub(super) fn written(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(super) fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    let (width, height) = (picture.width() as u16, picture.height() as u16);
    encoder.encode(picture, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

/// The same JPEG with one more segment behind its start.
pub(super) fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, marker];
    bytes.extend((body.len() as u16 + 2).to_be_bytes());
    bytes.extend(body);
    bytes.extend(&jpeg[2..]);
    bytes
}

pub(super) fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let exif =
        [b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation], &[0; 6]].concat();
    with_segment(jpeg, 0xe1, &exif)
}

pub(super) fn made(bytes: &[u8], recipe: &Recipe) -> Result<Derived, PhotoTrouble> {
    derive(bytes, recipe, &PixelGate::default())
}

pub(super) fn opened(derived: &Derived, version: usize) -> RgbImage {
    image::load_from_memory(&derived.versions[version].bytes).unwrap().into_rgb8()
}

fn sizes(derived: &Derived) -> Vec<(u32, u32)> {
    derived.versions.iter().map(|version| (version.width, version.height)).collect()
}

fn is_near(found: [u8; 3], expected: [u8; 3]) -> bool {
    found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 12)
}

#[track_caller]
pub(super) fn assert_quarters(picture: &RgbImage, expected: [[u8; 3]; 4]) {
    let (w, h) = picture.dimensions();
    for ((x, y), expected) in [(1, 1), (3, 1), (1, 3), (3, 3)].into_iter().zip(expected) {
        let found = picture.get_pixel(w * x / 4, h * y / 4).0;
        assert!(is_near(found, expected), "{found:?} in place of {expected:?} at {x},{y} quarters");
    }
}

#[test]
fn every_kind_of_picture_comes_out_the_same() {
    let picture = quarters(64, 48);
    let sixteen_bits = DynamicImage::ImageRgb8(picture.clone()).into_rgb16();
    let with_alpha = DynamicImage::ImageRgb8(picture.clone()).into_rgba8();
    let cases = [
        (Kind::Jpeg, jpeg(&picture)),
        (Kind::Png, written(picture.clone(), ImageFormat::Png)),
        (Kind::Png, written(sixteen_bits.clone(), ImageFormat::Png)),
        (Kind::Gif, written(with_alpha.clone(), ImageFormat::Gif)),
        (Kind::Webp, written(picture.clone(), ImageFormat::WebP)),
        (Kind::Webp, written(with_alpha, ImageFormat::WebP)),
        (Kind::Tiff, written(picture, ImageFormat::Tiff)),
        (Kind::Tiff, written(sixteen_bits, ImageFormat::Tiff)),
    ];
    for (kind, bytes) in cases {
        let header = look(&bytes).unwrap();
        assert_eq!((header.kind, header.width, header.height), (kind, 64, 48));
        let derived = made(&bytes, &Recipe::default()).unwrap();
        assert_eq!(sizes(&derived), [(64, 48)]);
        assert_quarters(&opened(&derived, 0), [RED, GREEN, BLUE, SAND]);
    }
}

#[test]
fn grey_paletted_and_moving_pictures_come_out_as_their_first() {
    let grey = DynamicImage::ImageLuma8(image::GrayImage::from_pixel(30, 20, image::Luma([90])));
    for bytes in [written(grey.clone(), ImageFormat::Png), written(grey.into_luma16(), ImageFormat::Tiff)] {
        assert!(is_near(made(&bytes, &Recipe::default()).unwrap().colour, [90; 3]));
    }

    let mut moving = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut moving);
    for colour in [GREEN, BLUE] {
        let [red, green, blue] = colour;
        let frame = image::RgbaImage::from_pixel(24, 16, image::Rgba([red, green, blue, 255]));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    assert!(is_near(made(&moving, &Recipe::default()).unwrap().colour, GREEN), "the first picture, not the last");
}

#[test]
fn a_picture_full_of_leaves_and_grain_stays_small() {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let leaves = RgbImage::from_fn(640, 480, |_, _| {
        let light = noise();
        Rgb([light / 2, light, light / 3])
    });
    let recipe = Recipe { webp: true, ..Recipe::default() };
    for version in made(&written(leaves, ImageFormat::Png), &recipe).unwrap().versions {
        assert!(version.webp.is_none(), "it would be larger");
        let pixels = version.width as usize * version.height as usize;
        assert!(version.bytes.len() <= (pixels * 70 / 100).max(100_000), "{} for {pixels}", version.bytes.len());
    }
}

#[test]
fn a_photo_is_never_enlarged_and_widths_are_not_made_twice() {
    let sizes_of =
        |width, height| sizes(&made(&written(quarters(width, height), ImageFormat::Png), &Recipe::default()).unwrap());
    assert_eq!(sizes_of(2000, 1000), [(1600, 800), (800, 400), (400, 200)]);
    assert_eq!(sizes_of(700, 300), [(700, 300), (400, 171)]);
    assert_eq!(sizes_of(400, 10), [(400, 10)]);
    assert_eq!(sizes_of(1, 1), [(1, 1)]);
    assert_eq!(sizes_of(500, 6000), [(400, 4800), (200, 2400), (100, 1200)], "a whole web page on a screenshot");
    assert_eq!(sizes_of(3000, 1), [(1600, 1), (800, 1), (400, 1)]);
}

#[test]
fn all_eight_orientations_come_out_upright() {
    let stored = jpeg(&quarters(160, 96));
    let expected = [
        [RED, GREEN, BLUE, SAND],
        [GREEN, RED, SAND, BLUE],
        [SAND, BLUE, GREEN, RED],
        [BLUE, SAND, RED, GREEN],
        [RED, BLUE, GREEN, SAND],
        [BLUE, RED, SAND, GREEN],
        [SAND, GREEN, BLUE, RED],
        [GREEN, SAND, RED, BLUE],
    ];
    for (orientation, expected) in (1..).zip(expected) {
        let bytes = with_orientation(&stored, orientation);
        let size = if orientation < 5 { (160, 96) } else { (96, 160) };
        let header = look(&bytes).unwrap();
        assert_eq!((header.width, header.height), size, "orientation {orientation}");
        let derived = made(&bytes, &Recipe::default()).unwrap();
        assert_eq!(opened(&derived, 0).dimensions(), size);
        assert_quarters(&opened(&derived, 0), expected);
    }
    for nonsense in [0, 9, 255] {
        let derived = made(&with_orientation(&stored, nonsense), &Recipe::default()).unwrap();
        assert_quarters(&opened(&derived, 0), expected[0]);
    }
}

#[test]
fn turns_of_the_author_come_on_top_of_the_camera() {
    let bytes = with_orientation(&jpeg(&quarters(160, 96)), 6);
    let recipe = Recipe { quarter_turns: 3, ..Recipe::default() };
    assert_quarters(&opened(&made(&bytes, &recipe).unwrap(), 0), [RED, GREEN, BLUE, SAND]);
}

#[test]
fn a_crop_shows_nothing_from_outside() {
    let bytes = written(quarters(2000, 1000), ImageFormat::Png);
    for area in [
        Area { x: 1000, y: 0, width: 1000, height: 500 },
        Area { x: 1000, y: 100, width: 300, height: 400 },
        Area { x: 1999, y: 499, width: 1, height: 1 },
    ] {
        let derived = made(&bytes, &Recipe { crop: Some(area), ..Recipe::default() }).unwrap();
        assert_eq!(sizes(&derived)[0], (area.width, area.height));
        assert!(opened(&derived, 0).pixels().all(|pixel| is_near(pixel.0, GREEN)), "{area:?}");
        assert!(is_near(derived.colour, GREEN));
    }
}

#[test]
fn a_cover_hides_every_pixel_below_it_at_every_size_and_orientation() {
    // The only blue is what must not be seen, in one corner of the upright picture.
    for orientation in 1..=8 {
        let face = Area { x: 40, y: 60, width: 30, height: 20 };
        let size = if orientation < 5 { (640, 480) } else { (480, 640) };
        let upright = RgbImage::from_fn(size.0, size.1, |x, y| {
            let inside = (40..70).contains(&x) && (60..80).contains(&y);
            Rgb(if inside { BLUE } else { SAND })
        });
        let back = match orientation {
            1 => upright,
            2 => image::imageops::flip_horizontal(&upright),
            3 => image::imageops::rotate180(&upright),
            4 => image::imageops::flip_vertical(&upright),
            5 => image::imageops::rotate270(&image::imageops::flip_horizontal(&upright)),
            6 => image::imageops::rotate270(&upright),
            7 => image::imageops::rotate90(&image::imageops::flip_horizontal(&upright)),
            _ => image::imageops::rotate90(&upright),
        };
        let bytes = with_orientation(&jpeg_sharp(&back), orientation);
        let recipe = Recipe { cover: vec![face], ..Recipe::default() };
        let covered = made(&bytes, &recipe).unwrap();
        for version in 0..covered.versions.len() {
            let blue = |pixel: &Rgb<u8>| i32::from(pixel[2]) - i32::from(pixel[0]) > 20;
            assert!(!opened(&covered, version).pixels().any(blue), "orientation {orientation}, version {version}");
        }
        let shown = made(&bytes, &Recipe::default()).unwrap();
        assert!(is_near(opened(&shown, 0).get_pixel(55, 70).0, BLUE), "orientation {orientation}");
    }
}

fn jpeg_sharp(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 100);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
    let (width, height) = (picture.width() as u16, picture.height() as u16);
    encoder.encode(picture, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

#[test]
fn areas_that_were_measured_on_another_picture_hold_the_photo_back() {
    let bytes = written(quarters(100, 50), ImageFormat::Png);
    let outside = [
        Area { x: 0, y: 0, width: 101, height: 50 },
        Area { x: 0, y: 1, width: 100, height: 50 },
        Area { x: 100, y: 0, width: 1, height: 1 },
        Area { x: 10, y: 10, width: 0, height: 5 },
        Area { x: u32::MAX, y: 0, width: 2, height: 1 },
    ];
    for area in outside {
        let cropped = made(&bytes, &Recipe { crop: Some(area), ..Recipe::default() });
        assert_eq!(cropped, Err(PhotoTrouble::CropOutside { width: 100, height: 50 }));
        let covered = made(&bytes, &Recipe { cover: vec![area], ..Recipe::default() });
        assert_eq!(covered, Err(PhotoTrouble::CoverOutside { width: 100, height: 50 }));
    }
    let turned = Recipe { quarter_turns: 1, crop: Some(outside[0]), ..Recipe::default() };
    assert_eq!(made(&bytes, &turned), Err(PhotoTrouble::CropOutside { width: 50, height: 100 }));
}

#[test]
fn see_through_pictures_stand_on_white_and_grey_stays_grey() {
    let clear = image::RgbaImage::from_pixel(20, 20, image::Rgba([0, 0, 0, 0]));
    let derived = made(&written(clear, ImageFormat::Png), &Recipe::default()).unwrap();
    assert_eq!(derived.colour, [255; 3]);

    let half_clear = image::ImageBuffer::from_pixel(20, 20, image::LumaA([0_u16, 0x8000]));
    let derived = made(&written(half_clear, ImageFormat::Png), &Recipe::default()).unwrap();
    assert!(is_near(derived.colour, [127; 3]));

    let grey = image::GrayImage::from_pixel(20, 20, image::Luma([90]));
    let derived = made(&written(grey, ImageFormat::Png), &Recipe::default()).unwrap();
    assert!(is_near(derived.colour, [90; 3]));
}

#[test]
fn printers_colours_are_read() {
    let ink = [0_u8, 255, 255, 0].repeat(32 * 32);
    for kind in [jpeg_encoder::ColorType::Cmyk, jpeg_encoder::ColorType::CmykAsYcck] {
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, 95).encode(&ink, 32, 32, kind).unwrap();
        let derived = made(&bytes, &Recipe::default()).unwrap();
        let [red, green, blue] = derived.colour;
        assert!(red > 150 && green < 100 && blue < 100, "{kind:?}: {:?}", derived.colour);
    }
}

#[test]
fn a_wide_colour_profile_is_brought_to_srgb_and_a_broken_one_ignored() {
    let with_profile = |profile: &[u8]| {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
        encoder.add_icc_profile(profile).unwrap();
        let flat = RgbImage::from_pixel(32, 32, Rgb([200, 60, 60]));
        encoder.encode(&flat, 32, 32, jpeg_encoder::ColorType::Rgb).unwrap();
        made(&bytes, &Recipe::default()).unwrap().colour
    };
    let wide = with_profile(&moxcms::ColorProfile::new_display_p3().encode().unwrap());
    assert!(wide[0] > 210 && wide[1] < 55, "{wide:?}");
    assert!(is_near(with_profile(&[7; 500]), [200, 60, 60]));
}

#[test]
fn a_jpeg_in_one_scan_for_each_channel_never_comes_out_in_wrong_colours() {
    use jpeg_encoder::SamplingFactor::{R_4_1_1, R_4_2_0, R_4_2_2, R_4_4_4};
    let in_scans = |sampling, recipe: &Recipe| {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
        encoder.set_sampling_factor(sampling);
        encoder.set_optimized_huffman_tables(true);
        encoder.encode(&quarters(64, 64), 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
        made(&bytes, recipe)
    };
    let covered = Recipe { cover: vec![Area { x: 40, y: 40, width: 2, height: 2 }], ..Recipe::default() };
    for recipe in [Recipe::default(), covered] {
        for sampling in [R_4_2_0, R_4_2_2, R_4_4_4] {
            let whole = in_scans(sampling, &recipe).unwrap();
            assert_quarters(&opened(&whole, 0), [RED, GREEN, BLUE, SAND]);
        }
        assert_eq!(in_scans(R_4_1_1, &recipe), Err(PhotoTrouble::UnusualJpeg));
    }
}

#[test]
fn a_photo_taken_back_from_a_page_is_read_like_any_other() {
    let once = made(&jpeg(&quarters(900, 700)), &Recipe::default()).unwrap();
    let twice = made(&once.versions[1].bytes, &Recipe::default()).unwrap();
    assert_quarters(&opened(&twice, 0), [RED, GREEN, BLUE, SAND]);
}

#[test]
fn the_same_photo_gives_the_same_bytes() {
    let bytes = jpeg(&quarters(900, 700));
    assert_eq!(made(&bytes, &Recipe::default()), made(&bytes, &Recipe::default()));
}

#[test]
fn a_photo_looks_the_same_whether_or_not_it_is_made() {
    let area = Area { x: 100, y: 50, width: 1_500, height: 900 };
    for recipe in [Recipe::default(), Recipe { quarter_turns: 1, cover: vec![area], ..Recipe::default() }] {
        let photo = with_orientation(&jpeg(&quarters(1_900, 2_000)), 6);
        let looks = super::looks(&photo, &recipe, &PixelGate::default()).unwrap();
        assert_eq!(looks, made(&photo, &recipe).unwrap().looks);
    }
    assert!(super::looks(b"no photo", &Recipe::default(), &PixelGate::default()).is_err());
}
