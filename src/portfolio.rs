//! Everything joined: codes resolved, references settled, items and people found. Nothing here may be shown.

pub mod migrate;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::content::item::{Code, Item, ItemId, PersonRef, Who};
use crate::content::markdown::{LinePart, line_parts};
use crate::content::people::{PersonId, Register};
use crate::content::service::Portfolio as Settings;
use crate::content::terms::{Kind, Reach};
use crate::content::{Detail, Parsed, item::Intended};
use crate::framework::{Frameworks, Target};
use crate::problem::{self, Problem, Problems, Span, did_you_mean};
use crate::sources::SourcePath;

/// The whole folder, joined.
pub struct Portfolio {
    /// `carefolio.toml`.
    pub settings: Settings,
    /// Active frameworks, first organises the pages.
    pub frameworks: Frameworks,
    /// The private register.
    pub register: Register,
    /// Every item, sorted by id.
    pub items: Vec<Gathered>,
    /// Who is in a photo file, as anybody says who shows it or a part of it.
    pub in_photo: BTreeMap<SourcePath, Vec<PersonRef>>,
}

/// An item with what it points to.
#[derive(Debug)]
pub struct Gathered {
    /// What its author wrote.
    pub item: Item,
    /// `S-014`: the author's, or made from the item's path.
    pub reference: String,
    /// Key questions and statements, sorted.
    pub supports: Vec<Target>,
    /// Everyone the words are about: those listed and those mentioned.
    pub who: Vec<PersonRef>,
    /// Items that belong with it, by index.
    pub related: Vec<usize>,
    /// Links in the words to other items, as typed, and the item's index.
    pub links: BTreeMap<String, usize>,
}

/// Joins what was read. `settings` are those of the same folder.
pub fn gather(parsed: Parsed, settings: Settings, frameworks: Frameworks, problems: &mut Problems) -> Portfolio {
    let Parsed { items, register, files, .. } = parsed;
    let joiner = Joiner::new(&items, &files, &register, &frameworks);
    let joined: Vec<(Joined, Problems)> = items.par_iter().map(|item| joiner.join(item)).collect();
    let mut gathered = Vec::with_capacity(items.len());
    for (item, (joined, found)) in items.into_iter().zip(joined) {
        problems.append(found);
        let Joined { supports, who, related, links } = joined;
        gathered.push(Gathered { reference: reference_of(&item), item, supports, who, related, links });
    }
    tell_clashing_references(&gathered, problems);
    let in_photo = in_photo(&gathered);
    Portfolio { settings, frameworks, register, items: gathered, in_photo }
}

/// Two items can show the same file. Who is in it does not depend on which of them says so.
fn in_photo(items: &[Gathered]) -> BTreeMap<SourcePath, Vec<PersonRef>> {
    let mut people: BTreeMap<SourcePath, Vec<PersonRef>> = BTreeMap::new();
    for photo in items.iter().flat_map(|gathered| &gathered.item.photos) {
        if let Who::These(listed) = &photo.people
            && !listed.is_empty()
        {
            people.entry(photo.file.clone()).or_default().extend(listed.iter().cloned());
        }
    }
    people
}

/// The author's own reference, or the kind's letter and six characters made from the item's path, never its position.
fn reference_of(item: &Item) -> String {
    match &item.reference {
        Some(reference) => reference.typed.clone(),
        None => format!("{}-{}", item.kind.letter(), short_code(item.id.as_str().as_bytes(), 6)),
    }
}

/// Letters and digits that are not mistaken for each other when read aloud (Crockford's base 32).
pub fn short_code(bytes: &[u8], length: usize) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let hash = blake3::hash(bytes);
    hash.as_bytes().iter().take(length).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

fn tell_clashing_references(items: &[Gathered], problems: &mut Problems) {
    let mut seen: BTreeMap<&str, &Gathered> = BTreeMap::new();
    for gathered in items {
        if let Some(first) = seen.insert(&gathered.reference, gathered) {
            let at = gathered.item.reference.as_ref().map_or(&gathered.item.at, |reference| &reference.at);
            problems.add(problem::joins::reference_twice(at.clone(), &gathered.reference, &first.item.at));
        }
    }
}

