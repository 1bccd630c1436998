//! Runs every case under `tests/cases`: a page of Markdown that says a rule, the files that try it, and what comes out.
//!
//! Nobody needs Rust to add one. A case is prose and fenced blocks:
//!
//! | block | says |
//! |---|---|
//! | `toml file=people/mary.toml` | a file of the folder (any word in front; without `carefolio.toml` a small one is supplied) |
//! | `photo file=stories/tea/beans.jpg` | a small real photo; its words are for the reader. `size=64x48`, `cut=true` for a damaged one |
//! | `hex file=stories/tea/beans.heic` | the bytes of a file, two figures each |
//! | `problems today=2026-03-04` | everything the build tells, one `path:line code` a line; with `[public family]` where it matters |
//! | `listing edition=public` | every page of an item, as `stories/tea-party`, and `photo: N` |
//! | `shown edition=public path=stories/tea-party` | words a reader sees there; `not: words` must be nowhere in the edition. `path=portfolio.pdf` reads a PDF, where `carefolio.toml` says `formats` |
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
#[path = "cases/runner/told.rs"]
mod told;

use std::collections::BTreeMap;
use std::path::Path;

use carefolio::content::dates::Date;
use carefolio::pipeline::{self, InMemory, Pdfs, Request};

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
    if case.asks_for_formats && cfg!(not(feature = "pdf")) {
        return Ok(());
    }
    if case.expected.is_empty() {
        return Err("this case expects nothing: add a `problems` block".into());
    }
    let mut built: BTreeMap<Date, Built> = BTreeMap::new();
    let accepts = std::env::var_os("ACCEPT").is_some();
    let mut differences = Vec::new();
    let mut accepted: Vec<(&Block<'_>, String)> = Vec::new();
    for (block, expectation, today) in &case.expected {
        let built = built.entry(*today).or_insert_with(|| build(&case, *today));
        let difference = match expectation {
            Expectation::Problems => told::problems(block, built),
            Expectation::Listing(edition) => told::listing(block, built, edition),
            Expectation::Shown(edition, page) => told::shown(block, built, edition, page.as_deref()),
            Expectation::Exit { strict } => told::exit(block, built, *strict),
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

fn build(case: &Case<'_>, today: Date) -> Built {
    let sink = InMemory::default();
    // PDFs take long: only a case that says which formats it wants gets them.
    let pdfs = if case.asks_for_formats { Pdfs::OfFormats { also: Vec::new() } } else { Pdfs::Leave };
    let request = Request { today, edition: None, despite_errors: false, pdfs };
    let outcome = pipeline::run(&case.sources, &request, &sink).expect("nothing on disk is touched");
    Built { outcome, files: sink.into_files() }
}

datatest_stable::harness! {
    { test = holds, root = "tests/cases", pattern = r"\.md$" },
    { test = codes::have_cases, root = "src", pattern = r"^problem/.*\.rs$|^plan/mod\.rs$" },
}
