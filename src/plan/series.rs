//! Figures over time in the reader's words: the finding as a sentence, the chart, the table and the CSV, all from the
//! same points.

use super::addresses;
use super::desk::{Desk, Shown};
use super::pages::{ChartBlock, Html, MeasureBlock, Table};
use crate::consent::numbers::{Amount, Series, SeriesPoint};
use crate::content::item::Measure;
use crate::content::terms::{Better, Counts};
use crate::content::{Detail, capitalised};
use crate::draw::chart::{BarPoint, Bars, Compared, Drawing, Reading, Telling, bars, compare};

/// What an audit or a figure is measured in.
struct Scale<'s> {
    unit: &'s str,
    target: Option<f64>,
}

impl<'e> Desk<'e> {
    fn scale<'s>(&self, entry: &'s Shown<'_>) -> Option<Scale<'s>> {
        match &entry.item.detail {
            Detail::Audit(audit) => {
                let unit = match audit.counts {
                    Counts::People => audit.unit.as_deref().unwrap_or(""),
                    Counts::Things => audit.unit.as_deref().unwrap_or("%"),
                };
                Some(Scale { unit, target: audit.target })
            }
            Detail::Figure(figure) => Some(Scale { unit: figure.unit.as_deref().unwrap_or(""), target: figure.target }),
            _ => None,
        }
    }

    /// "92% in October 2026".
    pub fn latest_sentence(&self, entry: &Shown<'_>) -> Option<String> {
        let scale = self.scale(entry)?;
        let point = entry.series.as_ref()?.points.last()?;
        let base = point.base.filter(|_| !matches!(entry.item.detail, Detail::Figure(_)));
        let value = self.amount(point.amount, base, unit_beside(&entry.item.title, scale.unit));
        Some(self.say_with("sentence.latest", &[("value", &value), ("period", &self.span_of(point))]))
    }

    /// The block of an audit or a figure.
    pub fn chart_block(&self, entry: &Shown<'_>) -> Option<ChartBlock> {
        let scale = self.scale(entry)?;
        let series = entry.series.as_ref().filter(|series| !series.points.is_empty())?;
        let table = self.table(entry, series, &scale);
        Some(ChartBlock {
            headline: self.headline(entry, series, scale.unit),
            subtitle: self.subtitle(entry, series, &scale),
            chart: Html(self.bars(entry, series, &scale).map(|drawing| drawing.inside_a_page()).unwrap_or_default()),
            csv: Some(format!("{}.csv", addresses::item_stem(entry))),
            table,
            small_numbers: series.protected,
        })
    }

    fn headline(&self, entry: &Shown<'_>, series: &Series, unit: &str) -> String {
        let title = entry.item.title.as_str();
        let known = |point: &&SeriesPoint| point.amount.exact().is_some();
        let (first, last) = (series.points.iter().find(known), series.points.iter().rev().find(known));
        let (Some(first), Some(last)) = (first, last) else { return title.to_owned() };
        let (before, after) = (first.amount.exact().unwrap_or(0.0), last.amount.exact().unwrap_or(0.0));
        let words = |point: &SeriesPoint| self.amount(point.amount, None, unit_beside(title, unit));
        if before == after
            && let Some(worst) = self.worst(entry, series)
        {
            let (after, last, low, when) = (words(last), self.span_of(last), words(worst), self.span_of(worst));
            let with = [("title", title), ("after", &after), ("last", &last), ("worst", &low), ("when", &when)];
            return self.say_with("sentence.recovered", &with);
        }
        let key = match after.partial_cmp(&before) {
            Some(std::cmp::Ordering::Less) => "sentence.fell",
            Some(std::cmp::Ordering::Greater) => "sentence.rose",
            _ => "sentence.steady",
        };
        if first.from == last.from || !can_be_compared(series) {
            let words = [("value", words(last)), ("period", self.span_of(last))];
            let with: Vec<(&str, &str)> = words.iter().map(|(key, value)| (*key, value.as_str())).collect();
            return format!("{title}: {}.", self.say_with("sentence.latest", &with));
        }
        let (before, after) = (words(first), words(last));
        let (from, to) = (self.span_of(first), self.span_of(last));
        self.say_with(key, &[("title", title), ("before", &before), ("after", &after), ("first", &from), ("last", &to)])
    }

