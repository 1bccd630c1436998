//! A portfolio held in memory, for tests and for the preview.

use std::collections::BTreeMap;
use std::io;

use super::{Entry, EntryKind, SourcePath, Sources, Stamp};

/// Files by path.
#[derive(Clone, Debug, Default)]
pub struct MemorySources {
    files: BTreeMap<SourcePath, (Vec<u8>, Stamp)>,
    puts: u64,
}

impl MemorySources {
    /// Adds or replaces a file. A path that could not be in a portfolio is left out.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        if let Some(path) = SourcePath::new(path) {
            let bytes = bytes.into();
            self.puts += 1;
            let stamp = Stamp::of_memory(bytes.len(), self.puts);
            self.files.insert(path, (bytes, stamp));
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
        let entry = |(path, (bytes, _)): (&SourcePath, &(Vec<u8>, Stamp))| Entry {
            path: path.clone(),
            kind: EntryKind::File(bytes.len() as u64),
        };
        Ok(self.files.iter().map(entry).collect())
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        let found = self.files.get(path).map(|(bytes, _)| bytes.clone());
        found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn stamp(&self, path: &SourcePath) -> Option<Stamp> {
        self.files.get(path).map(|(_, stamp)| *stamp)
    }
}
