//! The second line: reads every file that is about to be written, as its readers and their machines would, and looks for
//! what this edition may not say.
//!
//! The gate decides from facts; this looks at the finished text and knows nothing of how it was made. Each rule would
//! catch another fault:
//!
//! | rule | a fault that it catches |
//! |---|---|
//! | a name (`names`, `known_as`) that nobody of that name agreed to here | a name that the guard overlooked, or that a theme or a fact of the service says |
//! | a title, a caption, or eight words in a row of what is held back | an item or a photo that the gate let through, an excerpt or a list made too early |
//! | the name of a private file | an address, a picture or a mention that was not made anew |
//! | the folder of the portfolio, or a home folder | a message or a path that found its way into a page |
//! | hidden facts in a picture | a photo that was copied and not made anew |
//!
//! What is cleared for the edition may be said wherever it stands; so may the program's own words and the regulators'.
//! An item is cleared when the gate says so, except where a plain look at its facts says no (`secrets` has that look,
//! which shares no line with the gate). It cannot know nicknames or faces.

mod finder;
mod glance;
mod hidden;
mod own_words;
mod reading;
mod secrets;
mod written;

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use memchr::memmem::Finder;

use crate::consent::Reliance;
use crate::edition::Edition;
use crate::portfolio::Portfolio;
use crate::problem::{Problem, leaks as told};
use finder::Found;
use reading::{Word, readings, words};
use secrets::{Rule, Secrets};
pub use written::Written;

/// Knows what one edition may not say.
pub struct LeakScan<'e> {
    edition: &'e Edition<'e>,
    secrets: Secrets<'e>,
    places: Vec<Finder<'static>>,
    folders: &'e [Utf8PathBuf],
}

impl<'e> LeakScan<'e> {
    /// Learns it. `places` are folders of this computer that no page may name.
    pub fn new(
        edition: &'e Edition<'e>,
        portfolio: &'e Portfolio,
        written: &Written,
        places: &'e [Utf8PathBuf],
    ) -> LeakScan<'e> {
        let secrets = Secrets::new(edition, portfolio, written);
        LeakScan { edition, secrets, places: finders_of(places), folders: places }
    }

    /// Whether no words of the portfolio are kept from this edition, so that no page could say them.
    pub fn is_idle(&self) -> bool {
        self.secrets.is_empty()
    }

    /// Tells when a text says what it may not. `relies_on` gives the consents that let it say names; it is asked only
    /// when one is found. The problem names the rule and the place, never the words.
    pub fn look<'r>(
        &self,
        edition: &str,
        path: &str,
        text: &str,
        relies_on: &dyn Fn() -> Vec<&'r Reliance>,
    ) -> Option<Problem> {
        self.judge(edition, path, text, relies_on).leak
    }

    fn judge<'r>(&self, edition: &str, path: &str, text: &str, relies_on: &dyn Fn() -> Vec<&'r Reliance>) -> Judged {
        if self.sees_nothing_in(path, text) {
            return Judged { leak: None, lasts: true };
        }
        if says_place(&self.places, text) {
            return Judged { leak: Some(told::leak_place(edition, path)), lasts: false };
        }
        let mut said = Said::default();
        for reading in readings(path, text) {
            self.add_wrong(&reading, relies_on, &mut said);
        }
        let leak = said.wrong.into_iter().min().map(|place| self.secrets.problem(place, edition, path));
        Judged { lasts: leak.is_none() && !said.rests_on_others, leak }
    }

    /// The same for a file of the edition, whatever it is. `relies` are places among the edition's consents; none are
    /// given for what may say everything that the edition says anywhere.
    pub fn look_at_file(&self, path: &str, bytes: &[u8], relies: Option<&[u32]>) -> Judged {
        let edition = &self.edition.settings.name;
        if let Some(problem) = hidden_facts(edition, path, bytes) {
            return Judged { leak: Some(problem), lasts: false };
        }
        let text = std::str::from_utf8(bytes).unwrap_or("");
        let all = self.edition.reliances();
        self.judge(edition, path, text, &|| match relies {
            None => all.iter().collect(),
            Some(places) => places.iter().filter_map(|place| all.get(*place as usize)).collect(),
        })
    }

    /// Whether a first look at a text finds nothing that a closer one might object to.
    pub fn sees_nothing_in(&self, path: &str, text: &str) -> bool {
        !says_place(&self.places, text) && glance::is_clean(self.secrets.finder(), path, text)
    }

    /// All that a file is judged by, as one number: while it is the same, so is what is said of a file that lasts.
    pub fn fingerprint(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        self.secrets.add_to(&mut hasher);
        hasher.update(format!("{:?}", self.folders).as_bytes());
        for reliance in self.edition.reliances() {
            hasher.update(reliance.written().as_bytes());
        }
        hasher.finalize()
    }

    /// Adds the places of all secrets that one reading says and may not.
    fn add_wrong<'r>(&self, text: &str, relies_on: &dyn Fn() -> Vec<&'r Reliance>, said: &mut Said) {
        if self.secrets.finder().is_empty() {
            return;
        }
        let words = words(text);
        let mut found: Vec<Found> = Vec::new();
        self.secrets.finder().find(&words, |one| {
            if self.secrets.is_as_written(one.place, text, &words[one.first..one.end]) {
                found.push(one);
            }
        });
        if found.is_empty() {
            return;
        }
        let relies = relies_on();
        let (may, may_not): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|one| self.may_be_said(one.place, &relies));
        // Whoever may say "Anne Grace" may say it although somebody else is called Grace.
        let is_within = |one: &Found| {
            may.iter().any(|longer| {
                self.secrets.is_name(longer.place)
                    && longer.first <= one.first
                    && one.end <= longer.end
                    && longer.end - longer.first > one.end - one.first
            })
        };
        said.rests_on_others |= may.iter().any(|one| !self.secrets.is_name(one.place));
        said.wrong.extend(
            may_not.iter().filter(|one| !(self.secrets.is_name(one.place) && is_within(one))).map(|one| one.place),
        );
    }

    fn may_be_said(&self, place: usize, relies: &[&Reliance]) -> bool {
        match self.secrets.rule(place) {
            Some(Rule::PublicName) => true,
            Some(Rule::Name { owners }) => {
                owners.iter().any(|(owner, needed)| relies.iter().any(|one| one.lets_say(owner, *needed)))
            }
            // An author may say where to write, in a file that these readers see anyway.
            Some(Rule::FileName(name)) => self.secrets.is_shown(&name.file) && self.secrets.is_said_elsewhere(place),
            Some(Rule::Words(_)) | None => self.secrets.is_said_elsewhere(place),
        }
    }
}

