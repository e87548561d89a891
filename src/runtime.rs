//! The only place with side effects: files, threads, clocks, the terminal.
//!
//! One loop owns the state. Whatever happens outside arrives in one bounded channel; the loop drains it, updates, draws
//! once. Nothing that can wait is done here: files, searches and the journal have threads of their own.

mod failpoint;
pub mod folders;
mod history;
mod input;
pub mod journal;
pub mod librarian;
pub mod loader;
mod opener;
pub mod pager;
mod rounds;
pub mod sample;
mod sealed;
mod searcher;
pub mod searches;
mod signals;
pub mod snapshot;
mod terminal;
mod watcher;
mod workers;

use std::{
    mem,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow};
use jiff::{Timestamp, ZonedDateTime};

use crate::{
    app::{
        App, BulkRequest, CountRequest, Effect, Message, Request, ScanRequest, TallyRequest,
        action::Action, settings::Settings,
    },
    article::Problem,
    marks::Marks,
};
use failpoint::{failpoint, failpoint_in};
use history::History;
use journal::Writer;
use librarian::Keeping;
use rounds::Charge;
use searcher::Searcher;
use searches::{Keeper, Searches};
use terminal::Session;
use workers::{Event, Sender};

/// What the reader is opened with.
#[derive(Debug)]
pub struct Opening {
    /// Files, folders, or `-`.
    pub paths: Vec<PathBuf>,
    /// A search to begin with.
    pub query: Option<String>,
    /// The searches that a query may name.
    pub searches: Searches,
    /// The settings in force.
    pub settings: Settings,
    /// The marks as they stand.
    pub marks: Marks,
    /// Where marks are written to; `None` where that is impossible, as `problems` tells.
    pub journal: Option<journal::Journal>,
    /// What was wrong with the settings and the journals.
    pub problems: Vec<Problem>,
    /// Whether what is read is kept for the next time.
    pub keeping: Keeping,
}

/// How many messages may wait before those who send them have to.
const CHANNEL_SIZE: usize = 1024;
/// However much there is to take in, a picture is drawn after so long.
const BETWEEN_PICTURES: Duration = Duration::from_millis(30);
/// How long the journal gets at the end.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Opens the reader and returns the exit status once it is quit.
///
/// # Errors
/// If the terminal cannot be used or is lost, or if a worker crashes. The terminal is given back in every case.
pub fn read(opening: Opening) -> anyhow::Result<i32> {
    let (sender, receiver) = mpsc::sync_channel(CHANNEL_SIZE);
    workers::catch_panics();
    signals::watch(&sender).context("signals cannot be handled")?;
    let rescan = opening.settings.keymap.hint_key(Action::Rescan);
    let charge = Charge {
        paths: opening.paths,
        marks: Arc::new(opening.marks.clone()),
        keeping: opening.keeping,
        remedy: format!("press {rescan} to look for new articles"),
    };
    let rounds = rounds::begin(charge, &sender);
    let session = Session::enter(opening.settings.mouse)?;
    let mut app = App::new(
        opening.settings,
        opening.marks,
        session.size(),
        ZonedDateTime::now(),
    );
    let (history, histories) = History::open();
    app.histories = histories;
    app.problems = opening.problems;
    let mut reader = Reader {
        writer: opening
            .journal
            .map(|journal| workers::journal(journal, &sender)),
        searcher: Searcher::spawn(&sender),
        previewer: Searcher::spawn(&sender),
        tallier: Searcher::spawn(&sender),
        counter: workers::counter(&sender),
        rounds,
        searches: Keeper::spawn(&sender),
        session,
        history,
        sender: sender.clone(),
        app,
        ended: None,
    };
    reader.update(Message::Searches(opening.searches, Vec::new()));
    if let Some(query) = opening.query {
        let effects = reader.app.begin_search(&query);
        reader.run(effects);
    }
    input::spawn(&sender);
    let ended = panic::catch_unwind(AssertUnwindSafe(|| reader.run_until_quit(&receiver)));
    let saved = reader
        .writer
        .as_ref()
        .is_none_or(|writer| writer.flush(LAST_WORDS));
    reader.searches.finish(LAST_WORDS);
    let ended = ended.unwrap_or_else(|_| Err(anyhow!(workers::last_panic())));
    let ended = match &reader.app.unsaved {
        Some(why) if !saved => ended.and(Err(anyhow!("marks cannot be saved: {why}"))),
        _ => ended,
    };
    reader.session.leave();
    // The process ends all threads at once; each would have to be woken to find out that nobody listens any longer.
    mem::forget((reader, receiver));
    ended
}

