//! Problems of films and their captions, and of events.

use super::{Problem, Span};

/// A captions file without a single caption.
pub fn captions_unreadable(at: Span) -> Problem {
    Problem::error("captions-unreadable", at)
        .says("There are no captions in this file that can be read.")
        .means("People who cannot hear the film would have nothing to read.")
        .fix("Each caption is a line such as `00:05.000 --> 00:08.000`, the words below it, and an empty line.")
}

/// A film that lies in the folder and nowhere else.
pub fn film_file_not_copied(at: Span) -> Problem {
    Problem::advice("film-file-not-copied", at)
        .says("The film itself is not copied into a website.")
        .means(
            "A film carries the place, the day and the telephone it was made with, and carefolio cannot take these out \
             without spoiling it. The page, its captions and its words to read are made all the same.",
        )
        .fix("Put the film where you show your films, and write its address as `link`; or show it from this folder yourself.")
}

/// An event of which nobody said that it took place.
pub fn event_over(at: Span) -> Problem {
    Problem::advice("event-over", at)
        .says("The day of this event is over, and nobody has said that it took place. So it is not shown any more.")
        .fix("Write `happened = true` and a few words about how it was. If it did not take place, delete it.")
}
