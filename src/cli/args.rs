//! What can be typed.

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::content::Term;
use crate::content::dates::Date;
use crate::content::terms::Format;
use crate::problem::any_of;

/// Turns a care service's stories, photos, feedback and audits into a website for each kind of reader.
#[derive(Parser)]
#[command(
    name = "carefolio",
    version,
    disable_help_subcommand = true,
    help_template = "{about}\n\n{usage-heading} {usage}\n\n{subcommands}{after-help}",
    subcommand_help_heading = "Commands",
    after_help = "\
Everywhere: --format text|short|json|github  -q (errors only)  -v (more)  --color auto|always|never
  carefolio new my-home       then       carefolio build my-home
  carefolio COMMAND --help    tells more about a command, with examples"
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How to print.
    #[command(flatten)]
    pub printing: Printing,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Make a small complete portfolio to change.
    New(New),
    /// Make a new item, with notes that say what to fill in.
    Add(Add),
    /// Make the editions.
    Build(Build),
    /// Show the pages in your browser while you write.
    Serve(Serve),
    /// Tell everything that is wrong or held back, without writing.
    Check(Check),
    /// Tell what is missing, late or out of date, statement by statement.
    Gaps(Gaps),
    /// Move to another framework, item by item, on your word.
    Migrate(Migrate),
    /// Say more about a kind of problem, or about a code of a framework.
    Explain(Explain),
    /// Write down, look at, renew or take back what people agreed to.
    Consent(Box<super::consent::Consent>),
    /// Write down that a copy of an edition was handed out, or show such copies.
    Issued(super::issued::Issued),
    /// Print what each file may say, as JSON Schema.
    Schema(Schema),
    /// Print completions for a shell.
    Completions(Completions),
    /// Print the manual page.
    Man,
}

/// How to print.
#[derive(Args)]
pub struct Printing {
    /// For whom to print: text, short (one line for each problem), json, github, or csv (`gaps` only).
    #[arg(long, global = true, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
    /// Print errors only.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print more.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Colour: auto, always or never.
    #[arg(long, global = true, value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Colour::Auto)]
    pub color: Colour,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// For people.
    Text,
    /// One line for each problem, which editors can jump to.
    Short,
    /// For programs.
    Json,
    /// Remarks beside the lines, in a GitHub workflow.
    Github,
    /// For a spreadsheet (`gaps` only).
    Csv,
}

/// When to print in colour.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// When a person looks at it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// `carefolio new`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio new my-home                         then: carefolio build my-home")]
pub struct New {
    /// The folder to make.
    pub folder: Utf8PathBuf,
    /// The day to date it from (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
}

/// `carefolio add`.
#[derive(Args)]
#[command(after_help = "\
Kinds: story, feedback (or compliment, comment, complaint), survey, improvement,
audit, figure, learning, finding, award, commitment, film, record, album, event,
page, self-assessment, person

Examples:
  carefolio add story \"The garden gate\" --in my-home
  carefolio add person \"Vera Lane\" --in my-home
  carefolio add complaint \"Cold soup\" --people nobody --supports caring")]
pub struct Add {
    /// What to add.
    pub kind: String,
    /// Its title, between quotes; for a person, the full name.
    pub title: String,
    /// The portfolio folder.
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    pub folder: Utf8PathBuf,
    /// Everyone it is about: file names in people, or: nobody.
    #[arg(long, value_name = "NAMES")]
    pub people: Option<String>,
    /// Who may see it: inspector, commissioner, family, public, or all.
    #[arg(long, value_name = "READERS")]
    pub audience: Option<String>,
    /// What it is evidence for, such as caring or saf:safeguarding.
    #[arg(long, value_name = "CODES")]
    pub supports: Option<String>,
    /// Where a film is.
    #[arg(long, value_name = "ADDRESS")]
    pub link: Option<String>,
    /// The day to date it from (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
}

/// `carefolio build`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio build my-home                       all editions, in my-home/out
  carefolio build my-home --edition family      one of them
  carefolio build my-home --strict              fail when anything is held back")]
pub struct Build {
    /// The portfolio folder.
    #[arg(default_value = ".")]
    pub folder: Utf8PathBuf,
    /// One edition only.
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// Where the editions go, instead of the folder's own `out`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<Utf8PathBuf>,
    /// The day to decide on (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
    /// PDFs to make besides those in the editions' formats: statements, posters, booklet, large-print, start-here, pdf.
    #[arg(long, value_name = "FORMAT", value_parser = read_format)]
    pub pdf: Vec<Format>,
    /// Fail when anything is held back.
    #[arg(long)]
    pub strict: bool,
    /// Tell how long each pass took.
    #[arg(long)]
    pub timings: bool,
}

