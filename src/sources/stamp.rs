//! How a file looked on disk, so that nobody need read it to know that nobody touched it.

use std::fs::Metadata;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// When and how big a file was: two equal stamps mean that nobody touched it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Size in bytes.
    pub size: u64,
    modified: (i64, i64),
    // A program can set the time of modification back, but not the time of change.
    changed: (i64, i64),
    number: u64,
}

/// Clocks of file systems tick; two changes within a tick carry one time. In nanoseconds; Linux ticks 100 times a
/// second at the slowest.
const TICK: i128 = 20_000_000;

/// The same for drives that count in whole seconds, or, like memory sticks, in every second one.
const COARSE_TICK: i128 = 2_500_000_000;

impl Stamp {
    /// Of what was found at a path.
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

    /// Of what was found at a path.
    #[cfg(not(unix))]
    #[expect(clippy::disallowed_types, reason = "a file's own time, not the clock")]
    pub fn of(found: &Metadata) -> Stamp {
        let since = |time: std::io::Result<std::time::SystemTime>| {
            let span = time.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
            span.map_or((0, 0), |span| (span.as_secs() as i64, i64::from(span.subsec_nanos())))
        };
        Stamp { size: found.len(), modified: since(found.modified()), changed: since(found.created()), number: 0 }
    }

    /// Of the file at a path of this computer.
    pub fn at(path: &Path) -> Option<Stamp> {
        std::fs::metadata(path).ok().map(|found| Stamp::of(&found))
    }

    /// The stamp of something that was never on a disk: its size, and how often it was put in place.
    pub fn of_memory(size: usize, times: u64) -> Stamp {
        Stamp { size: size as u64, modified: (0, 0), changed: (0, 0), number: times }
    }

    /// Whether a change after this stamp was taken must show in a new stamp. `later` was written after the last change
    /// we know of and before this stamp was taken; a file changed within the same tick could keep its stamp.
    pub fn is_settled_before(&self, later: Stamp) -> bool {
        let coarse = self.changed.1 == 0 && later.changed.1 == 0;
        let (mine, then) = if cfg!(unix) { (self.changed, later.changed) } else { (self.modified, later.modified) };
        nanoseconds(mine) + if coarse { COARSE_TICK } else { TICK } < nanoseconds(then)
    }

    /// The later of two, by the disk's own clock.
    pub fn later(self, other: Stamp) -> Stamp {
        let time = |stamp: &Stamp| if cfg!(unix) { stamp.changed } else { stamp.modified };
        if time(&other) > time(&self) { other } else { self }
    }

    /// As bytes, to be part of a fingerprint.
    pub(crate) fn bytes(&self) -> [u8; 48] {
        let numbers = [
            self.size,
            self.modified.0 as u64,
            self.modified.1 as u64,
            self.changed.0 as u64,
            self.changed.1 as u64,
            self.number,
        ];
        let mut bytes = [0; 48];
        for (place, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }
}

fn nanoseconds((seconds, rest): (i64, i64)) -> i128 {
    i128::from(seconds) * 1_000_000_000 + i128::from(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed_at(seconds: i64, rest: i64) -> Stamp {
        Stamp { size: 1, modified: (seconds, rest), changed: (seconds, rest), number: 1 }
    }

    #[test]
    fn a_file_changed_within_the_last_tick_is_not_settled() {
        let now = changed_at(100, 50_000_000);
        assert!(changed_at(100, 1_000_000).is_settled_before(now));
        assert!(!changed_at(100, 40_000_000).is_settled_before(now));
        assert!(!changed_at(101, 1).is_settled_before(now), "a time to come is never settled");
    }

    #[test]
    fn a_drive_that_counts_in_seconds_needs_longer() {
        assert!(!changed_at(98, 0).is_settled_before(changed_at(100, 0)));
        assert!(changed_at(97, 0).is_settled_before(changed_at(100, 0)));
    }
}
