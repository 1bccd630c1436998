//! Days and periods. A day is a day of the service's own calendar; there are no hours and no time zones here.

use std::fmt;

use jiff::civil;
use jiff::{Span as Time, ToSpan};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// The months, as people write them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn is_figures(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A month by the first letters of its name, three at least.
fn month_named(word: &str) -> Option<i8> {
    let found = MONTHS.iter().position(|name| word.len() >= 3 && name.to_lowercase().starts_with(word))?;
    i8::try_from(found + 1).ok()
}

impl Date {
    /// A day, if there is such a day. Years are 1900 to 2199: others are slips.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        if !(1900..2200).contains(&year) {
            return None;
        }
        civil::Date::new(year, month, day).ok().map(Date)
    }

    /// Today, from a clock's day. Only `cli` has a clock.
    pub fn from_civil(day: civil::Date) -> Date {
        Date(day)
    }

    /// `2026-05-14`.
    pub fn read_iso(text: &str) -> Option<Date> {
        let text = text.trim();
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Date::new(text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?, text.get(8..)?.parse().ok()?)
    }

    /// `2026-05-14`, `14/05/2026`, `14.5.2026` or `Thursday 14th of May 2026`: the ways people in Britain write a day.
    pub fn read_any(text: &str) -> Option<Date> {
        let text = text.trim();
        if let Some(date) = Date::read_iso(text) {
            return Some(date);
        }
        let lower = text.to_lowercase();
        let is_filler = |part: &&str| {
            part.is_empty() || *part == "of" || part.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(*part))
        };
        let mut parts: Vec<&str> = lower
            .split(|c: char| matches!(c, '/' | '.' | '-' | ',') || c.is_whitespace())
            .filter(|part| !is_filler(part))
            .collect();
        match parts.as_slice() {
            [year, _, _] if year.len() == 4 && is_figures(year) => parts.reverse(),
            // May 14, 2026.
            [month, _, _] if month_named(month).is_some() => parts.swap(0, 1),
            _ => {}
        }
        let [day, month, year] = parts.as_slice() else { return None };
        let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
        let month = month.parse().ok().or_else(|| month_named(month))?;
        if year.len() != 4 {
            return None;
        }
        Date::new(year.parse().ok()?, month, day)
    }

    /// The day after.
    pub fn next_day(self) -> Date {
        self.plus(1.day())
    }

    /// Whole months later; the last day of a shorter month.
    pub fn plus_months(self, months: i32) -> Date {
        self.plus(months.months())
    }

    /// Days later (or earlier).
    pub fn plus_days(self, days: i32) -> Date {
        self.plus(days.days())
    }

    fn plus(self, time: Time) -> Date {
        Date(self.0.saturating_add(time))
    }

    /// Days from this day to another; negative when it is earlier.
    pub fn days_until(self, other: Date) -> i32 {
        (other.0 - self.0).get_days()
    }

    /// Year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Quarter of the year, 1 to 4.
    pub fn quarter_of_year(self) -> i8 {
        (self.month() - 1) / 3 + 1
    }

    /// `2026-05-14`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// `14 May 2026`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.day(), MONTHS[(self.month() - 1) as usize], self.year())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::read_iso(&text).ok_or_else(|| D::Error::custom("not a day"))
    }
}

/// A stretch of time that a figure is for. Ordered by its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A single day (or the week that starts on it).
    Day(Date),
    /// A month, 1 to 12.
    Month(i16, i8),
    /// A quarter, 1 to 4: January to March is the first.
    Quarter(i16, i8),
    /// A year.
    Year(i16),
}

