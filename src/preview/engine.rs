//! Keeps the newest state of the folder at hand and passes each question on to it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, Scope};
use std::time::Duration;

use super::pages::{Kept, PageKey};
use super::request::Asked;
use super::server::{Answer, Site};
use super::state::{self, Ask, Question};
use super::watch::{Time, Watch};
use super::{End, Preview, shell};
use crate::content::Settings;
use crate::content::dates::Date;
use crate::content::people::Register;
use crate::pipeline::{Album, Before, Begun, Outcome, Request, begin_again};
use crate::problem::Problems;
#[cfg(feature = "pdf")]
use crate::render::pdf::Press;
use crate::sources::{DiskSources, Stamp};
#[cfg(feature = "pdf")]
use crate::theme::Theme;

/// Enough for what sets the largest PDF.
pub const STACK: usize = 32 << 20;

/// How long somebody looks at an empty page before they wonder.
const PATIENCE: Duration = Duration::from_secs(3);

/// What stays while states come and go.
pub struct Engine<'e> {
    /// What was asked for.
    pub preview: &'e Preview<'e>,
    end: &'e End,
    /// Which state is the newest.
    newest: AtomicU64,
    desk: Mutex<Option<(u64, Sender<Ask>)>>,
    arrived: Condvar,
    /// Held by whoever tells open pages of changes.
    pub telling: Mutex<()>,
    /// Open pages that want to hear of changes.
    pub listeners: Mutex<Vec<Listener>>,
    /// Pages as they were when nothing was wrong with their files.
    pub kept: Mutex<BTreeMap<PageKey, Kept>>,
    /// Photos of earlier states.
    pub album: Album,
    /// What was told last: a line for the bar.
    pub told: Mutex<Told>,
    #[cfg(feature = "pdf")]
    press: Mutex<Option<(Arc<Theme>, Arc<Press>)>>,
}

/// An open page in a browser.
pub struct Listener {
    /// Which.
    pub page: PageKey,
    /// The hash of what it shows.
    pub seen: String,
    /// Where it hears.
    pub tell: Sender<String>,
}

/// All problems, as far as they are known.
#[derive(Clone, Default)]
pub struct Told {
    /// Sorted.
    pub problems: Arc<Problems>,
    /// Whether everything was looked at.
    pub is_whole: bool,
}

/// A state of the folder as it was read.
pub struct Reading {
    /// Its number.
    pub number: u64,
    /// How often the register and the settings have changed so far.
    pub agreed: u64,
    /// What was found.
    pub outcome: Outcome,
    /// Everything joined, when there are settings.
    pub begun: Option<Begun>,
    /// The door to photos.
    pub sources: DiskSources,
    /// What is asked for.
    pub request: Request,
}

impl<'e> Engine<'e> {
    /// Knows nothing yet.
    pub fn new(preview: &'e Preview<'e>, end: &'e End) -> Engine<'e> {
        Engine {
            preview,
            end,
            newest: AtomicU64::new(0),
            desk: Mutex::default(),
            arrived: Condvar::new(),
            telling: Mutex::default(),
            listeners: Mutex::default(),
            kept: Mutex::default(),
            album: Album::default(),
            told: Mutex::default(),
            #[cfg(feature = "pdf")]
            press: Mutex::default(),
        }
    }

    /// Reads the folder whenever something in it changes, until the end.
    pub fn keep_up_to_date<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) {
        // The eye is open before the first look, so that nothing falls between the two.
        let watch = Watch::on(self.preview.folder);
        let mut reader = Reader { engine: self, before: Before::default(), agreed: Agreed::default(), last: None };
        let mut time = Time::Touched;
        while time != Time::Over {
            if let Some(reading) = reader.read(time) {
                self.begin(scope, reading);
            }
            time = watch.wait(&|| self.is_over());
        }
        *held(&self.desk) = None;
        self.newest.fetch_add(1, Ordering::SeqCst);
        self.arrived.notify_all();
    }