/// The state and the hands that carry out its effects.
struct Reader {
    app: App,
    session: Session,
    searcher: Searcher<Request>,
    previewer: Searcher<BulkRequest>,
    tallier: Searcher<TallyRequest>,
    counter: mpsc::Sender<CountRequest>,
    rounds: mpsc::Sender<ScanRequest>,
    searches: Keeper,
    writer: Option<Writer>,
    history: History,
    sender: Sender,
    ended: Option<anyhow::Result<i32>>,
}

impl Reader {
    /// Takes messages in until the program ends: all that wait, then one picture.
    fn run_until_quit(&mut self, receiver: &Receiver<Event>) -> anyhow::Result<i32> {
        loop {
            let size = self.session.size();
            if size != self.app.size {
                self.update(Message::Resize(size.0, size.1));
            }
            self.app.settle();
            self.session.draw(&self.app)?;
            match receiver.recv_timeout(self.patience()) {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) => self.update(Message::Tick),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(anyhow!("all workers have ended"));
                }
            }
            let began = Instant::now();
            while began.elapsed() < BETWEEN_PICTURES
                && let Ok(event) = receiver.try_recv()
            {
                self.take(event);
            }
            if let Some(ended) = self.ended.take() {
                return ended;
            }
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::App(message @ Message::Resize(..)) => {
                // Also where the size is the old one again: what lay beyond the edge in between is gone.
                self.update(message);
                self.ended_by(Session::redraw);
            }
            Event::App(message) => self.update(message),
            Event::Suspend => self.suspend(),
            Event::Continue => self.ended_by(Session::resume),
            Event::End(signal) => self.ended = Some(Ok(128 + signal)),
            Event::TerminalLost => self.ended = Some(Ok(129)),
            Event::Crashed(words) => self.ended = Some(Err(anyhow!(words))),
        }
    }

    fn update(&mut self, message: Message) {
        let effects = self.app.update(message, ZonedDateTime::now());
        self.run(effects);
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Search(request) => self.searcher.ask(request),
                Effect::Tally(request) => self.tallier.ask(request),
                Effect::Preview(request) => self.previewer.ask(request),
                Effect::Count(request) => {
                    // A counter that has crashed has said so itself.
                    let _ = self.counter.send(request);
                }
                Effect::Trail(request) => workers::find_trails(request, &self.sender),
                Effect::Scan(request) => {
                    // A librarian that has crashed has said so itself.
                    let _ = self.rounds.send(request);
                }
                Effect::KeepSearch(edit) => self.searches.keep(edit),
                Effect::Append(records) => match &self.writer {
                    Some(writer) => writer.append(records),
                    None => self.update(Message::Unsaved(
                        "there is no journal; see the list of problems".to_owned(),
                    )),
                },
                Effect::OpenLink(url) => {
                    let words = opener::open(&url, &self.sender);
                    self.update(Message::Notice(words));
                }
                Effect::Copy(text) => self.copy(&text),
                Effect::Remember(kept, line) => self.history.remember(kept, &line),
                Effect::Redraw => self.ended_by(Session::redraw),
                Effect::Suspend => {
                    if let Err(words) = signals::suspend() {
                        self.update(Message::Notice(words.to_owned()));
                    }
                }
                Effect::Mouse(on) => self.ended_by(|session| session.use_mouse(on)),
                Effect::Quit => self.ended = Some(Ok(0)),
            }
        }
    }

    fn copy(&mut self, text: &str) {
        self.ended_by(|session| session.copy(text));
        let words = format!("Copied {text}, where the terminal allows it");
        self.update(Message::Notice(words));
    }

    /// Gives the terminal back and stops. It is taken again when the signal to go on arrives.
    fn suspend(&mut self) {
        self.session.leave();
        signals::stop();
    }

    fn ended_by(&mut self, act: impl FnOnce(&mut Session) -> anyhow::Result<()>) {
        if let Err(error) = act(&mut self.session) {
            self.ended = Some(Err(error));
        }
    }

    /// How long nothing changes unless a message comes.
    fn patience(&self) -> Duration {
        let until = self.app.deadline().unwrap_or(Timestamp::MAX);
        let span = until.duration_since(Timestamp::now());
        Duration::try_from(span)
            .unwrap_or(Duration::ZERO)
            .max(Duration::from_millis(5))
    }
}
