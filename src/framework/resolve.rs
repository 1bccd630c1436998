//! What a code in an author's file points at.
//!
//! `S1` means three things in three frameworks, so a code without its framework is never guessed.

use super::embedded::FRAMEWORKS;
use super::{Framework, Frameworks, Target, crosswalk};
use crate::problem::framework as problem;
use crate::problem::{Problem, Span, did_you_mean};

/// So many neighbours of a code are named; nobody reads more.
const MOST_NEIGHBOURS: usize = 5;

/// One of several things a code may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// With its framework: `saf:S1`.
    pub code: String,
    /// The statement's title.
    pub title: String,
}

/// Why a code points at nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeTrouble {
    /// No framework has it.
    Unknown {
        /// As typed.
        typed: String,
        /// What was probably meant, as it should be written.
        nearest: Option<String>,
        /// What could be written instead: key questions of the framework meant.
        choices: Vec<String>,
    },
    /// A code without its framework.
    Bare {
        /// As typed.
        typed: String,
        /// What it means in each framework, active or not.
        meanings: Vec<Meaning>,
        /// How to write the one in an active framework.
        write: Option<String>,
    },
    /// A name that several active frameworks have.
    TwoMeanings {
        /// As typed.
        typed: String,
        /// Each, as it should be written.
        meanings: Vec<String>,
    },
    /// A name in frameworks that the portfolio does not use.
    NotActive {
        /// As typed.
        typed: String,
        /// Ids of the frameworks that have it.
        frameworks: Vec<String>,
        /// What stands beside it in the active frameworks, closest first.
        nearest: Vec<String>,
    },
}

impl CodeTrouble {
    /// The problem to tell, for a code written at a place.
    pub fn problem(&self, at: Span) -> Problem {
        match self {
            CodeTrouble::Unknown { typed, nearest, choices } => {
                problem::code_unknown(at, typed, nearest.as_deref(), choices)
            }
            CodeTrouble::Bare { typed, meanings, write } => {
                let listed: Vec<String> = meanings.iter().map(|m| format!("{} {}", m.code, m.title)).collect();
                let example = write.as_deref().or(meanings.first().map(|meaning| meaning.code.as_str()));
                problem::code_bare(at, typed, &listed, example.unwrap_or_default())
            }
            CodeTrouble::TwoMeanings { typed, meanings } => problem::code_two_meanings(at, typed, meanings),
            CodeTrouble::NotActive { typed, frameworks, nearest } => {
                problem::code_not_active(at, typed, frameworks, nearest)
            }
        }
    }
}

impl Frameworks {
    /// What a code points at: `saf:safeguarding`, `saf:S3`, `caring`, `saf:caring`, or a slug that one active framework has.
    pub fn resolve(&self, typed: &str) -> Result<Target, CodeTrouble> {
        let typed = typed.trim();
        match typed.split_once(':') {
            Some((prefix, name)) => self.with_prefix(typed, prefix.trim(), name.trim()),
            None => self.without_prefix(typed),
        }
    }

    /// Everything among the active frameworks that a code may mean, with or without its framework.
    pub fn named(&self, typed: &str) -> Vec<Target> {
        let (prefix, name) = match typed.trim().split_once(':') {
            Some((prefix, name)) => (Some(prefix.trim()), name.trim()),
            None => (None, typed.trim()),
        };
        let meant = |framework: &Framework| prefix.is_none_or(|prefix| framework.is_called(prefix));
        let frameworks = self.active.iter().enumerate().filter(|(_, framework)| meant(framework));
        frameworks.filter_map(|(index, framework)| framework.find(name).map(|place| target(index, place))).collect()
    }

    fn with_prefix(&self, typed: &str, prefix: &str, name: &str) -> Result<Target, CodeTrouble> {
        if let Some(index) = self.active.iter().position(|framework| framework.is_called(prefix)) {
            let framework = &self.active[index];
            return framework.find(name).map(|place| target(index, place)).ok_or_else(|| CodeTrouble::Unknown {
                typed: typed.to_owned(),
                nearest: nearest_name(name, [framework]),
                choices: choices(framework, name),
            });
        }
        if let Some(resting) = self.all().find(|known| known.is_called(prefix)) {
            return Err(self.not_active(typed, name, &[resting.framework()]));
        }
        let prefixes = self.all().map(Known::prefix);
        let meant = did_you_mean(prefix, prefixes).map(|near| format!("{near}:{name}"));
        let nearest = meant.or_else(|| nearest_name(name, &self.active));
        Err(CodeTrouble::Unknown { typed: typed.to_owned(), nearest, choices: self.question_choices() })
    }

    fn without_prefix(&self, typed: &str) -> Result<Target, CodeTrouble> {
        let meanings = self.code_meanings(typed);
        if !meanings.is_empty() {
            let write = self.active.iter().find_map(|framework| {
                let name = framework.name_at(framework.find(typed)?);
                Some(format!("{}:{name}", framework.prefix))
            });
            return Err(CodeTrouble::Bare { typed: typed.to_owned(), meanings, write });
        }
        let found: Vec<Target> = (self.active.iter().enumerate())
            .filter_map(|(index, framework)| framework.find(typed).map(|place| target(index, place)))
            .collect();
        match found.as_slice() {
            [] => Err(self.nowhere(typed)),
            [one] => Ok(*one),
            [first, ..] if found.iter().all(|target| target.statement.is_none()) => Ok(*first),
            several => {
                let meanings = several.iter().map(|target| self.code_of(*target)).collect();
                Err(CodeTrouble::TwoMeanings { typed: typed.to_owned(), meanings })
            }
        }
    }

