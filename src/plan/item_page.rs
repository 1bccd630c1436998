//! The page of one item, of any kind.

use super::addresses;
use super::desk::{Desk, Shown, state_key};
use super::pages::{
    ActionRow, CaptionRow, EarlierPage, Fact, FilmBlock, ItemPage, Link, PeriodRow, PromiseRow, Steps, ThemeRow,
};
use super::series::{number, with_unit};
use super::stretch::{Stretch, stretches_of};
use crate::content::captions::cues;
use crate::content::item::{
    Audit, AuditResult, Award, Commitment, Figure, Finding, Improvement, Learning, Promise, Story,
};
use crate::content::terms::{Counts, Kind, State};
use crate::content::{Detail, capitalised};
use crate::edition::coverage::evidence_kind;

/// How many bytes of results and actions an audit's own page holds, beside its chart and its table.
const RESULTS_ROOM: usize = 900;

impl<'e> Desk<'e> {
    /// The page of an entry; `place` is its place among the edition's entries.
    pub fn item_page(&self, place: usize) -> ItemPage {
        let entry = &self.edition.entries[place];
        let root = addresses::root(&addresses::item(entry));
        let kind = entry.item.kind;
        let quote = self.quote(entry, root);
        let mut page = ItemPage {
            card: self.card(entry),
            list: Link { title: self.say(&format!("list.{}.title", kind.word())), href: addresses::list(kind, 1) },
            lead: entry.item.summary.clone(),
            steps: Steps::default(),
            body: if quote.is_some() { Default::default() } else { self.words(entry, &entry.item.words, root, 2) },
            quote,
            photos: self.photos_beside_words(entry),
            facts: Vec::new(),
            measure: None,
            chart: self.chart_block(entry),
            periods: Vec::new(),
            earlier: None,
            actions: Vec::new(),
            table: self.survey_table(entry),
            celebrate: Vec::new(),
            change: Vec::new(),
            promises: Vec::new(),
            themes: Vec::new(),
            film: None,
            told_by: None,
            supports: self.supports(entry),
            evidence_kind: evidence_kind(entry).map(|kind| kind.word()),
            related: self.related(entry),
            record: self.record_facts(entry),
        };
        self.add_detail(entry, root, &mut page);
        page.facts.extend(self.source_facts(entry));
        page
    }

    /// Items it names, and findings that it answers.
    fn related(&self, entry: &Shown<'_>) -> Vec<super::pages::Card> {
        let named = entry.related.iter().filter_map(|index| self.edition.entry_of(*index));
        let answers = self
            .edition
            .of_kind(Kind::Finding)
            .iter()
            .filter(|finding| entry.item.kind == Kind::Improvement && finding.related.contains(&entry.index));
        self.cards(named).into_iter().chain(self.cards(answers)).collect()
    }

    /// Where the original is: the gate let these through for inspectors only.
    fn record_facts(&self, entry: &Shown<'_>) -> Vec<Fact> {
        let item = &entry.item;
        let facts = [
            self.fact("fact.held", item.record_held.clone()),
            self.fact("fact.record_owner", item.record_owner.clone()),
            self.fact("fact.record_ref", item.record_ref.clone()),
            self.day_fact("fact.review_by", item.review_by.filter(|_| self.edition.is_for_inspectors())),
        ];
        facts.into_iter().flatten().collect()
    }

    fn source_facts(&self, entry: &Shown<'_>) -> Vec<Fact> {
        let item = &entry.item;
        let source = item.source_title.clone().or_else(|| item.source_url.clone()).map(|title| Fact {
            label: "fact.source",
            value: match item.source_date {
                Some(date) => format!("{title}, {}", self.strings.date(date)),
                None => title,
            },
            href: item.source_url.clone().filter(|url| is_web(url)),
        });
        [self.fact("fact.service_type", item.service_type.clone()), source].into_iter().flatten().collect()
    }

