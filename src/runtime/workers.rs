//! The threads beside the loop, and what becomes of a panic in any of them.
//!
//! A panic ends the program with a message after the terminal is given back; the one exception are the loader's
//! parsers, whose panics cost one file.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, SyncSender},
    },
    thread,
};

use jiff::ZonedDateTime;

use super::{
    journal::{self, Journal, Writer},
    loader,
};
use crate::app::{CountRequest, Message, TrailRequest};

/// What arrives at the loop.
#[derive(Debug)]
#[cfg_attr(
    not(unix),
    expect(dead_code, reason = "only signals stop it, continue it and end it")
)]
pub(super) enum Event {
    /// For the state.
    App(Message),
    /// The process was asked to stop for a while.
    Suspend,
    /// It goes on after it was stopped from outside.
    Continue,
    /// It was asked to end, by this signal.
    End(i32),
    /// The terminal is gone.
    TerminalLost,
    /// A worker panicked, and this is what it said.
    Crashed(String),
}

/// The way to the loop.
pub(super) type Sender = SyncSender<Event>;

/// What the last panic said, until the terminal can show it.
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Keeps what panics say off the screen.
pub(super) fn catch_panics() {
    panic::set_hook(Box::new(|info| {
        if !loader::is_guarded() {
            *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.to_string());
        }
    }));
}

/// What the last panic said, as an error message with a remedy.
pub(super) fn last_panic() -> String {
    let said = LAST_PANIC
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    let said = said.unwrap_or_else(|| "a panic without words".to_owned());
    format!(
        "a fault in newsstand ended it: {said}. Your marks are saved. Please report these lines"
    )
}

/// Runs a worker on a thread of its own; its panic ends the program in good order.
pub(super) fn spawn(name: &str, sender: &Sender, work: impl FnOnce(Sender) + Send + 'static) {
    let sender = sender.clone();
    let crashed = sender.clone();
    let guarded = move || {
        if panic::catch_unwind(AssertUnwindSafe(|| work(sender))).is_err() {
            // The loop may have ended already; then nobody has to be told.
            let _ = crashed.send(Event::Crashed(last_panic()));
        }
    };
    if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(guarded) {
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.to_string());
    }
}

/// Runs what works on all cores for long, beside the pool that searches run in: they share the cores with it, but do not
/// queue behind it.
pub(super) fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Finds the answers to the saved searches. What has piled up is answered as one request.
pub(super) fn counter(sender: &Sender) -> mpsc::Sender<CountRequest> {
    let (requests, waiting) = mpsc::channel::<CountRequest>();
    spawn("counter", sender, move |sender| {
        super::failpoint("counter");
        while let Ok(first) = waiting.recv() {
            let request = waiting.try_iter().fold(first, CountRequest::and_then);
            let counted = request.answer(&ZonedDateTime::now());
            if sender.send(Event::App(Message::Counted(counted))).is_err() {
                return;
            }
        }
    });
    requests
}

/// Finds out by what else marks are to be found.
pub(super) fn find_trails(request: TrailRequest, sender: &Sender) {
    spawn("trails", sender, |sender| {
        if let Some(untold) = request.answer() {
            let _ = sender.send(Event::App(untold));
        }
    });
}

/// Writes marks, and brings those that others write.
pub(super) fn journal(journal: Journal, sender: &Sender) -> Writer {
    let sender = sender.clone();
    journal::spawn(journal, move |event| {
        let message = match event {
            journal::Event::Saved(_) => Message::Saved,
            journal::Event::Trouble(trouble) => Message::Unsaved(trouble.line()),
            journal::Event::Merged(records) => Message::Merged(records),
            journal::Event::Problems(problems) => Message::Problems(problems),
        };
        let _ = sender.send(Event::App(message));
    })
}
