//! What a run is asked for: the day, the editions, and which PDFs.

use crate::content::dates::Date;
use crate::content::service::EditionSettings;
use crate::content::terms::{Audience, Format};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The day on which everything is decided.
    pub today: Date,
    /// One edition only; all when nothing is said.
    pub edition: Option<String>,
    /// Make the pages even when there are errors (they will not be published).
    pub despite_errors: bool,
    /// Look for faces in photos that name nobody. It takes as long as making them.
    pub look_for_faces: bool,
    /// Which PDFs are made beside the pages.
    pub pdfs: Pdfs,
    /// Tells this program from every other: pages that another made are made anew.
    pub program: String,
}

/// Which PDFs are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pdfs {
    /// None: the pages alone.
    Leave,
    /// Those that each edition's `formats` ask for, and these besides where they suit its readers.
    OfFormats {
        /// Asked for by the way, for this run alone.
        also: Vec<Format>,
    },
}

impl Request {
    /// All editions as they are on a day.
    pub fn on(today: Date) -> Request {
        let pdfs = Pdfs::OfFormats { also: Vec::new() };
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Request { today, edition: None, despite_errors: false, look_for_faces: false, pdfs, program }
    }

    /// The PDFs that are made of an edition.
    pub(super) fn formats(&self, settings: &EditionSettings) -> Vec<Format> {
        if cfg!(feature = "pdf") { self.pdfs_asked_for(settings) } else { Vec::new() }
    }

    /// The same, whether or not this program can make them.
    pub(super) fn pdfs_asked_for(&self, settings: &EditionSettings) -> Vec<Format> {
        let Pdfs::OfFormats { also } = &self.pdfs else { return Vec::new() };
        let suits = |format: &&Format| match format {
            // Whoever names the edition knows best.
            _ if self.edition.is_some() => true,
            Format::Statements | Format::StartHere => settings.audience == Audience::Inspector,
            Format::Booklet => settings.audience == Audience::Family,
            Format::Posters => settings.audience == Audience::Public,
            Format::Web | Format::Pdf | Format::LargePrint => true,
        };
        let mut formats: Vec<Format> = settings.formats.iter().chain(also.iter().filter(suits)).copied().collect();
        formats.retain(|format| *format != Format::Web);
        formats
    }
}
