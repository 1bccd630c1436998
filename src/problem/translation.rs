//! Problems of one subject: languages and translations.

use super::{Problem, Span, did_you_mean};

/// A translation without the file that it translates.
pub fn translation_alone(at: Span, language: &str) -> Problem {
    Problem::error("translation-alone", at)
        .says(format!("This file is named as the {language} translation of another, and the other is not there."))
        .means("Nobody can see it.")
        .fix(
            "Name it like the file it translates, with the language before the ending: `garden.md` and `garden.cy.md`. \
             If it is the only one, take the language out of its name and write `written_in = \"cy\"` into it.",
        )
}

/// A photo that only the translation names.
pub fn translation_photo(at: Span) -> Problem {
    Problem::error("translation-photo", at)
        .says("The first file does not have this photo.")
        .means("It is not shown: who is in a photo stands in the first file alone.")
        .fix("Add the photo to the first file, with `people`. Here it needs only `file`, `alt` and `caption`.")
}

/// A fact in a translation that only the first file may say.
pub fn translation_fact(at: Span, key: &str) -> Problem {
    Problem::error("translation-fact", at)
        .says(format!("A translation cannot say `{key}`."))
        .means("It is not used: a translation is cleared together with its first file, by the same facts.")
        .fix(format!("Take the line out, and look whether the first file says the right `{key}`."))
}

/// A language that nobody knows.
pub fn language_unknown<'a>(at: Span, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Problem {
    let problem = Problem::error("language-unknown", at)
        .says(format!("“{typed}” is not a language that carefolio knows."))
        .means("A page could not say which language these words are in, and a screen reader would read them wrongly.");
    match did_you_mean(typed, known) {
        Some(meant) => problem.fix(format!("Did you mean \"{meant}\"?")),
        None => problem.fix("Write the short code of the language, such as \"cy\", or its name in English."),
    }
}

/// A language for the pages that the theme has no words in.
pub fn language_without_words(at: Span, typed: &str, has: &[&str]) -> Problem {
    let has = has.iter().map(|lang| format!("\"{lang}\"")).collect::<Vec<_>>().join(", ");
    Problem::error("language-without-words", at)
        .says(format!("The pages have no words in “{typed}”."))
        .means("A website in this language cannot be made.")
        .fix(format!("Choose among {has}, or write the words into `theme/strings/{typed}.toml`."))
}

/// A translation into a language that the pages are not made in.
pub fn translation_not_used(at: Span, code: &str) -> Problem {
    Problem::advice("translation-not-used", at)
        .says("No website is made in the language of this translation.")
        .means("It is not shown.")
        .fix(format!("Add \"{code}\" to `languages` in `carefolio.toml`."))
}
