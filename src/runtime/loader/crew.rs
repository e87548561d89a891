//! The threads that read: they begin, hand over, and are left behind where one does not come back.
//!
//! No thread can be ended from outside. One that takes too long is left to itself: its file is told as a problem, another
//! thread takes its place, and what it may still bring is dropped. So all of them own what they need, and nobody waits
//! for them. Does not own how long that is (`pulse`) or what reading is (`file`).

mod kernel;
mod queue;
mod station;

use std::{
    any::Any,
    num::NonZero,
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    Bound, Found, Job, Read, ReadFile, Stamp, file,
    neighbours::Neighbours,
    pulse::{Beat, Stage},
    walk::skipped,
};
use crate::{
    article::{Outcome, Problem},
    library::Spares,
};
use queue::Queue;
use station::{LeftBehind, Station};

/// How long the first articles wait until they are handed over; each batch may take twice as long as the one before.
const PACE: Duration = Duration::from_millis(30);
/// The longest that articles wait.
const LONGEST_PACE: Duration = Duration::from_secs(1);
/// How often the threads are looked after.
const LOOK: Duration = Duration::from_millis(100);
/// Threads that read at least, so that a file whose reading does not end keeps no other back where there is one core.
const FEWEST_THREADS: usize = 2;
/// Threads that may be left behind. Each holds the memory of its file, and time of the processor where there is some to
/// spare.
const MOST_LEFT: usize = 128;
/// How many volumes may wait to be collected.
const CHANNEL_SIZE: usize = 4;

/// Those who read, from one time to the next.
#[derive(Debug, Default)]
pub(in crate::runtime) struct Crew {
    left: Vec<Left>,
}

/// A thread that was left behind with a file.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Left(Weak<Station>);

impl Left {
    /// Whether it has come to an end all the same.
    pub(in crate::runtime) fn is_over(&self) -> bool {
        self.0.strong_count() == 0
    }
}

impl Crew {
    /// Reads files on all cores as they come in and hands them to `each`, which returns false to stop: the first ones
    /// soon, later ones in larger volumes. A file that takes long keeps only itself back, and one that takes too long is
    /// given up.
    pub(in crate::runtime) fn read(
        &mut self,
        jobs: Receiver<Job>,
        each: &mut dyn FnMut(Bound) -> bool,
    ) {
        let (sender, receiver) = mpsc::sync_channel(CHANNEL_SIZE);
        let mut shift = Shift {
            crew: self,
            jobs: Arc::new(Mutex::new(Queue::of(jobs))),
            neighbours: Arc::default(),
            spares: Spares::default(),
            sender,
            at_work: Vec::new(),
            looked: Instant::now(),
        };
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        (0..cores.max(FEWEST_THREADS)).for_each(|_| shift.hire());
        shift.collect(&receiver, each);
    }

    /// Whether one more may be left behind.
    fn has_room(&mut self) -> bool {
        self.left.retain(|left| !left.is_over());
        self.left.len() < MOST_LEFT
    }
}

/// What a thread has to say.
enum Said {
    /// It has a volume full.
    Bound(Bound),
    /// It has nothing left to read, or panicked where it must not.
    Ended(Result<(), Box<dyn Any + Send>>),
}

/// A thread that is looked after.
struct Watched {
    station: Arc<Station>,
    /// The number of its last sign of life.
    beat: u64,
    /// How long it has had since then.
    spent: Duration,
    /// How long it was kept from running, ever.
    kept_waiting: Duration,
}

/// One time of reading.
struct Shift<'a> {
    crew: &'a mut Crew,
    /// The threads hold it only while they take a file: once the shift is over, the walk has nobody to walk for.
    jobs: Arc<Mutex<Queue>>,
    neighbours: Arc<Neighbours>,
    /// Memory for volumes, until all is read.
    spares: Spares,
    sender: SyncSender<Said>,
    at_work: Vec<Watched>,
    /// When the threads were looked after.
    looked: Instant,
}

