//! What was so when all files were last asked whether they have changed, for commands that are to answer sooner than all
//! can be asked again: a hundred thousand files take 0.2 s.
//!
//! For a minute it is enough to ask the folders, which tell what has come, gone or taken another's place; the files that
//! hold more than one article, as mailboxes and feeds do, which are added to; and those whose articles are shown. What
//! this does not notice is words written into a file of one article, in place, that make it an answer: for a
//! minute, and only in a large library. Does not own what is done where something has changed (`librarian`).

use std::{
    collections::HashSet,
    path::{MAIN_SEPARATOR, Path, PathBuf},
    time::{Duration, SystemTime},
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Known, Librarian};
use crate::{
    article::Problem,
    library::{Library, Row},
    runtime::loader::Stamp,
};

/// In a library of so many files it is worth it. Fewer are asked in the time that it takes to start a program.
const MANY: usize = 10_000;
/// Whether the system tells when a file was last written to, whatever the writer says of that.
const TELLS_CHANGES: bool = cfg!(unix);
/// So long it is enough.
const LASTS: Duration = Duration::from_secs(60);

/// A walk that has met all files.
#[derive(Debug)]
pub(super) struct Walk {
    /// When it began.
    pub(super) began: SystemTime,
    /// The folders that it went through.
    pub(super) folders: Vec<(PathBuf, Stamp)>,
}

/// What is kept of it, beside the catalogue that says what was found.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    began: SystemTime,
    catalogue: u64,
    /// Folders and files that are asked again.
    asked: Vec<(String, Stamp)>,
    problems: Vec<Problem>,
}

/// The articles as they are kept can be believed, as far as [`Recent::vouches_for`] says so.
#[derive(Debug)]
pub struct Recent {
    began: SystemTime,
}

impl Librarian {
    /// Where the library as it was opened is so recent that not all of its files need be asked: what vouches for it, and what
    /// was wrong with the files.
    pub fn recent(&self) -> Option<(Recent, Vec<Problem>)> {
        let kept: Kept = self.shelf.as_ref()?.noted()?;
        let age = SystemTime::now().duration_since(kept.began).ok()?;
        let is_same = |(place, stamp): &(String, Stamp)| Stamp::now(Path::new(place)) == *stamp;
        let is_recent = age < LASTS
            && self.catalogue == Some(kept.catalogue)
            && kept.asked.par_iter().all(is_same)
            && self.library.has_whole_records();
        let told = |problem| self.spelling.told(problem);
        let problems = kept.problems.into_iter().map(told);
        is_recent.then(|| (Recent { began: kept.began }, problems.collect()))
    }

    /// Keeps what the last walk saw, if all of it is in the catalogue, and nothing was left open.
    pub(super) fn note_walk(&mut self) {
        let note = self.walk.take().and_then(|walk| self.to_note(&walk));
        if let Some((shelf, note)) = self.shelf.as_ref().zip(note) {
            // Without it, all files are asked.
            let _ = shelf.note(&note);
        }
    }

    fn to_note(&self, walk: &Walk) -> Option<Kept> {
        let is_plain = |place: &str, known: &Known| {
            !place.is_empty() && known.trouble.has_plain_names() && known.stamp != Stamp::default()
        };
        let is_worth = TELLS_CHANGES && self.files.len() >= MANY;
        if !is_worth || self.is_unsaved || !self.strange.is_empty() {
            return None;
        }
        let folder = |(place, stamp): &(PathBuf, Stamp)| {
            let place = place.to_str().filter(|_| *stamp != Stamp::default())?;
            Some((place.to_owned(), *stamp))
        };
        let mut asked: Vec<_> = walk.folders.iter().map(folder).collect::<Option<_>>()?;
        let folders: HashSet<String> = asked.iter().map(|(place, _)| place.clone()).collect();
        for (place, known) in self.files.iter() {
            let place = place.to_str().filter(|place| is_plain(place, &known))?;
            // What is reached through a link lies in another folder.
            let folder = place.rsplit_once(MAIN_SEPARATOR);
            let is_told_of = folder.is_some_and(|(folder, _)| folders.contains(folder));
            if known.count != 1 || !is_told_of {
                asked.push((place.to_owned(), known.stamp));
            }
        }
        Some(Kept {
            began: walk.began,
            catalogue: self.catalogue?,
            asked,
            problems: self
                .files
                .problems()
                .map(|(_, problem)| problem.clone())
                .collect(),
        })
    }
}

