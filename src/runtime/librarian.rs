//! The librarian: opens the library as it was, goes through the files, and takes in what has changed.
//!
//! Owns what is known of each file: its stamp, its rows, what was wrong with it. Does not own reading (`loader`), what is
//! kept between runs (`snapshot`) or the articles (`library`).

mod files;
mod gathering;
mod indexing;
mod known;
mod recent;
mod roots;
mod spelling;
mod told;

use std::{
    ffi::{OsStr, OsString},
    mem,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::SystemTime,
};

use super::{
    folders,
    loader::{Bound, Crew, Obstacle},
    sample,
    snapshot::{Shelf, Snapshot},
};
use crate::{
    article::Problem,
    library::{Library, Row},
    marks::Marks,
};
use files::Files;
use known::{Known, Walked};
pub use recent::Recent;
use recent::Walk;
use roots::Roots;
use spelling::Spelling;
pub use told::{Glance, Told};

/// Whether what was read is kept for the next time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is, in the cache folder.
    Snapshot,
    /// Nothing is read from there or written to it.
    Nothing,
}

/// A library with its files. Cheap work is done when it is asked for, the rest in [`Librarian::scan`].
pub struct Librarian {
    paths: Vec<PathBuf>,
    /// Whether the paths are none of the user's, so that the sample feed stands in for an empty folder.
    is_own_folder: bool,
    spelling: Spelling,
    marks: Arc<Marks>,
    shelf: Option<Shelf>,
    snapshot: Option<Snapshot>,
    /// What tells the catalogue that was opened or written last from others.
    catalogue: Option<u64>,
    /// The last walk, if it met all files.
    walk: Option<Walk>,
    library: Library,
    files: Files,
    crew: Crew,
    /// What the walk had to say, by its numbers.
    strange: Vec<(usize, Obstacle)>,
    roots: Roots,
    sample: Vec<Row>,
    bytes_read: usize,
    is_unsaved: bool,
    is_distrusted: bool,
}

/// A library is worth keeping from this many files on, or this many bytes of text: smaller ones are read as quickly.
const WORTH_FILES: usize = 200;
const WORTH_BYTES: usize = 2 << 20;

impl Librarian {
    /// Takes charge of the files and folders at `paths`; without any, of the articles folder in the data folder, and
    /// where that holds nothing, of the sample feed. The path `-` is standard input. `marks` help to recognise articles.
    pub fn new(paths: &[PathBuf], marks: Arc<Marks>, keeping: Keeping) -> Self {
        let is_own_folder = paths.is_empty();
        let paths = match is_own_folder {
            true => folders::articles()
                .ok()
                .filter(|folder| folder.exists())
                .into_iter()
                .collect(),
            false => paths.to_vec(),
        };
        let spelling = Spelling::of(&paths);
        let paths = spelling.walked(&paths);
        let is_lasting = keeping == Keeping::Snapshot
            && !paths.is_empty()
            && paths.iter().all(|path| path.as_os_str() != "-");
        let mut library = Library::default();
        library.respell(spelling.pairs());
        let shelf = is_lasting.then(|| Shelf::of(spelling.places())).flatten();
        Self {
            paths,
            is_own_folder,
            spelling,
            marks,
            shelf,
            snapshot: None,
            catalogue: None,
            walk: None,
            library,
            files: Files::default(),
            crew: Crew::default(),
            strange: Vec::new(),
            roots: Roots::default(),
            sample: Vec::new(),
            bytes_read: 0,
            is_unsaved: false,
            is_distrusted: false,
        }
    }

    /// Opens the library as it was when it was last read; nothing where that is not known.
    pub fn open(&mut self) -> Option<Arc<Library>> {
        let mut snapshot = self.shelf.as_ref()?.open()?;
        self.library = mem::take(&mut snapshot.library);
        self.library.respell(self.spelling.pairs());
        self.catalogue = Some(snapshot.number);
        self.snapshot = Some(snapshot);
        Some(Arc::new(self.library.clone()))
    }

    /// The articles as they are known now.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The files and folders that it has charge of, without links and dots.
    pub fn places(&self) -> &[PathBuf] {
        self.spelling.places()
    }

    /// The marks as they are now, which help to recognise what is found from now on.
    pub fn know(&mut self, marks: Arc<Marks>) {
        self.marks = marks;
    }

