//! Writes a portfolio to begin with, into a folder that has nothing in it.

use camino::Utf8Path;

use super::OutputTrouble;
use super::disk::{Disk, Kind};

/// A file of a portfolio to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path in the folder.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Writes the files. A folder with anything in it is left as it is.
pub fn write_new_folder(folder: &Utf8Path, files: &[NewFile]) -> Result<(), OutputTrouble> {
    const DOING: &str = "making a first portfolio";
    let disk = Disk::default();
    let trouble = |error| OutputTrouble::io(DOING, folder)(error);
    let empty = match disk.look(folder).map_err(trouble)? {
        None => true,
        Some(found) if found.kind != Kind::Folder => false,
        Some(_) => disk.names(folder).map_err(trouble)?.is_empty(),
    };
    if !empty {
        let says = "There is already something in this folder.";
        return Err(OutputTrouble::new(folder, DOING, says, "Choose a name that is not used yet."));
    }
    disk.make_folder(folder).map_err(trouble)?;
    for file in files {
        let path = folder.join(&file.path);
        disk.write(&path, &file.bytes).map_err(|error| OutputTrouble::io(DOING, &path)(error))?;
    }
    Ok(())
}
