//! Who keeps the files of a run: the stage on disk, a map in memory, or nobody.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::output::{EditionCard, OutputTrouble, Role, Stage, StagedEdition, Workplace};
use crate::plan::OutPath;

/// Takes files as they are made, from many threads.
pub trait Sink: Sync {
    /// Whether files are wanted at all.
    fn wants_files(&self) -> bool {
        true
    }

    /// Whether only problems are wanted: pages that cannot have any need not be made.
    fn wants_problems_only(&self) -> bool {
        false
    }

    /// One file of an edition; `relies` are places in the list of the card that ends the edition.
    fn put(
        &self,
        edition: &str,
        path: &OutPath,
        bytes: &[u8],
        relies: Vec<u32>,
        role: Role,
    ) -> Result<(), OutputTrouble>;

    /// The edition is complete.
    fn finish(&self, edition: &str, card: EditionCard) -> Result<(), OutputTrouble>;
}

/// Nobody keeps anything: for `check`.
pub struct Nowhere;

impl Sink for Nowhere {
    fn wants_problems_only(&self) -> bool {
        true
    }

    fn put(&self, _: &str, _: &OutPath, _: &[u8], _: Vec<u32>, _: Role) -> Result<(), OutputTrouble> {
        Ok(())
    }

    fn finish(&self, _: &str, _: EditionCard) -> Result<(), OutputTrouble> {
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
    fn put(&self, edition: &str, path: &OutPath, bytes: &[u8], _: Vec<u32>, _: Role) -> Result<(), OutputTrouble> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert((edition.to_owned(), path.clone()), bytes.to_owned());
        Ok(())
    }

    fn finish(&self, _: &str, _: EditionCard) -> Result<(), OutputTrouble> {
        Ok(())
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
        self.complete.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn stage(&self, edition: &str) -> Result<Arc<Stage<'w>>, OutputTrouble> {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stage) = stages.get(edition) {
            return Ok(Arc::clone(stage));
        }
        let stage = Arc::new(self.workplace.stage(edition)?);
        stages.insert(edition.to_owned(), Arc::clone(&stage));
        Ok(stage)
    }
}

impl Sink for OnStage<'_> {
    fn put(
        &self,
        edition: &str,
        path: &OutPath,
        bytes: &[u8],
        relies: Vec<u32>,
        role: Role,
    ) -> Result<(), OutputTrouble> {
        self.stage(edition)?.put(path, bytes, relies, role).map(|_| ())
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
