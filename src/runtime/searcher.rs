//! The thread that searches, so that typing never waits: a newer request ends the one at work.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::Instant,
};

use jiff::ZonedDateTime;

use super::workers::{self, Event, Sender};
use crate::{
    app::{Found, Message, Request},
    search::Timeline,
};

/// The way to the searcher.
pub(super) struct Searcher {
    requests: mpsc::Sender<Request>,
    latest: Arc<AtomicU64>,
}

impl Searcher {
    /// Starts the thread.
    pub(super) fn spawn(sender: &Sender) -> Self {
        let (requests, waiting) = mpsc::channel::<Request>();
        let latest = Arc::new(AtomicU64::new(0));
        let newest = Arc::clone(&latest);
        workers::spawn("searcher", sender, move |sender| {
            while let Ok(request) = waiting.recv() {
                super::failpoint("searcher");
                let request = waiting.try_iter().last().unwrap_or(request);
                if answer(&request, &newest, &sender).is_none() {
                    return;
                }
            }
        });
        Self { requests, latest }
    }

    /// Asks; what was asked before is dropped.
    pub(super) fn ask(&self, request: Request) {
        self.latest.store(request.generation, Ordering::Relaxed);
        // A searcher that has crashed has said so itself.
        let _ = self.requests.send(request);
    }
}

/// Searches and tells the answer, and only then the dates in it, unless a newer request comes in the meantime. `None`
/// where nobody listens any longer.
fn answer(request: &Request, newest: &AtomicU64, sender: &Sender) -> Option<()> {
    let began = Instant::now();
    let generation = request.generation;
    let outdated = || newest.load(Ordering::Relaxed) != generation;
    let now = ZonedDateTime::now();
    let Some(rows) = request.answer(&now, &outdated) else {
        return Some(());
    };
    let found = Found {
        generation,
        rows: rows.clone(),
        took: began.elapsed(),
    };
    sender.send(Event::App(Message::Found(found))).ok()?;
    if outdated() {
        return Some(());
    }
    let timeline = Timeline::of(&rows, &request.library, &now);
    let dated = Message::Dated(generation, timeline);
    sender.send(Event::App(dated)).ok()
}
