//! Makes editions, each in all its languages, and gives every file away as soon as it is made.

use camino::Utf8PathBuf;
use rayon::prelude::*;

use super::making::{Making, publish};
use super::outcome::passed;
use super::pdfs::{self, Memory, Printer};
use super::watched::Watched;
use super::{Begun, News, Passed, Request, Sink, Summary};
use crate::consent::Reliance;
use crate::edition::{Edition, Form};
use crate::leaks::{LeakScan, Written};
use crate::output::{EditionCard, Outgoing, OutputTrouble};
use crate::plan::tongue::Tongue;
use crate::plan::{self, Books, Fingerprints, OutPath, PhotoBook, Plan};
use crate::problem::Problems;
use crate::render::html::{HtmlRenderer, NeutralWords, neutral_page};
use crate::theme::Theme;

/// What all editions of a run are made with.
pub(super) struct Shop<'r> {
    pub(super) begun: &'r Begun,
    pub(super) photos: &'r PhotoBook,
    /// The words of every item, to find what an edition may not say.
    pub(super) words: &'r Written,
    /// Folders of this computer, which no file may name.
    pub(super) places: &'r [Utf8PathBuf],
    pub(super) request: &'r Request,
    pub(super) sink: &'r dyn Sink,
    /// Something is wrong already: then nothing is made, unless somebody asked for it.
    pub(super) had_errors: bool,
    pub(super) watch: &'r (dyn Fn(News) + Sync),
}

impl Shop<'_> {
    /// Makes all editions: their pages at the same time, then their PDFs in turn, then the card that ends each.
    pub(super) fn make(
        &self,
        editions: Vec<Edition<'_>>,
        problems: &mut Problems,
    ) -> Result<Vec<Summary>, OutputTrouble> {
        let Shop { begun, photos, sink, .. } = *self;
        let mut both = paired(editions);
        let made: Vec<_> = both.par_iter_mut().map(|(edition, print)| self.pages(edition, print.as_mut())).collect();
        let memory = if self.request.edition.is_some() { Memory::Keeping } else { Memory::Sparing };
        let printer = Printer::new(&begun.portfolio, &begun.theme, photos, sink, memory);
        let mut complete = Vec::new();
        for ((mut edition, mut print), made) in both.into_iter().zip(made) {
            let mut made = made?;
            problems.append(std::mem::take(&mut made.problems));
            if made.pages == 0 {
                continue;
            }
            if let Some(print) = print.as_mut() {
                self.pdfs(&printer, &mut edition, print, &made.mark, problems)?;
            }
            complete.push((edition, print, made));
        }
        let finished = complete.into_par_iter().map(|(edition, print, made)| {
            finish(&edition, print.as_ref(), &made, sink)?;
            Ok(summary(&edition, print.as_ref(), &made))
        });
        finished.collect()
    }

    /// Makes the pages of an edition in all its languages. Every edition is made at the same time as the others.
    fn pages(&self, edition: &mut Edition<'_>, mut print: Option<&mut Edition<'_>>) -> Result<Made, OutputTrouble> {
        let mark = plan::mark_of(edition, print.as_deref(), self.photos, &self.begun.theme, &self.begun.tongues[0]);
        let mut made = Made { pages: 0, neutral: Vec::new(), mark, problems: Problems::default() };
        for tongue in &self.begun.tongues {
            speak(tongue, edition, print.as_deref_mut());
            if !self.pages_in(tongue, edition, print.as_deref(), &mut made)? {
                break;
            }
        }
        Ok(made)
    }

    /// The same in one language; says no when something is wrong.
    fn pages_in(
        &self,
        tongue: &Tongue,
        edition: &Edition<'_>,
        print: Option<&Edition<'_>>,
        made: &mut Made,
    ) -> Result<bool, OutputTrouble> {
        let Shop { begun: Begun { portfolio, theme, has_own_theme, .. }, words, places, request, sink, .. } = *self;
        let mark = made.mark.clone();
        let (plan, scan) = rayon::join(
            || self.lay_out(tongue, edition, print, &mark, &mut made.problems),
            || LeakScan::new(edition, portfolio, words, places),
        );
        self.tell(edition, passed("lay out", plan.outputs.len()));
        if (self.had_errors || made.problems.has_errors()) && !request.despite_errors {
            return Ok(false);
        }
        let watched = Watched::new(sink);
        let watched = watched.with(&scan);
        if tongue.is_first() {
            give_theme(edition, theme, &watched)?;
        }
        let mut reused = 0;
        // Pages made with our own templates, that no secret could slip into, have no problems.
        if sink.wants_files() || *has_own_theme || !scan.is_idle() {
            let is_known = sink.wants_files() && !has_own_theme;
            let (renderer, fingerprints) = rayon::join(
                || HtmlRenderer::new(theme, &plan.site, plan.strings()),
                || is_known.then(|| Fingerprints::new(&plan, &request.program, scan.fingerprint())),
            );
            let making = Making {
                name: &edition.settings.name,
                plan: &plan,
                renderer: &renderer,
                has_own_theme: *has_own_theme,
                fingerprints,
                sink: &watched,
            };
            reused = publish(&making, &mut made.problems)?;
            made.problems.append(watched.found());
        }
        made.add(&plan);
        self.tell(edition, Passed { reused, ..passed("make pages", plan.outputs.len() - reused) });
        Ok(true)
    }

    /// Makes the PDFs of an edition in all its languages: one edition after the other, for they take much memory.
    fn pdfs(
        &self,
        printer: &Printer<'_>,
        edition: &mut Edition<'_>,
        print: &mut Edition<'_>,
        mark: &str,
        problems: &mut Problems,
    ) -> Result<(), OutputTrouble> {
        let formats = self.request.formats(edition.settings);
        for tongue in &self.begun.tongues {
            if problems.has_errors() && !self.request.despite_errors {
                break;
            }
            speak(tongue, edition, Some(print));
            let plan = self.lay_out(tongue, edition, Some(print), mark, &mut Problems::default());
            let scan = LeakScan::new(print, &self.begun.portfolio, self.words, self.places);
            printer.make(print, &formats, &plan, tongue, &scan, problems)?;
            self.tell(edition, passed("make PDFs", formats.len()));
        }
        Ok(())
    }

    fn lay_out<'e>(
        &'e self,
        tongue: &'e Tongue,
        edition: &'e Edition<'e>,
        print: Option<&'e Edition<'e>>,
        mark: &'e str,
        problems: &mut Problems,
    ) -> Plan<'e> {
        let formats = self.request.formats(edition.settings);
        let Begun { theme, .. } = self.begun;
        let strings = theme.strings(&tongue.lang);
        let books =
            print.map(|print| Books { print, pdfs: pdfs::links(print, &formats, strings, self.photos, tongue) });
        plan::lay_out(edition, books.as_ref(), self.photos, theme, tongue, mark, problems)
    }

    fn tell(&self, edition: &Edition<'_>, mut passed: Passed) {
        passed.edition = Some(edition.settings.name.clone());
        (self.watch)(News::Passed(passed));
    }
}

