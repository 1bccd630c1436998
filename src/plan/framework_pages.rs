//! Pages by key question and statement, and the coverage grid.

use super::addresses;
use super::desk::{Desk, Shown};
use super::lists::{ITEMS_A_PAGE, page_of};
use super::pages::{
    CardGroup, CoveragePage, CoverageQuestion, CoverageRow, Evidence, Link, QuestionPage, QuestionRow, StatementPage,
    StatementRow, Tag,
};
use crate::content::Detail;
use crate::content::terms::{EvidenceKind, Kind};
use crate::edition::coverage::{Coverage, Covered, evidence_kind, measure};
use crate::framework::Target;

/// How many items of a kind a question's page shows before it leads on.
const OF_EACH_KIND: usize = 12;

/// How many days ahead a coming review is worth a remark.
const SOON_DAYS: i32 = 60;

impl<'e> Desk<'e> {
    /// The questions of the first framework.
    pub fn questions(&self) -> Vec<Target> {
        let count = self.edition.frameworks.first().map_or(0, |framework| framework.questions.len());
        (0..count).map(|question| Target { framework: 0, question, statement: None }).collect()
    }

    /// Everything that speaks to a question or to one of its statements, newest first.
    pub fn under(&self, question: Target) -> Vec<&'e Shown<'e>> {
        let speaks = |entry: &&Shown<'_>| {
            let same = |target: &Target| (target.framework, target.question) == (question.framework, question.question);
            entry.supports.iter().any(same)
        };
        let mut entries: Vec<&Shown<'e>> = self.edition.entries.iter().filter(speaks).collect();
        entries.sort_by_key(|entry| (std::cmp::Reverse(entry.day()), entry.reference));
        entries
    }

    /// A question in a list.
    pub fn question_row(&self, question: Target) -> QuestionRow {
        QuestionRow {
            tag: self.tag(question),
            text: self.edition.frameworks.question(question).text.clone(),
            count: self.under(question).len(),
            rating: self.rating_of(question),
        }
    }

    /// The page of a question.
    pub fn question_page(&self, question: Target) -> QuestionPage {
        let frameworks = self.edition.frameworks;
        let framework = frameworks.framework(question);
        let entries = self.under(question);
        let coverage: Vec<Coverage> = measure(self.edition, question.framework)
            .into_iter()
            .filter(|one| one.target.question == question.question && one.target.statement.is_some())
            .collect();
        let row = |one: &Coverage| StatementRow {
            link: self.target_link(one.target),
            count: one.total(),
            newest: one.newest.map(|date| self.day(date)),
        };
        let gaps = coverage.iter().filter(|one| self.edition.is_for_inspectors() && one.state == Covered::Nothing);
        let root = "../";
        let quotes = entries.iter().filter(|entry| entry.item.kind == Kind::Feedback).take(4).copied();
        QuestionPage {
            tag: self.tag(question),
            text: frameworks.question(question).text.clone(),
            rating: self.rating_of(question),
            unit_plural: framework.unit_plural.clone(),
            statements: coverage.iter().map(row).collect(),
            strongest: self.cards(strongest(&entries)),
            groups: self.groups(&entries),
            quotes: self.quotes(quotes, root),
            gaps: gaps.map(|one| self.target_link(one.target)).collect(),
            actions: self.open_actions_under(question),
        }
    }

    fn open_actions_under(&self, question: Target) -> Vec<super::pages::ActionRow> {
        if !self.edition.is_for_professionals() {
            return Vec::new();
        }
        let pages: Vec<String> = self.under(question).into_iter().map(|entry| addresses::item(entry)).collect();
        let mut actions = self.open_actions();
        actions.retain(|row| row.from.as_ref().is_some_and(|from| pages.contains(&from.href)));
        actions
    }

    fn groups(&self, entries: &[&'e Shown<'e>]) -> Vec<CardGroup> {
        let mut groups: Vec<CardGroup> = Vec::new();
        for (_, kind) in <Kind as crate::content::Term>::ALL {
            if matches!(kind, Kind::Feedback | Kind::Record) {
                continue;
            }
            let of_kind = entries.iter().filter(|entry| entry.item.kind == *kind).take(OF_EACH_KIND).copied();
            let cards = self.cards(of_kind);
            if !cards.is_empty() {
                groups.push(CardGroup { kind: kind.word(), title: None, cards });
            }
        }
        groups
    }

    /// The page of a statement (or of a question of a further framework), from page 1.
    pub fn statement_page(&self, target: Target, page: usize) -> StatementPage {
        let frameworks = self.edition.frameworks;
        let framework = frameworks.framework(target);
        let question = frameworks.question(target);
        let (text, i_statements) = match frameworks.statement(target) {
            Some(statement) => (statement.text.clone(), statement.i_statements.clone()),
            None => (question.text.clone(), Vec::new()),
        };
        let entries = self.speaking_to(target);
        let inspectors = self.edition.is_for_inspectors();
        let sisters = frameworks.sisters(target).iter().filter(|_| inspectors);
        StatementPage {
            title: self.label(target),
            tag: (target.framework == 0).then(|| self.tag(target)),
            framework: framework.title.clone(),
            lang: self.framework_lang(framework),
            unit_lang: target.statement.and_then(|_| self.framework_lang(framework)),
            unit: target.statement.map_or_else(|| self.say("question.key"), |_| framework.unit.clone()),
            text,
            i_statements,
            evidence: page_of(&entries, page).iter().map(|entry| self.evidence(entry)).collect(),
            by_kind: if inspectors { by_kind(&entries) } else { Vec::new() },
            sisters: sisters
                .map(|sister| Link {
                    title: format!("{} ({})", self.label(sister.target), frameworks.framework(sister.target).title),
                    href: addresses::target(self.edition, sister.target, 1),
                })
                .collect(),
        }
    }

    /// How many pages a statement takes.
    pub fn statement_pages(&self, target: Target) -> usize {
        self.speaking_to(target).len().div_ceil(ITEMS_A_PAGE).max(1)
    }

    /// What speaks to a statement; for a question, also what speaks to one of its statements.
    fn speaking_to(&self, target: Target) -> Vec<&'e Shown<'e>> {
        match target.statement {
            Some(_) => self.edition.supporting(target).collect(),
            None => self.under(target),
        }
    }

    /// One line of evidence.
    pub fn evidence(&self, entry: &Shown<'_>) -> Evidence {
        let outcome = match &entry.item.detail {
            Detail::Story(story) => story.difference.clone().or_else(|| story.outcome.clone()),
            Detail::Improvement(improvement) => improvement.difference.clone(),
            Detail::Audit(_) | Detail::Figure(_) => self.latest_sentence(entry),
            _ => None,
        };
        let review = entry.item.review_by.filter(|_| self.edition.is_for_inspectors());
        let soon = review.filter(|date| self.edition.day.days_until(*date) <= SOON_DAYS);
        let caution = soon.map(|date| {
            let key = if date < self.edition.day { "caution.late" } else { "caution.review" };
            self.say_with(key, &[("date", &self.strings.date(date))])
        });
        Evidence {
            card: self.card(entry),
            evidence_kind: evidence_kind(entry).map(EvidenceKind::word),
            outcome,
            held: entry.item.record_held.clone(),
            owner: entry.item.record_owner.clone(),
            record_ref: entry.item.record_ref.clone(),
            caution,
        }
    }

    /// The coverage grid of one active framework (inspector edition only).
    pub fn coverage_page(&self, framework: usize) -> CoveragePage {
        let coverage = measure(self.edition, framework);
        let count = |state: Covered| coverage.iter().filter(|one| one.state == state).count();
        let all = &self.edition.frameworks.active()[framework];
        let mut kinds: Vec<Option<EvidenceKind>> =
            <EvidenceKind as crate::content::Term>::ALL.iter().map(|(_, kind)| Some(*kind)).collect();
        kinds.push(None);
        let question = |question: usize| CoverageQuestion {
            tag: self.framework_tag(framework, question),
            rows: coverage
                .iter()
                .filter(|one| one.target.question == question)
                .map(|one| self.coverage_row(one, &kinds))
                .collect(),
        };
        CoveragePage {
            framework: all.title.clone(),
            kinds: kinds.iter().map(|kind| evidence_key(*kind)).collect(),
            questions: (0..all.questions.len()).map(question).collect(),
            nothing: count(Covered::Nothing),
            single: count(Covered::Single),
            old: count(Covered::Old),
        }
    }

    fn framework_tag(&self, framework: usize, question: usize) -> Tag {
        self.tag(Target { framework, question, statement: None })
    }

    fn coverage_row(&self, one: &Coverage, kinds: &[Option<EvidenceKind>]) -> CoverageRow {
        CoverageRow {
            link: self.target_link(one.target),
            counts: kinds.iter().map(|kind| one.count(*kind)).collect(),
            total: one.total(),
            newest: one.newest.map(|date| self.day(date)),
            state: one.state.word(),
        }
    }
}

