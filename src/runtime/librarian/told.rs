//! What the librarian tells while it goes through the files.
//!
//! Does not own when that is (`librarian`).

use std::{fmt, sync::Arc};

use crate::{article::Problem, library::Library};

/// What the librarian has to tell, in the order in which it gets done.
#[derive(Debug)]
pub enum Told<'a> {
    /// More is known now.
    Library(Glance<'a>),
    /// How many files there are to read, and how many of them were.
    Progress {
        /// Files read.
        done: usize,
        /// Files found so far that have to be read.
        found: usize,
    },
}

/// The library while more of it is read. Only what is asked for is made: who shows nothing on the way pays nothing for it.
pub struct Glance<'a> {
    pub(super) library: &'a Library,
    pub(super) problems: &'a dyn Fn() -> Vec<Problem>,
}

impl Glance<'_> {
    /// The articles as they are known now.
    pub fn library(&self) -> Arc<Library> {
        Arc::new(self.library.clone())
    }

    /// What was wrong with their files.
    pub fn problems(&self) -> Vec<Problem> {
        (self.problems)()
    }
}

impl fmt::Debug for Glance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Glance")
            .field("articles", &self.library.len())
            .finish_non_exhaustive()
    }
}
