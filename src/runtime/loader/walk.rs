//! The walk through files and folders: which of them are to be read, each once.
//!
//! Links are followed, and a file or folder that was reached before, by whatever way, is passed over; so no loop is
//! walked twice. Does not open files: what is no ordinary file is told, not touched.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs::{self, FileType, Metadata},
    io, mem,
    path::{MAIN_SEPARATOR, MAIN_SEPARATOR_STR, Path, PathBuf},
};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{Stamp, beside};
use crate::article::{Outcome, Problem};

/// A file to be read.
#[derive(Debug)]
pub(in crate::runtime) enum Found {
    /// What comes in through standard input.
    StandardInput,
    /// A file on disk.
    File {
        /// Its path, beginning as the user gave it.
        path: PathBuf,
        /// The same without links and dots, from the root.
        place: PathBuf,
        /// What tells whether it has changed.
        stamp: Stamp,
        /// Whether it was met in a folder, not named itself.
        is_met: bool,
    },
}

impl Found {
    /// The absolute path, or a name that stands for one.
    pub(in crate::runtime) fn place(&self) -> &Path {
        match self {
            Self::StandardInput => Path::new("-"),
            Self::File { place, .. } => place,
        }
    }
}

/// Something that is no file to be read.
#[derive(Debug)]
pub(in crate::runtime) struct Obstacle {
    /// What is told of it.
    pub(in crate::runtime) problem: Problem,
    /// Whether there may be files behind it that the walk has not met.
    pub(in crate::runtime) hides: bool,
}

impl From<Problem> for Obstacle {
    fn from(problem: Problem) -> Self {
        let hides = false;
        Self { problem, hides }
    }
}

/// Endings that promise an article: a folder that bears one is worth a word.
const FILE_ENDINGS: [&str; 5] = ["txt", "md", "markdown", "html", "htm"];

/// Goes through `paths` in their order, folders by name; `each` returns false to stop. The folders that it went through are
/// returned, as they were before that.
pub(in crate::runtime) fn walk(
    paths: &[PathBuf],
    each: &mut dyn FnMut(Result<Found, Obstacle>) -> bool,
) -> Vec<(PathBuf, Stamp)> {
    let mut folders = Folders::default();
    go_through(paths, &mut folders, each);
    folders.walked
}

fn go_through(
    paths: &[PathBuf],
    folders: &mut Folders,
    each: &mut dyn FnMut(Result<Found, Obstacle>) -> bool,
) {
    let mut files = Files::default();
    for root in paths {
        if root.as_os_str() == "-" {
            if !each(Ok(Found::StandardInput)) {
                return;
            }
            continue;
        }
        // In one folder, paths stand in the order of names, and are compared without being taken apart.
        let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
        let entries = WalkDir::new(root).follow_links(true).sort_by(by_name);
        let wanted = |entry: &DirEntry| is_wanted(entry) && folders.is_new(entry);
        for entry in entries.into_iter().filter_entry(wanted) {
            let strange = match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    files.waiting.push(entry);
                    None
                }
                Ok(entry) => told(&entry).map(Obstacle::from),
                // The folder that the loop leads back to is being walked already.
                Err(error) if error.loop_ancestor().is_some() => None,
                Err(error) => Some(unreachable(root, error)),
            };
            let is_due = strange.is_some() || files.waiting.len() >= Files::ENOUGH;
            if is_due && !files.hand_over(each)
                || strange.is_some_and(|obstacle| !each(Err(obstacle)))
            {
                return;
            }
        }
        if !files.hand_over(each) {
            return;
        }
    }
}

/// Files that the walk came across, until their disks are asked about all of them: on all cores, since that takes far
/// longer than finding their names.
#[derive(Default)]
struct Files {
    waiting: Vec<DirEntry>,
    seen: HashSet<Identity>,
    parent: Parent,
}

/// What a disk says when it is asked about a file.
enum Asked {
    /// What tells it from others, and whether it has changed.
    Known((Identity, Stamp)),
    /// Nothing that helps.
    Unknown,
    /// That it was deleted since its name was found.
    Gone,
}

