//! The device's own journal: appended to under a lock, synced before anything is called saved.
//!
//! Owns the order of system calls that makes a record durable. Does not own what happens when one fails (`journal`).

use std::{
    fs::{self, File, Metadata, TryLockError},
    io::{self, ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::{News, reading::Reading, trouble::Trouble};
use crate::marks::Author;

/// The file that this instance appends to.
#[derive(Debug)]
pub(super) struct Own {
    path: PathBuf,
    /// Whether it held damaged lines when it was read.
    pub(super) is_hurt: bool,
    /// How long it was when there was nothing to gain from compacting it.
    pub(super) lean: u64,
}

/// Why an append failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nothing was written.
    Refused(Trouble),
    /// It was written, but may not be on the disk.
    Unsynced(Trouble),
    /// Another instance holds the lock and does not let go.
    Busy,
}

/// Whether a file is ours alone for the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lock {
    /// It is, until it is closed.
    Held,
    /// Another instance has it.
    Busy,
    /// This file system has no locks. Nobody else has one either, so nobody compacts, and appends are safe.
    Unknown,
}

/// How long a lock is waited for. An append takes milliseconds; a holder that takes longer is stopped or lost.
const PATIENCE: Duration = Duration::from_secs(2);

impl Own {
    pub(super) fn new(folder: &Path, author: Author) -> Self {
        Self::at(folder.join(format!("{}.jsonl", author.device)))
    }

    /// A file that no other run writes to.
    pub(super) fn fresh(folder: &Path, author: Author) -> Self {
        let name = |n: u32| format!("{}.{:08x}-{n}.jsonl", author.device, author.run);
        let mut paths = (1..).map(|n| folder.join(name(n)));
        let unused = paths.find(|path| fs::symlink_metadata(path).is_err());
        Self::at(unused.unwrap_or_else(|| folder.join(name(0))))
    }

