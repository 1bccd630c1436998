//! Turns what was laid out into bytes. HTML and PDF are siblings: neither reads the other.

pub mod html;
