//! What each PDF holds, and in which order (DOMAIN section 4: a page map per reader).

use std::collections::BTreeMap;

use super::item::mention_of;
use super::summary::summary_of;
use super::values::{
    Chapter, EvidenceLine, FindingRow, Glance, GlanceRow, Group, Mention, Part, Posters, Section, Statement,
    StatementLine,
};
use super::{Bench, Volume};
use crate::content::terms::{Audience, Kind};
use crate::content::{Detail, capitalised};
use crate::framework::Target;
use crate::plan::addresses;
use crate::plan::desk::Shown;
use crate::plan::own_pages::contact_facts;
use crate::plan::pages::PromiseRow;
use crate::plan::shelf::Shelf;
use crate::plan::stretch::Stretch;
use crate::theme::Block;

/// How many lines a list has on the page that tells everything at a glance.
const AT_A_GLANCE: usize = 5;

/// What fits on one sheet at the size of a poster.
const SAID_ON_A_POSTER: usize = 3;

impl<'e> Bench<'e> {
    /// The sections of a PDF.
    pub(super) fn sections(&self, volume: Volume, most: usize) -> Vec<Section<'_>> {
        match volume {
            Volume::Portfolio | Volume::LargePrint => self.portfolio(),
            Volume::Booklet => self.booklet(),
            Volume::StartHere => self.start_here(most),
            Volume::Statement(target) => vec![Section::Statement(self.statement_to_hand_in(target))],
            Volume::Posters => vec![Section::Posters(self.posters())],
        }
    }

    fn portfolio(&self) -> Vec<Section<'_>> {
        let mut sections = vec![self.how_to()];
        match self.desk.edition.settings.audience {
            Audience::Inspector => {
                sections.push(Section::Glance(self.glance()));
                sections.extend(self.findings(usize::MAX));
                sections.extend(self.parts());
                sections.extend(self.chapters(&[
                    Kind::Audit,
                    Kind::Improvement,
                    Kind::Feedback,
                    Kind::Survey,
                    Kind::Figure,
                    Kind::Learning,
                    Kind::Award,
                    Kind::Commitment,
                    Kind::SelfAssessment,
                    Kind::Event,
                    Kind::Album,
                    Kind::Page,
                ]));
                sections.extend(self.records());
                sections.extend(self.coverage());
            }
            Audience::Commissioner => {
                sections.push(Section::Glance(self.glance()));
                sections.extend(self.chapters(&[
                    Kind::Figure,
                    Kind::Audit,
                    Kind::Feedback,
                    Kind::Survey,
                    Kind::Learning,
                ]));
                sections.extend(self.findings(usize::MAX));
                sections.extend(self.chapters(&[Kind::Improvement]));
                sections.extend(self.parts());
                sections.extend(self.chapters(&[Kind::Award, Kind::Commitment, Kind::Event, Kind::Album, Kind::Page]));
            }
            Audience::Family => {
                sections.extend(self.chapters(&[
                    Kind::Story,
                    Kind::Album,
                    Kind::Film,
                    Kind::Improvement,
                    Kind::Feedback,
                    Kind::Event,
                    Kind::Survey,
                    Kind::Award,
                    Kind::Commitment,
                    Kind::Page,
                    Kind::Audit,
                    Kind::Figure,
                ]));
                sections.extend(self.findings(usize::MAX));
            }
            Audience::Public => {
                sections.extend(self.chapters(&[
                    Kind::Page,
                    Kind::Story,
                    Kind::Award,
                    Kind::Commitment,
                    Kind::Improvement,
                    Kind::Feedback,
                    Kind::Event,
                    Kind::Album,
                    Kind::Film,
                    Kind::Survey,
                    Kind::Audit,
                    Kind::Figure,
                ]));
                sections.extend(self.findings(usize::MAX));
            }
        }
        sections.push(Section::Glossary { terms: self.desk.glossary() });
        sections.extend(self.index_by_statement());
        sections.extend(self.index_by_subject());
        sections.push(self.consent());
        sections
    }

    /// For families: life here, and nothing to check.
    fn booklet(&self) -> Vec<Section<'_>> {
        let mut sections = self.chapters(&[
            Kind::Story,
            Kind::Album,
            Kind::Improvement,
            Kind::Feedback,
            Kind::Event,
            Kind::Award,
            Kind::Commitment,
            Kind::Page,
        ]);
        sections.push(self.consent());
        sections
    }

    fn start_here(&self, most: usize) -> Vec<Section<'_>> {
        let mut glance = self.glance();
        glance.figures.truncate(most.min(AT_A_GLANCE));
        glance.overdue.truncate(most.min(AT_A_GLANCE));
        glance.improvements.truncate(most.min(AT_A_GLANCE));
        let mut sections = vec![Section::Glance(glance)];
        sections.extend(self.findings(most));
        for (number, question) in self.desk.questions().into_iter().enumerate() {
            let mut part = self.part(number + 1, question);
            part.statements.clear();
            part.rows.clear();
            part.items.clear();
            part.gaps.truncate(most);
            part.actions.truncate(most);
            sections.push(Section::Part(part));
        }
        if let Some(Section::Records { mut places, own }) = self.records() {
            places.iter_mut().for_each(|place| place.rows.truncate(most));
            places.truncate(most * 2);
            sections.push(Section::Records { places, own });
        }
        sections
    }

    fn how_to(&self) -> Section<'_> {
        let key = format!("print.how_to.{}", self.desk.edition.settings.audience.word());
        Section::HowTo { blocks: self.blocks(&key), facts: contact_facts(self.desk.edition.service) }
    }

    fn blocks(&self, key: &str) -> Vec<Block> {
        let (site, service) = (self.site, self.desk.edition.service);
        let mut known: Vec<(&str, &str)> = vec![
            ("service", &site.service),
            ("edition", &site.edition),
            ("mark", &site.mark),
            ("day", &site.day.words),
            ("people", &site.people_word),
        ];
        known.extend(site.rebuild_by.as_ref().map(|day| ("rebuild_by", day.words.as_str())));
        known.extend(service.phone.as_deref().map(|phone| ("phone", phone)));
        known.extend(service.email.as_deref().map(|email| ("email", email)));
        self.desk.strings.blocks(key, &known)
    }

    fn glance(&self) -> Glance {
        let desk = &self.desk;
        let edition = desk.edition;
        let row = |question: Target| {
            let page = desk.question_page(question);
            GlanceRow {
                rating: page.rating,
                count: desk.under(question).len(),
                newest: desk.under(question).first().and_then(|entry| entry.day()).map(|date| desk.day(date)),
                gaps: edition.is_for_inspectors().then_some(page.gaps.len()),
                tag: page.tag,
            }
        };
        let overdue = desk.open_actions().iter().filter(|action| action.overdue).take(AT_A_GLANCE).cloned().collect();
        let of = |kind: Kind| edition.of_kind(kind).len();
        let photos = edition.entries.iter().map(|entry| entry.item.photos.len()).sum();
        let counts = [
            ("kinds.story", of(Kind::Story)),
            ("kinds.feedback", of(Kind::Feedback)),
            ("kinds.audit", of(Kind::Audit)),
            ("kinds.improvement", of(Kind::Improvement)),
            ("item.photos", photos),
        ];
        Glance {
            questions: desk.questions().into_iter().map(row).collect(),
            counts: counts.into_iter().filter(|(_, count)| *count > 0).collect(),
            figures: desk.figure_cards(AT_A_GLANCE).into_iter().map(mention_of).take(AT_A_GLANCE).collect(),
            overdue,
            improvements: self.mentions(edition.of_kind(Kind::Improvement).iter().take(AT_A_GLANCE)),
        }
    }

    fn mentions<'s>(&self, entries: impl IntoIterator<Item = &'s Shown<'s>>) -> Vec<Mention> {
        entries.into_iter().map(|entry| self.mention(entry)).collect()
    }

    fn findings(&self, most: usize) -> Option<Section<'_>> {
        let row = |entry: &Shown<'_>| {
            let row = self.desk.finding_row(entry);
            FindingRow {
                item: mention_of(row.card),
                said: row.said,
                report: row.report,
                answers: row.answers.into_iter().map(mention_of).collect(),
                state: row.state,
            }
        };
        let rows: Vec<FindingRow> = self.desk.edition.of_kind(Kind::Finding).iter().take(most).map(row).collect();
        (!rows.is_empty()).then_some(Section::Findings { rows })
    }

    fn parts(&self) -> Vec<Section<'_>> {
        let questions = self.desk.questions();
        let parts = questions.iter().enumerate().map(|(at, question)| Section::Part(self.part(at + 1, *question)));
        let mut parts: Vec<Section<'_>> = parts.collect();
        // Stories and films that speak to no question are not lost.
        let rest: Vec<String> = self.told_in_parts(None).map(|entry| addresses::item(entry)).collect();
        if !rest.is_empty() {
            let groups = vec![Group { title: None, items: rest }];
            parts.push(Section::Chapter(Chapter { key: "story", groups, actions: Vec::new() }));
        }
        parts
    }

    /// Stories and films under the first question that they speak to, newest first.
    fn told_in_parts(&self, question: Option<Target>) -> impl Iterator<Item = &'e Shown<'e>> {
        let edition = self.desk.edition;
        let told = edition.of_kind(Kind::Story).iter().chain(edition.of_kind(Kind::Film));
        let first = |entry: &Shown<'_>| {
            let target = entry.supports.iter().find(|target| target.framework == 0);
            target.map(|target| Target { statement: None, ..*target })
        };
        told.filter(move |entry| first(entry) == question)
    }

    fn part(&self, number: usize, question: Target) -> Part {
        let page = self.desk.question_page(question);
        let edition = self.desk.edition;
        let strongest = page.strongest.iter().filter_map(|card| self.items.get(&card.href));
        let strongest =
            strongest.filter_map(|item| self.entry_at(&item.href)).map(|entry| self.mention(entry)).collect();
        let leaves = edition.frameworks.leaves(0).into_iter();
        let leaves = leaves.filter(|one| one.question == question.question && one.statement.is_some());
        Part {
            number,
            web: self.square(&page.tag.href),
            tag: page.tag,
            text: page.text,
            rating: page.rating,
            strongest,
            gaps: page.gaps,
            actions: self.desk.open_actions_under(question),
            unit_plural: page.unit_plural,
            rows: page
                .statements
                .into_iter()
                .map(|row| StatementLine { link: row.link, count: row.count, newest: row.newest })
                .collect(),
            statements: leaves.map(|target| self.statement(target)).filter(|one| !one.kinds.is_empty()).collect(),
            items: self.told_in_parts(Some(question)).map(|entry| addresses::item(entry)).collect(),
        }
    }

    fn entry_at(&self, href: &str) -> Option<&'e Shown<'e>> {
        self.desk.edition.entries.iter().find(|entry| addresses::item(entry) == href)
    }

    fn statement(&self, target: Target) -> Statement {
        let desk = &self.desk;
        let page = desk.statement_page(target, Stretch::whole(0));
        let mut kinds: BTreeMap<(usize, String), Vec<EvidenceLine>> = BTreeMap::new();
        let supporting = desk.edition.supporting(target).filter(|entry| entry.item.kind != Kind::SelfAssessment);
        for evidence in supporting.map(|entry| desk.evidence(entry)) {
            let word = evidence.evidence_kind.unwrap_or("unsaid");
            let kinds_in_order = <crate::content::terms::EvidenceKind as crate::content::Term>::ALL;
            let at = kinds_in_order.iter().position(|(known, _)| *known == word).unwrap_or(kinds_in_order.len());
            kinds.entry((at, format!("evidence.{word}"))).or_default().push(self.evidence_line(evidence));
        }
        let own = desk.edition.supporting(target).filter(|entry| entry.item.kind == Kind::SelfAssessment);
        let own_view =
            own.filter_map(|entry| self.items.get(&addresses::item(entry))).flat_map(|item| item.facts.clone());
        Statement {
            href: addresses::target(desk.edition, target, 1),
            title: page.title,
            tag: page.tag,
            unit: page.unit,
            framework: page.framework,
            text: page.text,
            i_statements: page.i_statements,
            own_view: own_view.collect(),
            kinds: kinds.into_iter().map(|((_, key), lines)| (key, lines)).collect(),
            summary: None,
        }
    }

    /// One statement by itself, with a summary that a portal takes.
    fn statement_to_hand_in(&self, target: Target) -> Statement {
        let mut statement = self.statement(target);
        statement.summary = Some(summary_of(&statement));
        statement
    }

    fn chapters(&self, kinds: &[Kind]) -> Vec<Section<'_>> {
        kinds.iter().filter_map(|kind| self.chapter(*kind)).map(Section::Chapter).collect()
    }

    fn chapter(&self, kind: Kind) -> Option<Chapter> {
        let desk = &self.desk;
        let entries = desk.edition.of_kind(kind);
        if entries.is_empty() {
            return None;
        }
        let addresses_of = |entries: Vec<&Shown<'_>>| entries.into_iter().map(|entry| addresses::item(entry)).collect();
        let groups = match kind {
            Kind::Feedback => {
                let mut themes: BTreeMap<(bool, String), Vec<&Shown<'_>>> = BTreeMap::new();
                for entry in entries {
                    let Detail::Feedback(feedback) = &entry.item.detail else { continue };
                    let theme = feedback.theme.as_deref().map(capitalised);
                    let title = theme.clone().unwrap_or_else(|| desk.say("print.other_words"));
                    themes.entry((theme.is_none(), title)).or_default().push(entry);
                }
                let only = themes.len() == 1;
                let group =
                    |((_, title), entries)| Group { title: (!only).then_some(title), items: addresses_of(entries) };
                themes.into_iter().map(group).collect()
            }
            Kind::Page => vec![Group {
                title: None,
                items: addresses_of(desk.at(desk.shelves.on(Shelf::of_kind(kind))).collect()),
            }],
            Kind::Story | Kind::Event => {
                let years = desk.by_year(entries);
                let only = years.len() == 1;
                let group = |(title, entries)| Group { title: (!only).then_some(title), items: addresses_of(entries) };
                years.into_iter().map(group).collect()
            }
            _ => vec![Group { title: None, items: addresses_of(entries.iter().collect()) }],
        };
        let is_told = |row: &&crate::plan::pages::ActionRow| {
            let from_here = row.from.as_ref().is_some_and(|from| from.href.starts_with(kind.folder()));
            from_here && desk.edition.is_for_professionals()
        };
        let actions = desk.open_actions().iter().filter(is_told).cloned().collect();
        Some(Chapter { key: kind.word(), groups, actions })
    }

    fn consent(&self) -> Section<'_> {
        let edition = self.desk.edition;
        let photos = edition.entries.iter().map(|entry| entry.item.photos.len()).sum();
        let mut counts = vec![("counts.items", edition.entries.len()), ("counts.photos", photos)];
        // A small number of permissions would tell of a few people.
        if edition.is_for_inspectors() {
            counts.push(("counts.consents", edition.reliances().len()));
        }
        Section::Consent { blocks: self.blocks("page.photos-and-stories.text"), counts }
    }

    fn posters(&self) -> Posters {
        let edition = self.desk.edition;
        let said = edition.of_kind(Kind::Improvement).iter().filter_map(|entry| match &entry.item.detail {
            Detail::Improvement(improvement) => Some((improvement.said.clone()?, improvement.did.clone()?)),
            _ => None,
        });
        let promises = edition.of_kind(Kind::Commitment).iter().filter_map(|entry| match &entry.item.detail {
            Detail::Commitment(one) => {
                let row = |one: &crate::content::item::Promise<String>| PromiseRow {
                    promise: one.promise.clone(),
                    did: one.did.clone(),
                };
                Some((entry.item.title.clone(), one.statements.iter().map(row).collect()))
            }
            _ => None,
        });
        Posters {
            said: said.take(SAID_ON_A_POSTER).collect(),
            promises: promises.collect(),
            web: self.square("index.html"),
        }
    }
}
