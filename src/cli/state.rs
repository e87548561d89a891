//! The marks, for commands that look at them and for those that make them.
//!
//! Does not own the journal (`runtime::journal`).

use std::process;

use crate::{
    article::Problem,
    marks::{DeviceId, Marks},
    runtime::{
        folders,
        journal::{self, Journal},
        librarian::Keeping,
    },
};

/// The marks and where new ones go.
#[derive(Debug)]
pub(super) struct State {
    /// The marks as they stand.
    pub marks: Marks,
    /// Where new ones are written to.
    pub journal: Journal,
    /// What was wrong with the journals.
    pub problems: Vec<Problem>,
}

/// The marks to look at. Where none were ever made, nothing is touched.
pub(super) fn look(keeping: Keeping) -> (Marks, Vec<Problem>) {
    if folders::marks().is_ok_and(|folder| folder.exists()) {
        let State {
            marks,
            mut journal,
            problems,
        } = open(keeping);
        journal.keep_digest();
        (marks, problems)
    } else {
        (Marks::default(), Vec::new())
    }
}

/// The marks to add to.
pub(super) fn open(keeping: Keeping) -> State {
    let Ok(folder) = folders::marks() else {
        // A number for this run alone: it signs nothing that is kept.
        let (journal, marks, problems) = Journal::without_folder(DeviceId(process::id()));
        return State {
            marks,
            journal,
            problems,
        };
    };
    let state = folders::state().unwrap_or_else(|_| folder.clone());
    let (device, strange) = journal::device(&state);
    let cache = folders::cache().ok();
    let cache = cache.filter(|_| keeping == Keeping::Snapshot);
    let (journal, marks, mut problems) = Journal::open(&folder, device, cache.as_deref());
    problems.extend(strange);
    State {
        marks,
        journal,
        problems,
    }
}
