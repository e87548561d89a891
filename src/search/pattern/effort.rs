//! How much following an expression may cost.
//!
//! Owns the account of one search, which all its threads share. It counts steps, not seconds, so that the same query ends
//! in the same way on any machine.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// Steps that are there to begin with, which a core takes in some 25 ms: enough for any expression in a small library.
const FIRST: i64 = 5_000_000;

/// Steps that each byte adds that a search has read. Ordinary expressions take fewer where they take any.
const EACH: i64 = 8;

/// What one search may still spend.
pub(in crate::search) struct Effort<'a> {
    left: AtomicI64,
    each: i64,
    is_spent: AtomicBool,
    cancelled: &'a (dyn Fn() -> bool + Sync),
}

/// Why an expression was not followed to the end of a text: nobody waits for it, or it takes too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) struct GivenUp;

impl<'a> Effort<'a> {
    /// That of a search, which ends when `cancelled` says so.
    pub(in crate::search) fn new(cancelled: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self {
            left: AtomicI64::new(FIRST),
            each: EACH,
            is_spent: AtomicBool::new(false),
            cancelled,
        }
    }

    /// That of going through an article that is shown, for which a key waits however long it is.
    pub(in crate::search) fn of_a_key() -> Self {
        Self {
            each: 0,
            ..Self::new(&|| false)
        }
    }

    /// Whether nobody waits for the search any longer.
    pub(in crate::search) fn is_cancelled(&self) -> bool {
        (self.cancelled)()
    }

    /// Whether the search took too long, so that what it found is not all.
    pub(in crate::search) fn is_spent(&self) -> bool {
        self.is_spent.load(Ordering::Relaxed)
    }

    /// So many steps were taken, and so many bytes read.
    ///
    /// # Errors
    /// When no more may be.
    pub(super) fn spend(&self, steps: usize, bytes: usize) -> Result<(), GivenUp> {
        let [steps, bytes] = [steps, bytes].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        let spent = steps.saturating_sub(bytes.saturating_mul(self.each));
        if self.left.fetch_sub(spent, Ordering::Relaxed) < spent {
            self.is_spent.store(true, Ordering::Relaxed);
        }
        match self.is_spent() || self.is_cancelled() {
            true => Err(GivenUp),
            false => Ok(()),
        }
    }
}
