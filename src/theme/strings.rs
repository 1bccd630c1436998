//! The words that pages say by themselves, in one language.
//!
//! Words live in `strings/<language>.toml`, never in a template. `{name}` is filled in; counts choose their form by the
//! plural rule of the language (CLDR). What a language lacks, English says.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::{Table, Value};

use crate::content::dates::{Date, Period};

/// Words by their dotted key: `menu.home`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strings {
    lang: String,
    words: BTreeMap<String, Words>,
}

/// A line, or the paragraphs of a page.
#[derive(Clone, Debug, PartialEq)]
enum Words {
    Line(String),
    Lines(Vec<String>),
}

/// A piece of a longer text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "words", rename_all = "kebab-case")]
pub enum Block {
    /// A heading: written `# Heading`.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A list: lines that begin with `- `.
    List(Vec<String>),
}

/// `12,345`, as English and Welsh write it.
fn thousands_apart(n: usize) -> String {
    if n < 1_000 { n.to_string() } else { format!("{},{:03}", thousands_apart(n / 1_000), n % 1_000) }
}

impl Strings {
    /// Reads a file of words. The reason is told when it cannot be read.
    pub fn read(lang: &str, text: &str) -> Result<Strings, toml::de::Error> {
        let mut words = BTreeMap::new();
        flatten("", text.parse::<Table>()?, &mut words);
        Ok(Strings { lang: lang.to_owned(), words })
    }

    /// The language code.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The words of a key with `{name}` filled in; the key itself when nobody wrote any.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        match self.words.get(key) {
            Some(Words::Line(line)) => fill(line, args).0,
            Some(Words::Lines(lines)) => fill(&lines.join(" "), args).0,
            None => key.to_owned(),
        }
    }

    /// The words for a number of things: `key.one`, `key.other`, … with `{n}` filled in.
    pub fn count(&self, key: &str, n: usize, args: &[(&str, &str)]) -> String {
        let form = format!("{key}.{}", plural(&self.lang, n));
        let chosen = if self.has(&form) { form } else { format!("{key}.other") };
        let number = thousands_apart(n);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(args);
        self.say(&chosen, &all)
    }

    /// A day: "14 May 2026".
    pub fn date(&self, date: Date) -> String {
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.say("date.day", &[("day", &day), ("month", &self.month(date.month())), ("year", &year)])
    }

    /// A month: "May".
    pub fn month(&self, month: i8) -> String {
        self.say(&format!("month.{month}"), &[])
    }

    /// A month of a year: "May 2026".
    pub fn month_of(&self, year: i16, month: i8) -> String {
        self.say("date.month", &[("month", &self.month(month)), ("year", &year.to_string())])
    }

    /// A stretch of time: "May 2026", "January to March 2026", "2026", "14 May 2026".
    pub fn period(&self, period: Period) -> String {
        match period {
            Period::Day(date) => self.date(date),
            Period::Month(year, month) => self.month_of(year, month),
            Period::Quarter(..) => self.months(period.first_day(), period.last_day()),
            Period::Year(year) => year.to_string(),
        }
    }

    /// From one month to another: "January to March 2026", "October 2025 to March 2026".
    pub fn months(&self, from: Date, to: Date) -> String {
        if from.year() != to.year() {
            return self.span(&self.month_of(from.year(), from.month()), &self.month_of(to.year(), to.month()));
        }
        let (first, last, year) = (self.month(from.month()), self.month(to.month()), to.year().to_string());
        self.say("date.months", &[("from", &first), ("to", &last), ("year", &year)])
    }

    /// From one thing to another: "1 May 2026 to 3 June 2026".
    pub fn span(&self, from: &str, to: &str) -> String {
        self.say("date.span", &[("from", from), ("to", to)])
    }

    /// Short words for an axis: "May", "Q2", "2026", "14 May".
    pub fn short_period(&self, period: Period) -> String {
        let month = |month: i8| self.say(&format!("month_short.{month}"), &[]);
        match period {
            Period::Day(date) => format!("{} {}", date.day(), month(date.month())),
            Period::Month(_, number) => month(number),
            Period::Quarter(_, quarter) => self.say("date.quarter", &[("n", &quarter.to_string())]),
            Period::Year(year) => year.to_string(),
        }
    }

    /// A longer text as headings, paragraphs and lists. What needs a word that is not given is left out.
    pub fn blocks(&self, key: &str, args: &[(&str, &str)]) -> Vec<Block> {
        let Some(Words::Lines(lines)) = self.words.get(key) else { return Vec::new() };
        let mut blocks: Vec<Block> = Vec::new();
        for line in lines {
            let (line, true) = fill(line, args) else { continue };
            if let Some(heading) = line.strip_prefix("# ") {
                blocks.push(Block::Heading(heading.to_owned()));
            } else if let Some(point) = line.strip_prefix("- ") {
                match blocks.last_mut() {
                    Some(Block::List(points)) => points.push(point.to_owned()),
                    _ => blocks.push(Block::List(vec![point.to_owned()])),
                }
            } else {
                blocks.push(Block::Text(line));
            }
        }
        blocks
    }

    /// Whether there are words for a key.
    pub fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// The lines whose keys begin with a prefix (`glossary.`), by key.
    pub fn under(&self, prefix: &str) -> impl Iterator<Item = (&str, &str)> {
        self.words.range(prefix.to_owned()..).take_while(move |(key, _)| key.starts_with(prefix)).filter_map(
            |(key, words)| match words {
                Words::Line(line) => Some((key.as_str(), line.as_str())),
                Words::Lines(_) => None,
            },
        )
    }

    /// Keys that `other` has and this has not. Forms of a count belong together: one is enough.
    pub(super) fn lacks<'a>(&'a self, other: &'a Strings) -> Vec<&'a str> {
        other.keys().filter(|key| !(self.has(key) || is_form(key) && self.has(&sibling(key)))).collect()
    }

    /// The names in curly brackets that a key's words use.
    pub(super) fn names(&self, key: &str) -> Vec<String> {
        match self.words.get(key) {
            Some(Words::Line(line)) => names_in(line),
            Some(Words::Lines(lines)) => lines.iter().flat_map(|line| names_in(line)).collect(),
            None => Vec::new(),
        }
    }

    /// These words, and those of `below` where these have none.
    #[must_use]
    pub(super) fn over(mut self, below: &Strings) -> Strings {
        for (key, words) in &below.words {
            if !is_form(key) || !self.has(&sibling(key)) {
                self.words.entry(key.clone()).or_insert_with(|| words.clone());
            }
        }
        self
    }
}

