//! Lays out an edition: every output is named here before any is made.
//!
//! A plan is a list of addresses with a small recipe each. The values of a page are put together only when it is
//! rendered, and dropped with it, so that memory does not grow with the edition.

mod accessible;
pub mod addresses;
#[cfg(feature = "pdf")]
pub mod book;
mod contents;
mod desk;
mod fingerprint;
mod framework_pages;
mod gaps_page;
mod home;
mod item_page;
mod lists;
mod machine;
mod out_path;
pub mod own_pages;
pub mod pages;
pub mod photo_book;
mod records;
mod search;
mod series;
mod shelf;
pub mod sign_off;
mod social;
mod stretch;
pub mod tongue;

pub use addresses::slug;
pub use fingerprint::{Fingerprint, Fingerprints};
pub use out_path::OutPath;
pub use photo_book::PhotoBook;
pub use series::safe_cell;

use crate::content::dates::Date;
use crate::content::terms::{Audience, Kind};
use crate::edition::Edition;
use crate::framework::Target;
use crate::portfolio::short_code;
use crate::problem::{Problem, Problems, Span};
use crate::theme::Strings;
use crate::theme::Theme;
use desk::Desk;
use own_pages::{Own, PERMISSION_FORM};
use pages::{Head, Link, Page, Site, Twin};
use shelf::{By, Shelf};
use stretch::Stretch;
use tongue::Tongue;

/// How one output is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// `index.html`.
    Home,
    /// A key question.
    Question(Target),
    /// A statement, page by page.
    Statement(Target, Stretch),
    /// An item, by its place among the entries.
    Item(usize),
    /// Earlier results of an audit, page by page.
    Earlier(usize, Stretch),
    /// The figures beside an item's page.
    Figures(usize),
    /// The list of a shelf, page by page.
    List(Shelf, Stretch),
    /// Everything still to do, page by page.
    Actions(Stretch),
    /// Where records are kept: all places, or one of them page by page.
    Records(Option<usize>, Stretch),
    /// How well an active framework is covered: all of it, or one question.
    Coverage(usize, Option<usize>),
    /// What is missing, page by page.
    Gaps(Stretch),
    /// Everything of a year by day, page by page.
    Timeline(i16, Stretch),
    /// Everything by letter, page by page.
    Az(Stretch),
    /// Everything here, as links.
    Contents,
    /// `search.html`.
    Search,
    /// `search.js`.
    SearchScript,
    /// `search-index.js`.
    SearchIndex,
    /// A page that the program writes itself.
    Own(Own),
    /// The blank permission form.
    PermissionForm,
    /// `404.html`.
    NotFound,
    /// `robots.txt`.
    Robots,
    /// `_headers`.
    Headers,
    /// `sitemap.xml`.
    Sitemap,
    /// `feed.xml`.
    Feed,
}

/// One output with its address.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Where it goes.
    pub path: OutPath,
    /// How it is made.
    pub recipe: Recipe,
}

impl Planned {
    /// Whether it speaks of many items, so that a takedown replaces it by a neutral page instead of deleting it.
    pub fn is_shared(&self) -> bool {
        !matches!(self.recipe, Recipe::Item(_) | Recipe::Earlier(..) | Recipe::Figures(_))
    }
}

impl Planned {
    /// Whether all that it says of an item stands on the item's own page as well.
    pub fn repeats(&self) -> bool {
        matches!(
            self.recipe,
            Recipe::List(..)
                | Recipe::Statement(..)
                | Recipe::Timeline(..)
                | Recipe::Az(_)
                | Recipe::Actions(_)
                | Recipe::Gaps(_)
                | Recipe::Coverage(..)
                | Recipe::SearchIndex
                | Recipe::Contents
        )
    }
}

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

