//! Proofs: the order of the rooms, what can never leak, the same bytes everywhere, and the real program on real folders.

#![expect(clippy::disallowed_methods, reason = "tests make folders, read what was written, and start the program")]

mod folders;
mod layers;
mod leaks;
#[cfg(feature = "pdf")]
#[path = "../paper/reader.rs"]
mod paper;
#[cfg(feature = "pdf")]
mod printed;
mod program;
mod published;
mod same_bytes;
mod world;
