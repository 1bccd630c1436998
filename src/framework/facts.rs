//! Reads single facts of a framework file; each mistake is told where it stands.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use crate::problem::framework as problem;
use crate::problem::{Problems, Span, did_you_mean};
use crate::sources::SourcePath;

/// Whose words a file holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A regulator's: a text counts only where it says `verified = true`.
    Verified,
    /// The service's own: a text counts unless it says `verified = false`.
    OwnWords,
}

/// One table of the file.
pub(super) struct Part<'t> {
    pub table: &'t DeTable<'t>,
    pub at: Span,
    // What it is, for messages: "key question".
    pub what: &'static str,
}

pub(super) struct Reader<'a> {
    pub file: &'a SourcePath,
    pub text: &'a str,
    pub trust: Trust,
    pub problems: &'a mut Problems,
}

impl Reader<'_> {
    pub(super) fn value<'t>(part: &Part<'t>, key: &str) -> Option<&'t DeValue<'t>> {
        part.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.get_ref())
    }

    /// Where a fact stands, or its part when it is missing.
    pub(super) fn place(&self, part: &Part, key: &str) -> Span {
        let key = part.table.keys().find(|name| name.get_ref() == key);
        key.map_or_else(|| part.at.clone(), |key| Span::at_offset(self.file, self.text, key.span().start))
    }

    pub(super) fn wrong_shape(&mut self, part: &Part, key: &str, wanted: &str) {
        let at = self.place(part, key);
        self.problems.add(problem::framework_fact_shape(at, key, wanted));
    }

    pub(super) fn text(&mut self, part: &Part, key: &str) -> Option<String> {
        match Self::value(part, key)? {
            DeValue::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            DeValue::Datetime(day) => Some(day.to_string()),
            _ => {
                self.wrong_shape(part, key, "words between quotes");
                None
            }
        }
    }

    pub(super) fn needed(&mut self, part: &Part, key: &str) -> Option<String> {
        let before = self.problems.iter().count();
        let text = self.text(part, key);
        if text.is_none() && self.problems.iter().count() == before {
            let at = self.place(part, key);
            self.problems.add(problem::framework_fact_missing(at, part.what, key));
        }
        text
    }

    /// A name that is typed in codes and becomes part of addresses.
    pub(super) fn name(&mut self, part: &Part, key: &str) -> Option<String> {
        let name = self.needed(part, key)?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.chars().all(plain) {
            return Some(name);
        }
        let at = self.place(part, key);
        self.problems.add(problem::framework_name_letters(at, key, &name));
        None
    }

    pub(super) fn number(&mut self, part: &Part, key: &str) -> Option<u32> {
        let number = match Self::value(part, key)? {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_shape(part, key, "a whole number");
        }
        number
    }

    pub(super) fn flag(&mut self, part: &Part, key: &str) -> Option<bool> {
        let flag = Self::value(part, key)?.as_bool();
        if flag.is_none() {
            self.wrong_shape(part, key, "true or false");
        }
        flag
    }

    pub(super) fn lines(&mut self, part: &Part, key: &str) -> Vec<String> {
        let Some(value) = Self::value(part, key) else { return Vec::new() };
        let lines = value.as_array().and_then(|list| {
            list.iter().map(|line| line.get_ref().as_str().map(|line| line.trim().to_owned())).collect()
        });
        lines.unwrap_or_else(|| {
            self.wrong_shape(part, key, "a list of words between quotes");
            Vec::new()
        })
    }

    pub(super) fn trusted(&mut self, part: &Part) -> bool {
        self.flag(part, "verified").unwrap_or(self.trust == Trust::OwnWords)
    }

    pub(super) fn trusted_text(&mut self, part: &Part, key: &str) -> Option<String> {
        let text = self.text(part, key);
        text.filter(|_| self.trusted(part))
    }

    pub(super) fn trusted_lines(&mut self, part: &Part, key: &str) -> Vec<String> {
        let lines = self.lines(part, key);
        if self.trusted(part) { lines } else { Vec::new() }
    }

    /// A Welsh name: it has a mark of its own, since the English one may be checked and the Welsh one not.
    pub(super) fn welsh(&mut self, part: &Part, key: &str, mark: &str) -> Option<String> {
        let name = self.text(part, key);
        name.filter(|_| self.flag(part, mark).unwrap_or(self.trust == Trust::OwnWords))
    }

    pub(super) fn parts<'t>(&mut self, part: &Part<'t>, key: &str, what: &'static str) -> Vec<Part<'t>> {
        let Some(value) = Self::value(part, key) else { return Vec::new() };
        let parts: Option<Vec<Part<'t>>> = value.as_array().and_then(|list| {
            let tables = list.iter().map(|entry| match entry.get_ref() {
                DeValue::Table(table) => {
                    Some(Part { table, at: Span::at_offset(self.file, self.text, entry.span().start), what })
                }
                _ => None,
            });
            tables.collect()
        });
        parts.unwrap_or_else(|| {
            self.wrong_shape(part, key, &format!("parts of their own, each under [[{key}]]"));
            Vec::new()
        })
    }

    pub(super) fn once(&mut self, part: &Part, key: &str, name: &str, seen: &mut BTreeSet<String>) {
        if !seen.insert(name.to_lowercase()) {
            let at = self.place(part, key);
            self.problems.add(problem::framework_repeated(at, key, name));
        }
    }

    pub(super) fn known_keys(&mut self, part: &Part, known: &str) {
        let known: Vec<&str> = known.split_whitespace().collect();
        for key in part.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let at = Span::at_offset(self.file, self.text, key.span().start);
            let nearest = did_you_mean(key.get_ref(), known.iter().copied());
            self.problems.add(problem::framework_fact_unknown(at, part.what, key.get_ref(), nearest));
        }
    }
}
