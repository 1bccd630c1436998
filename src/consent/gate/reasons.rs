//! The words for why something is held back.

use crate::consent::decide::Denial;
use crate::content::terms::Kind;
use crate::problem::Problem;
use crate::problem::consent::{self as told, Held};

pub(super) fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::Story => "This story",
        Kind::Feedback => "This feedback",
        Kind::Survey => "This survey",
        Kind::Improvement => "This improvement",
        Kind::Audit => "This audit",
        Kind::Figure => "This figure",
        Kind::Learning => "This learning",
        Kind::Finding => "This finding",
        Kind::Award => "This award",
        Kind::Commitment => "This commitment",
        Kind::Film => "This film",
        Kind::Record => "This record",
        Kind::Album => "This album",
        Kind::Event => "This event",
        Kind::Page => "This page",
        Kind::SelfAssessment => "This self-assessment",
    }
}

pub(super) fn why(held: &Held<'_>, denial: &Denial) -> Problem {
    match denial {
        Denial::NoRecord => told::consent_missing(held),
        Denial::Refused(_) => told::consent_refused(held),
        Denial::DecisionUnclear(_) => told::consent_unclear(held),
        Denial::Withdrawn(_) => told::consent_withdrawn(held),
        Denial::Died(day) => told::person_died(held, day),
        Denial::NoDay(_) => told::consent_without_day(held),
        Denial::NotYet(_, day) => told::consent_not_yet(held, day),
        Denial::Expired(_, day) => told::consent_expired(held, day),
        Denial::LastDayUnclear(_) => told::consent_last_day_unclear(held),
        Denial::Left(day) => told::person_left(held, day),
        Denial::BasisDoesNotFit(_) => told::basis_does_not_fit(held),
        Denial::ChildNeedsParent(_) => told::child_needs_parent(held),
        Denial::LacksCapacity(_) => told::lacks_capacity(held),
        Denial::AuthorityNotSeen(_) => told::authority_not_seen(held),
        Denial::NoAssessment(_) => told::assessment_missing(held),
        Denial::NotCovered(_) => told::not_covered(held),
        Denial::WrongUse(_, used) => told::wrong_use(held, used.word()),
        Denial::BestInterestsOnly(_) => told::best_interests_only(held),
        Denial::WrongAudience(_, audience) => told::wrong_audience(held, audience.word()),
        Denial::WrongChannel(_, channel) => told::wrong_channel(held, channel.word()),
    }
}
