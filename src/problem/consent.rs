//! Problems with what people agreed to: the reasons why something is held back.

use super::mending::{Meant, Mending, WHO_IT_IS, meant};
use super::{Problem, Span, did_you_mean};
use std::fmt::Display;

/// What is held back, and because of whom.
pub struct Held<'a> {
    /// Where the item says who is in it.
    pub at: Span,
    /// "This story" or "This photo".
    pub what: &'a str,
    /// The person's file name.
    pub person: &'a str,
    /// Whom the edition is for.
    pub edition: &'a str,
}

impl Held<'_> {
    fn problem(&self, code: &'static str) -> Problem {
        Problem::held_back(code, self.at.clone()).means(format!("{} is left out.", self.what)).in_edition(self.edition)
    }
}

fn file_of(person: &str) -> String {
    format!("people/{person}.toml")
}

/// Somebody is named who is not in the register.
pub fn person_unknown(at: Span, person: &str, known: &[&str]) -> Problem {
    let near = did_you_mean(person, known.iter().copied());
    let mending = match near.map(|near| (near, meant(person, near, known.iter().copied()))) {
        Some((near, Meant::Surely)) => Mending::word(&at, person, near),
        Some((_, Meant::Likely | Meant::Perhaps)) => Mending::LeftAlone(WHO_IT_IS),
        None => Mending::ByHand,
    };
    let fix = match near {
        Some(near) => format!("Did you mean \"{near}\"? If this is somebody else, add {}.", file_of(person)),
        None => format!("Add {}, or correct the name.", file_of(person)),
    };
    Problem::error("person-unknown", at)
        .says(format!("Nobody in the register is called \"{person}\"."))
        .means("Without their record nobody can know what they agreed to.")
        .fix(fix)
        .mended(mending)
}

/// The item does not say who is in it.
pub fn people_unsaid(at: Span, what: &str, edition: &str) -> Problem {
    Problem::held_back("people-unsaid", at)
        .says(format!("{what} does not say who is in it."))
        .means(format!("{what} is left out until it does."))
        .fix(
            "Add `people = [\"…\"]` with everyone it is about, or `people = []` when it is about nobody in particular.",
        )
        .in_edition(edition)
}

/// A photo does not say who is in it.
pub fn photo_people_unsaid(at: Span, edition: &str) -> Problem {
    Problem::held_back("photo-people-unsaid", at)
        .says("This photo does not say who is in it.")
        .means("The photo is left out; the rest is shown.")
        .fix("Under `[[photo]]` write `people = [\"…\"]` with everyone in it, or `people = \"nobody recognisable\"`.")
        .in_edition(edition)
}

/// A photo has no words for people who cannot see it.
pub fn photo_alt_missing(at: Span, edition: &str) -> Problem {
    Problem::held_back("photo-alt-missing", at)
        .says("This photo has no words for people who cannot see it.")
        .means("The photo is left out; the rest is shown.")
        .fix("Add `alt = \"…\"`: say in one sentence what a visitor would see.")
        .in_edition(edition)
}

/// A picture in the words is not listed under `[[photo]]`.
pub fn picture_not_listed(at: Span, edition: &str) -> Problem {
    Problem::held_back("picture-not-listed", at)
        .says("The picture in these words does not say who is in it.")
        .means("The picture is left out; the words are shown.")
        .fix("Add a `[[photo]]` with its `file`, `alt` and `people` at the top of this file.")
        .in_edition(edition)
}

/// Nothing is recorded.
pub fn consent_missing(held: &Held<'_>) -> Problem {
    held.problem("consent-missing")
        .says(format!("No consent is recorded for {}.", held.person))
        .fix(format!("Ask the person, then add a `[[consent]]` to {}.", file_of(held.person)))
}

/// The person said no.
pub fn consent_refused(held: &Held<'_>) -> Problem {
    held.problem("consent-refused")
        .says(format!("{} said no.", held.person))
        .fix("Take the person out, or leave it. Ask again only if they bring it up.")
}

/// The decision is neither yes nor no.
pub fn consent_unclear(held: &Held<'_>) -> Problem {
    held.problem("consent-unclear")
        .says(format!("The record for {} does not say clearly what was decided.", held.person))
        .fix(format!("In {} write `decision = \"given\"` or `decision = \"refused\"`.", file_of(held.person)))
}

