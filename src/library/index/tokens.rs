//! What a text is taken apart into: words, runs of scripts without spaces, signs.
//!
//! Owns the classes of characters and where a part ends. A text and a needle are parted by the same rules, which look
//! no further than one character to either side: inside of a needle the parts are those of each text that contains it.
//! Does not own what is noted about a part (`build`, `lookup`).
//!
//! Letters are told from other bytes sixty-four at a time, one bit each, and a word's beginning and end are where the
//! bits change: a branch for each byte would be guessed wrongly at the end of each word.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Parts words and is not noted: white space, control characters.
    Blank,
    /// A letter or digit of a script that writes spaces between words.
    Letter,
    /// A character of a script that does not.
    Unspaced,
    /// A sign that belongs to a word where it stands between two letters: `u.s`, `it's`.
    Joiner,
    /// Any other sign.
    Sign,
}

/// The class of a character.
pub(super) fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        '.' | '\'' => Class::Joiner,
        '\0'..=' ' | '\u{7f}' => Class::Blank,
        '!'..='~' => Class::Sign,
        // What is most frequent beyond ASCII is known without a look into tables: letters with accents, quotation marks,
        // dashes.
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Class::Letter,
        '\u{2010}'..='\u{2027}' => Class::Sign,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{3ffff}' => Class::Unspaced,
        _ => class_by_tables(c),
    }
}

/// The class of a character of a script that writes spaces between words.
fn class_by_tables(c: char) -> Class {
    if c.is_alphanumeric() || is_combining_mark(c) {
        Class::Letter
    } else if c.is_whitespace() || c.is_control() {
        Class::Blank
    } else {
        Class::Sign
    }
}

/// The parts of a text. Keeps its memory for the next one.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// A bit for each byte: whether it belongs to a word.
    letters: Vec<u64>,
    /// The same for signs of ASCII.
    signs: Vec<u64>,
    /// Where words begin and end, by turns; more lie behind these.
    edges: Vec<u32>,
    words: usize,
    /// Characters of scripts without spaces, and where each stands.
    unspaced: Vec<(u32, char)>,
    /// Which signs of ASCII there are.
    plain: u128,
    others: Vec<char>,
}

/// How many bytes are looked at together.
const BLOCK: usize = 64;

impl Parts {
    /// Takes a text apart. One of more than four gigabytes would not be taken apart to its end.
    pub(super) fn part(&mut self, text: &str) {
        self.unspaced.clear();
        self.others.clear();
        self.plain = 0;
        let blocks = text.len() / BLOCK + 1;
        for bits in [&mut self.letters, &mut self.signs] {
            bits.clear();
            bits.resize(blocks + 1, 0);
        }
        let mut chunks = text.as_bytes().chunks_exact(BLOCK);
        for (at, chunk) in chunks.by_ref().enumerate() {
            self.sort_block(text, at, chunk);
        }
        let mut last = [b' '; BLOCK];
        let rest = chunks.remainder();
        last[..rest.len()].copy_from_slice(rest);
        self.sort_block(text, blocks - 1, &last);
        self.join(text.as_bytes());
        self.find_edges();
    }

    /// The words, with the signs that join their letters, by their bytes.
    pub(super) fn words(&self) -> impl Iterator<Item = Range<usize>> {
        let edges = self.edges[..2 * self.words].chunks_exact(2);
        edges.map(|edges| edges[0] as usize..edges[1] as usize)
    }

    /// Each sign of ASCII that stands anywhere once, then all others. One that joins the letters of a word is among them.
    pub(super) fn signs(&self) -> impl Iterator<Item = char> {
        let plain = (b'!'..=b'~').filter(|sign| self.plain >> sign & 1 == 1);
        plain.map(char::from).chain(self.others.iter().copied())
    }

    /// The characters of scripts without spaces, each with the one right before it if that is of such a script too.
    pub(super) fn unspaced(&self) -> impl Iterator<Item = (Option<char>, char)> {
        let mut last = None;
        self.unspaced.iter().map(move |(at, c)| {
            let before = last.filter(|(end, _)| end == at).map(|(_, before)| before);
            last = Some((at + c.len_utf8() as u32, *c));
            (before, *c)
        })
    }

