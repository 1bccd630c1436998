//! The gaps as a table for a spreadsheet: a row for each statement, and a last one for what belongs to none.

use super::Picture;
use super::words::words;
use crate::content::Term;
use crate::content::terms::EvidenceKind;
use crate::edition::coverage::Covered;
use crate::edition::gaps::{Lack, Measured};
use crate::plan::safe_cell;

/// What is counted in a column of its own: everything about an item.
const COUNTED: [Lack; 8] = [
    Lack::LateAction,
    Lack::NoAnswer,
    Lack::MissedCheck,
    Lack::LateReview,
    Lack::ExpiredAward,
    Lack::QuoteAlone,
    Lack::NoDifference,
    Lack::OldItem,
];

/// The whole table. Cells that a spreadsheet would take for a formula begin with an apostrophe.
pub fn table(picture: &Picture<'_>) -> String {
    let mut rows = vec![headings()];
    rows.extend(picture.gaps.statements.iter().map(|one| row(picture, one)));
    rows.push(elsewhere(picture));
    let line = |cells: Vec<String>| cells.iter().map(|cell| safe_cell(cell)).collect::<Vec<_>>().join(",");
    rows.into_iter().map(|cells| line(cells) + "\n").collect()
}

fn headings() -> Vec<String> {
    let mut cells: Vec<&str> = vec!["framework", "key_question", "code", "statement", "state"];
    cells.extend(EvidenceKind::spellings());
    cells.extend(["kind_unsaid", "total", "through_crosswalk", "newest"]);
    let lacks = COUNTED.iter().map(|lack| lack.word().replace('-', "_"));
    cells.into_iter().map(str::to_owned).chain(lacks).chain(["to_do".to_owned()]).collect()
}

fn row(picture: &Picture<'_>, one: &Measured) -> Vec<String> {
    let target = one.coverage.target;
    let frameworks = picture.against.frameworks;
    let (code, title) = picture.statement(target);
    let mut cells = vec![
        frameworks.framework(target).id.clone(),
        frameworks.question(target).title.clone(),
        code,
        title,
        one.coverage.state.word().to_owned(),
    ];
    cells.extend(EvidenceKind::ALL.iter().map(|(_, kind)| one.coverage.count(Some(*kind)).to_string()));
    cells.push(one.coverage.count(None).to_string());
    cells.push(one.coverage.total().to_string());
    cells.push((one.same_title + one.near).to_string());
    cells.push(one.coverage.newest.map_or_else(String::new, |day| day.iso()));
    cells.extend(COUNTED.iter().map(|lack| count(picture, &one.to_do, *lack).to_string()));
    cells.push(match (one.coverage.state, one.to_do.first()) {
        (Covered::Good, None) | (_, None) => String::new(),
        (_, Some(first)) => words(picture.gaps.to_do[*first].lack).fix.to_owned(),
    });
    cells
}

/// What is to do for items that speak to no statement asked about.
fn elsewhere(picture: &Picture<'_>) -> Vec<String> {
    let all = 0..picture.gaps.to_do.len();
    let places: Vec<usize> =
        all.filter(|place| !picture.gaps.statements.iter().any(|one| one.to_do.contains(place))).collect();
    let empty = headings().len() - COUNTED.len() - 1 - 4;
    let mut cells = vec![String::new(), String::new(), String::new(), "(no statement)".to_owned()];
    cells.extend(std::iter::repeat_n(String::new(), empty));
    cells.extend(COUNTED.iter().map(|lack| count(picture, &places, *lack).to_string()));
    cells.push(places.first().map_or("", |first| words(picture.gaps.to_do[*first].lack).fix).to_owned());
    cells
}

fn count(picture: &Picture<'_>, places: &[usize], lack: Lack) -> usize {
    places.iter().filter(|place| picture.gaps.to_do[**place].lack == lack).count()
}
