//! A bitmap.
//!
//! Owns the bits and what is done with them. Does not own the other forms that a set of numbers takes (`docs`).

/// A set of numbers below a limit: one bit each.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits {
    len: usize,
    words: Vec<u64>,
}

impl Bits {
    /// The empty set of numbers below `len`.
    pub(super) fn new(len: usize) -> Self {
        Self {
            len,
            words: vec![0; len.div_ceil(64)],
        }
    }

    /// All numbers below `len`.
    pub(super) fn full(len: usize) -> Self {
        let mut bits = Self::new(len);
        bits.not();
        bits
    }

    /// How many numbers the set could hold.
    pub(super) fn limit(&self) -> usize {
        self.len
    }

    /// Takes a number in; one that is not below the limit is ignored.
    #[inline]
    pub(super) fn insert(&mut self, number: usize) {
        if number < self.len {
            self.words[number / 64] |= 1 << (number % 64);
        }
    }

    /// Takes numbers in.
    #[inline]
    pub(super) fn insert_all(&mut self, numbers: &[u32]) {
        numbers
            .iter()
            .for_each(|number| self.insert(*number as usize));
    }

    /// Takes all numbers out.
    pub(super) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Takes a number out.
    pub(super) fn remove(&mut self, number: usize) {
        if number < self.len {
            self.words[number / 64] &= !(1 << (number % 64));
        }
    }

    /// Whether a number is in the set.
    #[inline]
    pub(super) fn contains(&self, number: usize) -> bool {
        let word = self.words.get(number / 64);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// How many numbers are in the set.
    pub(super) fn count(&self) -> usize {
        let ones = self.words.iter().map(|word| word.count_ones() as usize);
        ones.sum()
    }

    /// Whether no number is in the set.
    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Whether every number below the limit is in the set.
    pub(super) fn is_full(&self) -> bool {
        let whole = self.len / 64;
        let rest = self
            .words
            .get(whole)
            .is_none_or(|word| *word == self.rest());
        rest && self.words[..whole].iter().all(|word| *word == u64::MAX)
    }

    /// The numbers, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let rest = |word: &u64| Some(word & word.wrapping_sub(1)).filter(|rest| *rest != 0);
            let ones = std::iter::successors(Some(*word).filter(|word| *word != 0), rest);
            ones.map(move |word| at * 64 + word.trailing_zeros() as usize)
        })
    }

    /// Keeps what is in the other set too.
    pub(super) fn and(&mut self, other: &Self) {
        for (at, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(at).copied().unwrap_or(0);
        }
    }

    /// Takes in what is in the other set.
    #[inline]
    pub(super) fn or(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
        self.cut();
    }

    /// Turns the set into all other numbers below the limit.
    pub(super) fn not(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.cut();
    }

    /// The bits, the lowest number first.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Takes in the numbers whose bits are set in little-endian bytes.
    pub(super) fn insert_bytes(&mut self, bytes: &[u8]) {
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
