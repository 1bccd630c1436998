//! One state of the folder: makes the pages that are asked for, tells open pages whether they changed, and, when nobody
//! asks for anything, looks at all the rest for what is wrong.

mod look;
mod shelf;

#[cfg(feature = "pdf")]
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread::{Builder, Scope};
use std::time::Duration;

use super::engine::{Engine, Reading, Told, held};
use super::pages::PageKey;
use super::server::Answer;
use super::shell::{self, Bar};
use crate::consent::{Screened, StillHolds};
use crate::content::ItemId;
use crate::content::service::EditionSettings;
use crate::output::Others;
use crate::pipeline::OnDemand;
use crate::pipeline::workbench::{Laid, Material, Ready};
use crate::plan::OutPath;
use crate::problem::Problems;
use crate::sources::Sources;
use look::{Shown, hash, hash_of};
use shelf::Shelf;

/// A browser that has just asked for a page is served before everything is looked through.
const BREATH: Duration = Duration::from_millis(120);

/// What a state is asked.
#[derive(Clone, Debug)]
pub enum Question {
    /// Where everything begins.
    Start,
    /// A page or a file of an edition.
    Page {
        /// Which.
        page: PageKey,
        /// Whether it is shown in a frame.
        framed: bool,
    },
    /// The same page in another edition, or the nearest to it.
    Go {
        /// The other edition.
        edition: String,
        /// The page.
        page: PageKey,
    },
    /// Everything that is wrong or held back.
    Problems {
        /// Whether it is shown in a frame.
        framed: bool,
    },
    /// Somebody new wants to hear of changes.
    Listen,
}

impl Question {
    /// Whether it leads to a page of an edition.
    pub fn is_of_a_page(&self) -> bool {
        match self {
            Question::Page { page, .. } => page.path.ends_with(".html"),
            Question::Go { .. } => true,
            Question::Start | Question::Problems { .. } | Question::Listen => false,
        }
    }
}

/// A question, and where its answer goes.
pub struct Ask {
    /// What is asked.
    pub question: Question,
    /// Where the answer goes.
    pub reply: Sender<Answer>,
}

/// Answers until a newer state takes its place.
pub fn live(engine: &Engine<'_>, reading: &Reading, asks: &Receiver<Ask>) {
    let Some(begun) = &reading.begun else {
        let state = State::new(engine, reading, None);
        return state.answer_all(asks);
    };
    let screened = Screened::new(&begun.portfolio);
    let photos = OnDemand { store: engine.preview.photos, album: &engine.album };
    let sources: &dyn Sources = &reading.sources;
    let material = Material { begun, screened: &screened, sources, photos: &photos, request: &reading.request };
    let settings = begun.portfolio.settings.editions.iter();
    let wanted = |name: &str| engine.preview.edition.as_ref().is_none_or(|wanted| wanted == name);
    let editions: Vec<&EditionSettings> = settings.filter(|settings| wanted(&settings.name)).collect();
    let count = editions.len() * begun.tongues.len();
    let places = sources.private_places();
    let ready: Vec<OnceLock<Ready<'_>>> = (0..count).map(|_| OnceLock::new()).collect();
    let laid: Vec<OnceLock<Laid<'_>>> = (0..count).map(|_| OnceLock::new()).collect();
    let shelf = Shelf {
        material,
        begun,
        editions,
        ready: &ready,
        laid: &laid,
        words: OnceLock::new(),
        places: &places,
        #[cfg(feature = "pdf")]
        pdfs: Mutex::default(),
    };
    State::new(engine, reading, Some(&shelf)).answer_all(asks);
}

/// A state that answers.
struct State<'s, 'p, 'r, 'l> {
    engine: &'s Engine<'s>,
    reading: &'s Reading,
    shelf: Option<&'s Shelf<'p, 'r, 'l>>,
    holds: StillHolds<'s>,
}

