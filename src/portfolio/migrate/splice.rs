//! Puts codes into a file at a place, and leaves every other byte.

use crate::content::item::Code;
use crate::problem::Span;

/// One change at the place of a code in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where the code stands; a row of a table has no column.
    pub at: Span,
    /// The code as typed.
    pub typed: String,
    /// What stands there afterwards, in order: the code itself or in full, and those beside it.
    pub codes: Vec<String>,
}

/// A code is not where it was read, so the file is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotChange(pub Span);

/// The file with every change in it.
pub fn change(bytes: &[u8], changes: &[Change]) -> Result<Vec<u8>, CannotChange> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return spliced(text, changes).map(String::into_bytes);
    }
    // In older letters each byte is a letter, and those of a code are the same in all of them.
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let made = spliced(&text, changes)?;
    let byte = |letter: char| u8::try_from(u32::from(letter)).ok();
    made.chars().map(byte).collect::<Option<Vec<u8>>>().ok_or_else(|| CannotChange(first_place(changes)))
}

fn first_place(changes: &[Change]) -> Span {
    changes.first().map_or_else(Span::nowhere, |change| change.at.clone())
}

fn spliced(text: &str, changes: &[Change]) -> Result<String, CannotChange> {
    let mut splices = Vec::new();
    for change in changes {
        splices.push(splice(text, change).ok_or_else(|| CannotChange(change.at.clone()))?);
    }
    splices.sort_by_key(|splice| splice.start);
    let mut made = String::with_capacity(text.len() + 64 * splices.len());
    let mut done = 0;
    for splice in splices {
        made.push_str(text.get(done..splice.start).unwrap_or(""));
        made.push_str(&splice.words);
        done = splice.end;
    }
    made.push_str(&text[done..]);
    Ok(made)
}

struct Splice {
    start: usize,
    end: usize,
    words: String,
}

fn splice(text: &str, change: &Change) -> Option<Splice> {
    let line = line_start(text, change.at.line)?;
    if change.at.column == 0 {
        return in_row(text, line, change);
    }
    // A mark at the front of the file is no column.
    let line = if text[line..].starts_with('\u{feff}') { line + '\u{feff}'.len_utf8() } else { line };
    let column = text[line..].char_indices().nth(change.at.column as usize - 1)?.0;
    in_list(text, line + column, change)
}

fn line_start(text: &str, line: u32) -> Option<usize> {
    let before = line.checked_sub(1)? as usize;
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).nth(before)
}

/// In TOML: between quotes, in a list or alone.
fn in_list(text: &str, start: usize, change: &Change) -> Option<Splice> {
    let quote = text[start..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = &text[start + 1..];
    let length = inside.find(quote)?;
    if inside[..length].trim() != change.typed {
        return None;
    }
    let end = start + 1 + length + 1;
    let listed: Vec<String> = change.codes.iter().map(|code| format!("{quote}{code}{quote}")).collect();
    let listed = listed.join(", ");
    // Alone it stands behind its `=`; in a list behind a bracket, a comma, or a note on the line above.
    let is_alone = text[..start].trim_end_matches([' ', '\t']).ends_with('=');
    let words = if is_alone && change.codes.len() > 1 { format!("[{listed}]") } else { listed };
    Some(Splice { start, end, words })
}

/// In a table: in the `supports` cell of the row.
fn in_row(text: &str, line: usize, change: &Change) -> Option<Splice> {
    let (delimiter, column) = supports_column(text)?;
    let (start, end) = *cells(&text[line..], delimiter).get(column)?;
    let cell = &text[line + start..line + end];
    let parts = |c: Option<char>| c.is_none_or(|c| c == '|' || c == '"' || c.is_whitespace());
    let typed = change.typed.as_str();
    let stands_alone =
        |at: &usize| parts(cell[..*at].chars().next_back()) && parts(cell[at + typed.len()..].chars().next());
    let at = cell.match_indices(typed).map(|(at, _)| at).find(stands_alone)?;
    let between = if cell.contains('|') { "|" } else { " " };
    let from = line + start + at;
    Some(Splice { start: from, end: from + typed.len(), words: change.codes.join(between) })
}

/// What stands between the cells, and the place of the column of codes.
fn supports_column(text: &str) -> Option<(char, usize)> {
    let text = text.trim_start_matches('\u{feff}');
    let heading = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("sep="))?;
    [',', ';', '\t'].into_iter().find_map(|delimiter| {
        let name = |(start, end): &(usize, usize)| heading[*start..*end].trim_matches(['"', ' ']).to_lowercase();
        let column = cells(heading, delimiter).iter().position(|cell| name(cell) == "supports")?;
        Some((delimiter, column))
    })
}

