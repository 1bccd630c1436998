//! The same sentence piece by piece, for a preview: one edition through the gate, one page rendered, one PDF printed, each
//! when somebody asks for it. Every piece is what a build would make, and every page goes past the second line.

use camino::Utf8PathBuf;
use rayon::prelude::*;

use super::clearing::prepare;
use super::making::{Making, Trouble, role, written};
use super::pdfs;
use super::pdfs::{Memory, Printer};
use super::watched::Watched;
use super::{Begun, Nowhere, Request, Sink, look_alikes, pictures};
use crate::consent::{Reliance, Screened, ShownPhoto};
use crate::content::item::{Item, ItemId};
use crate::content::service::EditionSettings;
use crate::content::terms::Format;
use crate::edition::{Edition, Form};
use crate::leaks::{LeakScan, Written, hidden_facts};
use crate::output::OutputTrouble;
use crate::plan::pages::Link;
use crate::plan::photo_book::{MadePhoto, PhotoBook, PhotoKey};
use crate::plan::tongue::Tongue;
use crate::plan::{self, Books, OutPath, Plan, Planned, Recipe};
use crate::problem::{Problem, Problems};
use crate::render::html::HtmlRenderer;
#[cfg(feature = "pdf")]
use crate::render::pdf::Press;
use crate::sources::Sources;

/// What pieces are made from.
#[derive(Clone, Copy)]
pub struct Material<'m> {
    /// The folder, read and joined.
    pub begun: &'m Begun,
    /// Its items, read for names.
    pub screened: &'m Screened,
    /// The door to its photos.
    pub sources: &'m dyn Sources,
    /// Where photos of earlier runs are.
    pub photos: &'m dyn Sink,
    /// What is asked for.
    pub request: &'m Request,
}

/// One edition in one language, through the gate.
pub struct Ready<'p> {
    edition: Edition<'p>,
    print: Option<Edition<'p>>,
    photos: PhotoBook,
    formats: Vec<Format>,
    mark: String,
    pdfs: Vec<Link>,
    problems: Problems,
}

impl<'p> Ready<'p> {
    /// Takes an edition through the gate and has its photos made.
    pub fn new(
        material: &Material<'p>,
        settings: &'p EditionSettings,
        tongue: &Tongue,
    ) -> Result<Ready<'p>, OutputTrouble> {
        let Material { begun, screened, sources, photos: sink, request } = *material;
        let Begun { portfolio, theme, tongues, .. } = begun;
        let mut problems = Problems::default();
        let formats = request.formats(settings);
        let mut editions = prepare(portfolio, screened, settings, &formats, request.today, &mut problems);
        let watched = Watched::new(sink);
        let hears = |news| {
            sink.album().inspect(|album| album.hears(&news));
        };
        let photos = pictures::make(sources, portfolio, request, &mut editions, &watched, &hears, &mut problems)?;
        look_alikes::hold_back(sources, portfolio, screened, &mut editions, &photos, &watched, &mut problems)?;
        problems.append(watched.found());
        let mut print = editions.pop_if(|edition| edition.form == Form::Print);
        let mut edition = editions.pop().expect("the pages come first");
        let mark = plan::mark_of(&edition, print.as_ref(), &photos, theme, &tongues[0]);
        for spoken in std::iter::once(&mut edition).chain(&mut print) {
            spoken.speak(&tongue.lang, &tongue.first);
        }
        let strings = theme.strings(&tongue.lang);
        let pdfs =
            print.as_ref().map(|print| pdfs::links(print, &formats, strings, &photos, tongue)).unwrap_or_default();
        Ok(Ready { edition, print, photos, formats, mark, pdfs, problems })
    }

    /// What was held back, and why.
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// Every photo that is shown, and its files.
    pub fn photos(&self) -> impl Iterator<Item = (&ShownPhoto, &MadePhoto)> {
        let shown = self.edition.entries.iter().flat_map(|entry| &entry.item.photos).chain(&self.edition.poster);
        shown.filter_map(|photo| Some((photo, self.photos.get(&PhotoKey::of(photo))?)))
    }

    /// One file of a photo that is shown.
    pub fn photo(&self, material: &Material<'_>, path: &str) -> Option<Vec<u8>> {
        let shows = |made: &MadePhoto| made.addresses().any(|address| address == path);
        let (shown, made) = self.photos().find(|(_, made)| shows(made))?;
        photo(material, &self.edition.settings.name, path, shown, made)
    }
}

/// One file of a photo that came through the gate, as it is published.
pub fn photo(
    material: &Material<'_>,
    edition: &str,
    path: &str,
    photo: &ShownPhoto,
    made: &MadePhoto,
) -> Option<Vec<u8>> {
    let bytes = pictures::file_of(material.sources, material.photos, photo, made, path)?;
    hidden_facts(edition, path, &bytes).is_none().then_some(bytes)
}

/// One edition in one language, every page of it named.
pub struct Laid<'r> {
    begun: &'r Begun,
    ready: &'r Ready<'r>,
    tongue: &'r Tongue,
    plan: Plan<'r>,
    scan: LeakScan<'r>,
    renderer: HtmlRenderer,
    problems: Problems,
}

