//! The sentence: read, parse, gather, clear, make pictures, lay out, render, and hand to whoever keeps the files.

mod pictures;
mod rating;
mod sink;

pub use sink::{InMemory, Nowhere, OnStage, Sink};

use rayon::prelude::*;

use crate::consent::{House, Reliance, Screened, StillHolds};
use crate::content::dates::Date;
use crate::content::people::Register;
use crate::content::{self, Parsed};
use crate::edition::{self, Edition};
use crate::framework::Frameworks;
use crate::leaks::LeakScan;
use crate::output::{EditionCard, OutputTrouble, Role};
use crate::plan::{self, Made, OutPath, Plan};
use crate::portfolio::{self, Portfolio};
use crate::problem::Problems;
use crate::render::html::{HtmlRenderer, neutral_page};
use crate::sources::Sources;
use crate::theme::Theme;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The day on which everything is decided.
    pub today: Date,
    /// One edition only; all when nothing is said.
    pub edition: Option<String>,
    /// Make the pages even when there are errors (they will not be published).
    pub despite_errors: bool,
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

/// One edition in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    let mut outcome = Outcome::default();
    let mut parsed = content::parse(sources, &mut outcome.problems);
    let Some(settings) = parsed.settings.take() else {
        outcome.problems = std::mem::take(&mut outcome.problems).settled();
        outcome.register = parsed.register;
        return Ok(outcome);
    };
    outcome.has_settings = true;
    outcome.configured = settings.editions.iter().map(|edition| edition.name.clone()).collect();
    outcome.house = House::of(&settings.policy);
    let theme = Theme::load(&settings.theme, &parsed.theme, &mut outcome.problems);
    let has_own_theme = !parsed.theme.is_empty();
    let portfolio = gather(parsed, settings, &mut outcome.problems);
    rating::check(&portfolio, request.today, &mut outcome.problems);

    let screened = Screened::new(&portfolio);
    let mut editions: Vec<Edition<'_>> = portfolio
        .settings
        .editions
        .iter()
        .filter(|settings| request.edition.as_ref().is_none_or(|name| *name == settings.name))
        .map(|settings| edition::prepare(&portfolio, &screened, settings, request.today, &mut outcome.problems))
        .collect();
    let photos = pictures::make(sources, &mut editions, sink, &mut outcome.problems)?;
    for edition in &editions {
        let lang = portfolio.settings.languages.first().map_or("en", String::as_str);
        let plan = plan::lay_out(edition, &photos, &theme, lang, &mut outcome.problems);
        if outcome.problems.has_errors() && !request.despite_errors {
            continue;
        }
        let scan = LeakScan::new(edition, &portfolio.register);
        // Pages made with our own templates, that no name of the register could slip into, have no problems.
        if !sink.wants_problems_only() || has_own_theme || !scan.is_idle() {
            publish(edition, &plan, &theme, &scan, sink, &mut outcome.problems)?;
        }
        outcome.editions.push(summary(edition, &plan));
    }
    outcome.problems = std::mem::take(&mut outcome.problems).settled();
    drop(editions);
    outcome.register = portfolio.register;
    Ok(outcome)
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
    scan: &LeakScan,
    sink: &dyn Sink,
    problems: &mut Problems,
) -> Result<(), OutputTrouble> {
    let name = &edition.settings.name;
    let strings = theme.strings(&plan.site.lang);
    let renderer = HtmlRenderer::new(theme, &plan.site, strings);
    let made: Vec<Result<(), Trouble>> = plan
        .outputs
        .par_iter()
        .map(|planned| {
            let text = match plan.make(planned) {
                Made::Text(text) => text,
                Made::Page(head, page) => renderer.render(&head, &page).map_err(Trouble::Told)?,
            };
            let relies = plan.relies(planned);
            let role = if planned.is_shared() { Role::Shared } else { Role::Own };
            // A name agreed for one item is not agreed for another. Shared pages gather both.
            let all = edition.reliances();
            let relies_on = || match role {
                Role::Shared => all.iter().collect(),
                Role::Own => relies.iter().map(|place| &all[*place as usize]).collect(),
            };
            if let Some(problem) = scan.look(name, planned.path.as_str(), &text, &relies_on) {
                return Err(Trouble::Told(Box::new(problem)));
            }
            sink.put(name, &planned.path, text.as_bytes(), relies, role).map_err(Trouble::Output)
        })
        .collect();
    for trouble in made.into_iter().filter_map(Result::err) {
        match trouble {
            Trouble::Output(trouble) => return Err(trouble),
            Trouble::Told(problem) => problems.add(*problem),
        }
    }
    for asset in theme.assets() {
        if let Some(path) = OutPath::new(&asset.path) {
            let text = std::str::from_utf8(&asset.bytes).unwrap_or("");
            match scan.look(name, &asset.path, text, &Vec::new) {
                Some(problem) => problems.add(problem),
                None => sink.put(name, &path, &asset.bytes, Vec::new(), Role::Own)?,
            }
        }
    }
    let (title, text) = plan.neutral_page();
    let reliances = edition.reliances().iter().map(Reliance::written).collect();
    let card = EditionCard {
        audience: plan.audience().word().to_owned(),
        mark: plan.mark().to_owned(),
        neutral_page: neutral_page(strings.lang(), &title, &text),
        reliances,
    };
    sink.finish(name, card)
}

enum Trouble {
    Output(OutputTrouble),
    Told(Box<crate::problem::Problem>),
}

fn summary(edition: &Edition<'_>, plan: &Plan<'_>) -> Summary {
    Summary {
        name: edition.settings.name.clone(),
        pages: plan.outputs.iter().filter(|planned| planned.path.as_str().ends_with(".html")).count(),
        photos: edition.entries.iter().map(|entry| entry.item.photos.len()).sum(),
        mark: plan.mark().to_owned(),
        rebuild_by: edition.rebuild_by(),
    }
}