impl Recent {
    /// Whether the files of these articles are as they were read.
    pub fn vouches_for(&self, library: &Library, rows: &[Row]) -> bool {
        let is_untouched = |row: Row| {
            let path = library.get(row).path().into_owned();
            Stamp::now(Path::new(&path)).is_from_before(self.began)
        };
        rows.par_iter()
            .all(|row| library.copies(*row).into_iter().all(is_untouched))
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{fs, os::unix, sync::Arc, thread};

    use tempfile::TempDir;

    use super::*;
    use crate::{
        marks::Marks,
        runtime::{librarian::Keeping, snapshot::Shelf},
    };

    /// A large library in two folders, with a mailbox, and what is kept of it.
    struct Desk {
        folder: TempDir,
        librarian: Librarian,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let news = folder.path().join("news");
            for inner in ["a", "b"] {
                fs::create_dir_all(news.join(inner)).unwrap();
            }
            for number in 0..MANY {
                let inner = if number % 2 == 0 { "a" } else { "b" };
                let text = format!("Number {number} of the day\n\nWords of number {number}.\n");
                fs::write(news.join(inner).join(format!("{number}.txt")), text).unwrap();
            }
            fs::write(news.join("all.mbox"), mail("One") + &mail("Two")).unwrap();
            fs::write(folder.path().join("aside.txt"), "Aside\n\nLinked words.\n").unwrap();
            unix::fs::symlink(folder.path().join("aside.txt"), news.join("linked.txt")).unwrap();
            let librarian = Librarian::new(&[news], Arc::new(Marks::default()), Keeping::Nothing);
            let mut desk = Self { folder, librarian };
            desk.librarian.shelf = Some(Shelf::at(desk.folder.path().join("shelf")));
            desk.settle();
            desk
        }

        fn news(&self, name: &str) -> PathBuf {
            self.folder.path().join("news").join(name)
        }

        /// Goes through all files, once they were not written to this very moment.
        fn settle(&mut self) {
            thread::sleep(Duration::from_millis(100));
            self.librarian.scan(&mut |_| true);
            self.librarian.save();
            assert!(self.librarian.recent().is_some());
        }

        /// Whether a change to the files is noticed.
        fn notices(&mut self, change: impl FnOnce(&Self)) -> bool {
            change(self);
            let is_noticed = self.librarian.recent().is_none();
            self.settle();
            is_noticed
        }

        /// Whether the articles whose title begins so are still vouched for.
        fn vouches_for(&self, title: &str) -> bool {
            let library = self.librarian.library();
            let rows = library.order().iter().copied();
            let rows: Vec<_> = rows
                .filter(|row| library.get(*row).title().starts_with(title))
                .collect();
            assert!(!rows.is_empty());
            let (recent, _) = self.librarian.recent().unwrap();
            recent.vouches_for(library, &rows)
        }
    }

    fn mail(subject: &str) -> String {
        format!(
            "From ann Mon Jan  5 10:00:00 2026\nFrom: Ann <ann@example.org>\nSubject: {subject}\n\
             Date: Mon, 5 Jan 2026 10:00:00 +0000\n\nWords of {subject}.\n\n"
        )
    }

    #[test]
    fn what_comes_goes_moves_or_is_added_to_is_noticed_at_once() {
        let mut desk = Desk::new();
        assert!(desk.notices(|desk| fs::write(desk.news("a/new.txt"), "New\n\nText.\n").unwrap()));
        assert!(desk.notices(|desk| fs::remove_file(desk.news("b/1.txt")).unwrap()));
        assert!(
            desk.notices(|desk| fs::rename(desk.news("a/2.txt"), desk.news("b/2.txt")).unwrap())
        );
        assert!(desk.notices(|desk| {
            fs::write(desk.news(".other"), "Another\n\nIn its place.\n").unwrap();
            fs::rename(desk.news(".other"), desk.news("a/4.txt")).unwrap();
        }));
        assert!(desk.notices(|desk| fs::create_dir(desk.news("b/inner")).unwrap()));
        assert!(desk.notices(|desk| {
            let three = ["One", "Two", "Three"].map(mail).concat();
            fs::write(desk.news("all.mbox"), three).unwrap();
        }));
        let aside = desk.folder.path().join("aside.txt");
        assert!(desk.notices(|_| fs::write(&aside, "Aside\n\nOther words.\n").unwrap()));
        assert!(!desk.notices(|_| {}));
    }

    #[test]
    fn an_article_whose_file_was_written_to_is_not_vouched_for() {
        let desk = Desk::new();
        assert!(desk.vouches_for("Number 7 of") && desk.vouches_for("Number"));
        fs::write(
            desk.news("b/7.txt"),
            "Number 7 of the day\n\nOther words.\n",
        )
        .unwrap();
        assert!(!desk.vouches_for("Number 7 of") && !desk.vouches_for("Number"));
        assert!(desk.vouches_for("Number 8 of"));
    }

    #[test]
    fn what_is_kept_is_recent_for_a_minute_and_only_beside_its_own_catalogue() {
        let mut desk = Desk::new();
        let shelf = desk.librarian.shelf.clone().unwrap();
        let kept: Kept = shelf.noted().unwrap();
        for (age, is_recent) in [(0, true), (50, true), (61, false), (86_400, false)] {
            let began = SystemTime::now() - Duration::from_secs(age);
            shelf
                .note(&Kept {
                    began,
                    asked: kept.asked.clone(),
                    problems: Vec::new(),
                    ..kept
                })
                .unwrap();
            assert_eq!(desk.librarian.recent().is_some(), is_recent, "{age} s");
        }
        let began = SystemTime::now() + Duration::from_secs(3600);
        shelf.note(&Kept { began, ..kept }).unwrap();
        assert!(desk.librarian.recent().is_none(), "it lies in the future");
        desk.settle();
        desk.librarian.catalogue = desk.librarian.catalogue.map(|number| number ^ 1);
        assert!(
            desk.librarian.recent().is_none(),
            "the catalogue is another"
        );
    }
}
