//! Takes a part of what somebody agreed to away, in place.
//!
//! A withdrawal counts for everything recorded until its day, so it cannot say "only the photos". A part is taken away by
//! making the record itself smaller: `uses` and `covers` lose what was taken back, `except` names what is left out. What
//! the record said before stays above it as a note with the day. Where only one use of one item is taken back, the item
//! gets a record of its own, as it was given and without that use. Each piece is a part of what was there, so nothing is
//! opened by it.

use std::collections::BTreeSet;

use super::{Fact, Layout, PersonFile, Place, Splice, Withdrawal};
use crate::consent::decide::{ItemName, covers, plain_path};
use crate::consent::record::{list, quoted};
use crate::content::ItemId;
use crate::content::people::{ConsentRecord, Covers};
use crate::content::terms::Use;

pub(super) struct Narrowed {
    pub splices: Vec<Splice>,
    /// The records that were changed.
    pub records: Vec<usize>,
    /// Nothing that anybody could rely on is left.
    pub leaves_nothing: bool,
}

pub(super) fn narrow(file: &PersonFile, live: &[usize], withdrawal: &Withdrawal) -> Narrowed {
    let mut narrowed = Narrowed { splices: Vec::new(), records: Vec::new(), leaves_nothing: !live.is_empty() };
    for &index in live {
        let record = &file.person.consents[index];
        let work = Work { file, place: &file.records[index], record, withdrawal };
        let done = if withdrawal.items.is_empty() { work.fewer_uses() } else { work.fewer_items() };
        narrowed.leaves_nothing &= done.is_empty;
        if !done.splices.is_empty() {
            narrowed.records.push(index);
            narrowed.splices.extend(done.splices);
        }
    }
    narrowed
}

struct Done {
    splices: Vec<Splice>,
    /// The record opens nothing any more.
    is_empty: bool,
}

struct Work<'w> {
    file: &'w PersonFile,
    place: &'w Place,
    record: &'w ConsentRecord,
    withdrawal: &'w Withdrawal,
}

