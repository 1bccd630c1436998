//! Where words could be plainer: advice that is given only when it is asked for.

use super::{Problem, Span};

/// A sentence is long.
pub fn long_sentence(at: Span, words: usize) -> Problem {
    Problem::advice("long-sentence", at)
        .says(format!("A sentence here has {words} words."))
        .means("Many readers lose the thread after about 25.")
        .fix("Make two sentences of it.")
}

/// A word has a plainer one.
pub fn hard_word(at: Span, hard: &str, plain: &str) -> Problem {
    Problem::advice("hard-word", at)
        .says(format!("\"{hard}\" is a hard word for many readers."))
        .fix(format!("Write \"{plain}\", or whatever you would say at the kitchen table."))
}

/// A text reads hard as a whole.
pub fn reads_hard(at: Span, age: u32) -> Problem {
    Problem::advice("reads-hard", at)
        .says(format!("This reads as if for people of about {age} years."))
        .means("Families are best served by words for 9 to 11. The figure is a guess from the lengths of words and sentences.")
        .fix("Shorten the longest sentences first, then the longest words.")
}
