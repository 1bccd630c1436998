//! What is told when publishing cannot go on, and what is worth telling when it can.

use std::fmt;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::plan::OutPath;

/// The machine or the folder does not let us publish (exit 2): where, what we were doing, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputTrouble {
    /// The file or folder it is about.
    pub path: Utf8PathBuf,
    /// What we were doing, as in "while *making a folder*".
    pub doing: &'static str,
    /// What is wrong, in one plain sentence.
    pub says: String,
    /// What to do.
    pub fix: String,
    /// Whether the disk is full.
    pub(super) no_room: bool,
}

impl OutputTrouble {
    pub(super) fn new(path: &Utf8Path, doing: &'static str, says: impl Into<String>, fix: &str) -> OutputTrouble {
        OutputTrouble { path: path.to_owned(), doing, says: says.into(), fix: fix.to_owned(), no_room: false }
    }

    /// Turns a failure of the disk into words; for `map_err`.
    pub(super) fn io(doing: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> OutputTrouble {
        move |error| {
            let (says, fix) = words_for(&error);
            let no_room = matches!(
                error.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
            );
            OutputTrouble { no_room, ..OutputTrouble::new(path, doing, says, fix) }
        }
    }
}

fn words_for(error: &io::Error) -> (String, &'static str) {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded => {
            ("The disk is full.".into(), "Make some room on it, or choose another folder with --out, then build again.")
        }
        Kind::PermissionDenied | Kind::ResourceBusy => (
            "This computer did not allow it.".into(),
            "If the file is open in another program, close it. Otherwise ask for permission to write there, \
             or choose another folder with --out. Then build again.",
        ),
        Kind::ReadOnlyFilesystem => {
            ("This disk can only be read, not written.".into(), "Choose another folder with --out.")
        }
        Kind::FileTooLarge => (
            "A file became bigger than this disk or this computer allows.".into(),
            "Choose a folder on another disk with --out.",
        ),
        _ => (format!("The disk answered: {error}."), "Check that the disk or drive is connected, then build again."),
    }
}

impl fmt::Display for OutputTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (while {}: {}) {}", self.says, self.doing, self.path, self.fix)
    }
}

impl std::error::Error for OutputTrouble {}

/// A file of an edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The edition's folder.
    pub edition: String,
    /// The address in it.
    pub path: OutPath,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.edition, self.path)
    }
}

/// Something worth knowing about a publish that went well.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// Somebody changed one of our files by hand; their version was moved to a safe place before ours took it.
    KeptAside {
        /// The file that was changed.
        spot: Spot,
        /// Where the changed version is, inside the private folder.
        kept: Utf8PathBuf,
    },
    /// One of our files lies behind a link now, so we did not touch it.
    LeftAlone(Spot),
    /// Another folder, once given with `--out`, still holds something that relied on a consent that has ended.
    StillElsewhere,
    /// Small pictures of an earlier build, which nobody may see any more, could not be deleted.
    PhotosStay,
    /// This drive cannot tell two builds apart.
    NoLock,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::KeptAside { spot, kept } => write!(
                f,
                "Somebody changed {spot} by hand. Their version is kept at {kept}; delete it when nobody needs it."
            ),
            Notice::LeftAlone(spot) => {
                write!(
                    f,
                    "{spot} lies behind a link to another folder, so it was not taken down. Take it down by hand."
                )
            }
            Notice::StillElsewhere => f.write_str(
                "Editions made earlier in another folder still show something that nobody agrees to any more. Build \
                 there again with --out. If you deleted that folder, delete .carefolio, too.",
            ),
            Notice::PhotosStay => f.write_str(
                "Small pictures that may not be shown any more could not be deleted from .carefolio/photos. Delete that \
                 folder by hand; the next build makes it again.",
            ),
            Notice::NoLock => {
                f.write_str("This drive cannot keep two builds apart. Let only one person build at a time.")
            }
        }
    }
}
