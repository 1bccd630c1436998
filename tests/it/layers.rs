//! The map in `src/lib.rs` is true: a room uses the rooms before it and none after it, and each door has one keeper.
//!
//! Read as text, not as Rust: a path that hides in a macro would not be seen. Comments and test code do not count.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A source file of the library.
struct Source {
    /// Inside `src`, with `/`.
    path: String,
    /// As written.
    text: String,
    /// Without comments and without test code.
    code: String,
}

impl Source {
    /// The room it belongs to; `lib.rs` and `main.rs` belong to none.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or("");
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many modules it is below the top.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }

    /// Whether it holds nothing but tests.
    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).expect("a source file can be read");
        let path = file.strip_prefix(&root).expect("it was found there").to_string_lossy().replace('\\', "/");
        Source { path, code: code_of(&text), text }
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The code without comments, and without what follows `#[cfg(test)]` on a `mod tests {`.
fn code_of(text: &str) -> String {
    let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let strip = |line: &str| {
        // `https://` in a string is no comment.
        let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
        comment.map_or(line, |(at, _)| &line[..at]).to_owned()
    };
    text[..tests].lines().map(strip).collect::<Vec<_>>().join("\n")
}

/// The rooms in the order of `src/lib.rs`; rooms without an empty line between them stand side by side.
fn rooms() -> BTreeMap<String, usize> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    let mut rooms = BTreeMap::new();
    let mut floor = 0;
    for line in text.lines() {
        if line.trim().is_empty() {
            floor += 1;
        }
        if let Some(room) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            rooms.insert(room.to_owned(), floor);
        }
    }
    rooms
}

/// Every room that is named by `crate::…`, with its line.
fn used_rooms(code: &str) -> Vec<(usize, String)> {
    let word = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut used = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + found.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            used.push((line, word(rest)));
            continue;
        };
        let mut depth = 1;
        let mut start = 0;
        for (index, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if (c == ',' && depth == 1) || depth == 0 {
                used.push((line, word(group[start..index].trim_start())));
                start = index + 1;
            }
            if depth == 0 {
                break;
            }
        }
    }
    used.retain(|(_, room)| !room.is_empty());
    used
}

/// Lines of code with one of these in it, outside the rooms and files that may.
fn lines_with(words: &[&str], may: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources() {
        let is_keeper = may.iter().any(|keeper| source.path.starts_with(keeper));
        if is_keeper || source.is_test() {
            continue;
        }
        for (index, line) in source.code.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                found.push(format!("src/{}:{} uses {word}", source.path, index + 1));
            }
        }
    }
    found
}

fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

#[test]
fn a_room_uses_only_the_rooms_before_it() {
    let rooms = rooms();
    assert!(rooms.len() >= 14, "the list of rooms in src/lib.rs is read: {rooms:?}");
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = rooms.get(source.room()) else { continue };
        for (line, used) in used_rooms(&source.code) {
            match rooms.get(&used) {
                Some(floor) if floor <= own => {}
                Some(_) => wrong.push(format!("src/{}:{line} looks up to {used}", source.path)),
                None => wrong.push(format!("src/{}:{line} names {used}, which is no room", source.path)),
            }
        }
        // Out through the roof with `super::super::` is no way to the other rooms either.
        for supers in (source.depth()..6).map(|count| "super::".repeat(count)) {
            let in_own_right = |at: usize| !source.code[..at].ends_with("super::");
            wrong.extend(
                source
                    .code
                    .match_indices(&supers)
                    .filter(|(at, _)| in_own_right(*at))
                    .map(|(at, _)| format!("src/{}: {}", source.path, &source.code[at..at + supers.len()])),
            );
        }
    }
    none(&wrong, "Rooms stand in the order of src/lib.rs.");
}

