//! Reads tables that have an item in each row: `feedback/*.csv` and `records/*.csv`.

use std::collections::BTreeMap;

use super::common;
use crate::content::Line;
use crate::content::item::{Code, Detail, Feedback, Item, ItemId, Record, Who};
use crate::content::markdown::{self, LinePart, Words, line_parts};
use crate::content::table::{Row, Table};
use crate::content::terms::{FeedbackWhat, Kind};
use crate::problem::Problems;
use crate::problem::facts::cell_needed;
use crate::sources::SourcePath;

const FEEDBACK: [&str; 16] = [
    "date",
    "words",
    "role",
    "what",
    "theme",
    "gathered_how",
    "gathered_by",
    "supports",
    "people",
    "audience",
    "evidence_kind",
    "learnt",
    "ref",
    "title",
    "record_held",
    "record_owner",
];
const RECORDS: [&str; 9] =
    ["title", "held", "owner", "ref", "last_reviewed", "review_by", "supports", "date", "evidence_kind"];

/// Reads every row that can be an item.
pub fn rows(kind: Kind, file: &SourcePath, text: &str, problems: &mut Problems) -> Vec<Item> {
    let (columns, required): (&[&'static str], &'static str) = match kind {
        Kind::Record => (&RECORDS, "title"),
        _ => (&FEEDBACK, "words"),
    };
    let table = Table::read(file, text, columns, &[required], problems);
    let mut items = Vec::new();
    let mut ids = RowIds::new(file);
    for row in &table.rows {
        let Some(first) = row.line(required) else {
            problems.add(cell_needed(row.at.clone(), required));
            continue;
        };
        items.push(match kind {
            Kind::Record => record(row, first, &mut ids, problems),
            _ => feedback(file, row, &mut ids, problems),
        });
    }
    items
}

/// A row is known by its `ref`, else by what it says: never by its line, or a row above it that nobody may see would
/// move its page, and a consent for one row would come to mean another.
struct RowIds<'a> {
    path: &'a str,
    seen: BTreeMap<String, u32>,
}

impl<'a> RowIds<'a> {
    fn new(file: &'a SourcePath) -> RowIds<'a> {
        let path = file.as_str();
        RowIds { path: path.rsplit_once('.').map_or(path, |(path, _)| path), seen: BTreeMap::new() }
    }

    /// The id of a row; `cells` are the columns it is known by.
    fn next(&mut self, row: &Row, cells: &[&str], words: &Words) -> ItemId {
        let name = row.text("ref").map_or_else(|| known_by(row, cells, words), str::to_owned);
        let seen = self.seen.entry(name.clone()).or_default();
        *seen += 1;
        // Rows that say the very same need no telling apart but by their number; two of one `ref` are told later.
        let twin = if *seen > 1 { format!("-{seen}") } else { String::new() };
        ItemId::new(format!("{}#{name}{twin}", self.path))
    }
}

/// A short name made from what a reader would see of a row.
fn known_by(row: &Row, cells: &[&str], words: &Words) -> String {
    let mut hasher = blake3::Hasher::new();
    for cell in cells {
        for part in line_parts(row.text(cell).unwrap_or("")) {
            match part {
                LinePart::Text(text) => hasher.update(text.as_bytes()),
                LinePart::Person { .. } => hasher.update(b"\0"),
            };
        }
        hasher.update(b"\n");
    }
    hasher.update(words.plain().as_bytes());
    hasher.finalize().to_hex()[..12].to_owned()
}

fn feedback(file: &SourcePath, row: &Row, ids: &mut RowIds<'_>, problems: &mut Problems) -> Item {
    let what = row.term("what", problems).unwrap_or(FeedbackWhat::Comment);
    let role = row.line("role");
    let title = row.line("title").unwrap_or_else(|| Line::new(row.at.clone(), title_of(what, role.as_ref())));
    let words = markdown::read(file, row.at.line, row.text("words").unwrap_or(""), problems);
    let detail = Detail::Feedback(Feedback {
        what,
        role,
        gathered_how: row.line("gathered_how"),
        gathered_by: row.line("gathered_by"),
        theme: row.line("theme"),
        learnt: row.line("learnt"),
    });
    let id = ids.next(row, &["date", "title", "role", "what"], &words);
    let mut item = common::blank(id, Kind::Feedback, row.at.clone(), title, words, detail);
    fill_shared(&mut item, row, problems);
    let people = row.list("people");
    item.people = if people.is_empty() { Who::Unsaid } else { common::who_of(&people) };
    let audience = row.list("audience");
    if !audience.is_empty() {
        let (intended, unknown) = common::intended_of(&audience);
        item.intended = intended;
        for line in unknown {
            problems.add(common::unknown_audience(line));
        }
    }
    item.record_held = row.line("record_held");
    item.record_owner = row.line("record_owner");
    item
}

fn title_of(what: FeedbackWhat, role: Option<&Line>) -> String {
    match role {
        Some(role) => format!("A {what} from: {}", role.uncleared()),
        None => format!("A {what}"),
    }
}

fn record(row: &Row, title: Line, ids: &mut RowIds<'_>, problems: &mut Problems) -> Item {
    let detail = Detail::Record(Record { last_reviewed: row.date("last_reviewed", problems) });
    let words = Words::empty(row.at.clone());
    let id = ids.next(row, &["date", "title", "held", "owner"], &words);
    let mut item = common::blank(id, Kind::Record, row.at.clone(), title, words, detail);
    fill_shared(&mut item, row, problems);
    item.record_held = row.line("held");
    item.record_owner = row.line("owner");
    item.review_by = row.date("review_by", problems);
    item
}

fn fill_shared(item: &mut Item, row: &Row, problems: &mut Problems) {
    let code = |line: &Line| Code { at: line.at().clone(), typed: line.uncleared().to_owned() };
    item.date = row.date("date", problems);
    item.reference = row.line("ref").as_ref().map(code);
    item.supports = row.list("supports").iter().map(code).collect();
    item.evidence_kind = row.term("evidence_kind", problems);
}
