//! The home page of an edition: first what its reader comes for (DOMAIN section 4, "First").

use super::addresses;
use super::desk::{Desk, Shown};
use super::pages::{Card, Fact, HomePage, Link, Picture, RatingBlock};
use super::shelf::Shelf;
use crate::content::Detail;
use crate::content::terms::{Audience, FeedbackWhat, Kind};
use crate::framework::{RatingGrade, Target};

/// How many pages of words the home page names before it leads to their list.
const FIRST_PAGES: usize = 6;

/// How many late actions it tells before it leads on.
const FIRST_OVERDUE: usize = 3;

/// What somebody said is shown there whole, so only where it is short.
const SHORT_WORDS: usize = 320;

impl<'e> Desk<'e> {
    /// The home page.
    pub fn home_page(&self) -> HomePage {
        let professionals = self.edition.is_for_professionals();
        let stories = self.edition.of_kind(Kind::Story);
        let with_photo = stories.iter().filter(|entry| !entry.item.photos.is_empty());
        let newest: Vec<&Shown<'_>> =
            if professionals { stories.iter().take(3).collect() } else { with_photo.take(3).collect() };
        let newest = if newest.len() < 3 { stories.iter().take(3).collect() } else { newest };
        let overdue = self.open_actions().iter().filter(|row| professionals && row.overdue).cloned().collect();
        let (mut overdue, mut more_actions) = self.first_actions(overdue);
        if overdue.len() > FIRST_OVERDUE {
            overdue.truncate(FIRST_OVERDUE);
            more_actions = more_actions.or_else(|| self.all_actions());
        }
        HomePage {
            heading: self.edition.service.name.clone(),
            intro: self.edition.welcome.clone(),
            intro_lang: self.tongue.foreign(self.edition.welcome_lang(&self.tongue.lang, &self.tongue.first)),
            picture: if professionals { None } else { self.cover_picture() },
            rating: self.rating_block(),
            questions: self.questions().into_iter().map(|question| self.question_row(question)).collect(),
            stories: self.cards(newest),
            quotes: if professionals { Vec::new() } else { self.quotes(self.lately_said().into_iter().take(2), "") },
            improvements: self.cards(self.edition.of_kind(Kind::Improvement).iter().take(3)),
            coming: self.cards(self.edition.of_kind(Kind::Event).iter().filter(|entry| is_coming(entry)).take(3)),
            findings: if professionals { self.findings() } else { Vec::new() },
            figures: if professionals { self.figure_cards(2) } else { Vec::new() },
            overdue,
            more_actions,
            pages: self.page_links().into_iter().take(FIRST_PAGES).collect(),
            facts: self.home_facts(),
        }
    }

    /// A picture to open with: the newest story's or album's first landscape photo.
    fn cover_picture(&self) -> Option<Picture> {
        let albums = self.edition.of_kind(Kind::Album).iter();
        let stories = self.edition.of_kind(Kind::Story).iter();
        let pages = self.edition.of_kind(Kind::Page).iter();
        let photos = pages.chain(albums).chain(stories).flat_map(|entry| &entry.item.photos);
        let mut picture = photos.filter_map(|photo| self.picture(photo)).find(|picture| !picture.portrait)?;
        picture.caption = None;
        Some(picture)
    }

