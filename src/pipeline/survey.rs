//! What is open to whom today, without making a page: for questions about consent, and for what a change would do.
//!
//! Mistakes elsewhere in the folder are no hindrance: what can be read is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::begun::gather;
use super::pdfs;
use crate::consent::{Explained, Gate, House, Reliance, Screened};
use crate::content::dates::Date;
use crate::content::people::{Person, PersonId, Register};
use crate::content::{self, ItemId};
use crate::edition::{self, Form};
use crate::plan::addresses;
use crate::plan::own_pages::contact_facts;
use crate::plan::pages::{FilledIn, PermissionForm};
use crate::portfolio::{Gathered, Portfolio};
use crate::problem::{Problem, Problems};
use crate::render::html::permission_sheet;
use crate::sources::Sources;
use crate::theme::Theme;

/// A folder as it is now.
pub struct Survey {
    /// Everything joined; nothing when the settings cannot be read.
    pub portfolio: Option<Portfolio>,
    register: Register,
    /// Whether the folder has mistakes that keep the editions from being made anew.
    pub has_errors: bool,
    theme: Vec<(String, Vec<u8>)>,
}

/// An item that is shown in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its page in the edition.
    pub address: String,
    /// How many photos it shows.
    pub photos: usize,
    /// Every consent it relies on.
    pub relies_on: BTreeSet<String>,
}

impl Opening {
    /// Whether it relies on a consent of this person.
    pub fn is_about(&self, person: &PersonId) -> bool {
        self.relies_on.iter().filter_map(|written| Reliance::read(written)).any(|reliance| reliance.is_about(person))
    }
}

/// A permission form in one language.
pub struct PermissionSheet {
    /// `en`.
    pub lang: String,
    /// A page that stands alone.
    pub page: String,
    /// The same to print, where the program can make PDFs.
    pub pdf: Option<Vec<u8>>,
}

/// Everything that is shown, by edition and item.
pub type Openings = BTreeMap<(String, ItemId), Opening>;

/// What differs between two days or two registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// No longer shown.
    pub gone: Vec<(String, ItemId)>,
    /// Shown with less or more of somebody.
    pub changed: Vec<(String, ItemId)>,
    /// Shown from now on.
    pub opened: Vec<(String, ItemId)>,
}

impl Difference {
    /// From what was shown to what will be.
    pub fn between(before: &Openings, after: &Openings) -> Difference {
        let missing = |from: &Openings, other: &Openings| -> Vec<(String, ItemId)> {
            from.keys().filter(|key| !other.contains_key(*key)).cloned().collect()
        };
        let is_other = |(key, opening): &(&(String, ItemId), &Opening)| {
            after
                .get(*key)
                .is_some_and(|later| (later.photos, &later.relies_on) != (opening.photos, &opening.relies_on))
        };
        Difference {
            gone: missing(before, after),
            changed: before.iter().filter(is_other).map(|(key, _)| key.clone()).collect(),
            opened: missing(after, before),
        }
    }

    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.changed.is_empty() && self.opened.is_empty()
    }
}

/// Reads and joins a folder.
pub fn survey(sources: &dyn Sources) -> Survey {
    let mut problems = Problems::default();
    let mut parsed = content::parse(sources, &mut problems);
    let Some(settings) = parsed.settings.take() else {
        return Survey { portfolio: None, register: parsed.register, has_errors: true, theme: parsed.theme };
    };
    let theme = std::mem::take(&mut parsed.theme);
    let portfolio = gather(parsed, settings, &mut problems);
    Survey { portfolio: Some(portfolio), register: Register::default(), has_errors: problems.has_errors(), theme }
}

impl Survey {
    /// Who is in the stories.
    pub fn register(&self) -> &Register {
        self.portfolio.as_ref().map_or(&self.register, |portfolio| &portfolio.register)
    }

    /// The same folder with one person's file as it would be.
    pub fn with_person(&mut self, person: Person) {
        let register = match &mut self.portfolio {
            Some(portfolio) => &mut portfolio.register,
            None => &mut self.register,
        };
        match register.people.binary_search_by(|known| known.id.cmp(&person.id)) {
            Ok(place) => register.people[place] = person,
            Err(place) => register.people.insert(place, person),
        }
    }

    /// Everything that is shown on a day.
    pub fn openings(&self, today: Date) -> Openings {
        let mut openings = Openings::new();
        let Some(portfolio) = &self.portfolio else { return openings };
        let screened = Screened::new(portfolio);
        for settings in &portfolio.settings.editions {
            let edition =
                edition::prepare(portfolio, &screened, settings, Form::Pages, today, &mut Problems::default());
            for entry in &edition.entries {
                let opening = Opening {
                    address: addresses::item(entry),
                    photos: entry.item.photos.len(),
                    relies_on: entry.proof().relies_on.iter().map(Reliance::written).collect(),
                };
                // What is shown does not know where it came from.
                let id = &portfolio.items[entry.index].item.id;
                openings.insert((settings.name.clone(), id.clone()), opening);
            }
        }
        openings
    }

    /// Why an item is or is not shown to an edition, on its pages or on paper; nothing when there is no such edition, or no
    /// PDF of it.
    pub fn explain(&self, edition: &str, item: &ItemId, today: Date, form: Form) -> Option<Explained> {
        let portfolio = self.portfolio.as_ref()?;
        let settings = portfolio.settings.editions.iter().find(|settings| settings.name == edition)?;
        if form == Form::Print && !settings.prints() {
            return None;
        }
        let index = portfolio.items.iter().position(|gathered| gathered.item.id == *item)?;
        let screened = Screened::new(portfolio);
        Some(Gate::new(portfolio, &screened, settings, form.channel(settings.hosted), today).explain(index))
    }

