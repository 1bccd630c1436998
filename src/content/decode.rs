//! Turns the bytes of a file into text, whatever program saved it.
//!
//! UTF-8 with or without a mark, UTF-16 with a mark (Windows Notepad calls it "Unicode"), else Windows-1252, which can
//! read anything: that is a guess, so it is told. Line ends come out as `\n`, so lines and columns stay as the author sees them.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

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
            problems.add(folder::older_encoding(file));
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
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
