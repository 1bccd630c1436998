//! `carefolio check --fix`: mends what can be mended without asking, on the author's word, and shows each change.

use camino::Utf8Path;
use serde::Serialize;

use super::Stop;
use super::terminal::counted;
use crate::output::AuthorsFolder;
use crate::pipeline::{self, Request, Sink};
use crate::repair::{self, Change};
use crate::sources::{DiskSources, SourcePath, Sources};

/// A change that was made in a file.
#[derive(Serialize)]
pub struct Fixed {
    /// The file.
    pub file: SourcePath,
    /// The line, from 1; 0 when the whole file was saved anew.
    pub line: u32,
    /// The problem that was put right.
    pub code: &'static str,
    /// The change itself holds an author's words: it is for the person at the keyboard.
    #[serde(skip)]
    pub change: Change,
}

/// Mends and looks again until nothing is left to mend; gives every change.
pub fn run(folder: &Utf8Path, request: &Request, sink: &dyn Sink) -> Result<Vec<Fixed>, Stop> {
    let authors = AuthorsFolder::new(folder);
    let mut fixed = Vec::new();
    let mut round = 0;
    loop {
        let sources = DiskSources::new(folder, Vec::new());
        let outcome = pipeline::run(&sources, request, sink)?;
        round += 1;
        let before = fixed.len();
        for (path, problems) in repair::mendable(&outcome.problems) {
            let Ok(bytes) = sources.read(path) else { continue };
            let Some(mended) = repair::file(&bytes, &problems) else { continue };
            authors.replace(path, &bytes, &mended.bytes)?;
            let of = |change: Change| Fixed { file: path.clone(), line: change.line, code: change.code, change };
            fixed.extend(mended.changes.into_iter().map(of));
        }
        if fixed.len() == before || round == repair::MOST_ROUNDS {
            return Ok(fixed);
        }
    }
}

/// The changes, for people: the place, the line as it was and as it is.
pub fn to_people(fixed: &[Fixed]) -> String {
    if fixed.is_empty() {
        return "Nothing could be mended without you.\n\n".to_owned();
    }
    let mut told = format!("{} mended\n\n", counted(fixed.len(), "slip was", "slips were"));
    for one in fixed {
        match one.line {
            0 => told.push_str(&format!("{}\n  Saved once more as plain text, with the same words.\n", one.file)),
            line => told.push_str(&format!("{}, line {line}\n", one.file)),
        }
        for line in &one.change.before {
            told.push_str(&format!("  Before: {line}\n"));
        }
        for line in &one.change.after {
            told.push_str(&format!("  After:  {line}\n"));
        }
        if one.change.after.is_empty() && one.line > 0 {
            told.push_str("  After:  the line is gone.\n");
        }
        told.push('\n');
    }
    told
}