    /// The names of all editions.
    pub fn editions(&self) -> Vec<&str> {
        let settings = self.portfolio.iter().flat_map(|portfolio| &portfolio.settings.editions);
        settings.map(|edition| edition.name.as_str()).collect()
    }

    /// An item as it may be called at the keyboard: by reference, by path, or by the address of its page.
    pub fn find_item(&self, typed: &str) -> Option<&ItemId> {
        let items = &self.portfolio.as_ref()?.items;
        let path = typed.trim().trim_start_matches("./").trim_end_matches('/');
        let plain = crate::consent::decide::plain_path(path);
        let by =
            |is: &dyn Fn(&Gathered) -> bool| items.iter().find(|gathered| is(gathered)).map(|found| &found.item.id);
        by(&|gathered| gathered.reference.eq_ignore_ascii_case(path))
            .or_else(|| by(&|gathered| gathered.item.id.as_str() == plain || gathered.item.id.as_str() == path))
            .or_else(|| by(&|gathered| is_its_page(gathered, path)))
            .or_else(|| self.by_own_name(plain))
    }

    /// `the-trunk` for `stories/2026-06-22-the-trunk`, where nothing else is called so.
    fn by_own_name(&self, typed: &str) -> Option<&ItemId> {
        let is_called = |gathered: &&Gathered| own_name(&gathered.item.id) == typed;
        let mut found = self.items().filter(is_called);
        found.next().filter(|_| found.next().is_none()).map(|gathered| &gathered.item.id)
    }

    /// Everything an item can be called by, to find the nearest.
    pub fn item_names(&self) -> Vec<&str> {
        let items = self.portfolio.iter().flat_map(|portfolio| &portfolio.items);
        items
            .flat_map(|gathered| {
                let id = &gathered.item.id;
                [gathered.reference.as_str(), id.as_str(), own_name(id)]
            })
            .collect()
    }

    /// Every item.
    pub fn items(&self) -> impl Iterator<Item = &Gathered> {
        self.portfolio.iter().flat_map(|portfolio| &portfolio.items)
    }

    /// The strictness of the house.
    pub fn house(&self) -> House {
        self.portfolio.as_ref().map_or_else(House::default, |portfolio| House::of(&portfolio.settings.policy))
    }

    /// A permission form in each language of the house, with somebody's name on it or blank. Nothing is ticked: that is
    /// for them to do.
    pub fn permission_sheets(&self, person: Option<&Person>, day: Date) -> Result<Vec<PermissionSheet>, Box<Problem>> {
        let (theme, _) = self.theme();
        let service = self.portfolio.as_ref().map(|portfolio| &portfolio.settings.service);
        let filled = person.map_or_else(FilledIn::default, |person| FilledIn {
            name: person.names.first().cloned().unwrap_or_default(),
            known_as: person.known_as.clone(),
            alias: person.alias.clone(),
            kind: person.kind.map_or("", |kind| kind.word()),
            ..FilledIn::default()
        });
        let sheet = |lang: &str| {
            let strings = theme.strings(lang);
            let service = service.map(|service| service.speaking(lang)).cloned().unwrap_or_default();
            let form = PermissionForm {
                contact: contact_facts(&service),
                service: service.name,
                provider: service.provider,
                filled: filled.clone(),
            };
            Ok(PermissionSheet {
                lang: lang.to_owned(),
                page: permission_sheet(&theme, strings, &form)?,
                pdf: pdfs::permission_sheet(&theme, strings, &form, day)?,
            })
        };
        self.languages().into_iter().filter(|lang| theme.strings(lang).lang() == *lang).map(sheet).collect()
    }

    /// The languages of the house.
    fn languages(&self) -> Vec<&str> {
        let settings = self.portfolio.as_ref().map(|portfolio| &portfolio.settings);
        let languages: Vec<&str> =
            settings.into_iter().flat_map(|settings| &settings.languages).map(|code| code.typed.as_str()).collect();
        if languages.is_empty() { vec!["en"] } else { languages }
    }

    /// What the form is called that people are told by.
    pub fn form_version(&self) -> String {
        let (theme, lang) = self.theme();
        theme.strings(&lang).say("form.version", &[])
    }

    fn theme(&self) -> (Arc<Theme>, String) {
        let settings = self.portfolio.as_ref().map(|portfolio| &portfolio.settings);
        let name = settings.map_or("default", |settings| settings.theme.as_str());
        (Theme::of(name, &self.theme, &mut Problems::default()), self.languages()[0].to_owned())
    }

    /// The address that an edition is found at, where it is known.
    pub fn base_url(&self, edition: &str) -> Option<&str> {
        let mut settings = self.portfolio.iter().flat_map(|portfolio| &portfolio.settings.editions);
        settings.find(|settings| settings.name == edition)?.base_url.as_deref()
    }
}

/// The last part of an item's path, without the day that it may begin with.
fn own_name(id: &ItemId) -> &str {
    let name = id.as_str().rsplit('/').next().unwrap_or(id.as_str());
    let is_dated = name.get(..10).is_some_and(|start| Date::read_iso(start).is_some());
    if is_dated { name[10..].trim_start_matches('-') } else { name }
}

/// `…/stories/s-014-the-garden-club.html`: the reference tells the item, whatever its title was.
fn is_its_page(gathered: &Gathered, typed: &str) -> bool {
    let Some(page) = typed.strip_suffix(".html") else { return false };
    let mut parts = page.rsplit('/');
    let (Some(name), Some(folder)) = (parts.next(), parts.next()) else { return false };
    let reference = addresses::slug(&gathered.reference);
    let rest = name.strip_prefix(reference.as_str());
    folder == gathered.item.kind.folder() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