impl Period {
    /// `2026-05`, `2026-Q2`, `2026`, `2026-05-14`; also `05/2026`, `May 2026` and `14/05/2026`.
    pub fn read(text: &str) -> Option<Period> {
        let text = text.trim();
        if let Some(date) = Date::read_any(text) {
            return Some(Period::Day(date));
        }
        let year_of = |text: &str| -> Option<i16> {
            let year: i16 = text.parse().ok()?;
            (text.len() == 4 && (1900..2200).contains(&year)).then_some(year)
        };
        if let Some(year) = year_of(text) {
            return Some(Period::Year(year));
        }
        let (one, two) = text.split_once(['-', '/', ' '])?;
        let (one, two) = (one.trim(), two.trim());
        let (year, rest) = match year_of(one) {
            Some(year) => (year, two),
            None => (year_of(two)?, one),
        };
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let quarter: i8 = quarter.parse().ok()?;
            return (1..=4).contains(&quarter).then_some(Period::Quarter(year, quarter));
        }
        let date = Date::read_any(&format!("1 {rest} {year}"))?;
        Some(Period::Month(year, date.month()))
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let (year, month) = match self {
            Period::Day(date) => return date,
            Period::Month(year, month) => (year, month),
            Period::Quarter(year, quarter) => (year, quarter * 3 - 2),
            Period::Year(year) => (year, 1),
        };
        Date(civil::Date::constant(year, month, 1))
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        let months = match self {
            Period::Day(date) => return date,
            Period::Month(..) => 1,
            Period::Quarter(..) => 3,
            Period::Year(_) => 12,
        };
        self.first_day().plus_months(months).plus_days(-1)
    }

    /// The quarter that holds it; a year stays a year.
    pub fn quarter(self) -> Period {
        match self {
            Period::Year(_) | Period::Quarter(..) => self,
            Period::Day(_) | Period::Month(..) => {
                let first = self.first_day();
                Period::Quarter(first.year(), (first.month() - 1) / 3 + 1)
            }
        }
    }

    /// The year that holds it.
    pub fn year(self) -> Period {
        Period::Year(self.first_day().year())
    }

    /// The same period one step later.
    pub fn next(self) -> Period {
        match self {
            Period::Day(date) => Period::Day(date.next_day()),
            Period::Month(year, 12) => Period::Month(year + 1, 1),
            Period::Month(year, month) => Period::Month(year, month + 1),
            Period::Quarter(year, 4) => Period::Quarter(year + 1, 1),
            Period::Quarter(year, quarter) => Period::Quarter(year, quarter + 1),
            Period::Year(year) => Period::Year(year + 1),
        }
    }

    /// As the files write it: `2026-05`.
    pub fn iso(self) -> String {
        match self {
            Period::Day(date) => date.iso(),
            Period::Month(year, month) => format!("{year:04}-{month:02}"),
            Period::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Period::Year(year) => format!("{year:04}"),
        }
    }
}

/// "May 2026", "January to March 2026", "2026", "14 May 2026".
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Period::Day(date) => write!(f, "{date}"),
            Period::Month(year, month) => write!(f, "{} {year}", MONTHS[(month - 1) as usize]),
            Period::Quarter(year, quarter) => {
                let first = (quarter as usize - 1) * 3;
                write!(f, "{} to {} {year}", MONTHS[first], MONTHS[first + 2])
            }
            Period::Year(year) => write!(f, "{year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Period};

    fn day(text: &str) -> Date {
        Date::read_iso(text).expect("a day")
    }

    #[test]
    fn days_are_read_as_people_in_britain_write_them() {
        for text in [
            "2026-05-14",
            "14/05/2026",
            "14 May 2026",
            "14th may 2026",
            "14.5.2026",
            "14-05-2026",
            "2026-5-14",
            "2026/05/14",
            "Thursday 14 May 2026",
            "Thu, 14th of May 2026",
            "May 14, 2026",
        ] {
            assert_eq!(Date::read_any(text), Some(day("2026-05-14")), "{text}");
        }
        for text in
            ["2026-02-30", "31/02/2026", "14/05/26", "May 2026", "", "05/14/2026", "0001-01-01", "1 May", "2026-14-05"]
        {
            assert_eq!(Date::read_any(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_on_from_leap_day_is_the_last_of_february() {
        assert_eq!(day("2024-02-29").plus_months(12), day("2025-02-28"));
        assert_eq!(day("2026-08-31").plus_months(6), day("2027-02-28"));
    }

    #[test]
    fn periods_know_their_days_and_their_quarter() {
        assert_eq!(Period::read("2026-05"), Some(Period::Month(2026, 5)));
        assert_eq!(Period::read("05/2026"), Some(Period::Month(2026, 5)));
        assert_eq!(Period::read("May 2026"), Some(Period::Month(2026, 5)));
        assert_eq!(Period::read("2026-Q2"), Some(Period::Quarter(2026, 2)));
        assert_eq!(Period::read("2026"), Some(Period::Year(2026)));
        assert_eq!(Period::read("2026-13"), None);
        assert_eq!(Period::read("2026-Q5"), None);
        assert_eq!(Period::Month(2026, 2).last_day(), day("2026-02-28"));
        assert_eq!(Period::Month(2026, 5).quarter(), Period::Quarter(2026, 2));
        assert_eq!(Period::Quarter(2026, 2).to_string(), "April to June 2026");
    }
}
