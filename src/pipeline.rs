//! The sentence: read, parse, gather, clear, make pictures, lay out, render, and hand to whoever keeps the files.

mod album;
mod events;
mod languages;
mod look_alikes;
mod making;
#[cfg_attr(not(feature = "pdf"), path = "pipeline/no_pdfs.rs")]
mod pdfs;
mod pictures;
mod rating;
mod receipt;
mod sign_off;
mod sink;
mod survey;
mod watched;
pub mod workbench;

pub use album::Album;
pub use look_alikes::{ToRemember, remember, with_photos};
pub use receipt::{Ended, Receipt, Taken};
pub use sign_off::sign_off;
pub use sink::{Cards, InMemory, Nowhere, OnDemand, OnStage, OnlyPhotos, Sink};
pub use survey::{Difference, Opening, Openings, PermissionSheet, Survey, survey};

use std::sync::Arc;

use camino::Utf8PathBuf;
use making::{Making, publish};
use pdfs::{Memory, Printer};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::consent::{House, Reliance, Screened, StillHolds};
use crate::content::dates::Date;
use crate::content::people::Register;
use crate::content::service::EditionSettings;
use crate::content::terms::{Audience, Format};
use crate::content::{self, Parsed};
use crate::edition::{self, Edition, Form};
use crate::framework::Frameworks;
use crate::leaks::{LeakScan, Written};
use crate::output::{EditionCard, Outgoing, OutputTrouble};
use crate::plan::tongue::Tongue;
use crate::plan::{self, Books, Fingerprints, OutPath, PhotoBook, Plan};
use crate::portfolio::{self, Portfolio};
use crate::problem::consent::from_print;
use crate::problem::print::{built_without_pdfs, too_much_to_print};
use crate::problem::{Problem, Problems, Span};
use crate::render::html::{HtmlRenderer, NeutralWords, neutral_page};
use crate::sources::{SourcePath, Sources};
use crate::theme::Theme;
use watched::Watched;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The day on which everything is decided.
    pub today: Date,
    /// One edition only; all when nothing is said.
    pub edition: Option<String>,
    /// Make the pages even when there are errors (they will not be published).
    pub despite_errors: bool,
    /// Look for faces in photos that name nobody. It takes as long as making them.
    pub look_for_faces: bool,
    /// Which PDFs are made beside the pages.
    pub pdfs: Pdfs,
    /// Tells this program from every other: pages that another made are made anew.
    pub program: String,
}

/// Which PDFs are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pdfs {
    /// None: the pages alone.
    Leave,
    /// Those that each edition's `formats` ask for, and these besides where they suit its readers.
    OfFormats {
        /// Asked for by the way, for this run alone.
        also: Vec<Format>,
    },
}

impl Request {
    /// All editions as they are on a day.
    pub fn on(today: Date) -> Request {
        let pdfs = Pdfs::OfFormats { also: Vec::new() };
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Request { today, edition: None, despite_errors: false, look_for_faces: false, pdfs, program }
    }

    /// The PDFs that are made of an edition.
    fn formats(&self, settings: &EditionSettings) -> Vec<Format> {
        if cfg!(feature = "pdf") { self.pdfs_asked_for(settings) } else { Vec::new() }
    }

    fn pdfs_asked_for(&self, settings: &EditionSettings) -> Vec<Format> {
        let Pdfs::OfFormats { also } = &self.pdfs else { return Vec::new() };
        let suits = |format: &&Format| match format {
            // Whoever names the edition knows best.
            _ if self.edition.is_some() => true,
            Format::Statements | Format::StartHere => settings.audience == Audience::Inspector,
            Format::Booklet => settings.audience == Audience::Family,
            Format::Posters => settings.audience == Audience::Public,
            Format::Web | Format::Pdf | Format::LargePrint => true,
        };
        let mut formats: Vec<Format> = settings.formats.iter().chain(also.iter().filter(suits)).copied().collect();
        formats.retain(|format| *format != Format::Web);
        formats
    }
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that is wrong or held back.
    pub problems: Problems,
    /// What each edition is.
    pub editions: Vec<Summary>,
    /// The names of all editions of the folder.
    pub configured: Vec<String>,
    /// Whether there is a `carefolio.toml` at all.
    pub has_settings: bool,
    /// The register, to ask whether what was published earlier still holds.
    pub register: Register,
    /// The strictness of the house.
    pub house: House,
}

