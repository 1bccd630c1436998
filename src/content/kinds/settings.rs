//! Reads `carefolio.toml`.

use super::{Shelf, common};
use crate::content::fields::{self, Facts, FactsText, Said};
use crate::content::item::Code;
use crate::content::language::{LANGUAGES, language};
use crate::content::service::{EditionSettings, EditionWords, PhotoSettings, Policy, Portfolio, Rating, Service};
use crate::content::terms::{Audience, Term};
use crate::problem::facts::{Wanted, period_backwards, wrong_type};
use crate::problem::translation::language_unknown;
use crate::problem::{Problems, Span, settings as told};
use crate::sources::SourcePath;

/// Reads the settings; what is not said has its usual value.
pub fn settings(file: &SourcePath, text: &str, shelf: &Shelf<'_>, problems: &mut Problems) -> Portfolio {
    fields::read(FactsText::whole(file, text), problems, |facts| read(file, facts, shelf))
}

/// Reads the facts of the settings.
pub(super) fn read(file: &SourcePath, facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>) -> Portfolio {
    let frameworks = common::codes(facts, "frameworks");
    let usual = || vec![Code { at: Span::file(file), typed: "cqc-saf".to_owned() }];
    Portfolio {
        frameworks: if frameworks.is_empty() { usual() } else { frameworks },
        theme: facts.text("theme").unwrap_or_else(|| "default".to_owned()),
        languages: common::codes(facts, "languages"),
        service: service(facts),
        rating: facts.table("rating", |rating| self::rating(rating, shelf)),
        policy: facts.table("policy", policy).unwrap_or_default(),
        photos: facts.table("photos", photos).unwrap_or_default(),
        editions: editions(facts),
    }
}

fn service(facts: &mut Facts<'_, '_>) -> Service {
    let is_name_told = facts.has_lost_lines();
    let service = facts.table("service", |facts| {
        let name = facts.text("name");
        if name.is_none() && !facts.is_unreadable("name") {
            let at = facts.at().clone();
            facts.report(told::service_name_missing(at));
        }
        let mut service = Service {
            name: name.unwrap_or_default(),
            provider: facts.text("provider"),
            kind: facts.term("kind"),
            regulator: facts.text("regulator"),
            regulator_url: web_address(facts, "regulator_url"),
            location_id: facts.text("location_id"),
            registered_manager: facts.text("registered_manager"),
            nominated_individual: facts.text("nominated_individual"),
            address: facts.text("address"),
            county: facts.text("county"),
            phone: facts.text("phone"),
            email: facts.text("email"),
            website: web_address(facts, "website"),
            people_word: facts.text("people_word"),
            beds: facts.whole("beds"),
            opened: facts.text("opened"),
            complaints_contact: facts.text("complaints_contact"),
            ombudsman: facts.text("ombudsman"),
            translations: Vec::new(),
        };
        service.translations = translations(facts, |code, facts| (code, service_in(&service, facts)));
        service
    });
    service.unwrap_or_else(|| {
        if !is_name_told {
            let at = facts.place_of("service");
            facts.report(told::service_name_missing(at));
        }
        Service::default()
    })
}

