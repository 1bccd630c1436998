//! Problems of one subject: what the second line found in a file that is about to be written. Each names the rule and
//! the place, never the words.

use super::{Problem, Span};

const MEANS: &str = "Nothing is published until that is put right.";

fn leak(code: &'static str, edition: &str) -> Problem {
    Problem::error(code, Span::nowhere()).means(MEANS).in_edition(edition)
}

/// A page says a name that may not be said there.
pub fn leak_found(edition: &str, page: &str, how_much: &str, people: &[&str]) -> Problem {
    let whose: Vec<String> = people.iter().map(|person| format!("people/{person}.toml")).collect();
    let whose = super::any_of(whose.iter().map(String::as_str));
    leak("leak-found", edition)
        .says(format!(
            "The page {page} would say {how_much} of somebody who may not be named so for this reader: {whose}."
        ))
        .fix(
            "Look for the name in carefolio.toml, in your own theme and in the files behind this page. If it is only \
             an ordinary word there, allow it in people/exceptions.toml.",
        )
}

/// A page says words of something that this reader may not see.
pub fn leak_words(edition: &str, page: &str, what: &str, from: &Span) -> Problem {
    leak("leak-words", edition)
        .says(format!("The page {page} would say {what} of {from}, which is not for this reader."))
        .fix(
            "Look for these words in carefolio.toml, in your own theme and in the files behind this page. If they may \
             be said all the same, allow them for this edition in people/exceptions.toml.",
        )
}

/// A page says the name of a private file.
pub fn leak_file_name(edition: &str, page: &str, file: &str) -> Problem {
    leak("leak-file-name", edition).says(format!("The page {page} would say the name of your own file {file}.")).fix(
        "Names of files can tell who is in them. Take it out of the words or the theme, or allow it for this \
             edition in people/exceptions.toml.",
    )
}

/// A page says where the portfolio lies on the computer.
pub fn leak_place(edition: &str, page: &str) -> Problem {
    leak("leak-place", edition)
        .says(format!("The page {page} would say where your portfolio lies on this computer."))
        .fix("Take the path out of the words, of carefolio.toml or of your own theme.")
}

/// A picture or another file carries facts that nobody sees.
pub fn leak_hidden_facts(edition: &str, file: &str) -> Problem {
    leak("leak-hidden-facts", edition)
        .says(format!("The file {file} would carry facts that nobody sees, such as where a photo was taken."))
        .fix("If the file is from your own theme, save it without them. Otherwise this is a fault of carefolio: please report it.")
}
