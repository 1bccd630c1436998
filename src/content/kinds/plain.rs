//! Kinds that are only a handful of facts: story, feedback, survey, learning, award, commitment, record, event, page,
//! self-assessment.

use super::common;
use crate::content::fields::Facts;
use crate::content::item::{
    Award, Commitment, Event, Feedback, Learning, LearningTheme, Page, Promise, Record, SelfAssessment, Story, Survey,
    SurveyResult,
};
use crate::content::terms::{Counts, FeedbackWhat, PagePlace, Term};
use crate::problem::facts::{more_than_answered, needed};

/// Reads a story.
pub fn story(facts: &mut Facts<'_, '_>) -> Story {
    Story {
        noticed: facts.line("noticed"),
        did: facts.line("did"),
        difference: facts.line("difference"),
        told_by: facts.line("told_by"),
        goal: facts.line("goal"),
        outcome: facts.line("outcome"),
    }
}

/// Reads what somebody said.
pub fn feedback(facts: &mut Facts<'_, '_>) -> Feedback {
    Feedback {
        what: facts.term("what").unwrap_or(FeedbackWhat::Comment),
        role: facts.line("role"),
        gathered_how: facts.line("gathered_how"),
        gathered_by: facts.line("gathered_by"),
        theme: facts.line("theme"),
        learnt: facts.line("learnt"),
    }
}

/// Reads a survey.
pub fn survey(facts: &mut Facts<'_, '_>) -> Survey {
    let (asked, answered) = (facts.whole("asked"), facts.whole("answered"));
    if asked.zip(answered).is_some_and(|(asked, answered)| answered > asked) {
        let at = facts.place_of("answered");
        facts.report(more_than_answered(at));
    }
    Survey {
        asked,
        answered,
        results: facts.each("result", |result| survey_result(result, answered)),
        celebrate: facts.lines("celebrate"),
        change: facts.lines("change"),
    }
}

fn survey_result(facts: &mut Facts<'_, '_>, answered: Option<u32>) -> Option<SurveyResult> {
    let question = facts.needed_line("question", "question = \"Do you like the food?\"");
    let value = facts.whole("value");
    if !facts.is_said("value") {
        let at = facts.at().clone();
        facts.report(needed(at, "value", "value = 18"));
    }
    let (base, before, before_base) = (facts.whole("base"), facts.whole("before"), facts.whole("before_base"));
    let is_more = |part: Option<u32>, all: Option<u32>| part.zip(all).is_some_and(|(part, all)| part > all);
    if is_more(value, base.or(answered)) || is_more(before, before_base) {
        let at = facts.at().clone();
        facts.report(more_than_answered(at));
        return None;
    }
    Some(SurveyResult { question: question?, value: value?, base, before, before_base })
}

/// Reads what was learnt.
pub fn learning(facts: &mut Facts<'_, '_>) -> Learning {
    // `theme` is a line for the whole, or headings for its parts; TOML has room for only one of them.
    let theme = if facts.holds_words("theme") { facts.line("theme") } else { None };
    let themes = if theme.is_none() { facts.each("theme", learning_theme) } else { Vec::new() };
    Learning { theme, period: facts.line("period"), counts: facts.term("counts").unwrap_or(Counts::People), themes }
}

fn learning_theme(facts: &mut Facts<'_, '_>) -> Option<LearningTheme> {
    let what = facts.needed_line("what", "what = \"Falls at night\"");
    let (count, learnt, changed) = (facts.whole("count"), facts.line("learnt"), facts.line("changed"));
    Some(LearningTheme { what: what?, count, learnt, changed })
}

/// Reads an award.
pub fn award(facts: &mut Facts<'_, '_>) -> Award {
    Award {
        awarder: facts.line("awarder"),
        level: facts.line("level"),
        scope: facts.line("scope"),
        valid_to: facts.date("valid_to"),
        link: facts.line("link"),
    }
}

/// Reads a pledge.
pub fn commitment(facts: &mut Facts<'_, '_>) -> Commitment {
    Commitment {
        scheme: facts.line("scheme"),
        joined: facts.date("joined"),
        renewed: facts.date("renewed"),
        link: facts.line("link"),
        statements: facts.each("statement", promise),
    }
}

fn promise(facts: &mut Facts<'_, '_>) -> Option<Promise> {
    let promise = facts.needed_line("promise", "promise = \"I will be asked what I like\"");
    let (did, supports) = (facts.line("did"), common::codes(facts, "supports"));
    Some(Promise { promise: promise?, did, supports })
}

/// Reads where an original is kept; `held` and `owner` are read with what all kinds share.
pub fn record(facts: &mut Facts<'_, '_>) -> Record {
    Record { last_reviewed: facts.date("last_reviewed") }
}

/// Reads an event.
pub fn event(facts: &mut Facts<'_, '_>) -> Event {
    Event {
        ends: facts.date("ends"),
        happened: facts.flag("happened").unwrap_or(false),
        place: facts.line("place"),
        people_came: facts.whole("people_came"),
    }
}

/// Reads where a page belongs; a file `pages/fees.md` says so by its name.
pub fn page(facts: &mut Facts<'_, '_>, own_name: &str) -> Page {
    let place = facts.term("place").or_else(|| PagePlace::read(own_name)).unwrap_or(PagePlace::Other);
    Page { place, order: facts.whole("order") }
}

/// Reads the service's own view.
pub fn self_assessment(facts: &mut Facts<'_, '_>) -> SelfAssessment {
    SelfAssessment {
        statement: common::code(facts, "statement"),
        rating: facts.line("rating"),
        why: facts.line("why"),
        next: facts.line("next"),
    }
}
