//! Problems of one subject: theme.

use super::{Problem, Span, did_you_mean};

/// `carefolio.toml` names a theme that does not exist.
pub fn theme_unknown(at: Span, name: &str) -> Problem {
    Problem::error("theme-unknown", at)
        .says(format!("There is no theme called “{name}”."))
        .means("The pages cannot be made to look as you wanted.")
        .fix("Write `theme = \"default\"`, and put files of your own into the folder `theme/` to change it.")
}

/// A file in `theme/` is of a kind that a theme cannot use.
pub fn theme_file(at: Span) -> Problem {
    Problem::error("theme-file", at)
        .says("A theme cannot use a file of this kind.")
        .means("It is not copied: everything that is published goes through carefolio's own checks.")
        .fix(
            "Keep only .html, .css, .woff2, .svg and .txt files in `theme/`, .typ and .ttf files in `theme/print/`, and \
             words in `theme/strings/en.toml`. \
             Photos belong beside the stories.",
        )
}

/// A file in `theme/` that should hold words is not text.
pub fn theme_text(at: Span) -> Problem {
    Problem::error("theme-text", at)
        .says("This file of the theme is not plain text.")
        .means("It cannot be used.")
        .fix("Open it in a text editor and save it as UTF-8, or delete it to use carefolio's own.")
}

/// A template has a mistake in it, found when it is read or when a page is made with it.
pub fn theme_template(at: Span, reason: &str) -> Problem {
    Problem::error("theme-template", at)
        .says(format!("There is a mistake in this template: {reason}"))
        .means("No page can be made with it.")
        .fix("Compare the line with carefolio's own template of the same name, or delete the file to use that one.")
}

/// A template for paper has a mistake in it, found when a PDF is made with it.
pub fn print_template(at: Span, reason: &str) -> Problem {
    Problem::error("print-template", at)
        .says(format!("There is a mistake in this template for paper: {reason}"))
        .means("No PDF can be made with it.")
        .fix("Compare the line with carefolio's own template of the same name, or delete the file to use that one.")
}

/// A PDF could not be made, and no file of the service's own is to blame.
pub fn pdf_failed(edition: &str, pdf: &str, reason: &str) -> Problem {
    Problem::error("pdf-failed", Span::nowhere())
        .says(format!("{pdf} could not be made: {reason}"))
        .means("Nothing is published until that is put right.")
        .fix(
            "This is a mistake in carefolio: please report it. Until then write `formats = [\"web\"]` for this edition \
             in carefolio.toml.",
        )
        .in_edition(edition)
}

/// A file of words cannot be read.
pub fn strings_unreadable(at: Span, reason: &str) -> Problem {
    Problem::error("strings-unreadable", at)
        .says(format!("These words cannot be read: {reason}"))
        .means("The pages would lack words.")
        .fix("Each line is `name = \"words\"`: look for a missing quotation mark or a name that stands there twice.")
}

/// A file of words for a language lacks some that pages need.
pub fn string_missing(at: Span, keys: &[&str]) -> Problem {
    const SHOWN: usize = 5;
    let shown = keys.iter().take(SHOWN).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let rest = keys.len().saturating_sub(SHOWN);
    let more = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    Problem::advice("string-missing", at)
        .says(format!("Words are missing: {shown}{more}."))
        .means("The English words stand in their place.")
        .fix("Add them; the English file shows what each one says.")
}

/// A file of words has a name that no page asks for.
pub fn string_unknown<'a>(at: Span, key: &str, known: impl IntoIterator<Item = &'a str>) -> Problem {
    let meant = did_you_mean(key, known);
    Problem::advice("string-unknown", at)
        .says(format!("No page asks for the words called `{key}`."))
        .means("They are not shown.")
        .fix(match meant {
            Some(meant) => format!("Did you mean `{meant}`? Otherwise delete the line."),
            None => "Delete the line, or use it in a template of your own.".to_owned(),
        })
}

/// Words ask for a `{name}` that is never filled in there.
pub fn string_placeholder(at: Span, key: &str, name: &str) -> Problem {
    Problem::advice("string-placeholder", at)
        .says(format!("The words called `{key}` contain `{{{name}}}`, which is not filled in there."))
        .means("Readers would see it as it stands.")
        .fix("Use only the names in curly brackets that the English words use.")
}

/// A file in `theme/` that takes no other's place and that nothing names.
pub fn theme_file_unused<'a>(at: Span, path: &str, known: impl IntoIterator<Item = &'a str>) -> Problem {
    let meant = did_you_mean(path, known);
    Problem::advice("theme-file-unused", at)
        .says("carefolio has no file of this name, and no file of yours uses it.")
        .means("It changes nothing.")
        .fix(match meant {
            Some(meant) => format!("Did you mean `theme/{meant}`?"),
            None => "Give it the name of the file that it is to replace, or delete it.".to_owned(),
        })
}
