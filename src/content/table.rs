//! Reads CSV tables with their places, as spreadsheets save them.
//!
//! Commas, semicolons or tabs; headings in any spelling of spaces, dashes and capitals; days and numbers as people in
//! Britain write them. A row that does not fit its headings is not used: its cells may stand in the wrong columns.

use std::collections::BTreeMap;

use super::Line;
use super::dates::Date;
use super::markdown::visible;
use super::terms::Term;
use crate::problem::facts::{Wanted, unknown_word};
use crate::problem::{Problems, Span, table as told};
use crate::sources::SourcePath;

/// A table that was read.
#[derive(Debug, Default)]
pub struct Table {
    /// Every row that can be used.
    pub rows: Vec<Row>,
}

/// One row: the cells that are not empty, by column.
#[derive(Debug)]
pub struct Row {
    /// Its first line.
    pub at: Span,
    cells: BTreeMap<&'static str, String>,
}

impl Table {
    /// Reads a table with these columns, of which some are needed.
    pub fn read(
        file: &SourcePath,
        text: &str,
        columns: &[&'static str],
        required: &[&'static str],
        problems: &mut Problems,
    ) -> Table {
        let (text, first_line, delimiter) = dialect(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let lines = LineIndex::new(text, first_line);
        let mut records = reader.records().filter_map(Result::ok);
        let Some(header) = records.next() else {
            problems.add(told::table_empty(Span::file(file), required));
            return Table::default();
        };
        let header_at = Span::line(file, lines.of(&header));
        let headings = headings(&header, columns, &header_at, problems);
        let mut table = Table::default();
        let missing: Vec<_> = required.iter().filter(|needed| !headings.contains(&Some(**needed))).collect();
        if !missing.is_empty() {
            for needed in missing {
                problems.add(told::column_missing(header_at.clone(), needed));
            }
            // Every row would lack the same: it is told once.
            return table;
        }
        for record in records {
            let at = Span::line(file, lines.of(&record));
            table.rows.extend(row(at, &record, &headings, problems));
        }
        table
    }
}

/// The text of the table, its first line, and what stands between its cells.
fn dialect(text: &str) -> (&str, u32, u8) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    // Excel's own way to say which character it used.
    if let Some(said) = first.trim_end().strip_prefix("sep=")
        && let [delimiter] = said.as_bytes()
    {
        return (rest, 2, *delimiter);
    }
    let header = text.trim_start().lines().next().unwrap_or("");
    let outside_quotes: Vec<&str> = header.split('"').step_by(2).collect();
    let count = |delimiter: &u8| {
        outside_quotes.iter().map(|part| part.bytes().filter(|byte| byte == delimiter).count()).sum::<usize>()
    };
    let best = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    (text, 1, best)
}

/// Finds the line of a record. Records start after the empty lines before them, which the reader's own count does not.
struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
    first_line: u32,
}

impl<'a> LineIndex<'a> {
    fn new(text: &'a str, first_line: u32) -> LineIndex<'a> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        LineIndex { text, starts, first_line }
    }

