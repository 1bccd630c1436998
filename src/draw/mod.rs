//! Draws the pieces that pages are made of, from cleared values: charts, pictures made anew, words as HTML.
//! Pure functions; none knows of pages or of each other's subject.

pub mod chart;
pub mod photo;
pub mod picture;
#[cfg(feature = "pdf")]
pub mod print_words;
#[cfg(feature = "pdf")]
pub mod qr;
pub mod words;

/// An address that holds a whole file, for a page that stands alone (RFC 2397).
pub fn data_address(media_type: &str, bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut address = format!("data:{media_type};base64,");
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * place) & 63) as usize];
            address.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    address
}

/// Text as HTML: every character that could be read as markup is written as an entity.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::data_address;

    #[test]
    fn an_address_can_hold_any_file() {
        for (bytes, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(data_address("a/b", bytes.as_bytes()), format!("data:a/b;base64,{expected}"));
        }
        assert_eq!(data_address("a/b", &[0xfb, 0xff]), "data:a/b;base64,+/8=");
    }
}
