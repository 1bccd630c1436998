//! Reads a finished text as its readers and their machines do: without markup, with character codes written out, inside
//! its tags, and as the strings of a script. Gives words, told apart by letters and figures alone.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::content::markdown::{leaves_no_mark, percent_decoded};

/// A word of a text: where it stands, and a number made from its letters without accents and capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: u64,
}

/// The number of a word: of its letters without accents, in the case that they have.
fn number_of(letters: &[u8]) -> u64 {
    number(letters, 0)
}

/// The same without capitals. A bit tells capitals of ASCII from small letters; other letters come in small.
pub(super) fn small_number_of(letters: &[u8]) -> u64 {
    number(letters, 0x2020_2020_2020_2020)
}

fn number(letters: &[u8], always: u64) -> u64 {
    let (eights, rest) = letters.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let number =
        eights.iter().fold(letters.len() as u64, |number, eight| mixed(number, u64::from_le_bytes(*eight) | always));
    if rest.is_empty() { number } else { mixed(number, u64::from_le_bytes(last) | always) }
}

fn mixed(number: u64, eight: u64) -> u64 {
    const SPREAD: u64 = 0x9fb2_1c65_1e98_df25;
    let mixed = (number ^ eight).wrapping_mul(SPREAD);
    mixed ^ (mixed >> 32)
}

/// The same as [`small_number_of`] of a stretch of a longer text: most words are short, and lie where eight bytes can be
/// read at once.
pub(super) fn small_number_in(text: &[u8], start: usize, end: usize) -> u64 {
    const ALWAYS: u64 = 0x2020_2020_2020_2020;
    let length = end - start;
    match text.get(start..start + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok()) {
        Some(eight) if length < 8 => {
            let letters = u64::from_le_bytes(eight) & ((1 << (8 * length)) - 1);
            mixed(length as u64, letters | ALWAYS)
        }
        _ => small_number_of(&text[start..end]),
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    each_word(text, false, |word| words.push(word));
    words
}

/// The numbers of the words of a text, alone.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    let mut numbers = Vec::with_capacity(text.len() / 5);
    each_word(text, false, |word| numbers.push(word.number));
    numbers
}

/// The same with capitals: "Rose" and "rose" differ.
pub(super) fn cased_numbers(text: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    each_word(text, true, |word| numbers.push(word.number));
    numbers
}

/// Calls with each word. Accents, soft hyphens and what nobody can see are no part of it; a raised figure ends it.
fn each_word(text: &str, with_capitals: bool, mut found: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric();
    let mut at = 0;
    while at < bytes.len() {
        let end = at + bytes[at..].iter().take_while(is_letter).count();
        // Most words are of ASCII alone, and are where they stand.
        if bytes.get(end).is_none_or(u8::is_ascii) {
            if at < end {
                let number = match with_capitals {
                    true => number_of(&bytes[at..end]),
                    false => small_number_in(bytes, at, end),
                };
                found(Word { start: at, end, number });
            }
            at = end + 1;
        } else {
            at = odd_word(text, at, with_capitals, &mut found);
        }
    }
}

/// The same for one word, in which there may be letters beyond ASCII. Gives where the next may begin.
fn odd_word(text: &str, from: usize, with_capitals: bool, found: &mut impl FnMut(Word)) -> usize {
    let mut letters: Vec<u8> = Vec::new();
    let (mut start, mut end, mut at) = (from, from, from);
    for letter in text[from..].chars() {
        let plain = match letter.is_ascii() {
            true if letter.is_ascii_alphanumeric() => Plain::Letters,
            true => Plain::Between,
            false => plain(letter),
        };
        at += letter.len_utf8();
        match plain {
            Plain::Nothing => continue,
            Plain::Between => break,
            Plain::Letters => {}
        }
        if letters.is_empty() {
            start = at - letter.len_utf8();
        }
        end = at;
        let base = std::iter::once(letter).nfkd().filter(|letter| !is_combining_mark(*letter));
        for letter in base {
            let mut buffer = [0; 4];
            if with_capitals {
                letters.extend(letter.encode_utf8(&mut buffer).bytes());
            } else {
                letter.to_lowercase().for_each(|small| letters.extend(small.encode_utf8(&mut buffer).bytes()));
            }
        }
    }
    if !letters.is_empty() {
        let number = if with_capitals { number_of(&letters) } else { small_number_of(&letters) };
        found(Word { start, end, number });
    }
    at
}

