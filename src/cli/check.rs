//! `carefolio check`: tells everything that is wrong or held back, and writes nothing.

use super::args::Check;
use super::build::refuse_unknown_edition;
use super::terminal::{Report, Terminal, all, counted};
use super::words::{self, ReadingLine, levels};
use super::{NOT_WELL, Stop, WELL, day, no_settings, portfolio_folder};
use crate::pipeline::{self, Nowhere, Request};
use crate::plain_words::Advice;
use crate::problem::Severity;
use crate::sources::DiskSources;

/// Runs it.
pub fn run(check: &Check, terminal: &Terminal) -> Result<u8, Stop> {
    let folder = portfolio_folder(&check.folder)?;
    if !folder.join("carefolio.toml").is_file() {
        return Err(no_settings(&folder));
    }
    let sources = DiskSources::new(&folder, Vec::new());
    let request = Request { today: day(check.today), edition: check.edition.clone(), despite_errors: false };
    let outcome = pipeline::run(&sources, &request, &Nowhere)?;
    refuse_unknown_edition(check.edition.as_deref(), &outcome)?;
    let mut problems = outcome.problems;
    let words =
        if check.words { words::advice(&sources, request.today, check.edition.as_deref()) } else { Advice::default() };
    problems.append(words.problems);
    let problems = &problems.settled();
    let report = Report {
        published: false,
        strict: check.strict,
        problems: all(problems),
        editions: Vec::new(),
        taken_down: Vec::new(),
        replaced: Vec::new(),
        notices: Vec::new(),
        reading: words.readings.iter().map(ReadingLine::of).collect(),
    };
    let mut title = format!(
        "{}, {} held back, {}. Nothing was written.",
        counted(problems.count(Severity::Error), "mistake", "mistakes"),
        problems.count(Severity::HeldBack),
        counted(problems.count(Severity::Advice), "piece of advice", "pieces of advice"),
    );
    if check.words {
        title = format!("{}\n{title}", levels(&words.readings, terminal.is_verbose()));
    }
    terminal.report(&report, &title);
    let fails = problems.has_errors() || (check.strict && problems.count(Severity::HeldBack) > 0);
    Ok(if fails { NOT_WELL } else { WELL })
}
