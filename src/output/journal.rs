//! The list of what a publish is about to do, written down before it begins, and what the next run does with it.
//!
//! After an interruption everything that was to go away goes first. What was to come is finished only as far as it may
//! still be shown; a file that could not be finished stays as it was, and what we remember says so.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::commit::Ways;
use super::disk::Kind;
use super::manifest::{EditionCard, Entry, Manifest, reliances, seal, unseal};
use super::workplace::held;
use super::{ContentHash, Notice, OutputTrouble, Spot, Workplace};
use crate::plan::OutPath;

const DOING: &str = "finishing an interrupted build";

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    pub editions: Vec<JournalEdition>,
    pub steps: Vec<Step>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct JournalEdition {
    pub name: String,
    /// `None` for an edition that goes away.
    pub card: Option<EditionCard>,
}

/// What happens to one file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Step {
    /// Which edition, by its place in the list.
    pub edition: usize,
    pub path: OutPath,
    /// The fingerprint of our own file that is there now.
    pub old: Option<ContentHash>,
    pub act: Act,
    /// The fingerprint of what is there now, when somebody changed our file by hand and it is to be kept aside.
    pub edited: Option<ContentHash>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Act {
    Delete,
    /// A staged file takes its place.
    Put(Entry),
    /// The file stays, but is remembered otherwise.
    Note(Entry),
}

/// What lies at an address of ours.
enum Found {
    Nothing,
    File(ContentHash),
    /// A folder, a link, or something behind a link.
    Other,
}

impl Found {
    fn is(&self, hash: Option<ContentHash>) -> bool {
        matches!(self, Found::File(found) if Some(*found) == hash)
    }
}

impl Workplace {
    pub(super) fn write_journal(&self, journal: &Journal) -> Result<(), OutputTrouble> {
        let path = self.journal_path();
        let written = self.disk.write_safely(&self.part_path(), &path, &seal("journal", journal));
        if written.is_err() {
            // Perhaps it is there in spite of the error, and then the next run would begin where we gave up.
            let _ = self.disk.remove(&path);
        }
        written.map_err(OutputTrouble::io("writing down what is about to happen", &path))
    }

    pub(super) fn read_journal(&self) -> Result<Option<Journal>, OutputTrouble> {
        let path = self.journal_path();
        let trouble = |error| OutputTrouble::io(DOING, &path)(error);
        if self.disk.look(&path).map_err(trouble)?.is_none() {
            return Ok(None);
        }
        let bytes = self.disk.read(&path).map_err(trouble)?;
        let journal = unseal::<Journal>("journal", &bytes);
        let whole = |journal: &Journal| journal.steps.iter().all(|step| step.edition < journal.editions.len());
        let journal = journal.filter(whole);
        if journal.is_none() {
            self.disk.remove(&path).map_err(trouble)?;
        }
        Ok(journal)
    }

    pub(super) fn remove_journal(&self) -> Result<(), OutputTrouble> {
        let path = self.journal_path();
        self.disk.remove(&path).map_err(OutputTrouble::io("tidying up after publishing", &path))
    }

    /// Deletes what an interrupted run was to delete.
    pub(super) fn delete_again(&self, journal: &Journal) -> Result<(), OutputTrouble> {
        let mut ways = Ways::new(self);
        for step in journal.steps.iter().filter(|step| matches!(step.act, Act::Delete)) {
            let edition = &journal.editions[step.edition].name;
            match self.found(&mut ways, edition, &step.path)? {
                Found::File(hash) if Some(hash) == step.old => self.delete(edition, &step.path)?,
                Found::File(hash) if Some(hash) == step.edited => self.set_aside(edition, &step.path, hash)?,
                // Somebody put a file of their own where ours was.
                Found::Nothing | Found::File(_) | Found::Other => {}
            }
        }
        self.remove_empty_folders(journal)
    }

    /// Finishes what an interrupted run began, as far as what it relied on is still valid. Does nothing otherwise.
    ///
    /// Staging and publishing do so themselves and trust nothing old, because they bring everything anew.
    pub fn finish_interrupted(&self, still_valid: impl Fn(&str) -> bool) -> Result<(), OutputTrouble> {
        let mut unfinished = held(&self.unfinished);
        let Some(journal) = &*unfinished else { return Ok(()) };
        self.delete_again(journal)?;
        for (at, edition) in journal.editions.iter().enumerate() {
            let steps = journal.steps.iter().filter(|step| step.edition == at);
            match &edition.card {
                Some(card) => self.finish_edition(&edition.name, card, steps, &still_valid)?,
                None => self.forget(&edition.name)?,
            }
        }
        self.remove_journal()?;
        self.clear_stage()?;
        *unfinished = None;
        Ok(())
    }

