//! Lays out the PDFs of an edition: which there are, and the values of each.
//!
//! A book holds what people agreed to have printed ([`Form::Print`](crate::edition::Form)) and nothing else. Its values
//! carry words, never markup; a template of the theme decides how they look.

mod item;
mod lookup;
mod permission;
mod sections;
mod summary;
mod text;
mod values;

pub use permission::Sheet;
pub use text::{Printable, words_of};
pub use values::{Book, BookItem};

use std::collections::BTreeMap;

use super::desk::Desk;
use super::pages::{Fact, Link, Site};
use super::photo_book::{PhotoBook, PhotoKey};
use super::tongue::Tongue;
use super::{OutPath, Plan};
use crate::content::terms::{Format, Kind};
use crate::draw::qr;
use crate::edition::Edition;
use crate::framework::Target;
use crate::plan::addresses;
use crate::theme::Strings;
use values::{About, Service, Square};

/// One of the PDFs of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volume {
    /// Everything.
    Portfolio,
    /// Twelve pages for the first hour.
    StartHere,
    /// Everything at 18 point.
    LargePrint,
    /// A booklet for families.
    Booklet,
    /// One statement, for a portal.
    Statement(Target),
    /// Pages to put on a wall.
    Posters,
}

impl Volume {
    /// Its name in the theme: its template is `print/<name>.typ`, its words `print.volume.<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Volume::Portfolio => "portfolio",
            Volume::StartHere => "start-here",
            Volume::LargePrint => "large-print",
            Volume::Booklet => "booklet",
            Volume::Statement(_) => "statement",
            Volume::Posters => "posters",
        }
    }
}

/// Names and addresses of an edition's PDFs, as the pages beside them tell it.
pub fn links(
    edition: &Edition<'_>,
    formats: &[Format],
    strings: &Strings,
    photos: &PhotoBook,
    tongue: &Tongue,
) -> Vec<Link> {
    let desk = Desk::new(edition, strings, photos, tongue);
    let link = |(volume, address): (Volume, OutPath)| {
        let kind = desk.say(&format!("print.volume.{}", volume.name()));
        let title = match volume {
            Volume::Statement(target) => format!("{kind}: {} (PDF)", desk.label(target)),
            _ => format!("{kind} (PDF)"),
        };
        Link { title, href: address.as_str().to_owned() }
    };
    volumes(edition, formats).into_iter().map(link).collect()
}

/// The PDFs that an edition's formats ask for, with their addresses; the portfolio first, since others lead there. Of an
/// edition that is too large for one book there are those of a part of it.
pub fn volumes(edition: &Edition<'_>, formats: &[Format]) -> Vec<(Volume, OutPath)> {
    let mut volumes: Vec<Volume> = Vec::new();
    let mut formats = formats.to_vec();
    formats.sort();
    formats.dedup();
    if formats.iter().any(|format| format.holds_everything()) && !edition.can_be_printed() {
        formats.retain(|format| !format.holds_everything());
    }
    for format in formats {
        match format {
            Format::Web => {}
            Format::Pdf => volumes.push(Volume::Portfolio),
            Format::LargePrint => volumes.push(Volume::LargePrint),
            Format::Booklet => volumes.push(Volume::Booklet),
            Format::StartHere => volumes.push(Volume::StartHere),
            Format::Posters => volumes.push(Volume::Posters),
            Format::Statements => {
                let leaves = edition.frameworks.leaves(0).into_iter().filter(|target| target.statement.is_some());
                volumes.extend(leaves.map(Volume::Statement));
            }
        }
    }
    let with_address = |volume: Volume| Some((volume, OutPath::new(&address(edition, volume))?));
    volumes.into_iter().filter_map(with_address).collect()
}

/// Where a PDF goes.
fn address(edition: &Edition<'_>, volume: Volume) -> String {
    match volume {
        Volume::Portfolio => "portfolio.pdf".to_owned(),
        Volume::LargePrint => "portfolio-large-print.pdf".to_owned(),
        Volume::Statement(target) => {
            let page = addresses::target(edition, target, 1);
            format!("{}.pdf", page.trim_end_matches(".html"))
        }
        Volume::StartHere | Volume::Booklet | Volume::Posters => format!("{}.pdf", volume.name()),
    }
}

/// The place where the PDFs of one edition are put together.
pub struct Bench<'e> {
    desk: Desk<'e>,
    site: &'e Site,
    /// Where each photo is among the files of the book, by its hash.
    files: BTreeMap<&'e str, String>,
    items: BTreeMap<String, BookItem>,
}

