//! `carefolio.toml`: who the service is, its rating, its editions.

use std::collections::BTreeMap;

use super::Line;
use super::dates::Date;
use super::item::Code;
use super::terms::{Audience, Format, Hosted, PhotoFormat, ServiceKind};
use crate::problem::Span;

/// The whole of `carefolio.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    /// Framework ids, first organises the pages.
    pub frameworks: Vec<Code>,
    /// Name of the theme.
    pub theme: String,
    /// Language codes, first is the site's; none where nothing was written.
    pub languages: Vec<Code>,
    /// Who the service is.
    pub service: Service,
    /// Its rating; none for a service not rated yet.
    pub rating: Option<Rating>,
    /// Strictness.
    pub policy: Policy,
    /// How photos are made.
    pub photos: PhotoSettings,
    /// Editions, in the order written; four when nothing is written.
    pub editions: Vec<EditionSettings>,
}

/// Who the service is. These are the service's own public facts.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "each is the key of its name in carefolio.toml")]
pub struct Service {
    pub name: String,
    pub provider: Option<String>,
    pub kind: Option<ServiceKind>,
    pub regulator: Option<String>,
    pub regulator_url: Option<String>,
    pub location_id: Option<String>,
    pub registered_manager: Option<String>,
    pub nominated_individual: Option<String>,
    pub address: Option<String>,
    pub county: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    pub people_word: Option<String>,
    pub beds: Option<u32>,
    pub opened: Option<String>,
    pub complaints_contact: Option<String>,
    pub ombudsman: Option<String>,
    pub translations: Vec<(&'static str, Service)>,
}

impl Service {
    /// The same service in a language, as far as it says something there.
    pub fn speaking(&self, lang: &str) -> &Service {
        self.translations.iter().find(|(known, _)| *known == lang).map_or(self, |(_, service)| service)
    }
}

/// The regulator's rating as displayed by law.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// Where it starts.
    pub at: Span,
    /// Overall, a rating id of the framework.
    pub overall: Option<Code>,
    /// By key question id.
    pub questions: BTreeMap<String, Code>,
    /// Day of the report.
    pub published: Option<Date>,
    /// Its address.
    pub report_url: Option<String>,
    /// When somebody last compared this with the regulator's site.
    pub checked: Option<Date>,
    /// The rating was given to an earlier provider.
    pub inherited: bool,
    /// The poster file a regulator asks for (Wales), beside `carefolio.toml`.
    pub poster: Option<crate::sources::SourcePath>,
}

/// Strictness.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Whether best-interests decisions may open more than the inspector and family editions.
    /// Only ever true together with a reason.
    pub best_interests_may_be_public: bool,
}

/// `[photos]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PhotoSettings {
    /// Where a format is wanted besides JPEG, and which.
    pub extra_format: Option<(Span, PhotoFormat)>,
}

/// `[editions.NAME.translations.cy]`.
#[derive(Clone, Debug, PartialEq)]
pub struct EditionWords {
    /// The language.
    pub lang: &'static str,
    /// The edition's title.
    pub title: Option<Line>,
    /// A sentence of welcome.
    pub intro: Option<Line>,
}

/// `[editions.NAME]`.
#[derive(Clone, Debug, PartialEq)]
pub struct EditionSettings {
    /// Its name, and the name of its folder in `out`.
    pub name: String,
    /// Where it starts.
    pub at: Span,
    /// Whom it is for.
    pub audience: Audience,
    /// Its title.
    pub title: Option<String>,
    /// A sentence of welcome.
    pub intro: Option<Line>,
    /// Title and welcome in other languages.
    pub translations: Vec<EditionWords>,
    /// Where it will be put.
    pub hosted: Hosted,
    /// What is made.
    pub formats: Vec<Format>,
    /// Its address, where known; no `/` at the end.
    pub base_url: Option<String>,
    /// A contract's reference.
    pub contract: Option<String>,
    /// From and to, both days included.
    pub period: Option<(Date, Date)>,
    /// Small counts of people are shown as they are; commissioner edition only, and only ever true with a reason.
    pub exact_figures: bool,
    /// Whether the service's own view is shown; inspector edition only.
    pub self_assessment: bool,
    /// Whether the coverage grid is shown; inspector edition only.
    pub coverage: bool,
    /// Whether the page of what is missing is shown; inspector edition only.
    pub gaps: bool,
}

impl Portfolio {
    /// The edition that inspectors get: the folder's own, or what it would be.
    pub fn inspector_edition(&self) -> EditionSettings {
        let own = self.editions.iter().find(|edition| edition.audience == Audience::Inspector);
        let usual = || EditionSettings::usual("inspector", Span::nowhere(), Audience::Inspector);
        own.cloned().unwrap_or_else(usual)
    }
}

impl EditionSettings {
    /// What an edition for an audience is when nothing more is said.
    pub fn usual(name: &str, at: Span, audience: Audience) -> EditionSettings {
        EditionSettings {
            translations: Vec::new(),
            name: name.to_owned(),
            at,
            audience,
            title: None,
            intro: None,
            hosted: match audience {
                Audience::Public => Hosted::Open,
                Audience::Family | Audience::Commissioner | Audience::Inspector => Hosted::Offline,
            },
            formats: vec![Format::Web, Format::Pdf],
            base_url: None,
            contract: None,
            period: None,
            exact_figures: false,
            self_assessment: false,
            coverage: audience == Audience::Inspector,
            gaps: audience == Audience::Inspector,
        }
    }
}

impl EditionSettings {
    /// Whether anything is made that can be printed and handed on.
    pub fn prints(&self) -> bool {
        self.formats.iter().any(|format| *format != Format::Web)
    }
}
