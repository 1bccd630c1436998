//! From what was published to what shall be: decides what happens to each file, then does it.
//!
//! Order: the journal; what goes away, the lists of editions that go away last; pages that lose something they relied on;
//! photos and other parts; pages; the home page; `edition.json`; what we remember; the end of the journal.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::disk::Kind;
use super::journal::{Act, Journal, JournalEdition, Step};
use super::manifest::{Entry, Manifest};
use super::workplace::{Before, held};
use super::{ContentHash, Notice, OutputTrouble, Spot, Workplace, edition_file};
use crate::plan::OutPath;

const LOOKING: &str = "looking at what is in the folder";

/// What shall become of an edition.
pub(super) struct Change {
    pub edition: String,
    pub before: Before,
    /// `None`: the edition goes away.
    pub after: Option<Manifest>,
    /// The addresses whose bytes wait on the stage.
    pub staged: BTreeSet<OutPath>,
    pub obstacle: Obstacle,
}

/// What to do about a thing that is in our way and not ours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// Publish nothing and tell.
    Refuse,
    /// Leave it, tell, and go on: a takedown must not wait for it.
    LeaveAlone,
}

/// What was done.
#[derive(Default)]
pub(super) struct Done {
    pub put: BTreeSet<Spot>,
    /// Of those, the ones where there was nothing of ours before.
    pub added: BTreeSet<Spot>,
    pub deleted: BTreeSet<Spot>,
}

/// What lies at an address before we touch it.
enum Present {
    Nothing,
    Ours(ContentHash),
    /// Ours once, but changed by hand since.
    Edited(ContentHash),
    /// A file, folder or link that we did not make.
    Foreign,
}

impl Workplace {
    pub(super) fn commit(&self, mut changes: Vec<Change>) -> Result<Done, OutputTrouble> {
        let examined = changes.par_iter_mut().enumerate().map(|(at, change)| self.examine(at, change));
        let mut steps: Vec<Step> = examined.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        steps.sort_by_cached_key(|step| (rank(step, &changes[step.edition]), step.edition, step.path.clone()));
        let editions = changes.iter().map(|change| JournalEdition {
            name: change.edition.clone(),
            card: change.after.as_ref().map(|after| after.card.clone()),
        });
        let journal = Journal { editions: editions.collect(), steps };
        let done = if journal.steps.iter().any(|step| !matches!(step.act, Act::Note(_))) {
            self.write_journal(&journal)?;
            // From here on the staged files are the journal's, until it is done.
            *held(&self.unfinished) = Some(journal);
            self.carry_out(&changes)?
        } else {
            Done::default()
        };
        self.remember_all(changes)?;
        if held(&self.unfinished).is_some() {
            self.remove_journal()?;
            *held(&self.unfinished) = None;
        }
        self.clear_stage()?;
        Ok(done)
    }

    /// Decides what happens to each file of an edition.
    fn examine(&self, at: usize, change: &mut Change) -> Result<Vec<Step>, OutputTrouble> {
        let mut steps = Vec::new();
        let mut ways = Ways::new(self);
        let mut lost = Vec::new();
        for path in change.before.paths().filter(|path| !change.holds(path)) {
            if let Some(link) = ways.blocked(&change.edition, path.folder())? {
                self.obstacle(change, path, &link)?;
                continue;
            }
            let step = |old, edited| Step { edition: at, path: path.clone(), old, act: Act::Delete, edited };
            match self.present(change, path)? {
                Present::Ours(hash) => steps.push(step(Some(hash), None)),
                Present::Edited(hash) => steps.push(step(None, Some(hash))),
                // Gone already, but perhaps its folder is still there.
                Present::Nothing => steps.push(step(None, None)),
                Present::Foreign => {}
            }
        }
        let Some(after) = &change.after else { return Ok(steps) };
        for (path, entry) in &after.files {
            if !change.staged.contains(path) {
                if !change.is_remembered(path, entry) {
                    let act = Act::Note(entry.clone());
                    steps.push(Step { edition: at, path: path.clone(), old: None, act, edited: None });
                }
                continue;
            }
            let mut in_the_way = ways.blocked(&change.edition, path.folder())?;
            let (old, edited) = match self.present(change, path)? {
                Present::Nothing => (None, None),
                Present::Ours(hash) => (Some(hash), None),
                Present::Edited(hash) => (None, Some(hash)),
                Present::Foreign => {
                    in_the_way.get_or_insert_with(|| self.target(&change.edition, path));
                    (None, None)
                }
            };
            if let Some(thing) = in_the_way {
                self.obstacle(change, path, &thing)?;
                lost.push(path.clone());
                continue;
            }
            steps.push(Step { edition: at, path: path.clone(), old, act: Act::Put(entry.clone()), edited });
        }
        if let Some(after) = &mut change.after {
            after.files.retain(|path, _| !lost.contains(path));
        }
        Ok(steps)
    }

