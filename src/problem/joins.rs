//! Problems with things that point at each other: references, related items, links in the words.

use super::{Problem, Span};

/// Two items have the same reference.
pub fn reference_twice(at: Span, reference: &str, first: &Span) -> Problem {
    Problem::error("reference-twice", at)
        .says(format!("The reference {reference} is used twice. The other one is in {}.", first.file))
        .means("A reader who cites it could mean either.")
        .fix("Give one of them another `ref`.")
}

/// `related` or `answered_by` names something that is not there.
pub fn item_unknown(at: Span, typed: &str, near: Option<&str>) -> Problem {
    let fix = match near {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => "Write the path of a file in this folder, such as \"improvements/garden-gate\".".to_owned(),
    };
    Problem::error("item-unknown", at).says(format!("There is no item called \"{typed}\".")).fix(fix)
}

/// A link in the words leads nowhere.
pub fn link_broken(at: Span, typed: &str, near: Option<&str>, is_file: bool) -> Problem {
    let problem = Problem::error("link-broken", at).says(format!("The link to \"{typed}\" leads nowhere."));
    match (near, is_file) {
        (Some(near), _) => problem.fix(format!("Did you mean \"{near}\"?")),
        (None, true) => problem
            .means("Files are not handed to readers as they are; only stories, audits and the other kinds have pages.")
            .fix("Take the link out, or link to the page that tells about it."),
        (None, false) => problem.fix("Correct the path, or take the link out."),
    }
}
