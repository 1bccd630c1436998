//! Decides what each file of the folder is. The folder at the top decides the kind (PRODUCT section 2).
//!
//! What looks like content but is not used is told; photos, notes and leftovers that cannot be mistaken for content are not.

use std::collections::BTreeMap;

use super::dates::Period;
use super::item::ItemId;
use super::language::{Language, translation_of};
use super::people::PersonId;
use super::terms::{Kind, Term};
use crate::problem::folder::{self, NotUsed};
use crate::problem::{Problem, Problems};
use crate::sources::{Entry, EntryKind, SourcePath};

/// Folders at the top that hold something other than items.
const OTHER_FOLDERS: [&str; 5] = ["people", "frameworks", "theme", "inbox", "out"];

/// Something to read: one file, or a few that belong together.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// `carefolio.toml`.
    Settings(SourcePath),
    /// One file that is one item.
    Item(Kind, ItemId, SourcePath),
    /// The same item again in another language.
    Translation(Kind, ItemId, &'static Language, SourcePath),
    /// A table with an item in each row.
    Rows(Kind, SourcePath),
    /// An audit and its results.
    Audit(ItemId, AuditFiles),
    /// A figure and its values.
    Figure(ItemId, FigureFiles),
    /// Somebody in the register.
    Person(PersonId, SourcePath),
    /// `people/exceptions.toml`.
    Exceptions(SourcePath),
    /// `people/issued.toml`.
    Issued(SourcePath),
    /// `people/withdrawn-photos.toml`.
    WithdrawnPhotos(SourcePath),
    /// A framework of the service's own.
    Framework(SourcePath),
    /// A file of a theme, and its path inside the theme.
    Theme(String, SourcePath),
}

impl Task {
    /// A name that no other task of the folder has: its file, or the path of its item.
    pub fn name(&self) -> &str {
        match self {
            Task::Settings(file)
            | Task::Item(_, _, file)
            | Task::Translation(_, _, _, file)
            | Task::Rows(_, file)
            | Task::Person(_, file)
            | Task::Exceptions(file)
            | Task::Issued(file)
            | Task::WithdrawnPhotos(file)
            | Task::Framework(file)
            | Task::Theme(_, file) => file.as_str(),
            Task::Audit(id, _) | Task::Figure(id, _) => id.as_str(),
        }
    }
}

/// The files of an audit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditFiles {
    /// `audit.toml`; two would be one too many.
    pub descriptions: Vec<SourcePath>,
    /// `2026-05.toml`.
    pub periods: Vec<(Period, SourcePath)>,
    /// `results.csv`.
    pub results: Option<SourcePath>,
}

/// The files of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureFiles {
    /// The facts; two would be one too many.
    pub descriptions: Vec<SourcePath>,
    /// The values.
    pub values: Option<SourcePath>,
}

/// What is in the folder.
#[derive(Debug, Default)]
pub struct Layout {
    /// What is to be read, sorted by path.
    pub tasks: Vec<Task>,
    /// Every ordinary file and its size.
    pub files: BTreeMap<SourcePath, u64>,
    /// Files that are not used unless an item names them.
    pub loose: Vec<(SourcePath, Problem)>,
}

/// Sorts the files of a folder into what is to be read.
pub fn lay_out(entries: Vec<Entry>, problems: &mut Problems) -> Layout {
    let mut sorter = Sorter::default();
    for Entry { path, kind } in entries {
        if path.parts().any(|part| part.starts_with('.')) || is_quiet_folder(&path) {
            continue;
        }
        match kind {
            EntryKind::Link => problems.add(folder::link_not_followed(&path)),
            EntryKind::Other => problems.add(folder::not_a_file(&path)),
            EntryKind::Unreadable => problems.add(folder::file_name_unreadable(&path)),
            EntryKind::Twins => problems.add(folder::file_names_alike(&path)),
            EntryKind::File(_) if is_stray(&path) => problems.add(folder::stray_file(&path)),
            EntryKind::File(size) => {
                sorter.sort(&path, problems);
                sorter.layout.files.insert(path, size);
            }
        }
    }
    sorter.finish()
}

fn is_quiet_folder(path: &SourcePath) -> bool {
    path.folder().is_some() && matches!(path.parts().next(), Some("inbox" | "out"))
}

/// Leftovers and copies that Windows, Office and synchronising programs make.
fn is_stray(path: &SourcePath) -> bool {
    let name = path.name().to_lowercase();
    let is_text = matches!(path.ending().as_str(), "md" | "toml" | "csv");
    let is_numbered =
        path.stem().strip_suffix(')').and_then(|stem| stem.rsplit_once(" (")).is_some_and(|(_, number)| {
            !number.is_empty() && number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit())
        });
    matches!(name.as_str(), "thumbs.db" | "desktop.ini" | "ehthumbs.db")
        || name.ends_with('~')
        || name.starts_with("~$")
        || name.starts_with('#') && name.ends_with('#')
        || [".bak", ".tmp", ".orig", ".swp", ".part", ".crdownload"].iter().any(|ending| name.ends_with(ending))
        || ["conflicted copy", "case conflict", "sync-conflict-"].iter().any(|part| name.contains(part))
        || ["-DESKTOP-", "-LAPTOP-"].iter().any(|part| path.name().contains(part))
        // Cameras and phones number photos like this; texts get such a number only as copies.
        || is_text && (is_numbered || path.stem().ends_with(" - Copy") || path.stem().starts_with("Copy of "))
}

