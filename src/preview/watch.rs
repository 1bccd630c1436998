//! Notices that something in the portfolio folder was touched. What was touched, and whether it matters, is for others to
//! find out: sync clients and editors move files about in ways that no list of events tells truly.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use camino::Utf8Path;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Editors write a file in several steps; so long it must be quiet before we look.
const QUIET: Duration = Duration::from_millis(15);

/// Even when it is never quiet, we look after so many rounds.
const LONGEST: u32 = 20;

/// How long we wait at a stretch, so that an end is noticed soon.
const BREATH: Duration = Duration::from_millis(250);

/// Network drives and some sync clients tell nothing, so after so many breaths we look all the same.
const LOOK_ANYWAY: u32 = 8;

/// The same where no events are to be had at all.
const LOOK_OFTEN: u32 = 2;

/// Why it is time to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// Something was touched, and it is quiet again.
    Touched,
    /// Nobody said anything for a while.
    Quiet,
    /// The preview is over.
    Over,
}

/// An eye on a folder.
pub struct Watch {
    events: Receiver<()>,
    breaths: u32,
    // Held, never used: it stops looking when it is dropped.
    _watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Starts to look at a folder, but not at what the program makes in it.
    pub fn on(folder: &Utf8Path) -> Watch {
        let (teller, events) = channel();
        let root = folder.as_std_path().to_owned();
        let tell = move |event: notify::Result<Event>| {
            if event.map_or(true, |event| matters(&event, &root)) {
                // Nobody listens any more when the preview has ended.
                let _ = teller.send(());
            }
        };
        let watcher = notify::recommended_watcher(tell).and_then(|mut watcher: RecommendedWatcher| {
            watcher.watch(folder.as_std_path(), RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        let breaths = if watcher.is_ok() { LOOK_ANYWAY } else { LOOK_OFTEN };
        Watch { events, breaths, _watcher: watcher.ok() }
    }

    /// Waits until it is time to look.
    pub fn wait(&self, is_over: &dyn Fn() -> bool) -> Time {
        for _ in 0..self.breaths {
            if is_over() {
                return Time::Over;
            }
            match self.events.recv_timeout(BREATH) {
                Ok(()) => {
                    let still_busy = |_: &u32| self.events.recv_timeout(QUIET).is_ok();
                    (0..LONGEST).take_while(still_busy).for_each(|_| while self.events.try_recv().is_ok() {});
                    return Time::Touched;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(BREATH),
            }
        }
        Time::Quiet
    }
}

/// Whether an event can be about something that authors wrote: not reading a file, and not what the program makes itself.
fn matters(event: &Event, root: &Path) -> bool {
    let is_ours = |path: &PathBuf| {
        let first = path.strip_prefix(root).ok().and_then(|inside| inside.components().next());
        first.is_some_and(|first| matches!(first.as_os_str().to_str(), Some("out" | ".carefolio")))
    };
    let reads = matches!(event.kind, EventKind::Access(_));
    !reads && (event.need_rescan() || event.paths.is_empty() || !event.paths.iter().all(is_ours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, ModifyKind};

    fn event(kind: EventKind, paths: &[&str]) -> Event {
        paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)))
    }

    #[test]
    fn only_what_authors_write_matters() {
        let root = Path::new("/home/rosewood");
        let changed = EventKind::Modify(ModifyKind::Any);
        assert!(matters(&event(changed, &["/home/rosewood/stories/tea.md"]), root));
        assert!(matters(&event(EventKind::Create(CreateKind::Any), &["/home/rosewood/outing.md"]), root));
        assert!(matters(&event(changed, &["/home/rosewood/out/index.html", "/home/rosewood/tea.md"]), root));
        assert!(matters(&Event::new(EventKind::Other), root), "a queue that ran over names no path");
        assert!(!matters(&event(changed, &["/home/rosewood/out/public/index.html"]), root));
        assert!(!matters(&event(changed, &["/home/rosewood/.carefolio/photos/now"]), root));
        let reading = EventKind::Access(AccessKind::Read);
        assert!(!matters(&event(reading, &["/home/rosewood/stories/tea.md"]), root));
    }
}
