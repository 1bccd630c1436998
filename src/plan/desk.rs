//! The desk where pages are put together: an edition, the theme's words and the pictures, and the small pieces that all
//! pages are made of.

use std::sync::OnceLock;

use super::addresses;
use super::pages::{ActionRow, Card, Day, Fact, GapGroup, Html, Link, Picture, PictureFile, Quote, Tag};
use super::photo_book::{PhotoBook, PhotoKey};
use super::shelf::Shelves;
use super::tongue::Tongue;
use crate::consent::{Cleared, Entry, ShownPhoto, ShownWords};
use crate::content::dates::Date;
use crate::content::item::SelfAssessment;
use crate::content::terms::{Kind, State};
use crate::content::{Detail, capitalised};
use crate::draw::picture::{Drawn, File, inline};
use crate::draw::words::{Around, to_html};
use crate::edition::Edition;
use crate::framework::{Framework, Target};
use crate::theme::Strings;

/// An edition with the theme's words and its pictures.
pub struct Desk<'e> {
    /// What may be shown.
    pub edition: &'e Edition<'e>,
    /// The theme's words.
    pub strings: &'e Strings,
    /// The pictures.
    pub photos: &'e PhotoBook,
    /// The edition's lists.
    pub shelves: Shelves,
    /// Kinds whose list takes more than one page.
    pub long_kinds: Vec<Kind>,
    /// The language its pages are in.
    pub tongue: &'e Tongue,
    /// What many pages show alike, put together for the first of them.
    pub once: Once,
}

/// What many pages of an edition show alike.
#[derive(Default)]
pub struct Once {
    /// Every action not done yet, soonest first.
    pub open_actions: OnceLock<Vec<ActionRow>>,
    /// What is missing or late.
    pub gaps: OnceLock<Vec<GapGroup>>,
    /// Each letter with where it begins.
    pub letters: OnceLock<Vec<Link>>,
}

/// An entry that came through the gate.
pub type Shown<'e> = Cleared<Entry<'e>>;

impl<'e> Desk<'e> {
    /// A desk for an edition, its lists sorted.
    pub fn new(edition: &'e Edition<'e>, strings: &'e Strings, photos: &'e PhotoBook, tongue: &'e Tongue) -> Desk<'e> {
        let mut desk = Desk::without_lists(edition, strings, photos, tongue);
        desk.shelves = Shelves::of(edition);
        desk.long_kinds = desk.kinds_with_long_lists();
        desk
    }

    /// A desk for the words of single entries: its lists are empty.
    pub fn without_lists(
        edition: &'e Edition<'e>,
        strings: &'e Strings,
        photos: &'e PhotoBook,
        tongue: &'e Tongue,
    ) -> Desk<'e> {
        let (shelves, long_kinds) = (Shelves::default(), Vec::new());
        Desk { edition, strings, photos, shelves, long_kinds, tongue, once: Once::default() }
    }

    /// The theme's words for a key.
    pub fn say(&self, key: &str) -> String {
        self.strings.say(key, &[])
    }

    /// The theme's words for a key, with words put in.
    pub fn say_with(&self, key: &str, with: &[(&str, &str)]) -> String {
        self.strings.say(key, with)
    }

