//! `carefolio migrate`: from one framework to another, item by item, and never without a yes.
//!
//! On a terminal each suggestion is asked. Elsewhere they are listed, or written to a file in which the author marks the
//! ones to apply.

mod list;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::json;

use super::args::{Migrate, PrintFormat};
use super::folder::{Opened, open};
use super::gaps::unknown_framework;
use super::terminal::{Terminal, counted};
use super::{NOT_WELL, Stop, WELL};
use crate::framework::{Framework, Frameworks};
use crate::output::AuthorsFolder;
use crate::portfolio::migrate::{
    CannotChange, Move, Suggestion, Write, change, must_be_named, suggestions, together, with_framework,
};
use crate::sources::{SourcePath, Sources, read_named};
use list::{Marked, listed, marked};

/// Runs it.
pub fn run(migrate: &Migrate, terminal: &Terminal) -> Result<u8, Stop> {
    let opened = open(&migrate.folder)?;
    if opened.problems.has_errors() {
        return Err(Stop {
            says: "There are mistakes in this folder, and codes are only changed in one without.".to_owned(),
            fix: format!("Put them right first: carefolio check {}", migrate.folder),
        });
    }
    let frameworks = both(&opened.portfolio.frameworks, &migrate.from, &migrate.to)?;
    let step = Move { frameworks: &frameworks.0, from: frameworks.1, to: frameworks.2 };
    let found = suggestions(&opened.portfolio, &step);
    let work = Work { opened: &opened, step: &step, found: &found, terminal };
    if let Some(file) = &migrate.apply {
        return work.apply_file(file);
    }
    if let Some(file) = &migrate.write_suggestions {
        return work.write_file(file);
    }
    if terminal.has_person() && !found.is_empty() {
        return work.ask();
    }
    work.print();
    Ok(WELL)
}

/// The active frameworks and the one to come, with the places of both ends.
fn both(own: &Frameworks, from: &str, to: &str) -> Result<(Frameworks, usize, usize), Stop> {
    let (frameworks, to) = own.with(to).ok_or_else(|| unknown_framework(own, to))?;
    let (_, from_place) = own.with(from).ok_or_else(|| unknown_framework(own, from))?;
    if from_place >= own.active().len() {
        return Err(Stop {
            says: format!("Nothing in this folder uses \"{from}\"."),
            fix: "Name the framework that your files use now; it stands in carefolio.toml.".to_owned(),
        });
    }
    if from_place == to {
        return Err(Stop {
            says: "Both names mean the same framework.".to_owned(),
            fix: "Name another one behind --to.".to_owned(),
        });
    }
    Ok((frameworks, from_place, to))
}

struct Work<'w> {
    opened: &'w Opened,
    step: &'w Move<'w>,
    found: &'w [Suggestion],
    terminal: &'w Terminal,
}