    /// Tells letters and signs of a block apart.
    #[inline]
    fn sort_block(&mut self, text: &str, at: usize, block: &[u8]) {
        let mut letters = [0; BLOCK];
        let mut signs = [0; BLOCK];
        for ((byte, letter), sign) in block.iter().zip(&mut letters).zip(&mut signs) {
            let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26 || byte.wrapping_sub(b'0') < 10;
            *letter = u8::from((byte | 0x20).wrapping_sub(b'a') < 26)
                | u8::from(byte.wrapping_sub(b'0') < 10);
            *sign = u8::from(byte.wrapping_sub(b'!') < b'~' - b' ') & u8::from(!is_letter);
        }
        self.letters[at] |= gathered(&letters);
        self.signs[at] = gathered(&signs);
        if !block.is_ascii() {
            self.sort_long(text, at * BLOCK);
        }
    }

    /// Takes in the longer characters that begin in a block.
    #[cold]
    fn sort_long(&mut self, text: &str, start: usize) {
        let end = (start + BLOCK).min(text.len());
        let mut at = (start..end)
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(end);
        while at < end {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                return;
            };
            if !c.is_ascii() {
                match class(c) {
                    Class::Letter => {
                        for byte in at..at + c.len_utf8() {
                            self.letters[byte / BLOCK] |= 1 << (byte % BLOCK);
                        }
                    }
                    Class::Unspaced => self.unspaced.push((at as u32, c)),
                    Class::Blank => {}
                    Class::Joiner | Class::Sign => self.others.push(c),
                }
            }
            at += c.len_utf8();
        }
    }

    /// Notes the signs, and makes those parts of words that join letters.
    fn join(&mut self, text: &[u8]) {
        for block in 0..self.signs.len() {
            let mut signs = self.signs[block];
            while signs != 0 {
                let at = block * BLOCK + signs.trailing_zeros() as usize;
                signs &= signs - 1;
                let sign = text[at];
                self.plain |= 1 << sign;
                let joins = matches!(sign, b'.' | b'\'') && at > 0;
                if joins && self.is_letter(at - 1) && self.is_letter(at + 1) {
                    self.letters[block] |= 1 << (at % BLOCK);
                }
            }
        }
    }

    fn is_letter(&self, at: usize) -> bool {
        self.letters[at / BLOCK] >> (at % BLOCK) & 1 == 1
    }

    /// Finds where bits change. Behind the last byte there is always one that is no letter.
    fn find_edges(&mut self) {
        let (mut len, mut before) = (0, 0);
        for (block, letters) in self.letters.iter().enumerate() {
            let mut edges = letters ^ (letters << 1 | before);
            before = letters >> (BLOCK - 1);
            if self.edges.len() < len + BLOCK {
                self.edges.resize(2 * len + BLOCK, 0);
            }
            let start = (block * BLOCK) as u32;
            let found = &mut self.edges[len..len + BLOCK];
            let count = edges.count_ones() as usize;
            for edge in &mut found[..count] {
                *edge = start + edges.trailing_zeros();
                edges &= edges.wrapping_sub(1);
            }
            len += count;
        }
        self.words = len / 2;
    }
}

/// Sixty-four bytes that are nought or one as bits, the first one lowest.
#[inline]
fn gathered(bytes: &[u8; BLOCK]) -> u64 {
    let (eights, _) = bytes.as_chunks::<8>();
    let bits = eights.iter().zip(0..).map(|(eight, at)| {
        // Each byte's bit is moved up to the top byte.
        let top = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        top << (8 * at)
    });
    bits.fold(0, |all, bits| all | bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_without_tables_is_what_they_say() {
        let known = ('\u{c0}'..='\u{24f}').chain('\u{2010}'..='\u{2027}');
        known.for_each(|c| assert_eq!(class(c), class_by_tables(c), "{c}"));
    }
}
