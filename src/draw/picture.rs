//! A picture in running words, as HTML that may stand inside a paragraph.

use std::fmt::Write;

use crate::draw::escape;

/// A picture to be drawn: everything in it may be shown.
pub struct Drawn<'a> {
    /// What it shows; empty when decorative.
    pub alt: &'a str,
    /// Words under it.
    pub caption: Option<&'a str>,
    /// The colour to show while it loads.
    pub colour: &'a str,
    /// Taller than wide.
    pub portrait: bool,
    /// Largest first.
    pub files: Vec<File<'a>>,
}

/// One size of a picture.
pub struct File<'a> {
    /// Address of the JPEG.
    pub href: &'a str,
    /// Address of the same as WebP, where there is one.
    pub webp: Option<&'a str>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// For which screens which size is enough.
const SIZES: &str = "sizes=\"(min-width: 60rem) 52rem, 94vw\"";

/// The picture in all its sizes with its caption; `root` is the way from the page to the top.
pub fn inline(drawn: &Drawn<'_>, root: &str) -> String {
    let Some(&File { href, width, height, .. }) = drawn.files.first() else { return String::new() };
    let class = if drawn.portrait { "photo portrait" } else { "photo" };
    let mut html = format!("<span class=\"{class}\">");
    let webp = set(drawn.files.iter().filter_map(|file| Some((file.webp?, file.width))), root);
    // Writing to a String cannot fail.
    if !webp.is_empty() {
        let _ = write!(html, "<picture><source type=\"image/webp\" srcset=\"{webp}\" {SIZES}>");
    }
    let _ = write!(
        html,
        "<img src=\"{root}{href}\" srcset=\"{}\" {SIZES} width=\"{width}\" height=\"{height}\" alt=\"{}\" loading=\"lazy\" style=\"background:{}\">",
        set(drawn.files.iter().map(|file| (file.href, file.width)), root),
        escape(drawn.alt),
        escape(drawn.colour),
    );
    if !webp.is_empty() {
        html.push_str("</picture>");
    }
    if let Some(caption) = drawn.caption {
        let _ = write!(html, "<span class=\"caption\">{}</span>", escape(caption));
    }
    html.push_str("</span>");
    html
}

/// Every size with its width, for `srcset`.
fn set<'f>(files: impl Iterator<Item = (&'f str, u32)>, root: &str) -> String {
    let sizes: Vec<String> = files.map(|(address, width)| format!("{root}{address} {width}w")).collect();
    sizes.join(", ")
}
