//! Pages by key question and statement, and the coverage grid.

use super::addresses;
use super::desk::{Desk, Shown};
use super::pages::{
    Choice, CoveragePage, CoverageQuestion, CoverageRow, CoverageSum, Evidence, Link, QuestionPage, QuestionRow,
    StatementPage, StatementRow, Tag,
};
use super::shelf::{By, Shelf};
use super::stretch::{ROOM, Stretch, stretches};
use crate::content::Detail;
use crate::content::terms::{EvidenceKind, Kind};
use crate::edition::coverage::{Coverage, Covered, evidence_kind, measure};
use crate::framework::Target;

/// How many statements with nothing the overview names.
const GAPS: usize = 30;

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
        self.at(self.shelves.speaking_to(question.framework, question.question)).collect()
    }

    /// A question in a list.
    pub fn question_row(&self, question: Target) -> QuestionRow {
        QuestionRow {
            tag: self.tag(question),
            text: self.edition.frameworks.question(question).text.clone(),
            count: self.shelves.speaking_to(question.framework, question.question).len(),
            rating: self.rating_of(question),
        }
    }

    /// The page of a question.
    pub fn question_page(&self, question: Target) -> QuestionPage {
        let frameworks = self.edition.frameworks;
        let framework = frameworks.framework(question);
        let entries = self.under(question);
        let statements = self.statement_rows(question);
        let gaps = statements.iter().filter(|row| self.edition.is_for_inspectors() && row.count == 0);
        let gaps = gaps.map(|row| row.link.clone()).collect();
        let root = "../";
        let quotes = entries.iter().filter(|entry| entry.item.kind == Kind::Feedback).take(2).copied();
        let (actions, more_actions) = self.first_actions(self.open_actions_under(question));
        QuestionPage {
            tag: self.tag(question),
            text: frameworks.question(question).text.clone(),
            rating: self.rating_of(question),
            unit_plural: framework.unit_plural.clone(),
            statements,
            strongest: self.cards(strongest(&entries)),
            kinds: self.kinds_under(question),
            quotes: self.quotes(quotes, root),
            gaps,
            actions,
            more_actions,
        }
    }

    /// The statements of a question, with how much speaks to each.
    fn statement_rows(&self, question: Target) -> Vec<StatementRow> {
        let statements = self.edition.frameworks.question(question).statements.len();
        let row = |statement: usize| {
            let target = Target { statement: Some(statement), ..question };
            let newest = self.edition.supporting(target).next().and_then(|entry| entry.day());
            StatementRow {
                link: self.target_link(target),
                count: self.edition.places_supporting(target).len(),
                newest: newest.map(|date| self.day(date)),
            }
        };
        (0..statements).map(row).collect()
    }

    /// What there is of each kind under a question of the first framework.
    fn kinds_under(&self, question: Target) -> Vec<Choice> {
        let choice = |kind: Kind| {
            let shelf = Shelf { kind: Some(kind), by: By::Question(question.question) };
            if let [only] = self.shelves.on(shelf) {
                let Link { title, href } = self.link(&self.edition.entries[*only]);
                return Some(Choice { title, href, count: 1, here: false });
            }
            self.choice(shelf, self.say(&format!("kinds.{}", kind.word())), false)
        };
        <Kind as crate::content::Term>::ALL.iter().filter_map(|(_, kind)| choice(*kind)).collect()
    }

    /// Everything still to do about what speaks to a question, for those who may know.
    pub fn open_actions_under(&self, question: Target) -> Vec<super::pages::ActionRow> {
        if !self.edition.is_for_professionals() {
            return Vec::new();
        }
        let pages: Vec<String> = self.under(question).into_iter().map(|entry| addresses::item(entry)).collect();
        let is_here = |row: &&super::pages::ActionRow| row.from.as_ref().is_some_and(|from| pages.contains(&from.href));
        self.open_actions().iter().filter(is_here).cloned().collect()
    }

    /// The page of a statement (or of a question of a further framework), from page 1.
    pub fn statement_page(&self, target: Target, stretch: Stretch) -> StatementPage {
        let frameworks = self.edition.frameworks;
        let framework = frameworks.framework(target);
        let question = frameworks.question(target);
        let (text, i_statements) = match frameworks.statement(target) {
            Some(statement) => (statement.text.clone(), statement.i_statements.clone()),
            None => (question.text.clone(), Vec::new()),
        };
        let places = self.places_speaking_to(target);
        let inspectors = self.edition.is_for_inspectors();
        let first = stretch.page == 1;
        let sisters = frameworks.sisters(target).iter().filter(|_| inspectors && first);
        let kinds = if inspectors && first { by_kind(self.at(places)) } else { Vec::new() };
        StatementPage {
            title: self.label(target),
            tag: (target.framework == 0).then(|| self.tag(target)),
            framework: framework.title.clone(),
            lang: self.framework_lang(framework),
            unit_lang: target.statement.and_then(|_| self.framework_lang(framework)),
            unit: target.statement.map_or_else(|| self.say("question.key"), |_| framework.unit.clone()),
            text,
            i_statements: if first { i_statements } else { Vec::new() },
            statements: if target.statement.is_none() && first { self.statement_rows(target) } else { Vec::new() },
            count: places.len(),
            evidence: self.at(stretch.of(places)).map(|entry| self.evidence(entry)).collect(),
            by_kind: kinds,
            pager: self.pager(stretch, |page| addresses::target(self.edition, target, page)),
            sisters: sisters
                .map(|sister| Link {
                    title: format!("{} ({})", self.label(sister.target), frameworks.framework(sister.target).title),
                    href: addresses::target(self.edition, sister.target, 1),
                })
                .collect(),
        }
    }

    /// How the evidence for a statement is parted into pages.
    pub fn statement_stretches(&self, target: Target) -> Vec<Stretch> {
        let frameworks = self.edition.frameworks;
        let lead = match frameworks.statement(target) {
            Some(statement) => statement.i_statements.iter().map(|line| line.len() + 10).sum(),
            None => frameworks.question(target).statements.len() * 180,
        };
        let weight = |entry: &Shown<'_>| {
            let record = |words: &Option<String>| words.as_ref().map_or(0, |words| words.len() + 30);
            let item = &entry.item;
            let told = outcome(entry).map_or(0, String::len).max(super::desk::summary(entry).len());
            self.lean_weight(entry)
                + told.max(50)
                + 60
                + record(&item.record_held)
                + record(&item.record_owner)
                + record(&item.record_ref)
        };
        let weights: Vec<usize> = self.at(self.places_speaking_to(target)).map(weight).collect();
        let inspectors = if self.edition.is_for_inspectors() { 900 } else { 0 };
        stretches(&weights, lead + 300 + inspectors, ROOM)
    }

    /// What speaks to a statement; for a question, also what speaks to one of its statements.
    pub fn places_speaking_to(&self, target: Target) -> &[usize] {
        match target.statement {
            Some(_) => self.edition.places_supporting(target),
            None => self.shelves.speaking_to(target.framework, target.question),
        }
    }

    /// One line of evidence.
    pub fn evidence(&self, entry: &Shown<'_>) -> Evidence {
        let outcome = match &entry.item.detail {
            Detail::Audit(_) | Detail::Figure(_) => self.latest_sentence(entry),
            _ => outcome(entry).cloned(),
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

    /// Where the grid of a framework or of one of its questions is.
    pub fn coverage_address(&self, framework: usize, question: Option<usize>) -> String {
        let all = &self.edition.frameworks.active()[framework];
        match question {
            Some(question) => {
                format!("lists/coverage-{}-{}.html", all.prefix, addresses::slug(&all.questions[question].id))
            }
            None if framework == 0 => "coverage.html".to_owned(),
            None => format!("coverage-{}.html", all.prefix),
        }
    }

    /// How well the statements of one active framework are covered (inspector edition only): question by question, or
    /// the grid of one question.
    pub fn coverage_page(&self, framework: usize, question: Option<usize>) -> CoveragePage {
        let mut coverage = measure(self.edition, framework);
        coverage.retain(|one| question.is_none_or(|wanted| one.target.question == wanted));
        let count = |state: Covered| coverage.iter().filter(|one| one.state == state).count();
        let all = &self.edition.frameworks.active()[framework];
        let mut kinds: Vec<Option<EvidenceKind>> =
            <EvidenceKind as crate::content::Term>::ALL.iter().map(|(_, kind)| Some(*kind)).collect();
        kinds.push(None);
        let grid = |question: usize| CoverageQuestion {
            tag: self.framework_tag(framework, question),
            rows: coverage.iter().map(|one| self.coverage_row(one, &kinds)).collect(),
        };
        let sum = |question: usize| {
            let count = |state: Covered| {
                coverage.iter().filter(|one| one.target.question == question && one.state == state).count()
            };
            CoverageSum {
                tag: self.framework_tag(framework, question),
                href: self.coverage_address(framework, Some(question)),
                counts: [Covered::Good, Covered::Single, Covered::Old, Covered::Nothing].map(count),
            }
        };
        let gaps = coverage.iter().filter(|one| one.state == Covered::Nothing && question.is_none());
        CoveragePage {
            framework: all.title.clone(),
            kinds: kinds.iter().map(|kind| evidence_key(*kind)).collect(),
            overview: question
                .map(|_| Link { title: self.say("coverage.title"), href: self.coverage_address(framework, None) }),
            question: question.map(grid),
            sums: if question.is_none() { (0..all.questions.len()).map(sum).collect() } else { Vec::new() },
            gaps: gaps.take(GAPS).map(|one| self.target_link(one.target)).collect(),
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

/// What came of it, in its author's words.
fn outcome<'s>(entry: &'s Shown<'_>) -> Option<&'s String> {
    match &entry.item.detail {
        Detail::Story(story) => story.difference.as_ref().or(story.outcome.as_ref()),
        Detail::Improvement(improvement) => improvement.difference.as_ref(),
        _ => None,
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
pub fn by_kind<'s, 'e: 's>(entries: impl Iterator<Item = &'s Shown<'e>>) -> Vec<(&'static str, usize)> {
    let kinds: Vec<Option<EvidenceKind>> = entries.map(|entry| evidence_kind(entry)).collect();
    let count = |wanted: Option<EvidenceKind>| kinds.iter().filter(|kind| **kind == wanted).count();
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
