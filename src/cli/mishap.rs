//! What can happen to the program itself: a fault in it, or a limit of the computer on how long a file may be.
//!
//! Ctrl-C needs nothing here. It ends the program at once, as pulling the plug would, and the writing door is made for that.

use std::panic::{self, AssertUnwindSafe, Location};
use std::sync::{Mutex, PoisonError};

use super::Stop;

/// So many of the last faults are told; one alone may be of a damaged photo, which is no reason to stop.
const MOST_PLACES: usize = 3;

/// Where faults happened in the program, the latest last. Never what was being worked on: that may be words about people.
static PLACES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Makes ready for both.
pub fn prepare() {
    panic::set_hook(Box::new(|fault| fault.location().into_iter().for_each(remember)));
    // Without this a file that grows too long would end the program without a word; the write fails all the same.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Does `work`. A fault of the program is told in words, with what to report of it and what not.
pub fn told<T>(work: impl FnOnce() -> T) -> Result<T, Stop> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let places = PLACES.lock().unwrap_or_else(PoisonError::into_inner).join(", ");
        let (version, system, machine) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
        Stop {
            says: "There is a fault in carefolio, and it had to stop. Nothing unfinished was published: every file of \
                   the editions is whole."
                .to_owned(),
            fix: format!(
                "Run it again. If it stops again, report the next line and nothing else, no files and no pictures of \
                 the screen.\ncarefolio {version}, {system} {machine}, {places}"
            ),
        }
    })
}

fn remember(place: &Location<'_>) {
    let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
    let place = format!("{}:{}", without_machine(place.file()), place.line());
    places.retain(|known| *known != place);
    places.push(place);
    if places.len() > MOST_PLACES {
        places.remove(0);
    }
}

/// A file of the program or of a package, without the folder it lay in when the program was made.
fn without_machine(file: &str) -> String {
    let file = file.replace('\\', "/");
    let Some(at) = file.rfind("/src/") else { return file };
    let package = file[..at].rsplit('/').next().unwrap_or_default();
    format!("{package}{}", &file[at..])
}

/// A fault on purpose, so that a test can see what is told of it. The program as it is released has none.
#[cfg(debug_assertions)]
#[expect(clippy::disallowed_methods, reason = "this is where the environment is")]
pub fn on_purpose() {
    if let Ok(words) = std::env::var("CAREFOLIO_TEST_FAULT") {
        // From another thread, as most faults would come.
        std::thread::scope(|scope| scope.spawn(|| panic!("{words}")).join())
            .unwrap_or_else(|fault| panic::resume_unwind(fault));
    }
}

#[cfg(test)]
mod tests {
    use super::without_machine;

    #[test]
    fn a_place_says_nothing_of_the_machine_the_program_was_made_on() {
        for (file, told) in [
            ("src/draw/words.rs", "src/draw/words.rs"),
            (
                "/home/sam/.cargo/registry/src/index.crates.io-1949/image-0.25.9/src/io/mod.rs",
                "image-0.25.9/src/io/mod.rs",
            ),
            ("C:\\Users\\sam\\registry\\src\\index-1\\toml-1.0.0\\src\\de.rs", "toml-1.0.0/src/de.rs"),
            ("/rustc/0123abcd/library/core/src/option.rs", "core/src/option.rs"),
        ] {
            assert_eq!(without_machine(file), told);
        }
    }
}
