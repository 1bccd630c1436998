//! What can be typed after `carefolio consent`.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand};

use crate::cli::args::read_day;
use crate::content::Term;
use crate::content::dates::Date;
use crate::content::terms::{Audience, Basis, Capacity, Channel, Identify, PersonKind, Use};
use crate::problem::any_of;

/// `carefolio consent`.
#[derive(Args)]
pub struct Consent {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do with consents.
#[derive(Subcommand)]
pub enum Command {
    /// Write down what somebody decided.
    Add(Add),
    /// Write down that somebody agreed again to what they agreed to before.
    Renew(Add),
    /// Make a permission form with somebody's name on it, to print and sign.
    Form(Form),
    /// Show who agreed to what.
    List(List),
    /// Show what is running out.
    Due(Due),
    /// Tell why something is, or is not, shown.
    Explain(Explain),
    /// Take a consent back, and take down what relied on it.
    Withdraw(Withdraw),
    /// Enter that somebody has died, and take down what shows them.
    Died(Day),
    /// Enter that somebody has left, and take down what relied on their agreement as staff.
    Left(Day),
}

/// The folder and the day.
#[derive(Args)]
pub struct Where {
    /// The portfolio folder.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: Utf8PathBuf,
    /// The day to decide on (such as 2026-05-14) instead of today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub today: Option<Date>,
}

/// `add` and `renew`.
#[derive(Args)]
pub struct Add {
    /// The name of their file in people/.
    pub person: String,
    /// Where and when.
    #[command(flatten)]
    pub place: Where,
    /// They said no.
    #[arg(long)]
    pub refused: bool,
    /// What may be used: story, photo, name.
    #[arg(long = "use", value_name = "USE", value_delimiter = ',', value_parser = term::<Use>)]
    pub uses: Vec<Use>,
    /// Who may see it: inspector, commissioner, family, public.
    #[arg(long, value_name = "READER", value_delimiter = ',', value_parser = term::<Audience>)]
    pub audience: Vec<Audience>,
    /// Where: internet, offline, print.
    #[arg(long, value_name = "CHANNEL", value_delimiter = ',', value_parser = term::<Channel>)]
    pub channel: Vec<Channel>,
    /// How they may be named: full-name, first-name, role-only, not-recognisable.
    #[arg(long, value_name = "HOW", value_parser = term::<Identify>)]
    pub identify: Option<Identify>,
    /// Only for this item or folder; may be said several times. Otherwise for everything.
    #[arg(long, value_name = "ITEM", value_delimiter = ',')]
    pub covers: Vec<String>,
    /// On what ground: own-consent, attorney, deputy, best-interests, parent, staff-agreement.
    #[arg(long, value_name = "GROUND", value_parser = term::<Basis>)]
    pub basis: Option<Basis>,
    /// Could they decide: has-capacity, fluctuates, assessed-lacks.
    #[arg(long, value_name = "CAPACITY", value_parser = term::<Capacity>)]
    pub capacity: Option<Capacity>,
    /// Who decided, where it was somebody else: "her son, as attorney".
    #[arg(long, value_name = "WHO")]
    pub decided_by: Option<String>,
    /// The day they decided; otherwise today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub given_on: Option<Date>,
    /// The last day it counts; otherwise 12 months later, 6 where capacity fluctuates.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub review_by: Option<Date>,
    /// How they said so: "signed form".
    #[arg(long, value_name = "WORDS")]
    pub how: Option<String>,
    /// The form or the words they were told by.
    #[arg(long, value_name = "WORDS")]
    pub told: Option<String>,
    /// Where the form is kept.
    #[arg(long, value_name = "PLACE")]
    pub evidence_held: Option<String>,
    /// Who wrote this down: a role.
    #[arg(long, value_name = "ROLE")]
    pub recorded_by: Option<String>,
    /// Attorney or deputy: what paper it is.
    #[arg(long, value_name = "WORDS")]
    pub authority_kind: Option<String>,
    /// Attorney or deputy: the day somebody here saw the paper.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub authority_seen_on: Option<Date>,
    /// Best interests: the number of the assessment.
    #[arg(long, value_name = "NUMBER")]
    pub assessment_ref: Option<String>,
    /// Best interests: the day of the assessment.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub assessed_on: Option<Date>,
    /// For somebody who has no file yet: what they like to be called.
    #[arg(long, value_name = "NAME")]
    pub known_as: Option<String>,
    /// For somebody who has no file yet: first and last name.
    #[arg(long, value_name = "NAME")]
    pub full_name: Option<String>,
    /// For somebody who has no file yet: what they are called where no name is allowed.
    #[arg(long, value_name = "WORDS")]
    pub alias: Option<String>,
    /// For somebody who has no file yet: resident, person-we-visit, relative, staff, child, visitor, professional.
    #[arg(long, value_name = "KIND", value_parser = term::<PersonKind>)]
    pub kind: Option<PersonKind>,
    /// Ask nothing.
    #[arg(short, long)]
    pub yes: bool,
    /// Where the editions are, instead of the folder's own `out` (for a no).
    #[arg(long, value_name = "DIR")]
    pub out: Option<Utf8PathBuf>,
}

/// `form`.
#[derive(Args)]
pub struct Form {
    /// The name of their file in people/; with --blank, nobody.
    #[arg(required_unless_present = "blank")]
    pub person: Option<String>,
    /// Where and when.
    #[command(flatten)]
    pub place: Where,
    /// A form without a name on it.
    #[arg(long)]
    pub blank: bool,
    /// The file to write: FILE.html is the page, FILE.pdf the sheet to print; otherwise both, as permission-form-PERSON
    /// here.
    #[arg(long, value_name = "FILE")]
    pub out: Option<Utf8PathBuf>,
}

/// `list`.
#[derive(Args)]
pub struct List {
    /// Where and when.
    #[command(flatten)]
    pub place: Where,
    /// Every decision of one person.
    #[arg(long, value_name = "PERSON")]
    pub person: Option<String>,
}

/// `due`.
#[derive(Args)]
pub struct Due {
    /// Where and when.
    #[command(flatten)]
    pub place: Where,
    /// How far to look ahead: 60d, 8w, 3m.
    #[arg(long, value_name = "TIME", default_value = "60d", value_parser = days)]
    pub within: i32,
}

/// `explain`.
#[derive(Args)]
pub struct Explain {
    /// The item: its reference, its path, or the address of its page.
    pub item: String,
    /// Where and when.
    #[command(flatten)]
    pub place: Where,
    /// The edition; otherwise all of them.
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
}

/// `withdraw`.
#[derive(Args)]
pub struct Withdraw {
    /// The name of their file in people/.
    pub person: String,
    /// Where and when.
    #[command(flatten)]
    pub place: Where,
    /// Only this use (story, photo or name); may be said several times.
    #[arg(long = "use", value_name = "USE", value_delimiter = ',', value_parser = term::<Use>)]
    pub uses: Vec<Use>,
    /// Only for this item (its reference, its path, or the address of its page); may be said several times.
    #[arg(long = "item", value_name = "ITEM", value_delimiter = ',')]
    pub items: Vec<String>,
    /// How they said so: "told the night staff".
    #[arg(long, value_name = "WORDS")]
    pub how: Option<String>,
    /// What is common to all that takes something down.
    #[command(flatten)]
    pub ending: Ending,
}

/// What is common to all that takes something down.
#[derive(Args)]
pub struct Ending {
    /// Ask nothing.
    #[arg(short, long)]
    pub yes: bool,
    /// Where the editions are, instead of the folder's own `out`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<Utf8PathBuf>,
    /// Keep the receipt in this file as well. It is private: it names the person's file.
    #[arg(long, value_name = "FILE")]
    pub receipt: Option<Utf8PathBuf>,
}

/// `died` and `left`.
#[derive(Args)]
pub struct Day {
    /// The name of their file in people/.
    pub person: String,
    /// Where and when.
    #[command(flatten)]
    pub place: Where,
    /// The day; otherwise today.
    #[arg(long, value_name = "DATE", value_parser = read_day)]
    pub on: Option<Date>,
    /// What is common to all that takes something down.
    #[command(flatten)]
    pub ending: Ending,
}

/// One of the fixed words.
pub fn term<T: Term>(typed: &str) -> Result<T, String> {
    T::read(typed).ok_or_else(|| format!("say {}", any_of(T::spellings())))
}

/// `60`, `60d`, `8w` or `3m`.
fn days(typed: &str) -> Result<i32, String> {
    let typed = typed.trim();
    let (number, days) = match typed.char_indices().last() {
        Some((at, 'd')) => (&typed[..at], 1),
        Some((at, 'w')) => (&typed[..at], 7),
        Some((at, 'm')) => (&typed[..at], 31),
        _ => (typed, 1),
    };
    let number: Option<i32> = number.trim().parse().ok().filter(|number| (0..=3660).contains(number));
    number.map(|number| number * days).ok_or_else(|| "write how many days, such as 60d".to_owned())
}
