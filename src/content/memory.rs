//! What was read before, for a preview that reads the same folder again after each change.
//!
//! A file counts as untouched when its stamp is the same and was already at rest when it was read; one that was touched
//! within the same tick of the disk's clock is read again and compared. So what comes out is always what reading
//! everything anew would give.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::kinds::{Asked, Shelf};
use super::layout::Task;
use super::parse::{Output, perform};
use crate::problem::Problems;
use crate::sources::{SourcePath, Sources, Stamp};

/// Everything that was read from one folder.
#[derive(Default)]
pub struct Memory {
    known: BTreeMap<String, Known>,
    stamps: BTreeMap<SourcePath, Stamp>,
    newest: Option<Stamp>,
    changed: bool,
}

/// One task, what it depended on, and what came of it.
struct Known {
    task: Task,
    asked: Asked,
    /// Whether all that it read was at rest.
    settled: bool,
    output: Output,
    problems: Problems,
}

/// What a task came to this time.
enum Done {
    Same,
    Anew(Box<Known>),
}

impl Memory {
    /// Whether the last reading found anything else than the one before.
    pub fn has_changed(&self) -> bool {
        self.changed
    }

    /// The latest stamp of the last reading: a file much older than this was at rest.
    pub fn newest(&self) -> Option<Stamp> {
        self.newest
    }

    /// Does the tasks whose files changed, and remembers all of them.
    pub(super) fn perform(
        &mut self,
        tasks: &[Task],
        files: &BTreeMap<SourcePath, u64>,
        sources: &dyn Sources,
    ) -> Vec<(Output, Problems)> {
        let paths: Vec<&SourcePath> = files.keys().collect();
        // Every stamp before anything is read: a file that changes while it is read has another stamp the next time.
        let stamps: BTreeMap<SourcePath, Stamp> =
            paths.into_par_iter().filter_map(|path| Some((path.clone(), sources.stamp(path)?))).collect();
        let newest = stamps.values().copied().reduce(Stamp::later);
        let look = Look { before: self, files, sources, stamps: &stamps, newest };
        let done: Vec<Done> = tasks.par_iter().map(|task| look.perform(task)).collect();
        let mut known = BTreeMap::new();
        let mut changed = stamps.len() != self.stamps.len() || tasks.len() != self.known.len();
        for (task, done) in tasks.iter().zip(done) {
            let next = match done {
                Done::Anew(next) => {
                    let before = self.known.get(task.name());
                    changed |= before.is_none_or(|before| before.task != next.task || before.asked != next.asked);
                    Some(*next)
                }
                Done::Same => self.known.remove(task.name()),
            };
            known.extend(next.map(|next| (task.name().to_owned(), next)));
        }
        changed = changed || self.has_other_files(&known, &stamps);
        *self = Memory { known, stamps, newest, changed };
        let known = &self.known;
        let outputs = tasks.par_iter().filter_map(|task| known.get(task.name()));
        outputs.map(|known| (known.output.clone(), known.problems.clone())).collect()
    }

    /// Whether a file that nobody reads here, such as a photo, was touched, came or went.
    fn has_other_files(&self, known: &BTreeMap<String, Known>, stamps: &BTreeMap<SourcePath, Stamp>) -> bool {
        let moved = stamps.iter().filter(|(path, stamp)| self.stamps.get(*path) != Some(*stamp));
        let mut moved = moved.map(|(path, _)| path).peekable();
        if moved.peek().is_none() {
            return false;
        }
        let read: std::collections::BTreeSet<&SourcePath> =
            known.values().flat_map(|known| known.asked.read.iter().map(|(path, _)| path)).collect();
        moved.any(|path| !read.contains(path))
    }
}

/// One look at the folder.
struct Look<'l> {
    before: &'l Memory,
    files: &'l BTreeMap<SourcePath, u64>,
    sources: &'l dyn Sources,
    stamps: &'l BTreeMap<SourcePath, Stamp>,
    newest: Option<Stamp>,
}

impl Look<'_> {
    fn perform(&self, task: &Task) -> Done {
        if self.before.known.get(task.name()).is_some_and(|known| known.task == *task && self.is_as_it_was(known)) {
            return Done::Same;
        }
        let shelf = Shelf::new(self.sources, self.files);
        let (output, problems) = perform(task, &shelf);
        let asked = shelf.into_asked();
        let settled = asked.read.iter().all(|(path, _)| self.is_settled(path));
        Done::Anew(Box::new(Known { task: task.clone(), asked, settled, output, problems }))
    }

    fn is_as_it_was(&self, known: &Known) -> bool {
        let Asked { read, sought, more } = &known.asked;
        // Every answer but the files' own bytes is compared first: it costs nothing.
        !more
            && known.settled
            && sought.iter().all(|(path, there)| self.files.contains_key(path) == *there)
            && read.iter().all(|(path, _)| self.is_untouched(path))
    }

    fn is_untouched(&self, path: &SourcePath) -> bool {
        let stamp = self.stamps.get(path);
        stamp.is_some() && stamp == self.before.stamps.get(path)
    }

    fn is_settled(&self, path: &SourcePath) -> bool {
        self.stamps.get(path).zip(self.newest).is_some_and(|(stamp, newest)| stamp.is_settled_before(newest))
    }
}

#[cfg(test)]
mod tests;
