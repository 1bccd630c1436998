//! Finds every slip in a text of facts, and mends the text so that all the rest can still be read.
//!
//! The TOML library stops understanding a file soon after the first slip. Authors want all ten told at once, and a good
//! fact below a bad one must still count: a withdrawal must not vanish because a line above it lacks a quote. So a text
//! that cannot be read is taken apart into statements. Those that can mean only one thing are understood ([`repair`]).
//! Those that cannot be read are replaced by a mark ([`UNREADABLE`]) under the same key, on the same line, and the whole
//! is read again. Lines stay true.

mod lists;
mod looks;
pub mod repair;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use crate::problem::facts::Slip;
use looks::slip_of;
use repair::Repair;

/// The value that stands where something was written that cannot be read. No file can hold it: a NUL is refused earlier.
pub const UNREADABLE: &str = "\0";

/// Starts the key of a line whose own key is not known.
pub const LOST: &str = "unreadable-line-";

/// Longest list or text over several lines that is put together again.
const LONGEST_STATEMENT: usize = 400;

/// After so many slips nobody reads on, and looking for more takes time.
const MOST_SLIPS: usize = 200;

/// Clashes between statements that are sorted out one by one.
const MOST_CLASHES: usize = 200;

/// Whether what is written in another way is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Where it can mean only one thing.
    Forgiving,
    /// Never: what somebody agreed to is read as it is written, or not at all.
    Strict,
}

/// A readable text and what was wrong with the one that was written.
pub struct Mended {
    /// Has as many lines as what was written.
    pub text: String,
    /// Every slip, in order.
    pub slips: Vec<Found>,
}

/// A slip and its place.
#[derive(Debug)]
pub struct Found {
    /// The line, from 0.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub slip: Slip,
    /// Whether it was understood all the same.
    pub is_understood: bool,
    /// Lines to be changed (from 0), as they are and as they should be.
    pub changes: Vec<(usize, String, String)>,
}

/// Mends a text that the library could not read.
pub fn mend(text: &str, manner: Manner) -> Mended {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut statements = split(&lines, manner);
    find_tables_written_twice(&lines, &mut statements, manner);
    find_facts_written_twice(&lines, &mut statements, manner);
    let text = settle(&lines, &mut statements);
    let slips = statements.into_iter().filter_map(|statement| statement.found(&lines)).collect();
    Mended { text, slips }
}

/// Mends what the library reads, but not as it is meant: the slashes of Windows in the path of a file.
pub fn mend_paths(text: &str) -> Mended {
    let mut slips = Vec::new();
    let lines: Vec<String> = text
        .split('\n')
        .enumerate()
        .map(|(number, line)| match repair::path(line) {
            Some(meant) => {
                let column = column_of(line, None);
                let changes = vec![(number, line.to_owned(), meant.clone())];
                slips.push(Found { line: number, column, slip: Slip::Backslash, is_understood: true, changes });
                meant
            }
            None => line.to_owned(),
        })
        .collect();
    Mended { text: lines.join("\n"), slips }
}

struct Statement {
    lines: Range<usize>,
    column: usize,
    section: usize,
    part: Part,
    fate: Fate,
    slip: Option<Slip>,
    /// How the only line should have been written.
    meant: Option<String>,
    /// A line to be taken out because the same is written elsewhere.
    is_repeated: bool,
}

impl Statement {
    fn found(self, lines: &[&str]) -> Option<Found> {
        let line = self.lines.start;
        let was = lines[line];
        let changes = match self.meant {
            Some(meant) => vec![(line, was.to_owned(), meant)],
            None if self.is_repeated => vec![(line, format!("{was}\n"), String::new())],
            None => Vec::new(),
        };
        let is_understood = self.fate == Fate::Keep || self.is_repeated;
        Some(Found { line, column: self.column, slip: self.slip?, is_understood, changes })
    }
}

enum Part {
    Header { name: String, brackets: usize },
    Fact(String),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Keep,
    Mark,
    Drop,
}

