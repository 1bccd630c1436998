//! Problems with facts: the `key = value` lines, and the rows of tables.
//!
//! None of these repeats a value somebody wrote, except a mistyped fixed word.

use super::mending::{DECIDES_WHO_SEES, Meant, Mending, meant};
use super::{Problem, Span, any_of, did_you_mean};

pub use super::slips::{Slip, fact_understood, facts_unreadable};

/// Facts stand between `---` lines, as other programs want them.
pub fn facts_between_dashes(at: Span, mending: Mending) -> Problem {
    Problem::advice("facts-between-dashes", at)
        .says("The facts at the top stand between `---` lines. They were understood as far as possible.")
        .fix("Put `+++` in place of both `---` lines, and write each fact as `key = \"words\"`.")
        .mended(mending)
}

/// The second `+++` is missing.
pub fn facts_not_closed(at: Span, mending: Mending) -> Problem {
    Problem::error("facts-not-closed", at)
        .says("The facts start with `+++`, but no second `+++` line ends them.")
        .means("Everything down to the first empty line is read as facts.")
        .fix("Put a line with only `+++` between the facts and the words.")
        .mended(mending)
}

/// A key nobody knows. `taken` are the keys that already stand there.
pub fn unknown_key(at: Span, key: &str, known: &[&str], is_taken: impl Fn(&str) -> bool) -> Problem {
    let near = did_you_mean(key, known.iter().copied());
    let mending = near.map_or(Mending::ByHand, |near| mended_key(&at, key, near, known, is_taken(near)));
    let problem = Problem::error("unknown-key", at)
        .says(format!("There is no key `{}` here.", shown(key)))
        .means("What this line says is not used.")
        .mended(mending);
    match near {
        Some(near) => problem.fix(format!("Did you mean `{near}`?")),
        None => {
            let known: Vec<String> = nearest(key, known).into_iter().map(|word| format!("`{word}`")).collect();
            problem.fix(format!(
                "Take the line out, or use one of the keys for this: {}.",
                any_of(known.iter().map(String::as_str))
            ))
        }
    }
}

fn mended_key(at: &Span, key: &str, near: &str, known: &[&str], is_taken: bool) -> Mending {
    if is_taken {
        return Mending::LeftAlone("That key is already there, so only you can tell which of the two counts.");
    }
    match meant(key, near, known.iter().copied()) {
        Meant::Surely => Mending::word(at, key, near),
        Meant::Likely if decides_who_sees(at, near) => Mending::LeftAlone(DECIDES_WHO_SEES),
        Meant::Likely => Mending::word(at, key, near),
        Meant::Perhaps => Mending::ByHand,
    }
}

/// The register, and the keys that open something to readers or say who is in it.
fn decides_who_sees(at: &Span, key: &str) -> bool {
    const KEYS: [&str; 8] =
        ["audience", "people", "hosted", "cover", "crop", "best_interests_may_be_public", "exact_figures", "counts"];
    at.file.parts().next() == Some("people") || KEYS.contains(&key)
}

fn nearest<'a>(typed: &str, known: &[&'a str]) -> Vec<&'a str> {
    let mut known: Vec<&str> = known.to_vec();
    known.sort_by_key(|word| (strsim::damerau_levenshtein(typed, word), *word));
    known.dedup();
    known.truncate(8);
    known
}

/// What a key wants to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One line of words.
    Text,
    /// A day.
    Day,
    /// A number.
    Number,
    /// A number without a fraction, zero or more.
    Whole,
    /// `true` or `false`.
    YesNo,
    /// A list of words.
    List,
    /// Facts under a heading of their own.
    Table,
    /// Four whole numbers.
    Area,
    /// Quarter turns.
    Turn,
    /// Two days.
    Days,
}

/// A key is given something of another sort.
pub fn wrong_type(at: Span, key: &str, wanted: Wanted) -> Problem {
    let (wants, example) = match wanted {
        Wanted::Text => ("words in quotes", format!("`{key} = \"…\"`")),
        Wanted::Day => ("a day", format!("`{key} = 2026-05-14`")),
        Wanted::Number => ("a number", format!("`{key} = 95`")),
        Wanted::Whole => ("a whole number", format!("`{key} = 12`")),
        Wanted::YesNo => ("`true` or `false`", format!("`{key} = true`")),
        Wanted::List => ("a list of words in quotes", format!("`{key} = [\"…\", \"…\"]`")),
        Wanted::Table => ("facts of its own below a heading", format!("`[[{key}]]` on a line of its own")),
        Wanted::Area => ("four whole numbers: left, top, width, height", format!("`{key} = [10, 20, 300, 200]`")),
        Wanted::Turn => ("0, 90, 180 or 270", format!("`{key} = 90`")),
        Wanted::Days => ("two days", format!("`{key} = {{ from = 2026-04-01, to = 2027-03-31 }}`")),
    };
    Problem::error("wrong-type", at)
        .says(format!("`{key}` wants {wants}."))
        .means("What this line says is not used.")
        .fix(format!("Write it like this: {example}."))
}

/// A day in quotes is understood, but only just.
pub fn date_as_text(at: Span, key: &str, mending: Mending) -> Problem {
    Problem::advice("date-as-text", at)
        .mended(mending)
        .says(format!("The day in `{key}` is written as text. It is understood this time."))
        .fix(format!("Write it year first and without quotes: `{key} = 2026-05-14`."))
}