fn is_form(key: &str) -> bool {
    key.rsplit_once('.').is_some_and(|(_, form)| ["zero", "one", "two", "few", "many"].contains(&form))
}

fn sibling(key: &str) -> String {
    format!("{}.other", key.rsplit_once('.').map_or(key, |(stem, _)| stem))
}

fn flatten(prefix: &str, table: Table, words: &mut BTreeMap<String, Words>) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            Value::Table(inner) => flatten(&key, inner, words),
            Value::String(line) => {
                words.insert(key, Words::Line(line));
            }
            Value::Array(lines) => {
                let lines = lines.into_iter().filter_map(|line| line.as_str().map(str::to_owned)).collect();
                words.insert(key, Words::Lines(lines));
            }
            // Not words; the English ones stand in.
            Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
        }
    }
}

/// Fills in `{name}`; tells whether every name was given.
fn fill(line: &str, args: &[(&str, &str)]) -> (String, bool) {
    let mut filled = String::with_capacity(line.len() + 16);
    let mut complete = true;
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match args.iter().find(|(given, _)| *given == name) {
            Some((_, value)) => filled.push_str(value),
            None => {
                complete = false;
                filled.push_str(&format!("{{{name}}}"));
            }
        }
        rest = tail;
    }
    filled.push_str(rest);
    (filled, complete)
}

fn names_in(line: &str) -> Vec<String> {
    line.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

// Unicode CLDR, plural rules for whole numbers: https://cldr.unicode.org/index/cldr-spec/plural-rules
fn plural(lang: &str, n: usize) -> &'static str {
    let welsh = lang.split('-').next() == Some("cy");
    match n {
        0 if welsh => "zero",
        1 => "one",
        2 if welsh => "two",
        3 if welsh => "few",
        6 if welsh => "many",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(lang: &str, text: &str) -> Strings {
        Strings::read(lang, text).unwrap()
    }

    #[test]
    fn names_in_curly_brackets_are_filled_in_once() {
        let strings = strings("en", "fell = \"{title} fell from {before} to {after}.\"\n[a.b]\nc = \"{x\"");
        let args = [("title", "{after}"), ("before", "6"), ("after", "1")];
        assert_eq!(strings.say("fell", &args), "{after} fell from 6 to 1.");
        assert_eq!(strings.say("a.b.c", &[]), "{x");
        assert_eq!(strings.say("nowhere", &[]), "nowhere");
    }

    #[test]
    fn english_and_welsh_count_differently() {
        let english = strings("en", "[item]\none = \"{n} item\"\nother = \"{n} items\"");
        assert_eq!(english.count("item", 1, &[]), "1 item");
        assert_eq!(english.count("item", 0, &[]), "0 items");
        let welsh = strings("cy", "[item]\ntwo = \"{n} eitem o ddau\"\nother = \"{n} eitem\"");
        assert_eq!(welsh.count("item", 2, &[]), "2 eitem o ddau");
        assert_eq!(welsh.count("item", 6, &[]), "6 eitem");
        assert_eq!(
            [0, 1, 2, 3, 4, 6, 7].map(|n| plural("cy", n)),
            ["zero", "one", "two", "few", "other", "many", "other"]
        );
    }

    #[test]
    fn a_paragraph_that_needs_an_unknown_word_is_left_out() {
        let strings = strings("en", "text = [\"# Tell us\", \"- one\", \"- two\", \"Telephone: {phone}\", \"Bye.\"]");
        let told = strings.blocks("text", &[]);
        let list = Block::List(vec!["one".into(), "two".into()]);
        assert_eq!(told, [Block::Heading("Tell us".into()), list, Block::Text("Bye.".into())]);
        assert_eq!(strings.blocks("text", &[("phone", "01")])[2], Block::Text("Telephone: 01".into()));
    }
}
