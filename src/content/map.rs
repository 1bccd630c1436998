//! Turns what authors wrote into what may be shown, text by text, without a gap.
//!
//! Every text of every kind passes through here on its way to the consent gate: `map` names each one, so a kind that
//! gains a text cannot forget to have it looked at. The name guard reads through the same door ([`Item::each_text`]).
//! Places, people and paths stay behind: what is shown does not know which file or line it came from.

use super::item::{
    Action, Audit, AuditResult, Award, Commitment, Detail, Event, Feedback, Figure, Film, Finding, Improvement,
    Intended, Item, ItemId, Learning, LearningTheme, Measure, Photo, Point, Promise, SelfAssessment, Story, Survey,
    SurveyResult, Who,
};
use crate::problem::Span;

/// What to do with each one-line text, and with each body text.
pub struct TextMap<'m, 's, T: 's, U, W: 's, V> {
    /// One-line texts.
    pub line: &'m mut dyn FnMut(&'s T) -> U,
    /// Body texts.
    pub words: &'m mut dyn FnMut(&'s W) -> V,
}

impl<'s, T, U, W, V> TextMap<'_, 's, T, U, W, V> {
    fn maybe(&mut self, text: &'s Option<T>) -> Option<U> {
        text.as_ref().map(|text| (self.line)(text))
    }

    fn all(&mut self, texts: &'s [T]) -> Vec<U> {
        texts.iter().map(|text| (self.line)(text)).collect()
    }
}

impl<T, W> Item<T, W> {
    /// The same item with every text passed through `map`.
    pub fn map<'s, U, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Item<U, V> {
        Item {
            id: ItemId::new(""),
            kind: self.kind,
            at: Span::nowhere(),
            people_at: Span::nowhere(),
            title: (map.line)(&self.title),
            date: self.date,
            reference: None,
            summary: map.maybe(&self.summary),
            supports: Vec::new(),
            evidence_kind: self.evidence_kind,
            people: Who::Unsaid,
            intended: Intended::Unsaid,
            intended_at: Span::nowhere(),
            service_type: map.maybe(&self.service_type),
            tags: map.all(&self.tags),
            source_url: map.maybe(&self.source_url),
            source_title: map.maybe(&self.source_title),
            source_date: self.source_date,
            related: Vec::new(),
            record_held: map.maybe(&self.record_held),
            record_owner: map.maybe(&self.record_owner),
            record_ref: map.maybe(&self.record_ref),
            review_by: self.review_by,
            photos: self.photos.iter().map(|one| one.map(map)).collect(),
            words: (map.words)(&self.words),
            detail: self.detail.map(map),
            written_in: self.written_in,
            translations: self.translations.iter().map(|one| one.map(map)).collect(),
        }
    }

    /// Reads every text, in the order of the fields.
    pub fn each_text<'s>(&'s self, line: &mut dyn FnMut(&'s T), words: &mut dyn FnMut(&'s W)) {
        self.map(&mut TextMap { line, words });
    }
}

impl<T> Photo<T> {
    /// The same photo with its texts passed through `map`.
    pub fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Photo<U> {
        Photo {
            at: Span::nowhere(),
            file: self.file.clone(),
            alt: map.maybe(&self.alt),
            caption: map.maybe(&self.caption),
            caption_is_alt: self.caption_is_alt,
            decorative: self.decorative,
            people: Who::Unsaid,
            quarter_turns: self.quarter_turns,
            crop: self.crop,
            cover: self.cover.clone(),
        }
    }
}

impl<T> Story<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Story<U> {
        Story {
            noticed: map.maybe(&self.noticed),
            did: map.maybe(&self.did),
            difference: map.maybe(&self.difference),
            told_by: map.maybe(&self.told_by),
            goal: map.maybe(&self.goal),
            outcome: map.maybe(&self.outcome),
        }
    }
}

impl<T> Feedback<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Feedback<U> {
        Feedback {
            what: self.what,
            role: map.maybe(&self.role),
            gathered_how: map.maybe(&self.gathered_how),
            gathered_by: map.maybe(&self.gathered_by),
            theme: map.maybe(&self.theme),
            learnt: map.maybe(&self.learnt),
        }
    }
}

impl<T> Survey<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Survey<U> {
        Survey {
            asked: self.asked,
            answered: self.answered,
            results: self.results.iter().map(|one| one.map(map)).collect(),
            celebrate: map.all(&self.celebrate),
            change: map.all(&self.change),
        }
    }
}

impl<T> SurveyResult<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> SurveyResult<U> {
        SurveyResult {
            question: (map.line)(&self.question),
            value: self.value,
            base: self.base,
            before: self.before,
            before_base: self.before_base,
        }
    }
}

impl<T> Improvement<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Improvement<U> {
        Improvement {
            said: map.maybe(&self.said),
            said_by: map.maybe(&self.said_by),
            noticed: map.maybe(&self.noticed),
            did: map.maybe(&self.did),
            difference: map.maybe(&self.difference),
            owner: map.maybe(&self.owner),
            due: self.due,
            state: self.state,
            done_on: self.done_on,
            checked_on: self.checked_on,
            checked_by: map.maybe(&self.checked_by),
            not_possible_because: map.maybe(&self.not_possible_because),
            measure: self.measure.as_ref().map(|one| one.map(map)),
        }
    }
}

impl<T> Measure<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Measure<U> {
        Measure {
            what: (map.line)(&self.what),
            before: self.before,
            after: self.after,
            unit: map.maybe(&self.unit),
            base: map.maybe(&self.base),
        }
    }
}

