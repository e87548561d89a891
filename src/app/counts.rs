//! Which articles are read and starred, and how many there are of each kind, for views, tabs and the status line.
//!
//! Kept, not counted anew at each key: a walk through the marks of a hundred thousand articles takes longer than a picture.

use super::{App, SavedSearch, View};
use crate::{
    library::{Docs, Library, Row},
    marks::{Marks, Set},
};

/// Articles by kind; copies are not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All articles.
    pub all: usize,
    /// Those not read.
    pub unread: usize,
    /// Those starred.
    pub starred: usize,
    read_rows: Docs,
    starred_rows: Docs,
}

impl Counts {
    /// Counts anew.
    pub fn of(library: &Library, marks: &Marks) -> Self {
        let rows = library.rows() as usize;
        let mut counts = Self {
            all: library.len(),
            unread: library.len(),
            starred: 0,
            read_rows: Docs::new(rows),
            starred_rows: Docs::new(rows),
        };
        // The shorter way is taken. That through the marks needs no look at the articles.
        if marks.most() <= library.len() {
            for (id, mark) in marks.iter() {
                if let Some(row) = library.bearer(id) {
                    counts.note(row, mark.read, mark.starred);
                }
            }
        } else {
            for row in library.order() {
                let mark = marks.get(library.id(*row));
                counts.note(*row, mark.read, mark.starred);
            }
        }
        counts
    }

    /// Whether the article in a row is read.
    pub(super) fn is_read(&self, row: Row) -> bool {
        self.read_rows.contains(row as usize)
    }

    /// Whether the article in a row is starred.
    pub(super) fn is_starred(&self, row: Row) -> bool {
        self.starred_rows.contains(row as usize)
    }

    /// Follows changes of marks of articles in the library, each of which did change something.
    pub(super) fn follow(&mut self, changes: &[(Row, Set)]) {
        for (row, set) in changes {
            let row = *row as usize;
            match set {
                Set::Read(true) => {
                    self.read_rows.insert(row);
                    self.unread = self.unread.saturating_sub(1);
                }
                Set::Read(false) => {
                    self.read_rows.remove(row);
                    self.unread += 1;
                }
                Set::Starred(true) => {
                    self.starred_rows.insert(row);
                    self.starred += 1;
                }
                Set::Starred(false) => {
                    self.starred_rows.remove(row);
                    self.starred = self.starred.saturating_sub(1);
                }
                Set::Tag(..) | Set::Position(_) => {}
            }
        }
    }

    fn note(&mut self, row: Row, read: bool, starred: bool) {
        if read {
            self.read_rows.insert(row as usize);
            self.unread = self.unread.saturating_sub(1);
        }
        if starred {
            self.starred_rows.insert(row as usize);
            self.starred += 1;
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
            View::Saved(index) => self.searches.get(index).map_or(0, SavedSearch::count),
        }
    }
}
