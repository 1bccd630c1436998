//! What every page shares, and the pages that the program writes itself.

use std::collections::BTreeSet;

use super::addresses;
use super::desk::{Desk, Shown};
use super::pages::{Fact, FilledIn, Html, Link, PermissionForm, Site, WordsPage};
use crate::consent::Reliance;
use crate::content::Detail;
use crate::content::service::Service;
use crate::content::terms::{Audience, Kind, PagePlace};
use crate::theme::Theme;

/// The address of the blank permission form.
pub const PERMISSION_FORM: &str = "permission-form.html";

/// The program's own pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Own {
    /// Mark, day, rebuild by, whom it is for.
    AboutThisEdition,
    /// What works for whom, and what does not.
    Accessibility,
    /// How to complain, when the service wrote no page of its own.
    Complain,
    /// Words explained.
    Glossary,
    /// How we decide about photos and stories.
    PhotosAndStories,
    /// Privacy notice.
    Privacy,
    /// Other formats.
    OtherFormats,
    /// The rating as the law asks for it.
    Rating,
}

impl Own {
    /// All of them.
    pub const ALL: [Own; 8] = [
        Own::AboutThisEdition,
        Own::Accessibility,
        Own::Complain,
        Own::Glossary,
        Own::PhotosAndStories,
        Own::Privacy,
        Own::OtherFormats,
        Own::Rating,
    ];

    /// Its name in the theme's words and in its address.
    pub fn key(self) -> &'static str {
        match self {
            Own::AboutThisEdition => "about-this-edition",
            Own::Accessibility => "accessibility",
            Own::Complain => "complain",
            Own::Glossary => "glossary",
            Own::PhotosAndStories => "photos-and-stories",
            Own::Privacy => "privacy",
            Own::OtherFormats => "other-formats",
            Own::Rating => "rating",
        }
    }

    /// Its address.
    pub fn address(self) -> String {
        format!("{}.html", self.key())
    }
}

impl<'e> Desk<'e> {
    /// Which of its own pages the program writes for this edition.
    pub fn own_pages(&self) -> Vec<Own> {
        let written = |place: PagePlace| {
            self.edition
                .of_kind(Kind::Page)
                .iter()
                .any(|entry| matches!(&entry.item.detail, Detail::Page(page) if page.place == place))
        };
        let wanted = |own: &Own| match own {
            Own::Complain => !written(PagePlace::Complain),
            Own::Privacy => !written(PagePlace::Privacy),
            Own::Rating => self.edition.rating.is_some(),
            Own::AboutThisEdition | Own::Accessibility | Own::Glossary => true,
            Own::PhotosAndStories | Own::OtherFormats => true,
        };
        Own::ALL.into_iter().filter(wanted).collect()
    }

    /// What every page of the edition shares.
    pub fn site(&self, theme: &Theme, mark: &str) -> Site {
        let (edition, service) = (self.edition, self.edition.service);
        let audience = edition.settings.audience;
        let overall = self.rating_block().and_then(|block| block.overall);
        let rating = overall.map(|overall| self.say_with("rating.menu", &[("rating", &overall)]));
        Site {
            service: service.name.clone(),
            edition: edition.title.clone().unwrap_or_else(|| self.say(&format!("for.{}", audience.word()))),
            audience: audience.word(),
            lang: self.tongue.lang.clone(),
            framework_lang: edition.frameworks.first().and_then(|framework| self.framework_lang(framework)),
            listed: edition.is_open() && audience == Audience::Public,
            mark: mark.to_owned(),
            day: self.day(edition.day),
            rebuild_by: edition.rebuild_by().map(|date| self.day(date)),
            menu: self.menu(),
            questions: self.questions().into_iter().map(|question| self.tag(question)).collect(),
            foot: self.foot(),
            phone: service.phone.clone(),
            email: service.email.clone(),
            provider: service.provider.clone(),
            rating: rating
                .or_else(|| edition.rating.map(|_| self.say("menu.rating")))
                .map(|title| Link { title, href: Own::Rating.address() }),
            stylesheet: theme.stylesheet().to_owned(),
            styles: theme.styles().clone(),
            many_questions: edition.frameworks.active().iter().any(|framework| framework.questions.len() > 5),
            icon: theme.icon().to_owned(),
            feed: (edition.is_open() && audience == Audience::Public).then(|| "feed.xml".to_owned()),
            base_url: edition
                .settings
                .base_url
                .as_ref()
                .map(|base| format!("{base}/{}", self.tongue.folder).trim_end_matches('/').to_owned()),
            people_word: self.people_word(),
            pdfs: Vec::new(),
            statement_pdfs: Vec::new(),
        }
    }

