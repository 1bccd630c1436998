//! The live preview: the pages that a build would make, made when a browser on this computer asks for them, and again
//! when a file changes.
//!
//! It writes nothing that readers get and nothing of the author's. Every page is what the workbench gives
//! ([`crate::pipeline::workbench`]): through the gate, past the second line, for one edition on one day. What the preview
//! adds is a bar at the foot of the page, and no file of an edition ever has it.
//!
//! One thread keeps an eye on the folder (`watch`) and reads it again after each change; what it read becomes a
//! `state`, which answers in a thread of its own until the next one takes its place. `server` lets nobody in but a
//! browser on this computer that knows our name (`request`).

mod engine;
mod pages;
mod request;
mod server;
mod shell;
mod state;
mod watch;

use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use crate::content::dates::Date;
use crate::output::PhotoStore;
use crate::problem::Problems;
pub use server::Door;

/// How much time has passed since some moment; whoever starts a preview has the clock.
pub type Clock<'c> = dyn Fn() -> Duration + Sync + 'c;

/// What is looked at, and by whom.
pub struct Preview<'p> {
    /// The portfolio.
    pub folder: &'p Utf8Path,
    /// Whose computer it is.
    pub home: Option<Utf8PathBuf>,
    /// One edition only; all when nothing is said.
    pub edition: Option<String>,
    /// The day on which everything is decided, asked again and again: a preview may stay open over midnight.
    pub today: &'p (dyn Fn() -> Date + Sync),
    /// For how long a browser is waited for.
    pub clock: &'p Clock<'p>,
    /// Photos made already.
    pub photos: &'p PhotoStore,
    /// Hears of all problems each time they are known.
    pub hears: &'p (dyn Fn(&Problems) + Sync),
}

/// Ends a preview from anywhere.
#[derive(Clone)]
pub struct End {
    over: Arc<AtomicBool>,
    bells: Vec<SocketAddr>,
}

impl End {
    /// For the preview behind a door.
    pub fn of(door: &Door) -> End {
        End { over: Arc::default(), bells: door.bells() }
    }

    /// Ends it.
    pub fn now(&self) {
        self.over.store(true, Ordering::SeqCst);
        for bell in &self.bells {
            // Nobody there means that it has ended already.
            let _ = TcpStream::connect_timeout(bell, Duration::from_secs(1));
        }
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }
}

/// Answers at the door until the end.
pub fn run(preview: &Preview<'_>, door: &Door, end: &End) {
    let engine = engine::Engine::new(preview, end);
    std::thread::scope(|scope| {
        scope.spawn(|| door.serve(&engine, preview.clock));
        engine.keep_up_to_date(scope);
    });
}
