//! One fingerprint for a whole folder as it looks on disk: every name and stamp in it, and no words.
//!
//! Two equal footprints mean that nothing was added, taken away or touched, so nothing need be read.

#![expect(clippy::disallowed_methods, reason = "this is the reading door")]

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::Stamp;

/// To look at a file takes too little to be shared out one by one.
pub(super) const AT_ONCE: usize = 256;

/// How a folder looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// Of all names and stamps.
    pub hash: [u8; 32],
    /// Whether every file was at rest when we looked: a later change cannot keep its stamp.
    pub settled: bool,
}

/// Looks at every file and folder in `folder`, links as links, without those that `skip` names. `started` is the stamp of
/// a file that was written just before. A folder that is not there has a footprint, too.
pub fn footprint(
    folder: &Utf8Path,
    started: Stamp,
    skip: &(dyn Fn(&Utf8Path) -> bool + Sync),
) -> io::Result<Footprint> {
    let mut hasher = blake3::Hasher::new();
    let mut settled = true;
    let mut folders: Vec<(String, Utf8PathBuf)> = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Footprint { hash: *hasher.update(b"absent").finalize().as_bytes(), settled });
        }
        Err(error) => return Err(error),
    };
    let mut found = entries.collect::<io::Result<Vec<_>>>()?;
    found.sort_by_key(fs::DirEntry::file_name);
    let look = |entry: &fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = folder.join(&name);
        (!skip(&path)).then(|| Ok((name, path, entry.metadata()?)))
    };
    let looked: Vec<(String, Utf8PathBuf, fs::Metadata)> =
        found.par_iter().with_min_len(AT_ONCE).filter_map(look).collect::<io::Result<_>>()?;
    for (name, path, look) in looked {
        if look.is_dir() {
            folders.push((name, path));
            continue;
        }
        let stamp = Stamp::of(&look);
        settled &= stamp.is_settled_before(started);
        let kind: &[u8] = if look.is_file() { b"\0file\0" } else { b"\0other\0" };
        hasher.update(name.as_bytes()).update(kind).update(&stamp.bytes());
    }
    let inside: Vec<Footprint> =
        folders.par_iter().map(|(_, path)| footprint(path, started, skip)).collect::<io::Result<_>>()?;
    for ((name, _), inside) in folders.iter().zip(inside) {
        settled &= inside.settled;
        hasher.update(name.as_bytes()).update(b"\0folder\0").update(&inside.hash);
    }
    Ok(Footprint { hash: *hasher.finalize().as_bytes(), settled })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(root: &Utf8Path) -> Footprint {
        let later = root.with_extension("later");
        fs::write(&later, "").unwrap();
        footprint(root, Stamp::of(&fs::metadata(&later).unwrap()), &|path| path.file_name() == Some("skipped")).unwrap()
    }

    #[test]
    fn any_touch_changes_it_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().join("portfolio")).unwrap();
        assert_eq!(look(&root), look(&root));
        let mut seen = vec![look(&root).hash];
        let mut moved = |why: &str| {
            let now = look(&root);
            assert!(!seen.contains(&now.hash), "{why}");
            assert_eq!(now.hash, look(&root).hash, "{why}");
            seen.push(now.hash);
        };
        fs::create_dir_all(root.join("stories")).unwrap();
        moved("a folder");
        fs::write(root.join("stories/a.md"), "one").unwrap();
        moved("a file");
        std::thread::sleep(std::time::Duration::from_millis(30));
        fs::write(root.join("stories/a.md"), "two").unwrap();
        moved("as many letters");
        fs::rename(root.join("stories/a.md"), root.join("stories/b.md")).unwrap();
        moved("another name");
        let before = look(&root).hash;
        fs::write(root.join("skipped"), "x").unwrap();
        assert_eq!(look(&root).hash, before, "what is skipped does not count");
    }

    #[test]
    fn a_file_that_was_touched_just_now_is_not_settled() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().join("portfolio")).unwrap();
        fs::create_dir_all(&root).unwrap();
        fs::write(root.join("a.md"), "one").unwrap();
        assert!(!look(&root).settled);
        std::thread::sleep(std::time::Duration::from_millis(60));
        assert!(look(&root).settled);
    }
}
