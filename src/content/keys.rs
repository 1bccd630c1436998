//! What every key of a fact wants to be given, so that a slip in writing it down can be understood.
//!
//! The readers of each kind decide what a key means; this table only tells a day from a line of words. A test looks that
//! no key which a reader asks for is missing here.

/// What a key wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A line of words.
    Words,
    /// A file beside the item.
    Path,
    /// A day.
    Day,
    /// A number.
    Number,
    /// A number, or a line of words elsewhere.
    NumberOrWords,
    /// `true` or `false`.
    YesNo,
    /// A list of single words.
    List,
    /// A list of items, by their paths.
    Paths,
    /// A list of sentences or names, which may hold commas.
    Sentences,
    /// Numbers in square brackets.
    Area,
}

const WORDS: &str = "\
    address alias alt assessment_ref authority_kind awarder base_is base_url basis best_interests_reason better by \
    capacity caption caring carried_out_with changed channel checked_by checks complaints_contact content contract \
    counts county decided_by decision did difference duration edition effective email evidence_held evidence_kind \
    exact_figures_reason explain extra_format finding gathered_by gathered_how goal held hosted how how_often id identify intro \
    kind known_as language learnt level link location_id looks mark name next nominated_individual \
    not_possible_because notes_private noticed ombudsman opened outcome overall owner people_word period person \
    phone place promise provider question rating reason record_held record_owner record_ref recorded_by ref \
    registered_manager regulator regulator_url relationship report report_url responsive role safe said said_by \
    sample scheme scope service_type source source_title source_url state statement summary theme title told told_by \
    tool unit website well-led what why withdrawn_how witnessed_by word written_in";
const PATH: &str = "captions file poster transcript";
const DAYS: &str = "\
    assessed_on authority_seen_on checked checked_on date day died_on done done_on due ends from given_on joined \
    last_reviewed left_on published recorded_on renewed report_date review_by source_date takedown_done_on to \
    valid_to withdrawn_on";
const NUMBERS: &str = "\
    after answered asked beds before before_base count order passed people_came rotate sample_size target value";
const YES_NO: &str = "\
    best_interests_may_be_public caption_is_alt coverage decorative exact_figures happened inherited self_assessment";
const LISTS: &str = "\
    audience audiences channels formats frameworks languages pdfs people supports tags uses";
const PATHS: &str = "answered_by covers except items related";
const SENTENCES: &str = "celebrate change found names";

/// Headings that may stand there several times: `[[photo]]`.
pub const MANY: &[&str] = &["action", "allow", "consent", "photo", "result", "statement", "theme"];

/// Headings that stand there once: `[service]`. Not `[photos]`: what looks like it may be meant to be `[[photo]]`.
pub const ONCE: &[&str] = &["measure", "policy", "rating", "service"];

/// Facts that say nothing when nothing stands behind their `=`. Not those that hold something back or open it.
const MAY_BE_EMPTY: &str = "\
    caption checked_by did difference duration evidence_kind gathered_by gathered_how goal learnt noticed outcome \
    owner record_held record_owner record_ref ref related review_by role said_by service_type source_date \
    source_title source_url summary supports tags theme title told_by";

const SORTS: [(Sort, &str); 10] = [
    (Sort::Words, WORDS),
    (Sort::Path, PATH),
    (Sort::Day, DAYS),
    (Sort::Number, NUMBERS),
    (Sort::NumberOrWords, "base"),
    (Sort::YesNo, YES_NO),
    (Sort::List, LISTS),
    (Sort::Paths, PATHS),
    (Sort::Sentences, SENTENCES),
    (Sort::Area, "cover crop"),
];

/// What a key wants, if anybody knows it.
pub fn sort_of(key: &str) -> Option<Sort> {
    SORTS.iter().find(|(_, keys)| holds(keys, key)).map(|(sort, _)| *sort)
}

/// Whether a fact may be left without anything behind its `=`.
pub fn may_be_empty(key: &str) -> bool {
    holds(MAY_BE_EMPTY, key)
}

fn holds(keys: &str, key: &str) -> bool {
    keys.split(' ').any(|known| known == key)
}

/// The key that somebody means by a label: capitals, spaces and dashes do not matter.
pub fn meant_by(label: &str) -> Option<&'static str> {
    let plain = label.trim().to_lowercase().replace([' ', '-'], "_");
    SORTS.iter().find_map(|(_, keys)| keys.split(' ').find(|key| key.replace('-', "_") == plain))
}

#[cfg(test)]
mod tests {
    use super::{MANY, SORTS, Sort, meant_by, sort_of};
    use std::collections::BTreeSet;

    const READERS: [&str; 12] = [
        include_str!("kinds/audits.rs"),
        include_str!("kinds/common.rs"),
        include_str!("kinds/figures.rs"),
        include_str!("kinds/films.rs"),
        include_str!("kinds/improvements.rs"),
        include_str!("kinds/issued.rs"),
        include_str!("kinds/people.rs"),
        include_str!("kinds/photos.rs"),
        include_str!("kinds/plain.rs"),
        include_str!("kinds/rows.rs"),
        include_str!("kinds/settings.rs"),
        include_str!("kinds/withdrawn.rs"),
    ];

    fn asked_with(method: &str) -> BTreeSet<&'static str> {
        let call = format!("{method}(\"");
        let asked = READERS.iter().flat_map(|reader| reader.split(&call).skip(1).collect::<Vec<_>>());
        asked.filter_map(|rest| rest.split_once('"').map(|(key, _)| key)).collect()
    }

    #[test]
    fn every_key_that_is_asked_for_is_here_with_its_sort() {
        let lists = [Sort::List, Sort::Paths, Sort::Sentences];
        let numbers = [Sort::Number, Sort::NumberOrWords];
        for (method, sorts) in [
            (".date", &[Sort::Day][..]),
            (".day", &[Sort::Day]),
            (".flag", &[Sort::YesNo]),
            (".number", &numbers),
            (".whole", &numbers),
            (".lines", &lists),
            (".said_lines", &lists),
            (".fours", &[Sort::Area]),
        ] {
            let keys = asked_with(method);
            assert!(!keys.is_empty(), "{method} is asked somewhere");
            for key in keys {
                assert!(sort_of(key).is_some_and(|sort| sorts.contains(&sort)), "{method}(\"{key}\")");
            }
        }
        for method in [".line", ".text", ".term", ".said_term", ".needed_line"] {
            // A remark on a figure and what somebody said are columns of their tables and no keys.
            for key in asked_with(method).into_iter().filter(|key| !["note", "words"].contains(key)) {
                assert!(sort_of(key).is_some() || MANY.contains(&key), "{key}");
            }
        }
    }

    #[test]
    fn no_key_has_two_sorts_and_labels_are_read_loosely() {
        let all: Vec<&str> = SORTS.iter().flat_map(|(_, keys)| keys.split(' ')).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert_eq!(meant_by(" Told By "), Some("told_by"));
        assert_eq!(meant_by("Well Led"), Some("well-led"));
        assert_eq!(meant_by("colour"), None);
    }
}
