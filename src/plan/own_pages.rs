//! What every page shares, and the pages that the program writes itself.

use super::addresses;
use super::desk::{Desk, Shown, day};
use super::pages::{Fact, Html, Link, Site, WordsPage};
use crate::content::Detail;
use crate::content::terms::{Audience, Kind, PagePlace};
use crate::theme::Theme;

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
        let rating = self.rating_block().and_then(|block| block.overall);
        Site {
            service: service.name.clone(),
            edition: edition.title.clone().unwrap_or_else(|| self.say(&format!("for.{}", audience.word()))),
            audience: audience.word(),
            lang: self.strings.lang().to_owned(),
            listed: edition.is_open() && audience == Audience::Public,
            mark: mark.to_owned(),
            day: day(edition.day),
            rebuild_by: edition.rebuild_by().map(day),
            menu: self.menu(),
            questions: self.questions().into_iter().map(|question| self.tag(question)).collect(),
            foot: self.foot(),
            phone: service.phone.clone(),
            email: service.email.clone(),
            rating: rating
                .or_else(|| edition.rating.map(|_| self.say("menu.rating")))
                .map(|title| Link { title, href: Own::Rating.address() }),
            stylesheet: theme.stylesheet().to_owned(),
            styles: theme.styles().clone(),
            many_questions: edition.frameworks.active().iter().any(|framework| framework.questions.len() > 5),
            icon: theme.icon().to_owned(),
            feed: (edition.is_open() && audience == Audience::Public).then(|| "feed.xml".to_owned()),
            base_url: edition.settings.base_url.clone(),
            people_word: self.people_word(),
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
    pub fn own_page(&self, own: Own, mark: &str) -> WordsPage {
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
        };
        match own {
            Own::AboutThisEdition => page.facts = self.edition_facts(mark),
            Own::Glossary => page.terms = self.glossary(),
            Own::Rating => page.rating = self.rating_block(),
            Own::Complain | Own::Privacy | Own::Accessibility | Own::OtherFormats => page.facts = self.contact_facts(),
            Own::PhotosAndStories => page.facts = self.contact_facts(),
        }
        page
    }

    fn edition_facts(&self, mark: &str) -> Vec<Fact> {
        let edition = self.edition;
        let facts = [
            self.fact("fact.mark", Some(mark)),
            self.fact("fact.day", Some(edition.day.to_string())),
            self.fact("fact.rebuild_by", edition.rebuild_by().map(|day| day.to_string())),
            self.fact("fact.for_whom", Some(self.say(&format!("for.{}", edition.settings.audience.word())))),
            self.fact("fact.contract", edition.contract.clone()),
            self.fact("fact.framework", edition.frameworks.first().map(|framework| framework.title.clone())),
            self.fact("fact.made_with", Some(concat!("carefolio ", env!("CARGO_PKG_VERSION")))),
        ];
        facts.into_iter().flatten().collect()
    }

    fn contact_facts(&self) -> Vec<Fact> {
        let service = self.edition.service;
        let linked = |label: &'static str, value: &Option<String>, scheme: &str| {
            let value = value.clone()?;
            let href = format!("{scheme}{}", value.replace(' ', ""));
            Some(Fact { label, value, href: Some(href) })
        };
        let facts = [
            self.fact("fact.complaints_contact", service.complaints_contact.clone()),
            linked("fact.phone", &service.phone, "tel:"),
            linked("fact.email", &service.email, "mailto:"),
            self.fact("fact.address", service.address.clone()),
            self.fact("fact.ombudsman", service.ombudsman.clone()),
        ];
        facts.into_iter().flatten().collect()
    }

    fn glossary(&self) -> Vec<(String, String)> {
        let term = |(key, term): (&str, &str)| {
            let means = format!("{}.means", key.strip_suffix(".term")?);
            Some((term.to_owned(), self.say(&means)))
        };
        let mut terms: Vec<(String, String)> = self.strings.under("glossary.").filter_map(term).collect();
        terms.sort();
        terms
    }
}

fn menu_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "pages",
        Kind::SelfAssessment => "self-assessment",
        kind => kind.folder(),
    }
}
