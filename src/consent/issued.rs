//! Copies that were handed out: what they relied on, and which of them a withdrawal reaches.
//!
//! A copy cannot be taken back by a program. What can be done is to know exactly who holds one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Reliance;
use super::decide::{self, House, ItemName, Need, decide};
use super::record::{list, quoted};
use crate::content::ItemId;
use crate::content::dates::Date;
use crate::content::people::{IssuedCopy, IssuedReliance, Person, PersonId, Register};
use crate::content::terms::Identify;

/// A copy that shows something of a person that they no longer agree to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reached {
    /// The edition's mark, as it stands in the copy.
    pub mark: String,
    /// The edition.
    pub edition: String,
    /// The day it was handed out.
    pub day: Option<Date>,
    /// Who holds it.
    pub to: String,
    /// The items in it that show the person.
    pub items: Vec<String>,
    /// The PDFs in it.
    pub pdfs: Vec<String>,
}

/// The copies that rely on a consent of this person which no longer holds on this day.
pub fn reached(register: &Register, id: &PersonId, today: Date, house: House) -> Vec<Reached> {
    let person = register.person(id);
    let reached = register.issued.iter().filter_map(|copy| {
        let relied = copy.relied.iter().filter(|relied| relied.person == *id);
        let lost = relied.flat_map(|relied| lost_items(relied, person, today, house));
        let items: BTreeSet<String> = lost.map(ToString::to_string).collect();
        (!items.is_empty()).then(|| Reached {
            mark: copy.mark.clone(),
            edition: copy.edition.clone(),
            day: copy.day,
            to: copy.to.clone(),
            items: items.into_iter().collect(),
            pdfs: copy.pdfs.clone(),
        })
    });
    reached.collect()
}

/// The items for which what was relied on no longer holds. Somebody who is not in the register agrees to nothing.
fn lost_items<'r>(
    relied: &'r IssuedReliance,
    person: Option<&'r Person>,
    today: Date,
    house: House,
) -> impl Iterator<Item = &'r ItemId> {
    relied.items.iter().filter(move |item| {
        let (Some(person), Some(channel)) = (person, relied.channel) else { return true };
        let need = Need {
            item: ItemName::Path(item),
            uses: relied.uses.iter().copied().collect(),
            audiences: relied.audiences.iter().copied().collect(),
            channel,
        };
        let holds = decide(person, &need, today, house)
            .is_ok_and(|grant| super::reliance::is_enough(relied.identify, grant.identify));
        !holds
    })
}

/// What an edition relied on, with names in place of the hashes that the private memory keeps.
///
/// Whoever or whatever is no longer in the folder cannot be named and is left out.
pub fn named(
    reliances: &[String],
    register: &Register,
    items: &[&ItemId],
    today: Date,
    house: House,
) -> Vec<IssuedReliance> {
    let people: BTreeMap<String, &Person> =
        register.people.iter().map(|person| (decide::hash_of(person.id.as_str()), person)).collect();
    let items: BTreeMap<String, &ItemId> = items.iter().map(|id| (decide::hash_of(id.as_str()), *id)).collect();
    let mut grouped: BTreeMap<String, IssuedReliance> = BTreeMap::new();
    for reliance in reliances.iter().filter_map(|written| Reliance::read(written)) {
        let Some(person) = people.get(reliance.person()) else { continue };
        let Some(item) = reliance.item().and_then(|hash| items.get(hash)) else { continue };
        let need = reliance.need();
        let key = format!(
            "{} {:?} {:?} {} {:?}",
            person.id.as_str(),
            need.uses,
            need.audiences,
            need.channel,
            reliance.identify()
        );
        let given_on = decide::deciding(person, &need, today, house).and_then(|record| record.given());
        let relied = grouped.entry(format!("{key} {given_on:?}")).or_insert_with(|| IssuedReliance {
            person: person.id.clone(),
            items: Vec::new(),
            uses: need.uses.iter().copied().collect(),
            audiences: need.audiences.iter().copied().collect(),
            channel: Some(need.channel),
            identify: reliance.identify(),
            given_on,
        });
        if !relied.items.contains(item) {
            relied.items.push((*item).clone());
        }
    }
    let mut named: Vec<IssuedReliance> = grouped.into_values().collect();
    named.iter_mut().for_each(|relied| relied.items.sort());
    without_the_implied(named)
}

