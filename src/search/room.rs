//! How much a query may ask for, with all that the saved searches ask for that it names.
//!
//! Owns the limits, which keep every query answerable in little time; they lie far above what people write. How long a
//! query may be and how deep it may nest is the parser's.

use super::expr::Test;

/// What may still be asked for.
pub(super) struct Room {
    terms: usize,
    patterns: usize,
}

/// The most terms.
const TERMS: usize = 128;

/// The most regular expressions, each of which is compiled at every key.
const PATTERNS: usize = 8;

impl Room {
    /// All of it.
    pub(super) fn new() -> Self {
        Self {
            terms: TERMS,
            patterns: PATTERNS,
        }
    }

    /// Gives room to a term.
    ///
    /// # Errors
    /// That there is none left, and what helps.
    pub(super) fn take(&mut self, test: &Test) -> Result<(), String> {
        let (left, most, things) = match test {
            Test::Pattern(..) => (
                &mut self.patterns,
                PATTERNS,
                "regular expressions; join some with |",
            ),
            _ => (
                &mut self.terms,
                TERMS,
                "words; put quotes around those that stand together",
            ),
        };
        *left = left
            .checked_sub(1)
            .ok_or_else(|| format!("A query has at most {most} {things}"))?;
        Ok(())
    }
}
