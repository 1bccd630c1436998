//! The sentence: read, parse, gather, clear, make pictures, lay out, render, and hand to whoever keeps the files.

mod events;
mod languages;
mod look_alikes;
#[cfg_attr(not(feature = "pdf"), path = "pipeline/no_pdfs.rs")]
mod pdfs;
mod pictures;
mod rating;
mod receipt;
mod sign_off;
mod sink;
mod survey;
mod watched;

pub use look_alikes::{ToRemember, remember, with_photos};
pub use receipt::{Ended, Receipt, Taken};
pub use sign_off::sign_off;
pub use sink::{Cards, InMemory, Nowhere, OnStage, OnlyPhotos, Sink};
pub use survey::{Difference, Opening, Openings, Survey, survey};

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
use crate::output::{EditionCard, OutputTrouble, Role};
use crate::plan::tongue::Tongue;
use crate::plan::{self, Books, OutPath, Plan};
use crate::portfolio::{self, Portfolio};
use crate::problem::consent::from_print;
use crate::problem::{Problem, Problems};
use crate::render::html::{HtmlRenderer, NeutralWords, neutral_page};
use crate::sources::Sources;
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
        Request { today, edition: None, despite_errors: false, look_for_faces: false, pdfs }
    }

    /// What is made of an edition.
    fn formats(&self, settings: &EditionSettings) -> Vec<Format> {
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
        formats.retain(|format| cfg!(feature = "pdf") && *format != Format::Web);
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
    run_watched(sources, request, sink, &mut |_| ())
}

/// The same, and tells `watch` after each pass what it did; whoever watches has the clock.
pub fn run_watched(
    sources: &dyn Sources,
    request: &Request,
    sink: &dyn Sink,
    watch: &mut dyn FnMut(Passed),
) -> Result<Outcome, OutputTrouble> {
    let mut outcome = Outcome::default();
    let Some(Begun { portfolio, theme, has_own_theme, tongues }) = begin(sources, request, &mut outcome) else {
        return Ok(outcome);
    };
    watch(passed("gather", portfolio.items.len()));
    let screened = Screened::new(&portfolio);
    let mut editions: Vec<Edition<'_>> = Vec::new();
    let wanted = |settings: &&EditionSettings| request.edition.as_ref().is_none_or(|name| *name == settings.name);
    for settings in portfolio.settings.editions.iter().filter(wanted) {
        let prints = !request.formats(settings).is_empty();
        editions.extend(prepare(&portfolio, &screened, settings, prints, request.today, &mut outcome.problems));
    }
    watch(passed("clear", editions.iter().map(|edition| edition.entries.len()).sum()));
    let watched = Watched::new(sink);
    let photos = pictures::make(sources, request, &mut editions, &watched, &mut outcome.problems)?;
    look_alikes::hold_back(sources, &portfolio, &screened, &mut editions, &photos, &watched, &mut outcome.problems)?;
    outcome.problems.append(watched.found());
    watch(passed("photos", photos.len()));
    let (written, places) = (Written::new(&portfolio), sources.private_places());
    let (mut pages, prints): (Vec<_>, Vec<_>) = editions.into_iter().partition(|edition| edition.form == Form::Pages);
    let memory = if request.edition.is_some() { Memory::Keeping } else { Memory::Sparing };
    let printer = Printer::new(&portfolio, &theme, &photos, sink, memory);
    for edition in &mut pages {
        let name = Some(edition.settings.name.clone());
        let formats = request.formats(edition.settings);
        let print = prints.iter().find(|print| print.settings.name == edition.settings.name);
        let mark = plan::mark_of(edition, print, &photos, &theme, &tongues[0]);
        let books = print.map(|print| Books { print, pdfs: printer.links(print, &formats, &tongues[0].lang) });
        let mut made = Made { pages: 0, neutral: Vec::new() };
        for tongue in &tongues {
            edition.speak(&tongue.lang, &tongue.first);
            let plan = plan::lay_out(edition, books.as_ref(), &photos, &theme, tongue, &mark, &mut outcome.problems);
            watch(Passed { edition: name.clone(), ..passed("lay out", plan.outputs.len()) });
            if outcome.problems.has_errors() && !request.despite_errors {
                break;
            }
            let scan = LeakScan::new(edition, &portfolio, &written, &places);
            let watched = watched.with(&scan);
            if tongue.is_first() {
                give_theme(edition, &theme, &watched)?;
            }
            // Pages made with our own templates, that no secret could slip into, have no problems.
            if sink.wants_files() || has_own_theme || !scan.is_idle() {
                publish(edition, &plan, &theme, &watched, &mut outcome.problems)?;
                outcome.problems.append(watched.found());
            }
            made.add(&plan);
            watch(Passed { edition: name.clone(), ..passed("make pages", plan.outputs.len()) });
            if let (true, Some(print)) = (tongue.is_first(), print) {
                let scan = LeakScan::new(print, &portfolio, &written, &places);
                printer.make(print, &formats, &plan, &scan, &mut outcome.problems)?;
                watch(Passed { edition: name.clone(), ..passed("make PDFs", formats.len()) });
            }
        }
        if made.pages > 0 {
            finish(edition, print, &mark, &made, sink)?;
            outcome.editions.push(summary(edition, print, &mark, made.pages));
        }
    }
    outcome.problems = std::mem::take(&mut outcome.problems).settled();
    drop((pages, prints));
    outcome.register = portfolio.register;
    Ok(outcome)
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

/// What a run begins with.
struct Begun {
    portfolio: Portfolio,
    theme: Theme,
    has_own_theme: bool,
    tongues: Vec<Tongue>,
}

/// Reads the folder and joins everything; nothing where there is no `carefolio.toml`.
fn begin(sources: &dyn Sources, request: &Request, outcome: &mut Outcome) -> Option<Begun> {
    let mut parsed = content::parse(sources, &mut outcome.problems);
    let Some(settings) = parsed.settings.take() else {
        outcome.problems = std::mem::take(&mut outcome.problems).settled();
        outcome.register = parsed.register;
        return None;
    };
    outcome.has_settings = true;
    outcome.configured = settings.editions.iter().map(|edition| edition.name.clone()).collect();
    outcome.house = House::of(&settings.policy);
    let theme = Theme::load(&settings.theme, &parsed.theme, &mut outcome.problems);
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
    prints: bool,
    today: Date,
    problems: &mut Problems,
) -> Vec<Edition<'p>> {
    let mut found = Problems::default();
    let mut editions = vec![edition::prepare(portfolio, screened, settings, Form::Pages, today, &mut found)];
    if prints {
        let mut of_print = Problems::default();
        editions.push(edition::prepare(portfolio, screened, settings, Form::Print, today, &mut of_print));
        let told = |problem: &Problem| {
            found.iter().any(|one| (&one.at, one.code, &one.says) == (&problem.at, problem.code, &problem.says))
        };
        let alone: Vec<Problem> = of_print.into_iter().filter(|problem| !told(problem)).map(from_print).collect();
        alone.into_iter().for_each(|problem| found.add(problem));
    }
    problems.append(found);
    editions
}