fn addresses_of(desk: &Desk<'_>, site: &Site) -> Vec<(String, Recipe)> {
    let edition = desk.edition;
    let mut all: Vec<(String, Recipe)> = vec![
        ("index.html".to_owned(), Recipe::Home),
        ("contents.html".to_owned(), Recipe::Contents),
        ("search.html".to_owned(), Recipe::Search),
        ("search-index.js".to_owned(), Recipe::SearchIndex),
        (PERMISSION_FORM.to_owned(), Recipe::PermissionForm),
    ];
    if desk.tongue.is_first() {
        // Hosts look for these at the top alone.
        all.push(("404.html".to_owned(), Recipe::NotFound));
        all.push(("robots.txt".to_owned(), Recipe::Robots));
        all.push(("_headers".to_owned(), Recipe::Headers));
        // The same for every language.
        all.push(("search.js".to_owned(), Recipe::SearchScript));
    }
    all.extend(framework_addresses(desk));
    for (place, entry) in edition.entries.iter().enumerate() {
        all.push((addresses::item(entry), Recipe::Item(place)));
        let earlier = desk.result_stretches(entry).into_iter().skip(1);
        all.extend(earlier.map(|one| (addresses::item_part(entry, one.page), Recipe::Earlier(place, one))));
        if entry.series.as_ref().is_some_and(|series| !series.points.is_empty()) {
            all.push((format!("{}.csv", addresses::item_stem(entry)), Recipe::Figures(place)));
        }
    }
    all.extend(list_addresses(desk));
    if edition.is_for_inspectors() {
        let places = desk.record_place_stretches().into_iter();
        all.extend(places.map(|one| (records::places_address(one.page), Recipe::Records(None, one))));
        for (at, (slug, _, places)) in desk.shelves.records().enumerate() {
            let pages = desk.record_stretches(places).into_iter();
            all.extend(pages.map(|one| (records::records_address(slug, one.page), Recipe::Records(Some(at), one))));
        }
        if edition.settings.coverage {
            for (index, framework) in edition.frameworks.active().iter().enumerate() {
                let questions = (0..framework.questions.len()).map(Some).chain([None]);
                let page = |question| (desk.coverage_address(index, question), Recipe::Coverage(index, question));
                all.extend(questions.map(page));
            }
        }
        if edition.settings.gaps {
            let pages = desk.gap_stretches().into_iter();
            all.extend(pages.map(|one| (gaps_page::gaps_address(one.page), Recipe::Gaps(one))));
        }
    }
    all.extend(desk.own_pages().into_iter().map(|own| (own.address(), Recipe::Own(own))));
    if site.feed.is_some() {
        all.push(("feed.xml".to_owned(), Recipe::Feed));
        if edition.settings.base_url.is_some() {
            all.push(("sitemap.xml".to_owned(), Recipe::Sitemap));
        }
    }
    all
}

/// Every list: by kind and what narrows it, by day, by letter, and what is still to do.
fn list_addresses(desk: &Desk<'_>) -> Vec<(String, Recipe)> {
    let mut all = Vec::new();
    for (shelf, _) in desk.shelves.all().filter(|(shelf, _)| desk.has_list(*shelf)) {
        let pages = desk.list_stretches(shelf).into_iter();
        all.extend(pages.map(|one| (desk.shelf_address(shelf, one.page), Recipe::List(shelf, one))));
    }
    for (place, (year, places)) in desk.shelves.years().enumerate() {
        let pages = desk.timeline_stretches(places).into_iter();
        all.extend(pages.map(|one| (lists::timeline(place, year, one.page), Recipe::Timeline(year, one))));
    }
    all.extend(desk.az_stretches().into_iter().map(|one| (lists::az_address(one.page), Recipe::Az(one))));
    all.extend(desk.action_stretches().into_iter().map(|one| (lists::actions_address(one.page), Recipe::Actions(one))));
    all
}

