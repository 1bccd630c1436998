//! `carefolio check`: tells everything that is wrong or held back, and writes nothing.

use super::args::Check;
use super::build::refuse_unknown_edition;
use super::terminal::{Report, Terminal, all, counted};
use super::{NOT_WELL, Stop, WELL, day, no_settings, portfolio_folder};
use crate::pipeline::{self, Nowhere, Pdfs, Request};
use crate::problem::Severity;
use crate::sources::DiskSources;

/// Runs it.
pub fn run(check: &Check, terminal: &Terminal) -> Result<u8, Stop> {
    let folder = portfolio_folder(&check.folder)?;
    if !folder.join("carefolio.toml").is_file() {
        return Err(no_settings(&folder));
    }
    let sources = DiskSources::new(&folder, Vec::new());
    let request = Request {
        today: day(check.today),
        edition: check.edition.clone(),
        despite_errors: false,
        pdfs: Pdfs::OfFormats { also: Vec::new() },
    };
    let outcome = pipeline::run(&sources, &request, &Nowhere)?;
    refuse_unknown_edition(check.edition.as_deref(), &outcome)?;
    let problems = &outcome.problems;
    let report = Report {
        published: false,
        strict: check.strict,
        problems: all(problems),
        editions: Vec::new(),
        taken_down: Vec::new(),
        replaced: Vec::new(),
        notices: Vec::new(),
    };
    let title = format!(
        "{}, {} held back, {}. Nothing was written.",
        counted(problems.count(Severity::Error), "mistake", "mistakes"),
        problems.count(Severity::HeldBack),
        counted(problems.count(Severity::Advice), "piece of advice", "pieces of advice"),
    );
    terminal.report(&report, &title);
    let fails = problems.has_errors() || (check.strict && problems.count(Severity::HeldBack) > 0);
    Ok(if fails { NOT_WELL } else { WELL })
}
