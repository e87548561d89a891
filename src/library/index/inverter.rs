//! Terms and the places they occur in, turned into a list of places for each term.
//!
//! Owns the table of terms and the writing of their lists. Used for words and the documents they occur in, and for the
//! letter groups of words and the blocks of the dictionary they occur in. Does not own what terms there are (`build`).

use super::postings::{Form, gap_length, write_gap};

/// A term: the bytes of a word of up to sixteen bytes, or what a letter group is packed into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// The first eight bytes.
    pub(super) low: u64,
    /// The others. Its top byte tells terms that are no short words: no text contains these bytes.
    pub(super) high: u64,
}

/// The high half of terms that are packed characters.
const PACKED: u64 = 0xfe << 56;

/// The high half of words of more than sixteen bytes, whose low half is their number.
const LONG: u64 = 0xff << 56;

impl Key {
    /// Characters, as [`super::grams::pack`] packs them.
    pub(super) fn packed(chars: u64) -> Self {
        Self {
            low: chars,
            high: PACKED,
        }
    }

    /// The characters, if that is what the key is.
    pub(super) fn chars(self) -> Option<u64> {
        (self.high == PACKED).then_some(self.low)
    }

    /// The key of `text[start..start + len]` if it has up to sixteen bytes.
    #[inline]
    fn short(text: &[u8], start: usize, len: usize) -> Self {
        let mut key = [0; 16];
        if let Some(chunk) = text.get(start..start + 16) {
            key.copy_from_slice(chunk);
        } else if let Some(chunk) = text.get(start..start + len) {
            key[..len].copy_from_slice(chunk);
        }
        let key = u128::from_le_bytes(key) & (u128::MAX >> (128 - 8 * len));
        Self {
            low: key as u64,
            high: (key >> 64) as u64,
        }
    }

    /// The product of both halves, folded: one multiplication mixes all bits well enough for a table.
    #[inline]
    fn hash(self) -> u64 {
        let product = u128::from(self.low ^ 0xa076_1d64_78bd_642f)
            * u128::from(self.high ^ 0xe703_7ed1_a0b4_28db);
        product as u64 ^ (product >> 64) as u64
    }
}

/// A place in the table: half of a hash and a term's number and one, or nought.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    number: u32,
}

/// What is noted about a term. Terms lie in the order in which they were first seen, so that common ones lie together
/// and stay in the processor's cache; the table of slots is small.
#[derive(Clone, Copy, Debug)]
struct Term {
    key: Key,
    /// The last place it was noted in and one.
    last: u32,
    tally: Tally,
}

/// What is known about a term when all places have been noted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// In how many places it occurs.
    pub(super) count: u32,
    /// How many bytes the gaps between them take.
    pub(super) gaps: u32,
}

/// Where the next place of a term is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    /// The next byte of a list, the first of a bitmap.
    at: u32,
    next: u32,
    form: Form,
}

/// Collects terms, one place after another.
#[derive(Debug, Default)]
pub(super) struct Inverter {
    slots: Vec<Slot>,
    terms: Vec<Term>,
    /// The words of more than sixteen bytes, one behind the other, and where each ends.
    long: Vec<u8>,
    long_ends: Vec<usize>,
    /// The terms of each place, one place behind the other, and where each ends.
    stream: Vec<u32>,
    ends: Vec<usize>,
}

