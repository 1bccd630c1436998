//! Footnotes: numbered in the order in which they are pointed at, written last, each with a way back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

const CANNOT_FAIL: &str = "writing into a string cannot fail";

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Notes {
    places: BTreeMap<String, usize>,
    list: Vec<Note>,
    pointed_at: u32,
}

#[derive(Default)]
struct Note {
    /// 0 as long as nothing points at it.
    number: u32,
    pointers: u32,
    body: String,
}

impl Notes {
    /// Writes the sign that points at a note. (Markdown has no footnotes inside links, so links do not nest.)
    pub(super) fn point_at(&mut self, name: &str, prefix: &str, out: &mut String) {
        let pointed_at = self.pointed_at + 1;
        let note = self.named(name.to_lowercase());
        if note.number == 0 {
            note.number = pointed_at;
        }
        note.pointers += 1;
        let (number, pointers) = (note.number, note.pointers);
        self.pointed_at = self.pointed_at.max(number);
        let id = pointer_id(prefix, number, pointers);
        write!(out, "<sup><a href=\"#{prefix}fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>")
            .expect(CANNOT_FAIL);
    }

    /// Keeps what a note says.
    pub(super) fn define(&mut self, name: String, body: &str) {
        self.named(name).body.push_str(body);
    }

    /// Writes all notes. Those that nothing points at come last: no words of an author get lost.
    pub(super) fn write(mut self, out: &mut String, prefix: &str) {
        self.list.retain(|note| note.number > 0 || !note.body.trim().is_empty());
        if self.list.is_empty() {
            return;
        }
        self.list.sort_by_key(|note| if note.number == 0 { u32::MAX } else { note.number });
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n");
        for note in &self.list {
            note.write(out, prefix);
        }
        out.push_str("</ol>\n</section>\n");
    }

    fn named(&mut self, name: String) -> &mut Note {
        let next = self.list.len();
        let place = *self.places.entry(name).or_insert(next);
        if place == next {
            self.list.push(Note::default());
        }
        &mut self.list[place]
    }
}

impl Note {
    fn write(&self, out: &mut String, prefix: &str) {
        if self.number == 0 {
            write!(out, "<li>\n{}</li>\n", self.body).expect(CANNOT_FAIL);
            return;
        }
        writeln!(out, "<li id=\"{prefix}fn-{}\">", self.number).expect(CANNOT_FAIL);
        let body = self.body.trim_end_matches('\n');
        let (before, closing) = body.strip_suffix("</p>").map_or((body, ""), |before| (before, "</p>"));
        out.push_str(before);
        for pointer in 1..=self.pointers {
            write!(
                out,
                " <a href=\"#{}\" role=\"doc-backlink\" aria-label=\"Back to the text, note {}\">↩</a>",
                pointer_id(prefix, self.number, pointer),
                self.number
            )
            .expect(CANNOT_FAIL);
        }
        out.push_str(closing);
        out.push_str("\n</li>\n");
    }
}

fn pointer_id(prefix: &str, number: u32, pointer: u32) -> String {
    match pointer {
        1 => format!("{prefix}fnref-{number}"),
        _ => format!("{prefix}fnref-{number}-{pointer}"),
    }
}
