//! Proofs: the order of the rooms, what can never leak, the same bytes everywhere, and the real program on real folders.

#![expect(clippy::disallowed_methods, reason = "tests make folders, read what was written, and start the program")]

mod folders;
mod languages;
mod layers;
mod leaks;
mod program;
mod published;
mod same_bytes;
mod world;
