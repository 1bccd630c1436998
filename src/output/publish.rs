//! Puts complete editions in the place of the old ones, and takes away editions that are no longer wanted.

use std::collections::BTreeSet;

use super::commit::{Change, Obstacle};
use super::{Notice, OutputTrouble, Spot, StagedEdition, Workplace};

/// What a publish did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// How many files were written.
    pub written: usize,
    /// How many were right already.
    pub unchanged: usize,
    /// The files that went away.
    pub deleted: Vec<Spot>,
    /// What else is worth knowing.
    pub notices: Vec<Notice>,
}

impl Workplace {
    /// Publishes editions all together. `configured` names every edition that may stay, published now or not.
    ///
    /// When something that we did not write is in the way, nothing is changed at all.
    pub fn publish(
        &mut self,
        editions: Vec<StagedEdition>,
        configured: &BTreeSet<String>,
    ) -> Result<Published, OutputTrouble> {
        self.finish_interrupted(|_| false)?;
        let mut changes: Vec<Change> = editions.into_iter().map(Change::from).collect();
        changes.sort_by(|a, b| a.edition.cmp(&b.edition));
        let files = |change: &Change| change.after.as_ref().map_or(0, |after| after.files.len());
        let total: usize = changes.iter().map(files).sum();
        let staged: BTreeSet<String> = changes.iter().map(|change| change.edition.clone()).collect();
        for retired in self.known_editions()? {
            if !staged.contains(&retired) && !configured.contains(&retired) {
                let before = self.before(&retired)?;
                changes.push(Change { edition: retired, before, after: None, staged: BTreeSet::new() });
            }
        }
        let done = self.commit(changes, Obstacle::Refuse)?;
        Ok(Published {
            written: done.put.len(),
            unchanged: total - done.put.len(),
            deleted: done.deleted.into_iter().collect(),
            notices: self.take_notices(),
        })
    }
}

impl From<StagedEdition> for Change {
    fn from(staged: StagedEdition) -> Change {
        let StagedEdition { edition, before, manifest, staged } = staged;
        Change { edition, before, after: Some(manifest), staged }
    }
}
