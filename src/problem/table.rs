//! Problems with CSV tables.

use super::facts::Wanted;
use super::{Problem, Span, all_of, any_of, did_you_mean};

/// A table with nothing in it.
pub fn table_empty(at: Span, required: &[&str]) -> Problem {
    Problem::error("table-empty", at).says("There is nothing in this table.").fix(format!(
        "Write the headings on its first line, at least {}, and a row below for each.",
        all_of(required.iter().copied())
    ))
}

/// A heading nobody knows.
pub fn unknown_column(at: Span, heading: &str, known: &[&'static str]) -> Problem {
    let heading = if heading.chars().count() <= 40 { heading } else { "(a very long heading)" };
    let problem = Problem::error("unknown-column", at)
        .says(format!("There is no column `{heading}` here."))
        .means("What stands in it is not used.");
    match did_you_mean(heading, known.iter().copied()) {
        Some(near) => problem.fix(format!("Did you mean `{near}`?")),
        None => problem.fix(format!("Take the column out, or use {}.", any_of(known.iter().copied()))),
    }
}

/// The same heading a second time.
pub fn column_twice(at: Span, column: &str) -> Problem {
    Problem::error("column-twice", at)
        .says(format!("There are two columns `{column}`."))
        .means("Only the first is used.")
        .fix("Rename one of them or take it out.")
}

/// A column that cannot be left out.
pub fn column_missing(at: Span, column: &str) -> Problem {
    Problem::error("column-missing", at)
        .says(format!("The column `{column}` is missing."))
        .fix(format!("Add a heading `{column}` on the first line, and fill it in for every row."))
}

/// A row that does not fit its headings.
pub fn row_of_wrong_length(at: Span, cells: usize, headings: usize) -> Problem {
    Problem::error("row-length", at)
        .says(format!("This row has {cells} cells, but there are {headings} headings."))
        .means("The row is not used: its cells may stand in the wrong columns.")
        .fix("Words with a comma in them need double quotes round them. An empty cell still needs its comma.")
}

/// A cell that holds something of another sort.
pub fn wrong_cell(at: Span, column: &str, wanted: Wanted) -> Problem {
    let wants = match wanted {
        Wanted::Day => "a day, such as 2026-05-14 or 14/05/2026",
        Wanted::Number => "a number, such as 12 or 95.5",
        Wanted::Whole => "a whole number, such as 12",
        Wanted::YesNo => "`true` or `false`",
        Wanted::Text | Wanted::List | Wanted::Table | Wanted::Area | Wanted::Turn | Wanted::Days => "words",
    };
    Problem::error("wrong-cell", at)
        .says(format!("`{column}` wants {wants}."))
        .means("What stands in this cell is not used.")
        .fix("Correct the cell, or leave it empty.")
}
