//! What the folder that a file lies in tells of it.
//!
//! Does not own what becomes of that: whether a file is mail (`parse`), or which source an article has (`file`).

use std::path::{Path, PathBuf};

use crate::parse::{is_in_maildir, visible};

/// The name that a file was given, in the folder that it lies in: what it is does not hang on where a path begins.
pub(super) fn within(place: &Path, path: &Path) -> PathBuf {
    let name = path.file_name();
    name.map_or_else(|| path.to_owned(), |name| place.with_file_name(name))
}

/// The name of the Maildir that a file lies in: its folders for new and for old messages say nothing.
pub(super) fn maildir_of(place: &Path) -> Option<String> {
    let folder = place.parent().filter(|_| is_in_maildir(place))?;
    let name = folder.parent()?.file_name()?;
    let name = visible(&name.to_string_lossy());
    Some(name.strip_prefix('.').unwrap_or(&name).to_owned())
}
