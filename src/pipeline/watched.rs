//! Looks at every file before whoever keeps the files gets it. A file that says what it may not is told, and goes no
//! further.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{Album, Sink};
use crate::leaks::{Judged, LeakScan, hidden_facts};
use crate::output::{EditionCard, Outgoing, OutputTrouble, PhotoStore, Role};
use crate::plan::OutPath;
use crate::problem::Problems;

/// A keeper of files behind the second line.
pub struct Watched<'s> {
    keeper: &'s dyn Sink,
    scan: Option<&'s LeakScan<'s>>,
    found: Mutex<Problems>,
}

impl<'s> Watched<'s> {
    /// Looks for hidden facts in pictures only: pictures are made before anybody knows what else there will be.
    pub fn new(keeper: &'s dyn Sink) -> Watched<'s> {
        Watched { keeper, scan: None, found: Mutex::default() }
    }

    /// The same keeper, looking for all that one edition may not say.
    pub fn with<'w>(&self, scan: &'w LeakScan<'w>) -> Watched<'w>
    where
        's: 'w,
    {
        Watched { keeper: self.keeper, scan: Some(scan), found: Mutex::default() }
    }

    /// What was found: the first pages of each kind. What a menu says stands on every page.
    pub fn found(&self) -> Problems {
        const EACH: usize = 5;
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        let mut few = Problems::default();
        for problem in std::mem::take(&mut *self.found.lock().unwrap_or_else(PoisonError::into_inner)).settled() {
            let count = told.entry(problem.code).or_default();
            *count += 1;
            if *count <= EACH {
                few.add(problem);
            }
        }
        few
    }

    fn look(&self, edition: &str, out: &Outgoing<'_>, bytes: &[u8]) -> Judged {
        let path = out.path.as_str();
        let Some(scan) = self.scan else {
            return Judged { leak: hidden_facts(edition, path, bytes), lasts: false };
        };
        // A name agreed for one item is not agreed for another. Shared pages gather both.
        let relies = match out.role {
            Role::Shared => None,
            Role::Own => Some(out.relies.as_slice()),
        };
        scan.look_at_file(path, bytes, relies)
    }
}

impl Sink for Watched<'_> {
    fn wants_files(&self) -> bool {
        self.keeper.wants_files()
    }

    fn photos(&self) -> Option<&PhotoStore> {
        self.keeper.photos()
    }

    fn album(&self) -> Option<&Album> {
        self.keeper.album()
    }

    fn put(&self, edition: &str, out: Outgoing<'_>, bytes: &[u8]) -> Result<(), OutputTrouble> {
        let Judged { leak, lasts } = self.look(edition, &out, bytes);
        match leak {
            Some(problem) => {
                self.found.lock().unwrap_or_else(PoisonError::into_inner).add(problem);
                Ok(())
            }
            None => {
                let made_of = out.made_of.filter(|_| lasts);
                self.keeper.put(edition, Outgoing { made_of, ..out }, bytes)
            }
        }
    }

    fn keep(&self, edition: &str, out: &Outgoing<'_>) -> Result<bool, OutputTrouble> {
        self.keeper.keep(edition, out)
    }

    fn sees_nothing_in(&self, path: &OutPath, words: &str) -> bool {
        !self.wants_files() && self.scan.is_some_and(|scan| scan.sees_nothing_in(path.as_str(), words))
    }

    fn take_back(&self, edition: &str, path: &OutPath) -> Result<(), OutputTrouble> {
        self.keeper.take_back(edition, path)
    }

    fn finish(&self, edition: &str, card: EditionCard) -> Result<(), OutputTrouble> {
        self.keeper.finish(edition, card)
    }
}