impl Files {
    /// How many wait at most.
    const ENOUGH: usize = 4096;

    /// Hands over what is waiting, each file once; what cannot be asked about is told when it is read. Returns whether
    /// more is wanted.
    fn hand_over(&mut self, each: &mut dyn FnMut(Result<Found, Obstacle>) -> bool) -> bool {
        let waiting = mem::take(&mut self.waiting);
        let asked = waiting.par_iter().with_min_len(64).map(|entry| {
            let found = entry.metadata();
            let known = |found: Metadata| (identity(entry.path(), &found), Stamp::of(&found));
            let is_gone = |error: &walkdir::Error| {
                let error = error.io_error();
                error.is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
            };
            match found {
                Ok(found) => Asked::Known(known(found)),
                Err(error) if is_gone(&error) => Asked::Gone,
                Err(_) => Asked::Unknown,
            }
        });
        let asked: Vec<_> = asked.collect();
        waiting.iter().zip(asked).all(|(entry, asked)| {
            let stamp = match asked {
                Asked::Known((identity, stamp)) => self.seen.insert(identity).then_some(stamp),
                Asked::Unknown => Some(Stamp::default()),
                Asked::Gone => None,
            };
            stamp.is_none_or(|stamp| {
                each(Ok(Found::File {
                    path: entry.path().to_owned(),
                    place: self.parent.place_of(entry),
                    stamp,
                    is_met: entry.depth() > 0,
                }))
            })
        })
    }
}

/// What is to be said of something that is no file; nothing of an ordinary folder.
fn told(entry: &DirEntry) -> Option<Problem> {
    let (path, kind) = (entry.path(), entry.file_type());
    if kind.is_dir() {
        let ending = path.extension().and_then(OsStr::to_str);
        let looks_like_file = ending.is_some_and(|ending| FILE_ENDINGS.contains(&ending));
        return looks_like_file.then(|| Problem {
            path: path.to_owned(),
            line: None,
            outcome: Outcome::Guessed,
            reason: "it is a folder, though its name ends like a file's; what lies in it was read"
                .to_owned(),
            remedy: "rename it, if an article should be here".to_owned(),
        });
    }
    Some(skipped(
        path,
        format!("it is {}, not a file", kind_name(kind)),
        PIPE_REMEDY,
    ))
}

/// What helps where something is no file.
pub(super) const PIPE_REMEDY: &str =
    "store the article as a file, or hand it in through standard input and name that '-'";

/// A problem that keeps a path out of the library.
pub(super) fn skipped(path: &Path, reason: impl Into<String>, remedy: &str) -> Problem {
    Problem {
        path: path.to_owned(),
        line: None,
        outcome: Outcome::Skipped,
        reason: reason.into(),
        remedy: remedy.to_owned(),
    }
}

/// Why a file or folder cannot be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let is_link = || fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    match error.kind() {
        io::ErrorKind::NotFound if is_link() => skipped(
            path,
            "it is a link to nothing",
            "mend the link or remove it",
        ),
        io::ErrorKind::NotFound => skipped(
            path,
            "there is no such file or folder",
            "check the spelling of the path",
        ),
        io::ErrorKind::PermissionDenied => skipped(
            path,
            "no permission to read it",
            "give yourself read permission",
        ),
        // As of links that lead round and round.
        _ if is_link() => skipped(
            path,
            format!("it is a link that cannot be followed: {error}"),
            "mend the link or remove it",
        ),
        _ => skipped(
            path,
            format!("it cannot be read: {error}"),
            "see that the disk or network it lies on is well, then read it again",
        ),
    }
}

fn unreachable(root: &Path, error: walkdir::Error) -> Obstacle {
    let path = error.path().unwrap_or(root).to_owned();
    // Without the words of the walk, which name the path once more; of a loop it has no others.
    let error = error.into_io_error();
    let error = error.unwrap_or_else(|| io::ErrorKind::Other.into());
    Obstacle {
        problem: unreadable(&path, &error),
        hides: error.kind() != io::ErrorKind::NotFound,
    }
}