impl<T> Audit<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Audit<U> {
        Audit {
            checks: map.maybe(&self.checks),
            tool: map.maybe(&self.tool),
            by: map.maybe(&self.by),
            how_often: self.how_often,
            target: self.target,
            unit: map.maybe(&self.unit),
            better: self.better,
            sample: map.maybe(&self.sample),
            checked_by: map.maybe(&self.checked_by),
            carried_out_with: map.maybe(&self.carried_out_with),
            counts: self.counts,
            results: self.results.iter().map(|one| one.map(map)).collect(),
        }
    }
}

impl<T> AuditResult<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> AuditResult<U> {
        AuditResult {
            at: Span::nowhere(),
            period: self.period,
            value: self.value,
            passed: self.passed,
            sample_size: self.sample_size,
            finding: map.maybe(&self.finding),
            summary: map.maybe(&self.summary),
            found: map.all(&self.found),
            actions: self.actions.iter().map(|one| one.map(map)).collect(),
        }
    }
}

impl<T> Action<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Action<U> {
        Action {
            at: Span::nowhere(),
            what: (map.line)(&self.what),
            owner: map.maybe(&self.owner),
            due: self.due,
            done: self.done,
            state: self.state,
            supports: Vec::new(),
        }
    }
}

impl<T> Figure<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Figure<U> {
        Figure {
            unit: map.maybe(&self.unit),
            source: map.maybe(&self.source),
            better: self.better,
            target: self.target,
            counts: self.counts,
            base_is: map.maybe(&self.base_is),
            explain: map.maybe(&self.explain),
            points: self.points.iter().map(|one| one.map(map)).collect(),
        }
    }
}

impl<T> Point<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Point<U> {
        Point {
            at: Span::nowhere(),
            period: self.period,
            value: self.value,
            base: self.base,
            note: map.maybe(&self.note),
        }
    }
}

impl<T> Learning<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Learning<U> {
        Learning {
            theme: map.maybe(&self.theme),
            period: map.maybe(&self.period),
            counts: self.counts,
            themes: self.themes.iter().map(|one| one.map(map)).collect(),
        }
    }
}

impl<T> LearningTheme<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> LearningTheme<U> {
        LearningTheme {
            what: (map.line)(&self.what),
            count: self.count,
            learnt: map.maybe(&self.learnt),
            changed: map.maybe(&self.changed),
        }
    }
}

impl<T> Finding<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Finding<U> {
        Finding {
            said: map.maybe(&self.said),
            report: map.maybe(&self.report),
            report_date: self.report_date,
            report_url: map.maybe(&self.report_url),
            answered_by: Vec::new(),
            state: self.state,
        }
    }
}

impl<T> Award<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Award<U> {
        Award {
            awarder: map.maybe(&self.awarder),
            level: map.maybe(&self.level),
            scope: map.maybe(&self.scope),
            valid_to: self.valid_to,
            link: map.maybe(&self.link),
        }
    }
}

impl<T> Commitment<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Commitment<U> {
        Commitment {
            scheme: map.maybe(&self.scheme),
            joined: self.joined,
            renewed: self.renewed,
            link: map.maybe(&self.link),
            statements: self.statements.iter().map(|one| one.map(map)).collect(),
        }
    }
}

impl<T> Promise<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Promise<U> {
        Promise { promise: (map.line)(&self.promise), did: map.maybe(&self.did), supports: Vec::new() }
    }
}

impl<T, W> Film<T, W> {
    fn map<'s, U, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Film<U, V> {
        Film {
            file: self.file.clone(),
            link: map.maybe(&self.link),
            duration: map.maybe(&self.duration),
            language: map.maybe(&self.language),
            captions: self.captions.clone(),
            captions_text: map.maybe(&self.captions_text),
            transcript: self.transcript.as_ref().map(|words| (map.words)(words)),
        }
    }
}

impl<T> Event<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Event<U> {
        Event { ends: self.ends, happened: self.happened, place: map.maybe(&self.place), people_came: self.people_came }
    }
}

impl<T> SelfAssessment<T> {
    fn map<'s, U, W, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> SelfAssessment<U> {
        SelfAssessment {
            statement: None,
            rating: map.maybe(&self.rating),
            why: map.maybe(&self.why),
            next: map.maybe(&self.next),
        }
    }
}

impl<T, W> Detail<T, W> {
    fn map<'s, U, V>(&'s self, map: &mut TextMap<'_, 's, T, U, W, V>) -> Detail<U, V> {
        match self {
            Detail::Story(one) => Detail::Story(one.map(map)),
            Detail::Feedback(one) => Detail::Feedback(one.map(map)),
            Detail::Survey(one) => Detail::Survey(one.map(map)),
            Detail::Improvement(one) => Detail::Improvement(one.map(map)),
            Detail::Audit(one) => Detail::Audit(one.map(map)),
            Detail::Figure(one) => Detail::Figure(one.map(map)),
            Detail::Learning(one) => Detail::Learning(one.map(map)),
            Detail::Finding(one) => Detail::Finding(one.map(map)),
            Detail::Award(one) => Detail::Award(one.map(map)),
            Detail::Commitment(one) => Detail::Commitment(one.map(map)),
            Detail::Film(one) => Detail::Film(one.map(map)),
            Detail::Event(one) => Detail::Event(one.map(map)),
            Detail::SelfAssessment(one) => Detail::SelfAssessment(one.map(map)),
            Detail::Record(one) => Detail::Record(one.clone()),
            Detail::Page(one) => Detail::Page(one.clone()),
            Detail::Album => Detail::Album,
        }
    }
}
