//! What every kind of item has.

use unicode_normalization::UnicodeNormalization;

use super::{Draft, photos};
use crate::content::Line;
use crate::content::dates::Date;
use crate::content::fields::{Facts, Said};
use crate::content::item::{Code, Detail, Intended, Item, ItemId, ItemRef, PersonRef, Who};
use crate::content::language::{LANGUAGES, language};
use crate::content::markdown::Words;
use crate::content::people::PersonId;
use crate::content::terms::{Audience, Kind, Term};
use crate::problem::Span;
use crate::problem::facts::{date_missing, unknown_word};
use crate::problem::translation::{language_unknown, translation_fact};

/// Ways to say that nobody in particular is meant, besides an empty list.
const NOBODY: [&str; 5] =
    ["nobody", "nobody recognisable", "nobody recognizable", "nobody in particular", "no one recognisable"];

/// What a translation leaves to its first file: who it is about and for whom, its days and numbers.
const OF_THE_FIRST: [&str; 14] = [
    "people",
    "audience",
    "date",
    "ref",
    "supports",
    "evidence_kind",
    "related",
    "review_by",
    "written_in",
    "counts",
    "target",
    "file",
    "state",
    "happened",
];

/// Reads the shared facts and puts the item together.
pub fn item(draft: &Draft<'_>, facts: &mut Facts<'_, '_>, mut words: Words, detail: Detail) -> Item {
    let own_name = own_name(draft.id);
    let (dated, named) = date_in_name(own_name);
    let title = facts.line("title").or_else(|| words.take_title());
    let date = facts.date("date");
    let people = who(facts);
    let is_record = draft.kind == Kind::Record;
    let item = Item {
        id: draft.id.clone(),
        kind: draft.kind,
        at: Span::file(draft.file),
        people_at: place_or_file(facts, draft, "people"),
        title: title.unwrap_or_else(|| Line::new(Span::file(draft.file), named)),
        date: date.or(dated),
        reference: code(facts, "ref"),
        summary: facts.line("summary"),
        supports: codes(facts, "supports"),
        evidence_kind: facts.term("evidence_kind"),
        intended: intended(facts),
        intended_at: place_or_file(facts, draft, "audience"),
        service_type: facts.line("service_type"),
        tags: facts.lines("tags"),
        source_url: facts.line("source_url"),
        source_title: facts.line("source_title"),
        source_date: facts.date("source_date"),
        related: items(facts, "related"),
        record_held: either_line(facts, is_record.then_some("held"), "record_held"),
        record_owner: either_line(facts, is_record.then_some("owner"), "record_owner"),
        record_ref: facts.line("record_ref"),
        review_by: facts.date("review_by"),
        photos: match draft.kind {
            Kind::Album => photos::album(facts, draft.shelf, &people),
            _ => photos::photos(facts, draft.shelf),
        },
        people,
        words,
        detail,
        written_in: written_in(facts),
        translations: Vec::new(),
    };
    let must_be_dated = matches!(draft.kind, Kind::Story | Kind::Event);
    if must_be_dated && item.date.is_none() && !facts.is_said("date") {
        facts.report(date_missing(item.at.clone()));
    }
    item
}

/// An item with a title and nothing else, to be filled in.
pub fn blank(id: ItemId, kind: Kind, at: Span, title: Line, words: Words, detail: Detail) -> Item {
    Item {
        id,
        kind,
        people_at: at.clone(),
        intended_at: at.clone(),
        at,
        title,
        date: None,
        reference: None,
        summary: None,
        supports: Vec::new(),
        evidence_kind: None,
        people: Who::Unsaid,
        intended: Intended::Unsaid,
        service_type: None,
        tags: Vec::new(),
        source_url: None,
        source_title: None,
        source_date: None,
        related: Vec::new(),
        record_held: None,
        record_owner: None,
        record_ref: None,
        review_by: None,
        photos: Vec::new(),
        words,
        detail,
        written_in: None,
        translations: Vec::new(),
    }
}

/// The language of the words, where its author says one.
fn written_in(facts: &mut Facts<'_, '_>) -> Option<&'static str> {
    let line = facts.line("written_in")?;
    let known = language(line.uncleared());
    if known.is_none() {
        let names = LANGUAGES.iter().flat_map(|one| [one.code, one.name]);
        facts.report(language_unknown(line.at().clone(), line.uncleared(), names));
    }
    known.map(|language| language.code)
}

/// Tells of facts that a translation leaves to its first file.
pub fn tell_facts_of_the_first(facts: &mut Facts<'_, '_>) {
    for key in OF_THE_FIRST {
        if facts.is_said(key) {
            let at = facts.place_of(key);
            facts.report(translation_fact(at, key));
        }
    }
}

