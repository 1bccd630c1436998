//! One state of the folder: makes the pages that are asked for, tells open pages whether they changed, and, when nobody
//! asks for anything, looks at all the rest for what is wrong.

#[cfg(feature = "pdf")]
use std::collections::BTreeMap;
#[cfg(feature = "pdf")]
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread::{Builder, Scope};
use std::time::Duration;

use camino::Utf8PathBuf;

use super::engine::{Engine, Reading, Told, held};
use super::pages::{Kept, OwnFiles, PageKey, is_shared, keep};
use super::server::Answer;
use super::shell::{self, Bar};
use crate::consent::{Screened, StillHolds};
use crate::content::ItemId;
use crate::content::service::EditionSettings;
use crate::leaks::Written;
use crate::output::Others;
use crate::pipeline::workbench::{Laid, Material, Ready};
use crate::pipeline::{Begun, OnDemand};
use crate::plan::tongue::Tongue;
use crate::plan::{OutPath, Planned};
use crate::problem::{Problem, Problems};
use crate::sources::Sources;

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

/// A question, and where its answer goes.
pub struct Ask {
    /// What is asked.
    pub question: Question,
    /// Where the answer goes.
    pub reply: Sender<Answer>,
}

/// What stands at an address.
enum Shown {
    /// A page; with a sentence for the bar where it is not as its file says.
    Page(String, Option<String>),
    File(&'static str, Vec<u8>),
    Elsewhere(PageKey),
    /// A page that cannot be made, and why.
    Trouble(Box<Problem>),
    Missing,
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

/// Everything that can be made, each part once.
struct Shelf<'p, 'r, 'l> {
    material: Material<'p>,
    begun: &'p Begun,
    editions: Vec<&'p EditionSettings>,
    ready: &'r [OnceLock<Ready<'p>>],
    laid: &'l [OnceLock<Laid<'r>>],
    words: OnceLock<Written>,
    places: &'r [Utf8PathBuf],
    /// PDFs made from this state.
    #[cfg(feature = "pdf")]
    pdfs: Mutex<BTreeMap<PageKey, Arc<Vec<u8>>>>,
}

