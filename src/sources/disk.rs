//! A portfolio folder on disk. Links are listed but never followed, so nothing outside the folder is ever read.

#![expect(clippy::disallowed_methods, reason = "this is the reading door")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::sync::OnceLock;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::footprint::AT_ONCE;
use super::{Entry, EntryKind, Footprint, SourcePath, Sources, Stamp, footprint};

/// Folders at the top of a portfolio that the program makes itself, and never reads as content.
const OURS: [&str; 2] = ["out", ".carefolio"];

/// The portfolio in a folder.
pub struct DiskSources {
    root: Utf8PathBuf,
    skip: Vec<Utf8PathBuf>,
    home: Option<Utf8PathBuf>,
    // The name on disk may be in another Unicode form than the path.
    real_names: OnceLock<BTreeMap<SourcePath, Utf8PathBuf>>,
}

impl DiskSources {
    /// Opens a folder; reads nothing yet. `skip` are folders not to look into, such as an output folder elsewhere in it.
    pub fn new(root: &Utf8Path, skip: Vec<Utf8PathBuf>) -> DiskSources {
        DiskSources { root: root.to_owned(), skip, home: None, real_names: OnceLock::new() }
    }

    /// Says whose computer it is: no page may name this folder.
    #[must_use]
    pub fn at_home(self, home: Option<Utf8PathBuf>) -> DiskSources {
        DiskSources { home, ..self }
    }

    /// How all that would be listed looks now. `started` is the stamp of a file written just before.
    pub fn footprint(&self, started: Stamp) -> io::Result<Footprint> {
        footprint(&self.root, started, &|path| self.is_ours(path))
    }

    /// What was found at a place, and its name on disk if it is an ordinary file.
    fn entry<'f>(&self, found: &'f DirEntry) -> Option<(Entry, Option<&'f Utf8Path>)> {
        if found.file_type().is_dir() {
            return None;
        }
        let inside = found.path().strip_prefix(&self.root).unwrap_or(found.path());
        let (path, kind) = match inside.to_str().and_then(SourcePath::new) {
            Some(path) if found.path_is_symlink() => (path, EntryKind::Link),
            // Whoever opens a pipe waits until somebody writes to it, perhaps for ever.
            Some(path) if !found.file_type().is_file() => (path, EntryKind::Other),
            Some(path) => (path, EntryKind::File(found.metadata().map_or(0, |meta| meta.len()))),
            None => {
                let shown = inside.to_string_lossy().replace([':', '\\', '\0'], "_");
                (SourcePath::new(&shown)?, EntryKind::Unreadable)
            }
        };
        let real = Utf8Path::from_path(found.path()).filter(|_| matches!(kind, EntryKind::File(_)));
        Some((Entry { path, kind }, real))
    }

    fn real_name(&self, path: &SourcePath) -> Option<&Utf8PathBuf> {
        self.real_names.get()?.get(path)
    }

    fn is_ours(&self, path: &Utf8Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.root) else { return false };
        let hidden = inside.file_name().is_some_and(|name| name.starts_with('.'));
        hidden || OURS.iter().any(|ours| inside == Utf8Path::new(ours)) || self.skip.iter().any(|skip| skip == path)
    }
}

impl Sources for DiskSources {
    fn private_places(&self) -> Vec<Utf8PathBuf> {
        self.home.iter().chain([&self.root]).cloned().collect()
    }

    fn list(&self) -> io::Result<Vec<Entry>> {
        let walk = WalkDir::new(&self.root).follow_links(false).min_depth(1).into_iter();
        let ours = |entry: &DirEntry| Utf8Path::from_path(entry.path()).is_some_and(|path| self.is_ours(path));
        let found: Vec<DirEntry> =
            walk.filter_entry(|entry| !ours(entry)).collect::<Result<_, _>>().map_err(|error| {
                error.into_io_error().unwrap_or_else(|| io::Error::other("the folder could not be walked"))
            })?;
        let mut listed: Vec<(Entry, Option<&Utf8Path>)> =
            found.par_iter().with_min_len(AT_ONCE).filter_map(|found| self.entry(found)).collect();
        listed.sort_by(|(a, a_real), (b, b_real)| (&a.path, a_real).cmp(&(&b.path, b_real)));
        let real = |(entry, real): &(Entry, Option<&Utf8Path>)| Some((entry.path.clone(), (*real)?.to_owned()));
        let mut real_names: BTreeMap<SourcePath, Utf8PathBuf> = listed.iter().filter_map(real).collect();
        let mut entries: Vec<Entry> = listed.into_iter().map(|(entry, _)| entry).collect();
        forget_twins(&mut entries, &mut real_names);
        // Listing twice finds the same names; the first list stays.
        let _ = self.real_names.set(real_names);
        Ok(entries)
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        match self.real_name(path) {
            Some(real) => fs::read(real),
            None => Err(io::Error::from(io::ErrorKind::NotFound)),
        }
    }

    fn stamp(&self, path: &SourcePath) -> Option<Stamp> {
        let found = fs::symlink_metadata(self.real_name(path)?).ok()?;
        found.is_file().then(|| Stamp::of(&found))
    }
}

/// Two files whose names are spelt alike but for the way an accent is written: nobody can say which one is meant.
fn forget_twins(entries: &mut Vec<Entry>, real_names: &mut BTreeMap<SourcePath, Utf8PathBuf>) {
    let is_twin = |one: &Entry, other: &Entry| {
        one.path == other.path && [one, other].iter().all(|entry| matches!(entry.kind, EntryKind::File(_)))
    };
    let twins: BTreeSet<SourcePath> =
        entries.windows(2).filter(|two| is_twin(&two[0], &two[1])).map(|two| two[0].path.clone()).collect();
    if twins.is_empty() {
        return;
    }
    for entry in entries.iter_mut().filter(|entry| twins.contains(&entry.path)) {
        entry.kind = EntryKind::Twins;
        real_names.remove(&entry.path);
    }
    entries.dedup();
}

/// A file that a person names on the command line, in a portfolio or elsewhere.
pub fn read_named(path: &Utf8Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}