impl Shift<'_> {
    /// Lets one more thread begin, unless too many were left behind or the system has none.
    fn hire(&mut self) {
        if !self.crew.has_room() {
            return;
        }
        let station = Arc::new(Station::new(self.spares.clone()));
        let (jobs, sender) = (Arc::downgrade(&self.jobs), self.sender.clone());
        let (own, neighbours) = (Arc::clone(&station), Arc::clone(&self.neighbours));
        let begun = thread::Builder::new()
            .name("reader".to_owned())
            .spawn(move || {
                // Nobody looks after the thread before it begins.
                let _ = own.thread.set(kernel::Thread::current());
                let work = AssertUnwindSafe(|| work(&jobs, &neighbours, &own, &sender));
                let outcome = panic::catch_unwind(work);
                if !matches!(outcome, Ok(Err(LeftBehind))) {
                    // Whoever has enough has hung up.
                    let _ = sender.send(Said::Ended(outcome.map(drop)));
                }
            });
        if begun.is_ok() {
            self.at_work.push(Watched {
                station,
                beat: 0,
                spent: Duration::ZERO,
                kept_waiting: Duration::ZERO,
            });
        }
    }

    /// Hands volumes over until all are read, or `each` has enough.
    fn collect(&mut self, receiver: &Receiver<Said>, each: &mut dyn FnMut(Bound) -> bool) {
        let (mut ended, mut due, mut pace) = (0, Instant::now() + PACE, PACE);
        while ended < self.at_work.len() {
            let wait = due.saturating_duration_since(Instant::now()).min(LOOK);
            let goes_on = match receiver.recv_timeout(wait) {
                Ok(Said::Bound(bound)) => each(bound),
                Ok(Said::Ended(Ok(()))) => {
                    ended += 1;
                    true
                }
                Ok(Said::Ended(Err(panicked))) => panic::resume_unwind(panicked),
                Err(RecvTimeoutError::Timeout) => true,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if !goes_on || self.looked.elapsed() >= LOOK && !self.look_after(each) {
                return;
            }
            if Instant::now() >= due {
                let mut waiting = self.at_work.iter().filter_map(|one| one.station.waiting());
                if !waiting.all(&mut *each) {
                    return;
                }
                pace = (pace * 2).min(LONGEST_PACE);
                due = Instant::now() + pace;
            }
        }
        self.refuse(each);
    }

    /// Leaves behind who takes too long. Returns whether more is wanted.
    fn look_after(&mut self, each: &mut dyn FnMut(Bound) -> bool) -> bool {
        let now = Instant::now();
        // Where this thread could not look in time, the others may not have got on either: the program was stopped, or
        // the machine is busy.
        let step = (now - self.looked).min(LOOK * 2);
        self.looked = now;
        let late: Vec<_> = self
            .at_work
            .iter_mut()
            .filter_map(|one| {
                let (beat, allowed) = one.look(step)?;
                Some((Arc::clone(&one.station), beat, allowed))
            })
            .collect();
        late.into_iter().all(|(station, beat, allowed)| {
            let told = |found: &Found, parts| given_up(found, parts, beat, allowed);
            let Some((bound, left)) = station.leave_behind(told) else {
                return true;
            };
            self.at_work
                .retain(|one| !Arc::ptr_eq(&one.station, &station));
            if let Some(thread) = station.thread.get() {
                thread.set_back();
            }
            drop(station);
            self.crew.left.push(left);
            self.hire();
            each(bound)
        })
    }

    /// Tells of each file that there is nobody left to read.
    fn refuse(&self, each: &mut dyn FnMut(Bound) -> bool) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let left = self.crew.left.len();
        let files: Vec<_> = jobs.rest().map(|job| refused(job, left)).collect();
        if !files.is_empty() {
            // Nothing comes after this.
            let _ = each(Bound {
                volume: None,
                files,
            });
        }
    }
}