    fn begin<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>, reading: Reading) {
        let (asks, questions): (Sender<Ask>, Receiver<Ask>) = channel();
        let number = reading.number;
        self.newest.store(number, Ordering::SeqCst);
        let live = move || state::live(self, &reading, &questions);
        if Builder::new().stack_size(STACK).spawn_scoped(scope, live).is_ok() {
            *held(&self.desk) = Some((number, asks));
            self.arrived.notify_all();
        }
    }

    /// Whether a state was followed by another.
    pub fn is_past(&self, number: u64) -> bool {
        self.newest.load(Ordering::SeqCst) != number
    }

    /// Hands a question to the newest state; the next one when that ends before it answers.
    fn ask(&self, question: &Question, looked_at: bool) -> Option<Answer> {
        const TRIES: u32 = 8;
        let may_be_told = looked_at && question.is_of_a_page();
        for _ in 0..TRIES {
            let (number, asks) = self.newest_desk()?;
            let (reply, answer) = channel();
            let sent = asks.send(Ask { question: question.clone(), reply });
            drop(asks);
            if let Some(answer) =
                sent.ok().and_then(|()| wait_for(&answer, PATIENCE, || self.album.under_way().filter(|_| may_be_told)))
            {
                return Some(answer);
            }
            self.wait_for_another_than(number);
        }
        None
    }

    fn newest_desk(&self) -> Option<(u64, Sender<Ask>)> {
        let mut desk = held(&self.desk);
        while desk.is_none() {
            if self.is_over() {
                return None;
            }
            desk = wait(&self.arrived, desk);
        }
        desk.clone()
    }

    fn wait_for_another_than(&self, number: u64) {
        let desk = held(&self.desk);
        if desk.as_ref().is_some_and(|(known, _)| *known == number) {
            drop(wait(&self.arrived, desk));
        }
    }

    /// The press for a theme; the same one as long as the theme is.
    #[cfg(feature = "pdf")]
    pub fn press(&self, theme: &Arc<Theme>) -> Arc<Press> {
        let mut press = held(&self.press);
        if let Some((known, press)) = &*press
            && Arc::ptr_eq(known, theme)
        {
            return Arc::clone(press);
        }
        let made = Arc::new(Press::new(theme));
        *press = Some((Arc::clone(theme), Arc::clone(&made)));
        made
    }
}

/// The answer. Whoever would wait for photos, and may be told, is told how far they are.
fn wait_for(
    answer: &Receiver<Answer>,
    patience: Duration,
    under_way: impl Fn() -> Option<(usize, usize)>,
) -> Option<Answer> {
    loop {
        match answer.recv_timeout(patience) {
            Ok(answer) => return Some(answer),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some((ready, of)) = under_way() {
            return Some(Answer::NotYet(shell::photos_page(ready, of).into_bytes()));
        }
    }
}

/// Waits a moment for news of a desk.
fn wait<'g, T>(arrived: &Condvar, guard: MutexGuard<'g, T>) -> MutexGuard<'g, T> {
    const MOMENT: Duration = Duration::from_millis(100);
    arrived.wait_timeout(guard, MOMENT).unwrap_or_else(PoisonError::into_inner).0
}

/// A lock that stays usable when somebody else failed while holding it.
pub fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Site for Engine<'_> {
    fn answer(&self, asked: &Asked) -> Answer {
        if let Some(file) = shell::file(&asked.path) {
            return file;
        }
        let question = match asked.path.as_str() {
            "/" => Question::Start,
            "/-/problems" => Question::Problems { framed: asked.framed },
            "/-/phone" => match PageKey::read(asked.said("page")) {
                Some(page) => return Answer::File { kind: shell::HTML, bytes: shell::phone_page(&page).into_bytes() },
                None => return Answer::Missing(shell::not_here().into_bytes()),
            },
            "/-/go" => match PageKey::read(asked.said("page")) {
                Some(page) => Question::Go { edition: asked.said("edition").to_owned(), page },
                None => Question::Start,
            },
            "/-/news" => {
                let Some(page) = PageKey::read(asked.said("page")) else {
                    return Answer::Missing(shell::not_here().into_bytes());
                };
                let (tell, news) = channel();
                let seen = asked.said("seen").to_owned();
                held(&self.listeners).push(Listener { page, seen, tell });
                return match self.ask(&Question::Listen, false) {
                    Some(_) => Answer::News(news),
                    None => Answer::Missing(shell::not_here().into_bytes()),
                };
            }
            path => match PageKey::read(path) {
                Some(page) => Question::Page { page, framed: asked.framed },
                None => return Answer::Missing(shell::not_here().into_bytes()),
            },
        };
        self.ask(&question, asked.looked_at).unwrap_or_else(|| Answer::Missing(shell::ended().into_bytes()))
    }

    fn is_over(&self) -> bool {
        self.end.is_over()
    }
}

