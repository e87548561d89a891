//! Bytes that stay where they are, in memory or in a mapped file, and tables in them that are looked up without being read.
//!
//! A hundred thousand entries need not be put into a map before the first picture is drawn. Does not own what keys and
//! values mean, whether bytes can be believed, or files (`runtime::sealed`).

use std::{fmt, ops::Range, sync::Arc};

/// Bytes that stay where they are: a vector or a mapped file.
pub type Bytes = Arc<dyn Hold>;

/// What holds bytes.
pub trait Hold: AsRef<[u8]> + Send + Sync {
    /// Gives back the memory of a stretch until it is looked at again, where that can be had again from a file.
    fn let_go(&self, _range: Range<usize>) {}
}

impl Hold for Vec<u8> {}

/// A stretch of bytes; empty where it would reach beyond them.
#[derive(Clone)]
pub struct Section {
    bytes: Bytes,
    range: Range<usize>,
}

impl Section {
    /// A stretch of some bytes.
    pub fn of(bytes: &Bytes, range: Range<usize>) -> Self {
        Self {
            bytes: Arc::clone(bytes),
            range,
        }
    }

    /// A stretch of this one, counted from its beginning.
    pub fn part(&self, range: Range<usize>) -> Self {
        let from_start = |at: usize| self.range.start.saturating_add(at).min(self.range.end);
        Self::of(&self.bytes, from_start(range.start)..from_start(range.end))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        let bytes = (*self.bytes).as_ref().get(self.range.clone());
        bytes.unwrap_or_default()
    }

    /// Gives back their memory until they are looked at again, where they lie in a file.
    pub fn let_go(&self) {
        self.bytes.let_go(self.range.clone());
    }
}

impl From<Vec<u8>> for Section {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            range: 0..bytes.len(),
            bytes: Arc::new(bytes),
        }
    }
}

impl Default for Section {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Section({:?})", self.range)
    }
}

/// Values of `VALUE` bytes by keys, in the order of the keys; several may have the same one.
#[derive(Clone, Debug, Default)]
pub struct Table<const VALUE: usize>(Section);

/// Bytes of a key.
const KEY: usize = 16;

impl<const VALUE: usize> Table<VALUE> {
    const ENTRY: usize = KEY + VALUE;

    /// The table that a section holds.
    pub fn of(section: Section) -> Self {
        Self(section)
    }

    /// The bytes of a table. The entries come in the order of their keys.
    pub fn pack(entries: impl Iterator<Item = (u128, [u8; VALUE])>) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(entries.size_hint().0 * Self::ENTRY);
        for (key, value) in entries {
            bytes.extend(key.to_le_bytes());
            bytes.extend(value);
        }
        bytes
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.bytes().len() / Self::ENTRY
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives back their memory until they are looked at again, where they lie in a file.
    pub fn let_go(&self) {
        self.0.let_go();
    }

    /// All entries, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (u128, &[u8; VALUE])> {
        let entries = self.0.bytes().chunks_exact(Self::ENTRY);
        entries.filter_map(split)
    }

    /// The values of a key, the last one first.
    pub fn rvalues(&self, key: u128) -> impl Iterator<Item = &[u8; VALUE]> {
        let end = self.first_beyond(key) * Self::ENTRY;
        let before = self.0.bytes()[..end].rchunks_exact(Self::ENTRY);
        let of_key = before
            .filter_map(split)
            .take_while(move |(known, _)| *known == key);
        of_key.map(|(_, value)| value)
    }

    /// The value of a key; the last one of several.
    pub fn get(&self, key: u128) -> Option<&[u8; VALUE]> {
        self.rvalues(key).next()
    }

    /// The number of the first entry with a greater key. Keys are mostly hashes and so spread evenly: where one should stand is
    /// reckoned from where others do (Peterson 1957), and made sure of from there.
    fn first_beyond(&self, key: u128) -> usize {
        let bytes = self.0.bytes();
        let count = self.len();
        let key_at = |number: usize| {
            let key = bytes[number * Self::ENTRY..].first_chunk();
            key.map_or(0, |key| u128::from_le_bytes(*key))
        };
        let is_before = |number: usize| key_at(number) <= key;
        let share = |key: u128| (((key >> 64) * count as u128) >> 64) as usize;
        let (mut low, mut high) = (0, count);
        if count > 0 {
            let mut at = share(key);
            for _ in 0..2 {
                at = (at + share(key))
                    .saturating_sub(share(key_at(at)))
                    .min(count - 1);
            }
            let mut stride = 4;
            if is_before(at) {
                low = at + 1;
                while low + stride < count && is_before(low + stride) {
                    low += stride + 1;
                    stride *= 2;
                }
                high = count.min(low + stride);
            } else {
                high = at;
                while high > stride && !is_before(high - stride) {
                    high -= stride;
                    stride *= 2;
                }
                low = high.saturating_sub(stride);
            }
        }
        while low < high {
            let middle = low.midpoint(high);
            if is_before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

fn split<const VALUE: usize>(entry: &[u8]) -> Option<(u128, &[u8; VALUE])> {
    let (key, value) = entry.split_first_chunk()?;
    Some((u128::from_le_bytes(*key), value.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn keys() -> impl Strategy<Value = Vec<u128>> {
        let spread = any::<u128>();
        let near = (0..40_u128).prop_map(|low| (7 << 64) | low);
        let at_the_end = (0..40_u128).prop_map(|low| u128::MAX - low);
        vec(prop_oneof![spread, near, at_the_end], 0..300)
    }

    proptest! {
        #[test]
        fn every_value_is_found_wherever_its_key_stands(mut keys in keys(), others in keys()) {
            keys.sort_unstable();
            let numbered = (0_u16..).zip(&keys).map(|(number, key)| (*key, number.to_le_bytes()));
            let table = Table::of(Section::from(Table::pack(numbered.clone())));
            for key in keys.iter().chain(&others) {
                let mut expected: Vec<_> = numbered.clone().filter(|(known, _)| known == key).collect();
                expected.reverse();
                let expected: Vec<_> = expected.into_iter().map(|(_, number)| number).collect();
                prop_assert_eq!(table.rvalues(*key).copied().collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn values_are_found_by_their_keys_the_last_one_first() {
        let entries = [(5, [0]), (5, [1]), (7, [3]), (u128::MAX, [2])];
        let table = Table::of(Section::from(Table::pack(entries.into_iter())));
        let values = |key| table.rvalues(key).copied().collect::<Vec<[u8; 1]>>();
        assert_eq!(values(5), [[1], [0]]);
        assert_eq!(
            [6, 7, u128::MAX].map(|key| table.get(key)),
            [None, Some(&[3]), Some(&[2])]
        );
        assert_eq!(table.len(), 4);
        assert!(table.iter().map(|(key, value)| (key, *value)).eq(entries));
    }

    #[test]
    fn a_stretch_beyond_the_bytes_is_empty() {
        let section = Section::from(vec![1, 2, 3]);
        assert_eq!(section.part(1..9).bytes(), [2, 3]);
        assert!(section.part(7..9).bytes().is_empty());
        let bytes: Bytes = Arc::new(vec![1, 2, 3]);
        assert!(Section::of(&bytes, 1..4).bytes().is_empty());
        assert!(Table::<1>::default().is_empty());
    }
}
