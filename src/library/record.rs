//! What is told of every article in a few bytes of fixed length, so that a walk through a hundred thousand of them reads
//! nothing else.
//!
//! Owns the layout of a record. Does not own what stands behind its offsets (`volume`, `head`).

use std::ops::Range;

use twox_hash::XxHash3_64;

use crate::article::Key;

/// Bytes of a record.
pub(super) const SIZE: usize = 164;

/// Where the parts of one article lie in its volume, and what can be known without looking there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The strongest key.
    pub(super) own: u128,
    /// The key of its address, or 0.
    pub(super) link: u128,
    /// The key of its address and title together, or 0: what a page and a feed have in common.
    pub(super) join: u128,
    /// The key of its place.
    pub(super) place: u128,
    /// The date that it is ordered by, in nanoseconds since 1970; [`UNDATED`] where there is none at all.
    pub(super) moment: i128,
    /// Words in the body.
    pub(super) words: u32,
    /// The bits of [`flag`].
    pub(super) flags: u32,
    /// The head, in the heads.
    pub(super) head: Range<u32>,
    /// The body's text, in the texts.
    pub(super) text: Range<u32>,
    /// Blocks, spans, links and folded lines, in the forms.
    pub(super) form: Range<u32>,
    /// The folded fields, in the folded texts.
    pub(super) folded: Range<u32>,
    /// Where title, byline, source and body end in the folded fields.
    pub(super) ends: [u32; 4],
    /// The checksums of head, text with form, and folded fields.
    pub(super) sums: [u64; 3],
}

/// The moment of an article that has no date at all: it comes after all others.
pub(super) const UNDATED: i128 = i128::MIN;

/// What can be so or not.
pub(super) mod flag {
    /// It bears no date of its own.
    pub(in crate::library) const UNDATED: u32 = 1;
    /// It holds links.
    pub(in crate::library) const LINK: u32 = 1 << 1;
    /// It holds pictures.
    pub(in crate::library) const IMAGE: u32 = 1 << 2;
    /// It holds computer text.
    pub(in crate::library) const CODE: u32 = 1 << 3;
    /// Its publisher gave it tags.
    pub(in crate::library) const TAG: u32 = 1 << 4;
    /// Its own key is that of its guid.
    pub(in crate::library) const BY_GUID: u32 = 1 << 5;
    /// Its own key is that of its address.
    pub(in crate::library) const BY_LINK: u32 = 1 << 6;
    /// It goes by its place where its text is not known: it is alone in its file, and has neither guid nor address to be
    /// recognised by when it is edited. In a feed, others take the places of those that fall out of it.
    pub(in crate::library) const BY_PLACE: u32 = 1 << 7;
}

impl Record {
    /// Appends the record to those before it, with a checksum of its own.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        let number = (start / SIZE) as u64;
        for key in [self.own, self.link, self.join, self.place] {
            out.extend(key.to_le_bytes());
        }
        out.extend(self.moment.to_le_bytes());
        let ranges = [&self.head, &self.text, &self.form, &self.folded];
        let places = ranges
            .into_iter()
            .flat_map(|range| [range.start, range.end]);
        let numbers = [self.words, self.flags]
            .into_iter()
            .chain(places)
            .chain(self.ends);
        numbers.for_each(|number| out.extend(number.to_le_bytes()));
        for sum in self.sums {
            out.extend(sum.to_le_bytes());
        }
        let sum = XxHash3_64::oneshot_with_seed(number, &out[start..]);
        // Four bytes are enough here: what they miss, the sums of the parts find.
        out.extend((sum as u32).to_le_bytes());
        debug_assert_eq!(out.len() - start, SIZE);
    }

    /// Reads the record with this number from its [`SIZE`] bytes; nothing where they are not what was written there.
    pub(super) fn read(number: u32, bytes: &[u8]) -> Option<Self> {
        let (body, sum) = bytes.split_last_chunk::<4>()?;
        let expected = XxHash3_64::oneshot_with_seed(number.into(), body);
        (expected as u32 == u32::from_le_bytes(*sum)).then(|| Self::believe(body))?
    }

    /// The same of bytes that were written in this run.
    pub(super) fn believe(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor(bytes);
        let [own, link, join, place] = cursor.keys()?;
        let moment = i128::from_le_bytes(cursor.take()?);
        let (words, flags) = (cursor.number()?, cursor.number()?);
        let [head, text, form, folded] = cursor.ranges()?;
        let mut ends = [0; 4];
        for end in &mut ends {
            *end = cursor.number()?;
        }
        let mut sums = [0; 3];
        for sum in &mut sums {
            *sum = u64::from_le_bytes(cursor.take()?);
        }
        Some(Self {
            own,
            link,
            join,
            place,
            moment,
            words,
            flags,
            head,
            text,
            form,
            folded,
            ends,
            sums,
        })
    }

    /// Whether a bit of [`flag`] is set.
    pub(super) fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// The own key alone, from the bytes of a record: for walks that want nothing else.
pub(super) fn own_key(bytes: &[u8]) -> Key {
    Cursor(bytes).take().map_or(Key::default(), |bytes| {
        Key::from_bits(u128::from_le_bytes(bytes))
    })
}

/// The moment alone, likewise.
pub(super) fn moment(bytes: &[u8]) -> i128 {
    bytes
        .get(4 * size_of::<u128>()..)
        .and_then(|bytes| bytes.first_chunk())
        .map_or(UNDATED, |bytes| i128::from_le_bytes(*bytes))
}

/// A sum that tells damaged bytes from whole ones: the 64 bits of XXH3 (<https://xxhash.com>).
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

/// Bytes that are read from front to back.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*chunk)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn keys(&mut self) -> Option<[u128; 4]> {
        let mut keys = [0; 4];
        for key in &mut keys {
            *key = u128::from_le_bytes(self.take()?);
        }
        Some(keys)
    }

    fn ranges(&mut self) -> Option<[Range<u32>; 4]> {
        let mut next = || Some(self.number()?..self.number()?);
        Some([next()?, next()?, next()?, next()?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_and_a_flipped_bit_is_noticed() {
        let record = Record {
            own: 7,
            moment: -5,
            words: 3,
            head: 1..9,
            ends: [1, 2, 3, 4],
            sums: [4, 5, 6],
            ..Record::default()
        };
        let mut bytes = Vec::new();
        record.write(&mut bytes);
        assert_eq!(bytes.len(), SIZE);
        assert_eq!(Record::read(0, &bytes), Some(record));
        assert_eq!((own_key(&bytes), moment(&bytes)), (Key::from_bits(7), -5));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert_eq!(Record::read(0, &damaged), None, "at byte {at}");
        }
    }

    #[test]
    fn a_record_in_the_place_of_another_is_noticed() {
        let mut bytes = Vec::new();
        for own in [7, 8] {
            Record {
                own,
                ..Record::default()
            }
            .write(&mut bytes);
        }
        let (first, second) = bytes.split_at(SIZE);
        assert!(Record::read(0, first).is_some() && Record::read(1, second).is_some());
        assert_eq!(
            (Record::read(0, second), Record::read(1, first)),
            (None, None)
        );
    }
}
