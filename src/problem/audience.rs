//! Problems with who may see something.

use super::{Problem, Span};

/// The kind of item never reaches this reader, whatever `audience` says.
pub fn beyond_kind(at: Span, folder: &str, audience: &str) -> Problem {
    Problem::advice("audience-beyond-kind", at)
        .says(format!("Nothing in `{folder}` is ever shown to the {audience} reader."))
        .means("The word has no effect here.")
        .fix(format!("Take `{audience}` out of `audience`."))
}
