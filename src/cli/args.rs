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
    after_help = "\
Examples:
  carefolio new my-home            make a first portfolio to change
  carefolio build my-home          make all editions in my-home/out
  carefolio check my-home          tell everything that is wrong or held back"
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
    /// Make the editions.
    Build(Build),
    /// Tell everything that is wrong or held back, without writing.
    Check(Check),
}

/// How to print.
#[derive(Args)]
pub struct Printing {
    /// Words for people, or JSON for programs.
    #[arg(long, global = true, value_enum, default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
    /// Print errors only.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print more.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Colour: auto, always or never.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
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
pub struct New {
    /// The folder to make.
    pub folder: Utf8PathBuf,
    /// The day to date it from (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
}

/// `carefolio build`.
#[derive(Args)]
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
}

/// `carefolio check`.
#[derive(Args)]
pub struct Check {
    /// The portfolio folder.
    #[arg(default_value = ".")]
    pub folder: Utf8PathBuf,
    /// One edition only.
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// The day to decide on (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
    /// Fail when anything is held back.
    #[arg(long)]
    pub strict: bool,
}

fn read_format(text: &str) -> Result<Format, String> {
    let is_pdf = |format: &Format| *format != Format::Web;
    let known = || Format::spellings().filter(|word| *word != "web");
    Format::read(text).filter(is_pdf).ok_or_else(|| format!("write {}", any_of(known())))
}

fn read_day(text: &str) -> Result<Date, String> {
    Date::read_any(text).ok_or_else(|| "write the day like 2026-05-14".to_owned())
}
