//! Turns planned pages and books into bytes. HTML and PDF are siblings, and neither knows the other.

pub mod html;
#[cfg(feature = "pdf")]
pub mod pdf;
