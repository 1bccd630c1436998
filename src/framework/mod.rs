//! The regulators' key questions and statements: data, not enums, because each nation asks other questions.
//!
//! The files in `data/` are embedded; a service may add frameworks of its own. [`Frameworks::load`] reads the active ones,
//! [`Frameworks::resolve`] says what a code in an author's file points at, [`Frameworks::sisters`] what stands beside it in
//! another framework. A text that nobody has compared with the regulator's page (`verified = false`) is dropped while
//! reading: titles stay, the text is nowhere in these values, so no page can show it.

mod crosswalk;
mod embedded;
mod facts;
mod load;
mod read;
mod reference;
mod resolve;
#[cfg(test)]
mod tests;

pub use crosswalk::Sister;
pub use load::Frameworks;
pub use read::file_keys;
pub use reference::{Characteristic, Regulation, regulations};
pub use resolve::{CodeTrouble, Meaning};

/// One regulator's framework: its key questions, their statements, its ratings.
#[derive(Clone, Debug, PartialEq)]
pub struct Framework {
    /// Its name in `carefolio.toml`: `cqc-saf`.
    pub id: String,
    /// Its name in codes: `saf`.
    pub prefix: String,
    /// Its name for readers.
    pub title: String,
    /// Where it applies.
    pub nation: Option<String>,
    /// Whose it is.
    pub regulator: Option<String>,
    /// What one statement is called: "quality statement".
    pub unit: String,
    /// What several are called.
    pub unit_plural: String,
    /// Whether it is in force.
    pub standing: Standing,
    /// The same in words, where they were checked.
    pub status: Option<String>,
    /// Day from which it applies, as written.
    pub valid_from: Option<String>,
    /// Day on which our copy was last compared with the regulator's, as written.
    pub checked: Option<String>,
    /// What must stand on every page that uses its text.
    pub attribution: Option<String>,
    /// Whether the codes are ours: then they never appear on a page.
    pub codes_are_ours: bool,
    /// Whether the framework as a whole was compared with the regulator's.
    pub verified: bool,
    /// Languages in which the regulator publishes.
    pub languages: Vec<String>,
    /// Ratings, best first; none where the regulator gives none.
    pub ratings: Vec<RatingGrade>,
    /// Key questions in order.
    pub questions: Vec<KeyQuestion>,
    /// Kinds of evidence the regulator names, in order; may be none.
    pub evidence_categories: Vec<EvidenceCategory>,
    /// What the law asks of a rated service's website, where the file says it.
    pub display_duty: Option<DisplayDuty>,
}

/// Whether a framework is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Used by the regulator, or a service's own.
    InForce,
    /// Published for comment.
    Draft,
    /// Replaced by another.
    Superseded,
}

/// A rating a regulator gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingGrade {
    /// Its spelling in files: `requires-improvement`.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// Its Welsh name, where it was checked.
    pub label_cy: Option<String>,
    /// More is better.
    pub order: u32,
    /// What it means, where the regulator's words were checked.
    pub text: Option<String>,
}

/// A key question, theme or domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyQuestion {
    /// Its spelling in files: `well-led`.
    pub id: String,
    /// Its name for readers.
    pub title: String,
    /// Its Welsh name, where it was checked.
    pub title_cy: Option<String>,
    /// The letter or number the regulator gives it; empty when it has none.
    pub letter: String,
    /// Its place.
    pub order: u32,
    /// What it asks, where the regulator's words were checked.
    pub text: Option<String>,
    /// What people should be able to say, where checked.
    pub i_statements: Vec<String>,
    /// Its statements in order; none where the regulator has no level below the question.
    pub statements: Vec<Statement>,
    // A file may give a question one statement that only repeats it; that is the question under other names.
    other_names: Vec<String>,
}

/// A quality statement, line of enquiry or indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// `S1`; empty where an own framework gives none.
    pub code: String,
    /// Its spelling in files and addresses.
    pub slug: String,
    /// Its name for readers.
    pub title: String,
    /// Its Welsh name, where it was checked.
    pub title_cy: Option<String>,
    /// The id of its key question.
    pub question: String,
    /// The regulator's words, where they were checked.
    pub text: Option<String>,
    /// What people should be able to say, where checked.
    pub i_statements: Vec<String>,
    /// What it covers, where checked.
    pub scope: Vec<String>,
    /// Its place under its key question, from 1.
    pub order: u32,
}

/// A kind of evidence the regulator names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceCategory {
    /// `staff-and-leaders`.
    pub id: String,
    /// Its name for readers.
    pub title: String,
    /// Its place.
    pub order: u32,
}

