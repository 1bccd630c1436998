//! The writing door: nothing else in the program writes or deletes a file.
//!
//! A [`Workplace`] is one folder of editions and the private folder that belongs to it, locked against a second build.
//! Files are staged first ([`Stage`]), in any order and from many threads, and published together
//! ([`Workplace::publish`]): a journal, then what goes away, then what comes, each by a rename. Whenever the program is
//! stopped, every file is the old or the new one, and the next run tidies up. When the content has errors nothing is
//! published, but what may not be shown any more is taken down ([`Workplace::take_down`]).
//!
//! [`write_sheet`] writes a page for the house itself, and [`AuthorsFolder`] changes the author's own files, for commands that a person asks for by name and no others.
//!
//! Publishing never changes or deletes a file it did not write, never writes through a link, and never remembers an author's
//! words: only addresses, fingerprints, and the names of consents. The private folder saves time and nothing else, for
//! each edition carries its own list, `edition.json`.
//!
//! Files are not synced one by one (45,000 of them would take minutes): after a power cut a file may be found short. It
//! is then not the file we remember, and the next build writes it again.

mod authors_folder;
mod commit;
mod disk;
mod edition_file;
mod hash;
mod journal;
mod last_build;
mod manifest;
mod new_folder;
mod on_disk;
mod one_file;
mod photo_store;
mod place;
mod publish;
mod sheet;
mod stage;
mod takedown;
#[cfg(test)]
mod tests;
mod trouble;
mod workplace;

pub use authors_folder::AuthorsFolder;
#[doc(hidden)]
pub use disk::{Fault, FaultKind};
pub use hash::ContentHash;
pub use manifest::{EditionCard, Role};
pub use new_folder::{NewFile, write_new_folder};
pub use on_disk::EditionOnDisk;
pub use one_file::write_one_file;
pub use photo_store::{Others, PhotoName, PhotoStore};
pub use place::Place;
pub use publish::Published;
pub use sheet::write_sheet;
pub use stage::{Outgoing, Put, Stage, StagedEdition};
pub use takedown::TakenDown;
pub use trouble::{Notice, OutputTrouble, Spot};
pub use workplace::Workplace;
