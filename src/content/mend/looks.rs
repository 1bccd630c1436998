//! What is most likely wrong with a line that cannot be read, by its looks.

use super::is_bare;
use crate::content::dates::Date;
use crate::content::keys::{self, Sort};
use crate::problem::facts::Slip;

/// What is most likely wrong with a line that cannot be read.
pub fn slip_of(line: &str) -> Slip {
    let line = line.trim();
    if line.starts_with('[') {
        return Slip::Header;
    }
    let Some((key, value)) = line.split_once('=') else {
        let is_colon = line.split_once(':').is_some_and(|(key, _)| is_bare(key.trim()));
        return if is_colon { Slip::Colon } else { Slip::NoEquals };
    };
    if key.trim().contains(' ') && !key.trim().starts_with(['"', '\'']) {
        return Slip::KeyWithSpace;
    }
    match (slip_of_value(value), keys::sort_of(key.trim())) {
        (Slip::NoQuotes, Some(Sort::Number)) => Slip::Number,
        (Slip::NoQuotes, Some(Sort::Day)) => Slip::DayOrder,
        (Slip::NoQuotes, Some(Sort::YesNo)) => Slip::YesNo,
        (Slip::NoQuotes | Slip::QuotesInside, Some(Sort::List | Sort::Paths | Sort::Sentences)) => Slip::ListOpen,
        (slip, _) => slip,
    }
}

fn slip_of_value(value: &str) -> Slip {
    let value = value.split(" #").next().unwrap_or(value).trim();
    if value.is_empty() {
        Slip::NoValue
    } else if value.contains(['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}']) && !value.starts_with('"') {
        Slip::CurlyQuotes
    } else if value.starts_with(['[', '{']) {
        Slip::ListOpen
    } else if value.starts_with(['"', '\'']) {
        slip_of_quotes(value)
    } else if Date::read_any(value).is_some() {
        Slip::DayOrder
    } else if has_a_short_year(value) {
        Slip::ShortYear
    } else if is_shaped_like_a_day(value) {
        Slip::NoSuchDay
    } else if matches!(value.to_lowercase().as_str(), "yes" | "no" | "true" | "false" | "y" | "n") {
        Slip::YesNo
    } else if value.starts_with(|c: char| c.is_ascii_digit() || "£-+".contains(c)) {
        Slip::Number
    } else {
        Slip::NoQuotes
    }
}

fn slip_of_quotes(value: &str) -> Slip {
    let quote = if value.starts_with('"') { '"' } else { '\'' };
    if value.matches(quote).count() % 2 == 1 || value.contains(['\u{201c}', '\u{201d}']) && !value.ends_with(quote) {
        Slip::QuotesOpen
    } else if quote == '"' && value.contains('\\') {
        Slip::Backslash
    } else {
        Slip::QuotesInside
    }
}

/// `14/05/26`.
fn has_a_short_year(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['-', '/', '.']).collect();
    is_shaped_like_a_day(value) && parts.iter().all(|part| part.len() <= 2)
}

fn is_shaped_like_a_day(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['-', '/', '.']).collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}
