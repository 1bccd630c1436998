//! `carefolio build`: makes the editions and publishes them all together, or takes down what may not stay.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::args::Build;
use super::progress::Progress;
use super::terminal::{Beside, DUE_WITHIN, EditionLine, Report, Terminal, Voice, all, counted};
use super::timings::Timings;
use super::{NOT_WELL, Stop, WELL, day, home, no_settings, portfolio_folder};
use crate::consent::overview;
use crate::content::dates::Date;
use crate::output::{Notice, Place, StagedEdition, TakenDown, Workplace};
use crate::pipeline::{self, News, Nowhere, OnStage, Outcome, Pdfs, Request, Summary};
use crate::problem::{Severity, all_of, did_you_mean};
use crate::sources::{DiskSources, Footprint, Stamp};

/// Runs it.
pub fn run(build: &Build, terminal: &Terminal) -> Result<u8, Stop> {
    let folder = portfolio_folder(&build.folder)?;
    if !folder.join("carefolio.toml").is_file() {
        return Err(no_settings(&folder));
    }
    let out = out_folder(&folder, build.out.as_deref());
    let private = folder.join(".carefolio");
    let home = home();
    let place = Place { out: &out, private: &private, portfolio: &folder, home: home.as_deref() };
    let mut workplace = Workplace::open(place)?;

    let sources = DiskSources::new(&folder, vec![out.clone()]).at_home(home.clone());
    let began = workplace.begin()?;
    let glance = Glance { asked: asked(build), portfolio: sources.footprint(began).ok(), began };
    if terminal.is_content_with_a_summary()
        && !build.strict
        && let Some(last) = glance.nothing_changed(&workplace)
    {
        terminal.unchanged(&last, &format!("Nothing has changed since the last build. The editions are in {out}."));
        return Ok(WELL);
    }
    let unremembered = workplace.unremembered()?;
    // Of editions whose consents we do not remember, only a new build tells what may stay: then all are made.
    let edition = build.edition.clone().filter(|_| unremembered.is_empty());
    let pdfs = Pdfs::OfFormats { also: build.pdf.clone() };
    let despite_errors = !unremembered.is_empty();
    let request = Request { edition, despite_errors, pdfs, program: program(), ..Request::on(day(build.today)) };
    let sink = OnStage::new(&workplace);
    let (timings, progress) = (Timings::start(), Progress::start(terminal.is_for_people()));
    let watch = |news| {
        progress.hears(&news);
        if let News::Passed(passed) = news {
            timings.passed(passed);
        }
    };
    let outcome = match pipeline::run_watched(&sources, &request, &sink, &watch) {
        Ok(outcome) => outcome,
        Err(trouble) => {
            drop((sink, progress));
            // Of editions whose consents we do not remember, only a finished build can tell what may stay.
            if unremembered.is_empty() {
                take_down_at_least(&mut workplace, &sources, &request);
            }
            return Err(trouble.into());
        }
    };
    let staged = sink.into_staged();
    progress.now("Putting the editions in their place");
    if !outcome.has_settings && !outcome.problems.has_errors() {
        return Err(no_settings(&folder));
    }
    refuse_unknown_edition(build.edition.as_deref(), &outcome)?;
    let voice = Voice { terminal, beside: Beside { sources: Some(&sources), folder: &build.folder, fixed: None } };
    if outcome.problems.has_errors() {
        drop(progress);
        return keep_as_it_was(&mut workplace, &outcome, &request, &staged, &unremembered, &voice);
    }
    let job = Job { build, out: &out, request: &request, glance: &glance, timings, progress };
    publish(job, workplace, staged, &outcome, &voice)
}

/// What is to be done.
struct Job<'j> {
    build: &'j Build,
    out: &'j Utf8Path,
    request: &'j Request,
    glance: &'j Glance,
    timings: Timings,
    progress: Progress,
}

/// How everything looked before it was read.
struct Glance {
    asked: String,
    portfolio: Option<Footprint>,
    began: Stamp,
}

impl Glance {
    fn nothing_changed(&self, workplace: &Workplace) -> Option<LastBuild> {
        workplace.nothing_changed(&self.asked, self.portfolio?, self.began)
    }

    fn remember(&self, workplace: &Workplace, outcome: &Outcome, today: Date) {
        let Some(portfolio) = self.portfolio else { return };
        let said = LastBuild {
            editions: outcome.editions.clone(),
            held_back: outcome.problems.count(Severity::HeldBack),
            advice: outcome.problems.count(Severity::Advice),
            consents_due: due(outcome, today),
        };
        workplace.remember_build(&self.asked, portfolio, self.began, said);
    }
}

/// What the last build said, without a word about anybody.
#[derive(Serialize, Deserialize)]
pub struct LastBuild {
    /// Each edition.
    pub editions: Vec<Summary>,
    /// How many things are held back.
    pub held_back: usize,
    /// How many pieces of advice there are.
    pub advice: usize,
    /// How many consents end soon.
    pub consents_due: usize,
}