#[test]
fn the_paths_of_code_are_read_as_meant() {
    let code = "use crate::plan::{a, b};\nuse crate::{content::Line, output::{Role, Stage}};\n$crate::macros!();";
    let expected = [(1, "plan"), (2, "content"), (2, "output")].map(|(line, room)| (line, room.to_owned()));
    assert_eq!(used_rooms(code), expected);
    assert_eq!(code_of("let a = \"https://x\"; // crate::cli"), "let a = \"https://x\"; ");
}

#[test]
fn renderers_do_not_know_each_other() {
    let sources = sources();
    let mut renderers: Vec<&str> = sources
        .iter()
        .filter_map(|source| source.path.strip_prefix("render/")?.split('/').next()?.strip_suffix(".rs").or(Some("")))
        .chain(
            sources.iter().filter_map(|source| source.path.strip_prefix("render/")?.split_once('/').map(|two| two.0)),
        )
        .filter(|name| !name.is_empty() && *name != "mod")
        .collect();
    renderers.sort_unstable();
    renderers.dedup();
    assert!(renderers.contains(&"html"), "{renderers:?}");
    let mut wrong = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with("render/") && source.path != "render/mod.rs") {
        let own = source.path["render/".len()..].split(['/', '.']).next().unwrap_or("");
        for other in renderers.iter().filter(|other| **other != own) {
            for path in [format!("render::{other}"), format!("super::{other}::")] {
                if source.code.contains(&path) {
                    wrong.push(format!("src/{} knows {other}", source.path));
                }
            }
        }
    }
    none(&wrong, "HTML and every other form both read the plan; neither reads the other.");
}

#[test]
fn uncleared_words_are_read_before_the_gate_only() {
    // The second line looks for them in what is about to be written.
    let may = ["content", "portfolio", "consent", "leaks/", "pipeline/look_alikes"];
    let found = lines_with(&[".uncleared()", ".plain()", ".opening()"], &may);
    none(&found, "After consent nobody asks for words that were not cleared, but to find them.");
}

#[test]
fn only_the_two_doors_touch_the_disk() {
    let found = lines_with(&["std::fs", "fs::read", "fs::write", "File::open", "WalkDir"], &["sources/", "output/"]);
    none(&found, "Reading is in sources, writing is in output.");
    let looks = [".is_file()", ".is_dir()", ".exists()", ".metadata()", "canonicalize", ".read_dir"];
    none(&lines_with(&looks, &["sources/", "output/", "cli/"]), "Only sources, output and cli look at folders.");
}

#[test]
fn only_cli_knows_the_clock_and_the_environment() {
    let clock = ["SystemTime", "Instant::now", "Zoned::now", "Timestamp::now", "env::var", "env::args", "env::current"];
    let mut found = lines_with(&clock, &["cli/", "main.rs"]);
    // Where files have no change time a stamp reads the file's own times, which are not the clock.
    found.retain(|line| !(line.starts_with("src/sources/stamp.rs") && line.ends_with("SystemTime")));
    none(&found, "No other room reads the clock or the environment.");
}

#[test]
fn only_the_terminal_prints() {
    let found = lines_with(&["println!", "print!", "io::stdout", "io::stderr", "dbg!"], &["cli/terminal.rs"]);
    none(&found, "Printing is in cli::terminal.");
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent = sources().into_iter().filter(|source| !source.text.starts_with("//!")).map(|source| source.path);
    none(&silent.collect::<Vec<_>>(), "Every file opens with //!");
}

#[test]
fn the_program_itself_is_thin() {
    let main = sources().into_iter().find(|source| source.path == "main.rs").expect("there is a program");
    assert!(main.text.lines().count() <= 15, "main.rs hands over to cli and does nothing else");
}

#[test]
fn content_cannot_reach_a_template() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.room() == "content" && !source.is_test()) {
        for line in source.code.lines().filter(|line| line.contains("derive(") && line.contains("Serialize")) {
            wrong.push(format!("src/{}: {}", source.path, line.trim()));
        }
    }
    // The fixed words of the trade are no author's words.
    wrong.retain(|line| !line.starts_with("src/content/terms.rs"));
    none(&wrong, "Content types are not Serialize.");
}
