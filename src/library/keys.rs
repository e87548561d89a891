//! Which rows bear a key: a table that may lie in a mapped file, and what has come since.
//!
//! Does not own what the keys mean (`library`).

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::Row;
use crate::{
    article::Key,
    packed::{Section, Table},
};

/// Rows by key; several rows may bear the same.
#[derive(Clone, Default)]
pub(super) struct Keys {
    table: Table<4>,
    first: HashMap<u128, Row, BuildHasherDefault<LowBits>>,
    further: HashMap<u128, Vec<Row>, BuildHasherDefault<LowBits>>,
}

impl Keys {
    /// The keys of a table that [`Keys::pack`] has made.
    pub(super) fn of_table(section: Section) -> Self {
        Self {
            table: Table::of(section),
            ..Self::default()
        }
    }

    /// Makes room for this many more.
    pub(super) fn reserve(&mut self, count: usize) {
        self.first.reserve(count);
    }

    /// A row bears a key.
    pub(super) fn insert(&mut self, key: Key, row: Row) {
        let key = key.to_bits();
        let first = *self.first.entry(key).or_insert(row);
        if first != row {
            self.further.entry(key).or_default().push(row);
        }
    }

    /// The rows that bear a key, also those that are gone. The last to come stand first, as they are the likeliest to be
    /// there still.
    pub(super) fn rows(&self, key: Key) -> impl Iterator<Item = Row> {
        let key = key.to_bits();
        let packed = self.table.rvalues(key);
        let further = self.further.get(&key).into_iter().flatten().rev().copied();
        further
            .chain(self.first.get(&key).copied())
            .chain(packed.map(|row| Row::from_le_bytes(*row)))
    }

    /// Gives back the memory of the table until it is looked at again, where it lies in a file.
    pub(super) fn let_go(&self) {
        self.table.let_go();
    }

    /// A table of keys and rows.
    pub(super) fn pack(mut entries: Vec<(u128, Row)>) -> Vec<u8> {
        entries.sort_unstable();
        let packed = entries
            .into_iter()
            .map(|(key, row)| (key, row.to_le_bytes()));
        Table::pack(packed)
    }
}

/// Keys are hashes already; their low bits do.
#[derive(Default)]
struct LowBits(u64);

impl Hasher for LowBits {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(low) = bytes.first_chunk() {
            self.0 = u64::from_ne_bytes(*low);
        }
    }

    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys")
            .field("packed", &self.table.len())
            .field("since", &self.first.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_in_the_table_and_among_those_that_came_since() {
        let table = Keys::pack(vec![(7, 3), (5, 1), (5, 0), (9, 2)]);
        let mut keys = Keys::of_table(Section::from(table));
        keys.insert(Key::from_bits(5), 4);
        keys.insert(Key::from_bits(5), 6);
        keys.insert(Key::from_bits(5), 4);
        let rows = |key| keys.rows(Key::from_bits(key)).collect::<Vec<_>>();
        assert_eq!(rows(5), [6, 4, 1, 0]);
        assert_eq!(rows(9), [2]);
        assert!(rows(6).is_empty());
    }
}
