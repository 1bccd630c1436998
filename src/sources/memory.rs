//! A portfolio held in memory, for tests and for the preview.

use std::collections::BTreeMap;
use std::io;

use super::{Entry, EntryKind, SourcePath, Sources};

/// Files by path.
#[derive(Clone, Debug, Default)]
pub struct MemorySources {
    files: BTreeMap<SourcePath, Vec<u8>>,
}

impl MemorySources {
    /// Adds or replaces a file. A path that could not be in a portfolio is left out.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        if let Some(path) = SourcePath::new(path) {
            self.files.insert(path, bytes.into());
        }
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        if let Some(path) = SourcePath::new(path) {
            self.files.remove(&path);
        }
    }
}

impl Sources for MemorySources {
    fn list(&self) -> io::Result<Vec<Entry>> {
        let entry = |(path, bytes): (&SourcePath, &Vec<u8>)| Entry {
            path: path.clone(),
            kind: EntryKind::File(bytes.len() as u64),
        };
        Ok(self.files.iter().map(entry).collect())
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}