#[derive(Default)]
struct Sorter {
    layout: Layout,
    audits: BTreeMap<ItemId, AuditFiles>,
    figures: BTreeMap<ItemId, FigureFiles>,
    last_unknown_folder: Option<String>,
}

impl Sorter {
    fn sort(&mut self, path: &SourcePath, problems: &mut Problems) {
        let parts: Vec<&str> = path.parts().collect();
        if let Some(expected) = hidden_ending(path) {
            problems.add(folder::file_not_used(path, NotUsed::HiddenEnding, &expected));
            return;
        }
        match parts.as_slice() {
            ["carefolio.toml"] => self.layout.tasks.push(Task::Settings(path.clone())),
            [_] => top_file(path, problems),
            ["people", rest @ ..] => self.person(path, rest, problems),
            ["frameworks", _] if path.ending() == "toml" => self.layout.tasks.push(Task::Framework(path.clone())),
            ["frameworks", ..] => {}
            ["theme", rest @ ..] => self.layout.tasks.push(Task::Theme(rest.join("/"), path.clone())),
            [top, rest @ ..] => match Kind::of_folder(top) {
                Some(kind) => self.item(kind, path, rest, problems),
                None => self.unknown_folder(top, problems),
            },
            [] => {}
        }
    }

    fn person(&mut self, path: &SourcePath, rest: &[&str], problems: &mut Problems) {
        match rest {
            ["exceptions.toml"] => self.layout.tasks.push(Task::Exceptions(path.clone())),
            ["issued.toml"] => self.layout.tasks.push(Task::Issued(path.clone())),
            ["withdrawn-photos.toml"] => self.layout.tasks.push(Task::WithdrawnPhotos(path.clone())),
            [_] if path.ending() == "toml" => {
                self.layout.tasks.push(Task::Person(PersonId::new(path.stem()), path.clone()));
            }
            _ if is_readme(path) => {}
            _ if matches!(path.ending().as_str(), "toml" | "md" | "csv") => {
                problems.add(folder::file_not_used(path, NotUsed::InRegister, ""));
            }
            _ => {}
        }
    }

    fn unknown_folder(&mut self, top: &str, problems: &mut Problems) {
        if self.last_unknown_folder.as_deref() == Some(top) {
            return;
        }
        self.last_unknown_folder = Some(top.to_owned());
        let known = Kind::ALL.iter().map(|(_, kind)| kind.folder()).chain(OTHER_FOLDERS);
        if let Some(place) = SourcePath::new(top) {
            problems.add(folder::unknown_folder(&place, known));
        }
    }

    fn item(&mut self, kind: Kind, path: &SourcePath, rest: &[&str], problems: &mut Problems) {
        let ending = path.ending();
        if is_readme(path) {
            return;
        }
        if matches!(ending.as_str(), "doc" | "docx" | "odt" | "rtf" | "xls" | "xlsx" | "ods" | "pages") {
            problems.add(folder::file_not_used(path, NotUsed::OfficeFile, &usual_file(kind)));
            return;
        }
        if !matches!(ending.as_str(), "md" | "toml" | "csv") {
            return;
        }
        match kind {
            Kind::Audit => self.audit(path, rest, problems),
            Kind::Figure => self.figure(path, rest, problems),
            _ => self.plain_item(kind, path, rest, problems),
        }
    }

    fn plain_item(&mut self, kind: Kind, path: &SourcePath, rest: &[&str], problems: &mut Problems) {
        let ending = path.ending();
        let is_item = ending == "md" || ending == "toml" && may_be_toml(kind);
        let (stem, language) = name_of(path);
        match rest {
            [_] if is_item => self.push_item(kind, format!("{}/{stem}", kind.folder()), language, path),
            [_] if ending == "csv" && matches!(kind, Kind::Feedback | Kind::Record) => {
                self.layout.tasks.push(Task::Rows(kind, path.clone()));
            }
            [folder, _] if is_item && is_main_name(kind, stem) => {
                self.push_item(kind, format!("{}/{folder}", kind.folder()), language, path);
            }
            _ if ending == "csv" => {}
            [_] => problems.add(folder::file_not_used(path, NotUsed::WrongPlace, &usual_file(kind))),
            [_, _] => {
                let expected = format!("{}.md", kind.word());
                let problem = folder::file_not_used(path, NotUsed::NotTheItem, &expected);
                self.layout.loose.push((path.clone(), problem));
            }
            _ => {
                let problem = folder::file_not_used(path, NotUsed::TooDeep, &usual_file(kind));
                self.layout.loose.push((path.clone(), problem));
            }
        }
    }

