//! What one edition may not say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::between;
use super::finder::{Finder, Runs};
use super::own_words::{self, Vocabulary};
use super::reading::{Word, cased_numbers, numbers, words};
use super::written::{FileName, ItemWords, Written, text_pieces};
use crate::consent::decide::hash_of;
use crate::content::dates::Date;
use crate::content::item::{Intended, PersonRef};
use crate::content::people::{Day, Person, Register};
use crate::content::terms::{Audience, Decision, Identify};
use crate::edition::Edition;
use crate::portfolio::{Gathered, Portfolio};
use crate::problem::{Problem, leaks as told};

/// Why a run of words may not be said, or when.
#[derive(Debug)]
pub(super) enum Rule {
    /// Somebody's name: whose (as a hash of their file name), and how far each must have agreed to be named.
    Name { owners: Vec<(String, Identify)> },
    /// Somebody whom the service names in public by law.
    PublicName,
    /// An author's file. Its name must stand exactly so, but for capitals.
    FileName(Arc<FileName>),
    /// The words of an item, by its place in the portfolio.
    Words(usize),
}

/// A run of words with its rule.
#[derive(Debug)]
struct Secret {
    rule: Rule,
    /// The words must stand like this, but for accents.
    cased: Option<Vec<u64>>,
    /// For the message.
    what: &'static str,
    /// Whose name it is.
    people: Vec<String>,
}

/// Everything that one edition may not say.
pub(super) struct Secrets<'e> {
    edition: &'e Edition<'e>,
    portfolio: &'e Portfolio,
    secrets: Vec<Secret>,
    /// For each phrase, which comes after all runs: its item, and its number.
    phrases: Vec<(u64, u32)>,
    finder: Finder,
    said_elsewhere: OnceLock<BTreeSet<usize>>,
}

impl<'e> Secrets<'e> {
    /// Whether there is nothing that must not be said.
    pub(super) fn is_empty(&self) -> bool {
        self.secrets.is_empty() && self.phrases.is_empty()
    }