fn split(lines: &[&str], manner: Manner) -> Vec<Statement> {
    let mut statements = Vec::new();
    let (mut at, mut section, mut slips) = (0, 0, 0);
    while at < lines.len() {
        let line = lines[at];
        if is_quiet(line) {
            at += 1;
            continue;
        }
        if slips == MOST_SLIPS {
            statements.push(all_the_rest(at..lines.len(), section));
            break;
        }
        let whole = whole_statement(&lines[at..]);
        let slip = whole.is_none().then(|| slip_of(line));
        let length = whole.unwrap_or_else(|| 1 + loose_ends(&lines[at + 1..], slip.as_ref()));
        let after = &lines[at + length..];
        let ends_here = length == 1 && after.first().is_none_or(|next| is_quiet(next) || starts_a_statement(next));
        let repair = slip.clone().and_then(|slip| repair::line(line, slip, ends_here));
        if let Some(Repair { slip: kind, text }) = repair {
            let column = column_of(line, Some(&kind));
            let part = part_of(&text, at);
            section += usize::from(matches!(part, Part::Header { .. }));
            let fate = if manner == Manner::Forgiving { Fate::Keep } else { Fate::Mark };
            let (lines, slip, meant) = (at..at + 1, Some(kind), Some(text));
            statements.push(Statement { lines, column, section, part, fate, slip, meant, is_repeated: false });
            slips += 1;
            at += 1;
            continue;
        }
        let mut part = part_of(line, at);
        if slip.is_some() && line.matches('=').count() > 1 && !matches!(part, Part::Header { .. }) {
            // Two facts on one line: which of them is lost matters less than that something is.
            part = Part::Fact(lost_key(at));
        }
        section += usize::from(matches!(part, Part::Header { .. }));
        slips += usize::from(slip.is_some());
        let fate = if slip.is_some() { Fate::Mark } else { Fate::Keep };
        let column = column_of(line, slip.as_ref());
        let lines = at..at + length;
        statements.push(Statement { lines, column, section, part, fate, slip, meant: None, is_repeated: false });
        at += length;
    }
    statements
}

fn all_the_rest(lines: Range<usize>, section: usize) -> Statement {
    let part = Part::Fact(lost_key(lines.start));
    Statement {
        lines,
        column: 1,
        section,
        part,
        fate: Fate::Mark,
        slip: Some(Slip::TooMany),
        meant: None,
        is_repeated: false,
    }
}

fn is_quiet(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

fn is_readable(text: &str) -> bool {
    DeTable::parse(text).is_ok()
}

/// How many lines make one statement that can be read.
fn whole_statement(lines: &[&str]) -> Option<usize> {
    if is_readable(lines[0]) {
        return Some(1);
    }
    let (_, value) = lines[0].split_once('=')?;
    if !["[", "{", "\"\"\"", "'''"].iter().any(|opening| value.trim_start().starts_with(opening)) {
        return None;
    }
    (2..=lines.len().min(LONGEST_STATEMENT)).find(|&length| {
        let last = lines[length - 1];
        ["]", "}", "\"\"\"", "'''"].iter().any(|closing| last.contains(closing))
            && is_readable(&lines[..length].join("\n"))
    })
}

/// Lines after a text or list that was never closed: they are part of the same slip.
fn loose_ends(lines: &[&str], slip: Option<&Slip>) -> usize {
    match slip {
        Some(Slip::QuotesOpen | Slip::ListOpen) => {
            lines.iter().take_while(|line| !is_quiet(line) && !starts_a_statement(line)).count()
        }
        _ => 0,
    }
}

fn starts_a_statement(line: &str) -> bool {
    let line = line.trim_start();
    if let Some(header) = line.strip_prefix('[') {
        return header.trim_start_matches('[').starts_with(|c: char| c.is_ascii_alphabetic());
    }
    line.split_once(['=', ':']).is_some_and(|(key, _)| is_bare(key.trim()))
}

fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
}

