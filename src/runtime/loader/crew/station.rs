//! The place of one reading thread: the file it is at, and what it has read.
//!
//! Whoever takes the work away from a place leaves its thread behind: that finds nothing to go on with, whenever it comes
//! back. Does not own when that is done (`crew`).

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError},
};

use super::{
    super::{Bound, Found, Job, Read, ReadFile, pulse::Pulse},
    Left,
    kernel::Thread,
};
use crate::library::{Binder, Spares};

/// The place of one thread.
#[derive(Default)]
pub(in crate::runtime) struct Station {
    /// What the thread lets know of itself.
    pub(super) pulse: Pulse,
    /// The thread, once it runs.
    pub(super) thread: OnceLock<Thread>,
    /// What it works on; nothing once it is left behind.
    work: Mutex<Option<Work>>,
}

/// What a thread works on.
struct Work {
    desk: Desk,
    at: Option<Arc<Job>>,
}

/// Where a thread collects what it has read.
struct Desk {
    binder: Binder,
    files: Vec<ReadFile>,
}

impl Station {
    /// A place for a thread that is to begin, and that shares the memory for volumes with others.
    pub(super) fn new(spares: Spares) -> Self {
        let station = Self::default();
        let binder = Binder::sharing(spares);
        let files = Vec::new();
        *station.locked() = Some(Work {
            desk: Desk { binder, files },
            at: None,
        });
        station
    }

    /// The thread begins with a file.
    pub(super) fn begin(&self, job: &Arc<Job>) {
        if let Some(work) = self.locked().as_mut() {
            work.at = Some(Arc::clone(job));
        }
    }

    /// The thread is done with a file. Returns what has to be handed over now, if anything; fails where the thread was
    /// left behind.
    pub(super) fn end(&self, job: &Job, read: Read) -> Result<Option<Bound>, LeftBehind> {
        let mut locked = self.locked();
        let work = locked.as_mut().ok_or(LeftBehind)?;
        work.at = None;
        work.desk.add(job, read, None);
        Ok(work.desk.binder.is_full().then(|| work.desk.bind()))
    }

    /// What has not been handed over, unless the thread was left behind.
    pub(super) fn rest(&self) -> Result<Bound, LeftBehind> {
        let mut locked = self.locked();
        Ok(locked.as_mut().ok_or(LeftBehind)?.desk.bind())
    }

    /// The same, without waiting for the thread: where it is putting something on its desk, it will soon be done.
    pub(super) fn waiting(&self) -> Option<Bound> {
        let mut locked = match self.work.try_lock() {
            Ok(locked) => locked,
            Err(TryLockError::Poisoned(error)) => error.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        let bound = locked.as_mut()?.desk.bind();
        (!bound.files.is_empty()).then_some(bound)
    }

    /// Takes the work away. `told` makes of the file that the thread is at, and of what it has got of it, what is to be
    /// kept. `None` where it has just come back.
    pub(super) fn leave_behind(
        self: &Arc<Self>,
        told: impl FnOnce(&Found, Read) -> Read,
    ) -> Option<(Bound, Left)> {
        let mut locked = self.locked();
        let job = locked.as_mut()?.at.take()?;
        let mut work = locked.take()?;
        drop(locked);
        let left = Left(Arc::downgrade(self));
        let read = told(&job.1, self.pulse.parts());
        work.desk.add(&job, read, Some(left.clone()));
        Some((work.desk.bind(), left))
    }

    fn locked(&self) -> MutexGuard<'_, Option<Work>> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread has come back too late.
#[derive(Debug)]
pub(super) struct LeftBehind;

impl Desk {
    fn add(&mut self, (number, found): &Job, read: Read, left: Option<Left>) {
        let first = self.binder.len();
        read.stored
            .iter()
            .for_each(|stored| self.binder.add(stored));
        self.files.push(ReadFile {
            number: *number,
            place: found.place().to_owned(),
            stamp: read.stamp,
            first,
            count: self.binder.len() - first,
            problems: read.problems,
            is_gone: read.is_gone,
            left,
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
