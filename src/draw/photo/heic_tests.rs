//! Photos in Apple's format, written here and read back.

use heifer::{EncodeOptions, Image, Metadata};
use image::RgbImage;

use super::super::tests::{BLUE, GREEN, RED, SAND, made, opened, quarters};
use super::super::{Kind, PhotoTrouble, Recipe, look};
use crate::content::dates::Date;

fn heic(picture: &RgbImage, metadata: &Metadata) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let data = picture.pixels().flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255].map(u16::from)).collect();
    let image = Image { width, height, bit_depth: 8, has_alpha: false, data };
    heifer::encode_with_metadata(&image, metadata, &EncodeOptions::default()).unwrap()
}

/// EXIF that says when, and a lie about turning.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    [
        b"MM\0*\0\0\0\x08\0\x02".as_slice(),
        &entry(0x0112, 3, 1, [0, 6, 0, 0]),
        &entry(0x8769, 4, 1, 38_u32.to_be_bytes()),
        &[0, 0, 0, 0, 0, 1],
        &entry(0x9003, 2, 20, 56_u32.to_be_bytes()),
        &[0; 4],
        b"2026:05:14 10:00:00\0 Mary Bell, 51.5074N",
    ]
    .concat()
}

#[test]
fn a_photo_in_apples_format_comes_out_like_any_other() {
    let metadata = Metadata { exif: Some(exif()), ..Metadata::default() };
    let bytes = heic(&quarters(1000, 600), &metadata);
    let header = look(&bytes).unwrap();
    assert_eq!((header.kind, header.width, header.height), (Kind::Heic, 1000, 600));
    let derived = made(&bytes, &Recipe::default()).unwrap();
    assert_eq!(derived.taken, Date::new(2026, 5, 14));
    let seen = opened(&derived, 0);
    assert_eq!(seen.dimensions(), (1000, 600), "turned by its own boxes, not by its EXIF");
    for ((x, y), expected) in [(250, 150), (750, 150), (250, 450), (750, 450)].into_iter().zip([RED, GREEN, BLUE, SAND])
    {
        let found = seen.get_pixel(x, y).0;
        assert!(found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) < 16), "{found:?}");
    }
    for version in &derived.versions {
        for secret in [b"Exif".as_slice(), b"Mary", b"ftyp", b"51.5"] {
            assert!(!version.bytes.windows(secret.len()).any(|found| found == secret));
        }
    }
}

#[test]
fn a_broken_one_is_refused() {
    let whole = heic(&quarters(200, 160), &Metadata::default());
    for end in [12, 40, 200, whole.len() / 2, whole.len() - 40] {
        let cut = made(&whole[..end], &Recipe::default());
        assert!(matches!(cut, Err(PhotoTrouble::Damaged | PhotoTrouble::Heic)), "{end}: {cut:?}");
    }
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..150 {
        let mut bytes = whole.clone();
        for _ in 0..3 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = (state >> 33) as usize % bytes.len();
            bytes[at] = (state >> 24) as u8;
        }
        let _ = made(&bytes, &Recipe::default());
    }
}

#[test]
fn one_that_promises_too_much_is_refused_before_it_is_opened() {
    let mut bytes = heic(&quarters(64, 64), &Metadata::default());
    let size = bytes.windows(4).position(|word| word == b"ispe").unwrap() + 8;
    bytes[size..size + 8].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
    assert_eq!(look(&bytes), Err(PhotoTrouble::TooManyPixels { width: 20_000, height: 20_000 }));
    bytes[size..size + 8].copy_from_slice(&[0, 0, 0x23, 0x28, 0, 0, 0x23, 0x28]);
    assert_eq!(look(&bytes), Err(PhotoTrouble::TooHungry));
}
