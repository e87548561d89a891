//! The roots as they were when files were last found in them: what tells a folder that was emptied from one whose disk
//! is missing, and one that is gone from one that never was.
//!
//! Where a disk is taken away, the folder that it was mounted on is still there, and empty. Then both the device and the
//! folder's number on it are others than before. A folder that was emptied keeps its number, even where devices are
//! numbered anew at each start, and one that was made anew lies on the device of the old one. Does not own what becomes
//! of the files (`librarian`).

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{Known, Librarian, Shelf};
use crate::article::{Outcome, Problem};

/// The roots in their order, as far as files were ever found in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Roots(Vec<Option<Identity>>);

/// A folder's device and its number there.
type Identity = (u64, u64);

impl Roots {
    /// The roots as they are now, whatever is in them.
    pub(super) fn now(places: &[PathBuf]) -> Self {
        Self(places.iter().map(|place| identity(place)).collect())
    }

    /// Notes the roots in which files were found, as they were then, and returns whether that is new. Where it is not
    /// sure that it was then, what is known already is better.
    pub(super) fn note(
        &mut self,
        then: &Self,
        is_sure: bool,
        has_files: impl Fn(usize) -> bool,
    ) -> bool {
        let before = self.clone();
        self.0.resize(then.0.len(), None);
        for (index, (known, then)) in self.0.iter_mut().zip(&then.0).enumerate() {
            if (is_sure || known.is_none()) && has_files(index) {
                *known = *then;
            }
        }
        *self != before
    }

    /// Whether a root is now another folder than the one in which files were found.
    pub(super) fn is_other(&self, now: &Self, index: usize) -> bool {
        let found = |roots: &Self| roots.0.get(index).copied().flatten();
        let both = found(self).zip(found(now));
        both.is_some_and(|(before, now)| before.0 != now.0 && before.1 != now.1)
    }

    /// Whether a root in which files were found is no longer there. One that may not be looked at may well be.
    pub(super) fn is_gone(&self, place: &Path, index: usize) -> bool {
        let was_there = self.0.get(index).is_some_and(Option::is_some);
        was_there && place.try_exists().is_ok_and(|is_there| !is_there)
    }
}

impl Librarian {
    /// What keeps the last walk out of a file or folder that was given, such as that it was deleted or that its disk is
    /// missing: of several, the first.
    pub fn missing_root(&self) -> Option<Problem> {
        let mut problems = self.strange.iter().map(|(_, obstacle)| &obstacle.problem);
        let is_root = |problem: &&Problem| {
            problem.outcome == Outcome::Skipped && self.places().contains(&problem.path)
        };
        let problem = problems.find(is_root)?;
        Some(self.spelling.told(problem.clone()))
    }

    /// Notes the roots in which a walk has met files, as they were when it began, and tells of those where it met none only
    /// because their disks are missing.
    pub(super) fn look_at_roots(
        &mut self,
        then: &Roots,
        is_whole: bool,
        fresh: &[(OsString, Known)],
        numbers: &[usize],
    ) {
        let places = self.spelling.places();
        let lies_in = |root: usize, place: &OsStr| Path::new(place).starts_with(&places[root]);
        let has_files = |root: usize| {
            let mut known = self.files.iter().zip(numbers);
            known.any(|((place, _), number)| *number > 0 && lies_in(root, place))
                || fresh.iter().any(|(place, _)| lies_in(root, place))
        };
        let kept = self.shelf.as_ref().map(Shelf::folder);
        for (root, place) in places.iter().enumerate() {
            let is_gone = self.roots.is_gone(place, root);
            let is_other = self.roots.is_other(then, root);
            if !is_whole || !(is_gone || is_other) || has_files(root) {
                continue;
            }
            let known = self.files.iter();
            let count = known.filter(|(place, _)| lies_in(root, place)).count();
            if count == 0 {
                continue;
            }
            let problem = told(place, count, is_gone, kept);
            // That there is no such folder says less.
            self.strange
                .retain(|(_, obstacle)| obstacle.problem.path != *place);
            self.strange.push((0, problem.into()));
        }
        self.is_unsaved |= self.roots.note(then, is_whole, has_files);
    }
}

