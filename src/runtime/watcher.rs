//! Watches the open files and folders, and tells that something in them has changed.
//!
//! Owns what counts as a change. Does not own what has changed: whoever is told goes and looks (`rounds`).

#[cfg(target_os = "linux")]
mod handover;

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode},
};

use super::{
    loader,
    workers::{self, Sender},
};
use crate::{
    app::Message,
    article::{Outcome, Problem},
    parse::is_in_maildir,
};

/// Watches while it lives.
pub(super) struct Watcher {
    _watcher: RecommendedWatcher,
    #[cfg(target_os = "linux")]
    _handover: Option<handover::Handover>,
    is_told: Arc<AtomicBool>,
}

impl Watcher {
    /// Watches what lies at these absolute paths, without links. What cannot be watched is told as a problem; `remedy`
    /// says what to do about it.
    pub(super) fn over(
        places: &[PathBuf],
        remedy: &str,
        sender: &Sender,
    ) -> (Option<Self>, Vec<Problem>) {
        let is_told = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&is_told);
        let (roots, sender) = (places.to_vec(), sender.clone());
        let on_event = move |event: notify::Result<Event>| {
            // An error is that events were lost.
            let is_change = event.map_or(true, |event| is_change(&event, &roots));
            if is_change && !told.swap(true, Ordering::Relaxed) {
                // Where the loop has ended there is nobody to tell.
                let _ = sender.send(workers::Event::App(Message::FilesChanged));
            }
        };
        let problem = |place: &Path, error: notify::Error| unwatched(place, &error, remedy);
        match notify::recommended_watcher(on_event) {
            Ok(mut watcher) => {
                let watch = |place: &PathBuf| {
                    let watched = watch(&mut watcher, place);
                    watched.err().map(|error| problem(place, error))
                };
                let problems = places.iter().filter_map(watch).collect();
                let watcher = Self {
                    _watcher: watcher,
                    #[cfg(target_os = "linux")]
                    _handover: handover::Handover::of_all_watches().ok(),
                    is_told,
                };
                (Some(watcher), problems)
            }
            Err(error) => {
                let first = places.first().map(PathBuf::as_path);
                let problem = problem(first.unwrap_or(Path::new(".")), error);
                (None, vec![problem])
            }
        }
    }

    /// What changes from now on is told again.
    pub(super) fn listen(&self) {
        self.is_told.store(false, Ordering::Relaxed);
    }
}

/// A folder is watched with all that is in it; of a file the folder, since writing often replaces the file.
fn watch(watcher: &mut RecommendedWatcher, place: &Path) -> notify::Result<()> {
    match place.parent().filter(|_| !place.is_dir()) {
        Some(folder) => watcher.watch(folder, RecursiveMode::NonRecursive),
        None => watcher.watch(place, RecursiveMode::Recursive),
    }
}

/// Whether an event can mean other articles. That a file was opened or read cannot, nor what happens to files that are
/// never read.
fn is_change(event: &Event, roots: &[PathBuf]) -> bool {
    let is_write = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    let is_wanted = |path: &PathBuf| {
        let inside = roots.iter().find_map(|root| path.strip_prefix(root).ok());
        // The folders of a Maildir may be hidden.
        inside.is_some_and(|inside| inside.iter().all(is_wanted_name) || is_in_maildir(inside))
    };
    is_write && (event.paths.is_empty() || event.paths.iter().any(is_wanted))
}

fn is_wanted_name(name: &OsStr) -> bool {
    loader::is_wanted_name(name.as_encoded_bytes())
}

fn unwatched(place: &Path, error: &notify::Error, remedy: &str) -> Problem {
    let reason = match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "there are more folders than the system watches at a time".to_owned()
        }
        notify::ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    };
    Problem {
        path: place.to_owned(),
        line: None,
        outcome: Outcome::Skipped,
        reason: format!("changes in it are not noticed: {reason}"),
        remedy: remedy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, ModifyKind};

    use super::*;

    fn of(kind: EventKind, path: &str) -> bool {
        let event = Event::new(kind).add_path(PathBuf::from(path));
        is_change(
            &event,
            &[PathBuf::from("/shelf"), PathBuf::from("/lone.txt")],
        )
    }

    #[test]
    fn new_and_rewritten_articles_are_changes_and_reading_is_none() {
        let create = EventKind::Create(CreateKind::File);
        assert!(of(create, "/shelf/a/b.txt"));
        assert!(of(EventKind::Modify(ModifyKind::Any), "/lone.txt"));
        let close = |mode| EventKind::Access(AccessKind::Close(mode));
        assert!(of(close(AccessMode::Write), "/shelf/b.txt"));
        assert!(!of(close(AccessMode::Read), "/shelf/b.txt"));
        assert!(!of(
            EventKind::Access(AccessKind::Open(AccessMode::Any)),
            "/shelf/b.txt"
        ));
    }

    #[test]
    fn what_is_hidden_or_elsewhere_is_no_change_but_hidden_mail_is() {
        let create = EventKind::Create(CreateKind::File);
        assert!(!of(create, "/shelf/.git/index"));
        assert!(!of(create, "/shelf/draft.txt~"));
        assert!(!of(create, "/other.txt"));
        assert!(of(create, "/shelf/.Letters/new/1.host"));
    }

    #[test]
    fn what_cannot_be_watched_is_told_with_what_to_do_about_it() {
        let (sender, _receiver) = std::sync::mpsc::sync_channel(1);
        let folder = tempfile::tempdir().unwrap();
        let places = [folder.path().to_owned(), folder.path().join("not/there")];
        let (watcher, problems) = Watcher::over(&places, "press R", &sender);
        assert!(watcher.is_some());
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].path, places[1]);
        assert!(problems[0].reason.contains("not noticed"), "{problems:?}");
        assert_eq!(problems[0].remedy, "press R");
    }
}
