//! Runs every case under `tests/cases`: a page of Markdown that says a rule, the files that try it, and what comes out.
//!
//! Nobody needs Rust to add one. A case is prose and fenced blocks:
//!
//! | block | says |
//! |---|---|
//! | `toml file=people/mary.toml` | a file of the folder (any word in front; without `carefolio.toml` a small one is supplied) |
//! | `photo file=stories/tea/beans.jpg` | a small real photo; its words are for the reader. `size=64x48`, `cut=true` for a damaged one, `taken=2026-05-14` for what its camera wrote, `face=true`, `as=other/file.jpg` for a copy, `scene=word` for something to see |
//! | `hex file=stories/tea/beans.heic` | the bytes of a file, two figures each |
//! | `problems today=2026-03-04` | everything the build tells, one `path:line code` a line; with `[public family]` where it matters; `faces=true` for `check --faces` |
//! | `listing edition=public` | every page of an item, as `stories/tea-party`, and `photo: N` |
//! | `shown edition=public path=stories/tea-party` | words a reader sees there; `not: words` must be nowhere in the edition. `path=portfolio.pdf` reads a PDF, where `carefolio.toml` says `formats` |
//! | `fixed file=stories/tea.md` | that file after `check --fix`; `same` when it stays as it is (`hex=true` for its bytes). What was understood before must look the same to readers after |
//! | `gaps` | what is missing, one `what place when` a line; `statements=all`, `some` (those with something) or a key question; `framework=` another |
//! | `run today=2026-03-04` | a line `$ carefolio consent list`, what the real program says to it (a line `…` stands for lines that do not matter), and `exit: 1` where it ends so |
//! | `written path=people/mary.toml` | what stands in a file after the commands above it |
//! | `words` | what `check --words` adds, one `path:line code` a line, and `path years` for each text of 100 words |
//! | `exit` | how the command ends: 0, 1 or 2; `strict=true` for `--strict` |
//!
//! A block without `today` is about the same day as the block before it. `ACCEPT=1 cargo test --test cases` writes what
//! came out into the cases; read the difference before you keep it. Every problem code must stand in some case.

#![expect(clippy::disallowed_methods, reason = "reads the cases, and writes them when asked to")]

#[path = "cases/runner/case.rs"]
mod case;
#[path = "cases/runner/codes.rs"]
mod codes;
#[path = "paper/reader.rs"]
mod paper;
#[path = "cases/runner/run.rs"]
mod run;
#[path = "cases/runner/told.rs"]
mod told;

use std::collections::BTreeMap;
use std::path::Path;

use carefolio::content::dates::Date;
use carefolio::pipeline::{self, InMemory, Pdfs, Request};
use carefolio::repair;
use carefolio::sources::{MemorySources, Sources};

use case::{Block, Case, Expectation};
use told::Built;

type Checked = datatest_stable::Result<()>;

/// What a case found, printed line by line.
struct Told(String);

impl std::error::Error for Told {}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn holds(path: &Path) -> Checked {
    let text = std::fs::read_to_string(path)?;
    let case = Case::read(&text)?;
    if case.asks_for_formats && cfg!(not(feature = "pdf")) || case.asks_for_webp && cfg!(not(feature = "webp")) {
        return Ok(());
    }
    if case.expected.is_empty() {
        return Err("this case expects nothing: add a `problems` block".into());
    }
    let mut built: BTreeMap<(Date, bool), Built> = BTreeMap::new();
    let accepts = std::env::var_os("ACCEPT").is_some();
    let folder = run::Folder::new(&case.sources);
    let mut differences = Vec::new();
    let mut mended: Option<MemorySources> = None;
    let mut accepted: Vec<(&Block<'_>, String)> = Vec::new();
    for (block, expectation, today) in &case.expected {
        let faces = matches!(expectation, Expectation::Problems { faces: true });
        let built =
            built.entry((*today, faces)).or_insert_with(|| build(&case.sources, *today, faces, case.asks_for_formats));
        let difference = match expectation {
            Expectation::Problems { .. } => told::problems(block, built),
            Expectation::Listing(edition) => told::listing(block, built, edition),
            Expectation::Shown(edition, page) => told::shown(block, built, edition, page.as_deref()),
            Expectation::Words => told::words(block, &case.sources, *today),
            Expectation::Gaps(asked) => told::gaps(block, &case.sources, *today, asked),
            Expectation::Run => folder.said(block, *today),
            Expectation::Written(path) => folder.written(block, path),
            Expectation::Exit { strict } => told::exit(block, built, *strict),
            Expectation::Fixed { file, hex } => {
                let mended = mended.get_or_insert_with(|| mend(&case.sources, *today));
                if !built.outcome.problems.has_errors()
                    && build(mended, *today, false, case.asks_for_formats).files != built.files
                {
                    differences.push(format!("{}: mending changed what readers see", path.display()));
                }
                told::fixed(block, &case.sources, mended, file, *hex)
            }
        };
        let Some(difference) = difference else { continue };
        match difference.actual {
            Some(actual) if accepts => accepted.push((block, actual)),
            _ => {
                let place = format!("{}:{} {}", path.display(), block.line, block.info);
                differences.push(format!("{place} (on {today})\n{}", difference.words));
            }
        }
    }
    if !accepted.is_empty() {
        std::fs::write(path, case::with_bodies(&text, &accepted))?;
    }
    if differences.is_empty() { Ok(()) } else { Err(Told(differences.join("\n")).into()) }
}

fn build(sources: &MemorySources, today: Date, look_for_faces: bool, prints: bool) -> Built {
    let sink = InMemory::default();
    // PDFs take long: only a case that says which formats it wants gets them.
    let pdfs = if prints { Pdfs::OfFormats { also: Vec::new() } } else { Pdfs::Leave };
    let request = Request { look_for_faces, pdfs, ..Request::on(today) };
    let outcome = pipeline::run(sources, &request, &sink).expect("nothing on disk is touched");
    Built { outcome, files: sink.into_files() }
}

/// The folder after `check --fix`, which is found to be at rest.
fn mend(sources: &MemorySources, today: Date) -> MemorySources {
    let mut sources = sources.clone();
    for _ in 0..=repair::MOST_ROUNDS {
        let problems = build(&sources, today, false, false).outcome.problems;
        let mut is_changed = false;
        for (path, problems) in repair::mendable(&problems) {
            let bytes = sources.read(path).expect("a file with a problem is there");
            if let Some(mended) = repair::file(&bytes, &problems) {
                sources.put(path.as_str(), mended.bytes);
                is_changed = true;
            }
        }
        if !is_changed {
            return sources;
        }
    }
    panic!("mending does not come to rest");
}

datatest_stable::harness! {
    { test = holds, root = "tests/cases", pattern = r"\.md$" },
    { test = codes::have_cases, root = "src", pattern = r"^problem/.*\.rs$" },
}