    fn push_item(&mut self, kind: Kind, id: String, language: Option<&'static Language>, path: &SourcePath) {
        let (id, path) = (ItemId::new(id), path.clone());
        self.layout.tasks.push(match language {
            None => Task::Item(kind, id, path),
            Some(language) => Task::Translation(kind, id, language, path),
        });
    }

    fn audit(&mut self, path: &SourcePath, rest: &[&str], problems: &mut Problems) {
        let [folder, _] = rest else {
            problems.add(folder::file_not_used(path, NotUsed::WrongPlace, &usual_file(Kind::Audit)));
            return;
        };
        let id = ItemId::new(format!("audits/{folder}"));
        let ((stem, language), ending) = (name_of(path), path.ending());
        let period = Period::read(stem).filter(|_| stem.starts_with(|c: char| c.is_ascii_digit()));
        match (ending.as_str(), period) {
            ("toml" | "md", _) if is_main_name(Kind::Audit, stem) && language.is_some() => {
                self.push_item(Kind::Audit, id.to_string(), language, path);
            }
            ("toml" | "md", _) if is_main_name(Kind::Audit, stem) => {
                self.audits.entry(id).or_default().descriptions.push(path.clone());
            }
            ("toml", Some(period)) => self.audits.entry(id).or_default().periods.push((period, path.clone())),
            ("toml", None) => problems.add(folder::file_not_used(path, NotUsed::NotAPeriod, "")),
            ("csv", _) if stem == "results" => self.audits.entry(id).or_default().results = Some(path.clone()),
            ("csv", _) => problems.add(folder::file_not_used(path, NotUsed::NotTheItem, "results.csv")),
            _ => problems.add(folder::file_not_used(path, NotUsed::NotTheItem, "audit.toml")),
        }
    }

    fn figure(&mut self, path: &SourcePath, rest: &[&str], problems: &mut Problems) {
        let ((stem, language), ending) = (name_of(path), path.ending());
        let id = match rest {
            [_] => format!("figures/{stem}"),
            [folder, _] if is_main_name(Kind::Figure, stem) || ending == "csv" && stem == "values" => {
                format!("figures/{folder}")
            }
            _ => {
                problems.add(folder::file_not_used(path, NotUsed::NotTheItem, "figure.toml"));
                return;
            }
        };
        if language.is_some() && ending != "csv" {
            self.push_item(Kind::Figure, id, language, path);
            return;
        }
        let files = self.figures.entry(ItemId::new(id)).or_default();
        match ending.as_str() {
            "csv" => files.values = Some(path.clone()),
            _ => files.descriptions.push(path.clone()),
        }
    }

    fn finish(mut self) -> Layout {
        let audits = self.audits.into_iter().map(|(id, files)| Task::Audit(id, files));
        let figures = self.figures.into_iter().map(|(id, files)| Task::Figure(id, files));
        self.layout.tasks.extend(audits.chain(figures));
        self.layout
    }
}

/// The name of a file without its ending, and the language where it is a translation.
fn name_of(path: &SourcePath) -> (&str, Option<&'static Language>) {
    translation_of(path.stem()).map_or((path.stem(), None), |(stem, language)| (stem, Some(language)))
}

fn top_file(path: &SourcePath, problems: &mut Problems) {
    let is_content = matches!(path.ending().as_str(), "md" | "toml" | "csv" | "doc" | "docx" | "odt" | "xlsx");
    if is_content && !is_readme(path) {
        let expected = "only `carefolio.toml`; stories go into `stories`, pages into `pages`";
        problems.add(folder::file_not_used(path, NotUsed::WrongPlace, expected));
    }
}

fn is_readme(path: &SourcePath) -> bool {
    matches!(path.stem().to_lowercase().as_str(), "readme" | "licence" | "licences" | "license" | "licenses")
}

/// `story.md.txt` is what Notepad makes of `story.md`.
fn hidden_ending(path: &SourcePath) -> Option<String> {
    let inner = path.name().strip_suffix(".txt")?;
    [".md", ".toml", ".csv"].iter().any(|ending| inner.ends_with(ending)).then(|| inner.to_owned())
}

fn may_be_toml(kind: Kind) -> bool {
    matches!(kind, Kind::Learning | Kind::Award | Kind::Commitment | Kind::Record | Kind::SelfAssessment)
}

fn is_main_name(kind: Kind, stem: &str) -> bool {
    stem == "index" || stem == kind.word()
}

fn usual_file(kind: Kind) -> String {
    let folder = kind.folder();
    match kind {
        Kind::Audit => format!("a folder for each audit, such as `{folder}/medicines/audit.toml`"),
        Kind::Figure => format!("two files for each figure, such as `{folder}/falls.toml` and `{folder}/falls.csv`"),
        _ => format!("a file such as `{folder}/garden.md` or `{folder}/garden/{}.md`", kind.word()),
    }
}
