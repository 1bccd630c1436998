//! A decision to be entered into somebody's file: complete, so that a reader on paper has all they need.

use toml_edit::Value;

use crate::content::dates::Date;
use crate::content::people::{Covers, PersonId};
use crate::content::terms::{Audience, Basis, Capacity, Channel, Decision, Identify, PersonKind, Use};

/// A `[[consent]]` to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Yes or no.
    pub decision: Decision,
    /// Which items.
    pub covers: Covers,
    /// What of them.
    pub uses: Vec<Use>,
    /// Who may see.
    pub audiences: Vec<Audience>,
    /// Where.
    pub channels: Vec<Channel>,
    /// How far they may be named.
    pub identify: Identify,
    /// On what ground.
    pub basis: Basis,
    /// Could they decide.
    pub capacity: Option<Capacity>,
    /// From when.
    pub given_on: Date,
    /// To the end of which day; a no has none.
    pub review_by: Option<Date>,
    /// Attorney or deputy: when the paper was seen.
    pub authority_seen_on: Option<Date>,
    /// Best interests: the day of the assessment.
    pub assessed_on: Option<Date>,
    /// Lines for readers on paper, by key, in the order they are written: `decided_by`, `how`, `told`…
    pub lines: Vec<(&'static str, String)>,
}

/// Keys that hold a line of words, in the order in which they are written.
pub const LINES: [&str; 9] = [
    "decided_by",
    "relationship",
    "how",
    "told",
    "evidence_held",
    "recorded_by",
    "authority_kind",
    "assessment_ref",
    "witnessed_by",
];

impl NewRecord {
    /// The record as it is written, heading first.
    pub fn text(&self, line_end: &str) -> String {
        let facts = self.facts();
        let width = facts.iter().map(|(key, _)| key.len()).max().unwrap_or(0) + 1;
        let mut text = format!("[[consent]]{line_end}");
        for (key, value) in facts {
            text.push_str(&format!("{key:width$}= {value}{line_end}"));
        }
        text
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let words = |terms: Vec<&str>| list(&terms);
        let line = |key: &'static str| {
            let found = self.lines.iter().find(|(known, line)| *known == key && !line.trim().is_empty());
            found.map(|(_, line)| (key, quoted(line)))
        };
        let day = |key: &'static str, day: Option<Date>| day.map(|day| (key, day.iso()));
        let mut facts = vec![("decision", quoted(self.decision.word()))];
        facts.extend(bounds(&self.covers));
        facts.push(("uses", words(self.uses.iter().map(|used| used.word()).collect())));
        facts.push(("audiences", words(self.audiences.iter().map(|audience| audience.word()).collect())));
        facts.push(("channels", words(self.channels.iter().map(|channel| channel.word()).collect())));
        facts.push(("identify", quoted(self.identify.word())));
        facts.push(("basis", quoted(self.basis.word())));
        facts.extend(["decided_by", "relationship"].into_iter().filter_map(line));
        facts.extend(self.capacity.map(|capacity| ("capacity", quoted(capacity.word()))));
        facts.extend(day("given_on", Some(self.given_on)));
        facts.extend(day("review_by", self.review_by));
        facts.extend(["how", "told", "evidence_held", "recorded_by", "witnessed_by"].into_iter().filter_map(line));
        facts.extend(line("authority_kind"));
        facts.extend(day("authority_seen_on", self.authority_seen_on));
        facts.extend(line("assessment_ref"));
        facts.extend(day("assessed_on", self.assessed_on));
        facts
    }
}

fn bounds(covers: &Covers) -> Vec<(&'static str, String)> {
    let paths = |items: &[crate::content::ItemId]| list(&items.iter().map(|item| item.as_str()).collect::<Vec<_>>());
    match covers {
        Covers::Nothing => vec![("covers", list(&[]))],
        Covers::Everything => vec![("covers", quoted("everything"))],
        Covers::These(items) => vec![("covers", paths(items))],
        Covers::But(inner, items) => {
            let mut facts = bounds(inner);
            facts.push(("except", paths(items)));
            facts
        }
    }
}

/// A new person's file, up to the first consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// Its file name.
    pub id: PersonId,
    /// What they are called where a first name is allowed.
    pub known_as: String,
    /// What they are called elsewhere; nothing for the usual words of their kind.
    pub alias: Option<String>,
    /// The full name.
    pub full_name: String,
    /// Who they are.
    pub kind: PersonKind,
}

impl NewPerson {
    /// The file as it is written.
    pub fn text(&self) -> String {
        let alias = self.alias.as_ref().map_or_else(String::new, |alias| format!("alias    = {}\n", quoted(alias)));
        let names = list(&[self.full_name.as_str()]);
        let (known_as, kind) = (quoted(&self.known_as), quoted(self.kind.word()));
        format!("known_as = {known_as}\n{alias}names    = {names}\nkind     = {kind}\n")
    }
}

/// Words in quotes, on one line.
pub(super) fn quoted(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Value::from(one_line).to_string()
}

/// A list of words in quotes.
pub(super) fn list(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", words.join(", "))
}