/// Three items to begin with: outcomes told, several kinds, newest first.
fn strongest<'s, 'e>(entries: &[&'s Shown<'e>]) -> Vec<&'s Shown<'e>> {
    let tells_outcome = |entry: &Shown<'_>| match &entry.item.detail {
        Detail::Story(story) => story.difference.is_some() || story.outcome.is_some(),
        Detail::Improvement(improvement) => improvement.difference.is_some(),
        Detail::Audit(_) | Detail::Figure(_) => true,
        _ => false,
    };
    let mut chosen: Vec<&Shown<'e>> = Vec::new();
    for wanted in [Kind::Story, Kind::Improvement, Kind::Audit, Kind::Figure, Kind::Story, Kind::Story] {
        let next = entries.iter().find(|entry| {
            let already = chosen.iter().any(|known| known.index == entry.index);
            entry.item.kind == wanted && tells_outcome(entry) && !already
        });
        if let Some(entry) = next
            && chosen.len() < 3
        {
            chosen.push(entry);
        }
    }
    chosen
}

/// How many items of each kind of evidence, under the theme's words for the kind.
fn by_kind(entries: &[&Shown<'_>]) -> Vec<(&'static str, usize)> {
    let count = |wanted: Option<EvidenceKind>| entries.iter().filter(|entry| evidence_kind(entry) == wanted).count();
    let kinds = <EvidenceKind as crate::content::Term>::ALL.iter().map(|(_, kind)| Some(*kind)).chain([None]);
    let rows = kinds.map(|kind| (evidence_key(kind), count(kind)));
    rows.filter(|(key, count)| *count > 0 || *key != evidence_key(None)).collect()
}

fn evidence_key(kind: Option<EvidenceKind>) -> &'static str {
    match kind {
        Some(EvidenceKind::Experience) => "evidence.experience",
        Some(EvidenceKind::Staff) => "evidence.staff",
        Some(EvidenceKind::Partners) => "evidence.partners",
        Some(EvidenceKind::Observation) => "evidence.observation",
        Some(EvidenceKind::Processes) => "evidence.processes",
        Some(EvidenceKind::Outcomes) => "evidence.outcomes",
        None => "evidence.unsaid",
    }
}
