//! `carefolio check`: tells everything that is wrong or held back, and writes nothing unless `--fix` is said; `--faces`
//! remembers in the private folder which photos it has looked at.

use super::args::Check;
use super::build::refuse_unknown_edition;
use super::fix::{self, Fixed};
use super::terminal::{Beside, DUE_WITHIN, Report, Terminal, all, counted};
use super::{NOT_WELL, Stop, WELL, day, no_settings, portfolio_folder};
use crate::consent::overview;
use crate::output::{Others, PhotoStore};
use crate::pipeline::{self, OnlyPhotos, Request};
use crate::problem::{Problems, Severity};
use crate::sources::{DiskSources, Sources};

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
    let sink = OnlyPhotos(&photos);
    let (outcome, fixed) = match check.fix {
        true => fix::run(&folder, &request, &sink).map(|(outcome, fixed)| (outcome, Some(fixed)))?,
        false => (pipeline::run(&sources, &request, &sink)?, None),
    };
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
        consents_due: overview::count_ending(&outcome.register, request.today, DUE_WITHIN),
        taken_down: Vec::new(),
        replaced: Vec::new(),
        notices: Vec::new(),
        timings: None,
    };
    if fixed.is_some() {
        // The lines are shown as they are after mending; what cannot be listed is shown without them.
        let _ = sources.list();
    }
    let beside = Beside { sources: Some(&sources), folder: &check.folder, fixed: fixed.as_deref() };
    terminal.report_beside(&report, &title(problems, fixed.as_deref()), &beside);
    let fails = problems.has_errors() || (check.strict && problems.count(Severity::HeldBack) > 0);
    Ok(if fails { NOT_WELL } else { WELL })
}

fn title(problems: &Problems, fixed: Option<&[Fixed]>) -> String {
    let counts = format!(
        "{}, {} held back, {}.",
        counted(problems.count(Severity::Error), "mistake", "mistakes"),
        problems.count(Severity::HeldBack),
        counted(problems.count(Severity::Advice), "piece of advice", "pieces of advice"),
    );
    let mendable = problems.iter().filter(|problem| problem.mending.is_safe()).count();
    match (fixed, mendable) {
        (Some(fixed), _) if !fixed.is_empty() => {
            format!("{} mended. Left for you: {counts}", counted(fixed.len(), "slip", "slips"))
        }
        (None, 1..) => format!(
            "{counts} Nothing was written. {} can be put right with: carefolio check --fix",
            counted(mendable, "of them", "of them")
        ),
        _ => format!("{counts} Nothing was written."),
    }
}
