//! The threads that search, so that typing never waits: a newer request ends the one at work.

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
    app::{BulkRequest, Found, Message, Request},
    search::Timeline,
};

/// The way to a searcher of requests of a kind.
pub(super) struct Searcher<R> {
    requests: mpsc::Sender<R>,
    latest: Arc<AtomicU64>,
}

/// A request that a later one of its kind outdates.
pub(super) trait Numbered: Send + 'static {
    /// The thread's name.
    const THREAD: &'static str;

    /// Later ones are greater.
    fn generation(&self) -> u64;

    /// Finds the answer and tells it, unless it is outdated. `None` where nobody listens any longer.
    fn answer(
        &self,
        outdated: &(dyn Fn() -> bool + Sync),
        tell: &dyn Fn(Message) -> Option<()>,
    ) -> Option<()>;
}

impl<R: Numbered> Searcher<R> {
    /// Starts the thread.
    pub(super) fn spawn(sender: &Sender) -> Self {
        let (requests, waiting) = mpsc::channel::<R>();
        let latest = Arc::new(AtomicU64::new(0));
        let newest = Arc::clone(&latest);
        workers::spawn(R::THREAD, sender, move |sender| {
            let tell = |message| sender.send(Event::App(message)).ok();
            while let Ok(request) = waiting.recv() {
                super::failpoint(R::THREAD);
                let request = waiting.try_iter().last().unwrap_or(request);
                let generation = request.generation();
                let outdated = || newest.load(Ordering::Relaxed) != generation;
                if request.answer(&outdated, &tell).is_none() {
                    return;
                }
            }
        });
        Self { requests, latest }
    }

    /// Asks; what was asked before is dropped.
    pub(super) fn ask(&self, request: R) {
        self.latest.store(request.generation(), Ordering::Relaxed);
        // A searcher that has crashed has said so itself.
        let _ = self.requests.send(request);
    }
}

impl Numbered for Request {
    const THREAD: &'static str = "searcher";

    fn generation(&self) -> u64 {
        self.generation
    }

    /// The hits first, and only then the dates in them.
    fn answer(
        &self,
        outdated: &(dyn Fn() -> bool + Sync),
        tell: &dyn Fn(Message) -> Option<()>,
    ) -> Option<()> {
        let began = Instant::now();
        let generation = self.generation;
        let now = ZonedDateTime::now();
        let Some(rows) = Self::answer(self, &now, outdated) else {
            return Some(());
        };
        tell(Message::Found(Found {
            generation,
            rows: rows.clone(),
            took: began.elapsed(),
        }))?;
        if outdated() {
            return Some(());
        }
        let timeline = Timeline::of(&rows, &self.library, &now);
        tell(Message::Dated(generation, timeline))
    }
}

impl Numbered for BulkRequest {
    const THREAD: &'static str = "previewer";

    fn generation(&self) -> u64 {
        self.generation
    }

    fn answer(
        &self,
        outdated: &(dyn Fn() -> bool + Sync),
        tell: &dyn Fn(Message) -> Option<()>,
    ) -> Option<()> {
        match Self::answer(self, &ZonedDateTime::now(), outdated) {
            Some(preview) => tell(Message::Previewed(preview)),
            None => Some(()),
        }
    }
}
