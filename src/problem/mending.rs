//! Whether a problem can be put right without asking anybody, and with which change.
//!
//! A mending is made where its problem is made, and says exactly what stands in the file and what is to stand there. It
//! is never done while building: only `check --fix` does it, on the author's word (see [`crate::repair`]).

use super::Span;

/// Whether and how a problem can be put right without asking anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mending {
    /// Only a person can do it, and the problem's own words say how.
    #[default]
    ByHand,
    /// It looks as if it could be mended, and is left to a person for this reason.
    LeftAlone(&'static str),
    /// These changes, all of them or none.
    Edits(Vec<Edit>),
    /// Save the whole file once more, as plain text.
    SaveAsPlainText,
}

/// One change in a text. It is done only where the text still is what it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The line it starts on, from 1.
    pub line: u32,
    /// The column it starts on, in characters, from 1.
    pub column: u32,
    /// What stands there.
    pub was: String,
    /// What is to stand there.
    pub becomes: String,
}

/// Why a guess that may show more of somebody is left to a person.
pub const DECIDES_WHO_SEES: &str = "This decides who may see something, so it is left for you.";

/// Why a guess at a person is left to a person.
pub const WHO_IT_IS: &str = "Only you know who it is, so it is left for you.";

/// Why a guess at a file is left to a person.
pub const WHICH_FILE: &str = "Another photo may show somebody else, so it is left for you.";

impl Mending {
    /// One change at a place.
    pub fn edit(at: &Span, was: impl Into<String>, becomes: impl Into<String>) -> Mending {
        Mending::Edits(vec![Edit { line: at.line, column: at.column, was: was.into(), becomes: becomes.into() }])
    }

    /// A word in place of a mistyped one. A place may point at the quote in front of the word.
    pub fn word(at: &Span, typed: &str, meant: &str) -> Mending {
        Mending::edit(at, typed, meant)
    }

    /// Whether `check --fix` would do it.
    pub fn is_safe(&self) -> bool {
        match self {
            Mending::Edits(_) | Mending::SaveAsPlainText => true,
            Mending::ByHand | Mending::LeftAlone(_) => false,
        }
    }
}

/// How sure we are that one word was meant by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// They differ in capitals, spaces, dashes and `_` only.
    Surely,
    /// One slip of the finger, or two in a long word, and no other word is as near.
    Likely,
    /// Near enough to ask.
    Perhaps,
}

/// How sure we are that `near`, one of the known words, was meant by what was typed.
pub fn meant<'a>(typed: &str, near: &str, known: impl IntoIterator<Item = &'a str>) -> Meant {
    let plain = plain(typed);
    if plain == self::plain(near) {
        return Meant::Surely;
    }
    let distance = |word: &str| strsim::damerau_levenshtein(&plain, &self::plain(word));
    let own = distance(near);
    let allowed = match near.chars().count() {
        0..4 => 0,
        4..12 => 1,
        _ => 2,
    };
    let is_rivalled = known.into_iter().any(|word| word != near && distance(word) <= own);
    if own <= allowed && !is_rivalled { Meant::Likely } else { Meant::Perhaps }
}

fn plain(word: &str) -> String {
    word.to_lowercase().chars().filter(|letter| !matches!(letter, ' ' | '-' | '_')).collect()
}

#[cfg(test)]
mod tests {
    use super::{Meant, meant};

    #[test]
    fn a_guess_is_made_only_where_nothing_else_is_as_near() {
        let known = ["summary", "supports", "date", "due", "done", "title"];
        for (typed, near, expected) in [
            ("Summary", "summary", Meant::Surely),
            ("sumary", "summary", Meant::Likely),
            ("titel", "title", Meant::Likely),
            ("dat", "date", Meant::Likely),
            ("dore", "done", Meant::Likely),
            ("suport", "supports", Meant::Perhaps),
            ("dae", "due", Meant::Perhaps),
            ("person-centerd-cair", "person-centred-care", Meant::Perhaps),
            ("person-centerd-care", "person-centred-care", Meant::Likely),
            ("care-hotel", "care-home", Meant::Perhaps),
        ] {
            assert_eq!(meant(typed, near, known), expected, "{typed}");
        }
    }
}