impl Watched {
    /// Another `step` of time has passed. Returns the moment in which the thread has stayed, and how long it might have,
    /// where that was too long.
    fn look(&mut self, step: Duration) -> Option<(Beat, Duration)> {
        let thread = self.station.thread.get();
        let waited = thread.map_or(self.kept_waiting, kernel::Thread::kept_waiting);
        let kept_waiting = waited.saturating_sub(self.kept_waiting);
        self.kept_waiting = waited;
        let beat = self.station.pulse.beat();
        if beat.number != self.beat {
            (self.beat, self.spent) = (beat.number, Duration::ZERO);
            return None;
        }
        self.spent += step.saturating_sub(kept_waiting);
        let allowed = beat.stage.patience()?;
        (self.spent > allowed).then_some((beat, allowed))
    }
}

/// Reads files until there are none left, or nobody wants them any more.
fn work(
    jobs: &Weak<Mutex<Queue>>,
    neighbours: &Neighbours,
    station: &Station,
    sender: &SyncSender<Said>,
) -> Result<(), LeftBehind> {
    while let Some(job) = next(jobs, neighbours) {
        let job = Arc::new(job);
        station.begin(&job);
        let read = file::read(&job.1, neighbours, &station.pulse);
        station.pulse.waits();
        if let Some(bound) = station.end(&job, read)?
            && sender.send(Said::Bound(bound)).is_err()
        {
            return Ok(());
        }
    }
    // Whoever has enough has hung up.
    let _ = sender.send(Said::Bound(station.rest()?));
    Ok(())
}

/// The next file to be read, if there is one and it is still wanted.
fn next(jobs: &Weak<Mutex<Queue>>, neighbours: &Neighbours) -> Option<Job> {
    let jobs = jobs.upgrade()?;
    let mut waiting = jobs.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.next(neighbours)
}

/// What is kept of a file that took too long, where `parts` of it were read.
fn given_up(found: &Found, parts: Read, beat: Beat, allowed: Duration) -> Read {
    let seconds = allowed.as_secs();
    let (path, stamp) = match found {
        Found::StandardInput => (Path::new("-"), Stamp::default()),
        Found::File { path, stamp, .. } => (path.as_path(), *stamp),
    };
    let (mut reason, remedy) = match beat.stage {
        Stage::Parsing { .. } => (
            format!("making sense of it took longer than {seconds} seconds, and was given up"),
            "report it, with the file if you may share it; start again to have it tried again",
        ),
        Stage::Reading | Stage::Waiting => (
            format!("its disk has given nothing for {seconds} seconds"),
            "see that the disk or network it lies on is well, then read it again",
        ),
    };
    if let Some(member) = beat.member {
        let name = member.strip_prefix(path).unwrap_or(&member).display();
        reason = format!("{reason}, at {name} in it; what follows there was not read");
    }
    let outcome = match parts.stored.is_empty() {
        true => Outcome::Skipped,
        false => Outcome::Cut,
    };
    let mut read = Read { stamp, ..parts };
    read.problems.push(Problem {
        outcome,
        ..skipped(path, reason, remedy)
    });
    read
}

