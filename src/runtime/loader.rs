//! Finds the stored articles under the paths that were given, reads them on all cores while it looks for more, and binds
//! them into volumes.
//!
//! Owns what is handed from one part of it to the next, and that a fault in a parser costs one file. Does not own what a
//! file means (`parse`), or what is known of files from an earlier time (`librarian`).

mod archive;
mod beside;
mod contents;
mod crew;
mod file;
mod neighbours;
mod pulse;
mod stamp;
mod walk;
mod whereabouts;

use std::{
    any::Any,
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::Arc,
};

use crate::{
    article::Problem,
    library::{Stored, Volume},
};
pub(super) use crew::{Crew, Left};
pub(super) use file::take_in;
use neighbours::Neighbours;
use pulse::Pulse;
pub(super) use stamp::Stamp;
pub(super) use walk::{Found, Obstacle, is_wanted_name, walk};

/// Reads everything under `paths`, one file after the other, in the order of the walk.
pub fn read(paths: &[PathBuf]) -> (Vec<Stored>, Vec<Problem>) {
    let (mut stored, mut problems) = (Vec::new(), Vec::new());
    let neighbours = Neighbours::default();
    walk(paths, &mut |step| {
        match step {
            Ok(found) => {
                let read = file::read(&found, &neighbours, &Pulse::default());
                stored.extend(read.stored);
                problems.extend(read.problems);
            }
            Err(obstacle) => problems.push(obstacle.problem),
        }
        true
    });
    (stored, problems)
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread will be caught and told as a file's problem, so that a panic hook can keep quiet.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs what must not end the program, and returns the words of its panic if it did.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    outcome.map_err(|payload| words_of(payload.as_ref()))
}

fn words_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let owned = || payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(owned)
        .unwrap_or("it did not say why")
        .to_owned()
}

/// A file by its number in the walk.
pub(super) type Job = (usize, Found);

/// What one file gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Its articles.
    pub stored: Vec<Stored>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// What tells whether it has changed since.
    pub stamp: Stamp,
    /// Whether it was gone when it was to be read.
    pub is_gone: bool,
}

impl From<Problem> for Read {
    fn from(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }
}

/// Some files' articles, bound.
pub(super) struct Bound {
    /// The articles, if there are any.
    pub(super) volume: Option<Arc<Volume>>,
    /// The files, in the order in which they lie in the volume.
    pub(super) files: Vec<ReadFile>,
}

/// A file that was read.
#[derive(Debug, Default)]
pub(super) struct ReadFile {
    /// Its number in the walk.
    pub(super) number: usize,
    /// Its absolute path, or a name that stands for one.
    pub(super) place: PathBuf,
    /// What tells whether it has changed since.
    pub(super) stamp: Stamp,
    /// The number of its first article in the volume.
    pub(super) first: u32,
    /// How many articles it gave.
    pub(super) count: u32,
    /// What was wrong with it.
    pub(super) problems: Vec<Problem>,
    /// Whether it was gone when it was to be read, so that nothing is known of it but that.
    pub(super) is_gone: bool,
    /// The thread that was left behind with it, where it took too long.
    pub(super) left: Option<Left>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_a_parser_is_caught_and_known_to_be() {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        let caught = guarded(|| {
            assert!(is_guarded());
            panic!("a table without columns");
        });
        panic::set_hook(hook);
        assert_eq!(caught, Err::<(), _>("a table without columns".to_owned()));
        assert!(!is_guarded());
    }
}
