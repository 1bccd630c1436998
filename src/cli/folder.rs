//! A portfolio folder, read and joined for the commands that look at it without making anything.

use camino::{Utf8Path, Utf8PathBuf};

use super::{Stop, no_settings, portfolio_folder};
use crate::content::dates::Date;
use crate::pipeline;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::sources::DiskSources;

/// A folder and what is in it.
pub struct Opened {
    /// Where it is.
    pub folder: Utf8PathBuf,
    /// The door to it.
    pub sources: DiskSources,
    /// Everything joined.
    pub portfolio: Portfolio,
    /// What is wrong with it.
    pub problems: Problems,
}

/// Reads and joins the portfolio in a folder.
pub fn open(given: &Utf8Path) -> Result<Opened, Stop> {
    let folder = portfolio_folder(given)?;
    if !folder.join("carefolio.toml").is_file() {
        return Err(no_settings(&folder));
    }
    let sources = DiskSources::new(&folder, Vec::new());
    let mut problems = Problems::default();
    let portfolio = pipeline::read(&sources, &mut problems).ok_or_else(|| no_settings(&folder))?;
    Ok(Opened { folder, sources, portfolio, problems: problems.settled() })
}

/// A day in a sentence that may have none.
pub fn day_or(day: Option<Date>, otherwise: &str) -> String {
    day.map_or_else(|| otherwise.to_owned(), |day| day.to_string())
}
