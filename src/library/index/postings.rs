//! How a set of numbers lies in the index: as a list of gaps, as a bitmap, or as the word "all".
//!
//! Owns both directions. Does not own which sets there are (`build`, `lookup`).

use super::docs::Docs;

/// Where a set lies in the index's sets and in which form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Its first byte.
    pub(super) at: u32,
    /// Form in the top two bits, length in bytes below.
    pub(super) shape: u16,
}

/// The form of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Gaps between ascending numbers.
    Gaps,
    /// A bit for each number there could be.
    Bits,
    /// Nothing is written: all numbers.
    All,
}

const LENGTH_BITS: u32 = 14;

impl Form {
    /// The smallest form of a set of `count` of `limit` numbers whose gaps take `gaps` bytes, and its length.
    pub(super) fn of(count: usize, gaps: usize, limit: usize) -> (Self, usize) {
        let bits = limit.div_ceil(8);
        if count == limit {
            (Self::All, 0)
        } else if gaps < bits {
            (Self::Gaps, gaps)
        } else {
            (Self::Bits, bits)
        }
    }

    /// Form and length in one number. A bitmap of all numbers that a volume can hold takes 8,192 bytes.
    pub(super) fn shape(self, len: usize) -> u16 {
        let len = u16::try_from(len).unwrap_or(0) & ((1 << LENGTH_BITS) - 1);
        (self as u16) << LENGTH_BITS | len
    }
}

/// The length in bytes that a shape tells.
pub(super) fn length(shape: u16) -> usize {
    usize::from(shape & ((1 << LENGTH_BITS) - 1))
}

/// Takes the numbers of a set into `docs`.
pub(super) fn read(bytes: &[u8], shape: u16, docs: &mut Docs) {
    match shape >> LENGTH_BITS {
        0 => {
            for doc in Gaps::new(bytes) {
                docs.insert(doc as usize);
            }
        }
        1 => docs.insert_bits(bytes),
        _ => *docs = Docs::full(docs.limit()),
    }
}

/// The numbers of a list of gaps, ascending.
pub(super) struct Gaps<'a> {
    bytes: std::slice::Iter<'a, u8>,
    next: u32,
}

impl<'a> Gaps<'a> {
    /// Reads a list.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
            next: 0,
        }
    }
}

impl Iterator for Gaps<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let mut byte = *self.bytes.next()?;
        let mut gap = u32::from(byte & 0x7f);
        let mut shift = 7;
        while byte >= 0x80 {
            byte = *self.bytes.next()?;
            gap |= u32::from(byte & 0x7f).wrapping_shl(shift);
            shift += 7;
        }
        let number = self.next.wrapping_add(gap);
        self.next = number.wrapping_add(1);
        Some(number)
    }
}

/// How many bytes a gap takes.
#[inline]
pub(super) fn gap_length(gap: u32) -> u32 {
    1 + u32::from(gap >= 1 << 7)
        + u32::from(gap >= 1 << 14)
        + u32::from(gap >= 1 << 21)
        + u32::from(gap >= 1 << 28)
}

/// Writes a gap at the beginning of `bytes` and says how many it took.
#[inline]
pub(super) fn write_gap(bytes: &mut [u8], mut gap: u32) -> usize {
    let mut len = 0;
    for byte in bytes {
        len += 1;
        if gap < 0x80 {
            *byte = gap as u8;
            break;
        }
        *byte = gap as u8 | 0x80;
        gap >>= 7;
    }
    len
}