impl<'r> Laid<'r> {
    /// Names every page. `places` are folders of this computer that no page may name.
    pub fn new(
        begun: &'r Begun,
        ready: &'r Ready<'r>,
        tongue: &'r Tongue,
        words: &Written,
        places: &'r [Utf8PathBuf],
    ) -> Laid<'r> {
        let mut problems = Problems::default();
        let books = ready.print.as_ref().map(|print| Books { print, pdfs: ready.pdfs.clone() });
        let (edition, photos, theme) = (&ready.edition, &ready.photos, &*begun.theme);
        // The two longest parts before a first page, and neither needs the other.
        let (plan, scan) = rayon::join(
            || plan::lay_out(edition, books.as_ref(), photos, theme, tongue, &ready.mark, &mut problems),
            || LeakScan::new(edition, &begun.portfolio, words, places),
        );
        let renderer = HtmlRenderer::new(&begun.theme, &plan.site, plan.strings());
        Laid { begun, ready, tongue, plan, scan, renderer, problems }
    }

    /// Addresses that cannot be.
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// The address of its first PDF, where it has any.
    pub fn first_pdf(&self) -> Option<String> {
        self.ready.pdfs.first().map(|link| format!("{}{}", self.tongue.folder, link.href))
    }

    /// Every photo that is shown, and its files.
    pub fn photos(&self) -> impl Iterator<Item = (&ShownPhoto, &MadePhoto)> {
        self.ready.photos()
    }

    /// The output at an address.
    pub fn find(&self, path: &OutPath) -> Option<&Planned> {
        let outputs = &self.plan.outputs;
        outputs.binary_search_by(|planned| planned.path.cmp(path)).ok().map(|place| &outputs[place])
    }

    /// The item that a page is about, as its author wrote it.
    pub fn item_of(&self, planned: &Planned) -> Option<&'r Item> {
        let place = match planned.recipe {
            Recipe::Item(place) | Recipe::Earlier(place, _) | Recipe::Figures(place) => place,
            _ => return None,
        };
        let entry = self.ready.edition.entries.get(place)?;
        Some(&self.begun.portfolio.items[entry.index].item)
    }

    /// The page of an item, where it is shown.
    pub fn page_of(&self, item: &ItemId) -> Option<&Planned> {
        let is_its = |planned: &&Planned| match planned.recipe {
            Recipe::Item(_) => self.item_of(planned).is_some_and(|known| known.id == *item),
            _ => false,
        };
        self.plan.outputs.iter().find(is_its)
    }

    /// The consents that an output relies on.
    pub fn reliances(&self, planned: &Planned) -> Vec<Reliance> {
        let printed = self.ready.print.iter().flat_map(Edition::reliances);
        let all: Vec<&Reliance> = self.ready.edition.reliances().iter().chain(printed).collect();
        let places = self.plan.relies(planned);
        places.into_iter().filter_map(|place| all.get(place as usize).map(|one| (*one).clone())).collect()
    }

    /// Makes one output and looks at it as a build would. What says too much is told and not given.
    pub fn make(&self, planned: &Planned) -> Result<String, Box<Problem>> {
        let text = written(&self.plan, planned, &self.renderer)?;
        let relies = self.plan.relies(planned);
        let relies = match role(planned) {
            crate::output::Role::Shared => None,
            crate::output::Role::Own => Some(relies.as_slice()),
        };
        match self.scan.look_at_file(planned.path.as_str(), text.as_bytes(), relies).leak {
            Some(problem) => Err(Box::new(problem)),
            None => Ok(text),
        }
    }

    /// Looks at every output as `check` does, a few at a time, for what is told of them; `is_over` is asked in between.
    pub fn look_through(&self, is_over: &dyn Fn() -> bool) -> Problems {
        const AT_ONCE: usize = 128;
        let mut problems = Problems::default();
        // Pages made with our own templates, that no secret could slip into, have no problems.
        if self.begun.has_own_theme || !self.scan.is_idle() {
            let watched = Watched::new(&Nowhere);
            let watched = watched.with(&self.scan);
            let making = Making {
                name: &self.ready.edition.settings.name,
                plan: &self.plan,
                renderer: &self.renderer,
                has_own_theme: self.begun.has_own_theme,
                fingerprints: None,
                sink: &watched,
            };
            for some in self.plan.outputs.chunks(AT_ONCE) {
                if is_over() {
                    return problems;
                }
                let made: Vec<_> = some.par_iter().map(|planned| making.make(planned)).collect();
                for trouble in made.into_iter().filter_map(Result::err) {
                    match trouble {
                        Trouble::Told(problem) => problems.add(*problem),
                        Trouble::Output(_) => unreachable!("nobody keeps the file, so nothing can fail"),
                    }
                }
            }
            problems.append(watched.found());
        }
        problems
    }

    /// What is told of the PDFs: characters that no font has, for example. Told once, by the first language.
    pub fn look_at_pdfs(&self, material: &Material<'_>, words: &Written) -> Problems {
        let mut problems = Problems::default();
        if let Some(print) = &self.ready.print {
            let Begun { portfolio, theme, .. } = self.begun;
            let printer = Printer::new(portfolio, theme, &self.ready.photos, &Nowhere, Memory::Keeping);
            let places = material.sources.private_places();
            let scan = LeakScan::new(print, portfolio, words, &places);
            // Nobody keeps the files, so nothing can fail.
            let _ = printer.make(print, &self.ready.formats, &self.plan, self.tongue, &scan, &mut problems);
        }
        problems
    }

    /// Makes the PDF at an address of the edition, where there is one.
    #[cfg(feature = "pdf")]
    pub fn print(
        &self,
        press: &Press,
        words: &Written,
        places: &[Utf8PathBuf],
        asked: &OutPath,
    ) -> Option<Result<Vec<u8>, Box<Problem>>> {
        let print = self.ready.print.as_ref()?;
        let Begun { portfolio, theme, .. } = self.begun;
        let scan = LeakScan::new(print, portfolio, words, places);
        let (photos, plan, tongue) = (&self.ready.photos, &self.plan, self.tongue);
        let book = pdfs::Book { portfolio, theme, photos, print, plan, tongue, scan: &scan };
        pdfs::one(press, &book, &self.ready.formats, asked)
    }
}
