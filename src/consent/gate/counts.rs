//! Moves every number that could count people into a form that the edition may know.

use super::Gate;
use crate::consent::numbers::{Amount, Protection, Series, SeriesPoint, amount, protect};
use crate::consent::shown::{Entry, ShownResult};
use crate::content::item::{Audit, AuditResult, Figure, Survey, SurveyResult};
use crate::content::terms::Counts;
use crate::content::{Detail, Period};

/// Moves every number that could count people into a form this edition may know.
pub(super) fn protect_numbers(gate: &Gate<'_>, entry: &mut Entry<'_>) {
    let small = gate.protection(Counts::People);
    match &mut entry.item.detail {
        Detail::Figure(figure) => entry.series = Some(figure_series(gate, figure)),
        Detail::Audit(audit) => entry.series = Some(audit_series(gate, audit)),
        Detail::Learning(learning) => {
            let protection = gate.protection(learning.counts);
            let counts = learning.themes.iter_mut().map(|theme| theme.count.take());
            entry.counts = counts.map(|count| count.map(|count| amount(f64::from(count), None, protection))).collect();
        }
        Detail::Survey(survey) => entry.results = survey_results(survey, small),
        Detail::Event(event) => {
            let few = event.people_came.is_some_and(|count| (1..5).contains(&count));
            if few && small == Protection::SmallCounts {
                event.people_came = None;
            }
        }
        Detail::Story(_) | Detail::Feedback(_) | Detail::Improvement(_) | Detail::Finding(_) | Detail::Award(_) => {}
        Detail::Commitment(_) | Detail::Film(_) | Detail::Record(_) | Detail::Album | Detail::Page(_) => {}
        Detail::SelfAssessment(_) => {}
    }
}

/// Whether an edition with a period shows what lies between two periods.
fn is_in_period(gate: &Gate<'_>, first: Period, last: Period) -> bool {
    gate.edition.period.is_none_or(|(from, to)| last.last_day() >= from && first.first_day() <= to)
}

/// Periods are put together first and chosen afterwards: two editions side by side must not tell a small count.
fn protected(gate: &Gate<'_>, points: Vec<SeriesPoint>, counts: Counts) -> Series {
    let mut series = protect(points, gate.protection(counts));
    series.points.retain(|point| is_in_period(gate, point.from, point.to));
    series
}

fn figure_series(gate: &Gate<'_>, figure: &mut Figure<String>) -> Series {
    let points = std::mem::take(&mut figure.points).into_iter().map(|point| SeriesPoint {
        from: point.period,
        to: point.period,
        amount: Amount::Exact(point.value),
        base: point.base,
        note: point.note,
    });
    protected(gate, points.collect(), figure.counts)
}

fn audit_series(gate: &Gate<'_>, audit: &mut Audit<String>) -> Series {
    let points = audit.results.iter().filter_map(|result| audit_point(result, audit.counts)).collect();
    let series = protected(gate, points, audit.counts);
    audit.results.retain(|result| is_in_period(gate, result.period, result.period));
    if gate.protection(audit.counts) == Protection::SmallCounts {
        for result in &mut audit.results {
            (result.value, result.passed, result.sample_size) = (None, None, None);
        }
    }
    series
}

fn audit_point(result: &AuditResult<String>, counts: Counts) -> Option<SeriesPoint> {
    let of_sample = || Some(100.0 * f64::from(result.passed?) / f64::from(result.sample_size?.max(1)));
    let (value, base) = match counts {
        // Their percentage would tell how many people they are.
        Counts::People => (result.passed.map(f64::from).or(result.value), result.sample_size.map(f64::from)),
        Counts::Things => (result.value.or_else(of_sample), None),
    };
    let amount = Amount::Exact(value?);
    Some(SeriesPoint { from: result.period, to: result.period, amount, base, note: None })
}

fn survey_results(survey: &mut Survey<String>, protection: Protection) -> Vec<ShownResult> {
    let (asked, answered) = (survey.asked.map(f64::from), survey.answered.map(f64::from));
    let results = survey.results.iter_mut().map(|result| survey_result(result, answered, protection)).collect();
    let may_say = |count: Option<f64>, beside| count.is_some_and(|count| may_stand_beside(count, beside, protection));
    survey.answered = survey.answered.filter(|_| may_say(answered, None));
    survey.asked = survey.asked.filter(|_| may_say(asked, answered));
    results
}

fn survey_result(result: &mut SurveyResult<String>, answered: Option<f64>, protection: Protection) -> ShownResult {
    let judge = |value: u32, base| amount(f64::from(value), base, protection);
    let base = result.base.take().map(f64::from).or(answered);
    let before_base = result.before_base.take().map(f64::from);
    let value = std::mem::take(&mut result.value);
    // Everybody who answered this question, beside all who answered, tells how many left it out.
    let now = match (judge(value, base), answered) {
        (Amount::Exact(_), Some(answered)) => judge(value, Some(answered)),
        (now, _) => now,
    };
    ShownResult {
        now,
        base: base.filter(|base| may_stand_beside(*base, answered, protection)),
        before: result.before.take().map(|value| judge(value, before_base)),
        before_base: before_base.filter(|base| may_stand_beside(*base, None, protection)),
    }
}

/// Whether a number of people may be said beside another: neither it nor the difference between them is small.
fn may_stand_beside(count: f64, other: Option<f64>, protection: Protection) -> bool {
    let is_exact = |count| amount(count, None, protection).exact().is_some();
    is_exact(count) && other.is_none_or(|other| is_exact((count - other).abs()))
}
