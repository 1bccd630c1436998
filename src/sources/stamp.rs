//! When a file was last touched, so that a file nobody touched need not be read again.

use std::fs::Metadata;

use serde::{Deserialize, Serialize};

/// Files that changed within so many seconds of being looked at may change again without a trace: the clocks of some
/// disks (FAT) have steps of two seconds.
const UNSETTLED_SECONDS: i64 = 3;

/// Size, times and number of a file as its disk keeps them: two equal stamps mean that nobody touched it in between,
/// if the stamp [is settled](Stamp::is_settled_at).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    modified: (i64, i64),
    // A program can set the time of modification back, but not the time of change.
    changed: (i64, i64),
    number: u64,
}

impl Stamp {
    /// The stamp of a file on disk.
    #[cfg(unix)]
    pub fn of(found: &Metadata) -> Stamp {
        use std::os::unix::fs::MetadataExt;
        Stamp {
            size: found.len(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
            number: found.ino(),
        }
    }

    /// The stamp of a file on disk.
    #[cfg(not(unix))]
    #[expect(clippy::disallowed_types, reason = "a file's own time, not the clock")]
    pub fn of(found: &Metadata) -> Stamp {
        let since = |time: std::io::Result<std::time::SystemTime>| {
            let span = time.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
            span.map_or((0, 0), |span| (span.as_secs() as i64, i64::from(span.subsec_nanos())))
        };
        Stamp { size: found.len(), modified: since(found.modified()), changed: since(found.created()), number: 0 }
    }

    /// The stamp of something that was never on a disk: its size, and how often it was put in place.
    pub fn of_memory(size: usize, times: u64) -> Stamp {
        Stamp { size: size as u64, modified: (0, 0), changed: (0, 0), number: times }
    }

    /// Whether the file had been left alone for a while when `moment` was written, by the disk's own clock. A file from
    /// the future never has.
    pub fn is_settled_at(&self, moment: &Stamp) -> bool {
        self.modified.0.max(self.changed.0) + UNSETTLED_SECONDS <= moment.modified.0
    }
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    fn at(modified: i64, changed: i64) -> Stamp {
        Stamp { size: 1, modified: (modified, 0), changed: (changed, 0), number: 1 }
    }

    #[test]
    fn what_was_just_touched_may_be_touched_again_unseen() {
        let now = at(100, 100);
        assert!(at(97, 97).is_settled_at(&now));
        assert!(!at(98, 90).is_settled_at(&now));
        assert!(!at(90, 98).is_settled_at(&now), "a copy keeps its time of modification");
        assert!(!at(5_000, 90).is_settled_at(&now), "a camera with a wrong clock");
    }
}