/// Reads the folder again and again.
struct Reader<'r> {
    engine: &'r Engine<'r>,
    before: Before,
    agreed: Agreed,
    /// The day, and how all names and stamps looked.
    last: Option<(Date, Option<[u8; 32]>)>,
}

/// What people agreed to and what the editions are, and how often that changed.
#[derive(Default)]
struct Agreed {
    times: u64,
    register: Register,
    settings: Option<Settings>,
}

impl Agreed {
    /// Looks at the next state. Settings with mistakes are no settings: the last good ones stay.
    fn look(&mut self, outcome: &Outcome, begun: Option<&Begun>) -> u64 {
        let register = begun.map_or(&outcome.register, |begun| &begun.portfolio.register);
        if *register != self.register {
            self.register = register.clone();
            self.times += 1;
        }
        let are_good = !outcome.problems.iter().any(shell::is_about_settings);
        if let Some(settings) = begun.map(|begun| &begun.portfolio.settings).filter(|_| are_good)
            && self.settings.as_ref() != Some(settings)
        {
            self.settings = Some(settings.clone());
            self.times += 1;
        }
        self.times
    }
}

impl Reader<'_> {
    /// Reads the folder, when it is worth it; nothing when all is as before.
    fn read(&mut self, time: Time) -> Option<Reading> {
        let preview = self.engine.preview;
        let today = (preview.today)();
        let sources = DiskSources::new(preview.folder, Vec::new()).at_home(preview.home.clone());
        let is_other_day = self.last.is_none_or(|(day, _)| day != today);
        // When somebody told of a change we read anyway, and a look at all names and stamps would only take time.
        let looked = (time == Time::Quiet).then(|| sources.footprint(Stamp::of_memory(0, 0)).ok()).flatten();
        let looked = looked.map(|footprint| footprint.hash);
        let is_as_before = looked.is_some() && self.last.is_some_and(|(_, known)| known == looked);
        self.last = Some((today, looked));
        if is_as_before && !is_other_day {
            return None;
        }
        let request = Request { edition: preview.edition.clone(), despite_errors: true, ..Request::on(today) };
        let mut outcome = Outcome::default();
        let begun = begin_again(&sources, &request, &mut outcome, &mut self.before);
        if !is_other_day && !self.before.content().has_changed() {
            return None;
        }
        self.engine.album.begin(self.before.content().newest());
        let agreed = self.agreed.look(&outcome, begun.as_ref());
        let number = self.engine.newest.load(Ordering::SeqCst) + 1;
        Some(Reading { number, agreed, outcome, begun, sources, request })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::{Answer, wait_for};

    #[test]
    fn whoever_would_wait_for_photos_is_told_how_far_they_are() {
        let (_reply, answer) = channel();
        let Some(Answer::NotYet(page)) = wait_for(&answer, Duration::ZERO, || Some((12, 60))) else {
            panic!("a page that says so")
        };
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("12 of 60 photos so far"), "{page}");
        assert!(page.contains("http-equiv=\"refresh\""), "it looks again by itself");
    }

    #[test]
    fn everything_else_is_waited_for() {
        let (reply, answer) = channel();
        let asked = Cell::new(0);
        let none = || {
            asked.set(asked.get() + 1);
            reply.send(Answer::Elsewhere("/there".to_owned())).unwrap();
            None
        };
        assert!(matches!(wait_for(&answer, Duration::ZERO, none), Some(Answer::Elsewhere(there)) if there == "/there"));
        assert_eq!(asked.get(), 1);
        drop(reply);
        assert!(wait_for(&answer, Duration::ZERO, || Some((0, 1))).is_none(), "nobody answers any more");
    }
}
