//! Reads every file of the portfolio.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::item::Item;
use super::kinds::{self, Draft, Found, Shelf};
use super::layout::{Layout, Task, lay_out};
use super::memory::Memory;
use super::people::{IssuedCopy, Person, PersonId, Register, WithdrawnPhoto};
use super::service::Portfolio;
use super::translation::{self, Translation};
use crate::problem::{Problems, consent, folder};
use crate::sources::{SourcePath, Sources};

/// Everything that could be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// `carefolio.toml`; none when it is missing or cannot be read at all.
    pub settings: Option<Portfolio>,
    /// Every item, sorted by id.
    pub items: Vec<Item>,
    /// The private register.
    pub register: Register,
    /// Frameworks of the service's own: path and text, read by `framework`.
    pub frameworks: Vec<(SourcePath, String)>,
    /// Theme files of the service's own: path inside `theme/` and bytes.
    pub theme: Vec<(String, Vec<u8>)>,
    /// Every ordinary file, sorted, so that a file named by an author can be found.
    pub files: Vec<SourcePath>,
}

/// Reads a folder. Never gives up: what cannot be read is a problem.
pub fn parse(sources: &dyn Sources, problems: &mut Problems) -> Parsed {
    parse_with(sources, None, problems)
}

/// The same, but what nobody touched since the last time is taken from memory. It comes out as if it were read again.
pub fn parse_again(sources: &dyn Sources, memory: &mut Memory, problems: &mut Problems) -> Parsed {
    parse_with(sources, Some(memory), problems)
}

fn parse_with(sources: &dyn Sources, memory: Option<&mut Memory>, problems: &mut Problems) -> Parsed {
    let Ok(entries) = sources.list() else {
        if let Some(place) = SourcePath::new("carefolio.toml") {
            problems.add(folder::folder_unreadable(&place));
        }
        return Parsed::default();
    };
    let Layout { tasks, files, loose } = lay_out(entries, problems);
    let done: Vec<(Output, Problems)> = match memory {
        None => tasks.par_iter().map(|task| perform(task, &Shelf::new(sources, &files))).collect(),
        Some(memory) => memory.perform(&tasks, &files, sources),
    };
    let mut parsed = Parsed { items: Vec::with_capacity(done.len()), ..Parsed::default() };
    let mut used = BTreeSet::new();
    let mut translations = Vec::new();
    for (output, told) in done {
        problems.append(told);
        match output {
            Output::Translation(translation, its_files) => {
                used.extend(its_files);
                translations.push(*translation);
            }
            output => gather(output, &mut parsed, &mut used),
        }
    }
    for (_, problem) in loose.into_iter().filter(|(file, _)| !used.contains(file)) {
        problems.add(problem);
    }
    parsed.items = one_each(std::mem::take(&mut parsed.items), problems);
    translation::join(&mut parsed.items, translations, problems);
    parsed.register.people.sort_by(|a, b| a.id.cmp(&b.id));
    tell_people_twice(&parsed.register.people, problems);
    parsed.files = files.into_keys().collect();
    parsed
}

/// Reads one person's file on its own, for a command that is about to change it. `text` has `\n` for line ends.
pub fn parse_person(file: &SourcePath, text: &str, problems: &mut Problems) -> Person {
    kinds::person(&PersonId::new(file.stem()), file, Some(text), problems)
}

/// What became of one task.
#[derive(Clone)]
pub(super) enum Output {
    Nothing,
    Settings(Box<Portfolio>),
    Item(Box<Found>),
    Items(Vec<Item>),
    Translation(Box<Translation>, Vec<SourcePath>),
    Person(Box<Person>),
    Exceptions(Box<Register>),
    Withdrawn(Vec<WithdrawnPhoto>),
    Issued(Vec<IssuedCopy>),
    Framework(SourcePath, String),
    Theme(String, Vec<u8>),
}

/// Does one task.
pub(super) fn perform(task: &Task, shelf: &Shelf<'_>) -> (Output, Problems) {
    let mut problems = Problems::default();
    let output = read(task, shelf, &mut problems).unwrap_or(Output::Nothing);
    (output, problems)
}

