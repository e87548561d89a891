//! How many articles there are of each kind, for the tabs and the status line.

use super::{App, View};
use crate::{
    library::Library,
    marks::{Marks, Set},
};

/// Articles by kind; copies are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All articles.
    pub all: usize,
    /// Those not read.
    pub unread: usize,
    /// Those starred.
    pub starred: usize,
}

impl Counts {
    /// Counts anew.
    pub fn of(library: &Library, marks: &Marks) -> Self {
        let mut counts = Self {
            all: library.len(),
            ..Self::default()
        };
        for row in library.order() {
            let mark = marks.get(library.id(*row));
            counts.unread += usize::from(!mark.read);
            counts.starred += usize::from(mark.starred);
        }
        counts
    }

    /// Follows changes of marks of articles in the library, each of which did change something.
    pub(super) fn follow<'a>(&mut self, changes: impl Iterator<Item = &'a Set>) {
        for set in changes {
            match set {
                Set::Read(true) => self.unread = self.unread.saturating_sub(1),
                Set::Read(false) => self.unread += 1,
                Set::Starred(true) => self.starred += 1,
                Set::Starred(false) => self.starred = self.starred.saturating_sub(1),
                Set::Tag(..) | Set::Position(_) => {}
            }
        }
    }
}

impl App {
    /// How many articles a view would list.
    pub fn count_of(&self, view: View) -> usize {
        match view {
            View::All => self.counts.all,
            View::Unread => self.counts.unread,
            View::Starred => self.counts.starred,
            View::Saved(index) => self.searches.get(index).map_or(0, |saved| saved.hits.len()),
        }
    }
}
