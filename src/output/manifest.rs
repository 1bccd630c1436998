//! What we remember of an edition: its files, their fingerprints, and which consents each of them relied on.
//!
//! It never holds an author's words. A manifest that is damaged or from another version counts as absent.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::ContentHash;
use crate::plan::OutPath;
use crate::sources::Stamp;

/// Raised when the shape of what we remember changes.
const VERSION: u32 = 2;

/// What a takedown does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// It is about one thing, and is deleted when that may not be shown any more.
    Own,
    /// It gathers many things and others link to it, so a neutral page takes its place.
    Shared,
}

/// What is said of an edition as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionCard {
    /// For whom it is.
    pub audience: String,
    /// Its mark; empty once something was taken down from it.
    pub mark: String,
    /// The page that takes the place of a shared page. It must work at any address and name nobody.
    pub neutral_page: String,
    /// What its files rely on; files name these by their place in this list.
    pub reliances: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub hash: ContentHash,
    /// How the file looked on disk when we last knew it to be right.
    pub stamp: Option<Stamp>,
    pub relies: Vec<u32>,
    pub role: Role,
    /// What it was made of, where that tells whether it has to be made again.
    pub made_of: Option<ContentHash>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub card: EditionCard,
    pub files: BTreeMap<OutPath, Entry>,
}

impl Manifest {
    /// The manifest in these bytes, if it is whole.
    pub fn read(bytes: &[u8]) -> Option<Manifest> {
        let manifest: Manifest = unseal("manifest", bytes)?;
        let known = manifest.card.reliances.len();
        let whole = manifest.files.values().all(|entry| entry.relies.iter().all(|index| (*index as usize) < known));
        whole.then_some(manifest)
    }

    pub fn bytes(&self) -> Vec<u8> {
        seal("manifest", self)
    }

    /// What a file relies on, by name.
    pub fn relied<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
        reliances(&self.card, &entry.relies)
    }

    /// The same files under another card; what they rely on is added to its list where it is missing.
    pub fn under(self, mut card: EditionCard) -> Manifest {
        let mut places: BTreeMap<String, u32> =
            (0..).zip(&card.reliances).map(|(at, name)| (name.clone(), at)).collect();
        let mut moved = |index: &mut u32| {
            let name = &self.card.reliances[*index as usize];
            *index = *places.entry(name.clone()).or_insert_with(|| {
                card.reliances.push(name.clone());
                card.reliances.len() as u32 - 1
            });
        };
        let mut files = self.files;
        files.values_mut().for_each(|entry| entry.relies.iter_mut().for_each(&mut moved));
        Manifest { card, files }
    }

    /// Forgets everything that no file relies on any more.
    pub fn pruned(self) -> Manifest {
        let used: BTreeSet<u32> = self.files.values().flat_map(|entry| &entry.relies).copied().collect();
        let kept = used.iter().map(|index| self.card.reliances[*index as usize].clone()).collect();
        let card = EditionCard { reliances: kept, ..self.card.clone() };
        self.under(card)
    }
}

/// The names of what a file relies on.
pub(super) fn reliances<'a>(card: &'a EditionCard, relies: &'a [u32]) -> impl Iterator<Item = &'a str> {
    relies.iter().filter_map(|index| card.reliances.get(*index as usize)).map(String::as_str)
}

/// Writes a value under a first line that tells its kind, version and fingerprint.
pub(super) fn seal<T: Serialize>(kind: &str, value: &T) -> Vec<u8> {
    let body = serde_json::to_vec(value).expect("these types have only text keys");
    let mut bytes = format!("carefolio {kind} {VERSION} {}\n", ContentHash::of(&body)).into_bytes();
    bytes.extend(body);
    bytes
}

/// Reads what [`seal`] wrote; `None` when any of it is not as it was.
pub(super) fn unseal<T: DeserializeOwned>(kind: &str, bytes: &[u8]) -> Option<T> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (head, body) = (&bytes[..end], &bytes[end + 1..]);
    let expected = format!("carefolio {kind} {VERSION} {}", ContentHash::of(body));
    if head != expected.as_bytes() {
        return None;
    }
    serde_json::from_slice(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let card = EditionCard { reliances: vec!["a".into(), "b".into(), "c".into()], ..EditionCard::default() };
        let entry =
            Entry { hash: ContentHash::of(b"x"), stamp: None, relies: vec![2, 1], role: Role::Own, made_of: None };
        Manifest { card, files: BTreeMap::from([(OutPath::new("x.html").unwrap(), entry)]) }
    }

    #[test]
    fn any_damaged_byte_makes_it_absent() {
        let bytes = manifest().bytes();
        assert_eq!(Manifest::read(&bytes), Some(manifest()));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Manifest::read(&damaged), None, "byte {at}");
            assert_eq!(Manifest::read(&bytes[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn what_nothing_relies_on_is_forgotten() {
        let pruned = manifest().pruned();
        assert_eq!(pruned.card.reliances, ["b", "c"]);
        let entry = pruned.files.values().next().unwrap();
        assert_eq!(pruned.relied(entry).collect::<Vec<_>>(), ["c", "b"]);
    }
}
