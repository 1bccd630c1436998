//! `carefolio consent`: consents in daily life.
//!
//! Every command works while other files of the folder have mistakes in them. What changes a person's file says first
//! what it will do, and asks.

mod add;
mod answers;
mod args;
mod end;
mod explain;
mod form;
mod list;

pub use args::Consent;

use std::fmt::Write;

use camino::{Utf8Path, Utf8PathBuf};

use super::ask::Asker;
use super::terminal::{Terminal, counted};
use super::{Stop, no_settings, portfolio_folder};
use crate::consent::file::{CannotChange, PersonFile};
use crate::consent::overview;
use crate::content::dates::Date;
use crate::content::people::{Person, PersonId};
use crate::content::{Item, ItemId};
use crate::output::AuthorsFolder;
use crate::pipeline::{Difference, Survey, remember, survey, with_photos};
use crate::problem::{all_of, did_you_mean};
use crate::sources::{DiskSources, SourcePath, Sources};
use args::Command;

/// Runs it.
pub fn run(consent: &Consent, terminal: &Terminal) -> Result<u8, Stop> {
    match &consent.command {
        Command::Add(add) => add::add(add, &mut Asker::at_keyboard(add.yes), terminal),
        Command::Renew(renew) => add::renew(renew, &mut Asker::at_keyboard(renew.yes), terminal),
        Command::Form(form) => form::run(form, terminal),
        Command::List(list) => list::list(list, terminal),
        Command::Due(due) => list::due(due, terminal),
        Command::Explain(explain) => explain::run(explain, terminal),
        Command::Withdraw(withdraw) => end::withdraw(withdraw, &mut Asker::at_keyboard(withdraw.ending.yes), terminal),
        Command::Died(day) => end::died(day, &mut Asker::at_keyboard(day.ending.yes), terminal),
        Command::Left(day) => end::left(day, &mut Asker::at_keyboard(day.ending.yes), terminal),
    }
}

/// A portfolio folder, looked at once.
pub struct Desk {
    /// Where it is.
    pub folder: Utf8PathBuf,
    /// What is in it.
    pub survey: Survey,
    sources: DiskSources,
}

impl Desk {
    /// Opens a folder that has a `carefolio.toml`.
    pub fn open(given: &Utf8Path) -> Result<Desk, Stop> {
        let folder = portfolio_folder(given)?;
        if !folder.join("carefolio.toml").is_file() {
            return Err(no_settings(&folder));
        }
        let sources = DiskSources::new(&folder, Vec::new());
        let survey = survey(&sources);
        Ok(Desk { folder, survey, sources })
    }

    /// Somebody in the register.
    pub fn person(&self, typed: &str) -> Result<&Person, Stop> {
        overview::find(self.survey.register(), typed).ok_or_else(|| self.nobody(typed))
    }

    /// Nobody is called so.
    fn nobody(&self, typed: &str) -> Stop {
        let known = self.survey.register().people.iter().map(|person| person.id.as_str());
        let fix = match did_you_mean(typed, known) {
            Some(near) => format!("Did you mean {near}? carefolio consent list shows everybody."),
            None => "Say the name of their file in people/. carefolio consent list shows everybody.".to_owned(),
        };
        Stop { says: format!("Nobody in the register is called {typed}."), fix }
    }

    /// A person's file, to be changed.
    pub fn file(&self, person: &Person) -> Result<(Vec<u8>, PersonFile), Stop> {
        let path = &person.at.file;
        let bytes = self.bytes(path)?;
        let file = PersonFile::read(path, &bytes).map_err(|trouble| cannot_change(path, &trouble))?;
        Ok((bytes, file))
    }

    /// The bytes of a file of the portfolio.
    pub fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, Stop> {
        self.sources.read(path).map_err(|error| Stop {
            says: format!("{path} cannot be read: {error}."),
            fix: "Close it in other programs, or ask for permission to read it, then do this again.".to_owned(),
        })
    }

