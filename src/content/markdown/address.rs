//! Where a link leads. The one list of what is let through: the web, email, telephone, and files of the portfolio.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::characters::spoken;
use crate::content::language::language;

/// Where a link or picture leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// `person:margaret`: somebody in the register.
    Person(String),
    /// A web address.
    Web,
    /// `lang:cy`: no place, but words in another language.
    Language(&'static str),
    /// An email address or a telephone number.
    Contact,
    /// Another file of the portfolio, as far as its spelling goes.
    Inside,
    /// Anything else, and how it starts.
    Refused(String),
}

/// Judges an address as an author typed it (character codes already read by the Markdown reader).
///
/// It is judged the way a lenient browser would read it: without control characters and blanks, with `%41` read as `A`
/// and `\` as `/`. So an address that is harmless only in its present spelling is refused too.
pub fn destination(typed: &str) -> Destination {
    let decoded = percent_decoded(typed);
    let seen = spoken(&decoded);
    let seen: String = seen.chars().filter(|letter| !letter.is_control()).collect();
    let seen = seen.trim().replace('\\', "/");
    if seen.starts_with("//") {
        return Destination::Refused("//".into());
    }
    let head = seen.split(['/', '?', '#']).next().unwrap_or("");
    let Some((scheme, _)) = head.split_once(':') else { return Destination::Inside };
    let rest = &seen[scheme.len() + 1..];
    let scheme: String = scheme.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase();
    match scheme.as_str() {
        "person" => Destination::Person(rest.trim().nfc().collect()),
        "lang" => match language(rest) {
            Some(known) => Destination::Language(known.code),
            None => Destination::Refused("lang:".into()),
        },
        "http" | "https" => Destination::Web,
        "mailto" | "tel" => Destination::Contact,
        _ => Destination::Refused(format!("{scheme}:")),
    }
}

/// Reads `%41` as `A`; what does not become Unicode text is replaced by a mark.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = match tail {
            [high, low, ..] if *first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = code {
            bytes.push(high * 16 + low);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::{Destination, destination, percent_decoded};

    #[test]
    fn only_listed_ways_lead_out() {
        for web in ["http://a.b", "https://a.b/c:d", "HTTPS://a.b", " https://a.b"] {
            assert_eq!(destination(web), Destination::Web, "{web}");
        }
        for contact in ["mailto:a@b.c", "tel:+44 1", "TEL:999"] {
            assert_eq!(destination(contact), Destination::Contact, "{contact}");
        }
        for words in ["lang:cy", "LANG:Welsh", "lang: Cymraeg"] {
            assert_eq!(destination(words), Destination::Language("cy"), "{words}");
        }
        assert_eq!(destination("lang:elvish\" onclick=x"), Destination::Refused("lang:".into()));
        for inside in ["", "x.md", "../stories/x.md", "a b.md", "#part", "x.md?a:b", "./a:b", "/x"] {
            assert_eq!(destination(inside), Destination::Inside, "{inside}");
        }
        for refused in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "javascript%3Ax",
            "%6aavascript:x",
            "java\u{200b}script:x",
            "java\u{ad}script:x",
            "java script:x",
            "vbscript:x",
            "data:text/html,x",
            "file:///c:/x",
            "C:\\x",
            "//evil",
            "\\\\evil",
            "/\\evil",
            "/\t/evil",
            "%2f%2fevil",
            "blob:x",
            "ftp://x",
            "view-source:x",
            ":x",
        ] {
            assert!(matches!(destination(refused), Destination::Refused(_)), "{refused}");
        }
    }

    #[test]
    fn a_person_is_named_by_file() {
        assert_eq!(destination("person:margaret"), Destination::Person("margaret".into()));
        assert_eq!(destination("Person: mary%20ann "), Destination::Person("mary ann".into()));
        assert_eq!(destination("person:cafe\u{301}"), Destination::Person("caf\u{e9}".into()));
    }

    #[test]
    fn percent_codes_are_read_once() {
        assert_eq!(percent_decoded("%4dary%20%2541%zz%"), "Mary %41%zz%");
        assert_eq!(percent_decoded("%ff"), "\u{fffd}");
    }
}
