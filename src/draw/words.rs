//! Body text to HTML, straight into one string.
//!
//! Apart from what is listed here the result is CommonMark's. Different on purpose: headings are shifted and never skip
//! a level; raw HTML is shown as text; addresses are let through by a list; pictures, people and links to other files
//! are asked for; tables can be scrolled and name their columns; footnotes come last; tasks are signs, not controls.
//! Nothing of an author becomes an id, a class or a handler, and what is empty (a link, a paragraph) is left out.

mod escape;
mod notes;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use crate::content::capitalised;
use crate::content::language::is_right_to_left;
use crate::content::markdown::{Destination, destination, options, visible};
use escape::{push_address, push_attribute, push_text};
use notes::Notes;

/// Blocks and emphasis inside one another deeper than this are written flat: browsers give up at some depth too.
const DEEPEST: usize = 100;

/// What stands in for a person who may not be named.
const SOMEONE: &str = "someone";

/// What a text needs to know about the page around it.
pub struct Around<'a> {
    /// The level that the highest heading becomes, for example 2.
    pub heading_base: u8,
    /// What the ids of footnotes start with, so that several texts can stand on one page.
    pub footnote_prefix: &'a str,
    /// What a person is called here; `None` prints "someone".
    pub name_of: &'a dyn Fn(&str) -> Option<String>,
    /// Ready HTML for a picture, from the file as typed and its words; `None` leaves it out.
    pub picture: &'a dyn Fn(&str, &str) -> Option<String>,
    /// The address of another file of the portfolio, as typed; `None` prints the words without a link.
    pub link: &'a dyn Fn(&str) -> Option<String>,
}

/// Whether what comes next in this HTML opens a sentence: at the start of a block, or after the end of a sentence.
fn opens_sentence(html: &str) -> bool {
    let mut before = html.trim_end();
    loop {
        let quote = ["&quot;", "\u{201c}", "\u{2018}", "(", "\""].iter().find_map(|quote| before.strip_suffix(quote));
        if let Some(outside) = quote {
            before = outside.trim_end();
        } else if before.ends_with('>')
            && let Some(start) = before.rfind('<')
        {
            let name = before[start..].trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or("");
            if !["em", "strong", "del", "a", "span", "code", "sup"].contains(&name) {
                return true;
            }
            before = before[..start].trim_end();
        } else {
            return before.is_empty() || before.ends_with(['.', '!', '?']);
        }
    }
}

/// Writes a body text as HTML.
pub fn to_html(source: &str, around: &Around<'_>) -> String {
    let mut writer = Writer {
        events: Parser::new_ext(source, options()),
        out: String::with_capacity(source.len() + source.len() / 4 + 64),
        around,
        open: Vec::new(),
        headings: Vec::new(),
        table: Table::default(),
        notes: Notes::default(),
    };
    while let Some(event) = writer.events.next() {
        writer.take(event);
    }
    let Writer { mut out, notes, .. } = writer;
    notes.write(&mut out, around.footnote_prefix);
    out
}

struct Writer<'a, 'e> {
    events: Parser<'e>,
    out: String,
    around: &'a Around<'a>,
    open: Vec<Open>,
    /// The author's heading levels that lead to where we are.
    headings: Vec<HeadingLevel>,
    table: Table,
    notes: Notes,
}