    /// The worst period, where it was worse than both the first and the last: a steady end must not hide it.
    fn worst<'s>(&self, entry: &Shown<'_>, series: &'s Series) -> Option<&'s SeriesPoint> {
        let ends = series.points.iter().filter_map(|point| point.amount.exact()).next_back()?;
        let value = |point: &&SeriesPoint| point.amount.exact().unwrap_or(ends);
        let order = |a: &&SeriesPoint, b: &&SeriesPoint| value(a).total_cmp(&value(b));
        let worst = match better(entry) {
            Better::Up => series.points.iter().min_by(order)?,
            Better::Down => series.points.iter().max_by(order)?,
        };
        (value(&worst) != ends).then_some(worst)
    }

    fn subtitle(&self, entry: &Shown<'_>, series: &Series, scale: &Scale<'_>) -> String {
        let mut parts: Vec<String> = Vec::new();
        match &entry.item.detail {
            Detail::Audit(audit) => parts.extend(audit.checks.clone()),
            Detail::Figure(figure) => parts.extend(figure.explain.clone().or_else(|| figure.source.clone())),
            _ => {}
        }
        if let (Some(target), Some(last)) = (scale.target, series.points.last())
            && let Some(value) = last.amount.exact()
        {
            let key = if self.is_met(entry, value, target) { "sentence.target_met" } else { "sentence.target_missed" };
            parts.push(self.say_with(key, &[("target", &with_unit(target, scale.unit))]));
        }
        parts.iter().map(|part| ended(part)).collect::<Vec<_>>().join(" ")
    }

    fn is_met(&self, entry: &Shown<'_>, value: f64, target: f64) -> bool {
        match better(entry) {
            Better::Up => value >= target,
            Better::Down => value <= target,
        }
    }

    fn bars(&self, entry: &Shown<'_>, series: &Series, scale: &Scale<'_>) -> Option<Drawing> {
        if series.points.len() < 2 || !can_be_compared(series) {
            return None;
        }
        let points: Vec<BarPoint> = series.points.iter().map(|point| self.bar(point, scale.unit)).collect();
        let told = series
            .points
            .iter()
            .map(|point| format!("{}: {}", self.span_of(point), self.amount(point.amount, point.base, scale.unit)));
        let telling = Telling {
            id: format!("chart-{}", addresses::slug(entry.reference)),
            title: entry.item.title.clone(),
            // More figures than can be kept in mind are told by the table that follows.
            description: match series.points.len() {
                0..=6 => told.collect::<Vec<_>>().join("; "),
                _ => self.headline(entry, series, scale.unit),
            },
        };
        let target = scale
            .target
            .map(|target| (target, format!("{} {}", self.say("table.target"), with_unit(target, scale.unit))));
        let mark_class = self.tags(entry).first().map_or_else(|| "q-0".to_owned(), |tag| tag.class.clone());
        Some(bars(&Bars { telling, points: &points, target, unit: scale.unit, mark_class: &mark_class }))
    }

    /// The bars of an audit or a figure, where there is enough to draw.
    #[cfg(feature = "pdf")]
    pub fn drawing(&self, entry: &Shown<'_>) -> Option<Drawing> {
        self.bars(entry, entry.series.as_ref()?, &self.scale(entry)?)
    }

    fn bar(&self, point: &SeriesPoint, unit: &str) -> BarPoint {
        let reading = match point.amount {
            Amount::Exact(value) => Reading::Value(value),
            Amount::FewerThanFive | Amount::AllButFewerThanFive => Reading::Few,
        };
        let shown = match point.amount {
            Amount::Exact(value) if unit.starts_with('%') => with_unit(value, "%"),
            Amount::Exact(value) => number(value),
            Amount::FewerThanFive | Amount::AllButFewerThanFive => String::new(),
        };
        BarPoint { label: self.short_span(point), reading, shown }
    }

    fn span_of(&self, point: &SeriesPoint) -> String {
        if point.from == point.to {
            return self.strings.period(point.from);
        }
        self.strings.months(point.from.first_day(), point.to.last_day())
    }

    fn short_span(&self, point: &SeriesPoint) -> String {
        let (from, to) = (point.from.first_day(), point.to.last_day());
        if point.from == point.to {
            self.strings.short_period(point.from)
        } else if from.quarter_of_year() == to.quarter_of_year() && from.year() == to.year() {
            self.strings.short_period(point.from.quarter())
        } else {
            to.year().to_string()
        }
    }

