//! The order of the list: newest first, undated last; articles of one date by where they stand, so that the order does not
//! hang on which came in first.
//!
//! Owns the order, and keeping the rows in it. Does not own how numbers in names count (`natural`), or the way from a row to
//! its place in the list (`ranks`).

use std::{
    borrow::Cow,
    cmp::{Ordering, Reverse},
    collections::HashSet,
};

use super::{Library, Row, natural, ranks::Ranks};

/// What a row is ordered by first, and the row.
type Dated = (Reverse<i128>, Row);

/// Where an article stands among those of its date: by its path, whose numbers count by their worth, and by its index in
/// that file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing<'a> {
    /// The file's path.
    pub(super) path: Cow<'a, str>,
    /// The index in it.
    pub(super) item: u32,
}

impl Ord for Standing<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        natural(&self.path, &other.path).then(self.item.cmp(&other.item))
    }
}

impl PartialOrd for Standing<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Library {
    /// Puts rows into the order that stand for an article now, and takes those out that do not. Only `changed` are
    /// looked at.
    pub(super) fn reorder(&mut self, changed: &HashSet<Row>) {
        if changed.is_empty() {
            return;
        }
        let stands = |row: &&Row| !self.gone.contains(row) && !self.leads.contains_key(row);
        let fresh = changed.iter().filter(stands).map(|row| self.dated(*row));
        let mut fresh = self.sorted(fresh.collect()).into_iter().peekable();
        let mut merged = Vec::with_capacity(self.order.len() + fresh.len());
        // Mostly, what has changed has just come, and so has higher numbers than all the rest.
        let least = changed.iter().copied().min().unwrap_or_default();
        let stays = |row: &Row| *row < least || !changed.contains(row);
        for row in self.order.iter().copied().filter(stays) {
            if fresh.peek().is_some() {
                let old = self.dated(row);
                while let Some((_, new)) = fresh.next_if(|new| self.stands_before(new, &old)) {
                    merged.push(new);
                }
            }
            merged.push(row);
        }
        merged.extend(fresh.map(|(_, row)| row));
        self.order = merged;
        self.ranks = Ranks::default();
    }

    fn dated(&self, row: Row) -> Dated {
        let (shelved, number) = self.shelved(row);
        (Reverse(shelved.volume.moment(number)), row)
    }

    /// Rows in their order. Where those of one date stand is looked up once for each, not for each comparison.
    fn sorted(&self, mut rows: Vec<Dated>) -> Vec<Dated> {
        rows.sort_unstable();
        let of_one_date = rows.chunk_by_mut(|(a, _), (b, _)| a == b);
        for rows in of_one_date.filter(|rows| rows.len() > 1) {
            rows.sort_by_cached_key(|(_, row)| self.get(*row).standing());
        }
        rows
    }

    fn stands_before(&self, (date, row): &Dated, (other_date, other): &Dated) -> bool {
        let standing = |row: &Row| self.get(*row).standing();
        let by_date = date.cmp(other_date);
        by_date
            .then_with(|| standing(row).cmp(&standing(other)))
            .is_lt()
    }
}
