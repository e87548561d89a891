//! Opens the indexes of volumes, and builds those that there are none of yet, on all cores, once all files are read: articles
//! are there to be read and searched sooner, and who only lists them does not wait for an index.
//!
//! Does not own what an index is (`library`).

use std::sync::Arc;

use rayon::prelude::*;

use super::Librarian;
use crate::{
    library::{IndexBuilder, Volume},
    runtime::workers,
};

impl Librarian {
    /// Opens the indexes of what [`Librarian::open`] has opened: no picture has to wait for them. One that is missing, or
    /// not what was written, is built and kept anew.
    pub fn open_indexes(&mut self) {
        if let Some(shelf) = &self.shelf {
            let volumes = self.library.kept_volumes();
            let missing = volumes.filter(|volume| !shelf.open_index(volume)).count();
            self.is_unsaved |= missing > 0;
            // What was put by for a scan that never came to its end. Later, another instance may have kept more than this one.
            shelf.sweep(&self.library);
        }
    }

    /// Builds the indexes that are missing. Whoever has the library has them too, each as soon as it is done.
    pub fn index(&self) {
        let volumes = self.library.kept_volumes();
        let waiting: Vec<_> = volumes.filter(|volume| !volume.is_indexed()).collect();
        if waiting.is_empty() {
            return;
        }
        let index = |builder: &mut IndexBuilder, volume: &Arc<Volume>| volume.index_with(builder);
        workers::aside(|| {
            waiting
                .into_iter()
                .par_bridge()
                .for_each_init(IndexBuilder::new, index);
        });
    }
}
