//! Archives, opened as folders: zip and tar files, what gzip or Zstandard packed, web archives
//! (WARC) and books (EPUB).
//!
//! Owns which files are archives and how far they are unpacked: what would not end, or fill the memory, stops at a
//! limit that is told. Nothing is written to disk, so that a name in an archive can lead nowhere. Does not own what the
//! files in it mean.

mod bound;
mod member;
mod packed;
mod recorded;
mod taped;
mod zipped;

use std::{
    io::{self, Read},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::{
    contents::Contents,
    file::{CAP, cap},
    walk::skipped,
};
use crate::{
    article::{Outcome, Problem, When},
    parse::capture,
};
use member::Name;

/// How far an archive is unpacked.
struct Limits {
    /// How many times its size it may unpack to.
    growth: u64,
    /// What any archive may unpack to, in bytes: small files of little content may grow more.
    free: u64,
    /// What no archive may exceed, unpacked, in bytes.
    unpacked: u64,
    /// Files and folders in it, those in archives within it included.
    members: usize,
}

/// Text shrinks to a fifth, repetitive text to a fiftieth; what was made to fill memories shrinks a thousandfold.
const LIMITS: Limits = Limits {
    growth: 200,
    free: 64 << 20,
    unpacked: 1 << 30,
    members: 250_000,
};
/// How many archives may lie one in the other; what gzip packed counts as one.
const DEEPEST: usize = 4;
/// Bytes of a file's name, as most systems allow.
const LONGEST_NAME: usize = 4096;
/// Problems that are told one by one, of one archive.
const MOST_TOLD: usize = 50;

const CORRUPT_REMEDY: &str = "copy or download the archive again";
const UNPACK_REMEDY: &str = "unpack it, if you trust it, and read the folder";

/// The kinds of archive, told by what they hold; a damaged book is also told by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Zip,
    Tar,
    Gzip,
    Zstd,
    Warc,
    Book,
}

/// Whether a file is an archive. Documents and programs that are zip files within are none, but for books.
pub(super) fn is_one(path: &Path, bytes: &[u8]) -> bool {
    kind(path, bytes).is_some()
}

fn kind(path: &Path, bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        if bound::is_one(path, bytes) {
            return Some(Kind::Book);
        }
        return (!zipped::is_document(bytes)).then_some(Kind::Zip);
    }
    if bytes.starts_with(b"\x1f\x8b\x08") {
        return Some(Kind::Gzip);
    }
    if bytes.starts_with(b"\x28\xb5\x2f\xfd") {
        return Some(Kind::Zstd);
    }
    if capture::is_one(bytes) {
        return Some(Kind::Warc);
    }
    taped::is_tar(bytes).then_some(Kind::Tar)
}

/// Hands over each file in an archive, in its order, and returns what was not read.
pub(super) fn read(archive: Contents, each: &mut dyn FnMut(Contents)) -> Vec<Problem> {
    read_within(&LIMITS, archive, each)
}

fn read_within(limits: &Limits, archive: Contents, each: &mut dyn FnMut(Contents)) -> Vec<Problem> {
    let size = archive.bytes.len() as u64;
    let allowed = size.saturating_mul(limits.growth);
    let allowed = allowed.clamp(limits.free, limits.unpacked);
    let mut unpacking = Unpacking {
        each,
        problems: Vec::new(),
        untold: 0,
        root: archive.path.clone(),
        allowed,
        bytes_left: allowed,
        members: limits.members,
        members_left: limits.members,
    };
    // It ends early only where a limit has been told.
    let _ended = unpacking.file(archive, 0);
    unpacking.finish()
}

/// One of the archives that are open, without its bytes.
#[derive(Clone, Copy)]
struct Archive<'a> {
    path: &'a Path,
    place: &'a Path,
    stored: Option<When>,
    /// How many archives it lies in.
    depth: usize,
}

/// An archive that is being unpacked, with all in it.
struct Unpacking<'a> {
    each: &'a mut dyn FnMut(Contents),
    problems: Vec<Problem>,
    /// How many problems there are beyond those that are told one by one.
    untold: usize,
    /// The path of the outermost archive.
    root: PathBuf,
    /// Bytes that it may unpack to.
    allowed: u64,
    bytes_left: u64,
    /// Files and folders that it may hold.
    members: usize,
    members_left: usize,
}

