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

/// Of the list's articles one in so many or fewer are put in order by their places; more are picked out of the list.
const FEW: usize = 16;

impl Library {
    /// The rows with these numbers in each volume, in the list's order. Those that do not stand in the list are left out.
    pub fn in_order(&self, numbers: &[Docs]) -> Vec<Row> {
        let count: usize = numbers.iter().map(Docs::count).sum();
        let volumes = self.volumes().zip(numbers);
        // Numbers of a volume fit into a row.
        let rows =
            volumes.flat_map(|((_, base), docs)| docs.iter().map(move |at| base + at as Row));
        if count <= self.order.len() / FEW {
            let ranks = self.ranks.of(self);
            let rank = |row: Row| ranks.get(row as usize).copied().unwrap_or(NOWHERE);
            let mut placed: Vec<_> = rows.map(|row| (rank(row), row)).collect();
            placed.sort_unstable();
            let listed = placed.into_iter().filter(|(rank, _)| *rank != NOWHERE);
            return listed.map(|(_, row)| row).collect();
        }
        let mut wanted = Docs::new(self.rows() as usize);
        rows.for_each(|row| wanted.insert(row as usize));
        let listed = self.order.iter().copied();
        listed
            .filter(|row| wanted.contains(*row as usize))
            .collect()
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
