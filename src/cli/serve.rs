//! `carefolio serve`: shows the pages in a browser on this computer while somebody writes.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use camino::Utf8Path;
use serde::Serialize;

use super::args::Serve;
use super::build::refuse_unknown_edition;
use super::terminal::Terminal;
use super::{Stop, WELL, browser, day, home, no_settings, portfolio_folder};
use crate::output::PhotoStore;
use crate::pipeline::{self, Outcome};
use crate::preview::{self, Door, End, Preview};
use crate::problem::{Problems, Severity, counted};
use crate::sources::DiskSources;

/// How long what is being made may take to stop when somebody ends the preview.
const GRACE: Duration = Duration::from_millis(500);

/// What programs read.
#[derive(Serialize)]
struct Serving<'s> {
    /// Where the preview is.
    serving: &'s str,
}

/// Runs it.
#[expect(clippy::disallowed_methods, reason = "this is where the clock is")]
pub fn run(serve: &Serve, terminal: &Terminal) -> Result<u8, Stop> {
    let folder = portfolio_folder(&serve.folder)?;
    if !folder.join("carefolio.toml").is_file() {
        return Err(no_settings(&folder));
    }
    refuse_unknown(serve, &folder)?;
    let door = Door::open(serve.port).map_err(|error| no_door(serve.port, &error))?;
    let address = format!("http://localhost:{}/", door.port);
    tell_address(serve, terminal, &door, &address);
    let end = End::of(&door);
    end_on_interrupt(&end);
    let private = folder.join(".carefolio");
    // Where nothing can be written, photos are made anew each time the preview starts.
    let photos = PhotoStore::begin(&private).unwrap_or_else(|_| PhotoStore::open_to_look(&private));
    let began = Instant::now();
    let said = Mutex::new(String::new());
    let preview = Preview {
        folder: &folder,
        home: home(),
        edition: serve.edition.clone(),
        today: &|| day(serve.today),
        clock: &|| began.elapsed(),
        photos: &photos,
        hears: &|problems| {
            let line = told(problems, &address);
            let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
            if *said != line {
                terminal.say(&line);
                *said = line;
            }
        },
    };
    if serve.open && !browser::open(&address) {
        terminal.say("No browser could be opened from here. Open one yourself and go to the address above.");
    }
    preview::run(&preview, &door, &end);
    terminal.say("The preview has ended.");
    Ok(WELL)
}

fn tell_address(serve: &Serve, terminal: &Terminal, door: &Door, address: &str) {
    terminal.json(&Serving { serving: address });
    if serve.port != 0 && door.port != serve.port {
        terminal.say(&format!("Port {} is taken, so the preview uses the next free one.", serve.port));
    }
    terminal.say(&format!("The preview is at {address}"));
    terminal.say("Only browsers on this computer can see it, and nothing is published. To end it, press Ctrl-C.");
}

/// Ctrl-C ends the preview. It writes nothing that could be cut in two, so what is being made is not waited for long.
fn end_on_interrupt(end: &End) {
    let end = end.clone();
    let handler = move || {
        end.now();
        std::thread::sleep(GRACE);
        std::process::exit(i32::from(WELL));
    };
    // Where no handler can be set, the system ends the program by itself.
    let _ = ctrlc::set_handler(handler);
}

/// `--edition` names an edition that is not there.
fn refuse_unknown(serve: &Serve, folder: &Utf8Path) -> Result<(), Stop> {
    if serve.edition.is_none() {
        return Ok(());
    }
    let sources = DiskSources::new(folder, Vec::new());
    let Some(portfolio) = pipeline::read(&sources, &mut Problems::default()) else { return Ok(()) };
    let configured = portfolio.settings.editions.into_iter().map(|edition| edition.name).collect();
    let outcome = Outcome { has_settings: true, configured, ..Outcome::default() };
    refuse_unknown_edition(serve.edition.as_deref(), &outcome)
}

fn no_door(port: u16, error: &std::io::Error) -> Stop {
    Stop {
        says: format!("The preview could not be opened on port {port} or the ports after it ({error})."),
        fix: "Try another one, such as: carefolio serve --port 8123".to_owned(),
    }
}

/// One line about all problems.
fn told(problems: &Problems, address: &str) -> String {
    let count = |severity| problems.count(severity);
    let mistakes = counted(count(Severity::Error), "mistake", "mistakes");
    let advice = counted(count(Severity::Advice), "piece of advice", "pieces of advice");
    format!("{mistakes}, {} held back, {advice}: {address}-/problems", count(Severity::HeldBack))
}
