//! Proofs: the order of the rooms, what can never leak, the same bytes everywhere, and the real program on real folders.

#![expect(clippy::disallowed_methods, reason = "tests make folders, read what was written, and start the program")]

mod checking;
mod consent;
mod folders;
mod fuzz;
mod helping;
mod hostile;
mod languages;
mod layers;
mod leaks;
mod machine;
mod mending;
mod messages;
mod mutants;
#[cfg(feature = "pdf")]
#[path = "../paper/reader.rs"]
mod paper;
mod paths;
mod photos;
#[cfg(feature = "pdf")]
mod printed;
mod program;
mod published;
mod rebuilt;
mod same_bytes;
mod schemas;
mod second_line;
mod serve;
mod words;
mod world;
