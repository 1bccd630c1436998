//! The fingerprint of a file's bytes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The fingerprint of some bytes: the first half of their BLAKE3 hash, which is plenty and keeps `edition.json` small.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "&str")]
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

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> String {
        hash.to_string()
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
