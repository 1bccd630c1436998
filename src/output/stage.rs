//! Files of an edition waiting to be published, where nobody can see them yet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use camino::Utf8Path;

use super::disk::Kind;
use super::manifest::{Entry, Manifest};
use super::workplace::{Before, held, is_edition_name};
use super::{ContentHash, EditionCard, OutputTrouble, Role, Workplace, edition_file};
use crate::plan::{Fingerprint, OutPath};
use crate::sources::Stamp;

/// What became of a file that was put on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// The very same bytes are published already.
    Unchanged,
    /// It waits to be published.
    Staged,
}

/// A file on its way: everything about it but its bytes.
pub struct Outgoing<'f> {
    /// Where it goes.
    pub path: &'f OutPath,
    /// What it relies on, as places in the list of the card that ends the edition.
    pub relies: Vec<u32>,
    /// What a takedown does with it.
    pub role: Role,
    /// What it is made of, where that tells whether it has to be made again.
    pub made_of: Option<Fingerprint>,
}

impl Outgoing<'_> {
    /// A file about one thing, of which nothing else is known.
    pub fn own(path: &OutPath, relies: Vec<u32>) -> Outgoing<'_> {
        Outgoing { path, relies, role: Role::Own, made_of: None }
    }
}

/// One edition in the making. Files may be put from many threads at once.
pub struct Stage<'w> {
    workplace: &'w Workplace,
    edition: String,
    before: Before,
    /// Nothing was published there, so nothing need be compared.
    fresh: bool,
    laid: Mutex<Vec<(OutPath, Entry, Put)>>,
}

/// One edition, complete and ready to be published.
pub struct StagedEdition {
    pub(super) edition: String,
    pub(super) before: Before,
    pub(super) manifest: Manifest,
    pub(super) staged: BTreeSet<OutPath>,
}

impl StagedEdition {
    /// Which edition.
    pub fn name(&self) -> &str {
        &self.edition
    }
}

impl Workplace {
    /// Begins an edition; its name is its folder's name, one plain word.
    pub fn stage(&self, edition: &str) -> Result<Stage<'_>, OutputTrouble> {
        const DOING: &str = "beginning an edition";
        if !is_edition_name(edition) {
            let says = format!("{edition} cannot be the name of an edition.");
            let fix = "Use small letters, digits and hyphens only.";
            return Err(OutputTrouble::new(Utf8Path::new(edition), DOING, says, fix));
        }
        self.finish_interrupted(|_| false)?;
        let folder = self.out.join(edition);
        let fresh = self.disk.look(&folder).map_err(OutputTrouble::io(DOING, &folder))?.is_none();
        let before = self.before(edition)?;
        Ok(Stage { workplace: self, edition: edition.to_owned(), before, fresh, laid: Mutex::default() })
    }

    /// Puts bytes where they wait for an address of an edition.
    pub(super) fn lay(&self, edition: &str, path: &OutPath, bytes: &[u8]) -> Result<(), OutputTrouble> {
        let waiting = self.staging()?.join(edition).join(path.as_str());
        self.disk.write(&waiting, bytes).map_err(OutputTrouble::io("getting a page ready", &waiting))
    }
}