impl Unpacking<'_> {
    /// Hands over a file, or what is in it if it is an archive.
    fn file(&mut self, file: Contents, depth: usize) -> ControlFlow<()> {
        let Some(kind) = kind(&file.path, &file.bytes) else {
            (self.each)(file);
            return ControlFlow::Continue(());
        };
        if depth == DEEPEST {
            let reason = format!("it lies in {DEEPEST} other archives; deeper ones are not opened");
            self.tell(skipped(&file.path, reason, UNPACK_REMEDY));
            return ControlFlow::Continue(());
        }
        let archive = Archive {
            path: &file.path,
            place: &file.place,
            stored: file.stored,
            depth,
        };
        match kind {
            Kind::Zip => zipped::read(self, archive, &file.bytes),
            Kind::Book => bound::read(self, archive, &file.bytes),
            Kind::Tar => taped::read(self, archive, &mut &*file.bytes),
            Kind::Warc => recorded::read(self, archive, &mut &*file.bytes),
            Kind::Gzip => packed::gzip(self, archive, file.folder.as_deref(), &file.bytes),
            Kind::Zstd => packed::zstd(self, archive, file.folder.as_deref(), &file.bytes),
        }
    }

    /// Counts a file or folder.
    fn count(&mut self) -> ControlFlow<()> {
        let Some(left) = self.members_left.checked_sub(1) else {
            let members = self.members;
            return self.stop(format!(
                "it holds more than {members} files; the rest was not read"
            ));
        };
        self.members_left = left;
        ControlFlow::Continue(())
    }

    /// Whether a file with this name is read. That none is hidden is not told.
    fn admits(&mut self, archive: Archive<'_>, name: &Name<'_>) -> bool {
        self.bears(archive, name) && name.is_wanted()
    }

    /// Whether a name can be borne. That one is without end is told.
    fn bears(&mut self, archive: Archive<'_>, name: &Name<'_>) -> bool {
        if name.raw.len() > LONGEST_NAME {
            let reason = "the name of a file in it has more than 4,096 bytes";
            self.tell(cut(archive.path, reason, UNPACK_REMEDY));
            return false;
        }
        true
    }

    /// Whether there is room for a file that says how long it is. One that lies about that is stopped when it is read.
    fn has_room(&self, length: u64) -> bool {
        length.min(CAP + 1) <= self.bytes_left
    }

    /// Reads the file at `path` to its end, or one byte beyond what is read of a file like it.
    fn fill(&mut self, path: &Path, from: &mut dyn Read) -> ControlFlow<(), Filled> {
        let mut bytes = Vec::new();
        let mut read_to = |cap: u64, bytes: &mut Vec<u8>| {
            let most = self.bytes_left.min(cap) + 1;
            let left = most.saturating_sub(bytes.len() as u64);
            from.take(left).read_to_end(bytes)
        };
        let mut outcome = read_to(CAP, &mut bytes);
        let cap = cap(path, &bytes);
        if outcome.is_ok() {
            outcome = read_to(cap, &mut bytes);
        }
        let length = bytes.len() as u64;
        if length > self.bytes_left || outcome.as_ref().is_err_and(packed::is_limit) {
            self.stop_full()?;
        }
        self.bytes_left = self.bytes_left.saturating_sub(length);
        ControlFlow::Continue(Filled {
            bytes,
            is_longer: length > cap,
            error: outcome.err(),
        })
    }

    /// Tells that the archive unpacks to more than it may.
    fn stop_full(&mut self) -> ControlFlow<()> {
        let allowed = self.allowed >> 20;
        self.stop(format!(
            "it unpacks to more than {allowed} MiB; the rest was not read"
        ))
    }

    /// Tells of a limit that ends the reading.
    fn stop(&mut self, reason: String) -> ControlFlow<()> {
        let problem = cut(&self.root, reason, UNPACK_REMEDY);
        self.problems.push(problem);
        ControlFlow::Break(())
    }

    fn tell(&mut self, problem: Problem) {
        if self.problems.len() < MOST_TOLD {
            self.problems.push(problem);
        } else {
            self.untold += 1;
        }
    }

    fn finish(mut self) -> Vec<Problem> {
        if self.untold > 0 {
            let reason = format!("{} more files in it were not read", self.untold);
            self.problems.push(cut(&self.root, reason, UNPACK_REMEDY));
        }
        self.problems
    }
}

/// What could be read of a file in an archive.
struct Filled {
    bytes: Vec<u8>,
    /// Whether there is more than is read of it.
    is_longer: bool,
    /// Why that is not all.
    error: Option<io::Error>,
}

fn cut(path: &Path, reason: impl Into<String>, remedy: &str) -> Problem {
    Problem {
        outcome: Outcome::Cut,
        ..skipped(path, reason, remedy)
    }
}

/// A file in an archive that is damaged, from which something could be read or nothing.
fn corrupt(path: &Path, has_part: bool) -> Problem {
    if has_part {
        cut(
            path,
            "it is damaged; not all of it could be unpacked",
            CORRUPT_REMEDY,
        )
    } else {
        skipped(
            path,
            "it is damaged and could not be unpacked",
            CORRUPT_REMEDY,
        )
    }
}

#[cfg(test)]
mod tests;
