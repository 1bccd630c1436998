//! `carefolio issued`: who was given a copy of which edition, so that a withdrawal can name it.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::collections::BTreeMap;

use super::args::read_day;
use super::consent::Desk;
use super::terminal::{Terminal, counted};
use super::{Stop, WELL, day, home};
use crate::consent::issued::{self, is_same_mark};
use crate::content::ItemId;
use crate::content::dates::Date;
use crate::content::people::IssuedCopy;
use crate::output::{AuthorsFolder, EditionOnDisk, Place, Workplace};
use crate::pipeline::{self, Cards, Request};
use crate::problem::all_of;
use crate::sources::{DiskSources, SourcePath};

/// `carefolio issued`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub struct Issued {
    /// What to do; with a mark instead, a copy is written down.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What to write down.
    #[command(flatten)]
    pub note: Option<Note>,
}

/// What else can be done.
#[derive(Subcommand)]
pub enum Command {
    /// Show the copies that were handed out.
    List(ListCopies),
}

/// `issued list`.
#[derive(Args)]
pub struct ListCopies {
    /// The portfolio folder.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: Utf8PathBuf,
    /// Taken like everywhere; the list is the same on every day.
    #[arg(long, value_name = "DATE", value_parser = read_day, hide = true)]
    pub today: Option<Date>,
}

/// `issued MARK --to …`.
#[derive(Args)]
pub struct Note {
    /// The mark of the edition, as it says under "About this edition": K0E-B5.
    pub mark: String,
    /// The portfolio folder.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: Utf8PathBuf,
    /// Who was given it: "Inspector, 3 copies".
    #[arg(long, value_name = "WHO")]
    pub to: String,
    /// The day it was handed out; otherwise today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub on: Option<Date>,
    /// The day to decide on (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
    /// Where the editions are, instead of the folder's own `out`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<Utf8PathBuf>,
}

/// Runs it.
pub fn run(issued: &Issued, terminal: &Terminal) -> Result<u8, Stop> {
    match (&issued.command, &issued.note) {
        (Some(Command::List(list)), _) => list_copies(list, terminal),
        (None, Some(note)) => write_down(note, terminal),
        (None, None) => Err(Stop {
            says: "Nothing says which edition was handed out.".to_owned(),
            fix: "Say its mark, and to whom: carefolio issued K0E-B5 --to \"Inspector, 3 copies\"".to_owned(),
        }),
    }
}

/// An edition whose mark is known.
struct Marked {
    mark: String,
    reliances: Vec<String>,
    pdfs: Vec<String>,
    /// Whether it is what the folder says today, so that all its items are known.
    is_of_today: bool,
}

fn write_down(note: &Note, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&note.folder)?;
    let today = day(note.today);
    let marked = marked_editions(&desk, note, today)?;
    let Some((edition, found)) = marked.iter().find(|(_, marked)| is_same_mark(&marked.mark, &note.mark)) else {
        return Err(unknown_mark(&note.mark, &marked));
    };
    let openings = desk.survey.openings(today);
    let all: Vec<&ItemId> = desk.survey.items().map(|gathered| &gathered.item.id).collect();
    let house = desk.survey.house();
    let relied = issued::named(&found.reliances, desk.survey.register(), &all, today, house);
    let shown = openings.keys().filter(|(name, _)| name == edition).map(|(_, item)| item.clone());
    let mut items: Vec<ItemId> = if found.is_of_today {
        shown.collect()
    } else {
        relied.iter().flat_map(|relied| relied.items.iter().cloned()).collect()
    };
    items.sort();
    items.dedup();
    let path = SourcePath::new("people/issued.toml").expect("a plain path");
    let copy = IssuedCopy {
        at: crate::problem::Span::file(&path),
        mark: found.mark.clone(),
        edition: edition.clone(),
        day: Some(note.on.unwrap_or(today)),
        to: note.to.clone(),
        items,
        pdfs: found.pdfs.clone(),
        relied,
    };
    enter(&desk, &path, &copy)?;
    let people = copy.relied.iter().map(|relied| &relied.person).collect::<std::collections::BTreeSet<_>>().len();
    let people = counted(people, "person", "people");
    terminal.say(&format!(
        "Written down in {path}: {} ({edition} edition) was given to {}. It relies on the consents of {people}; a withdrawal \
         will name it.",
        copy.mark, copy.to
    ));
    if !found.is_of_today {
        terminal.say(
            "The folder has changed since that edition was made, so only the items with people in them are known.",
        );
    }
    terminal.json(&CopyLine::of(&copy));
    Ok(WELL)
}

