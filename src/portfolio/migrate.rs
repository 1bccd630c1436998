//! Suggests codes of another framework beside those that authors wrote, and writes the ones they confirm.
//!
//! A suggestion comes from the crosswalk, which is ours: a person confirms each. A confirmed one is put right behind the
//! code it goes with; every other byte of the file stays.

mod splice;

use std::collections::BTreeSet;

pub use splice::{CannotChange, Change, change};

use super::{Gathered, Portfolio, codes};
use crate::content::Detail;
use crate::content::item::Code;
use crate::framework::{Framework, Frameworks, Sister, Target};
use crate::problem::Span;

/// What to write beside a code of an author.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Where the code stands.
    pub at: Span,
    /// The code as its author typed it.
    pub typed: String,
    /// What to write.
    pub write: Write,
}

/// What a suggestion writes.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Another code behind it.
    Beside {
        /// Such as `asc2026:safeguarding`.
        code: String,
        /// The title of what it names.
        title: String,
        /// How sure the crosswalk is.
        closeness: Closeness,
    },
    /// The same code with its framework in front, since both frameworks have the name.
    InFull {
        /// Such as `saf:safeguarding`.
        code: String,
    },
}

impl Write {
    /// The code to write.
    pub fn code(&self) -> &str {
        match self {
            Write::Beside { code, .. } | Write::InFull { code } => code,
        }
    }
}

/// How sure the crosswalk is of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// Both have one title.
    SameTitle,
    /// The nearest there is; the title is another.
    Nearest,
    /// Only related.
    Related,
}

impl Closeness {
    /// Of a sister.
    pub fn of(sister: Sister) -> Closeness {
        match (sister.same_title, sister.closest) {
            (true, _) => Closeness::SameTitle,
            (false, true) => Closeness::Nearest,
            (false, false) => Closeness::Related,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Closeness::SameTitle => "same title",
            Closeness::Nearest => "nearest",
            Closeness::Related => "related",
        }
    }
}

/// From where to where.
pub struct Move<'f> {
    /// Both frameworks, and those that are active.
    pub frameworks: &'f Frameworks,
    /// The place of the one that authors use.
    pub from: usize,
    /// The place of the one to come.
    pub to: usize,
}

/// Every suggestion, by file and line.
pub fn suggestions(portfolio: &Portfolio, step: &Move<'_>) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = portfolio.items.iter().flat_map(|one| of_item(portfolio, one, step)).collect();
    found.sort_by(|a, b| (&a.at, order(&a.write)).cmp(&(&b.at, order(&b.write))));
    found
}

fn order(write: &Write) -> (u8, Option<Closeness>, &str) {
    match write {
        Write::InFull { code } => (0, None, code),
        Write::Beside { code, closeness, .. } => (1, Some(*closeness), code),
    }
}

fn of_item(portfolio: &Portfolio, gathered: &Gathered, step: &Move<'_>) -> Vec<Suggestion> {
    let (mut found, mut beside): (Vec<Suggestion>, Vec<(Sister, &Code)>) = (Vec::new(), Vec::new());
    for code in codes(&gathered.item).filter(|code| !is_only_one(gathered, code)) {
        let Ok(target) = portfolio.frameworks.resolve(&code.typed) else { continue };
        if target.framework != step.from {
            continue;
        }
        if is_ambiguous(code, step) {
            found.push(suggestion(code, Write::InFull { code: step.frameworks.code_of(target) }));
        }
        let sisters = step.frameworks.sisters(target).iter().filter(|one| one.target.framework == step.to);
        beside.extend(sisters.map(|sister| (*sister, code)));
    }
    // What its author has named already is not suggested, and nothing twice: the surest pair stays.
    let mut known: BTreeSet<Target> = gathered.supports.iter().copied().collect();
    beside.sort_by_key(|(sister, _)| Closeness::of(*sister));
    for (sister, code) in beside {
        if known.insert(sister.target) {
            found.push(suggestion(code, self::beside(step.frameworks, sister)));
        }
    }
    found
}

/// A view of one's own is of one statement only.
fn is_only_one(gathered: &Gathered, code: &Code) -> bool {
    match &gathered.item.detail {
        Detail::SelfAssessment(own) => own.statement.as_ref().is_some_and(|one| one.at == code.at),
        _ => false,
    }
}

fn suggestion(code: &Code, write: Write) -> Suggestion {
    Suggestion { at: code.at.clone(), typed: code.typed.clone(), write }
}

fn beside(frameworks: &Frameworks, sister: Sister) -> Write {
    Write::Beside {
        code: frameworks.code_of(sister.target),
        title: frameworks.label(sister.target),
        closeness: Closeness::of(sister),
    }
}

/// A name without its framework that the other framework has too.
fn is_ambiguous(code: &Code, step: &Move<'_>) -> bool {
    let is_bare = !code.typed.contains(':');
    let statements = step.frameworks.named(&code.typed).into_iter().filter(|target| target.statement.is_some());
    is_bare && statements.filter(|target| [step.from, step.to].contains(&target.framework)).count() > 1
}

/// Whether the framework to come has to be named in `carefolio.toml` first.
pub fn must_be_named(portfolio: &Portfolio, to: &Framework) -> bool {
    portfolio.frameworks.active().iter().all(|active| active.id != to.id)
}

/// `carefolio.toml` with one more framework named.
pub fn with_framework(settings: &[u8], portfolio: &Portfolio, to: &Framework) -> Result<Vec<u8>, CannotChange> {
    splice::name_framework(settings, &portfolio.settings.frameworks, &to.id)
}

/// The change that confirmed suggestions for one code make together.
pub fn together(confirmed: &[&Suggestion]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for one in confirmed {
        let same = changes.iter().position(|change| change.at == one.at && change.typed == one.typed);
        let place = same.unwrap_or_else(|| {
            changes.push(Change { at: one.at.clone(), typed: one.typed.clone(), codes: vec![one.typed.clone()] });
            changes.len() - 1
        });
        match &one.write {
            Write::InFull { code } => changes[place].codes[0].clone_from(code),
            Write::Beside { code, .. } => changes[place].codes.push(code.clone()),
        }
    }
    changes
}
