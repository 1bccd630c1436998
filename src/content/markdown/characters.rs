//! Characters that a reader cannot see: which of them are told, left out, or kept.
//!
//! Two answers for two purposes. What is *shown* loses what could fool a reader or the checks of the output, but keeps
//! what emoji and some scripts need. What is *searched for names* loses everything invisible.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// So many accents may stand on one letter. No language needs as many (Unicode Standard Annex 15, stream-safe text), and
/// to set a letter with a hundred thousand of them takes more memory than computers have.
const MOST_ACCENTS: usize = 30;

/// The text without hidden characters, soft hyphens and control characters, and without heaps of accents: what may be
/// written to a page.
pub fn visible(text: &str) -> Cow<'_, str> {
    let unseen = |before, letter, after| letter == '\u{ad}' || is_control(letter) || is_hidden(before, letter, after);
    if first_of_a_heap(text).is_none() {
        return without(text, unseen);
    }
    let mut accents = 0;
    let kept = text.chars().filter(|letter| {
        accents = if is_combining_mark(*letter) { accents + 1 } else { 0 };
        accents <= MOST_ACCENTS
    });
    without(&kept.collect::<String>(), unseen).into_owned().into()
}

/// Where the first accent stands that is one too many for its letter.
fn first_of_a_heap(text: &str) -> Option<usize> {
    // An accent is a letter of two bytes or more.
    if text.len() - text.chars().count() <= MOST_ACCENTS {
        return None;
    }
    let mut accents = 0;
    let found = text.char_indices().find(|(_, letter)| {
        accents = if is_combining_mark(*letter) { accents + 1 } else { 0 };
        accents > MOST_ACCENTS
    });
    found.map(|(index, _)| index)
}

/// The text without anything that leaves no mark: what names are looked for in.
pub(crate) fn spoken(text: &str) -> Cow<'_, str> {
    without(text, |_, letter, _| is_control(letter) || leaves_no_mark(letter))
}

/// Where the first character stands that an author should be told of.
pub(crate) fn first_hidden(text: &str) -> Option<usize> {
    let heap = first_of_a_heap(text);
    [first_unseen(text), heap].into_iter().flatten().min()
}

fn first_unseen(text: &str) -> Option<usize> {
    unwanted_in(text, is_hidden).next().map(|(index, _)| index)
}

fn without(text: &str, unwanted: impl Fn(Option<char>, char, Option<char>) -> bool) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut from = 0;
    for (index, letter) in unwanted_in(text, unwanted) {
        kept.push_str(&text[from..index]);
        from = index + letter.len_utf8();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[from..]);
    Cow::Owned(kept)
}

/// Every character that is unwanted between its neighbours, and where it stands. Only bytes that can begin one of the
/// characters this file is about are looked at closely; most texts have a few of them.
fn unwanted_in<'t>(
    text: &'t str,
    unwanted: impl Fn(Option<char>, char, Option<char>) -> bool + 't,
) -> impl Iterator<Item = (usize, char)> + 't {
    const AT_ONCE: usize = 32;
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let pieces = text.as_bytes().chunks(AT_ONCE).enumerate();
    // Without a way out in between, a whole piece is looked at in a few steps.
    let odd = pieces.filter(move |(_, piece)| !piece.iter().fold(true, |plain, byte| plain & is_plain(byte)));
    let bytes = odd.flat_map(|(place, piece)| (place * AT_ONCE..).zip(piece));
    bytes.filter(|(_, byte)| !is_ordinary(**byte)).filter_map(move |(index, _)| {
        let (before, from) = text.split_at(index);
        let mut letters = from.chars();
        let letter = letters.next()?;
        unwanted(before.chars().next_back(), letter, letters.next()).then_some((index, letter))
    })
}

/// Whether a byte begins none of the characters that this file is about.
fn is_ordinary(byte: u8) -> bool {
    const ORDINARY: [bool; 256] = {
        let mut ordinary = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            ordinary[byte] = matches!(byte as u8, b'\t' | b'\n' | b'\r' | b' '..=b'~'
                | 0x80..=0xc1 | 0xc3..=0xcc | 0xce..=0xd7 | 0xd9..=0xe0 | 0xe4..=0xee);
            byte += 1;
        }
        ordinary
    };
    ORDINARY[usize::from(byte)]
}

fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')
}

/// Direction overrides and characters without width. Joiners and direction marks stay between letters of the scripts
/// that need them (Hebrew onwards in Unicode's order) and inside emoji.
fn is_hidden(before: Option<char>, letter: char, after: Option<char>) -> bool {
    match letter {
        '\u{200c}'..='\u{200f}' => {
            ![before, after].iter().all(|beside| beside.is_some_and(|letter| letter >= '\u{590}' && !is_latin(letter)))
        }
        '\u{180e}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        _ => false,
    }
}

fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{1e00}'..='\u{206f}' | '\u{fb00}'..='\u{fb06}' | '\u{ff00}'..='\u{ff5e}')
}

/// Unicode's default-ignorable characters.
pub(crate) fn leaves_no_mark(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{first_hidden, spoken, visible};

    #[test]
    fn names_cannot_hide() {
        for hidden in [
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{180b}',
            '\u{180e}',
            '\u{200b}',
            '\u{200d}',
            '\u{200e}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{fff0}',
            '\u{e0061}',
            '\u{1}',
            '\u{7f}',
            '\u{90}',
        ] {
            assert_eq!(spoken(&format!("Mar{hidden}garet")), "Margaret", "{:x}", hidden as u32);
        }
    }

    #[test]
    fn what_is_shown_loses_tricks_and_keeps_scripts_and_emoji() {
        assert_eq!(visible("a\u{202e}b\u{200b}c\u{ad}d\u{feff}e\u{7}f"), "abcdef");
        for kept in [
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "\u{645}\u{6cc}\u{200c}\u{62e}",
            "❤\u{fe0f}",
            "tea – “yes”\u{a0}£5",
        ] {
            assert_eq!(visible(kept), kept);
            assert_eq!(first_hidden(kept), None);
        }
        assert_eq!(visible("Mar\u{200d}garet"), "Margaret");
        assert_eq!(first_hidden("é Mar\u{200d}garet"), Some(6));
        assert_eq!(first_hidden("soft\u{ad}hyphen"), None);
    }

    #[test]
    fn a_letter_carries_a_few_accents_and_no_heap_of_them() {
        let heap = format!("a{}b", "\u{301}".repeat(100_000));
        assert_eq!(visible(&heap), format!("a{}b", "\u{301}".repeat(30)));
        assert_eq!(first_hidden(&heap), Some(1 + 30 * 2));
        for kept in ["e\u{301}", "\u{1ebf}", "\u{0e17}\u{0e35}\u{0e48}", "\u{5e9}\u{5c1}\u{5b8}"] {
            assert_eq!((visible(kept).as_ref(), first_hidden(kept)), (kept, None));
        }
    }
}
