//! Builds the indexes of volumes that have none yet, on all cores, once all files are read: articles are there to be read and
//! searched sooner, and who only lists them does not wait for an index.
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
