//! Photos made by an earlier build, kept so that the next one need not make them again.
//!
//! What is kept is what was made: small pictures without anything hidden in them, of photos that had come through the
//! gate. The gate is asked first, every time; a build that may not show a photo never asks for it here, and the next
//! build throws it away ([`PhotoStore::tidy`]). An entry is named by the photo's content and the recipe, and carries a
//! fingerprint over all of it, so one that is damaged, cut short, put in another's place or of another version counts as
//! absent. No file names are kept, only fingerprints of them. Deleting all of this costs time and nothing else, and so
//! does every failure of the disk here, but for one: what must go and cannot be deleted is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::disk::{Disk, Kind};
use super::manifest::{seal, unseal};
use super::workplace::{held, make_private};
use super::{ContentHash, OutputTrouble};
use crate::draw::photo::{Derived, Recipe, Version};
use crate::sources::{SourcePath, Stamp};

/// Raised when the same photo and recipe give other bytes than before.
const WAY_OF_MAKING: u32 = 4;

/// A photo's content and what is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhotoName(ContentHash);

impl PhotoName {
    /// The name of what this version of the program makes of a photo.
    pub fn new(photo: ContentHash, recipe: &Recipe) -> PhotoName {
        let version = env!("CARGO_PKG_VERSION");
        PhotoName(ContentHash::of(format!("{version} {WAY_OF_MAKING} {photo} {recipe:?}").as_bytes()))
    }
}

/// Photos of earlier builds, in the private folder.
#[derive(Debug)]
pub struct PhotoStore {
    disk: Disk,
    folder: Utf8PathBuf,
    writes: bool,
    /// When this run first had to read a photo, by the disk's own clock.
    began: OnceLock<Option<Stamp>>,
    memory: Mutex<Memory>,
    /// The memory as it lies on disk.
    on_disk: Mutex<Memory>,
    run: Mutex<Run>,
}

/// What is remembered beside the photos themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Memory {
    /// By fingerprint of the path: the stamp of a file when it was read, and its content's fingerprint.
    stamps: BTreeMap<ContentHash, (Stamp, ContentHash)>,
    /// What each photo relies on, once for each edition that shows it.
    relies: BTreeMap<PhotoName, BTreeSet<Vec<String>>>,
    /// How many faces seem to be in a photo.
    faces: BTreeMap<PhotoName, u32>,
}

/// What this run asked for.
#[derive(Debug, Default)]
struct Run {
    paths: BTreeSet<ContentHash>,
    photos: BTreeMap<PhotoName, BTreeSet<Vec<String>>>,
}

/// Which photos may stay that this run did not ask for.
pub enum Others<'a> {
    /// None: everything that may be shown was asked for.
    Go,
    /// Those of which an edition relies on nothing but this.
    StayWhile(&'a dyn Fn(&str) -> bool),
}

impl PhotoStore {
    /// The photos of a private folder, which is made if it is not there.
    pub fn begin(private: &Utf8Path) -> Result<PhotoStore, OutputTrouble> {
        Ok(PhotoStore::open(&make_private(&Disk::default(), private)?))
    }

    /// The photos of a private folder, which is there already.
    pub fn open(private: &Utf8Path) -> PhotoStore {
        PhotoStore { writes: true, ..PhotoStore::open_to_look(private) }
    }

    /// The same, but nothing is written or deleted.
    pub fn open_to_look(private: &Utf8Path) -> PhotoStore {
        let (disk, folder) = (Disk::default(), private.join("photos"));
        let remembered = disk.read(&folder.join("memory")).ok().and_then(|bytes| unseal("photos", &bytes));
        let memory: Memory = remembered.unwrap_or_default();
        let on_disk = Mutex::new(memory.clone());
        PhotoStore {
            disk,
            folder,
            writes: false,
            began: OnceLock::new(),
            memory: Mutex::new(memory),
            on_disk,
            run: Mutex::default(),
        }
    }

    /// The fingerprint of an author's file, if nobody touched it since it was read.
    pub fn unread(&self, path: &SourcePath, stamp: Stamp) -> Option<ContentHash> {
        let path = hash_of(path);
        held(&self.run).paths.insert(path);
        let known = held(&self.memory).stamps.get(&path).copied();
        let unread = known.filter(|(known, _)| *known == stamp).map(|(_, hash)| hash);
        if unread.is_none() {
            self.began();
        }
        unread
    }

    /// A moment before this run read anything.
    fn began(&self) -> Option<Stamp> {
        *self.began.get_or_init(|| {
            let now = self.folder.join("now");
            let written = self.writes.then(|| self.disk.write(&now, b""))?;
            written.and_then(|()| self.disk.look(&now)).ok().flatten().map(|found| found.stamp)
        })
    }

    /// Remembers what was read. `stamp` was looked at before the file was read.
    pub fn was_read(&self, path: &SourcePath, stamp: Option<Stamp>, hash: ContentHash) {
        let path = hash_of(path);
        let settled = stamp.filter(|stamp| self.began().is_some_and(|began| stamp.is_settled_before(began)));
        held(&self.run).paths.insert(path);
        let mut memory = held(&self.memory);
        match settled {
            Some(stamp) => memory.stamps.insert(path, (stamp, hash)),
            None => memory.stamps.remove(&path),
        };
    }

    /// What was made of a photo that may be shown. `relies` are the consents it is shown by, for each edition.
    pub fn fetch(&self, name: PhotoName, relies: impl IntoIterator<Item = Vec<String>>) -> Option<Derived> {
        held(&self.run).photos.entry(name).or_default().extend(relies);
        self.look(name)
    }