    /// Every statement, in any framework, whose code this is.
    fn code_meanings(&self, typed: &str) -> Vec<Meaning> {
        let candidates = self.all().filter(|known| match known {
            // Saves reading every shipped file for an ordinary word; a test looks that their codes all have this shape.
            Known::Shipped(_) => looks_like_a_code(typed),
            Known::Own(_) => true,
        });
        candidates.flat_map(|known| meanings_in(known.framework(), typed)).collect()
    }

    fn nowhere(&self, typed: &str) -> CodeTrouble {
        let elsewhere: Vec<&Framework> =
            self.all().map(Known::framework).filter(|framework| framework.find(typed).is_some()).collect();
        if !elsewhere.is_empty() {
            return self.not_active(typed, typed, &elsewhere);
        }
        CodeTrouble::Unknown {
            typed: typed.to_owned(),
            nearest: nearest_name(typed, &self.active),
            choices: self.question_choices(),
        }
    }

    fn not_active(&self, typed: &str, name: &str, resting: &[&Framework]) -> CodeTrouble {
        let mut beside: Vec<String> = Vec::new();
        for framework in resting {
            let Some(place) = framework.find(name) else { continue };
            let near = self.active.iter().flat_map(|active| crosswalk::nearest(framework, place, active));
            for code in near {
                if !beside.contains(&code) {
                    beside.push(code);
                }
            }
        }
        beside.truncate(MOST_NEIGHBOURS);
        let nearest = if beside.is_empty() { nearest_name(name, &self.active).into_iter().collect() } else { beside };
        let frameworks = resting.iter().map(|framework| framework.id.clone()).collect();
        CodeTrouble::NotActive { typed: typed.to_owned(), frameworks, nearest }
    }

    fn question_choices(&self) -> Vec<String> {
        self.first().map_or_else(Vec::new, |first| first.questions.iter().map(|q| q.id.clone()).collect())
    }

    /// Every framework there is, shipped or own, active or not. Shipped ones are not read by listing them.
    fn all(&self) -> impl Iterator<Item = Known<'_>> {
        FRAMEWORKS.iter().map(Known::Shipped).chain(self.own.iter().map(Known::Own))
    }
}

#[derive(Clone, Copy)]
enum Known<'a> {
    Shipped(&'static super::embedded::Shipped),
    Own(&'a Framework),
}

impl<'a> Known<'a> {
    fn prefix(self) -> &'a str {
        match self {
            Known::Shipped(shipped) => shipped.prefix,
            Known::Own(own) => &own.prefix,
        }
    }

    fn is_called(self, typed: &str) -> bool {
        match self {
            Known::Shipped(shipped) => shipped.is_called(typed),
            Known::Own(own) => own.is_called(typed),
        }
    }

    fn framework(self) -> &'a Framework {
        match self {
            Known::Shipped(shipped) => shipped.framework(),
            Known::Own(own) => own,
        }
    }
}

/// `S1`, `1.1`, `T4`: short, with a digit.
pub(super) fn looks_like_a_code(typed: &str) -> bool {
    typed.len() <= 4 && typed.bytes().any(|byte| byte.is_ascii_digit())
}

fn meanings_in(framework: &Framework, typed: &str) -> Vec<Meaning> {
    let same = |code: &str| code.eq_ignore_ascii_case(typed);
    let meaning =
        |code: &str, title: &str| Meaning { code: format!("{}:{code}", framework.prefix), title: title.to_owned() };
    // A question's other name that looks like a code is one; its id never is.
    let of_question = framework.questions.iter().filter_map(|question| {
        let code = question.other_names.iter().find(|name| looks_like_a_code(name) && same(name))?;
        Some(meaning(code, &question.title))
    });
    let statements = framework.statements().filter(|s| same(&s.code) && !s.code.eq_ignore_ascii_case(&s.slug));
    of_question.chain(statements.map(|s| meaning(&s.code, &s.title))).collect()
}

/// The nearest name in these frameworks, as it should be written.
fn nearest_name<'a>(typed: &str, frameworks: impl IntoIterator<Item = &'a Framework>) -> Option<String> {
    if looks_like_a_code(typed) {
        return None; // S9 is one letter away from every other S: a guess would mislead.
    }
    let names: Vec<(&str, &str)> = frameworks.into_iter().flat_map(names_of).collect();
    let near = did_you_mean(typed, names.iter().map(|(_, name)| *name))?;
    let (prefix, name) = names.iter().find(|(_, name)| *name == near)?;
    Some(format!("{prefix}:{name}"))
}

fn names_of(framework: &Framework) -> impl Iterator<Item = (&str, &str)> {
    let questions = framework.questions.iter().map(|question| question.id.as_str());
    let slugs = framework.statements().map(|statement| statement.slug.as_str());
    questions.chain(slugs).map(|name| (framework.prefix.as_str(), name))
}

/// What could have been meant in a framework: the codes with the same letter, else its key questions.
fn choices(framework: &Framework, name: &str) -> Vec<String> {
    let prefix = &framework.prefix;
    let letter = name.chars().next().map(|letter| letter.to_ascii_uppercase());
    let with_letter = |code: &str| looks_like_a_code(name) && code.chars().next() == letter;
    let codes: Vec<String> = (framework.statements().filter(|statement| with_letter(&statement.code)))
        .map(|statement| format!("{prefix}:{}", statement.code))
        .collect();
    if !codes.is_empty() {
        return codes;
    }
    framework.questions.iter().map(|question| format!("{prefix}:{}", question.id)).collect()
}

fn target(framework: usize, place: (usize, Option<usize>)) -> Target {
    Target { framework, question: place.0, statement: place.1 }
}
