//! Lays out an edition: every output is named here before any is made.
//!
//! A plan is a list of addresses with a small recipe each. The values of a page are put together only when it is
//! rendered, and dropped with it, so that memory does not grow with the edition.

mod accessible;
mod actions;
pub mod addresses;
#[cfg(feature = "pdf")]
pub mod book;
mod contents;
mod desk;
mod fingerprint;
mod framework_pages;
mod gaps_page;
mod head;
mod home;
mod item_page;
mod letters;
mod lists;
mod machine;
mod out_path;
pub mod own_pages;
pub mod pages;
pub mod photo_book;
mod recipe;
mod records;
mod relies;
mod search;
mod series;
mod shelf;
pub mod sign_off;
mod social;
mod stretch;
mod timeline;
pub mod tongue;

pub use addresses::slug;
pub use fingerprint::{Fingerprint, Fingerprints};
pub use out_path::OutPath;
pub use photo_book::PhotoBook;
pub use recipe::{Planned, Recipe};
pub use series::safe_cell;

use crate::content::dates::Date;
use crate::content::terms::Audience;
use crate::edition::Edition;
use crate::portfolio::short_code;
use crate::problem::Problems;
use crate::problem::addresses::{address_twice, address_unusable};
use crate::theme::{Strings, Theme};
use desk::Desk;
use pages::{Head, Link, Page, Site};
use recipe::addresses_of;
use tongue::Tongue;

/// What one output is made of.
pub enum Made {
    /// A page for the theme.
    Page(Box<Head>, Box<Page>),
    /// Ready text.
    Text(String),
}

/// Everything that an edition will be.
pub struct Plan<'e> {
    desk: Desk<'e>,
    mark: &'e str,
    theme_is_changed: bool,
    /// What every page shares.
    pub site: Site,
    /// Every output but pictures, PDFs and the theme's own files, by address.
    pub outputs: Vec<Planned>,
    /// How many consents the PDFs beside the pages rely on.
    printed: u32,
    rebuild_by: Option<Date>,
}

/// The PDFs beside an edition's pages.
pub struct Books<'b> {
    /// What they are made of.
    pub print: &'b Edition<'b>,
    /// Their names and addresses.
    pub pdfs: Vec<Link>,
}

/// The mark of an edition: one for all its languages, and for its pages and PDFs.
pub fn mark_of(
    edition: &Edition<'_>,
    print: Option<&Edition<'_>>,
    photos: &PhotoBook,
    theme: &Theme,
    first: &Tongue,
) -> String {
    let of = |edition: &Edition<'_>| {
        let desk = Desk::without_lists(edition, theme.strings(&first.lang), photos, first);
        edition.mark(&shown_photos(edition, photos), &desk.words_with_links())
    };
    match print {
        Some(print) => {
            let (of_pages, of_print) = rayon::join(|| of(edition), || of(print));
            both(&of_pages, &of_print)
        }
        None => of(edition),
    }
}

/// Names every output of an edition in one of its languages.
pub fn lay_out<'e>(
    edition: &'e Edition<'e>,
    books: Option<&Books<'_>>,
    photos: &'e PhotoBook,
    theme: &'e Theme,
    tongue: &'e Tongue,
    mark: &'e str,
    problems: &mut Problems,
) -> Plan<'e> {
    let desk = Desk::new(edition, theme.strings(&tongue.lang), photos, tongue);
    let rebuild_by = rebuild_by(edition, books.map(|books| books.print));
    let mut site = desk.site(theme, mark);
    site.rebuild_by = rebuild_by.map(|date| desk.day(date));
    let pdfs = books.map(|books| books.pdfs.clone()).unwrap_or_default();
    (site.statement_pdfs, site.pdfs) = pdfs.into_iter().partition(|link| link.href.contains("statements/"));
    let printed = books.map_or(0, |books| books.print.reliances().len() as u32);
    let mut outputs: Vec<Planned> = Vec::new();
    for (address, recipe) in addresses_of(&desk, &site) {
        let address = format!("{}{address}", tongue.folder);
        match OutPath::new(&address) {
            Some(path) => outputs.push(Planned { path, recipe }),
            None => problems.add(address_unusable(&address)),
        }
    }
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    for pair in outputs.windows(2).filter(|pair| pair[0].path == pair[1].path) {
        problems.add(address_twice(pair[0].path.as_str()));
    }
    outputs.dedup_by(|a, b| a.path == b.path);
    Plan { desk, mark, theme_is_changed: theme.is_changed(), site, outputs, printed, rebuild_by }
}

