//! What is read of a file, and what is known of it beside its name.
//!
//! Does not own how it was read (`file`, `archive`) or what it means (`parse`).

use std::path::PathBuf;

use crate::{article::When, parse::Surroundings};

/// The bytes of a file, on disk or in an archive.
pub(super) struct Contents {
    /// Its path, beginning as the user gave it.
    pub(super) path: PathBuf,
    /// Its absolute path, or a name that stands for one.
    pub(super) place: PathBuf,
    /// The folder it lies in, which stands in for a source.
    pub(super) folder: Option<String>,
    /// When it was last written.
    pub(super) stored: Option<When>,
    /// What is said of the article in it from outside.
    pub(super) around: Surroundings,
    pub(super) bytes: Vec<u8>,
}
