//! Problems of one subject: links, pictures and unusual characters inside the words.
//!
//! None of these repeats an address or a sentence of the author: both may hold a name.

use super::{Problem, Span};

/// Web code inside the words. It is shown as text, never obeyed.
pub fn web_code_as_text(at: Span) -> Problem {
    Problem::advice("web-code-as-text", at)
        .says("There is web code (something between < and >) in these words.")
        .means("Readers will see the code itself, as text. This is also true of remarks between <!-- and -->.")
        .fix("Take the code out and write the words plainly. For a line break, end the line with two spaces.")
}

/// A link that starts with something we do not let through.
pub fn link_scheme(at: Span, start: &str) -> Problem {
    let start: String = start.chars().filter(|letter| letter.is_ascii_graphic()).take(20).collect();
    Problem::error("link-scheme", at)
        .says(format!("A link or picture here starts with `{start}`, which is not used in a portfolio."))
        .means("Such a link may run a program on the reader's computer, or leads nowhere for the reader.")
        .fix(
            "Start a web address with `https://`, an email address with `mailto:` and a phone number with `tel:`. \
             Or name another file of this portfolio.",
        )
}

/// A picture that lies on another website.
pub fn picture_from_web(at: Span) -> Problem {
    Problem::error("picture-from-web", at)
        .says("This picture lies on another website.")
        .means("We cannot ask anyone in it for consent, and showing it would tell that website who reads your pages.")
        .fix("Save the picture beside this file, if you may use it, and write its file name here instead.")
}

/// Characters that cannot be seen.
pub fn hidden_characters(at: Span) -> Problem {
    Problem::advice("hidden-characters", at)
        .says("There are characters here that cannot be seen. They often come along when words are pasted.")
        .means("They are left out of every page, so that no name can hide behind them.")
        .fix("Delete the word at this place and type it again.")
}

/// Something like a mention of a person that Markdown does not read as one, so the name in it would be shown.
pub fn mention_not_read(at: Span) -> Problem {
    Problem::error("mention-not-read", at)
        .says("Somebody is mentioned here, but the mention is not written in full.")
        .means("The name that you typed would be shown to every reader.")
        .fix(
            "Write `[the name](person:file-name)` without any space in the file name. When there is one, write \
             `[the name](<person:file name>)`. A footnote goes behind the mention.",
        )
}