/// Every key question and statement of every active framework.
fn framework_addresses(desk: &Desk<'_>) -> Vec<(String, Recipe)> {
    let edition = desk.edition;
    let mut all = Vec::new();
    for (index, framework) in edition.frameworks.active().iter().enumerate() {
        for question in 0..framework.questions.len() {
            let target = Target { framework: index, question, statement: None };
            let statements = (0..framework.questions[question].statements.len()).map(Some);
            let own = (index > 0).then_some(None);
            if index == 0 {
                all.push((addresses::target(edition, target, 1), Recipe::Question(target)));
            }
            for statement in own.into_iter().chain(statements) {
                let target = Target { statement, ..target };
                let pages = desk.statement_stretches(target).into_iter();
                all.extend(
                    pages.map(|one| (addresses::target(edition, target, one.page), Recipe::Statement(target, one))),
                );
            }
        }
    }
    all
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

    /// The consents that an output relies on, as sorted places in the edition's list.
    pub fn relies(&self, planned: &Planned) -> Vec<u32> {
        let edition = self.desk.edition;
        // The PDFs' own come behind those of the pages.
        let everything = || (0..edition.reliances().len() as u32 + self.printed).collect();
        let places: Vec<usize> = match planned.recipe {
            Recipe::Item(place) | Recipe::Earlier(place, _) | Recipe::Figures(place) => self.shown_with(place),
            Recipe::List(shelf, stretch) => {
                // The first page tells open actions of them all.
                let tells_actions = stretch.page == 1
                    && shelf.by == By::All
                    && matches!(shelf.kind, Some(Kind::Improvement | Kind::Audit));
                let all = self.desk.shelves.on(shelf);
                let places = if tells_actions { all } else { stretch.of(all) };
                let pointed = places.iter().flat_map(|place| {
                    let entry = &edition.entries[*place];
                    entry.related.iter().chain(entry.links.values())
                });
                places.iter().copied().chain(pointed.filter_map(|index| edition.place_of(*index))).collect()
            }
            Recipe::Statement(target, stretch) => stretch.of(self.desk.places_speaking_to(target)).to_vec(),
            Recipe::PermissionForm | Recipe::NotFound | Recipe::Robots | Recipe::Headers => return Vec::new(),
            Recipe::SearchScript => return Vec::new(),
            Recipe::Own(Own::AboutThisEdition | Own::Accessibility) => return everything(),
            Recipe::Own(Own::OtherFormats) if self.printed > 0 => return everything(),
            Recipe::Own(_) => return Vec::new(),
            Recipe::Home | Recipe::Question(_) | Recipe::Records(..) => return everything(),
            Recipe::Coverage(..) | Recipe::Gaps(_) => return everything(),
            Recipe::Timeline(..) | Recipe::Az(_) | Recipe::Actions(_) | Recipe::Contents => return everything(),
            Recipe::Sitemap | Recipe::Feed | Recipe::Search | Recipe::SearchIndex => return everything(),
        };
        let mut relies: Vec<u32> = places.into_iter().flat_map(|place| edition.relies(place)).copied().collect();
        relies.sort_unstable();
        relies.dedup();
        relies
    }

    /// The consents that each PDF relies on: those of print, behind those of the pages.
    pub fn relies_of_pdfs(&self) -> Vec<u32> {
        let before = self.desk.edition.reliances().len() as u32;
        (before..before + self.printed).collect()
    }

    /// Places of the entries that the page of one names: itself, what it goes with and links to.
    fn shown_with(&self, place: usize) -> Vec<usize> {
        let edition = self.desk.edition;
        let entry = &edition.entries[place];
        let mut places = vec![place];
        let pointed = entry.related.iter().chain(entry.links.values());
        places.extend(pointed.filter_map(|index| edition.place_of(*index)));
        let answered = edition.places_of_kind(Kind::Finding);
        places.extend(answered.filter(|finding| edition.entries[*finding].related.contains(&entry.index)));
        places
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

    /// What a page says about itself.
    fn head(&self, planned: &Planned, page: &Page) -> Head {
        let desk = &self.desk;
        let (title, description) = self.title_of(page);
        let numbered =
            |page: usize| format!("{title} ({})", desk.say_with("sentence.page", &[("page", &page.to_string())]));
        let frameworks = desk.edition.frameworks.active();
        let title = match &planned.recipe {
            Recipe::List(_, one)
            | Recipe::Statement(_, one)
            | Recipe::Actions(one)
            | Recipe::Records(_, one)
            | Recipe::Timeline(_, one)
            | Recipe::Az(one)
            | Recipe::Earlier(_, one)
            | Recipe::Gaps(one)
                if one.page > 1 =>
            {
                numbered(one.page)
            }
            Recipe::Coverage(index, None) if frameworks.len() > 1 => format!("{title}: {}", frameworks[*index].title),
            Recipe::Coverage(index, Some(_)) if frameworks.len() > 1 => {
                format!("{title} ({})", frameworks[*index].title)
            }
            _ => title,
        };
        let description = if description.is_empty() { format!("{title}, {}", self.site.service) } else { description };
        let here = self.here(planned);
        let root = addresses::root(here);
        let mut head = Head {
            root,
            base: format!("{}{root}", desk.up()),
            here: here.to_owned(),
            twins: self.twins(planned),
            attribution: self.attribution(&planned.recipe),
            title,
            description: shortened(&description),
            crumbs: self.crumbs(page),
            social: None,
        };
        if planned.recipe != Recipe::NotFound {
            let photos = desk.edition.settings.base_url.as_deref().unwrap_or("");
            head.social = social::social(&self.site, desk.edition.service, &head, page, photos);
        }
        head
    }

    /// The address of a page among those of its language.
    fn here<'p>(&self, planned: &'p Planned) -> &'p str {
        let path = planned.path.as_str();
        path.strip_prefix(&self.desk.tongue.folder).unwrap_or(path)
    }

    /// The same page in the other languages.
    fn twins(&self, planned: &Planned) -> Vec<Twin> {
        let page = self.twin_page(planned);
        let twin = |(lang, folder): &(String, String)| Twin {
            lang: lang.clone(),
            title: tongue::own_name(lang).to_owned(),
            href: format!("{folder}{page}"),
        };
        self.desk.tongue.others.iter().map(twin).collect()
    }

    /// Where a page is in every other language. Each parts long lists in its own way, and has its own letters and its own
    /// words for places and kinds of service: a page that need not be there is found through the list that leads to it.
    fn twin_page(&self, planned: &Planned) -> String {
        let desk = &self.desk;
        match planned.recipe {
            Recipe::NotFound => "index.html".to_owned(),
            Recipe::Az(_) => lists::az_address(1),
            Recipe::Actions(_) => lists::actions_address(1),
            Recipe::Gaps(_) => gaps_page::gaps_address(1),
            Recipe::Records(..) => records::places_address(1),
            Recipe::Statement(target, _) => addresses::target(desk.edition, target, 1),
            Recipe::Earlier(place, _) => addresses::item(&desk.edition.entries[place]),
            Recipe::Timeline(year, _) => {
                let place = desk.shelves.years().position(|(known, _)| known == year);
                lists::timeline(place.unwrap_or_default(), year, 1)
            }
            Recipe::List(shelf, _) => match (shelf.by, shelf.kind) {
                (By::All | By::Question(_), _) => desk.shelf_address(shelf, 1),
                (By::Year(_) | By::Service(_), Some(kind)) => addresses::list(kind, 1),
                (By::Year(_) | By::Service(_), None) => "contents.html".to_owned(),
            },
            _ => self.here(planned).to_owned(),
        }
    }

    /// A page's title, and one sentence about it where there is one.
    fn title_of(&self, page: &Page) -> (String, String) {
        let desk = &self.desk;
        match page {
            Page::Home(page) => (page.heading.clone(), page.intro.clone().unwrap_or_default()),
            Page::Question(page) => (page.tag.title.clone(), page.text.clone().unwrap_or_default()),
            // Two frameworks may give a statement one title; two people may say much the same.
            Page::Statement(page) if page.tag.is_none() => {
                (format!("{} ({})", page.title, page.framework), page.text.clone().unwrap_or_default())
            }
            Page::Statement(page) => (page.title.clone(), page.text.clone().unwrap_or_default()),
            Page::Item(page) if page.quote.is_some() => {
                (format!("{} ({})", page.card.title, page.card.reference), page.card.summary.clone())
            }
            Page::Item(page) if page.card.kind == Kind::SelfAssessment.word() => {
                (format!("{} ({})", page.card.title, page.list.title), page.card.summary.clone())
            }
            Page::Item(page) => (page.card.title.clone(), page.card.summary.clone()),
            Page::List(page) if page.narrowed => (page.title.clone(), String::new()),
            Page::List(page) => (page.title.clone(), desk.say(&format!("list.{}.intro", page.kind))),
            Page::Earlier(page) => (desk.say_with("earlier.title", &[("title", &page.item.title)]), String::new()),
            Page::Actions(_) => (desk.say("actions.title"), desk.say("actions.intro")),
            Page::Records(page) => {
                let title = desk.say("records.title");
                let of_place = |place: &pages::RecordPlace| format!("{title}: {}", place.place);
                (page.place.as_ref().map_or_else(|| title.clone(), of_place), desk.say("records.intro"))
            }
            Page::Coverage(page) => {
                let intro = desk.say_with("coverage.intro", &[("framework", &page.framework)]);
                let title = desk.say("coverage.title");
                let of_question = |one: &pages::CoverageQuestion| format!("{title}: {}", one.tag.title);
                (page.question.as_ref().map_or_else(|| title.clone(), of_question), intro)
            }
            Page::Contents(_) => (desk.say("contents.title"), desk.say("contents.intro")),
            Page::Gaps(_) => (desk.say("gaps.title"), desk.say("gaps.intro")),
            Page::Search(_) => (desk.say("search.title"), desk.say("search.intro")),
            Page::Timeline(page) => {
                (desk.say_with("timeline.in_year", &[("year", &page.year)]), desk.say("timeline.intro"))
            }
            Page::Az(_) => (desk.say("az.title"), desk.say("az.intro")),
            Page::Words(page) => (page.title.clone(), String::new()),
            Page::PermissionForm(_) => (desk.say("form.title"), desk.say("form.lead")),
            Page::NotFound => (desk.say("not_found.title"), String::new()),
        }
    }

    /// The way back: what a page belongs to. The way home is the service's name, above every page.
    fn crumbs(&self, page: &Page) -> Vec<Link> {
        let above = match page {
            Page::Home(_) | Page::NotFound => return Vec::new(),
            // Their first line leads there.
            Page::Statement(_) | Page::Item(_) | Page::Earlier(_) => None,
            Page::List(page) => page.list.clone(),
            Page::Records(page) => page
                .place
                .as_ref()
                .map(|_| Link { title: self.desk.say("records.title"), href: "records.html".to_owned() }),
            Page::Coverage(page) => page.overview.clone(),
            Page::PermissionForm(_) => {
                Some(Link { title: self.desk.own_title(Own::PhotosAndStories), href: Own::PhotosAndStories.address() })
            }
            Page::Question(_) | Page::Actions(_) | Page::Contents(_) | Page::Search(_) | Page::Gaps(_) => None,
            Page::Timeline(_) | Page::Az(_) | Page::Words(_) => None,
        };
        above.into_iter().collect()
    }

    /// The attribution each framework asks for, on the pages that use its text.
    fn attribution(&self, recipe: &Recipe) -> Vec<String> {
        let frameworks = self.desk.edition.frameworks;
        let used: Vec<usize> = match recipe {
            Recipe::Home | Recipe::Question(_) => vec![0],
            Recipe::Statement(target, _) => (0..frameworks.active().len())
                .filter(|index| *index == target.framework || self.desk.edition.is_for_inspectors())
                .collect(),
            Recipe::Coverage(index, _) => vec![*index],
            Recipe::Item(place) => self.desk.edition.entries[*place].supports.iter().map(|one| one.framework).collect(),
            Recipe::Records(Some(_), _) | Recipe::Contents | Recipe::Gaps(_) => {
                (0..frameworks.active().len()).collect()
            }
            Recipe::Search => vec![0],
            Recipe::Own(Own::Rating | Own::Glossary) => vec![0],
            _ => Vec::new(),
        };
        let mut lines: Vec<String> =
            used.into_iter().filter_map(|index| frameworks.attribution_for(index)).map(str::to_owned).collect();
        lines.sort();
        lines.dedup();
        lines
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

/// At most 160 characters, cut at a word.
fn shortened(words: &str) -> String {
    const MOST: usize = 160;
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}\u{2026}", &cut[..end])
}

fn address_unusable(address: &str) -> Problem {
    Problem::error("address-unusable", Span::nowhere())
        .says(format!("A page would get the address \"{address}\", which no computer can keep."))
        .fix("Give the item a shorter title or another `ref`.")
}

fn address_twice(address: &str) -> Problem {
    Problem::error("address-twice", Span::nowhere())
        .says(format!("Two pages would get the address \"{address}\"."))
        .fix("Give one of the two items another `ref`.")
}
