//! Understands a line of facts that is written in another way than facts are, where it can mean only one thing.
//!
//! What may mean two things is not guessed: a `#` that may begin a remark, a comma that may part a list, a year of two
//! figures, quotes that may reach into the next line.

use toml::de::DeTable;

use crate::content::dates::Date;
use crate::content::keys::{self, Sort};
use crate::problem::facts::Slip;

use super::lists::{Parted, list};

/// A line as it should have been written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is wrong with it.
    pub slip: Slip,
    /// What it means.
    pub text: String,
}

pub(super) const QUOTES: [char; 10] =
    ['"', '\'', '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{2018}', '\u{2019}', '\u{201a}', '`'];

/// Understands a line, if it can mean only one thing. `ends_here` says that the next line is no part of it.
pub fn line(line: &str, slip: Slip, ends_here: bool) -> Option<Repair> {
    let meant = if line.trim_start().starts_with('[') { heading(line)? } else { fact(line, ends_here)? };
    let text = format!("{}{}", meant.trim_end(), &line[line.trim_end().len()..]);
    DeTable::parse(&text).is_ok().then_some(Repair { slip, text })
}

fn heading(line: &str) -> Option<String> {
    let name = line.trim().trim_matches(['[', ']', ' ']);
    let indent = &line[..line.len() - line.trim_start().len()];
    if keys::MANY.contains(&name) {
        return Some(format!("{indent}[[{name}]]"));
    }
    let is_edition =
        name.strip_prefix("editions.").is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    (keys::ONCE.contains(&name) || is_edition).then(|| format!("{indent}[{name}]"))
}

fn fact(line: &str, ends_here: bool) -> Option<String> {
    let (typed, separator, rest) = take_apart(line)?;
    let indent = &line[..line.len() - line.trim_start().len()];
    let key = if separator == Some('=') && is_plain_key(typed) { typed } else { keys::meant_by(typed)? };
    if rest.is_empty() {
        return keys::may_be_empty(key).then(|| format!("{indent}# {}", line.trim()));
    }
    if holds_another_fact(rest) {
        return None;
    }
    let value = if is_value(rest) { rest.to_owned() } else { value(keys::sort_of(key), rest, ends_here)? };
    if key == typed && separator == Some('=') {
        let start = line.len() - line.trim_start().len() + line.trim_start().find('=')? + 1;
        let space = line[start..].len() - line[start..].trim_start().len();
        return Some(format!("{}{value}", &line[..start + space]));
    }
    Some(format!("{indent}{key} = {value}"))
}

/// Two facts on one line: the second must not become words of the first.
fn holds_another_fact(rest: &str) -> bool {
    let is_key = |word: &str| word.contains('_') && keys::sort_of(word).is_some();
    let has_key = || rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(is_key);
    let is_address = rest.trim_start_matches(QUOTES).starts_with("http");
    rest.contains('=') && !is_address || has_key()
}

/// The key, what parts it from its value, and the value.
fn take_apart(line: &str) -> Option<(&str, Option<char>, &str)> {
    let line = line.trim();
    if let Some(at) = line.find(['=', ':']) {
        let separator = line[at..].chars().next();
        return Some((line[..at].trim(), separator, line[at + 1..].trim()));
    }
    let (key, rest) = line.split_once(' ')?;
    let rest = rest.trim_start();
    rest.starts_with(['"', '[']).then_some((key, None, rest))
}

fn is_plain_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn is_value(text: &str) -> bool {
    DeTable::parse(&format!("x = {text}")).is_ok()
}

/// A value as TOML writes it, from one that is written in another way.
fn value(sort: Option<Sort>, typed: &str, ends_here: bool) -> Option<String> {
    match sort {
        Some(Sort::Day) => with_remark(typed, day),
        Some(Sort::YesNo) => with_remark(typed, yes_or_no),
        Some(Sort::Number) => with_remark(typed, number),
        Some(Sort::NumberOrWords) => with_remark(typed, number).or_else(|| words(typed, ends_here)),
        Some(Sort::List) if !has_remark(typed) => list(typed, Parted::ByCommas, ends_here),
        Some(Sort::Paths) if !has_remark(typed) => list(&typed.replace('\\', "/"), Parted::ByCommas, ends_here),
        Some(Sort::Sentences) if !has_remark(typed) => list(typed, Parted::ByBracketsOnly, ends_here),
        Some(Sort::Path) => words(&typed.replace('\\', "/"), ends_here),
        Some(Sort::Words) | None => words(typed, ends_here),
        Some(Sort::List | Sort::Paths | Sort::Sentences | Sort::Area) => None,
    }
}