/// What one file says.
#[derive(Default)]
struct Said {
    /// The places of secrets that it may not say.
    wrong: Vec<usize>,
    /// It says words that it may say only because something else says them as well.
    rests_on_others: bool,
}

/// What was seen in a file.
pub struct Judged {
    /// What it may not say.
    pub leak: Option<Problem>,
    /// It will be judged alike while the scan's fingerprint is the same, whatever else the edition says.
    pub lasts: bool,
}

/// Tells when a file carries facts that nobody sees.
pub fn hidden_facts(edition: &str, path: &str, bytes: &[u8]) -> Option<Problem> {
    let is_picture = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending));
    let is_text = std::str::from_utf8(bytes).is_ok();
    let hides = if is_picture { hidden::in_picture(bytes) } else { !is_text && hidden::anywhere(bytes) };
    hides.then(|| told::leak_hidden_facts(edition, path))
}

/// Folders as pages, scripts and addresses would write them. One that is a single step long says nothing.
fn finders_of(places: &[Utf8PathBuf]) -> Vec<Finder<'static>> {
    let mut written = BTreeSet::new();
    for place in places {
        let place = place.as_str().trim_end_matches(['/', '\\']);
        if place.trim_start_matches(['/', '\\']).contains(['/', '\\']) {
            let forward = place.replace('\\', "/");
            written.extend([
                place.to_owned(),
                place.replace('\\', "\\\\"),
                forward.replace(' ', "%20"),
                forward.replace('/', "\\/"),
                forward,
            ]);
        }
    }
    written.iter().map(|place| Finder::new(place).into_owned()).collect()
}

fn says_place(places: &[Finder<'_>], text: &str) -> bool {
    let ends_there = |end: usize| {
        let after = text[end..].chars().next();
        !after.is_some_and(|after| after.is_alphanumeric() || after == '-' || after == '_')
    };
    places.iter().any(|place| place.find_iter(text.as_bytes()).any(|start| ends_there(start + place.needle().len())))
}

/// The words of a text between two words of it.
fn between<'t>(text: &'t str, words: &[Word]) -> &'t str {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => "",
    }
}