    /// The same for a photo that this run has asked for already.
    pub fn look(&self, name: PhotoName) -> Option<Derived> {
        let path = self.path(name);
        let found = self.disk.look(&path).ok().flatten()?;
        if found.kind != Kind::File {
            return None;
        }
        opened(name, &self.disk.read(&path).ok()?)
    }

    /// Keeps what was made.
    pub fn keep(&self, name: PhotoName, derived: &Derived) {
        if !self.writes {
            return;
        }
        let path = self.path(name);
        if self.disk.write(&path, &closed(name, derived)).is_err() {
            // Half an entry is of no use, and the disk may be full.
            let _ = self.disk.remove(&path);
        }
    }

    /// How many faces seemed to be in what was made of a photo.
    pub fn faces(&self, name: PhotoName) -> Option<u32> {
        held(&self.memory).faces.get(&name).copied()
    }

    /// Remembers how many faces there seem to be.
    pub fn keep_faces(&self, name: PhotoName, faces: u32) {
        held(&self.memory).faces.insert(name, faces);
    }

    /// Throws away what may not stay and writes down what is remembered. Whether all that had to go is gone.
    pub fn tidy(&self, others: &Others<'_>) -> bool {
        let run = std::mem::take(&mut *held(&self.run));
        let mut memory = held(&self.memory);
        match others {
            Others::Go => {
                memory.stamps.retain(|path, _| run.paths.contains(path));
                memory.relies.clear();
            }
            Others::StayWhile(holds) => {
                memory.relies.retain(|_, editions| editions.iter().any(|relies| relies.iter().all(|one| holds(one))));
            }
        }
        memory.relies.extend(run.photos);
        let Memory { relies, faces, .. } = &mut *memory;
        faces.retain(|name, _| relies.contains_key(name));
        if !self.writes {
            return true;
        }
        let all_gone = self.throw_away_all_but(&memory.relies);
        let mut on_disk = held(&self.on_disk);
        if *memory != *on_disk {
            let (part, path) = (self.folder.join("memory.part"), self.folder.join("memory"));
            // Without it photos are read or made once more.
            if self.disk.write_safely(&part, &path, &seal("photos", &*memory)).is_ok() {
                on_disk.clone_from(&memory);
            }
        }
        all_gone
    }

    fn throw_away_all_but(&self, wanted: &BTreeMap<PhotoName, BTreeSet<Vec<String>>>) -> bool {
        let made = self.folder.join("made");
        let Ok(names) = self.disk.names(&made) else { return false };
        let mut all_gone = true;
        for name in names {
            let known = ContentHash::read(&name).map(PhotoName);
            if !known.is_some_and(|name| wanted.contains_key(&name)) {
                all_gone &= self.disk.remove(&made.join(&name)).is_ok();
            }
        }
        all_gone
    }

    fn path(&self, name: PhotoName) -> Utf8PathBuf {
        self.folder.join("made").join(name.0.to_string())
    }
}

fn hash_of(path: &SourcePath) -> ContentHash {
    ContentHash::of(path.as_str().as_bytes())
}

/// The first lines of an entry: how long each JPEG and WebP is, and the rest of what is known of them.
#[derive(Serialize, Deserialize)]
struct Label {
    lengths: Vec<(usize, Option<usize>)>,
    derived: Derived,
}

/// An entry: a line with its name and a fingerprint of all that follows, a line of facts, the pictures.
fn closed(name: PhotoName, derived: &Derived) -> Vec<u8> {
    let label = Label { lengths: derived.versions.iter().map(lengths).collect(), derived: derived.without_bytes() };
    let mut body = serde_json::to_vec(&label).expect("these types have only plain keys");
    body.push(b'\n');
    for version in &derived.versions {
        body.extend(&version.bytes);
        version.webp.iter().for_each(|webp| body.extend(webp));
    }
    let mut entry = head(name, &body).into_bytes();
    entry.extend(body);
    entry
}

fn lengths(version: &Version) -> (usize, Option<usize>) {
    (version.bytes.len(), version.webp.as_ref().map(Vec::len))
}

fn head(name: PhotoName, body: &[u8]) -> String {
    format!("carefolio photo {} {}\n", name.0, ContentHash::of(body))
}

/// What [`closed`] wrote; `None` when any of it is not as it was, or belongs to another photo.
fn opened(name: PhotoName, entry: &[u8]) -> Option<Derived> {
    let (first, body) = entry.split_at(line_end(entry)?);
    if first != head(name, body).as_bytes() {
        return None;
    }
    let (label, mut pictures) = body.split_at(line_end(body)?);
    let Label { lengths, mut derived } = serde_json::from_slice(label).ok()?;
    if lengths.len() != derived.versions.len() {
        return None;
    }
    let mut take = |length: usize| {
        let (picture, rest) = pictures.split_at_checked(length)?;
        pictures = rest;
        Some(picture.to_vec())
    };
    for (version, (jpeg, webp)) in derived.versions.iter_mut().zip(lengths) {
        version.bytes = take(jpeg)?;
        if let Some(webp) = webp {
            version.webp = Some(take(webp)?);
        }
    }
    pictures.is_empty().then_some(derived)
}

fn line_end(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&byte| byte == b'\n').map(|at| at + 1)
}

#[cfg(test)]
#[path = "tests/photo_store.rs"]
mod tests;