impl Work<'_> {
    fn to(&self) -> &Framework {
        &self.step.frameworks.active()[self.step.to]
    }

    fn must_name(&self) -> bool {
        must_be_named(&self.opened.portfolio, self.to())
    }

    fn print(&self) {
        if self.terminal.format() == PrintFormat::Json {
            let rows: Vec<serde_json::Value> = self.found.iter().map(in_json).collect();
            let report = json!({
                "from": self.step.frameworks.active()[self.step.from].id,
                "to": self.to().id,
                "must_be_named": self.must_name(),
                "suggestions": rows,
            });
            self.terminal.print(&serde_json::to_string_pretty(&report).expect("plain words can always be written"));
            return;
        }
        self.terminal.print(&listed(self.found, self.to(), self.must_name()));
        if !self.found.is_empty() {
            self.terminal.say("Nothing was changed. Write these to a file with --write-suggestions FILE, mark the ones that fit, and apply it with --apply FILE.");
        }
    }

    /// Writes the suggestions where the author can mark them.
    fn write_file(&self, file: &Utf8Path) -> Result<u8, Stop> {
        let (folder, name) = place_of(file)?;
        let text = listed(self.found, self.to(), self.must_name());
        AuthorsFolder::new(&folder).create(&name, text.as_bytes())?;
        self.terminal.say(&format!(
            "{} in {file}. Put an x between the brackets of each that fits, save, and run this again with --apply {file}.",
            counted(self.found.len(), "suggestion is", "suggestions are")
        ));
        Ok(WELL)
    }

    /// Applies the suggestions that are marked in a file.
    fn apply_file(&self, file: &Utf8Path) -> Result<u8, Stop> {
        let read = read_named(file).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let text = read.ok_or_else(|| Stop {
            says: format!("The file {file} cannot be read."),
            fix: "Write it anew with --write-suggestions, and save it as plain text.".to_owned(),
        })?;
        let Marked { confirmed, names_framework, unknown } = marked(&text, self.found);
        if let Some(line) = unknown.first() {
            return Err(Stop {
                says: format!("Line {line} of {file} is marked, but fits no suggestion any more."),
                fix: "Write the suggestions anew, and mark those that fit.".to_owned(),
            });
        }
        if self.must_name() && !names_framework && !confirmed.is_empty() {
            return Err(Stop {
                says: format!("Codes of {} count only when it is named in carefolio.toml.", self.to().title),
                fix: "Mark the line of carefolio.toml as well.".to_owned(),
            });
        }
        self.write(&confirmed, names_framework && self.must_name())
    }

    /// Asks one by one.
    fn ask(&self) -> Result<u8, Stop> {
        let mut confirmed = Vec::new();
        let mut skipped: Option<&SourcePath> = None;
        self.terminal.print(&format!(
            "{}. y: yes, n: no, s: skip the rest of this file, q: stop here and keep what you said.",
            counted(self.found.len(), "suggestion", "suggestions")
        ));
        for one in self.found {
            if skipped == Some(&one.at.file) {
                continue;
            }
            let question = format!("{}\n  {} [y/n/s/q]", self.terminal.strong(&one.at.to_string()), sentence(one));
            match self.answer(&question) {
                Answer::Yes => confirmed.push(one),
                Answer::No => {}
                Answer::Skip => skipped = Some(&one.at.file),
                Answer::Quit => break,
            }
        }
        if confirmed.is_empty() {
            self.terminal.say("Nothing was changed.");
            return Ok(WELL);
        }
        let names = self.must_name();
        if names {
            let question = format!("Name {} in carefolio.toml, so that its codes count? [y/n]", self.to().id);
            if !matches!(self.answer(&question), Answer::Yes) {
                self.terminal.say("Nothing was changed: its codes would be mistakes.");
                return Ok(WELL);
            }
        }
        self.write(&confirmed, names)
    }

    fn answer(&self, question: &str) -> Answer {
        loop {
            let Some(answer) = self.terminal.ask(question) else { return Answer::Quit };
            match answer.to_lowercase().as_str() {
                "y" | "yes" => return Answer::Yes,
                "n" | "no" => return Answer::No,
                "s" | "skip" => return Answer::Skip,
                "q" | "quit" => return Answer::Quit,
                _ => {}
            }
        }
    }

    /// Writes what was confirmed, file by file. Every file is made in full before the first is written.
    fn write(&self, confirmed: &[&Suggestion], names_framework: bool) -> Result<u8, Stop> {
        let mut by_file: BTreeMap<&SourcePath, Vec<&Suggestion>> = BTreeMap::new();
        for one in confirmed {
            by_file.entry(&one.at.file).or_default().push(one);
        }
        let mut ready: Vec<(SourcePath, Vec<u8>, Vec<u8>)> = Vec::new();
        let mut left: Vec<CannotChange> = Vec::new();
        if names_framework {
            let settings = SourcePath::new("carefolio.toml").expect("a plain name");
            let before = self.read(&settings)?;
            match with_framework(&before, &self.opened.portfolio, self.to()) {
                Ok(after) => ready.push((settings, before, after)),
                Err(_) => {
                    return Err(Stop {
                        says: "The list `frameworks` in carefolio.toml could not be changed.".to_owned(),
                        fix: format!("Add \"{}\" to it by hand, then run this again.", self.to().id),
                    });
                }
            }
        }
        for (file, confirmed) in by_file {
            let before = self.read(file)?;
            match change(&before, &together(&confirmed)) {
                Ok(after) => ready.push((file.clone(), before, after)),
                Err(cannot) => left.push(cannot),
            }
        }
        let folder = AuthorsFolder::new(&self.opened.folder);
        for (file, before, after) in &ready {
            folder.replace(file, before, after)?;
            self.terminal.say(&format!("Changed: {file}"));
        }
        for CannotChange(at) in &left {
            self.terminal.print(&format!(
                "Left as it is, since the code was not found where it was read: {at}. Add it by hand."
            ));
        }
        self.terminal.say(&format!(
            "{} changed. See how it looks: carefolio gaps --framework {}",
            counted(ready.len(), "file", "files"),
            self.to().prefix
        ));
        Ok(if left.is_empty() { WELL } else { NOT_WELL })
    }

    fn read(&self, file: &SourcePath) -> Result<Vec<u8>, Stop> {
        self.opened.sources.read(file).map_err(|_| Stop {
            says: format!("The file {file} cannot be read."),
            fix: "Close it in other programs, then do this again.".to_owned(),
        })
    }
}

enum Answer {
    Yes,
    No,
    Skip,
    Quit,
}

/// What a suggestion would do, in one sentence.
fn sentence(one: &Suggestion) -> String {
    match &one.write {
        Write::Beside { code, title, closeness } => {
            format!("Beside {}: {code}, \"{title}\" ({})?", one.typed, closeness.words())
        }
        Write::InFull { code } => format!("Instead of {}: {code}, since both frameworks have this name?", one.typed),
    }
}

fn in_json(one: &Suggestion) -> serde_json::Value {
    let closeness = match &one.write {
        Write::Beside { closeness, .. } => closeness.words(),
        Write::InFull { .. } => "in full",
    };
    json!({
        "file": one.at.file,
        "line": one.at.line,
        "code": one.typed,
        "write": one.write.code(),
        "closeness": closeness,
    })
}

/// The folder and the name of a file anywhere.
fn place_of(file: &Utf8Path) -> Result<(Utf8PathBuf, SourcePath), Stop> {
    let folder = file.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    let folder = folder.canonicalize_utf8().ok();
    let name = file.file_name().and_then(SourcePath::new);
    folder.zip(name).ok_or_else(|| Stop {
        says: format!("There is no place for a file {file}."),
        fix: "Name a file in a folder that is there.".to_owned(),
    })
}
