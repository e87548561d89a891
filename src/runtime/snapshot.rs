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
    env,
    ffi::OsStr,
    fs::{self, File},
    io::{self, BufWriter, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use memmap2::Mmap;
use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use twox_hash::XxHash3_64;

use super::{folders, workers};
use crate::{
    article::Key,
    library::{self, Bytes, IndexBuilder, Library, Volume},
};

/// The name of the file that tells of the others.
const CATALOGUE: &str = "catalogue";
/// The name of the file that what is known of the last walk lies in.
const NOTE: &str = "note";
/// The first bytes of a catalogue; the number is that of the layout.
const MAGIC: &[u8; 16] = b"newsstand cat  5";
/// Bytes before the two parts: magic, the program's stamp, two lengths, two checksums, the header's own.
const HEADER: usize = 16 + 6 * 8;
/// How old a volume must be that no catalogue names before it is deleted: another instance may be about to name it.
const GRACE: Duration = Duration::from_secs(600);

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

/// A part of a mapped file with its checksum.
struct Part {
    bytes: Bytes,
    range: Range<usize>,
    sum: u64,
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
        let bytes = catalogue(&self.folder.join(CATALOGUE))?;
        let [catalogue, files] = parts(&bytes)?;
        let range = catalogue.range.clone();
        let names = library::fingerprints(catalogue.whole()?)?;
        let volume = |name: u64| Volume::open(&map(&self.volume(name))?).map(Arc::new);
        let volumes = names.into_iter().map(volume).collect::<Option<Vec<_>>>()?;
        let library = Library::open(volumes, &bytes, range)?;
        let number = number(&bytes)?;
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
            replace(&path, &mut |out| volume.write(out))?;
            // One that cannot be mapped stays where it is.
            if let Some(mapped) = map(&path).as_ref().and_then(Volume::open) {
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
        let numbers = [
            program(),
            catalogue.len() as u64,
            files.len() as u64,
            XxHash3_64::oneshot(&catalogue),
            XxHash3_64::oneshot(&files),
        ];
        let mut header = MAGIC.to_vec();
        header.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        let sum = XxHash3_64::oneshot(&header);
        header.extend(sum.to_le_bytes());
        replace(&self.folder.join(CATALOGUE), &mut |out| {
            [&header, &catalogue, &files]
                .into_iter()
                .try_for_each(|part| out.write_all(part))
        })?;
        self.sweep(library);
        Ok(sum)
    }

    /// Writes a note beside the catalogue.
    ///
    /// # Errors
    /// What prevented it. What was there before stays.
    pub(super) fn note(&self, note: &impl Serialize) -> io::Result<()> {
        let note = postcard::to_stdvec(note).map_err(io::Error::other)?;
        let sum = XxHash3_64::oneshot(&note).to_le_bytes();
        replace(&self.folder.join(NOTE), &mut |out| {
            out.write_all(&sum)?;
            out.write_all(&note)
        })
    }

    /// The note beside the catalogue, if it is whole.
    pub(super) fn noted<T: DeserializeOwned>(&self) -> Option<T> {
        let bytes = fs::read(self.folder.join(NOTE)).ok()?;
        let (sum, note) = bytes.split_first_chunk()?;
        let is_whole = XxHash3_64::oneshot(note) == u64::from_le_bytes(*sum);
        postcard::from_bytes(note).ok().filter(|_| is_whole)
    }

    /// Deletes what no catalogue names any longer.
    fn sweep(&self, library: &Library) {
        let named: Vec<_> = library
            .kept_volumes()
            .map(|volume| self.volume(volume.fingerprint()))
            .collect();
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let is_old = fs::metadata(&path)
                .and_then(|found| found.modified())
                .is_ok_and(|time| {
                    SystemTime::now()
                        .duration_since(time)
                        .is_ok_and(|age| age > GRACE)
                });
            let is_named = [CATALOGUE, NOTE].map(|name| Some(OsStr::new(name)));
            let is_kept = is_named.contains(&path.file_name()) || named.contains(&path);
            if is_old && !is_kept {
                // What cannot be deleted now is deleted another time.
                let _ = fs::remove_file(&path);
            }
        }
    }

    fn volume(&self, fingerprint: u64) -> PathBuf {
        self.folder.join(format!("{fingerprint:016x}.volume"))
    }
}

