//! What a published file relied on, kept in the private manifest so that a takedown is exact.
//!
//! It holds hashes, never names or paths: the manifest is private, but it outlives what it speaks of.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::decide::{Denial, House, ItemName, Need, decide, hash_of, hashes_of};
use crate::content::dates::Date;
use crate::content::people::{Person, PersonId, Register};
use crate::content::terms::{Audience, Channel, Identify, Use};

/// One consent that something relied on, in a form that can be asked again later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reliance {
    person: String,
    item: Vec<String>,
    uses: BTreeSet<Use>,
    audiences: BTreeSet<Audience>,
    channel: Channel,
    /// How far the person was named or shown.
    identify: Option<Identify>,
}

impl Reliance {
    pub(super) fn new(person: &PersonId, need: &Need<'_>, identify: Option<Identify>) -> Reliance {
        let item = match need.item {
            ItemName::Path(id) => hashes_of(id),
            ItemName::Hashes(hashes) => hashes.to_vec(),
        };
        Reliance {
            person: hash_of(person.as_str()),
            item,
            uses: need.uses.clone(),
            audiences: need.audiences.clone(),
            channel: need.channel,
            identify,
        }
    }

    /// Whether this lets an edition say as much of a name; whose, as [`hash_of`] their file name.
    pub fn lets_say(&self, person: &str, much: Identify) -> bool {
        self.person == person
            && match self.identify {
                Some(Identify::FullName) => true,
                Some(Identify::FirstName) => much == Identify::FirstName,
                Some(Identify::RoleOnly | Identify::NotRecognisable) | None => false,
            }
    }

    /// Who gave it, as a hash that tells people apart and says nothing of them.
    pub fn person_hash(&self) -> &str {
        &self.person
    }

    /// As the private manifest keeps it.
    pub fn written(&self) -> String {
        serde_json::to_string(self).expect("plain words can always be written")
    }

    /// What [`Reliance::written`] wrote, if it is whole.
    pub fn read(written: &str) -> Option<Reliance> {
        serde_json::from_str(written).ok()
    }

    /// Whether it is about this person.
    pub fn is_about(&self, person: &PersonId) -> bool {
        self.person == hash_of(person.as_str())
    }

    /// Whose consent, as [`hash_of`] their file name.
    pub(super) fn person(&self) -> &str {
        &self.person
    }

    /// Which item, as [`hash_of`] its path.
    pub(super) fn item(&self) -> Option<&str> {
        self.item.first().map(String::as_str)
    }

    /// How far the person was named or shown.
    pub(super) fn identify(&self) -> Option<Identify> {
        self.identify
    }

    pub(super) fn need(&self) -> Need<'_> {
        Need {
            item: ItemName::Hashes(&self.item),
            uses: self.uses.clone(),
            audiences: self.audiences.clone(),
            channel: self.channel,
        }
    }
}

/// Asks a register whether what was relied on still holds.
pub struct StillHolds<'a> {
    people: BTreeMap<String, &'a Person>,
    today: Date,
    house: House,
}

impl<'a> StillHolds<'a> {
    /// A register on a day.
    pub fn new(register: &'a Register, today: Date, house: House) -> StillHolds<'a> {
        let people = register.people.iter().map(|person| (hash_of(person.id.as_str()), person)).collect();
        StillHolds { people, today, house }
    }

    /// Whether it does, of what [`Reliance::written`] wrote. What cannot be read does not hold.
    pub fn holds_written(&self, reliance: &str) -> bool {
        Reliance::read(reliance).is_some_and(|reliance| self.holds(&reliance))
    }

    /// Whether it does. Somebody who is no longer in the register has no consent.
    pub fn holds(&self, reliance: &Reliance) -> bool {
        let Some(person) = self.people.get(&reliance.person) else { return false };
        let decision: Result<_, Denial> = decide(person, &reliance.need(), self.today, self.house);
        let Ok(grant) = decision else { return false };
        is_enough(reliance.identify, grant.identify)
    }
}

/// Whether somebody who was named or shown so far may still be.
pub(super) fn is_enough(relied: Option<Identify>, granted: Identify) -> bool {
    match relied {
        None | Some(Identify::NotRecognisable) => true,
        Some(Identify::FullName) => granted == Identify::FullName,
        Some(Identify::FirstName) => matches!(granted, Identify::FullName | Identify::FirstName),
        Some(Identify::RoleOnly) => granted != Identify::NotRecognisable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{self, ItemId};
    use crate::problem::Problems;
    use crate::sources::MemorySources;

    fn register(identify: &str) -> Register {
        let mut sources = MemorySources::default();
        let text = format!(
            "known_as = \"Mary\"\nnames = [\"Mary Lane\"]\nkind = \"resident\"\n[[consent]]\ncovers = \"everything\"\n\
             uses = [\"story\", \"name\"]\naudiences = [\"family\"]\nchannels = [\"offline\"]\nidentify = \"{identify}\"\n\
             basis = \"own-consent\"\ngiven_on = 2026-01-10\n"
        );
        sources.put("people/mary.toml", text);
        content::parse(&sources, &mut Problems::default()).register
    }

    #[test]
    fn what_was_published_holds_as_far_as_people_may_still_be_named() {
        let item = ItemId::new("stories/tea");
        let need = Need {
            item: ItemName::Path(&item),
            uses: BTreeSet::from([Use::Story, Use::Name]),
            audiences: BTreeSet::from([Audience::Family]),
            channel: Channel::Offline,
        };
        let today = Date::read_iso("2026-03-04").expect("a day");
        let holds = |register: &Register, named| {
            let reliance = Reliance::new(&PersonId::new("mary"), &need, Some(named));
            StillHolds::new(register, today, House::default()).holds_written(&reliance.written())
        };
        use Identify::{FirstName, FullName, NotRecognisable, RoleOnly};
        let said = [
            ("full-name", FullName),
            ("first-name", FirstName),
            ("role-only", RoleOnly),
            ("not-recognisable", NotRecognisable),
        ];
        for (place, (word, _)) in said.iter().enumerate() {
            let register = register(word);
            for (far, (_, named)) in said.iter().enumerate() {
                assert_eq!(holds(&register, *named), place <= far, "{word}, and {named:?} was published");
            }
        }
        assert!(!holds(&Register::default(), NotRecognisable), "nobody of that name is in the register");
        assert!(!StillHolds::new(&register("full-name"), today, House::default()).holds_written("half a line"));
    }
}
