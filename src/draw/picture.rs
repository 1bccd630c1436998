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
    /// Address, width and height of each size, largest first.
    pub files: Vec<(&'a str, u32, u32)>,
}

/// The picture in all its sizes with its caption; `root` is the way from the page to the top.
pub fn inline(drawn: &Drawn<'_>, root: &str) -> String {
    let Some(&(href, width, height)) = drawn.files.first() else { return String::new() };
    let class = if drawn.portrait { "photo portrait" } else { "photo" };
    let mut html = format!("<span class=\"{class}\"><img src=\"{root}{href}\" srcset=\"");
    for (index, (href, width, _)) in drawn.files.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(html, "{comma}{root}{href} {width}w");
    }
    let _ = write!(
        html,
        "\" sizes=\"(min-width: 60rem) 52rem, 94vw\" width=\"{width}\" height=\"{height}\" alt=\"{}\" loading=\"lazy\" style=\"background:{}\">",
        escape(drawn.alt),
        escape(drawn.colour),
    );
    if let Some(caption) = drawn.caption {
        let _ = write!(html, "<span class=\"caption\">{}</span>", escape(caption));
    }
    html.push_str("</span>");
    html
}
