//! A statement in so many words as a regulator's portal takes.

use super::values::Statement;

/// What a portal takes, in characters.
const PORTAL: usize = 2_000;

/// What the evidence of a statement says, in words that fit a portal. What is longer ends with a whole sentence.
pub(super) fn summary_of(statement: &Statement) -> String {
    let mut summary = String::new();
    for line in statement.kinds.iter().flat_map(|(_, lines)| lines) {
        let item = &line.item;
        let when = item.date.as_ref().map(|day| format!(", {}", day.words)).unwrap_or_default();
        let outcome = item.outcome.as_deref().map(|outcome| format!(": {outcome}")).unwrap_or_default();
        let told = format!("{} ({}{when}){outcome}", item.title.trim_end_matches('.'), item.reference);
        let told = if told.ends_with(['.', '!', '?']) { told } else { format!("{told}.") };
        let gap = usize::from(!summary.is_empty());
        let room = PORTAL - summary.chars().count();
        let Some(whole) = whole_sentences(&told, room.saturating_sub(gap)) else { break };
        if gap == 1 {
            summary.push(' ');
        }
        summary.push_str(whole);
        if whole.len() < told.len() {
            break;
        }
    }
    summary
}

/// As many whole sentences as have room; nothing when not even the first has.
fn whole_sentences(text: &str, room: usize) -> Option<&str> {
    let Some((end, _)) = text.char_indices().nth(room) else { return Some(text) };
    let mut ends = text[..end].match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
    let is_end = |at: &usize| text[*at..].starts_with(char::is_whitespace);
    ends.rfind(is_end).map(|at| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::whole_sentences;

    #[test]
    fn what_is_too_long_ends_with_a_whole_sentence() {
        let text = "Tea at 3.30 (S-1): It is hot. Nobody waits! Everybody knows.";
        assert_eq!(whole_sentences(text, 200), Some(text));
        assert_eq!(whole_sentences(text, text.chars().count()), Some(text));
        assert_eq!(
            whole_sentences(text, text.chars().count() - 1),
            Some("Tea at 3.30 (S-1): It is hot. Nobody waits!")
        );
        assert_eq!(whole_sentences(text, 42), Some("Tea at 3.30 (S-1): It is hot."));
        assert_eq!(whole_sentences(text, 20), None);
        assert_eq!(whole_sentences("T\u{177} bach. Mawr.", 8), Some("T\u{177} bach."));
    }
}
