//! Prints: problems for people or for programs, and one line about each edition.

use std::fmt;
use std::io::{BufRead, IsTerminal, Write, stderr, stdin, stdout};

use serde::Serialize;

use super::Stop;
use super::args::{Colour, PrintFormat, Printing};
use super::words::ReadingLine;
use crate::content::dates::Date;
use crate::pipeline::Summary;
use crate::problem::{Problem, Problems, Severity, all_of};

/// Where and how the program speaks.
pub struct Terminal {
    format: PrintFormat,
    quiet: bool,
    verbose: bool,
    colour: bool,
}

/// What a build or a check has to say.
#[derive(Serialize)]
pub struct Report<'r> {
    /// Whether the editions were replaced.
    pub published: bool,
    /// Whether what is held back counts as a failure, and so is printed even when quiet.
    #[serde(skip)]
    pub strict: bool,
    /// Everything that is wrong or held back.
    pub problems: Vec<&'r Problem>,
    /// Each edition.
    pub editions: Vec<EditionLine<'r>>,
    /// Files that were taken down because the content has errors.
    pub taken_down: Vec<String>,
    /// Lists that were replaced by a neutral page for the same reason.
    pub replaced: Vec<String>,
    /// Anything else worth knowing.
    pub notices: Vec<String>,
    /// How hard texts read, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reading: Vec<ReadingLine>,
}

/// One edition in a report.
#[derive(Serialize)]
pub struct EditionLine<'r> {
    /// Name of the edition and of its folder.
    pub name: &'r str,
    /// Pages made.
    pub pages: usize,
    /// Photos shown.
    pub photos: usize,
    /// The mark.
    pub mark: &'r str,
    /// The first day on which something in it needs a new decision.
    pub rebuild_by: Option<Date>,
}

impl<'r> EditionLine<'r> {
    /// From a summary.
    pub fn of(summary: &'r Summary) -> EditionLine<'r> {
        EditionLine {
            name: &summary.name,
            pages: summary.pages,
            photos: summary.photos,
            mark: &summary.mark,
            rebuild_by: summary.rebuild_by,
        }
    }
}

impl Terminal {
    /// As asked for.
    #[expect(clippy::disallowed_methods, reason = "NO_COLOR (no-color.org) is read here")]
    pub fn new(printing: &Printing) -> Terminal {
        let colour = match printing.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => stdout().is_terminal() && std::env::var("NO_COLOR").is_err(),
        };
        Terminal { format: printing.format, quiet: printing.quiet, verbose: printing.verbose, colour }
    }

    /// Prints a report; `title` is its last line for people.
    pub fn report(&self, report: &Report<'_>, title: &str) {
        if self.format == PrintFormat::Json {
            line(format_args!("{}", serde_json::to_string_pretty(report).expect("plain words can always be written")));
            return;
        }
        self.problems(&report.problems, report.strict);
        if self.quiet {
            return;
        }
        for file in &report.taken_down {
            line(format_args!("Taken down: {file}"));
        }
        for file in &report.replaced {
            line(format_args!("Replaced for now by a page without names: {file}"));
        }
        for notice in &report.notices {
            line(format_args!("{notice}"));
        }
        for edition in &report.editions {
            let rebuild = edition.rebuild_by.map_or_else(String::new, |day| format!(" Rebuild by {day}."));
            let photos = counted(edition.photos, "photo", "photos");
            let pages = counted(edition.pages, "page", "pages");
            line(format_args!("{}: {pages}, {photos}. Mark {}.{rebuild}", self.strong(edition.name), edition.mark));
        }
        line(format_args!("{title}"));
    }

