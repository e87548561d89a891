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
use crate::app::{Found, Message, Request};

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
                if let Some(found) = answer(&request, &newest)
                    && sender.send(Event::App(Message::Found(found))).is_err()
                {
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

/// Searches, unless a newer request comes in the meantime.
fn answer(request: &Request, newest: &AtomicU64) -> Option<Found> {
    let began = Instant::now();
    let outdated = || newest.load(Ordering::Relaxed) != request.generation;
    let now = ZonedDateTime::now();
    let rows = request.answer(&now, &outdated)?;
    Some(Found {
        generation: request.generation,
        rows,
        took: began.elapsed(),
    })
}
