//! Which outputs an edition has: a recipe for each, and the address it goes to.

use super::desk::Desk;
use super::own_pages::{Own, PERMISSION_FORM};
use super::pages::Site;
use super::shelf::Shelf;
use super::stretch::Stretch;
use super::{OutPath, actions, addresses, gaps_page, letters, records, timeline};
use crate::framework::Target;

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

/// Every output of an edition in one language, with its address below the folder of that language.
pub(super) fn addresses_of(desk: &Desk<'_>, site: &Site) -> Vec<(String, Recipe)> {
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
        all.extend(inspection_addresses(desk));
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
        all.extend(pages.map(|one| (timeline::timeline(place, year, one.page), Recipe::Timeline(year, one))));
    }
    all.extend(desk.az_stretches().into_iter().map(|one| (letters::az_address(one.page), Recipe::Az(one))));
    all.extend(
        desk.action_stretches().into_iter().map(|one| (actions::actions_address(one.page), Recipe::Actions(one))),
    );
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

/// What inspectors alone are given: where originals are kept, how well a framework is covered, what is missing.
fn inspection_addresses(desk: &Desk<'_>) -> Vec<(String, Recipe)> {
    let edition = desk.edition;
    let mut all = Vec::new();
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
    all
}
