//! The languages of an edition: the first stands at the top, each further one in a folder of its own beside it.

use crate::content::language;

/// One language of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tongue {
    /// `en`.
    pub lang: String,
    /// Where its pages are, from the top of the edition: `` or `cy/`.
    pub folder: String,
    /// The language of authors who do not say another.
    pub first: String,
    /// The other languages, with where their pages are.
    pub others: Vec<(String, String)>,
}

impl Tongue {
    /// Every language of an edition, the first one first.
    pub fn all(languages: &[&str]) -> Vec<Tongue> {
        let folder = |place: usize| if place == 0 { String::new() } else { format!("{}/", languages[place]) };
        let tongue = |place: usize| Tongue {
            lang: languages[place].to_owned(),
            folder: folder(place),
            first: languages[0].to_owned(),
            others: (0..languages.len())
                .filter(|other| *other != place)
                .map(|other| (languages[other].to_owned(), folder(other)))
                .collect(),
        };
        (0..languages.len()).map(tongue).collect()
    }

    /// Whether its pages stand at the top.
    pub fn is_first(&self) -> bool {
        self.folder.is_empty()
    }

    /// The language of a passage, where it is not that of the page.
    pub fn foreign(&self, lang: &str) -> Option<String> {
        (lang != self.lang).then(|| lang.to_owned())
    }
}

/// What a language is called by those who speak it.
pub fn own_name(lang: &str) -> &str {
    language::language(lang).map_or(lang, |known| known.own_name)
}
