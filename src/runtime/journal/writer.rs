//! The thread that writes marks while the reader goes on, and watches for those of others.
//!
//! Owns when the journal is written, tried again, read, digested and compacted. Does not own how (`journal`).

use std::{
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use super::{Journal, Trouble};
use crate::{article::Problem, marks::Record};

/// What the writer has to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// So many records are on the disk now; none is pending.
    Saved(usize),
    /// Records cannot be saved, for the moment. Told once for each cause; [`Event::Saved`] tells when it is over.
    Trouble(Trouble),
    /// Other instances or devices have made these marks.
    Merged(Vec<Record>),
    /// Journals of others, changed since the start, cannot be read in full.
    Problems(Vec<Problem>),
}

/// The way to the journal's thread. When it is dropped the thread writes what is pending, once more, and ends;
/// [`Writer::flush`] waits for that.
#[derive(Debug)]
pub struct Writer {
    requests: Sender<Request>,
}

#[derive(Debug)]
enum Request {
    Append(Vec<Record>),
    Flush(Sender<bool>),
}

/// How often others are looked after, and what is pending is tried again at first.
const TICK: Duration = Duration::from_secs(1);

/// How long a retry is put off at most.
const LONGEST_WAIT: Duration = Duration::from_secs(64);

/// Starts the thread. `on_event` is called on it.
pub fn spawn(journal: Journal, on_event: impl Fn(Event) + Send + 'static) -> Writer {
    let (requests, inbox) = mpsc::channel();
    let desk = Desk {
        journal,
        on_event,
        trouble: None,
        wait: TICK,
        next_try: Instant::now(),
        next_look: Instant::now() + TICK,
    };
    thread::spawn(move || desk.run(&inbox));
    Writer { requests }
}

impl Writer {
    /// Has records written. Returns at once; an [`Event`] tells what came of it.
    pub fn append(&self, records: Vec<Record>) {
        // The thread ends only after this has been dropped.
        let _ = self.requests.send(Request::Append(records));
    }

    /// Waits until all that was appended is on the disk, and returns whether it is: false after `timeout`, or where it
    /// cannot be written.
    pub fn flush(&self, timeout: Duration) -> bool {
        let (answer, done) = mpsc::channel();
        self.requests.send(Request::Flush(answer)).is_ok()
            && done.recv_timeout(timeout).unwrap_or(false)
    }
}

/// What the thread works with.
struct Desk<F> {
    journal: Journal,
    on_event: F,
    /// What was told last, until it is over.
    trouble: Option<Trouble>,
    wait: Duration,
    next_try: Instant,
    next_look: Instant,
}

impl<F: Fn(Event)> Desk<F> {
    fn run(mut self, inbox: &Receiver<Request>) {
        loop {
            let quiet = self.next_look.saturating_duration_since(Instant::now());
            match inbox.recv_timeout(quiet) {
                Ok(request) => self.serve(request, inbox),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break self.save(Vec::new()),
            }
            if Instant::now() >= self.next_look {
                self.look();
                self.next_look = Instant::now() + TICK;
            }
        }
    }

    /// Serves a request together with those behind it: many appends are one write and one sync.
    fn serve(&mut self, request: Request, inbox: &Receiver<Request>) {
        let mut records = Vec::new();
        let mut waiting = Vec::new();
        for request in std::iter::once(request).chain(inbox.try_iter()) {
            match request {
                Request::Append(more) => records.extend(more),
                Request::Flush(answer) => waiting.push(answer),
            }
        }
        self.save(records);
        for answer in waiting {
            // Who no longer waits needs no answer.
            let _ = answer.send(self.journal.pending() == 0);
        }
    }

    fn save(&mut self, records: Vec<Record>) {
        match self.journal.append(records) {
            Ok(0) => {}
            Ok(saved) => {
                self.trouble = None;
                self.wait = TICK;
                (self.on_event)(Event::Saved(saved));
            }
            Err(trouble) => {
                self.wait = (self.wait * 2).min(LONGEST_WAIT);
                self.next_try = Instant::now() + self.wait;
                if self.trouble.as_ref() != Some(&trouble) {
                    self.trouble = Some(trouble.clone());
                    (self.on_event)(Event::Trouble(trouble));
                }
            }
        }
    }

    fn look(&mut self) {
        if self.journal.pending() > 0 && Instant::now() >= self.next_try {
            self.save(Vec::new());
        }
        // Where this fails the journal is as it was, only longer than it need be.
        let _ = self.journal.compact();
        // Behind the first compaction, so that the next start knows what came of it.
        self.journal.keep_digest();
        let news = self.journal.poll();
        if !news.records.is_empty() {
            (self.on_event)(Event::Merged(news.records));
        }
        if !news.problems.is_empty() {
            (self.on_event)(Event::Problems(news.problems));
        }
    }
}
