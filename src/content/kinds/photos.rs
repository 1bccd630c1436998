//! Reads `[[photo]]`, and the table of an album's photos.

use super::{Shelf, common};
use crate::content::fields::{Facts, Said};
use crate::content::item::{Area, Photo, Who};
use crate::content::table::{Row, Table};
use crate::problem::facts::{Wanted, wrong_type};
use crate::problem::photo::album_without_photos;

/// The table of an album with many photos, beside the album's own file.
const TABLE: &str = "photos.csv";
const COLUMNS: [&str; 5] = ["file", "caption", "alt", "people", "rotate"];

/// What holds for every photo of an item that does not say otherwise.
struct Usual<'w> {
    people: &'w Who,
    caption_is_alt: bool,
}

/// The photos of an item, in their order. Each says by itself who is in it.
pub fn photos(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>) -> Vec<Photo> {
    let usual = Usual { people: &Who::Unsaid, caption_is_alt: false };
    facts.each("photo", |photo| read(photo, shelf, &usual))
}

/// The photos of an album, then those of its table. `people` is who is in those that do not say.
pub fn album(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, people: &Who) -> Vec<Photo> {
    let usual = Usual { people, caption_is_alt: facts.flag("caption_is_alt").unwrap_or(false) };
    let mut photos = facts.each("photo", |photo| read(photo, shelf, &usual));
    photos.extend(listed(facts, shelf, &usual));
    let has_table = facts.file().beside(TABLE).is_some_and(|table| shelf.has(&table));
    if photos.is_empty() && !facts.is_said("photo") && !has_table {
        let at = facts.at().clone();
        facts.report(album_without_photos(at));
    }
    photos
}

fn listed(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, usual: &Usual<'_>) -> Vec<Photo> {
    // Albums without a folder of their own would share one table.
    let has_own_folder = facts.file().folder().is_some_and(|folder| folder.contains('/'));
    let file = facts.file().beside(TABLE).filter(|file| has_own_folder && shelf.has(file));
    let Some(file) = file else { return Vec::new() };
    let Some(text) = shelf.text(&file, facts.problems()) else { return Vec::new() };
    let table = Table::read(&file, &text, &COLUMNS, &["file"], facts.problems());
    table.rows.iter().filter_map(|row| from_row(row, facts, shelf, usual)).collect()
}

fn from_row(row: &Row, facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, usual: &Usual<'_>) -> Option<Photo> {
    let file = shelf.resolve(facts, "file", &row.line("file")?)?;
    let people = row.list("people");
    let turned = row.text("rotate").map(|_| row.whole("rotate", facts.problems()));
    let quarter_turns = match turned {
        None => 0,
        Some(degrees) => match degrees.and_then(turns) {
            Some(turns) => turns,
            None => {
                facts.report(wrong_type(row.at.clone(), "rotate", Wanted::Turn));
                return None;
            }
        },
    };
    Some(Photo {
        at: row.at.clone(),
        file,
        alt: row.line("alt"),
        caption: row.line("caption"),
        caption_is_alt: usual.caption_is_alt,
        decorative: false,
        people: if people.is_empty() { usual.people.clone() } else { common::who_of(&people) },
        quarter_turns,
        crop: None,
        cover: Vec::new(),
    })
}

fn read(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, usual: &Usual<'_>) -> Option<Photo> {
    let name = facts.needed_line("file", "file = \"beans.jpg\"");
    let file = name.as_ref().and_then(|name| shelf.resolve(facts, "file", name));
    let alt = facts.line("alt");
    let caption = facts.line("caption");
    let caption_is_alt = facts.flag("caption_is_alt").unwrap_or(usual.caption_is_alt);
    let decorative = facts.flag("decorative").unwrap_or(false);
    let said_who = facts.is_said("people");
    let own_people = common::who(facts);
    let quarter_turns = quarter_turns(facts);
    let crop = facts.fours("crop");
    let cover = facts.fours("cover");
    // A part that was to be covered must never show because its numbers cannot be read.
    if crop == Said::Unreadable || cover == Said::Unreadable || quarter_turns == Said::Unreadable {
        return None;
    }
    Some(Photo {
        at: name?.at().clone(),
        file: file?,
        alt,
        caption,
        caption_is_alt,
        decorative,
        people: if said_who { own_people } else { usual.people.clone() },
        quarter_turns: quarter_turns.value().unwrap_or(0),
        crop: crop.value().and_then(|areas| areas.first().copied()).map(area),
        cover: cover.value().unwrap_or_default().into_iter().map(area).collect(),
    })
}

fn area([x, y, width, height]: [u32; 4]) -> Area {
    Area { x, y, width, height }
}

fn quarter_turns(facts: &mut Facts<'_, '_>) -> Said<u8> {
    let place = facts.place_of("rotate");
    let is_said = facts.is_said("rotate");
    match facts.whole("rotate").map(turns) {
        Some(Some(turns)) => Said::This(turns),
        Some(None) => {
            facts.report(wrong_type(place, "rotate", Wanted::Turn));
            Said::Unreadable
        }
        None if is_said => Said::Unreadable,
        None => Said::Nothing,
    }
}

/// Quarter turns of so many degrees.
fn turns(degrees: u32) -> Option<u8> {
    [0, 90, 180, 270].iter().position(|&known| known == degrees).map(|turns| turns as u8)
}
