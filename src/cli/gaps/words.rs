//! What to say of each thing that is missing: a heading, and what to do.

use crate::edition::gaps::Lack;

/// A heading, for one and for several, and what to do.
pub struct LackWords {
    /// "Late actions".
    pub heading: &'static str,
    /// One sentence.
    pub fix: &'static str,
}

/// The words for what is missing.
pub fn words(lack: Lack) -> LackWords {
    let (heading, fix) = match lack {
        Lack::LateAction => ("Late actions", "Do them, then write the day; or write a new day in `due`."),
        Lack::NoAnswer => ("Report points without an answer", "Name the improvement in `answered_by`."),
        Lack::MissedCheck => ("Checks not made", "Add the result, or say honestly why it was missed."),
        Lack::Nothing => ("Statements with nothing", "Name the statement in `supports` of an item."),
        Lack::Old => ("Statements with old evidence only", "Add something from the last two years."),
        Lack::LateReview => ("Late to be looked at again", "Look, then write a new day in `review_by`."),
        Lack::ExpiredAward => ("Awards that have run out", "Write the new day in `valid_to`, or delete the file."),
        Lack::Single => ("Statements with one kind of evidence", "Add another kind: ask, watch, check or count."),
        Lack::QuoteAlone => ("Quotes with nothing beside them", "Add a story, a check or a figure that bears it out."),
        Lack::NoDifference => ("Improvements that tell no change", "Write in `difference` what is better now."),
        Lack::OldItem => ("Items older than two years", "Tell a newer one, or say in `review_by` when to look."),
        Lack::NoStatement => ("Items that support no statement", "Write in `supports` what they are evidence for."),
        Lack::KindUnsaid => ("Kind of evidence not said", "Write it in `evidence_kind`."),
    };
    LackWords { heading, fix }
}
