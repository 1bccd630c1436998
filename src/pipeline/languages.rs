//! Which languages the pages are made in.

use crate::content::item::Item;
use crate::content::{Settings, language};
use crate::problem::Problems;
use crate::problem::translation::{language_unknown, language_without_words, translation_not_used};
use crate::theme::Theme;

/// What pages are in when nobody says.
const USUAL: &str = "en";

/// The codes of the languages, the folder's own first. A language that cannot be used is told.
pub fn of<'s>(settings: &'s Settings, theme: &'s Theme, items: &[Item], problems: &mut Problems) -> Vec<&'s str> {
    let mut chosen: Vec<&str> = Vec::new();
    let has: Vec<&str> = theme.languages().collect();
    for code in &settings.languages {
        let typed = code.typed.as_str();
        let known = language::language(typed).map(|known| known.code);
        let usable = has.iter().copied().find(|lang| *lang == typed || Some(*lang) == known);
        match (usable, known) {
            (Some(lang), _) if chosen.contains(&lang) => {}
            (Some(lang), _) => chosen.push(lang),
            (None, Some(lang)) => problems.add(language_without_words(code.at.clone(), lang, &has)),
            (None, None) => problems.add(language_unknown(code.at.clone(), typed, has.iter().copied())),
        }
    }
    if chosen.is_empty() {
        chosen.push(USUAL);
    }
    for translation in items.iter().flat_map(|item| &item.translations) {
        if let Some(code) = translation.written_in.filter(|code| !chosen.contains(code)) {
            problems.add(translation_not_used(translation.at.clone(), code));
        }
    }
    chosen
}
