//! Opening the folders, keeping a second build out, and knowing what was published before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::{Disk, Fault, Kind};
use super::journal::Journal;
use super::manifest::Manifest;
use super::{ContentHash, Notice, Others, OutputTrouble, PhotoStore, Place, edition_file};
use crate::plan::OutPath;
use crate::sources::Stamp;

/// How often we ask for the lock, a tenth of a second apart.
const PATIENCE: u32 = 100;

/// Where files wait when the private folder is on another disk than the editions.
const STAGE_IN_OUT: &str = ".carefolio-stage";

/// The folder of the editions and the private folder that belongs to it, ours until it is dropped.
pub struct Workplace {
    pub(super) disk: Disk,
    pub(super) out: Utf8PathBuf,
    pub(super) private: Utf8PathBuf,
    /// What is remembered for this one `out`.
    pub(super) memory: Utf8PathBuf,
    staging: Mutex<Option<Utf8PathBuf>>,
    pub(super) unfinished: Mutex<Option<Journal>>,
    notices: Mutex<Vec<Notice>>,
    photos: PhotoStore,
    // Held, never read: the operating system lets go of it even when we are killed.
    _lock: Option<File>,
}

impl Workplace {
    /// Checks the folders and keeps other builds out. What an interrupted run still had to delete is deleted at once.
    pub fn open(place: Place<'_>) -> Result<Workplace, OutputTrouble> {
        Workplace::open_on(Disk::default(), place, PATIENCE)
    }

    /// A workplace whose disk fails at a chosen step, for tests.
    #[doc(hidden)]
    pub fn open_with_fault(place: Place<'_>, fault: Option<Fault>) -> Result<Workplace, OutputTrouble> {
        Workplace::open_on(Disk::new(fault), place, 2)
    }

    /// How many times the disk was touched, for tests.
    #[doc(hidden)]
    pub fn steps(&self) -> u64 {
        self.disk.steps()
    }

    fn open_on(disk: Disk, place: Place<'_>, patience: u32) -> Result<Workplace, OutputTrouble> {
        let out = place.checked_out(&disk)?;
        let private = make_private(&disk, place.private)?;
        let (lock, notice) = lock(&disk, &private, patience)?;
        let memory = private.join(format!("out-{}", out_key(&disk, &out, place.portfolio)));
        let workplace = Workplace {
            photos: PhotoStore::open(&private),
            disk,
            out,
            private,
            memory,
            staging: Mutex::new(None),
            unfinished: Mutex::new(None),
            notices: Mutex::new(Vec::from_iter(notice)),
            _lock: lock,
        };
        workplace.tidy()?;
        Ok(workplace)
    }

    /// Takes up an interrupted run's journal, or clears away what it left behind.
    fn tidy(&self) -> Result<(), OutputTrouble> {
        self.forget_other_stages()?;
        match self.read_journal()? {
            Some(journal) => {
                self.delete_again(&journal)?;
                *held(&self.unfinished) = Some(journal);
                Ok(())
            }
            None => self.clear_stage(),
        }
    }

    /// What an interrupted run staged for another folder may have been withdrawn since, so it does not stay.
    fn forget_other_stages(&self) -> Result<(), OutputTrouble> {
        let trouble = |error| OutputTrouble::io("tidying the private folder", &self.private)(error);
        for memory in self.other_memories()? {
            self.disk.remove_tree(&memory.join("stage")).map_err(trouble)?;
        }
        Ok(())
    }

    /// What is remembered for other folders than this `out`.
    fn other_memories(&self) -> Result<Vec<Utf8PathBuf>, OutputTrouble> {
        let trouble = |error| OutputTrouble::io("looking into the private folder", &self.private)(error);
        let names = self.disk.names(&self.private).map_err(trouble)?;
        let memories = names.into_iter().filter(|name| name.starts_with("out-")).map(|name| self.private.join(name));
        Ok(memories.filter(|memory| *memory != self.memory).collect())
    }