/// The first day on which something in the pages or PDFs needs a new decision.
pub fn rebuild_by(edition: &Edition<'_>, print: Option<&Edition<'_>>) -> Option<Date> {
    edition.rebuild_by().into_iter().chain(print.and_then(Edition::rebuild_by)).min()
}

/// Pages and PDFs with the same content have one mark; where people agreed to one of them only, it tells of both.
fn both(pages: &str, print: &str) -> String {
    if pages == print {
        return pages.to_owned();
    }
    let code = short_code(blake3::hash(format!("{pages} {print}").as_bytes()).as_bytes(), 5);
    format!("{}-{}", &code[..3], &code[3..])
}

fn shown_photos<'b>(edition: &Edition<'_>, photos: &'b PhotoBook) -> Vec<&'b str> {
    let shown = edition.entries.iter().flat_map(|entry| &entry.item.photos);
    let mut hashes: Vec<&str> =
        shown.filter_map(|photo| photos.get(&photo_book::PhotoKey::of(photo))).map(|made| made.hash.as_str()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

impl<'e> Plan<'e> {
    /// The short mark of the edition's content.
    pub fn mark(&self) -> &str {
        self.mark
    }

    /// The words of its language.
    pub fn strings(&self) -> &'e Strings {
        self.desk.strings
    }

    /// The first day on which something in the pages or PDFs needs a new decision.
    pub fn rebuild_by(&self) -> Option<Date> {
        self.rebuild_by
    }

    /// Puts one output together.
    pub fn make(&self, planned: &Planned) -> Made {
        let desk = &self.desk;
        let page = match &planned.recipe {
            Recipe::Home => Page::Home(Box::new(desk.home_page())),
            Recipe::Question(target) => Page::Question(desk.question_page(*target)),
            Recipe::Statement(target, stretch) => Page::Statement(Box::new(desk.statement_page(*target, *stretch))),
            Recipe::Item(place) => Page::Item(Box::new(desk.item_page(*place))),
            Recipe::Earlier(place, stretch) => Page::Earlier(desk.earlier_page(*place, *stretch)),
            Recipe::List(shelf, stretch) => Page::List(desk.list_page(*shelf, *stretch)),
            Recipe::Actions(stretch) => Page::Actions(desk.actions_page(*stretch)),
            Recipe::Records(at, stretch) => Page::Records(desk.records_page(*at, *stretch)),
            Recipe::Coverage(framework, question) => Page::Coverage(desk.coverage_page(*framework, *question)),
            Recipe::Gaps(stretch) => Page::Gaps(desk.gaps_page(*stretch)),
            Recipe::Timeline(year, stretch) => Page::Timeline(desk.timeline_page(*year, *stretch)),
            Recipe::Az(stretch) => Page::Az(desk.az_page(*stretch)),
            Recipe::Contents => Page::Contents(desk.contents_page()),
            Recipe::Search => Page::Search(desk.search_page()),
            Recipe::SearchScript => return Made::Text(search::SCRIPT.to_owned()),
            Recipe::SearchIndex => return Made::Text(desk.search_index()),
            Recipe::Own(own) => Page::Words(Box::new(desk.own_page(*own, &self.site, self.theme_is_changed))),
            Recipe::PermissionForm => Page::PermissionForm(Box::new(desk.permission_form())),
            Recipe::NotFound => Page::NotFound,
            Recipe::Figures(place) => return Made::Text(desk.csv(&desk.edition.entries[*place]).unwrap_or_default()),
            Recipe::Robots => return Made::Text(desk.robots(self.site.listed)),
            Recipe::Headers => return Made::Text(desk.headers(self.site.listed)),
            Recipe::Sitemap => return Made::Text(desk.sitemap(&self.pages()).unwrap_or_default()),
            Recipe::Feed => return Made::Text(desk.feed()),
        };
        Made::Page(Box::new(self.head(planned, &page)), Box::new(page))
    }

    fn pages(&self) -> Vec<&str> {
        let pages = self.outputs.iter().map(|planned| planned.path.as_str());
        pages.filter(|path| path.ends_with(".html") && *path != "404.html").collect()
    }

    /// The page that stands in for a shared page while something comes down.
    pub fn neutral_page(&self) -> (String, String) {
        (self.desk.say("takedown.title"), self.desk.say("takedown.text"))
    }

    /// Whom the edition is for.
    pub fn audience(&self) -> Audience {
        self.desk.edition.settings.audience
    }
}
