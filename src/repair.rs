//! Mends a file on its author's word: does the changes that its problems carry, and leaves every other byte as it was.
//!
//! A change is done only where the text still is what the problem saw, and at most one on each line at a time: what a
//! first change uncovers is found by looking again. So looking and mending are repeated until nothing is left to mend,
//! and doing it all once more changes nothing. This room only says what a file becomes; `output` writes it.

use std::collections::BTreeMap;

use crate::content::{Letters, lines_of};
use crate::problem::mending::{Edit, Mending};
use crate::problem::{Problem, Problems};
use crate::sources::SourcePath;

/// Looking and mending come to an end long before this.
pub const MOST_ROUNDS: usize = 8;

/// A file with its slips mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Its bytes from now on.
    pub bytes: Vec<u8>,
    /// What was changed, in the order of the file.
    pub changes: Vec<Change>,
}

/// One change, for the author's eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line, from 1; 0 when the whole file was saved anew.
    pub line: u32,
    /// The lines as they were.
    pub before: Vec<String>,
    /// The lines as they are.
    pub after: Vec<String>,
    /// The problem that was put right.
    pub code: &'static str,
}

/// The files that can be mended, each with its problems.
pub fn mendable(problems: &Problems) -> BTreeMap<&SourcePath, Vec<&Problem>> {
    let mut files: BTreeMap<&SourcePath, Vec<&Problem>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.mending.is_safe()) {
        files.entry(&problem.at.file).or_default().push(problem);
    }
    files
}

/// Mends one file. Nothing when none of the changes can be done.
pub fn file(bytes: &[u8], problems: &[&Problem]) -> Option<Mended> {
    let (letters, text) = Letters::read(bytes)?;
    let mut sheet = Sheet::new(&text);
    for problem in in_order(problems) {
        if let Mending::Edits(edits) = &problem.mending {
            sheet.change(edits, problem.code);
        }
    }
    let anew = problems.iter().find(|problem| problem.mending == Mending::SaveAsPlainText);
    let letters = if anew.is_some() { Letters::Utf8 } else { letters };
    let mut changes = sheet.changes.clone();
    changes.sort_by_key(|change| change.line);
    if let Some(problem) = anew {
        changes.insert(0, Change { line: 0, before: Vec::new(), after: Vec::new(), code: problem.code });
    }
    (!changes.is_empty()).then_some(Mended { bytes: letters.write(&sheet.text())?, changes })
}

/// From the end of the file, so that no change moves the place of another; on one line the change of the whole line first.
fn in_order<'p>(problems: &[&'p Problem]) -> Vec<&'p Problem> {
    let first = |problem: &Problem| match &problem.mending {
        Mending::Edits(edits) => edits.first().map_or((0, 0), |edit| (edit.line, edit.column)),
        Mending::ByHand | Mending::LeftAlone(_) | Mending::SaveAsPlainText => (0, 0),
    };
    let mut ordered = problems.to_vec();
    ordered.sort_by_key(|problem| {
        let (line, column) = first(problem);
        (std::cmp::Reverse(line), column)
    });
    ordered
}

/// The lines of a file with their own ends.
struct Sheet {
    lines: Vec<(String, String)>,
    changes: Vec<Change>,
    /// The first line that was changed so far; changes come from the end of the file.
    touched_from: usize,
}

impl Sheet {
    fn new(text: &str) -> Sheet {
        let own = |(line, end): (&str, &str)| (line.to_owned(), end.to_owned());
        Sheet { lines: lines_of(text).into_iter().map(own).collect(), changes: Vec::new(), touched_from: usize::MAX }
    }

    fn text(&self) -> String {
        self.lines.iter().flat_map(|(line, end)| [line.as_str(), end.as_str()]).collect()
    }

    /// All of the changes, or none.
    fn change(&mut self, edits: &[Edit], code: &'static str) {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| std::cmp::Reverse((edit.line, edit.column)));
        let places: Option<Vec<Place>> = edits.iter().map(|edit| self.find(edit)).collect();
        let Some(places) = places else { return };
        if places.iter().any(|place| place.last >= self.touched_from) {
            return;
        }
        for (edit, place) in edits.iter().zip(places) {
            self.replace(edit, &place, code);
        }
    }

    /// Where the text of a change stands, if it still stands there. A place may point at the quote in front of it.
    fn find(&self, edit: &Edit) -> Option<Place> {
        let first = (edit.line as usize).checked_sub(1)?;
        let column = (edit.column as usize).checked_sub(1)?;
        let (line, _) = self.lines.get(first)?;
        [column, column + 1].into_iter().find_map(|column| {
            let start = line.char_indices().map(|(at, _)| at).chain([line.len()]).nth(column)?;
            self.reaches(first, start, &edit.was)
        })
    }

    fn reaches(&self, first: usize, start: usize, was: &str) -> Option<Place> {
        let parts: Vec<&str> = was.split('\n').collect();
        let last = first + parts.len() - 1;
        let mut end = 0;
        for (number, part) in (first..).zip(&parts) {
            let (line, _) = self.lines.get(number)?;
            let from = if number == first { start } else { 0 };
            let rest = line.get(from..)?;
            let fits = if number == last { rest.starts_with(part) } else { rest == *part };
            if !fits {
                return None;
            }
            end = from + part.len();
        }
        Some(Place { first, start, last, end })
    }

