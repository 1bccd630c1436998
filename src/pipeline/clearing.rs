//! Takes editions through the gate: what each shows on its pages, and what may be printed of it.

use rayon::prelude::*;

use super::Request;
use crate::consent::Screened;
use crate::content::dates::Date;
use crate::content::service::EditionSettings;
use crate::edition::{self, Edition, Form};
use crate::portfolio::Portfolio;
use crate::problem::consent::from_print;
use crate::problem::print::{built_without_pdfs, too_much_to_print};
use crate::problem::{Problem, Problems, Span};
use crate::sources::SourcePath;

/// Takes every edition that is wanted through the gate, its pages and its print.
pub(super) fn clear<'p>(
    portfolio: &'p Portfolio,
    screened: &'p Screened,
    request: &Request,
    problems: &mut Problems,
) -> Vec<Edition<'p>> {
    let wanted = |settings: &&EditionSettings| request.edition.as_ref().is_none_or(|name| *name == settings.name);
    if !cfg!(feature = "pdf") {
        let mut settings = portfolio.settings.editions.iter().filter(wanted);
        let asked = settings.any(|settings| !request.pdfs_asked_for(settings).is_empty());
        if asked && let Some(settings) = SourcePath::new("carefolio.toml") {
            problems.add(built_without_pdfs(Span::file(&settings)));
        }
    }
    let wanted: Vec<&EditionSettings> = portfolio.settings.editions.iter().filter(wanted).collect();
    let cleared = wanted.into_par_iter().map(|settings| {
        let prints = !request.formats(settings).is_empty();
        let mut found = Problems::default();
        (prepare(portfolio, screened, settings, prints, request.today, &mut found), found)
    });
    let mut editions = Vec::new();
    for (cleared, found) in cleared.collect::<Vec<_>>() {
        problems.append(found);
        editions.extend(cleared);
    }
    editions
}

/// Takes an edition through the gate: its pages, and what may be printed where PDFs are wanted.
pub(super) fn prepare<'p>(
    portfolio: &'p Portfolio,
    screened: &'p Screened,
    settings: &'p EditionSettings,
    prints: bool,
    today: Date,
    problems: &mut Problems,
) -> Vec<Edition<'p>> {
    let mut found = Problems::default();
    let mut editions = vec![edition::prepare(portfolio, screened, settings, Form::Pages, today, &mut found)];
    if prints {
        let mut of_print = Problems::default();
        let print = edition::prepare(portfolio, screened, settings, Form::Print, today, &mut of_print);
        match print.can_be_printed() {
            true => editions.push(print),
            false => found.add(too_much_to_print(settings.at.clone(), &settings.name, print.entries.len())),
        }
        let told = |problem: &Problem| {
            found.iter().any(|one| (&one.at, one.code, &one.says) == (&problem.at, problem.code, &problem.says))
        };
        let alone: Vec<Problem> = of_print.into_iter().filter(|problem| !told(problem)).map(from_print).collect();
        alone.into_iter().for_each(|problem| found.add(problem));
    }
    problems.append(found);
    editions
}
