//! The address of a file inside an edition, checked once so that it is safe on every disk, host and memory stick.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest name of a file or folder.
const LONGEST_NAME: usize = 120;

/// Names that Windows keeps for devices, whatever ending follows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Where a file lies inside an edition: relative, with `/`, small ASCII letters, digits, `-`, `_` and `.` only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct OutPath(String);

impl OutPath {
    /// Checks an address. `None` when it would not be safe everywhere.
    pub fn new(path: &str) -> Option<OutPath> {
        path.split('/').all(is_safe_name).then(|| OutPath(path.to_owned()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it is in, or `None` at the top of the edition.
    pub fn folder(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(folder, _)| folder)
    }

    /// The last part: the file's own name.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

fn is_safe_name(name: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    // A dot in front hides a file; Windows drops a dot at the end. This also refuses "", "." and "..".
    let dotted = name.is_empty() || name.starts_with('.') || name.ends_with('.');
    name.len() <= LONGEST_NAME && name.bytes().all(plain) && !dotted && !is_device(name)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let numbered = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
    DEVICES.contains(&stem) || numbered.is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
}

impl TryFrom<String> for OutPath {
    type Error = &'static str;
    fn try_from(path: String) -> Result<OutPath, &'static str> {
        OutPath::new(&path).ok_or("not an address inside an edition")
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::OutPath;

    #[test]
    fn an_address_is_safe_on_every_disk() {
        for good in ["index.html", "_headers", "stories/garden-club.html", "a/b/c_1.jpg", "console.html", "com10"] {
            assert!(OutPath::new(good).is_some(), "{good}");
        }
        let long = "a".repeat(121);
        let bad = [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            ".git",
            "a.",
            "A.html",
            "a b",
            "caf\u{e9}",
            "a\\b",
            "c:",
            "con",
            "nul.html",
            "a/com1.txt",
            "lpt9",
            "a\0",
            "a:b",
            "a?b",
            &long,
        ];
        for bad in bad {
            assert!(OutPath::new(bad).is_none(), "{bad:?}");
        }
    }
}
