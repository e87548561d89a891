//! Letter groups of words: what leads from a part of a word to the words, and what names a set in the index.
//!
//! Owns how characters are packed into a number and which groups a word has. Does not own what is noted for them
//! (`build`, `lookup`).

/// What stands before and behind each word of the dictionary. A group with an edge in it is at the beginning or the end.
pub(super) const EDGE: char = '\n';

/// How many characters the longest group has that leads to words.
pub(super) const LONGEST: usize = 3;

const CHAR_BITS: u32 = 21;

/// The set of a character that is no part of a word.
pub(super) const SINGLE: u64 = 0b100 << 61;

/// The set of two characters of a script without spaces.
pub(super) const PAIR: u64 = 0b101 << 61;

/// The set of many rare pairs together.
pub(super) const BUCKET: u64 = 0b110 << 61;

/// The set of a longer letter group.
const LONGER: u64 = 0b111 << 61;

/// What finding a word costs, in documents that are read.
pub(super) const WORD: u32 = 8;

/// How many characters of ASCII the longest group has that may have a set.
pub(super) const LONG: usize = 7;

/// The name of a group of more than three characters of ASCII.
pub(super) fn long(bytes: &[u8]) -> u64 {
    let push = |packed, byte: &u8| packed << 8 | u64::from(*byte);
    LONGER | bytes.iter().fold(0, push)
}

/// The name of the set that the documents with some letters may have.
pub(super) fn name(letters: &str) -> Option<u64> {
    if letters.chars().nth(LONGEST).is_none() {
        Some(pack(letters.chars()))
    } else {
        (letters.is_ascii() && letters.len() <= LONG).then(|| long(letters.as_bytes()))
    }
}

/// Up to three characters in one number.
pub(super) fn pack(chars: impl IntoIterator<Item = char>) -> u64 {
    let push = |packed, c| packed << CHAR_BITS | u64::from(u32::from(c));
    chars.into_iter().fold(0, push)
}

/// Whether a packed number is of a pair of characters of a script without spaces.
pub(super) fn is_pair(packed: u64) -> bool {
    packed >> 61 == PAIR >> 61
}

/// The number of a letter group in the index. Two groups may share one: then both lead to the words of both, among
/// which the right ones are looked for anyway.
#[inline]
pub(super) fn number(packed: u64) -> u32 {
    (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// The bucket of a rare pair. There is a power of two of them.
pub(super) fn bucket(pair: u64, buckets: u32) -> u32 {
    number(pair ^ pair >> CHAR_BITS << 7) & buckets.wrapping_sub(1)
}

/// Calls `take` with each group of three letters of a word between its edges.
#[inline]
pub(super) fn threes(word: &str, mut take: impl FnMut(u64)) {
    const TWO: u64 = (1 << (2 * CHAR_BITS)) - 1;
    let mut chars = word.chars().chain([EDGE]);
    let mut group = pack([EDGE].into_iter().chain(chars.next()));
    for c in chars {
        group = (group & TWO) << CHAR_BITS | u64::from(u32::from(c));
        take(group);
    }
}

/// The three characters of a packed group.
pub(super) fn unpack(packed: u64) -> [char; LONGEST] {
    let char_at = |shift: u32| {
        let code = (packed >> shift) as u32 & ((1 << CHAR_BITS) - 1);
        char::from_u32(code).unwrap_or(EDGE)
    };
    [char_at(2 * CHAR_BITS), char_at(CHAR_BITS), char_at(0)]
}
