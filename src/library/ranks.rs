//! Where each row stands in the list.
//!
//! Owns the way from a row to its place, the reverse of the order. Does not own the order (`library`). It is worked out
//! when it is first asked for, because the first picture does not need it, and forgotten when the order changes.

use std::sync::OnceLock;

use super::{Docs, Library, Row};

/// The place of each row, or [`NOWHERE`].
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks(OnceLock<Vec<u32>>);

/// The place of a row that does not stand in the list.
const NOWHERE: u32 = u32::MAX;

/// Of the list's articles one in so many or fewer are sorted by their places; more are noted at their places, so that
/// these are gone through.
const FEW: usize = 512;

impl Library {
    /// The rows with these numbers in each volume, in the list's order. Those that do not stand in the list are left out.
    pub fn in_order(&self, numbers: &[Docs]) -> Vec<Row> {
        let count: usize = numbers.iter().map(Docs::count).sum();
        let ranks = self.ranks.of(self);
        let places = self.volumes().zip(numbers).flat_map(|((_, base), docs)| {
            let ranks = ranks.get(base as usize..).unwrap_or_default();
            let rank = |at| ranks.get(at).copied().unwrap_or(NOWHERE);
            docs.iter().map(rank)
        });
        let row_at = |rank: usize| self.order.get(rank).copied();
        if count <= self.order.len() / FEW {
            let mut places: Vec<_> = places.collect();
            places.sort_unstable();
            let rows = places.iter().filter_map(|rank| row_at(*rank as usize));
            return rows.collect();
        }
        let mut noted = Docs::new(self.order.len());
        noted.extend(places);
        let mut rows = Vec::with_capacity(count);
        noted.iter().for_each(|rank| rows.extend(row_at(rank)));
        rows
    }
}

impl Ranks {
    /// The place of each row of a library.
    fn of(&self, library: &Library) -> &[u32] {
        self.0.get_or_init(|| {
            let mut ranks = vec![NOWHERE; library.rows() as usize];
            for (row, rank) in library.order.iter().zip(0..) {
                ranks[*row as usize] = rank;
            }
            ranks
        })
    }
}
