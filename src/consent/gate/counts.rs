//! Moves every number that could count people into a form that the edition may know.

use super::Gate;
use crate::consent::numbers::{Amount, Protection, Series, SeriesPoint, amount, protect};
use crate::consent::shown::{Entry, ShownResult};
use crate::content::terms::Counts;
use crate::content::{Detail, Period};

/// Moves every number that could count people into a form this edition may know.
pub(super) fn protect_numbers(gate: &Gate<'_>, entry: &mut Entry<'_>) {
    let small = gate.protection(Counts::People);
    let keep = |first: Period, last: Period| {
        gate.edition.period.is_none_or(|(from, to)| last.last_day() >= from && first.first_day() <= to)
    };
    // Periods are put together first and chosen afterwards: two editions side by side must not tell a small count.
    let of_period = |mut series: Series| {
        series.points.retain(|point| keep(point.from, point.to));
        series
    };
    match &mut entry.item.detail {
        Detail::Figure(figure) => {
            let points = std::mem::take(&mut figure.points).into_iter();
            let points = points.map(|point| SeriesPoint {
                from: point.period,
                to: point.period,
                amount: Amount::Exact(point.value),
                base: point.base,
                note: point.note,
            });
            entry.series = Some(of_period(protect(points.collect(), gate.protection(figure.counts))));
        }
        Detail::Audit(audit) => {
            let point = |result: &crate::content::item::AuditResult<String>| {
                let of_sample = || Some(100.0 * f64::from(result.passed?) / f64::from(result.sample_size?.max(1)));
                let (value, base) = match audit.counts {
                    // Their percentage would tell how many people they are.
                    Counts::People => {
                        (result.passed.map(f64::from).or(result.value), result.sample_size.map(f64::from))
                    }
                    Counts::Things => (result.value.or_else(of_sample), None),
                };
                value.map(|value| SeriesPoint {
                    from: result.period,
                    to: result.period,
                    amount: Amount::Exact(value),
                    base,
                    note: None,
                })
            };
            let points = audit.results.iter().filter_map(point).collect();
            let protection = gate.protection(audit.counts);
            entry.series = Some(of_period(protect(points, protection)));
            audit.results.retain(|result| keep(result.period, result.period));
            if protection == Protection::SmallCounts {
                for result in &mut audit.results {
                    (result.value, result.passed, result.sample_size) = (None, None, None);
                }
            }
        }
        Detail::Learning(learning) => {
            let protection = gate.protection(learning.counts);
            let counts = learning.themes.iter_mut().map(|theme| theme.count.take());
            entry.counts = counts.map(|count| count.map(|count| amount(f64::from(count), None, protection))).collect();
        }
        Detail::Survey(survey) => {
            let answered = survey.answered;
            let results = survey.results.iter_mut().map(|result| {
                let base = result.base.take().or(answered).map(f64::from);
                let before_base = result.before_base.take().map(f64::from);
                let judge = |value: u32, base| amount(f64::from(value), base, small);
                let value = std::mem::take(&mut result.value);
                // Everybody who answered this question, beside all who answered, tells how many left it out.
                let now = match (judge(value, base), answered) {
                    (Amount::Exact(_), Some(answered)) => judge(value, Some(f64::from(answered))),
                    (now, _) => now,
                };
                ShownResult {
                    now,
                    base: base.filter(|base| may_stand_beside(*base, answered.map(f64::from), small)),
                    before: result.before.take().map(|value| judge(value, before_base)),
                    before_base: before_base.filter(|base| may_stand_beside(*base, None, small)),
                }
            });
            entry.results = results.collect();
            let (asked, answered) = (survey.asked.map(f64::from), answered.map(f64::from));
            survey.answered = survey.answered.filter(|_| answered.is_some_and(|n| may_stand_beside(n, None, small)));
            survey.asked = survey.asked.filter(|_| asked.is_some_and(|n| may_stand_beside(n, answered, small)));
        }
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

/// Whether a number of people may be said beside another: neither it nor the difference between them is small.
pub(super) fn may_stand_beside(count: f64, other: Option<f64>, protection: Protection) -> bool {
    let is_exact = |count| amount(count, None, protection).exact().is_some();
    is_exact(count) && other.is_none_or(|other| is_exact((count - other).abs()))
}