fn gather(parsed: Parsed, settings: content::Settings, problems: &mut Problems) -> Portfolio {
    let active: Vec<_> = settings.frameworks.iter().map(|code| (code.at.clone(), code.typed.as_str())).collect();
    let frameworks = Frameworks::load(&active, &parsed.frameworks, problems);
    portfolio::gather(parsed, settings, frameworks, problems)
}

/// Renders every output of an edition, in parallel, and gives each away as soon as it is made.
fn publish(
    edition: &Edition<'_>,
    plan: &Plan<'_>,
    theme: &Theme,
    sink: &dyn Sink,
    problems: &mut Problems,
) -> Result<(), OutputTrouble> {
    let name = &edition.settings.name;
    let renderer = HtmlRenderer::new(theme, &plan.site, plan.strings());
    let made: Vec<Result<(), Trouble>> = plan
        .outputs
        .par_iter()
        .map(|planned| {
            let text = match plan.make(planned) {
                plan::Made::Text(text) => text,
                plan::Made::Page(head, page) => renderer.render(&head, &page).map_err(Trouble::Told)?,
            };
            let relies = plan.relies(planned);
            let role = if planned.is_shared() { Role::Shared } else { Role::Own };
            sink.put(name, &planned.path, text.as_bytes(), relies, role).map_err(Trouble::Output)
        })
        .collect();
    for trouble in made.into_iter().filter_map(Result::err) {
        match trouble {
            Trouble::Output(trouble) => return Err(trouble),
            Trouble::Told(problem) => problems.add(*problem),
        }
    }
    Ok(())
}

/// What came of an edition's languages.
struct Made {
    pages: usize,
    neutral: Vec<NeutralWords>,
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
            sink.put(&edition.settings.name, &path, &asset.bytes, Vec::new(), Role::Own)?;
        }
    }
    Ok(())
}

/// Ends an edition with its card: what it is, and every consent that pages and PDFs rely on, in this order.
fn finish(
    edition: &Edition<'_>,
    print: Option<&Edition<'_>>,
    mark: &str,
    made: &Made,
    sink: &dyn Sink,
) -> Result<(), OutputTrouble> {
    let printed = print.into_iter().flat_map(Edition::reliances);
    let card = EditionCard {
        audience: edition.settings.audience.word().to_owned(),
        mark: mark.to_owned(),
        neutral_page: neutral_page(&made.neutral),
        reliances: edition.reliances().iter().chain(printed).map(Reliance::written).collect(),
    };
    sink.finish(&edition.settings.name, card)
}

enum Trouble {
    Output(OutputTrouble),
    Told(Box<Problem>),
}

fn summary(edition: &Edition<'_>, print: Option<&Edition<'_>>, mark: &str, pages: usize) -> Summary {
    Summary {
        name: edition.settings.name.clone(),
        pages,
        photos: edition.entries.iter().map(|entry| entry.item.photos.len()).sum(),
        mark: mark.to_owned(),
        rebuild_by: plan::rebuild_by(edition, print),
    }
}
