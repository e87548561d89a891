//! The file of saved searches on disk: `searches.toml` in the data folder, read, changed line by line, written whole.
//!
//! Owns that a change is made to what the file holds at that moment, under a lock, and put in its place in one step, so
//! that two instances and a person's editor keep what each has written. A file that is damaged is never written to.
//! Does not own its format (`config::searches`).

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant, SystemTime},
};

use super::{
    folders, journal,
    workers::{self, Event, Sender},
};
use crate::{
    app::{Message, SearchEdit},
    article::{Outcome, Problem},
    config::{self, Complaint},
};

/// Names and queries, in the order of the file.
pub type Searches = Vec<(String, String)>;

/// How long a lock is waited for. Its holder needs it for milliseconds.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the file is looked at for what others have written.
const LOOKS: Duration = Duration::from_secs(2);

/// The searches in the usual file. Where there is none, there are none.
pub fn saved() -> (Searches, Vec<Problem>) {
    folders::searches_file().map_or_else(|_| Default::default(), |path| read(&path))
}

/// The searches in a file, and what is wrong with it.
pub fn read(path: &Path) -> (Searches, Vec<Problem>) {
    let text = match text_of(path) {
        Ok(text) => text,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let (searches, complaints) = config::read_searches(&text);
    let problems = complaints
        .into_iter()
        .map(|complaint| told(path, complaint))
        .collect();
    (searches, problems)
}

/// Makes a change in a file, which is created where it is missing, and returns what it holds then.
///
/// # Errors
/// Why it cannot be written, or that it is damaged. The file is as it was.
pub fn keep(path: &Path, edit: &SearchEdit) -> Result<Searches, Problem> {
    let fault = |error: &io::Error| {
        let (cause, remedy) = journal::explain(error);
        problem(
            path,
            None,
            format!("the search cannot be saved: {cause}"),
            remedy,
        )
    };
    // A file that is a symbolic link stays one.
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| fault(&error))?;
    let _lock = lock(&folder.join(".searches.lock"));
    let text = text_of(path)?;
    let edited = config::edit_searches(&text, edit).map_err(|complaint| told(path, complaint))?;
    if edited != text {
        replace(&real, folder, &edited).map_err(|error| fault(&error))?;
    }
    Ok(config::read_searches(&edited).0)
}

/// Writes a new file beside the old one, makes it durable, and puts it in its place.
fn replace(path: &Path, folder: &Path, text: &str) -> io::Result<()> {
    let fresh = folder.join(format!(".searches.{}.new", std::process::id()));
    let written = File::create(&fresh).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        if let Ok(old) = fs::metadata(path) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()
    });
    written
        .and_then(|()| fs::rename(&fresh, path))
        .inspect_err(|_| drop(fs::remove_file(&fresh)))?;
    // Some systems cannot sync a folder; then the rename is as durable as they make it.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// The lock of the file, where one can be had: without it two changes made at the same moment may become one.
fn lock(path: &Path) -> Option<File> {
    let mut options = OpenOptions::new();
    let file = options
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .ok()?;
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(10));
            }
            Err(_) => return None,
        }
    }
}

fn text_of(path: &Path) -> Result<String, Problem> {
    match fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => Ok(text),
        Ok(Err(_)) => Err(problem(
            path,
            None,
            "the saved searches are not text in UTF-8".to_owned(),
            "write the file anew, or move it away",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(problem(
            path,
            None,
            format!("the saved searches cannot be read: {error}"),
            "see that it is a file that you may read",
        )),
    }
}

fn told(path: &Path, complaint: Complaint) -> Problem {
    let reason = format!("this saved search cannot be read: {}", complaint.message);
    let remedy = format!("mend column {} of that line", complaint.column);
    problem(path, Some(complaint.line), reason, &remedy)
}

fn problem(path: &Path, line: Option<usize>, reason: String, remedy: &str) -> Problem {
    Problem {
        path: path.to_owned(),
        line,
        outcome: Outcome::Skipped,
        reason,
        remedy: remedy.to_owned(),
    }
}

/// The thread that keeps the file, and tells what others write into it.
pub(super) struct Keeper {
    edits: mpsc::Sender<Order>,
}

enum Order {
    Keep(SearchEdit),
    /// All that came before is done when this is dropped.
    Finish(mpsc::Sender<()>),
}

impl Keeper {
    /// Starts the thread, which reads the file first.
    pub(super) fn spawn(sender: &Sender) -> Self {
        let (edits, waiting) = mpsc::channel();
        workers::spawn("searches", sender, move |sender| {
            super::failpoint("searches");
            watch(&waiting, &sender);
        });
        Self { edits }
    }

    /// Makes a change.
    pub(super) fn keep(&self, edit: SearchEdit) {
        // A keeper that has crashed has said so itself.
        let _ = self.edits.send(Order::Keep(edit));
    }

    /// Waits until the changes are on the disk, at most so long.
    pub(super) fn finish(&self, patience: Duration) {
        let (done, wait) = mpsc::channel();
        if self.edits.send(Order::Finish(done)).is_ok() {
            // It is done, or took too long: either way the program ends.
            let _ = wait.recv_timeout(patience);
        }
    }
}

/// Takes orders, and looks at the file between them.
fn watch(orders: &mpsc::Receiver<Order>, sender: &Sender) {
    let path = folders::searches_file();
    let mut seen = None;
    let news = |seen: &mut Option<Stamp>| {
        let Ok(path) = &path else { return Ok(()) };
        let now = stamp(path);
        if *seen == Some(now) {
            return Ok(());
        }
        *seen = Some(now);
        let (searches, problems) = read(path);
        sender.send(Event::App(Message::Searches(searches, problems)))
    };
    let mut alive = news(&mut seen).is_ok();
    while alive {
        match orders.recv_timeout(LOOKS) {
            Ok(Order::Keep(edit)) => {
                if let Err(problem) = kept(path.as_deref(), &edit) {
                    alive = sender
                        .send(Event::App(Message::SearchLost(problem)))
                        .is_ok();
                } else {
                    alive = news(&mut seen).is_ok();
                }
            }
            Ok(Order::Finish(done)) => drop(done),
            Err(RecvTimeoutError::Timeout) => alive = news(&mut seen).is_ok(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn kept(path: Result<&Path, &anyhow::Error>, edit: &SearchEdit) -> Result<(), Problem> {
    match path {
        Ok(path) => keep(path, edit).map(drop),
        Err(error) => Err(problem(
            &PathBuf::from("searches.toml"),
            None,
            format!("the search cannot be saved: {error}"),
            "then save it again",
        )),
    }
}

/// What tells one version of a file from another.
type Stamp = Option<(SystemTime, u64)>;

fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
