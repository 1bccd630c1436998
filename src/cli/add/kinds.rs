//! What can be added: each kind with its files and their prompts.

use crate::cli::Stop;
use crate::content::Term;
use crate::content::terms::{FeedbackWhat, Kind};
use crate::problem::{any_of, did_you_mean};

/// What is to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum New {
    /// An item.
    Item(Kind),
    /// Feedback of one sort.
    Feedback(FeedbackWhat),
    /// Somebody in the register.
    Person,
}

impl New {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            New::Item(kind) => kind.word(),
            New::Feedback(what) => what.word(),
            New::Person => "person",
        }
    }

    /// The sort of feedback.
    pub fn what(self) -> &'static str {
        match self {
            New::Feedback(what) => what.word(),
            New::Item(_) | New::Person => FeedbackWhat::Comment.word(),
        }
    }

    /// The kind of item.
    pub fn kind(self) -> Option<Kind> {
        match self {
            New::Item(kind) => Some(kind),
            New::Feedback(_) => Some(Kind::Feedback),
            New::Person => None,
        }
    }

    /// Whether it is a person.
    pub fn is_person(self) -> bool {
        self == New::Person
    }

    /// Whether it is held back until it says whom it is about.
    pub fn must_say_who(self) -> bool {
        self.kind().is_some_and(Kind::must_say_who)
    }
}

/// The kind that somebody typed: its word, its folder, or what people call it.
pub fn new_of(typed: &str) -> Result<New, Stop> {
    let word = typed.trim().to_lowercase();
    if let Some(kind) = Kind::read(&word).or_else(|| Kind::of_folder(&word)) {
        return Ok(New::Item(kind));
    }
    if let Some(what) = FeedbackWhat::read(&word) {
        return Ok(New::Feedback(what));
    }
    match word.as_str() {
        "person" | "people" => return Ok(New::Person),
        "quote" | "thank-you" => return Ok(New::Feedback(FeedbackWhat::Compliment)),
        "photos" => return Ok(New::Item(Kind::Album)),
        _ => {}
    }
    let known: Vec<&str> = Kind::spellings().chain(FeedbackWhat::spellings()).chain(["person"]).collect();
    let folders = Kind::ALL.iter().map(|(_, kind)| kind.folder());
    let fix = match did_you_mean(&word, known.iter().copied().chain(folders)) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("Write {}.", any_of(known.iter().copied())),
    };
    Err(Stop { says: format!("Nothing of the kind \"{typed}\" can be added."), fix })
}

/// The files of a kind, the one to open first, with their prompts.
pub fn prompts(new: &New) -> &'static [(&'static str, &'static str)] {
    let Some(kind) = new.kind() else { return &[("people/@name@.toml", include_str!("prompts/person.toml"))] };
    match kind {
        Kind::Story => &[("stories/@day@-@name@.md", include_str!("prompts/story.md"))],
        Kind::Feedback => &[("feedback/@day@-@name@.md", include_str!("prompts/feedback.md"))],
        Kind::Survey => &[("surveys/@name@.md", include_str!("prompts/survey.md"))],
        Kind::Improvement => &[("improvements/@name@.md", include_str!("prompts/improvement.md"))],
        Kind::Audit => &[
            ("audits/@name@/audit.toml", include_str!("prompts/audit.toml")),
            ("audits/@name@/@month@.toml", include_str!("prompts/period.toml")),
        ],
        Kind::Figure => &[
            ("figures/@name@.toml", include_str!("prompts/figure.toml")),
            ("figures/@name@.csv", include_str!("prompts/figure.csv")),
        ],
        Kind::Learning => &[("learning/@name@.md", include_str!("prompts/learning.md"))],
        Kind::Finding => &[("findings/@name@.md", include_str!("prompts/finding.md"))],
        Kind::Award => &[("awards/@name@.md", include_str!("prompts/award.md"))],
        Kind::Commitment => &[("commitments/@name@.md", include_str!("prompts/commitment.md"))],
        Kind::Film => &[("films/@name@.md", include_str!("prompts/film.md"))],
        Kind::Record => &[("records/@name@.toml", include_str!("prompts/record.toml"))],
        Kind::Album => &[("albums/@name@/album.md", include_str!("prompts/album.md"))],
        Kind::Event => &[("events/@day@-@name@.md", include_str!("prompts/event.md"))],
        Kind::Page => &[("pages/@name@.md", include_str!("prompts/page.md"))],
        Kind::SelfAssessment => &[("self-assessment/@name@.md", include_str!("prompts/self-assessment.md"))],
    }
}
