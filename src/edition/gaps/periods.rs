//! In which periods a check was not made.

use std::fmt;

use crate::content::dates::{Date, MONTHS, Period};
use crate::content::terms::HowOften;

/// So many days after a period somebody still has to write it down.
const GRACE_DAYS: i32 = 14;

/// A period without a result: one, or half a year from one quarter to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    from: Period,
    to: Period,
}

impl Missed {
    /// `2026-05`, or `2026-Q1 to 2026-Q2`.
    pub fn iso(&self) -> String {
        if self.from == self.to { self.from.iso() } else { format!("{} to {}", self.from.iso(), self.to.iso()) }
    }
}

/// "May 2026", or "January to June 2026".
impl fmt::Display for Missed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            return write!(f, "{}", self.from);
        }
        let month = |day: Date| MONTHS[(day.month() - 1) as usize];
        write!(f, "{} to {} {}", month(self.from.first_day()), month(self.to.last_day()), self.to.last_day().year())
    }
}

/// The periods without a result since the first result, oldest first.
///
/// A daily or weekly check is written down by the month at least.
pub fn missing_periods(how_often: Option<HowOften>, results: &[Period], today: Date) -> Vec<Missed> {
    let (Some(how_often), Some(first)) = (how_often, results.iter().map(|period| period.first_day()).min()) else {
        return Vec::new();
    };
    let months = months(how_often);
    let mut missing = Vec::new();
    let mut start = start_of(first, months);
    loop {
        let next = start.plus_months(months);
        let end = next.plus_days(-1);
        if end.plus_days(GRACE_DAYS) >= today {
            return missing;
        }
        if !results.iter().any(|period| period.first_day() <= end && period.last_day() >= start) {
            missing.push(block(start, months));
        }
        start = next;
    }
}

fn months(how_often: HowOften) -> i32 {
    match how_often {
        HowOften::Daily | HowOften::Weekly | HowOften::Monthly => 1,
        HowOften::Quarterly => 3,
        HowOften::HalfYearly => 6,
        HowOften::Yearly => 12,
    }
}

/// The first day of the month, quarter, half or year that holds a day.
fn start_of(day: Date, months: i32) -> Date {
    let into = (i32::from(day.month()) - 1) % months;
    Period::Month(day.year(), day.month()).first_day().plus_months(-into)
}

fn block(start: Date, months: i32) -> Missed {
    let from = match months {
        1 => Period::Month(start.year(), start.month()),
        12 => Period::Year(start.year()),
        _ => Period::Quarter(start.year(), start.quarter_of_year()),
    };
    Missed { from, to: if months == 6 { from.next() } else { from } }
}

#[cfg(test)]
mod tests {
    use super::{Missed, missing_periods};
    use crate::content::dates::{Date, Period};
    use crate::content::terms::HowOften;

    fn missing(how_often: HowOften, results: &[&str], today: &str) -> Vec<String> {
        let results: Vec<Period> = results.iter().map(|text| Period::read(text).expect("a period")).collect();
        let today = Date::read_iso(today).expect("a day");
        missing_periods(Some(how_often), &results, today).iter().map(Missed::iso).collect()
    }

    #[test]
    fn a_period_is_missed_two_weeks_after_its_end() {
        let months = ["2026-07", "2026-09"];
        assert_eq!(missing(HowOften::Monthly, &months, "2026-10-14"), ["2026-08"]);
        assert_eq!(missing(HowOften::Monthly, &months, "2026-11-14"), ["2026-08"]);
        assert_eq!(missing(HowOften::Monthly, &months, "2026-11-15"), ["2026-08", "2026-10"]);
        assert_eq!(missing(HowOften::Weekly, &["2026-08-03"], "2026-10-20"), ["2026-09"]);
    }

    #[test]
    fn longer_periods_are_those_of_the_calendar() {
        assert_eq!(missing(HowOften::Quarterly, &["2026-02"], "2026-11-20"), ["2026-Q2", "2026-Q3"]);
        assert_eq!(missing(HowOften::Quarterly, &["2026-Q1", "2026-06", "2026-09"], "2026-11-20"), [""; 0]);
        assert_eq!(missing(HowOften::HalfYearly, &["2025-11"], "2026-11-20"), ["2026-Q1 to 2026-Q2"]);
        let half =
            missing_periods(Some(HowOften::HalfYearly), &[Period::Year(2025)], Date::new(2026, 8, 1).expect("a day"));
        assert_eq!(half[0].to_string(), "January to June 2026");
        assert_eq!(missing(HowOften::Yearly, &["2023"], "2026-11-20"), ["2024", "2025"]);
    }

    #[test]
    fn nothing_is_missed_where_nobody_said_how_often() {
        let results = [Period::Month(2020, 1)];
        assert_eq!(missing_periods(None, &results, Date::read_iso("2026-11-20").expect("a day")), []);
        assert_eq!(missing(HowOften::Monthly, &[], "2026-11-20"), [""; 0]);
    }
}
