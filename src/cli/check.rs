//! `carefolio check`: tells everything that is wrong or held back. It writes nothing unless `--fix` is said, but the sheet
//! to sign, when asked; `--faces` remembers in the private folder which photos it has looked at.

use camino::{Utf8Path, Utf8PathBuf};

use super::args::Check;
use super::build::refuse_unknown_edition;
use super::fix::{self, Fixed};
use super::progress::Progress;
use super::terminal::{Beside, DUE_WITHIN, Report, Terminal, all, counted};
use super::words::{self, ReadingLine, levels};
use super::{NOT_WELL, Stop, WELL, day, home, no_settings, portfolio_folder};
use crate::consent::overview;
use crate::output::{Others, PhotoStore, write_sheet};
use crate::pipeline::{self, OnlyPhotos, Request};
use crate::plain_words::Advice;
use crate::problem::{Problems, Severity};
use crate::render::html::SIGN_OFF_HEAD;
use crate::sources::{DiskSources, Sources};

/// Runs it.
pub fn run(check: &Check, terminal: &Terminal) -> Result<u8, Stop> {
    let folder = portfolio_folder(&check.folder)?;
    if !folder.join("carefolio.toml").is_file() {
        return Err(no_settings(&folder));
    }
    let sources = DiskSources::new(&folder, Vec::new()).at_home(home());
    let request =
        Request { edition: check.edition.clone(), look_for_faces: check.faces, ..Request::on(day(check.today)) };
    // Photos that a build has made already need not be made again, only to be looked at.
    let private = folder.join(".carefolio");
    let photos = if check.faces { PhotoStore::begin(&private)? } else { PhotoStore::open_to_look(&private) };
    let sink = OnlyPhotos(&photos);
    let fixed = if check.fix { Some(fix::run(&folder, &request, &sink)?) } else { None };
    let progress = Progress::start(terminal.is_for_people());
    let (outcome, sheet) = match check.sign_off {
        true => pipeline::sign_off(&sources, &request)?,
        false => (pipeline::run_watched(&sources, &request, &sink, &|news| progress.hears(&news))?, None),
    };
    drop(progress);
    if check.faces {
        let holds = outcome.still_holds(request.today);
        photos.tidy(&Others::StayWhile(&|reliance| holds.holds_written(reliance)));
    }
    refuse_unknown_edition(check.edition.as_deref(), &outcome)?;
    let written = sheet.map(|sheet| write(&folder, check, &sheet)).transpose()?;
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
        consents_due: overview::count_ending(&outcome.register, request.today, DUE_WITHIN),
        taken_down: Vec::new(),
        replaced: Vec::new(),
        notices: Vec::new(),
        timings: None,
        reading: words.readings.iter().map(ReadingLine::of).collect(),
    };
    if fixed.is_some() {
        // The lines are shown as they are after mending; what cannot be listed is shown without them.
        let _ = sources.list();
    }
    let beside = Beside { sources: Some(&sources), folder: &check.folder, fixed: fixed.as_deref() };
    let mut title = title(problems, fixed.as_deref(), written.as_deref());
    if check.words {
        title = format!("{}\n{title}", levels(&words.readings, terminal.is_verbose()));
    }
    terminal.report_beside(&report, &title, &beside);
    let fails = problems.has_errors() || (check.strict && problems.count(Severity::HeldBack) > 0);
    Ok(if fails { NOT_WELL } else { WELL })
}

fn title(problems: &Problems, fixed: Option<&[Fixed]>, sheet: Option<&Utf8Path>) -> String {
    let counts = format!(
        "{}, {} held back, {}.",
        counted(problems.count(Severity::Error), "mistake", "mistakes"),
        problems.count(Severity::HeldBack),
        counted(problems.count(Severity::Advice), "piece of advice", "pieces of advice"),
    );
    let mendable = problems.iter().filter(|problem| problem.mending.is_safe()).count();
    if let Some(place) = sheet {
        return format!("{counts} The sheet to sign is {place}. Keep it in the house.");
    }
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

/// Writes the sheet where it was asked for; never among the editions, which are copied to others.
fn write(folder: &Utf8Path, check: &Check, sheet: &str) -> Result<Utf8PathBuf, Stop> {
    let place = check.out.clone().unwrap_or_else(|| folder.join("sign-off.html"));
    let absolute = camino::absolute_utf8(&place).unwrap_or_else(|_| place.clone());
    let parent = absolute.parent().unwrap_or(folder);
    let parent = parent.canonicalize_utf8().unwrap_or_else(|_| parent.to_owned());
    if parent.starts_with(folder.join("out")) || parent.starts_with(folder.join(".carefolio")) {
        return Err(Stop {
            says: "The sheet names people's files, and this folder is copied to others or belongs to the program."
                .to_owned(),
            fix: "Choose another place with --out, outside `out` and `.carefolio`.".to_owned(),
        });
    }
    write_sheet(&absolute, SIGN_OFF_HEAD, sheet.as_bytes())?;
    Ok(place)
}
