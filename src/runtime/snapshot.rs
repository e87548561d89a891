//! The snapshot: a library as it was when it was last read, in the cache folder, mapped instead of loaded.
//!
//! ```text
//! <cache>/<library>/catalogue            order, identity, the files' stamps
//! <cache>/<library>/note                 what is known of the last walk through the files
//! <cache>/<library>/<fingerprint>.volume articles and texts; never changed once it is there
//! <cache>/<library>/<fingerprint>.index  the index over these texts, likewise
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
    packed::Section,
};

/// The name of the file that tells of the others.
const CATALOGUE: &str = "catalogue";
/// The name of the file that what is known of the last walk lies in.
const NOTE: &str = "note";
/// The first bytes of a catalogue; the number is that of the layout.
const MAGIC: &[u8; 16] = b"newsstand cat  6";

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
    #[cfg(test)]
    pub(super) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder that all of it lies in.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the snapshot without its indexes, if there is one that is whole as far as can be told at once.
    pub(super) fn open(&self) -> Option<Snapshot> {
        let Sealed { parts, number } = Sealed::open(&self.folder.join(CATALOGUE), MAGIC)?;
        let [catalogue, files] = parts;
        let catalogue = catalogue.whole()?;
        let names = library::fingerprints(catalogue.bytes())?;
        let volumes = names
            .into_iter()
            .map(|name| self.opened(name).map(Arc::new));
        let volumes = volumes.collect::<Option<Vec<_>>>()?;
        let library = Library::open(volumes, catalogue)?;
        Some(Snapshot {
            library,
            number,
            files,
        })
    }

    /// Writes a volume that has just been bound, still without an index, and maps it in its place: the memory that it was
    /// made in is free while others are made.
    ///
    /// # Errors
    /// What prevented it. The volume stays as it is.
    pub(super) fn put_by(&self, volume: &mut Arc<Volume>) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let name = volume.fingerprint();
        sealed::replace(&self.volume(name), &mut |out| volume.write(out))?;
        // One that cannot be mapped stays where it is.
        if let Some(mapped) = self.opened(name) {
            *volume = Arc::new(mapped);
        }
        Ok(())
    }

    /// Writes the volumes of a library and their indexes that are not there yet, and maps them in it. Those that were
    /// opened from there are left alone.
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
        let name = volume.fingerprint();
        let [articles, index] = [self.volume(name), self.index(name)];
        // What is fresh may have to take the place of what was found damaged.
        let are_there = !volume.is_fresh() && articles.exists();
        if are_there && volume.is_index_kept() && index.exists() {
            return Ok(());
        }
        if !are_there {
            sealed::replace(&articles, &mut |out| volume.write(out))?;
        }
        volume.index_with(builder);
        if volume.is_damaged() {
            return Err(io::Error::other("what was put by was changed"));
        }
        sealed::replace(&index, &mut |out| volume.write_index(out))?;
        // What cannot be mapped stays where it is.
        let mapped = self.opened(name);
        if let Some(mapped) = mapped.filter(|mapped| self.open_index(mapped)) {
            *volume = Arc::new(mapped);
        }
        Ok(())
    }

    /// A volume as it lies here, mapped, without its index.
    fn opened(&self, name: u64) -> Option<Volume> {
        Volume::open(&sealed::map(&self.volume(name))?)
    }

    /// Opens the index of a volume that was opened. Returns whether the volume has one now.
    pub(super) fn open_index(&self, volume: &Volume) -> bool {
        let index = sealed::map(&self.index(volume.fingerprint()));
        index.is_some_and(|index| volume.take_index(&index))
    }

    /// Writes what is told of a library whose volumes are kept, and what is known of its files, some of it packed. The number
    /// of its catalogue is returned.
    ///
    /// # Errors
    /// What prevented it. What was there before stays.
    pub(super) fn save(
        &self,
        library: &Library,
        files: &impl Serialize,
        packed: &Section,
    ) -> io::Result<u64> {
        let catalogue = library.catalogue();
        let mut files = postcard::to_stdvec(files).map_err(io::Error::other)?;
        files.extend_from_slice(packed.bytes());
        let place = self.folder.join(CATALOGUE);
        let number = sealed::write(&place, MAGIC, [&catalogue, &files])?;
        self.sweep(library);
        Ok(number)
    }

    /// Deletes what was written of a library that could not be kept whole, as on a full disk. What the catalogue names stays.
    pub(super) fn take_back(&self, library: &Library) {
        let catalogue = Sealed::open(&self.folder.join(CATALOGUE), MAGIC);
        let named = catalogue.and_then(|Sealed { parts, .. }| {
            let [catalogue, _] = parts;
            library::fingerprints(catalogue.whole()?.bytes())
        });
        let named = named.unwrap_or_default();
        let names = library.kept_volumes().map(|volume| volume.fingerprint());
        for name in names.filter(|name| !named.contains(name)) {
            // What cannot be deleted now is swept away another time.
            let _ = fs::remove_file(self.volume(name));
            let _ = fs::remove_file(self.index(name));
        }
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

    /// Deletes what has been there for a while and does not belong to a library.
    pub(super) fn sweep(&self, library: &Library) {
        let of_volume = |volume: &Arc<Volume>| {
            let name = volume.fingerprint();
            [self.volume(name), self.index(name)]
        };
        let named: Vec<_> = library.kept_volumes().flat_map(of_volume).collect();
        sealed::sweep(&self.folder, &|path| {
            let is_named = [CATALOGUE, NOTE].map(|name| Some(OsStr::new(name)));
            is_named.contains(&path.file_name()) || named.iter().any(|file| file == path)
        });
    }

    fn volume(&self, fingerprint: u64) -> PathBuf {
        self.folder.join(format!("{fingerprint:016x}.volume"))
    }

    fn index(&self, fingerprint: u64) -> PathBuf {
        self.folder.join(format!("{fingerprint:016x}.index"))
    }
}