    fn table(&self, entry: &Shown<'_>, series: &Series, scale: &Scale<'_>) -> Table {
        let has_base = series.points.iter().any(|point| point.base.is_some());
        let has_note = series.points.iter().any(|point| point.note.is_some());
        let mut head = vec![self.say("table.period"), self.say("table.value")];
        if has_base {
            head.push(self.base_heading(entry));
        }
        if has_note {
            head.push(self.say("table.note"));
        }
        let rows = series.points.iter().rev().map(|point| {
            let mut row = vec![self.span_of(point), self.amount(point.amount, None, scale.unit)];
            if has_base {
                row.push(point.base.map(number).unwrap_or_default());
            }
            if has_note {
                row.push(point.note.clone().unwrap_or_default());
            }
            row
        });
        Table { caption: entry.item.title.clone(), head, rows: rows.collect() }
    }

    fn base_heading(&self, entry: &Shown<'_>) -> String {
        match &entry.item.detail {
            Detail::Figure(figure) => figure.base_is.as_deref().map_or_else(|| self.say("table.base"), capitalised),
            _ => self.say("table.base"),
        }
    }

    /// A survey's results, question by question.
    pub fn survey_table(&self, entry: &Shown<'_>) -> Option<Table> {
        let Detail::Survey(survey) = &entry.item.detail else { return None };
        if survey.results.is_empty() {
            return None;
        }
        let has_before = entry.results.iter().any(|result| result.before.is_some());
        let mut head = vec![self.say("table.question"), self.say("table.now")];
        if has_before {
            head.push(self.say("table.before"));
        }
        let rows = survey.results.iter().zip(&entry.results).map(|(asked, result)| {
            let mut row = vec![asked.question.clone(), self.amount(result.now, result.base, "")];
            if has_before {
                let before = result.before.map(|before| self.amount(before, result.before_base, ""));
                row.push(before.unwrap_or_default());
            }
            row
        });
        Some(Table { caption: entry.item.title.clone(), head, rows: rows.collect() })
    }

    /// Before and after.
    pub fn measure(&self, entry: &Shown<'_>, measure: &Measure<String>) -> MeasureBlock {
        let unit = measure.unit.as_deref().unwrap_or("");
        MeasureBlock {
            what: measure.what.clone(),
            before: with_unit(measure.before, unit),
            after: with_unit(measure.after, unit),
            chart: Html(self.measure_drawing(entry, measure).inside_a_page()),
        }
    }

    /// Before and after as two bars.
    pub fn measure_drawing(&self, entry: &Shown<'_>, measure: &Measure<String>) -> Drawing {
        let unit = measure.unit.as_deref().unwrap_or("");
        let (before, after) = (with_unit(measure.before, unit), with_unit(measure.after, unit));
        let line = |key: &str, words: &str| format!("{}: {words}", self.say(key));
        let telling = Telling {
            id: format!("measure-{}", addresses::slug(entry.reference)),
            title: measure.what.clone(),
            description: format!("{}; {}", line("item.before", &before), line("item.after", &after)),
        };
        let one = Compared { value: measure.before, words: line("item.before", &before) };
        let two = Compared { value: measure.after, words: line("item.after", &after) };
        let mark_class = self.tags(entry).first().map_or_else(|| "q-0".to_owned(), |tag| tag.class.clone());
        compare(telling, &one, &two, &mark_class)
    }

    /// How much, in words: "24 of 25", "fewer than 5", "92%".
    pub fn amount(&self, amount: Amount, base: Option<f64>, unit: &str) -> String {
        let value = match amount {
            Amount::Exact(value) => with_unit(value, if base.is_some() { "" } else { unit }),
            Amount::FewerThanFive => self.say("sentence.fewer_than_5"),
            Amount::AllButFewerThanFive => self.say("sentence.all_but"),
        };
        match base {
            Some(base) => self.say_with("sentence.of", &[("passed", &value), ("sample", &number(base))]),
            None => value,
        }
    }

