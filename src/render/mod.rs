//! Turns planned pages into bytes. HTML now; the PDF will be its sibling, and neither will know the other.

pub mod html;
#[cfg(feature = "pdf")]
pub mod pdf;
