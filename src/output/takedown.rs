//! Takes down what may not be shown any more while the content has errors and no edition can be replaced.

use std::collections::{BTreeMap, BTreeSet};

use super::commit::{Change, Obstacle};
use super::manifest::{Entry, Manifest, Role};
use super::workplace::Before;
use super::{ContentHash, Notice, Others, OutputTrouble, Spot, StagedEdition, Workplace, edition_file};
use crate::plan::OutPath;

/// What a takedown did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenDown {
    /// The files that went away.
    pub deleted: Vec<Spot>,
    /// The shared pages that a neutral page took the place of.
    pub replaced: Vec<Spot>,
    /// What else is worth knowing.
    pub notices: Vec<Notice>,
}

impl Workplace {
    /// Takes down every published file that relies on something no longer valid; the rest stays as it was.
    ///
    /// Of an edition in [`Workplace::unremembered`] we do not know what it relied on: there everything goes that is not
    /// the same in `staged`, the editions as they would be published if the content had no errors.
    pub fn take_down(
        &mut self,
        still_valid: impl Fn(&str) -> bool,
        staged: &[StagedEdition],
    ) -> Result<TakenDown, OutputTrouble> {
        self.finish_interrupted(&still_valid)?;
        // What was staged will not be published now, and a full disk may need its room.
        self.clear_stage()?;
        let mut changes = Vec::new();
        for edition in self.known_editions()? {
            let wanted = staged.iter().find(|staged| staged.edition == edition);
            changes.extend(self.without_withdrawn(edition, &still_valid, wanted)?);
        }
        let done = self.commit(changes)?;
        self.tidy_photos(&Others::StayWhile(&still_valid));
        self.tell_elsewhere(&still_valid)?;
        let told = |spots: BTreeSet<Spot>| spots.into_iter().filter(|spot| spot.path != edition_file::path()).collect();
        Ok(TakenDown { deleted: told(done.deleted), replaced: told(done.put), notices: self.take_notices() })
    }

    /// Folders that other builds were told to write to are out of reach here; that they need one again is told.
    pub(super) fn tell_elsewhere(&self, still_valid: &dyn Fn(&str) -> bool) -> Result<(), OutputTrouble> {
        for manifest in self.remembered_elsewhere()? {
            if !manifest.card.reliances.iter().all(|name| still_valid(name)) {
                self.notice(Notice::StillElsewhere);
            }
        }
        Ok(())
    }

    /// What a takedown would change in an edition, if anything.
    pub(super) fn without_withdrawn(
        &self,
        edition: String,
        still_valid: &dyn Fn(&str) -> bool,
        wanted: Option<&StagedEdition>,
    ) -> Result<Option<Change>, OutputTrouble> {
        let before = self.before(&edition)?;
        let (kept, doomed) = match &before.manifest {
            Some(manifest) => sift(manifest, &before, still_valid),
            None => sift_unremembered(&before, wanted),
        };
        let whole = doomed.is_empty() && before.manifest.is_some() && before.listed.is_none();
        if whole { Ok(None) } else { self.without(edition, before, kept, doomed).map(Some) }
    }

    /// An edition without its doomed files; shared ones among them get the neutral page. Where there is no room left to
    /// write, they go without one: taking down needs no room.
    fn without(
        &self,
        edition: String,
        before: Before,
        mut kept: Manifest,
        doomed: Vec<(OutPath, Role)>,
    ) -> Result<Change, OutputTrouble> {
        let list = edition_file::path();
        let mut staged = BTreeSet::new();
        let neutral = kept.card.neutral_page.clone();
        // Feeds and what the search page searches are not for reading: they go.
        let is_page = |path: &OutPath| path.as_str().ends_with(".html");
        let shared = doomed.into_iter().filter(|(path, role)| *role == Role::Shared && *path != list && is_page(path));
        for (path, role) in shared {
            if !self.lay_if_room(&edition, &path, neutral.as_bytes())? {
                continue;
            }
            let hash = ContentHash::of(neutral.as_bytes());
            kept.files.insert(path.clone(), Entry { hash, stamp: None, relies: Vec::new(), role, made_of: None });
            staged.insert(path);
        }
        kept.files.remove(&list);
        if kept.files.is_empty() {
            return Ok(Change { edition, before, after: None, staged, obstacle: Obstacle::LeaveAlone });
        }
        kept.card.mark.clear();
        let mut after = kept.pruned();
        let bytes = edition_file::write(&edition, &after);
        if !self.lay_if_room(&edition, &list, &bytes)? {
            return Ok(Change { edition, before, after: Some(after), staged, obstacle: Obstacle::LeaveAlone });
        }
        let entry =
            Entry { hash: ContentHash::of(&bytes), stamp: None, relies: Vec::new(), role: Role::Own, made_of: None };
        after.files.insert(list.clone(), entry);
        staged.insert(list);
        Ok(Change { edition, before, after: Some(after), staged, obstacle: Obstacle::LeaveAlone })
    }
}

impl Workplace {
    fn lay_if_room(&self, edition: &str, path: &OutPath, bytes: &[u8]) -> Result<bool, OutputTrouble> {
        match self.lay(edition, path, bytes) {
            Ok(()) => Ok(true),
            Err(trouble) if trouble.no_room => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }
}

/// Parts what is still valid from what must go.
fn sift(manifest: &Manifest, before: &Before, still_valid: &dyn Fn(&str) -> bool) -> (Manifest, Vec<(OutPath, Role)>) {
    let valid: Vec<bool> = manifest.card.reliances.iter().map(|name| still_valid(name)).collect();
    // A file that another copy of the program wrote: what it relies on is not remembered here.
    let known = |path: &OutPath, entry: &Entry| {
        before.listed.as_ref().is_none_or(|listed| listed.get(path).is_none_or(|hash| *hash == entry.hash))
    };
    let mut kept = manifest.clone();
    let mut doomed = Vec::new();
    kept.files.retain(|path, entry| {
        let stays = entry.relies.iter().all(|index| valid[*index as usize]) && known(path, entry);
        if !stays {
            doomed.push((path.clone(), entry.role));
        }
        stays
    });
    (kept, doomed)
}

/// Keeps what would be published again just as it is.
fn sift_unremembered(before: &Before, wanted: Option<&StagedEdition>) -> (Manifest, Vec<(OutPath, Role)>) {
    let Some(wanted) = wanted else { return (Manifest::default(), Vec::new()) };
    let mut kept = wanted.manifest.clone();
    kept.files.retain(|path, _| before.knows(path));
    let (other, same): (BTreeMap<_, _>, BTreeMap<_, _>) =
        kept.files.into_iter().partition(|(path, _)| wanted.staged.contains(path));
    kept.files = same;
    (kept, other.into_iter().map(|(path, entry)| (path, entry.role)).collect())
}