impl Outcome {
    /// Asks whether what was published earlier still holds.
    pub fn still_holds(&self, today: Date) -> StillHolds<'_> {
        StillHolds::new(&self.register, today, self.house)
    }
}

/// A pass that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// Which, in a word.
    pub pass: &'static str,
    /// For which edition, where it is for one.
    pub edition: Option<String>,
    /// How many things came out of it.
    pub made: usize,
    /// How many of them did not have to be made anew.
    pub reused: usize,
}

/// One edition in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Name of the edition and of its folder.
    pub name: String,
    /// Pages made.
    pub pages: usize,
    /// Photos shown.
    pub photos: usize,
    /// The mark.
    pub mark: String,
    /// The first day on which something in it needs a new decision.
    pub rebuild_by: Option<Date>,
}

/// Makes the editions of a folder and gives every file to `sink`.
pub fn run(sources: &dyn Sources, request: &Request, sink: &dyn Sink) -> Result<Outcome, OutputTrouble> {
    run_watched(sources, request, sink, &|_| ())
}

/// The same, and tells `watch` after each pass what it did; whoever watches has the clock.
pub fn run_watched(
    sources: &dyn Sources,
    request: &Request,
    sink: &dyn Sink,
    watch: &(dyn Fn(Passed) + Sync),
) -> Result<Outcome, OutputTrouble> {
    let mut outcome = Outcome::default();
    let Some(Begun { portfolio, theme, has_own_theme, tongues }) = begin(sources, request, &mut outcome) else {
        return Ok(outcome);
    };
    let theme = &*theme;
    watch(passed("gather", portfolio.items.len()));
    let screened = Screened::new(&portfolio);
    let mut editions = clear(&portfolio, &screened, request, &mut outcome.problems);
    watch(passed("clear", editions.iter().map(|edition| edition.entries.len()).sum()));
    let watched = Watched::new(sink);
    let photos = pictures::make(sources, &portfolio, request, &mut editions, &watched, &mut outcome.problems)?;
    look_alikes::hold_back(sources, &portfolio, &screened, &mut editions, &photos, &watched, &mut outcome.problems)?;
    outcome.problems.append(watched.found());
    watch(passed("photos", photos.len()));
    let (written, places) = (Written::new(&portfolio), sources.private_places());
    let (pages, mut prints): (Vec<_>, Vec<_>) = editions.into_iter().partition(|edition| edition.form == Form::Pages);
    let mut both = Vec::new();
    for edition in pages {
        let place = prints.iter().position(|print| print.settings.name == edition.settings.name);
        both.push((edition, place.map(|place| prints.swap_remove(place))));
    }
    let shop = Shop {
        portfolio: &portfolio,
        theme,
        has_own_theme,
        tongues: &tongues,
        photos: &photos,
        words: &written,
        places: &places,
        request,
        sink,
        had_errors: outcome.problems.has_errors(),
        watch,
    };
    let made: Vec<_> = both.par_iter_mut().map(|(edition, print)| shop.pages(edition, print.as_mut())).collect();
    let memory = if request.edition.is_some() { Memory::Keeping } else { Memory::Sparing };
    let printer = Printer::new(&portfolio, theme, &photos, sink, memory);
    let mut complete = Vec::new();
    for ((mut edition, mut print), made) in both.into_iter().zip(made) {
        let mut made = made?;
        outcome.problems.append(std::mem::take(&mut made.problems));
        if made.pages == 0 {
            continue;
        }
        if let Some(print) = print.as_mut() {
            shop.pdfs(&printer, &mut edition, print, &made.mark, &mut outcome.problems)?;
        }
        complete.push((edition, print, made));
    }
    let finished = complete.into_par_iter().map(|(edition, print, made)| {
        finish(&edition, print.as_ref(), &made, sink)?;
        Ok(summary(&edition, print.as_ref(), &made))
    });
    outcome.editions = finished.collect::<Result<_, OutputTrouble>>()?;
    outcome.problems = std::mem::take(&mut outcome.problems).settled();
    outcome.register = portfolio.register;
    // To free so many words takes a while, and nobody need wait for it.
    let (items, words) = (portfolio.items, written);
    rayon::spawn(move || drop((items, words)));
    Ok(outcome)
}