/// The marks of the editions that are published, and of those that a build would make today.
fn marked_editions(desk: &Desk, note: &Note, today: Date) -> Result<BTreeMap<String, Marked>, Stop> {
    let out = super::build::out_folder(&desk.folder, note.out.as_deref());
    let private = desk.folder.join(".carefolio");
    let home = home();
    let place = Place { out: &out, private: &private, portfolio: &desk.folder, home: home.as_deref() };
    let published = if out.is_dir() { Workplace::open(place)?.on_disk()? } else { BTreeMap::new() };
    let cards = Cards::default();
    let sources = DiskSources::new(&desk.folder, vec![out]);
    let request = Request::on(today);
    pipeline::run(&sources, &request, &cards)?;
    let mut marked = BTreeMap::new();
    let mut cards = cards.into_cards();
    for (name, EditionOnDisk { mark, files, reliances }) in published {
        let card = cards.remove(&name).filter(|card| card.mark == mark);
        let pdfs = files.iter().map(|spot| spot.path.as_str()).filter(|path| path.ends_with(".pdf"));
        let is_of_today = card.is_some();
        let reliances = reliances.or(card.map(|card| card.reliances)).unwrap_or_default();
        let pdfs = pdfs.map(str::to_owned).collect();
        marked.insert(name, Marked { mark, reliances, pdfs, is_of_today });
    }
    for (name, card) in cards.into_iter().filter(|(name, _)| !marked.contains_key(name)).collect::<Vec<_>>() {
        let made = Marked { mark: card.mark, reliances: card.reliances, pdfs: Vec::new(), is_of_today: true };
        marked.insert(name, made);
    }
    marked.retain(|_, marked| !marked.mark.is_empty());
    Ok(marked)
}

fn unknown_mark(typed: &str, marked: &BTreeMap<String, Marked>) -> Stop {
    let known: Vec<String> = marked.iter().map(|(name, marked)| format!("{} ({name})", marked.mark)).collect();
    let fix = if known.is_empty() {
        "Build first: the mark stands under \"About this edition\".".to_owned()
    } else {
        format!(
            "The editions here are {}. A copy is written down before the next build changes its mark.",
            all_of(known.iter().map(String::as_str))
        )
    };
    Stop { says: format!("No edition here has the mark {typed}."), fix }
}

fn enter(desk: &Desk, path: &SourcePath, copy: &IssuedCopy) -> Result<(), Stop> {
    let authors = AuthorsFolder::new(&desk.folder);
    if !desk.has(path) {
        let head = "# Copies of editions that were handed out. Private: written by carefolio issued, read when somebody withdraws.\n\n";
        return Ok(authors.create(path, (head.to_owned() + &issued::entry(copy, "\n")).as_bytes())?);
    }
    let before = desk.bytes(path)?;
    let text = std::str::from_utf8(&before)
        .ok()
        .filter(|text| text.trim_start_matches('\u{feff}').parse::<toml::Table>().is_ok());
    let Some(text) = text else {
        return Err(Stop {
            says: format!("{path} cannot be read, so nothing was added to it."),
            fix: "carefolio check tells what is wrong with it. Put it right and do this again.".to_owned(),
        });
    };
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if text.ends_with('\n') { line_end.to_owned() } else { line_end.repeat(2) };
    let after = format!("{text}{gap}{}", issued::entry(copy, line_end));
    Ok(authors.replace(path, &before, after.as_bytes())?)
}

#[derive(Serialize)]
struct CopyLine<'c> {
    mark: &'c str,
    edition: &'c str,
    day: Option<Date>,
    to: &'c str,
    items: Vec<&'c str>,
    pdfs: &'c [String],
    people: Vec<&'c str>,
}

impl<'c> CopyLine<'c> {
    fn of(copy: &'c IssuedCopy) -> CopyLine<'c> {
        let mut people: Vec<&str> = copy.relied.iter().map(|relied| relied.person.as_str()).collect();
        people.sort_unstable();
        people.dedup();
        CopyLine {
            mark: &copy.mark,
            edition: &copy.edition,
            day: copy.day,
            to: &copy.to,
            items: copy.items.iter().map(ItemId::as_str).collect(),
            pdfs: &copy.pdfs,
            people,
        }
    }
}

fn list_copies(list: &ListCopies, terminal: &Terminal) -> Result<u8, Stop> {
    let desk = Desk::open(&list.folder)?;
    let copies: Vec<CopyLine<'_>> = desk.survey.register().issued.iter().map(CopyLine::of).collect();
    if copies.is_empty() {
        terminal.say("No copy is written down. When you hand one out: carefolio issued MARK --to \"who, how many\"");
    }
    for copy in &copies {
        let day = copy.day.map_or_else(|| "no day".to_owned(), |day| day.to_string());
        let items = counted(copy.items.len(), "item", "items");
        let pdfs = counted(copy.pdfs.len(), "PDF", "PDFs");
        let people = counted(copy.people.len(), "person", "people");
        let (mark, edition, to) = (copy.mark, copy.edition, copy.to);
        terminal.say(&format!("{mark}  {edition}  {day}  {to}  ({items}, {pdfs}; consents of {people})"));
    }
    terminal.json(&copies);
    Ok(WELL)
}
