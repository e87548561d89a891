//! Memory that volumes were made in, for the next ones to be made in.
//!
//! A volume that is written and mapped gives it back, and to get as much from the system again would take as long as to copy
//! the texts into it: each page is cleared and entered anew. Owns how much is kept. Does not own what is written there
//! (`binder`).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::packed::{Bytes, Hold, Section};

/// Vectors that are kept at most: those of the texts and of the folded texts of one volume.
const MOST: usize = 2;

/// The memory that binders have got back.
#[derive(Clone, Debug, Default)]
pub struct Spares(Arc<Shelf>);

type Shelf = Mutex<Vec<Vec<u8>>>;

impl Spares {
    /// An empty vector, with memory if there is some to spare.
    pub(super) fn take(&self) -> Vec<u8> {
        locked(&self.0).pop().unwrap_or_default()
    }

    /// Bytes whose memory comes back once nobody needs them, if somebody waits for it then.
    pub(super) fn lend(&self, bytes: Vec<u8>) -> Section {
        let range = 0..bytes.len();
        let home = Arc::downgrade(&self.0);
        let lent: Bytes = Arc::new(Lent { bytes, home });
        Section::of(&lent, range)
    }
}

struct Lent {
    bytes: Vec<u8>,
    home: Weak<Shelf>,
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Hold for Lent {}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(home) = self.home.upgrade() else {
            return;
        };
        let mut kept = locked(&home);
        if kept.len() < MOST {
            let mut bytes = std::mem::take(&mut self.bytes);
            bytes.clear();
            kept.push(bytes);
        }
    }
}

fn locked(shelf: &Shelf) -> MutexGuard<'_, Vec<Vec<u8>>> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_comes_back_once_nobody_needs_it_and_is_empty_then() {
        let spares = Spares::default();
        let lent = spares.lend(vec![7; 1000]);
        let other = lent.clone();
        drop(lent);
        assert_eq!(other.bytes(), [7; 1000]);
        assert_eq!(spares.take().capacity(), 0);
        drop(other);
        let back = spares.take();
        assert!(back.is_empty() && back.capacity() >= 1000);
    }

    #[test]
    fn no_more_is_kept_than_one_volume_needs() {
        let spares = Spares::default();
        let lent = [0; 2 * MOST].map(|_| spares.lend(vec![7; 1000]));
        drop(lent);
        let kept = (0..2 * MOST).filter(|_| spares.take().capacity() > 0);
        assert_eq!(kept.count(), MOST);
    }

    #[test]
    fn what_was_lent_outlives_who_lent_it() {
        let spares = Spares::default();
        let lent = spares.lend(vec![7; 1000]);
        drop(spares);
        assert_eq!(lent.bytes(), [7; 1000]);
    }
}