/// Taken back.
pub fn consent_withdrawn(held: &Held<'_>) -> Problem {
    held.problem("consent-withdrawn")
        .says(format!("{} has taken the consent back.", held.person))
        .fix("Nothing: it stays out. If the person changes their mind, record a new consent.")
}

/// The person has died.
pub fn person_died(held: &Held<'_>, day: &dyn Display) -> Problem {
    held.problem("person-died")
        .says(format!("{} died on {day}.", held.person))
        .fix("Speak with the family in good time. A new decision after that day brings it back.")
}

/// Nobody wrote when it was given.
pub fn consent_without_day(held: &Held<'_>) -> Problem {
    held.problem("consent-without-day")
        .says(format!("The consent for {} does not say when it was given.", held.person))
        .fix(format!("Add `given_on = 2026-01-31` with the right day to {}.", file_of(held.person)))
}

/// It starts later.
pub fn consent_not_yet(held: &Held<'_>, day: &dyn Display) -> Problem {
    held.problem("consent-not-yet")
        .says(format!("The consent for {} starts on {day}.", held.person))
        .fix("Build again from that day on; or correct `given_on`.")
}

/// It ran out.
pub fn consent_expired(held: &Held<'_>, day: &dyn Display) -> Problem {
    held.problem("consent-expired")
        .says(format!("The consent for {} ended on {day}.", held.person))
        .fix("Ask the person again, then record the new decision.")
}

/// The last day could not be read.
pub fn consent_last_day_unclear(held: &Held<'_>) -> Problem {
    held.problem("consent-last-day-unclear")
        .says(format!("The last day of the consent for {} cannot be read.", held.person))
        .fix(format!("Correct `review_by` in {}, such as `review_by = 2027-01-31`.", file_of(held.person)))
}

/// Staff who have left.
pub fn person_left(held: &Held<'_>, day: &dyn Display) -> Problem {
    held.problem("person-left")
        .says(format!("{} left on {day}; the agreement ended with the job.", held.person))
        .fix("Take the person out, or ask them and record a new decision as a visitor.")
}

/// The ground does not fit the person.
pub fn basis_does_not_fit(held: &Held<'_>) -> Problem {
    held.problem("consent-basis")
        .says(format!("The `basis` of the consent for {} does not fit this person.", held.person))
        .fix("Write who decided: own-consent, attorney, deputy, best-interests, parent (children only) or staff-agreement (staff only).")
}

/// A child needs somebody with parental responsibility.
pub fn child_needs_parent(held: &Held<'_>) -> Problem {
    held.problem("consent-child")
        .says(format!("{} is a child, and nobody with parental responsibility has agreed.", held.person))
        .fix("Ask a parent or guardian, and the child; record it with `basis = \"parent\"`.")
}

/// Own consent, but assessed as not able to decide.
pub fn lacks_capacity(held: &Held<'_>) -> Problem {
    held.problem("consent-capacity")
        .says(format!("{} was assessed as not able to decide this, so their own consent does not count.", held.person))
        .fix("Hold a best-interests meeting, or ask the attorney or deputy, and record that decision.")
}

/// Attorney or deputy, and nobody saw the paper.
pub fn authority_not_seen(held: &Held<'_>) -> Problem {
    held.problem("consent-authority-not-seen")
        .says(format!("Somebody decided for {}, but nobody recorded seeing their authority.", held.person))
        .fix("Look at the registered power of attorney or court order, then write `authority_seen_on`.")
}

/// Best interests without its assessment.
pub fn assessment_missing(held: &Held<'_>) -> Problem {
    held.problem("consent-no-assessment")
        .says(format!("The best-interests decision for {} has no assessment.", held.person))
        .fix("Write the number of the capacity assessment in `assessment_ref`.")
}

/// The record is about other items.
pub fn not_covered(held: &Held<'_>) -> Problem {
    held.problem("consent-not-covered")
        .says(format!("The consent for {} is about other items.", held.person))
        .fix(format!("Ask the person about this one, then add it to `covers` in {}.", file_of(held.person)))
}

