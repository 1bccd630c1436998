//! A photo opened small is the photo opened large and made small.

use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::super::tests::{
    BLUE, GREEN, RED, SAND, assert_quarters, made, opened, quarters, with_orientation, with_segment,
};
use super::super::{PhotoTrouble, Recipe, encode::Shrunk};
use super::{Parts, open};

/// Soft light, an edge here and there, and colours that change.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x), f64::from(y));
        let light = 128.0 + 70.0 * ((x / 61.0).sin() * (y / 43.0).cos()) + 20.0 * (x / 9.0 + y / 7.0).sin();
        let warm = 40.0 * ((x + y) / 97.0).sin();
        Rgb([light + warm, light, light - warm].map(|part| part.clamp(0.0, 255.0) as u8))
    })
}

fn encoded(picture: &RgbImage, change: impl Fn(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    change(&mut encoder);
    encoder.encode(picture, picture.width() as u16, picture.height() as u16, ColorType::Rgb).unwrap();
    bytes
}

fn picture(shrunk: Shrunk) -> RgbImage {
    RgbImage::from_raw(shrunk.width, shrunk.height, shrunk.samples).unwrap()
}

/// How far two pictures are apart, of 255: on the whole, and at the worst place.
fn apart(one: &RgbImage, other: &RgbImage) -> (f64, u8) {
    assert_eq!(one.dimensions(), other.dimensions());
    let differences: Vec<u8> = one.iter().zip(other.iter()).map(|(one, other)| one.abs_diff(*other)).collect();
    let sum: f64 = differences.iter().copied().map(f64::from).sum();
    (sum / differences.len() as f64, differences.into_iter().max().unwrap())
}

type Way<'w> = &'w dyn Fn(&mut Encoder<&mut Vec<u8>>);

const SAMPLINGS: [SamplingFactor; 4] =
    [SamplingFactor::R_4_2_0, SamplingFactor::R_4_4_4, SamplingFactor::R_4_2_2, SamplingFactor::R_4_4_0];

#[test]
fn it_is_the_picture_that_others_see() {
    for stored in [(333, 251), (17, 9), (1, 1)] {
        let large = photo(stored.0, stored.1);
        for (divisor, sampling) in [1, 2, 3, 5].into_iter().flat_map(|divisor| SAMPLINGS.map(|one| (divisor, one))) {
            let size = (stored.0.div_ceil(divisor), stored.1.div_ceil(divisor));
            let expected = resize(&large, size.0, size.1, FilterType::Lanczos3);
            let ways: [Way<'_>; 3] = [
                &|_| (),
                &|encoder| encoder.set_restart_interval(5),
                // A scan for each part.
                &|encoder| encoder.set_optimized_huffman_tables(true),
            ];
            for way in ways {
                let jpeg = encoded(&large, |encoder| {
                    encoder.set_sampling_factor(sampling);
                    way(encoder);
                });
                let found = picture(open(&jpeg, Parts::Colours, stored, size).unwrap().unwrap());
                let (mean, most) = apart(&found, &expected);
                assert!(mean < 1.5 && most < 24, "{stored:?} to {size:?}, {sampling:?}: {mean} and {most}");
            }
        }
    }
}

#[test]
fn colours_are_those_of_the_photo_at_every_size() {
    for divisor in [1, 2, 4, 8] {
        let stored = (800, 600);
        let jpeg =
            encoded(&quarters(stored.0, stored.1), |encoder| encoder.set_sampling_factor(SamplingFactor::R_4_2_0));
        let small = picture(open(&jpeg, Parts::Colours, stored, (800 / divisor, 600 / divisor)).unwrap().unwrap());
        let (w, h) = small.dimensions();
        for ((x, y), expected) in [(1, 1), (3, 1), (1, 3), (3, 3)].into_iter().zip([RED, GREEN, BLUE, SAND]) {
            let found = small.get_pixel(w * x / 4, h * y / 4).0;
            assert!(found.iter().zip(expected).all(|(one, other)| one.abs_diff(other) <= 2), "{found:?} {expected:?}");
        }
    }
}

#[test]
fn grey_stays_grey() {
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, 90).encode(&[100; 90 * 70], 90, 70, ColorType::Luma).unwrap();
    let small = open(&jpeg, Parts::Grey, (90, 70), (30, 23)).unwrap().unwrap();
    assert_eq!((small.channels, small.samples), (1, vec![100; 30 * 23]));
}