/// Has pages and print speak a language.
fn speak(tongue: &Tongue, edition: &mut Edition<'_>, print: Option<&mut Edition<'_>>) {
    edition.speak(&tongue.lang, &tongue.first);
    if let Some(print) = print {
        print.speak(&tongue.lang, &tongue.first);
    }
}

/// The pages of each edition, with its print where it has one.
fn paired(editions: Vec<Edition<'_>>) -> Vec<(Edition<'_>, Option<Edition<'_>>)> {
    let (pages, mut prints): (Vec<_>, Vec<_>) = editions.into_iter().partition(|edition| edition.form == Form::Pages);
    let mut both = Vec::new();
    for edition in pages {
        let place = prints.iter().position(|print| print.settings.name == edition.settings.name);
        both.push((edition, place.map(|place| prints.swap_remove(place))));
    }
    both
}

/// What came of an edition's languages.
struct Made {
    pages: usize,
    neutral: Vec<NeutralWords>,
    mark: String,
    problems: Problems,
}

impl Made {
    fn add(&mut self, plan: &Plan<'_>) {
        self.pages += plan.outputs.iter().filter(|planned| planned.path.as_str().ends_with(".html")).count();
        let (title, text) = plan.neutral_page();
        self.neutral.push(NeutralWords { lang: plan.site.lang.clone(), title, text });
    }
}

/// Gives away the theme's own files.
fn give_theme(edition: &Edition<'_>, theme: &Theme, sink: &dyn Sink) -> Result<(), OutputTrouble> {
    for asset in theme.assets() {
        if let Some(path) = OutPath::new(&asset.path) {
            sink.put(&edition.settings.name, Outgoing::own(&path, Vec::new()), &asset.bytes)?;
        }
    }
    Ok(())
}

/// Ends an edition with its card: what it is, and every consent that pages and PDFs rely on, in this order.
fn finish(
    edition: &Edition<'_>,
    print: Option<&Edition<'_>>,
    made: &Made,
    sink: &dyn Sink,
) -> Result<(), OutputTrouble> {
    let printed = print.into_iter().flat_map(Edition::reliances);
    let card = EditionCard {
        audience: edition.settings.audience.word().to_owned(),
        mark: made.mark.clone(),
        neutral_page: neutral_page(&made.neutral),
        reliances: edition.reliances().iter().chain(printed).map(Reliance::written).collect(),
    };
    sink.finish(&edition.settings.name, card)
}

fn summary(edition: &Edition<'_>, print: Option<&Edition<'_>>, made: &Made) -> Summary {
    Summary {
        name: edition.settings.name.clone(),
        pages: made.pages,
        photos: edition.entries.iter().map(|entry| entry.item.photos.len()).sum(),
        mark: made.mark.clone(),
        rebuild_by: plan::rebuild_by(edition, print),
    }
}