impl<'s, 'p: 'r, 'r> State<'s, 'p, 'r, '_> {
    fn new<'l>(
        engine: &'s Engine<'s>,
        reading: &'s Reading,
        shelf: Option<&'s Shelf<'p, 'r, 'l>>,
    ) -> State<'s, 'p, 'r, 'l> {
        let register = reading.begun.as_ref().map_or(&reading.outcome.register, |begun| &begun.portfolio.register);
        let holds = StillHolds::new(register, reading.request.today, reading.outcome.house);
        State { engine, reading, shelf, holds }
    }

    fn answer_all(&self, asks: &Receiver<Ask>) {
        std::thread::scope(|scope| {
            *held(&self.engine.told) =
                Told { problems: Arc::new(self.reading.outcome.problems.clone()), is_whole: false };
            self.tell_changes();
            scope.spawn(|| self.look_through());
            for ask in asks {
                self.answer(scope, ask);
            }
        });
    }

    fn answer<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>, ask: Ask) {
        let Ask { question, reply } = ask;
        if let Question::Page { page, .. } = &question
            && page.path.ends_with(".pdf")
        {
            let page = page.clone();
            let print = move || {
                let _ = reply.send(self.pdf(&page));
            };
            // Pages are not kept waiting. When there is no room for another thread, there is no PDF either.
            let _ = Builder::new().stack_size(super::engine::STACK).spawn_scoped(scope, print);
            return;
        }
        let answer = match &question {
            Question::Start => Answer::Elsewhere(self.start()),
            Question::Page { page, framed } => self.page_answer(page, *framed),
            Question::Go { edition, page } => Answer::Elsewhere(self.nearest(edition, page).address()),
            Question::Problems { framed } => self.problems_answer(*framed),
            Question::Listen => {
                self.tell_changes();
                Answer::Elsewhere(String::new())
            }
        };
        // Whoever asked may have left.
        let _ = reply.send(answer);
    }

    /// The first page of the first edition; what is wrong, where there is none.
    fn start(&self) -> String {
        let first = self.shelf.and_then(|shelf| shelf.editions.first());
        first.map_or_else(
            || shell::PROBLEMS.to_owned(),
            |settings| PageKey { edition: settings.name.clone(), path: "index.html".to_owned() }.address(),
        )
    }

    fn page_answer(&self, page: &PageKey, framed: bool) -> Answer {
        let shown = self.look(page);
        let seen = hash(&shown);
        let html =
            |html: &str, note: Option<String>| shell::with_bar(html, &self.bar(page, &seen, note, framed)).into_bytes();
        match shown {
            Shown::Page(page, note) => Answer::File { kind: shell::HTML, bytes: html(&page, note) },
            Shown::File(kind, bytes) => Answer::File { kind, bytes },
            Shown::Elsewhere(page) => Answer::Elsewhere(page.address()),
            Shown::Trouble(problem) => Answer::Missing(html(&shell::trouble_page(&problem), None)),
            Shown::Missing => Answer::Missing(html(&shell::missing_page(&page.edition), None)),
        }
    }

    fn bar<'b>(&self, page: &'b PageKey, seen: &'b str, note: Option<String>, framed: bool) -> Bar<'b> {
        let pdf = self.shelf.and_then(|shelf| {
            let laid = shelf.laid(shelf.edition(&page.edition)?, shelf.tongue_of(&page.path));
            Some(PageKey { edition: page.edition.clone(), path: laid.first_pdf()? }.address())
        });
        let editions = self.shelf.iter().flat_map(|shelf| &shelf.editions).map(|one| one.name.clone()).collect();
        let told = held(&self.engine.told).clone();
        Bar { page, seen, note, framed, pdf, editions, told: shell::told_line(&told) }
    }

    /// The same page in another edition; the same item where its address is another; the first page where it has neither.
    fn nearest(&self, edition: &str, page: &PageKey) -> PageKey {
        let start = PageKey { edition: edition.to_owned(), path: "index.html".to_owned() };
        let Some(shelf) = self.shelf else { return start };
        let Some(place) = shelf.edition(edition) else { return start };
        let tongue = shelf.tongue_of(&page.path);
        let laid = shelf.laid(place, tongue);
        let Some(path) = OutPath::new(&page.path) else { return start };
        if laid.find(&path).is_some() {
            return PageKey { path: page.path.clone(), ..start };
        }
        let from = shelf.edition(&page.edition).map(|from| shelf.laid(from, tongue));
        let item: Option<ItemId> = from.and_then(|from| Some(from.item_of(from.find(&path)?)?.id.clone()));
        let there = item.and_then(|item| laid.page_of(&item));
        there.map_or(start.clone(), |planned| PageKey { path: planned.path.to_string(), ..start })
    }

    fn problems_answer(&self, framed: bool) -> Answer {
        let told = held(&self.engine.told).clone();
        let html = shell::problems_page(&told);
        let page = shell::problems_key();
        let seen = hash_of(&html);
        let bar = self.bar(&page, &seen, None, framed);
        Answer::File { kind: shell::HTML, bytes: shell::with_bar(&html, &bar).into_bytes() }
    }

    #[cfg(feature = "pdf")]
    fn pdf(&self, page: &PageKey) -> Answer {
        let missing = || self.page_answer(page, false);
        let Some((shelf, path)) = self.shelf.zip(OutPath::new(&page.path)) else { return missing() };
        let Some(edition) = shelf.edition(&page.edition) else { return missing() };
        // One after the other: two at once would take twice as long, and twice the memory.
        let mut pdfs = held(&shelf.pdfs);
        if let Some(known) = pdfs.get(page) {
            return Answer::File { kind: "application/pdf", bytes: known.to_vec() };
        }
        let press = self.engine.press(&shelf.begun.theme);
        match shelf.laid(edition, shelf.tongue_of(&page.path)).print(&press, shelf.words(), shelf.places, &path) {
            None => missing(),
            Some(Ok(bytes)) => {
                pdfs.insert(page.clone(), Arc::new(bytes.clone()));
                Answer::File { kind: "application/pdf", bytes }
            }
            Some(Err(problem)) => {
                let html = shell::trouble_page(&problem);
                let bar = self.bar(page, "", None, false);
                Answer::Missing(shell::with_bar(&html, &bar).into_bytes())
            }
        }
    }

    #[cfg(not(feature = "pdf"))]
    fn pdf(&self, page: &PageKey) -> Answer {
        let bar = self.bar(page, "", None, false);
        Answer::Missing(shell::with_bar(&shell::no_pdfs(), &bar).into_bytes())
    }

    /// Tells every open page that shows something else by now, and all of them what is wrong.
    fn tell_changes(&self) {
        // One after the other, so that nobody misses what is told while the list is in other hands.
        let _telling = held(&self.engine.telling);
        if self.engine.is_past(self.reading.number) {
            return;
        }
        let told = held(&self.engine.told).clone();
        let line = told.is_whole.then(|| shell::news_of(&told));
        let mut listeners = std::mem::take(&mut *held(&self.engine.listeners));
        listeners.retain(|listener| {
            let seen = match listener.page == shell::problems_key() {
                true => hash_of(&shell::problems_page(&told)),
                false => hash(&self.look(&listener.page)),
            };
            let news = if seen == listener.seen { line.clone() } else { Some(shell::RELOAD.to_owned()) };
            news.is_none_or(|news| listener.tell.send(news).is_ok())
        });
        held(&self.engine.listeners).extend(listeners);
    }

    /// Looks at all editions, as `check` does, for what is wrong. Stops when a newer state is there.
    fn look_through(&self) {
        std::thread::sleep(BREATH);
        let is_over = || self.engine.is_past(self.reading.number);
        let mut problems = self.reading.outcome.problems.clone();
        if let Some(shelf) = self.shelf {
            for edition in 0..shelf.editions.len() {
                for tongue in 0..shelf.tongues().len() {
                    if is_over() {
                        return;
                    }
                    let ready = shelf.ready(edition, tongue);
                    let laid = shelf.laid(edition, tongue);
                    if tongue == 0 {
                        problems.append(ready.problems().clone());
                        problems.append(laid.look_at_pdfs(&shelf.material, shelf.words()));
                    }
                    problems.append(laid.problems().clone());
                    problems.append(laid.look_through(&is_over));
                }
            }
        }
        if is_over() {
            return;
        }
        let problems: Problems = problems.settled();
        (self.engine.preview.hears)(&problems);
        *held(&self.engine.told) = Told { problems: Arc::new(problems), is_whole: true };
        self.tell_changes();
        let others = Others::StayWhile(&|reliance| self.holds.holds_written(reliance));
        // What was withdrawn does not stay among the photos. A build says so when a disk will not let go of one.
        self.engine.preview.photos.tidy(&others);
    }
}