/// What a letter beyond ASCII is to a word.
pub(super) enum Plain {
    Nothing,
    Between,
    Letters,
}

pub(super) fn plain(letter: char) -> Plain {
    match letter {
        '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{2089}' => Plain::Between,
        letter if is_combining_mark(letter) || leaves_no_mark(letter) => Plain::Nothing,
        letter if letter.is_alphanumeric() => Plain::Letters,
        _ => Plain::Between,
    }
}

/// Every way in which a file of this name and text can be read.
pub(super) fn readings<'t>(path: &'t str, text: &'t str) -> Vec<Cow<'t, str>> {
    let mut all = vec![Cow::Borrowed(path)];
    let is_script = path.ends_with(".js") || path.ends_with(".json");
    let is_markup = [".html", ".xml", ".svg"].iter().any(|ending| path.ends_with(ending));
    if is_markup {
        add_markup(text, &mut all);
    } else {
        all.push(Cow::Borrowed(text));
    }
    if is_script {
        // The strings of a script, which may hold markup themselves.
        let strings = if text.contains('\\') { Cow::Owned(unescaped(text)) } else { Cow::Borrowed(text) };
        if strings.contains(['<', '&']) {
            add_markup(&strings, &mut all);
        }
        if let Cow::Owned(strings) = strings {
            all.push(Cow::Owned(strings));
        }
    }
    all
}

fn add_markup<'t>(text: &str, all: &mut Vec<Cow<'t, str>>) {
    let parts = parted(text, false);
    if parts.doubtful {
        all.push(Cow::Owned(parted(text, true).words));
    }
    if parts.tags.contains('%') {
        all.push(Cow::Owned(percent_decoded(&parts.tags).into_owned()));
    }
    all.push(Cow::Owned(parts.words));
    all.push(Cow::Owned(parts.tags));
}

/// A text of markup in two: what stands between the tags, and what stands in them.
struct Parted {
    words: String,
    tags: String,
    /// A tag stands inside what could be one word, or could part two.
    doubtful: bool,
}

fn parted(text: &str, every_tag_parts: bool) -> Parted {
    let mut parted = Parted { words: String::with_capacity(text.len()), tags: String::new(), doubtful: false };
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        decode(&rest[..start], &mut parted.words);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end);
        let tag = &rest[start + 1..end];
        rest = rest.get(end + 1..).unwrap_or("");
        if every_tag_parts || !is_inside_a_line(tag) {
            parted.words.push(' ');
        } else if parted.words.ends_with(char::is_alphanumeric)
            && rest.starts_with(|c: char| c.is_alphanumeric() || c == '<' || c == '&')
        {
            parted.doubtful = true;
        }
        decode(tag, &mut parted.tags);
        parted.tags.push('\n');
    }
    decode(rest, &mut parted.words);
    parted
}

/// Whether a tag can stand inside a word: `Mar<em>gar</em>et`.
pub(super) fn is_inside_a_line(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
        "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr",
    ]
    .contains(&name)
}

/// Adds a text with the characters behind its codes.
fn decode(text: &str, to: &mut String) {
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        to.push_str(&rest[..start]);
        rest = &rest[start..];
        match entity(rest) {
            Some((letter, length)) => {
                to.push(letter);
                rest = &rest[length..];
            }
            None => {
                to.push('&');
                rest = &rest[1..];
            }
        }
    }
    to.push_str(rest);
}

/// The character behind the code that a text begins with, and how long the code is.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 9] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("shy", '\u{ad}'),
        ("zwj", '\u{200d}'),
        ("zwnj", '\u{200c}'),
    ];
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let code = &text[1..end];
    let letter = match code.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?)?
        }
        None => NAMED.iter().find(|(name, _)| *name == code)?.1,
    };
    Some((letter, end + 1))
}

