//! Which frameworks a portfolio uses: the shipped ones it names, and the service's own.

use std::collections::BTreeMap;

use super::crosswalk::{self, Sister};
use super::embedded::FRAMEWORKS;
use super::read::{self, Trust};
use super::{Framework, RatingGrade, Target};
use crate::problem::framework as problem;
use crate::problem::{Problem, Problems, Span, did_you_mean};
use crate::sources::SourcePath;

/// The frameworks of a portfolio.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frameworks {
    pub(super) active: Vec<Framework>,
    // All of the service's own, active or not: a code may mean one that is not active.
    pub(super) own: Vec<Framework>,
    pub(super) sisters: BTreeMap<Target, Vec<Sister>>,
}

impl Frameworks {
    /// Reads the active frameworks, by id or prefix with the place where each was named, the first to organise the pages.
    /// `own` are the files of the folder's `frameworks/`.
    pub fn load(active: &[(Span, &str)], own: &[(SourcePath, String)], problems: &mut Problems) -> Frameworks {
        let own = read_own(own, problems);
        let mut chosen: Vec<Framework> = Vec::new();
        for (at, typed) in active {
            match find(typed.trim(), &own) {
                None => problems.add(unknown(at.clone(), typed, &own)),
                Some(found) if chosen.iter().any(|framework| framework.id == found.id) => {
                    problems.add(problem::framework_twice(at.clone(), typed));
                }
                Some(found) => chosen.push(found.clone()),
            }
        }
        let sisters = crosswalk::sisters(&chosen);
        Frameworks { active: chosen, own, sisters }
    }

    /// A framework by id or prefix, active or not.
    pub fn known(&self, typed: &str) -> Option<&Framework> {
        find(typed.trim(), &self.own)
    }

    /// The names of every framework there is: the shipped ones, then the service's own.
    pub fn known_ids(&self) -> Vec<&str> {
        FRAMEWORKS.iter().map(|shipped| shipped.id).chain(self.own.iter().map(|own| own.id.as_str())).collect()
    }

    /// Every framework there is, in one: for looking a code up, not for an author's files.
    pub fn everything(own: &[(SourcePath, String)]) -> Frameworks {
        let own = read_own(own, &mut Problems::default());
        let active: Vec<Framework> =
            FRAMEWORKS.iter().map(|shipped| shipped.framework().clone()).chain(own.iter().cloned()).collect();
        let sisters = crosswalk::sisters(&active);
        Frameworks { active, own, sisters }
    }

    /// The rating of an active framework by id or label; capitals do not matter.
    pub fn rating(&self, framework: usize, typed: &str) -> Option<&RatingGrade> {
        let typed = typed.trim();
        let grades = &self.active.get(framework)?.ratings;
        grades.iter().find(|grade| grade.id.eq_ignore_ascii_case(typed) || grade.label.eq_ignore_ascii_case(typed))
    }

    /// What to tell somebody whose rating [`Frameworks::rating`] did not find.
    pub fn rating_unknown(&self, framework: usize, typed: &str, at: Span) -> Problem {
        let Some(framework) = self.active.get(framework) else {
            return problem::rating_unknown(at, typed, "a framework that is not active", &[]);
        };
        let ids: Vec<&str> = framework.ratings.iter().map(|grade| grade.id.as_str()).collect();
        problem::rating_unknown(at, typed, &framework.title, &ids)
    }
}

fn find<'a>(typed: &str, own: &'a [Framework]) -> Option<&'a Framework> {
    if let Some(shipped) = FRAMEWORKS.iter().find(|shipped| shipped.is_called(typed)) {
        return Some(shipped.framework());
    }
    own.iter().find(|framework| framework.is_called(typed))
}

fn unknown(at: Span, typed: &str, own: &[Framework]) -> Problem {
    let ids: Vec<&str> = FRAMEWORKS.iter().map(|s| s.id).chain(own.iter().map(|own| own.id.as_str())).collect();
    let prefixes = FRAMEWORKS.iter().map(|s| s.prefix).chain(own.iter().map(|own| own.prefix.as_str()));
    let nearest = did_you_mean(typed.trim(), ids.iter().copied().chain(prefixes));
    problem::framework_unknown(at, typed, nearest, &ids)
}

/// The service's own frameworks; one whose id or prefix is taken is told and left out.
fn read_own(files: &[(SourcePath, String)], problems: &mut Problems) -> Vec<Framework> {
    let mut own: Vec<Framework> = Vec::new();
    for (path, text) in files {
        let Some(framework) = read::framework(path, text, Trust::OwnWords, problems) else { continue };
        match clash(&framework, &own) {
            Some((key, name, other)) => {
                problems.add(problem::framework_clash(read::place_of(path, text, key), key, name, other))
            }
            None => own.push(framework),
        }
    }
    own
}

/// The key, the name and who has it already. An id may not be another's prefix either: both are accepted in codes.
fn clash<'a>(framework: &'a Framework, own: &'a [Framework]) -> Option<(&'static str, &'a str, &'a str)> {
    [("id", framework.id.as_str()), ("prefix", framework.prefix.as_str())].into_iter().find_map(|(key, name)| {
        let shipped = FRAMEWORKS.iter().find(|shipped| shipped.is_called(name)).map(|shipped| shipped.id);
        let earlier = || own.iter().find(|other| other.is_called(name)).map(|other| other.id.as_str());
        shipped.or_else(earlier).map(|other| (key, name, other))
    })
}

impl Framework {
    /// Whether somebody who wrote this id or prefix means this framework.
    pub(super) fn is_called(&self, typed: &str) -> bool {
        self.id.eq_ignore_ascii_case(typed) || self.prefix.eq_ignore_ascii_case(typed)
    }
}