    fn present(&self, change: &Change, path: &OutPath) -> Result<Present, OutputTrouble> {
        let target = self.target(&change.edition, path);
        let trouble = |error| OutputTrouble::io(LOOKING, &target)(error);
        let Some(found) = self.disk.look(&target).map_err(trouble)? else { return Ok(Present::Nothing) };
        if found.kind != Kind::File {
            return Ok(Present::Foreign);
        }
        if let Some(hash) = change.before.untouched(path, found.stamp) {
            return Ok(Present::Ours(hash));
        }
        let hash = ContentHash::of(&self.disk.read(&target).map_err(trouble)?);
        let same = change.after.as_ref().and_then(|after| after.files.get(path)).is_some_and(|new| new.hash == hash);
        if same || change.before.wrote(path, hash) {
            return Ok(Present::Ours(hash));
        }
        Ok(if change.before.knows(path) { Present::Edited(hash) } else { Present::Foreign })
    }

    fn obstacle(&self, change: &Change, path: &OutPath, thing: &Utf8Path) -> Result<(), OutputTrouble> {
        if change.obstacle == Obstacle::LeaveAlone {
            self.notice(Notice::LeftAlone(Spot { edition: change.edition.clone(), path: path.clone() }));
            return Ok(());
        }
        let found = self.disk.look(thing).map_err(OutputTrouble::io(LOOKING, thing))?;
        let what = match found.map(|found| found.kind) {
            Some(Kind::Folder) => "a folder",
            Some(Kind::File) | None => "a file",
            Some(Kind::Other) => "a link to another place",
        };
        let says = format!("There is already {what} at {}/{path} that carefolio did not write.", change.edition);
        Err(OutputTrouble::new(thing, LOOKING, says, "Move it away, or choose another folder with --out."))
    }

    fn carry_out(&self, changes: &[Change]) -> Result<Done, OutputTrouble> {
        let unfinished = held(&self.unfinished);
        let journal = unfinished.as_ref().expect("it was written a moment ago");
        let whole = self.whole_folders(changes)?;
        let mut moved = BTreeSet::new();
        let mut done = Done::default();
        for step in journal.steps.iter().filter(|step| matches!(step.act, Act::Delete)) {
            let edition = &journal.editions[step.edition].name;
            match step.edited {
                Some(hash) => self.set_aside(edition, &step.path, hash)?,
                None => self.delete(edition, &step.path)?,
            }
            if step.old.is_some() || step.edited.is_some() {
                done.deleted.insert(Spot { edition: edition.clone(), path: step.path.clone() });
            }
        }
        self.remove_empty_folders(journal)?;
        for step in journal.steps.iter().filter(|step| matches!(step.act, Act::Put(_))) {
            let edition = &journal.editions[step.edition].name;
            if let Some(hash) = step.edited {
                self.set_aside(edition, &step.path, hash)?;
            }
            if !whole.contains(&step.edition) {
                let waiting = self.staging()?.join(edition).join(step.path.as_str());
                self.move_into_place(&waiting, edition, &step.path)?;
            } else if moved.insert(step.edition) {
                self.move_folder(edition)?;
            }
            let spot = Spot { edition: edition.clone(), path: step.path.clone() };
            if step.old.is_none() && step.edited.is_none() {
                done.added.insert(spot.clone());
            }
            done.put.insert(spot);
        }
        Ok(done)
    }

    /// Editions of which nothing is there yet: their folder can be moved in one go.
    fn whole_folders(&self, changes: &[Change]) -> Result<BTreeSet<usize>, OutputTrouble> {
        let mut whole = BTreeSet::new();
        for (at, change) in changes.iter().enumerate() {
            let folder = self.out.join(&change.edition);
            let complete = change.after.as_ref().is_some_and(|after| after.files.len() == change.staged.len());
            if complete && self.disk.look(&folder).map_err(OutputTrouble::io(LOOKING, &folder))?.is_none() {
                whole.insert(at);
            }
        }
        Ok(whole)
    }

