//! The journal of marks on disk: one append-only file of JSON lines a device, in a folder that a synchroniser may carry.
//!
//! What is acknowledged is on the disk. What cannot be written is kept, reported, and tried again. Other files than the
//! own are only read. Does not own what a record says (`marks::record`) or where the folders lie (the caller does).

mod compact;
mod contents;
mod device;
mod digest;
mod own;
mod reading;
mod trouble;
mod writer;

pub use device::device;
pub use trouble::Trouble;
pub(super) use trouble::explain;
pub use writer::{Event, Writer, spawn};

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::{
    article::{Outcome, Problem},
    marks::{Author, DeviceId, Marks, Record},
};
use digest::{Digest, Place, Source};
use own::{Failure, Own};
use reading::Reading;

/// The journals in one folder, and the device's own one among them.
#[derive(Debug)]
pub struct Journal {
    home: Home,
    author: Author,
    /// Records that are not on the disk yet.
    pending: Vec<Record>,
}

/// Where the journal lies.
#[derive(Debug)]
enum Home {
    /// Nowhere: the marks last as long as the program runs.
    Memory,
    /// In a folder.
    Folder(Box<Folder>),
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    own: Own,
    reading: Reading,
    /// What others had written, as found on the way to writing.
    arrived: News,
    /// How many of the records that are pending stand in the own journal, which may not be on the disk.
    unsynced: usize,
    /// Whether journals that were begun beside the own one could not be taken in: a later run tries again.
    leaves_others: bool,
    /// The digest of what was read at the start, where there is a place for one.
    digest: Option<(Place, Digest)>,
    /// Whether it tells enough that the one which is kept does not.
    is_digest_due: bool,
}

/// What others have written since it was last asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Their records.
    pub records: Vec<Record>,
    /// What could not be read of their journals.
    pub problems: Vec<Problem>,
}

impl Journal {
    /// Reads all journals in the folder, which is created where it is missing; what a digest in the `cache` folder tells of
    /// them is not read line by line. Never fails: where the folder cannot be used the problems say so, and what is
    /// appended stays pending until it can.
    pub fn open(
        folder: &Path,
        device: DeviceId,
        cache: Option<&Path>,
    ) -> (Self, Marks, Vec<Problem>) {
        trouble::survive_size_limits();
        let author = device::author(device);
        let mut folder = Folder {
            path: folder.to_owned(),
            own: Own::new(folder, author),
            reading: Reading::default(),
            arrived: News::default(),
            unsynced: 0,
            leaves_others: false,
            digest: None,
            is_digest_due: false,
        };
        let mut problems = Vec::new();
        if let Err(trouble) = own::prepare(&folder.path) {
            problems.push(trouble.problem());
        }
        let marks = folder.read(author, cache, &mut problems);
        let journal = Self {
            home: Home::Folder(Box::new(folder)),
            author,
            pending: Vec::new(),
        };
        (journal, marks, problems)
    }

    /// A journal in memory only, for when no folder can be known; the problem says how to change that.
    pub fn without_folder(device: DeviceId) -> (Self, Marks, Vec<Problem>) {
        let author = device::author(device);
        let journal = Self {
            home: Home::Memory,
            author,
            pending: Vec::new(),
        };
        let problem = Problem {
            path: PathBuf::from("marks"),
            line: None,
            outcome: Outcome::Skipped,
            reason: "neither XDG_DATA_HOME nor HOME says where marks are kept, so they last until you quit".into(),
            remedy: "set HOME".into(),
        };
        (journal, Marks::new(author), vec![problem])
    }

    /// Appends records, after those still pending, and returns how many are on the disk now that were not before.
    ///
    /// # Errors
    /// Why they are not; they stay pending.
    pub fn append(&mut self, records: Vec<Record>) -> Result<usize, Trouble> {
        self.pending.extend(records);
        self.retry()
    }

    /// Tries once more to write what is pending, and returns how many records that were.
    ///
    /// # Errors
    /// Why it failed; they stay pending.
    pub fn retry(&mut self) -> Result<usize, Trouble> {
        let Home::Folder(folder) = &mut self.home else {
            return Ok(0);
        };
        if self.pending.is_empty() {
            return Ok(0);
        }
        folder.write(&self.pending, self.author)?;
        let saved = self.pending.len();
        self.pending = Vec::new();
        Ok(saved)
    }

