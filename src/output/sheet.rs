//! Writes one page for the house, where a person asked for it: never into the editions, and never over a file that is
//! not such a page.

use camino::Utf8Path;

use super::OutputTrouble;
use super::disk::{Disk, Kind};

/// Writes the page. `head` is how every page of this kind begins; a file that begins otherwise is left as it is.
pub fn write_sheet(path: &Utf8Path, head: &str, bytes: &[u8]) -> Result<(), OutputTrouble> {
    const DOING: &str = "writing the sheet";
    let disk = Disk::default();
    let trouble = |error| OutputTrouble::io(DOING, path)(error);
    let is_ours = match disk.look(path).map_err(trouble)? {
        None => true,
        Some(found) if found.kind != Kind::File => false,
        Some(_) => disk.read(path).map_err(trouble)?.starts_with(head.as_bytes()),
    };
    if !is_ours {
        let says = "There is already something else of this name.";
        return Err(OutputTrouble::new(path, DOING, says, "Choose another name with --out."));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) {
        disk.make_folder(folder).map_err(trouble)?;
    }
    let part = path.with_file_name(format!(".{}.part", path.file_name().unwrap_or("sheet")));
    disk.write_safely(&part, path, bytes).map_err(trouble)
}
