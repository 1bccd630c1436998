//! Text, attributes and addresses as HTML wants them. Characters that no reader sees are left out on the way.

use std::fmt::Write as _;

use crate::content::markdown::visible;

/// Words between tags.
pub(super) fn push_text(out: &mut String, text: &str) {
    push_escaped(out, &visible(text), |letter| match letter {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Words inside a quoted attribute.
pub(super) fn push_attribute(out: &mut String, text: &str) {
    push_escaped(out, &visible(text), |letter| match letter {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    });
}

/// An address inside a quoted attribute; what cannot stand in an address is written as a `%` code.
pub(super) fn push_address(out: &mut String, address: &str) {
    for letter in address.bytes() {
        match letter {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => out.push(char::from(letter)),
            _ if b"!#$%()*+,-./:;=?@_~".contains(&letter) => out.push(char::from(letter)),
            _ => write!(out, "%{letter:02X}").expect("writing into a string cannot fail"),
        }
    }
}

/// HTML that we made, as the words of an attribute: without its tags.
pub(super) fn push_without_tags(out: &mut String, html: &str) {
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if is_tag => {}
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
}

fn push_escaped(out: &mut String, text: &str, code: impl Fn(u8) -> Option<&'static str>) {
    let mut written = 0;
    for (index, letter) in text.bytes().enumerate() {
        if let Some(code) = code(letter) {
            out.push_str(&text[written..index]);
            out.push_str(code);
            written = index + 1;
        }
    }
    out.push_str(&text[written..]);
}
