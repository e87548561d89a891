//! Compaction of the own journal: the records that still count, written anew beside it and put in its place.
//!
//! Journals that were begun beside it are taken into it. Owns the order of system calls that leaves the old journal or the
//! new one, whenever it is cut short. Does not own which records count (`Marks::needs`).

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
};

use super::{
    Folder,
    contents::complete,
    own::{self, Failure, Lock, Own},
    trouble::Trouble,
};
use crate::marks::{
    Author, Marks,
    record::{self, Content},
};

/// A journal below this many bytes is not worth the work.
const WORTH_IT: u64 = 1 << 20;

/// How many times as long as it need be a journal may get.
const SLACK: u64 = 4;

/// What becomes of the lines of a journal.
#[derive(Debug, Default, PartialEq, Eq)]
struct Plan {
    kept: Vec<u8>,
    damaged: Vec<u8>,
}

/// Compacts the own journal where that is due and nobody else has it.
pub(super) fn compact(folder: &mut Folder, author: Author) -> Result<(), Trouble> {
    gather(folder, author)?;
    let path = folder.own.path().to_owned();
    let len = fs::metadata(&path).map_or(0, |metadata| metadata.len());
    if !is_due(&folder.own, len) {
        return Ok(());
    }
    let result = rewrite(folder, &path, author);
    // Whatever came of it, it is not tried again before the journal has grown as much once more.
    folder.own.is_hurt = false;
    let lean = result.as_ref().map_or(len, |kept| *kept);
    folder.own.lean = lean;
    result.map_err(|error| Trouble::new(&path, &error))?;
    Ok(())
}

/// Takes the journals in that earlier runs have begun beside the own one. A run that could not have the own journal
/// leaves that to a later one, and so does one that failed: it may have taken in what it could not remove.
fn gather(folder: &mut Folder, author: Author) -> Result<(), Trouble> {
    if folder.leaves_others || folder.own.path() != Own::new(&folder.path, author).path() {
        return Ok(());
    }
    for path in own::leftovers(&folder.path, author) {
        match take_over(folder, &path) {
            Ok(()) | Err(Failure::Busy) => {}
            Err(failure) => {
                folder.leaves_others = true;
                return Err(failure.trouble(&path));
            }
        }
    }
    Ok(())
}

/// Appends what stands in a journal to the own one, and only then removes it. Its lock is held all the while: a run
/// that still writes to it finds it replaced and begins it anew.
fn take_over(folder: &mut Folder, path: &Path) -> Result<(), Failure> {
    let refused = |error: &io::Error| Failure::Refused(Trouble::new(path, error));
    let mut file = match File::open(path) {
        // Another instance was quicker.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened.map_err(|error| refused(&error))?,
    };
    if file.try_lock().is_err() {
        return Err(Failure::Busy);
    }
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        // It stays where it is, for its damage to be looked at.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(()),
        read => read.map_err(|error| refused(&error))?,
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    folder
        .own
        .append(&text, &mut folder.reading, &mut folder.arrived)?;
    fs::remove_file(path)
        .and_then(|()| own::sync_folder(folder.own.path()))
        .map_err(|error| refused(&error))
}

fn is_due(own: &Own, len: u64) -> bool {
    own.is_hurt || (len > WORTH_IT && len > own.lean.saturating_mul(SLACK))
}

/// Returns how many bytes the journal needs.
///
/// Most of the work is done without the journal's lock, so that no instance waits for it: what is appended meanwhile
/// is carried over at the end. The lock of the new file keeps a second compaction out.
fn rewrite(folder: &mut Folder, path: &Path, author: Author) -> io::Result<u64> {
    let mut text = Vec::new();
    let mut file = File::open(path)?;
    file.read_to_end(&mut text)?;
    text.truncate(complete(&text));
    let mut plan = Plan::of(&text, author);
    let needed = plan.kept.len() as u64;
    if plan.damaged.is_empty() && needed.saturating_mul(SLACK) > text.len() as u64 {
        return Ok(needed);
    }
    // A journal that is a symbolic link stays one.
    let real = fs::canonicalize(path)?;
    let fresh = real.with_extension("compact");
    let (new, lock) = own::open_locked(&fresh)?;
    if lock != Lock::Held {
        return Ok(needed);
    }
    let change = Change {
        path,
        real: &real,
        fresh: &fresh,
        old_len: text.len() as u64,
    };
    let replaced = change.make(folder, &file, new, &mut plan);
    if !matches!(replaced, Ok(true)) {
        // Where it cannot be removed the next compaction writes over it.
        let _ = fs::remove_file(&fresh);
    }
    replaced.map(|_| needed)
}

/// The journal as it was when the plan was made, and the file that is to take its place.
struct Change<'a> {
    path: &'a Path,
    /// The same without symbolic links.
    real: &'a Path,
    fresh: &'a Path,
    old_len: u64,
}

impl Change<'_> {
    /// Writes the new journal, syncs it, and only then lets it take the old one's place. Returns whether it did: not
    /// so where somebody else holds or has replaced the old one, or the disk does not allow it.
    fn make(
        &self,
        folder: &mut Folder,
        seen: &File,
        mut new: File,
        plan: &mut Plan,
    ) -> io::Result<bool> {
        // Windows cuts no file that is open to be appended to: what a compaction has left there is removed, and the next
        // one begins afresh.
        if new.metadata()?.len() > 0 {
            new.set_len(0)?;
        }
        new.set_permissions(seen.metadata()?.permissions())?;
        new.write_all(&plan.kept)?;
        new.sync_all()?;
        let (mut old, lock) = own::open_locked(self.path)?;
        if lock != Lock::Held || !own::is_at(seen, self.path) {
            return Ok(false);
        }
        folder
            .arrived
            .extend(folder.reading.catch_up(self.path, &mut old));
        let carried = plan.kept.len();
        old.seek(SeekFrom::Start(self.old_len))?;
        old.read_to_end(&mut plan.kept)?;
        new.write_all(&plan.kept[carried..])?;
        new.sync_all()?;
        set_aside(&self.real.with_extension("damaged"), &plan.damaged)?;
        // Those who wait for the lock of the old journal see that it was replaced.
        match fs::rename(self.fresh, self.real) {
            // On Windows only some disks let a file take the place of one that is open.
            Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {
                return Ok(false);
            }
            renamed => renamed?,
        }
        own::sync_folder(self.real)?;
        folder.reading.has_rewritten(self.path, &new, &plan.kept);
        Ok(true)
    }
}

/// Keeps what is no longer readable where somebody may still look at it.
fn set_aside(path: &Path, damaged: &[u8]) -> io::Result<()> {
    if damaged.is_empty() {
        return Ok(());
    }
    let mut file = File::options().append(true).create(true).open(path)?;
    file.write_all(damaged)?;
    file.sync_all()?;
    own::sync_folder(path)
}

impl Plan {
    /// Keeps each line as it is written, so that what a newer version has added stays.
    fn of(text: &[u8], author: Author) -> Self {
        let mut marks = Marks::new(author).as_of(super::now());
        for record in record::records(text) {
            marks.merge(record);
        }
        let mut plan = Self::default();
        record::read(text, &mut |line| {
            let to = match &line.content {
                Content::Record(record) if !marks.needs(record) => return,
                Content::Record(_) | Content::Foreign => &mut plan.kept,
                Content::Damaged(_) => &mut plan.damaged,
            };
            to.extend_from_slice(line.bytes);
            to.push(b'\n');
        });
        plan
    }
}
