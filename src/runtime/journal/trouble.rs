//! Why marks cannot be saved, in words that help.
//!
//! Owns the words. Does not own what is done about it (`journal`).

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::article::{Outcome, Problem};

/// Why marks could not be written. They are kept in memory and written as soon as that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file or folder.
    pub path: PathBuf,
    /// Why, as a clause: "the disk is full".
    pub cause: String,
    /// What the user can do about it, as an imperative clause.
    pub remedy: String,
}

impl Trouble {
    pub(super) fn new(path: &Path, error: &io::Error) -> Self {
        let (cause, remedy) = explain(error);
        Self {
            path: path.to_owned(),
            cause,
            remedy: remedy.to_owned(),
        }
    }

    /// What matters first, and the path last: a line of the screen may have no room for it.
    pub fn line(&self) -> String {
        let Self {
            path,
            cause,
            remedy,
        } = self;
        format!("{cause}; {remedy} ({})", path.display())
    }

    /// The same as a problem, for the list that a start shows.
    pub fn problem(&self) -> Problem {
        Problem {
            path: self.path.clone(),
            line: None,
            outcome: Outcome::Skipped,
            reason: format!("marks cannot be saved: {}", self.cause),
            remedy: self.remedy.clone(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            cause,
            remedy,
        } = self;
        write!(f, "{}: {cause}; {remedy}", path.display())
    }
}

impl std::error::Error for Trouble {}

/// The cause of an error, and its remedy.
pub(in crate::runtime) fn explain(error: &io::Error) -> (String, &'static str) {
    use io::ErrorKind as Kind;
    let (cause, remedy) = match error.kind() {
        Kind::StorageFull => ("the disk is full", "free some space"),
        Kind::QuotaExceeded => ("your disk quota is used up", "free some space"),
        Kind::ReadOnlyFilesystem => ("the file system is read-only", "mount it writable"),
        Kind::PermissionDenied => (
            "no permission to write it",
            "give yourself write permission",
        ),
        Kind::FileTooLarge => (
            "it may not grow any further",
            "raise the limit on file sizes",
        ),
        Kind::NotADirectory | Kind::AlreadyExists => (
            "a file, or a link that leads nowhere, stands where the folder should be",
            "move it away",
        ),
        Kind::IsADirectory => ("a folder stands where the file should be", "move it away"),
        Kind::NotFound => ("its folder is not there", "create the folder"),
        _ => return (error.to_string(), "look after the disk"),
    };
    (cause.to_owned(), remedy)
}

/// Has the kernel answer a write past `ulimit -f` with an error, in place of ending the program.
pub(super) fn survive_size_limits() {
    #[cfg(unix)]
    {
        // Where the signal cannot be caught the program ends as it would have; nothing else to do.
        let _ =
            signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    }
}