fn part_of(line: &str, number: usize) -> Part {
    let line = line.trim();
    let lost = || lost_key(number);
    if line.starts_with('[') {
        let name: String = line
            .trim_start_matches(['[', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "_-.".contains(*c))
            .collect();
        let is_name = is_bare(&name) && is_readable(&format!("[{name}]"));
        let brackets = if line.starts_with("[[") { 2 } else { 1 };
        return Part::Header { name: if is_name { name } else { lost() }, brackets };
    }
    let key = line.split_once('=').or_else(|| line.split_once(':')).map(|(key, _)| key.trim().replace(' ', "_"));
    // A whole sentence before a colon is not a key.
    let key = key.filter(|key| key.len() <= 40 && is_readable(&format!("{key} = 0")));
    Part::Fact(key.unwrap_or_else(lost))
}

fn lost_key(number: usize) -> String {
    format!("{LOST}{}", number + 1)
}

fn mark(key: &str) -> String {
    format!("{key} = \"\\u0000\"")
}

fn column_of(line: &str, slip: Option<&Slip>) -> usize {
    let start = line.len() - line.trim_start().len();
    let value = line.split_once('=').map(|(key, value)| key.len() + 1 + value.len() - value.trim_start().len());
    let byte = match slip {
        Some(Slip::Header | Slip::NoEquals | Slip::Colon | Slip::KeyWithSpace) => start,
        _ => value.filter(|&byte| byte < line.len()).unwrap_or(start),
    };
    line[..byte].chars().count() + 1
}

/// `[consent]` twice means two consents; both stay, as if they had been written with two brackets.
fn find_tables_written_twice(lines: &[&str], statements: &mut [Statement], manner: Manner) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..statements.len() {
        let Part::Header { name, .. } = &statements[index].part else { continue };
        let Some(&first) = seen.get(name) else {
            seen.insert(name.clone(), index);
            continue;
        };
        for twin in [first, index] {
            let statement = &mut statements[twin];
            if let Part::Header { brackets: 1, name } = &statement.part
                && statement.slip.is_none()
            {
                let line = lines[statement.lines.start];
                let is_one_of_many = super::keys::MANY.contains(&name.as_str());
                statement.meant = is_one_of_many.then(|| line.replace('[', "[[").replace(']', "]]"));
                let is_understood = is_one_of_many && manner == Manner::Forgiving;
                statement.fate = if is_understood { Fate::Keep } else { Fate::Mark };
                statement.slip = Some(Slip::Clash);
            }
        }
    }
}

/// Which of two was meant is not ours to choose, so neither is used.
fn find_facts_written_twice(lines: &[&str], statements: &mut [Statement], manner: Manner) {
    let mut seen: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for index in 0..statements.len() {
        let Part::Fact(key) = &statements[index].part else { continue };
        let place = (statements[index].section, key.clone());
        let Some(&first) = seen.get(&place) else {
            seen.insert(place, index);
            continue;
        };
        statements[index].fate = Fate::Drop;
        let text = |statement: &Statement| lines[statement.lines.clone()].join("\n").trim().to_owned();
        let is_same = statements[index].lines.len() == 1 && text(&statements[first]) == text(&statements[index]);
        if is_same && statements[index].slip.is_none() {
            statements[index].is_repeated = manner == Manner::Forgiving;
        }
        if !statements[index].is_repeated {
            statements[first].fate = Fate::Mark;
            statements[index].meant = None;
        }
        statements[index].slip.get_or_insert(Slip::Twice(place.1));
    }
}

/// Reads the mended text until nothing is left to mend. Where that does not end soon, nothing is read.
fn settle(lines: &[&str], statements: &mut [Statement]) -> String {
    for _ in 0..MOST_CLASHES {
        let text = write(lines, statements);
        let Err(error) = DeTable::parse(&text) else { return text };
        let line = text[..error.span().map_or(0, |span| span.start.min(text.len()))].matches('\n').count();
        let Some(bad) = statements.iter_mut().find(|s| s.lines.contains(&line) && s.fate != Fate::Drop) else { break };
        bad.meant = None;
        bad.fate = match bad.fate {
            Fate::Keep => Fate::Mark,
            Fate::Mark | Fate::Drop => Fate::Drop,
        };
        bad.slip.get_or_insert(Slip::Clash);
    }
    "\n".repeat(lines.len().saturating_sub(1))
}

