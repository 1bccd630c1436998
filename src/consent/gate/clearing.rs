//! One item on its way through the gate: everyone in it is asked about, and what is left of it is put together.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Gate;
use super::counts::protect_numbers;
use super::reasons::{what, why};
use super::screen::Part;
use super::words::{show, show_line};
use crate::consent::decide::{Grant, Need};
use crate::consent::names::Said;
use crate::consent::shown::{Entry, ShownItem, ShownPhoto};
use crate::consent::told::Told;
use crate::consent::{Proof, Reliance};
use crate::content::item::{Item, PersonRef, Photo, Who};
use crate::content::map::TextMap;
use crate::content::markdown::{LinePart, line_parts};
use crate::content::people::{Person, PersonId};
use crate::content::terms::{Identify, Kind, Use};
use crate::content::{Line, Words, capitalised};
use crate::portfolio::Gathered;
use crate::problem::consent::{self as told, Held};
use crate::problem::{Problems, Span};

/// One item on its way through.
pub(super) struct Clearing<'g, 'a> {
    gate: &'g Gate<'a>,
    index: usize,
    gathered: &'a Gathered,
    pub(super) proof: Proof,
    pub(super) problems: Problems,
    /// What somebody is called in place of their name says a name itself.
    alias_slips: bool,
}

impl<'g, 'a> Clearing<'g, 'a> {
    pub(super) fn new(gate: &'g Gate<'a>, index: usize) -> Clearing<'g, 'a> {
        Clearing {
            gate,
            index,
            gathered: &gate.portfolio.items[index],
            proof: Proof::default(),
            problems: Problems::default(),
            alias_slips: false,
        }
    }

