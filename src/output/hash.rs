//! The fingerprint of a file's bytes.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// The fingerprint of some bytes: the first half of their BLAKE3 hash, which is plenty and keeps `edition.json` small.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "&str")]
pub struct ContentHash(u128);

impl ContentHash {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash::half_of(blake3::hash(bytes).as_bytes())
    }

    /// The fingerprint that was reckoned elsewhere, cut to the same length.
    pub fn half_of(whole: &[u8; 32]) -> ContentHash {
        let (half, _) = whole.split_at(16);
        ContentHash(half.iter().fold(0, |number, byte| (number << 8) | u128::from(*byte)))
    }

    /// The first eight characters, for names.
    pub fn short(self) -> String {
        let mut text = self.to_string();
        text.truncate(8);
        text
    }

    /// The number as it is written, to the base of 16: quickly, for each build writes many thousands.
    fn letters(self) -> [u8; 32] {
        let mut letters = [b'0'; 32];
        for (two, byte) in letters.chunks_exact_mut(2).zip(self.0.to_be_bytes()) {
            two.copy_from_slice(&[byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]));
        }
        letters
    }

    pub(super) fn read(text: &str) -> Option<ContentHash> {
        let plain = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if plain { u128::from_str_radix(text, 16).ok().map(ContentHash) } else { None }
    }
}

impl TryFrom<&str> for ContentHash {
    type Error = &'static str;
    fn try_from(text: &str) -> Result<ContentHash, &'static str> {
        ContentHash::read(text).ok_or("not a fingerprint")
    }
}

impl Serialize for ContentHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.letters()).unwrap_or_default())
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.letters()).unwrap_or_default())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