/// All that a build depends on beside the folder: the program, the day and the edition.
fn asked(build: &Build) -> String {
    format!("{} on {:?} for {:?}", program(), day(build.today), build.edition)
}

/// This program, told apart from every other.
fn program() -> String {
    let stamp = std::env::current_exe().ok().and_then(|path| Stamp::at(&path));
    format!("carefolio {} {stamp:?}", env!("CARGO_PKG_VERSION"))
}

/// Where the editions go.
pub fn out_folder(folder: &Utf8Path, asked: Option<&Utf8Path>) -> Utf8PathBuf {
    let Some(asked) = asked else { return folder.join("out") };
    if asked.is_absolute() {
        return asked.to_owned();
    }
    let here = std::env::current_dir().ok().and_then(|here| Utf8PathBuf::from_path_buf(here).ok());
    here.map_or_else(|| asked.to_owned(), |here| here.join(asked))
}

/// With errors nothing is replaced; what may not stay is taken down all the same.
fn keep_as_it_was(
    workplace: &mut Workplace,
    outcome: &Outcome,
    request: &Request,
    staged: &[StagedEdition],
    unremembered: &[String],
    voice: &Voice<'_>,
) -> Result<u8, Stop> {
    let staged = if unremembered.is_empty() { &[] } else { staged };
    let down = take_down(workplace, outcome, request, staged)?;
    let report = Report {
        published: false,
        strict: false,
        problems: all(&outcome.problems),
        editions: Vec::new(),
        consents_due: due(outcome, request.today),
        taken_down: down.deleted.iter().map(ToString::to_string).collect(),
        replaced: down.replaced.iter().map(ToString::to_string).collect(),
        notices: told(&down.notices),
        timings: None,
        reading: Vec::new(),
    };
    voice.report(&report, "Nothing was published. The editions stay as they were, but for what had to come down.");
    Ok(NOT_WELL)
}

/// The editions cannot be made, on a full disk for example; what may not stay comes down all the same, as far as it can.
fn take_down_at_least(workplace: &mut Workplace, sources: &DiskSources, request: &Request) {
    if let Ok(outcome) = pipeline::run(sources, request, &Nowhere) {
        // The trouble that stopped the build is told; a second one would be the same.
        let _ = take_down(workplace, &outcome, request, &[]);
    }
}

fn take_down(
    workplace: &mut Workplace,
    outcome: &Outcome,
    request: &Request,
    staged: &[StagedEdition],
) -> Result<TakenDown, Stop> {
    let holds = outcome.still_holds(request.today);
    Ok(workplace.take_down(|reliance| holds.holds_written(reliance), staged)?)
}

fn publish(
    job: Job<'_>,
    mut workplace: Workplace,
    staged: Vec<StagedEdition>,
    outcome: &Outcome,
    voice: &Voice<'_>,
) -> Result<u8, Stop> {
    let Job { build, out, request, glance, timings, progress } = job;
    let configured: BTreeSet<String> = outcome.configured.iter().cloned().collect();
    #[cfg(debug_assertions)]
    super::mishap::on_purpose();
    // What was withdrawn comes down everywhere, also in the editions that are not made anew.
    let holds = outcome.still_holds(request.today);
    let published = workplace.publish_some(staged, &configured, |reliance| holds.holds_written(reliance))?;
    glance.remember(&workplace, outcome, request.today);
    drop(progress);
    let timings = build.timings.then(|| timings.last("publish", published.written, published.unchanged));
    let report = Report {
        published: true,
        strict: build.strict,
        problems: all(&outcome.problems),
        editions: outcome.editions.iter().map(EditionLine::of).collect(),
        consents_due: due(outcome, request.today),
        taken_down: published.taken_down.iter().map(ToString::to_string).collect(),
        replaced: Vec::new(),
        notices: told(&published.notices),
        timings,
        reading: Vec::new(),
    };
    let held = outcome.problems.count(Severity::HeldBack);
    let changed = counted(published.written, "file written", "files written");
    let gone = match published.deleted.len() {
        0 => String::new(),
        count => format!(", {}", counted(count, "file taken away", "files taken away")),
    };
    voice.report(&report, &format!("{changed}, {} unchanged{gone}. They are in {out}.", published.unchanged));
    Ok(if build.strict && held > 0 { NOT_WELL } else { WELL })
}

fn due(outcome: &Outcome, today: Date) -> usize {
    overview::count_ending(&outcome.register, today, DUE_WITHIN)
}

fn told(notices: &[Notice]) -> Vec<String> {
    notices.iter().map(ToString::to_string).collect()
}

/// `--edition` names an edition that is not there: nothing can be done.
pub fn refuse_unknown_edition(asked: Option<&str>, outcome: &Outcome) -> Result<(), Stop> {
    let Some(asked) = asked else { return Ok(()) };
    if !outcome.has_settings || outcome.configured.iter().any(|name| name == asked) {
        return Ok(());
    }
    let known = || outcome.configured.iter().map(String::as_str);
    let fix = match did_you_mean(asked, known()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("This folder has {}.", all_of(known())),
    };
    Err(Stop { says: format!("There is no edition called \"{asked}\"."), fix })
}
