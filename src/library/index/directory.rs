//! Where in an ascending list of evenly spread numbers one of them stands.
//!
//! Owns the table that tells where the numbers of each of many equal ranges begin: what stands between two entries lies
//! together in memory, while halving the list until a number is found would wait for it a dozen times. Does not own the
//! lists (`build`, `lookup`).

use std::ops::Range;

/// How many numbers there are to a range.
const EACH: usize = 8;

/// Writes the table for ascending numbers.
pub(super) fn write(numbers: &[u32], out: &mut Vec<u8>) {
    let ranges = numbers.len().div_ceil(EACH);
    for range in 0..=ranges {
        let start = numbers.partition_point(|number| range_of(*number, ranges) < range);
        out.extend_from_slice(&(start as u32).to_le_bytes());
    }
}

/// Where a number stands, if it is there at all.
#[inline]
pub(super) fn find(table: &[u8], number: u32) -> Option<Range<usize>> {
    let (entries, _) = table.as_chunks::<4>();
    let range = range_of(number, entries.len().checked_sub(1)?);
    let entry = |at: usize| Some(u32::from_le_bytes(*entries.get(at)?) as usize);
    Some(entry(range)?..entry(range + 1)?)
}

/// In which of the ranges a number lies.
fn range_of(number: u32, ranges: usize) -> usize {
    ((u64::from(number) * ranges as u64) >> 32) as usize
}
