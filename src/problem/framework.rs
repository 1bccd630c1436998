//! Problems with frameworks, the codes that point into them, and ratings.

use super::mending::{Meant, Mending, meant};
use super::{Problem, Span, all_of, any_of};

/// `frameworks` in `carefolio.toml` names one that does not exist.
pub fn framework_unknown(at: Span, typed: &str, nearest: Option<&str>, known: &[&str]) -> Problem {
    let fix = match nearest {
        Some(nearest) => format!("Did you mean `{nearest}`? The choices are {}.", any_of(known.iter().copied())),
        None => format!("Write {}, or add the file to the folder `frameworks`.", any_of(known.iter().copied())),
    };
    Problem::error("framework-unknown", at)
        .says(format!("There is no framework called `{typed}`."))
        .means("The pages are organised by the framework's key questions, so nothing can be made without it.")
        .fix(fix)
}

/// `frameworks` names the same one twice.
pub fn framework_twice(at: Span, typed: &str) -> Problem {
    Problem::advice("framework-twice", at)
        .says(format!("The framework `{typed}` is named twice."))
        .means("It is used once, at its first place.")
        .fix("Take the second one out of the list.")
}

/// A framework file of the service's own cannot be read.
pub fn framework_unreadable(at: Span) -> Problem {
    Problem::error("framework-unreadable", at)
        .says("This framework file cannot be read from here on.")
        .means("The framework cannot be used.")
        .fix("Each fact is one line, `key = \"words\"`; each part starts with `[[key_question]]` or `[[item]]`. Look for a missing quote mark or bracket, or a key written twice.")
}

/// A framework file lacks something it needs.
pub fn framework_fact_missing(at: Span, what: &str, key: &str) -> Problem {
    let fix = if key.starts_with('[') {
        format!("Add at least one `{key}` with an `id` and a `title`.")
    } else {
        format!("Add a line `{key} = \"…\"`.")
    };
    Problem::error("framework-fact-missing", at)
        .says(format!("This {what} has no `{key}`."))
        .means("It cannot be used without.")
        .fix(fix)
}

/// A fact in a framework file is written in the wrong way.
pub fn framework_fact_shape(at: Span, key: &str, wanted: &str) -> Problem {
    Problem::error("framework-fact-shape", at)
        .says(format!("`{key}` is not written as {wanted}."))
        .fix(format!("Write `{key}` as {wanted}."))
}

/// A framework file has a key that nobody knows.
pub fn framework_fact_unknown(at: Span, what: &str, key: &str, nearest: Option<&str>) -> Problem {
    let fix = match nearest {
        Some(nearest) => format!("Did you mean `{nearest}`?"),
        None => "Take the line out, or put a `#` in front of it to keep it as a remark.".to_owned(),
    };
    Problem::error("framework-fact-unknown", at).says(format!("A {what} has no fact called `{key}`.")).fix(fix)
}

/// A name that is typed in codes has letters that cannot be typed there.
pub fn framework_name_letters(at: Span, key: &str, name: &str) -> Problem {
    Problem::error("framework-name-letters", at)
        .says(format!("`{key}` is `{name}`, which cannot be part of an address."))
        .fix("Use small letters from a to z, digits and hyphens only, such as `good-food`.")
}

/// Two parts of a framework have the same name.
pub fn framework_repeated(at: Span, key: &str, name: &str) -> Problem {
    Problem::error("framework-repeated", at)
        .says(format!("The {key} `{name}` is used twice in this framework."))
        .means("Nobody could tell which one a story supports.")
        .fix("Give one of the two another name.")
}

/// A statement belongs to a key question that the framework does not have.
pub fn framework_question_unknown(at: Span, typed: &str, known: &[&str]) -> Problem {
    let fix = if known.is_empty() {
        "Add a `[[key_question]]` with this id first.".to_owned()
    } else {
        format!("Write {}, or add a `[[key_question]]` with this id.", any_of(known.iter().copied()))
    };
    Problem::error("framework-question-unknown", at)
        .says(format!("There is no key question `{typed}` in this framework."))
        .means("The item would have no place.")
        .fix(fix)
}

/// A framework of the service's own takes a name that is in use.
pub fn framework_clash(at: Span, key: &str, name: &str, other: &str) -> Problem {
    Problem::error("framework-clash", at)
        .says(format!("The {key} `{name}` already belongs to the framework `{other}`."))
        .means("Codes that start with it would have two meanings.")
        .fix(format!("Give your framework another {key}, such as `our-{name}`."))
}

