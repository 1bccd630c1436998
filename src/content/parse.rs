//! Reads every file of the portfolio.

use super::item::Item;
use super::people::Register;
use super::service::Portfolio;
use crate::problem::Problems;
use crate::sources::{SourcePath, Sources};

/// Everything that could be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// `carefolio.toml`; none when it is missing or cannot be read at all.
    pub settings: Option<Portfolio>,
    /// Every item, sorted by id.
    pub items: Vec<Item>,
    /// The private register.
    pub register: Register,
    /// Frameworks of the service's own: path and text, read by `framework`.
    pub frameworks: Vec<(SourcePath, String)>,
    /// Theme files of the service's own: path inside `theme/` and bytes.
    pub theme: Vec<(String, Vec<u8>)>,
    /// Every ordinary file, sorted, so that a file named by an author can be found.
    pub files: Vec<SourcePath>,
}

/// Reads a folder. Never gives up: what cannot be read is a problem.
pub fn parse(_sources: &dyn Sources, _problems: &mut Problems) -> Parsed {
    Parsed::default()
}
