//! The notes below a text: which number each has.
//!
//! Owns that they are numbered in the order in which the text comes to them, and that their numbers are raised as in print:
//! links have theirs in brackets. Does not own how a format writes them.

use std::collections::HashMap;

/// The digits of a note's number.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The numbers of notes by their labels.
#[derive(Debug, Default)]
pub(super) struct Footnotes(HashMap<String, usize>);

impl Footnotes {
    /// The number of a note, raised. One that was not met before has the next.
    pub(super) fn number(&mut self, label: &str) -> String {
        let number = self.met(label).unwrap_or_else(|| {
            self.0.insert(label.to_owned(), self.0.len() + 1);
            self.0.len()
        });
        let raised = |digit: char| RAISED[digit.to_digit(10).unwrap_or(0) as usize];
        number.to_string().chars().map(raised).collect()
    }

    /// The number of a note that was met.
    pub(super) fn met(&self, label: &str) -> Option<usize> {
        self.0.get(label).copied()
    }
}
