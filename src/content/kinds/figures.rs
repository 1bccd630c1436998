//! Reads a figure: its facts and its values.

use std::collections::BTreeMap;

use super::{Draft, Found, Shelf};
use crate::content::dates::Period;
use crate::content::fields::Facts;
use crate::content::item::{Detail, Figure, ItemId, Point};
use crate::content::layout::FigureFiles;
use crate::content::table::Table;
use crate::content::terms::{Counts, Kind};
use crate::problem::facts::{figure_without_values, needed, period_overlaps, period_twice, period_unreadable};
use crate::problem::folder::{NotUsed, file_not_used, same_item_twice};
use crate::problem::{Problems, Span};
use crate::sources::SourcePath;

/// Reads a figure with its values, oldest first.
pub fn figure(id: &ItemId, files: &FigureFiles, shelf: &Shelf<'_>, problems: &mut Problems) -> Option<Found> {
    let Some((file, others)) = files.descriptions.split_first() else {
        if let Some(values) = &files.values {
            let expected = format!("a file `{}.toml` beside it, with its title and unit", values.stem());
            problems.add(file_not_used(values, NotUsed::WrongPlace, &expected));
        }
        return None;
    };
    for other in others {
        problems.add(same_item_twice(Span::file(other), &Span::file(file)));
    }
    let text = shelf.text(file, problems)?;
    let mut found = super::item(&Draft { kind: Kind::Figure, id, file, text: &text, shelf }, problems);
    let Some(values) = &files.values else {
        problems.add(figure_without_values(Span::file(file), &format!("{}.csv", file.stem())));
        return Some(found);
    };
    if let (Detail::Figure(figure), Some(text)) = (&mut found.item.detail, shelf.text(values, problems)) {
        figure.points = points(values, &text, problems);
    }
    Some(found)
}

/// Reads the facts, without values.
pub fn description(facts: &mut Facts<'_, '_>) -> Figure {
    Figure {
        unit: facts.line("unit"),
        source: facts.line("source"),
        better: facts.term("better"),
        target: facts.number("target"),
        counts: facts.term("counts").unwrap_or(Counts::Things),
        base_is: facts.line("base_is"),
        explain: facts.line("explain"),
        points: Vec::new(),
    }
}

/// Tells each period that starts before those above it have ended. They come sorted by their first day.
pub fn tell_overlaps<'p>(periods: impl IntoIterator<Item = (Period, &'p Span)>, problems: &mut Problems) {
    let mut latest: Option<(Period, &Span)> = None;
    for (period, at) in periods {
        match latest {
            Some((known, other)) if period.first_day() <= known.last_day() => {
                problems.add(period_overlaps(at.clone(), &period.iso(), other));
                if period.last_day() > known.last_day() {
                    latest = Some((period, at));
                }
            }
            _ => latest = Some((period, at)),
        }
    }
}

fn points(file: &SourcePath, text: &str, problems: &mut Problems) -> Vec<Point> {
    let table = Table::read(file, text, &["period", "value", "base", "note"], &["period", "value"], problems);
    let mut points: BTreeMap<Period, Point> = BTreeMap::new();
    for row in &table.rows {
        let Some(period) = row.text("period").and_then(Period::read) else {
            problems.add(period_unreadable(row.at.clone()));
            continue;
        };
        let Some(value) = row.number("value", problems) else {
            if row.text("value").is_none() {
                problems.add(needed(row.at.clone(), "value", "95"));
            }
            continue;
        };
        if let Some(first) = points.get(&period) {
            problems.add(period_twice(row.at.clone(), &period.iso(), &first.at));
            continue;
        }
        let (base, note) = (row.number("base", problems), row.line("note"));
        points.insert(period, Point { at: row.at.clone(), period, value, base, note });
    }
    let mut points: Vec<Point> = points.into_values().collect();
    points.sort_by_key(|point| (point.period.first_day(), point.period));
    tell_overlaps(points.iter().map(|point| (point.period, &point.at)), problems);
    points
}
