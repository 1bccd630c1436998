//! The search page and what it searches: an index of this edition's own cleared entries, and nothing else.
//!
//! The index is a publication like any page: it is made after clearance, from the values of the pages themselves, and goes
//! through the same scan for names. It is a script that calls one function, because a page opened from a disk may read
//! nothing else. A small edition's index knows every word of its pages; a large one's knows titles, summaries,
//! questions, statements, kinds and days.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::addresses;
use super::desk::{Desk, summary};
use super::pages::{Html, ItemPage, Link, SearchPage};
use super::records::places_address;
use crate::consent::Entry;
use crate::content::terms::{Kind, Term};
use crate::framework::Target;

/// The script of the search page.
pub const SCRIPT: &str = include_str!("search.js");

/// With more entries than this the index holds no full texts (DESIGN section 3: 500 kB for 1,000 stories).
const FULL_TEXT: usize = 300;

#[derive(Serialize)]
struct Index<'a> {
    kinds: Vec<String>,
    /// By kind: the folder of its pages.
    folders: Vec<&'static str>,
    /// No address has more of a title than this.
    longest: usize,
    questions: Vec<String>,
    statements: Vec<String>,
    /// By statement: the place of its question.
    of: Vec<usize>,
    /// What follows the number of a day: " May 2026".
    months: Vec<String>,
    cards: Vec<IndexCard<'a>>,
    /// By the places of cards: their language, where it is not that of the page.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    languages: BTreeMap<usize, String>,
    words: String,
}

/// Place of the kind; address without its ending, unless kind, reference and title make it; title; summary; day as its number
/// and the place of its month; reference; places of questions that no statement brings; places of statements. What can be
/// made from the rest is not written: at a thousand stories it would be a third of the index.
#[derive(Serialize)]
struct IndexCard<'a>(usize, &'a str, &'a str, &'a str, (u32, usize), &'a str, Vec<usize>, Vec<usize>);

impl<'e> Desk<'e> {
    /// The page to search on.
    pub fn search_page(&self) -> SearchPage {
        SearchPage {
            letters: self.letters().to_vec(),
            kinds: self.kinds_there_are().into_iter().map(|kind| self.kind_link(kind)).collect(),
            questions: self.questions().into_iter().map(|one| self.target_link(one)).collect(),
        }
    }

    fn kind_link(&self, kind: Kind) -> Link {
        let by_place = kind == Kind::Record && self.edition.is_for_inspectors();
        let href = if by_place { places_address(1) } else { addresses::list(kind, 1) };
        Link { title: self.say(&format!("kinds.{}", kind.word())), href }
    }

    fn kinds_there_are(&self) -> Vec<Kind> {
        let all = <Kind as Term>::ALL.iter().map(|(_, kind)| *kind);
        all.filter(|kind| !self.edition.of_kind(*kind).is_empty()).collect()
    }

    /// `search-index.js`.
    pub fn search_index(&self) -> String {
        let kinds = self.kinds_there_are();
        let frameworks = self.edition.frameworks;
        let statements: Vec<Target> =
            frameworks.leaves(0).into_iter().filter(|target| target.statement.is_some()).collect();
        let mut places: Vec<usize> = (0..self.edition.entries.len()).collect();
        let entry = |place: &usize| &self.edition.entries[*place];
        places.sort_by_key(|place| (Reverse(entry(place).day()), entry(place).reference));
        let of: Vec<usize> = statements.iter().map(|one| one.question).collect();
        // The first is for what has no day.
        let mut months = vec![String::new()];
        let mut card = |place: &usize| {
            let entry = entry(place);
            let of_first = || entry.supports.iter().filter(|one| one.framework == 0);
            let spoken_to: Vec<usize> = of_first().filter_map(|one| statements.binary_search(one).ok()).collect();
            let brought: BTreeSet<usize> = spoken_to.iter().map(|one| of[*one]).collect();
            let questions: BTreeSet<usize> = of_first().map(|one| one.question).collect();
            let stem = addresses::item_stem(entry);
            IndexCard(
                kinds.iter().position(|kind| *kind == entry.item.kind).unwrap_or_default(),
                if made_stem(entry).is_some_and(|made| made == stem) { "" } else { stem },
                &entry.item.title,
                summary(entry),
                entry.day().map_or((0, 0), |date| parted(&self.strings.date(date), &mut months)),
                entry.reference,
                questions.difference(&brought).copied().collect(),
                spoken_to,
            )
        };
        let cards = places.iter().map(&mut card).collect();
        let index = Index {
            kinds: kinds.iter().map(|kind| self.say(&format!("kind.{}", kind.word()))).collect(),
            folders: kinds.iter().map(|kind| kind.folder()).collect(),
            longest: addresses::LONGEST,
            questions: self.questions().into_iter().map(|one| self.label(one)).collect(),
            statements: statements.iter().map(|one| self.label(*one)).collect(),
            of,
            months,
            cards,
            languages: places
                .iter()
                .enumerate()
                .filter_map(|(number, place)| Some((number, self.foreign(entry(place))?)))
                .collect(),
            words: if places.len() <= FULL_TEXT { self.full_text(&places) } else { String::new() },
        };
        let json = serde_json::to_string(&index).expect("words and numbers are always JSON");
        format!("carefolio({json});\n")
    }