fn has_remark(text: &str) -> bool {
    text.starts_with('#') || text.contains(" #") || text.contains("\t#")
}

/// Days and numbers hold no `#`, so a remark behind them is one.
fn with_remark(text: &str, read: impl Fn(&str) -> Option<String>) -> Option<String> {
    let plain = text.find(" #").map_or(text, |at| &text[..at]).trim_end();
    let remark = &text[plain.len()..];
    Some(format!("{}{remark}", read(plain.trim_matches(QUOTES).trim())?))
}

fn day(text: &str) -> Option<String> {
    Date::read_any(text).map(Date::iso)
}

/// `yes`, `No`, `TRUE`.
pub fn yes_or_no(text: &str) -> Option<String> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "y" => Some("true".to_owned()),
        "no" | "false" | "n" => Some("false".to_owned()),
        _ => None,
    }
}

/// `95%`, `1,200`, `+5`, `007`.
pub fn number(text: &str) -> Option<String> {
    let plain = text.trim_end_matches('%').trim_end();
    let plain = plain.strip_prefix('+').unwrap_or(plain);
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<&str> = whole.split(',').collect();
    let is_figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if !is_grouped || !groups.iter().all(|group| is_figures(group)) || !fraction.is_none_or(is_figures) {
        return None;
    }
    let whole = groups.concat();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(fraction.map_or_else(|| whole.to_owned(), |fraction| format!("{whole}.{fraction}")))
}

fn words(typed: &str, ends_here: bool) -> Option<String> {
    if typed.starts_with(['[', '{']) || typed.starts_with("\"\"\"") || typed.starts_with("'''") {
        return None;
    }
    let opens = typed.starts_with(QUOTES);
    let inner = if opens && typed.chars().count() > 1 && typed.ends_with(QUOTES) {
        unwrapped(typed)
    } else if opens && marks(typed) == 1 {
        // An apostrophe can begin a word; a quote that nothing closes can reach into the next line.
        if !ends_here {
            return None;
        }
        &typed[first(typed).len_utf8()..]
    } else if !opens && typed.ends_with('"') && marks(typed) == 1 {
        &typed[..typed.len() - 1]
    } else {
        typed
    };
    let is_wrapped = inner.len() < typed.len() && opens && typed.ends_with(QUOTES);
    if has_remark(typed) && (!is_wrapped || may_end_before_a_remark(inner)) {
        return None;
    }
    if is_wrapped && is_list_of_quotes(inner) {
        return None;
    }
    quoted(inner.trim())
}

pub(super) fn first(text: &str) -> char {
    text.chars().next().unwrap_or('"')
}

fn last(text: &str) -> char {
    text.chars().next_back().unwrap_or('"')
}

/// Straight and curly double quotes; a single one is most often an apostrophe.
fn marks(text: &str) -> usize {
    let double = text.chars().filter(|c| matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')).count();
    double + usize::from(text.starts_with(['\'', '\u{2018}', '\u{2019}']))
}

fn may_end_before_a_remark(inner: &str) -> bool {
    inner.match_indices('#').any(|(at, _)| inner[..at].trim_end().ends_with(QUOTES))
}

/// `"a", "b"` may be a list that lacks its brackets.
fn is_list_of_quotes(inner: &str) -> bool {
    let mut parts = inner.split(',');
    let Some(mut before) = parts.next() else { return false };
    parts.any(|part| {
        let is_parting = before.trim_end().ends_with(QUOTES) && part.trim_start().starts_with(QUOTES);
        before = part;
        is_parting
    })
}

/// Words between straight quotes, with curly ones inside.
pub fn quoted(words: &str) -> Option<String> {
    if words.chars().any(|c| c.is_control() && c != '\t') {
        return None;
    }
    let words = curled(&words.replace("\\\"", "\""));
    match words.contains('\\') {
        true if words.contains('\'') => Some(format!("\"{}\"", words.replace('\\', "\\\\"))),
        true => Some(format!("'{words}'")),
        false => Some(format!("\"{words}\"")),
    }
}

fn curled(words: &str) -> String {
    let mut curled = String::with_capacity(words.len());
    for letter in words.chars() {
        let opens = curled
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || "([\u{2013}\u{2014}".contains(before));
        curled.push(match letter {
            '"' if opens => '\u{201c}',
            '"' => '\u{201d}',
            other => other,
        });
    }
    curled
}

