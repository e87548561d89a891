//! The librarian's rounds through the files while the reader runs: one at the start, and one whenever something may have
//! changed.
//!
//! Owns their pace, and when what was read is kept. Does not own the rounds themselves (`librarian`) or noticing changes
//! (`watcher`).

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use super::{
    librarian::{Keeping, Librarian, Told},
    watcher::Watcher,
    workers::{self, Event, Sender},
};
use crate::{
    app::{self, Message, ScanRequest, Why},
    marks::Marks,
};

/// How long changes are gathered before they are looked at: what writes one file often writes more.
const GATHERING: Duration = Duration::from_millis(150);
/// How many times as long as the last round took must lie between it and the next, so that a library that changes all
/// the time costs little.
const REST: u32 = 10;
/// Rounds that take less are not shown as loading.
const UNNOTICED: Duration = Duration::from_millis(400);
/// How long nothing must change before what was read is kept.
const QUIET: Duration = Duration::from_secs(5);

/// What is opened, and how.
pub(super) struct Charge {
    /// Files, folders, or `-`.
    pub(super) paths: Vec<PathBuf>,
    /// The marks as they stand.
    pub(super) marks: Arc<Marks>,
    /// Whether what is read is kept for the next time.
    pub(super) keeping: Keeping,
    /// What to do where changes cannot be noticed.
    pub(super) remedy: String,
}

/// Opens the library, telling the loop as it goes: first as it was, then as it is, then as it changes.
pub(super) fn begin(charge: Charge, sender: &Sender) -> mpsc::Sender<ScanRequest> {
    let (requests, waiting) = mpsc::channel();
    workers::spawn("librarian", sender, move |sender| {
        super::failpoint("loader");
        let mut rounds = Rounds {
            librarian: Librarian::new(&charge.paths, charge.marks, charge.keeping),
            watcher: None,
            has_complained: false,
            remedy: charge.remedy,
            last: (Instant::now(), Duration::ZERO),
            sender,
        };
        if rounds.first().is_some() {
            rounds.go_on(&waiting);
        }
    });
    requests
}

struct Rounds {
    librarian: Librarian,
    watcher: Option<Watcher>,
    has_complained: bool,
    remedy: String,
    /// When the last round ended, and how long it took.
    last: (Instant, Duration),
    sender: Sender,
}

impl Rounds {
    /// Opens what is known and goes the first round; `None` where nobody listens any longer.
    fn first(&mut self) -> Option<()> {
        if let Some(library) = self.librarian.open() {
            self.send(Message::Loaded(library, Vec::new()))?;
            self.librarian.open_indexes();
        }
        self.round(Duration::ZERO)?;
        self.end_load()?;
        if let Some(library) = self.librarian.save() {
            self.send(Message::Loaded(library, self.librarian.problems()))?;
        }
        self.watch()?;
        // What changed after its folder was looked at and before it was watched.
        if self.round(UNNOTICED)? {
            self.end_load()?;
        }
        Some(())
    }

    /// Waits for requests, and answers them until nobody is there to ask.
    fn go_on(&mut self, requests: &Receiver<ScanRequest>) -> Option<()> {
        loop {
            let request = if self.librarian.is_unsaved() {
                requests.recv_timeout(QUIET)
            } else {
                requests.recv().map_err(RecvTimeoutError::from)
            };
            match request {
                Ok(request) => {
                    let request = self.gathered(request, requests)?;
                    self.answer(request)?;
                }
                Err(RecvTimeoutError::Timeout) => self.librarian.keep(),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// A request with those that come in until it is time to answer it. The user does not wait.
    fn gathered(
        &self,
        mut request: ScanRequest,
        requests: &Receiver<ScanRequest>,
    ) -> Option<ScanRequest> {
        let (ended, took) = self.last;
        let due = (Instant::now() + GATHERING).max(ended + took * REST);
        while request.why != Why::Asked {
            match requests.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(later) => request = request.and_then(later),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(request)
    }

    fn answer(&mut self, request: ScanRequest) -> Option<()> {
        self.librarian.know(request.marks);
        match request.why {
            Why::Changed => {}
            Why::Damaged => self.librarian.distrust(),
            Why::Asked => {
                self.librarian.try_again();
                // What was taken away and has come back is no longer watched.
                self.watch()?;
            }
        }
        if let Some(watcher) = &self.watcher {
            watcher.listen();
        }
        let is_changed = self.round(UNNOTICED)?;
        if is_changed {
            self.end_load()?;
        }
        if request.why == Why::Asked {
            let words = match (self.librarian.missing_root(), is_changed) {
                (Some(problem), _) => app::told(&problem),
                (None, true) => {
                    "All files are looked through; what has changed is shown".to_owned()
                }
                (None, false) => "All files are looked through; nothing has changed".to_owned(),
            };
            self.send(Message::Notice(words))?;
        }
        Some(())
    }

    /// Goes through the files; how far that has come is told once it takes longer than `patience`. Whether anything has
    /// changed is returned.
    fn round(&mut self, patience: Duration) -> Option<bool> {
        let began = Instant::now();
        let (mut is_heard, mut is_shown) = (true, false);
        let sender = &self.sender;
        let is_changed = self.librarian.scan(&mut |told| {
            let message = match told {
                Told::Library(glance) => Message::Loaded(glance.library(), glance.problems()),
                Told::Progress { .. } if began.elapsed() < patience => return true,
                Told::Progress { done, found } => {
                    is_shown = true;
                    Message::Progress { done, found }
                }
            };
            is_heard = sender.send(Event::App(message)).is_ok();
            is_heard
        });
        self.librarian.rest();
        self.last = (Instant::now(), began.elapsed());
        is_heard.then_some(is_changed || is_shown)
    }

    /// Watches the files anew. What prevents it is told once.
    fn watch(&mut self) -> Option<()> {
        self.watcher = None;
        let places = self.librarian.places();
        if places.is_empty() {
            return Some(());
        }
        let (watcher, problems) = Watcher::over(places, &self.remedy, &self.sender);
        self.watcher = watcher;
        if problems.is_empty() || self.has_complained {
            return Some(());
        }
        self.has_complained = true;
        self.send(Message::Problems(problems))
    }

    /// All files are read; what remains is to make searching them fast.
    fn end_load(&self) -> Option<()> {
        self.send(Message::LoadEnded)?;
        self.librarian.index();
        Some(())
    }

    fn send(&self, message: Message) -> Option<()> {
        self.sender.send(Event::App(message)).ok()
    }
}