/// Takes every edition that is wanted through the gate, its pages and its print.
fn clear<'p>(
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

/// What all editions of a run are made with.
struct Shop<'r> {
    portfolio: &'r Portfolio,
    theme: &'r Theme,
    has_own_theme: bool,
    tongues: &'r [Tongue],
    photos: &'r PhotoBook,
    words: &'r Written,
    places: &'r [Utf8PathBuf],
    request: &'r Request,
    sink: &'r dyn Sink,
    /// Something is wrong already: then nothing is made, unless somebody asked for it.
    had_errors: bool,
    watch: &'r (dyn Fn(Passed) + Sync),
}

impl Shop<'_> {
    /// Makes the pages of an edition in all its languages. Every edition is made at the same time as the others.
    fn pages(&self, edition: &mut Edition<'_>, mut print: Option<&mut Edition<'_>>) -> Result<Made, OutputTrouble> {
        let mark = plan::mark_of(edition, print.as_deref(), self.photos, self.theme, &self.tongues[0]);
        let mut made = Made { pages: 0, neutral: Vec::new(), mark, problems: Problems::default() };
        for tongue in self.tongues {
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
        let Shop { portfolio, theme, words, places, request, sink, .. } = *self;
        let mark = made.mark.clone();
        let plan = self.lay_out(tongue, edition, print, &mark, &mut made.problems);
        self.tell(edition, passed("lay out", plan.outputs.len()));
        if (self.had_errors || made.problems.has_errors()) && !request.despite_errors {
            return Ok(false);
        }
        let scan = LeakScan::new(edition, portfolio, words, places);
        let watched = Watched::new(sink);
        let watched = watched.with(&scan);
        if tongue.is_first() {
            give_theme(edition, theme, &watched)?;
        }
        let mut reused = 0;
        // Pages made with our own templates, that no secret could slip into, have no problems.
        if sink.wants_files() || self.has_own_theme || !scan.is_idle() {
            let is_known = sink.wants_files() && !self.has_own_theme;
            let making = Making {
                name: &edition.settings.name,
                plan: &plan,
                renderer: &HtmlRenderer::new(theme, &plan.site, plan.strings()),
                has_own_theme: self.has_own_theme,
                fingerprints: is_known.then(|| Fingerprints::new(&plan, &request.program, scan.fingerprint())),
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
        for tongue in self.tongues {
            if problems.has_errors() && !self.request.despite_errors {
                break;
            }
            speak(tongue, edition, Some(print));
            let plan = self.lay_out(tongue, edition, Some(print), mark, &mut Problems::default());
            let scan = LeakScan::new(print, self.portfolio, self.words, self.places);
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
        let strings = self.theme.strings(&tongue.lang);
        let books =
            print.map(|print| Books { print, pdfs: pdfs::links(print, &formats, strings, self.photos, tongue) });
        plan::lay_out(edition, books.as_ref(), self.photos, self.theme, tongue, mark, problems)
    }

    fn tell(&self, edition: &Edition<'_>, mut passed: Passed) {
        passed.edition = Some(edition.settings.name.clone());
        (self.watch)(passed);
    }
}

/// Has pages and print speak a language.
fn speak(tongue: &Tongue, edition: &mut Edition<'_>, print: Option<&mut Edition<'_>>) {
    edition.speak(&tongue.lang, &tongue.first);
    if let Some(print) = print {
        print.speak(&tongue.lang, &tongue.first);
    }
}

fn passed(pass: &'static str, made: usize) -> Passed {
    Passed { pass, edition: None, made, reused: 0 }
}

/// Reads and joins a folder, and makes nothing of it. `None` when it has no settings that can be read.
pub fn read(sources: &dyn Sources, problems: &mut Problems) -> Option<Portfolio> {
    let mut parsed = content::parse(sources, problems);
    let settings = parsed.settings.take()?;
    Some(gather(parsed, settings, problems))
}

/// What a run begins with: a folder, read and joined.
pub struct Begun {
    /// Everything joined.
    pub portfolio: Portfolio,
    /// How pages look.
    pub theme: Arc<Theme>,
    /// Whether the folder has a theme of its own.
    pub has_own_theme: bool,
    /// The languages, the folder's own first.
    pub tongues: Vec<Tongue>,
}

/// What a preview keeps from one reading of a folder to the next. Everything comes out as if it were read anew.
#[derive(Default)]
pub struct Before {
    content: content::Memory,
    theme: Option<KnownTheme>,
}

struct KnownTheme {
    name: String,
    files: Vec<(String, Vec<u8>)>,
    theme: Arc<Theme>,
    problems: Problems,
}

impl Before {
    /// What was read of the files.
    pub fn content(&self) -> &content::Memory {
        &self.content
    }

    fn theme(&mut self, name: &str, files: &[(String, Vec<u8>)], problems: &mut Problems) -> Arc<Theme> {
        let known = self.theme.take().filter(|known| known.name == name && known.files == files);
        let known = known.unwrap_or_else(|| {
            let mut problems = Problems::default();
            let theme = Arc::new(Theme::load(name, files, &mut problems));
            KnownTheme { name: name.to_owned(), files: files.to_vec(), theme, problems }
        });
        problems.append(known.problems.clone());
        Arc::clone(&self.theme.insert(known).theme)
    }
}

/// Reads the folder and joins everything; nothing where there is no `carefolio.toml`.
fn begin(sources: &dyn Sources, request: &Request, outcome: &mut Outcome) -> Option<Begun> {
    let parsed = content::parse(sources, &mut outcome.problems);
    join(parsed, request, outcome, &mut Before::default())
}

/// The same for a preview: only what was touched since the last time is read.
pub fn begin_again(
    sources: &dyn Sources,
    request: &Request,
    outcome: &mut Outcome,
    before: &mut Before,
) -> Option<Begun> {
    let parsed = content::parse_again(sources, &mut before.content, &mut outcome.problems);
    join(parsed, request, outcome, before)
}

fn join(mut parsed: Parsed, request: &Request, outcome: &mut Outcome, before: &mut Before) -> Option<Begun> {
    let Some(settings) = parsed.settings.take() else {
        outcome.problems = std::mem::take(&mut outcome.problems).settled();
        outcome.register = parsed.register;
        return None;
    };
    outcome.has_settings = true;
    outcome.configured = settings.editions.iter().map(|edition| edition.name.clone()).collect();
    outcome.house = House::of(&settings.policy);
    let theme = before.theme(&settings.theme, &parsed.theme, &mut outcome.problems);
    let has_own_theme = !parsed.theme.is_empty();
    let languages = languages::of(&settings, &theme, &parsed.items, &mut outcome.problems);
    let tongues = Tongue::all(&languages);
    let portfolio = gather(parsed, settings, &mut outcome.problems);
    rating::check(&portfolio, request.today, &mut outcome.problems);
    events::check(&portfolio, request.today, &mut outcome.problems);
    Some(Begun { portfolio, theme, has_own_theme, tongues })
}

/// Takes an edition through the gate: its pages, and what may be printed where PDFs are wanted.
fn prepare<'p>(
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

fn gather(parsed: Parsed, settings: content::Settings, problems: &mut Problems) -> Portfolio {
    let active: Vec<_> = settings.frameworks.iter().map(|code| (code.at.clone(), code.typed.as_str())).collect();
    let frameworks = Frameworks::load(&active, &parsed.frameworks, problems);
    portfolio::gather(parsed, settings, frameworks, problems)
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