    fn at(path: PathBuf) -> Self {
        Self {
            path,
            is_hurt: false,
            lean: 0,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes a fresh file that could not be made durable; its records are written elsewhere.
    pub(super) fn discard(&self) {
        // What stays behind holds true records only, so it does no harm.
        let _ = fs::remove_file(&self.path);
    }

    /// Appends text and makes it durable: write, sync, and sync of the folder where the file is new. What other
    /// instances have appended since `reading` last looked is read on the way.
    pub(super) fn append(
        &self,
        text: &str,
        reading: &mut Reading,
        arrived: &mut News,
    ) -> Result<(), Failure> {
        let refused = |error: &io::Error| Failure::Refused(Trouble::new(&self.path, error));
        let (mut file, lock) = open_locked(&self.path).map_err(|error| refused(&error))?;
        if lock == Lock::Busy {
            return Err(Failure::Busy);
        }
        let before = file.metadata().map_err(|error| refused(&error))?.len();
        arrived.extend(reading.catch_up(&self.path, &mut file));
        // A tail that was torn off must not take the next record with it.
        let mut whole = String::with_capacity(text.len() + 1);
        if !ends_in_line_feed(&mut file, before).map_err(|error| refused(&error))? {
            whole.push('\n');
        }
        whole.push_str(text);
        if let Err(error) = file.write_all(whole.as_bytes()) {
            if lock == Lock::Held {
                // Takes a half-written record away. Where this fails too, the next append closes it with a line feed.
                let _ = file.set_len(before);
            }
            return Err(refused(&error));
        }
        let synced = file.sync_data().and_then(|()| match before {
            0 => sync_folder(&self.path),
            _ => Ok(()),
        });
        synced.map_err(|error| Failure::Unsynced(Trouble::new(&self.path, &error)))?;
        reading.has_appended(&self.path, &file, before, &whole);
        Ok(())
    }
}

impl Failure {
    pub(super) fn trouble(self, path: &Path) -> Trouble {
        match self {
            Self::Refused(trouble) | Self::Unsynced(trouble) => trouble,
            Self::Busy => Trouble {
                path: path.to_owned(),
                cause: "another program holds it".into(),
                remedy: "end that program".into(),
            },
        }
    }
}

/// The journals that runs of this device have begun beside its own one, because they could not have that.
pub(super) fn leftovers(folder: &Path, author: Author) -> Vec<PathBuf> {
    let device = format!("{}.", author.device);
    let is_leftover = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let run = name.to_str().and_then(|name| name.strip_prefix(&device));
        let run = run.and_then(|name| name.strip_suffix(".jsonl"));
        // Copies that a synchroniser has made are called otherwise.
        let is_run = run
            .and_then(|run| run.split_once('-'))
            .is_some_and(|(run, n)| {
                u32::from_str_radix(run, 16).is_ok() && n.parse::<u32>().is_ok()
            });
        is_run && entry.file_type().is_ok_and(|kind| kind.is_file())
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(is_leftover)
        .map(|entry| entry.path())
        .collect()
}

/// Makes the folder, readable for its owner alone, where it is missing.
pub(super) fn prepare(folder: &Path) -> Result<(), Trouble> {
    create_folder(folder).map_err(|error| Trouble::new(folder, &error))
}

/// Makes a folder and those above it, durably.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent()
        && parent != Path::new("")
    {
        create_folder(parent)?;
    }
    match create_own(folder) {
        // Another instance was quicker.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder(folder),
    }
}

/// Makes a folder that only its owner may read.
#[cfg(unix)]
fn create_own(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

/// The same. Elsewhere a folder has its permissions from the one above, which is the user's own.
#[cfg(not(unix))]
fn create_own(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

/// Opens a journal to read and append, and locks it. A journal that was replaced by a compaction while its lock was
/// waited for is opened again.
pub(super) fn open_locked(path: &Path) -> io::Result<(File, Lock)> {
    let started = Instant::now();
    loop {
        let mut options = File::options();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let lock = lock(&file);
        if is_at(&file, path) || lock == Lock::Busy {
            return Ok((file, lock));
        }
        if started.elapsed() > PATIENCE {
            return Ok((file, Lock::Busy));
        }
    }
}

/// Whether an open file is still the one at a path, and was not replaced.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    let identity = |metadata: io::Result<Metadata>| identity(&metadata.ok()?);
    let now = identity(fs::metadata(path));
    now.is_some() && now == identity(file.metadata())
}

/// Whether an open file is still the one at a path, and was not replaced. Its time of creation does not tell on Windows,
/// which gives a file that takes another's name the time of that one too.
#[cfg(not(unix))]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use same_file::Handle;
    let open = file.try_clone().and_then(Handle::from_file);
    open.is_ok_and(|open| Handle::from_path(path).is_ok_and(|now| now == open))
}

/// Locks a file until it is closed. Never blocks for longer than [`PATIENCE`], whatever lies beneath.
pub(super) fn lock(file: &File) -> Lock {
    patiently(|| file.try_lock())
}

/// Waits until nobody writes to a file that is open to be read. Only Windows keeps readers from what is locked.
pub(super) fn await_writers(file: &File) {
    if cfg!(windows) {
        // Who goes on without it reads what can be read.
        let _ = patiently(|| file.try_lock_shared());
    }
}

fn patiently(try_lock: impl Fn() -> Result<(), TryLockError>) -> Lock {
    let started = Instant::now();
    loop {
        match try_lock() {
            Ok(()) => return Lock::Held,
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Interrupted => {
                return Lock::Unknown;
            }
            Err(_) => thread::sleep(Duration::from_millis(2)),
        }
        if started.elapsed() > PATIENCE {
            return Lock::Busy;
        }
    }
}

/// Makes the file's name durable. File systems that cannot sync a folder need not.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    // The name lies in the folder that symbolic links lead to.
    let path = fs::canonicalize(path)?;
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied
            ) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// What stays the same when a file grows, and differs when another takes its place.
#[cfg(unix)]
pub(super) type Identity = (u64, u64);

/// What stays the same when a file grows, and differs when another takes its place.
#[cfg(not(unix))]
pub(super) type Identity = std::time::SystemTime;

/// The identity of a file, where the system tells one.
pub(super) fn identity(metadata: &Metadata) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    metadata.created().ok()
}

fn ends_in_line_feed(file: &mut File, len: u64) -> io::Result<bool> {
    if len == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(len - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
