//! Who keeps the files of a run: the stage on disk, a map in memory, or nobody.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Album;
use crate::output::{EditionCard, Outgoing, OutputTrouble, PhotoStore, Stage, StagedEdition, Workplace};
use crate::plan::OutPath;

/// Takes files as they are made, from many threads. Whoever does not say what becomes of them keeps none.
pub trait Sink: Sync {
    /// Whether files are wanted at all: what takes long and tells nothing is then left.
    fn wants_files(&self) -> bool {
        true
    }

    /// Photos of earlier runs, where they are kept.
    fn photos(&self) -> Option<&PhotoStore> {
        None
    }

    /// Photos of this run's earlier states, where it has any. Whoever has such an album asks for their pictures later, so
    /// those that are in it are not put again.
    fn album(&self) -> Option<&Album> {
        None
    }

    /// One file of an edition.
    fn put(&self, edition: &str, out: Outgoing<'_>, bytes: &[u8]) -> Result<(), OutputTrouble> {
        let _ = (edition, out, bytes);
        Ok(())
    }

    /// Keeps a file that was made of the same before, where there is one; else says no, and it has to be made.
    fn keep(&self, edition: &str, out: &Outgoing<'_>) -> Result<bool, OutputTrouble> {
        let _ = (edition, out);
        Ok(false)
    }

    /// Whether a page with these words need not even be made: nobody wants it, and it says nothing that it may not.
    fn sees_nothing_in(&self, path: &OutPath, words: &str) -> bool {
        let _ = (path, words);
        false
    }

    /// A file that was put is not wanted after all.
    fn take_back(&self, edition: &str, path: &OutPath) -> Result<(), OutputTrouble> {
        let _ = (edition, path);
        Ok(())
    }

    /// The edition is complete.
    fn finish(&self, edition: &str, card: EditionCard) -> Result<(), OutputTrouble> {
        let _ = (edition, card);
        Ok(())
    }
}

/// Nobody keeps anything: for `check`.
pub struct Nowhere;

impl Sink for Nowhere {
    fn wants_files(&self) -> bool {
        false
    }
}

/// Nobody keeps anything, but photos of earlier runs are looked at.
pub struct OnlyPhotos<'s>(pub &'s PhotoStore);

impl Sink for OnlyPhotos<'_> {
    fn wants_files(&self) -> bool {
        false
    }

    fn photos(&self) -> Option<&PhotoStore> {
        Some(self.0)
    }
}

/// Keeps what is said of each edition as a whole, and no file: for its mark.
#[derive(Default)]
pub struct Cards {
    cards: Mutex<BTreeMap<String, EditionCard>>,
}

impl Cards {
    /// The card of each edition.
    pub fn into_cards(self) -> BTreeMap<String, EditionCard> {
        self.cards.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Cards {
    fn finish(&self, edition: &str, card: EditionCard) -> Result<(), OutputTrouble> {
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).insert(edition.to_owned(), card);
        Ok(())
    }
}

/// Everything in memory, by edition and address: for tests and for the preview.
#[derive(Debug, Default)]
pub struct InMemory {
    files: Mutex<BTreeMap<(String, OutPath), Vec<u8>>>,
}

impl InMemory {
    /// Every file.
    pub fn into_files(self) -> BTreeMap<(String, OutPath), Vec<u8>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for InMemory {
    fn take_back(&self, edition: &str, path: &OutPath) -> Result<(), OutputTrouble> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.remove(&(edition.to_owned(), path.clone()));
        Ok(())
    }

    fn put(&self, edition: &str, out: Outgoing<'_>, bytes: &[u8]) -> Result<(), OutputTrouble> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert((edition.to_owned(), out.path.clone()), bytes.to_owned());
        Ok(())
    }
}

/// Keeps nothing but what is remembered of photos: a preview makes each file when it is asked for.
pub struct OnDemand<'s> {
    /// Photos of earlier runs.
    pub store: &'s PhotoStore,
    /// Photos of earlier states.
    pub album: &'s Album,
}

impl Sink for OnDemand<'_> {
    fn photos(&self) -> Option<&PhotoStore> {
        Some(self.store)
    }

    fn album(&self) -> Option<&Album> {
        Some(self.album)
    }
}

/// The stage on disk; each edition's begins with its first file.
pub struct OnStage<'w> {
    workplace: &'w Workplace,
    stages: Mutex<BTreeMap<String, Arc<Stage<'w>>>>,
    complete: Mutex<Vec<StagedEdition>>,
}

impl<'w> OnStage<'w> {
    /// Stages in a workplace.
    pub fn new(workplace: &'w Workplace) -> OnStage<'w> {
        OnStage { workplace, stages: Mutex::default(), complete: Mutex::default() }
    }

    /// The editions that were completed.
    pub fn into_staged(self) -> Vec<StagedEdition> {
        let mut complete = self.complete.into_inner().unwrap_or_else(PoisonError::into_inner);
        complete.sort_by(|a, b| a.name().cmp(b.name()));
        complete
    }

    fn stage(&self, edition: &str) -> Result<Arc<Stage<'w>>, OutputTrouble> {
        let stages = || self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let known = stages().get(edition).map(Arc::clone);
        if let Some(stage) = known {
            return Ok(stage);
        }
        // Its list is long, and other editions need not wait while it is read.
        let stage = Arc::new(self.workplace.stage(edition)?);
        Ok(Arc::clone(stages().entry(edition.to_owned()).or_insert(stage)))
    }
}

impl Sink for OnStage<'_> {
    fn photos(&self) -> Option<&PhotoStore> {
        Some(self.workplace.photos())
    }

    fn take_back(&self, edition: &str, path: &OutPath) -> Result<(), OutputTrouble> {
        self.stage(edition)?.take_back(path)
    }

    fn put(&self, edition: &str, out: Outgoing<'_>, bytes: &[u8]) -> Result<(), OutputTrouble> {
        self.stage(edition)?.put(out, bytes).map(|_| ())
    }

    fn keep(&self, edition: &str, out: &Outgoing<'_>) -> Result<bool, OutputTrouble> {
        self.stage(edition)?.keep(out)
    }

    fn finish(&self, edition: &str, card: EditionCard) -> Result<(), OutputTrouble> {
        let stage = self.stage(edition)?;
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).remove(edition);
        let stage = Arc::into_inner(stage).expect("every file of the edition was put before it is finished");
        let staged = stage.finish(card)?;
        self.complete.lock().unwrap_or_else(PoisonError::into_inner).push(staged);
        Ok(())
    }
}
