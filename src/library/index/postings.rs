//! How a set of numbers lies in the index: as a list of gaps, as a bitmap, or as the word "all".
//!
//! Owns both directions. Does not own which sets there are (`build`, `lookup`).

use super::{bits::Bits, docs::Docs};

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
    /// Form and length in one number. A bitmap of all numbers that a volume can hold takes 8,192 bytes.
    fn shape(self, len: usize) -> u16 {
        let len = u16::try_from(len).unwrap_or(0) & ((1 << LENGTH_BITS) - 1);
        (self as u16) << LENGTH_BITS | len
    }
}

/// Writes a set of ascending numbers below `limit` in its smallest form, and returns its shape.
#[inline]
pub(super) fn write(numbers: &[u32], limit: usize, out: &mut Vec<u8>) -> u16 {
    if numbers.len() == limit {
        return Form::All.shape(0);
    }
    let (start, most) = (out.len(), limit.div_ceil(8));
    if numbers.len() < most {
        write_gaps(numbers, out);
        if out.len() - start < most {
            return Form::Gaps.shape(out.len() - start);
        }
        out.truncate(start);
    }
    out.resize(start + most, 0);
    let bits = &mut out[start..];
    for number in numbers {
        if let Some(byte) = bits.get_mut(*number as usize / 8) {
            *byte |= 1 << (number % 8);
        }
    }
    Form::Bits.shape(most)
}

/// Writes a set as a bitmap, and returns its shape.
pub(super) fn write_bits(docs: &Bits, out: &mut Vec<u8>) -> u16 {
    let len = docs.limit().div_ceil(8);
    let end = out.len() + len;
    let words = docs.words().iter();
    words.for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
    out.truncate(end);
    Form::Bits.shape(len)
}

/// Writes the gaps between ascending numbers.
#[inline]
pub(super) fn write_gaps(numbers: &[u32], out: &mut Vec<u8>) {
    let mut next = 0;
    for number in numbers {
        let mut gap = number - next;
        while gap >= 0x80 {
            out.push(gap as u8 | 0x80);
            gap >>= 7;
        }
        out.push(gap as u8);
        next = number + 1;
    }
}

/// The length in bytes that a shape tells.
pub(super) fn length(shape: u16) -> usize {
    usize::from(shape & ((1 << LENGTH_BITS) - 1))
}

/// Takes the numbers of a set into `docs`.
pub(super) fn read(bytes: &[u8], shape: u16, docs: &mut Docs) {
    match shape >> LENGTH_BITS {
        0 => docs.extend(Gaps::new(bytes)),
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

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.bytes.len()))
    }
}
