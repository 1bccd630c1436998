//! What stands around a page: what all pages of an edition share, and what one page says about itself to the layout and
//! to search engines.

use std::collections::BTreeMap;

use serde::Serialize;

use super::blocks::{Day, Html, Link, Tag};

/// What every page of an edition shares; made once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Site {
    /// The service's name.
    pub service: String,
    /// Title of the edition.
    pub edition: String,
    /// `inspector`, `commissioner`, `family` or `public` (string key `for.family`: whom the edition is for).
    pub audience: &'static str,
    /// Language code.
    pub lang: String,
    /// The language of the framework's titles and texts, where it is another.
    pub framework_lang: Option<String>,
    /// Whether search engines may list it.
    pub listed: bool,
    /// "7K4-QD".
    pub mark: String,
    /// The day it is correct on.
    pub day: Day,
    /// Rebuild by.
    pub rebuild_by: Option<Day>,
    /// Main menu.
    pub menu: Vec<Link>,
    /// Key questions, for the menu.
    pub questions: Vec<Tag>,
    /// Links at the foot.
    pub foot: Vec<Link>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The organisation that answers for it in law.
    pub provider: Option<String>,
    /// Overall rating in a word, with the page it is on.
    pub rating: Option<Link>,
    /// The style sheet of every page.
    pub stylesheet: String,
    /// Further style sheets, by name (`list`), for the pages that need them.
    pub styles: BTreeMap<String, String>,
    /// A framework has more than five key questions.
    pub many_questions: bool,
    /// Icon.
    pub icon: String,
    /// Feed (public edition).
    pub feed: Option<String>,
    /// Address of the edition in this language where known, no `/` at the end.
    pub base_url: Option<String>,
    /// What people who use the service are called: "residents".
    pub people_word: String,
    /// PDFs beside the pages.
    pub pdfs: Vec<Link>,
    /// PDFs of single statements.
    pub statement_pdfs: Vec<Link>,
}

/// What one page says about itself to the layout.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Head {
    /// Title.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The way to the top of its language: `` or `../`.
    pub root: &'static str,
    /// The way to the top of the edition, where photos, styles and fonts are.
    pub base: String,
    /// Its own address from the top of its language.
    pub here: String,
    /// The same page in other languages.
    pub twins: Vec<Twin>,
    /// Way back: what the page belongs to.
    pub crumbs: Vec<Link>,
    /// Attribution that a framework asks for, on pages that use its text.
    pub attribution: Vec<String>,
    /// What search engines and link previews read; on the public website alone.
    pub social: Option<Social>,
}

/// The same page in another language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Twin {
    /// `cy`.
    pub lang: String,
    /// "Cymraeg".
    pub title: String,
    /// Its address from the top of the edition.
    pub href: String,
}

/// A page as a card for link previews, and as data for search engines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Social {
    /// `article` or `website`.
    pub kind: &'static str,
    /// `en_GB`.
    pub locale: String,
    /// Its full address.
    pub url: String,
    /// Its first picture.
    pub picture: Option<SocialPicture>,
    /// The data (JSON-LD), as an element that nothing runs.
    pub data: Html,
}

/// A picture for a link preview.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SocialPicture {
    /// Its full address.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}
