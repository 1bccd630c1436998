//! From what may be shown to the bytes of a page.

pub mod words;
