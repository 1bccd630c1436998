//! Reads improvements, and the findings of a report that they answer.

use super::common;
use crate::content::fields::Facts;
use crate::content::item::{Finding, Improvement, Measure};
use crate::problem::facts::needed;

/// Reads an improvement.
pub fn improvement(facts: &mut Facts<'_, '_>) -> Improvement {
    Improvement {
        said: facts.line("said"),
        said_by: facts.line("said_by"),
        noticed: facts.line("noticed"),
        did: facts.line("did"),
        difference: facts.line("difference"),
        owner: facts.line("owner"),
        due: facts.date("due"),
        state: facts.term("state"),
        done_on: facts.date("done_on"),
        checked_on: facts.date("checked_on"),
        checked_by: facts.line("checked_by"),
        not_possible_because: facts.line("not_possible_because"),
        measure: facts.table("measure", measure).flatten(),
    }
}

fn measure(facts: &mut Facts<'_, '_>) -> Option<Measure> {
    let what = facts.needed_line("what", "what = \"Minutes until the bell is answered\"");
    let (before, after) = (facts.number("before"), facts.number("after"));
    for key in ["before", "after"] {
        if !facts.is_said(key) {
            let at = facts.at().clone();
            facts.report(needed(at, key, &format!("{key} = 12")));
        }
    }
    let (unit, base) = (facts.line("unit"), facts.line("base"));
    Some(Measure { what: what?, before: before?, after: after?, unit, base })
}

/// Reads what a report said.
pub fn finding(facts: &mut Facts<'_, '_>) -> Finding {
    Finding {
        said: facts.line("said"),
        report: facts.line("report"),
        report_date: facts.date("report_date"),
        report_url: facts.line("report_url"),
        answered_by: common::items(facts, "answered_by"),
        state: facts.term("state"),
    }
}