    /// What may be shown of it, if anything; the problems say what may not, and the proof whose consent it relies on.
    pub(super) fn entry(&mut self) -> Option<Entry<'a>> {
        let gathered = self.gathered;
        let item = &gathered.item;
        if item.people == Who::Unsaid && item.kind.must_say_who() {
            let what = what(item.kind);
            self.problems.add(told::people_unsaid(item.people_at.clone(), what, &self.gate.edition.name));
            return None;
        }
        let may_speak_of = self.may_speak_of_all();
        let photos = self.photos();
        let no_name_slips = self.no_name_slips(&photos);
        if !(may_speak_of && no_name_slips) || (item.kind == Kind::Album && photos.is_empty()) {
            return None;
        }
        let names = self.names(&gathered.who, &[Use::Story]);
        let mut shown = show(item, &names);
        shown.photos = photos.iter().map(|index| self.show_photo(&item.photos[*index], *index)).collect();
        for (version, shown) in item.translations.iter().zip(&mut shown.translations) {
            shown.photos = photos.iter().map(|index| self.show_photo(&version.photos[*index], *index)).collect();
        }
        if self.alias_slips {
            return None;
        }
        item.versions().for_each(|version| self.tell_unlisted_pictures(version));
        Some(self.finish(shown))
    }

    /// Everyone the words are about, one by one.
    fn may_speak_of_all(&mut self) -> bool {
        let item = &self.gathered.item;
        let uses: &[Use] = match item.kind {
            Kind::Film => &[Use::Story, Use::Photo],
            _ => &[Use::Story],
        };
        let mut all = true;
        for reference in &self.gathered.who {
            let grant = self.may_show(reference, uses, &item.people_at, what(item.kind));
            all &= match grant {
                Some(grant) if item.kind == Kind::Film => {
                    self.may_be_seen(&grant, reference, uses, &item.people_at, what(item.kind))
                }
                Some(_) => true,
                None => false,
            };
        }
        all
    }

    /// Whoever may not be recognised cannot be in a picture; a no is told.
    fn may_be_seen(&mut self, grant: &Grant, who: &PersonRef, uses: &[Use], at: &Span, what: &'static str) -> bool {
        if grant.identify != Identify::NotRecognisable {
            let need = self.gate.need(&self.gathered.item, uses);
            self.rely_on(&who.person, &need, grant, Some(Identify::RoleOnly));
            return true;
        }
        let held = Held { at: at.clone(), what, person: who.person.as_str(), edition: &self.gate.edition.name };
        self.problems.add(told::photo_recognisable(&held));
        false
    }

    /// Asks one person's register; a no is told and a yes is noted.
    fn may_show(&mut self, who: &PersonRef, uses: &[Use], at: &Span, what: &'static str) -> Option<Grant> {
        let gate = self.gate;
        // Told once already, as an error, where everything is joined.
        let person = gate.person(&who.person)?;
        let need = gate.need(&self.gathered.item, uses);
        match gate.ask(person, &need) {
            Ok(grant) => {
                self.rely_on(&who.person, &need, &grant, None);
                Some(grant)
            }
            Err(denial) => {
                let held = Held { at: at.clone(), what, person: who.person.as_str(), edition: &gate.edition.name };
                self.problems.add(why(&held, &denial));
                None
            }
        }
    }

    fn rely_on(&mut self, person: &PersonId, need: &Need<'_>, grant: &Grant, identify: Option<Identify>) {
        self.proof.relies_on.push(Reliance::new(person, need, identify));
        self.proof.ends = Some(self.proof.ends.map_or(grant.ends, |ends| ends.min(grant.ends)));
    }

    /// The photos that may be shown, by index.
    fn photos(&mut self) -> Vec<usize> {
        let item = &self.gathered.item;
        (0..item.photos.len()).filter(|index| self.may_show_photo(*index)).collect()
    }

    fn may_show_photo(&mut self, index: usize) -> bool {
        let edition = &self.gate.edition.name;
        let photo = &self.gathered.item.photos[index];
        let Some(people) = self.people_in(index) else {
            self.problems.add(told::photo_people_unsaid(photo.at.clone(), edition));
            return false;
        };
        let serves_as_alt = photo.caption_is_alt && photo.caption.is_some();
        if photo.alt.is_none() && !serves_as_alt && !photo.decorative {
            self.problems.add(told::photo_alt_missing(photo.at.clone(), edition));
            return false;
        }
        let without_this_photo = self.proof.clone();
        let mut all = true;
        for reference in &people {
            let uses = self.photo_uses(&reference.person);
            let what = "This photo";
            let grant = self.may_show(reference, uses, &photo.at, what);
            all &= grant.is_some_and(|grant| self.may_be_seen(&grant, reference, uses, &photo.at, what));
        }
        if !all {
            self.proof = without_this_photo;
        }
        all
    }

    /// Showing somebody's photo with words about them needs one record that covers both.
    pub(super) fn photo_uses(&self, person: &PersonId) -> &'static [Use] {
        let in_words = self.gathered.who.iter().any(|known| known.person == *person);
        if in_words { &[Use::Photo, Use::Story] } else { &[Use::Photo] }
    }

    /// Everyone in a photo: those listed (an album's photos take the album's people), here or wherever else it is shown,
    /// and those its texts mention.
    pub(super) fn people_in(&self, index: usize) -> Option<Vec<PersonRef>> {
        let item = &self.gathered.item;
        let photo = &item.photos[index];
        let listed = match (&photo.people, &item.people) {
            (Who::These(people), _) => people,
            (Who::Unsaid, Who::These(people)) if item.kind == Kind::Album => people,
            (Who::Unsaid, _) => return None,
        };
        let mut people = listed.clone();
        if photo.shows_all() {
            let said_elsewhere = self.gate.portfolio.in_photo.get(&photo.file).into_iter().flatten();
            for reference in said_elsewhere {
                if !people.iter().any(|known| known.person == reference.person) {
                    people.push(reference.clone());
                }
            }
        }
        let versions = item.versions().map(|version| &version.photos[index]);
        for line in versions.flat_map(|photo| [&photo.alt, &photo.caption]).flatten() {
            for part in line_parts(line.uncleared()) {
                if let LinePart::Person { person, .. } = part {
                    people.push(PersonRef { at: line.at().clone(), person: PersonId::new(person) });
                }
            }
        }
        Some(people)
    }

    /// No text that will be shown says a name that may not be said.
    fn no_name_slips(&mut self, photos: &[usize]) -> bool {
        let gate = self.gate;
        let hits = &gate.screened.hits[self.index];
        let mut clean = true;
        for (part, hit) in hits {
            let uses: &[&[Use]] = match part {
                Part::Photo(index) if !photos.contains(index) => continue,
                Part::Record if !gate.shows_records() => continue,
                Part::Photo(_) => &[&[Use::Story], &[Use::Photo]],
                Part::Words | Part::Record => &[&[Use::Story]],
            };
            let person = &gate.portfolio.register.people[hit.person];
            if !uses.iter().any(|uses| self.may_say(person, hit.said, uses)) {
                let what = what(self.gathered.item.kind);
                let (at, edition) = (hit.at.clone(), &gate.edition.name);
                self.problems.add(told::name_said(at, what, person.id.as_str(), hit.said == Said::FullName, edition));
                clean = false;
            }
        }
        clean
    }

    /// Whether this much of a person's name may be said here; a yes is noted.
    fn may_say(&mut self, person: &Person, said: Said, uses: &[Use]) -> bool {
        let needed = match said {
            Said::KnownAs => Identify::FirstName,
            Said::FullName => Identify::FullName,
        };
        let Some((need, grant)) = self.naming(person, uses) else { return false };
        let enough = grant.identify == Identify::FullName || grant.identify == needed;
        if enough {
            self.rely_on(&person.id, &need, &grant, Some(needed));
        }
        enough
    }

    fn naming(&self, person: &Person, uses: &[Use]) -> Option<(Need<'a>, Grant)> {
        let uses: Vec<Use> = uses.iter().copied().chain([Use::Name]).collect();
        let need = self.gate.need(&self.gathered.item, &uses);
        let grant = self.gate.ask(person, &need).ok()?;
        Some((need, grant))
    }

    /// What to call each person here.
    fn names(&mut self, people: &'a [PersonRef], uses: &[Use]) -> BTreeMap<&'a str, String> {
        people.iter().map(|reference| (reference.person.as_str(), self.name(&reference.person, uses))).collect()
    }

    fn name(&mut self, id: &PersonId, uses: &[Use]) -> String {
        let Some(person) = self.gate.person(id) else { return String::new() };
        let Some((need, grant)) = self.naming(person, uses) else { return self.alias(person) };
        match grant.identify {
            Identify::FullName => {
                self.rely_on(id, &need, &grant, Some(Identify::FullName));
                person.names.first().unwrap_or(&person.known_as).clone()
            }
            Identify::FirstName => {
                self.rely_on(id, &need, &grant, Some(Identify::FirstName));
                person.known_as.clone()
            }
            Identify::RoleOnly | Identify::NotRecognisable => self.alias(person),
        }
    }

    /// What somebody is called in place of their name, unless that says a name of anybody: "Mary's daughter".
    fn alias(&mut self, person: &Person) -> String {
        let gate = self.gate;
        let mut hits = Vec::new();
        gate.screened.guard.find(&person.alias, &person.at, &mut hits);
        // At the start of a sentence "rose's niece" gets a capital.
        gate.screened.guard.find(&capitalised(&person.alias), &person.at, &mut hits);
        hits.sort();
        hits.dedup();
        for hit in hits {
            let named = &gate.portfolio.register.people[hit.person];
            if !self.may_say(named, hit.said, &[Use::Story]) {
                let item = &self.gathered.item;
                let held = Held {
                    at: item.people_at.clone(),
                    what: what(item.kind),
                    person: person.id.as_str(),
                    edition: &gate.edition.name,
                };
                self.problems.add(told::alias_says_name(&held, named.id.as_str()));
                self.alias_slips = true;
            }
        }
        person.alias.clone()
    }

    /// A photo, or a translation of its texts.
    fn show_photo(&mut self, photo: &Photo, index: usize) -> ShownPhoto {
        let mut names = BTreeMap::new();
        for reference in self.people_in(index).unwrap_or_default() {
            let name = self.name(&reference.person, self.photo_uses(&reference.person));
            names.insert(reference.person.as_str().to_owned(), name);
        }
        let line = &mut |line: &Line| show_line(line.uncleared(), |person| names.get(person).cloned());
        photo.map(&mut TextMap { line, words: &mut |_: &Words| () })
    }

    /// A picture in the words that no `[[photo]]` describes is left out, and told.
    fn tell_unlisted_pictures(&mut self, item: &Item) {
        for image in &item.words.images {
            let listed = image.file.as_ref().is_some_and(|file| item.photos.iter().any(|photo| photo.file == *file));
            if !listed {
                self.problems.add(told::picture_not_listed(image.at.clone(), &self.gate.edition.name));
            }
        }
    }

    /// The item in all its languages.
    fn finish(&self, mut item: ShownItem<'a>) -> Entry<'a> {
        let translations = std::mem::take(&mut item.translations);
        let mut entry = self.finish_one(item, true);
        let mut fingerprint = blake3::Hasher::new();
        for item in translations {
            let version = Entry { first_title: entry.first_title.clone(), ..self.finish_one(item, false) };
            fingerprint.update(&version.fingerprint);
            entry.versions.push(version);
        }
        if !entry.versions.is_empty() {
            entry.fingerprint = *fingerprint.update(&entry.fingerprint).finalize().as_bytes();
        }
        entry
    }

    /// Takes out what only inspectors may know, and numbers that could tell of one person.
    fn finish_one(&self, mut item: ShownItem<'a>, is_first: bool) -> Entry<'a> {
        let gate = self.gate;
        if !gate.shows_records() {
            item.record_held = None;
            item.record_owner = None;
            item.record_ref = None;
            // When the home looks at it again is between the home and its inspector.
            item.review_by = None;
        }
        let mut entry = Entry {
            index: self.index,
            reference: &self.gathered.reference,
            supports: &self.gathered.supports,
            related: &self.gathered.related,
            links: &self.gathered.links,
            series: None,
            counts: Vec::new(),
            results: Vec::new(),
            fingerprint: [0; 32],
            is_first,
            first_title: item.title.clone(),
            address: OnceLock::new(),
            versions: Vec::new(),
            item,
        };
        protect_numbers(gate, &mut entry);
        let shown = (&entry.item, entry.reference, entry.supports, &entry.series, &entry.counts, &entry.results);
        entry.fingerprint = Told::fingerprint(&shown);
        entry
    }
}
