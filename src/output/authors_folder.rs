//! Changes the author's own files, on their word: for the commands that a person asks for by name (`add`,
//! `check --fix`, `consent …`, `issued`). `build` and `serve` never come here.
//!
//! A file is replaced whole, by a rename, and only while it still holds what we read from it, so that nothing typed in
//! the meantime is lost. Nothing is written through a link, and nothing that exists is ever taken for a new file.

use camino::{Utf8Path, Utf8PathBuf};
use unicode_normalization::UnicodeNormalization;

use super::OutputTrouble;
use super::disk::{Disk, Kind};
use crate::sources::SourcePath;

const CHANGING: &str = "changing a file of yours";
const ADDING: &str = "adding a file to your folder";

/// The portfolio folder, to be changed on the author's word.
#[derive(Debug)]
pub struct AuthorsFolder {
    root: Utf8PathBuf,
    disk: Disk,
}

impl AuthorsFolder {
    /// Opens a portfolio folder; touches nothing yet.
    pub fn new(root: &Utf8Path) -> AuthorsFolder {
        AuthorsFolder { root: root.to_owned(), disk: Disk::default() }
    }

    /// Replaces a file that still holds `before`. Its permissions stay.
    pub fn replace(&self, path: &SourcePath, before: &[u8], after: &[u8]) -> Result<(), OutputTrouble> {
        let place = self.place(path, CHANGING)?;
        let found = self.disk.read(&place).map_err(OutputTrouble::io(CHANGING, &place))?;
        if found != before {
            let says = "Somebody changed this file in the meantime.";
            return Err(OutputTrouble::new(&place, CHANGING, says, "Save and close it, then do this again."));
        }
        let part = part(&place);
        self.disk.write_like(&part, &place, after).map_err(OutputTrouble::io(CHANGING, &place))
    }

    /// Writes a file that is not there yet, and the folders it needs.
    pub fn create(&self, path: &SourcePath, bytes: &[u8]) -> Result<(), OutputTrouble> {
        let place = self.place(path, ADDING)?;
        if self.disk.look(&place).map_err(OutputTrouble::io(ADDING, &place))?.is_some() {
            let says = "There is already something of this name.";
            return Err(OutputTrouble::new(&place, ADDING, says, "Choose another name, or change that file."));
        }
        let folder = place.parent().unwrap_or(&self.root);
        self.disk.make_folder(folder).map_err(OutputTrouble::io(ADDING, folder))?;
        self.disk.write_safely(&part(&place), &place, bytes).map_err(OutputTrouble::io(ADDING, &place))
    }

    /// The path on this disk, which may spell an accent in another way. Links on the way are refused.
    fn place(&self, path: &SourcePath, doing: &'static str) -> Result<Utf8PathBuf, OutputTrouble> {
        let mut place = self.root.clone();
        for part in path.parts() {
            let names = self.disk.names(&place).map_err(OutputTrouble::io(doing, &place))?;
            let name = names.iter().find(|name| name.as_str() == part);
            let name = name.or_else(|| names.iter().find(|name| name.nfc().eq(part.chars())));
            place.push(name.map_or(part, String::as_str));
            let found = self.disk.look(&place).map_err(OutputTrouble::io(doing, &place))?;
            if found.is_some_and(|found| found.kind == Kind::Other) {
                let says = "This is a link to another place, and carefolio changes nothing through a link.";
                return Err(OutputTrouble::new(&place, doing, says, "Put the file itself into the folder."));
            }
        }
        Ok(place)
    }
}

/// Where the new bytes wait beside a file: hidden, so that nobody takes it for content.
fn part(place: &Utf8Path) -> Utf8PathBuf {
    place.with_file_name(format!(".{}.part", place.file_name().unwrap_or("file")))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test looks at the disk with its own eyes")]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        (folder, path)
    }

    fn path(name: &str) -> SourcePath {
        SourcePath::new(name).unwrap()
    }

    #[test]
    fn a_file_is_replaced_only_while_it_is_as_we_read_it() {
        let (_keep, root) = folder();
        std::fs::write(root.join("a.toml"), "typed since").unwrap();
        let authors = AuthorsFolder::new(&root);
        assert!(authors.replace(&path("a.toml"), b"read", b"ours").is_err());
        assert_eq!(std::fs::read(root.join("a.toml")).unwrap(), b"typed since");
        authors.replace(&path("a.toml"), b"typed since", b"ours").unwrap();
        assert_eq!(std::fs::read(root.join("a.toml")).unwrap(), b"ours");
        assert_eq!(std::fs::read_dir(&root).unwrap().count(), 1);
    }

    #[test]
    fn a_new_file_takes_nobodys_place() {
        let (_keep, root) = folder();
        let authors = AuthorsFolder::new(&root);
        authors.create(&path("people/mary.toml"), b"first").unwrap();
        assert!(authors.create(&path("people/mary.toml"), b"second").is_err());
        assert_eq!(std::fs::read(root.join("people/mary.toml")).unwrap(), b"first");
    }

    #[test]
    fn an_accent_spelt_in_the_other_way_is_the_same_file() {
        let (_keep, root) = folder();
        std::fs::write(root.join("rene\u{301}.toml"), "one").unwrap();
        let authors = AuthorsFolder::new(&root);
        authors.replace(&path("ren\u{e9}.toml"), b"one", b"two").unwrap();
        assert_eq!(std::fs::read_dir(&root).unwrap().count(), 1);
        assert_eq!(std::fs::read(root.join("rene\u{301}.toml")).unwrap(), b"two");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let (_keep, root) = folder();
        let (_other, elsewhere) = folder();
        std::os::unix::fs::symlink(&elsewhere, root.join("people")).unwrap();
        let authors = AuthorsFolder::new(&root);
        assert!(authors.create(&path("people/mary.toml"), b"x").is_err());
        assert_eq!(std::fs::read_dir(&elsewhere).unwrap().count(), 0);

        std::fs::write(root.join("private.toml"), "one").unwrap();
        std::fs::set_permissions(root.join("private.toml"), std::fs::Permissions::from_mode(0o600)).unwrap();
        authors.replace(&path("private.toml"), b"one", b"two").unwrap();
        let mode = std::fs::metadata(root.join("private.toml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