    /// The editions that were published to other folders than this `out`.
    pub(super) fn remembered_elsewhere(&self) -> Result<Vec<Manifest>, OutputTrouble> {
        let mut found = Vec::new();
        for memory in self.other_memories()? {
            let folder = memory.join("manifest");
            for name in self.edition_names(&folder)? {
                let path = folder.join(name);
                let bytes = self.disk.read(&path).map_err(OutputTrouble::io("reading what was published", &path))?;
                found.extend(Manifest::read(&bytes));
            }
        }
        Ok(found)
    }

    /// Photos that earlier builds made.
    pub fn photos(&self) -> &PhotoStore {
        &self.photos
    }

    /// Throws away photos that may not stay.
    pub(super) fn tidy_photos(&self, others: &Others<'_>) {
        if !self.photos.tidy(others) {
            self.notice(Notice::PhotosStay);
        }
    }

    pub(super) fn journal_path(&self) -> Utf8PathBuf {
        self.memory.join("journal")
    }

    pub(super) fn manifest_path(&self, edition: &str) -> Utf8PathBuf {
        self.memory.join("manifest").join(edition)
    }

    /// Where a private file is written before it gets its name. It goes with the stage, and no edition has a dot.
    pub(super) fn part_path(&self) -> Utf8PathBuf {
        self.memory.join("stage").join("being.written")
    }

    /// The same for one edition, while others are written as well.
    pub(super) fn part_path_of(&self, edition: &str) -> Utf8PathBuf {
        self.memory.join("stage").join(format!("{edition}.being.written"))
    }

    /// Where an edition's file lies.
    pub(super) fn target(&self, edition: &str, path: &OutPath) -> Utf8PathBuf {
        let mut target = String::with_capacity(self.out.as_str().len() + edition.len() + path.as_str().len() + 2);
        for part in [self.out.as_str(), "/", edition, "/", path.as_str()] {
            target.push_str(part);
        }
        target.into()
    }

    pub(super) fn notice(&self, notice: Notice) {
        held(&self.notices).push(notice);
    }

    pub(super) fn take_notices(&self) -> Vec<Notice> {
        let mut notices = std::mem::take(&mut *held(&self.notices));
        notices.sort();
        notices.dedup();
        notices
    }

    /// The folders in which staged files may wait.
    pub(super) fn stages(&self) -> [Utf8PathBuf; 2] {
        [self.memory.join("stage"), self.out.join(STAGE_IN_OUT)]
    }

    /// The folder in which files wait: on the same disk as the editions, or they could not be renamed into place.
    pub(super) fn staging(&self) -> Result<Utf8PathBuf, OutputTrouble> {
        let mut staging = held(&self.staging);
        if let Some(folder) = &*staging {
            return Ok(folder.clone());
        }
        let trouble = |error| OutputTrouble::io("making room for the editions", &self.out)(error);
        let [private, inside] = self.stages();
        self.disk.make_folder(&private).map_err(trouble)?;
        self.disk.make_folder(&self.out).map_err(trouble)?;
        // Only trying tells: two mounts of one disk look alike and still cannot exchange files.
        let same_disk = self.disk.rename(&private, &inside).is_ok();
        let folder = if same_disk {
            self.disk.rename(&inside, &private).map_err(trouble)?;
            private
        } else {
            self.disk.make_private_folder(&inside).map_err(trouble)?;
            inside
        };
        *staging = Some(folder.clone());
        Ok(folder)
    }

    pub(super) fn clear_stage(&self) -> Result<(), OutputTrouble> {
        *held(&self.staging) = None;
        for stage in self.stages() {
            self.disk.remove_tree(&stage).map_err(OutputTrouble::io("clearing away unfinished files", &stage))?;
        }
        Ok(())
    }

    /// Every edition we published here and did not take away again.
    pub(super) fn known_editions(&self) -> Result<BTreeSet<String>, OutputTrouble> {
        let memory = self.memory.join("manifest");
        let mut known: BTreeSet<String> = self.edition_names(&memory)?.collect();
        for name in self.edition_names(&self.out)? {
            if !known.contains(&name) && self.listed(&name)?.is_some() {
                known.insert(name);
            }
        }
        Ok(known)
    }

