//! `carefolio gaps`: what is missing, late or out of date, most important first, and what to do about it.
//!
//! What the inspector edition may show counts, and nothing else: what is held back is no evidence yet.

mod csv;
mod json;
mod text;
mod words;

use super::args::{Gaps as Asked, PrintFormat};
use super::folder::open;
use super::terminal::Terminal;
use super::{Stop, WELL, day};
use crate::consent::Screened;
use crate::content::dates::Date;
use crate::edition::gaps::{Against, Gaps, ToDo, expired_awards, find};
use crate::edition::{self, Edition};
use crate::framework::{Frameworks, Target};
use crate::portfolio::Portfolio;
use crate::problem::{Problems, Severity, Span, all_of, did_you_mean};

/// Everything that the three ways of printing need.
pub struct Picture<'p> {
    /// The folder.
    pub portfolio: &'p Portfolio,
    /// What inspectors may see.
    pub edition: &'p Edition<'p>,
    /// What it was measured against.
    pub against: Against<'p>,
    /// What is missing.
    pub gaps: Gaps,
    /// How many mistakes the folder has.
    pub mistakes: usize,
    /// How many items the edition holds back.
    pub held_back: usize,
    /// The day.
    pub today: Date,
}

/// Runs it.
pub fn run(asked: &Asked, terminal: &Terminal) -> Result<u8, Stop> {
    let opened = open(&asked.folder)?;
    let today = day(asked.today);
    let portfolio = &opened.portfolio;
    let (frameworks, which) = frameworks(&portfolio.frameworks, asked.framework.as_deref())?;
    let settings = portfolio.settings.inspector_edition();
    let screened = Screened::new(portfolio);
    let mut told = Problems::default();
    let edition = edition::prepare(portfolio, &screened, &settings, edition::Form::Pages, today, &mut told);
    let through_crosswalk = frameworks.active().len() > portfolio.frameworks.active().len();
    let against = Against { frameworks: &frameworks, which, through_crosswalk };
    let gaps = find(&edition, &against, &expired_awards(portfolio, today));
    let picture = Picture {
        portfolio,
        edition: &edition,
        against,
        gaps,
        mistakes: opened.problems.count(Severity::Error),
        held_back: told.count(Severity::HeldBack),
        today,
    };
    terminal.print(&match terminal.format() {
        PrintFormat::Json => json::report(&picture),
        PrintFormat::Csv => csv::table(&picture),
        _ => text::page(&picture, terminal),
    });
    Ok(WELL)
}

/// The frameworks to measure against: all that are active, or the one that was asked for.
fn frameworks(own: &Frameworks, asked: Option<&str>) -> Result<(Frameworks, Vec<usize>), Stop> {
    let Some(asked) = asked else { return Ok((own.clone(), (0..own.active().len()).collect())) };
    if let Some((frameworks, place)) = own.with(asked) {
        return Ok((frameworks, vec![place]));
    }
    Err(unknown_framework(own, asked))
}

/// A framework that is nowhere.
pub fn unknown_framework(own: &Frameworks, asked: &str) -> Stop {
    let known = own.known_ids();
    let prefixes = known.iter().filter_map(|id| own.known(id)).map(|framework| framework.prefix.as_str());
    let fix = match did_you_mean(asked, known.iter().copied().chain(prefixes)) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("There is {}.", all_of(known.iter().copied())),
    };
    Stop { says: format!("There is no framework called \"{asked}\"."), fix }
}

impl Picture<'_> {
    /// The statements of one framework, by place.
    pub fn statements_of(&self, framework: usize) -> Vec<usize> {
        let of_it = |place: &usize| self.gaps.statements[*place].coverage.target.framework == framework;
        (0..self.gaps.statements.len()).filter(of_it).collect()
    }

    /// Where an author has to look.
    pub fn place_of(&self, to_do: &ToDo) -> Option<Span> {
        to_do.place(self.portfolio)
    }

    /// How an author writes a statement, and its title.
    pub fn statement(&self, target: Target) -> (String, String) {
        (self.against.frameworks.code_of(target), self.against.frameworks.label(target))
    }
}