/// What the law asks of a rated service: a duty in the regulator's file, in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayDuty {
    /// The regulation.
    pub law: Option<String>,
    /// What the website must show.
    pub website: Option<String>,
    /// What must be handed out.
    pub on_request: Option<String>,
    /// What must hang in the building.
    pub premises: Option<String>,
    /// In which form.
    pub form: Option<String>,
    /// What happens otherwise.
    pub penalty: Option<String>,
}

/// What a code points at: a key question of an active framework, or one of its statements. Ordered as the pages are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// Place among the active frameworks; 0 organises the pages.
    pub framework: usize,
    /// Place among its key questions.
    pub question: usize,
    /// Place among the question's statements; none means the question itself.
    pub statement: Option<usize>,
}

impl Framework {
    /// How a statement is named on a page: "S1 Learning culture", or the title alone where the codes are ours.
    pub fn code_label(&self, statement: &Statement) -> String {
        if self.codes_are_ours || statement.code.is_empty() {
            statement.title.clone()
        } else {
            format!("{} {}", statement.code, statement.title)
        }
    }

    /// Every statement, in order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.questions.iter().flat_map(|question| &question.statements)
    }

    /// The category for an `evidence_kind` word: `staff` is "Feedback from staff and leaders".
    pub fn evidence_category(&self, kind: &str) -> Option<&EvidenceCategory> {
        self.evidence_categories.iter().find(|category| category.id.split('-').any(|part| part == kind))
    }

    /// Where a name written after the prefix (key question, slug or code) is in this framework; capitals do not matter.
    fn find(&self, name: &str) -> Option<(usize, Option<usize>)> {
        let same = |other: &str| !other.is_empty() && other.eq_ignore_ascii_case(name);
        let is_question = |question: &KeyQuestion| same(&question.id) || question.other_names.iter().any(|n| same(n));
        if let Some(question) = self.questions.iter().position(is_question) {
            return Some((question, None));
        }
        self.questions.iter().enumerate().find_map(|(index, question)| {
            let statements = &question.statements;
            let found = statements.iter().position(|statement| same(&statement.slug) || same(&statement.code))?;
            Some((index, Some(found)))
        })
    }

    /// The title of the place.
    fn title_at(&self, place: (usize, Option<usize>)) -> &str {
        let question = &self.questions[place.0];
        place.1.map_or(&question.title, |statement| &question.statements[statement].title)
    }

    /// The name that always works after the prefix.
    fn name_at(&self, place: (usize, Option<usize>)) -> &str {
        let question = &self.questions[place.0];
        place.1.map_or(&question.id, |statement| &question.statements[statement].slug)
    }
}

impl Frameworks {
    /// The active frameworks; the first organises the pages.
    pub fn active(&self) -> &[Framework] {
        &self.active
    }

    /// The framework that organises the pages; none only when `carefolio.toml` named none that exists.
    pub fn first(&self) -> Option<&Framework> {
        self.active.first()
    }

    /// The framework a target is in.
    pub fn framework(&self, target: Target) -> &Framework {
        &self.active[target.framework]
    }

    /// The key question a target is, or belongs to.
    pub fn question(&self, target: Target) -> &KeyQuestion {
        &self.framework(target).questions[target.question]
    }

    /// The statement a target is; none for a key question.
    pub fn statement(&self, target: Target) -> Option<&Statement> {
        target.statement.map(|statement| &self.question(target).statements[statement])
    }

    /// What a page calls a target: the code's label, or the question's title.
    pub fn label(&self, target: Target) -> String {
        match self.statement(target) {
            Some(statement) => self.framework(target).code_label(statement),
            None => self.question(target).title.clone(),
        }
    }

    /// How an author writes a target so that it always works: `saf:learning-culture`.
    pub fn code_of(&self, target: Target) -> String {
        let framework = self.framework(target);
        format!("{}:{}", framework.prefix, framework.name_at((target.question, target.statement)))
    }

    /// What evidence is counted against: each statement, or the key question itself where it has none.
    pub fn leaves(&self, framework: usize) -> Vec<Target> {
        let questions = self.active.get(framework).map_or(&[][..], |framework| &framework.questions);
        let mut leaves = Vec::new();
        for (question, facts) in questions.iter().enumerate() {
            if facts.statements.is_empty() {
                leaves.push(Target { framework, question, statement: None });
            }
            let statements = (0..facts.statements.len()).map(Some);
            leaves.extend(statements.map(|statement| Target { framework, question, statement }));
        }
        leaves
    }

    /// What must stand on every page that uses the text of an active framework.
    pub fn attribution_for(&self, framework: usize) -> Option<&str> {
        self.active.get(framework)?.attribution.as_deref()
    }
}
