//! What became of a run, and what it says on the way.

use serde::{Deserialize, Serialize};

use crate::consent::{House, StillHolds};
use crate::content::dates::Date;
use crate::content::people::Register;
use crate::problem::Problems;

/// What became of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that is wrong or held back.
    pub problems: Problems,
    /// What each edition is.
    pub editions: Vec<Summary>,
    /// The names of all editions of the folder.
    pub configured: Vec<String>,
    /// Whether there is a `carefolio.toml` at all.
    pub has_settings: bool,
    /// The register, to ask whether what was published earlier still holds.
    pub register: Register,
    /// The strictness of the house.
    pub house: House,
}

impl Outcome {
    /// Asks whether what was published earlier still holds.
    pub fn still_holds(&self, today: Date) -> StillHolds<'_> {
        StillHolds::new(&self.register, today, self.house)
    }
}

/// What whoever watches a run is told on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A pass is over.
    Passed(Passed),
    /// So many photos are going to be got ready.
    Photos(usize),
    /// One more of them is ready.
    Photo {
        /// How many are.
        ready: usize,
        /// How many there will be.
        of: usize,
    },
}

/// A pass that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// Which, in a word.
    pub pass: &'static str,
    /// For which edition, where it is for one.
    pub edition: Option<String>,
    /// How many things came out of it.
    pub made: usize,
    /// How many of them did not have to be made anew.
    pub reused: usize,
}

/// A pass for no edition in particular, with everything made anew.
pub(super) fn passed(pass: &'static str, made: usize) -> Passed {
    Passed { pass, edition: None, made, reused: 0 }
}

/// One edition in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Name of the edition and of its folder.
    pub name: String,
    /// Pages made.
    pub pages: usize,
    /// Photos shown.
    pub photos: usize,
    /// The mark.
    pub mark: String,
    /// The first day on which something in it needs a new decision.
    pub rebuild_by: Option<Date>,
}