impl Snapshot {
    /// What was known of the files, and the packed rest of it; nothing where it is damaged.
    pub(super) fn files<T: DeserializeOwned>(&self) -> Option<(T, Section)> {
        let all = self.files.whole()?;
        let (files, packed) = postcard::take_from_bytes(all.bytes()).ok()?;
        let end = all.bytes().len();
        Some((files, all.part(end - packed.len()..end)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, SeekFrom};

    use super::*;
    use crate::{
        article::Origin,
        library::{Binder, Stored},
        marks::Marks,
        parse,
    };

    /// A volume of one article that was put by, in a library, and its file.
    fn put_by(shelf: &Shelf) -> (Library, PathBuf) {
        let mut parsed = parse::parse(Path::new("tides.txt"), b"Tides\n\nHigh water.\n");
        let article = parsed.articles.remove(0);
        let origin = Origin {
            path: PathBuf::from("/tides.txt"),
            item: 0,
            place: Key::of_place(Path::new("/tides.txt"), 0),
            stored: None,
        };
        let mut binder = Binder::default();
        binder.add(&Stored::new(article, origin));
        let mut volume = Arc::new(binder.bind());
        shelf.put_by(&mut volume).unwrap();
        assert!(!volume.is_fresh(), "it is mapped");
        let path = shelf.volume(volume.fingerprint());
        let mut library = Library::default();
        library.shelve(volume, &Marks::default());
        (library, path)
    }

    #[test]
    fn what_was_put_by_is_kept_with_its_index() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(folder.path().join("shelf"));
        let (mut library, path) = put_by(&shelf);
        let written = fs::read(&path).unwrap();
        shelf.keep_volumes(&mut library).unwrap();
        shelf.save(&library, &(), &Section::default()).unwrap();
        assert!(library.kept_volumes().all(|volume| volume.is_index_kept()));
        assert_eq!(fs::read(&path).unwrap(), written, "it is written once");
        let again = shelf.open().unwrap().library;
        assert_eq!(again.get(0).title(), "Tides");
        assert!(again.kept_volumes().all(|volume| shelf.open_index(volume)));
    }

    #[test]
    #[cfg_attr(windows, ignore = "a mapped file is nobody's to delete there")]
    fn what_could_not_be_kept_whole_is_taken_back_but_for_what_the_catalogue_names() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(folder.path().join("shelf"));
        let (library, path) = put_by(&shelf);
        shelf.take_back(&library);
        assert!(!path.exists());
        let (mut library, path) = put_by(&shelf);
        shelf.keep_volumes(&mut library).unwrap();
        shelf.save(&library, &(), &Section::default()).unwrap();
        shelf.take_back(&library);
        assert!(path.exists() && shelf.open().is_some());
    }

    #[test]
    #[cfg_attr(windows, ignore = "a mapped file is nobody's to change there")]
    fn what_was_changed_after_it_was_put_by_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(folder.path().join("shelf"));
        let (mut library, path) = put_by(&shelf);
        let mut file = fs::File::options().write(true).open(&path).unwrap();
        file.seek(SeekFrom::End(-1)).unwrap();
        file.write_all(b"!").unwrap();
        assert!(shelf.keep_volumes(&mut library).is_err());
        assert!(library.is_damaged(), "so that all is read anew");
    }

    #[test]
    #[cfg_attr(windows, ignore = "a mapped file is nobody's to change there")]
    fn what_was_put_by_and_is_gone_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(folder.path().join("shelf"));
        let (mut library, path) = put_by(&shelf);
        fs::remove_file(&path).unwrap();
        shelf.keep_volumes(&mut library).unwrap();
        shelf.save(&library, &(), &Section::default()).unwrap();
        assert_eq!(shelf.open().unwrap().library.get(0).title(), "Tides");
    }
}
