//! Reads `people/issued.toml`: the copies of editions that were handed out. The program writes it; people may, too.

use crate::content::Line;
use crate::content::fields::{self, Facts, FactsText};
use crate::content::item::ItemId;
use crate::content::people::{IssuedCopy, IssuedReliance, PersonId};
use crate::problem::Problems;
use crate::sources::SourcePath;

use super::common::item_id;

/// Reads the file.
pub fn issued(file: &SourcePath, text: &str, problems: &mut Problems) -> Vec<IssuedCopy> {
    fields::read(FactsText { file, first_line: 1, text, lines: None }, problems, |facts| facts.each("copy", copy))
}

fn copy(facts: &mut Facts<'_, '_>) -> Option<IssuedCopy> {
    let mark = facts.needed_line("mark", "mark = \"7K4-QD\"");
    // Without its mark it is a copy all the same: a withdrawal has to name it.
    Some(IssuedCopy {
        at: facts.at().clone(),
        mark: mark.as_ref().map(|mark| mark.uncleared().to_owned()).unwrap_or_default(),
        edition: facts.text("edition").unwrap_or_default(),
        day: facts.date("day"),
        to: facts.text("to").unwrap_or_default(),
        items: items(facts),
        pdfs: facts.lines("pdfs").iter().map(|line| line.uncleared().to_owned()).collect(),
        relied: facts.each("relied", relied),
    })
}

fn relied(facts: &mut Facts<'_, '_>) -> Option<IssuedReliance> {
    let person = facts.needed_line("person", "person = \"margaret\"");
    let relied = IssuedReliance {
        person: PersonId::new(person.as_ref().map_or("", |person| person.uncleared())),
        items: items(facts),
        uses: facts.terms("uses"),
        audiences: facts.terms("audiences"),
        channel: facts.term("channel"),
        identify: facts.term("identify"),
        given_on: facts.date("given_on"),
    };
    person.map(|_| relied)
}

fn items(facts: &mut Facts<'_, '_>) -> Vec<ItemId> {
    facts.lines("items").iter().map(|line: &Line| item_id(line.uncleared())).collect()
}
