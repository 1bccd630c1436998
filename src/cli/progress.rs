//! One line on the screen while something takes longer than a person likes to wait: what is being done, and since when.
//! Only where a person looks on; it is gone before anything else is said.

use std::io::{IsTerminal, Write, stderr};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::pipeline::{News, Passed};

/// Whoever waits less does not ask.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is written anew.
const STEP: Duration = Duration::from_millis(200);
/// Back to the start of the line, and nothing of it stays.
const WIPE: &str = "\r\u{1b}[2K";

/// The line; it goes when this goes.
pub struct Progress {
    shared: Arc<Shared>,
    writer: Option<JoinHandle<()>>,
}

struct Shared {
    /// What is being done; nothing once it is over.
    doing: Mutex<Option<String>>,
    told: Condvar,
}

impl Progress {
    /// Begins to wait, if a person looks on.
    pub fn start(someone_looks: bool) -> Progress {
        let someone_looks = someone_looks && stderr().is_terminal();
        Progress::write_to(someone_looks.then(stderr), PATIENCE, STEP)
    }

    fn write_to(screen: Option<impl Write + Send + 'static>, patience: Duration, step: Duration) -> Progress {
        let shared =
            Arc::new(Shared { doing: Mutex::new(Some("Reading the folder".to_owned())), told: Condvar::new() });
        let writer = screen.and_then(|screen| {
            let shared = Arc::clone(&shared);
            let tell = move || shared.tell(screen, patience, step);
            // A computer that has no room for one more thread builds without the line.
            std::thread::Builder::new().name("progress".to_owned()).spawn(tell).ok()
        });
        Progress { shared, writer }
    }

    /// A pass is over, so that the next is on its way; or one more photo is ready.
    pub fn hears(&self, news: &News) {
        let next = match news {
            News::Passed(passed) => after(passed),
            News::Photos(_) => None,
            News::Photo { ready, of } => Some(format!("Getting photos ready: {ready} of {of}")),
        };
        if let Some(next) = next {
            *self.shared.doing() = Some(next);
        }
    }

    /// Something else is on its way.
    pub fn now(&self, words: &str) {
        *self.shared.doing() = Some(words.to_owned());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        *self.shared.doing() = None;
        self.shared.told.notify_all();
        if let Some(writer) = self.writer.take() {
            // The worst that can happen is a line too many on the screen.
            let _ = writer.join();
        }
    }
}

impl Shared {
    fn doing(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes until it is over.
    #[expect(clippy::disallowed_methods, reason = "how long somebody waits is never said in an edition")]
    fn tell(&self, mut screen: impl Write, patience: Duration, step: Duration) {
        let began = Instant::now();
        let (mut wait, mut was_written) = (patience, false);
        let mut doing = self.doing();
        while doing.is_some() {
            let waited = self.told.wait_timeout(doing, wait).unwrap_or_else(PoisonError::into_inner);
            let is_time = waited.1.timed_out();
            doing = waited.0;
            if let (Some(words), true) = (doing.as_ref(), is_time) {
                let seconds = began.elapsed().as_secs();
                let since = if seconds > 0 { format!(" {seconds} s") } else { String::new() };
                let _ = write!(screen, "{WIPE}{words} …{since}").and_then(|()| screen.flush());
                (wait, was_written) = (step, true);
            }
        }
        if was_written {
            let _ = write!(screen, "{WIPE}").and_then(|()| screen.flush());
        }
    }
}

/// What is done after a pass.
fn after(passed: &Passed) -> Option<String> {
    let words = match passed.pass {
        "gather" => "Looking up who agreed to what",
        "clear" => "Getting photos ready",
        "photos" => "Laying out pages",
        "lay out" => return passed.edition.as_ref().map(|edition| format!("Making pages for {edition}")),
        "make pages" => "Making pages and PDFs",
        "make PDFs" => "Making PDFs",
        _ => return None,
    };
    Some(words.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex, mpsc};
    use std::time::Duration;

    use super::{Progress, WIPE};
    use crate::pipeline::{News, Passed};

    /// A screen that tells when something was written.
    struct Screen {
        seen: Arc<Mutex<Vec<u8>>>,
        written: mpsc::Sender<()>,
    }

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.seen.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            let _ = self.written.send(());
            Ok(())
        }
    }

    #[test]
    fn whoever_waits_reads_what_is_done_and_nothing_of_it_stays() {
        let (written, wait) = mpsc::channel();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let screen = Screen { seen: Arc::clone(&seen), written };
        let progress = Progress::write_to(Some(screen), Duration::ZERO, Duration::from_millis(1));
        wait.recv().unwrap();
        let hears = |news, words| {
            progress.hears(&news);
            while !String::from_utf8_lossy(&seen.lock().unwrap()).contains(words) {
                wait.recv().unwrap();
            }
        };
        hears(News::Passed(Passed { pass: "clear", edition: None, made: 3, reused: 0 }), "Getting photos ready …");
        hears(News::Photo { ready: 2, of: 60 }, "Getting photos ready: 2 of 60 …");
        drop(progress);
        let seen = String::from_utf8(seen.lock().unwrap().clone()).unwrap();
        assert!(seen.starts_with(&format!("{WIPE}Reading the folder …")), "{seen:?}");
        assert!(seen.ends_with(WIPE), "{seen:?}");
    }

    #[test]
    fn whoever_does_not_wait_reads_nothing() {
        let (written, _wait) = mpsc::channel();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let screen = Screen { seen: Arc::clone(&seen), written };
        drop(Progress::write_to(Some(screen), Duration::from_secs(3600), Duration::from_secs(1)));
        assert_eq!(*seen.lock().unwrap(), b"");
    }
}
