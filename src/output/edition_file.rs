//! `edition.json`: the list of an edition's files, in the edition itself.
//!
//! It makes a folder know its own files, so that nothing depends on the private memory of one computer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ContentHash;
use super::manifest::Manifest;
use crate::plan::OutPath;

const PROGRAM: &str = env!("CARGO_PKG_NAME");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The address of the list.
pub(super) fn path() -> OutPath {
    OutPath::new("edition.json").expect("a plain name")
}

#[derive(Serialize, Deserialize)]
struct EditionFile<P: Ord = OutPath> {
    program: String,
    version: String,
    edition: String,
    audience: String,
    mark: String,
    files: BTreeMap<P, ContentHash>,
}

/// The list of all files of an edition but itself.
pub(super) fn write(edition: &str, manifest: &Manifest) -> Vec<u8> {
    let files = manifest.files.iter().filter(|(path, _)| **path != self::path());
    let file = EditionFile {
        program: PROGRAM.to_owned(),
        version: VERSION.to_owned(),
        edition: edition.to_owned(),
        audience: manifest.card.audience.clone(),
        mark: manifest.card.mark.clone(),
        files: files.map(|(path, entry)| (path, entry.hash)).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&file).expect("these types have only text keys");
    bytes.push(b'\n');
    bytes
}

/// The mark in a list that we wrote for this edition.
pub(super) fn mark(edition: &str, bytes: &[u8]) -> Option<String> {
    let file: EditionFile = serde_json::from_slice(bytes).ok()?;
    (file.program == PROGRAM && file.edition == edition).then_some(file.mark)
}

/// The files that a list names, the list itself among them; `None` when we did not write it for this edition.
pub(super) fn read(edition: &str, bytes: &[u8]) -> Option<BTreeMap<OutPath, ContentHash>> {
    let mut file: EditionFile = serde_json::from_slice(bytes).ok()?;
    if file.program != PROGRAM || file.edition != edition {
        return None;
    }
    file.files.insert(path(), ContentHash::of(bytes));
    Some(file.files)
}
