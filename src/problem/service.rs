//! Problems with what `carefolio.toml` says of the service.

use super::{Problem, Span, all_of, any_of, did_you_mean};
use std::fmt::Display;

/// The rating lacks something that the law asks to be displayed.
pub fn rating_lacks(at: Span, keys: &[&str]) -> Problem {
    let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    Problem::error("rating-incomplete", at)
        .says(format!("The rating does not say {}.", all_of(quoted.iter().map(String::as_str))))
        .means("The law asks for the whole rating on every website of a rated service, so nothing is built without it.")
        .fix(
            "Copy each rating word from your report, such as `caring = \"…\"`. `published` is the day of the report, \
             `report_url` its address on the regulator's website, and `checked` the day on which you last compared the two.",
        )
}

/// A rating for a question that the framework does not have.
pub fn rating_question_unknown(at: Span, typed: &str, known: &[&str]) -> Problem {
    let fix = match did_you_mean(typed, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Use {}.", any_of(known.iter().copied())),
    };
    Problem::error("rating-question-unknown", at)
        .says(format!("The rating names \"{typed}\", which is not a key question of this framework."))
        .fix(fix)
}

/// Nobody has compared the rating with the regulator's site for three weeks.
pub fn rating_check_old(at: Span, checked: &dyn Display) -> Problem {
    Problem::advice("rating-check-old", at)
        .says(format!("The rating was last compared with the regulator's website on {checked}."))
        .means("A new rating has to be shown within 21 days.")
        .fix("Look at the regulator's website, correct the rating if it changed, then write today's day in `checked`.")
}

/// A rating in Wales without the poster that the law prescribes.
pub fn rating_poster_missing(at: Span) -> Problem {
    Problem::advice("rating-poster-missing", at)
        .says("Nothing names the poster of your rating.")
        .means("In Wales a rating is displayed in the form that the Welsh Ministers prescribe. The page shows it in words only.")
        .fix("Save the poster that Care Inspectorate Wales sent you as a picture beside carefolio.toml, and write `poster = \"poster.png\"`.")
}
