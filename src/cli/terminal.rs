//! Prints: problems for people or for programs, and one line about each edition.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, IsTerminal, Write, stderr, stdin, stdout};

use camino::Utf8Path;
use serde::Serialize;

use super::Stop;
use super::args::{Colour, PrintFormat, Printing};
use super::build::LastBuild;
use super::fix::{self, Fixed};
use super::formats::{github, short};
use super::timings::{self, Timed};
use super::told::{View, to_people};
use super::words::ReadingLine;
use crate::content::dates::Date;
use crate::content::{Letters, lines_of};
use crate::pipeline::Summary;
pub use crate::problem::counted;
use crate::problem::{Problem, Problems, Severity, Span};
use crate::sources::{SourcePath, Sources};

/// A window narrower than this is not written for.
const NARROWEST: usize = 40;

/// How many days before its end a consent is spoken of after each build.
pub const DUE_WITHIN: i32 = 60;

/// Where and how the program speaks.
pub struct Terminal {
    format: PrintFormat,
    quiet: bool,
    verbose: bool,
    colour: bool,
    width: Option<usize>,
}

/// What is known of the files that problems are in.
#[derive(Clone, Copy)]
pub struct Beside<'b> {
    /// The door to them, so that a line can be shown.
    pub sources: Option<&'b dyn Sources>,
    /// The folder as it was typed, so that an editor finds them.
    pub folder: &'b Utf8Path,
    /// What `--fix` did.
    pub fixed: Option<&'b [Fixed]>,
}

/// A terminal that knows which folder it speaks of.
pub struct Voice<'v> {
    /// Where to speak.
    pub terminal: &'v Terminal,
    /// What it speaks of.
    pub beside: Beside<'v>,
}

impl Voice<'_> {
    /// Prints a report.
    pub fn report(&self, report: &Report<'_>, title: &str) {
        self.terminal.report_beside(report, title, &self.beside);
    }
}

/// A report as programs read it.
#[derive(Serialize)]
struct Whole<'w> {
    #[serde(flatten)]
    report: &'w Report<'w>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<&'w [Fixed]>,
}

/// The lines of the author's files, each file read once.
struct Lines<'l> {
    sources: Option<&'l dyn Sources>,
    read: RefCell<BTreeMap<SourcePath, Vec<String>>>,
}