    /// Editions we published here, by their own lists, of which we do not remember what they relied on.
    pub fn unremembered(&self) -> Result<Vec<String>, OutputTrouble> {
        let mut found = Vec::new();
        for name in self.edition_names(&self.out)? {
            if !self.memory_of(&name)?.is_some_and(|bytes| Manifest::is_whole(&bytes)) && self.listed(&name)?.is_some()
            {
                found.push(name);
            }
        }
        Ok(found)
    }

    fn edition_names(&self, folder: &Utf8Path) -> Result<impl Iterator<Item = String> + use<>, OutputTrouble> {
        let names = self.disk.names(folder).map_err(OutputTrouble::io("reading what was published", folder))?;
        Ok(names.into_iter().filter(|name| is_edition_name(name)))
    }

    fn remembered(&self, edition: &str) -> Result<Option<Manifest>, OutputTrouble> {
        Ok(self.memory_of(edition)?.and_then(|bytes| Manifest::read(&bytes)))
    }

    /// What was written down of an edition, be it whole or not.
    fn memory_of(&self, edition: &str) -> Result<Option<Vec<u8>>, OutputTrouble> {
        let path = self.manifest_path(edition);
        let trouble = |error| OutputTrouble::io("reading what was published", &path)(error);
        match self.disk.look(&path).map_err(trouble)? {
            Some(found) if found.kind == Kind::File => self.disk.read(&path).map(Some).map_err(trouble),
            _ => Ok(None),
        }
    }

    fn listed(&self, edition: &str) -> Result<Option<BTreeMap<OutPath, ContentHash>>, OutputTrouble> {
        let path = self.target(edition, &edition_file::path());
        let trouble = |error| OutputTrouble::io("reading what was published", &path)(error);
        let folder = self.disk.look(&self.out.join(edition)).map_err(trouble)?;
        if folder.is_none_or(|found| found.kind != Kind::Folder) {
            return Ok(None);
        }
        match self.disk.look(&path).map_err(trouble)? {
            Some(found) if found.kind == Kind::File => {
                Ok(edition_file::read(edition, &self.disk.read(&path).map_err(trouble)?))
            }
            _ => Ok(None),
        }
    }

    /// What we know of an edition as it was published before.
    pub(super) fn before(&self, edition: &str) -> Result<Before, OutputTrouble> {
        let manifest = self.remembered(edition)?;
        let list = edition_file::path();
        let target = self.target(edition, &list);
        let found = self.disk.look(&target).map_err(OutputTrouble::io("reading what was published", &target))?;
        let entry = manifest.as_ref().and_then(|manifest| manifest.files.get(&list));
        if let (Some(entry), Some(found)) = (entry, found)
            && entry.stamp == Some(found.stamp)
        {
            return Ok(Before { manifest, listed: None });
        }
        // Another copy of the program was here, or the private folder is an old one: the edition's own list counts too.
        let remembered = entry.map(|entry| entry.hash);
        let listed = self.listed(edition)?.filter(|listed| listed.get(&list).copied() != remembered);
        Ok(Before { manifest, listed })
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        // With a journal the next run still needs the staged files. Without, a failure here is mended then, too.
        if held(&self.unfinished).is_none() {
            let _ = self.clear_stage();
        }
    }
}

/// What was published before.
pub(super) struct Before {
    pub manifest: Option<Manifest>,
    /// The edition's own list, when it says something else than the manifest.
    pub listed: Option<BTreeMap<OutPath, ContentHash>>,
}

impl Before {
    /// The fingerprint of a file we wrote, if its stamp shows that nobody touched it since.
    pub fn untouched(&self, path: &OutPath, stamp: Stamp) -> Option<ContentHash> {
        let entry = self.manifest.as_ref()?.files.get(path)?;
        (entry.stamp == Some(stamp)).then_some(entry.hash)
    }