fn read(task: &Task, shelf: &Shelf<'_>, problems: &mut Problems) -> Option<Output> {
    Some(match task {
        Task::Settings(file) => {
            let text = shelf.text(file, problems)?;
            Output::Settings(Box::new(kinds::settings(file, &text, shelf, problems)))
        }
        Task::Item(kind, id, file) => {
            let text = shelf.text(file, problems)?;
            let draft = Draft { kind: *kind, id, file, text: &text, shelf };
            Output::Item(Box::new(kinds::item(&draft, problems)))
        }
        Task::Translation(kind, id, language, file) => {
            let text = shelf.text(file, problems)?;
            let draft = Draft { kind: *kind, id, file, text: &text, shelf };
            let (translation, used) = kinds::translation(&draft, language, problems);
            Output::Translation(Box::new(translation), used)
        }
        Task::Rows(kind, file) => {
            let text = shelf.text(file, problems)?;
            Output::Items(kinds::rows(*kind, file, &text, problems))
        }
        Task::Audit(id, files) => Output::Item(Box::new(kinds::audit(id, files, shelf, problems)?)),
        Task::Figure(id, files) => Output::Item(Box::new(kinds::figure(id, files, shelf, problems)?)),
        Task::Person(id, file) => {
            let text = shelf.text(file, problems);
            Output::Person(Box::new(kinds::person(id, file, text.as_deref(), problems)))
        }
        Task::Exceptions(file) => {
            let text = shelf.text(file, problems)?;
            Output::Exceptions(Box::new(kinds::exceptions(file, &text, problems)))
        }
        Task::WithdrawnPhotos(file) => {
            let text = shelf.text(file, problems)?;
            Output::Withdrawn(kinds::withdrawn_photos(file, &text, problems))
        }
        Task::Issued(file) => {
            let text = shelf.text(file, problems)?;
            Output::Issued(kinds::issued(file, &text, problems))
        }
        Task::Framework(file) => Output::Framework(file.clone(), shelf.text(file, problems)?),
        Task::Theme(inside, file) => Output::Theme(inside.clone(), shelf.bytes(file, problems)?),
    })
}

fn gather(output: Output, parsed: &mut Parsed, used: &mut BTreeSet<SourcePath>) {
    match output {
        Output::Nothing | Output::Translation(..) => {}
        Output::Settings(settings) => parsed.settings = Some(*settings),
        Output::Item(found) => {
            used.extend(found.used);
            parsed.items.push(found.item);
        }
        Output::Items(items) => parsed.items.extend(items),
        Output::Person(person) => parsed.register.people.push(*person),
        Output::Issued(copies) => parsed.register.issued.extend(copies),
        Output::Exceptions(read) => {
            parsed.register.exceptions.extend(read.exceptions);
            parsed.register.edition_exceptions.extend(read.edition_exceptions);
            parsed.register.photo_exceptions.extend(read.photo_exceptions);
        }
        Output::Withdrawn(photos) => parsed.register.withdrawn_photos.extend(photos),
        Output::Framework(file, text) => parsed.frameworks.push((file, text)),
        Output::Theme(inside, bytes) => parsed.theme.push((inside, bytes)),
    }
}

/// `Mary.toml` beside `mary.toml`: nobody would see in one what was withdrawn in the other, and Windows keeps only one.
fn tell_people_twice(people: &[Person], problems: &mut Problems) {
    let mut seen: BTreeMap<String, &Person> = BTreeMap::new();
    for person in people {
        if let Some(first) = seen.insert(person.id.as_str().to_lowercase(), person) {
            problems.add(consent::person_twice(person.at.clone(), &first.at));
        }
    }
}

/// Sorted by id, and none twice.
fn one_each(mut items: Vec<Item>, problems: &mut Problems) -> Vec<Item> {
    items.sort_by(|a, b| (&a.id, &a.at).cmp(&(&b.id, &b.at)));
    items.dedup_by(|item, kept| {
        let is_there = item.id == kept.id;
        if is_there {
            problems.add(folder::same_item_twice(item.at.clone(), &kept.at));
        }
        is_there
    });
    items
}

#[cfg(test)]
mod tests;
