//! Every touch of the disk by this module, in one place, so that a test can make any single one fail.
//!
//! Nothing here follows a link at the end of a path: [`Disk::look`] sees the link itself.

#![expect(clippy::disallowed_methods, reason = "this is the writing door")]

use std::fs::{self, DirBuilder, File, Metadata};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use camino::{Utf8Path, Utf8PathBuf};

use crate::sources::Stamp;

/// What goes wrong at a chosen step, for tests.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// Which step fails, from 1.
    pub at: u64,
    /// How it fails.
    pub kind: FaultKind,
}

/// How a step fails, for tests.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// As if the plug were pulled: this step stops half-way and nothing works afterwards.
    Stop,
    /// This one step is not allowed.
    Refuse,
    /// From this step on there is no room left where files wait to be published.
    NoRoom,
}

/// What kind of thing lies somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A link, a device or a pipe: never ours.
    Other,
}

/// What was seen at a path.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub kind: Kind,
    pub stamp: Stamp,
}

/// The disk, or one that fails on purpose.
#[derive(Debug, Default)]
pub(super) struct Disk {
    fault: Option<Fault>,
    steps: AtomicU64,
    dead: AtomicBool,
}

impl Disk {
    pub fn new(fault: Option<Fault>) -> Disk {
        Disk { fault, ..Disk::default() }
    }

    /// How many steps were taken so far.
    pub fn steps(&self) -> u64 {
        self.steps.load(Ordering::Relaxed)
    }

    fn step(&self) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(fault) = self.fault else { return Ok(()) };
        if step == fault.at && fault.kind == FaultKind::Stop {
            self.dead.store(true, Ordering::Relaxed);
        }
        let refused = step == fault.at && fault.kind == FaultKind::Refuse;
        if refused || self.dead.load(Ordering::Relaxed) {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        Ok(())
    }

    /// What lies at a path, or `None`.
    pub fn look(&self, path: &Utf8Path) -> io::Result<Option<Look>> {
        self.step()?;
        match fs::symlink_metadata(path) {
            Ok(found) => Ok(Some(Look { kind: kind(&found), stamp: Stamp::of(&found) })),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.step()?;
        fs::read(path)
    }

    /// The names in a folder, sorted; none when there is no such folder. Names that are not Unicode are never ours.
    pub fn names(&self, folder: &Utf8Path) -> io::Result<Vec<String>> {
        self.step()?;
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if is_absent(&error) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            names.extend(entry?.file_name().into_string().ok());
        }
        names.sort();
        Ok(names)
    }

    /// Writes a file, and the folders it needs.
    pub fn write(&self, path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
        self.write_all(path, bytes).map(drop)
    }

    /// Writes a file by way of `part`, so that it is there whole or not at all, even when the power fails.
    pub fn write_safely(&self, part: &Utf8Path, path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
        let file = self.write_all(part, bytes)?;
        self.step()?;
        file.sync_all()?;
        drop(file);
        self.rename(part, path)?;
        self.step()?;
        // Windows cannot open a folder to sync it, and does not need it.
        if cfg!(unix)
            && let Some(folder) = path.parent()
        {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Replaces `path` by way of `part`, whole or not at all, with the permissions it had.
    pub fn write_like(&self, part: &Utf8Path, path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
        let permissions = fs::metadata(path)?.permissions();
        drop(create(part)?);
        fs::set_permissions(part, permissions)?;
        let done = self.write_safely(part, path, bytes);
        if done.is_err() {
            // The author's folder is no place for our leftovers.
            let _ = fs::remove_file(part);
        }
        done
    }

    fn write_all(&self, path: &Utf8Path, bytes: &[u8]) -> io::Result<File> {
        if let Some(Fault { at, kind: FaultKind::NoRoom }) = self.fault
            && self.steps() >= at
            && path.components().any(|part| part.as_str() == "stage")
            && !path.as_str().ends_with("being.written")
        {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        if let Err(error) = self.step() {
            // A plug is pulled in the middle of a file, and nothing is written after that.
            if self.fault.is_some_and(|fault| fault.at == self.steps()) {
                create(path)?.write_all(&bytes[..bytes.len() / 2])?;
            }
            return Err(error);
        }
        let mut file = create(path)?;
        file.write_all(bytes)?;
        Ok(file)
    }

    /// Moves a file or folder; a file that is there already is replaced in one go.
    pub fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.step()?;
        let mut wait = std::time::Duration::from_millis(50);
        loop {
            match fs::rename(from, to) {
                // Virus scanners and viewers hold files for a moment on Windows.
                Err(error) if cfg!(windows) && is_held(&error) && wait.as_millis() < 1000 => {
                    std::thread::sleep(wait);
                    wait *= 2;
                }
                done => return done,
            }
        }
    }

    /// Deletes a file; one that is gone already is no failure.
    pub fn remove(&self, path: &Utf8Path) -> io::Result<()> {
        self.step()?;
        gone(fs::remove_file(path))
    }

    /// Deletes a folder if nothing is in it.
    pub fn remove_if_empty(&self, folder: &Utf8Path) -> io::Result<bool> {
        self.step()?;
        Ok(fs::remove_dir(folder).is_ok())
    }

    /// Deletes a folder of ours and all in it; links in it are deleted, not followed.
    pub fn remove_tree(&self, folder: &Utf8Path) -> io::Result<()> {
        self.step()?;
        gone(fs::remove_dir_all(folder))
    }

    pub fn make_folder(&self, folder: &Utf8Path) -> io::Result<()> {
        self.step()?;
        fs::create_dir_all(folder)
    }

    /// Makes a folder that only its owner can read, or makes an existing one so.
    pub fn make_private_folder(&self, folder: &Utf8Path) -> io::Result<()> {
        self.step()?;
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
            builder.mode(0o700);
            builder.create(folder)?;
            // Some shared drives know no permissions; the folder is then as private as its parent.
            let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
        }
        #[cfg(not(unix))]
        builder.create(folder)?;
        Ok(())
    }

    /// Opens a file to lock it.
    pub fn open_to_lock(&self, path: &Utf8Path) -> io::Result<File> {
        self.step()?;
        File::options().create(true).truncate(false).write(true).open(path)
    }

    /// The path without links and `..`.
    pub fn real_path(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        self.step()?;
        path.canonicalize_utf8()
    }
}

fn create(path: &Utf8Path) -> io::Result<File> {
    match File::create(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            File::create(path)
        }
        other => other,
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn is_held(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy)
}

fn gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if is_absent(&error) => Ok(()),
        other => other,
    }
}

fn kind(found: &Metadata) -> Kind {
    match found.file_type() {
        kind if kind.is_file() => Kind::File,
        kind if kind.is_dir() => Kind::Folder,
        _ => Kind::Other,
    }
}