/// Not for this use.
pub fn wrong_use(held: &Held<'_>, used: &str) -> Problem {
    let what = match used {
        "photo" => "photos and films of them",
        "name" => "saying their name",
        _ => "words about them",
    };
    held.problem("consent-use")
        .says(format!("The consent for {} does not cover {what}.", held.person))
        .fix(format!("Ask the person; if they agree, add \"{used}\" to `uses`."))
}

/// Best interests open two editions only.
pub fn best_interests_only(held: &Held<'_>) -> Problem {
    held.problem("consent-best-interests")
        .says(format!("A best-interests decision for {} opens the inspector and family editions only.", held.person))
        .fix("Nothing, or take this reader out of the item's `audience`. The policy in carefolio.toml can say otherwise, with a reason.")
}

/// Not for these readers.
pub fn wrong_audience(held: &Held<'_>, audience: &str) -> Problem {
    held.problem("consent-audience")
        .says(format!("The consent for {} does not cover the {audience} reader.", held.person))
        .fix("Ask the person, or take this reader out of the item's `audience`.")
}

/// Not in this form.
pub fn wrong_channel(held: &Held<'_>, channel: &str) -> Problem {
    let form = match channel {
        "internet" => "being on the internet",
        "print" => "being printed on paper",
        _ => "being handed over as a folder",
    };
    held.problem("consent-channel")
        .says(format!("The consent for {} does not cover {form}.", held.person))
        .fix(format!("Ask the person; if they agree, add \"{channel}\" to `channels`."))
}

/// What holds an item back from the PDFs alone.
pub fn from_print(problem: Problem) -> Problem {
    Problem { means: "It is left out of the printed portfolio.".to_owned(), ..problem }
}

/// A photo or film of somebody who may not be recognised.
pub fn photo_recognisable(held: &Held<'_>) -> Problem {
    held.problem("consent-recognisable")
        .says(format!("{} agreed only where nobody can tell who it is, and can be seen here.", held.person))
        .fix(
            "Choose another photo or film. In a photo you can cover the person with `cover` and write \
             `people = \"nobody recognisable\"`.",
        )
}

/// Two files of the register differ in capitals only.
pub fn person_twice(at: Span, other: &Span) -> Problem {
    Problem::error("person-twice", at)
        .says(format!("This file and {other} are the same person by their names."))
        .means("What somebody withdrew in one of them would not count in the other.")
        .fix("Put the two together, or rename one if they are two people.")
}

/// The words say a name that this edition may not say.
pub fn name_said(at: Span, what: &str, person: &str, full: bool, edition: &str) -> Problem {
    let said = if full { "the full name, or another name," } else { "the name" };
    Problem::held_back("name-said", at)
        .says(format!("These words say {said} of {person}, which this reader may not know."))
        .means(format!("{what} is left out until the name is."))
        .fix(format!(
            "Write `[their name](person:{person})` to have the right name printed for each reader, or take it out. \
             If it is only an ordinary word here, allow it in people/exceptions.toml."
        ))
        .in_edition(edition)
}

/// The words that stand in place of somebody's name say a name.
pub fn alias_says_name(held: &Held<'_>, named: &str) -> Problem {
    held.problem("alias-says-name")
        .says(format!(
            "The `alias` of {} says a name of {named}, who may not be named so for this reader.",
            held.person
        ))
        .fix(format!("In {} write an `alias` without any name, such as \"a relative\".", file_of(held.person)))
}

/// An award has run out.
pub fn award_expired(at: Span, day: &dyn Display) -> Problem {
    Problem::advice("award-expired", at)
        .says(format!("This award was valid to {day}."))
        .means("It is no longer shown.")
        .fix("Renew it and write the new `valid_to`, or delete the file.")
}

/// What the settings say of an edition says a name.
pub fn edition_says_name(at: Span, key: &str, person: &str, edition: &str) -> Problem {
    Problem::held_back("name-said", at)
        .says(format!("The `{key}` of this edition says a name of {person}, who may not be named so for this reader."))
        .means("It is left out; the edition is made without it.")
        .fix(format!("Take the name out of `{key}`."))
        .in_edition(edition)
}
