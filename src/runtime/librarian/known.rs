//! What is known of files, and the walk that finds which of them are new or have changed.
//!
//! Does not own when that is done, or what becomes of files that are gone (`librarian`).

use std::{
    ffi::OsString,
    ops::Range,
    path::PathBuf,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
};

use super::{files::Files, spelling::Spelling};
use crate::{
    article::Problem,
    library::{Library, Row},
    marks::Marks,
    runtime::loader::{self, Bound, Found, Left, Obstacle, ReadFile, Stamp},
};

/// What is known of a file.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// What tells whether it has changed.
    pub(super) stamp: Stamp,
    /// Its number in the walk.
    pub(super) number: usize,
    /// Its first row.
    pub(super) first: Row,
    /// How many rows it has.
    pub(super) count: u32,
    /// What few files have.
    pub(super) trouble: Trouble,
}

/// What is wrong with a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble {
    /// What was wrong with it when it was read.
    pub(super) problems: Vec<Problem>,
    /// The thread that was left behind with it, where it took too long. That holds for this run of the program only.
    pub(super) left: Option<Left>,
}

impl Known {
    /// Its rows.
    pub(super) fn rows(&self) -> Range<Row> {
        self.first..self.first.saturating_add(self.count)
    }
}

impl Trouble {
    /// Whether nothing is.
    pub(super) fn is_none(&self) -> bool {
        self.problems.is_empty() && self.left.is_none()
    }

    /// Whether all names in what it has to tell are text.
    pub(super) fn has_plain_names(&self) -> bool {
        let is_plain = |problem: &Problem| problem.path.to_str().is_some();
        self.problems.iter().all(is_plain)
    }
}

/// What a walk has met.
#[derive(Default)]
pub(super) struct Walked {
    /// The numbers of the files that were known, in their order before; 0 for those it has not met.
    pub(super) numbers: Vec<usize>,
    /// What it had to say, by its numbers.
    pub(super) strange: Vec<(usize, Obstacle)>,
    /// The folders that it went through.
    pub(super) folders: Vec<(PathBuf, Stamp)>,
}

/// Walks through the paths and sends on what is not known as it is.
pub(super) fn walk(
    paths: &[PathBuf],
    files: &Files,
    jobs: &mpsc::Sender<loader::Job>,
    found: &AtomicUsize,
) -> Walked {
    let mut walked = Walked {
        numbers: vec![0; files.len()],
        ..Walked::default()
    };
    let (mut number, mut expected) = (0, 0);
    let folders = loader::walk(paths, &mut |step| {
        number += 1;
        let file = match step {
            Ok(file) => file,
            Err(obstacle) => {
                walked.strange.push((number, obstacle));
                return true;
            }
        };
        let index = files.index(expected, file.place().as_os_str());
        let known = index.map(|index| {
            walked.numbers[index] = number;
            expected = index + 1;
            files.at(index)
        });
        let is_known = match (&file, known) {
            (Found::StandardInput, known) => known.is_some(),
            (Found::File { stamp, .. }, known) => {
                known.is_some_and(|known| known.stamp == *stamp && *stamp != Stamp::default())
            }
        };
        if is_known {
            return true;
        }
        found.fetch_add(1, Ordering::Relaxed);
        jobs.send((number, file)).is_ok()
    });
    Walked { folders, ..walked }
}

/// Whether a file that was read says anything that was not known, as one does not that cannot be read still.
pub(super) fn is_news(files: &Files, file: &ReadFile) -> bool {
    let known = files.get(file.place.as_os_str());
    known.is_none_or(|known| {
        known.count > 0 || file.count > 0 || known.trouble.problems != file.problems
    })
}

/// Puts a volume on the shelf, and notes which rows its files have there.
pub(super) fn take_in(
    library: &mut Library,
    bound: Bound,
    marks: &Marks,
    fresh: &mut Vec<(OsString, Known)>,
) {
    let base = bound
        .volume
        .map_or(0, |volume| library.shelve(volume, marks));
    fresh.extend(bound.files.into_iter().map(|file| {
        let known = Known {
            stamp: file.stamp,
            number: file.number,
            first: base + file.first,
            count: file.count,
            trouble: Trouble {
                problems: file.problems,
                left: file.left,
            },
        };
        (file.place.into_os_string(), known)
    }));
}

/// What was wrong with the files that were read by now.
pub(super) fn problems(
    spelling: &Spelling,
    files: &Files,
    fresh: &[(OsString, Known)],
) -> Vec<Problem> {
    let fresh = fresh.iter().flat_map(|(_, known)| &known.trouble.problems);
    let problems = files.problems().map(|(_, problem)| problem);
    problems
        .chain(fresh)
        .cloned()
        .map(|problem| spelling.told(problem))
        .collect()
}
