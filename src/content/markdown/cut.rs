//! Taking a text apart: its title, one of its sections, its first sentence.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::address::{Destination, destination};
use super::characters::visible;
use super::line::{LinePart, line_parts};
use super::read::{self, Places};
use super::{Stretch, Words, options};
use crate::content::Line;
use crate::problem::Problems;

/// About how long the opening of a text may be.
const LONG: usize = 160;
/// A first sentence shorter than this takes the next one along.
const SHORT: usize = 40;

impl Words {
    /// Takes the title away, when the text opens with a `#` heading.
    pub fn take_title(&mut self) -> Option<Line> {
        if !self.source.contains(['#', '=']) {
            return None;
        }
        let mut events = Parser::new_ext(&self.source, options()).into_offset_iter();
        let Some((Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }), range)) = events.next() else {
            return None;
        };
        let mut start = None;
        let text = one_line(events.map_while(|(event, range)| {
            start.get_or_insert(range.start);
            (!matches!(event, Event::End(TagEnd::Heading(_)))).then_some(event)
        }));
        if text.trim().is_empty() {
            return None;
        }
        let mut places = Places::new(&self.at.file, &self.source, &self.stretches);
        let title = Line::new(places.span(start.unwrap_or(range.start)), text.trim().to_owned());
        // Link definitions may stand above the title.
        *self = self.gather([0..range.start, range.end..self.source.len()]);
        Some(title)
    }

    /// Cuts out the section under a heading: to the end, or to the next heading of the same or a higher level.
    ///
    /// Footnotes go to the part that points at them; link definitions serve both.
    pub fn split_section(&mut self, heading: &str) -> Option<Words> {
        let outline = Outline::of(&self.source);
        let wanted = heading.trim().to_lowercase();
        let found = outline.headings.iter().position(|heading| heading.text.trim().to_lowercase() == wanted)?;
        let (opening, later) = (&outline.headings[found], &outline.headings[found + 1..]);
        let end = later.iter().find(|later| later.level <= opening.level);
        let end = end.map_or(self.source.len(), |later| later.range.start);
        let inside = opening.range.end..end;
        let section = self.gather(outline.part(std::slice::from_ref(&inside), Unused::Dropped));
        *self = self.gather(outline.part(&[0..opening.range.start, end..self.source.len()], Unused::Kept));
        Some(section)
    }

    /// The first sentence or so, as one line in which mentions are still mentions.
    pub(crate) fn opening(&self) -> String {
        let mut events = Parser::new_ext(&self.source, options());
        let mut notes = 0;
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::FootnoteDefinition(_)) => notes += 1,
                Event::End(TagEnd::FootnoteDefinition) => notes -= 1,
                Event::Start(Tag::Paragraph) if notes == 0 => {
                    let words = events.by_ref().take_while(|event| !matches!(event, Event::End(TagEnd::Paragraph)));
                    let line = one_line(without_pictures(words));
                    if !line.trim().is_empty() {
                        return shortened(line.trim());
                    }
                }
                _ => {}
            }
        }
        String::new()
    }

    /// A text made of some stretches of this one, with its places kept true.
    fn gather(&self, pieces: impl IntoIterator<Item = Range<usize>>) -> Words {
        let mut places = Places::new(&self.at.file, &self.source, &self.stretches);
        let mut source = String::new();
        let mut stretches = Vec::new();
        for piece in pieces {
            let text = &self.source[piece.start..piece.end];
            let blank = text.len() - text.trim_start_matches(['\n', '\r']).len();
            if text.trim().is_empty() {
                continue;
            }
            if !source.is_empty() {
                source.push_str("\n\n");
            }
            stretches.push(Stretch { offset: source.len(), line: places.span(piece.start + blank).line });
            source.push_str(&text[blank..]);
        }
        if stretches.is_empty() {
            return Words::empty(self.at.clone());
        }
        // What is wrong in the text was told when it was read the first time.
        read::read(&self.at.file, source, stretches, &mut Problems::default())
    }
}

/// The words of a picture stand and fall with the picture, which may be held back.
fn without_pictures<'e>(events: impl Iterator<Item = Event<'e>>) -> impl Iterator<Item = Event<'e>> {
    let mut depth = 0;
    events.filter(move |event| match event {
        Event::Start(Tag::Image { .. }) => {
            depth += 1;
            false
        }
        Event::End(TagEnd::Image) => {
            depth -= 1;
            false
        }
        _ => depth == 0,
    })
}

/// What a text is made of, as far as cutting needs to know.
#[derive(Default)]
struct Outline {
    headings: Vec<Heading>,
    /// `[label]: address`
    definitions: Vec<Range<usize>>,
    notes: Vec<Note>,
}

struct Heading {
    level: HeadingLevel,
    text: String,
    range: Range<usize>,
}

/// A footnote, and where it is pointed at.
struct Note {
    range: Range<usize>,
    pointers: Vec<usize>,
}

/// What becomes of a footnote that nothing points at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unused {
    Kept,
    Dropped,
}

