//! Suggestions as a plain file: the author marks those that fit, and the program reads it back.

use crate::framework::Framework;
use crate::portfolio::migrate::{Suggestion, Write};
use crate::sources::SourcePath;

/// How the line of `carefolio.toml` begins.
const NAMING: &str = "frameworks: name";

/// What an author marked.
pub struct Marked<'s> {
    /// Suggestions with a mark.
    pub confirmed: Vec<&'s Suggestion>,
    /// Whether the framework is to be named in `carefolio.toml`.
    pub names_framework: bool,
    /// Lines with a mark that fit no suggestion.
    pub unknown: Vec<usize>,
}

/// The file.
pub fn listed(found: &[Suggestion], to: &Framework, must_name: bool) -> String {
    if found.is_empty() {
        return format!("There is nothing to suggest for {}.\n", to.title);
    }
    let mut text = format!(
        "# Suggestions for {}.\n# They are ours, not the regulator's. Put an x between the brackets of each that fits: [x]\n\
         # \"same title\": both frameworks call it the same. \"nearest\" and \"related\": read both before you decide.\n",
        to.title
    );
    if must_name {
        text.push_str(&format!("\ncarefolio.toml\n  [ ] {NAMING} {}\n", to.id));
    }
    let mut last: Option<&SourcePath> = None;
    for one in found {
        if last != Some(&one.at.file) {
            text.push_str(&format!("\n{}\n", one.at.file));
            last = Some(&one.at.file);
        }
        text.push_str(&format!("  [ ] {}\n", line(one)));
    }
    text
}

fn line(one: &Suggestion) -> String {
    let start = format!("line {}: {} -> {}", one.at.line, one.typed, one.write.code());
    match &one.write {
        Write::Beside { title, closeness, .. } => format!("{start}  ({}: {title})", closeness.words()),
        Write::InFull { .. } => format!("{start}  (written in full: both frameworks have the name)"),
    }
}

/// Reads the marks. What stands in round brackets is not read.
pub fn marked<'s>(text: &str, found: &'s [Suggestion]) -> Marked<'s> {
    let mut marked = Marked { confirmed: Vec::new(), names_framework: false, unknown: Vec::new() };
    let mut file = "";
    for (number, written) in text.lines().enumerate() {
        let line_trimmed = written.trim_start_matches('\u{feff}').trim();
        if line_trimmed.is_empty() || line_trimmed.starts_with('#') {
            continue;
        }
        let Some((mark, rest)) = line_trimmed.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
            file = line_trimmed;
            continue;
        };
        if !matches!(mark.trim().to_lowercase().as_str(), "x" | "y" | "yes") {
            continue;
        }
        let said = rest.split("  (").next().unwrap_or("").trim();
        if file == "carefolio.toml" && said.starts_with(NAMING) {
            marked.names_framework = true;
            continue;
        }
        let same = |one: &&Suggestion| one.at.file.as_str() == file && line(one).split("  (").next() == Some(said);
        match found.iter().find(same) {
            Some(one) => marked.confirmed.push(one),
            None => marked.unknown.push(number + 1),
        }
    }
    marked
}
