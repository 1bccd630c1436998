//! The keys of every sort of TOML file, learnt from its reader.

use std::collections::BTreeMap;

use super::{Draft, Shelf, audits, common, detail, people, settings};
use crate::content::fields::{Sketch, sketch};
use crate::content::item::ItemId;
use crate::content::markdown::Words;
use crate::content::people::PersonId;
use crate::content::terms::Kind;
use crate::problem::Span;
use crate::sources::{MemorySources, SourcePath};

/// A sort of TOML file, or of facts at the top of a Markdown file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSort {
    /// `carefolio.toml`.
    Settings,
    /// `people/NAME.toml`.
    Person,
    /// `people/exceptions.toml`.
    Exceptions,
    /// An item; for audits `audit.toml`.
    Item(Kind),
    /// One period of an audit.
    AuditPeriod,
}

/// The keys of a sort of file.
pub fn sketch_of(sort: FileSort) -> Sketch {
    let (sources, files) = (MemorySources::default(), BTreeMap::new());
    let shelf = Shelf::new(&sources, &files);
    let file = SourcePath::new("file.toml").expect("a plain name");
    match sort {
        FileSort::Settings => sketch(&file, |facts| settings::read(&file, facts, &shelf)),
        FileSort::Person => sketch(&file, |facts| people::read(&PersonId::new("name"), facts)),
        FileSort::Exceptions => sketch(&file, people::read_exceptions),
        FileSort::AuditPeriod => sketch(&file, audits::period_facts),
        FileSort::Item(kind) => sketch(&file, |facts| {
            let id = ItemId::new("file");
            let draft = Draft { kind, id: &id, file: &file, text: "", shelf: &shelf };
            let detail = detail(&draft, facts, None, &mut Vec::new());
            common::item(&draft, facts, Words::empty(Span::file(&file)), detail)
        }),
    }
}