    /// The way from the top of its language to the top of the edition.
    pub fn up(&self) -> &'static str {
        if self.tongue.is_first() { "" } else { "../" }
    }

    /// The language an entry's words are in, where it is not that of the page.
    pub fn foreign(&self, entry: &Entry<'_>) -> Option<String> {
        self.tongue.foreign(entry.item.written_in.unwrap_or(&self.tongue.first))
    }

    /// The language of a framework's words, where it is not that of the page.
    pub fn framework_lang(&self, framework: &Framework) -> Option<String> {
        let in_welsh = self.tongue.lang == "cy" && framework.questions.iter().all(|one| one.title_cy.is_some());
        let own = framework.languages.first().map_or("en", String::as_str);
        if in_welsh { None } else { self.tongue.foreign(own) }
    }

    /// What a framework says in Welsh, where the page is Welsh and somebody has compared it with the regulator's.
    pub fn in_welsh<'t>(&self, english: &'t str, welsh: &'t Option<String>) -> &'t str {
        welsh.as_deref().filter(|_| self.tongue.lang == "cy").unwrap_or(english)
    }

    /// A question's or statement's name.
    pub fn label(&self, target: Target) -> String {
        let frameworks = self.edition.frameworks;
        let welsh = match frameworks.statement(target) {
            Some(statement) => &statement.title_cy,
            None => &frameworks.question(target).title_cy,
        };
        self.in_welsh(&frameworks.label(target), welsh).to_owned()
    }

    /// A fact under a label of the theme, where there is one.
    pub fn fact(&self, label: &'static str, value: Option<impl Into<String>>) -> Option<Fact> {
        value.map(|value| Fact { label, value: value.into(), href: None })
    }

    /// A day for a machine and for a reader.
    pub fn day(&self, date: Date) -> Day {
        Day::of(date, self.strings)
    }

    /// A day under a label of the theme, where there is one.
    pub fn day_fact(&self, label: &'static str, date: Option<Date>) -> Option<Fact> {
        self.fact(label, date.map(|date| self.strings.date(date)))
    }

    /// A key question as a tag.
    pub fn tag(&self, target: Target) -> Tag {
        let question = self.edition.frameworks.question(target);
        Tag {
            class: format!("q-{}", target.question + 1),
            title: self.in_welsh(&question.title, &question.title_cy).to_owned(),
            href: addresses::target(self.edition, Target { statement: None, ..target }, 1),
        }
    }

    /// The key questions of the first framework that an entry speaks to, at most three.
    pub fn tags(&self, entry: &Entry<'_>) -> Vec<Tag> {
        let mut questions: Vec<Target> = entry
            .supports
            .iter()
            .filter(|target| target.framework == 0)
            .map(|target| Target { statement: None, ..*target })
            .collect();
        questions.dedup();
        questions.into_iter().take(3).map(|target| self.tag(target)).collect()
    }

    /// A question's or statement's name and page.
    pub fn target_link(&self, target: Target) -> Link {
        Link { title: self.label(target), href: addresses::target(self.edition, target, 1) }
    }

    /// What an entry speaks to, for this reader: the framework that organises the pages; for inspectors the further
    /// ones as well, each under its name.
    pub fn supports(&self, entry: &Entry<'_>) -> Vec<Link> {
        let shown = entry.supports.iter().filter(|one| one.framework == 0 || self.edition.is_for_inspectors());
        let link = |target: &Target| {
            let mut link = self.target_link(*target);
            if target.framework != 0 {
                link.title = format!("{} ({})", link.title, self.edition.frameworks.framework(*target).title);
            }
            link
        };
        shown.map(link).collect()
    }

    /// A photo in all its sizes.
    pub fn picture(&self, photo: &ShownPhoto) -> Option<Picture> {
        let made = self.photos.get(&PhotoKey::of(photo))?;
        let first = made.files.first()?;
        let serves_as_alt = photo.caption_is_alt && photo.alt.is_none();
        let alt = if photo.decorative {
            String::new()
        } else if serves_as_alt {
            photo.caption.clone().unwrap_or_default()
        } else {
            photo.alt.clone().unwrap_or_default()
        };
        Some(Picture {
            alt,
            caption: photo.caption.clone(),
            colour: made.colour.clone(),
            portrait: first.height > first.width,
            files: made.files.clone(),
        })
    }

    /// An entry in a list.
    pub fn card(&self, entry: &Shown<'_>) -> Card {
        Card {
            kind: entry.item.kind.word(),
            href: addresses::item(entry),
            reference: entry.reference.to_owned(),
            title: entry.item.title.clone(),
            summary: summary(entry).to_owned(),
            date: entry.day().map(|date| self.day(date)),
            tags: self.tags(entry),
            photo: entry.item.photos.iter().find_map(|photo| self.picture(photo)),
            note: self.note(entry),
            lang: self.foreign(entry),
        }
    }

    /// The rating a service gives itself, in the regulator's word.
    pub fn own_rating(&self, own: &SelfAssessment<String>) -> Option<String> {
        let typed = own.rating.as_deref()?;
        let grade = self.edition.frameworks.rating(0, typed);
        Some(grade.map_or_else(|| capitalised(typed), |grade| self.in_welsh(&grade.label, &grade.label_cy).to_owned()))
    }

    /// A small remark on a card.
    fn note(&self, entry: &Shown<'_>) -> Option<String> {
        match &entry.item.detail {
            Detail::Award(award) => {
                award.valid_to.map(|day| self.say_with("sentence.valid_to", &[("date", &self.strings.date(day))]))
            }
            Detail::Improvement(improvement) => improvement.state.map(|state| self.say(state_key(state))),
            Detail::Finding(finding) => finding.state.map(|state| self.say(state_key(state))),
            Detail::Film(film) => film.duration.clone(),
            Detail::Audit(_) | Detail::Figure(_) => self.latest_sentence(entry),
            Detail::Feedback(feedback) => feedback.role.as_deref().map(capitalised),
            Detail::SelfAssessment(own) => self.own_rating(own),
            Detail::Story(_) | Detail::Survey(_) | Detail::Learning(_) | Detail::Commitment(_) | Detail::Record(_) => {
                None
            }
            Detail::Album | Detail::Event(_) | Detail::Page(_) => None,
        }
    }

    /// Cards of several entries.
    pub fn cards<'s>(&self, entries: impl IntoIterator<Item = &'s Shown<'s>>) -> Vec<Card> {
        entries.into_iter().map(|entry| self.card(entry)).collect()
    }

    /// Feedback as a quote.
    pub fn quote(&self, entry: &Shown<'_>, root: &str) -> Option<Quote> {
        let Detail::Feedback(feedback) = &entry.item.detail else { return None };
        let gathered = match (&feedback.gathered_how, &feedback.gathered_by) {
            (Some(how), Some(by)) => Some(format!("{how}, {by}")),
            (how, by) => how.clone().or_else(|| by.clone()),
        };
        Some(Quote {
            words: self.words(entry, &entry.item.words, root, 3),
            role: feedback.role.as_deref().map(capitalised),
            date: entry.item.date.map(|date| self.day(date)),
            gathered: gathered.as_deref().map(capitalised),
            what: feedback.what.word(),
            href: addresses::item(entry),
            reference: entry.reference.to_owned(),
            tags: self.tags(entry),
            learnt: feedback.learnt.clone(),
            lang: self.foreign(entry),
        })
    }

    /// Quotes of several entries.
    pub fn quotes<'s>(&self, entries: impl IntoIterator<Item = &'s Shown<'s>>, root: &str) -> Vec<Quote> {
        entries.into_iter().filter_map(|entry| self.quote(entry, root)).collect()
    }

    /// An entry's body text as HTML; `root` is the way from the page to the top.
    pub fn words(&self, entry: &Shown<'_>, words: &ShownWords<'_>, root: &str, heading_base: u8) -> Html {
        if words.is_empty() {
            return Html::default();
        }
        let name_of = |person: &str| words.names.get(person).cloned();
        let base = format!("{}{root}", self.up());
        let picture = |typed: &str, alt: &str| self.inline_picture(entry, typed, alt, &base);
        let link = |typed: &str| {
            let target = self.edition.entry_of(*entry.links.get(typed)?)?;
            Some(format!("{root}{}", addresses::item(target)))
        };
        let prefix = format!("{}-", addresses::slug(entry.reference));
        let around =
            Around { heading_base, footnote_prefix: &prefix, name_of: &name_of, picture: &picture, link: &link };
        Html(to_html(words.source, &around))
    }

    /// Words with mentions, pictures or links as readers see them, for the mark: what an author typed there may name
    /// what this edition does not show.
    pub fn words_with_links(&self) -> Vec<String> {
        let mut all = Vec::new();
        for entry in &self.edition.entries {
            let versions = std::iter::once(&**entry).chain(&entry.versions);
            let words = versions.flat_map(Entry::texts).filter(|words| !words.is_plain());
            all.extend(words.map(|words| self.words(entry, words, "../", 2).0));
        }
        all
    }

    /// A picture in the words: one of the entry's cleared photos, found by its file's name.
    fn inline_picture(&self, entry: &Shown<'_>, typed: &str, alt: &str, base: &str) -> Option<String> {
        let photo = entry.item.photos.iter().find(|photo| is_file(photo, typed))?;
        let mut picture = self.picture(photo)?;
        if !alt.trim().is_empty() && !photo.decorative {
            alt.clone_into(&mut picture.alt);
        }
        Some(inline(&drawn(&picture), base))
    }

    /// Photos that do not stand in the words.
    pub fn photos_beside_words(&self, entry: &Shown<'_>) -> Vec<Picture> {
        let beside = entry.item.photos.iter().filter(|photo| !stands_in_words(entry, photo));
        beside.filter_map(|photo| self.picture(photo)).collect()
    }
}