/// What has been started, and what its end has to do.
enum Open {
    /// Nothing was written at the start, so nothing is at the end.
    Flat,
    /// A line break in place of a block written flat.
    FlatBlock,
    Plain(&'static str),
    Heading(u8),
    /// Taken back when nothing was written in it: where it starts and where its inside starts.
    Paragraph(usize, usize),
    Link(usize, usize),
    HtmlBlock,
    Table,
    TableHead,
    Cell(usize, usize),
    /// The text around a footnote, which is written elsewhere.
    Note(String, String),
}

#[derive(Default)]
struct Table {
    start: usize,
    alignments: Vec<Alignment>,
    column: usize,
    /// Where the columns' names start and end, as long as we are among them.
    heads: Option<Vec<(usize, usize)>>,
    has_rows: bool,
}

impl<'e> Writer<'_, 'e> {
    fn take(&mut self, event: Event<'e>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(_) => self.end(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => push_text(&mut self.out, &text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                push_text(&mut self.out, &text);
                self.out.push_str("</code>");
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => push_text(&mut self.out, &text),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.block("<hr>\n"),
            Event::FootnoteReference(name) => {
                self.notes.point_at(&name, self.around.footnote_prefix, &mut self.out);
            }
            Event::TaskListMarker(true) => self.out.push_str("<span class=\"task done\">☑ done:</span> "),
            Event::TaskListMarker(false) => self.out.push_str("<span class=\"task\">☐ to do:</span> "),
        }
    }

    fn start(&mut self, tag: Tag<'e>) {
        let is_deep = self.open.len() >= DEEPEST;
        let open = match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { level, .. } => self.heading(level),
            Tag::BlockQuote(_) if is_deep => self.flat_block(),
            Tag::BlockQuote(_) => self.plain_block("<blockquote>\n", "</blockquote>\n"),
            // No class from the author's word after the fence.
            Tag::CodeBlock(_) => self.plain_block("<pre><code>", "</code></pre>\n"),
            Tag::HtmlBlock => {
                self.block("<p>");
                Open::HtmlBlock
            }
            Tag::List(_) if is_deep => self.flat_block(),
            Tag::List(None) => self.plain_block("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.plain_block("<ol>\n", "</ol>\n"),
            Tag::List(Some(number)) => {
                self.block("");
                self.write(format_args!("<ol start=\"{number}\">\n"));
                Open::Plain("</ol>\n")
            }
            Tag::Item if matches!(self.open.last(), Some(Open::FlatBlock)) => self.flat_block(),
            Tag::Item => self.plain_block("<li>", "</li>\n"),
            Tag::FootnoteDefinition(name) => Open::Note(name.to_lowercase(), std::mem::take(&mut self.out)),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => {
                self.table.heads = Some(Vec::new());
                self.out.push_str("<thead>\n<tr>");
                Open::TableHead
            }
            Tag::TableRow => {
                self.table.column = 0;
                if !std::mem::replace(&mut self.table.has_rows, true) {
                    self.out.push_str("<tbody>\n");
                }
                self.plain("<tr>", "</tr>\n")
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough if is_deep => Open::Flat,
            Tag::Emphasis => self.plain("<em>", "</em>"),
            Tag::Strong => self.plain("<strong>", "</strong>"),
            Tag::Strikethrough => self.plain("<del>", "</del>"),
            Tag::Link { link_type, dest_url, title, .. } => match self.link(link_type, &dest_url, &title) {
                Some(open) => open,
                None => return,
            },
            Tag::Image { dest_url, .. } => return self.picture(&dest_url),
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => Open::Flat,
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => Open::Flat,
        };
        self.open.push(open);
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Flat) | None => {}
            Some(Open::FlatBlock) => self.block(""),
            Some(Open::Plain(closing)) => self.out.push_str(closing),
            Some(Open::Heading(level)) => self.write(format_args!("</h{level}>\n")),
            Some(Open::Paragraph(before, inside)) => self.close_unless_empty(before, inside, "</p>\n"),
            Some(Open::Link(before, inside)) => self.close_unless_empty(before, inside, "</a>"),
            Some(Open::HtmlBlock) => {
                self.out.truncate(self.out.trim_end_matches('\n').len());
                self.out.push_str("</p>\n");
            }
            Some(Open::Cell(before, inside)) => self.close_cell(before, inside),
            Some(Open::TableHead) => self.close_table_head(),
            Some(Open::Table) => {
                self.out.push_str(if self.table.has_rows {
                    "</tbody>\n</table>\n</div>\n"
                } else {
                    "</table>\n</div>\n"
                });
            }
            Some(Open::Note(name, around)) => {
                let body = std::mem::replace(&mut self.out, around);
                self.notes.define(name, &body);
            }
        }
    }

    fn paragraph(&mut self) -> Open {
        self.block("");
        let before = self.out.len();
        self.out.push_str("<p>");
        Open::Paragraph(before, self.out.len())
    }

    /// A heading is one level below the nearest heading above it that is higher, whatever signs the author used.
    fn heading(&mut self, level: HeadingLevel) -> Open {
        while self.headings.last().is_some_and(|above| *above >= level) {
            self.headings.pop();
        }
        let shown = (self.around.heading_base + self.headings.len() as u8).clamp(1, 6);
        self.headings.push(level);
        self.block("");
        self.write(format_args!("<h{shown}>"));
        Open::Heading(shown)
    }

    /// Starts a link, or writes a person's name and skips the author's words for it.
    fn link(&mut self, link_type: LinkType, typed: &str, title: &str) -> Option<Open> {
        let place = if link_type == LinkType::Email { Destination::Contact } else { destination(typed) };
        let address = match place {
            Destination::Person(person) => {
                self.skip();
                let name = (self.around.name_of)(&person);
                let name = name.as_deref().unwrap_or(SOMEONE);
                let name = if opens_sentence(&self.out) { capitalised(name) } else { name.to_owned() };
                push_text(&mut self.out, &name);
                return None;
            }
            Destination::Language(code) => {
                let dir = if is_right_to_left(code) { "rtl" } else { "ltr" };
                self.write(format_args!("<span lang=\"{code}\" dir=\"{dir}\">"));
                return Some(Open::Plain("</span>"));
            }
            Destination::Refused(_) => None,
            Destination::Web => Some(visible(typed).trim().to_owned()),
            Destination::Contact if link_type == LinkType::Email => Some(format!("mailto:{}", visible(typed).trim())),
            Destination::Contact => Some(visible(typed).trim().to_owned()),
            Destination::Inside => (self.around.link)(typed),
        };
        // What is about to be written is looked at once more, whoever made it.
        let Some(address) = address.filter(|address| may_be_written(address)) else { return Some(Open::Flat) };
        let before = self.out.len();
        self.out.push_str("<a href=\"");
        push_address(&mut self.out, &address);
        self.out.push('"');
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            push_attribute(&mut self.out, title);
            self.out.push('"');
        }
        if destination(&address) == Destination::Web {
            self.out.push_str(" class=\"outside\" rel=\"noopener noreferrer\"");
        }
        self.out.push('>');
        Some(Open::Link(before, self.out.len()))
    }

    fn picture(&mut self, typed: &str) {
        let alt = self.alt();
        if destination(typed) == Destination::Inside
            && let Some(html) = (self.around.picture)(typed, &alt)
        {
            self.out.push_str(&html);
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
                    Destination::Web | Destination::Contact | Destination::Inside => depth += 1,
                    Destination::Language(_) | Destination::Refused(_) => depth += 1,
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

    /// Passes over everything up to the end of what has just been started.
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

    fn open_table(&mut self, alignments: Vec<Alignment>) -> Open {
        self.block("");
        self.table = Table { start: self.out.len(), alignments, ..Table::default() };
        self.out.push_str("<table>\n");
        Open::Table
    }

    fn cell(&mut self) -> Open {
        let before = self.out.len();
        let is_head = self.table.heads.is_some();
        self.out.push_str(if is_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
        self.table.column += 1;
        Open::Cell(before, self.out.len())
    }

    fn close_cell(&mut self, before: usize, inside: usize) {
        let Some(heads) = &mut self.table.heads else { return self.out.push_str("</td>") };
        if self.out.len() == inside {
            // A heading cell without words heads nothing: screen readers would announce an empty name.
            self.out.truncate(before);
            self.out.push_str("<td></td>");
        } else {
            heads.push((inside, self.out.len()));
            self.out.push_str("</th>");
        }
    }

    /// Puts the frame that can be scrolled around a table, named after its columns, which are known only here.
    fn close_table_head(&mut self) {
        let heads = self.table.heads.take().unwrap_or_default();
        let mut frame = String::from("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        for (index, (start, end)) in heads.iter().enumerate() {
            frame.push_str(if index > 0 { ", " } else { "" });
            escape::push_without_tags(&mut frame, &self.out[*start..*end]);
        }
        frame.push_str(if heads.is_empty() { "Table\">\n" } else { "\">\n" });
        self.out.insert_str(self.table.start, &frame);
        self.out.push_str("</tr>\n</thead>\n");
    }

    fn close_unless_empty(&mut self, before: usize, inside: usize, closing: &str) {
        if self.out.len() == inside {
            self.out.truncate(before);
        } else {
            self.out.push_str(closing);
        }
    }

    fn plain(&mut self, opening: &str, closing: &'static str) -> Open {
        self.out.push_str(opening);
        Open::Plain(closing)
    }

    fn plain_block(&mut self, opening: &str, closing: &'static str) -> Open {
        self.block(opening);
        Open::Plain(closing)
    }

    fn flat_block(&mut self) -> Open {
        self.block("");
        Open::FlatBlock
    }

    /// Writes something that starts a line.
    fn block(&mut self, opening: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(opening);
    }

    fn write(&mut self, words: std::fmt::Arguments<'_>) {
        self.out.write_fmt(words).expect("writing into a string cannot fail");
    }
}

/// The allow-list a second time, on the very bytes that go into the page and without any of the first one's tolerance.
fn may_be_written(address: &str) -> bool {
    let head = address.split(['/', '?', '#', '\\']).next().unwrap_or("");
    match head.split_once(':') {
        Some((scheme, _)) => ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        None => !address.starts_with("//") && !address.contains(char::is_control),
    }
}
