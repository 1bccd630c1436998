//! Body text for paper: the same words as on the page, as a tree of values that a template walks.
//!
//! Words are values and never markup, so nothing an author types can be read as an instruction. What differs from the
//! page is what paper asks for: footnotes stand where they are pointed at, a picture follows the block it stands in, and
//! what is nested very deeply is written flat.

mod notes;
mod values;

pub use values::{Block, Inline};

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use crate::content::capitalised;
use crate::content::markdown::{Destination, destination, options, visible};
use notes::{NOTE, with_notes};

/// Blocks inside one another deeper than this are written flat: a printed page has no room for more.
const DEEPEST: usize = 9;

/// What stands in for a person who may not be named.
const SOMEONE: &str = "someone";

/// What a text needs to know about the book around it.
pub struct Around<'a, P> {
    /// What a person is called here; `None` prints "someone".
    pub name_of: &'a dyn Fn(&str) -> Option<String>,
    /// A picture, from the file as typed and its words; `None` leaves it out.
    pub picture: &'a dyn Fn(&str, &str) -> Option<P>,
    /// The address of another file of the portfolio, as typed; `None` prints the words without a link.
    pub link: &'a dyn Fn(&str) -> Option<String>,
}

/// Reads a body text into blocks. The highest heading is of level 1, and none skips a level.
pub fn to_blocks<P: Clone>(source: &str, around: &Around<'_, P>) -> Vec<Block<P>> {
    let mut reader = Reader {
        events: Parser::new_ext(source, options()),
        around,
        open: vec![Open::Blocks(Frame::Body, Vec::new())],
        headings: Vec::new(),
        said: String::new(),
        notes: BTreeMap::new(),
        pointed_at: Vec::new(),
        waiting: Vec::new(),
    };
    while let Some(event) = reader.events.next() {
        reader.take(event);
    }
    let Some(Open::Blocks(_, mut blocks)) = reader.open.pop() else { return Vec::new() };
    let notes = reader.notes;
    // What nothing points at comes last: no words of an author get lost.
    let unread = notes.iter().filter(|(name, _)| !reader.pointed_at.contains(name));
    blocks.extend(unread.flat_map(|(_, body)| body.clone()));
    with_notes(&mut blocks, &notes);
    blocks
}

struct Reader<'a, 'e, P> {
    events: Parser<'e>,
    around: &'a Around<'a, P>,
    open: Vec<Open<P>>,
    /// The author's heading levels that lead to where we are.
    headings: Vec<HeadingLevel>,
    /// What has been said of this block, to know where a sentence starts.
    said: String,
    notes: BTreeMap<String, Vec<Block<P>>>,
    pointed_at: Vec<String>,
    /// Pictures that follow the block they stand in.
    waiting: Vec<P>,
}

/// What has been started and not ended.
enum Open<P> {
    Blocks(Frame, Vec<Block<P>>),
    List(Option<u64>, Vec<Vec<Block<P>>>),
    Line(Line, Vec<Inline<P>>),
    Table {
        align: Vec<&'static str>,
        head: Vec<Vec<Inline<P>>>,
        rows: Vec<Vec<Vec<Inline<P>>>>,
        in_head: bool,
    },
    Row(Vec<Vec<Inline<P>>>),
    Code(String),
    /// Written flat: its inside belongs to what is around it.
    Flat,
}

enum Frame {
    Body,
    Quote,
    Item,
    Note(String),
}

enum Line {
    Paragraph,
    Heading(u8),
    Cell,
    Strong,
    Emphasis,
    Struck,
    Link(String),
    See(String),
    Tongue(String),
    /// Words that stand in blocks without a paragraph of their own.
    Loose,
}