    pub(super) fn new(edition: &'e Edition<'e>, portfolio: &'e Portfolio, written: &Written) -> Secrets<'e> {
        let mut list = List::default();
        let vocabulary = Vocabulary::of(edition, &written.own_words);
        list.add_names(edition, &portfolio.register, &vocabulary);
        list.add_files(written);
        let mut is_hidden = vec![false; portfolio.items.len()];
        for (index, gathered) in portfolio.items.iter().enumerate() {
            match cleared(edition, portfolio, index) {
                None => {
                    is_hidden[index] = true;
                    list.add_title(index, gathered, &vocabulary);
                    written.short[index].iter().for_each(|short| list.add_run(index, short, "a sentence"));
                }
                Some(_) => list.add_unshown(edition, index, gathered),
            }
        }
        let List { runs, secrets, mut phrases } = list;
        phrases.extend(written.phrases.iter().filter(|(_, item)| is_hidden[*item as usize]));
        // What comes in order already is only merged.
        phrases.sort();
        phrases.dedup_by_key(|(phrase, _)| *phrase);
        let numbers: Vec<u64> = phrases.iter().map(|(phrase, _)| *phrase).collect();
        let finder = Finder::new(runs, &numbers);
        Secrets { edition, portfolio, secrets, phrases, finder, said_elsewhere: OnceLock::new() }
    }

    pub(super) fn finder(&self) -> &Finder {
        &self.finder
    }

    /// Adds all that is looked for, and the rule of each, to a fingerprint.
    pub(super) fn add_to(&self, hasher: &mut blake3::Hasher) {
        let mut rules = String::new();
        for secret in &self.secrets {
            match &secret.rule {
                Rule::FileName(name) => rules.push_str(&name.file),
                Rule::Words(_) => rules.push_str(secret.what),
                Rule::Name { .. } | Rule::PublicName => rules.push_str(&format!("{secret:?}")),
            };
            rules.push('\n');
        }
        hasher.update(rules.as_bytes());
        self.finder.add_to(hasher);
    }

    /// The rule of a run; phrases have none of their own.
    pub(super) fn rule(&self, place: usize) -> Option<&Rule> {
        self.secrets.get(place).map(|secret| &secret.rule)
    }

    pub(super) fn is_name(&self, place: usize) -> bool {
        matches!(self.secrets.get(place), Some(Secret { rule: Rule::Name { .. } | Rule::PublicName, .. }))
    }

    /// Whether words that were found stand as this secret asks.
    pub(super) fn is_as_written(&self, place: usize, text: &str, found: &[Word]) -> bool {
        let Some(secret) = self.secrets.get(place) else { return true };
        let found = between(text, found);
        match &secret.rule {
            Rule::FileName(name) => name.said.eq_ignore_ascii_case(found),
            _ => secret.cased.as_ref().is_none_or(|cased| *cased == cased_numbers(found)),
        }
    }

    /// Whether what is in a file of the author's is shown in this edition.
    pub(super) fn is_shown(&self, file: &str) -> bool {
        let mut shown = self.edition.entries.iter().filter_map(|entry| {
            cleared(self.edition, self.portfolio, entry.index)?;
            Some(&self.portfolio.items[entry.index].item.at.file)
        });
        shown.any(|shown| shown.as_str() == file)
    }

    /// Whether the very same words also stand where the edition may say them: in what is cleared, in the program's own
    /// words, or in an exception. Read once, and only when something was found.
    pub(super) fn is_said_elsewhere(&self, place: usize) -> bool {
        self.said_elsewhere.get_or_init(|| self.read_elsewhere()).contains(&place)
    }

    fn read_elsewhere(&self) -> BTreeSet<usize> {
        let mut said = BTreeSet::new();
        let mut read = |text: &str| {
            self.finder.find(&words(text), |found| {
                said.insert(found.place);
            })
        };
        let own = [own_words::of_all(self.edition.frameworks), own_words::of_edition(self.edition)];
        own.iter().flatten().for_each(|text| read(text));
        for word in allowed(self.edition, &self.portfolio.register) {
            read(word);
        }
        for entry in &self.edition.entries {
            if cleared(self.edition, self.portfolio, entry.index).is_none() {
                continue;
            }
            entry.item.each_text(&mut |line| read(line), &mut |_| {});
            entry
                .series
                .iter()
                .flat_map(|series| &series.points)
                .filter_map(|point| point.note.as_ref())
                .for_each(|note| read(note));
            self.portfolio.items[entry.index].item.each_text(&mut |_| {}, &mut |body| read(body.plain()));
        }
        said
    }

    /// The problem of a secret that was said.
    pub(super) fn problem(&self, place: usize, edition: &str, page: &str) -> Problem {
        let Some(secret) = self.secrets.get(place) else {
            let item = self.phrases.get(place - self.secrets.len()).map_or(0, |(_, item)| *item as usize);
            return told::leak_words(edition, page, "words", &self.portfolio.items[item].item.at);
        };
        match &secret.rule {
            Rule::Name { .. } | Rule::PublicName => {
                let people: Vec<&str> = secret.people.iter().map(String::as_str).collect();
                told::leak_found(edition, page, secret.what, &people)
            }
            Rule::FileName(name) => told::leak_file_name(edition, page, &name.file),
            Rule::Words(item) => told::leak_words(edition, page, secret.what, &self.portfolio.items[*item].item.at),
        }
    }
}

/// An item that this edition may show: the gate says so, and a plain look at its facts does not say no.
fn cleared(edition: &Edition<'_>, portfolio: &Portfolio, index: usize) -> Option<usize> {
    let place = edition.place_of(index)?;
    (!is_plainly_refused(&portfolio.items[index], &portfolio.register, edition.settings.audience, edition.day))
        .then_some(place)
}

/// The plain look: its author did not mean it for these readers, or somebody in it never said yes to them, or took it
/// back. It knows less than the gate, on purpose; what it says no to, the gate must say no to.
fn is_plainly_refused(gathered: &Gathered, register: &Register, audience: Audience, today: Date) -> bool {
    let is_meant = match &gathered.item.intended {
        Intended::Unsaid => audience == Audience::Inspector,
        Intended::All => true,
        Intended::These(audiences) => audiences.contains(&audience),
    };
    let says_yes =
        |who: &PersonRef| register.person(&who.person).is_some_and(|person| says_yes(person, audience, today));
    !is_meant || !gathered.who.iter().all(says_yes)
}

fn says_yes(person: &Person, audience: Audience, today: Date) -> bool {
    let is_over = |day: Day| match day {
        Day::Unsaid => false,
        Day::Unreadable => true,
        Day::On(day) => day <= today,
    };
    person.consents.iter().any(|record| {
        record.decision == Some(Decision::Given)
            && record.audiences.contains(&audience)
            && matches!(record.given_on, Day::On(given) if given <= today && person.died_on.is_none_or(|died| died > today || died < given))
            && !is_over(record.withdrawn_on)
    })
}

/// Words that people answer for, for this edition.
fn allowed<'r>(edition: &'r Edition<'_>, register: &'r Register) -> impl Iterator<Item = &'r str> {
    let of_files = register.exceptions.iter().map(|one| one.word.as_str());
    let here = |name: &str| name == edition.settings.name;
    let of_editions = register.edition_exceptions.iter().filter(move |one| here(&one.edition));
    of_files.chain(of_editions.map(|one| one.word.as_str()))
}

