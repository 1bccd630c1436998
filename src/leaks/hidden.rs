//! What pictures and other files can carry that nobody sees: where a photo was taken, with which camera, its small
//! preview. Published pictures hold pixels and nothing else.

/// Marks that stand at the head of hidden facts, in any file.
const MARKS: [&[u8]; 7] = [
    b"Exif\0\0",
    b"http://ns.adobe.com/xap/",
    b"http://ns.adobe.com/xmp/",
    b"Photoshop 3.0\0",
    b"ICC_PROFILE\0",
    b"GPSLatitude",
    b"<x:xmpmeta",
];

/// Whether a picture holds more than its pixels. What is no picture of a known kind holds more.
pub(super) fn in_picture(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xd8]) {
        !is_plain_jpeg(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        !is_plain_png(&bytes[8..])
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        !is_plain_webp(bytes)
    } else {
        true
    }
}

/// Whether the mark of some hidden facts stands anywhere in a file.
pub(super) fn anywhere(bytes: &[u8]) -> bool {
    MARKS.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark))
}

/// Start, JFIF, tables, frames, scans and the end, with nothing behind it.
fn is_plain_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some(&[0xff, mark]) = bytes.get(at..at + 2) else { return false };
        at += 2;
        if mark == 0xd9 {
            return at == bytes.len();
        }
        let Some(&[high, low]) = bytes.get(at..at + 2) else { return false };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let Some(segment) = bytes.get(at + 2..at + length) else { return false };
        let is_plain = match mark {
            // A JFIF head may hold a small preview; ours has none.
            0xe0 => segment.starts_with(b"JFIF\0") && segment.len() == 14,
            0xdb | 0xc0..=0xc2 | 0xc4 | 0xda | 0xdd => true,
            _ => false,
        };
        if !is_plain {
            return false;
        }
        at += length;
        if mark == 0xda {
            // The picture itself, up to a mark that is neither a stuffed byte nor a restart.
            while bytes
                .get(at..at + 2)
                .is_some_and(|pair| pair[0] != 0xff || pair[1] == 0 || (0xd0..=0xd7).contains(&pair[1]))
            {
                at += 1;
            }
        }
    }
}

fn is_plain_png(mut bytes: &[u8]) -> bool {
    const PLAIN: [&[u8]; 8] = [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM"];
    while let Some((head, rest)) = bytes.split_at_checked(8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(after) = rest.get(length..).and_then(|rest| rest.get(4..)) else { return false };
        if !PLAIN.contains(&&head[4..8]) {
            return false;
        }
        bytes = after;
        if &head[4..8] == b"IEND" {
            return bytes.is_empty();
        }
    }
    false
}

fn is_plain_webp(bytes: &[u8]) -> bool {
    const PLAIN: [&[u8]; 4] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH"];
    let mut rest = &bytes[12..];
    while let Some((head, after)) = rest.split_at_checked(8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let Some(next) = after.get(length.next_multiple_of(2)..) else { return false };
        if !PLAIN.contains(&&head[..4]) {
            return false;
        }
        rest = next;
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{anywhere, in_picture};

    fn jpeg() -> Vec<u8> {
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, 80)
            .encode(&[120; 16 * 16 * 3], 16, 16, jpeg_encoder::ColorType::Rgb)
            .unwrap();
        bytes
    }

    fn with_segment(mark: u8, words: &[u8]) -> Vec<u8> {
        let mut bytes = jpeg();
        let length = u16::try_from(words.len() + 2).unwrap().to_be_bytes();
        bytes.splice(2..2, [&[0xff, mark], &length[..], words].concat());
        bytes
    }

    #[test]
    fn a_jpeg_holds_pixels_or_more() {
        assert!(!in_picture(&jpeg()));
        for (mark, words) in [
            (0xe1, &b"Exif\0\0II*\0GPS"[..]),
            (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta"),
            (0xe2, b"ICC_PROFILE\0"),
            (0xed, b"Photoshop 3.0\08BIM"),
            (0xfe, b"a remark"),
            (0xe0, b"JFXX\0\x10preview"),
            (0xee, b"Adobe"),
        ] {
            assert!(in_picture(&with_segment(mark, words)), "{mark:x}");
        }
        let behind = [jpeg(), b"ftypqt a film of a telephone".to_vec()].concat();
        assert!(in_picture(&behind));
        assert!(in_picture(&jpeg()[..40]));
        assert!(in_picture(b"GIF89a"));
        assert!(in_picture(b""));
    }

    #[test]
    fn other_kinds_of_picture_hold_pixels_or_more() {
        let chunk = |name: &[u8], body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], name, body, &[0; 4]].concat();
        let png = |more: Vec<u8>| {
            [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &[0; 13]), more, chunk(b"IEND", &[])].concat()
        };
        assert!(!in_picture(&png(chunk(b"IDAT", &[1, 2, 3]))));
        assert!(in_picture(&png(chunk(b"tEXt", b"Author\0Mary"))));
        assert!(in_picture(&png(chunk(b"eXIf", b"II*\0"))));
        let webp = |name: &[u8]| [b"RIFF\0\0\0\0WEBP", name, &[3, 0, 0, 0, 1, 2, 3, 0]].concat();
        assert!(!in_picture(&webp(b"VP8 ")));
        assert!(in_picture(&webp(b"EXIF")));
    }

    #[test]
    fn marks_are_found_in_any_file() {
        assert!(anywhere(b"%PDF ... Exif\0\0MM"));
        assert!(!anywhere(b"a page about Exif and GPS"));
    }
}
