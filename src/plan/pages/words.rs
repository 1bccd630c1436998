//! Pages of words: an author's, those that the program writes itself, and the permission form.

use serde::Serialize;

use super::blocks::{Day, Fact, Html, Link, Picture};
use super::home::RatingBlock;

/// A page of words: an author's, or the program's own from strings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordsPage {
    /// Heading.
    pub title: String,
    /// Words.
    pub body: Html,
    /// Pictures.
    pub photos: Vec<Picture>,
    /// Facts below.
    pub facts: Vec<Fact>,
    /// Which of the program's own pages this is (`accessibility`, `privacy`, `photos-and-stories`, `other-formats`,
    /// `about-this-edition`, `glossary`, `complain`, `rating`); none for an author's page. Strings `page.<own>.*`.
    pub own: Option<&'static str>,
    /// Terms and what they mean (glossary).
    pub terms: Vec<(String, String)>,
    /// Rating (the rating page).
    pub rating: Option<RatingBlock>,
    /// Pages it leads to.
    pub links: Vec<Link>,
    /// Counts for "how we decide" and "about this edition": string key and number in words.
    pub counts: Vec<(&'static str, String)>,
    /// What is true of this edition (the accessibility statement).
    pub sections: Vec<OwnSection>,
}

/// A heading, sentences and links: what the program knows about an edition.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OwnSection {
    /// Heading.
    pub title: String,
    /// Sentences, each a paragraph; links to what it is about stand below it.
    pub told: Vec<(String, Vec<Link>)>,
}

/// The form to ask somebody about photos and stories: blank, or filled in for one person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PermissionForm {
    /// Who asks.
    pub service: String,
    /// The organisation that answers for it.
    pub provider: Option<String>,
    /// How to reach them.
    pub contact: Vec<Fact>,
    /// What stands in it before anybody writes; all empty on a blank form.
    pub filled: FilledIn,
}

/// What a form for one person says already. Words in fixed spelling are those of a consent (`story`, `family`,
/// `first-name`, …): the form ticks them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FilledIn {
    /// First and last name.
    pub name: String,
    /// What they like to be called.
    pub known_as: String,
    /// What they are called where no name is allowed.
    pub alias: String,
    /// `resident`, `staff`, …
    pub kind: &'static str,
    /// What is asked about: titles, or what one would see.
    pub about: Vec<String>,
    /// `these` or `everything`.
    pub covers: &'static str,
    /// `story`, `photo`, `name`.
    pub uses: Vec<&'static str>,
    /// `inspector`, `commissioner`, `family`, `public`.
    pub audiences: Vec<&'static str>,
    /// `internet`, `offline`, `print`.
    pub channels: Vec<&'static str>,
    /// `full-name`, `first-name`, `role-only`, `not-recognisable`.
    pub identify: &'static str,
    /// Last day.
    pub until: Option<Day>,
    /// The number of the form in the service's files.
    pub number: String,
}
