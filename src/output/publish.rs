//! Puts complete editions in the place of the old ones, and takes away editions that are no longer wanted.

use std::collections::BTreeSet;

use super::commit::{Change, Done, Obstacle};
use super::{Notice, Others, OutputTrouble, Spot, StagedEdition, Workplace, edition_file};

/// What a publish did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// How many files were written.
    pub written: usize,
    /// How many were right already.
    pub unchanged: usize,
    /// The files that are there now and were not before.
    pub added: Vec<Spot>,
    /// The files that were there and say something else now.
    pub changed: Vec<Spot>,
    /// The files that went away.
    pub deleted: Vec<Spot>,
    /// Files that went away, or that a neutral page took the place of, in editions that were not published now.
    pub taken_down: Vec<Spot>,
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
        self.publish_with(editions, configured, None)
    }

    /// Publishes some of the editions; from the others goes, in the same step, what relies on something no longer valid.
    pub fn publish_some(
        &mut self,
        editions: Vec<StagedEdition>,
        configured: &BTreeSet<String>,
        still_valid: impl Fn(&str) -> bool,
    ) -> Result<Published, OutputTrouble> {
        self.publish_with(editions, configured, Some(&still_valid))
    }

    fn publish_with(
        &mut self,
        editions: Vec<StagedEdition>,
        configured: &BTreeSet<String>,
        still_valid: Option<&dyn Fn(&str) -> bool>,
    ) -> Result<Published, OutputTrouble> {
        self.finish_interrupted(|_| false)?;
        let mut changes: Vec<Change> = editions.into_iter().map(Change::from).collect();
        changes.sort_by(|a, b| a.edition.cmp(&b.edition));
        let files = |change: &Change| change.after.as_ref().map_or(0, |after| after.files.len());
        let total: usize = changes.iter().map(files).sum();
        let staged: BTreeSet<String> = changes.iter().map(|change| change.edition.clone()).collect();
        let mut untouched = BTreeSet::new();
        for other in self.known_editions()?.into_iter().filter(|known| !staged.contains(known)) {
            if !configured.contains(&other) {
                changes.push(self.gone(other)?);
            } else if let Some(still_valid) = still_valid {
                changes.extend(self.without_withdrawn(other.clone(), still_valid, None)?);
                untouched.insert(other);
            }
        }
        let done = self.commit(changes)?;
        self.tidy_photos(&match still_valid {
            Some(still_valid) if !configured.is_subset(&staged) => Others::StayWhile(still_valid),
            _ => Others::Go,
        });
        if let Some(still_valid) = still_valid {
            self.tell_elsewhere(still_valid)?;
        }
        Ok(told(done, total, &untouched, self.take_notices()))
    }

    /// An edition that is no longer wanted goes.
    fn gone(&self, edition: String) -> Result<Change, OutputTrouble> {
        let before = self.before(&edition)?;
        Ok(Change { edition, before, after: None, staged: BTreeSet::new(), obstacle: Obstacle::Refuse })
    }
}

/// What a publish of so many files did. Whatever changed in an edition that was not published now came down.
fn told(done: Done, total: usize, untouched: &BTreeSet<String>, notices: Vec<Notice>) -> Published {
    let is_elsewhere = |spot: &Spot| untouched.contains(&spot.edition);
    let (down, deleted): (Vec<Spot>, Vec<Spot>) = done.deleted.into_iter().partition(is_elsewhere);
    let (replaced, put): (Vec<Spot>, Vec<Spot>) = done.put.into_iter().partition(is_elsewhere);
    let down = down.into_iter().chain(replaced).filter(|spot| spot.path != edition_file::path());
    let (added, changed): (Vec<Spot>, Vec<Spot>) = put.into_iter().partition(|spot| done.added.contains(spot));
    let written = added.len() + changed.len();
    Published { written, unchanged: total - written, added, changed, deleted, taken_down: down.collect(), notices }
}

impl From<StagedEdition> for Change {
    fn from(staged: StagedEdition) -> Change {
        let StagedEdition { edition, before, manifest, staged } = staged;
        Change { edition, before, after: Some(manifest), staged, obstacle: Obstacle::Refuse }
    }
}
