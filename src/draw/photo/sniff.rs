//! Tells what a file is from its bytes. Its name is never believed: chat apps call everything `.jpg`.

use super::PhotoTrouble;

/// A kind of picture that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the format of its name")]
pub enum Kind {
    Jpeg,
    Png,
    /// Its first picture.
    Gif,
    Webp,
    Tiff,
    /// Apple's.
    #[cfg(feature = "heic")]
    Heic,
}

/// How much of a file is looked at to tell text from a picture.
const TEXT_SAMPLE: usize = 4096;

/// What a file is, or why it is no photo.
pub(super) fn sniff(bytes: &[u8]) -> Result<Kind, PhotoTrouble> {
    if bytes.is_empty() {
        return Err(PhotoTrouble::Empty);
    }
    let starts = |signature: &[u8]| bytes.starts_with(signature);
    let riff = |form: &[u8]| starts(b"RIFF") && bytes.get(8..12) == Some(form);
    if starts(b"\xff\xd8\xff") {
        Ok(Kind::Jpeg)
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Ok(Kind::Png)
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Ok(Kind::Gif)
    } else if riff(b"WEBP") {
        Ok(Kind::Webp)
    } else if CAMERA_RAW.iter().any(|signature| starts(signature)) || is_camera_tiff(bytes) {
        Err(PhotoTrouble::Raw)
    } else if TIFF.iter().any(|signature| starts(signature)) {
        Ok(Kind::Tiff)
    } else if bytes.get(4..8) == Some(b"ftyp") {
        boxed(bytes)
    } else if riff(b"AVI ")
        || riff(b"WAVE")
        || FILM.iter().any(|signature| starts(signature))
        || is_old_quicktime(bytes)
    {
        Err(PhotoTrouble::Film)
    } else if DOCUMENT.iter().any(|signature| starts(signature)) {
        Err(PhotoTrouble::Document)
    } else if OTHER_PICTURE.iter().any(|signature| starts(signature)) {
        Err(PhotoTrouble::OtherPicture)
    } else {
        Err(text_or_nothing(bytes))
    }
}

const TIFF: [&[u8]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];
/// Fujifilm, Olympus, Panasonic, Sigma, Minolta.
const CAMERA_RAW: [&[u8]; 6] = [b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"IIU\0", b"FOVb", b"\0MRM"];
/// Matroska and WebM, MPEG, Ogg, Flash, Windows Media, MP3, FLAC.
const FILM: [&[u8]; 8] = [
    b"\x1a\x45\xdf\xa3",
    b"\0\0\x01\xba",
    b"\0\0\x01\xb3",
    b"OggS",
    b"FLV\x01",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"ID3",
    b"fLaC",
];
/// PDF, packed folders and modern Office files, old Office files, rich text.
const DOCUMENT: [&[u8]; 4] = [b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"];
/// Windows bitmap and icon, Photoshop, JPEG XL (two ways), JPEG 2000 (two ways).
const OTHER_PICTURE: [&[u8]; 7] =
    [b"BM", b"\0\0\x01\0", b"8BPS", b"\xff\x0a", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"];

/// HEIC, AVIF, Canon's newer raw files and nearly all films share one kind of box; its first lines say whose it is.
fn boxed(bytes: &[u8]) -> Result<Kind, PhotoTrouble> {
    let size = bytes.first_chunk::<4>().map_or(0, |size| u32::from_be_bytes(*size) as usize);
    let brands = bytes.get(8..size.clamp(12, 256).min(bytes.len())).unwrap_or(&[]);
    let is = |names: &[&[u8]]| brands.chunks_exact(4).any(|brand| names.contains(&brand));
    Err(if is(&[b"avif", b"avis"]) {
        PhotoTrouble::Avif
    } else if is(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"]) {
        #[cfg(feature = "heic")]
        return Ok(Kind::Heic);
        #[cfg(not(feature = "heic"))]
        PhotoTrouble::Heic
    } else if is(&[b"crx "]) {
        PhotoTrouble::Raw
    } else if is(&[b"mif1", b"msf1", b"miaf"]) {
        PhotoTrouble::OtherPicture
    } else {
        PhotoTrouble::Film
    })
}

fn is_old_quicktime(bytes: &[u8]) -> bool {
    matches!(bytes.get(4..8), Some(b"moov" | b"mdat" | b"wide" | b"pnot"))
}

/// Raw files of Canon, Nikon, Sony, Pentax and Adobe look like TIFF, but their first picture is only a preview.
fn is_camera_tiff(bytes: &[u8]) -> bool {
    if !TIFF[..2].iter().any(|signature| bytes.starts_with(signature)) {
        return false;
    }
    if bytes.get(8..10) == Some(b"CR") {
        return true;
    }
    let big_endian = bytes[0] == b'M';
    let short = |at: usize| -> Option<u16> {
        let two = [*bytes.get(at)?, *bytes.get(at + 1)?];
        Some(if big_endian { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let long = |at: usize| -> Option<u32> {
        let (a, b) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if big_endian { a << 16 | b } else { b << 16 | a })
    };
    let Some((first, count)) = long(4).and_then(|at| Some((at as usize, short(at as usize)?))) else { return false };
    let entries = || (0..usize::from(count)).map(|entry| first + 2 + entry * 12);
    let is_dng = entries().any(|at| short(at) == Some(50706));
    let has_others_inside = entries().any(|at| short(at) == Some(330));
    let is_preview = entries().any(|at| short(at) == Some(254) && long(at + 8).is_some_and(|kind| kind & 1 == 1));
    is_dng || (has_others_inside && is_preview)
}

fn text_or_nothing(bytes: &[u8]) -> PhotoTrouble {
    let sample = &bytes[..bytes.len().min(TEXT_SAMPLE)];
    if sample.iter().all(|&byte| byte == 0) {
        // What a broken copy, or a memory card that was pulled out too early, leaves behind.
        return PhotoTrouble::Damaged;
    }
    let sixteen_bit_text = sample.starts_with(b"\xff\xfe") || sample.starts_with(b"\xfe\xff");
    let is_words = |byte: u8| byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    if !sixteen_bit_text && !sample.iter().all(|&byte| is_words(byte)) {
        return PhotoTrouble::Unknown;
    }
    let is_drawing = sample.windows(4).any(|word| word.eq_ignore_ascii_case(b"<svg"));
    if is_drawing { PhotoTrouble::Svg } else { PhotoTrouble::Text }
}