/// A code that no framework has.
pub fn code_unknown(at: Span, typed: &str, nearest: Option<&str>, choices: &[String]) -> Problem {
    let choices = any_of(choices.iter().map(String::as_str));
    let fix = match nearest {
        Some(nearest) => format!("Did you mean `{nearest}`?"),
        None if choices.is_empty() => "Take it out, or name a framework in `carefolio.toml`.".to_owned(),
        None => format!("Write one of these: {choices}. The framework's page lists the rest."),
    };
    let mending = match nearest {
        Some(nearest) if is_one_slip(typed, nearest) => Mending::word(&at, typed, nearest),
        _ => Mending::ByHand,
    };
    Problem::error("code-unknown", at)
        .says(format!("No key question or statement is called `{typed}`."))
        .means("We cannot tell what this supports.")
        .fix(fix)
        .mended(mending)
}

/// Names of statements are long and unlike each other; short codes such as `S1` are one letter apart.
fn is_one_slip(typed: &str, nearest: &str) -> bool {
    const LONG_ENOUGH: usize = 6;
    let name = match typed.contains(':') {
        true => nearest,
        false => nearest.rsplit(':').next().unwrap_or(nearest),
    };
    match meant(typed, name, []) {
        Meant::Surely => true,
        Meant::Likely => name.rsplit(':').next().is_some_and(|name| name.len() >= LONG_ENOUGH),
        Meant::Perhaps => false,
    }
}

/// A code without its framework: it means something else in each.
pub fn code_bare(at: Span, typed: &str, meanings: &[String], example: &str) -> Problem {
    let says = match meanings {
        [one] => format!("`{typed}` does not say which framework it belongs to. It can mean {one}."),
        several => format!(
            "`{typed}` does not say which framework it belongs to. It can mean {}.",
            any_of(several.iter().map(String::as_str))
        ),
    };
    Problem::error("code-bare", at)
        .says(says)
        .means("The same code stands for different things in different frameworks, so we do not guess.")
        .fix(format!("Write the framework in front, or better the statement's name, such as `{example}`."))
}

/// A name that several active frameworks have.
pub fn code_two_meanings(at: Span, typed: &str, meanings: &[String]) -> Problem {
    let quoted: Vec<String> = meanings.iter().map(|code| format!("`{code}`")).collect();
    Problem::error("code-two-meanings", at)
        .says(format!("`{typed}` is in more than one of your frameworks."))
        .means("We cannot tell which one is meant.")
        .fix(format!("Write {}.", any_of(quoted.iter().map(String::as_str))))
}

/// A code of frameworks that the portfolio does not use.
pub fn code_not_active(at: Span, typed: &str, frameworks: &[String], nearest: &[String]) -> Problem {
    let quoted = |words: &[String]| -> Vec<String> { words.iter().map(|word| format!("`{word}`")).collect() };
    let (frameworks, nearest) = (quoted(frameworks), quoted(nearest));
    let add = format!("add {} to `frameworks` in `carefolio.toml`", any_of(frameworks.iter().map(String::as_str)));
    let fix = if nearest.is_empty() {
        format!("Write a statement of a framework you use, or {add}.")
    } else {
        let nearest = all_of(nearest.iter().map(String::as_str));
        format!("The nearest in the frameworks you use: {nearest} (our suggestion). Write what fits, or {add}.")
    };
    let says = match frameworks.as_slice() {
        [one] => format!("`{typed}` points into the framework {one}, which this portfolio does not use."),
        several => {
            let several = all_of(several.iter().map(String::as_str));
            format!("`{typed}` is in the frameworks {several}, and this portfolio uses none of them.")
        }
    };
    Problem::error("code-not-active", at).says(says).means("It would have no page.").fix(fix)
}

/// A rating that the regulator does not give.
pub fn rating_unknown(at: Span, typed: &str, framework: &str, grades: &[&str]) -> Problem {
    let near = super::did_you_mean(typed, grades.iter().copied());
    let fix = match (near, grades) {
        (_, []) => "Take it out: this regulator gives no ratings.".to_owned(),
        (Some(near), _) => format!("Did you mean `{near}`? The ratings are {}.", all_of(grades.iter().copied())),
        (None, _) => format!("Write {}.", any_of(grades.iter().copied())),
    };
    Problem::error("rating-unknown", at).says(format!("`{typed}` is not a rating of {framework}.")).fix(fix)
}
