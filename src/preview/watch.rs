//! Notices that something in the portfolio folder was touched. What was touched, and whether it matters, is for others to
//! find out: sync clients and editors move files about in ways that no list of events tells truly.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use camino::Utf8Path;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// Editors write a file in several steps; so long it must be quiet before we look.
const QUIET: Duration = Duration::from_millis(15);

/// Even when it is never quiet, we look after so many rounds.
const LONGEST: u32 = 20;

/// Network drives and some sync clients tell nothing, so now and then we look all the same.
const LOOK_ANYWAY: Duration = Duration::from_secs(2);

/// The same where no events are to be had at all.
const LOOK_OFTEN: Duration = Duration::from_millis(500);

/// An eye on a folder.
pub struct Watch {
    events: Receiver<()>,
    patience: Duration,
    // Held, never used: it stops looking when it is dropped.
    _watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Starts to look.
    pub fn on(folder: &Utf8Path) -> Watch {
        let (teller, events) = channel();
        let tell = move |_| {
            // Nobody listens any more when the preview has ended.
            let _ = teller.send(());
        };
        let watcher = notify::recommended_watcher(tell).and_then(|mut watcher: RecommendedWatcher| {
            watcher.watch(folder.as_std_path(), RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        let patience = if watcher.is_ok() { LOOK_ANYWAY } else { LOOK_OFTEN };
        Watch { events, patience, _watcher: watcher.ok() }
    }

    /// Waits until something was touched and it is quiet again, or until it is time to look anyway.
    pub fn wait(&self) {
        match self.events.recv_timeout(self.patience) {
            Ok(()) => (0..LONGEST).take_while(|_| self.events.recv_timeout(QUIET).is_ok()).for_each(|_| {
                while self.events.try_recv().is_ok() {}
            }),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(self.patience),
        }
    }
}