fn place_or_file(facts: &Facts<'_, '_>, draft: &Draft<'_>, key: &str) -> Span {
    if facts.is_said(key) { facts.place_of(key) } else { Span::file(draft.file) }
}

fn either_line(facts: &mut Facts<'_, '_>, short: Option<&'static str>, long: &'static str) -> Option<Line> {
    let long = facts.line(long);
    short.and_then(|short| facts.line(short)).or(long)
}

/// The last part of an item's path.
pub fn own_name(id: &ItemId) -> &str {
    id.as_str().rsplit('/').next().unwrap_or(id.as_str())
}

/// A date at the start of a name, and the rest of the name in words.
pub fn date_in_name(name: &str) -> (Option<Date>, String) {
    let date = name.get(..10).and_then(Date::read_iso);
    let rest = if date.is_some() { &name[10..] } else { name };
    let words = rest.replace(['-', '_'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let title = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => date.map_or_else(|| name.to_owned(), |date| date.to_string()),
    };
    (date, title)
}

/// One code.
pub fn code(facts: &mut Facts<'_, '_>, key: &'static str) -> Option<Code> {
    facts.line(key).map(|line| code_of(&line))
}

/// A list of codes.
pub fn codes(facts: &mut Facts<'_, '_>, key: &'static str) -> Vec<Code> {
    facts.lines(key).iter().map(code_of).collect()
}

fn code_of(line: &Line) -> Code {
    Code { at: line.at().clone(), typed: line.uncleared().to_owned() }
}

/// A list of other items, by their paths.
pub fn items(facts: &mut Facts<'_, '_>, key: &'static str) -> Vec<ItemRef> {
    let reference = |line: &Line| ItemRef { at: line.at().clone(), item: item_id(line.uncleared()) };
    facts.lines(key).iter().map(reference).collect()
}

/// The id of an item that somebody names by its path, with or without its ending.
pub fn item_id(typed: &str) -> ItemId {
    let typed: String = typed.trim().replace('\\', "/").nfc().collect();
    let path = typed.trim_start_matches("./").trim_matches('/');
    let path = [".md", ".toml", ".csv"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
    let main_name = |folder: &str, name: &str| {
        let kind = folder.split_once('/').and_then(|(top, _)| Kind::of_folder(top));
        kind.is_some_and(|kind| name == "index" || name == kind.word())
    };
    match path.rsplit_once('/') {
        Some((folder, name)) if main_name(folder, name) => ItemId::new(folder),
        _ => ItemId::new(path),
    }
}

/// Who is in something. What was written but cannot be read is not "nobody": it holds back.
pub fn who(facts: &mut Facts<'_, '_>) -> Who {
    match facts.said_lines("people") {
        Said::Nothing | Said::Unreadable => Who::Unsaid,
        Said::This(lines) => who_of(&lines),
    }
}

/// People as named in a list.
pub fn who_of(lines: &[Line]) -> Who {
    match lines {
        [one] if NOBODY.contains(&one.uncleared().to_lowercase().as_str()) => Who::These(Vec::new()),
        lines => Who::These(lines.iter().map(person_of).collect()),
    }
}

fn person_of(line: &Line) -> PersonRef {
    let typed: String = line.uncleared().nfc().collect();
    let name = typed.strip_prefix("people/").unwrap_or(&typed);
    PersonRef { at: line.at().clone(), person: PersonId::new(name.strip_suffix(".toml").unwrap_or(name)) }
}

fn intended(facts: &mut Facts<'_, '_>) -> Intended {
    let said = facts.said_lines("audience");
    facts.fixed_words::<Audience>("audience", &["all"]);
    let lines = match said {
        Said::Nothing | Said::Unreadable => return Intended::Unsaid,
        Said::This(lines) => lines,
    };
    let (intended, unknown) = intended_of(&lines);
    for line in unknown {
        facts.report(unknown_audience(line));
    }
    intended
}

/// An audience that nobody knows.
pub fn unknown_audience(line: &Line) -> crate::problem::Problem {
    let known: Vec<&'static str> = Audience::spellings().chain(["all"]).collect();
    unknown_word(line.at().clone(), "audience", line.uncleared(), &known)
}

/// Audiences as named in a list, and the words nobody knows.
pub fn intended_of(lines: &[Line]) -> (Intended, Vec<&Line>) {
    let is_all = |line: &&Line| line.uncleared().eq_ignore_ascii_case("all");
    let unknown = lines.iter().filter(|line| !is_all(line) && Audience::read(line.uncleared()).is_none()).collect();
    if lines.iter().any(|line| is_all(&line)) {
        return (Intended::All, unknown);
    }
    (Intended::These(lines.iter().filter_map(|line| Audience::read(line.uncleared())).collect()), unknown)
}