    fn of(&self, record: &csv::StringRecord) -> u32 {
        let offset = record.position().map_or(0, |position| position.byte() as usize).min(self.text.len());
        let empty = self.text.as_bytes()[offset..].iter().take_while(|&&byte| byte == b'\n').count();
        let index = self.starts.partition_point(|&start| start <= offset + empty);
        self.first_line + index.saturating_sub(1) as u32
    }
}

fn headings(
    header: &csv::StringRecord,
    columns: &[&'static str],
    at: &Span,
    problems: &mut Problems,
) -> Vec<Option<&'static str>> {
    let mut headings: Vec<Option<&'static str>> = Vec::new();
    for heading in header {
        let name = heading.trim().to_lowercase().replace([' ', '-'], "_");
        let column = columns.iter().find(|column| **column == name).copied();
        match column {
            Some(column) if headings.contains(&Some(column)) => {
                problems.add(told::column_twice(at.clone(), column));
                headings.push(None);
            }
            Some(_) => headings.push(column),
            None => {
                if !name.is_empty() {
                    problems.add(told::unknown_column(at.clone(), heading.trim(), columns));
                }
                headings.push(None);
            }
        }
    }
    headings
}

fn row(
    at: Span,
    record: &csv::StringRecord,
    headings: &[Option<&'static str>],
    problems: &mut Problems,
) -> Option<Row> {
    let filled = record.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(at, _)| at + 1).last()?;
    if filled > headings.len() || record.len() < headings.len() {
        problems.add(told::row_of_wrong_length(at, record.len(), headings.len()));
        return None;
    }
    let cell = |(heading, cell): (&Option<&'static str>, &str)| {
        let cell = cell.trim();
        (!cell.is_empty()).then_some(((*heading)?, cell.to_owned()))
    };
    let cells: BTreeMap<&'static str, String> = headings.iter().zip(record.iter()).filter_map(cell).collect();
    (!cells.is_empty()).then_some(Row { at, cells })
}

impl Row {
    /// A cell as written, when it is not empty.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    /// A cell as one line of words.
    pub fn line(&self, column: &str) -> Option<Line> {
        let text = self.text(column)?;
        Some(Line::new(self.at.clone(), visible(text).split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// A cell as a list: words between spaces, commas, semicolons or `|`.
    pub fn list(&self, column: &str) -> Vec<Line> {
        let text = self.text(column).unwrap_or("");
        if text.to_lowercase().starts_with("nobody") {
            return self.line(column).into_iter().collect();
        }
        let words = text.split(|c: char| c.is_whitespace() || "|,;".contains(c)).filter(|word| !word.is_empty());
        words.map(|word| Line::new(self.at.clone(), word.to_owned())).collect()
    }

    /// A cell as a day.
    pub fn date(&self, column: &str, problems: &mut Problems) -> Option<Date> {
        self.read(column, Wanted::Day, Date::read_any, problems)
    }

    /// A cell as a number: `1,200`, `95%` and `£12.50` are understood.
    pub fn number(&self, column: &str, problems: &mut Problems) -> Option<f64> {
        self.read(column, Wanted::Number, read_number, problems)
    }

    /// A cell as a whole number.
    pub fn whole(&self, column: &str, problems: &mut Problems) -> Option<u32> {
        let whole = |text: &str| {
            let number = read_number(text)?;
            (number >= 0.0 && number.fract() == 0.0 && number <= f64::from(u32::MAX)).then_some(number as u32)
        };
        self.read(column, Wanted::Whole, whole, problems)
    }

    /// A cell as one of the fixed words.
    pub fn term<T: Term>(&self, column: &str, problems: &mut Problems) -> Option<T> {
        let text = self.text(column)?;
        let term = T::read(text);
        if term.is_none() {
            let known: Vec<&'static str> = T::spellings().collect();
            problems.add(unknown_word(self.at.clone(), column, text, &known));
        }
        term
    }

    fn read<T>(
        &self,
        column: &str,
        wanted: Wanted,
        read: impl Fn(&str) -> Option<T>,
        problems: &mut Problems,
    ) -> Option<T> {
        let value = read(self.text(column)?);
        if value.is_none() {
            problems.add(told::wrong_cell(self.at.clone(), column, wanted));
        }
        value
    }
}

fn read_number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let text = text.strip_prefix('£').unwrap_or(text).trim_start();
    let mut groups = text.split('.').next()?.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let is_grouped = groups.clone().count() > 0;
    if is_grouped && (first.is_empty() || first.len() > 3 || !groups.all(|group| group.len() == 3)) {
        return None;
    }
    let figures = text.replace(',', "");
    if !figures.chars().all(|c| c.is_ascii_digit() || ".-".contains(c)) {
        return None;
    }
    figures.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{Table, read_number};
    use crate::problem::Problems;
    use crate::sources::SourcePath;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let mut problems = Problems::default();
        let file = SourcePath::new("figures/falls.csv").expect("a path");
        let table = Table::read(&file, text, &["period", "value", "sample_size"], &["period"], &mut problems);
        let row = |row: &super::Row| {
            let cells: Vec<String> = row.cells.iter().map(|(key, value)| format!("{key}={value}")).collect();
            format!("{} {}", row.at.line, cells.join(" "))
        };
        let told = problems.iter().map(|problem| format!("{} {}", problem.at.line, problem.code)).collect();
        (table.rows.iter().map(row).collect(), told)
    }

    #[test]
    fn tables_are_read_as_spreadsheets_save_them() {
        let cases: [(&str, &[&str], &[&str]); 14] = [
            ("period,value\n2026-05,3\n", &["2 period=2026-05 value=3"], &[]),
            ("period;value\n2026-05;3\n", &["2 period=2026-05 value=3"], &[]),
            ("period\tvalue\n2026-05\t3", &["2 period=2026-05 value=3"], &[]),
            ("sep=;\nperiod;value\n2026-05;3\n", &["3 period=2026-05 value=3"], &[]),
            ("\"Period\",\"Sample Size\"\n\"a;b\",3\n", &["2 period=a;b sample_size=3"], &[]),
            ("PERIOD,sample-size\nx,3\n", &["2 period=x sample_size=3"], &[]),
            ("period,value\n\n\nx,3\n,\n\ny,4\n", &["4 period=x value=3", "7 period=y value=4"], &[]),
            ("period,value\n\"one\ntwo\",3\ny,4\n", &["2 period=one\ntwo value=3", "4 period=y value=4"], &[]),
            ("period,value\nx,3,,\n", &["2 period=x value=3"], &[]),
            ("period,value\nx,3,4\ny\nz,1\n", &["4 period=z value=1"], &["2 row-length", "3 row-length"]),
            ("period,valeu\nx,3\n", &["2 period=x"], &["1 unknown-column"]),
            ("period,period\nx,3\n", &["2 period=x"], &["1 column-twice"]),
            ("value\n3\n", &[], &["1 column-missing"]),
            ("", &[], &["0 table-empty"]),
        ];
        for (text, rows, problems) in cases {
            assert_eq!(read(text), (to_strings(rows), to_strings(problems)), "{text:?}");
        }
    }

    fn to_strings(list: &[&str]) -> Vec<String> {
        list.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [("1,200", 1200.0), ("95%", 95.0), ("95 %", 95.0), ("£12.50", 12.5), ("-3", -3.0)] {
            assert_eq!(read_number(text), Some(number), "{text}");
        }
        for text in ["", "1,2", "12,50", "about 4", "1e9", "inf", "NaN", "1.2.3", "0x10", ",100"] {
            assert_eq!(read_number(text), None, "{text}");
        }
    }
}
