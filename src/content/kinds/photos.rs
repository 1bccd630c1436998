//! Reads `[[photo]]`.

use super::{Shelf, common};
use crate::content::fields::{Facts, Said};
use crate::content::item::{Area, Photo, Who};
use crate::problem::facts::{Wanted, wrong_type};

/// The photos of an item, in their order. `people` is who is in those that do not say.
pub fn photos(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, people: &Who) -> Vec<Photo> {
    facts.each("photo", |photo| read(photo, shelf, people))
}

fn read(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, people: &Who) -> Option<Photo> {
    let name = facts.needed_line("file", "file = \"beans.jpg\"");
    let file = name.as_ref().and_then(|name| shelf.resolve(facts, "file", name));
    let alt = facts.line("alt");
    let caption = facts.line("caption");
    let caption_is_alt = facts.flag("caption_is_alt").unwrap_or(false);
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
        people: if said_who { own_people } else { people.clone() },
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
    match facts.whole("rotate") {
        Some(0) => Said::This(0),
        Some(90) => Said::This(1),
        Some(180) => Said::This(2),
        Some(270) => Said::This(3),
        Some(_) => {
            facts.report(wrong_type(place, "rotate", Wanted::Turn));
            Said::Unreadable
        }
        None if is_said => Said::Unreadable,
        None => Said::Nothing,
    }
}
