//! Small counts of people.
//!
//! Outside the inspector edition 1 to 4 people are never shown and cannot be worked out: figures are grouped by quarter
//! or year first; what is still small is said as "fewer than 5", and so is the rest when nearly everybody is counted.
//! Zero is shown. (PRODUCT section 3; the usual practice of official statistics.)

use crate::content::dates::Period;

/// A number as this edition may know it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// The number itself.
    Exact(f64),
    /// 1 to 4.
    FewerThanFive,
    /// All but 1 to 4.
    AllButFewerThanFive,
}

impl Amount {
    /// The number, where it may be known.
    pub fn exact(self) -> Option<f64> {
        match self {
            Amount::Exact(value) => Some(value),
            Amount::FewerThanFive | Amount::AllButFewerThanFive => None,
        }
    }
}

/// One period of a series, as this edition may know it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesPoint {
    /// First period counted.
    pub from: Period,
    /// Last period counted; the same unless periods were put together.
    pub to: Period,
    /// How much.
    pub amount: Amount,
    /// Of how many.
    pub base: Option<f64>,
    /// A remark of its author.
    pub note: Option<String>,
}

/// A figure over time, as this edition may know it.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Series {
    /// Oldest first.
    pub points: Vec<SeriesPoint>,
    /// Something was put together or is said as "fewer than 5".
    pub protected: bool,
}

/// Whether small counts have to be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// These are not people, or this edition may know.
    NotNeeded,
    /// Counts of people outside the inspector edition.
    SmallCounts,
}

/// A count that may be known, or its words.
pub fn amount(value: f64, base: Option<f64>, protection: Protection) -> Amount {
    let small = |count: f64| count > 0.0 && count < 5.0;
    match protection {
        Protection::NotNeeded => Amount::Exact(value),
        Protection::SmallCounts if small(value) || base.is_some_and(small) => Amount::FewerThanFive,
        Protection::SmallCounts if base.is_some_and(|base| small(base - value)) => Amount::AllButFewerThanFive,
        Protection::SmallCounts => Amount::Exact(value),
    }
}

/// A series as this edition may know it: as given, by quarter or by year, whichever first has no small count.
pub fn protect(points: Vec<SeriesPoint>, protection: Protection) -> Series {
    if protection == Protection::NotNeeded {
        return Series { points, protected: false };
    }
    let as_given = points;
    let groupings: [&dyn Fn(Period) -> Period; 3] = [&|period| period, &Period::quarter, &Period::year];
    let mut last = Vec::new();
    for grouping in groupings {
        last = judged(grouped(&as_given, grouping), protection);
        if last.iter().all(|point| point.amount.exact().is_some()) {
            break;
        }
    }
    let protected = last.len() != as_given.len() || last.iter().any(|point| point.amount.exact().is_none());
    Series { points: last, protected }
}

fn judged(points: Vec<SeriesPoint>, protection: Protection) -> Vec<SeriesPoint> {
    let judge = |point: SeriesPoint| {
        let value = point.amount.exact().unwrap_or(0.0);
        let amount = amount(value, point.base, protection);
        // "Fewer than 5 of 3" would tell more than "fewer than 5".
        let base = point.base.filter(|base| *base >= 5.0 || *base == 0.0);
        SeriesPoint { amount, base, ..point }
    };
    points.into_iter().map(judge).collect()
}

/// Puts periods together, adding up values and bases.
fn grouped(points: &[SeriesPoint], grouping: &dyn Fn(Period) -> Period) -> Vec<SeriesPoint> {
    let mut groups: Vec<(Period, SeriesPoint)> = Vec::new();
    for point in points {
        let group = grouping(point.from);
        match groups.last_mut() {
            Some((last, sum)) if *last == group && group != point.from => {
                let value = sum.amount.exact().unwrap_or(0.0) + point.amount.exact().unwrap_or(0.0);
                sum.amount = Amount::Exact(value);
                sum.base = sum.base.zip(point.base).map(|(one, two)| one + two);
                sum.to = point.to;
                sum.note = None;
            }
            _ => groups.push((group, point.clone())),
        }
    }
    groups.into_iter().map(|(_, point)| point).collect()
}

#[cfg(test)]
mod tests {
    use super::{Amount, Protection, Series, SeriesPoint, amount, protect};
    use crate::content::dates::Period;

    fn months(values: &[f64]) -> Vec<SeriesPoint> {
        let point = |(index, value): (usize, &f64)| {
            let period = Period::Month(2026, index as i8 + 1);
            SeriesPoint { from: period, to: period, amount: Amount::Exact(*value), base: None, note: None }
        };
        values.iter().enumerate().map(point).collect()
    }

    fn shown(series: &Series) -> Vec<Amount> {
        series.points.iter().map(|point| point.amount).collect()
    }

    #[test]
    fn large_months_stay_as_they_are_and_zero_is_shown() {
        let series = protect(months(&[5.0, 0.0, 12.0]), Protection::SmallCounts);
        assert_eq!(shown(&series), [Amount::Exact(5.0), Amount::Exact(0.0), Amount::Exact(12.0)]);
        assert!(!series.protected);
    }

    #[test]
    fn one_small_month_puts_all_months_together_by_quarter() {
        let series = protect(months(&[5.0, 1.0, 12.0, 6.0, 6.0, 6.0]), Protection::SmallCounts);
        assert_eq!(shown(&series), [Amount::Exact(18.0), Amount::Exact(18.0)]);
        assert!(series.protected);
    }

    #[test]
    fn a_small_quarter_puts_everything_together_by_year_and_a_small_year_is_fewer_than_five() {
        let series = protect(months(&[1.0, 1.0, 0.0, 6.0, 6.0, 6.0]), Protection::SmallCounts);
        assert_eq!(shown(&series), [Amount::Exact(20.0)]);
        let series = protect(months(&[1.0, 1.0, 0.0, 1.0]), Protection::SmallCounts);
        assert_eq!(shown(&series), [Amount::FewerThanFive]);
    }

    #[test]
    fn nearly_everybody_tells_who_is_left_so_it_is_not_said() {
        let protection = Protection::SmallCounts;
        assert_eq!(amount(26.0, Some(28.0), protection), Amount::AllButFewerThanFive);
        assert_eq!(amount(28.0, Some(28.0), protection), Amount::Exact(28.0));
        assert_eq!(amount(3.0, Some(28.0), protection), Amount::FewerThanFive);
        assert_eq!(amount(0.0, Some(3.0), protection), Amount::FewerThanFive);
        assert_eq!(amount(26.0, Some(28.0), Protection::NotNeeded), Amount::Exact(26.0));
    }
}
