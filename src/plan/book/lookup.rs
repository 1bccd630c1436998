//! Where things are: records by place, the grid of what there is, and the indexes at the end.

use std::collections::BTreeMap;

use super::Bench;
use super::values::{CoverageGrid, IndexRow, Section};
use crate::content::capitalised;
use crate::content::terms::Kind;
use crate::framework::Target;
use crate::plan::addresses;
use crate::plan::desk::Shown;
use crate::plan::pages::RecordPlace;

/// The language of a subject, where it is not that of the book, and its items by address and reference.
type Subject<'b> = (Option<String>, Vec<(&'b str, &'b str)>);

impl Bench<'_> {
    /// Where records are kept; those that do not say where come last.
    pub(super) fn records(&self) -> Option<Section<'_>> {
        let desk = &self.desk;
        let records = desk.edition.of_kind(Kind::Record);
        let mut places = desk.record_places();
        let unplaced: Vec<_> = records.iter().filter(|entry| entry.item.record_held.is_none()).collect();
        if !unplaced.is_empty() {
            let rows = unplaced.into_iter().map(|entry| desk.record_row(entry)).collect();
            places.push(RecordPlace { place: desk.say("print.place_unsaid"), rows });
        }
        let own = records.iter().map(|entry| addresses::item(entry)).collect();
        (!places.is_empty()).then_some(Section::Records { places, own })
    }

    pub(super) fn coverage(&self) -> Option<Section<'_>> {
        let desk = &self.desk;
        if !desk.edition.settings.coverage {
            return None;
        }
        let all = 0..desk.edition.frameworks.active().len();
        Some(Section::Coverage { pages: all.map(|framework| self.coverage_grid(framework)).collect() })
    }

    fn coverage_grid(&self, framework: usize) -> CoverageGrid {
        let desk = &self.desk;
        let all = desk.coverage_page(framework, None);
        let questions = 0..desk.edition.frameworks.active()[framework].questions.len();
        CoverageGrid {
            framework: all.framework,
            kinds: all.kinds,
            questions: questions.filter_map(|one| desk.coverage_page(framework, Some(one)).question).collect(),
            nothing: all.nothing,
            single: all.single,
            old: all.old,
        }
    }

    pub(super) fn index_by_statement(&self) -> Option<Section<'_>> {
        let edition = self.desk.edition;
        let lang = |target: Target| self.desk.framework_lang(edition.frameworks.framework(target));
        let row = |target: Target| IndexRow {
            term: self.desk.label(target),
            under: Some(self.desk.label(Target { statement: None, ..target })),
            lang: lang(target),
            items: edition.supporting(target).filter_map(|entry| self.named(entry)).collect(),
        };
        let rows: Vec<IndexRow<'_>> =
            edition.frameworks.leaves(0).into_iter().map(row).filter(|row| !row.items.is_empty()).collect();
        (!rows.is_empty()).then_some(Section::Index { key: "statements", rows })
    }

    fn named(&self, entry: &Shown<'_>) -> Option<(&str, &str)> {
        let item = self.items.get(&addresses::item(entry))?;
        Some((item.href.as_str(), item.reference.as_str()))
    }

    /// Titles and the authors' own tags, by letter.
    pub(super) fn index_by_subject(&self) -> Option<Section<'_>> {
        let mut subjects: BTreeMap<(String, String), Subject<'_>> = BTreeMap::new();
        let mut add = |term: &str, entry: &Shown<'_>, item: (&'_ str, &'_ str)| {
            let place = (deunicode::deunicode(term).to_lowercase(), term.to_owned());
            let (_, items) = subjects.entry(place).or_insert_with(|| (self.desk.foreign(entry), Vec::new()));
            // The references of this bench live as long as it does.
            if let Some(known) = self.items.get(item.0) {
                items.push((known.href.as_str(), known.reference.as_str()));
            }
        };
        for entry in &self.desk.edition.entries {
            let Some(item) = self.named(entry) else { continue };
            entry.item.tags.iter().for_each(|tag| add(&capitalised(tag), entry, item));
            if entry.item.kind != Kind::Feedback {
                add(&entry.item.title, entry, item);
            }
        }
        let row = |((_, term), (lang, items))| IndexRow { term, under: None, lang, items };
        let rows: Vec<IndexRow<'_>> = subjects.into_iter().map(row).collect();
        (!rows.is_empty()).then_some(Section::Index { key: "subjects", rows })
    }
}
