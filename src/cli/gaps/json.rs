//! The gaps for a program. What is here stays; more may be added.

use serde_json::{Map, Value, json};

use super::Picture;
use super::words::words;
use crate::content::Term;
use crate::content::terms::EvidenceKind;
use crate::edition::gaps::{Measured, ToDo};

/// The whole as JSON.
pub fn report(picture: &Picture<'_>) -> String {
    let active = picture.against.frameworks.active();
    let frameworks: Vec<Value> = picture
        .against
        .which
        .iter()
        .map(|place| {
            let framework = &active[*place];
            let statements = picture.statements_of(*place);
            let statements = statements.into_iter().map(|one| statement(picture, &picture.gaps.statements[one]));
            json!({
                "id": framework.id,
                "prefix": framework.prefix,
                "title": framework.title,
                "statements": statements.collect::<Vec<_>>(),
            })
        })
        .collect();
    let report = json!({
        "today": picture.today,
        "service": picture.portfolio.settings.service.name,
        "counted": {
            "edition": picture.edition.settings.name,
            "items": picture.edition.entries.len(),
            "held_back": picture.held_back,
            "mistakes": picture.mistakes,
            "through_crosswalk": picture.against.through_crosswalk,
        },
        "frameworks": frameworks,
        "to_do": picture.gaps.to_do.iter().map(|one| to_do(picture, one)).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&report).expect("plain words can always be written")
}

fn statement(picture: &Picture<'_>, one: &Measured) -> Value {
    let (code, title) = picture.statement(one.coverage.target);
    let mut by_kind = Map::new();
    for (word, kind) in EvidenceKind::ALL {
        by_kind.insert((*word).to_owned(), one.coverage.count(Some(*kind)).into());
    }
    by_kind.insert("unsaid".to_owned(), one.coverage.count(None).into());
    json!({
        "code": code,
        "title": title,
        "question": picture.against.frameworks.question(one.coverage.target).title,
        "state": one.coverage.state.word(),
        "by_kind": by_kind,
        "total": one.coverage.total(),
        "named": one.named,
        "same_title": one.same_title,
        "near": one.near,
        "newest": one.coverage.newest,
        "to_do": one.to_do,
    })
}

fn to_do(picture: &Picture<'_>, one: &ToDo) -> Value {
    let said = words(one.lack);
    let place = picture.place_of(one);
    json!({
        "what": one.lack.word(),
        "says": said.heading,
        "fix": said.fix,
        "file": place.as_ref().map(|at| at.file.as_str().to_owned()),
        "line": place.map(|at| at.line).filter(|line| *line > 0),
        "reference": one.item.map(|item| picture.portfolio.items[item].reference.clone()),
        "statement": one.target.map(|target| picture.statement(target).0),
        "day": one.day,
        "periods": one.periods.iter().map(|period| period.iso()).collect::<Vec<_>>(),
        "owner": one.owner,
    })
}
