//! What the system knows of one thread: how long others kept it from running, and how much it is worth to it.
//!
//! Only Linux tells; elsewhere a thread counts as never kept waiting.

use std::{
    fs::File,
    io::{Read as _, Seek as _},
    time::Duration,
};

/// A thread, as another sees it.
#[derive(Debug)]
pub(super) struct Thread {
    /// Its number, where that is known.
    #[cfg(unix)]
    id: Option<rustix::process::Pid>,
    times: Option<File>,
}

impl Thread {
    /// The thread that asks.
    pub(super) fn current() -> Self {
        Self {
            #[cfg(unix)]
            id: number(),
            // Once it is open it tells of this thread, whoever reads it.
            times: File::open("/proc/thread-self/schedstat").ok(),
        }
    }

    /// How long it could have run and was not let, in all.
    pub(super) fn kept_waiting(&self) -> Duration {
        let mut line = [0; 128];
        let read = |mut times: &File| {
            times.rewind()?;
            times.read(&mut line)
        };
        let length = self.times.as_ref().map(read).and_then(Result::ok);
        let line = str::from_utf8(&line[..length.unwrap_or_default()]).unwrap_or_default();
        // Nanoseconds that it ran, nanoseconds that it waited, turns.
        let waited = line.split_ascii_whitespace().nth(1);
        let waited = waited.and_then(|number| number.parse().ok());
        Duration::from_nanos(waited.unwrap_or_default())
    }

    /// Lets it run only where nobody else wants to.
    pub(super) fn set_back(&self) {
        #[cfg(unix)]
        if self.id.is_some() {
            // Where that is not possible, it takes time from others, and nothing else.
            let _ = rustix::process::setpriority_process(self.id, LOWEST);
        }
    }
}

/// The lowest priority there is.
#[cfg(unix)]
const LOWEST: i32 = 19;

/// The number of the thread that asks; `None` but on Linux.
#[cfg(unix)]
fn number() -> Option<rustix::process::Pid> {
    let link = std::fs::read_link("/proc/thread-self").ok()?;
    let number = link.file_name()?.to_str()?.parse().ok()?;
    rustix::process::Pid::from_raw(number)
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread};

    use super::*;

    #[test]
    fn what_a_thread_was_kept_waiting_is_told_to_another_thread() {
        let (to_me, from_it) = mpsc::channel();
        let (to_it, from_me) = mpsc::channel::<()>();
        thread::scope(|scope| {
            scope.spawn(move || {
                to_me.send(Thread::current()).unwrap();
                from_me.recv().unwrap();
            });
            let seen = from_it.recv().unwrap();
            assert!(
                seen.id
                    .is_some_and(|id| id != Thread::current().id.unwrap())
            );
            let before = seen.kept_waiting();
            to_it.send(()).unwrap();
            assert!(seen.times.is_none() || before < Duration::from_secs(3600));
        });
    }
}
