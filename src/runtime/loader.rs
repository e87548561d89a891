//! Finds the stored articles under the paths that were given, and reads them on all cores while it looks for more.
//!
//! Owns the order in which they are handed over: that of the walk, whichever thread was faster, so that the same files
//! always make the same library. Does not own what a file means (`parse`).

mod archive;
mod file;
mod walk;

use std::{
    any::Any,
    cell::Cell,
    collections::BTreeMap,
    num::NonZero,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{folders, sample};
use crate::{article::Problem, library::Stored};
use walk::Found;

/// What a load gives, in the order in which it gets done.
#[derive(Debug)]
pub enum Loaded {
    /// Articles of some files, and their problems.
    Batch(Vec<Stored>, Vec<Problem>),
    /// How many files are known, and how many of them were read.
    Progress {
        /// Files read.
        done: usize,
        /// Files found so far.
        found: usize,
    },
}

/// How many files make a batch.
const BATCH: usize = 64;
/// How long articles that have been read may wait for a batch to fill.
const BEAT: Duration = Duration::from_millis(30);
/// How long a slow file may keep back those behind it; then they overtake it, and their order is given up.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many files that have been read may wait to be collected.
const CHANNEL_SIZE: usize = 256;

/// Reads everything under `paths`, handing each batch to `each` as it is read; `each` returns false to stop.
///
/// The path `-` is standard input. Without any path it reads the articles folder in the data folder, and where that
/// holds nothing, the sample feed.
pub fn load(paths: &[PathBuf], each: &mut dyn FnMut(Loaded) -> bool) {
    if !paths.is_empty() {
        return read_all(paths, each);
    }
    let articles = folders::articles().ok().filter(|folder| folder.exists());
    let (mut is_bare, mut goes_on) = (true, true);
    if let Some(folder) = articles {
        read_all(&[folder], &mut |loaded| {
            is_bare &= !matches!(&loaded, Loaded::Batch(stored, _) if !stored.is_empty());
            goes_on = each(loaded);
            goes_on
        });
    }
    if is_bare && goes_on {
        let (stored, problems) = sample::read();
        let count = sample::FILES.len();
        if each(Loaded::Batch(stored, problems)) {
            each(Loaded::Progress {
                done: count,
                found: count,
            });
        }
    }
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
type Job = (usize, Found);

/// What one file gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its articles.
    pub stored: Vec<Stored>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}

impl From<Problem> for Read {
    fn from(problem: Problem) -> Self {
        Self {
            stored: Vec::new(),
            problems: vec![problem],
        }
    }
}

/// One thread walks, one a core reads, and this one hands over.
fn read_all(paths: &[PathBuf], each: &mut dyn FnMut(Loaded) -> bool) {
    let found = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let (sender, receiver) = mpsc::sync_channel(CHANNEL_SIZE);
        // Owned by the workers together: when the last of them ends, the walk has nobody to walk for.
        let waiting = std::sync::Arc::new(Mutex::new(waiting));
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            let (waiting, sender) = (waiting.clone(), sender.clone());
            scope.spawn(move || work(&waiting, &sender));
        }
        drop(waiting);
        let found = &found;
        scope.spawn(move || {
            walk::walk(paths, &mut |step| {
                let number = found.fetch_add(1, Ordering::Relaxed);
                match step {
                    Ok(file) => jobs.send((number, file)).is_ok(),
                    Err(problem) => sender.send((number, problem.into())).is_ok(),
                }
            });
        });
        collect(receiver, found, each);
    });
}

/// Reads files until there are none left, or nobody wants them any more.
fn work(waiting: &Mutex<Receiver<Job>>, sender: &SyncSender<(usize, Read)>) {
    loop {
        let job = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok((number, found)) = job else { return };
        if sender.send((number, file::read(found))).is_err() {
            return;
        }
    }
}

/// Hands over what has been read until all is, or `each` has enough.
fn collect(
    receiver: Receiver<(usize, Read)>,
    found: &AtomicUsize,
    each: &mut dyn FnMut(Loaded) -> bool,
) {
    let mut queue = Queue::default();
    let mut beat = Instant::now();
    loop {
        let is_last = match receiver.recv_timeout(BEAT) {
            Ok((number, read)) => {
                queue.waiting.insert(number, read);
                false
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => true,
        };
        if !is_last && queue.waiting.len() < BATCH && beat.elapsed() < BEAT {
            continue;
        }
        beat = Instant::now();
        if queue.has_ready() || is_last {
            let (stored, problems) = queue.take(is_last);
            let progress = Loaded::Progress {
                done: queue.done,
                found: found.load(Ordering::Relaxed),
            };
            if !each(Loaded::Batch(stored, problems)) || !each(progress) {
                return;
            }
        }
        if is_last {
            return;
        }
    }
}

/// Files that have been read, until those before them in the walk have been too.
struct Queue {
    waiting: BTreeMap<usize, Read>,
    /// The number behind the last that was handed over.
    next: usize,
    done: usize,
    moved: Instant,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            waiting: BTreeMap::new(),
            next: 0,
            done: 0,
            moved: Instant::now(),
        }
    }
}

impl Queue {
    fn is_stuck(&self) -> bool {
        self.moved.elapsed() > PATIENCE
    }

    fn has_ready(&self) -> bool {
        let first = self.waiting.first_key_value();
        first.is_some_and(|(number, _)| *number <= self.next || self.is_stuck())
    }

    /// Takes what may go now; everything, if it is the end or the file in front is stuck.
    fn take(&mut self, is_last: bool) -> (Vec<Stored>, Vec<Problem>) {
        let overtakes = is_last || self.is_stuck();
        let (mut stored, mut problems) = (Vec::new(), Vec::new());
        while let Some(entry) = self.waiting.first_entry() {
            if *entry.key() > self.next && !overtakes {
                break;
            }
            self.next = self.next.max(entry.key() + 1);
            self.done += 1;
            let read = entry.remove();
            stored.extend(read.stored);
            problems.extend(read.problems);
        }
        self.moved = Instant::now();
        (stored, problems)
    }
}

pub(super) use file::take_in;

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

    #[test]
    fn what_was_read_early_waits_for_what_comes_before_it() {
        let problem = |line| Problem {
            path: PathBuf::new(),
            line: Some(line),
            outcome: crate::article::Outcome::Skipped,
            reason: String::new(),
            remedy: String::new(),
        };
        let mut queue = Queue::default();
        queue.waiting.insert(1, problem(1).into());
        assert!(!queue.has_ready());
        queue.waiting.insert(0, problem(0).into());
        let lines: Vec<_> = queue
            .take(false)
            .1
            .iter()
            .map(|problem| problem.line)
            .collect();
        assert_eq!(lines, [Some(0), Some(1)]);
        queue.waiting.insert(3, problem(3).into());
        assert_eq!(queue.take(true).1.len(), 1);
        queue.waiting.insert(2, problem(2).into());
        assert!(queue.has_ready(), "a file that was overtaken is not lost");
    }
}