    /// What each kind adds.
    fn add_detail(&self, entry: &Shown<'_>, root: &str, page: &mut ItemPage) {
        match &entry.item.detail {
            Detail::Story(story) => add_story(story, page),
            Detail::Feedback(feedback) => {
                page.facts.extend(self.fact("fact.theme", feedback.theme.as_deref().map(capitalised)))
            }
            Detail::Survey(survey) => {
                page.facts.extend(self.fact("fact.asked", survey.asked.map(|n| n.to_string())));
                page.facts.extend(self.fact("fact.answered", survey.answered.map(|n| n.to_string())));
                page.celebrate.clone_from(&survey.celebrate);
                page.change.clone_from(&survey.change);
            }
            Detail::Improvement(improvement) => self.add_improvement(entry, improvement, page),
            Detail::Audit(audit) => self.add_audit(entry, audit, page),
            Detail::Figure(figure) => self.add_figure(figure, page),
            Detail::Learning(learning) => self.add_learning(entry, learning, page),
            Detail::Finding(finding) => self.add_finding(finding, page),
            Detail::Award(award) => self.add_award(award, page),
            Detail::Commitment(commitment) => self.add_commitment(commitment, page),
            Detail::Film(film) => {
                let transcript = film.transcript.as_ref();
                page.film = Some(FilmBlock {
                    link: film.link.clone().filter(|url| is_web(url)),
                    duration: film.duration.clone(),
                    language: film.language.clone(),
                    transcript: transcript.map(|words| self.words(entry, words, root, 3)).unwrap_or_default(),
                    captions: captions(film.captions_text.as_deref().unwrap_or("")),
                });
                page.facts.extend(self.fact("fact.language", film.language.clone()));
            }
            Detail::Record(record) => {
                page.record.extend(self.day_fact("fact.last_reviewed", record.last_reviewed));
            }
            Detail::Event(event) => {
                page.facts.extend(self.fact("fact.place", event.place.clone()));
                page.facts.extend(self.fact("fact.people_came", event.people_came.map(|count| count.to_string())));
            }
            Detail::SelfAssessment(own) => {
                page.facts.extend(self.fact("fact.rating", self.own_rating(own)));
                page.facts.extend(self.fact("fact.why", own.why.clone()));
                page.facts.extend(self.fact("fact.next", own.next.clone()));
            }
            Detail::Album | Detail::Page(_) => {}
        }
    }

    fn add_figure(&self, figure: &Figure<String>, page: &mut ItemPage) {
        let text = |value: &Option<String>| value.clone();
        page.facts.extend(
            self.fact(
                "fact.target",
                figure.target.map(|target| with_unit(target, figure.unit.as_deref().unwrap_or(""))),
            ),
        );
        page.facts.extend(self.fact("fact.base_is", figure.base_is.as_deref().map(capitalised)));
        page.facts.extend(self.fact("fact.source", text(&figure.source)));
    }

    fn add_learning(&self, entry: &Shown<'_>, learning: &Learning<String>, page: &mut ItemPage) {
        page.facts.extend(self.fact("fact.period", learning.period.clone()));
        page.facts.extend(self.fact("fact.theme", learning.theme.as_deref().map(capitalised)));
        let counts = entry.counts.iter().copied().chain(std::iter::repeat(None));
        page.themes = learning
            .themes
            .iter()
            .zip(counts)
            .map(|(theme, count)| ThemeRow {
                what: theme.what.clone(),
                count: count.map(|count| self.amount(count, None, "")),
                learnt: theme.learnt.clone(),
                changed: theme.changed.clone(),
            })
            .collect();
    }

    fn add_finding(&self, finding: &Finding<String>, page: &mut ItemPage) {
        page.lead = finding.said.clone().or_else(|| page.lead.take());
        page.facts.extend(finding.report.clone().map(|report| Fact {
            label: "fact.report",
            value: report,
            href: finding.report_url.clone().filter(|url| is_web(url)),
        }));
        page.facts.extend(self.day_fact("fact.report_date", finding.report_date));
        page.facts.extend(self.fact("fact.state", finding.state.map(|state| self.say(state_key(state)))));
    }

    fn add_award(&self, award: &Award<String>, page: &mut ItemPage) {
        page.facts.extend(self.fact("fact.awarder", award.awarder.clone()));
        page.facts.extend(self.fact("fact.level", award.level.clone()));
        page.facts.extend(self.fact("fact.scope", award.scope.clone()));
        page.facts.extend(self.day_fact("fact.valid_to", award.valid_to));
        page.facts.extend(self.link_fact(&award.link));
    }