    fn people_word(&self) -> String {
        self.edition.service.people_word.clone().unwrap_or_else(|| self.say("words.people"))
    }

    /// The main menu: what this reader comes for first, and only what there is.
    fn menu(&self) -> Vec<Link> {
        let professionals = self.edition.is_for_professionals();
        let order: &[Kind] = if professionals {
            &[Kind::Finding, Kind::Improvement, Kind::Audit, Kind::Figure, Kind::Feedback, Kind::Story]
        } else {
            &[Kind::Story, Kind::Feedback, Kind::Improvement, Kind::Album, Kind::Event, Kind::Audit]
        };
        let mut menu = Vec::new();
        if !professionals && !self.edition.of_kind(Kind::Page).is_empty() {
            menu.push(self.list_link(Kind::Page));
        }
        menu.extend(order.iter().filter(|kind| self.has(**kind)).map(|kind| self.list_link(*kind)));
        if self.edition.is_for_inspectors() {
            if self.shelves.records().next().is_some() {
                menu.push(Link { title: self.say("menu.records"), href: "records.html".to_owned() });
            }
            if self.edition.settings.coverage {
                menu.push(Link { title: self.say("menu.coverage"), href: "coverage.html".to_owned() });
            }
            if self.edition.settings.gaps {
                menu.push(Link { title: self.say("menu.gaps"), href: "gaps.html".to_owned() });
            }
        }
        menu
    }

    fn has(&self, kind: Kind) -> bool {
        !self.edition.of_kind(kind).is_empty()
    }

    fn list_link(&self, kind: Kind) -> Link {
        Link { title: self.say(&format!("menu.{}", menu_key(kind))), href: addresses::list(kind, 1) }
    }

    /// What every page leads to at its foot: everything here, and what readers must always find.
    fn foot(&self) -> Vec<Link> {
        let mut foot = vec![Link { title: self.say("contents.title"), href: "contents.html".to_owned() }];
        let complain = self
            .edition
            .of_kind(Kind::Page)
            .iter()
            .find(|entry| matches!(&entry.item.detail, Detail::Page(page) if page.place == PagePlace::Complain));
        foot.extend(complain.map(|entry| self.complain_link(entry)));
        let always = [Own::Complain, Own::PhotosAndStories, Own::Accessibility, Own::Privacy];
        let written = self.own_pages();
        foot.extend(always.into_iter().filter(|own| written.contains(own)).map(|own| self.own_link(own)));
        foot
    }

    /// The program's own pages, as links.
    pub fn own_links(&self) -> Vec<Link> {
        self.own_pages().into_iter().map(|own| self.own_link(own)).collect()
    }

    /// Title and address of a page may rely on a consent, and then every page with this link would: such a page is
    /// found in the list instead.
    fn complain_link(&self, entry: &Shown<'_>) -> Link {
        if entry.proof().relies_on.is_empty() {
            return self.link(entry);
        }
        Link { title: self.own_title(Own::Complain), href: addresses::list(Kind::Page, 1) }
    }

    fn own_link(&self, own: Own) -> Link {
        Link { title: self.own_title(own), href: own.address() }
    }

    /// The heading of one of the program's own pages.
    pub fn own_title(&self, own: Own) -> String {
        self.say(&format!("page.{}.title", own.key()))
    }