impl Stage<'_> {
    /// Puts a file on the stage.
    pub fn put(&self, out: Outgoing<'_>, bytes: &[u8]) -> Result<Put, OutputTrouble> {
        let Outgoing { path, relies, role, made_of } = out;
        let hash = ContentHash::of(bytes);
        let stamp = self.published(path, hash, bytes.len())?;
        let put = if stamp.is_some() { Put::Unchanged } else { Put::Staged };
        if put == Put::Staged {
            self.workplace.lay(&self.edition, path, bytes)?;
        }
        let made_of = made_of.map(known);
        held(&self.laid).push((path.clone(), Entry { hash, stamp, relies, role, made_of }, put));
        Ok(put)
    }

    /// Puts the published file on the stage as it is, where it was made of the same and nobody touched it since. Says
    /// whether it could.
    pub fn keep(&self, out: &Outgoing<'_>) -> Result<bool, OutputTrouble> {
        let made_of = out.made_of.map(known);
        let Outgoing { path, relies, role, .. } = out;
        if self.fresh || made_of.is_none() || self.before.made_of(path) != made_of {
            return Ok(false);
        }
        let target = self.workplace.target(&self.edition, path);
        let found = self.workplace.disk.look(&target);
        let found = found.map_err(OutputTrouble::io("comparing with the published page", &target))?;
        let Some(stamp) = found.filter(|found| found.kind == Kind::File).map(|found| found.stamp) else {
            return Ok(false);
        };
        let Some(hash) = self.before.untouched(path, stamp) else { return Ok(false) };
        let entry = Entry { hash, stamp: Some(stamp), relies: relies.clone(), role: *role, made_of };
        held(&self.laid).push(((*path).clone(), entry, Put::Unchanged));
        Ok(true)
    }

    /// Takes a file off the stage again, as if it had never been put.
    pub fn take_back(&self, path: &OutPath) -> Result<(), OutputTrouble> {
        let laid = std::mem::take(&mut *held(&self.laid));
        let (gone, kept): (Vec<_>, Vec<_>) = laid.into_iter().partition(|(known, _, _)| known == path);
        *held(&self.laid) = kept;
        if gone.iter().any(|(_, _, put)| *put == Put::Staged) {
            let waiting = self.workplace.staging()?.join(&self.edition).join(path.as_str());
            self.workplace.disk.remove(&waiting).map_err(OutputTrouble::io("leaving a file out", &waiting))?;
        }
        Ok(())
    }

    /// The stamp of the published file, if it has these very bytes.
    fn published(&self, path: &OutPath, hash: ContentHash, size: usize) -> Result<Option<Stamp>, OutputTrouble> {
        if self.fresh {
            return Ok(None);
        }
        let target = self.workplace.target(&self.edition, path);
        let trouble = |error| OutputTrouble::io("comparing with the published page", &target)(error);
        let found = self.workplace.disk.look(&target).map_err(trouble)?;
        let Some(found) = found.filter(|found| found.kind == Kind::File && found.stamp.size == size as u64) else {
            return Ok(None);
        };
        let published = match self.before.untouched(path, found.stamp) {
            Some(hash) => hash,
            None => ContentHash::of(&self.workplace.disk.read(&target).map_err(trouble)?),
        };
        Ok((published == hash).then_some(found.stamp))
    }

    /// Completes the edition with its own list of files.
    pub fn finish(mut self, card: EditionCard) -> Result<StagedEdition, OutputTrouble> {
        let mut laid = std::mem::take(&mut *held(&self.laid));
        laid.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        let twice = laid.windows(2).find(|two| two[0].0 == two[1].0).map(|two| &two[0]);
        if let Some((path, ..)) = twice.or_else(|| laid.iter().find(|(path, ..)| *path == edition_file::path())) {
            return Err(clash(path));
        }
        let known = card.reliances.len();
        let lists_all = |entry: &Entry| entry.relies.iter().all(|index| (*index as usize) < known);
        assert!(laid.iter().all(|(_, entry, _)| lists_all(entry)), "a file relies on what is not listed");
        let is_staged = |(path, _, put): &(OutPath, Entry, Put)| (*put == Put::Staged).then(|| path.clone());
        let mut staged: BTreeSet<OutPath> = laid.iter().filter_map(is_staged).collect();
        let files: BTreeMap<OutPath, Entry> = laid.into_iter().map(|(path, entry, _)| (path, entry)).collect();
        if let Some(path) = under_a_file(&files) {
            return Err(clash(path));
        }
        let mut manifest = Manifest { card, files };
        let list = edition_file::path();
        self.laid = Mutex::default();
        let bytes = edition_file::write(&self.edition, &manifest);
        if self.put(Outgoing::own(&list, Vec::new()), &bytes)? == Put::Staged {
            staged.insert(list);
        }
        manifest.files.extend(held(&self.laid).drain(..).map(|(path, entry, _)| (path, entry)));
        Ok(StagedEdition { edition: self.edition, before: self.before, manifest, staged })
    }
}

/// An address that has a file where another address needs a folder.
fn under_a_file(files: &BTreeMap<OutPath, Entry>) -> Option<&OutPath> {
    let mut folders = BTreeSet::new();
    for mut folder in files.keys().filter_map(OutPath::folder) {
        while folders.insert(folder)
            && let Some(end) = folder.rfind('/')
        {
            folder = &folder[..end];
        }
    }
    files.keys().find(|path| folders.contains(path.as_str()))
}

fn known(made_of: Fingerprint) -> ContentHash {
    ContentHash::half_of(made_of.as_bytes())
}

fn clash(path: &OutPath) -> OutputTrouble {
    let fix = "This is a fault of carefolio. Please report it; your site is as it was.";
    let says = "Two pages of an edition want the same address.";
    OutputTrouble::new(Utf8Path::new(path.as_str()), "completing an edition", says, fix)
}