/// What is told of a file that nobody is left to read, as so many threads were `left` behind.
fn refused((number, found): Job, left: usize) -> ReadFile {
    let place = found.place().to_owned();
    let path = match found {
        Found::StandardInput => place.clone(),
        Found::File { path, .. } => path,
    };
    let reason = format!("it was not read, as {left} others have not come to an end");
    ReadFile {
        number,
        place,
        problems: vec![skipped(
            &path,
            reason,
            "see to those others, then start again",
        )],
        ..ReadFile::default()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::runtime::loader::file::take_in;

    fn job(name: &str) -> Job {
        let path = PathBuf::from(name);
        let found = Found::File {
            place: Path::new("/").join(&path),
            path,
            stamp: Stamp::default(),
            is_met: false,
        };
        (1, found)
    }

    fn read(name: &str) -> Read {
        take_in(Path::new(name), Path::new(name), None, b"A title".to_vec())
    }

    #[test]
    fn what_a_thread_brings_that_was_left_behind_is_dropped() {
        let (station, job) = (
            Arc::new(Station::new(Spares::default())),
            Arc::new(job("bad.txt")),
        );
        station.begin(&job);
        let told = |found: &Found, parts| given_up(found, parts, Beat::default(), LOOK);
        let (bound, left) = station.leave_behind(told).unwrap();
        assert_eq!((bound.files.len(), bound.files[0].count), (1, 0));
        assert_eq!(bound.files[0].problems[0].path, Path::new("bad.txt"));
        assert!(station.end(&job, read("bad.txt")).is_err());
        assert!(station.rest().is_err() && station.waiting().is_none());
        assert!(!left.is_over());
        drop(station);
        assert!(left.is_over());
    }

    #[test]
    fn a_thread_that_comes_back_in_time_keeps_what_it_has() {
        let (station, job) = (
            Arc::new(Station::new(Spares::default())),
            Arc::new(job("a.txt")),
        );
        station.begin(&job);
        assert!(station.end(&job, read("a.txt")).unwrap().is_none());
        assert!(station.leave_behind(|_, parts| parts).is_none());
        assert_eq!(station.rest().unwrap().files[0].count, 1);
    }

    #[test]
    fn a_thread_is_late_once_it_had_its_time_without_a_sign_of_life() {
        let mut watched = Watched {
            station: Arc::new(Station::new(Spares::default())),
            beat: 0,
            spent: Duration::ZERO,
            kept_waiting: Duration::ZERO,
        };
        let second = Duration::from_secs(1);
        watched.station.pulse.parses(100);
        assert!((0..3).all(|_| watched.look(second).is_none()));
        let (beat, allowed) = watched.look(second).unwrap();
        assert_eq!(
            (beat.stage, allowed.as_secs()),
            (Stage::Parsing { bytes: 100 }, 2)
        );
        watched.station.pulse.parses(100);
        assert!(watched.look(second).is_none());
        watched.station.pulse.waits();
        assert!((0..99).all(|_| watched.look(second).is_none()));
    }

    /// A crew that can leave none behind any more, with the threads that it has left.
    fn exhausted() -> (Crew, Vec<Arc<Station>>) {
        let stations: Vec<_> = (0..MOST_LEFT)
            .map(|_| Arc::new(Station::new(Spares::default())))
            .collect();
        let left = |station| Left(Arc::downgrade(station));
        let left = stations.iter().map(left).collect();
        (Crew { left }, stations)
    }

    fn problems(crew: &mut Crew, names: &[&str]) -> Vec<Problem> {
        let (sender, jobs) = mpsc::channel();
        names
            .iter()
            .for_each(|name| sender.send(job(name)).unwrap());
        drop(sender);
        let mut told = Vec::new();
        crew.read(jobs, &mut |bound| {
            told.extend(bound.files.into_iter().flat_map(|file| file.problems));
            true
        });
        told
    }

    #[test]
    fn what_nobody_is_left_to_read_is_told_file_by_file() {
        let (mut crew, _stations) = exhausted();
        let told = problems(&mut crew, &["a.txt", "b.txt"]);
        let paths: Vec<_> = told.iter().map(|problem| problem.path.as_path()).collect();
        assert_eq!(paths, [Path::new("a.txt"), Path::new("b.txt")]);
        let reason = format!("it was not read, as {MOST_LEFT} others have not come to an end");
        assert!(told.iter().all(|problem| problem.reason == reason));
    }

    #[test]
    fn once_threads_have_come_back_others_may_be_left_behind() {
        let (mut crew, stations) = exhausted();
        drop(stations);
        let told = problems(&mut crew, &["not-there.txt"]);
        assert_eq!(told[0].reason, "there is no such file or folder");
    }
}