    /// One of the program's own pages.
    pub fn own_page(&self, own: Own, site: &Site, theme_is_changed: bool) -> WordsPage {
        let mut page = WordsPage {
            title: self.own_title(own),
            body: Html::default(),
            photos: Vec::new(),
            facts: Vec::new(),
            own: Some(own.key()),
            terms: Vec::new(),
            rating: None,
            links: Vec::new(),
            counts: Vec::new(),
            sections: Vec::new(),
        };
        match own {
            Own::AboutThisEdition => {
                page.facts = self.edition_facts(site);
                page.counts = self.edition_counts();
            }
            Own::Glossary => page.terms = self.glossary(),
            Own::Rating => page.rating = self.rating_block(),
            Own::Accessibility => {
                page.facts = contact_facts(self.edition.service);
                page.sections = self.accessibility(theme_is_changed);
            }
            Own::Complain => {
                page.facts = contact_facts(self.edition.service);
                page.facts.extend(self.regulator_fact());
            }
            Own::Privacy => page.facts = contact_facts(self.edition.service),
            Own::OtherFormats => {
                page.facts = contact_facts(self.edition.service);
                page.links = site.pdfs.iter().chain(&site.statement_pdfs).cloned().collect();
            }
            Own::PhotosAndStories => {
                page.facts = contact_facts(self.edition.service);
                page.links = vec![Link { title: self.say("form.title"), href: PERMISSION_FORM.to_owned() }];
            }
        }
        page
    }

    /// The form that people are asked with, blank.
    pub fn permission_form(&self) -> PermissionForm {
        let service = self.edition.service;
        PermissionForm {
            service: service.name.clone(),
            provider: service.provider.clone(),
            contact: contact_facts(service),
            filled: FilledIn::default(),
        }
    }

    fn edition_facts(&self, site: &Site) -> Vec<Fact> {
        let edition = self.edition;
        let facts = [
            self.fact("fact.mark", Some(site.mark.as_str())),
            self.day_fact("fact.day", Some(edition.day)),
            self.fact("fact.rebuild_by", site.rebuild_by.as_ref().map(|day| day.words.clone())),
            self.fact("fact.for_whom", Some(self.say(&format!("for.{}", edition.settings.audience.word())))),
            self.fact("fact.contract", edition.contract.clone()),
            self.fact("fact.framework", edition.frameworks.first().map(|framework| framework.title.clone())),
            self.fact("fact.language", Some(self.languages())),
            self.fact("fact.made_with", Some(concat!("carefolio ", env!("CARGO_PKG_VERSION")))),
        ];
        facts.into_iter().flatten().collect()
    }

    /// Whom to complain to further: the regulator, with its website.
    fn regulator_fact(&self) -> Option<Fact> {
        let framework = self.edition.frameworks.first()?;
        let name = framework.regulator.clone()?;
        Some(Fact { label: "fact.regulator", value: name, href: self.regulator_url() })
    }

    /// How much is in it; of people only for inspectors, who may know.
    fn edition_counts(&self) -> Vec<(&'static str, String)> {
        let edition = self.edition;
        let photos: usize = edition.entries.iter().map(|entry| entry.item.photos.len()).sum();
        let mut counts = vec![
            ("counts.items", edition.entries.len()),
            ("counts.stories", edition.of_kind(Kind::Story).len()),
            ("counts.photos", photos),
        ];
        if edition.is_for_inspectors() && !edition.is_open() {
            let people: BTreeSet<&str> = edition.reliances().iter().map(Reliance::person_hash).collect();
            counts.push(("counts.people", people.len()));
        }
        counts.into_iter().map(|(key, count)| (key, count.to_string())).collect()
    }

    /// Special words and what they mean, by letter.
    pub fn glossary(&self) -> Vec<(String, String)> {
        let term = |(key, term): (&str, &str)| {
            let means = format!("{}.means", key.strip_suffix(".term")?);
            Some((term.to_owned(), self.say(&means)))
        };
        let mut terms: Vec<(String, String)> = self.strings.under("glossary.").filter_map(term).collect();
        terms.sort();
        terms
    }
}

/// How to reach a service.
pub fn contact_facts(service: &Service) -> Vec<Fact> {
    let plain =
        |label: &'static str, value: &Option<String>| value.clone().map(|value| Fact { label, value, href: None });
    let linked = |label: &'static str, value: &Option<String>, scheme: &str| {
        let value = value.clone()?;
        let href = format!("{scheme}{}", value.replace(' ', ""));
        Some(Fact { label, value, href: Some(href) })
    };
    let facts = [
        plain("fact.complaints_contact", &service.complaints_contact),
        linked("fact.phone", &service.phone, "tel:"),
        linked("fact.email", &service.email, "mailto:"),
        plain("fact.address", &service.address),
        plain("fact.ombudsman", &service.ombudsman),
    ];
    facts.into_iter().flatten().collect()
}

fn menu_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "pages",
        Kind::SelfAssessment => "self-assessment",
        kind => kind.folder(),
    }
}
