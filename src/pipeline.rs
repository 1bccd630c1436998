//! The sentence: read, parse, gather, clear, make pictures, lay out, render, and hand to whoever keeps the files.

mod album;
mod begun;
mod clearing;
mod events;
mod languages;
mod look_alikes;
mod making;
mod outcome;
#[cfg_attr(not(feature = "pdf"), path = "pipeline/no_pdfs.rs")]
mod pdfs;
mod pictures;
mod rating;
mod receipt;
mod request;
mod shop;
mod sign_off;
mod sink;
mod survey;
mod watched;
pub mod workbench;

pub use album::Album;
pub use begun::{Before, Begun, begin_again, read};
pub use look_alikes::{ToRemember, remember, with_photos};
pub use outcome::{News, Outcome, Passed, Summary};
pub use receipt::{Ended, Receipt, Taken};
pub use request::{Pdfs, Request};
pub use sign_off::sign_off;
pub use sink::{Cards, InMemory, Nowhere, OnDemand, OnStage, OnlyPhotos, Sink};
pub use survey::{Difference, Opening, Openings, PermissionSheet, Survey, survey};

use crate::consent::Screened;
use crate::leaks::Written;
use crate::output::OutputTrouble;
use crate::sources::Sources;
use begun::begin;
use clearing::clear;
use outcome::passed;
use shop::Shop;
use watched::Watched;

/// Makes the editions of a folder and gives every file to `sink`.
pub fn run(sources: &dyn Sources, request: &Request, sink: &dyn Sink) -> Result<Outcome, OutputTrouble> {
    run_watched(sources, request, sink, &|_| ())
}

/// The same, and tells `watch` after each pass what it did, and after each photo; whoever watches has the clock.
pub fn run_watched(
    sources: &dyn Sources,
    request: &Request,
    sink: &dyn Sink,
    watch: &(dyn Fn(News) + Sync),
) -> Result<Outcome, OutputTrouble> {
    let mut outcome = Outcome::default();
    let Some(begun) = begin(sources, request, &mut outcome) else { return Ok(outcome) };
    let portfolio = &begun.portfolio;
    watch(News::Passed(passed("gather", portfolio.items.len())));
    let screened = Screened::new(portfolio);
    let mut editions = clear(portfolio, &screened, request, &mut outcome.problems);
    watch(News::Passed(passed("clear", editions.iter().map(|edition| edition.entries.len()).sum())));
    let watched = Watched::new(sink);
    let photos = pictures::make(sources, portfolio, request, &mut editions, &watched, watch, &mut outcome.problems)?;
    look_alikes::hold_back(sources, portfolio, &screened, &mut editions, &photos, &watched, &mut outcome.problems)?;
    outcome.problems.append(watched.found());
    watch(News::Passed(passed("photos", photos.len())));
    let (words, places) = (Written::new(portfolio), sources.private_places());
    let had_errors = outcome.problems.has_errors();
    let shop =
        Shop { begun: &begun, photos: &photos, words: &words, places: &places, request, sink, had_errors, watch };
    outcome.editions = shop.make(editions, &mut outcome.problems)?;
    outcome.problems = std::mem::take(&mut outcome.problems).settled();
    outcome.register = begun.portfolio.register;
    // To free so many words takes a while, and nobody need wait for it.
    let items = begun.portfolio.items;
    rayon::spawn(move || drop((items, words)));
    Ok(outcome)
}