/// What is told of a root that is gone itself, or whose disk is missing; so many files were found there before. What is kept
/// of them lies in `kept`.
fn told(root: &Path, files: usize, is_gone: bool, kept: Option<&Path>) -> Problem {
    let files = match files {
        1 => "a file was".to_owned(),
        many => format!("{many} files were"),
    };
    let reason = if is_gone {
        format!("it is gone, although {files} read there before; what was read is kept")
    } else {
        format!(
            "nothing is there, although {files} read there before, from another disk; \
             what was read is kept"
        )
    };
    let forget = kept.map_or_else(String::new, |kept| {
        format!("delete {} and ", kept.display())
    });
    let (back, given_up) = match is_gone {
        true => (
            "bring it back, or mount its disk, and read it again",
            "deleted",
        ),
        false => ("mount that disk and read the folder again", "emptied"),
    };
    Problem {
        path: root.to_owned(),
        line: None,
        outcome: Outcome::Skipped,
        reason,
        remedy: format!("{back}; if you have {given_up} it, {forget}start anew"),
    }
}

#[cfg(unix)]
fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    let found = std::fs::metadata(folder).ok()?;
    Some((found.dev(), found.ino()))
}

/// Where folders have no numbers, they count as the same.
#[cfg(not(unix))]
fn identity(_folder: &Path) -> Option<Identity> {
    None
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use super::*;
    use crate::{
        marks::Marks,
        runtime::librarian::{Keeping, Librarian},
    };

    /// A librarian who has read three files from a folder that is empty now. The folder was another one then, as far as
    /// `change` says.
    fn emptied(change: impl Fn(Identity) -> Identity) -> (tempfile::TempDir, Librarian) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.txt", "c.txt"] {
            fs::write(folder.path().join(name), format!("The title of {name}\n")).unwrap();
        }
        let paths = [folder.path().to_owned()];
        let marks = Arc::new(Marks::default());
        let mut librarian = Librarian::new(&paths, marks, Keeping::Nothing);
        librarian.scan(&mut |_| true);
        assert_eq!(librarian.library().len(), 3);
        for known in &mut librarian.roots.0 {
            *known = known.map(&change);
        }
        for entry in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        librarian.scan(&mut |_| true);
        (folder, librarian)
    }

    #[test]
    fn a_folder_that_was_emptied_is_empty() {
        let same: [fn(Identity) -> Identity; 3] = [
            |as_it_was| as_it_was,
            // Made anew.
            |(device, number)| (device, number + 1),
            // After a start that numbered the devices anew.
            |(device, number)| (device + 1, number),
        ];
        for change in same {
            let (_folder, librarian) = emptied(change);
            assert_eq!(librarian.library().len(), 0);
            assert_eq!(librarian.problems(), []);
        }
    }

    #[test]
    fn a_folder_that_is_gone_keeps_its_articles_and_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "A storm\n").unwrap();
        let paths = [folder.path().to_owned()];
        let mut librarian = Librarian::new(&paths, Arc::new(Marks::default()), Keeping::Nothing);
        librarian.scan(&mut |_| true);
        assert_eq!(librarian.missing_root(), None);
        folder.close().unwrap();
        for _ in 0..2 {
            librarian.scan(&mut |_| true);
            assert_eq!(librarian.library().len(), 1);
            let problem = librarian.missing_root().unwrap();
            assert_eq!(
                librarian.problems().as_slice(),
                std::slice::from_ref(&problem)
            );
            assert_eq!(problem.path, paths[0]);
            assert!(
                problem
                    .reason
                    .starts_with("it is gone, although a file was read")
            );
            assert!(problem.remedy.starts_with("bring it back"));
        }
    }

    #[test]
    fn a_folder_whose_disk_is_missing_keeps_its_articles_and_is_told() {
        let (_folder, mut librarian) = emptied(|(device, number)| (device + 1, number + 1));
        for _ in 0..2 {
            assert_eq!(librarian.library().len(), 3);
            let [problem] = &librarian.problems()[..] else {
                panic!("one problem")
            };
            assert_eq!(problem.outcome, Outcome::Skipped);
            assert!(problem.reason.contains("although 3 files were read"));
            assert!(problem.remedy.starts_with("mount that disk"));
            librarian.scan(&mut |_| true);
        }
    }
}
