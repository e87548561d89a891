//! How many words a text has.
//!
//! Words are runs of letters and digits, with their marks and apostrophes: UAX #29 in outline, at many times its speed. Does
//! not own where lines may break (`typeset`).

/// How many words a text has; in scripts without spaces, two characters count as one.
pub fn count_words(text: &str) -> usize {
    let (mut words, mut ideographs, mut within) = (0, 0, false);
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let (eight, length) = ascii(rest.as_bytes());
        if length > 0 {
            let belongs = of_words(eight, within);
            words += (belongs & !behind(belongs, within)).count_ones() as usize;
            within = belongs >> (8 * length - 1) & 1 == 1;
            rest = &rest[length..];
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

/// A one in each of eight bytes.
const EACH: u64 = u64::MAX / 255;
/// The highest bit of each of eight bytes: where it is set, what is asked is so.
const HIGHEST: u64 = EACH * 0x80;

/// The ASCII that bytes begin with, eight bytes of it at most, zeros behind it, and its length.
fn ascii(bytes: &[u8]) -> (u64, usize) {
    let (eight, length) = match bytes.first_chunk() {
        Some(eight) => (*eight, 8),
        None => {
            let mut eight = [0; 8];
            eight[..bytes.len()].copy_from_slice(bytes);
            (eight, bytes.len())
        }
    };
    let eight = u64::from_le_bytes(eight);
    let foreign = eight & HIGHEST;
    match foreign {
        0 => (eight, length),
        _ => {
            let before = foreign.trailing_zeros() / 8;
            (eight & !(u64::MAX << (8 * before)), before as usize)
        }
    }
}

/// Which of eight bytes of ASCII belong to words. `within` says whether the byte before them does.
fn of_words(eight: u64, within: bool) -> u64 {
    let is_from = |bytes: u64, first: u8| bytes + EACH * u64::from(0x80 - first);
    let is_among =
        |bytes, first: u8, last: u8| is_from(bytes, first) & !is_from(bytes, last + 1) & HIGHEST;
    let is = |byte: u8| !is_from(eight ^ (EACH * u64::from(byte)), 1) & HIGHEST;
    // Capitals and small letters differ in one bit.
    let letters = is_among(eight | (EACH * 0x20), b'a', b'z');
    let mut belongs = letters | is_among(eight, b'0', b'9') | is(b'_');
    let apostrophes = is(b'\'');
    loop {
        // An apostrophe belongs to the word it stands behind.
        let more = apostrophes & behind(belongs, within) & !belongs;
        if more == 0 {
            return belongs;
        }
        belongs |= more;
    }
}

/// The bytes behind those that are marked. `within` says whether the byte before them all is.
fn behind(marked: u64, within: bool) -> u64 {
    marked << 8 | u64::from(within) << 7
}

/// Letters, digits and the marks that stand on them; viramas count, so that an Indic word stays one.
fn is_of_word(char: char) -> bool {
    char.is_alphanumeric()
        || matches!(char, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}')
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
