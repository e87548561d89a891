//! The roots as they were when files were last found in them: what tells a folder that was emptied from one whose disk
//! is missing.
//!
//! Where a disk is taken away, the folder that it was mounted on is still there, and empty. Then both the device and the
//! folder's number on it are others than before. A folder that was emptied keeps its number, even where devices are
//! numbered anew at each start, and one that was made anew lies on the device of the old one. Does not own what becomes
//! of the files (`librarian`).

use std::{
    ffi::OsString,
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
}

impl Librarian {
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
        let lies_in = |root: usize, place: &OsString| Path::new(place).starts_with(&places[root]);
        let has_files = |root: usize| {
            let mut known = self.files.iter().zip(numbers);
            known.any(|((place, _), number)| *number > 0 && lies_in(root, place))
                || fresh.iter().any(|(place, _)| lies_in(root, place))
        };
        for (root, place) in places.iter().enumerate() {
            let known = self.files.iter();
            if is_whole && self.roots.is_other(then, root) && !has_files(root) {
                let count = known.filter(|(place, _)| lies_in(root, place)).count();
                let kept = self.shelf.as_ref().map(Shelf::folder);
                let problem = (count > 0).then(|| told(place, count, kept).into());
                self.strange.extend(problem.map(|problem| (0, problem)));
            }
        }
        self.is_unsaved |= self.roots.note(then, is_whole, has_files);
    }
}

/// What is told of a root whose disk is missing; so many files were found there before. What is kept of them lies in
/// `kept`.
fn told(root: &Path, files: usize, kept: Option<&Path>) -> Problem {
    let reason = format!(
        "nothing is there, although {files} files were read there before, from another disk; \
         what was read is kept"
    );
    let forget = kept.map_or_else(String::new, |kept| {
        format!("delete {} and ", kept.display())
    });
    Problem {
        path: root.to_owned(),
        line: None,
        outcome: Outcome::Skipped,
        reason,
        remedy: format!(
            "mount that disk and read the folder again; if you have emptied it, {forget}start anew"
        ),
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
