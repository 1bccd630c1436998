//! Remembers how everything looked after the last build that went well, so that a build with nothing to do is done at
//! once: nothing is read, nothing is written.
//!
//! It holds fingerprints of names and stamps, and what the build said of each edition; no words, no names of people.

use camino::Utf8Path;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::disk::Kind;
use super::manifest::{seal, unseal};
use super::{ContentHash, OutputTrouble, Workplace};
use crate::sources::{Footprint, Stamp, footprint};

const DOING: &str = "looking whether anything changed";

/// In the private folder: what changes with every run, and so says nothing.
const RESTLESS: [&str; 4] = ["lock", "began", "last", "stage"];

#[derive(Serialize, Deserialize)]
struct LastBuild<T> {
    /// What was asked for, and of which program.
    asked: ContentHash,
    portfolio: [u8; 32],
    editions: [u8; 32],
    private: [u8; 32],
    said: T,
}

impl Workplace {
    /// Marks the moment before the folder is looked at, by the clock of the disk itself.
    pub fn begin(&self) -> Result<Stamp, OutputTrouble> {
        let path = self.memory.join("began");
        let trouble = |error| OutputTrouble::io(DOING, &path)(error);
        self.disk.write(&path, b"").map_err(trouble)?;
        let found = self.disk.look(&path).map_err(trouble)?;
        let gone = || OutputTrouble::io(DOING, &path)(std::io::ErrorKind::NotFound.into());
        found.filter(|found| found.kind == Kind::File).map(|found| found.stamp).ok_or_else(gone)
    }

    /// What the last build said, when it was asked the same and nothing has been touched since: neither the portfolio nor
    /// the editions nor what we remember of them.
    pub fn nothing_changed<T: DeserializeOwned>(&self, asked: &str, portfolio: Footprint, began: Stamp) -> Option<T> {
        let path = self.memory.join("last");
        let bytes = self.disk.read(&path).ok()?;
        let last: LastBuild<T> = unseal("last build", &bytes)?;
        let same = last.asked == ContentHash::of(asked.as_bytes()) && last.portfolio == portfolio.hash;
        (same && self.editions_look(began)? == last.editions && self.private_looks(began)? == last.private)
            .then_some(last.said)
    }

    /// Remembers that this build went well. Only a folder that was at rest can be known again.
    pub fn remember_build<T: Serialize>(&self, asked: &str, portfolio: Footprint, began: Stamp, said: T) {
        let path = self.memory.join("last");
        let remembered = portfolio.settled.then(|| {
            let last = LastBuild {
                asked: ContentHash::of(asked.as_bytes()),
                portfolio: portfolio.hash,
                editions: self.editions_look(began)?,
                private: self.private_looks(began)?,
                said,
            };
            self.disk.write(&path, &seal("last build", &last)).ok()
        });
        if remembered.flatten().is_none() {
            // A build that is not remembered is made again, and costs time only.
            let _ = self.disk.remove(&path);
        }
    }

    fn editions_look(&self, began: Stamp) -> Option<[u8; 32]> {
        footprint(&self.out, began, &|_| false).ok().map(|found| found.hash)
    }

    fn private_looks(&self, began: Stamp) -> Option<[u8; 32]> {
        let restless = |path: &Utf8Path| path.file_name().is_some_and(|name| RESTLESS.contains(&name));
        footprint(&self.private, began, &restless).ok().map(|found| found.hash)
    }
}
