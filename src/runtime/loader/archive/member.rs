//! The names of files in archives: what is shown of them, and what their identity is made of.
//!
//! A name is whatever somebody wrote into the archive: absolute, leading out of it, in no encoding. Shown is a path
//! below the archive's own; the place keeps the bytes, so that names which look alike stay apart.

use std::{
    borrow::Cow,
    ffi::OsString,
    path::{MAIN_SEPARATOR_STR, Path, PathBuf},
};

use super::Archive;
use crate::{
    article::When,
    parse::{Surroundings, visible},
    runtime::loader::contents::Contents,
    runtime::loader::walk,
};

/// What the names of archives end with, longest first.
const ENDINGS: [&str; 13] = [
    ".warc.zst",
    ".warc.gz",
    ".tar.zst",
    ".tar.gz",
    ".tzst",
    ".wacz",
    ".warc",
    ".tgz",
    ".tar",
    ".epub",
    ".zip",
    ".zst",
    ".gz",
];

/// A file's name in an archive.
pub(super) struct Name<'a> {
    /// As it stands there.
    pub(super) raw: &'a [u8],
    /// As text.
    pub(super) text: Cow<'a, str>,
}

impl Name<'_> {
    /// Whether it is a file that people have put there: none that is hidden, or that a system leaves behind.
    pub(super) fn is_wanted(&self) -> bool {
        let mut parts = self.parts().peekable();
        parts.peek().is_some()
            && parts.all(|part| part != "__MACOSX" && walk::is_wanted_name(part.as_bytes()))
    }

    /// The path that is shown: below the archive's.
    pub(super) fn shown(&self, archive: Archive<'_>) -> PathBuf {
        let parts = self.parts().map(|part| visible(part).into());
        below(archive.path, parts)
    }

    /// The file with this name, as a file on disk would be.
    pub(super) fn contents(
        &self,
        archive: Archive<'_>,
        stored: Option<When>,
        bytes: Vec<u8>,
    ) -> Contents {
        let folder = self.parts().rev().nth(1).map(visible);
        Contents {
            path: self.shown(archive),
            place: self.place(archive),
            folder: folder.or_else(|| stem(archive.path)),
            stored: stored.or(archive.stored),
            around: Surroundings::default(),
            bytes,
        }
    }

    /// Folders and the name, without what would lead elsewhere.
    fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.text
            .split(['/', '\\'])
            .filter(|part| !matches!(*part, "" | "." | ".."))
    }

    fn place(&self, archive: Archive<'_>) -> PathBuf {
        below(archive.place, [self.as_os_string()])
    }

    #[cfg(unix)]
    fn as_os_string(&self) -> OsString {
        use std::os::unix::ffi::OsStringExt;
        OsString::from_vec(self.raw.to_owned())
    }

    #[cfg(not(unix))]
    fn as_os_string(&self) -> OsString {
        // An absolute path of Windows knows no other separator.
        let text = String::from_utf8_lossy(self.raw);
        text.replace('/', MAIN_SEPARATOR_STR).into()
    }
}

/// A path with names below it: appended and not joined, for one that is absolute, or names a disk, would take its place.
fn below(path: &Path, names: impl IntoIterator<Item = OsString>) -> PathBuf {
    let mut below = OsString::from(path);
    for name in names {
        below.push(MAIN_SEPARATOR_STR);
        below.push(name);
    }
    below.into()
}

/// An archive's name without its ending: the folder that it stands for.
pub(super) fn stem(path: &Path) -> Option<String> {
    let name = visible(&path.file_name()?.to_string_lossy());
    Some(without_ending(&name).unwrap_or(&name).to_owned()).filter(|name| name != "-")
}

/// A name without the ending that tells an archive, if it has one.
pub(super) fn without_ending(name: &str) -> Option<&str> {
    let length = ENDINGS.iter().find_map(|ending| {
        let at = name.len().checked_sub(ending.len())?;
        let end = name.as_bytes().get(at..)?;
        (at > 0 && end.eq_ignore_ascii_case(ending.as_bytes())).then_some(at)
    })?;
    name.get(..length)
}
