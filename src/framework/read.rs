//! Reads one framework file, shipped or the service's own, and tells every mistake with its line.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

pub(super) use super::facts::Trust;
use super::facts::{Part, Reader};
use super::{DisplayDuty, EvidenceCategory, Framework, KeyQuestion, RatingGrade, Standing, Statement};
use crate::problem::framework as problem;
use crate::problem::{Problems, Span};
use crate::sources::SourcePath;

// Every key of each part, so that a mistyped one in a file of the service's own is told.
const FRAMEWORK_KEYS: &str = "schema id prefix title nation regulator unit unit_plural status valid_from valid_to replaces \
    replaced_by licence attribution codes_are_ours languages checked source verified note published \
    feedback_closed final_expected scoring aggregation_rule rating key_question item evidence_category \
    display_duty";
const RATING_KEYS: &str = "id label label_cy label_cy_verified order text source verified note";
const QUESTION_KEYS: &str =
    "id title title_cy title_cy_verified letter order text i_statements licence source verified note";
const ITEM_KEYS: &str = "code key_question slug title title_cy title_cy_verified text i_statements scope guide_topics licence \
    source verified note";
const CATEGORY_KEYS: &str = "id title order source verified note";
const DUTY_KEYS: &str = "law website on_request premises form penalty source verified note";

/// Every key of a framework file: those at the top under no name, those of each part under its own.
pub fn file_keys() -> [(&'static str, &'static str); 6] {
    [
        ("", FRAMEWORK_KEYS),
        ("rating", RATING_KEYS),
        ("key_question", QUESTION_KEYS),
        ("item", ITEM_KEYS),
        ("evidence_category", CATEGORY_KEYS),
        ("display_duty", DUTY_KEYS),
    ]
}

/// Reads a framework. `None` when it cannot be used at all: unreadable, or without id, prefix, title or key questions.
pub(super) fn framework(file: &SourcePath, text: &str, trust: Trust, problems: &mut Problems) -> Option<Framework> {
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            problems.add(problem::framework_unreadable(Span::at_offset(file, text, offset)));
            return None;
        }
    };
    let mut reader = Reader { file, text, trust, problems };
    reader.framework(&Part { table: table.get_ref(), at: Span::file(file), what: "framework" })
}

/// The line of a fact at the top of a file, for a problem found later.
pub(super) fn place_of(file: &SourcePath, text: &str, key: &str) -> Span {
    let found = DeTable::parse(text).ok().and_then(|table| {
        let (key, _) = table.get_ref().iter().find(|(name, _)| name.get_ref() == key)?;
        Some(Span::at_offset(file, text, key.span().start))
    });
    found.unwrap_or_else(|| Span::file(file))
}