/// A word that is not one of the words to choose from.
pub fn unknown_word(at: Span, key: &str, typed: &str, known: &[&'static str]) -> Problem {
    let quoted: Vec<String> = known.iter().map(|word| format!("\"{word}\"")).collect();
    let choice = any_of(quoted.iter().map(String::as_str));
    let says = match looks_like_a_word(typed) {
        true => format!("`{key}` does not know the word \"{typed}\"."),
        false => format!("`{key}` does not know what is written here."),
    };
    let near = did_you_mean(typed, known.iter().copied());
    let fix = match (near, known) {
        (Some(near), [_]) => format!("Did you mean \"{near}\"?"),
        (Some(near), _) => format!("Did you mean \"{near}\"? `{key}` is one of {choice}."),
        (None, [only]) => format!("Write \"{only}\", or leave it out."),
        (None, _) => format!("Write one of {choice}."),
    };
    let mending = match near.map(|near| (near, meant(typed, near, known.iter().copied()))) {
        Some((near, Meant::Surely)) => Mending::word(&at, typed, near),
        Some((_, Meant::Likely)) if decides_who_sees(&at, key) => Mending::LeftAlone(DECIDES_WHO_SEES),
        Some((near, Meant::Likely)) => Mending::word(&at, typed, near),
        Some((_, Meant::Perhaps)) | None => Mending::ByHand,
    };
    Problem::error("unknown-word", at).says(says).means("This word is not used.").fix(fix).mended(mending)
}

/// Only something that can be a slip of a fixed word is repeated; a sentence may be somebody's private words.
fn looks_like_a_word(typed: &str) -> bool {
    typed.len() <= 24 && typed.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
}

fn shown(key: &str) -> &str {
    if key.chars().count() <= 40 { key } else { "(a very long key)" }
}

/// A key that cannot be left out.
pub fn needed(at: Span, key: &str, example: &str) -> Problem {
    Problem::error("key-missing", at)
        .says(format!("`{key}` is missing here."))
        .means("Without it this part is not used.")
        .fix(format!("Add it: `{example}`."))
}

/// A row of a table has nothing in a column that cannot be left out.
pub fn cell_needed(at: Span, column: &str) -> Problem {
    Problem::error("key-missing", at)
        .says(format!("This row has nothing in the column `{column}`."))
        .means("The row is not used.")
        .fix(format!("Write something under `{column}`, or take the row out."))
}

/// A story or event without a day.
pub fn date_missing(at: Span) -> Problem {
    Problem::advice("date-missing", at)
        .says("Nothing here says which day this is about.")
        .means("It comes last in every list, and nobody can see how recent it is.")
        .fix("Add `date = 2026-05-14` between the `+++` lines, or start the file's name with the day: `2026-05-14-garden-club.md`.")
}

/// A figure has no CSV beside it.
pub fn figure_without_values(at: Span, csv: &str) -> Problem {
    Problem::error("figure-without-values", at)
        .says("This figure has no values.")
        .fix(format!("Put a file `{csv}` beside it, with the headings `period,value` and a row for each period."))
}

/// A folder of results with nothing that says what is checked.
pub fn audit_without_description(at: Span, expected: &str) -> Problem {
    Problem::error("audit-without-description", at)
        .says("There are results here, but nothing says what is checked.")
        .means("These results are not shown.")
        .fix(format!("Add a file `{expected}` with at least `title` and `checks`."))
}

/// Two results for one period.
pub fn period_twice(at: Span, period: &str, other: &Span) -> Problem {
    Problem::error("period-twice", at)
        .says(format!("The period {period} is already there, at {other}."))
        .means("Only the first of the two is used.")
        .fix("Keep one of them, or correct the period.")
}

/// A period that lies within another one.
pub fn period_overlaps(at: Span, period: &str, other: &Span) -> Problem {
    Problem::error("period-overlaps", at)
        .says(format!("The period {period} overlaps with the one at {other}."))
        .means("The same people or things would be counted twice, and small counts could be worked out.")
        .fix("Keep months, quarters or years, one sort for each stretch of time.")
}

/// A period that cannot be read.
pub fn period_unreadable(at: Span) -> Problem {
    Problem::error("period-unreadable", at)
        .says("The period here cannot be read.")
        .means("This row is not used.")
        .fix("Write a month as `2026-05`, a quarter as `2026-Q2`, a year as `2026` or a day as `2026-05-14`.")
}

/// More right than looked at.
pub fn more_than_looked_at(at: Span) -> Problem {
    Problem::error("more-than-looked-at", at)
        .says("`passed` is larger than `sample_size`, or `sample_size` is 0.")
        .means("No percentage is made of them.")
        .fix("Correct the two numbers: how many were right, and how many were looked at.")
}

/// More said yes than answered.
pub fn more_than_answered(at: Span) -> Problem {
    Problem::error("more-than-answered", at)
        .says("More people are counted here than were asked or answered.")
        .means("This result is not used.")
        .fix("Correct the numbers: `value` is how many said so, `base` is how many answered this question.")
}

/// A film with nothing to see or hear.
pub fn film_without_file(at: Span) -> Problem {
    Problem::error("film-without-file", at)
        .says("Neither `file` nor `link` says where the film or recording is.")
        .fix("Add `file = \"garden.mp4\"` for a file beside this one, or `link = \"https://…\"`.")
}

/// A period whose end is before its start.
pub fn period_backwards(at: Span) -> Problem {
    Problem::error("period-backwards", at)
        .says("This period ends before it starts.")
        .means("The period is not used.")
        .fix("Swap the two days, or correct them: `period = { from = 2026-04-01, to = 2027-03-31 }`.")
}