impl<'e, P: Clone> Reader<'_, 'e, P> {
    fn take(&mut self, event: Event<'e>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Code(text) => {
                let text = visible(&text).into_owned();
                self.said.push_str(&text);
                self.inline(Inline::Code { text });
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(name) => self.point_at(&name),
            Event::TaskListMarker(true) => self.text("\u{2611} done: "),
            Event::TaskListMarker(false) => self.text("\u{2610} to do: "),
        }
    }

    fn start(&mut self, tag: Tag<'e>) {
        let is_deep = self.open.iter().filter(|open| !matches!(open, Open::Flat)).count() >= DEEPEST;
        if starts_block(&tag) {
            self.close_loose();
            self.said.clear();
        }
        let open = match tag {
            Tag::Paragraph | Tag::HtmlBlock => Open::Line(Line::Paragraph, Vec::new()),
            Tag::Heading { level, .. } => Open::Line(Line::Heading(self.heading(level)), Vec::new()),
            Tag::BlockQuote(_) | Tag::List(_) if is_deep => Open::Flat,
            Tag::BlockQuote(_) => Open::Blocks(Frame::Quote, Vec::new()),
            Tag::CodeBlock(_) => Open::Code(String::new()),
            Tag::List(start) => Open::List(start, Vec::new()),
            Tag::Item if !matches!(self.open.last(), Some(Open::List(..))) => Open::Flat,
            Tag::Item => Open::Blocks(Frame::Item, Vec::new()),
            Tag::FootnoteDefinition(name) => Open::Blocks(Frame::Note(name.to_lowercase()), Vec::new()),
            Tag::Table(align) => {
                let align = align.into_iter().map(side).collect();
                Open::Table { align, head: Vec::new(), rows: Vec::new(), in_head: false }
            }
            Tag::TableHead => {
                if let Some(Open::Table { in_head, .. }) = self.open.last_mut() {
                    *in_head = true;
                }
                Open::Row(Vec::new())
            }
            Tag::TableRow => Open::Row(Vec::new()),
            Tag::TableCell => Open::Line(Line::Cell, Vec::new()),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough if is_deep => Open::Flat,
            Tag::Emphasis => Open::Line(Line::Emphasis, Vec::new()),
            Tag::Strong => Open::Line(Line::Strong, Vec::new()),
            Tag::Strikethrough => Open::Line(Line::Struck, Vec::new()),
            Tag::Link { link_type, dest_url, .. } => match self.link(link_type, &dest_url) {
                Some(line) => Open::Line(line, Vec::new()),
                None => return,
            },
            Tag::Image { dest_url, .. } => return self.picture(&dest_url),
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => Open::Flat,
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => Open::Flat,
        };
        let starts_a_line =
            matches!(open, Open::Line(Line::Paragraph | Line::Heading(_) | Line::Cell | Line::Loose, _));
        if matches!(open, Open::Line(..)) && !starts_a_line {
            self.open_loose();
        }
        self.open.push(open);
    }

    fn end(&mut self, tag: TagEnd) {
        if ends_block(tag) {
            self.close_loose();
        }
        match self.open.pop() {
            None | Some(Open::Flat) => {}
            Some(Open::Line(line, words)) => self.end_line(line, words),
            Some(Open::Code(text)) => self.block(Block::Code { text: text.trim_end().to_owned() }),
            Some(Open::List(start, items)) => self.block(Block::List { start, items }),
            Some(Open::Row(cells)) => {
                if let Some(Open::Table { head, rows, in_head, .. }) = self.open.last_mut() {
                    if std::mem::take(in_head) { *head = cells } else { rows.push(cells) }
                }
            }
            Some(Open::Table { align, head, rows, .. }) => self.block(Block::Table { align, head, rows }),
            Some(Open::Blocks(frame, blocks)) => match frame {
                Frame::Quote if !blocks.is_empty() => self.block(Block::Quote { blocks }),
                Frame::Quote | Frame::Body => {}
                Frame::Item => {
                    if let Some(Open::List(_, items)) = self.open.last_mut() {
                        items.push(blocks);
                    }
                }
                Frame::Note(name) => self.notes.entry(name).or_default().extend(blocks),
            },
        }
    }

    fn end_line(&mut self, line: Line, words: Vec<Inline<P>>) {
        let is_empty = words.iter().all(|word| matches!(word, Inline::Text { text } if text.trim().is_empty()));
        match line {
            Line::Cell => {
                if let Some(Open::Row(cells)) = self.open.last_mut() {
                    cells.push(words);
                }
            }
            Line::Paragraph | Line::Loose if is_empty => self.pictures(),
            Line::Paragraph | Line::Loose => self.block(Block::Paragraph { words }),
            Line::Heading(_) if is_empty => {}
            Line::Heading(level) => self.block(Block::Heading { level, words }),
            _ if is_empty => {}
            Line::Strong => self.inline(Inline::Strong { words }),
            Line::Emphasis => self.inline(Inline::Emphasis { words }),
            Line::Struck => self.inline(Inline::Struck { words }),
            Line::Link(href) => self.inline(Inline::Link { href, words }),
            Line::See(to) => self.inline(Inline::See { to, words }),
            Line::Tongue(lang) => self.inline(Inline::Tongue { lang, words }),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Open::Code(code)) = self.open.last_mut() {
            return code.push_str(&visible(text));
        }
        let text = visible(text).replace('\n', " ");
        self.said.push_str(&text);
        self.inline(Inline::Text { text });
    }

    fn inline(&mut self, inline: Inline<P>) {
        self.open_loose();
        let line = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Line(_, words) => Some(words),
            _ => None,
        });
        let Some(words) = line else { return };
        match (words.last_mut(), inline) {
            (Some(Inline::Text { text: before }), Inline::Text { text }) => before.push_str(&text),
            (_, inline) => words.push(inline),
        }
    }

    fn block(&mut self, block: Block<P>) {
        self.close_loose();
        self.push(block);
        self.pictures();
        self.said.clear();
    }

    fn pictures(&mut self) {
        for picture in std::mem::take(&mut self.waiting) {
            self.push(Block::Picture { picture });
        }
    }

    fn push(&mut self, block: Block<P>) {
        let blocks = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Blocks(_, blocks) => Some(blocks),
            _ => None,
        });
        if let Some(blocks) = blocks {
            blocks.push(block);
        }
    }

    /// Items of a tight list hold words without a paragraph.
    fn open_loose(&mut self) {
        let inside = self.open.iter().rposition(|open| !matches!(open, Open::Flat));
        if let Some(at) = inside.filter(|at| matches!(self.open[*at], Open::Blocks(..))) {
            self.open.insert(at + 1, Open::Line(Line::Loose, Vec::new()));
        }
    }

    fn close_loose(&mut self) {
        let at = self.open.iter().rposition(|open| matches!(open, Open::Line(Line::Loose, _)));
        let Some(at) = at else { return };
        if let Open::Line(line, words) = self.open.remove(at) {
            self.end_line(line, words);
        }
    }

    fn heading(&mut self, level: HeadingLevel) -> u8 {
        while self.headings.last().is_some_and(|above| *above >= level) {
            self.headings.pop();
        }
        let shown = self.headings.len() as u8 + 1;
        self.headings.push(level);
        shown
    }

    /// Starts a link, or says a person's name and skips the author's words for it.
    fn link(&mut self, link_type: LinkType, typed: &str) -> Option<Line> {
        let place = if link_type == LinkType::Email { Destination::Contact } else { destination(typed) };
        let address = visible(typed).trim().to_owned();
        let line = match place {
            Destination::Person(person) => {
                self.skip();
                let name = (self.around.name_of)(&person);
                let name = name.as_deref().unwrap_or(SOMEONE);
                let name = if opens_sentence(&self.said) { capitalised(name) } else { name.to_owned() };
                self.text(&name);
                return None;
            }
            Destination::Web => Some(Line::Link(address)),
            Destination::Contact if link_type == LinkType::Email => Some(Line::Link(format!("mailto:{address}"))),
            Destination::Contact => Some(Line::Link(address)),
            Destination::Inside => (self.around.link)(typed).map(Line::See),
            Destination::Language(lang) => Some(Line::Tongue(lang.to_string())),
            Destination::Refused(_) => None,
        };
        if line.is_none() {
            self.open.push(Open::Flat);
        }
        line
    }

    fn picture(&mut self, typed: &str) {
        let alt = self.alt();
        if destination(typed) == Destination::Inside {
            self.waiting.extend((self.around.picture)(typed, &alt));
        }
    }

    /// The words of a picture, up to its end.
    fn alt(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 0;
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => match destination(&dest_url) {
                    Destination::Person(person) => {
                        self.skip();
                        alt.push_str((self.around.name_of)(&person).as_deref().unwrap_or(SOMEONE));
                    }
                    Destination::Web
                    | Destination::Contact
                    | Destination::Inside
                    | Destination::Language(_)
                    | Destination::Refused(_) => depth += 1,
                },
                Event::Start(_) => depth += 1,
                Event::End(TagEnd::Image) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                    alt.push_str(&visible(&text));
                }
                Event::InlineMath(text) | Event::DisplayMath(text) => alt.push_str(&visible(&text)),
                Event::SoftBreak | Event::HardBreak | Event::Rule => alt.push(' '),
                Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            }
        }
        alt
    }

    fn skip(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.events.next() {
                Some(Event::Start(_)) => depth += 1,
                Some(Event::End(_)) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// A note inside a heading, a table or another note has no foot of a page to stand at: it comes last.
    fn point_at(&mut self, name: &str) {
        let name = name.to_lowercase();
        let has_foot = self.open.iter().all(|open| match open {
            Open::Line(line, _) => !matches!(line, Line::Heading(_) | Line::Cell),
            Open::Blocks(Frame::Note(_), _) => false,
            _ => true,
        });
        if !has_foot || self.pointed_at.contains(&name) {
            return;
        }
        self.pointed_at.push(name.clone());
        // The body may come later in the text: its place is kept.
        let place = Inline::Text { text: format!("{NOTE}{name}{NOTE}") };
        self.inline(Inline::Note { blocks: vec![Block::Paragraph { words: vec![place] }] });
    }
}

fn starts_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::HtmlBlock
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::FootnoteDefinition(_)
    )
}

fn ends_block(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::List(_))
}

fn side(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Center => "center",
        Alignment::Right => "right",
        Alignment::Left | Alignment::None => "left",
    }
}

fn opens_sentence(said: &str) -> bool {
    let before = said.trim_end().trim_end_matches(['\u{201c}', '\u{2018}', '(', '"']).trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?'])
}
