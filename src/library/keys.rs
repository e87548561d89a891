//! Which rows bear a key: a sorted table that may lie in a mapped file, and what has come since.
//!
//! A hundred thousand keys need not be put into a map before the first picture is drawn. Does not own what the keys mean
//! (`library`).

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

use super::{Row, volume::Bytes};
use crate::article::Key;

/// Bytes of an entry: a key and a row.
const ENTRY: usize = 16 + 4;

/// Rows by key; several rows may bear the same.
#[derive(Clone, Default)]
pub(super) struct Keys {
    table: Option<(Bytes, Range<usize>)>,
    first: HashMap<u128, Row, BuildHasherDefault<LowBits>>,
    further: HashMap<u128, Vec<Row>, BuildHasherDefault<LowBits>>,
}

impl Keys {
    /// The keys of a table that [`Keys::pack`] has made.
    pub(super) fn of_table(bytes: &Bytes, range: Range<usize>) -> Self {
        Self {
            table: Some((bytes.clone(), range)),
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
        let table = self.table();
        let end = partition_point(table, |known| known <= key);
        let packed = table[..end * ENTRY].rchunks_exact(ENTRY).map(entry);
        let further = self.further.get(&key).into_iter().flatten().rev().copied();
        further.chain(self.first.get(&key).copied()).chain(
            packed
                .take_while(move |(known, _)| *known == key)
                .map(|(_, row)| row),
        )
    }

    /// A table of keys and rows.
    pub(super) fn pack(mut entries: Vec<(u128, Row)>) -> Vec<u8> {
        entries.sort_unstable();
        let bytes = |(key, row): (u128, Row)| {
            let mut bytes = [0; ENTRY];
            bytes[..16].copy_from_slice(&key.to_le_bytes());
            bytes[16..].copy_from_slice(&row.to_le_bytes());
            bytes
        };
        entries.into_iter().flat_map(bytes).collect()
    }

    fn table(&self) -> &[u8] {
        let table = self.table.as_ref();
        let bytes = table.and_then(|(bytes, range)| (**bytes).as_ref().get(range.clone()));
        bytes.unwrap_or_default()
    }
}

fn entry(bytes: &[u8]) -> (u128, Row) {
    let (key, row) = bytes.split_at(16);
    let key = key.first_chunk().map_or(0, |key| u128::from_le_bytes(*key));
    (
        key,
        row.first_chunk().map_or(0, |row| Row::from_le_bytes(*row)),
    )
}

/// The first entry of which `is_before` is not so.
fn partition_point(table: &[u8], is_before: impl Fn(u128) -> bool) -> usize {
    let (mut low, mut high) = (0, table.len() / ENTRY);
    while low < high {
        let middle = low.midpoint(high);
        if is_before(entry(&table[middle * ENTRY..(middle + 1) * ENTRY]).0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
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
        let packed = self.table().len() / ENTRY;
        f.debug_struct("Keys")
            .field("packed", &packed)
            .field("since", &self.first.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn rows_are_found_in_the_table_and_among_those_that_came_since() {
        let table = Keys::pack(vec![(7, 3), (5, 1), (5, 0), (9, 2)]);
        let length = table.len();
        let bytes: Bytes = Arc::new(table);
        let mut keys = Keys::of_table(&bytes, 0..length);
        keys.insert(Key::from_bits(5), 4);
        keys.insert(Key::from_bits(5), 6);
        keys.insert(Key::from_bits(5), 4);
        let rows = |key| keys.rows(Key::from_bits(key)).collect::<Vec<_>>();
        assert_eq!(rows(5), [6, 4, 1, 0]);
        assert_eq!(rows(9), [2]);
        assert!(rows(6).is_empty());
    }
}
