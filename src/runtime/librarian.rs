//! The librarian: opens the library as it was, goes through the files, and takes in what has changed.
//!
//! Owns what is known of each file: its stamp, its rows, what was wrong with it. Does not own reading (`loader`), what is
//! kept between runs (`snapshot`) or the articles (`library`).

mod spelling;

use std::{
    collections::{HashMap, HashSet},
    ffi::OsString,
    mem,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use serde::{Deserialize, Serialize};

use super::{
    folders,
    loader::{self, Bound, Found, Stamp},
    sample,
    snapshot::{Shelf, Snapshot},
};
use crate::{
    article::Problem,
    library::{Library, Row},
    marks::Marks,
};
use spelling::Spelling;

/// What the librarian has to tell, in the order in which it gets done.
#[derive(Clone, Debug)]
pub enum Told {
    /// The articles as they are known now, and what was wrong with their files.
    Library(Arc<Library>, Vec<Problem>),
    /// How many files there are to read, and how many of them were.
    Progress {
        /// Files read.
        done: usize,
        /// Files found so far that have to be read.
        found: usize,
    },
}

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
    library: Library,
    files: HashMap<OsString, Known>,
    /// What the walk had to say, by its numbers.
    strange: Vec<(usize, Problem)>,
    sample: Vec<Row>,
    bytes_read: usize,
    is_unsaved: bool,
}

/// What is known of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Known {
    stamp: Stamp,
    /// Its number in the walk.
    number: usize,
    first: Row,
    count: u32,
    problems: Vec<Problem>,
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
            library,
            files: HashMap::new(),
            strange: Vec::new(),
            sample: Vec::new(),
            bytes_read: 0,
            is_unsaved: false,
        }
    }

    /// Opens the library as it was when it was last read; nothing where that is not known.
    pub fn open(&mut self) -> Option<Arc<Library>> {
        let mut snapshot = self.shelf.as_ref()?.open()?;
        self.library = mem::take(&mut snapshot.library);
        self.library.respell(self.spelling.pairs());
        self.snapshot = Some(snapshot);
        Some(Arc::new(self.library.clone()))
    }

    /// The articles as they are known now.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Goes through all files, reads those that are new or have changed, and drops what is gone. `each` is told as it gets
    /// done, and returns false to stop.
    pub fn scan(&mut self, each: &mut dyn FnMut(Told) -> bool) {
        self.recall();
        let mut library = mem::take(&mut self.library);
        let mut fresh: Vec<(OsString, Known)> = Vec::new();
        let found = AtomicUsize::new(0);
        let mut goes_on = true;
        let (jobs, waiting) = mpsc::channel();
        let walked = thread::scope(|scope| {
            let (files, spelling, paths, found) =
                (&self.files, &self.spelling, &self.paths, &found);
            let walker = scope.spawn(move || walk(paths, spelling, files, &jobs, found));
            loader::bind(waiting, &mut |bound| {
                self.bytes_read += bound.volume.as_ref().map_or(0, |volume| volume.sizes()[0]);
                let old = bound
                    .files
                    .iter()
                    .filter_map(|file| files.get(file.place.as_os_str()));
                library.remove(old.flat_map(Known::rows), &self.marks);
                take_in(&mut library, bound, &self.marks, &mut fresh);
                let problems = files_problems(spelling, files, &fresh);
                let shown = Arc::new(library.clone());
                let progress = Told::Progress {
                    done: fresh.len(),
                    found: found.load(Ordering::Relaxed),
                };
                goes_on = each(Told::Library(shown, problems)) && each(progress);
                goes_on
            });
            walker.join().unwrap_or_default()
        });
        self.library = library;
        self.is_unsaved |= !fresh.is_empty();
        self.files.extend(fresh);
        self.strange = walked.strange;
        if goes_on {
            self.renumber(&walked.numbers);
            self.stand_in();
            each(Told::Library(
                Arc::new(self.library.clone()),
                self.problems(),
            ));
        }
    }

    /// Everything that was wrong with the files, in the order of the walk.
    pub fn problems(&self) -> Vec<Problem> {
        let of_files = self.files.values().flat_map(|known| {
            known
                .problems
                .iter()
                .map(|problem| (known.number, problem.clone()))
        });
        let mut all: Vec<_> = of_files.chain(self.strange.iter().cloned()).collect();
        all.sort_by_key(|(number, _)| *number);
        all.into_iter()
            .map(|(_, problem)| self.spelling.told(problem))
            .collect()
    }

    /// Keeps what was read for the next time, if anything has changed and it is worth it. Returns the same library with
    /// its texts mapped instead of held.
    pub fn save(&mut self) -> Option<Arc<Library>> {
        let is_worth = self.files.len() >= WORTH_FILES || self.bytes_read >= WORTH_BYTES;
        let shelf = self
            .shelf
            .as_ref()
            .filter(|_| self.is_unsaved && is_worth)?;
        let known = |(place, known): (&'_ OsString, &'_ Known)| {
            let is_plain = known
                .problems
                .iter()
                .all(|problem| problem.path.to_str().is_some());
            // A name in no encoding is read again each time.
            Some((place.to_str()?.to_owned(), known.clone())).filter(|_| is_plain)
        };
        let files: Vec<(String, Known)> = self.files.iter().filter_map(known).collect();
        // A snapshot that cannot be written is no loss: all is read again the next time.
        shelf.save(&self.library, &files).ok()?;
        self.is_unsaved = false;
        self.library = shelf.mapped(&self.library)?;
        Some(Arc::new(self.library.clone()))
    }

    /// Takes over what the snapshot knew of the files. Where that is damaged, all is read anew.
    fn recall(&mut self) {
        let Some(snapshot) = self.snapshot.take() else {
            if self.library.is_damaged() {
                self.forget();
            }
            return;
        };
        let known = snapshot.files::<Vec<(String, Known)>>();
        match known.filter(|_| !self.library.is_damaged()) {
            Some(known) => {
                self.files = known
                    .into_iter()
                    .map(|(place, known)| (place.into(), known))
                    .collect();
            }
            None => self.forget(),
        }
    }

    fn forget(&mut self) {
        self.library = Library::default();
        self.library.respell(self.spelling.pairs());
        self.files.clear();
        self.is_unsaved = true;
    }

    /// Gives the files their numbers in this walk, and drops those that it has not met. Where a root itself could not be
    /// reached, as when a disk was taken away, what is known stays.
    fn renumber(&mut self, numbers: &HashMap<OsString, usize>) {
        let is_root = |problem: &Problem| self.spelling.places().contains(&problem.path);
        let is_cut_off = self.strange.iter().any(|(_, problem)| is_root(problem));
        let mut gone = HashSet::new();
        self.files.retain(|place, known| match numbers.get(place) {
            Some(number) => {
                known.number = *number;
                true
            }
            None if is_cut_off => true,
            None => {
                gone.extend(known.rows());
                false
            }
        });
        self.is_unsaved |= !gone.is_empty();
        self.library.remove(gone, &self.marks);
    }

    /// Puts the sample feed where there is nothing else, and takes it away once there is.
    fn stand_in(&mut self) {
        let is_bare = self.is_own_folder && self.library.len() == self.sample.len();
        if is_bare && self.sample.is_empty() {
            let first = self.library.rows();
            self.library.add(sample::read().0, &self.marks);
            self.sample = (first..self.library.rows()).collect();
        } else if !is_bare && !self.sample.is_empty() {
            let sample = mem::take(&mut self.sample);
            self.library.remove(sample, &self.marks);
        }
    }
}