#[test]
fn other_jpegs_are_left_to_others() {
    let large = photo(320, 240);
    let others = [
        encoded(&large, |encoder| encoder.set_progressive(true)),
        encoded(&large, |encoder| encoder.set_sampling_factor(SamplingFactor::R_4_1_1)),
        b"no JPEG".to_vec(),
    ];
    for (number, jpeg) in others.iter().enumerate() {
        let found = open(jpeg, Parts::Colours, (320, 240), (160, 120));
        assert!(matches!(found, Ok(None) | Err(PhotoTrouble::Damaged)) && (number == 2 || found.is_ok()), "{number}");
    }
    let plain = encoded(&large, |_| ());
    assert!(open(&plain, Parts::Colours, (321, 240), (160, 120)).unwrap().is_none(), "of another size than its header");
    assert!(open(&plain, Parts::Grey, (320, 240), (160, 120)).unwrap().is_none(), "of other parts");
}

#[test]
fn damage_is_found_on_the_way() {
    let whole = encoded(&photo(640, 480), |_| ());
    for share in 2..10 {
        let cut = [&whole[..whole.len() * share / 10], &[0xff, 0xd9]].concat();
        assert_eq!(open(&cut, Parts::Colours, (640, 480), (160, 120)).err(), Some(PhotoTrouble::Damaged));
    }
}

#[test]
fn no_bytes_however_broken_stop_it() {
    let whole = encoded(&photo(96, 64), |encoder| encoder.set_restart_interval(2));
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..=next() % 6 {
            let at = next() % bytes.len();
            bytes[at] = next() as u8;
        }
        for size in [(96, 64), (40, 30), (9, 6)] {
            let _ = open(&bytes, Parts::Colours, (96, 64), size);
        }
    }
}

#[test]
fn a_part_that_never_comes_is_not_taken_for_black() {
    let in_scans = encoded(&photo(320, 240), |encoder| encoder.set_optimized_huffman_tables(true));
    let scans: Vec<usize> = (0..in_scans.len() - 1).filter(|&at| in_scans[at..at + 2] == [0xff, 0xda]).collect();
    assert_eq!(scans.len(), 3);
    let without = [&in_scans[..scans[2]], &[0xff, 0xd9]].concat();
    assert!(open(&without, Parts::Colours, (320, 240), (160, 120)).unwrap().is_none());
}

#[test]
fn a_photo_that_is_cut_nowhere_looks_the_same_as_one_that_is_cut_at_its_edges() {
    let large = photo(1200, 900);
    let jpeg = with_segment(&encoded(&large, |_| ()), 0xfe, b"a remark");
    let whole = crate::content::item::Area { x: 0, y: 0, width: 1200, height: 900 };
    let recipe = |crop| Recipe { widths: [300, 150, 75], crop, ..Recipe::default() };
    let open = |crop| opened(&made(&jpeg, &recipe(crop)).unwrap(), 0);
    let (mean, most) = apart(&open(None), &open(Some(whole)));
    assert!(mean < 1.5 && most < 24, "{mean} and {most}");
}

#[test]
fn a_large_photo_is_turned_and_brought_to_ordinary_colours_like_any_other() {
    let recipe = Recipe { widths: [160, 80, 40], ..Recipe::default() };
    let turned = with_orientation(&encoded(&quarters(800, 600), |_| ()), 6);
    let derived = made(&turned, &recipe).unwrap();
    assert_eq!((derived.versions[0].width, derived.versions[0].height), (160, 213));
    assert_quarters(&opened(&derived, 0), [BLUE, RED, SAND, GREEN]);

    let flat = RgbImage::from_pixel(800, 600, Rgb([200, 60, 60]));
    let wide = encoded(&flat, |encoder| {
        encoder.add_icc_profile(&moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    });
    let colour = made(&wide, &recipe).unwrap().colour;
    assert!(colour[0] > 210 && colour[1] < 55, "{colour:?}");
}