    /// How many records are not on the disk yet.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// What other instances and devices have written since. Cheap when that is nothing: a look at each file's size
    /// and time.
    pub fn poll(&mut self) -> News {
        let Home::Folder(folder) = &mut self.home else {
            return News::default();
        };
        let mut news = std::mem::take(&mut folder.arrived);
        news.extend(folder.reading.news(&folder.path));
        news
    }

    /// Keeps a digest of what was read at the start, where that was enough to be worth it.
    pub fn keep_digest(&mut self) {
        let Home::Folder(folder) = &mut self.home else {
            return;
        };
        if let Some((place, mut digest)) = folder.digest.take()
            && (folder.is_digest_due || digest.lean != folder.own.lean)
        {
            digest.lean = folder.own.lean;
            // Without one, the next start reads line by line again.
            let _ = place.keep(&digest);
        }
    }

    /// Rewrites the own journal where most of it is history, or some of it is damaged. The damaged lines go to a file
    /// beside it, named `.damaged`.
    ///
    /// # Errors
    /// Why it failed; the journal is then as it was.
    pub fn compact(&mut self) -> Result<(), Trouble> {
        let Home::Folder(folder) = &mut self.home else {
            return Ok(());
        };
        compact::compact(folder, self.author)
    }
}

impl News {
    fn extend(&mut self, mut more: Self) {
        self.records.append(&mut more.records);
        self.problems.append(&mut more.problems);
    }
}

impl Folder {
    /// Reads all journals: what a digest does not tell of them.
    fn read(&mut self, author: Author, cache: Option<&Path>, problems: &mut Vec<Problem>) -> Marks {
        let place = cache.map(|cache| Place::of(&self.path, author, cache));
        let resumed = place.as_ref().and_then(|place| {
            let digest = place.open()?;
            let told = digest.sources.iter().map(Source::len).sum::<u64>();
            self.reading.resume(&self.path, digest.sources)?;
            self.own.lean = digest.lean;
            Some((digest.marks, told))
        });
        let (marks, told) = resumed.unwrap_or_else(|| (Marks::new(author), 0));
        let mut marks = marks.as_of(now());
        let news = self.reading.all(&self.path);
        for record in news.records {
            marks.merge(record);
        }
        problems.extend(news.problems);
        self.own.is_hurt = self.reading.is_hurt(self.own.path());
        let sources = self.reading.take_sources();
        let read = sources.iter().flatten().map(Source::len).sum::<u64>();
        self.is_digest_due = read.saturating_sub(told) > digest::WORTH_IT;
        self.digest = place.zip(sources).map(|(place, sources)| {
            let digest = Digest {
                sources,
                marks: marks.clone(),
                lean: self.own.lean,
            };
            (place, digest)
        });
        marks
    }

    /// Writes all records that are pending to the own journal. Where that file can no longer be trusted or had, to a fresh
    /// one.
    fn write(&mut self, records: &[Record], author: Author) -> Result<(), Trouble> {
        own::prepare(&self.path)?;
        // What stands there is not written again, however often it is tried; and what cannot be synced may still survive.
        let left = &records[self.unsynced..];
        if !left.is_empty() {
            match self
                .own
                .append(&printed(left), &mut self.reading, &mut self.arrived)
            {
                Ok(()) if self.unsynced == 0 => return Ok(()),
                // After a failed sync the kernel may call pages clean that are not on the disk, so a second sync of the
                // same file proves nothing (https://lwn.net/Articles/752063/).
                Ok(()) | Err(Failure::Unsynced(_)) => self.unsynced = records.len(),
                Err(Failure::Refused(trouble)) => return Err(trouble),
                // A stopped holder of the lock may be in the middle of a compaction, which would undo what is appended to
                // the file meanwhile.
                Err(Failure::Busy) => {}
            }
        }
        let fresh = Own::fresh(&self.path, author);
        match fresh.append(&printed(records), &mut self.reading, &mut self.arrived) {
            Ok(()) => {
                self.own = fresh;
                self.unsynced = 0;
                Ok(())
            }
            Err(failure) => {
                fresh.discard();
                Err(failure.trouble(fresh.path()))
            }
        }
    }
}

fn printed(records: &[Record]) -> String {
    let mut text = String::new();
    for record in records {
        record.print(&mut text);
    }
    text
}

/// Milliseconds since 1970.
fn now() -> i64 {
    Timestamp::now().as_millisecond()
}
