//! The one pass over a text: what it mentions, shows and links to, and how it would sound.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::address::{Destination, destination, percent_decoded};
use super::characters::{first_hidden, spoken};
use super::{InlineImage, InlineLink, Mention, Stretch, Words, options};
use crate::content::people::PersonId;
use crate::problem::{Problems, Span, links};
use crate::sources::SourcePath;

pub(super) fn read(file: &SourcePath, source: String, stretches: Vec<Stretch>, problems: &mut Problems) -> Words {
    let first_line = stretches.first().map_or(1, |stretch| stretch.line);
    let mut words = Words { source, stretches, ..Words::empty(Span::line(file, first_line)) };
    let mut reader = Reader {
        file,
        places: Places::new(file, &words.source, &words.stretches),
        problems,
        plain: String::with_capacity(words.source.len() + 16),
        titles_and_addresses: String::new(),
        mentions: Vec::new(),
        images: Vec::new(),
        links: Vec::new(),
        inside_label: 0,
        code_told: false,
        hidden_told: false,
    };
    for (event, range) in Parser::new_ext(&words.source, options()).into_offset_iter() {
        reader.take(event, range);
    }
    let Reader { mut plain, titles_and_addresses, mentions, images, links, .. } = reader;
    plain.push_str(&titles_and_addresses);
    words.plain = if is_composed(&plain) { plain } else { plain.nfc().collect() };
    words.fingerprint = *blake3::hash(words.source.as_bytes()).as_bytes();
    Words { mentions, images, links, ..words }
}

/// Whether a text is in the usual form of its letters. Latin letters and the signs of print are.
fn is_composed(text: &str) -> bool {
    text.chars().all(|letter| letter < '\u{300}' || matches!(letter, '\u{2010}'..='\u{2027}')) || is_nfc(text)
}

struct Reader<'a> {
    file: &'a SourcePath,
    places: Places<'a>,
    problems: &'a mut Problems,
    plain: String,
    titles_and_addresses: String,
    mentions: Vec<Mention>,
    images: Vec<InlineImage>,
    links: Vec<InlineLink>,
    /// How deep we are in the label of a mention, which no reader sees.
    inside_label: usize,
    code_told: bool,
    hidden_told: bool,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.inside_label > 0 {
            match event {
                Event::Start(_) => self.inside_label += 1,
                Event::End(_) => self.inside_label -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Html(text) | Event::InlineHtml(text) => {
                if !self.code_told {
                    self.code_told = true;
                    let at = self.places.span(range.start);
                    self.problems.add(links::web_code_as_text(at));
                }
                self.say(&text, range);
            }
            Event::Text(text) => {
                let (before, start) = (self.plain.len(), range.start);
                self.say(&text, range);
                self.look_for_broken_mention(before, start);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.say(&text, range),
            Event::SoftBreak => self.plain.push(' '),
            Event::HardBreak => self.plain.push('\n'),
            Event::Rule => self.pause(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => {
                // A picture parts two words, however close they stand.
                self.plain.push(' ');
                self.add_title(&title);
                self.image(dest_url, range);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Image => self.plain.push(' '),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.pause();
            }
            TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_) => self.pause(),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => self.pause(),
            TagEnd::DefinitionList | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.pause(),
        }
    }

    fn link(&mut self, link_type: LinkType, typed: &str, title: &str, range: Range<usize>) {
        let place = match link_type {
            // The reader of Markdown leaves out the `mailto:` of <margaret@example.org>.
            LinkType::Email => Destination::Contact,
            _ => destination(typed),
        };
        let at = self.places.span(range.start);
        match place {
            Destination::Person(id) => {
                self.mentions.push(Mention { at, person: PersonId::new(id) });
                self.plain.push(' ');
                self.inside_label = 1;
                return;
            }
            Destination::Web | Destination::Contact => {
                self.titles_and_addresses.push_str(&spoken(&percent_decoded(typed)));
                self.titles_and_addresses.push('\n');
            }
            Destination::Language(_) => {}
            Destination::Inside => self.links.push(InlineLink { at, typed: typed.to_owned() }),
            Destination::Refused(start) => self.problems.add(links::link_scheme(at, &start)),
        }
        self.add_title(title);
    }

    fn image(&mut self, typed: CowStr<'_>, range: Range<usize>) {
        let at = self.places.span(range.start);
        match destination(&typed) {
            Destination::Inside => {
                let file = self.file.beside(&percent_decoded(&typed));
                self.images.push(InlineImage { at, typed: typed.into_string(), file, range });
            }
            Destination::Web => self.problems.add(links::picture_from_web(at)),
            Destination::Refused(start) if start == "//" => self.problems.add(links::picture_from_web(at)),
            Destination::Refused(start) => self.problems.add(links::link_scheme(at, &start)),
            Destination::Person(_) => self.problems.add(links::link_scheme(at, "person:")),
            Destination::Language(_) => self.problems.add(links::link_scheme(at, "lang:")),
            Destination::Contact => self.problems.add(links::link_scheme(at, "mailto: or tel:")),
        }
    }

    fn say(&mut self, text: &str, range: Range<usize>) {
        if !self.hidden_told
            && let Some(index) = first_hidden(text)
        {
            self.hidden_told = true;
            // A character code such as `&#8203;` is longer in the source than in the text.
            let inside = if range.len() == text.len() { index } else { 0 };
            let at = self.places.span(range.start + inside);
            self.problems.add(links::hidden_characters(at));
        }
        self.plain.push_str(&spoken(text));
    }

    /// A mention that stayed words would show its label. `before` is where the latest words start in `plain`.
    fn look_for_broken_mention(&mut self, before: usize, start: usize) {
        if let Some(index) = self.plain[before..].find("(person:")
            && self.plain[..before + index].ends_with(']')
        {
            let at = self.places.span(start);
            self.problems.add(links::mention_not_read(at));
        }
    }

    fn add_title(&mut self, title: &str) {
        if !title.is_empty() {
            self.titles_and_addresses.push_str(&spoken(title));
            self.titles_and_addresses.push('\n');
        }
    }

    fn pause(&mut self) {
        if !self.plain.is_empty() && !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }
}

/// Turns bytes of a text into places of its file. Quick as long as it is asked in order.
pub(super) struct Places<'a> {
    file: &'a SourcePath,
    source: &'a str,
    stretches: &'a [Stretch],
    stretch: usize,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Places<'a> {
    pub(super) fn new(file: &'a SourcePath, source: &'a str, stretches: &'a [Stretch]) -> Places<'a> {
        Places { file, source, stretches, stretch: 0, offset: usize::MAX, line: 1, column: 1 }
    }

    pub(super) fn span(&mut self, offset: usize) -> Span {
        if offset < self.offset {
            (self.stretch, self.offset, self.column) = (0, 0, 1);
            self.line = self.stretches.first().map_or(1, |stretch| stretch.line);
        }
        while let Some(next) = self.stretches.get(self.stretch + 1)
            && next.offset <= offset
        {
            self.stretch += 1;
            (self.offset, self.line, self.column) = (next.offset, next.line, 1);
        }
        let passed = self.source.get(self.offset..offset).unwrap_or("");
        let newlines = passed.bytes().filter(|&byte| byte == b'\n').count() as u32;
        let last_line = passed.rsplit('\n').next().unwrap_or("");
        if newlines > 0 {
            self.line += newlines;
            self.column = 1;
        }
        self.column += last_line.chars().count() as u32;
        self.offset = offset;
        Span { file: self.file.clone(), line: self.line, column: self.column }
    }
}