    /// Every word of the entries' pages and which of them have it; words that a card says itself are left out.
    fn full_text(&self, places: &[usize]) -> String {
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, place) in places.iter().enumerate() {
            let entry = &self.edition.entries[*place];
            let mut known = BTreeSet::new();
            add_words(&entry.item.title, &mut known);
            add_words(summary(entry), &mut known);
            let mut words = BTreeSet::new();
            let mut page = self.item_page(*place);
            (page.periods, page.actions) = self.results(entry);
            for text in texts(&page) {
                add_words(&text, &mut words);
            }
            for word in words.difference(&known) {
                found.entry(word.clone()).or_default().push(number);
            }
        }
        front_coded(&found)
    }
}

/// The address that `search.js` makes of an entry's kind, reference and title; none where it might make another.
fn made_stem(entry: &Entry<'_>) -> Option<String> {
    let reference = entry.reference.to_ascii_lowercase();
    let made = plain_letters(&entry.item.title);
    let words: Vec<&str> =
        made.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = words.join("-");
    let cut = words.get(..addresses::LONGEST).unwrap_or(&words).trim_end_matches('-');
    let is_plain = words.is_ascii() && !words.is_empty();
    is_plain.then(|| format!("{}/{reference}-{cut}", entry.item.kind.folder()))
}

/// A day in words as its number and the place of the rest, which many days share.
fn parted(day: &str, months: &mut Vec<String>) -> (u32, usize) {
    let rest = day.trim_start_matches(|letter: char| letter.is_ascii_digit());
    // "04" would come back as "4", and a day may be written with its year first.
    let number = day[..day.len() - rest.len()].parse().ok().filter(|number: &u32| (1..=31).contains(number));
    let number = number.filter(|number| format!("{number}{rest}") == day);
    let rest = if number.is_some() { rest } else { day };
    let place = months.iter().position(|month| month == rest).unwrap_or_else(|| {
        months.push(rest.to_owned());
        months.len() - 1
    });
    (number.unwrap_or(0), place)
}

/// Words in order, each as how many letters it shares with the one before and the rest of it; then which cards have it, each
/// as the step from the one before. Numbers are written to the base of 36.
fn front_coded(found: &BTreeMap<String, Vec<usize>>) -> String {
    let mut coded = String::new();
    let mut before: &str = "";
    for (word, cards) in found {
        let same = before.chars().zip(word.chars()).take_while(|(one, other)| one == other).count().min(35);
        let rest: String = word.chars().skip(same).collect();
        // Writing to a String cannot fail.
        let _ = write!(coded, "{}{rest}:", base36(same));
        let mut last = 0;
        for (step, card) in cards.iter().enumerate() {
            let dot = if step == 0 { "" } else { "." };
            let _ = write!(coded, "{dot}{}", base36(card - last));
            last = *card;
        }
        coded.push(' ');
        before = word;
    }
    coded.pop();
    coded
}

fn base36(number: usize) -> String {
    let digit = |number: usize| char::from_digit((number % 36) as u32, 36).unwrap_or('0');
    let mut digits = vec![digit(number)];
    let mut rest = number / 36;
    while rest > 0 {
        digits.push(digit(rest));
        rest /= 36;
    }
    digits.iter().rev().collect()
}

/// Adds the words of a text, in small letters without accents: what `search.js` makes of a reader's words as well.
fn add_words(text: &str, words: &mut BTreeSet<String>) {
    let plain = plain_letters(text);
    let found = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words.extend(found.map(str::to_owned));
}

