//! Finds the stored articles under the paths that were given, and reads them on all cores.
//!
//! Owns the walk and the reading of files. Does not own their meaning (`parse`).

use std::{
    fs,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use crate::{
    article::{Key, Origin, Problem},
    library::Stored,
    parse,
};

/// What a load gives, in the order in which it gets done.
#[derive(Debug)]
pub enum Loaded {
    /// Articles of some files, and their problems.
    Batch(Vec<Stored>, Vec<Problem>),
    /// How many files are known, and how many of them were read.
    Progress {
        /// Files read.
        done: usize,
        /// Files found so far.
        found: usize,
    },
}

/// Reads everything under `paths`, handing each batch to `each` as it is read; `each` returns false to stop.
pub fn load(paths: &[PathBuf], each: &mut dyn FnMut(Loaded) -> bool) {
    for root in paths {
        for entry in WalkDir::new(root)
            .sort_by_file_name()
            .into_iter()
            .flatten()
            .filter(|e| e.file_type().is_file())
        {
            if !each(read(entry.path())) {
                return;
            }
        }
    }
}

fn read(path: &Path) -> Loaded {
    let parsed = parse::parse(path, &fs::read(path).unwrap_or_default());
    let place = |item| Origin {
        path: path.to_owned(),
        item,
        place: Key::of_place(path, item),
        stored: None,
    };
    let stored = (0..)
        .zip(parsed.articles)
        .map(|(item, article)| Stored::new(article, place(item)))
        .collect();
    Loaded::Batch(stored, parsed.problems)
}
