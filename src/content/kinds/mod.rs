//! Reads each kind of file into its type.
//!
//! [`item`] reads a file that is one item: what all kinds share is in `common`, what each adds in the file of its noun.

mod audits;
mod common;
mod figures;
mod films;
mod improvements;
mod issued;
mod people;
mod photos;
mod plain;
mod rows;
mod settings;
mod shelf;
mod sketches;
mod withdrawn;

pub use audits::audit;
pub use figures::figure;
pub use issued::issued;
pub use people::{exceptions, person};
pub use rows::rows;
pub use settings::settings;
pub use shelf::{Asked, Shelf};
pub use sketches::{FileSort, sketch_of};
pub use withdrawn::withdrawn_photos;

use super::fields::{self, Facts, FactsText};
use super::front::{self, Front, Part};
use super::item::{Detail, Item, ItemId};
use super::language::Language;
use super::markdown::{self, Words};
use super::terms::Kind;
use super::translation::Translation;
use crate::problem::{Problem, Problems};
use crate::sources::SourcePath;

/// A file that is one item, before it is read.
pub struct Draft<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its path without ending.
    pub id: &'a ItemId,
    /// The file.
    pub file: &'a SourcePath,
    /// Its text.
    pub text: &'a str,
    /// The files that may lie beside it.
    pub shelf: &'a Shelf<'a>,
}

/// Reads a file that says an item's words again in another language, and names the files whose words became part of it.
pub fn translation(
    draft: &Draft<'_>,
    language: &'static Language,
    problems: &mut Problems,
) -> (Translation, Vec<SourcePath>) {
    let mut found_wrong = Problems::default();
    let Found { item, used } = read(draft, true, &mut found_wrong);
    // What it leaves out stands in the first file.
    let matters = |problem: &Problem| !["film-without-file", "date-missing"].contains(&problem.code);
    found_wrong.into_iter().filter(matters).for_each(|problem| problems.add(problem));
    (Translation { id: draft.id.clone(), language, item }, used)
}

/// An item, and the files beside it whose words became part of it.
#[derive(Clone)]
pub struct Found {
    /// The item.
    pub item: Item,
    /// For example a transcript.
    pub used: Vec<SourcePath>,
}

/// Reads a file that is one item.
pub fn item(draft: &Draft<'_>, problems: &mut Problems) -> Found {
    read(draft, false, problems)
}

fn read(draft: &Draft<'_>, is_translation: bool, problems: &mut Problems) -> Found {
    let front = match draft.file.ending().as_str() {
        "toml" => {
            let facts = Part { line: 1, text: draft.text };
            Front { facts, labels: None, words: Part { line: 1, text: "" } }
        }
        _ => front::split(draft.file, draft.text, problems),
    };
    let (body, transcript) = match draft.kind {
        Kind::Film => films::take_transcript(front.words.text),
        _ => (None, None),
    };
    let body = body.as_deref().unwrap_or(front.words.text);
    let words = markdown::read(draft.file, front.words.line, body, problems);
    let transcript =
        transcript.map(|part| markdown::read(draft.file, front.words.line + part.line, part.text, problems));
    let source = match &front.labels {
        Some(labels) => FactsText { file: draft.file, first_line: 1, text: &labels.text, lines: Some(&labels.lines) },
        None => FactsText { file: draft.file, first_line: front.facts.line, text: front.facts.text, lines: None },
    };
    fields::read(source, problems, |facts| {
        if is_translation {
            common::tell_facts_of_the_first(facts);
        }
        let mut used = Vec::new();
        let detail = detail(draft, facts, transcript, &mut used);
        Found { item: common::item(draft, facts, words, detail), used }
    })
}

fn detail(
    draft: &Draft<'_>,
    facts: &mut Facts<'_, '_>,
    transcript: Option<Words>,
    used: &mut Vec<SourcePath>,
) -> Detail {
    match draft.kind {
        Kind::Story => Detail::Story(plain::story(facts)),
        Kind::Feedback => Detail::Feedback(plain::feedback(facts)),
        Kind::Survey => Detail::Survey(plain::survey(facts)),
        Kind::Improvement => Detail::Improvement(improvements::improvement(facts)),
        Kind::Audit => Detail::Audit(audits::description(facts)),
        Kind::Figure => Detail::Figure(figures::description(facts)),
        Kind::Learning => Detail::Learning(plain::learning(facts)),
        Kind::Finding => Detail::Finding(improvements::finding(facts)),
        Kind::Award => Detail::Award(plain::award(facts)),
        Kind::Commitment => Detail::Commitment(plain::commitment(facts)),
        Kind::Film => {
            let found = films::film(facts, draft.shelf, transcript);
            used.extend(found.used);
            Detail::Film(found.film)
        }
        Kind::Record => Detail::Record(plain::record(facts)),
        Kind::Album => Detail::Album,
        Kind::Event => Detail::Event(plain::event(facts)),
        Kind::Page => Detail::Page(plain::page(facts, common::own_name(draft.id))),
        Kind::SelfAssessment => Detail::SelfAssessment(plain::self_assessment(facts)),
    }
}
