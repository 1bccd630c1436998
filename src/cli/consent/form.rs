//! `carefolio consent form`: a permission form with somebody's name on it, to print, talk through and sign.
//!
//! Nothing is ticked beforehand: what they agree to is for them to say. There is one in each language of the house, as a
//! page and as a sheet of paper.

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::json;

use super::Desk;
use super::args::Form;
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, WELL, day};
use crate::output::write_one_file;
use crate::pipeline::PermissionSheet;
use crate::problem::all_of;

/// What is said by a program that was built without PDFs.
const ONLY_PAGES: &str = "This carefolio was built without PDFs (the feature \"pdf\")";

/// Runs it.
pub fn run(form: &Form, terminal: &Terminal) -> Result<u8, Stop> {
    // Without a person the first word is the folder.
    let folder = form.person.as_deref().filter(|_| form.blank).map_or(form.place.folder.as_path(), Utf8Path::new);
    let desk = Desk::open(folder)?;
    let person = form.person.as_deref().filter(|_| !form.blank).map(|typed| desk.person(typed)).transpose()?;
    let today = day(form.place.today);
    let sheets = desk.survey.permission_sheets(person, today);
    let sheets = sheets.map_err(|problem| Stop { says: problem.says, fix: problem.fix })?;
    let files = files(form, person.map_or("blank", |person| person.id.as_str()), &sheets)?;
    for (file, bytes) in &files {
        write_one_file(file, bytes, &[&desk.folder.join("out"), &desk.folder.join(".carefolio")])?;
    }
    let names = || files.iter().map(|(file, _)| file.as_str());
    let (are, it) = if files.len() == 1 { ("is", "it") } else { ("are", "one of them") };
    terminal.say(&format!("{} {are} ready: open {it}, print it, and go through it together.", all_of(names())));
    if let Some(person) = person {
        let id = person.id.as_str();
        terminal.say(&format!("Then write down what they decided with: carefolio consent add {id}"));
    }
    if sheets.iter().all(|sheet| sheet.pdf.is_none()) {
        terminal.say(&format!("{ONLY_PAGES}, so there is only the page; it prints as well."));
    }
    let person = person.map(|person| person.id.as_str());
    terminal.json(&json!({ "person": person, "file": names().next(), "files": names().collect::<Vec<_>>() }));
    Ok(WELL)
}

/// Every file with its name: those of the first language as asked for, those of others with their language before the
/// ending.
fn files<'s>(form: &Form, whom: &str, sheets: &'s [PermissionSheet]) -> Result<Vec<(Utf8PathBuf, &'s [u8])>, Stop> {
    let wanted = form.out.as_ref().map(|out| out.extension().unwrap_or_default().to_lowercase());
    if wanted.as_deref() == Some("pdf") && sheets.iter().all(|sheet| sheet.pdf.is_none()) {
        let fix = "Ask for the page instead, with --out FILE.html. It prints as well.".to_owned();
        return Err(Stop { says: format!("{ONLY_PAGES}."), fix });
    }
    let stem = form
        .out
        .as_ref()
        .map_or_else(|| Utf8PathBuf::from(format!("permission-form-{whom}")), |out| out.with_extension(""));
    let mut files = Vec::new();
    for (place, sheet) in sheets.iter().enumerate() {
        let named = |ending: &str| match (place, &form.out) {
            (0, Some(out)) => out.clone(),
            (0, None) => Utf8PathBuf::from(format!("{stem}.{ending}")),
            _ => Utf8PathBuf::from(format!("{stem}.{}.{ending}", sheet.lang)),
        };
        if wanted.as_deref() != Some("pdf") {
            files.push((named("html"), sheet.page.as_bytes()));
        }
        if wanted.as_deref().is_none_or(|ending| ending == "pdf") {
            files.extend(sheet.pdf.as_ref().map(|pdf| (named("pdf"), pdf.as_slice())));
        }
    }
    Ok(files)
}