/// `carefolio serve`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio serve my-home --open                write, save, and see the page change
  carefolio serve my-home --edition public      what everybody will see, and nothing else

Only browsers on this computer can see it. Nothing is published.")]
pub struct Serve {
    /// The portfolio folder.
    #[arg(default_value = ".")]
    pub folder: Utf8PathBuf,
    /// Open it in your browser.
    #[arg(long)]
    pub open: bool,
    /// The port to use; the next free one when it is taken.
    #[arg(long, value_name = "NUMBER", default_value_t = 4747)]
    pub port: u16,
    /// One edition only.
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// The day to decide on (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
}

/// `carefolio check`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio check my-home                       what is wrong or held back
  carefolio check my-home --words               and where words could be plainer")]
pub struct Check {
    /// The portfolio folder.
    #[arg(default_value = ".")]
    pub folder: Utf8PathBuf,
    /// Write one page with every person, photo and caption, to read, print and sign before publishing.
    #[arg(long)]
    pub sign_off: bool,
    /// Where the page goes, instead of `sign-off.html` in the portfolio folder.
    #[arg(long, value_name = "FILE", requires = "sign_off")]
    pub out: Option<Utf8PathBuf>,
    /// One edition only.
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// The day to decide on (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
    /// Fail when anything is held back.
    #[arg(long)]
    pub strict: bool,
    /// Put right in your files what can be put right without you, and show each change.
    #[arg(long)]
    pub fix: bool,
    /// Also look for faces in photos that name nobody. It misses many; nobody is recognised.
    #[arg(long)]
    pub faces: bool,
    /// Also tell where words could be plainer. Advice only, and never about what people said.
    #[arg(long)]
    pub words: bool,
}

/// `carefolio gaps`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio gaps my-home                        what to do first
  carefolio gaps my-home -v                     everything
  carefolio gaps my-home --framework asc2026    how the next framework would look
  carefolio gaps my-home --format csv > gaps.csv

What the inspector edition may show counts, and nothing else.")]
pub struct Gaps {
    /// The portfolio folder.
    #[arg(default_value = ".")]
    pub folder: Utf8PathBuf,
    /// One framework only. One that is not yours yet is looked at through the crosswalk.
    #[arg(long, value_name = "NAME")]
    pub framework: Option<String>,
    /// The day to decide on (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
}

/// `carefolio migrate`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio migrate --from saf --to asc2026                 asks one by one
  carefolio migrate --from saf --to asc2026 --write-suggestions next.txt
  carefolio migrate --from saf --to asc2026 --apply next.txt

The suggestions are ours, not the regulator's. Nothing is changed without your
yes: in the file, mark what fits with an x.")]
pub struct Migrate {
    /// The portfolio folder.
    #[arg(default_value = ".")]
    pub folder: Utf8PathBuf,
    /// The framework that your files name now.
    #[arg(long, value_name = "NAME")]
    pub from: String,
    /// The framework to come.
    #[arg(long, value_name = "NAME")]
    pub to: String,
    /// Write the suggestions to a file, for you to mark.
    #[arg(long, value_name = "FILE", conflicts_with = "apply")]
    pub write_suggestions: Option<Utf8PathBuf>,
    /// Apply the suggestions that are marked in a file.
    #[arg(long, value_name = "FILE")]
    pub apply: Option<Utf8PathBuf>,
}

/// `carefolio explain`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio explain unknown-key         a kind of problem; without a name, all kinds are listed
  carefolio explain saf:safeguarding    a statement, what belongs there, its sisters
  carefolio explain caring              a key question
  carefolio explain S1                  what it can mean")]
pub struct Explain {
    /// A kind of problem, a code, a key question or a statement's name.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
    /// The portfolio folder, for frameworks of its own.
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    pub folder: Utf8PathBuf,
}

fn read_format(text: &str) -> Result<Format, String> {
    let is_pdf = |format: &Format| *format != Format::Web;
    let known = || Format::spellings().filter(|word| *word != "web");
    Format::read(text).filter(is_pdf).ok_or_else(|| format!("write {}", any_of(known())))
}

/// A day as typed.
pub fn read_day(text: &str) -> Result<Date, String> {
    Date::read_any(text).ok_or_else(|| "write the day like 2026-05-14".to_owned())
}

/// `carefolio schema`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio schema                                  the names
  carefolio schema story > story.schema.json        one
  carefolio schema --format json > schemas.json     all of them")]
pub struct Schema {
    /// Which file: story, person, carefolio, audit-period… All names when nothing is said.
    pub kind: Option<String>,
}

/// `carefolio completions`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  carefolio completions bash > ~/.local/share/bash-completion/completions/carefolio
  carefolio completions fish > ~/.config/fish/completions/carefolio.fish
  carefolio completions powershell >> $PROFILE")]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