    fn lately_said(&self) -> Vec<&'e Shown<'e>> {
        let praise = |entry: &&Shown<'e>| match &entry.item.detail {
            Detail::Feedback(feedback) => {
                feedback.what == FeedbackWhat::Compliment && entry.item.words.source.len() <= SHORT_WORDS
            }
            _ => false,
        };
        self.edition.of_kind(Kind::Feedback).iter().filter(praise).collect()
    }

    fn findings(&self) -> Vec<super::pages::FindingRow> {
        self.edition.of_kind(Kind::Finding).iter().take(3).map(|entry| self.finding_row(entry)).collect()
    }

    /// The latest audits and figures, at most so many of each.
    pub fn figure_cards(&self, of_each: usize) -> Vec<Card> {
        let audits = self.edition.of_kind(Kind::Audit).iter().take(of_each);
        let figures = self.edition.of_kind(Kind::Figure).iter().take(of_each);
        self.cards(audits.chain(figures))
    }

    /// Links to the pages of words, in the order their authors gave them.
    pub fn page_links(&self) -> Vec<Link> {
        self.at(self.shelves.on(Shelf::of_kind(Kind::Page))).map(|entry| self.link(entry)).collect()
    }

    /// An entry's title and page.
    pub fn link(&self, entry: &Shown<'_>) -> Link {
        Link { title: entry.item.title.clone(), href: addresses::item(entry) }
    }

    /// Facts about the service for this reader.
    pub fn home_facts(&self) -> Vec<Fact> {
        let (service, settings) = (self.edition.service, self.edition.settings);
        let framework = self.edition.frameworks.first().map(|framework| framework.title.clone());
        let period =
            settings.period.map(|(from, to)| self.strings.span(&self.strings.date(from), &self.strings.date(to)));
        let facts = match settings.audience {
            Audience::Inspector => vec![
                self.fact("fact.provider", service.provider.clone()),
                self.fact("fact.location_id", service.location_id.clone()),
                self.fact("fact.registered_manager", service.registered_manager.clone()),
                self.fact("fact.nominated_individual", service.nominated_individual.clone()),
                self.fact("fact.address", service.address.clone()),
                self.fact("fact.beds", service.beds.map(|beds| beds.to_string())),
                self.fact("fact.framework", framework),
            ],
            Audience::Commissioner => vec![
                self.fact("fact.contract", self.edition.contract.clone()),
                self.fact("fact.period", period),
                self.fact("fact.provider", service.provider.clone()),
                self.fact("fact.registered_manager", service.registered_manager.clone()),
                self.fact("fact.address", service.address.clone()),
                self.fact("fact.beds", service.beds.map(|beds| beds.to_string())),
                self.fact("fact.framework", framework),
            ],
            Audience::Family | Audience::Public => vec![
                self.fact("fact.address", service.address.clone()),
                self.fact("fact.registered_manager", service.registered_manager.clone()),
            ],
        };
        facts.into_iter().flatten().collect()
    }

    /// The rating as the law asks for it (England: Regulation 20A). `pipeline` has checked that nothing is missing.
    pub fn rating_block(&self) -> Option<RatingBlock> {
        let rating = self.edition.rating?;
        let frameworks = self.edition.frameworks;
        let framework = frameworks.first()?;
        let label = |typed: &str| frameworks.rating(0, typed).map(|grade| self.grade(grade));
        let overall = rating.overall.as_ref();
        let grade = overall.and_then(|code| frameworks.rating(0, &code.typed));
        let question = |question: &crate::framework::KeyQuestion| {
            let code = rating.questions.get(&question.id)?;
            Some((self.in_welsh(&question.title, &question.title_cy).to_owned(), label(&code.typed)?))
        };
        Some(RatingBlock {
            regulator: framework.regulator.clone().unwrap_or_else(|| framework.title.clone()),
            regulator_url: self.regulator_url(),
            service: self.edition.service.name.clone(),
            overall: grade.map(|grade| self.grade(grade)),
            overall_text: grade.and_then(|grade| grade.text.clone()),
            questions: framework.questions.iter().filter_map(question).collect(),
            published: rating.published.map(|date| self.day(date)),
            report_url: rating.report_url.clone(),
            checked: rating.checked.map(|date| self.day(date)),
            inherited: rating.inherited,
            poster: self.poster(),
        })
    }

    /// The poster that shows the rating, where there is one. Its words stand beside it as text.
    fn poster(&self) -> Option<Picture> {
        let mut picture = self.picture(self.edition.poster.as_ref()?)?;
        let framework = self.edition.frameworks.first()?;
        let regulator = framework.regulator.as_deref().unwrap_or(&framework.title);
        let with = [("regulator", regulator), ("service", self.edition.service.name.as_str())];
        picture.alt = self.say_with("rating.poster", &with);
        Some(picture)
    }

    /// What a rating is called.
    pub fn grade(&self, grade: &RatingGrade) -> String {
        self.in_welsh(&grade.label, &grade.label_cy).to_owned()
    }

    /// The regulator's website.
    pub fn regulator_url(&self) -> Option<String> {
        let service = self.edition.service;
        let known = match service.regulator.as_deref() {
            Some("cqc") => Some("https://www.cqc.org.uk".to_owned()),
            Some("ciw") => Some("https://www.careinspectorate.wales".to_owned()),
            Some("care-inspectorate") => Some("https://www.careinspectorate.com".to_owned()),
            Some("rqia") => Some("https://www.rqia.org.uk".to_owned()),
            _ => None,
        };
        service.regulator_url.clone().or(known)
    }

    /// A question's rating in words.
    pub fn rating_of(&self, question: Target) -> Option<String> {
        if question.framework != 0 {
            return None;
        }
        let id = &self.edition.frameworks.question(question).id;
        let code = self.edition.rating?.questions.get(id)?;
        self.edition.frameworks.rating(0, &code.typed).map(|grade| self.grade(grade))
    }
}

fn is_coming(entry: &Shown<'_>) -> bool {
    matches!(&entry.item.detail, Detail::Event(event) if !event.happened)
}