/// Facts under `[….translations.cy]`, one for each language.
fn translations<T>(facts: &mut Facts<'_, '_>, mut read: impl FnMut(&'static str, &mut Facts<'_, '_>) -> T) -> Vec<T> {
    let all = facts.named("translations", |typed, facts| {
        let Some(known) = language(typed) else {
            let at = facts.at().clone();
            facts.report(language_unknown(at, typed, LANGUAGES.iter().map(|one| one.code)));
            return None;
        };
        Some(read(known.code, facts))
    });
    all.unwrap_or_default()
}

/// The service as it says itself in another language; what it does not say there stays.
fn service_in(first: &Service, facts: &mut Facts<'_, '_>) -> Service {
    Service {
        name: facts.text("name").unwrap_or_else(|| first.name.clone()),
        provider: facts.text("provider").or_else(|| first.provider.clone()),
        address: facts.text("address").or_else(|| first.address.clone()),
        county: facts.text("county").or_else(|| first.county.clone()),
        people_word: facts.text("people_word"),
        opened: facts.text("opened").or_else(|| first.opened.clone()),
        complaints_contact: facts.text("complaints_contact").or_else(|| first.complaints_contact.clone()),
        ombudsman: facts.text("ombudsman").or_else(|| first.ombudsman.clone()),
        website: web_address(facts, "website").or_else(|| first.website.clone()),
        regulator_url: web_address(facts, "regulator_url").or_else(|| first.regulator_url.clone()),
        ..first.clone()
    }
}

fn web_address(facts: &mut Facts<'_, '_>, key: &'static str) -> Option<String> {
    let address = facts.text(key)?;
    let is_address = ["https://", "http://"]
        .iter()
        .any(|start| address.strip_prefix(start).is_some_and(|rest| !rest.is_empty() && !rest.contains(' ')));
    if !is_address {
        let at = facts.place_of(key);
        facts.report(told::web_address(at, key));
        return None;
    }
    Some(address)
}

fn rating(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>) -> Rating {
    let rating = Rating {
        at: facts.at().clone(),
        overall: common::code(facts, "overall"),
        published: facts.date("published"),
        report_url: web_address(facts, "report_url"),
        checked: facts.date("checked"),
        inherited: facts.flag("inherited").unwrap_or(false),
        poster: shelf.file_beside(facts, "poster"),
        questions: Default::default(),
    };
    // Key questions belong to the framework, which says whether it knows them.
    let code = |(key, line): (&str, crate::content::Line)| {
        (key.to_owned(), Code { at: line.at().clone(), typed: line.uncleared().to_owned() })
    };
    Rating { questions: facts.other_lines().into_iter().map(code).collect(), ..rating }
}

fn policy(facts: &mut Facts<'_, '_>) -> Policy {
    let best_interests_may_be_public = with_reason(facts, "best_interests_may_be_public", "best_interests_reason");
    Policy { best_interests_may_be_public }
}

fn photos(facts: &mut Facts<'_, '_>) -> PhotoSettings {
    let at = facts.place_of("extra_format");
    PhotoSettings { extra_format: facts.term("extra_format").map(|format| (at, format)) }
}

/// A flag that loosens a rule counts only together with a reason.
fn with_reason(facts: &mut Facts<'_, '_>, key: &'static str, reason_key: &'static str) -> bool {
    let (wanted, reason) = (facts.flag(key).unwrap_or(false), facts.line(reason_key));
    if wanted && reason.is_none() {
        let at = facts.place_of(key);
        facts.report(told::reason_missing(at, key, reason_key));
    }
    wanted && reason.is_some()
}

fn editions(facts: &mut Facts<'_, '_>) -> Vec<EditionSettings> {
    let mut written = 0;
    let editions = facts.named("editions", |name, edition| {
        written += 1;
        self::edition(name, edition)
    });
    if written > 0 {
        return editions.unwrap_or_default();
    }
    let at = Span::file(facts.file());
    [Audience::Public, Audience::Family, Audience::Commissioner, Audience::Inspector]
        .into_iter()
        .map(|audience| EditionSettings::usual(audience.word(), at.clone(), audience))
        .collect()
}

fn edition(name: &str, facts: &mut Facts<'_, '_>) -> Option<EditionSettings> {
    let at = facts.at().clone();
    let audience = audience(name, facts);
    let usual = EditionSettings::usual(name, at.clone(), audience.unwrap_or(Audience::Inspector));
    let formats = facts.terms("formats");
    let coverage = inspector_flag(facts, "coverage", usual.audience).unwrap_or(usual.coverage);
    let edition = EditionSettings {
        title: facts.text("title"),
        intro: facts.line("intro"),
        translations: translations(facts, |lang, facts| EditionWords {
            lang,
            title: facts.line("title"),
            intro: facts.line("intro"),
        }),
        hosted: facts.term("hosted").unwrap_or(usual.hosted),
        formats: if formats.is_empty() { usual.formats } else { formats },
        base_url: web_address(facts, "base_url").map(|address| address.trim_end_matches('/').to_owned()),
        contract: facts.text("contract"),
        period: period(facts),
        exact_figures: exact_figures(facts, usual.audience),
        self_assessment: inspector_flag(facts, "self_assessment", usual.audience).unwrap_or(false),
        coverage,
        gaps: inspector_flag(facts, "gaps", usual.audience).unwrap_or(coverage),
        ..usual
    };
    if !is_folder_name(name) {
        facts.report(told::edition_name(at));
        return None;
    }
    audience.map(|_| edition)
}

/// Said, or clear from the edition's name.
fn audience(name: &str, facts: &mut Facts<'_, '_>) -> Option<Audience> {
    match facts.said_term("audience") {
        Said::This(audience) => return Some(audience),
        Said::Unreadable => return None,
        Said::Nothing => {}
    }
    let audience = Audience::read(name);
    if audience.is_none() {
        let at = facts.at().clone();
        facts.report(told::edition_without_audience(at));
    }
    audience
}

fn is_folder_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 40
        && !name.starts_with('-')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn exact_figures(facts: &mut Facts<'_, '_>, audience: Audience) -> bool {
    let wanted = facts.is_said("exact_figures");
    let exact = with_reason(facts, "exact_figures", "exact_figures_reason");
    if exact && audience != Audience::Commissioner {
        let at = facts.place_of("exact_figures");
        facts.report(told::exact_figures_not_here(at));
    }
    wanted && exact && audience == Audience::Commissioner
}

fn inspector_flag(facts: &mut Facts<'_, '_>, key: &'static str, audience: Audience) -> Option<bool> {
    let flag = facts.flag(key)?;
    if flag && audience != Audience::Inspector {
        let at = facts.place_of(key);
        facts.report(told::inspector_only(at, key));
        return Some(false);
    }
    Some(flag)
}

fn period(facts: &mut Facts<'_, '_>) -> Option<(crate::content::Date, crate::content::Date)> {
    let place = facts.place_of("period");
    let (from, to) = facts.table("period", |period| (period.date("from"), period.date("to")))?;
    let Some((from, to)) = from.zip(to) else {
        facts.report(wrong_type(place, "period", Wanted::Days));
        return None;
    };
    if from > to {
        facts.report(period_backwards(place));
        return None;
    }
    Some((from, to))
}