    /// The CSV beside an audit's or a figure's page: the same points as its table.
    pub fn csv(&self, entry: &Shown<'_>) -> Option<String> {
        let scale = self.scale(entry)?;
        let series = entry.series.as_ref()?;
        let mut csv = String::from("period,value,base,unit,target\n");
        for point in &series.points {
            let value = match point.amount {
                Amount::Exact(value) => plain_number(value),
                Amount::FewerThanFive => self.say("sentence.fewer_than_5"),
                Amount::AllButFewerThanFive => self.say("sentence.all_but"),
            };
            let cells = [
                if point.from == point.to { point.from.iso() } else { self.span_of(point) },
                value,
                point.base.map(plain_number).unwrap_or_default(),
                scale.unit.to_owned(),
                scale.target.map(plain_number).unwrap_or_default(),
            ];
            csv.push_str(&cells.iter().map(|cell| safe_cell(cell)).collect::<Vec<_>>().join(","));
            csv.push('\n');
        }
        Some(csv)
    }
}

/// Which way is better.
fn better(entry: &Shown<'_>) -> Better {
    match &entry.item.detail {
        Detail::Audit(audit) => audit.better,
        Detail::Figure(figure) => figure.better.unwrap_or(Better::Up),
        _ => Better::Up,
    }
}

/// What a spreadsheet takes for the beginning of a formula, also in the wide letters of East Asia (OWASP: CSV injection).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A cell that a spreadsheet reads as words or a number, never as a formula.
pub fn safe_cell(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    let cell = if !is_number && cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// Whether all points count about the same length of time: ten months are always more than three.
fn can_be_compared(series: &Series) -> bool {
    let days = |point: &SeriesPoint| f64::from(point.from.first_day().days_until(point.to.last_day()) + 1);
    let shortest = series.points.iter().map(days).fold(f64::INFINITY, f64::min);
    let longest = series.points.iter().map(days).fold(0.0, f64::max);
    longest <= shortest * 1.2
}

/// A number as people write it: no needless zeros, one decimal at most, thousands apart.
pub fn number(value: f64) -> String {
    thousands_apart(&plain_number(value))
}

/// `12,345.5`: a comma before every three figures.
fn thousands_apart(number: &str) -> String {
    let start = number.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    let end = number.find('.').unwrap_or(number.len());
    let mut apart = number[..start].to_owned();
    for (place, figure) in number[start..end].char_indices() {
        if place > 0 && (end - start - place).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(figure);
    }
    apart + &number[end..]
}

/// The same for a spreadsheet.
fn plain_number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}

/// "92%", "£12", "6 falls"; and "1" alone, because we cannot know what one of them is called.
pub fn with_unit(value: f64, unit: &str) -> String {
    let number = number(value);
    match unit.trim() {
        "" => number,
        "%" => format!("{number}%"),
        "£" => format!("£{number}"),
        unit if unit.starts_with('%') => format!("{number}{unit}"),
        _ if number == "1" => number,
        unit => format!("{number} {unit}"),
    }
}

/// The unit to say after a title: none where the title has said it, as in "Falls at night fell from 7 to 1".
fn unit_beside<'u>(title: &str, unit: &'u str) -> &'u str {
    let says = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case(unit.trim());
    if title.split_whitespace().any(says) { "" } else { unit }
}

fn ended(sentence: &str) -> String {
    let sentence = sentence.trim_end();
    if sentence.ends_with(['.', '!', '?']) { sentence.to_owned() } else { format!("{sentence}.") }
}

#[cfg(test)]
mod tests {
    use super::{FORMULA, number, safe_cell, unit_beside, with_unit};

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!((number(92.0), number(92.35), number(-0.04)), ("92".into(), "92.4".into(), "0".into()));
        assert_eq!(
            (number(999.0), number(-1234.5), number(1234567.0)),
            ("999".into(), "-1,234.5".into(), "1,234,567".into())
        );
        assert_eq!((with_unit(92.0, "%"), with_unit(6.0, "falls")), ("92%".into(), "6 falls".into()));
        assert_eq!(with_unit(1.0, "falls"), "1");
        assert_eq!((unit_beside("Falls at night", "falls"), unit_beside("Call bells", "%")), ("", "%"));
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(safe_cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        for start in FORMULA {
            assert!(safe_cell(&format!("{start}1x")).trim_start_matches('"').starts_with('\''), "{start:?}");
        }
        assert_eq!(safe_cell("-4.5"), "-4.5");
        assert_eq!(safe_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