impl Reader<'_> {
    fn framework(&mut self, part: &Part) -> Option<Framework> {
        self.known_keys(part, FRAMEWORK_KEYS);
        let id = self.name(part, "id");
        let prefix = self.name(part, "prefix");
        let title = self.needed(part, "title");
        let verified = self.trusted(part);
        let unit = self.text(part, "unit").unwrap_or_else(|| "statement".to_owned());
        let unit_plural = self.text(part, "unit_plural").unwrap_or_else(|| format!("{unit}s"));
        let status = self.text(part, "status");
        let framework = Framework {
            id: id.unwrap_or_default(),
            prefix: prefix.unwrap_or_default(),
            title: title.unwrap_or_default(),
            nation: self.text(part, "nation"),
            regulator: self.text(part, "regulator"),
            unit,
            unit_plural,
            standing: standing(status.as_deref().unwrap_or("")),
            status: status.filter(|_| verified),
            valid_from: self.text(part, "valid_from"),
            checked: self.text(part, "checked"),
            attribution: self.text(part, "attribution"),
            codes_are_ours: self.flag(part, "codes_are_ours").unwrap_or(false),
            verified,
            languages: self.lines(part, "languages"),
            ratings: self.ratings(part),
            questions: self.questions(part),
            evidence_categories: self.evidence_categories(part),
            display_duty: self.display_duty(part),
        };
        let names = [&framework.id, &framework.prefix, &framework.title];
        let usable = names.iter().all(|name| !name.is_empty()) && !framework.questions.is_empty();
        usable.then_some(framework)
    }

    /// Best first.
    fn ratings(&mut self, framework: &Part) -> Vec<RatingGrade> {
        let mut ratings = Vec::new();
        let mut seen = BTreeSet::new();
        for part in self.parts(framework, "rating", "rating") {
            self.known_keys(&part, RATING_KEYS);
            let (id, label) = (self.name(&part, "id"), self.needed(&part, "label"));
            let (Some(id), Some(label)) = (id, label) else { continue };
            self.once(&part, "id", &id, &mut seen);
            ratings.push(RatingGrade {
                id,
                label,
                label_cy: self.welsh(&part, "label_cy", "label_cy_verified"),
                order: self.number(&part, "order").unwrap_or(0),
                text: self.trusted_text(&part, "text"),
            });
        }
        ratings.sort_by_key(|grade| std::cmp::Reverse(grade.order));
        ratings
    }

    fn questions(&mut self, framework: &Part) -> Vec<KeyQuestion> {
        let mut questions = Vec::new();
        let mut seen = BTreeSet::new();
        for (index, part) in self.parts(framework, "key_question", "key question").into_iter().enumerate() {
            self.known_keys(&part, QUESTION_KEYS);
            let (id, title) = (self.name(&part, "id"), self.needed(&part, "title"));
            let (Some(id), Some(title)) = (id, title) else { continue };
            self.once(&part, "id", &id, &mut seen);
            questions.push(KeyQuestion {
                id,
                title,
                title_cy: self.welsh(&part, "title_cy", "title_cy_verified"),
                letter: self.text(&part, "letter").unwrap_or_default(),
                order: self.number(&part, "order").unwrap_or(index as u32 + 1),
                text: self.trusted_text(&part, "text"),
                i_statements: self.trusted_lines(&part, "i_statements"),
                statements: Vec::new(),
                other_names: Vec::new(),
            });
        }
        if questions.is_empty() {
            self.problems.add(problem::framework_fact_missing(framework.at.clone(), "framework", "[[key_question]]"));
        }
        questions.sort_by_key(|question| question.order);
        self.statements(framework, &mut questions);
        questions.iter_mut().for_each(fold_echo);
        questions
    }

    /// Puts each statement under its key question.
    fn statements(&mut self, framework: &Part, questions: &mut [KeyQuestion]) {
        let mut codes = BTreeSet::new();
        let mut slugs = BTreeSet::new();
        for part in self.parts(framework, "item", "item") {
            self.known_keys(&part, ITEM_KEYS);
            let Some(statement) = self.statement(&part) else { continue };
            self.once(&part, "slug", &statement.slug, &mut slugs);
            if !statement.code.is_empty() {
                self.once(&part, "code", &statement.code, &mut codes);
            }
            let known: Vec<&str> = questions.iter().map(|question| question.id.as_str()).collect();
            let Some(home) = known.iter().position(|id| *id == statement.question) else {
                let at = self.place(&part, "key_question");
                self.problems.add(problem::framework_question_unknown(at, &statement.question, &known));
                continue;
            };
            let echo = statement.title == questions[home].title;
            if known.contains(&statement.slug.as_str()) && !echo {
                let at = self.place(&part, "slug");
                self.problems.add(problem::framework_repeated(at, "slug", &statement.slug));
            }
            let order = questions[home].statements.len() as u32 + 1;
            questions[home].statements.push(Statement { order, ..statement });
        }
    }

    fn statement(&mut self, part: &Part) -> Option<Statement> {
        let slug = self.name(part, "slug");
        let title = self.needed(part, "title");
        let question = self.needed(part, "key_question");
        let (Some(slug), Some(title), Some(question)) = (slug, title, question) else { return None };
        Some(Statement {
            code: self.text(part, "code").unwrap_or_default(),
            slug,
            title,
            title_cy: self.welsh(part, "title_cy", "title_cy_verified"),
            question,
            text: self.trusted_text(part, "text"),
            i_statements: self.trusted_lines(part, "i_statements"),
            scope: self.trusted_lines(part, "scope"),
            order: 0,
        })
    }

    fn evidence_categories(&mut self, framework: &Part) -> Vec<EvidenceCategory> {
        let mut categories = Vec::new();
        let mut seen = BTreeSet::new();
        let parts = self.parts(framework, "evidence_category", "evidence category");
        for (index, part) in parts.into_iter().enumerate() {
            self.known_keys(&part, CATEGORY_KEYS);
            let (id, title) = (self.name(&part, "id"), self.needed(&part, "title"));
            let (Some(id), Some(title)) = (id, title) else { continue };
            self.once(&part, "id", &id, &mut seen);
            let order = self.number(&part, "order").unwrap_or(index as u32 + 1);
            categories.push(EvidenceCategory { id, title, order });
        }
        categories.sort_by_key(|category| category.order);
        categories
    }

    fn display_duty(&mut self, framework: &Part) -> Option<DisplayDuty> {
        let (_, value) = framework.table.iter().find(|(key, _)| key.get_ref() == "display_duty")?;
        let DeValue::Table(table) = value.get_ref() else {
            let at = self.place(framework, "display_duty");
            self.problems.add(problem::framework_fact_shape(at, "display_duty", "a part of its own, [display_duty]"));
            return None;
        };
        let part = Part { table, at: self.place(framework, "display_duty"), what: "display duty" };
        self.known_keys(&part, DUTY_KEYS);
        self.trusted(&part).then(|| DisplayDuty {
            law: self.text(&part, "law"),
            website: self.text(&part, "website"),
            on_request: self.text(&part, "on_request"),
            premises: self.text(&part, "premises"),
            form: self.text(&part, "form"),
            penalty: self.text(&part, "penalty"),
        })
    }
}

/// Where a question's only statement repeats its title there is no level below the question: two pages would say the same.
fn fold_echo(question: &mut KeyQuestion) {
    if let [only] = question.statements.as_slice()
        && only.title == question.title
    {
        question.other_names = vec![only.slug.clone(), only.code.clone()];
        question.statements.clear();
    }
}

fn standing(status: &str) -> Standing {
    match status.split_whitespace().next() {
        Some("draft") => Standing::Draft,
        Some("superseded") => Standing::Superseded,
        // Any other words, or none, as in a service's own framework.
        Some(_) | None => Standing::InForce,
    }
}