impl<'e> Bench<'e> {
    /// Puts every item of an edition for print together, once for all its PDFs. `plan` is that of its pages.
    pub fn new(print: &'e Edition<'e>, plan: &'e Plan<'e>, strings: &'e Strings, photos: &'e PhotoBook) -> Bench<'e> {
        let desk = Desk::new(print, strings, photos, plan.desk.tongue);
        let mut bench = Bench { desk, site: &plan.site, files: BTreeMap::new(), items: BTreeMap::new() };
        let shown = print.entries.iter().flat_map(|entry| &entry.item.photos);
        let mut hashes: Vec<&str> =
            shown.filter_map(|photo| photos.get(&PhotoKey::of(photo))).map(|made| made.hash.as_str()).collect();
        hashes.sort_unstable();
        hashes.dedup();
        // Numbered, not named by their hashes: the engine keeps every name it ever heard for the life of the program.
        bench.files =
            hashes.into_iter().enumerate().map(|(at, hash)| (hash, format!("photos/{:04}.jpg", at + 1))).collect();
        let items = (0..print.entries.len()).map(|place| bench.item(place));
        bench.items = items.map(|item| (item.href.clone(), item)).collect();
        bench
    }

    /// The photos of the book, by their places among its files.
    pub fn photos(&self) -> BTreeMap<String, std::sync::Arc<[u8]>> {
        let made = self.desk.photos.values().filter_map(|made| {
            let print = made.print.as_ref()?;
            Some((self.files.get(made.hash.as_str())?.clone(), std::sync::Arc::clone(&print.bytes)))
        });
        made.collect()
    }

    /// The place among the portfolio's items of what is at an address, for messages.
    pub fn index_of(&self, href: &str) -> Option<usize> {
        self.desk.edition.entries.iter().find(|entry| addresses::item(entry) == href).map(|entry| entry.index)
    }

    /// The values of one PDF. `most` limits the lists of a short one; `pages` are those of the portfolio.
    pub fn book(&self, volume: Volume, most: usize, pages: &BTreeMap<String, usize>) -> Book<'_> {
        let sections = self.sections(volume, most);
        let whole = matches!(volume, Volume::Portfolio | Volume::LargePrint | Volume::Booklet);
        let items =
            if whole { self.items.iter().map(|(href, item)| (href.as_str(), item)).collect() } else { BTreeMap::new() };
        Book {
            volume: volume.name(),
            title: self.title(volume),
            lang: self.desk.tongue.lang.clone(),
            say: self.desk.strings.under("").collect(),
            service: self.service(),
            edition: self.about(),
            rating: self.desk.rating_block(),
            facts: self.cover_facts(),
            picture: self.cover_photo(),
            sections,
            items,
            portfolio_pages: if whole { BTreeMap::new() } else { pages.clone() },
            attribution: self.attribution(),
        }
    }

    fn title(&self, volume: Volume) -> String {
        let kind = self.desk.say(&format!("print.volume.{}", volume.name()));
        match volume {
            Volume::Statement(target) => {
                format!("{}: {}", self.desk.label(target), self.site.service)
            }
            Volume::Portfolio => format!("{}: {}", self.site.service, self.site.edition),
            _ => format!("{}: {kind}", self.site.service),
        }
    }

    fn service(&self) -> Service {
        let service = self.desk.edition.service;
        Service {
            name: service.name.clone(),
            provider: service.provider.clone(),
            address: service.address.clone(),
            phone: service.phone.clone(),
            email: service.email.clone(),
            website: service.website.clone(),
            people_word: self.site.people_word.clone(),
        }
    }

    fn about(&self) -> About {
        let (edition, tongue) = (self.desk.edition, self.desk.tongue);
        About {
            title: self.site.edition.clone(),
            audience: edition.settings.audience.word(),
            intro: edition.welcome.clone(),
            intro_lang: tongue.foreign(edition.welcome_lang(&tongue.lang, &tongue.first)),
            day: self.site.day.clone(),
            rebuild_by: self.site.rebuild_by.clone(),
            mark: self.site.mark.clone(),
            framework: edition.frameworks.first().map(|framework| framework.title.clone()),
            framework_lang: self.site.framework_lang.clone(),
            base_url: self.open_address().map(str::to_owned),
        }
    }

    /// Only what everybody may open is worth a square on paper.
    fn open_address(&self) -> Option<&str> {
        let edition = self.desk.edition;
        edition.settings.base_url.as_deref().filter(|_| edition.is_open())
    }

    fn square(&self, page: &str) -> Option<Square> {
        let address = match page {
            "index.html" => self.open_address()?.to_owned(),
            page => format!("{}/{page}", self.open_address()?),
        };
        Some(Square { svg: qr::square(&address)?, address })
    }

    fn cover_facts(&self) -> Vec<Fact> {
        self.desk.home_facts()
    }

    fn cover_photo(&self) -> Option<values::Photo> {
        if self.desk.edition.is_for_professionals() {
            return None;
        }
        let edition = self.desk.edition;
        let kinds = [Kind::Page, Kind::Album, Kind::Story];
        let photos = kinds.iter().flat_map(|kind| edition.of_kind(*kind)).flat_map(|entry| &entry.item.photos);
        let mut photo = photos.filter_map(|photo| self.photo(photo)).find(|photo| !photo.portrait)?;
        photo.caption = None;
        Some(photo)
    }

    fn attribution(&self) -> Vec<String> {
        let frameworks = self.desk.edition.frameworks;
        let mut lines: Vec<String> = (0..frameworks.active().len())
            .filter(|index| *index == 0 || self.desk.edition.is_for_inspectors())
            .filter_map(|index| frameworks.attribution_for(index))
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines.dedup();
        lines
    }
}
