//! What is whole is found whole, and damage that a decoder would paint over is found.

use image::{Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::super::squeeze::squeeze;
use super::{Found, read};

/// Numbers that look random and are the same every time.
fn numbers() -> impl FnMut() -> u64 {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

/// A picture with light and dark, edges and grain, as photos have.
fn photo(width: u32, height: u32) -> RgbImage {
    let mut next = numbers();
    RgbImage::from_fn(width, height, |x, y| {
        let light = 128.0 + 110.0 * ((f64::from(x) / 31.0).sin() * (f64::from(y) / 23.0).cos());
        let grain = (next() % 24) as f64 - 12.0;
        let edge = if (x / 40 + y / 28) % 2 == 0 { 15.0 } else { -15.0 };
        let [r, g, b] = [1.0, 0.8, 0.6].map(|share| (light * share + grain + edge).clamp(0.0, 255.0) as u8);
        Rgb([r, g, b])
    })
}

fn encoded(picture: &RgbImage, change: impl Fn(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 85);
    change(&mut encoder);
    encoder.encode(picture, picture.width() as u16, picture.height() as u16, ColorType::Rgb).unwrap();
    bytes
}

fn usual() -> Vec<u8> {
    encoded(&photo(320, 240), |encoder| encoder.set_sampling_factor(SamplingFactor::R_4_2_0))
}

fn look(jpeg: &[u8]) -> Found {
    read(jpeg, &mut ())
}

/// Where the picture data begins.
fn data_start(jpeg: &[u8]) -> usize {
    let scan = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    scan + 2 + usize::from(u16::from_be_bytes([jpeg[scan + 2], jpeg[scan + 3]]))
}

#[test]
fn whole_pictures_are_found_whole() {
    for (width, height) in [(320, 240), (333, 217), (1, 1), (17, 8)] {
        let picture = photo(width, height);
        let samplings = [
            SamplingFactor::R_4_2_0,
            SamplingFactor::R_4_4_4,
            SamplingFactor::R_4_2_2,
            SamplingFactor::R_4_4_0,
            SamplingFactor::R_4_1_1,
        ];
        for sampling in samplings {
            let plain = encoded(&picture, |encoder| encoder.set_sampling_factor(sampling));
            assert_eq!(look(&plain), Found::Sound, "{width}x{height} {sampling:?}");
            let in_scans = encoded(&picture, |encoder| {
                encoder.set_sampling_factor(sampling);
                encoder.set_optimized_huffman_tables(true);
            });
            assert_eq!(look(&in_scans), Found::Sound, "{width}x{height} {sampling:?}, a scan for each colour");
            let with_marks = encoded(&picture, |encoder| {
                encoder.set_sampling_factor(sampling);
                encoder.set_restart_interval(3);
            });
            assert_eq!(look(&with_marks), Found::Sound, "{width}x{height} {sampling:?}, restart marks");
        }
        let progressive = encoded(&picture, |encoder| encoder.set_progressive(true));
        assert_eq!(look(&progressive), Found::NotLookedAt);
    }
    let mut grey = Vec::new();
    Encoder::new(&mut grey, 90).encode(&[100; 30 * 20], 30, 20, ColorType::Luma).unwrap();
    assert_eq!(look(&grey), Found::Sound);
}

#[test]
fn what_lies_behind_the_end_does_not_matter() {
    let film = [usual().as_slice(), b"\0\0\0\x18ftypmp42 and sound"].concat();
    assert_eq!(look(&film), Found::Sound);
}

#[test]
fn a_picture_cut_short_is_found_even_when_an_end_was_put_behind_it() {
    let whole = usual();
    let start = data_start(&whole);
    for share in 1..10 {
        let cut = start + (whole.len() - start) * share / 10;
        let mended = [&whole[..cut], &[0xff, 0xd9]].concat();
        assert_eq!(look(&mended), Found::Broken, "{share} tenths");
        assert_eq!(look(&whole[..cut]), Found::Broken, "{share} tenths, without an end");
    }
}

#[test]
fn a_stretch_that_was_lost_is_found() {
    let whole = usual();
    let start = data_start(&whole);
    let middle = start + (whole.len() - start) / 2;
    let other = encoded(&photo(200, 200), |_| {});
    let stretches: [Vec<u8>; 4] =
        [vec![0; 512], vec![0x55; 512], other[data_start(&other)..][..512].to_vec(), Vec::new()];
    for (number, stretch) in stretches.iter().enumerate() {
        let lost = [&whole[..middle], stretch, &whole[middle + 512..]].concat();
        assert_eq!(look(&lost), Found::Broken, "stretch {number}");
    }
}

#[test]
fn restart_marks_have_their_order() {
    let whole = encoded(&photo(320, 240), |encoder| encoder.set_restart_interval(10));
    assert_eq!(look(&whole), Found::Sound);
    let marks: Vec<usize> =
        (0..whole.len() - 1).filter(|&at| whole[at] == 0xff && (0xd0..=0xd7).contains(&whole[at + 1])).collect();
    let mut swapped = whole.clone();
    swapped.swap(marks[3] + 1, marks[4] + 1);
    assert_eq!(look(&swapped), Found::Broken);
    let missing = [&whole[..marks[5]], &whole[marks[6]..]].concat();
    assert_eq!(look(&missing), Found::Broken);
}

/// How far two pictures are apart, in steps of 255.
fn distance(one: &RgbImage, other: &RgbImage) -> u64 {
    let apart: u64 = one.iter().zip(other.iter()).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
    apart / one.len() as u64
}

#[test]
fn a_bit_that_flips_and_spoils_the_picture_is_nearly_always_found() {
    let whole = usual();
    let clean = image::load_from_memory(&whole).unwrap().into_rgb8();
    let start = data_start(&whole);
    let mut next = numbers();
    let (mut spoilt, mut found) = (0, 0);
    for _ in 0..300 {
        let mut rotten = whole.clone();
        let at = start + (next() as usize) % (whole.len() - start - 2);
        rotten[at] ^= 1 << (next() % 8);
        let seen = image::load_from_memory(&rotten).map(image::DynamicImage::into_rgb8);
        if seen.is_ok_and(|seen| distance(&seen, &clean) >= 10) {
            spoilt += 1;
            found += usize::from(look(&rotten) == Found::Broken);
        }
    }
    assert!(spoilt > 40 && found * 100 >= spoilt * 85, "{found} of {spoilt}");
}

#[test]
fn no_bytes_however_broken_stop_it() {
    let whole = encoded(&photo(64, 48), |encoder| encoder.set_restart_interval(2));
    let mut next = numbers();
    for _ in 0..3_000 {
        let mut bytes = whole.clone();
        for _ in 0..=next() % 6 {
            let at = (next() as usize) % bytes.len();
            bytes[at] = next() as u8;
        }
        bytes.truncate((next() as usize) % bytes.len() + 1);
        look(&bytes);
        squeeze(bytes);
    }
}

#[test]
fn a_squeezed_picture_has_every_pixel_it_had() {
    for picture in [photo(320, 240), photo(1, 1), RgbImage::from_pixel(200, 100, Rgb([9, 90, 190]))] {
        for sampling in [SamplingFactor::R_4_2_0, SamplingFactor::R_4_4_4] {
            let plain = encoded(&picture, |encoder| encoder.set_sampling_factor(sampling));
            let squeezed = squeeze(plain.clone());
            assert!(squeezed.len() < plain.len());
            assert_eq!(look(&squeezed), Found::Sound);
            let pixels = |jpeg: &[u8]| image::load_from_memory(jpeg).unwrap().into_rgb8();
            assert!(pixels(&squeezed) == pixels(&plain));
        }
    }
}

#[test]
fn what_cannot_be_squeezed_stays_as_it_was() {
    for odd in [Vec::new(), b"no picture".to_vec(), usual()[..5000].to_vec()] {
        assert_eq!(squeeze(odd.clone()), odd);
    }
    let with_marks = encoded(&photo(64, 48), |encoder| encoder.set_restart_interval(2));
    assert_eq!(squeeze(with_marks.clone()), with_marks);
}
