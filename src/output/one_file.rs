//! Writes one file where the person at the keyboard asks for it: a form to print, a receipt to keep.

use camino::Utf8Path;

use super::OutputTrouble;
use super::disk::Disk;

/// Writes a file that is not there yet. `keep_out` are folders that such a file may not lie in: what is there is published.
pub fn write_one_file(file: &Utf8Path, bytes: &[u8], keep_out: &[&Utf8Path]) -> Result<(), OutputTrouble> {
    const DOING: &str = "writing a file for you";
    let disk = Disk::default();
    let trouble = |error| OutputTrouble::io(DOING, file)(error);
    let folder = file.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    if disk.look(folder).map_err(trouble)?.is_none() {
        let says = "There is no such folder.";
        return Err(OutputTrouble::new(folder, DOING, says, "Make the folder first, or choose another one."));
    }
    let real = disk.real_path(folder).map_err(trouble)?;
    let inside = |out: &Utf8Path| disk.real_path(out).is_ok_and(|out| real.starts_with(out));
    if keep_out.iter().any(|out| inside(out)) {
        let says = "What lies in this folder is published, and this file is private.";
        return Err(OutputTrouble::new(file, DOING, says, "Choose a place outside the editions."));
    }
    if disk.look(file).map_err(trouble)?.is_some() {
        let says = "There is already a file of this name.";
        return Err(OutputTrouble::new(file, DOING, says, "Choose another name, or delete that file first."));
    }
    let name = file.file_name().unwrap_or("file");
    disk.write_safely(&real.join(format!(".{name}.part")), &real.join(name), bytes).map_err(trouble)
}