    fn add_commitment(&self, commitment: &Commitment<String>, page: &mut ItemPage) {
        page.facts.extend(self.fact("fact.scheme", commitment.scheme.clone()));
        page.facts.extend(self.day_fact("fact.joined", commitment.joined));
        page.facts.extend(self.day_fact("fact.renewed", commitment.renewed));
        page.facts.extend(self.link_fact(&commitment.link));
        let row = |one: &Promise<String>| PromiseRow { promise: one.promise.clone(), did: one.did.clone() };
        page.promises = commitment.statements.iter().map(row).collect();
    }

    fn link_fact(&self, link: &Option<String>) -> Option<Fact> {
        let url = link.clone().filter(|url| is_web(url))?;
        Some(Fact { label: "fact.link", value: url.clone(), href: Some(url) })
    }

    fn add_improvement(&self, entry: &Shown<'_>, improvement: &Improvement<String>, page: &mut ItemPage) {
        page.steps = Steps {
            said: improvement.said.clone(),
            said_by: improvement.said_by.clone(),
            noticed: improvement.noticed.clone(),
            did: improvement.did.clone(),
            difference: improvement.difference.clone(),
            not_possible: improvement.not_possible_because.clone(),
            ..Steps::default()
        };
        page.measure = improvement.measure.as_ref().map(|measure| self.measure(entry, measure));
        let facts = [
            self.fact("fact.state", improvement.state.map(|state| self.say(state_key(state)))),
            self.fact("fact.owner", improvement.owner.clone()),
            self.day_fact("fact.due", improvement.due),
            self.day_fact("fact.done_on", improvement.done_on),
            self.day_fact("fact.checked_on", improvement.checked_on),
            self.fact("fact.checked_by", improvement.checked_by.clone()),
        ];
        page.facts.extend(facts.into_iter().flatten());
    }

    fn add_audit(&self, entry: &Shown<'_>, audit: &Audit<String>, page: &mut ItemPage) {
        let unit = audit.unit.as_deref().unwrap_or("%");
        let facts = [
            // Said below the chart already, where there is one.
            self.fact("fact.checks", audit.checks.clone().filter(|_| page.chart.is_none())),
            self.fact("fact.by", audit.by.clone()),
            self.fact("fact.how_often", audit.how_often.map(|often| self.say(&format!("how_often.{}", often.word())))),
            self.fact(
                "fact.target",
                audit.target.filter(|_| page.chart.is_none()).map(|target| with_unit(target, unit)),
            ),
            self.fact("fact.sample", audit.sample.clone()),
            self.fact("fact.tool", audit.tool.clone()),
            self.fact("fact.checked_by", audit.checked_by.clone()),
            self.fact("fact.carried_out_with", audit.carried_out_with.clone()),
        ];
        page.facts.extend(facts.into_iter().flatten());
        let stretches = self.result_stretches(entry);
        let newest = stretches.first().map_or(0, |one| one.to);
        let (shown, earlier): (Vec<_>, Vec<_>) =
            audit.results.iter().rev().enumerate().partition(|(at, _)| *at < newest);
        page.periods = self.periods(audit, shown.iter().map(|(_, result)| *result));
        let open = |action: &&crate::content::item::Action<String>| {
            action.done.is_none() && !matches!(action.state, Some(State::Done | State::Checked))
        };
        let earlier = earlier.iter().flat_map(|(_, result)| &result.actions).filter(open);
        let actions = shown.iter().flat_map(|(_, result)| &result.actions).chain(earlier);
        page.actions = actions.map(|action| self.action(action, None)).collect();
        page.earlier = stretches
            .get(1)
            .map(|one| Link { title: self.say("item.earlier"), href: addresses::item_part(entry, one.page) });
    }