    fn finish_edition<'j>(
        &self,
        edition: &str,
        card: &EditionCard,
        steps: impl Iterator<Item = &'j Step>,
        still_valid: &impl Fn(&str) -> bool,
    ) -> Result<(), OutputTrouble> {
        let mut ways = Ways::new(self);
        let mut manifest = self.before(edition)?.manifest.unwrap_or_default().under(card.clone());
        for step in steps {
            let entry = match &step.act {
                Act::Put(entry) => entry,
                Act::Note(entry) => {
                    manifest.files.insert(step.path.clone(), entry.clone());
                    continue;
                }
                Act::Delete => {
                    manifest.files.remove(&step.path);
                    continue;
                }
            };
            let found = self.found(&mut ways, edition, &step.path)?;
            let valid = reliances(card, &entry.relies).all(still_valid);
            if found.is(Some(entry.hash)) || valid && self.put_again(edition, step, entry.hash, &found)? {
                manifest.files.insert(step.path.clone(), entry.clone());
            } else if matches!(found, Found::Nothing) {
                manifest.files.remove(&step.path);
            }
        }
        self.remember(edition, &manifest.pruned())
    }

    /// Moves a staged file into place if it is still there and nobody put something else there since.
    fn put_again(&self, edition: &str, step: &Step, hash: ContentHash, found: &Found) -> Result<bool, OutputTrouble> {
        let as_it_was = matches!(found, Found::Nothing) || found.is(step.old) || found.is(step.edited);
        let Some(waiting) = self.waiting(edition, &step.path, hash)?.filter(|_| as_it_was) else { return Ok(false) };
        if let Some(edited) = step.edited.filter(|edited| found.is(Some(*edited))) {
            self.set_aside(edition, &step.path, edited)?;
        }
        self.move_into_place(&waiting, edition, &step.path)?;
        Ok(true)
    }

    /// The staged file for an address, if it is whole.
    fn waiting(&self, edition: &str, path: &OutPath, hash: ContentHash) -> Result<Option<Utf8PathBuf>, OutputTrouble> {
        for stage in self.stages() {
            let waiting = stage.join(edition).join(path.as_str());
            let trouble = |error| OutputTrouble::io(DOING, &waiting)(error);
            let found = self.disk.look(&waiting).map_err(trouble)?;
            if found.is_some_and(|found| found.kind == Kind::File)
                && ContentHash::of(&self.disk.read(&waiting).map_err(trouble)?) == hash
            {
                return Ok(Some(waiting));
            }
        }
        Ok(None)
    }

    fn found(&self, ways: &mut Ways<'_>, edition: &str, path: &OutPath) -> Result<Found, OutputTrouble> {
        if ways.blocked(edition, path.folder())?.is_some() {
            return Ok(Found::Other);
        }
        let target = self.target(edition, path);
        let trouble = |error| OutputTrouble::io(DOING, &target)(error);
        Ok(match self.disk.look(&target).map_err(trouble)?.map(|found| found.kind) {
            None => Found::Nothing,
            Some(Kind::File) => Found::File(ContentHash::of(&self.disk.read(&target).map_err(trouble)?)),
            Some(Kind::Folder | Kind::Other) => Found::Other,
        })
    }

    pub(super) fn delete(&self, edition: &str, path: &OutPath) -> Result<(), OutputTrouble> {
        let target = self.target(edition, path);
        self.disk.remove(&target).map_err(OutputTrouble::io("taking a page down", &target))
    }

    /// Moves a staged file to its address.
    pub(super) fn move_into_place(
        &self,
        waiting: &Utf8Path,
        edition: &str,
        path: &OutPath,
    ) -> Result<(), OutputTrouble> {
        let target = self.target(edition, path);
        let trouble = |error| OutputTrouble::io("putting a page in its place", &target)(error);
        let folder = target.parent().unwrap_or(&target);
        if self.disk.look(folder).map_err(trouble)?.is_none() {
            self.disk.make_folder(folder).map_err(trouble)?;
        }
        self.disk.rename(waiting, &target).map_err(trouble)
    }

    /// Moves a file that somebody changed by hand to the private folder.
    pub(super) fn set_aside(&self, edition: &str, path: &OutPath, hash: ContentHash) -> Result<(), OutputTrouble> {
        let target = self.target(edition, path);
        let trouble = |error| OutputTrouble::io("keeping a changed page aside", &target)(error);
        let flat = path.as_str().replace('/', "-");
        let name = match flat.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}-{}.{ending}", hash.short()),
            None => format!("{flat}-{}", hash.short()),
        };
        let folder = self.private.join("kept").join(edition);
        let kept = folder.join(&name);
        self.disk.make_folder(&folder).map_err(trouble)?;
        if self.disk.rename(&target, &kept).is_err() {
            // The private folder is on another disk.
            let bytes = self.disk.read(&target).map_err(trouble)?;
            self.disk.write_safely(&self.part_path(), &kept, &bytes).map_err(trouble)?;
            self.disk.remove(&target).map_err(trouble)?;
        }
        self.notice(Notice::KeptAside { spot: Spot { edition: edition.to_owned(), path: path.clone() }, kept });
        Ok(())
    }

    /// Removes folders that became empty because we deleted what was in them.
    pub(super) fn remove_empty_folders(&self, journal: &Journal) -> Result<(), OutputTrouble> {
        let mut folders = BTreeSet::new();
        for step in journal.steps.iter().filter(|step| matches!(step.act, Act::Delete)) {
            let target = self.target(&journal.editions[step.edition].name, &step.path);
            let above = target.ancestors().skip(1).take_while(|folder| *folder != self.out);
            folders.extend(above.map(Utf8Path::to_owned));
        }
        // The deeper folder sorts behind the one it is in.
        for folder in folders.iter().rev() {
            self.disk.remove_if_empty(folder).map_err(OutputTrouble::io("removing empty folders", folder))?;
        }
        Ok(())
    }

    /// Writes down what an edition consists of.
    pub(super) fn remember(&self, edition: &str, manifest: &Manifest) -> Result<(), OutputTrouble> {
        let path = self.manifest_path(edition);
        let trouble = |error| OutputTrouble::io("writing down what was published", &path)(error);
        let part = self.part_path_of(edition);
        self.disk.make_folder(path.parent().unwrap_or(&path)).map_err(trouble)?;
        self.disk.write(&part, &manifest.bytes()).map_err(trouble)?;
        self.disk.rename(&part, &path).map_err(trouble)
    }

    pub(super) fn forget(&self, edition: &str) -> Result<(), OutputTrouble> {
        let path = self.manifest_path(edition);
        self.disk.remove(&path).map_err(OutputTrouble::io("forgetting an edition", &path))
    }
}