/// Secrets as they are gathered.
#[derive(Default)]
struct List {
    runs: Runs,
    secrets: Vec<Secret>,
    phrases: Vec<(u64, u32)>,
}

impl List {
    fn add(&mut self, run: &[u64], secret: Secret) {
        if !run.is_empty() {
            self.runs.push(run);
            self.secrets.push(secret);
        }
    }

    fn add_names(&mut self, edition: &Edition<'_>, register: &Register, vocabulary: &Vocabulary<'_>) {
        let service = edition.service;
        let public = [&service.registered_manager, &service.nominated_individual];
        let public: Vec<&str> = public.into_iter().filter_map(|name| name.as_deref()).collect();
        for name in &public {
            let secret = Secret { rule: Rule::PublicName, cased: None, what: "", people: Vec::new() };
            self.add(&numbers(name), secret);
        }
        let allowed: BTreeSet<Vec<u64>> = allowed(edition, register).map(cased_numbers).collect();
        let mut names: BTreeMap<&str, Vec<(&Person, Identify)>> = BTreeMap::new();
        for person in &register.people {
            for name in person.names.iter().map(|name| name.trim()).filter(|name| *name != person.known_as.trim()) {
                names.entry(name).or_default().push((person, Identify::FullName));
            }
            names.entry(person.known_as.trim()).or_default().push((person, Identify::FirstName));
        }
        for (name, owners) in names {
            let cased = cased_numbers(name);
            let is_public = public.iter().any(|known| known.contains(name));
            let is_one_word = cased.len() == 1;
            if allowed.contains(&cased)
                || is_public
                || is_one_word && (is_too_short(name) || vocabulary.holds(cased[0]))
            {
                continue;
            }
            let is_full = owners.iter().any(|(_, identify)| *identify == Identify::FullName);
            self.add(
                &numbers(name),
                Secret {
                    // One word alone is a name only with its capitals: "will", "rose".
                    cased: is_one_word.then_some(cased),
                    what: if is_full { "the full name" } else { "the name" },
                    people: owners.iter().map(|(person, _)| person.id.as_str().to_owned()).collect(),
                    rule: Rule::Name {
                        owners: owners.iter().map(|(person, needed)| (hash_of(person.id.as_str()), *needed)).collect(),
                    },
                },
            );
        }
    }

    fn add_files(&mut self, written: &Written) {
        for name in &written.files {
            let rule = Rule::FileName(Arc::clone(name));
            self.add(&name.run, Secret { rule, cased: None, what: "", people: Vec::new() });
        }
    }

    /// The title of an item that is not for this edition.
    fn add_title(&mut self, index: usize, gathered: &Gathered, vocabulary: &Vocabulary<'_>) {
        for piece in text_pieces(&gathered.item.title).filter(|piece| is_telling(piece, vocabulary)) {
            self.add_run(index, &numbers(piece), "the title");
        }
    }

    fn add_run(&mut self, index: usize, run: &[u64], what: &'static str) {
        self.add(run, Secret { rule: Rule::Words(index), cased: None, what, people: Vec::new() });
    }

    /// The lines of an item that its edition shows without them: captions of photos that are left out, where the
    /// original is kept.
    fn add_unshown(&mut self, edition: &Edition<'_>, index: usize, gathered: &Gathered) {
        let Some(entry) = edition.entry_of(index) else { return };
        let mut shown: BTreeSet<&str> = BTreeSet::new();
        entry.item.each_text(
            &mut |line| {
                shown.insert(line.as_str());
            },
            &mut |_| {},
        );
        let mut words = ItemWords::default();
        gathered.item.each_text(
            &mut |line| {
                if !shown.contains(line.uncleared()) {
                    words.add_line(&gathered.item, line);
                }
            },
            &mut |_| {},
        );
        words.short.iter().for_each(|short| self.add_run(index, short, "a sentence"));
        self.phrases.extend(words.phrases.iter().map(|phrase| (*phrase, index as u32)));
    }
}

/// Whether one word is too little to be told from an abbreviation or a part of a code.
fn is_too_short(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric()).count();
    letters < 2 || (letters < 4 && !name.contains(char::is_lowercase) && name.is_ascii())
}

/// Whether a title says enough to be known by: five words, or two of which one is not the program's own.
fn is_telling(title: &str, vocabulary: &Vocabulary<'_>) -> bool {
    let words = cased_numbers(title);
    let letters = title.chars().filter(|letter| letter.is_alphanumeric()).count();
    words.len() >= 5 || (words.len() >= 2 && letters >= 10 && words.iter().any(|word| !vocabulary.holds(*word)))
}