fn write(lines: &[&str], statements: &[Statement]) -> String {
    let mut written: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    for statement in statements {
        if let (Some(meant), Fate::Keep) = (&statement.meant, statement.fate) {
            written[statement.lines.start].clone_from(meant);
        }
    }
    for statement in statements.iter().filter(|statement| statement.fate != Fate::Keep) {
        for line in &mut written[statement.lines.clone()] {
            line.clear();
        }
        let first = statement.lines.start;
        if statement.lines.len() > 1 && statement.slip.is_some() {
            // These lines may have been facts of their own.
            written[first + 1] = mark(&lost_key(first + 1));
        }
        written[first] = match (&statement.part, statement.fate) {
            (Part::Header { name, .. }, Fate::Keep | Fate::Mark) => format!("[[{name}]]"),
            // What stands below it must not become part of the heading above it.
            (Part::Header { .. }, Fate::Drop) => format!("[[{}]]", lost_key(first)),
            (Part::Fact(key), Fate::Keep | Fate::Mark) => mark(key),
            (Part::Fact(_), Fate::Drop) => String::new(),
        };
    }
    written.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{LOST, Manner, UNREADABLE, mend};
    use crate::problem::facts::Slip;
    use toml::de::DeTable;

    #[test]
    fn the_commonest_slips_are_known_by_their_looks() {
        for (line, slip) in [
            ("title = Garden club", Slip::NoQuotes),
            ("title = it's fine", Slip::NoQuotes),
            ("title = \u{201c}Garden\u{201d}", Slip::CurlyQuotes),
            ("title = \"Garden\u{201d}", Slip::QuotesOpen),
            ("title = \"Garden", Slip::QuotesOpen),
            ("title = Garden\"", Slip::NoQuotes),
            ("title = 'Garden", Slip::QuotesOpen),
            ("title = \"\"\"Garden", Slip::QuotesOpen),
            ("title = \"The \"best\" garden\"", Slip::QuotesInside),
            ("file = \"photos\\garden.jpg\"", Slip::Backslash),
            ("tags = [\"a\", \"b\"", Slip::ListOpen),
            ("tags = [a, b]", Slip::ListOpen),
            ("tags = [\"a\" \"b\"]", Slip::ListOpen),
            ("date = 14/05/2026", Slip::DayOrder),
            ("date = 14 May 2026 # a Thursday", Slip::DayOrder),
            ("date = 14th May 2026", Slip::DayOrder),
            ("date = 2026-02-30", Slip::NoSuchDay),
            ("date = 31/02/2026", Slip::NoSuchDay),
            ("date = 2026-5-14", Slip::DayOrder),
            ("date = 14/05/26", Slip::ShortYear),
            ("happened = yes", Slip::YesNo),
            ("happened = True", Slip::YesNo),
            ("target = 95%", Slip::Number),
            ("asked = 1,200", Slip::Number),
            ("ref = 007", Slip::Number),
            ("title =", Slip::NoValue),
            ("title = # nothing", Slip::NoValue),
            ("title \"Garden\"", Slip::NoEquals),
            ("We planted beans.", Slip::NoEquals),
            ("title: \"Garden\"", Slip::Colon),
            ("told by = \"a daughter\"", Slip::KeyWithSpace),
            ("[[photo]", Slip::Header),
            ("[photo", Slip::Header),
        ] {
            let mended = mend(line, Manner::Strict);
            assert_eq!(mended.slips.iter().map(|found| &found.slip).collect::<Vec<_>>(), [&slip], "{line}");
            assert!(DeTable::parse(&mended.text).is_ok(), "{line}");
        }
    }

    #[test]
    fn a_mark_stands_where_the_slip_was_and_lines_stay() {
        let mended = mend("a = 1\nb = x\n[[c]]\nb = 2\nprose\nd = [1,\n2\ne = 5\nf.g = 1\nf = 2\n", Manner::Strict);
        let mark = |key: &str| format!("{key} = \"\\u0000\"");
        let expected = format!(
            "a = 1\n{}\n[[c]]\nb = 2\n{}\n{}\n{}\ne = 5\nf.g = 1\n\n",
            mark("b"),
            mark(&format!("{LOST}5")),
            mark("d"),
            mark(&format!("{LOST}7")),
        );
        assert_eq!(mended.text, expected);
        assert_eq!(mended.slips.iter().map(|found| found.line).collect::<Vec<_>>(), [1, 4, 5, 9]);
        assert_eq!(UNREADABLE, "\0");
    }
}
