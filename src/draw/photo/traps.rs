//! What must not come out of a photo, and what must not come in.

use image::{ImageFormat, Rgb, RgbImage};

use super::tests::{BLUE, GREEN, RED, jpeg, made, opened, quarters, with_orientation, with_segment, written};
use super::{Derived, PhotoTrouble, Recipe, look};
use crate::problem::{Severity, Span};
use crate::sources::SourcePath;

/// The marker of every segment of a JPEG, restart marks apart. Nothing may stand between them or behind the end.
fn segments(bytes: &[u8]) -> Vec<u8> {
    let mut markers = vec![bytes[1]];
    let mut at = 2;
    while at < bytes.len() {
        assert_eq!(bytes[at], 0xff);
        let marker = bytes[at + 1];
        markers.push(marker);
        at += 2;
        if marker == 0xd9 {
            assert_eq!(at, bytes.len(), "nothing behind the end");
            break;
        }
        at += usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
        if marker == 0xda {
            let data = |pair: &[u8]| pair[0] != 0xff || matches!(pair[1], 0 | 0xd0..=0xd7);
            at += bytes[at..].windows(2).take_while(|pair| data(pair)).count();
        }
    }
    assert_eq!(markers.last(), Some(&0xd9));
    markers
}

#[track_caller]
fn assert_nothing_hidden(derived: &Derived, secrets: &[&[u8]]) {
    for version in &derived.versions {
        for marker in segments(&version.bytes) {
            assert!(matches!(marker, 0xd8 | 0xe0 | 0xdb | 0xc0 | 0xc4 | 0xdd | 0xda | 0xd9), "{marker:x}");
        }
        assert_eq!(&version.bytes[6..11], b"JFIF\0");
        let known = [b"Exif".as_slice(), b"http://ns.adobe.com", b"Photoshop", b"ICC_PROFILE", b"MPF", b"ftyp"];
        for secret in known.iter().chain(secrets) {
            assert!(!version.bytes.windows(secret.len()).any(|found| found == *secret), "{secret:?}");
        }
    }
}

#[test]
fn nothing_that_a_camera_or_a_person_wrote_into_a_jpeg_comes_out() {
    let preview = jpeg(&quarters(32, 32));
    let mut bytes = jpeg(&quarters(900, 600));
    let place = [b"Exif\0\0II*\0\x08\0\0\0GPS 51.5074N 0.1278W ".as_slice(), &preview].concat();
    bytes = with_segment(&bytes, 0xe1, &place);
    bytes = with_segment(&bytes, 0xe1, b"Exif\0\0MM\0*\xff\xff\xff\xff");
    bytes = with_segment(&bytes, 0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Mary Bell</x:xmpmeta>");
    bytes = with_segment(&bytes, 0xed, b"Photoshop 3.0\x008BIM\x04\x04Mary Bell");
    bytes = with_segment(&bytes, 0xe2, b"MPF\0second picture");
    bytes = with_segment(&bytes, 0xe5, b"maker's own words");
    bytes = with_segment(&bytes, 0xfe, b"taken by Mary Bell in room 7");
    bytes.extend(&preview);
    bytes.extend(b"\0\0\0\x18ftypmp42 with the voices of the room");
    let derived = made(&bytes, &Recipe::default()).unwrap();
    assert_nothing_hidden(&derived, &[b"GPS", b"Mary", b"room", b"maker", b"voices", b"second"]);
    assert_eq!(opened(&derived, 0).dimensions(), (900, 600));
}

/// A trap: what it is called, what lies before the picture, and what lies behind its end.
type Trap<'t> = (&'t str, Vec<(u8, Vec<u8>)>, Vec<u8>);

