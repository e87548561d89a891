//! Sets of document numbers.
//!
//! Owns the bitmap and what is done with it. Does not own how sets lie in an index (`postings`).

/// A set of document numbers below a limit: one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    len: usize,
    words: Vec<u64>,
}

impl Docs {
    /// The empty set of numbers below `len`.
    pub fn new(len: usize) -> Self {
        Self {
            len,
            words: vec![0; len.div_ceil(64)],
        }
    }

    /// All numbers below `len`.
    pub fn full(len: usize) -> Self {
        let mut docs = Self {
            len,
            words: vec![u64::MAX; len.div_ceil(64)],
        };
        docs.cut();
        docs
    }

    /// How many numbers the set could hold.
    pub fn limit(&self) -> usize {
        self.len
    }

    /// Takes a number in; one that is not below the limit is ignored.
    pub fn insert(&mut self, doc: usize) {
        if doc < self.len {
            self.words[doc / 64] |= 1 << (doc % 64);
        }
    }

    /// Takes numbers in.
    pub(super) fn insert_all(&mut self, docs: &[u32]) {
        docs.iter().for_each(|doc| self.insert(*doc as usize));
    }

    /// Takes all numbers out.
    pub(super) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Takes a number out.
    pub fn remove(&mut self, doc: usize) {
        if doc < self.len {
            self.words[doc / 64] &= !(1 << (doc % 64));
        }
    }

    /// Whether a number is in the set.
    pub fn contains(&self, doc: usize) -> bool {
        let word = self.words.get(doc / 64);
        word.is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// How many numbers are in the set.
    pub fn count(&self) -> usize {
        let ones = self.words.iter().map(|word| word.count_ones() as usize);
        ones.sum()
    }

    /// Whether no number is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Whether every number below the limit is in the set.
    pub fn is_full(&self) -> bool {
        let whole = self.len / 64;
        let rest = self
            .words
            .get(whole)
            .is_none_or(|word| *word == self.rest());
        rest && self.words[..whole].iter().all(|word| *word == u64::MAX)
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let rest = |word: &u64| Some(word & word.wrapping_sub(1)).filter(|rest| *rest != 0);
            let ones = std::iter::successors(Some(*word).filter(|word| *word != 0), rest);
            ones.map(move |word| at * 64 + word.trailing_zeros() as usize)
        })
    }

    /// Keeps what is in the other set too.
    pub fn and(&mut self, other: &Self) {
        for (at, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(at).copied().unwrap_or(0);
        }
    }

    /// Takes in what is in the other set.
    pub fn or(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
        self.cut();
    }

    /// Turns the set into all other numbers below the limit.
    pub fn not(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.cut();
    }

    /// The bits, the lowest number first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Takes in the numbers whose bits are set in little-endian bytes.
    pub(super) fn insert_bits(&mut self, bytes: &[u8]) {
        for (word, chunk) in self.words.iter_mut().zip(bytes.chunks(8)) {
            let mut bits = [0; 8];
            bits[..chunk.len()].copy_from_slice(chunk);
            *word |= u64::from_le_bytes(bits);
        }
        self.cut();
    }

    /// The bits of the last word that may be set.
    fn rest(&self) -> u64 {
        (1 << (self.len % 64)) - 1
    }

    /// Takes out what is not below the limit.
    fn cut(&mut self) {
        let rest = self.rest();
        if let Some(word) = self.words.get_mut(self.len / 64) {
            *word &= rest;
        }
    }
}
