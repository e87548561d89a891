//! The lines that the texts of a folder have in common: pages of one site bear the same menus, pleas and notices.
//!
//! Owns what the same line is, and how often is often. Does not own which of these lines are furniture, which hangs on
//! where they stand (`rows`), or which texts of a folder are asked (`runtime`).

use std::collections::{HashMap, HashSet};

use super::{
    LONGEST_START,
    line::{self, Line},
    phrases,
};

/// A line in fewer texts than one in so many says nothing about their folder.
const SHARE: usize = 3;

/// Lines at either end of a text that are counted. Menus of whole pages have some hundred.
const REACH: usize = 500;

/// A line of so many characters is a paragraph, or a part of one, by which copies of a text are told.
const LONG: usize = 60;

/// The lines that recur in the texts of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recurring {
    keys: HashSet<String>,
}

impl Recurring {
    /// Whether the texts have nothing in common.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a line is one of them.
    pub(super) fn holds(&self, line: &Line<'_>) -> bool {
        !self.is_empty() && key(line).is_some_and(|key| self.keys.contains(&key))
    }
}

/// Counts in how many texts of a folder each line stands.
#[derive(Debug, Default)]
pub struct Tally {
    texts: usize,
    lines: HashMap<String, usize>,
    /// The long lines of all texts.
    long: HashSet<String>,
}

impl Tally {
    /// So many texts a line must stand in at least to recur.
    pub const FEWEST: usize = 3;

    /// Counts the lines of a text, each once. A copy of a text that was counted says nothing: all its lines recur.
    pub(in crate::parse) fn add(&mut self, text: &str) {
        let lines: Vec<&str> = text.split('\n').collect();
        let lines = line::filled(&lines);
        if self.is_copy(&lines) {
            return;
        }
        self.texts += 1;
        let tail = lines.len().saturating_sub(REACH).max(REACH);
        let head = &lines[..lines.len().min(REACH)];
        let edges = head.iter().chain(lines.get(tail..).unwrap_or_default());
        let own: HashSet<String> = edges.filter_map(key).collect();
        for key in own {
            *self.lines.entry(key).or_default() += 1;
        }
    }

    /// Whether any line stands in two texts, so that more of them are worth asking.
    pub fn has_hint(&self) -> bool {
        self.lines.values().any(|texts| *texts > 1)
    }

    /// The lines that stand in a good part of the texts.
    pub fn recurring(self) -> Recurring {
        let least = self.texts.div_ceil(SHARE).max(Self::FEWEST);
        let often = self.lines.into_iter().filter(|(_, texts)| *texts >= least);
        Recurring {
            keys: often.map(|(key, _)| key).collect(),
        }
    }

    /// Whether most of what a text says was said by those before it.
    fn is_copy(&mut self, lines: &[Line<'_>]) -> bool {
        let long = || lines.iter().filter(|line| line.chars >= LONG);
        let known = long().filter(|line| self.long.contains(line.text)).count();
        let is_copy = known * 2 > long().count();
        self.long.extend(long().map(|line| line.text.to_owned()));
        is_copy
    }
}

/// What lines are compared by. A paragraph has none, nor has a line without letters, such as a rule.
fn key(line: &Line<'_>) -> Option<String> {
    let key = (line.chars <= LONGEST_START).then(|| phrases::full_key(line.text))?;
    key.contains(char::is_alphabetic).then_some(key)
}