    fn move_folder(&self, edition: &str) -> Result<(), OutputTrouble> {
        let folder = self.out.join(edition);
        let waiting = self.staging()?.join(edition);
        self.disk.rename(&waiting, &folder).map_err(OutputTrouble::io("putting an edition in its place", &folder))
    }

    /// Writes down what was published, where that is not what is written down already.
    fn remember_all(&self, changes: Vec<Change>) -> Result<(), OutputTrouble> {
        changes.into_par_iter().try_for_each(|mut change| {
            let Some(mut after) = change.after.take() else { return self.forget(&change.edition) };
            after.files.par_iter_mut().filter(|(_, entry)| entry.stamp.is_none()).for_each(|(path, entry)| {
                let found = self.disk.look(&self.target(&change.edition, path)).ok().flatten();
                entry.stamp = found.map(|found| found.stamp);
            });
            if change.before.manifest.as_ref() == Some(&after) {
                return Ok(());
            }
            self.remember(&change.edition, &after)
        })
    }
}

impl Change {
    fn holds(&self, path: &OutPath) -> bool {
        self.after.as_ref().is_some_and(|after| after.files.contains_key(path))
    }

    /// Whether a file that stays is remembered already just as it shall be.
    fn is_remembered(&self, path: &OutPath, entry: &Entry) -> bool {
        let (Some(before), Some(after)) = (&self.before.manifest, &self.after) else { return false };
        before.files.get(path).is_some_and(|old| {
            (old.hash, old.role, old.made_of) == (entry.hash, entry.role, entry.made_of)
                && before.relied(old).eq(after.relied(entry))
        })
    }

    /// Whether a page stops relying on something: perhaps it was withdrawn.
    fn loses(&self, path: &OutPath, entry: &Entry) -> bool {
        let (Some(before), Some(after)) = (&self.before.manifest, &self.after) else { return false };
        let Some(old) = before.files.get(path) else { return false };
        let relied: BTreeSet<&str> = after.relied(entry).collect();
        before.relied(old).any(|name| !relied.contains(name))
    }
}

fn rank(step: &Step, change: &Change) -> u8 {
    let path = &step.path;
    let is_list = *path == edition_file::path();
    match &step.act {
        Act::Delete if is_list => 1,
        Act::Delete => 0,
        Act::Put(entry) if change.loses(path, entry) => 2,
        Act::Put(_) if is_list => 6,
        Act::Put(_) if path.as_str() == "index.html" => 5,
        Act::Put(_) if path.name().ends_with(".html") => 4,
        Act::Put(_) => 3,
        Act::Note(_) => 7,
    }
}

/// Whether the way to an address leads through plain folders only. Each folder is looked at once.
pub(super) struct Ways<'w> {
    workplace: &'w Workplace,
    seen: BTreeMap<Utf8PathBuf, Option<Kind>>,
    last: Option<(Utf8PathBuf, Option<Utf8PathBuf>)>,
}

impl Ways<'_> {
    pub fn new(workplace: &Workplace) -> Ways<'_> {
        Ways { workplace, seen: BTreeMap::new(), last: None }
    }

    /// The link or file in the way to a folder of an edition, if there is one.
    pub fn blocked(&mut self, edition: &str, folder: Option<&str>) -> Result<Option<Utf8PathBuf>, OutputTrouble> {
        let mut way = self.workplace.out.join(edition);
        let goal = folder.map_or_else(|| way.clone(), |folder| way.join(folder));
        if let Some((last, answer)) = &self.last
            && *last == goal
        {
            return Ok(answer.clone());
        }
        let mut answer = None;
        let parts = std::iter::once(None).chain(folder.into_iter().flat_map(|folder| folder.split('/')).map(Some));
        for part in parts {
            way.extend(part);
            match self.kind(&way)? {
                Some(Kind::Folder) => {}
                Some(Kind::File | Kind::Other) => {
                    answer = Some(way);
                    break;
                }
                None => break,
            }
        }
        self.last = Some((goal, answer.clone()));
        Ok(answer)
    }

    fn kind(&mut self, folder: &Utf8Path) -> Result<Option<Kind>, OutputTrouble> {
        if let Some(kind) = self.seen.get(folder) {
            return Ok(*kind);
        }
        let found = self.workplace.disk.look(folder).map_err(OutputTrouble::io(LOOKING, folder))?;
        let kind = found.map(|found| found.kind);
        self.seen.insert(folder.to_owned(), kind);
        Ok(kind)
    }
}
