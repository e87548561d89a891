//! Binds what lies in many small volumes together, as edits and slow disks leave it: each volume is a file to open and an
//! index to ask.
//!
//! Does not own what a volume is (`library`) or which files have changed (`librarian`).

use std::{ffi::OsString, mem, sync::Arc};

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
        let known = self.files.iter().filter(|(_, known)| is_sparse(known));
        let mut known: Vec<_> = known
            .map(|(place, known)| (known.rows(), place.clone()))
            .collect();
        known.sort_unstable_by_key(|(rows, _)| rows.start);
        let mut binder = Binder::default();
        let mut bound = Vec::new();
        for (rows, place) in known {
            let rows: Vec<Row> = rows.collect();
            if !self.library.is_whole(&rows, true) {
                // All will be read anew.
                return;
            }
            bound.push((place, binder.len()));
            rows.iter()
                .for_each(|row| binder.add(&self.library.get(*row).stored()));
            if binder.is_full() {
                self.rebind(&mut binder, mem::take(&mut bound));
            }
        }
        self.rebind(&mut binder, bound);
    }

    /// Puts a volume in the place of the rows of the files in it.
    fn rebind(&mut self, binder: &mut Binder, bound: Vec<(OsString, u32)>) {
        if binder.is_empty() {
            return;
        }
        let known = bound.iter().filter_map(|(place, _)| self.files.get(place));
        let old: Vec<Row> = known.flat_map(Known::rows).collect();
        self.library.remove(old, &self.marks);
        let base = self.library.shelve(Arc::new(binder.bind()), &self.marks);
        for (place, first) in bound {
            if let Some(known) = self.files.get_mut(&place) {
                known.first = base + first;
            }
        }
    }
}
