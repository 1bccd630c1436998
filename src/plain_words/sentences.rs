//! Cuts a text into sentences and words.
//!
//! A full stop ends a sentence unless it belongs to a short form (Dr., e.g.), a number (12.5), a day (3.5.2026) or an
//! initial (J. Smith).

/// Short forms that a name or more words follow.
const SHORT_FORMS: [&str; 22] = [
    "dr", "mr", "mrs", "ms", "mx", "prof", "rev", "st", "sr", "jr", "no", "nos", "tel", "approx", "vs", "cf", "fig",
    "jan", "feb", "aug", "sept", "dept",
];

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !matches!(letter, '.' | '!' | '?' | '\u{2026}') {
            continue;
        }
        // Marks that close a quote or a bracket belong to the sentence.
        let mut end = at + letter.len_utf8();
        while let Some((next, mark)) = letters.peek().copied().filter(|(_, mark)| is_closing(*mark)) {
            end = next + mark.len_utf8();
            letters.next();
        }
        if ends_here(&text[start..at], letter, &text[end..]) {
            found.push(text[start..end].trim());
            start = end;
        }
    }
    found.push(text[start..].trim());
    found.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    found
}

fn is_closing(mark: char) -> bool {
    matches!(mark, '.' | '!' | '?' | '\u{2026}' | '"' | '\'' | '”' | '’' | ')' | ']')
}

fn ends_here(before: &str, mark: char, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    if mark != '.' {
        // “Really?” she said.
        return after.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
    }
    let last = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘')).next().unwrap_or("");
    let word = last.to_lowercase();
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase) && last != "I";
    // “e.g.”, “i.e.”, “a.m.”: letters and stops.
    let is_dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let goes_on = after.trim_start().chars().next().is_some_and(char::is_lowercase);
    let is_short = SHORT_FORMS.contains(&word.as_str());
    let is_numbered =
        matches!(word.as_str(), "no" | "nos") && !after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    !goes_on && !is_initial && !is_dotted_form(&word, is_dotted, after) && (!is_short || is_numbered)
}

/// After “a.m.” a sentence may begin; after “e.g.” none does.
fn is_dotted_form(word: &str, is_dotted: bool, after: &str) -> bool {
    let may_end = matches!(word, "a.m" | "p.m");
    is_dotted && !(may_end && after.trim_start().starts_with(char::is_uppercase))
}

/// The words of a text: what has a letter or a figure in it.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '/'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{sentences, words};

    #[test]
    fn short_forms_numbers_and_initials_end_no_sentence() {
        let cases: [(&str, usize); 13] = [
            ("The CQC visited on 3 Jan. Dr. Patel, e.g. our GP, was pleased. Falls fell by 12.5%!", 2),
            ("Mr. and Mrs. Lane came. They stayed.", 2),
            ("We met on 3.5.2026. It rained.", 2),
            ("J. R. Smith and I. Then we left.", 2),
            ("“Is it?” she said. “It is.” And so it was.", 3),
            ("Tea at 3 p.m. Then a walk. At 5 p.m. we ate.", 3),
            ("No. 7 is hers. He said no. We went.", 3),
            ("Wait… what? Yes!", 2),
            ("See www.example.org for more", 1),
            ("(It was late.) We slept.", 2),
            ("One (i.e. a single one) was left. Good.", 2),
            ("", 0),
            ("...", 0),
        ];
        for (text, count) in cases {
            assert_eq!(sentences(text).len(), count, "{text}: {:?}", sentences(text));
        }
    }

    #[test]
    fn words_are_what_has_letters() {
        assert_eq!(
            words("Tea – at three/four, “we’d” say…").collect::<Vec<_>>(),
            ["Tea", "at", "three", "four", "we’d", "say"]
        );
    }
}
