//! Runs the real program on a case's folder: what is typed, what it says, and what stands in a file afterwards.

use std::cell::OnceCell;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use carefolio::content::dates::Date;
use carefolio::sources::{MemorySources, Sources};
use tempfile::TempDir;

use super::case::Block;
use super::told::Difference;

/// What the folder is called in what the program says.
const NAME: &str = "my-home";

/// A case's folder, on disk as soon as a command needs it; what one block does the next one finds.
pub struct Folder<'c> {
    sources: &'c MemorySources,
    root: OnceCell<TempDir>,
}

impl Folder<'_> {
    /// The folder of a case.
    pub fn new(sources: &MemorySources) -> Folder<'_> {
        Folder { sources, root: OnceCell::new() }
    }

    fn home(&self) -> PathBuf {
        let root = self.root.get_or_init(|| written_out(self.sources).expect("a temporary folder"));
        root.path().canonicalize().expect("it was made a moment ago").join(NAME)
    }

    /// A line `$ carefolio …` and what it says below; at the end `exit: 1` where it does not end well.
    pub fn said(&self, block: &Block<'_>, today: Date) -> Option<Difference> {
        let typed = block.lines.first().copied().unwrap_or("");
        let Some(words) = typed.strip_prefix("$ carefolio ") else {
            return Some(Difference { words: "  begins with: $ carefolio …".to_owned(), actual: None });
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_carefolio"));
        command.args(split(words)).args(["--today", &today.iso()]).current_dir(self.home()).stdin(Stdio::null());
        let output = command.output().expect("the program starts");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let home = self.home();
        let said = said.replace(&home.display().to_string(), NAME);
        let ending = match output.status.code() {
            Some(0) => String::new(),
            code => format!("\nexit: {}", code.unwrap_or(-1)),
        };
        compare(block, &format!("{typed}\n{}{ending}", said.trim_end()))
    }

    /// What stands in a file.
    pub fn written(&self, block: &Block<'_>, path: &str) -> Option<Difference> {
        compare(
            block,
            &fs::read_to_string(self.home().join(path)).unwrap_or_else(|_| "there is no such file".to_owned()),
        )
    }
}

fn written_out(sources: &MemorySources) -> std::io::Result<TempDir> {
    let root = TempDir::new()?;
    for entry in sources.list()? {
        let path = root.path().join(NAME).join(entry.path.as_str());
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        fs::write(path, sources.read(&entry.path)?)?;
    }
    Ok(root)
}

/// Words parted by blanks; what stands in quotes is one word.
fn split(typed: &str) -> Vec<String> {
    let parts = typed.split('"').enumerate();
    let words = parts.flat_map(|(index, part)| match index % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// Line by line; a line `…` stands for any number of lines that do not matter here.
fn compare(block: &Block<'_>, actual: &str) -> Option<Difference> {
    let actual: Vec<&str> = actual.lines().map(str::trim_end).collect();
    let expected: Vec<&str> = block.lines.iter().map(|line| line.trim_end()).collect();
    let leaves_out = expected.contains(&"…");
    if actual == expected || (leaves_out && is_in_order(&expected, &actual)) {
        return None;
    }
    let missing = expected.iter().filter(|line| !actual.contains(line)).map(|line| format!("  - {line}"));
    let extra = actual.iter().filter(|line| !expected.contains(line)).map(|line| format!("  + {line}"));
    let words = missing.chain(extra).collect::<Vec<_>>().join("\n");
    Some(Difference { words, actual: (!leaves_out).then(|| actual.join("\n")) })
}

/// Whether the parts between the `…` stand in this order: the first at the start, the last at the end.
fn is_in_order(expected: &[&str], actual: &[&str]) -> bool {
    let parts: Vec<&[&str]> = expected.split(|line| *line == "…").collect();
    let mut rest = actual;
    for (index, part) in parts.iter().enumerate() {
        let found = match index {
            0 => rest.starts_with(part).then_some(0),
            _ if index == parts.len() - 1 => rest.ends_with(part).then(|| rest.len() - part.len()),
            _ => (0..=rest.len().saturating_sub(part.len())).find(|at| rest[*at..].starts_with(part)),
        };
        match found {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}