    /// What the file at an address was made of.
    pub fn made_of(&self, path: &OutPath) -> Option<ContentHash> {
        self.manifest.as_ref()?.files.get(path)?.made_of
    }

    /// Whether we wrote a file with this fingerprint there.
    pub fn wrote(&self, path: &OutPath, hash: ContentHash) -> bool {
        self.hashes(path).contains(&Some(hash))
    }

    /// Whether we wrote any file there.
    pub fn knows(&self, path: &OutPath) -> bool {
        self.hashes(path) != [None, None]
    }

    fn hashes(&self, path: &OutPath) -> [Option<ContentHash>; 2] {
        let remembered = self.manifest.as_ref().and_then(|manifest| manifest.files.get(path));
        let listed = self.listed.as_ref().and_then(|listed| listed.get(path));
        [remembered.map(|entry| entry.hash), listed.copied()]
    }

    /// Every address at which we wrote something.
    pub fn paths(&self) -> impl Iterator<Item = &OutPath> {
        let files = self.manifest.as_ref().map(|manifest| &manifest.files);
        let listed = self.listed.iter().flat_map(BTreeMap::keys);
        let only_listed = listed.filter(move |path| files.is_none_or(|files| !files.contains_key(*path)));
        files.into_iter().flat_map(BTreeMap::keys).chain(only_listed)
    }
}

/// Locks a value; a thread that panicked while it held the lock leaves nothing half-changed.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Whether an edition's folder may be called so: one plain name without a dot.
pub(super) fn is_edition_name(name: &str) -> bool {
    !name.contains(['/', '.']) && OutPath::new(name).is_some()
}

pub(super) fn make_private(disk: &Disk, private: &Utf8Path) -> Result<Utf8PathBuf, OutputTrouble> {
    const DOING: &str = "making the private folder";
    let trouble = |error| OutputTrouble::io(DOING, private)(error);
    let found = disk.look(private).map_err(trouble)?;
    if found.is_some_and(|found| found.kind != Kind::Folder) {
        let says = "Where the private folder should be there is a file, or a link to another place.";
        return Err(OutputTrouble::new(private, DOING, says, "Move it away, then build again."));
    }
    disk.make_private_folder(private).map_err(trouble)?;
    let private = disk.real_path(private).map_err(trouble)?;
    let ignore = private.join(".gitignore");
    if disk.look(&ignore).map_err(trouble)?.is_none() {
        disk.write(&ignore, b"*\n").map_err(trouble)?;
    }
    Ok(private)
}

fn lock(disk: &Disk, private: &Utf8Path, patience: u32) -> Result<(Option<File>, Option<Notice>), OutputTrouble> {
    const DOING: &str = "waiting for another build";
    let path = private.join("lock");
    let file = disk.open_to_lock(&path).map_err(OutputTrouble::io(DOING, &path))?;
    for attempt in 0..=patience {
        match file.try_lock() {
            Ok(()) => return Ok((Some(file), None)),
            Err(TryLockError::WouldBlock) if attempt < patience => std::thread::sleep(Duration::from_millis(100)),
            Err(TryLockError::WouldBlock) => {}
            // Some shared drives cannot lock; that is no reason not to build.
            Err(TryLockError::Error(_)) => return Ok((None, Some(Notice::NoLock))),
        }
    }
    let fix = "Wait until it has finished, then build again.";
    Err(OutputTrouble::new(private, DOING, "Another build of this portfolio is at work.", fix))
}

/// A name for an `out`: by its place in the portfolio where it is inside, so that a portfolio can be moved.
fn out_key(disk: &Disk, out: &Utf8Path, portfolio: &Utf8Path) -> String {
    let portfolio = disk.real_path(portfolio).unwrap_or_else(|_| portfolio.to_owned());
    let place = match out.strip_prefix(&portfolio) {
        Ok(inside) => format!("inside {inside}"),
        Err(_) => format!("at {out}"),
    };
    ContentHash::of(place.as_bytes()).short()
}
