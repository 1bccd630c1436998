//! Takes editions through the gate: what each shows on its pages, and what may be printed of it.

use rayon::prelude::*;

use super::Request;
use crate::consent::Screened;
use crate::content::dates::Date;
use crate::content::service::EditionSettings;
use crate::content::terms::Format;
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
        let formats = request.formats(settings);
        let mut found = Problems::default();
        (prepare(portfolio, screened, settings, &formats, request.today, &mut found), found)
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
    formats: &[Format],
    today: Date,
    problems: &mut Problems,
) -> Vec<Edition<'p>> {
    let mut found = Problems::default();
    let mut editions = vec![edition::prepare(portfolio, screened, settings, Form::Pages, today, &mut found)];
    if !formats.is_empty() {
        let mut of_print = Problems::default();
        let print = edition::prepare(portfolio, screened, settings, Form::Print, today, &mut of_print);
        let (whole, parts): (Vec<Format>, Vec<Format>) = formats.iter().partition(|format| format.holds_everything());
        let is_too_large = !whole.is_empty() && !print.can_be_printed();
        if is_too_large {
            let items = print.entries.len();
            let (left_out, made) = (words(&whole), words(&parts));
            found.add(too_much_to_print(settings.at.clone(), &settings.name, items, &left_out, &made));
        }
        if !is_too_large || !parts.is_empty() {
            editions.push(print);
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

/// Formats as they are written in the settings.
fn words(formats: &[Format]) -> Vec<&'static str> {
    let mut formats = formats.to_vec();
    formats.sort();
    formats.dedup();
    formats.into_iter().map(Format::word).collect()
}
