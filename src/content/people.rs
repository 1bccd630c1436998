//! Who is in the stories, and what they agreed to: the private register, read but never shown.

use std::fmt;

use super::dates::Date;
use super::item::ItemId;
use super::terms::{Audience, Basis, Capacity, Channel, Decision, Identify, PersonKind, Use};
use crate::problem::Span;
use crate::sources::SourcePath;

/// A person's file name in `people/`, without its ending.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(String);

impl PersonId {
    /// From a file name.
    pub fn new(name: impl Into<String>) -> PersonId {
        PersonId(name.into())
    }

    /// The file name. An author may have written a name into it: for the author's own messages and the private
    /// manifest only, never for output.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Somebody in the register. `Debug` prints the place only.
#[derive(Clone, PartialEq)]
pub struct Person {
    /// File name.
    pub id: PersonId,
    /// The file.
    pub at: Span,
    /// What they are called where a first name is allowed.
    pub known_as: String,
    /// What they are called elsewhere.
    pub alias: String,
    /// Full name first; used to catch slips.
    pub names: Vec<String>,
    /// Who they are. `None` when it could not be read.
    pub kind: Option<PersonKind>,
    /// Day of death.
    pub died_on: Option<Date>,
    /// Last working day was the day before this.
    pub left_on: Option<Date>,
    /// Every decision, as written.
    pub consents: Vec<ConsentRecord>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Person({:?})", self.at)
    }
}

/// What a decision covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers {
    /// Nothing was said: nothing.
    Nothing,
    /// `covers = "everything"`.
    Everything,
    /// These items (a path without ending, or a folder).
    These(Vec<ItemId>),
    /// All of that, but these: `except`.
    But(Box<Covers>, Vec<ItemId>),
}

/// A day that matters even when it is misspelt: a withdrawal with a bad date is still a withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Not written.
    Unsaid,
    /// Written, but not a day we can read.
    Unreadable,
    /// A day.
    On(Date),
}

/// One `[[consent]]` of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsentRecord {
    /// Where it starts.
    pub at: Span,
    /// Yes or no. `None`: a word that is neither.
    pub decision: Option<Decision>,
    /// Which items.
    pub covers: Covers,
    /// What of them.
    pub uses: Vec<Use>,
    /// Who may see.
    pub audiences: Vec<Audience>,
    /// Where.
    pub channels: Vec<Channel>,
    /// How far they may be named; missing counts as role only.
    pub identify: Option<Identify>,
    /// On what ground; missing is not enough.
    pub basis: Option<Basis>,
    /// Could they decide; missing is allowed.
    pub capacity: Option<Capacity>,
    /// Whether `capacity` was written but could not be read.
    pub capacity_unreadable: bool,
    /// From when.
    pub given_on: Day,
    /// Until the end of this day.
    pub review_by: Day,
    /// Taken back on.
    pub withdrawn_on: Day,
    /// Attorney or deputy: when the paper was seen.
    pub authority_seen_on: Day,
    /// Best interests: the number of the assessment.
    pub assessment_ref: Option<String>,
    /// Best interests: its day.
    pub assessed_on: Day,
}

impl ConsentRecord {
    /// The day it was given, where it can be read.
    pub fn given(&self) -> Option<Date> {
        match self.given_on {
            Day::On(day) => Some(day),
            Day::Unsaid | Day::Unreadable => None,
        }
    }
}

/// A word that is allowed in a file although somebody in the register is called so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameException {
    /// Where.
    pub at: Span,
    /// The word, with its capitals.
    pub word: String,
    /// The file it is allowed in.
    pub file: SourcePath,
}

/// A copy of an edition that was handed out: one `[[copy]]` of `people/issued.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedCopy {
    /// Where it is noted.
    pub at: Span,
    /// The edition's mark at that time.
    pub mark: String,
    /// The edition.
    pub edition: String,
    /// The day it was handed out.
    pub day: Option<Date>,
    /// To whom.
    pub to: String,
    /// What it contained, as far as it is known.
    pub items: Vec<ItemId>,
    /// The PDFs in it.
    pub pdfs: Vec<String>,
    /// The consents it relied on.
    pub relied: Vec<IssuedReliance>,
}

/// What a copy that was handed out relied on: one `[[copy.relied]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedReliance {
    /// Whose consent.
    pub person: PersonId,
    /// For these items.
    pub items: Vec<ItemId>,
    /// What of the person is used.
    pub uses: Vec<Use>,
    /// For whom.
    pub audiences: Vec<Audience>,
    /// In which form.
    pub channel: Option<Channel>,
    /// How far they were named or shown.
    pub identify: Option<Identify>,
    /// Which consent: the day it was given.
    pub given_on: Option<Date>,
}

/// Words that are allowed wherever they stand in an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionException {
    /// Where.
    pub at: Span,
    /// The words.
    pub word: String,
    /// The name of the edition.
    pub edition: String,
}

/// A photo of which somebody answers that it is not the picture it looks like, or that it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoException {
    /// Where.
    pub at: Span,
    /// The photo.
    pub photo: SourcePath,
}

/// A photo that was taken down because somebody in it withdrew: who, and by which hashes it is known again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawnPhoto {
    /// Where.
    pub at: Span,
    /// Who is in it.
    pub person: PersonId,
    /// Hash of the file.
    pub content: String,
    /// What it looks like, as `draw::photo::Looks` writes it.
    pub looks: String,
}

/// Everyone in the register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// Sorted by file name.
    pub people: Vec<Person>,
    /// Words allowed in files.
    pub exceptions: Vec<NameException>,
    /// Copies handed out.
    pub issued: Vec<IssuedCopy>,
    /// Words allowed in editions.
    pub edition_exceptions: Vec<EditionException>,
    /// Photos that may be shown although they look like one that may not.
    pub photo_exceptions: Vec<PhotoException>,
    /// `people/withdrawn-photos.toml`.
    pub withdrawn_photos: Vec<WithdrawnPhoto>,
}

impl Register {
    /// Looks a person up.
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.binary_search_by(|person| person.id.cmp(id)).ok().map(|index| &self.people[index])
    }
}
