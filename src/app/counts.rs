//! How many articles there are of each kind, for the tabs and the status line.

use super::View;
use crate::{library::Library, marks::Marks};

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

    /// How many a view would list.
    pub fn of_view(self, view: View) -> usize {
        match view {
            View::All => self.all,
            View::Unread => self.unread,
            View::Starred => self.starred,
        }
    }
}