/// Whether a photo stands in the words of its entry.
pub fn stands_in_words(entry: &Shown<'_>, photo: &ShownPhoto) -> bool {
    let source = entry.item.words.source;
    source.contains("![") && source.contains(photo.file.name())
}

/// Whether a photo is the file that an author typed in the words.
pub fn is_file(photo: &ShownPhoto, typed: &str) -> bool {
    let typed = typed.trim_start_matches("./").replace('\\', "/").replace("%20", " ");
    photo.file.as_str() == typed || photo.file.as_str().ends_with(&format!("/{typed}"))
}

fn drawn(picture: &Picture) -> Drawn<'_> {
    Drawn {
        alt: &picture.alt,
        caption: picture.caption.as_deref(),
        portrait: picture.portrait,
        colour: &picture.colour,
        files: picture.files.iter().map(drawn_file).collect(),
    }
}

fn drawn_file(file: &PictureFile) -> File<'_> {
    File { href: &file.href, webp: file.webp.as_deref(), width: file.width, height: file.height }
}

/// The theme's key for a state.
pub fn state_key(state: State) -> &'static str {
    match state {
        State::Planned => "state.planned",
        State::Doing => "state.doing",
        State::Done => "state.done",
        State::Checked => "state.checked",
    }
}

/// A sentence or two for a card: the author's own, or the first sentence of what the item says of itself.
pub fn summary<'s>(entry: &'s Shown<'_>) -> &'s str {
    let own = match &entry.item.detail {
        _ if !entry.short_words().is_empty() => return entry.short_words(),
        Detail::Improvement(improvement) => improvement.difference.as_ref().or(improvement.did.as_ref()),
        Detail::Finding(finding) => finding.said.as_ref(),
        Detail::SelfAssessment(own) => own.why.as_ref(),
        _ => None,
    };
    let words = own.map_or("", |words| words.trim());
    // A full stop so near the front is a short form, such as "Dr.".
    words.find(". ").filter(|end| *end > 20).map_or(words, |end| &words[..=end])
}