struct Joined {
    supports: Vec<Target>,
    who: Vec<PersonRef>,
    related: Vec<usize>,
    links: BTreeMap<String, usize>,
}

struct Joiner<'a> {
    by_id: BTreeMap<&'a str, usize>,
    files: &'a [SourcePath],
    register: &'a Register,
    frameworks: &'a Frameworks,
}

impl<'a> Joiner<'a> {
    fn new(
        items: &'a [Item],
        files: &'a [SourcePath],
        register: &'a Register,
        frameworks: &'a Frameworks,
    ) -> Joiner<'a> {
        let by_id = items.iter().enumerate().map(|(index, item)| (item.id.as_str(), index)).collect();
        Joiner { by_id, files, register, frameworks }
    }

    fn join(&self, item: &Item) -> (Joined, Problems) {
        let mut problems = Problems::default();
        let supports = self.targets(item, &mut problems);
        let who = self.who(item, &mut problems);
        let related = self.related(item, &mut problems);
        let links = self.links(item, &mut problems);
        tell_reach(item, &mut problems);
        (Joined { supports, who, related, links }, problems)
    }

    fn targets(&self, item: &Item, problems: &mut Problems) -> Vec<Target> {
        let mut targets: Vec<Target> = codes(item).filter_map(|code| self.target(code, problems)).collect();
        targets.sort();
        targets.dedup();
        targets
    }

    fn target(&self, code: &Code, problems: &mut Problems) -> Option<Target> {
        match self.frameworks.resolve(&code.typed) {
            Ok(target) => Some(target),
            Err(trouble) => {
                problems.add(trouble.problem(code.at.clone()));
                None
            }
        }
    }

    /// Those listed in `people`, those mentioned in the words, and those mentioned in one-line texts.
    fn who(&self, item: &Item, problems: &mut Problems) -> Vec<PersonRef> {
        let mut who = match &item.people {
            Who::Unsaid => Vec::new(),
            Who::These(people) => people.clone(),
        };
        for found in mentioned(item) {
            if !who.iter().any(|known| known.person == found.person) {
                who.push(found);
            }
        }
        let in_photos = item.photos.iter().filter_map(|photo| match &photo.people {
            Who::Unsaid => None,
            Who::These(people) => Some(people),
        });
        for reference in who.iter().chain(in_photos.flatten()) {
            if self.register.person(&reference.person).is_none() {
                let known: Vec<&str> = self.register.people.iter().map(|person| person.id.as_str()).collect();
                problems.add(problem::consent::person_unknown(reference.at.clone(), reference.person.as_str(), &known));
            }
        }
        who
    }

    fn related(&self, item: &Item, problems: &mut Problems) -> Vec<usize> {
        let answers = match &item.detail {
            Detail::Finding(finding) => finding.answered_by.as_slice(),
            _ => &[],
        };
        let mut related = Vec::new();
        for reference in answers.iter().chain(&item.related) {
            match self.find_item(&item.id, reference.item.as_str()) {
                Some(index) => related.push(index),
                None => {
                    let near = did_you_mean(reference.item.as_str(), self.by_id.keys().copied());
                    problems.add(problem::joins::item_unknown(reference.at.clone(), reference.item.as_str(), near));
                }
            }
        }
        related
    }

    fn links(&self, item: &Item, problems: &mut Problems) -> BTreeMap<String, usize> {
        let mut links = BTreeMap::new();
        item.each_text(&mut |_| {}, &mut |words| {
            for link in &words.links {
                match self.find_item(&item.id, &link.typed) {
                    Some(index) => {
                        links.insert(link.typed.clone(), index);
                    }
                    None => {
                        let near = did_you_mean(strip_ending(&link.typed), self.by_id.keys().copied());
                        let is_file = self.files.iter().any(|file| file.as_str().ends_with(&link.typed));
                        problems.add(problem::joins::link_broken(link.at.clone(), &link.typed, near, is_file));
                    }
                }
            }
        });
        links
    }

    /// An item named from the top of the folder, or from beside the item that names it.
    fn find_item(&self, from: &ItemId, typed: &str) -> Option<usize> {
        let typed = typed.split(['#', '?']).next().unwrap_or(typed);
        let from_top = strip_ending(typed.trim_matches('/'));
        let own_folder = strip_ending(typed).rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let beside = |base: &str| climb(base, strip_ending(typed));
        let folder = from.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        let tries = [
            Some(from_top.to_owned()),
            beside(folder),
            beside(from.as_str()),
            own_folder.as_deref().and_then(|up| climb(folder, up)),
            own_folder.as_deref().and_then(|up| climb(from.as_str(), up)),
        ];
        tries.into_iter().flatten().find_map(|path| self.by_id.get(path.as_str()).copied())
    }
}

