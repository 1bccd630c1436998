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
