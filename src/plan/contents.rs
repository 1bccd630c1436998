//! Everything here, as links: so that every page of an edition can be reached from every other.

use super::actions::actions_address;
use super::addresses;
use super::desk::Desk;
use super::letters::az_address;
use super::pages::{Choice, ContentsFramework, ContentsPage, Link};
use super::shelf::{By, Shelf};
use super::timeline::timeline;
use crate::content::terms::{Kind, Term};
use crate::framework::Target;

impl<'e> Desk<'e> {
    /// Everything here.
    pub fn contents_page(&self) -> ContentsPage {
        ContentsPage {
            lists: self.contents_lists(),
            frameworks: self.contents_frameworks(),
            services: (0..self.shelves.services.len()).filter_map(|service| self.contents_service(service)).collect(),
            years: self.contents_years(),
            pages: self.page_links(),
            own: self.own_links(),
        }
    }

    fn contents_lists(&self) -> Vec<Choice> {
        let list = |kind: Kind| {
            let shelf = Shelf::of_kind(kind);
            self.has_list(shelf).then(|| self.choice(shelf, self.shelf_title(shelf), false)).flatten()
        };
        let mut lists: Vec<Choice> = <Kind as Term>::ALL.iter().filter_map(|(_, kind)| list(*kind)).collect();
        let plain = |title: String, href: String, count: usize| Choice { title, href, count, here: false };
        let open = self.open_actions().len();
        if !self.action_stretches().is_empty() {
            lists.push(plain(self.say("actions.title"), actions_address(1), open));
        }
        let records: usize = self.shelves.records().map(|(_, _, places)| places.len()).sum();
        if self.edition.is_for_inspectors() && records > 0 {
            lists.push(plain(self.say("records.title"), "records.html".to_owned(), records));
        }
        let all = self.shelves.letters().map(|(_, places)| places.len()).sum();
        lists.push(plain(self.say("az.title"), az_address(1), all));
        lists
    }

    /// The key questions of every framework. The statements stand on their pages.
    fn contents_frameworks(&self) -> Vec<ContentsFramework> {
        let active = self.edition.frameworks.active().iter().enumerate();
        active
            .map(|(index, framework)| ContentsFramework {
                title: framework.title.clone(),
                questions: (0..framework.questions.len())
                    .map(|question| self.contents_question(Target { framework: index, question, statement: None }))
                    .collect(),
                coverage: (self.edition.is_for_inspectors() && self.edition.settings.coverage)
                    .then(|| Link { title: self.say("coverage.title"), href: self.coverage_address(index, None) }),
            })
            .collect()
    }

    fn contents_question(&self, target: Target) -> Choice {
        Choice {
            title: self.label(target),
            href: addresses::target(self.edition, target, 1),
            count: self.shelves.speaking_to(target.framework, target.question).len(),
            here: false,
        }
    }

    fn contents_service(&self, service: usize) -> Option<Choice> {
        let shelf = Shelf { kind: None, by: By::Service(service) };
        self.choice(shelf, self.shelves.services[service].clone(), false)
    }

    fn contents_years(&self) -> Vec<Choice> {
        let years = self.shelves.years().enumerate();
        years
            .map(|(place, (year, places))| Choice {
                title: year.to_string(),
                href: timeline(place, year, 1),
                count: places.len(),
                here: false,
            })
            .collect()
    }
}
