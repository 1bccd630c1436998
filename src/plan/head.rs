//! What a page says about itself to the layout: its title, the way back, the same page in other languages, and the
//! attribution that a framework asks for.

use super::own_pages::Own;
use super::pages::{self, Head, Link, Page, Twin};
use super::shelf::By;
use super::{Plan, Planned, Recipe, actions, addresses, gaps_page, letters, records, social, timeline, tongue};
use crate::content::terms::Kind;

impl Plan<'_> {
    /// What a page says about itself.
    pub(super) fn head(&self, planned: &Planned, page: &Page) -> Head {
        let desk = &self.desk;
        let (title, description) = self.title_of(page);
        let title = self.told_apart(&planned.recipe, title);
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

    /// A page's title with its number, where a list goes on over several, or with its framework, where there are several.
    fn told_apart(&self, recipe: &Recipe, title: String) -> String {
        let frameworks = self.desk.edition.frameworks.active();
        match recipe {
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
                format!("{title} ({})", self.desk.say_with("sentence.page", &[("page", &one.page.to_string())]))
            }
            Recipe::Coverage(index, None) if frameworks.len() > 1 => format!("{title}: {}", frameworks[*index].title),
            Recipe::Coverage(index, Some(_)) if frameworks.len() > 1 => {
                format!("{title} ({})", frameworks[*index].title)
            }
            _ => title,
        }
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
            Recipe::Az(_) => letters::az_address(1),
            Recipe::Actions(_) => actions::actions_address(1),
            Recipe::Gaps(_) => gaps_page::gaps_address(1),
            Recipe::Records(..) => records::places_address(1),
            Recipe::Statement(target, _) => addresses::target(desk.edition, target, 1),
            Recipe::Earlier(place, _) => addresses::item(&desk.edition.entries[place]),
            Recipe::Timeline(year, _) => {
                let place = desk.shelves.years().position(|(known, _)| known == year);
                timeline::timeline(place.unwrap_or_default(), year, 1)
            }
            Recipe::List(shelf, _) => match (shelf.by, shelf.kind) {
                (By::All | By::Question(_), _) => desk.shelf_address(shelf, 1),
                (By::Year(_) | By::Service(_), Some(kind)) => addresses::list(kind, 1),
                (By::Year(_) | By::Service(_), None) => "contents.html".to_owned(),
            },
            _ => self.here(planned).to_owned(),
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
