//! Lays out an edition: every output named before any is made.

pub mod pages;
