//! `carefolio check`: tells everything that is wrong or held back, and writes nothing; `--faces` remembers in the private
//! folder which photos it has looked at.

use super::args::Check;
use super::build::refuse_unknown_edition;
use super::terminal::{Report, Terminal, all, counted};
use super::{NOT_WELL, Stop, WELL, day, no_settings, portfolio_folder};
use crate::output::{Others, PhotoStore};
use crate::pipeline::{self, OnlyPhotos, Request};
use crate::problem::Severity;
use crate::sources::DiskSources;

/// Runs it.
pub fn run(check: &Check, terminal: &Terminal) -> Result<u8, Stop> {
    let folder = portfolio_folder(&check.folder)?;
    if !folder.join("carefolio.toml").is_file() {
        return Err(no_settings(&folder));
    }
    let sources = DiskSources::new(&folder, Vec::new());
    let request =
        Request { edition: check.edition.clone(), look_for_faces: check.faces, ..Request::on(day(check.today)) };
    // Photos that a build has made already need not be made again, only to be looked at.
    let private = folder.join(".carefolio");
    let photos = if check.faces { PhotoStore::begin(&private)? } else { PhotoStore::open_to_look(&private) };
    let outcome = pipeline::run(&sources, &request, &OnlyPhotos(&photos))?;
    if check.faces {
        let holds = outcome.still_holds(request.today);
        photos.tidy(&Others::StayWhile(&|reliance| holds.holds_written(reliance)));
    }
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
        timings: None,
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