    /// How an audit's results are parted: the newest stand on its own page, the earlier ones on pages that follow.
    pub fn result_stretches(&self, entry: &Shown<'_>) -> Vec<Stretch> {
        let Detail::Audit(audit) = &entry.item.detail else { return Vec::new() };
        let words = |line: &Option<String>| line.as_ref().map_or(0, |line| line.len() + 7);
        let weight = |result: &AuditResult<String>| {
            let actions = result.actions.iter().map(|action| action.what.len() + 190).sum::<usize>();
            let found = result.found.iter().map(|line| line.len() + 4).sum::<usize>();
            55 + words(&result.finding) + words(&result.summary) + found + actions
        };
        let weights: Vec<usize> = audit.results.iter().rev().map(weight).collect();
        if weights.iter().sum::<usize>() <= RESULTS_ROOM {
            return vec![Stretch::whole(weights.len())];
        }
        stretches_of(&weights, 0, RESULTS_ROOM)
    }

    /// Earlier results of an audit.
    pub fn earlier_page(&self, place: usize, stretch: Stretch) -> EarlierPage {
        let entry = &self.edition.entries[place];
        let mut page = EarlierPage {
            item: self.link(entry),
            tags: self.tags(entry),
            periods: Vec::new(),
            actions: Vec::new(),
            pager: self.pager(stretch, |page| addresses::item_part(entry, page)),
        };
        if let Detail::Audit(audit) = &entry.item.detail {
            let results: Vec<&AuditResult<String>> = audit.results.iter().rev().collect();
            let results = stretch.of(&results);
            page.periods = self.periods(audit, results.iter().copied());
            let actions = results.iter().flat_map(|result| &result.actions);
            page.actions = actions.map(|action| self.action(action, None)).collect();
        }
        page
    }

    /// Everything that an audit found, newest period first, and everything that came of it.
    pub fn results(&self, entry: &Shown<'_>) -> (Vec<PeriodRow>, Vec<ActionRow>) {
        let Detail::Audit(audit) = &entry.item.detail else { return (Vec::new(), Vec::new()) };
        let newest_first = || audit.results.iter().rev();
        let actions = newest_first().flat_map(|result| &result.actions);
        (self.periods(audit, newest_first()), actions.map(|action| self.action(action, None)).collect())
    }

    fn periods<'s>(
        &self,
        audit: &Audit<String>,
        results: impl Iterator<Item = &'s AuditResult<String>>,
    ) -> Vec<PeriodRow> {
        let unit = audit.unit.as_deref().unwrap_or("%");
        let told = |result: &&AuditResult<String>| {
            result.finding.is_some() || result.summary.is_some() || !result.found.is_empty()
        };
        results.filter(told).map(|result| self.period(audit, result, unit)).collect()
    }

    fn period(&self, audit: &Audit<String>, result: &AuditResult<String>, unit: &str) -> PeriodRow {
        let sample = result.passed.zip(result.sample_size);
        let share = sample.map(|(passed, of)| 100.0 * f64::from(passed) / f64::from(of.max(1)));
        let value = match audit.counts {
            Counts::People => result.value,
            Counts::Things => result.value.or(share),
        };
        let of = sample.map(|(passed, of)| {
            let (passed, of) = (passed.to_string(), number(f64::from(of)));
            self.say_with("sentence.of", &[("passed", &passed), ("sample", &of)])
        });
        let value = match (value.map(|value| with_unit(value, unit)), of) {
            (Some(value), Some(of)) => format!("{value} ({of})"),
            (value, of) => value.or(of).unwrap_or_default(),
        };
        PeriodRow {
            period: self.strings.period(result.period),
            value,
            finding: result.finding.clone(),
            summary: result.summary.clone(),
            found: result.found.clone(),
        }
    }
}

fn add_story(story: &Story<String>, page: &mut ItemPage) {
    page.steps = Steps {
        noticed: story.noticed.clone(),
        did: story.did.clone(),
        difference: story.difference.clone(),
        goal: story.goal.clone(),
        outcome: story.outcome.clone(),
        ..Steps::default()
    };
    page.told_by = story.told_by.clone();
}

fn captions(lines: &str) -> Vec<CaptionRow> {
    let row = |(time, words): (&str, &str)| CaptionRow { time: time.to_owned(), words: words.to_owned() };
    cues(lines).map(row).collect()
}

/// Whether an address may be a link to the web.
pub fn is_web(url: &str) -> bool {
    let url = url.trim();
    url.starts_with("https://") || url.starts_with("http://")
}