/// What another entry says more strictly of the same item is left out: where the smaller is lost, so is the larger.
fn without_the_implied(mut named: Vec<IssuedReliance>) -> Vec<IssuedReliance> {
    let all = named.clone();
    for (place, relied) in named.iter_mut().enumerate() {
        let stricter = |(other, known): &(usize, &IssuedReliance)| {
            let same = (&known.person, &known.audiences, known.channel, known.given_on)
                == (&relied.person, &relied.audiences, relied.channel, relied.given_on);
            let wider = relied.uses.iter().all(|used| known.uses.contains(used));
            let further = strictness(known.identify) >= strictness(relied.identify);
            let is_twin =
                (known.uses.len(), strictness(known.identify)) == (relied.uses.len(), strictness(relied.identify));
            *other != place && same && wider && further && (!is_twin || *other < place)
        };
        let stricter: Vec<&IssuedReliance> = all.iter().enumerate().filter(stricter).map(|(_, known)| known).collect();
        relied.items.retain(|item| !stricter.iter().any(|known| known.items.contains(item)));
    }
    named.retain(|relied| !relied.items.is_empty());
    named
}

fn strictness(identify: Option<Identify>) -> u8 {
    match identify {
        None | Some(Identify::NotRecognisable) => 0,
        Some(Identify::RoleOnly) => 1,
        Some(Identify::FirstName) => 2,
        Some(Identify::FullName) => 3,
    }
}

/// A copy as it is entered into `people/issued.toml`.
pub fn entry(copy: &IssuedCopy, line_end: &str) -> String {
    let paths = |items: &[ItemId]| line_by_line(items, line_end);
    let mut text = format!("[[copy]]{line_end}");
    let mut fact = |key: &str, value: String| text.push_str(&format!("{key:8}= {value}{line_end}"));
    fact("mark", quoted(&copy.mark));
    fact("edition", quoted(&copy.edition));
    copy.day.iter().for_each(|day| fact("day", day.iso()));
    fact("to", quoted(&copy.to));
    fact("pdfs", list(&copy.pdfs.iter().map(String::as_str).collect::<Vec<_>>()));
    fact("items", paths(&copy.items));
    for relied in &copy.relied {
        text.push_str(&format!("{line_end}[[copy.relied]]{line_end}"));
        let mut fact = |key: &str, value: String| text.push_str(&format!("{key:10}= {value}{line_end}"));
        fact("person", quoted(relied.person.as_str()));
        relied.given_on.iter().for_each(|day| fact("given_on", day.iso()));
        fact("items", paths(&relied.items));
        fact("uses", list(&relied.uses.iter().map(|used| used.word()).collect::<Vec<_>>()));
        fact("audiences", list(&relied.audiences.iter().map(|audience| audience.word()).collect::<Vec<_>>()));
        relied.channel.iter().for_each(|channel| fact("channel", quoted(channel.word())));
        relied.identify.iter().for_each(|identify: &Identify| fact("identify", quoted(identify.word())));
    }
    text
}

/// A list of items: one on a line where there are many.
fn line_by_line(items: &[ItemId], line_end: &str) -> String {
    let items: Vec<&str> = items.iter().map(ItemId::as_str).collect();
    if items.len() <= 2 {
        return list(&items);
    }
    let lines: String = items.iter().map(|item| format!("  {},{line_end}", quoted(item))).collect();
    format!("[{line_end}{lines}]")
}

/// Whether two marks are the same when they are read aloud: `k0e b5` is `K0E-B5`, and a letter O is a zero.
pub fn is_same_mark(one: &str, other: &str) -> bool {
    let plain = |mark: &str| -> String {
        let signs = mark.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
        signs
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            })
            .collect()
    };
    let one = plain(one);
    !one.is_empty() && one == plain(other)
}

#[cfg(test)]
mod tests {
    use super::is_same_mark;

    #[test]
    fn a_mark_may_be_typed_as_it_was_read_aloud() {
        assert!(is_same_mark("k0e b5", "K0E-B5") && is_same_mark("KOEB5", "K0E-B5"));
        assert!(!is_same_mark("", "") && !is_same_mark("K0E-B6", "K0E-B5"));
    }
}
