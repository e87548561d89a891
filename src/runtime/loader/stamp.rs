//! What tells whether a file has changed since it was read, without reading it.
//!
//! Does not own when that is asked (`librarian`).

use std::{
    fs::{self, Metadata},
    io,
    path::Path,
    time::{Duration, SystemTime, SystemTimeError},
};

use serde::{Deserialize, Serialize};

/// What tells whether a file has changed: length, times in nanoseconds since 1970, number on its disk. The one that is all
/// zeros belongs to no file, so that what bears it is read again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::runtime) struct Stamp {
    length: u64,
    modified: i64,
    changed: i64,
    inode: u64,
}

/// A file that was written this shortly before it was read may be written again without a trace in its times: the
/// clock of file systems ticks every few milliseconds. (Git calls such files racy.)
const RACY: Duration = Duration::from_millis(50);

impl Stamp {
    /// The stamp of a file as it is found.
    pub(super) fn of(found: &Metadata) -> Self {
        #[cfg(unix)]
        let (changed, inode) = {
            use std::os::unix::fs::MetadataExt;
            (
                found.ctime() * 1_000_000_000 + found.ctime_nsec(),
                found.ino(),
            )
        };
        // Elsewhere, what takes a file's place was created later, or was there before it.
        #[cfg(not(unix))]
        let (changed, inode) = (nanoseconds(found.created()), 0);
        Self {
            length: found.len(),
            modified: nanoseconds(found.modified()),
            changed,
            inode,
        }
    }

    /// The stamp as numbers that [`Stamp::of_numbers`] makes it of again.
    pub(in crate::runtime) fn to_numbers(self) -> [u64; 4] {
        let [modified, changed] = [self.modified, self.changed].map(i64::cast_unsigned);
        [self.length, modified, changed, self.inode]
    }

    /// The stamp that was told as numbers.
    pub(in crate::runtime) fn of_numbers([length, modified, changed, inode]: [u64; 4]) -> Self {
        let [modified, changed] = [modified, changed].map(u64::cast_signed);
        Self {
            length,
            modified,
            changed,
            inode,
        }
    }

    /// The stamp of a file or folder as it is now; none's, where that cannot be told.
    pub(in crate::runtime) fn now(path: &Path) -> Self {
        fs::metadata(path).map_or_else(|_| Self::default(), |found| Self::of(&found))
    }

    /// Whether the file was surely last written to before a moment; of none's it is not known.
    pub(in crate::runtime) fn is_from_before(&self, moment: SystemTime) -> bool {
        let last = u64::try_from(self.modified.max(self.changed)).unwrap_or(u64::MAX);
        let behind = SystemTime::UNIX_EPOCH + Duration::from_nanos(last) + RACY;
        *self != Self::default() && behind < moment
    }

    /// The stamp of a file that was read just now.
    pub(super) fn of_read(found: &Metadata) -> Self {
        let distance = |time: SystemTime| {
            let ahead = |error: SystemTimeError| error.duration();
            time.elapsed().unwrap_or_else(ahead)
        };
        let age = found.modified().ok().map(distance);
        if age.is_some_and(|age| age > RACY) {
            Self::of(found)
        } else {
            Self::default()
        }
    }
}

/// A time in nanoseconds since 1970; 0 where it is not known.
fn nanoseconds(time: io::Result<SystemTime>) -> i64 {
    let since_1970 = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
    let since = time.ok().and_then(since_1970);
    since.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(0))
}