    /// What was read is believed no longer: the next scan reads everything anew.
    pub fn distrust(&mut self) {
        self.is_distrusted = true;
    }

    /// Files that took too long are tried again, unless they still go on.
    pub fn try_again(&mut self) {
        self.files.try_again();
    }

    /// Whether something was read that is not kept for the next time.
    pub fn is_unsaved(&self) -> bool {
        self.is_unsaved
    }

    /// Goes through all files, reads those that are new or have changed, and drops what is gone. `each` is told as it gets
    /// done, and returns false to stop. Whether anything has changed is returned.
    pub fn scan(&mut self, each: &mut dyn FnMut(Told<'_>) -> bool) -> bool {
        let began = SystemTime::now();
        let (before, was_empty) = (self.problems(), self.library.is_empty());
        let is_anew = self.recall() && !was_empty;
        let mut library = mem::take(&mut self.library);
        let mut fresh: Vec<(OsString, Known)> = Vec::new();
        let found = AtomicUsize::new(0);
        let (mut goes_on, mut is_changed) = (true, is_anew);
        let (jobs, waiting) = mpsc::channel();
        let roots = Roots::now(self.places());
        let walked = thread::scope(|scope| {
            let (files, paths, found) = (&self.files, &self.paths, &found);
            let walker = scope.spawn(move || known::walk(paths, files, &jobs, found));
            self.crew.read(waiting, &mut |mut bound| {
                // Whether it was deleted or its disk is gone, the next walk will tell.
                bound.files.retain(|file| !file.is_gone);
                if bound.files.is_empty() {
                    return true;
                }
                is_changed |= bound.files.iter().any(|file| known::is_news(files, file));
                self.bytes_read += put_by(self.shelf.as_ref(), &mut bound);
                let old = bound
                    .files
                    .iter()
                    .filter_map(|file| files.get(file.place.as_os_str()));
                library.remove(old.flat_map(|known| known.rows()), &self.marks);
                known::take_in(&mut library, bound, &self.marks, &mut fresh);
                let shown = Glance {
                    library: &library,
                    problems: &|| known::problems(&self.spelling, files, &fresh),
                };
                let progress = Told::Progress {
                    done: fresh.len(),
                    found: found.load(Ordering::Relaxed),
                };
                // What was shown before all had to be read anew is better than a part of it.
                goes_on = (is_anew || each(Told::Library(shown))) && each(progress);
                goes_on
            });
            walker.join().unwrap_or_default()
        });
        self.library = library;
        self.is_unsaved |= is_changed;
        // Where a disk came or went on the way, what was met says nothing of what was not.
        let is_whole = goes_on && roots == Roots::now(self.places());
        let numbers = self.hear(walked, began, is_whole);
        self.look_at_roots(&roots, is_whole, &fresh, &numbers);
        is_changed |= self.renumber(fresh, &numbers, is_whole);
        if goes_on {
            let problems = self.problems();
            is_changed |= self.stand_in() || problems != before;
            if is_changed {
                each(Told::Library(Glance {
                    library: &self.library,
                    problems: &|| problems.clone(),
                }));
            }
        }
        is_changed
    }

    /// Takes over what a walk has met besides files to be read, and returns the numbers of those that were known.
    fn hear(&mut self, walked: Walked, began: SystemTime, is_whole: bool) -> Vec<usize> {
        let Walked {
            numbers,
            strange,
            folders,
        } = walked;
        self.strange = strange;
        self.walk = is_whole.then_some(Walk { began, folders });
        numbers
    }

    /// Everything that was wrong with the files, in the order of the walk.
    pub fn problems(&self) -> Vec<Problem> {
        let strange = self.strange.iter();
        let strange = strange.map(|(number, obstacle)| (*number, &obstacle.problem));
        let mut all: Vec<_> = self.files.problems().chain(strange).collect();
        all.sort_by_key(|(number, _)| *number);
        all.into_iter()
            .map(|(_, problem)| self.spelling.told(problem.clone()))
            .collect()
    }

    /// Gives back the memory of what a scan has looked at and the reader hardly needs, where it lies in files.
    pub fn rest(&self) {
        self.files.let_go();
        self.library.let_go_of_heads();
    }

    /// Keeps what was read for the next time, if anything has changed and it is worth it. Returns the same library with
    /// its texts mapped instead of held.
    pub fn save(&mut self) -> Option<Arc<Library>> {
        let saved = self.save_library();
        self.note_walk();
        saved
    }

    fn save_library(&mut self) -> Option<Arc<Library>> {
        if self.is_unsaved {
            self.gather();
        }
        let is_worth = self.files.len() >= WORTH_FILES || self.bytes_read >= WORTH_BYTES;
        let shelf = self
            .shelf
            .as_ref()
            .filter(|_| self.is_unsaved && is_worth)?;
        let (files, packed, unnamed) = self.files.to_keep();
        // A snapshot that cannot be written is no loss: all is read again the next time.
        let kept = shelf.keep_volumes(&mut self.library);
        let mut library = self.library.clone();
        // A name in no encoding is read again each time, so that nothing of it may be there already.
        library.remove(unnamed, &self.marks);
        let saved = kept.and_then(|()| shelf.save(&library, &(&self.roots, &files), &packed));
        if saved.is_err() {
            shelf.take_back(&self.library);
        }
        self.catalogue = saved.ok();
        self.catalogue?;
        self.is_unsaved = false;
        Some(Arc::new(self.library.clone()))
    }

    /// The same for a library that goes on being read: whoever has it as it is need not be given another.
    pub fn keep(&mut self) {
        self.save();
        self.is_unsaved = false;
    }

    /// Takes over what the snapshot knew of the files. Where that is damaged, all is forgotten, to be read anew.
    fn recall(&mut self) -> bool {
        let mut is_lost = mem::take(&mut self.is_distrusted) || self.library.is_damaged();
        if let Some(snapshot) = self.snapshot.take() {
            is_lost |= !self.library.has_whole_records();
            let opened = snapshot.files().and_then(|((roots, kept), packed)| {
                self.roots = roots;
                Files::open(kept, packed)
            });
            is_lost |= opened.is_none();
            self.files = opened.unwrap_or_default();
        }
        if is_lost {
            self.library.give_up();
            self.files = Files::default();
            self.sample.clear();
            self.is_unsaved = true;
        }
        is_lost
    }

    /// Takes over the files that were read, gives the others their numbers in this walk, and drops those that it has not
    /// met, if it went to its end. What it could not get at, as when a disk was taken away, stays.
    fn renumber(
        &mut self,
        fresh: Vec<(OsString, Known)>,
        numbers: &[usize],
        is_whole: bool,
    ) -> bool {
        let stays = !is_whole || self.missing_root().is_some();
        let strange = self.strange.iter().map(|(_, obstacle)| obstacle);
        let hidden: Vec<_> = strange
            .filter(|obstacle| obstacle.hides)
            .map(|obstacle| obstacle.problem.path.clone())
            .collect();
        let is_hidden =
            |place: &OsStr| hidden.iter().any(|wall| Path::new(place).starts_with(wall));
        let number = |index: usize, place: &OsStr, known: &Known| match numbers.get(index) {
            Some(number) if *number > 0 => Some(*number),
            _ => (stays || is_hidden(place)).then_some(known.number),
        };
        let (files, gone) = mem::take(&mut self.files).renewed(fresh, number);
        self.files = files;
        self.is_unsaved |= !gone.is_empty();
        self.library
            .remove(gone.iter().flat_map(Known::rows), &self.marks);
        !gone.is_empty()
    }

    /// Puts the sample feed where there is nothing else, and takes it away once there is.
    fn stand_in(&mut self) -> bool {
        let is_bare = self.is_own_folder && self.library.len() == self.sample.len();
        if is_bare && self.sample.is_empty() {
            let first = self.library.rows();
            self.library.add(sample::read().0, &self.marks);
            self.sample = (first..self.library.rows()).collect();
            true
        } else if !is_bare && !self.sample.is_empty() {
            let sample = mem::take(&mut self.sample);
            self.library.remove(sample, &self.marks);
            true
        } else {
            false
        }
    }
}

/// Puts by what was bound, where it is worth keeping, and returns how many bytes of text it is.
fn put_by(shelf: Option<&Shelf>, bound: &mut Bound) -> usize {
    let Some(volume) = &mut bound.volume else {
        return 0;
    };
    let [bytes, ..] = volume.sizes();
    if let Some(shelf) = shelf.filter(|_| bytes >= WORTH_BYTES) {
        // Where it cannot be written, it stays in memory.
        let _ = shelf.put_by(volume);
    }
    bytes
}
