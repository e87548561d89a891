//! What the plain texts of a folder have in common, found out from a sample of them before the first is read to its end.
//!
//! A folder is looked at once in a scan, and always the same files of it, so that what is folded does not hang on which
//! file was read first. A file that is new in a known folder is read with the folder as it is then; those that were
//! known are not read anew for its sake. A file that was named itself has no neighbours, nor has one in an archive.
//! Does not own which lines are alike, or furniture (`parse`).

use std::{
    collections::HashMap,
    ffi::OsString,
    fs::{self, DirEntry},
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use super::{archive, file, guarded, walk::is_wanted_name};
use crate::parse::{self, Recurring, Tally};

/// Texts that are looked at first. Where no two of them have a line in common, that is all.
const GLANCE: usize = 16;
/// Texts that are looked at at most.
const MOST: usize = 64;
/// How long the reading of a folder waits for what its texts have in common; what takes longer may have no end.
const PATIENCE: Duration = Duration::from_secs(3);

/// The folders of a scan.
#[derive(Default)]
pub(super) struct Neighbours {
    folders: Arc<Folders>,
}

impl Neighbours {
    /// What the texts of a folder have in common.
    pub(super) fn of(&self, folder: &Path) -> Arc<Recurring> {
        if self.folders.begin(folder) {
            look_at(&self.folders, folder);
        }
        let known = locked(&self.folders.known);
        let is_open = |known: &mut Known| matches!(known.get(folder), Some(None));
        let told = &self.folders.told;
        let told = told.wait_timeout_while(known, PATIENCE, is_open);
        let (mut known, _) = told.unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(folder.to_owned()).or_default();
        // Whoever comes later need not wait for what did not come in time.
        Arc::clone(known.get_or_insert_default())
    }

    /// Looks at a folder whose texts will soon be read, unless that has begun.
    pub(super) fn expect(&self, folder: &Path) {
        if !self.folders.begin(folder) {
            return;
        }
        let (folders, place) = (Arc::clone(&self.folders), folder.to_owned());
        let begun = thread::Builder::new().spawn(move || look_at(&folders, &place));
        if begun.is_err() {
            locked(&self.folders.known).remove(folder);
            self.folders.told.notify_all();
        }
    }
}

type Known = HashMap<PathBuf, Option<Arc<Recurring>>>;

#[derive(Default)]
struct Folders {
    /// What the texts of each have in common; nothing yet where it is being looked at.
    known: Mutex<Known>,
    told: Condvar,
}

impl Folders {
    /// Whether the look at a folder begins now, and is up to the caller.
    fn begin(&self, folder: &Path) -> bool {
        let mut known = locked(&self.known);
        let is_new = !known.contains_key(folder);
        if is_new {
            known.insert(folder.to_owned(), None);
        }
        is_new
    }

    /// Tells those who wait what the texts of a folder have in common. That it comes too late changes nothing.
    fn tell(&self, folder: &Path, recurring: Recurring) {
        let mut known = locked(&self.known);
        let known = known.entry(folder.to_owned()).or_default();
        known.get_or_insert_with(|| Arc::new(recurring));
        self.told.notify_all();
    }
}

/// Looks at a folder. Its texts are asked on a thread that nobody waits for to its end: a file whose reading does not end
/// keeps nobody back for long.
fn look_at(folders: &Arc<Folders>, folder: &Path) {
    let names = guarded(|| names(folder)).unwrap_or_default();
    if names.len() < Tally::FEWEST {
        folders.tell(folder, Recurring::default());
        return;
    }
    let (folders, folder) = (Arc::clone(folders), folder.to_owned());
    let ask = move || {
        let recurring = recurring(&folder, &names);
        folders.tell(&folder, recurring);
    };
    // Where there can be no thread, nothing is told, and the folder's texts are read as if each were alone.
    let _ = thread::Builder::new().spawn(ask);
}

fn recurring(folder: &Path, names: &[OsString]) -> Recurring {
    let mut tally = Tally::default();
    let glance: Vec<usize> = spread(names.len(), GLANCE).collect();
    for at in &glance {
        count(&folder.join(&names[*at]), &mut tally);
    }
    if tally.has_hint() {
        for at in spread(names.len(), MOST).filter(|at| !glance.contains(at)) {
            count(&folder.join(&names[at]), &mut tally);
        }
    }
    tally.recurring()
}

/// The names in a folder that may be those of plain texts, in order.
fn names(folder: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let wanted = |entry: DirEntry| {
        let name = entry.file_name();
        let is_wanted = is_wanted_name(name.as_encoded_bytes())
            && parse::may_be_text(Path::new(&name))
            && is_file(&entry);
        is_wanted.then_some(name)
    };
    let mut names: Vec<OsString> = entries.filter_map(wanted).collect();
    names.sort_unstable();
    names
}

/// Whether this is a file, or a link to one. What is none is not touched.
fn is_file(entry: &DirEntry) -> bool {
    let kind = entry.file_type();
    kind.is_ok_and(|kind| match kind.is_symlink() {
        true => fs::metadata(entry.path()).is_ok_and(|found| found.is_file()),
        false => kind.is_file(),
    })
}

/// So many numbers below `length` at most, at even distances.
fn spread(length: usize, most: usize) -> impl Iterator<Item = usize> {
    let count = length.min(most);
    (0..count).map(move |at| at * length / count)
}

/// Counts the lines of a file. What cannot be read, or makes a parser panic, is told when its turn comes.
fn count(path: &Path, tally: &mut Tally) {
    let counted = guarded(|| {
        crate::runtime::failpoint_in(path);
        let is_no_archive = |bytes: &Vec<u8>| !archive::is_one(path, bytes);
        if let Some(bytes) = file::short(path).filter(is_no_archive) {
            parse::count(path, &bytes, tally);
        }
    });
    drop(counted);
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_was_looked_at_ahead_says_the_same() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..20 {
            let text = format!("The Sample Wire\n\nNumber {number}\n\nWords of {number}.\n");
            fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
        }
        let (ahead, late) = (Neighbours::default(), Neighbours::default());
        ahead.expect(folder.path());
        let [ahead, late] = [ahead, late].map(|neighbours| neighbours.of(folder.path()));
        assert!(!late.is_empty());
        assert_eq!(ahead, late);
    }
}
