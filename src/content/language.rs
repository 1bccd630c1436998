//! Languages, as authors and pages name them: a short code, a name in English, a name in the language itself.

/// A language.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// `cy` (BCP 47).
    pub code: &'static str,
    /// "Welsh".
    pub name: &'static str,
    /// "Cymraeg".
    pub own_name: &'static str,
}

macro_rules! languages {
    ($($code:literal $name:literal $own:literal),+ $(,)?) => {
        /// Languages that are spoken at home by many who give or receive care in Britain and Ireland.
        pub const LANGUAGES: &[Language] = &[$(Language { code: $code, name: $name, own_name: $own }),+];
    };
}

languages! {
    "ar" "Arabic" "العربية", "bg" "Bulgarian" "Български", "bn" "Bengali" "বাংলা", "cs" "Czech" "Čeština",
    "cy" "Welsh" "Cymraeg", "de" "German" "Deutsch", "el" "Greek" "Ελληνικά", "en" "English" "English",
    "es" "Spanish" "Español", "fa" "Persian" "فارسی", "fil" "Filipino" "Filipino", "fr" "French" "Français",
    "ga" "Irish" "Gaeilge", "gd" "Scottish Gaelic" "Gàidhlig", "gu" "Gujarati" "ગુજરાતી", "gv" "Manx" "Gaelg",
    "he" "Hebrew" "עברית", "hi" "Hindi" "हिन्दी", "hu" "Hungarian" "Magyar", "ig" "Igbo" "Igbo",
    "it" "Italian" "Italiano", "kw" "Cornish" "Kernewek", "lt" "Lithuanian" "Lietuvių", "lv" "Latvian" "Latviešu",
    "ml" "Malayalam" "മലയാളം", "mt" "Maltese" "Malti", "ne" "Nepali" "नेपाली", "nl" "Dutch" "Nederlands",
    "pa" "Punjabi" "ਪੰਜਾਬੀ", "pl" "Polish" "Polski", "ps" "Pashto" "پښتو", "pt" "Portuguese" "Português",
    "ro" "Romanian" "Română", "ru" "Russian" "Русский", "sco" "Scots" "Scots", "si" "Sinhala" "සිංහල",
    "sk" "Slovak" "Slovenčina", "sn" "Shona" "ChiShona", "so" "Somali" "Soomaali", "sq" "Albanian" "Shqip",
    "sw" "Swahili" "Kiswahili", "ta" "Tamil" "தமிழ்", "te" "Telugu" "తెలుగు", "tl" "Tagalog" "Tagalog",
    "tr" "Turkish" "Türkçe", "uk" "Ukrainian" "Українська", "ur" "Urdu" "اردو", "vi" "Vietnamese" "Tiếng Việt",
    "yi" "Yiddish" "ייִדיש", "yo" "Yoruba" "Yorùbá", "zh" "Chinese" "中文",
}

/// A language by its code or one of its names; capitals do not matter.
pub fn language(typed: &str) -> Option<&'static Language> {
    let typed = typed.trim().to_lowercase();
    let same = |name: &str| name.to_lowercase() == typed;
    LANGUAGES.iter().find(|one| same(one.code) || same(one.name) || same(one.own_name))
}

/// Whether a language is written from right to left.
pub fn is_right_to_left(code: &str) -> bool {
    let main = code.split('-').next().unwrap_or(code);
    ["ar", "fa", "he", "ps", "ur", "yi"].contains(&main)
}

/// The file of a translation: `garden.cy` is `garden` in Welsh. None for any other name.
pub fn translation_of(stem: &str) -> Option<(&str, &'static Language)> {
    let (first, code) = stem.rsplit_once('.')?;
    let known = LANGUAGES.iter().find(|one| one.code == code)?;
    (!first.is_empty()).then_some((first, known))
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, is_right_to_left, language, translation_of};

    #[test]
    fn a_language_is_known_by_its_code_and_its_names() {
        for typed in ["cy", "Welsh", "cymraeg", " CY "] {
            assert_eq!(language(typed).map(|one| one.code), Some("cy"), "{typed}");
        }
        assert_eq!(language("Elvish"), None);
        assert!(is_right_to_left("ur") && is_right_to_left("ar-EG") && !is_right_to_left("cy"));
        assert!(LANGUAGES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn a_translation_is_named_after_its_first_file() {
        assert_eq!(
            translation_of("2026-05-14-garden.cy").map(|(stem, one)| (stem, one.code)),
            Some(("2026-05-14-garden", "cy"))
        );
        for stem in ["garden", "garden.v2", ".cy", "at.the.gate"] {
            assert_eq!(translation_of(stem), None, "{stem}");
        }
    }
}