/// A text in small letters without accents and apostrophes.
fn plain_letters(text: &str) -> String {
    if text.is_ascii() {
        return text.bytes().filter(|byte| *byte != b'\'').map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            '\u{df}' => plain.push_str("ss"),
            '\u{e6}' => plain.push_str("ae"),
            '\u{153}' => plain.push_str("oe"),
            '\u{f8}' => plain.push('o'),
            '\u{111}' | '\u{f0}' => plain.push('d'),
            '\u{142}' => plain.push('l'),
            '\u{fe}' => plain.push_str("th"),
            '\u{131}' => plain.push('i'),
            '\'' | '\u{2019}' => {}
            letter => plain.push(letter),
        }
    }
    plain
}

/// Everything that the page of an item says of it.
fn texts(page: &ItemPage) -> Vec<String> {
    let steps = &page.steps;
    let mut texts: Vec<String> = vec![plain_text(&page.body)];
    let lines = [&page.lead, &steps.said, &steps.said_by, &steps.noticed, &steps.did, &steps.difference];
    let more = [&steps.not_possible, &steps.goal, &steps.outcome, &page.told_by, &page.card.note];
    texts.extend(lines.into_iter().chain(more).flatten().cloned());
    if let Some(quote) = &page.quote {
        texts.push(plain_text(&quote.words));
        texts.extend([&quote.role, &quote.gathered, &quote.learnt].into_iter().flatten().cloned());
    }
    for photo in &page.photos {
        texts.push(photo.alt.clone());
        texts.extend(photo.caption.clone());
    }
    texts.extend(page.facts.iter().chain(&page.record).map(|fact| fact.value.clone()));
    texts.extend(page.measure.iter().map(|measure| measure.what.clone()));
    texts.extend(page.chart.iter().flat_map(|chart| [chart.headline.clone(), chart.subtitle.clone()]));
    for period in &page.periods {
        texts.extend(period.finding.iter().chain(&period.summary).chain(&period.found).cloned());
    }
    for action in &page.actions {
        texts.push(action.what.clone());
        texts.extend(action.owner.clone());
    }
    texts.extend(page.table.iter().flat_map(|table| table.rows.iter().flatten().cloned()));
    texts.extend(page.celebrate.iter().chain(&page.change).cloned());
    for promise in &page.promises {
        texts.push(promise.promise.clone());
        texts.extend(promise.did.clone());
    }
    for theme in &page.themes {
        texts.push(theme.what.clone());
        texts.extend(theme.learnt.iter().chain(&theme.changed).cloned());
    }
    if let Some(film) = &page.film {
        texts.push(plain_text(&film.transcript));
        texts.extend(film.captions.iter().map(|row| row.words.clone()));
    }
    texts
}

/// The words of made HTML, with a blank for each tag.
fn plain_text(html: &Html) -> String {
    let mut words = String::with_capacity(html.0.len());
    let mut rest = html.0.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        words.push(' ');
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    words.replace("&#39;", "'").replace("&quot;", " ").replace("&lt;", " ").replace("&gt;", " ").replace("&amp;", " ")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Html, add_words, base36, front_coded, parted, plain_text};

    #[test]
    fn words_are_found_without_accents_and_capitals() {
        let mut words = BTreeSet::new();
        add_words("Zo\u{eb}\u{2019}s Caf\u{e9}, T\u{177} G\u{142}\u{f3}wny; a 2026!", &mut words);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(words, ["2026", "cafe", "glowny", "ty", "zoes"]);
    }

    #[test]
    fn what_words_share_is_written_once() {
        let found = BTreeMap::from([("garden".to_owned(), vec![3, 4, 44]), ("gardener".to_owned(), vec![0])]);
        assert_eq!(front_coded(&found), "0garden:3.1.14 6er:0");
        assert_eq!((base36(35), base36(36), base36(1295)), ("z".into(), "10".into(), "zz".into()));
    }

    #[test]
    fn days_share_what_follows_their_number() {
        let mut months = vec![String::new()];
        let days = ["4 May 2026", "17 May 2026", "2026. m\u{e1}jus 4.", "04 May 2026", "June 2026"];
        let parts: Vec<(u32, usize)> = days.iter().map(|day| parted(day, &mut months)).collect();
        assert_eq!(parts, [(4, 1), (17, 1), (0, 2), (0, 3), (0, 4)]);
        let again = parts.iter().map(|(number, rest)| match number {
            0 => months[*rest].clone(),
            number => format!("{number}{}", months[*rest]),
        });
        assert_eq!(again.collect::<Vec<_>>(), days);
    }

    #[test]
    fn markup_is_not_searched() {
        let html = Html("<p class=\"lead\">It&#39;s <em>tea</em><img alt=\"x\"></p>".to_owned());
        assert_eq!(plain_text(&html).split_whitespace().collect::<Vec<_>>(), ["It's", "tea"]);
    }
}
