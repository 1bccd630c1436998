//! `carefolio consent form`: a permission form with somebody's name on it, to print, talk through and sign.
//!
//! Nothing is ticked beforehand: what they agree to is for them to say.

use camino::Utf8PathBuf;
use serde_json::json;

use super::Desk;
use super::args::Form;
use crate::cli::terminal::Terminal;
use crate::cli::{Stop, WELL};
use crate::output::write_one_file;

/// Runs it.
pub fn run(form: &Form, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&form.place.folder)?;
    let person = desk.person(&form.person)?;
    let page = desk.survey.permission_sheet(person).map_err(|problem| Stop { says: problem.says, fix: problem.fix })?;
    let usual = || Utf8PathBuf::from(format!("permission-form-{}.html", person.id.as_str()));
    let file = form.out.clone().unwrap_or_else(usual);
    write_one_file(&file, page.as_bytes(), &[&desk.folder.join("out"), &desk.folder.join(".carefolio")])?;
    terminal.say(&format!(
        "{file} is ready: open it, print it, and go through it together. Then write down what they decided with: carefolio \
         consent add {}",
        person.id.as_str()
    ));
    terminal.json(&json!({ "person": person.id.as_str(), "file": file.as_str() }));
    Ok(WELL)
}
