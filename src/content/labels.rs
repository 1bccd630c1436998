//! Reads facts that stand between `---` lines, as other programs write them: a label, a colon and its words on each line.
//!
//! A documented part of what such blocks can hold: `Label: words`, lists with commas or as `- ` lines below a label, and
//! photos as `Photo: beans.jpg` with `Alt:`, `Caption:` and their like below it. Capitals in labels do not matter. What
//! is written in other ways is told line by line. The result is facts as they should have been written, so that reading
//! them and writing them anew are the same.

use super::keys::{self, Sort};
use super::mend::repair;

/// The facts of a block, as they should have been written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The facts.
    pub text: String,
    /// The line of the block (from 0) that each line stands for.
    pub lines: Vec<u32>,
    /// Lines of the block that cannot be read.
    pub unread: Vec<u32>,
}

/// Keys of a photo, which stand below its `Photo:`.
const OF_A_PHOTO: [&str; 9] =
    ["file", "alt", "caption", "caption_is_alt", "decorative", "people", "rotate", "crop", "cover"];

/// Reads the lines of a block.
pub fn read(block: &str) -> Labels {
    let mut reader = Reader::default();
    for (number, line) in block.lines().enumerate() {
        if reader.take(number as u32, line).is_none() {
            reader.unread.push(number as u32);
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    /// Facts of the item, then those of each photo.
    facts: Vec<(u32, String)>,
    photos: Vec<Vec<(u32, String)>>,
    /// A label whose list stands below it.
    open: Option<Open>,
    unread: Vec<u32>,
}

struct Open {
    line: u32,
    label: String,
    members: Vec<String>,
}

impl Reader {
    fn take(&mut self, number: u32, line: &str) -> Option<()> {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return Some(());
        }
        if trimmed.starts_with('#') {
            self.put(number, trimmed.to_owned());
            return Some(());
        }
        if let Some(member) = trimmed.strip_prefix("- ") {
            self.open.as_mut()?.members.push(member.trim().to_owned());
            return Some(());
        }
        self.close();
        let (label, words) = trimmed.split_once(':')?;
        let is_indented = line.starts_with([' ', '\t']);
        if is_indented && self.photos.is_empty() || label.trim().is_empty() || label.len() > 40 {
            return None;
        }
        self.label(number, label.trim(), words.trim())
    }

    fn label(&mut self, number: u32, label: &str, words: &str) -> Option<()> {
        if matches!(label.to_lowercase().as_str(), "photo" | "picture" | "image") {
            let mut photo = vec![(number, "[[photo]]".to_owned())];
            if !words.is_empty() {
                photo.push((number, format!("file = {}", repair::labelled(Some(Sort::Path), words)?)));
            }
            self.photos.push(photo);
            return Some(());
        }
        if words.is_empty() {
            self.open = Some(Open { line: number, label: label.to_owned(), members: Vec::new() });
            return Some(());
        }
        // A text over several lines begins like this.
        if matches!(words, "|" | ">" | "|-" | ">-") {
            return None;
        }
        let fact = self.fact(label, words)?;
        self.put(number, fact);
        Some(())
    }

    fn fact(&self, label: &str, words: &str) -> Option<String> {
        let key = keys::meant_by(label).map_or_else(|| label.to_lowercase().replace(' ', "_"), str::to_owned);
        let is_key = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let value = repair::labelled(keys::sort_of(&key), words)?;
        is_key.then(|| format!("{key} = {value}"))
    }

    /// Below a photo stands what is said of the photo; all else is said of the item.
    fn put(&mut self, number: u32, fact: String) {
        let key = fact.split(" =").next().unwrap_or("");
        match self.photos.last_mut() {
            Some(photo) if OF_A_PHOTO.contains(&key) || fact.starts_with('#') => photo.push((number, fact)),
            _ => self.facts.push((number, fact)),
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let fact = match open.members.is_empty() {
            true => Some(format!("# {}:", open.label)),
            false => self.fact(&open.label, &listed(&open.members)),
        };
        match fact {
            Some(fact) => self.put(open.line, fact),
            None => self.unread.push(open.line),
        }
    }

    fn finish(mut self) -> Labels {
        self.close();
        let mut labels = Labels { unread: self.unread, ..Labels::default() };
        for (line, fact) in self.facts.into_iter().chain(self.photos.into_iter().flatten()) {
            labels.text.push_str(&fact);
            labels.text.push('\n');
            labels.lines.push(line);
        }
        labels.unread.sort_unstable();
        labels
    }
}

/// Members with quotes of their own keep them.
fn listed(members: &[String]) -> String {
    let quoted = |member: &String| {
        let is_quoted = member.starts_with(['"', '\'', '\u{201c}', '\u{2018}']);
        if is_quoted { member.clone() } else { format!("\u{201c}{member}\u{201d}") }
    };
    format!("[{}]", members.iter().map(quoted).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn labels_become_facts() {
        let labels = read(
            "Title: Tea: a story\ndate: 14 May 2026\nPEOPLE: margaret, tom\n# a note\nTags:\n  - tea\n- cake, with cream\n\
             Told by: \"a daughter\"\nhappened: yes\nSummary:\n\nPhoto: photos\\beans.jpg\nAlt: It's a bean #1\nPeople: nobody\n\
             Audience: [family, public]\nref: 007\ncolour: dark red",
        );
        let expected = [
            (0, "title = \"Tea: a story\""),
            (1, "date = 2026-05-14"),
            (2, "people = [\"margaret\", \"tom\"]"),
            (3, "# a note"),
            (4, "tags = [\"tea\", \"cake, with cream\"]"),
            (7, "told_by = \"a daughter\""),
            (8, "happened = true"),
            (9, "# Summary:"),
            (14, "audience = [\"family\", \"public\"]"),
            (15, "ref = \"007\""),
            (16, "colour = \"dark red\""),
            (11, "[[photo]]"),
            (11, "file = \"photos/beans.jpg\""),
            (12, "alt = \"It's a bean #1\""),
            (13, "people = \"nobody\""),
        ];
        let found: Vec<(u32, &str)> = labels.lines.iter().copied().zip(labels.text.lines()).collect();
        assert_eq!(found, expected);
        assert_eq!(labels.unread, Vec::<u32>::new());
    }

    #[test]
    fn what_is_written_in_other_ways_is_told_line_by_line() {
        let labels = read("title: x\nsummary: |\n  Several\n  lines.\nWe had tea.\ndate: soon\n  deep: y\n- lost\n");
        assert_eq!(labels.text, "title = \"x\"\n");
        assert_eq!(labels.unread, [1, 2, 3, 4, 5, 6, 7]);
    }
}
