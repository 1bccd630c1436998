//! Slips of the pen in a line of facts: what is most likely wrong with it, and what to write instead.

use super::mending::Mending;
use super::{Problem, Span};

/// What is wrong with a line of facts that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Words without quotes.
    NoQuotes,
    /// Curly quotes round a text.
    CurlyQuotes,
    /// Quotes that were never closed.
    QuotesOpen,
    /// Quotes inside quotes, or words after the closing ones.
    QuotesInside,
    /// A backslash in a text.
    Backslash,
    /// A list that was never closed, or lacks quotes or commas.
    ListOpen,
    /// `14/05/2026`.
    DayOrder,
    /// `2026-02-30`.
    NoSuchDay,
    /// `14/05/26`.
    ShortYear,
    /// `yes`.
    YesNo,
    /// `95%`, `1,200`, `007`.
    Number,
    /// Nothing after the `=`.
    NoValue,
    /// No `=`.
    NoEquals,
    /// A `:` in place of the `=`.
    Colon,
    /// A key of two words.
    KeyWithSpace,
    /// A heading in square brackets that is not complete.
    Header,
    /// A number, or yes or no, between quotes.
    NeedlessQuotes,
    /// A line between `---` lines that is no label and its words.
    NoLabel,
    /// The same key a second time.
    Twice(String),
    /// Something that stands in the way of something else in the file.
    Clash,
    /// So many slips that the rest was not looked at.
    TooMany,
}

/// A line of facts cannot be read; everything else in the file still counts.
pub fn facts_unreadable(at: Span, slip: &Slip, mending: Mending) -> Problem {
    let problem = Problem::error("facts-unreadable", at)
        .means("What this line says is not used; the rest of the file is.")
        .mended(mending);
    match slip {
        Slip::Twice(key) => problem
            .says(format!("`{key}` is written twice here, so nobody can tell which one counts."))
            .fix(format!("Keep one of the two lines with `{key}` and take the other out.")),
        Slip::TooMany => problem
            .says("There are so many slips above that the rest of the facts was not looked at.")
            .fix("Correct those first. Perhaps this file is not what its ending says."),
        slip => {
            let (says, fix) = words(slip);
            problem.says(format!("This line is not written the way facts are: {says}.")).fix(fix)
        }
    }
}

/// A line of facts that is written in another way, and can mean only one thing.
pub fn fact_understood(at: Span, slip: &Slip, mending: Mending) -> Problem {
    let problem = Problem::advice("fact-understood", at).mended(mending);
    match slip {
        Slip::Twice(key) => problem
            .says(format!("`{key}` is written twice here, with the same words."))
            .fix("Take one of the two lines out."),
        slip => {
            let (says, fix) = words(slip);
            problem
                .says(format!("This line is not written the way facts are: {says}. It was understood this time."))
                .fix(fix)
        }
    }
}

/// What is wrong, and what to write instead.
fn words(slip: &Slip) -> (&'static str, &'static str) {
    match slip {
        Slip::NoQuotes => {
            ("text needs quotes", "Put straight double quotes round the words: `title = \"The garden club\"`.")
        }
        Slip::CurlyQuotes => (
            "the quotes are curly ones, as a word processor makes them",
            "Type straight quotes instead: `title = \"The garden club\"`. Curly quotes are fine inside them.",
        ),
        Slip::QuotesOpen => (
            "the quotes are opened but not closed",
            "End the text with `\"` on the same line. A text over several lines starts and ends with `\"\"\"`.",
        ),
        Slip::QuotesInside => (
            "there are quotes inside the quotes, or words after them",
            "Use curly quotes or single ones inside: `did = \"We asked 'what next?'\"`.",
        ),
        Slip::Backslash => (
            "there is a backslash in the text, which has a meaning of its own",
            "Use `/` in place of `\\`, or put single quotes round the whole text.",
        ),
        Slip::ListOpen => (
            "a list needs a closing bracket, quotes round each word and a comma between them",
            "Write the list like this: `audience = [\"inspector\", \"family\"]`.",
        ),
        Slip::DayOrder => (
            "a day is written year first",
            "Write the day as year-month-day without quotes: 14 May 2026 is `2026-05-14`.",
        ),
        Slip::NoSuchDay => (
            "there is no such day",
            "Look at the day and the month again. They are written as `2026-05-14`: year, two figures for the month, two for the day.",
        ),
        Slip::ShortYear => (
            "the year of a day needs four figures",
            "Write the day as year-month-day without quotes: 14 May 2026 is `2026-05-14`.",
        ),
        Slip::NeedlessQuotes => (
            "numbers, `true` and `false` stand without quotes",
            "Take the quotes away: `target = 95`, `happened = true`.",
        ),
        Slip::NoLabel => (
            "between `---` lines each line is a label, a colon and its words",
            "Write it like `Title: The garden club`. Put words for readers below the second line.",
        ),
        Slip::YesNo => {
            ("yes and no are written `true` and `false`", "Write `true` or `false`, in small letters, without quotes.")
        }
        Slip::Number => (
            "a number stands alone, without a sign, a unit or a comma in it",
            "Write only the figures: `target = 95`. If it is not a number to count with, put quotes round it.",
        ),
        Slip::NoValue => ("there is nothing after the `=`", "Write something after the `=`, or take the line out."),
        Slip::NoEquals => (
            "there is no `=` between the key and what it says",
            "Write it as `key = \"words\"`. Put words for readers below the second `+++` line; put `#` before a note to yourself.",
        ),
        Slip::Colon => {
            ("there is a `:` where an `=` belongs", "Use `=`, with quotes round text: `title = \"The garden club\"`.")
        }
        Slip::KeyWithSpace => {
            ("there is a space in the key", "Join the words of the key with `_`: `told_by = \"a daughter\"`.")
        }
        Slip::Header => (
            "the square brackets are not complete",
            "Write the heading alone on its line, with its brackets in pairs: `[[photo]]`.",
        ),
        Slip::Twice(_) => ("the same key is there twice", "Take one of the two lines out."),
        Slip::TooMany => ("there are too many slips above", "Correct those first."),
        Slip::Clash => (
            "it does not go together with another line of this file",
            "Look whether the same key or heading is there twice. Several of a kind need double brackets: `[[photo]]`.",
        ),
    }
}
