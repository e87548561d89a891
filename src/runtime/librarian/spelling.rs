//! How paths are spelt: inside absolute and without links, so that one snapshot serves however a folder is named; outside
//! as the user gave them.

use std::{
    fs,
    path::{MAIN_SEPARATOR_STR, Path, PathBuf},
};

use crate::article::Problem;

/// The roots, in both spellings.
#[derive(Clone, Debug, Default)]
pub(super) struct Spelling {
    given: Vec<PathBuf>,
    places: Vec<PathBuf>,
}

impl Spelling {
    /// The spellings of the paths that were given.
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        let given: Vec<_> = paths
            .iter()
            .filter(|path| path.as_os_str() != "-")
            .cloned()
            .collect();
        let place = |path: &PathBuf| {
            fs::canonicalize(path)
                .or_else(|_| std::path::absolute(path))
                .unwrap_or_else(|_| path.clone())
        };
        let places = given.iter().map(place).collect();
        Self { given, places }
    }

    /// The roots without links and dots.
    pub(super) fn places(&self) -> &[PathBuf] {
        &self.places
    }

    /// The beginnings of paths inside and outside, as text.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let text = |path: &Path| {
            let text = path.to_string_lossy().into_owned();
            let cut = text.trim_end_matches(MAIN_SEPARATOR_STR);
            if cut.is_empty() { text } else { cut.to_owned() }
        };
        let pairs = self.places.iter().zip(&self.given);
        pairs
            .map(|(place, given)| (text(place), text(given)))
            .collect()
    }

    /// The paths that were given as they are spelt inside.
    pub(super) fn walked(&self, paths: &[PathBuf]) -> Vec<PathBuf> {
        let inside = |path: &PathBuf| respelt(path, &self.given, &self.places);
        paths
            .iter()
            .map(|path| inside(path).unwrap_or_else(|| path.clone()))
            .collect()
    }

    /// A problem with its path as the user gave it.
    pub(super) fn told(&self, problem: Problem) -> Problem {
        let path = respelt(&problem.path, &self.places, &self.given);
        Problem {
            path: path.unwrap_or(problem.path),
            ..problem
        }
    }
}

/// The path with the first root in `from` that it lies under replaced by the one in `to`.
fn respelt(path: &Path, from: &[PathBuf], to: &[PathBuf]) -> Option<PathBuf> {
    from.iter().zip(to).find_map(|(from, to)| {
        let rest = path.strip_prefix(from).ok()?;
        // Joining with nothing would add a slash.
        Some(if rest.as_os_str().is_empty() {
            to.clone()
        } else {
            to.join(rest)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_as_it_was_given() {
        let folder = tempfile::tempdir().unwrap();
        let dotted = folder.path().join(".").join("");
        let spelling = Spelling::of(std::slice::from_ref(&dotted));
        let inside = spelling.walked(std::slice::from_ref(&dotted))[0].join("a/b.txt");
        assert_eq!(
            inside,
            fs::canonicalize(folder.path()).unwrap().join("a/b.txt")
        );
        assert_eq!(
            respelt(&inside, &spelling.places, &spelling.given).unwrap(),
            dotted.join("a/b.txt")
        );
        assert_eq!(spelling.walked(&[PathBuf::from("-")]), [PathBuf::from("-")]);
    }
}