impl<'l> Lines<'l> {
    fn new(sources: Option<&'l dyn Sources>) -> Lines<'l> {
        Lines { sources, read: RefCell::default() }
    }

    /// A line; not of the register, which is quoted nowhere.
    fn at(&self, at: &Span) -> Option<String> {
        if at.file.parts().next() == Some("people") {
            return None;
        }
        let index = (at.line as usize).checked_sub(1)?;
        let mut read = self.read.borrow_mut();
        let lines = read.entry(at.file.clone()).or_insert_with(|| self.lines(&at.file).unwrap_or_default());
        lines.get(index).filter(|line| !line.trim().is_empty()).cloned()
    }

    fn lines(&self, file: &SourcePath) -> Option<Vec<String>> {
        let (_, text) = Letters::read(&self.sources?.read(file).ok()?)?;
        Some(lines_of(&text).into_iter().map(|(line, _)| line.to_owned()).collect())
    }
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
    /// How many consents end within the next weeks.
    pub consents_due: usize,
    /// Files that were taken down because the content has errors.
    pub taken_down: Vec<String>,
    /// Lists that were replaced by a neutral page for the same reason.
    pub replaced: Vec<String>,
    /// Anything else worth knowing.
    pub notices: Vec<String>,
    /// How long each pass took, when that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timings: Option<Vec<Timed>>,
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
            Colour::Auto => stdout().is_terminal() && std::env::var("NO_COLOR").map_or(true, |value| value.is_empty()),
        };
        let width = stdout().is_terminal().then(terminal_size::terminal_size).flatten();
        let width = width.map(|(width, _)| usize::from(width.0).max(NARROWEST));
        Terminal { format: printing.format, quiet: printing.quiet, verbose: printing.verbose, colour, width }
    }

    /// Whether a person may be told what is being done while they wait.
    pub fn is_for_people(&self) -> bool {
        self.format == PrintFormat::Text && !self.quiet
    }

    /// When nobody could say how to print.
    pub fn plain() -> Terminal {
        Terminal { format: PrintFormat::Text, quiet: false, verbose: false, colour: false, width: None }
    }

    /// Prints a report; `title` is its last line for people.
    pub fn report_beside(&self, report: &Report<'_>, title: &str, beside: &Beside<'_>) {
        if self.format == PrintFormat::Json {
            let whole = Whole { report, fixed: beside.fixed };
            line(format_args!("{}", serde_json::to_string_pretty(&whole).expect("plain words can always be written")));
            return;
        }
        if let (PrintFormat::Text, Some(fixed), false) = (self.format, beside.fixed, self.quiet) {
            plain(&fix::to_people(fixed));
        }
        self.problems(report, beside);
        if self.format != PrintFormat::Text {
            return;
        }
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
        self.editions(&report.editions);
        if let Some(passes) = &report.timings {
            line(format_args!("{}", timings::table(passes)));
        }
        if report.consents_due > 0 {
            line(format_args!("{}", due_line(report.consents_due)));
        }
        line(format_args!("{title}"));
    }

    /// Whether a summary says all that is wanted, when nothing changed.
    pub fn is_content_with_a_summary(&self) -> bool {
        self.format == PrintFormat::Text && !self.verbose
    }

    /// Prints what the last build said; `title` is the last line.
    pub fn unchanged(&self, last: &LastBuild, title: &str) {
        if self.quiet {
            return;
        }
        self.editions(&last.editions.iter().map(EditionLine::of).collect::<Vec<_>>());
        let told = [(Severity::HeldBack, last.held_back), (Severity::Advice, last.advice)];
        let told: Vec<String> =
            told.into_iter().filter(|(_, count)| *count > 0).map(|(severity, count)| severity.heading(count)).collect();
        if !told.is_empty() {
            line(format_args!("As before: {}. carefolio check tells each.", told.join(", ")));
        }
        if last.consents_due > 0 {
            line(format_args!("{}", due_line(last.consents_due)));
        }
        line(format_args!("{title}"));
    }

    fn editions(&self, editions: &[EditionLine<'_>]) {
        for edition in editions {
            let rebuild = edition.rebuild_by.map_or_else(String::new, |day| format!(" Rebuild by {day}."));
            let photos = counted(edition.photos, "photo", "photos");
            let pages = counted(edition.pages, "page", "pages");
            line(format_args!("{}: {pages}, {photos}. Mark {}.{rebuild}", self.strong(edition.name), edition.mark));
        }
    }

    fn problems(&self, report: &Report<'_>, beside: &Beside<'_>) {
        let mut severities = vec![Severity::Error];
        if !self.quiet || report.strict {
            severities.push(Severity::HeldBack);
        }
        if !self.quiet {
            severities.push(Severity::Advice);
        }
        let told = |problem: &&&Problem| severities.contains(&problem.severity);
        match self.format {
            PrintFormat::Short => {
                report.problems.iter().filter(told).for_each(|one| line(format_args!("{}", short(one, beside.folder))));
            }
            PrintFormat::Github => {
                report
                    .problems
                    .iter()
                    .filter(told)
                    .for_each(|one| line(format_args!("{}", github(one, beside.folder))));
            }
            PrintFormat::Text | PrintFormat::Csv | PrintFormat::Json => {
                let lines = Lines::new(beside.sources);
                let view = View {
                    width: self.width,
                    is_bold: self.colour,
                    is_verbose: self.verbose,
                    severities: &severities,
                    after_fix: beside.fixed.is_some(),
                    line_at: &|at| lines.at(at),
                };
                plain(&to_people(&report.problems, &view));
            }
        }
    }

    /// Whether programs read this.
    pub fn is_json(&self) -> bool {
        self.format == PrintFormat::Json
    }

    /// Columns of the window, when somebody looks at one.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// What was asked for by name: printed even when quiet.
    pub fn answer(&self, words: &str) {
        plain(words);
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

    /// Whether programs read what is printed.
    pub fn is_for_programs(&self) -> bool {
        self.format == PrintFormat::Json
    }

    /// Gives a value to a program.
    pub fn json(&self, value: &impl Serialize) {
        if self.is_for_programs() {
            line(format_args!("{}", serde_json::to_string_pretty(value).expect("plain words can always be written")));
        }
    }

    /// Why the program could not run.
    pub fn stopped(&self, stop: &Stop) {
        match self.format {
            PrintFormat::Text | PrintFormat::Csv | PrintFormat::Short | PrintFormat::Github => {
                error_line(format_args!("{}\nFix: {}", stop.says, stop.fix));
            }
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

fn plain(words: &str) {
    let _ = write!(stdout(), "{words}");
}

fn error_line(words: fmt::Arguments<'_>) {
    let _ = writeln!(stderr(), "{words}");
}

/// "people/mary.toml, line 7".
pub fn on_line(at: &Span) -> String {
    if at.line == 0 { at.file.to_string() } else { format!("{}, line {}", at.file, at.line) }
}

/// Said after every build, so that nobody is surprised.
fn due_line(count: usize) -> String {
    let consents = if count == 1 { "1 consent ends".to_owned() } else { format!("{count} consents end") };
    format!("{consents} within {DUE_WITHIN} days: carefolio consent due")
}

/// Every problem of a run, for a report.
pub fn all(problems: &Problems) -> Vec<&Problem> {
    problems.iter().collect()
}
