//! The accessibility statement: only what is true of this edition.

use super::desk::Desk;
use super::pages::{Link, OwnSection};
use super::tongue::own_name;
use crate::content::Detail;
use crate::content::terms::Kind;

impl<'e> Desk<'e> {
    /// What the program knows: languages, films, photos, how it was tested, when.
    pub fn accessibility(&self, theme_is_changed: bool) -> Vec<OwnSection> {
        let mut sections = vec![self.about_languages()];
        sections.extend(self.about_films());
        sections.extend(self.about_photos());
        let mut tested = vec![self.sentence("accessibility.tested")];
        if theme_is_changed {
            tested.push(self.sentence("accessibility.changed"));
        }
        let day = self.strings.date(self.edition.day);
        tested.push((self.say_with("accessibility.day", &[("day", &day)]), Vec::new()));
        tested.push(self.sentence("accessibility.law"));
        sections.push(OwnSection { title: self.say("accessibility.tested_title"), told: tested });
        let tell = vec![self.sentence("accessibility.tell")];
        sections.push(OwnSection { title: self.say("accessibility.tell_title"), told: tell });
        sections
    }

    /// The languages of the edition, as those who speak them call them.
    pub fn languages(&self) -> String {
        let others = self.tongue.others.iter().map(|(lang, _)| lang);
        let all = std::iter::once(&self.tongue.lang).chain(others).map(|lang| own_name(lang));
        all.collect::<Vec<_>>().join(", ")
    }

    fn sentence(&self, key: &str) -> (String, Vec<Link>) {
        (self.say(key), Vec::new())
    }

    fn about_languages(&self) -> OwnSection {
        let languages = self.say_with("accessibility.languages", &[("languages", &self.languages())]);
        let mut told = vec![(languages, Vec::new())];
        let elsewhere = self.edition.entries.iter().filter(|entry| self.foreign(entry).is_some()).count();
        if elsewhere > 0 {
            told.push((self.strings.count("accessibility.elsewhere", elsewhere, &[]), Vec::new()));
        }
        OwnSection { title: self.say("accessibility.languages_title"), told }
    }

    /// Which films lack what; a film that is sound alone has words to read in place of captions.
    fn about_films(&self) -> Option<OwnSection> {
        let lacking = |lacks: &dyn Fn(bool, bool) -> bool| -> Vec<Link> {
            let films = self.edition.of_kind(Kind::Film).iter();
            let lacking = films.filter(|entry| match &entry.item.detail {
                Detail::Film(film) => lacks(film.captions_text.is_some(), film.transcript.is_some()),
                _ => false,
            });
            lacking.map(|entry| self.link(entry)).collect()
        };
        if self.edition.of_kind(Kind::Film).is_empty() {
            return None;
        }
        let no_captions = lacking(&|captions, _| !captions);
        let no_words = lacking(&|captions, transcript| !captions && !transcript);
        let mut told = Vec::new();
        if no_words.is_empty() {
            told.push(self.sentence("accessibility.films_all"));
        } else {
            told.push((self.say("accessibility.no_words"), no_words));
        }
        if !no_captions.is_empty() {
            told.push((self.say("accessibility.no_captions"), no_captions));
        }
        Some(OwnSection { title: self.say("accessibility.films_title"), told })
    }

    fn about_photos(&self) -> Option<OwnSection> {
        let photos: usize = self.edition.entries.iter().map(|entry| entry.item.photos.len()).sum();
        let told = vec![(self.strings.count("accessibility.photos", photos, &[]), Vec::new())];
        (photos > 0).then(|| OwnSection { title: self.say("accessibility.photos_title"), told })
    }
}
