//! What a key can be asked for: words, days, numbers, fixed words, lists.

use toml::de::DeValue;

use super::{Facts, Said, Shape, Value, tidy};
use crate::content::Line;
use crate::content::dates::Date;
use crate::content::mend::{Manner, repair};
use crate::content::people::Day;
use crate::content::terms::Term;
use crate::problem::Span;
use crate::problem::facts::{Slip, Wanted, date_as_text, fact_understood, needed, unknown_word, wrong_type};

impl Facts<'_, '_> {
    /// One line of words.
    pub fn line(&mut self, key: &'static str) -> Option<Line> {
        self.note(key, || Shape::Line);
        let (at, value) = self.said(key).value()?;
        let text = self.words_in(key, &at, value)?;
        (!text.is_empty()).then(|| Line::new(at, text))
    }

    /// One line of words that cannot be left out.
    pub fn needed_line(&mut self, key: &'static str, example: &str) -> Option<Line> {
        self.note_needed(key);
        let line = self.line(key);
        if line.is_none() && !self.is_unreadable(key) {
            let at = self.at.clone();
            self.report(needed(at, key, example));
        }
        line
    }

    /// One line of words that are not an author's story: an address, a code, a setting.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.line(key).map(|line| line.uncleared().to_owned())
    }

    /// A day.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        match self.day(key) {
            Day::On(date) => Some(date),
            Day::Unsaid | Day::Unreadable => None,
        }
    }

    /// A day that matters even when it cannot be read.
    pub fn day(&mut self, key: &'static str) -> Day {
        self.note(key, || Shape::Day);
        match self.said(key) {
            Said::Nothing => Day::Unsaid,
            Said::Unreadable => Day::Unreadable,
            Said::This((at, value)) => self.day_in(key, &at, value).map_or(Day::Unreadable, Day::On),
        }
    }

    fn day_in(&mut self, key: &str, at: &Span, value: Value<'_>) -> Option<Date> {
        let date = match value {
            DeValue::Datetime(time) => time.date.and_then(|day| {
                Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?)
            }),
            DeValue::String(text) => {
                let date = Date::read_any(text);
                if let Some(date) = date {
                    let mending = self.change(key, &date.iso());
                    self.report(date_as_text(at.clone(), key, mending));
                }
                date
            }
            _ => None,
        };
        if date.is_none() {
            self.report(wrong_type(at.clone(), key, Wanted::Day));
        }
        date
    }

    /// One of the fixed words.
    pub fn term<T: Term>(&mut self, key: &'static str) -> Option<T> {
        self.said_term(key).value()
    }

    /// One of the fixed words, when it matters that something was written.
    pub fn said_term<T: Term>(&mut self, key: &'static str) -> Said<T> {
        self.note(key, || Shape::Word(T::spellings().collect()));
        match self.said(key) {
            Said::Nothing => Said::Nothing,
            Said::Unreadable => Said::Unreadable,
            Said::This((at, value)) => {
                let Some(word) = self.words_in(key, &at, value) else { return Said::Unreadable };
                self.term_in(key, &at, &word).map_or(Said::Unreadable, Said::This)
            }
        }
    }

    fn term_in<T: Term>(&mut self, key: &str, at: &Span, word: &str) -> Option<T> {
        let term = T::read(word);
        if term.is_none() {
            let known: Vec<&str> = T::spellings().collect();
            self.report(unknown_word(at.clone(), key, word, &known));
        }
        term
    }

    /// Fixed words; those nobody knows are reported and left out.
    pub fn terms<T: Term>(&mut self, key: &'static str) -> Vec<T> {
        let lines = self.lines(key);
        self.fixed_words::<T>(key, &[]);
        lines.iter().filter_map(|line| self.term_in(key, line.at(), line.uncleared())).collect()
    }

    /// A list of lines; a single text counts as a list of one.
    pub fn lines(&mut self, key: &'static str) -> Vec<Line> {
        self.said_lines(key).value().unwrap_or_default()
    }

    /// A list of lines, unreadable as a whole when one of them is.
    pub fn said_lines(&mut self, key: &'static str) -> Said<Vec<Line>> {
        self.note(key, || Shape::Lines);
        match self.said(key) {
            Said::Nothing => Said::Nothing,
            Said::Unreadable => Said::Unreadable,
            Said::This((at, DeValue::String(text))) => {
                Said::This(tidy(text).map(|text| Line::new(at, text)).into_iter().collect())
            }
            Said::This((_, DeValue::Array(list))) if list.iter().all(|one| one.get_ref().is_str()) => {
                let line = |one: &toml::Spanned<DeValue<'_>>| {
                    let text = tidy(one.get_ref().as_str()?)?;
                    Some(Line::new(self.sheet.at(one.span().start), text))
                };
                Said::This(list.iter().filter_map(line).collect())
            }
            Said::This((at, _)) => {
                self.report(wrong_type(at, key, Wanted::List));
                Said::Unreadable
            }
        }
    }

    /// A number.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        self.note(key, || Shape::Number);
        let (at, value) = self.said(key).value()?;
        let number = match value {
            DeValue::Integer(whole) if whole.radix() == 10 => whole.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite());
        let number = number.or_else(|| self.number_in_quotes(key, &at, value)?.parse().ok());
        if number.is_none() {
            self.report(wrong_type(at, key, Wanted::Number));
        }
        number
    }

    /// A number without a fraction, zero or more.
    pub fn whole(&mut self, key: &'static str) -> Option<u32> {
        self.note(key, || Shape::Whole);
        let (at, value) = self.said(key).value()?;
        let number = whole_in(value).or_else(|| self.number_in_quotes(key, &at, value)?.parse().ok());
        if number.is_none() {
            self.report(wrong_type(at, key, Wanted::Whole));
        }
        number
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.note(key, || Shape::YesNo);
        let (at, value) = self.said(key).value()?;
        let flag = value.as_bool().or_else(|| self.yes_or_no_in_quotes(key, &at, value));
        if flag.is_none() {
            self.report(wrong_type(at, key, Wanted::YesNo));
        }
        flag
    }

    /// `"95"` can mean only one thing.
    fn number_in_quotes(&mut self, key: &str, at: &Span, value: Value<'_>) -> Option<String> {
        let number = repair::number(value.as_str()?.trim()).filter(|_| self.is_forgiving())?;
        self.understood(key, at, &number);
        Some(number)
    }

    /// So can `"yes"`.
    fn yes_or_no_in_quotes(&mut self, key: &str, at: &Span, value: Value<'_>) -> Option<bool> {
        let meant = repair::yes_or_no(value.as_str()?.trim()).filter(|_| self.is_forgiving())?;
        self.understood(key, at, &meant);
        Some(meant == "true")
    }

    fn is_forgiving(&self) -> bool {
        self.sheet.source.manner() == Manner::Forgiving
    }

    fn understood(&mut self, key: &str, at: &Span, meant: &str) {
        let mending = self.change(key, meant);
        self.report(fact_understood(at.clone(), &Slip::NeedlessQuotes, mending));
    }

    /// Rows of four whole numbers: one (`[1, 2, 3, 4]`) or several (`[[…], […]]`).
    pub fn fours(&mut self, key: &'static str) -> Said<Vec<[u32; 4]>> {
        self.note(key, || Shape::Fours);
        let (at, value) = match self.said(key) {
            Said::Nothing => return Said::Nothing,
            Said::Unreadable => return Said::Unreadable,
            Said::This(said) => said,
        };
        let several = |list: &[toml::Spanned<DeValue<'_>>]| list.iter().map(|one| four_in(one.get_ref())).collect();
        let fours: Option<Vec<[u32; 4]>> = match value {
            DeValue::Array(list) if list.iter().all(|one| one.get_ref().is_array()) => several(list),
            one => four_in(one).map(|four| vec![four]),
        };
        let Some(fours) = fours else {
            self.report(wrong_type(at, key, Wanted::Area));
            return Said::Unreadable;
        };
        Said::This(fours)
    }

    /// A line of words from a value; numbers and days are written out, since `contract = 1204` is clear enough.
    fn words_in(&mut self, key: &str, at: &Span, value: Value<'_>) -> Option<String> {
        match value {
            DeValue::String(text) => Some(tidy(text).unwrap_or_default()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            DeValue::Datetime(_) => self.day_in(key, at, value).map(|date| date.to_string()),
            DeValue::Integer(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.report(wrong_type(at.clone(), key, Wanted::Text));
                None
            }
        }
    }
}

fn whole_in(value: Value<'_>) -> Option<u32> {
    value.as_integer().filter(|number| number.radix() == 10)?.as_str().parse().ok()
}

fn four_in(value: Value<'_>) -> Option<[u32; 4]> {
    let numbers: Vec<u32> = value.as_array()?.iter().map(|one| whole_in(one.get_ref())).collect::<Option<_>>()?;
    numbers.try_into().ok()
}