#[test]
fn no_trap_catches_us() {
    let uncropped = jpeg(&RgbImage::from_pixel(160, 120, Rgb(BLUE)));
    let exif = |inside: &[u8]| (0xe1, [b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0", inside].concat());
    let traps: [Trap<'_>; 10] = [
        ("the place where it was taken", vec![exif(b"GPS secret 51.5074N")], vec![]),
        ("a preview of the whole, uncropped picture", vec![exif(&[b"secret", uncropped.as_slice()].concat())], vec![]),
        ("two blocks of EXIF that disagree", vec![exif(b"secret one"), exif(b"secret two")], vec![]),
        ("EXIF that goes round in a circle", vec![(0xe1, b"Exif\0\0II*\0\x08\0\0\0\x01\0secret".to_vec())], vec![]),
        ("names in XMP", vec![(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>secret</x>".to_vec())], vec![]),
        ("names in IPTC", vec![(0xed, b"Photoshop 3.0\x008BIM\x04\x04secret".to_vec())], vec![]),
        ("a remark", vec![(0xfe, b"secret".to_vec())], vec![]),
        ("a list of pictures, and the second behind the end", vec![(0xe2, b"MPF\0secret".to_vec())], uncropped.clone()),
        ("a film with voices behind the end", vec![], b"\0\0\0\x18ftypmp42 secret".to_vec()),
        ("parts that only its maker knows", vec![(0xe5, b"secret".to_vec()), (0xeb, b"JP secret".to_vec())], vec![]),
    ];
    for (name, before, behind) in traps {
        let mut bytes = jpeg(&RgbImage::from_pixel(320, 240, Rgb(RED)));
        for (marker, body) in &before {
            bytes = with_segment(&bytes, *marker, body);
        }
        bytes.extend(behind);
        let derived = made(&bytes, &Recipe::default()).unwrap();
        assert_nothing_hidden(&derived, &[b"secret", b"51.5", &uncropped[uncropped.len() - 40..]]);
        let seen = opened(&derived, 0);
        assert_eq!(seen.dimensions(), (320, 240), "{name}");
        assert!(seen.pixels().all(|pixel| pixel[2] < 100), "{name}: only the picture itself is shown");
    }
}

#[test]
fn of_two_directions_in_exif_one_is_taken_and_none_is_published() {
    let stored = jpeg(&quarters(160, 96));
    for (first, last) in [(6, 1), (1, 6), (6, 8), (3, 99)] {
        let bytes = with_orientation(&with_orientation(&stored, last), first);
        let derived = made(&bytes, &Recipe::default()).unwrap();
        let header = look(&bytes).unwrap();
        assert_eq!(opened(&derived, 0).dimensions(), (header.width, header.height), "measured as it is shown");
        assert_nothing_hidden(&derived, &[]);
    }
}

#[test]
fn no_profile_however_large_is_unpacked_or_published() {
    let mut bytes = written(quarters(32, 32), ImageFormat::Png);
    // The name of the profile, the way it is packed, and a megabyte of zeros in a thousand bytes.
    let mut packed = b"secret\0\0\x78\x01".to_vec();
    packed.extend([0xed; 400]);
    bytes.splice(33..33, png_chunk(b"iCCP", &packed));
    if let Ok(derived) = made(&bytes, &Recipe::default()) {
        assert_nothing_hidden(&derived, &[b"secret", b"iCCP"]);
    }
}

#[test]
fn nothing_written_into_a_png_comes_out() {
    let mut bytes = written(quarters(64, 64), ImageFormat::Png);
    let chunk = png_chunk(b"tEXt", b"Author\0Mary Bell in room 7");
    bytes.splice(33..33, chunk);
    bytes.extend(b"behind the end: Mary Bell");
    assert_nothing_hidden(&made(&bytes, &Recipe::default()).unwrap(), &[b"Mary"]);
}

#[test]
fn a_picture_that_is_small_enough_already_is_still_made_anew() {
    let small = jpeg(&quarters(300, 200));
    let derived = made(&small, &Recipe::default()).unwrap();
    assert_ne!(derived.versions[0].bytes, small);
    assert_nothing_hidden(&derived, &[]);
}

/// Twelve bytes of a file that says it is a box of one kind.
fn boxed(brands: &[&[u8; 4]]) -> Vec<u8> {
    let mut bytes = (8 + 8 + 4 * (brands.len() as u32 - 1)).to_be_bytes().to_vec();
    bytes.extend(b"ftyp");
    bytes.extend(brands[0]);
    bytes.extend([0; 4]);
    brands[1..].iter().for_each(|brand| bytes.extend(*brand));
    bytes.extend([0; 40]);
    bytes
}

fn dng() -> Vec<u8> {
    [b"II*\0\x08\0\0\0\x01\0".as_slice(), &50706_u16.to_le_bytes(), &[1, 0, 4, 0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 0]]
        .concat()
}

#[test]
fn what_is_no_photo_is_told_apart_by_its_content() {
    let cases: Vec<(Vec<u8>, PhotoTrouble)> = vec![
        (vec![], PhotoTrouble::Empty),
        (b"Dear all, the garden party was lovely.".to_vec(), PhotoTrouble::Text),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>".to_vec(), PhotoTrouble::Text),
        ("caf\u{e9} notes".as_bytes().to_vec(), PhotoTrouble::Text),
        (b"\xff\xfeh\0i\0".to_vec(), PhotoTrouble::Text),
        (boxed(&[b"heic", b"mif1"]), if cfg!(feature = "heic") { PhotoTrouble::Damaged } else { PhotoTrouble::Heic }),
        (boxed(&[b"mif1", b"heic"]), if cfg!(feature = "heic") { PhotoTrouble::Damaged } else { PhotoTrouble::Heic }),
        (boxed(&[b"avif", b"mif1"]), PhotoTrouble::Avif),
        (boxed(&[b"mif1", b"miaf"]), PhotoTrouble::OtherPicture),
        (boxed(&[b"crx "]), PhotoTrouble::Raw),
        (boxed(&[b"qt  "]), PhotoTrouble::Film),
        (boxed(&[b"mp42", b"isom"]), PhotoTrouble::Film),
        (b"RIFF\0\0\0\0AVI LIST".to_vec(), PhotoTrouble::Film),
        (b"\x1a\x45\xdf\xa3\x01\0".to_vec(), PhotoTrouble::Film),
        (b"<?xml version=\"1.0\"?>\n<svg xmlns=\"x\"/>".to_vec(), PhotoTrouble::Svg),
        (dng(), PhotoTrouble::Raw),
        (b"II*\0\x10\0\0\0CR\x02\0".to_vec(), PhotoTrouble::Raw),
        (b"%PDF-1.7 ...".to_vec(), PhotoTrouble::Document),
        (b"PK\x03\x04...".to_vec(), PhotoTrouble::Document),
        (b"BM\x36\0\0\0".to_vec(), PhotoTrouble::OtherPicture),
        (vec![0; 5000], PhotoTrouble::Damaged),
        (vec![1, 2, 3, 200, 0, 7], PhotoTrouble::Unknown),
        (b"II*\0".to_vec(), PhotoTrouble::Damaged),
        (b"\xff\xd8\xff".to_vec(), PhotoTrouble::Damaged),
        (b"\x89PNG\r\n\x1a\n".to_vec(), PhotoTrouble::Damaged),
        (b"GIF89a".to_vec(), PhotoTrouble::Damaged),
        (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), PhotoTrouble::Damaged),
    ];
    let at = Span::file(&SourcePath::new("stories/tea/photo.jpg").unwrap());
    for (bytes, expected) in cases {
        assert_eq!(look(&bytes), Err(expected), "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
        let problem = expected.problem(at.clone());
        assert_eq!(problem.severity, Severity::HeldBack);
        assert!(problem.says.ends_with('.') && problem.fix.ends_with('.') && !problem.means.is_empty());
    }
}

#[test]
fn a_picture_that_ends_too_early_is_never_shown_half_grey() {
    let whole = jpeg(&quarters(400, 300));
    for end in [whole.len() - 2, whole.len() / 2, 700] {
        assert_eq!(made(&whole[..end], &Recipe::default()), Err(PhotoTrouble::Damaged), "JPEG of {end} bytes");
    }
    for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Tiff] {
        let whole = written(image::DynamicImage::ImageRgb8(quarters(200, 150)).into_rgba8(), format);
        let short = made(&whole[..whole.len() / 2], &Recipe::default());
        assert_eq!(short, Err(PhotoTrouble::Damaged), "{format:?}");
    }
}

fn png_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let checked = [kind.as_slice(), body].concat();
    let mut check = u32::MAX;
    for &byte in &checked {
        check ^= u32::from(byte);
        for _ in 0..8 {
            check = if check & 1 == 1 { check >> 1 ^ 0xedb8_8320 } else { check >> 1 };
        }
    }
    [&(body.len() as u32).to_be_bytes(), checked.as_slice(), &(!check).to_be_bytes()].concat()
}

fn png_header(width: u32, height: u32, bits: u8, colour: u8) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let header = [size.as_slice(), &[bits, colour, 0, 0, 0]].concat();
    let parts = [b"\x89PNG\r\n\x1a\n".to_vec(), png_chunk(b"IHDR", &header), png_chunk(b"IDAT", b"x\x9c")];
    parts.concat()
}

#[test]
fn headers_that_promise_too_much_are_refused_before_anything_is_opened() {
    let large = |width, height| Err(PhotoTrouble::TooManyPixels { width, height });
    assert_eq!(look(&png_header(20_000, 20_000, 8, 0)), large(20_000, 20_000));
    assert_eq!(look(&png_header(30_001, 10, 8, 2)), large(30_001, 10));
    assert!(look(&png_header(0x7fff_ffff, 0x7fff_ffff, 8, 2)).is_err());
    assert_eq!(look(&png_header(9_000, 9_000, 16, 6)), Err(PhotoTrouble::TooHungry));
    assert_eq!(look(&png_header(9_000, 9_000, 8, 2)).map(|header| header.width), Ok(9_000));

    let mut lying = jpeg(&quarters(16, 16));
    let frame = lying.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    lying[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    assert_eq!(look(&lying), large(65_535, 65_535));

    let mut canvas = written(image::RgbaImage::new(8, 8), ImageFormat::Gif);
    canvas[6..10].copy_from_slice(&[0xff; 4]);
    assert_eq!(look(&canvas), large(65_535, 65_535));
}

#[test]
fn a_file_larger_than_sixty_megabytes_is_refused() {
    let mut bytes = jpeg(&quarters(16, 16));
    bytes.resize(61_500_000, 0);
    assert_eq!(look(&bytes), Err(PhotoTrouble::FileTooLarge { megabytes: 62 }));
}

#[test]
fn no_bytes_however_broken_stop_the_build() {
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    let picture = image::DynamicImage::ImageRgb8(quarters(40, 30));
    let mut starts: Vec<Vec<u8>> =
        [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff].map(|format| written(picture.clone(), format)).into();
    starts.push(written(picture.to_rgba8(), ImageFormat::Gif));
    starts.push(with_orientation(&jpeg(&quarters(40, 30)), 6));
    for _ in 0..400 {
        let mut bytes = starts[(next() % 5) as usize].clone();
        for _ in 0..=next() % 8 {
            let at = (next() % bytes.len() as u64) as usize;
            bytes[at] = next() as u8;
        }
        if let Ok(derived) = made(&bytes, &Recipe::default()) {
            assert_nothing_hidden(&derived, &[]);
        }
    }
}

#[test]
fn two_directions_of_two_colours_keep_their_place() {
    // A crop and a turn together: the part is measured on the turned picture.
    let bytes = written(quarters(200, 100), ImageFormat::Png);
    let area = crate::content::item::Area { x: 0, y: 0, width: 100, height: 100 };
    let recipe = Recipe { quarter_turns: 1, crop: Some(area), ..Recipe::default() };
    let seen = opened(&made(&bytes, &recipe).unwrap(), 0);
    assert!(seen.get_pixel(75, 50).0[0].abs_diff(RED[0]) < 12, "{:?}", seen.get_pixel(75, 50));
    let area = crate::content::item::Area { x: 50, y: 100, width: 50, height: 100 };
    let recipe = Recipe { quarter_turns: 1, crop: Some(area), ..Recipe::default() };
    let seen = opened(&made(&bytes, &recipe).unwrap(), 0);
    assert!(seen.pixels().all(|pixel| pixel.0[1].abs_diff(GREEN[1]) < 12), "green lies below it");
}
