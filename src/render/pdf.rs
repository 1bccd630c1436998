//! PDFs, with Typst as a library: a template of the theme and the values of a book become tagged pages.
//!
//! Nothing of Typst is seen outside this file. The engine sees what [`Order`] holds and nothing else: no disk, no
//! network, no clock, no photo that is not cleared for print. The same order gives the same bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::introspection::Introspector;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt, compile};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp, pdf};

use crate::content::dates::Date;
use crate::problem::Problem;
use crate::problem::theme::pdf_failed;
use crate::theme::{PrintFile, Theme, print_problem};

/// Makes PDFs with one theme.
pub struct Press {
    library: LazyHash<Library>,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    templates: BTreeMap<&'static str, Source>,
    /// Which templates are the service's own.
    own: Vec<&'static str>,
    drawings: BTreeMap<&'static str, Bytes>,
    /// A bit for each character that some font has.
    printable: Vec<u64>,
}

/// What one PDF is made of.
pub struct Order<'o> {
    /// Name of its template, without `.typ`.
    pub template: &'o str,
    /// The values of its book.
    pub values: &'o Value,
    /// Photos by their places among its files.
    pub photos: &'o BTreeMap<String, Arc<[u8]>>,
    /// The day it is correct on: also the day it says it was made.
    pub day: Date,
    /// Which edition it belongs to.
    pub edition: &'o str,
    /// Its address in the edition.
    pub address: &'o str,
}

/// A finished PDF.
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The page each item starts on, by its address.
    pub page_of: BTreeMap<String, usize>,
}

impl Press {
    /// Reads the templates and fonts of a theme.
    pub fn new(theme: &Theme) -> Press {
        let mut press = Press {
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            fonts: Vec::new(),
            book: LazyHash::new(FontBook::new()),
            templates: BTreeMap::new(),
            own: Vec::new(),
            drawings: BTreeMap::new(),
            printable: vec![0; 0x11_0000 / 64],
        };
        for (path, file) in theme.print_files() {
            press.add(path, file);
        }
        press.book = LazyHash::new(FontBook::from_fonts(&press.fonts));
        for font in &press.fonts {
            for letter in font.info().coverage.iter() {
                if let Some(bits) = press.printable.get_mut(letter as usize / 64) {
                    *bits |= 1 << (letter % 64);
                }
            }
        }
        press
    }

    fn add(&mut self, path: &str, file: &PrintFile) {
        let Some(id) = id_of(path) else { return };
        match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("typ") => {
                let text = String::from_utf8_lossy(&file.bytes).into_owned();
                self.templates.insert(path_of(id), Source::new(id, text));
                self.own.extend(file.is_own.then_some(path_of(id)));
            }
            Some("ttf" | "otf") => self.fonts.extend(Font::iter(bytes_of(file))),
            Some("svg") => {
                self.drawings.insert(path_of(id), bytes_of(file));
            }
            _ => {}
        }
    }

    /// Whether some font of the theme has a character.
    pub fn can_print(&self, letter: char) -> bool {
        let letter = u32::from(letter);
        self.printable.get(letter as usize / 64).is_some_and(|bits| bits & (1 << (letter % 64)) != 0)
    }

    /// Makes one PDF.
    pub fn print(&self, order: &Order<'_>) -> Result<Printed, Box<Problem>> {
        let desk = Desk::new(self, order);
        let document = compile::<PagedDocument>(&desk).output.map_err(|trouble| desk.problem(&trouble))?;
        let options = PdfOptions {
            ident: Smart::Custom(format!("{} {}", order.edition, order.address)),
            creator: Smart::Custom(Some(concat!("carefolio ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp: midnight(order.day).map(Timestamp::new_utc),
            // Both can be promised of one file: readable by everybody, and for long.
            standards: PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
                .map_err(|trouble| Box::new(pdf_failed(order.edition, order.address, trouble.message())))?,
            ..PdfOptions::default()
        };
        let bytes = pdf(&document, &options).map_err(|trouble| desk.problem(&trouble))?;
        Ok(Printed { bytes, pages: document.pages().len(), page_of: page_of(&document) })
    }

    /// Forgets what none of the last few PDFs needed.
    pub fn forget_what_is_old(&self) {
        typst::comemo::evict(4);
    }

    /// Forgets what it keeps to make the next PDF faster.
    pub fn forget(&self) {
        typst::comemo::evict(0);
    }
}

fn page_of(document: &PagedDocument) -> BTreeMap<String, usize> {
    let introspector = document.introspector();
    let place = |content: typst::foundations::Content| {
        let page = introspector.page(content.location()?)?;
        Some((content.label()?.resolve().as_str().to_owned(), page.get()))
    };
    introspector.query_labelled().into_iter().filter_map(place).collect()
}

fn midnight(day: Date) -> Option<Datetime> {
    Datetime::from_ymd_hms(day.year().into(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?, 0, 0, 0)
}

fn id_of(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// Its path among the files that a template can reach.
fn path_of(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

fn bytes_of(file: &PrintFile) -> Bytes {
    Bytes::new(file.bytes.to_vec())
}

/// The press with one order on it: all that a template can reach.
struct Desk<'p> {
    press: &'p Press,
    order: &'p Order<'p>,
    main: FileId,
    files: BTreeMap<&'static str, Bytes>,
}

impl<'p> Desk<'p> {
    fn new(press: &'p Press, order: &'p Order<'p>) -> Desk<'p> {
        let main = id_of(&format!("{}.typ", order.template)).expect("names of templates are plain");
        let values = serde_json::to_vec(order.values).expect("values can always be written");
        let mut files = press.drawings.clone();
        files.extend(id_of("book.json").map(|id| (path_of(id), Bytes::new(values))));
        for (path, photo) in order.photos {
            files.extend(id_of(path).map(|id| (path_of(id), Bytes::new(Arc::clone(photo)))));
        }
        Desk { press, order, main, files }
    }

    /// The first mistake, in the service's own template where one has a part in it.
    fn problem(&self, trouble: &[SourceDiagnostic]) -> Box<Problem> {
        let Some(first) = trouble.first() else {
            return Box::new(pdf_failed(self.order.edition, self.order.address, "no reason is known"));
        };
        let spans = std::iter::once(first.span).chain(first.trace.iter().map(|step| step.span.into()));
        for span in spans {
            let Some(id) = span.id().filter(|id| self.press.own.contains(&path_of(*id))) else { continue };
            let line = self.range(span).and_then(|range| self.source(id).ok()?.lines().byte_to_line(range.start));
            let path = path_of(id);
            let reason = first.message.as_str().trim_end_matches('.');
            return Box::new(print_problem(path, line.map_or(0, |line| line as u32 + 1), &format!("{reason}.")));
        }
        // It shows in carefolio's own template, but that works with carefolio's own neighbours.
        if let Some(own) = self.press.own.first() {
            return Box::new(print_problem(own, 0, &format!("{}.", first.message.trim_end_matches('.'))));
        }
        let place = first.span.id().map(path_of).unwrap_or_default();
        let reason = format!("{} ({place})", first.message);
        Box::new(pdf_failed(self.order.edition, self.order.address, &reason))
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.press.templates.get(path_of(id)).cloned().ok_or_else(|| not_there(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(source) = self.press.templates.get(path_of(id)) {
            return Ok(Bytes::from_string(source.text().to_owned()));
        }
        self.files.get(path_of(id)).cloned().ok_or_else(|| not_there(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        let day = self.order.day;
        Datetime::from_ymd(day.year().into(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?)
    }
}

fn not_there(id: FileId) -> FileError {
    FileError::NotFound(path_of(id).into())
}