/// A file path with the slashes of Windows, in a line that can be read but would mean something else: in
/// `"photos\beans.jpg"` the `\b` is a control character.
pub fn path(line: &str) -> Option<String> {
    let (key, rest) = line.split_once('=')?;
    let is_path = matches!(keys::sort_of(key.trim()), Some(Sort::Path | Sort::Paths));
    let is_windows = rest.contains('\\') && !rest.trim_start().starts_with('\'') && !rest.contains("\\\\");
    (is_path && is_windows && !has_remark(rest.trim())).then(|| format!("{key}={}", rest.replace('\\', "/")))
}

/// A value as TOML writes it, from one behind a label (see [`crate::content::labels`]), where `#` is a letter like any other.
pub fn labelled(sort: Option<Sort>, typed: &str) -> Option<String> {
    let typed = typed.trim();
    match sort {
        Some(Sort::Day) => day(typed.trim_matches(QUOTES)),
        Some(Sort::YesNo) => yes_or_no(typed.trim_matches(QUOTES)),
        Some(Sort::Number) => number(typed.trim_matches(QUOTES)),
        Some(Sort::NumberOrWords) => number(typed).or_else(|| quoted(unwrapped(typed))),
        Some(Sort::List | Sort::Paths) => list(&typed.replace('\\', "/"), Parted::ByCommas, true),
        Some(Sort::Sentences) => list(typed, Parted::ByBracketsOnly, true).or_else(|| quoted(typed)),
        Some(Sort::Path) => quoted(unwrapped(&typed.replace('\\', "/"))),
        Some(Sort::Area) => is_value(typed).then(|| typed.to_owned()),
        Some(Sort::Words) | None => quoted(unwrapped(typed)),
    }
}

fn unwrapped(typed: &str) -> &str {
    let is_wrapped = typed.starts_with(QUOTES) && typed.ends_with(QUOTES) && typed.chars().count() > 1;
    if is_wrapped { &typed[first(typed).len_utf8()..typed.len() - last(typed).len_utf8()] } else { typed }
}

#[cfg(test)]
mod tests {
    use super::{line, path};
    use crate::problem::facts::Slip;

    fn understood(typed: &str) -> Option<String> {
        line(typed, Slip::NoQuotes, true).map(|repair| repair.text)
    }

