//! The person at the keyboard: reads the command line, prints what happened, and knows what day it is.
//! No other room prints, reads the environment or looks at a clock.

mod add;
mod args;
mod ask;
mod browser;
mod build;
mod check;
mod consent;
mod explain;
mod explain_code;
mod fix;
mod folder;
mod formats;
mod gaps;
mod issued;
mod manual;
mod migrate;
mod mishap;
mod mistyped;
mod new;
mod progress;
mod schema;
mod serve;
mod terminal;
mod timings;
mod told;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Parser;

use crate::content::dates::Date;
use crate::output::OutputTrouble;
use args::{Arguments, Command, PrintFormat};
use terminal::Terminal;

/// All is well.
const WELL: u8 = 0;
/// The content has errors, or something was held back and `--strict` was said.
const NOT_WELL: u8 = 1;
/// The program could not run at all.
const CANNOT_RUN: u8 = 2;

/// Runs a command line, program name first, and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    mishap::prepare();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(told) => {
            match mistyped::stop(&told) {
                Some(stop) => Terminal::plain().stopped(&stop),
                // Nothing can be done when even this cannot be printed.
                None => told.print().unwrap_or_default(),
            }
            return ExitCode::from(if told.use_stderr() { CANNOT_RUN } else { WELL });
        }
    };
    let terminal = Terminal::new(&arguments.printing);
    if arguments.printing.format == PrintFormat::Csv && !matches!(arguments.command, Command::Gaps(_)) {
        terminal.stopped(&Stop {
            says: "Only `carefolio gaps` can be printed as a table.".to_owned(),
            fix: "Leave --format out, or write --format json.".to_owned(),
        });
        return ExitCode::from(CANNOT_RUN);
    }
    let code = mishap::told(|| obey(&arguments.command, &terminal)).unwrap_or_else(Err);
    ExitCode::from(code.unwrap_or_else(|stop| {
        terminal.stopped(&stop);
        CANNOT_RUN
    }))
}

fn obey(command: &Command, terminal: &Terminal) -> Result<u8, Stop> {
    match command {
        Command::New(new) => new::run(new, terminal),
        Command::Add(add) => add::run(add, terminal),
        Command::Build(build) => build::run(build, terminal),
        Command::Serve(serve) => serve::run(serve, terminal),
        Command::Check(check) => check::run(check, terminal),
        Command::Explain(explain) => explain::run(explain, terminal),
        Command::Gaps(gaps) => gaps::run(gaps, terminal),
        Command::Migrate(migrate) => migrate::run(migrate, terminal),
        Command::Consent(consent) => consent::run(consent, terminal),
        Command::Issued(issued) => issued::run(issued, terminal),
        Command::Schema(schema) => schema::run(schema, terminal),
        Command::Completions(completions) => manual::completions(completions, terminal),
        Command::Man => manual::man(terminal),
    }
}

/// Why the program could not run.
pub struct Stop {
    /// What is in the way.
    pub says: String,
    /// What to do.
    pub fix: String,
}

impl From<OutputTrouble> for Stop {
    fn from(trouble: OutputTrouble) -> Stop {
        Stop { says: format!("{} ({}: {})", trouble.says, trouble.doing, trouble.path), fix: trouble.fix }
    }
}

/// The folder of a portfolio, made absolute so that the same folder has one name.
fn portfolio_folder(given: &Utf8Path) -> Result<Utf8PathBuf, Stop> {
    match given.canonicalize_utf8() {
        Ok(folder) if folder.is_dir() => Ok(folder),
        Ok(_) => Err(Stop {
            says: format!("{given} is a file, not a folder."),
            fix: "Name the folder that has carefolio.toml in it.".to_owned(),
        }),
        Err(_) => Err(Stop {
            says: format!("There is no folder {given}."),
            fix: "Check the name, or make a first portfolio with: carefolio new my-home".to_owned(),
        }),
    }
}

/// There is no `carefolio.toml` in the folder.
fn no_settings(folder: &Utf8Path) -> Stop {
    Stop {
        says: format!("There is no carefolio.toml in {folder}, so this is not a portfolio yet."),
        fix: "Go to the folder that has it, or make a first portfolio with: carefolio new my-home".to_owned(),
    }
}

/// The day that was asked for, or today.
#[expect(clippy::disallowed_methods, reason = "this is where the clock is")]
fn day(asked: Option<Date>) -> Date {
    asked.unwrap_or_else(|| Date::from_civil(jiff::Zoned::now().date()))
}

/// The home folder of whoever runs the program, so that nobody publishes over it.
#[expect(clippy::disallowed_methods, reason = "this is where the environment is")]
fn home() -> Option<Utf8PathBuf> {
    let variable = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    std::env::var(variable).ok().map(Utf8PathBuf::from)
}
