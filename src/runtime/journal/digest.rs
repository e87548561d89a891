//! The digest: what all journals came to at an earlier start, in the cache folder, so that only what has been written since
//! is read line by line.
//!
//! Disposable, and believed only where each journal still begins with the very bytes that it was made of. Owns that
//! comparison. Does not own how marks are packed (`marks`) or how a file is kept whole (`sealed`).

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::{
    contents::Lines,
    own::{self, create_folder},
};
use crate::{
    article::Key,
    marks::{Author, DeviceId, Marks},
    runtime::sealed::{self, Sealed},
};

/// The first bytes of a digest; the number is that of the layout.
const MAGIC: &[u8; 16] = b"newsstand dig  2";

/// How many bytes of journals a start reads line by line rather than have another digest made: so many take a millisecond.
pub(super) const WORTH_IT: u64 = 1 << 17;

/// How many bytes are compared at a time.
const PIECE: usize = 1 << 18;

/// The place of a digest, and who reads and writes it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    path: PathBuf,
    author: Author,
}

/// What a digest tells.
#[derive(Debug)]
pub(super) struct Digest {
    /// The journals that it was made of.
    pub(super) sources: Vec<Source>,
    /// What they come to, and nothing else.
    pub(super) marks: Marks,
    /// How long the own journal was when there was nothing to gain from compacting it.
    pub(super) lean: u64,
}

/// A journal, as far as it was read line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Source {
    /// The name of its file.
    pub(super) name: PathBuf,
    /// The lengths and checksums of what it begins with.
    pieces: Vec<(usize, u64)>,
    /// Its lines; what is wrong with them is to be told at each start.
    pub(super) lines: Lines,
}

impl Place {
    /// The place of the digest of the marks in `folder`, in the `cache` folder. It is the same for all devices, so that one
    /// which cannot be remembered leaves no more than one behind.
    pub(super) fn of(folder: &Path, author: Author, cache: &Path) -> Self {
        let name = Key::of_place(folder, 0).to_string();
        Self {
            path: cache.join("marks").join(name),
            author,
        }
    }

    /// The digest that is kept there; nothing where it is not whole, or another device's, as its steps are not in it then.
    pub(super) fn open(&self) -> Option<Digest> {
        let Sealed { parts, .. } = Sealed::open(&self.path, MAGIC)?;
        let [told, marks] = &parts;
        let (device, sources, lean): (DeviceId, _, _) =
            postcard::from_bytes(told.whole()?.bytes()).ok()?;
        if device != self.author.device {
            return None;
        }
        Some(Digest {
            sources,
            marks: Marks::open(marks.whole()?, self.author)?,
            lean,
        })
    }

    /// Puts a digest there.
    ///
    /// # Errors
    /// What prevented it. What was there before stays.
    pub(super) fn keep(&self, digest: &Digest) -> io::Result<()> {
        let too_many = || io::Error::other("there are too many marks");
        let marks = digest.marks.pack().ok_or_else(too_many)?;
        let told = (self.author.device, &digest.sources, digest.lean);
        let told = postcard::to_stdvec(&told).map_err(io::Error::other)?;
        let folder = self.path.parent().unwrap_or(Path::new(""));
        create_folder(folder)?;
        sealed::write(&self.path, MAGIC, [&told, &marks])?;
        sealed::sweep(folder, &|path| path.extension().is_none());
        Ok(())
    }
}

impl Source {
    /// A journal of which nothing was read yet.
    pub(super) fn named(name: PathBuf) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Takes further lines in: their text, and what became of them.
    pub(super) fn add(&mut self, text: &[u8], lines: &Lines) {
        let sum = |piece: &[u8]| (piece.len(), XxHash3_64::oneshot(piece));
        self.pieces.extend(text.chunks(PIECE).map(sum));
        self.lines.extend(lines);
    }

    /// How many bytes were read.
    pub(super) fn len(&self) -> u64 {
        self.pieces.iter().map(|(length, _)| *length as u64).sum()
    }

    /// The journal, if it still begins with what was read.
    pub(super) fn open(&self, folder: &Path) -> Option<File> {
        let path = folder.join(&self.name);
        // A pipe would never end.
        if !fs::metadata(&path).ok()?.is_file() {
            return None;
        }
        let mut file = File::open(path).ok()?;
        own::await_writers(&file);
        let mut buffer = vec![0; PIECE];
        let mut begins = |(length, sum): &(usize, u64)| {
            let piece = buffer.get_mut(..*length);
            piece.is_some_and(|piece| {
                file.read_exact(piece).is_ok() && XxHash3_64::oneshot(piece) == *sum
            })
        };
        self.pieces.iter().all(&mut begins).then_some(file)
    }
}
