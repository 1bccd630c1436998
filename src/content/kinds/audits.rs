//! Reads an audit: what is checked, and what was found in each period.

use std::collections::BTreeMap;

use super::figures::tell_overlaps;
use super::{Draft, Found, Shelf, common};
use crate::content::dates::Period;
use crate::content::fields::{self, Facts, FactsText};
use crate::content::item::{Action, Audit, AuditResult, Detail, ItemId};
use crate::content::layout::AuditFiles;
use crate::content::table::{Row, Table};
use crate::content::terms::{Better, Counts, Kind, State};
use crate::problem::facts::{audit_without_description, more_than_looked_at, needed, period_twice, period_unreadable};
use crate::problem::folder::same_item_twice;
use crate::problem::{Problems, Span};
use crate::sources::SourcePath;

const COLUMNS: [&str; 10] =
    ["period", "value", "passed", "sample_size", "finding", "action", "owner", "due", "done", "state"];

/// Reads an audit with all its results, oldest first.
pub fn audit(id: &ItemId, files: &AuditFiles, shelf: &Shelf<'_>, problems: &mut Problems) -> Option<Found> {
    let mut results = Vec::new();
    for (period, file) in &files.periods {
        let Some(text) = shelf.text(file, problems) else { continue };
        results.push(period_file(*period, file, &text, problems));
    }
    if let Some(file) = &files.results
        && let Some(text) = shelf.text(file, problems)
    {
        results.extend(results_table(file, &text, problems));
    }
    let results = one_a_period(results, problems);
    let Some((file, others)) = files.descriptions.split_first() else {
        let first = files.periods.first().map(|(_, file)| file).or(files.results.as_ref())?;
        problems.add(audit_without_description(Span::file(first), &format!("{id}/audit.toml")));
        return None;
    };
    for other in others {
        problems.add(same_item_twice(Span::file(other), &Span::file(file)));
    }
    let text = shelf.text(file, problems)?;
    let mut found = super::item(&Draft { kind: Kind::Audit, id, file, text: &text, shelf }, problems);
    if let Detail::Audit(audit) = &mut found.item.detail {
        audit.results = results;
    }
    Some(found)
}

/// Reads what is checked, without results.
pub fn description(facts: &mut Facts<'_, '_>) -> Audit {
    Audit {
        checks: facts.line("checks"),
        tool: facts.line("tool"),
        by: facts.line("by"),
        how_often: facts.term("how_often"),
        target: facts.number("target"),
        unit: facts.line("unit"),
        better: facts.term("better").unwrap_or(Better::Up),
        sample: facts.line("sample"),
        checked_by: facts.line("checked_by"),
        carried_out_with: facts.line("carried_out_with"),
        counts: facts.term("counts").unwrap_or(Counts::Things),
        results: Vec::new(),
    }
}

fn period_file(period: Period, file: &SourcePath, text: &str, problems: &mut Problems) -> AuditResult {
    fields::read(FactsText::whole(file, text), problems, |facts| AuditResult { period, ..period_facts(facts) })
}

/// Reads the facts of a period; which it is, the file's name says.
pub(super) fn period_facts(facts: &mut Facts<'_, '_>) -> AuditResult {
    let (value, passed, sample_size) = (facts.number("value"), facts.whole("passed"), facts.whole("sample_size"));
    let at = facts.place_of("passed");
    AuditResult {
        at: Span::file(facts.file()),
        period: Period::Year(0),
        value: value.or_else(|| percentage(passed, sample_size, &at, facts.problems())),
        passed,
        sample_size,
        finding: facts.line("finding"),
        summary: facts.line("summary"),
        found: facts.lines("found"),
        actions: facts.each("action", action),
    }
}

fn percentage(passed: Option<u32>, of: Option<u32>, at: &Span, problems: &mut Problems) -> Option<f64> {
    let (passed, of) = passed.zip(of)?;
    if of == 0 || passed > of {
        problems.add(more_than_looked_at(at.clone()));
        return None;
    }
    Some(f64::from(passed) * 100.0 / f64::from(of))
}

fn action(facts: &mut Facts<'_, '_>) -> Option<Action> {
    let what = facts.needed_line("what", "what = \"Label every opened bottle\"");
    let at = facts.at().clone();
    let (owner, due, done, state) =
        (facts.line("owner"), facts.date("due"), facts.date("done"), facts.term::<State>("state"));
    let supports = common::codes(facts, "supports");
    let state = state.or_else(|| state_of(facts.is_said("done")));
    Some(Action { at, what: what?, owner, due, done, state, supports })
}

/// What an author need not write twice: a day in `done` means done.
fn state_of(is_done: bool) -> Option<State> {
    Some(if is_done { State::Done } else { State::Planned })
}

fn results_table(file: &SourcePath, text: &str, problems: &mut Problems) -> Vec<AuditResult> {
    let table = Table::read(file, text, &COLUMNS, &["period"], problems);
    let mut results: Vec<AuditResult> = Vec::new();
    for row in &table.rows {
        let Some(period) = row.text("period").and_then(Period::read) else {
            problems.add(period_unreadable(row.at.clone()));
            continue;
        };
        let action = row_action(row, problems);
        match results.iter_mut().find(|result| result.period == period) {
            Some(result) => {
                if is_second_result(row) {
                    problems.add(period_twice(row.at.clone(), &period.iso(), &result.at));
                }
                result.actions.extend(action);
            }
            None => results.push(row_result(period, row, action, problems)),
        }
    }
    results
}

/// A second row of a period adds an action; figures in it would be a second result.
fn is_second_result(row: &Row) -> bool {
    ["value", "passed", "sample_size"].iter().any(|column| row.text(column).is_some())
}

fn row_result(period: Period, row: &Row, action: Option<Action>, problems: &mut Problems) -> AuditResult {
    let (passed, sample_size) = (row.whole("passed", problems), row.whole("sample_size", problems));
    let value = row.number("value", problems);
    AuditResult {
        at: row.at.clone(),
        period,
        value: value.or_else(|| percentage(passed, sample_size, &row.at, problems)),
        passed,
        sample_size,
        finding: row.line("finding"),
        summary: None,
        found: Vec::new(),
        actions: action.into_iter().collect(),
    }
}

fn row_action(row: &Row, problems: &mut Problems) -> Option<Action> {
    let (owner, due, done) = (row.line("owner"), row.date("due", problems), row.date("done", problems));
    let state = row.term::<State>("state", problems).or_else(|| state_of(row.text("done").is_some()));
    let Some(what) = row.line("action") else {
        if owner.is_some() || due.is_some() || done.is_some() {
            problems.add(needed(row.at.clone(), "action", "Label every opened bottle"));
        }
        return None;
    };
    Some(Action { at: row.at.clone(), what, owner, due, done, state, supports: Vec::new() })
}

fn one_a_period(results: Vec<AuditResult>, problems: &mut Problems) -> Vec<AuditResult> {
    let mut by_period: BTreeMap<Period, AuditResult> = BTreeMap::new();
    for result in results {
        match by_period.get(&result.period) {
            Some(first) => problems.add(period_twice(result.at, &result.period.iso(), &first.at)),
            None => {
                by_period.insert(result.period, result);
            }
        }
    }
    let mut results: Vec<AuditResult> = by_period.into_values().collect();
    results.sort_by_key(|result| (result.period.first_day(), result.period));
    tell_overlaps(results.iter().map(|result| (result.period, &result.at)), problems);
    results
}
