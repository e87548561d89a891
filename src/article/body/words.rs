//! How many words a text has.
//!
//! Words are runs of letters and digits, with their marks and apostrophes: UAX #29 in outline, at many times its speed. Does
//! not own where lines may break (`typeset`).

use std::sync::OnceLock;

/// How many words a text has; in scripts without spaces, two characters count as one.
pub fn count_words(text: &str) -> usize {
    let (mut words, mut ideographs, mut within) = (0, 0_usize, false);
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if char.is_ascii() {
            let (ascii, other) = rest.split_at(ascii_run(rest.as_bytes()));
            words += beginnings(ascii.as_bytes(), within);
            within = ends_within(ascii.as_bytes(), within);
            rest = other;
            continue;
        }
        rest = &rest[char.len_utf8()..];
        let unspaced = is_unspaced(char);
        ideographs += usize::from(unspaced);
        let joins = within && char == '’';
        let is_sign = matches!(char, '\u{a0}' | '\u{2010}'..='\u{203a}');
        let belongs = joins || !(is_sign || unspaced) && is_of_word(char);
        words += usize::from(belongs && !within);
        within = belongs;
    }
    words + ideographs.div_ceil(2)
}

/// How many bytes there are before the first that is not ASCII.
fn ascii_run(bytes: &[u8]) -> usize {
    let is_ascii = |many: &[u8]| many.iter().fold(0, |all, byte| all | byte) < 0x80;
    let mut end = 0;
    while bytes.get(end..end + 16).is_some_and(is_ascii) {
        end += 16;
    }
    end + bytes[end..]
        .iter()
        .take_while(|byte| byte.is_ascii())
        .count()
}

/// How many words begin in ASCII. `within` says whether what stands before it belongs to one.
fn beginnings(ascii: &[u8], within: bool) -> usize {
    /// So many may be counted by a byte, which is done for many at once.
    const MANY: usize = 240;
    let Some((first, others)) = ascii.split_first() else {
        return 0;
    };
    let begins = |(before, byte): (&u8, &u8)| u8::from(is_letter(*byte) & !is_letter(*before));
    let pairs = ascii.chunks(MANY).zip(others.chunks(MANY));
    let counts = pairs.map(|(before, bytes)| {
        let pairs = before.iter().zip(bytes);
        usize::from(pairs.fold(0, |count, pair| count + begins(pair)))
    });
    let joined = memchr::memchr_iter(b'\'', ascii).filter(|at| {
        let next = ascii.get(at + 1);
        next.is_some_and(|next| is_letter(*next)) && ends_within(&ascii[..=*at], within)
    });
    usize::from(is_letter(*first) && !within) + counts.sum::<usize>() - joined.count()
}

/// Whether the end of ASCII belongs to a word: apostrophes belong to the word that they stand behind. `within` says whether
/// what stands before it does.
fn ends_within(ascii: &[u8], within: bool) -> bool {
    let last = ascii.iter().rfind(|byte| **byte != b'\'');
    last.map_or(within, |last| is_letter(*last))
}

/// Whether a byte of ASCII belongs to words wherever it stands.
fn is_letter(byte: u8) -> bool {
    // Capitals and small letters differ in one bit.
    (byte | 0x20).is_ascii_lowercase() | byte.is_ascii_digit() | (byte == b'_')
}

/// Letters, digits and the marks that stand on them; viramas count, so that an Indic word stays one.
fn is_of_word(char: char) -> bool {
    let rule = |char: char| {
        char.is_alphanumeric()
            || matches!(char, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}')
    };
    /// What the rule says of all alphabets, which takes long to be found out for each of their letters.
    static ALPHABETS: OnceLock<Vec<bool>> = OnceLock::new();
    let known = ALPHABETS.get_or_init(|| ('\0'..'\u{3000}').map(rule).collect());
    known
        .get(char as usize)
        .copied()
        .unwrap_or_else(|| rule(char))
}

/// Han, Hiragana, Katakana, Thai, Lao, Khmer: written without spaces between words.
fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{0e00}'..='\u{0eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn chinese_counts_two_characters_as_a_word() {
        assert_eq!(count_words("日本の鉄道"), 3);
        assert_eq!(count_words("two words"), 2);
        assert_eq!(count_words("Don’t count -- 'these' as more"), 5);
        assert_eq!(count_words("शून्य की कहानी"), 3);
    }

    #[test]
    fn long_texts_are_counted_to_their_ends() {
        assert_eq!(
            count_words(&"It's Ann's, he said; 'twas. ".repeat(100)),
            500
        );
        assert_eq!(count_words(&"é".repeat(1_000)), 1);
        assert_eq!(count_words(&"a ".repeat(1_000)), 1_000);
    }

    proptest! {
        #[test]
        fn eight_bytes_at_once_count_as_one_after_the_other(text in "([ -~]|[a-z'_ 09@`{\\[]|[é’日])*") {
            let (mut words, mut ideographs, mut within) = (0, 0, false);
            for char in text.chars() {
                let joins = within && matches!(char, '\'' | '’');
                let belongs = char == '_' || char.is_alphanumeric() && char != '日' || joins;
                words += usize::from(belongs && !within);
                ideographs += usize::from(char == '日');
                within = belongs;
            }
            prop_assert_eq!(count_words(&text), words + ideographs.div_ceil(2));
        }
    }
}
