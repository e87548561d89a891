//! The terms of the documents and the documents they occur in.
//!
//! Owns the table that gives each term a number. Does not own what terms there are (`build`).

use super::inverter::Inverter;

/// A term: the bytes of a word of up to sixteen bytes, or packed characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// The first eight bytes.
    low: u64,
    /// The others. Its top byte tells terms that are no short words: no text contains these bytes.
    high: u64,
}

/// The high half of terms that are packed characters.
const PACKED: u64 = 0xfe << 56;

/// The high half of words of more than sixteen bytes, whose low half is their number.
const LONG: u64 = 0xff << 56;

/// The bytes of the longest word that is its own key.
const SHORT: usize = 16;

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

    /// The key of `text[start..start + len]` if it has one to sixteen bytes.
    #[inline]
    fn short(text: &[u8], start: usize, len: usize) -> Self {
        let mut key = [0; SHORT];
        if let Some(chunk) = text.get(start..start + SHORT) {
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
    fn hash(self) -> u32 {
        let product = u128::from(self.low ^ 0xa076_1d64_78bd_642f)
            * u128::from(self.high ^ 0xe703_7ed1_a0b4_28db);
        product as u32 ^ (product >> 64) as u32
    }
}

/// A place in the table: a term's number below, nought if there is none, and the top of its hash above.
type Slot = u32;

const NUMBER_BITS: u32 = 25;
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;

/// How many terms are looked up together. One after the other, each would wait for the memory by itself.
const BATCH: usize = 256;

/// Collects the terms of documents, one document after another. Numbers begin at one, in the order in which the terms
/// were first seen, so that common ones lie together and stay in the processor's cache.
#[derive(Debug, Default)]
pub(super) struct Terms {
    slots: Vec<Slot>,
    keys: Vec<Key>,
    /// The words of more than sixteen bytes, one behind the other, and where each ends.
    long: Vec<u8>,
    long_ends: Vec<usize>,
    /// Terms of this document that wait to be looked up, and their hashes.
    waiting: Vec<(Key, u32)>,
    documents: Inverter,
}

impl Terms {
    /// Forgets all terms and documents, but keeps its memory.
    pub(super) fn clear(&mut self) {
        self.slots.fill(0);
        self.keys.clear();
        self.long.clear();
        self.long_ends.clear();
        self.documents.clear(0);
    }

    /// How many documents there are.
    pub(super) fn documents(&self) -> usize {
        self.documents.count()
    }

    /// Works out the documents of each term.
    pub(super) fn invert(&mut self) -> &Inverter {
        self.documents.invert();
        &self.documents
    }

    /// The documents of a term, ascending, when they have been worked out.
    pub(super) fn documents_of(&self, term: usize) -> &[u32] {
        self.documents.places_of(term)
    }

    /// All terms but the first number, which is none's, with their numbers.
    pub(super) fn keys(&self) -> impl Iterator<Item = (usize, Key)> {
        self.keys.iter().copied().enumerate().skip(1)
    }

    /// In how many documents a term is.
    pub(super) fn count_of(&self, term: usize) -> u32 {
        self.documents.count_of(term)
    }

    /// The document is done.
    pub(super) fn end_document(&mut self) {
        self.settle();
        self.documents.end_place();
    }

    /// Notes that the word `text[start..end]` occurs in this document.
    #[inline]
    pub(super) fn note_word(&mut self, text: &[u8], start: usize, end: usize) {
        if end - start <= SHORT {
            self.note(Key::short(text, start, end - start));
        } else {
            self.note_long(&text[start..end]);
        }
    }

    /// Notes that a term occurs in this document.
    #[inline]
    pub(super) fn note(&mut self, key: Key) {
        self.waiting.push((key, key.hash()));
        if self.waiting.len() == BATCH {
            self.settle();
        }
    }

    #[cold]
    fn note_long(&mut self, word: &[u8]) {
        let hash = long_hash(word);
        self.make_room();
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
        self.documents.note(&[term]);
    }

    /// Looks up the terms that wait. First the slots of all are read, then the keys there are compared, and no step
    /// branches on what was read: so many reads are under way at the same time.
    fn settle(&mut self) {
        self.make_room();
        let mut terms = [0; BATCH];
        let mask = self.slots.len() - 1;
        for ((_, hash), term) in self.waiting.iter().zip(&mut terms) {
            let at = *hash as usize;
            let (first, second) = (self.slots[at & mask], self.slots[(at + 1) & mask]);
            let is_first = (first ^ hash) >> NUMBER_BITS == 0;
            *term = NUMBER & if is_first { first } else { second };
        }
        for ((key, _), term) in self.waiting.iter().zip(&mut terms) {
            *term *= u32::from(self.keys[*term as usize] == *key);
        }
        let waiting = std::mem::take(&mut self.waiting);
        for ((key, hash), term) in waiting.iter().zip(&mut terms) {
            if *term == 0 {
                let found = self.find(*hash, |_, other| other == *key);
                *term = found.unwrap_or_else(|slot| self.take_in(slot, *hash, *key));
            }
        }
        self.documents.note(&terms[..waiting.len()]);
        self.waiting = waiting;
        self.waiting.clear();
    }

    /// The term that has a hash and is the right one, or the free slot where it belongs.
    #[inline]
    fn find(&self, hash: u32, is_right: impl Fn(&Self, Key) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return Err(at);
            }
            let term = slot & NUMBER;
            if (slot ^ hash) >> NUMBER_BITS == 0 && is_right(self, self.keys[term as usize]) {
                return Ok(term);
            }
            at = (at + 1) & mask;
        }
    }

    /// Gives a new term its number and a free slot.
    fn take_in(&mut self, slot: usize, hash: u32, key: Key) -> u32 {
        let term = self.keys.len() as u32;
        self.keys.push(key);
        self.documents.push();
        self.slots[slot] = hash & !NUMBER | term & NUMBER;
        term
    }

    /// Sees to it that at least half of the slots are free when the terms that wait have been taken in.
    fn make_room(&mut self) {
        if self.keys.is_empty() {
            self.keys.push(Key::default());
            self.documents.push();
        }
        if (self.keys.len() + BATCH) * 2 <= self.slots.len() {
            return;
        }
        self.slots.clear();
        self.slots
            .resize((4 * (self.keys.len() + BATCH)).next_power_of_two(), 0);
        let mask = self.slots.len() - 1;
        for (term, key) in self.keys.iter().enumerate().skip(1) {
            let hash = self.long_word(*key).map_or_else(|| key.hash(), long_hash);
            let mut at = hash as usize & mask;
            while self.slots[at] != 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = hash & !NUMBER | term as u32 & NUMBER;
        }
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
            let len = SHORT - bytes.leading_zeros() as usize / 8;
            text.extend_from_slice(&bytes.to_le_bytes()[..len]);
        }
    }
}

fn long_hash(word: &[u8]) -> u32 {
    let hash = word.chunks(SHORT).fold(LONG, |hash, chunk| {
        let key = Key::short(chunk, 0, chunk.len());
        let mixed = Key {
            low: key.low ^ hash,
            high: key.high ^ hash.rotate_left(32),
        };
        u64::from(mixed.hash()) | hash << 32
    });
    hash as u32
}