/// A script or JSON with the characters behind its backslashes.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        plain.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let Some(letter) = rest.chars().next() else { break };
        rest = &rest[letter.len_utf8()..];
        let digits = match letter {
            'u' if rest.starts_with('{') => rest.find('}').map(|end| (1, end, end + 1)),
            'u' => Some((0, 4, 4)),
            'x' => Some((0, 2, 2)),
            _ => None,
        };
        match (letter, digits) {
            ('n' | 'r' | 't' | 'b' | 'f', None) => plain.push(' '),
            (_, Some((from, to, length))) => {
                let number = rest.get(from..to).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                plain.extend(number.and_then(char::from_u32));
                rest = rest.get(length..).unwrap_or("");
            }
            (letter, None) => plain.push(letter),
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::{cased_numbers, numbers, readings, words};

    fn says(path: &str, text: &str, name: &str) -> bool {
        let name = numbers(name);
        readings(path, text).iter().any(|reading| {
            let found: Vec<u64> = words(reading).iter().map(|word| word.number).collect();
            found.windows(name.len()).any(|window| window == name)
        })
    }

    #[test]
    fn a_word_has_one_number_wherever_it_stands() {
        let text = b"A Tea, a teapot; Teaspoons and 12345678 and x";
        for start in 0..text.len() {
            for end in start + 1..=text.len() {
                assert_eq!(super::small_number_in(text, start, end), super::small_number_of(&text[start..end]));
            }
        }
    }

    #[test]
    fn a_name_is_read_however_it_came_into_the_page() {
        for page in [
            "<p>Margaret Hughes sang</p>",
            "<p>Mar<em>gar</em>et\n  <b>Hughes</b></p><p>Next</p>",
            "<td>Margaret</td><td>Hughes</td>",
            "<a>Margaret</a><a>Hughes</a>",
            "<img alt=\"MARGARET HUGHES at tea\">",
            "<p>Margaret&nbsp;Hughes</p>",
            "<p>M&#97;rgaret &#x48;ughes</p>",
            "<p>Mar&shy;garet Hu\u{ad}ghes</p>",
            "<a href=\"https://x.example/Margaret%20Hughes\">x</a>",
            "<a href=\"stories/margaret-hughes.html\">x</a>",
            "<!-- Margaret Hughes -->",
            "<p>M\u{e1}rgaret\u{a0}Hughes\u{b2}</p>",
        ] {
            assert!(says("a.html", page, "Margaret Hughes"), "{page}");
        }
        for page in ["<p>Margaret sang with Mr Hughes</p>", "<p>Margaret Hughesley</p>"] {
            assert!(!says("a.html", page, "Margaret Hughes"), "{page}");
        }
        for script in [
            r#"x=["Margaret Hughes"]"#,
            r#"x="Mar\u0067aret\nHughes""#,
            r#"x="\u004dargaret<\/p><b>Hughes""#,
            r#"x="M\u{61}rgaret \x48ughes""#,
            r#"x="M&#97;rgaret Hughes""#,
        ] {
            assert!(says("find.js", script, "Margaret Hughes"), "{script}");
        }
        assert!(says("margaret-hughes.html", "", "Margaret Hughes"));
        assert!(says("a.csv", "name\nTom O\u{2019}Brien", "Tom O'Brien"));
    }

    #[test]
    fn capitals_count_where_they_are_asked_for() {
        assert_ne!(cased_numbers("Rose"), cased_numbers("rose"));
        assert_eq!(cased_numbers("Zo\u{eb}"), cased_numbers("Zoe\u{308}"));
        assert_eq!(numbers("Rose"), numbers("ROSE"));
    }

    #[test]
    fn half_a_code_or_a_tag_is_read_as_it_is() {
        for odd in ["<", "a <b", "&", "&#", "&#xfffffff;", "&amp", "\\", "\\u12", "\\u{12", "\\x", "é\\u00e"] {
            readings("a.html", odd);
            readings("a.js", odd);
        }
    }
}
