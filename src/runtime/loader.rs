//! Finds the stored articles under the paths that were given, reads them on all cores while it looks for more, and binds
//! them into volumes.
//!
//! Owns the threads. Does not own what a file means (`parse`), or what is known of files from an earlier time
//! (`librarian`).

mod archive;
mod file;
mod neighbours;
mod walk;

use std::{
    any::Any,
    cell::Cell,
    mem,
    num::NonZero,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, TryLockError,
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    article::Problem,
    library::{Binder, Stored, Volume},
};
pub(super) use file::{Stamp, take_in};
use neighbours::Neighbours;
pub(super) use walk::{Found, is_wanted_name, walk};

/// How long the first articles wait until they are handed over; each batch may take twice as long as the one before.
const BEAT: Duration = Duration::from_millis(30);
/// The longest that articles wait.
const LONGEST_BEAT: Duration = Duration::from_secs(1);
/// Threads that read at least, so that a file whose reading does not end keeps no other back where there is one core.
const FEWEST_THREADS: usize = 2;
/// How many volumes may wait to be collected.
const CHANNEL_SIZE: usize = 4;

/// Reads everything under `paths`, one file after the other, in the order of the walk.
pub fn read(paths: &[PathBuf]) -> (Vec<Stored>, Vec<Problem>) {
    let (mut stored, mut problems) = (Vec::new(), Vec::new());
    thread::scope(|scope| {
        let neighbours = Neighbours::new(scope);
        walk(paths, &mut |step| {
            match step {
                Ok(found) => {
                    let read = file::read(&found, &neighbours);
                    stored.extend(read.stored);
                    problems.extend(read.problems);
                }
                Err(problem) => problems.push(problem),
            }
            true
        });
    });
    (stored, problems)
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread will be caught and told as a file's problem, so that a panic hook can keep quiet.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs what must not end the program, and returns the words of its panic if it did.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    outcome.map_err(|payload| words_of(payload.as_ref()))
}

fn words_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let owned = || payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(owned)
        .unwrap_or("it did not say why")
        .to_owned()
}

/// A file by its number in the walk.
pub(super) type Job = (usize, Found);

/// What one file gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its articles.
    pub stored: Vec<Stored>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// What tells whether it has changed since.
    pub stamp: Stamp,
}

impl From<Problem> for Read {
    fn from(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }
}

/// Some files' articles, bound.
pub(super) struct Bound {
    /// The articles, if there are any.
    pub(super) volume: Option<Arc<Volume>>,
    /// The files, in the order in which they lie in the volume.
    pub(super) files: Vec<ReadFile>,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct ReadFile {
    /// Its number in the walk.
    pub(super) number: usize,
    /// Its absolute path, or a name that stands for one.
    pub(super) place: PathBuf,
    /// What tells whether it has changed since.
    pub(super) stamp: Stamp,
    /// The number of its first article in the volume.
    pub(super) first: u32,
    /// How many articles it gave.
    pub(super) count: u32,
    /// What was wrong with it.
    pub(super) problems: Vec<Problem>,
}

/// Where a thread collects what it has read.
#[derive(Default)]
struct Desk {
    binder: Binder,
    files: Vec<ReadFile>,
}

impl Desk {
    fn add(&mut self, number: usize, found: &Found, read: Read) {
        let first = self.binder.len();
        read.stored
            .iter()
            .for_each(|stored| self.binder.add(stored));
        self.files.push(ReadFile {
            number,
            place: found.place().to_owned(),
            stamp: read.stamp,
            first,
            count: self.binder.len() - first,
            problems: read.problems,
        });
    }

    fn bind(&mut self) -> Bound {
        let volume = (!self.binder.is_empty()).then(|| Arc::new(self.binder.bind()));
        Bound {
            volume,
            files: mem::take(&mut self.files),
        }
    }
}

/// Reads files on all cores as they come in and hands them to `each`, which returns false to stop: the first ones soon,
/// later ones in larger volumes. A file that takes long keeps only itself back.
pub(super) fn bind(jobs: Receiver<Job>, each: &mut dyn FnMut(Bound) -> bool) {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let desks: Vec<Mutex<Desk>> = (0..cores.max(FEWEST_THREADS))
        .map(|_| Mutex::default())
        .collect();
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(CHANNEL_SIZE);
        // Owned by the workers together: when the last of them ends, the walk has nobody to walk for.
        let jobs = Arc::new(Mutex::new(jobs));
        let neighbours = Arc::new(Neighbours::new(scope));
        for desk in &desks {
            let (jobs, neighbours) = (Arc::clone(&jobs), Arc::clone(&neighbours));
            let sender = sender.clone();
            scope.spawn(move || work(&jobs, &neighbours, desk, &sender));
        }
        drop((jobs, sender));
        collect(&receiver, &desks, each);
    });
}

/// Reads files until there are none left, or nobody wants them any more.
fn work(
    jobs: &Mutex<Receiver<Job>>,
    neighbours: &Neighbours<'_, '_>,
    desk: &Mutex<Desk>,
    sender: &SyncSender<Bound>,
) {
    loop {
        let job = locked(jobs).recv();
        let Ok((number, found)) = job else { break };
        let read = file::read(&found, neighbours);
        let mut desk = locked(desk);
        desk.add(number, &found, read);
        if desk.binder.is_full() {
            let bound = desk.bind();
            drop(desk);
            if sender.send(bound).is_err() {
                return;
            }
        }
    }
    let rest = locked(desk).bind();
    // Whoever has enough has hung up.
    let _ = sender.send(rest);
}

/// Hands volumes over until all are read, or `each` has enough.
fn collect(receiver: &Receiver<Bound>, desks: &[Mutex<Desk>], each: &mut dyn FnMut(Bound) -> bool) {
    let (mut beat, mut pace) = (Instant::now(), BEAT);
    loop {
        match receiver.recv_timeout(pace.saturating_sub(beat.elapsed())) {
            Ok(bound) => {
                if !each(bound) {
                    return;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                for desk in desks {
                    // Who is at the desk now will soon be done.
                    let bound = match desk.try_lock() {
                        Ok(mut desk) => desk.bind(),
                        Err(TryLockError::Poisoned(desk)) => desk.into_inner().bind(),
                        Err(TryLockError::WouldBlock) => continue,
                    };
                    if !bound.files.is_empty() && !each(bound) {
                        return;
                    }
                }
                (beat, pace) = (Instant::now(), (pace * 2).min(LONGEST_BEAT));
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_a_parser_is_caught_and_known_to_be() {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        let caught = guarded(|| {
            assert!(is_guarded());
            panic!("a table without columns");
        });
        panic::set_hook(hook);
        assert_eq!(caught, Err::<(), _>("a table without columns".to_owned()));
        assert!(!is_guarded());
    }
}