impl Inverter {
    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.ends.len()
    }

    /// All terms in the order in which they were first noted.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        self.terms.iter().map(|term| term.key)
    }

    /// The key of a term.
    pub(super) fn key(&self, term: usize) -> Key {
        self.terms[term].key
    }

    /// The next place begins.
    pub(super) fn end_place(&mut self) {
        self.ends.push(self.stream.len());
    }

    /// Forgets all terms and places, but keeps its memory.
    pub(super) fn clear(&mut self) {
        self.slots.fill(Slot::default());
        self.terms.clear();
        self.long.clear();
        self.long_ends.clear();
        self.stream.clear();
        self.ends.clear();
    }

    /// Notes that the word `text[start..end]` occurs in this place.
    #[inline]
    pub(super) fn note_word(&mut self, text: &[u8], start: usize, end: usize) {
        if end - start <= 16 {
            self.note(Key::short(text, start, end - start));
        } else {
            self.note_long(&text[start..end]);
        }
    }

    /// Notes that a term occurs in this place; returns its number.
    #[inline]
    pub(super) fn note(&mut self, key: Key) -> u32 {
        let hash = key.hash() as u32;
        let term = self.find(hash, |_, other| other == key);
        let term = term.unwrap_or_else(|slot| self.take_in(slot, hash, key));
        self.stamp(term)
    }

    #[cold]
    fn note_long(&mut self, word: &[u8]) {
        let hash = word.chunks(16).fold(LONG, |hash, chunk| {
            let key = Key::short(chunk, 0, chunk.len());
            Key {
                low: key.low ^ hash,
                high: key.high ^ hash.rotate_left(32),
            }
            .hash()
        }) as u32;
        let term = self.find(hash, |all, other| all.long_word(other) == Some(word));
        let term = term.unwrap_or_else(|slot| {
            let key = Key {
                low: self.long_ends.len() as u64,
                high: LONG,
            };
            self.long.extend_from_slice(word);
            self.long_ends.push(self.long.len());
            self.take_in(slot, hash, key)
        });
        self.stamp(term);
    }

    /// The term that has a hash and is the right one, or the free slot where it belongs.
    #[inline]
    fn find(&mut self, hash: u32, is_right: impl Fn(&Self, Key) -> bool) -> Result<u32, usize> {
        if self.terms.len() * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.number == 0 {
                return Err(at);
            }
            let term = slot.number - 1;
            if slot.hash == hash && is_right(self, self.terms[term as usize].key) {
                return Ok(term);
            }
            at = (at + 1) & mask;
        }
    }

    /// Gives a new term its number and a free slot.
    fn take_in(&mut self, slot: usize, hash: u32, key: Key) -> u32 {
        let term = self.terms.len() as u32;
        self.terms.push(Term {
            key,
            last: 0,
            tally: Tally::default(),
        });
        let number = term + 1;
        self.slots[slot] = Slot { hash, number };
        term
    }

    /// The word behind a key, if it is one of more than sixteen bytes.
    fn long_word(&self, key: Key) -> Option<&[u8]> {
        if key.high != LONG {
            return None;
        }
        let at = usize::try_from(key.low).ok()?;
        let start = at.checked_sub(1).map_or(0, |before| self.long_ends[before]);
        self.long.get(start..*self.long_ends.get(at)?)
    }

    /// Writes a word out, if that is what the key is.
    pub(super) fn write_word(&self, key: Key, text: &mut Vec<u8>) {
        if let Some(word) = self.long_word(key) {
            text.extend_from_slice(word);
        } else {
            let bytes = u128::from(key.low) | u128::from(key.high) << 64;
            let len = 16 - bytes.leading_zeros() as usize / 8;
            text.extend_from_slice(&bytes.to_le_bytes()[..len]);
        }
    }

    #[inline]
    fn stamp(&mut self, number: u32) -> u32 {
        let term = &mut self.terms[number as usize];
        let place = self.ends.len() as u32;
        if term.last <= place {
            term.tally.gaps += gap_length(place - term.last);
            term.tally.count += 1;
            term.last = place + 1;
            self.stream.push(number);
        }
        number
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 12);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.number != 0) {
            let mut at = slot.hash as usize & (size - 1);
            while self.slots[at].number != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = slot;
        }
    }

    /// What is known about each term.
    pub(super) fn tallies(&self) -> Vec<Tally> {
        self.terms.iter().map(|term| term.tally).collect()
    }

    /// Each place with its terms.
    pub(super) fn notes(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let places = starts.zip(&self.ends).zip(0..);
        places.map(|((start, end), place)| (place, &self.stream[start..*end]))
    }
}

impl Pen {
    /// A pen for a set that begins at a byte.
    pub(super) fn new(at: u32, form: Form) -> Self {
        let next = 0;
        Self { at, next, form }
    }

    /// Writes down a place; they have to come in order.
    #[inline]
    pub(super) fn write(&mut self, place: u32, bytes: &mut [u8]) {
        match self.form {
            Form::Gaps => {
                let rest = bytes.get_mut(self.at as usize..).unwrap_or_default();
                self.at += write_gap(rest, place - self.next) as u32;
                self.next = place + 1;
            }
            Form::Bits => {
                if let Some(byte) = bytes.get_mut((self.at + place / 8) as usize) {
                    *byte |= 1 << (place % 8);
                }
            }
            Form::All => {}
        }
    }
}