    #[test]
    fn what_can_mean_only_one_thing_is_understood() {
        for (typed, meant) in [
            ("title = Garden club", "title = \"Garden club\""),
            ("title = Garden club  ", "title = \"Garden club\"  "),
            ("title=Garden club", "title=\"Garden club\""),
            ("  title   =  Garden club", "  title   =  \"Garden club\""),
            ("title = it's fine", "title = \"it's fine\""),
            ("title = \u{201c}Garden\u{201d}", "title = \"Garden\""),
            ("title = \u{2018}Garden\u{2019}", "title = \"Garden\""),
            ("title = \"Garden\u{201d}", "title = \"Garden\""),
            ("title = \u{201c}Room #4\u{201d}", "title = \"Room #4\""),
            ("title = \"Garden", "title = \"Garden\""),
            ("title = Garden\"", "title = \"Garden\""),
            ("title = 'It's fine'", "title = \"It's fine\""),
            ("title = \"The \"best\" garden\"", "title = \"The \u{201c}best\u{201d} garden\""),
            ("title = \"\"Best\" garden\"", "title = \"\u{201c}Best\u{201d} garden\""),
            ("title = \"Best\" garden", "title = \"\u{201c}Best\u{201d} garden\""),
            ("file = \"photos\\garden.jpg\"", "file = \"photos/garden.jpg\""),
            ("file = photos\\garden.jpg", "file = \"photos/garden.jpg\""),
            ("record_held = \"S:\\Records\"", "record_held = 'S:\\Records'"),
            ("tags = [\"a\", \"b\"", "tags = [\"a\", \"b\"]"),
            ("tags = [a, b]", "tags = [\"a\", \"b\"]"),
            ("tags = a, b", "tags = [\"a\", \"b\"]"),
            ("tags = [\"a\" \"b\"]", "tags = [\"a\", \"b\"]"),
            ("tags = \"a\", \"b\"", "tags = [\"a\", \"b\"]"),
            ("people = [\u{201c}margaret\u{201d}, \u{201c}tom\u{201d}]", "people = [\"margaret\", \"tom\"]"),
            ("people = [margaret]", "people = [\"margaret\"]"),
            ("audience = family", "audience = \"family\""),
            ("names = [Margaret O'Hara, 'Peggy']", "names = [\"Margaret O'Hara\", \"Peggy\"]"),
            ("date = 14/05/2026", "date = 2026-05-14"),
            ("date = 14 May 2026 # a Thursday", "date = 2026-05-14 # a Thursday"),
            ("date = Thursday 14th of May 2026", "date = 2026-05-14"),
            ("date = 2026-5-14", "date = 2026-05-14"),
            ("happened = yes", "happened = true"),
            ("happened = True # we all came", "happened = true # we all came"),
            ("target = 95%", "target = 95"),
            ("asked = 1,200", "asked = 1200"),
            ("ref = 007", "ref = \"007\""),
            ("phone = 01632 960123", "phone = \"01632 960123\""),
            ("summary =", "# summary ="),
            ("title \"Garden\"", "title = \"Garden\""),
            ("title: \"Garden\"", "title = \"Garden\""),
            ("Title: The garden", "title = \"The garden\""),
            ("date: 2026-05-14", "date = 2026-05-14"),
            ("source_url: https://example.org/?a=b", "source_url = \"https://example.org/?a=b\""),
            ("told by = \"a daughter\"", "told_by = \"a daughter\""),
            ("Told by: a daughter", "told_by = \"a daughter\""),
            ("[[photo]", "[[photo]]"),
            ("[service", "[service]"),
            ("colour = dark red", "colour = \"dark red\""),
        ] {
            assert_eq!(understood(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_can_mean_two_things_is_left() {
        for typed in [
            "title = Tea # in May",
            "title = \u{201c}Tea\u{201d} # in May",
            "title = \"Tea # in May",
            "did = \"one\", \"two\"",
            "date = 31/02/2026",
            "date = 14/05/26",
            "date = May",
            "happened = perhaps",
            "target = ninety",
            "target = 1,2",
            "tags = [\"a\",",
            "celebrate = Good food, kind people",
            "cover = 1, 2, 3, 4",
            "people =",
            "audience =",
            "withdrawn_on =",
            "We planted beans.",
            "We said: this is it",
            "[photos",
            "title = \"\"\"Garden",
            "tags = [a [b]",
            "how = \"form\" withdrawn_on = 2026-03-03",
            "how = \"form\"withdrawn_on = \"3 March\"",
            "how: form withdrawn_on: 3 March",
            "uses = [story withdrawn_on = 2026-03-03]",
        ] {
            assert_eq!(understood(typed), None, "{typed}");
        }
        assert_eq!(line("title = \"Garden", Slip::QuotesOpen, false), None, "the text may go on below");
        assert_eq!(line("tags = [\"a\"", Slip::ListOpen, false), None, "the list may go on below");
    }

    #[test]
    fn the_slashes_of_windows_are_known_in_paths_only() {
        assert_eq!(path("file = \"photos\\beans.jpg\"").as_deref(), Some("file = \"photos/beans.jpg\""));
        assert_eq!(path("related = [\"events\\fair\"]").as_deref(), Some("related = [\"events/fair\"]"));
        assert_eq!(path("file = 'photos\\beans.jpg'"), None, "this is read as it stands");
        assert_eq!(path("title = \"a\\nb\""), None);
    }
}