impl Outline {
    fn of(source: &str) -> Outline {
        let mut outline = Outline::default();
        let mut pointers: Vec<(String, usize)> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        let mut events = Parser::new_ext(source, options()).into_offset_iter();
        outline
            .definitions
            .extend(events.reference_definitions().iter().map(|(_, definition)| definition.span.clone()));
        outline.definitions.sort_by_key(|range| range.start);
        let mut depth = 0_usize;
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                    let inside = events.by_ref().map(|(event, _)| event);
                    let text = one_line(inside.take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_)))));
                    outline.headings.push(Heading { level, text, range });
                }
                Event::Start(tag) => {
                    if let Tag::FootnoteDefinition(name) = tag
                        && depth == 0
                    {
                        names.push(name.to_lowercase());
                        outline.notes.push(Note { range, pointers: Vec::new() });
                    }
                    depth += 1;
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::FootnoteReference(name) => pointers.push((name.to_lowercase(), range.start)),
                _ => {}
            }
        }
        for (note, name) in outline.notes.iter_mut().zip(&names) {
            note.pointers.extend(pointers.iter().filter(|(pointed, _)| pointed == name).map(|(_, offset)| offset));
        }
        outline
    }

    /// The pieces that make some stretches of the text stand alone: they lose the footnotes that lie in them and get
    /// those they point at, and every link definition that lies elsewhere.
    fn part(&self, stretches: &[Range<usize>], unused: Unused) -> Vec<Range<usize>> {
        let within = |offset: usize| stretches.iter().any(|stretch| stretch.contains(&offset));
        let in_a_note = |offset: usize| self.notes.iter().any(|note| note.range.contains(&offset));
        let mut pieces = Vec::new();
        for stretch in stretches {
            let mut from = stretch.start;
            for note in self.notes.iter().filter(|note| stretch.contains(&note.range.start)) {
                pieces.push(from..note.range.start.max(from));
                from = note.range.end.clamp(from, stretch.end);
            }
            pieces.push(from..stretch.end);
        }
        let elsewhere = self.definitions.iter().filter(|range| !within(range.start) || in_a_note(range.start));
        pieces.extend(elsewhere.cloned());
        let wanted = self.notes.iter().filter(|note| match note.pointers.as_slice() {
            [] => unused == Unused::Kept,
            pointers => pointers.iter().any(|&offset| within(offset) || in_a_note(offset)),
        });
        pieces.extend(wanted.map(|note| note.range.clone()));
        pieces
    }
}

/// The words of one block on one line, with mentions written as a one-line text writes them.
fn one_line<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut line = String::new();
    // The label of a mention: how deep in it, where it starts in the line, and who is meant.
    let mut label: Option<(usize, usize, String)> = None;
    for event in events {
        match event {
            Event::Start(tag) => match (&mut label, tag) {
                (Some((depth, ..)), _) => *depth += 1,
                (None, Tag::Link { dest_url, .. }) => {
                    if let Destination::Person(person) = destination(&dest_url) {
                        label = Some((0, line.len(), person));
                    }
                }
                (None, _) => {}
            },
            Event::End(_) => match label.take() {
                Some((0, start, person)) => write_mention(&mut line, start, &person),
                Some((depth, start, person)) => label = Some((depth - 1, start, person)),
                None => {}
            },
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                line.push_str(&visible(&text).replace(['\n', '\r'], " "));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => line.push_str(&visible(&text)),
            Event::SoftBreak | Event::HardBreak | Event::Rule => line.push(' '),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }
    line
}

/// Turns what was written since `start` into a mention. A file name that cannot stand in one leaves nothing behind.
fn write_mention(line: &mut String, start: usize, person: &str) {
    let label: String = line[start..].chars().filter(|letter| !matches!(letter, '[' | ']')).collect();
    line.truncate(start);
    let mention = format!("[{label}](person:{person})");
    if matches!(line_parts(&mention).as_slice(), [LinePart::Person { .. }]) {
        line.push_str(&mention);
    }
}

/// The first sentences of a line, or its first words and an ellipsis.
fn shortened(line: &str) -> String {
    let mut seen = 0;
    let mut last_sentence = None;
    let mut last_word = 0;
    let mut offset = 0;
    for part in line_parts(line) {
        match part {
            LinePart::Person { label, person } => {
                seen += label.chars().count();
                offset += "[](person:)".len() + label.len() + person.len();
            }
            LinePart::Text(text) => {
                for (index, letter) in text.char_indices() {
                    let place = offset + index;
                    if letter.is_whitespace() {
                        if seen > LONG {
                            break;
                        }
                        last_word = place;
                        if ends_sentence(&line[..place]) {
                            last_sentence = Some(place);
                            if seen >= SHORT {
                                return line[..place].to_owned();
                            }
                        }
                    }
                    seen += 1;
                }
                offset += text.len();
            }
        }
        if seen > LONG {
            break;
        }
    }
    match last_sentence {
        _ if seen <= LONG => line.to_owned(),
        Some(end) => line[..end].to_owned(),
        None if last_word > 0 => format!("{}…", line[..last_word].trim_end_matches([',', ';', ':', ' '])),
        None => line_parts(line).first().map_or_else(String::new, |part| first_letters(part)),
    }
}

/// A line whose first word is longer than an opening may be.
fn first_letters(part: &LinePart<'_>) -> String {
    match part {
        LinePart::Text(text) => text.chars().take(LONG).chain(['…']).collect(),
        LinePart::Person { label, person } => format!("[{label}](person:{person})…"),
    }
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', ')']);
    if text.ends_with(['!', '?', '…']) {
        return true;
    }
    let Some(before) = text.strip_suffix('.') else { return false };
    let word = before.rsplit([' ', '(', '“', '"']).next().unwrap_or("");
    let is_short_form =
        matches!(word, "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "Rev" | "Prof" | "e.g" | "i.e" | "etc" | "No");
    !is_short_form && (word.chars().count() > 1 || word.chars().all(|letter| letter.is_ascii_digit()))
}
