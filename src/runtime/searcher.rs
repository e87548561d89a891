//! The threads that search, so that typing never waits: a newer request ends the one at work.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use jiff::ZonedDateTime;

use super::workers::{self, Event, Sender};
use crate::{
    app::{BulkRequest, Found, Message, Refused, Request, TallyRequest},
    library::Row,
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

/// Tells an answer, unless it is outdated.
fn told(answer: Option<Message>, tell: &dyn Fn(Message) -> Option<()>) -> Option<()> {
    answer.map_or(Some(()), tell)
}

impl Numbered for Request {
    const THREAD: &'static str = "searcher";

    fn generation(&self) -> u64 {
        self.generation
    }

    /// The hits first, those of the newest articles before the others where that takes long, and only then what is to be
    /// told of them.
    fn answer(
        &self,
        outdated: &(dyn Fn() -> bool + Sync),
        tell: &dyn Fn(Message) -> Option<()>,
    ) -> Option<()> {
        let began = Instant::now();
        let now = ZonedDateTime::now();
        let found = |rows: Vec<Row>, is_growing| {
            Message::Found(Found {
                generation: self.generation,
                rows,
                took: began.elapsed(),
                is_growing,
            })
        };
        let mut pace = Pace::new();
        let rows = Self::answer(self, &now, outdated, &mut |growth| {
            if pace.is_time_to_tell() {
                // Nobody to listen is noticed when the whole answer is told.
                let _ = tell(found(growth.rows(), true));
            }
            pace.next_step()
        });
        let rows = match rows {
            Ok(rows) => rows,
            Err(stopped) => {
                return told(Refused::Search(self.generation).after(stopped), tell);
            }
        };
        tell(found(rows.clone(), false))?;
        if outdated() {
            return Some(());
        }
        told(self.told_of(&rows, &now, outdated), tell)
    }
}

/// How far a search goes in a step, so that what it has found is told in time.
struct Pace {
    began: Instant,
    step: usize,
    stepped: Instant,
    told: Instant,
}

/// So many articles are asked first, for nobody knows how long each takes.
const FIRST_STEP: usize = 16;
/// So long a step should take: what is found in it is seen while it is new.
const STEP: Duration = Duration::from_millis(15);
/// How much a step may grow from one to the next.
const GROWTH: usize = 8;
/// How often it is told what was found.
const TELLING: Duration = Duration::from_millis(30);
/// An answer is all there by then, or told in part: a list that changes twice at each key is no help.
const FIRST_TOLD: Duration = Duration::from_millis(30);

impl Pace {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            began: now,
            step: 0,
            stepped: now,
            told: now,
        }
    }

    /// Whether what was found has waited long enough.
    fn is_time_to_tell(&mut self) -> bool {
        let is_time = self.began.elapsed() >= FIRST_TOLD && self.told.elapsed() >= TELLING;
        if is_time {
            self.told = Instant::now();
        }
        is_time
    }

    /// How many articles the next step takes, after how long the last one took.
    fn next_step(&mut self) -> usize {
        let took = self.stepped.elapsed();
        self.stepped = Instant::now();
        self.step = match self.step {
            0 => FIRST_STEP,
            step if took * 2 > STEP * 3 => (step / 2).max(1),
            step if took * 4 < STEP => step.saturating_mul(GROWTH),
            step if took * 2 < STEP => step.saturating_mul(2),
            step => step,
        };
        self.step
    }
}

impl Numbered for TallyRequest {
    const THREAD: &'static str = "tallier";

    fn generation(&self) -> u64 {
        self.generation
    }

    fn answer(
        &self,
        outdated: &(dyn Fn() -> bool + Sync),
        tell: &dyn Fn(Message) -> Option<()>,
    ) -> Option<()> {
        told(Self::answer(self, &ZonedDateTime::now(), outdated), tell)
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
        told(Self::answer(self, &ZonedDateTime::now(), outdated), tell)
    }
}
