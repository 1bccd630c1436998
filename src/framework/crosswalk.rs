//! What stands beside a statement in another framework.
//!
//! The crosswalks are our own suggestions, not a regulator's: a person confirms each. The files say them in one direction;
//! the other is read backwards.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::embedded::CROSSWALKS;
use super::{Framework, Frameworks, Target};

/// A suggestion: the same subject in another active framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sister {
    /// Where.
    pub target: Target,
    /// Whether it is the closest, not only a related one.
    pub closest: bool,
    /// Whether both have one title: the regulator's own words, not only our comparison, say that the subject stayed.
    pub same_title: bool,
    /// Whether we made the comparison, not a regulator.
    pub ours: bool,
    /// Whether somebody checked it.
    pub verified: bool,
}

/// A crosswalk file.
#[derive(Deserialize)]
pub(super) struct Crosswalk {
    author: String,
    map: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    from: String,
    to: Vec<String>,
    #[serde(default)]
    verified: bool,
}

/// A place in a framework: question and statement.
type Place = (usize, Option<usize>);

/// One suggestion between two frameworks; rank 0 is the closest.
struct Link {
    from: Place,
    to: Place,
    rank: usize,
    ours: bool,
    verified: bool,
}

/// Every sister of every target of the active frameworks.
pub(super) fn sisters(active: &[Framework]) -> BTreeMap<Target, Vec<Sister>> {
    let mut ranked: BTreeMap<Target, Vec<(usize, Sister)>> = BTreeMap::new();
    for (here, from) in active.iter().enumerate() {
        for (there, to) in active.iter().enumerate().filter(|(there, _)| *there != here) {
            for link in links(from, to) {
                let sister = Sister {
                    target: target(there, link.to),
                    closest: link.rank == 0,
                    same_title: same_title(from.title_at(link.from), to.title_at(link.to)),
                    ours: link.ours,
                    verified: link.verified,
                };
                ranked.entry(target(here, link.from)).or_default().push((link.rank, sister));
            }
        }
    }
    let sorted = |mut list: Vec<(usize, Sister)>| {
        list.sort_by_key(|(rank, sister)| (sister.target.framework, *rank, sister.target));
        list.into_iter().map(|(_, sister)| sister).collect()
    };
    ranked.into_iter().map(|(target, list)| (target, sorted(list))).collect()
}

/// The names in `to` that stand beside a place in `from`, closest first.
pub(super) fn nearest(from: &Framework, place: Place, to: &Framework) -> Vec<String> {
    let mut found: Vec<Link> = links(from, to).into_iter().filter(|link| link.from == place).collect();
    found.sort_by_key(|link| (link.rank, link.to));
    found.iter().map(|link| format!("{}:{}", to.prefix, to.name_at(link.to))).collect()
}

fn links(from: &Framework, to: &Framework) -> Vec<Link> {
    let mut links = same_questions(from, to);
    for shipped in &CROSSWALKS {
        if (shipped.from, shipped.to) == (from.id.as_str(), to.id.as_str()) {
            links.extend(statement_links(shipped.crosswalk(), from, to));
        }
        if (shipped.from, shipped.to) == (to.id.as_str(), from.id.as_str()) {
            let backwards = statement_links(shipped.crosswalk(), to, from);
            links.extend(backwards.into_iter().map(|link| Link { from: link.to, to: link.from, ..link }));
        }
    }
    links
}

/// The two frameworks in the direction of the file.
fn statement_links(crosswalk: &Crosswalk, from: &Framework, to: &Framework) -> Vec<Link> {
    let ours = crosswalk.author == "ours";
    let mut links = Vec::new();
    for row in &crosswalk.map {
        let Some(start) = from.find(&row.from) else { continue };
        for (rank, code) in row.to.iter().enumerate() {
            let Some(end) = to.find(code) else { continue };
            links.push(Link { from: start, to: end, rank, ours, verified: row.verified });
        }
    }
    links
}

/// One regulator's key questions keep their names from framework to framework; two regulators' may share one by chance.
fn same_questions(from: &Framework, to: &Framework) -> Vec<Link> {
    if from.regulator.is_none() || from.regulator != to.regulator {
        return Vec::new();
    }
    let pairs = from.questions.iter().enumerate().filter_map(|(start, question)| {
        let end = to.questions.iter().position(|other| other.id == question.id)?;
        Some(Link { from: (start, None), to: (end, None), rank: 0, ours: true, verified: false })
    });
    pairs.collect()
}

fn same_title(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn target(framework: usize, place: Place) -> Target {
    Target { framework, question: place.0, statement: place.1 }
}

impl Frameworks {
    /// The same frameworks with one more, by id or prefix, and its place: a look at what it would ask, before it is active.
    /// `None` when there is no such framework. A code of an author still means what it did.
    pub fn with(&self, typed: &str) -> Option<(Frameworks, usize)> {
        if let Some(place) = self.active.iter().position(|framework| framework.is_called(typed)) {
            return Some((self.clone(), place));
        }
        let more = self.known(typed)?.clone();
        let active: Vec<Framework> = self.active.iter().cloned().chain([more]).collect();
        let sisters = sisters(&active);
        let place = active.len() - 1;
        Some((Frameworks { active, own: self.own.clone(), sisters }, place))
    }

    /// What stands beside a target in the other active frameworks, framework by framework, closest first. Suggestions only.
    pub fn sisters(&self, target: Target) -> &[Sister] {
        self.sisters.get(&target).map_or(&[], Vec::as_slice)
    }
}