/// What was named by the user is always wanted; below that, what its name speaks against is not.
fn is_wanted(entry: &DirEntry) -> bool {
    let (path, name) = (entry.path(), entry.file_name().as_encoded_bytes());
    let is_folder = entry.file_type().is_dir();
    if entry.depth() == 0 {
        return true;
    }
    if beside::is_of_a_server(path, name, is_folder) {
        return false;
    }
    if is_folder && beside::is_of_a_page(path) {
        return false;
    }
    // The folders of a Maildir are hidden, and hold mail all the same.
    is_wanted_name(name) || is_folder && name.starts_with(b".") && beside::is_maildir(path)
}

/// Whether a name is none of what is hidden, or left behind by an editor or a desktop.
pub(in crate::runtime) fn is_wanted_name(name: &[u8]) -> bool {
    let is_hidden = name.starts_with(b".");
    let is_leftover = name.ends_with(b"~") || (name.starts_with(b"#") && name.ends_with(b"#"));
    let is_shell = matches!(name, b"Thumbs.db" | b"desktop.ini");
    !(is_hidden || is_leftover || is_shell)
}

/// The folders that the walk has come to.
#[derive(Default)]
struct Folders {
    seen: HashSet<Identity>,
    walked: Vec<(PathBuf, Stamp)>,
}

impl Folders {
    /// Whether this is no folder that was reached before; what cannot be asked is taken as new, and told when it is read.
    fn is_new(&mut self, entry: &DirEntry) -> bool {
        if !entry.file_type().is_dir() {
            return true;
        }
        let found = entry.metadata().ok();
        let is_new = found
            .as_ref()
            .is_none_or(|found| self.seen.insert(identity(entry.path(), found)));
        if is_new {
            let stamp = found.as_ref().map(Stamp::of_read).unwrap_or_default();
            self.walked.push((entry.path().to_owned(), stamp));
        }
        is_new
    }
}

#[cfg(unix)]
type Identity = (u64, u64);

/// The device and the file's number on it.
#[cfg(unix)]
fn identity(_path: &Path, found: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (found.dev(), found.ino())
}

#[cfg(not(unix))]
type Identity = PathBuf;

/// Where there are no numbers, the path without links has to do.
#[cfg(not(unix))]
fn identity(path: &Path, _found: &Metadata) -> Identity {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The folder whose files the walk goes through, so that its links are resolved once and not for every file.
#[derive(Debug, Default)]
struct Parent {
    path: PathBuf,
    place: PathBuf,
}

impl Parent {
    /// The absolute path of a file, without links and dots; as far as it can be found out.
    fn place_of(&mut self, entry: &DirEntry) -> PathBuf {
        let path = entry.path();
        if entry.path_is_symlink() {
            return resolved(path);
        }
        if !self.holds(path) {
            let Some(folder) = path.parent() else {
                return resolved(path);
            };
            self.path = folder.to_owned();
            self.place = match folder.as_os_str().is_empty() {
                true => resolved(Path::new(".")),
                false => resolved(folder),
            };
        }
        match (self.place == self.path, path.file_name()) {
            (false, Some(name)) => self.place.join(name),
            _ => path.to_owned(),
        }
    }

    /// Whether a path lies in this folder itself. Most do, so it is not taken apart to tell.
    fn holds(&self, path: &Path) -> bool {
        let [folder, path] =
            [self.path.as_path(), path].map(|path| path.as_os_str().as_encoded_bytes());
        let rest = path.strip_prefix(folder).filter(|_| !folder.is_empty());
        let name = rest.and_then(|rest| rest.strip_prefix(MAIN_SEPARATOR_STR.as_bytes()));
        name.is_some_and(|name| memchr::memchr(MAIN_SEPARATOR as u8, name).is_none())
    }
}

fn resolved(path: &Path) -> PathBuf {
    fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

fn kind_name(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    if kind.is_symlink() {
        "a link"
    } else {
        "something special"
    }
}
