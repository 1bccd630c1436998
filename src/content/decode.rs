//! Turns the bytes of a file into text, whatever program saved it.
//!
//! UTF-8 with or without a mark, UTF-16 with a mark (Windows Notepad calls it "Unicode"), else Windows-1252, which can
//! read anything: that is a guess, so it is told. Line ends come out as `\n`, so lines and columns stay as the author sees them.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::problem::{Problems, folder};
use crate::sources::SourcePath;

/// Files larger than this are not words or facts that somebody wrote.
pub const LARGEST_TEXT: u64 = 20 * 1024 * 1024;

/// The text of a file, or a problem when it is not text.
pub fn text(file: &SourcePath, bytes: &[u8], problems: &mut Problems) -> Option<String> {
    if bytes.len() as u64 > LARGEST_TEXT {
        problems.add(folder::file_too_big(file));
        return None;
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => utf8_or_older(file, &bytes[mark..], problems),
        Some((utf16, _)) => utf16.decode(bytes).0.into_owned(),
        None => utf8_or_older(file, bytes, problems),
    };
    if text.contains('\0') {
        problems.add(folder::file_not_text(file));
        return None;
    }
    Some(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

fn utf8_or_older(file: &SourcePath, bytes: &[u8], problems: &mut Problems) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // A file with zero bytes is refused by the caller; guessing its letters would add a second, false problem.
        Err(_) if bytes.contains(&0) => "\0".to_owned(),
        Err(_) => {
            problems.add(folder::older_encoding(file, is_surely_windows(bytes)));
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// How a file keeps its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// UTF-8, without a mark.
    Utf8,
    /// UTF-8 behind its mark.
    Utf8Marked,
    /// UTF-16, small end first, behind its mark.
    Utf16Little,
    /// UTF-16, big end first, behind its mark.
    Utf16Big,
    /// What Windows wrote before.
    Windows1252,
}

impl Letters {
    /// How these bytes keep their letters, and the text they hold, with its own line ends. Nothing when they hold no text.
    pub fn read(bytes: &[u8]) -> Option<(Letters, String)> {
        let (letters, text) = match Encoding::for_bom(bytes) {
            Some((encoding, mark)) if encoding == UTF_8 => match std::str::from_utf8(&bytes[mark..]) {
                Ok(text) => (Letters::Utf8Marked, text.to_owned()),
                Err(_) => {
                    (Letters::Windows1252, WINDOWS_1252.decode_without_bom_handling(&bytes[mark..]).0.into_owned())
                }
            },
            Some((encoding, mark)) if encoding == UTF_16LE => {
                (Letters::Utf16Little, UTF_16LE.decode_without_bom_handling(&bytes[mark..]).0.into_owned())
            }
            Some((_, mark)) => (Letters::Utf16Big, UTF_16BE.decode_without_bom_handling(&bytes[mark..]).0.into_owned()),
            None => match std::str::from_utf8(bytes) {
                Ok(text) => (Letters::Utf8, text.to_owned()),
                Err(_) => (Letters::Windows1252, WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
            },
        };
        (!text.contains('\0')).then_some((letters, text))
    }

    /// The bytes of a text, kept in the same way. Nothing when it has letters that cannot be kept so.
    pub fn write(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Letters::Utf8 => Some(text.as_bytes().to_vec()),
            Letters::Utf8Marked => Some([b"\xef\xbb\xbf", text.as_bytes()].concat()),
            Letters::Utf16Little => Some(in_pairs("\u{feff}", text, u16::to_le_bytes)),
            Letters::Utf16Big => Some(in_pairs("\u{feff}", text, u16::to_be_bytes)),
            Letters::Windows1252 => {
                let (bytes, _, is_lossy) = WINDOWS_1252.encode(text);
                (!is_lossy).then(|| bytes.into_owned())
            }
        }
    }
}

fn in_pairs(mark: &str, text: &str, pair: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.encode_utf16().chain(text.encode_utf16()).flat_map(pair).collect()
}

/// The lines of a text with their own ends, as places count them.
pub fn lines_of(text: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let width = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        lines.push((&rest[..at], &rest[at..at + width]));
        rest = &rest[at + width..];
    }
    lines.push((rest, ""));
    lines
}

/// Whether every letter that is not plain is one that people in Britain type in Windows: curly quotes, dashes, `£`, `€` and
/// small letters with accents. In the older letters of a Mac the same bytes are others.
fn is_surely_windows(bytes: &[u8]) -> bool {
    let is_usual = |byte: &u8| matches!(byte, 0x00..=0x7f | 0x80 | 0x85 | 0x91..=0x97 | 0xa0 | 0xa3 | 0xb0 | 0xb7 | 0xbc..=0xbe | 0xe0..=0xff);
    bytes.iter().all(is_usual)
}

#[cfg(test)]
mod tests {
    use super::{LARGEST_TEXT, text};
    use crate::problem::Problems;
    use crate::sources::SourcePath;

    #[test]
    fn text_is_read_as_common_programs_save_it() {
        let cases: [(&[u8], Option<&str>, &[&str]); 8] = [
            (b"caf\xc3\xa9", Some("caf\u{e9}"), &[]),
            (b"\xef\xbb\xbfcaf\xc3\xa9", Some("caf\u{e9}"), &[]),
            (b"caf\xe9 \x93hello\x94", Some("caf\u{e9} \u{201c}hello\u{201d}"), &["older-encoding"]),
            (b"\xff\xfeh\0i\0", Some("hi"), &[]),
            (b"one\r\ntwo\rthree\n", Some("one\ntwo\nthree\n"), &[]),
            (b"", Some(""), &[]),
            (b"PK\0\x01", None, &["file-not-text"]),
            (b"\xff\xd8\0\xff", None, &["file-not-text"]),
        ];
        for (bytes, expected, codes) in cases {
            let mut problems = Problems::default();
            let file = SourcePath::new("stories/x.md").expect("a path");
            assert_eq!(text(&file, bytes, &mut problems).as_deref(), expected, "{bytes:?}");
            assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), codes, "{bytes:?}");
        }
    }

    #[test]
    fn a_file_that_is_far_too_big_is_not_read() {
        let mut problems = Problems::default();
        let file = SourcePath::new("stories/x.md").expect("a path");
        assert_eq!(text(&file, &vec![b'a'; LARGEST_TEXT as usize + 1], &mut problems), None);
        assert_eq!(problems.iter().next().map(|problem| problem.code), Some("file-too-big"));
    }
}