    fn replace(&mut self, edit: &Edit, place: &Place, code: &'static str) {
        let before: Vec<String> = self.lines[place.first..=place.last].iter().map(|(line, _)| line.clone()).collect();
        let opening = self.lines[place.first].0[..place.start].to_owned();
        let (last, last_end) = &self.lines[place.last];
        let closing = last[place.end..].to_owned();
        let usual_end = self.usual_end(place.first);
        let mut after: Vec<(String, String)> =
            edit.becomes.split('\n').map(|line| (line.to_owned(), usual_end.clone())).collect();
        if let Some((line, _)) = after.first_mut() {
            line.insert_str(0, &opening);
        }
        if let Some((line, end)) = after.last_mut() {
            line.push_str(&closing);
            end.clone_from(last_end);
        }
        let shown = shown(before, after.iter().map(|(line, _)| line.clone()).collect());
        self.changes.push(Change { line: edit.line, before: shown.0, after: shown.1, code });
        self.lines.splice(place.first..=place.last, after);
        self.touched_from = place.first;
    }

    fn usual_end(&self, near: usize) -> String {
        let ends = self.lines[near..].iter().chain(&self.lines).map(|(_, end)| end);
        ends.into_iter().find(|end| !end.is_empty()).cloned().unwrap_or_else(|| "\n".to_owned())
    }
}

/// Only what differs: a line that is put in or taken out stands beside one that stays.
fn shown(mut before: Vec<String>, mut after: Vec<String>) -> (Vec<String>, Vec<String>) {
    if before.len() != after.len() {
        while before.last().is_some() && before.last() == after.last() {
            before.pop();
            after.pop();
        }
    }
    (before, after)
}

/// Where a change stands: lines from 0, and places inside them.
struct Place {
    first: usize,
    start: usize,
    last: usize,
    end: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Span;

    fn problem(line: u32, column: u32, was: &str, becomes: &str) -> Problem {
        let path = SourcePath::new("stories/x.md").expect("a path");
        let at = Span { file: path, line, column };
        Problem::advice("x", at.clone()).mended(Mending::edit(&at, was, becomes))
    }

    fn mended(bytes: &[u8], problems: &[Problem]) -> Option<Vec<u8>> {
        file(bytes, &problems.iter().collect::<Vec<_>>()).map(|mended| mended.bytes)
    }

    #[test]
    fn every_other_byte_stays() {
        let before = b"\xef\xbb\xbfone\r\ntitle = caf\xc3\xa9  \r\n\r\nlast\rend";
        let after = b"\xef\xbb\xbfone\r\ntitle = \"caf\xc3\xa9\"  \r\n\r\nlast\rEND";
        let problems = [problem(2, 9, "caf\u{e9}", "\"caf\u{e9}\""), problem(5, 1, "end", "END")];
        assert_eq!(mended(before, &problems).as_deref(), Some(&after[..]));
    }

    #[test]
    fn letters_are_kept_as_they_were() {
        let problems = [problem(1, 1, "caf\u{e9}", "th\u{e9}")];
        assert_eq!(mended(b"caf\xe9\n", &problems).as_deref(), Some(&b"th\xe9\n"[..]));
        let utf16 = Letters::Utf16Big.write("caf\u{e9}\n").expect("bytes");
        assert_eq!(mended(&utf16, &problems), Letters::Utf16Big.write("th\u{e9}\n"));
        let mut anew = problems[0].clone();
        anew.mending = Mending::SaveAsPlainText;
        assert_eq!(mended(b"caf\xe9\n", &[anew]).as_deref(), Some("caf\u{e9}\n".as_bytes()));
        assert_eq!(mended(b"a\0b", &problems), None);
    }

    #[test]
    fn several_lines_become_others_with_the_same_ends() {
        let problems = [problem(1, 1, "---\na\n---\n", "+++\nb\nc\n+++\n")];
        assert_eq!(mended(b"---\r\na\r\n---\r\nx", &problems).as_deref(), Some(&b"+++\r\nb\r\nc\r\n+++\r\nx"[..]));
        assert_eq!(mended(b"a\nb\na\n", &[problem(3, 1, "a\n", "")]).as_deref(), Some(&b"a\nb\n"[..]));
        assert_eq!(mended(b"a\r\n\r\nb", &[problem(2, 1, "", "+++\n")]).as_deref(), Some(&b"a\r\n+++\r\n\r\nb"[..]));
    }

    #[test]
    fn what_is_no_longer_there_is_not_changed_and_one_line_changes_once() {
        assert_eq!(mended(b"a\n", &[problem(1, 1, "b", "c")]), None);
        assert_eq!(mended(b"a\n", &[problem(7, 1, "a", "c"), problem(1, 0, "a", "c"), problem(1, 9, "a", "c")]), None);
        let twice = [problem(1, 1, "a b", "A b"), problem(1, 3, "b", "B")];
        assert_eq!(mended(b"a b\n", &twice).as_deref(), Some(&b"A b\n"[..]));
        assert_eq!(mended(b"\"a\"\n", &[problem(1, 1, "a", "b")]).as_deref(), Some(&b"\"b\"\n"[..]), "in quotes");
    }
}