impl<'p: 'r, 'r> Shelf<'p, 'r, '_> {
    fn tongues(&self) -> &'p [Tongue] {
        &self.begun.tongues
    }

    fn edition(&self, name: &str) -> Option<usize> {
        self.editions.iter().position(|settings| settings.name == name)
    }

    fn words(&self) -> &Written {
        self.words.get_or_init(|| Written::new(&self.begun.portfolio))
    }

    fn ready(&self, edition: usize, tongue: usize) -> &'r Ready<'p> {
        self.ready[edition * self.tongues().len() + tongue].get_or_init(|| {
            let ready = Ready::new(&self.material, self.editions[edition], &self.tongues()[tongue]);
            ready.unwrap_or_else(|_| unreachable!("a preview keeps no file of an edition, so no disk can fail"))
        })
    }

    fn laid(&self, edition: usize, tongue: usize) -> &Laid<'r> {
        let ready = self.ready(edition, tongue);
        self.laid[edition * self.tongues().len() + tongue]
            .get_or_init(|| Laid::new(self.begun, ready, &self.tongues()[tongue], self.words(), self.places))
    }

    /// The language that an address is in.
    fn tongue_of(&self, path: &str) -> usize {
        let is_its = |tongue: &Tongue| !tongue.is_first() && path.starts_with(tongue.folder.as_str());
        self.tongues().iter().position(is_its).unwrap_or(0)
    }
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

    /// What stands at an address of an edition.
    fn look(&self, page: &PageKey) -> Shown {
        let Some(shelf) = self.shelf else { return self.look_without_settings(page) };
        let Some(edition) = shelf.edition(&page.edition) else { return self.as_before_or_missing(page) };
        if page.path.is_empty() || page.path.ends_with('/') {
            return Shown::Elsewhere(PageKey { path: format!("{}index.html", page.path), ..page.clone() });
        }
        let Some(path) = OutPath::new(&page.path) else { return Shown::Missing };
        if path.as_str() != page.path {
            return Shown::Missing;
        }
        if let Some(asset) = shelf.begun.theme.assets().iter().find(|asset| asset.path == page.path) {
            return Shown::File(shell::media_type(&page.path), asset.bytes.to_vec());
        }
        if page.path.starts_with("photos/") {
            return self.photo(shelf, edition, page);
        }
        let laid = shelf.laid(edition, shelf.tongue_of(&page.path));
        self.planned(laid, laid.find(&path), page)
    }

    fn planned(&self, laid: &Laid<'_>, planned: Option<&Planned>, page: &PageKey) -> Shown {
        let kept = held(&self.engine.kept).get(page).cloned();
        if let Some(kept) = &kept
            && let Some(problem) = self.broken(&kept.own)
            && self.may_stay(kept)
        {
            return Shown::Page(kept.html.clone(), Some(shell::as_it_was(problem)));
        }
        let Some(planned) = planned else {
            // An item keeps its page when its title, and so its address, changes.
            let moved = kept.and_then(|kept| kept.item).and_then(|item| laid.page_of(&item));
            return moved.map_or_else(
                || self.as_before_or_missing(page),
                |planned| Shown::Elsewhere(PageKey { path: planned.path.to_string(), ..page.clone() }),
            );
        };
        let own = own_files(laid, planned);
        let html = match laid.make(planned) {
            Ok(html) => html,
            // A template with a mistake in it: the page is as it was. One that says too much is not shown at all.
            Err(problem) if is_shared(&problem) => {
                return match kept.filter(|kept| self.may_stay(kept)) {
                    Some(kept) => Shown::Page(kept.html, Some(shell::as_it_was(&problem))),
                    None => Shown::Trouble(problem),
                };
            }
            Err(problem) => return Shown::Trouble(problem),
        };
        if !page.path.ends_with(".html") {
            return Shown::File(shell::media_type(&page.path), html.into_bytes());
        }
        if let Some(problem) = self.broken(&own).or_else(|| self.shared_mistake()) {
            return Shown::Page(html, Some(shell::as_far_as_it_goes(problem)));
        }
        self.remember(laid, planned, page, &html, own);
        Shown::Page(html, None)
    }

    /// Without settings there are no editions; a page that was looked at before stays as it was.
    fn look_without_settings(&self, page: &PageKey) -> Shown {
        let kept = held(&self.engine.kept).get(page).cloned();
        let problem = self.reading.outcome.problems.iter().find(|problem| shell::is_about_settings(problem));
        match (kept.filter(|kept| self.may_stay(kept)), problem) {
            (Some(kept), problem) => {
                Shown::Page(kept.html, Some(problem.map_or_else(shell::no_settings, shell::as_it_was)))
            }
            (None, Some(problem)) => Shown::Trouble(Box::new(problem.clone())),
            (None, None) => Shown::Missing,
        }
    }

    /// With a mistake in the settings an edition or a page may seem to be gone: then it stays as it was.
    fn as_before_or_missing(&self, page: &PageKey) -> Shown {
        let kept = held(&self.engine.kept).get(page).cloned().filter(|kept| self.may_stay(kept));
        match kept.zip(self.shared_mistake()) {
            Some((kept, problem)) => Shown::Page(kept.html, Some(shell::as_it_was(problem))),
            None => Shown::Missing,
        }
    }

    /// The first mistake in what all pages are made of.
    fn shared_mistake(&self) -> Option<&Problem> {
        self.reading.outcome.problems.iter().find(|problem| is_shared(problem))
    }

    /// The first mistake in the files that a page is made of.
    fn broken(&self, own: &OwnFiles) -> Option<&Problem> {
        self.reading.outcome.problems.iter().find(|problem| own.are_broken_by(problem))
    }

    fn may_stay(&self, kept: &Kept) -> bool {
        kept.may_stay(self.reading.agreed, self.reading.request.today, &self.holds)
    }

    fn remember(&self, laid: &Laid<'_>, planned: &Planned, page: &PageKey, html: &str, own: OwnFiles) {
        let photos = laid.photos().flat_map(|(photo, made)| {
            let addresses = made.addresses().filter(|address| html.contains(address));
            addresses.map(move |address| (address.to_owned(), (photo.clone(), made.clone())))
        });
        let kept = Kept {
            html: html.to_owned(),
            own,
            item: laid.item_of(planned).map(|item| item.id.clone()),
            photos: photos.collect(),
            reliances: laid.reliances(planned),
            agreed: self.reading.agreed,
            day: self.reading.request.today,
        };
        keep(&mut held(&self.engine.kept), page, kept);
    }

    fn photo(&self, shelf: &Shelf<'p, 'r, '_>, edition: usize, page: &PageKey) -> Shown {
        let shown = shelf.ready(edition, 0).photo(&shelf.material, &page.path);
        let shown = shown.or_else(|| {
            // A page that stays as it was needs its pictures.
            let kept = held(&self.engine.kept).clone();
            let of_edition = kept.into_iter().filter(|(key, _)| key.edition == page.edition).map(|(_, kept)| kept);
            let is_wrong = |kept: &Kept| self.broken(&kept.own).or_else(|| self.shared_mistake()).is_some();
            let mut staying = of_edition.filter(|kept| is_wrong(kept) && self.may_stay(kept));
            let (photo, made) = staying.find_map(|kept| kept.photos.get(&page.path).cloned())?;
            crate::pipeline::workbench::photo(&shelf.material, &page.edition, &page.path, &photo, &made)
        });
        shown.map_or(Shown::Missing, |bytes| Shown::File(shell::media_type(&page.path), bytes))
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

/// The files of the item that a page is about.
fn own_files(laid: &Laid<'_>, planned: &Planned) -> OwnFiles {
    let Some(item) = laid.item_of(planned) else { return OwnFiles::default() };
    let translations = item.translations.iter().map(|translation| translation.at.file.clone());
    OwnFiles {
        files: std::iter::once(item.at.file.clone()).chain(translations).collect(),
        folder: Some(format!("{}/", item.id)),
    }
}

/// What a browser compares: the page, and what is said of it.
fn hash(shown: &Shown) -> String {
    match shown {
        Shown::Page(html, note) => hash_of(&format!("{html}\0{}", note.as_deref().unwrap_or(""))),
        Shown::File(_, bytes) => hash_of(&String::from_utf8_lossy(bytes)),
        Shown::Elsewhere(page) => hash_of(&page.address()),
        Shown::Trouble(problem) => hash_of(&format!("{} {}", problem.at, problem.says)),
        Shown::Missing => hash_of(""),
    }
}

fn hash_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}