impl Known {
    fn rows(&self) -> std::ops::Range<Row> {
        self.first..self.first + self.count
    }
}

/// What a walk has met.
#[derive(Default)]
struct Walked {
    numbers: HashMap<OsString, usize>,
    strange: Vec<(usize, Problem)>,
}

/// Walks through the paths and sends on what is not known as it is.
fn walk(
    paths: &[PathBuf],
    spelling: &Spelling,
    files: &HashMap<OsString, Known>,
    jobs: &mpsc::Sender<loader::Job>,
    found: &AtomicUsize,
) -> Walked {
    let mut walked = Walked::default();
    walked.numbers.reserve(files.len());
    let mut number = 0;
    loader::walk(paths, &mut |step| {
        number += 1;
        let file = match step {
            Ok(file) => spelling.placed(file),
            Err(problem) => {
                walked
                    .strange
                    .push((number, spelling.placed_problem(problem)));
                return true;
            }
        };
        let known = files.get(file.place().as_os_str());
        walked
            .numbers
            .insert(file.place().as_os_str().to_owned(), number);
        let is_known = match (&file, known) {
            (Found::StandardInput, known) => known.is_some(),
            (Found::File { stamp, .. }, known) => {
                known.is_some_and(|known| known.stamp == *stamp && *stamp != Stamp::default())
            }
        };
        if is_known {
            return true;
        }
        found.fetch_add(1, Ordering::Relaxed);
        jobs.send((number, file)).is_ok()
    });
    walked
}

/// Puts a volume on the shelf, and notes which rows its files have there.
fn take_in(library: &mut Library, bound: Bound, marks: &Marks, fresh: &mut Vec<(OsString, Known)>) {
    let base = bound
        .volume
        .map_or(0, |volume| library.shelve(volume, marks));
    fresh.extend(bound.files.into_iter().map(|file| {
        let known = Known {
            stamp: file.stamp,
            number: file.number,
            first: base + file.first,
            count: file.count,
            problems: file.problems,
        };
        (file.place.into_os_string(), known)
    }));
}

/// What was wrong with the files that were read by now.
fn files_problems(
    spelling: &Spelling,
    files: &HashMap<OsString, Known>,
    fresh: &[(OsString, Known)],
) -> Vec<Problem> {
    let fresh = fresh.iter().map(|(_, known)| known);
    let problems = files
        .values()
        .chain(fresh)
        .flat_map(|known| &known.problems);
    problems
        .cloned()
        .map(|problem| spelling.told(problem))
        .collect()
}