impl Snapshot {
    /// What was known of the files; nothing where it is damaged.
    pub(super) fn files<T: DeserializeOwned>(&self) -> Option<T> {
        postcard::from_bytes(self.files.whole()?).ok()
    }
}

impl Part {
    fn whole(&self) -> Option<&[u8]> {
        let bytes = (*self.bytes).as_ref().get(self.range.clone())?;
        (XxHash3_64::oneshot(bytes) == self.sum).then_some(bytes)
    }
}

/// The number of a catalogue: its header's checksum, as the header holds those of the rest.
fn number(bytes: &Bytes) -> Option<u64> {
    let header = (**bytes).as_ref().get(..HEADER)?;
    header.last_chunk().copied().map(u64::from_le_bytes)
}

/// The two parts of a catalogue, not yet compared with their checksums.
fn parts(bytes: &Bytes) -> Option<[Part; 2]> {
    let all = (**bytes).as_ref();
    let (told, sum) = all.get(..HEADER)?.split_last_chunk::<8>()?;
    if !told.starts_with(MAGIC) || XxHash3_64::oneshot(told) != u64::from_le_bytes(*sum) {
        return None;
    }
    let number = |index: usize| {
        let bytes = told.get(16 + index * 8..)?.first_chunk()?;
        Some(u64::from_le_bytes(*bytes))
    };
    if number(0)? != program() {
        return None;
    }
    let middle = HEADER.checked_add(usize::try_from(number(1)?).ok()?)?;
    let end = middle.checked_add(usize::try_from(number(2)?).ok()?)?;
    let part = |range, sum| Part {
        bytes: Arc::clone(bytes),
        range,
        sum,
    };
    (end == all.len()).then_some([
        part(HEADER..middle, number(3)?),
        part(middle..end, number(4)?),
    ])
}

/// A number that tells this program from others, also from an earlier build of itself, which may have read the same
/// files otherwise.
fn program() -> u64 {
    let told = |found: fs::Metadata| {
        let since_1970 = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
        let written = found
            .modified()
            .ok()
            .and_then(since_1970)
            .unwrap_or_default();
        (found.len(), written.as_nanos())
    };
    let found = env::current_exe().and_then(fs::metadata).map(told);
    let (length, written) = found.unwrap_or_default();
    let name = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    XxHash3_64::oneshot(format!("{name} {length} {written}").as_bytes())
}

/// The bytes of a catalogue. Another will take its place while they are in use, which Windows does not grant a file that
/// is mapped; there it is loaded.
fn catalogue(path: &Path) -> Option<Bytes> {
    if cfg!(windows) {
        Some(Arc::new(fs::read(path).ok()?))
    } else {
        map(path)
    }
}

/// Maps a file.
#[allow(
    unsafe_code,
    reason = "a mapped file is the kernel's to change; see below"
)]
fn map(path: &Path) -> Option<Bytes> {
    let file = File::open(path).ok()?;
    // SAFETY: the file is one of this program's own snapshots, which are written under another name, renamed into place
    // and never written to or cut again. Should anything else do so all the same, checksums are compared before bytes
    // are believed, and UTF-8 is checked whenever bytes become text.
    let map = unsafe { Mmap::map(&file) }.ok()?;
    Some(Arc::new(map))
}

/// Writes a file under another name and puts it into its place.
fn replace(
    path: &Path,
    write: &mut dyn FnMut(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let aside = path.with_extension(format!("{}.new", std::process::id()));
    let written = File::create(&aside).and_then(|file| {
        let mut out = BufWriter::with_capacity(1 << 16, file);
        write(&mut out)?;
        out.flush()?;
        fs::rename(&aside, path)
    });
    if written.is_err() {
        // What is half written is of no use.
        let _ = fs::remove_file(&aside);
    }
    written
}