/// The cells of the first row of a text, from and to, with their quotes.
fn cells(text: &str, delimiter: char) -> Vec<(usize, usize)> {
    let (mut cells, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\n' | '\r' => {
                cells.push((start, at));
                return cells;
            }
            c if c == delimiter => {
                cells.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    cells.push((start, text.len()));
    cells
}

/// `carefolio.toml` with one more framework: behind the last one named, or in a line at the top.
pub(super) fn name_framework(bytes: &[u8], named: &[Code], id: &str) -> Result<Vec<u8>, CannotChange> {
    let written = named.last().filter(|code| code.at.line > 0);
    let Some(last) = written else {
        let all = named.iter().map(|code| code.typed.as_str()).chain([id]).map(|id| format!("\"{id}\""));
        let mark: &[u8] = if bytes.starts_with(b"\xef\xbb\xbf") { b"\xef\xbb\xbf" } else { b"" };
        let line_end = if bytes.windows(2).any(|pair| pair == b"\r\n") { "\r\n" } else { "\n" };
        let line = format!("frameworks = [{}]{line_end}", all.collect::<Vec<_>>().join(", "));
        return Ok([mark, line.as_bytes(), &bytes[mark.len()..]].concat());
    };
    let codes = vec![last.typed.clone(), id.to_owned()];
    change(bytes, &[Change { at: last.at.clone(), typed: last.typed.clone(), codes }])
}

#[cfg(test)]
mod tests {
    use super::{CannotChange, Change, change, name_framework};
    use crate::content::item::Code;
    use crate::problem::Span;
    use crate::sources::SourcePath;

    fn at(line: u32, column: u32) -> Span {
        Span { file: SourcePath::new("stories/a.md").expect("a path"), line, column }
    }

    fn changed(text: &str, (line, column): (u32, u32), codes: &[&str]) -> Result<String, CannotChange> {
        let codes = codes.iter().map(|code| (*code).to_owned()).collect();
        let change = Change { at: at(line, column), typed: "a".to_owned(), codes };
        super::change(text.as_bytes(), &[change]).map(|bytes| String::from_utf8(bytes).expect("text"))
    }

    #[test]
    fn every_other_byte_stays() {
        let cases = [
            (
                "+++\r\nsupports = [ \"a\",\"b\" ] # why\r\n+++\r\nWords\r\n",
                (2, 14),
                "+++\r\nsupports = [ \"a\", \"x\",\"b\" ] # why\r\n+++\r\nWords\r\n",
            ),
            ("supports = 'a'\n", (1, 12), "supports = ['a', 'x']\n"),
            (
                "supports = [\n  # one = first\n  \"a\",\n]\n",
                (3, 3),
                "supports = [\n  # one = first\n  \"a\", \"x\",\n]\n",
            ),
            ("\u{feff}supports = [\"a\"]", (1, 13), "\u{feff}supports = [\"a\", \"x\"]"),
            ("words,supports\n\"Nice, a\",b|a\n", (2, 0), "words,supports\n\"Nice, a\",b|a|x\n"),
            ("sep=;\nwords;Supports\na;\"b a\"\r\n", (3, 0), "sep=;\nwords;Supports\na;\"b a x\"\r\n"),
        ];
        for (text, place, expected) in cases {
            assert_eq!(changed(text, place, &["a", "x"]).as_deref(), Ok(expected), "{text:?}");
        }
        assert_eq!(changed("supports = 'a'", (1, 12), &["s:a"]).as_deref(), Ok("supports = 's:a'"));
    }

    #[test]
    fn where_the_code_is_not_found_nothing_is_changed() {
        assert_eq!(changed("supports = [\"b\"]", (1, 13), &["a", "x"]), Err(CannotChange(at(1, 13))));
        assert_eq!(changed("supports = [\"a\"]", (2, 13), &["a", "x"]), Err(CannotChange(at(2, 13))));
        assert_eq!(changed("words,supports\na,ab\n", (2, 0), &["a", "x"]), Err(CannotChange(at(2, 0))));
        assert_eq!(change(b"\xff\xfes\0", &[]).as_deref(), Ok(b"\xff\xfes\0".as_slice()));
    }

    #[test]
    fn older_letters_stay_as_they_are() {
        let codes = ["a", "x"].map(str::to_owned).to_vec();
        let row = Change { at: at(2, 0), typed: "a".to_owned(), codes };
        let made = change(b"words;supports\ncaf\xe9 \xa34;a\r\n", &[row]);
        assert_eq!(made.as_deref(), Ok(b"words;supports\ncaf\xe9 \xa34;a x\r\n".as_slice()));
    }

    #[test]
    fn one_more_framework_is_named() {
        let code = |line| Code { at: at(line, 15), typed: "cqc-saf".to_owned() };
        let named = |text: &str, line| name_framework(text.as_bytes(), &[code(line)], "next").expect("a change");
        assert_eq!(named("frameworks = [\"cqc-saf\"]\r\n", 1), b"frameworks = [\"cqc-saf\", \"next\"]\r\n");
        assert_eq!(named("[service]\n", 0), b"frameworks = [\"cqc-saf\", \"next\"]\n[service]\n");
    }
}