fn strip_ending(path: &str) -> &str {
    [".md", ".toml", ".html"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path)
}

/// Walks from a folder along a relative path; `None` when that leaves the portfolio.
fn climb(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Every code an item names, in all its parts.
fn codes(item: &Item) -> impl Iterator<Item = &Code> {
    let inner: Vec<&Code> = match &item.detail {
        Detail::Audit(audit) => {
            audit.results.iter().flat_map(|result| &result.actions).flat_map(|action| &action.supports).collect()
        }
        Detail::Commitment(commitment) => commitment.statements.iter().flat_map(|one| &one.supports).collect(),
        Detail::SelfAssessment(own) => own.statement.iter().collect(),
        Detail::Story(_) | Detail::Feedback(_) | Detail::Survey(_) | Detail::Improvement(_) | Detail::Figure(_) => {
            Vec::new()
        }
        Detail::Learning(_) | Detail::Finding(_) | Detail::Award(_) | Detail::Film(_) | Detail::Record(_) => Vec::new(),
        Detail::Album | Detail::Event(_) | Detail::Page(_) => Vec::new(),
    };
    item.supports.iter().chain(inner)
}

/// Those mentioned in the words of an item, then those mentioned in its one-line texts.
fn mentioned(item: &Item) -> Vec<PersonRef> {
    let mut mentioned = Vec::new();
    let mut lines = Vec::new();
    // Whoever the texts of a photo mention is in the photo; the gate asks for them there.
    let of_photo = |line: &crate::content::Line| {
        let photos = item.versions().flat_map(|version| &version.photos);
        let texts = photos.flat_map(|photo| [&photo.alt, &photo.caption]).flatten();
        texts.into_iter().any(|text: &crate::content::Line| std::ptr::eq(text, line))
    };
    item.each_text(
        &mut |line| {
            if of_photo(line) {
                return;
            }
            for part in line_parts(line.uncleared()) {
                if let LinePart::Person { person, .. } = part {
                    lines.push(PersonRef { at: line.at().clone(), person: PersonId::new(person) });
                }
            }
        },
        &mut |words| {
            let reference = |mention: &crate::content::markdown::Mention| PersonRef {
                at: mention.at.clone(),
                person: mention.person.clone(),
            };
            mentioned.extend(words.mentions.iter().map(reference));
        },
    );
    mentioned.extend(lines);
    mentioned
}

/// An `audience` that the kind can never reach is worth a word.
fn tell_reach(item: &Item, problems: &mut Problems) {
    use crate::content::Audience;
    let Intended::These(audiences) = &item.intended else { return };
    let beyond = |audience: &Audience| match item.kind.reach() {
        Reach::Everyone | Reach::ByChoice => false,
        Reach::Professionals => !matches!(audience, Audience::Inspector | Audience::Commissioner),
        Reach::InspectorOnly => *audience != Audience::Inspector,
    };
    for audience in audiences.iter().filter(|audience| beyond(audience)) {
        problems.add(audience_beyond_kind(item.intended_at.clone(), item.kind, *audience));
    }
}

fn audience_beyond_kind(at: Span, kind: Kind, audience: crate::content::Audience) -> Problem {
    problem::audience::beyond_kind(at, kind.folder(), audience.word())
}
