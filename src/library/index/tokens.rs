//! What a text is taken apart into: words, runs of scripts without spaces, signs.
//!
//! Owns the classes of characters and where a token ends. A text and a needle are parted by the same rules, which look
//! no further than one character to either side: inside of a needle the parts are those of each text that contains it.
//! Does not own what is noted about a token (`build`, `lookup`).

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Parts tokens and is not noted: white space, control characters.
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

/// A part of a text, by its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word, with the signs that join its letters.
    Word(Range<usize>),
    /// Characters of scripts without spaces, as many as stand together.
    Run(Range<usize>),
    /// One sign.
    Sign(Range<usize>),
}

/// The classes of ASCII; `None` is the beginning of a longer character.
static CLASSES: [Option<Class>; 256] = {
    let mut classes = [None; 256];
    let mut byte = 0;
    while byte < 0x80 {
        classes[byte] = Some(match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Class::Letter,
            b'.' | b'\'' => Class::Joiner,
            0..=b' ' | 0x7f => Class::Blank,
            _ => Class::Sign,
        });
        byte += 1;
    }
    classes
};

/// The class of a character.
pub(super) fn class(c: char) -> Class {
    if let Some(Some(class)) = CLASSES.get(c as usize) {
        return *class;
    }
    match c {
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
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Letter,
        _ if c.is_whitespace() || c.is_control() => Class::Blank,
        _ => Class::Sign,
    }
}

/// The tokens of a text, one after another.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    joined: [bool; JOINERS.len()],
}

/// The signs that may join letters.
pub(super) const JOINERS: [char; 2] = ['.', '\''];

impl<'a> Tokens<'a> {
    /// Takes a text apart.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            joined: [false; JOINERS.len()],
        }
    }

    /// The signs that joined letters in the words so far.
    pub(super) fn joined(&self) -> impl Iterator<Item = char> {
        let joiners = JOINERS.into_iter().zip(self.joined);
        joiners.filter_map(|(sign, found)| found.then_some(sign))
    }

    /// The class of the character at a place and the place behind it.
    #[inline]
    fn class_at(&self, at: usize) -> Option<(Class, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        if let Some(class) = CLASSES[usize::from(byte)] {
            return Some((class, at + 1));
        }
        let c = self.text.get(at..)?.chars().next()?;
        Some((class(c), at + c.len_utf8()))
    }

    fn is_letter_at(&self, at: usize) -> bool {
        matches!(self.class_at(at), Some((Class::Letter, _)))
    }

    /// The end of a word of which all before `at` is known.
    fn word_end(&mut self, mut at: usize) -> usize {
        loop {
            match self.class_at(at) {
                Some((Class::Letter, next)) => at = next,
                Some((Class::Joiner, next)) if self.is_letter_at(next) => {
                    let sign = char::from(self.text.as_bytes()[at]);
                    for (joiner, found) in JOINERS.iter().zip(&mut self.joined) {
                        *found |= *joiner == sign;
                    }
                    at = next;
                }
                _ => return at,
            }
        }
    }

    fn run_end(&self, mut at: usize) -> usize {
        while let Some((Class::Unspaced, next)) = self.class_at(at) {
            at = next;
        }
        at
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        loop {
            let start = self.at;
            let plain = plain_letters(bytes.get(start..start + 8));
            if plain > 0 {
                let mut end = start + plain;
                if plain == 8 || CLASSES[usize::from(bytes[end])].is_none_or(goes_on) {
                    end = self.word_end(end);
                }
                self.at = end;
                return Some(Token::Word(start..end));
            }
            let (class, next) = self.class_at(start)?;
            self.at = next;
            match class {
                Class::Blank => {}
                Class::Letter => {
                    self.at = self.word_end(next);
                    return Some(Token::Word(start..self.at));
                }
                Class::Unspaced => {
                    self.at = self.run_end(next);
                    return Some(Token::Run(start..self.at));
                }
                Class::Joiner | Class::Sign => return Some(Token::Sign(start..next)),
            }
        }
    }
}

/// Whether a word may go on with a sign of this class.
fn goes_on(class: Class) -> bool {
    matches!(class, Class::Letter | Class::Joiner)
}

/// How many of eight bytes at the beginning are small letters or digits of ASCII; none if there are not eight bytes.
/// Eight at a time, because a branch for each byte is guessed wrongly at the end of each word.
#[inline]
fn plain_letters(bytes: Option<&[u8]>) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const fn each(byte: u8) -> u64 {
        0x0101_0101_0101_0101 * byte as u64
    }
    let Some(Ok(bytes)) = bytes.map(<[u8; 8]>::try_from) else {
        return 0;
    };
    let word = u64::from_le_bytes(bytes);
    let at_least = |byte: u8| (word | HIGH) - each(byte);
    let letter = at_least(b'a') & !at_least(b'z' + 1);
    let digit = at_least(b'0') & !at_least(b'9' + 1);
    let plain = (letter | digit) & !word & HIGH;
    ((plain ^ HIGH).trailing_zeros() / 8) as usize
}