    /// Whether a file is there.
    pub fn has(&self, path: &SourcePath) -> bool {
        self.sources.read(path).is_ok()
    }

    /// Remembers the photos of somebody, of these items or of all, so that the same picture under another name is caught.
    pub fn remember_photos(&self, person: &PersonId, only: Option<&[ItemId]>, on: Date) -> Result<(), Stop> {
        let items: Vec<Item> = self.survey.items().map(|gathered| gathered.item.clone()).collect();
        let photos = remember(&self.sources, &items, person, only);
        let path = SourcePath::new("people/withdrawn-photos.toml").expect("a plain path");
        let before = if self.has(&path) { Some(self.bytes(&path)?) } else { None };
        let known = before.as_deref().map(std::str::from_utf8).transpose();
        let known = known.map_err(|_| cannot_change(&path, &CannotChange::Letters))?;
        let after = with_photos(known, &photos, on);
        match before {
            Some(before) if before == after.as_bytes() => Ok(()),
            Some(before) => self.replace(&path, &before, after.as_bytes()),
            None if photos.is_empty() => Ok(()),
            None => Ok(AuthorsFolder::new(&self.folder).create(&path, after.as_bytes())?),
        }
    }

    /// Puts a changed file in its place.
    pub fn replace(&self, path: &SourcePath, before: &[u8], after: &[u8]) -> Result<(), Stop> {
        Ok(AuthorsFolder::new(&self.folder).replace(path, before, after)?)
    }
}

fn cannot_change(path: &SourcePath, trouble: &CannotChange) -> Stop {
    let until = "Until then nothing of this person is safe to change here; carefolio build takes down what it must.";
    match trouble {
        CannotChange::Letters => Stop {
            says: format!("{path} is not saved as UTF-8, so it was left as it is."),
            fix: "Open it, save it as plain text (UTF-8), and do this again.".to_owned(),
        },
        CannotChange::Line(line) => Stop {
            says: format!("{path} was left as it is: line {line} cannot be read."),
            fix: format!("carefolio check tells what is wrong with it. Put it right and do this again. {until}"),
        },
        CannotChange::Shape(line) => Stop {
            says: format!("{path} was left as it is: from line {line} on, the consents are not under `[[consent]]`."),
            fix: "Write each consent under a line `[[consent]]` of its own, or make this change by hand.".to_owned(),
        },
    }
}

/// What a change opens and closes, for the screen; editions to which the same happens stand together.
pub fn in_words(difference: &Difference, id: &PersonId, survey: &Survey) -> String {
    let mut parts: Vec<(Vec<&str>, String)> = Vec::new();
    for edition in survey.editions() {
        let words = in_edition(difference, edition);
        match parts.iter_mut().find(|(_, known)| *known == words) {
            Some((editions, _)) => editions.push(edition),
            None => parts.push((vec![edition], words)),
        }
    }
    parts.retain(|(_, words)| !words.is_empty());
    if parts.is_empty() {
        return format!("  Nothing: what the editions show of {} today stays the same.\n", id.as_str());
    }
    parts.iter().map(|(editions, words)| format!("  {}:\n{words}", all_of(editions.iter().copied()))).collect()
}

fn in_edition(difference: &Difference, edition: &str) -> String {
    let parts = [
        (&difference.gone, "goes away", "go away"),
        (&difference.changed, "is shown with less or more of them", "are shown with less or more of them"),
        (&difference.opened, "is shown from now on", "are shown from now on"),
    ];
    let mut words = String::new();
    for (list, one, many) in parts {
        let here: Vec<&ItemId> = list.iter().filter(|(name, _)| name == edition).map(|(_, item)| item).collect();
        if here.is_empty() {
            continue;
        }
        let _ = writeln!(words, "    {}", counted(here.len(), &format!("item {one}"), &format!("items {many}")));
        for item in here {
            let _ = writeln!(words, "      {item}");
        }
    }
    words
}
