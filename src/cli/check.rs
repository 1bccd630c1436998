//! `carefolio check`: tells everything that is wrong or held back. It writes nothing but the sheet to sign, when asked.

use camino::{Utf8Path, Utf8PathBuf};

use super::args::Check;
use super::build::refuse_unknown_edition;
use super::terminal::{Report, Terminal, all, counted};
use super::{NOT_WELL, Stop, WELL, day, home, no_settings, portfolio_folder};
use crate::pipeline::{self, Nowhere, Request};
use crate::output::write_sheet;
use crate::problem::Severity;
use crate::render::html::SIGN_OFF_HEAD;
use crate::sources::DiskSources;

/// Runs it.
pub fn run(check: &Check, terminal: &Terminal) -> Result<u8, Stop> {
    let folder = portfolio_folder(&check.folder)?;
    if !folder.join("carefolio.toml").is_file() {
        return Err(no_settings(&folder));
    }
    let sources = DiskSources::new(&folder, Vec::new()).at_home(home());
    let request = Request { today: day(check.today), edition: check.edition.clone(), despite_errors: false };
    let (outcome, sheet) = match check.sign_off {
        true => pipeline::sign_off(&sources, &request)?,
        false => (pipeline::run(&sources, &request, &Nowhere)?, None),
    };
    refuse_unknown_edition(check.edition.as_deref(), &outcome)?;
    let written = sheet.map(|sheet| write(&folder, check, &sheet)).transpose()?;
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
        "{}, {} held back, {}. {}",
        counted(problems.count(Severity::Error), "mistake", "mistakes"),
        problems.count(Severity::HeldBack),
        counted(problems.count(Severity::Advice), "piece of advice", "pieces of advice"),
        match &written {
            Some(place) => format!("The sheet to sign is {place}. Keep it in the house."),
            None => "Nothing was written.".to_owned(),
        },
    );
    terminal.report(&report, &title);
    let fails = problems.has_errors() || (check.strict && problems.count(Severity::HeldBack) > 0);
    Ok(if fails { NOT_WELL } else { WELL })
}

/// Writes the sheet where it was asked for; never among the editions, which are copied to others.
fn write(folder: &Utf8Path, check: &Check, sheet: &str) -> Result<Utf8PathBuf, Stop> {
    let place = check.out.clone().unwrap_or_else(|| folder.join("sign-off.html"));
    let absolute = camino::absolute_utf8(&place).unwrap_or_else(|_| place.clone());
    let parent = absolute.parent().unwrap_or(folder);
    let parent = parent.canonicalize_utf8().unwrap_or_else(|_| parent.to_owned());
    if parent.starts_with(folder.join("out")) || parent.starts_with(folder.join(".carefolio")) {
        return Err(Stop {
            says: "The sheet names people's files, and this folder is copied to others or belongs to the program.".to_owned(),
            fix: "Choose another place with --out, outside `out` and `.carefolio`.".to_owned(),
        });
    }
    write_sheet(&absolute, SIGN_OFF_HEAD, sheet.as_bytes())?;
    Ok(place)
}
