//! The second line: reads every text that is about to be written, as a reader would, and looks for full names that
//! the page of an item, or anything in the edition, may not say.
//!
//! The gate decides from facts; this looks at the finished page and knows nothing of how it was made. It finds a full
//! name however it came there: in pieces of markup, in an address, in a theme. It cannot know nicknames or faces.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use crate::consent::Reliance;
use crate::consent::decide::hash_of;
use crate::content::people::Register;
use crate::edition::Edition;
use crate::problem::{Problem, Span};

/// Knows the full names that an edition may not say.
pub struct LeakScan {
    finder: Option<AhoCorasick>,
    /// For each name: whose it is, as hashes of their file names.
    owners: Vec<BTreeSet<String>>,
}

impl LeakScan {
    /// Learns the names. The people whom the service names in public by law (its manager and its nominated individual)
    /// are not among them.
    pub fn new(edition: &Edition<'_>, register: &Register) -> LeakScan {
        let service = edition.service;
        let public: Vec<&str> = [&service.registered_manager, &service.nominated_individual]
            .into_iter()
            .filter_map(|name| name.as_deref())
            .collect();
        let allowed = |word: &str| register.exceptions.iter().any(|one| one.word == word);
        let is_full = |name: &&String| name.trim().contains(char::is_whitespace);
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for person in &register.people {
            let secret = person
                .names
                .iter()
                .filter(is_full)
                .filter(|name| !allowed(name) && !public.iter().any(|known| known.contains(name.trim())));
            for name in secret {
                names.entry(spaced(name)).or_default().insert(hash_of(person.id.as_str()));
            }
        }
        let (names, owners): (Vec<String>, Vec<BTreeSet<String>>) = names.into_iter().unzip();
        let finder = (!names.is_empty()).then(|| {
            let mut builder = AhoCorasickBuilder::new();
            let built = builder.ascii_case_insensitive(true).build(&names);
            built.expect("a register of names is far below the size the finder can hold")
        });
        LeakScan { finder, owners }
    }

    /// Whether there is no name that could be found.
    pub fn is_idle(&self) -> bool {
        self.finder.is_none()
    }

    /// Tells when a text says such a name. `relies_on` gives the consents that may let it say one; it is asked only when one is found. The problem names the
    /// page, never the words.
    pub fn look<'r>(
        &self,
        edition: &str,
        path: &str,
        text: &str,
        relies_on: &dyn Fn() -> Vec<&'r Reliance>,
    ) -> Option<Problem> {
        let finder = self.finder.as_ref()?;
        let may_be_said = |name: usize| {
            let named: BTreeSet<&str> = relies_on().into_iter().filter_map(Reliance::full_name_of).collect();
            self.owners[name].iter().all(|owner| named.contains(owner.as_str()))
        };
        // Markup can part a name, and can hold one: both readings are looked at.
        let says = names_said(finder, &spaced(&decoded(&without_markup(text)))).any(|name| !may_be_said(name))
            || names_said(finder, &decoded(text)).any(|name| !may_be_said(name));
        says.then(|| leak_found(edition, path))
    }
}

/// Which names stand in the words, by their numbers.
fn names_said(finder: &AhoCorasick, words: &str) -> impl Iterator<Item = usize> {
    finder.find_overlapping_iter(words).filter_map(|found| {
        let before = words[..found.start()].chars().next_back();
        let after = words[found.end()..].chars().next();
        let is_whole = !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric);
        is_whole.then(|| found.pattern().as_usize())
    })
}

/// What is left when every tag is taken out, with nothing in its place.
fn without_markup(text: &str) -> String {
    let mut words = String::with_capacity(text.len() / 2);
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        rest = &rest[end..];
    }
    words.push_str(rest);
    words
}

/// The characters behind the few entities that this program writes.
fn decoded(text: &str) -> Cow<'_, str> {
    const ENTITIES: [(&str, &str); 6] =
        [("&#39;", "'"), ("&#x27;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    let mut text = Cow::Borrowed(text);
    for (entity, character) in ENTITIES {
        if text.contains(entity) {
            text = Cow::Owned(text.replace(entity, character));
        }
    }
    text
}

/// The same words with single spaces.
fn spaced(words: &str) -> String {
    let mut spaced = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

fn leak_found(edition: &str, path: &str) -> Problem {
    Problem::error("leak-found", Span::nowhere())
        .says(format!("The page {path} would say the full name of somebody who may not be named so for this reader."))
        .means("Nothing is published until that is put right.")
        .fix(
            "Look for the name in carefolio.toml, in your own theme and in the files behind this page. If it is only \
             an ordinary word there, allow it in people/exceptions.toml.",
        )
        .in_edition(edition)
}

#[cfg(test)]
mod tests {
    use aho_corasick::AhoCorasickBuilder;

    use super::{decoded, names_said, spaced, without_markup};

    fn found(page: &str) -> bool {
        let finder = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .build(["Margaret Hughes", "Tom O'Brien"])
            .expect("two names");
        names_said(&finder, &spaced(&decoded(&without_markup(page)))).next().is_some()
            || names_said(&finder, &decoded(page)).next().is_some()
    }

    #[test]
    fn a_full_name_is_found_however_it_came_into_the_page() {
        for page in [
            "<p>Margaret Hughes sang</p>",
            "<p>Mar<em>gar</em>et\n  <b>Hughes</b></p>",
            "<img alt=\"MARGARET HUGHES at tea\">",
            "<p>Tom O&#39;Brien</p>",
        ] {
            assert!(found(page), "{page}");
        }
        for page in ["<p>Margaret sang with Mr Hughes</p>", "<p>Margaret Hughesley</p>"] {
            assert!(!found(page), "{page}");
        }
    }
}