    fn problems(&self, problems: &[&Problem], strict: bool) {
        for severity in [Severity::Error, Severity::HeldBack, Severity::Advice] {
            let shown: Vec<&&Problem> = problems.iter().filter(|problem| problem.severity == severity).collect();
            let wanted = !self.quiet || severity == Severity::Error || (strict && severity == Severity::HeldBack);
            if shown.is_empty() || !wanted {
                continue;
            }
            line(format_args!("{}", self.strong(&heading(severity, shown.len()))));
            line(format_args!(""));
            for problem in shown {
                self.problem(problem);
            }
        }
    }

    fn problem(&self, problem: &Problem) {
        if problem.at.file.as_str().is_empty() {
            line(format_args!("{}", problem.says));
        } else {
            line(format_args!("{}", self.strong(&place(problem))));
            line(format_args!("  {}", problem.says));
        }
        if !problem.means.is_empty() {
            let editions = all_of(problem.editions.iter().map(String::as_str));
            let editions = if editions.is_empty() { String::new() } else { format!(" Editions: {editions}.") };
            line(format_args!("  {}{editions}", problem.means));
        }
        line(format_args!("  Fix: {}", problem.fix));
        if self.verbose {
            line(format_args!("  Code: {}", problem.code));
        }
        line(format_args!(""));
    }

    /// Says something to a person.
    pub fn say(&self, words: &str) {
        if self.format == PrintFormat::Text && !self.quiet {
            line(format_args!("{words}"));
        }
    }

    /// What was asked for is printed, however quiet.
    pub fn print(&self, words: &str) {
        line(format_args!("{}", words.trim_end_matches('\n')));
    }

    /// Asks a person for one line; `None` when nobody sits there, or when they end it.
    pub fn ask(&self, question: &str) -> Option<String> {
        let mut out = stdout();
        let _ = write!(out, "{question} ");
        let _ = out.flush();
        let mut answer = String::new();
        let read = stdin().lock().read_line(&mut answer).unwrap_or(0);
        (read > 0).then(|| answer.trim().to_owned())
    }

    /// Whether a person sits there who can be asked.
    pub fn has_person(&self) -> bool {
        self.format == PrintFormat::Text && stdin().is_terminal() && stdout().is_terminal()
    }

    /// How to print.
    pub fn format(&self) -> PrintFormat {
        self.format
    }

    /// Whether everything is wanted.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Why the program could not run.
    pub fn stopped(&self, stop: &Stop) {
        match self.format {
            PrintFormat::Text | PrintFormat::Csv => error_line(format_args!("{}\nFix: {}", stop.says, stop.fix)),
            PrintFormat::Json => {
                error_line(format_args!("{}", serde_json::json!({ "stopped": stop.says, "fix": stop.fix })))
            }
        }
    }

    /// Words that stand out.
    pub fn strong(&self, words: &str) -> String {
        if self.colour { format!("\u{1b}[1m{words}\u{1b}[0m") } else { words.to_owned() }
    }
}

// A reader who stops listening (`carefolio check | head`) is no reason to fail, so what cannot be printed is let go.

fn line(words: fmt::Arguments<'_>) {
    let _ = writeln!(stdout(), "{words}");
}

fn error_line(words: fmt::Arguments<'_>) {
    let _ = writeln!(stderr(), "{words}");
}

fn heading(severity: Severity, count: usize) -> String {
    match severity {
        Severity::Error => {
            format!("{} to put right before anything can be published", counted(count, "mistake", "mistakes"))
        }
        Severity::HeldBack => format!("{} held back", counted(count, "thing is", "things are")),
        Severity::Advice => counted(count, "piece of advice", "pieces of advice"),
    }
}

fn place(problem: &Problem) -> String {
    match (problem.at.line, problem.at.column) {
        (0, _) => problem.at.file.to_string(),
        (line, 0) => format!("{}, line {line}", problem.at.file),
        (line, column) => format!("{}, line {line}, column {column}", problem.at.file),
    }
}

/// "1 page", "3 pages".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Every problem of a run, for a report.
pub fn all(problems: &Problems) -> Vec<&Problem> {
    problems.iter().collect()
}
