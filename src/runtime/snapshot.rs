//! The snapshot: a library as it was when it was last read, in the cache folder, mapped instead of loaded.
//!
//! ```text
//! <cache>/<library>/catalogue            order, identity, the files' stamps
//! <cache>/<library>/note                 what is known of the last walk through the files
//! <cache>/<library>/<fingerprint>.volume articles, texts, index; never changed once it is there
//! ```
//!
//! Disposable: whatever is missing, old, damaged or another's counts as not there. Owns the files. Does not own what the
//! bytes mean (`library`), or whether they are still true (`librarian`).

use std::{
    ffi::OsStr,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use twox_hash::XxHash3_64;

use super::{
    folders,
    sealed::{self, Part, Sealed},
    workers,
};
use crate::{
    article::Key,
    library::{self, IndexBuilder, Library, Volume},
};

/// The name of the file that tells of the others.
const CATALOGUE: &str = "catalogue";
/// The name of the file that what is known of the last walk lies in.
const NOTE: &str = "note";
/// The first bytes of a catalogue; the number is that of the layout.
const MAGIC: &[u8; 16] = b"newsstand cat  5";

/// What lies in the cache folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// How many libraries.
    pub libraries: usize,
    /// How many bytes.
    pub bytes: u64,
}

/// How much is kept of all libraries together.
pub fn size() -> Size {
    let inside = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    let Ok(cache) = folders::cache() else {
        return Size::default();
    };
    let mut size = Size::default();
    for shelf in inside(&cache).map(|entry| entry.path()) {
        size.libraries += usize::from(shelf.join(CATALOGUE).is_file());
        let files = inside(&shelf).filter_map(|entry| entry.metadata().ok());
        size.bytes += files.map(|found| found.len()).sum::<u64>();
    }
    size
}

/// The place of a library's snapshot.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
}

/// A snapshot that was opened.
pub(super) struct Snapshot {
    /// The library as it was.
    pub(super) library: Library,
    /// A number that tells its catalogue from others.
    pub(super) number: u64,
    files: Part,
}

impl Shelf {
    /// The place for the library that lies at these absolute paths; none where there is no cache folder.
    pub(super) fn of(places: &[PathBuf]) -> Option<Self> {
        let joined = places
            .iter()
            .map(|place| place.as_os_str())
            .collect::<Vec<_>>();
        let key = Key::of_place(Path::new(&joined.join(OsStr::new("\0"))), 0);
        Some(Self {
            folder: folders::cache().ok()?.join(key.to_string()),
        })
    }

    /// The place in a folder of one's own.
    #[cfg(all(test, unix))]
    pub(super) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder that all of it lies in.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the snapshot, if there is one that is whole as far as can be told at once.
    pub(super) fn open(&self) -> Option<Snapshot> {
        let Sealed { parts, number } = Sealed::open(&self.folder.join(CATALOGUE), MAGIC)?;
        let [catalogue, files] = parts;
        let catalogue = catalogue.whole()?;
        let names = library::fingerprints(catalogue.bytes())?;
        let volume = |name: u64| Volume::open(&sealed::map(&self.volume(name))?).map(Arc::new);
        let volumes = names.into_iter().map(volume).collect::<Option<Vec<_>>>()?;
        let library = Library::open(volumes, catalogue)?;
        Some(Snapshot {
            library,
            number,
            files,
        })
    }

    /// Writes the volumes of a library that are not there yet, and maps them in it: the memory that one was made in is free
    /// before all are written. Those that were opened from there are left alone.
    ///
    /// # Errors
    /// What prevented it. What was there before stays.
    pub(super) fn keep_volumes(&self, library: &mut Library) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let volumes: Vec<_> = library.kept_volumes_mut().collect();
        let keep = |builder: &mut IndexBuilder, volume| self.keep_volume(builder, volume);
        workers::aside(|| {
            // One after the other from the first on, so that there is a builder a core.
            let volumes = volumes.into_iter().par_bridge();
            volumes.try_for_each_init(IndexBuilder::new, keep)
        })
    }

    fn keep_volume(&self, builder: &mut IndexBuilder, volume: &mut Arc<Volume>) -> io::Result<()> {
        let path = self.volume(volume.fingerprint());
        // What is fresh may have to take the place of what was found damaged.
        if volume.is_fresh() || !path.exists() {
            volume.index_with(builder);
            sealed::replace(&path, &mut |out| volume.write(out))?;
            // One that cannot be mapped stays where it is.
            if let Some(mapped) = sealed::map(&path).as_ref().and_then(Volume::open) {
                *volume = Arc::new(mapped);
            }
        }
        Ok(())
    }

    /// Writes what is told of a library whose volumes are kept, and what is known of its files. The number of its catalogue
    /// is returned.
    ///
    /// # Errors
    /// What prevented it. What was there before stays.
    pub(super) fn save(&self, library: &Library, files: &impl Serialize) -> io::Result<u64> {
        let catalogue = library.catalogue();
        let files = postcard::to_stdvec(files).map_err(io::Error::other)?;
        let place = self.folder.join(CATALOGUE);
        let number = sealed::write(&place, MAGIC, [&catalogue, &files])?;
        self.sweep(library);
        Ok(number)
    }

    /// Writes a note beside the catalogue.
    ///
    /// # Errors
    /// What prevented it. What was there before stays.
    pub(super) fn note(&self, note: &impl Serialize) -> io::Result<()> {
        let note = postcard::to_stdvec(note).map_err(io::Error::other)?;
        let sum = XxHash3_64::oneshot(&note).to_le_bytes();
        sealed::replace(&self.folder.join(NOTE), &mut |out| {
            out.write_all(&sum)?;
            out.write_all(&note)
        })
    }

    /// The note beside the catalogue, if it is whole.
    pub(super) fn noted<T: DeserializeOwned>(&self) -> Option<T> {
        let bytes = sealed::contents(&self.folder.join(NOTE))?;
        let (sum, note) = (*bytes).as_ref().split_first_chunk()?;
        let is_whole = XxHash3_64::oneshot(note) == u64::from_le_bytes(*sum);
        postcard::from_bytes(note).ok().filter(|_| is_whole)
    }

    /// Deletes what no catalogue names any longer.
    fn sweep(&self, library: &Library) {
        let named: Vec<_> = library
            .kept_volumes()
            .map(|volume| self.volume(volume.fingerprint()))
            .collect();
        sealed::sweep(&self.folder, &|path| {
            let is_named = [CATALOGUE, NOTE].map(|name| Some(OsStr::new(name)));
            is_named.contains(&path.file_name()) || named.iter().any(|volume| volume == path)
        });
    }

    fn volume(&self, fingerprint: u64) -> PathBuf {
        self.folder.join(format!("{fingerprint:016x}.volume"))
    }
}

impl Snapshot {
    /// What was known of the files; nothing where it is damaged.
    pub(super) fn files<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(self.files.whole()?.bytes()).ok()
    }
}
