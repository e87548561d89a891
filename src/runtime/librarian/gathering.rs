//! Binds what lies in many small volumes together, as edits and slow disks leave it: each volume is a file to open and an
//! index to ask.
//!
//! Does not own what a volume is (`library`) or which files have changed (`librarian`).

use std::{mem, sync::Arc};

use super::{Known, Librarian};
use crate::library::{Binder, Row};

/// A volume of fewer articles is small.
const FEW: u32 = 64;
/// So many small volumes are bound together.
const MANY: usize = 48;

impl Librarian {
    /// Binds small volumes together, if there are many. Nothing is read from the files for it.
    pub(super) fn gather(&mut self) {
        let sparse = self.library.sparse(FEW);
        if sparse.len() < MANY {
            return;
        }
        let is_sparse = |known: &Known| {
            let behind = sparse.partition_point(|rows| rows.end <= known.first);
            let holds = sparse
                .get(behind)
                .is_some_and(|rows| rows.contains(&known.first));
            holds && known.count > 0
        };
        let known = self.files.iter().enumerate();
        let mut known: Vec<_> = known
            .filter(|(_, (_, known))| is_sparse(known))
            .map(|(index, (_, known))| (index, known.rows()))
            .collect();
        known.sort_unstable_by_key(|(_, rows)| rows.start);
        let mut binder = Binder::default();
        let mut bound = Vec::new();
        for (index, rows) in known {
            let rows: Vec<Row> = rows.collect();
            if !self.library.is_whole(&rows, true) {
                // All will be read anew.
                return;
            }
            bound.push((index, binder.len()));
            rows.iter()
                .for_each(|row| binder.add(&self.library.get(*row).stored()));
            if binder.is_full() {
                self.rebind(&mut binder, mem::take(&mut bound));
            }
        }
        self.rebind(&mut binder, bound);
    }

    /// Puts a volume in the place of the rows of the files in it; those stand at the indexes.
    fn rebind(&mut self, binder: &mut Binder, bound: Vec<(usize, u32)>) {
        if binder.is_empty() {
            return;
        }
        let known = bound.iter().map(|(index, _)| self.files.at(*index));
        let old: Vec<Row> = known.flat_map(|known| known.rows()).collect();
        self.library.remove(old, &self.marks);
        let base = self.library.shelve(Arc::new(binder.bind()), &self.marks);
        let bound = bound.into_iter();
        let moved = bound.map(|(index, first)| (index, base + first)).collect();
        self.files = self.files.moved(&moved);
    }
}