impl Work<'_> {
    /// The whole record without some uses.
    fn fewer_uses(&self) -> Done {
        let kept = self.kept_uses();
        let is_empty = kept.is_empty();
        let splices = match self.place.facts.get("uses") {
            Some(fact) if kept.len() < self.record.uses.len() => vec![self.noted(fact, &list(&kept))],
            _ => Vec::new(),
        };
        Done { splices, is_empty }
    }

    fn kept_uses(&self) -> Vec<&'static str> {
        let kept = self.record.uses.iter().filter(|used| !self.withdrawal.uses.contains(used));
        kept.collect::<BTreeSet<&Use>>().into_iter().map(|used| used.word()).collect()
    }

    /// The record without some items; each of them goes on with the uses that are left to it.
    fn fewer_items(&self) -> Done {
        let loses_a_use = self.record.uses.iter().any(|used| self.withdrawal.uses.contains(used));
        let is_asked = self.withdrawal.uses.is_empty() || loses_a_use;
        let lost: Vec<&ItemId> =
            self.withdrawal.items.iter().filter(|item| covers(&self.record.covers, ItemName::Path(item))).collect();
        if lost.is_empty() || !is_asked {
            return Done { splices: Vec::new(), is_empty: false };
        }
        let mut splices = Vec::new();
        let mut left_out = lost.clone();
        let mut is_empty = false;
        if let (Some(listed), Some(fact)) = (self.listed(), self.place.facts.get("covers")) {
            let is_lost = |listed: &&String| lost.iter().any(|item| item.as_str() == plain_path(listed));
            let kept: Vec<&str> = listed.iter().filter(|one| !is_lost(one)).map(String::as_str).collect();
            if kept.len() < listed.len() {
                is_empty = kept.is_empty();
                let still = Covers::These(kept.iter().map(|path| ItemId::new(plain_path(path))).collect());
                left_out.retain(|item| covers(&still, ItemName::Path(item)));
                splices.push(self.noted(fact, &list(&kept)));
            }
        }
        if !left_out.is_empty() {
            splices.push(self.except(&left_out));
        }
        let kept_uses = self.kept_uses();
        if !self.withdrawal.uses.is_empty() && !kept_uses.is_empty() {
            splices.push(self.own_record(&lost, &kept_uses));
            is_empty = false;
        }
        Done { splices, is_empty }
    }

    /// The items as the author listed them, where they are a list.
    fn listed(&self) -> Option<&Vec<String>> {
        let all = |one: &String| one.trim().eq_ignore_ascii_case("everything");
        self.place.facts.get("covers")?.list.as_ref().filter(|listed| !listed.iter().any(all))
    }

    /// `except` with more in it.
    fn except(&self, items: &[&ItemId]) -> Splice {
        let items = items.iter().map(|item| item.as_str());
        match self.place.facts.get("except") {
            Some(fact) => {
                let known: Vec<&str> = fact.list.iter().flatten().map(String::as_str).collect();
                let all: Vec<&str> = known.into_iter().chain(items).collect();
                self.noted(fact, &list(&all))
            }
            None => {
                let covers = self.place.facts.get("covers");
                let layout = covers.map_or_else(Layout::default, |fact| self.file.layout(fact));
                let note = format!("{}# {}", layout.indent, self.note());
                let line = layout.line("except", &list(&items.collect::<Vec<_>>()));
                let at = covers.map_or(self.place.header.end, |fact| fact.value.end);
                self.file.insert(self.file.after_line(at), &[note, line])
            }
        }
    }

    /// Another value in place of a fact, with a note of what it said before.
    fn noted(&self, fact: &Fact, value: &str) -> Splice {
        let file = self.file;
        let start = file.line_start(fact.key.start);
        let indent = file.layout(fact).indent;
        let before = file.text[start..fact.value.end].lines();
        let mut with = format!("{indent}# {} Until then:{}", self.note(), file.line_end);
        for line in before {
            with.push_str(&format!("{indent}# {}{}", line.trim_start(), file.line_end));
        }
        with.push_str(&file.text[start..fact.value.start]);
        with.push_str(value);
        Splice { range: start..fact.value.end, with }
    }

    /// "Taken back on 20 November 2026: photo (told the key worker)."
    fn note(&self) -> String {
        let withdrawal = self.withdrawal;
        let uses = withdrawal.uses.iter().map(|used| used.word());
        let items = withdrawal.items.iter().map(|item| item.as_str());
        let what = uses.chain(items).collect::<Vec<_>>().join(", ");
        let how = withdrawal.how.as_ref().map_or_else(String::new, |how| format!(" ({how})"));
        format!("Taken back on {}: {what}{how}.", withdrawal.day)
    }

    /// A record for these items alone: the same decision, with the uses that are left.
    fn own_record(&self, items: &[&ItemId], uses: &[&str]) -> Splice {
        let file = self.file;
        let start = file.line_start(self.place.header.start);
        let end = self.place.last_fact().map_or(self.place.header.end, |fact| fact.value.end);
        let end = file.after_line(end);
        let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
        let mut copy = String::new();
        let mut done = start;
        let mut facts: Vec<(&Fact, String)> = Vec::new();
        facts.extend(self.place.facts.get("covers").map(|fact| (fact, list(&items))));
        facts.extend(self.place.facts.get("uses").map(|fact| (fact, list(uses))));
        if let Some((fact, id)) = self.place.facts.get("id").and_then(|fact| Some((fact, fact.words.as_ref()?))) {
            facts.push((fact, quoted(&format!("{id}-part"))));
        }
        facts.sort_by_key(|(fact, _)| fact.value.start);
        for (fact, value) in facts {
            copy.push_str(&file.text[done..fact.value.start]);
            copy.push_str(&value);
            done = fact.value.end;
        }
        copy.push_str(file.text[done..end].trim_end());
        let note = format!("# {} The rest of that decision goes on for it here.", self.note());
        let mut splice = file.insert(end, &[String::new(), note]);
        splice.with.push_str(&copy);
        splice.with.push_str(file.line_end);
        splice
    }
}
