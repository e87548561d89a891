//! Punctuation that was encoded twice: UTF-8 that was once read as Windows-1252 or Latin-1, so that `’` became `â€™`.
//!
//! Only the block of quotation marks, dashes and dots is mended (U+2000 to U+203F, the bytes E2 80 and one more): what it
//! turns into occurs in no language, which cannot be said of `Ã»` or `Ã©`. Where the third byte was lost on the way and
//! U+FFFD stands for it, it was 9D, a closing quotation mark, as Windows-1252 has no such character. Does not own how files
//! are decoded (`decode`), or what may be shown (`sanitize`).

use std::borrow::Cow;

/// What the first two bytes become.
const BEGINNINGS: [&str; 2] = ["â€", "â\u{80}"];
/// The byte that they begin with.
const LEAD: u8 = 0xc3;

/// The text with such punctuation as it was meant; borrowed where there is none.
pub(in crate::parse) fn mended(text: &str) -> Cow<'_, str> {
    let begins = |at| {
        let rest = &text.as_bytes()[at..];
        BEGINNINGS
            .iter()
            .any(|start| rest.starts_with(start.as_bytes()))
    };
    // Every text that is shown comes through here, so its bytes are gone through but once.
    if !memchr::memchr_iter(LEAD, text.as_bytes()).any(begins) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        out.push(char);
        // What was encoded three times is mended once more.
        while let Some((start, meant)) = ending(&out) {
            out.truncate(start);
            out.push(meant);
        }
    }
    match out.len() == text.len() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(out),
    }
}

/// Where such punctuation begins that a text ends with, and what it was meant to be.
fn ending(text: &str) -> Option<(usize, char)> {
    let third = text.chars().next_back()?;
    let before = &text[..text.len() - third.len_utf8()];
    let strip = |beginning: &&str| before.strip_suffix(*beginning);
    let start = BEGINNINGS.iter().find_map(strip)?.len();
    let meant = char::from_u32(0x2000 | u32::from(byte(third)? & 0x3f))?;
    Some((start, meant))
}

/// The byte from 80 to BF that a character was read from.
fn byte(char: char) -> Option<u8> {
    if char == char::REPLACEMENT_CHARACTER {
        return Some(0x9d);
    }
    let mut buffer = [0; 4];
    let (bytes, _, is_foreign) = encoding_rs::WINDOWS_1252.encode(char.encode_utf8(&mut buffer));
    match *bytes {
        [byte @ 0x80..=0xbf] if !is_foreign => Some(byte),
        _ => u8::try_from(char)
            .ok()
            .filter(|byte| matches!(byte, 0x80..=0xbf)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn punctuation_that_was_encoded_twice_is_as_it_was_meant() {
        for meant in [
            "“No”",
            "it’s",
            "1914–18",
            "wait…",
            "so — there",
            "• one",
            "‘a’ ‹b›",
        ] {
            let bytes = meant.as_bytes();
            let (windows, _, _) = encoding_rs::WINDOWS_1252.decode(bytes);
            let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            assert_eq!(mended(&windows), meant);
            assert_eq!(mended(&latin), meant);
        }
        assert_eq!(mended("â€œlostâ€\u{fffd}"), "“lost”");
        assert_eq!(mended("itâ\u{80}â\u{80}\u{99}s"), mended("itâ\u{80}’s"));
    }

    #[test]
    fn what_was_meant_as_it_is_stays() {
        for text in [
            "château",
            "â",
            "â€",
            "5 € â",
            "pâte à € 5",
            "AMANHÃ»",
            "É» © â€x",
            "",
        ] {
            assert!(
                matches!(mended(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_mended_needs_no_more_mending(text in "[ab â€œ™\u{80}\u{99}\u{fffd}]{0,20}") {
            let once = mended(&text).into_owned();
            prop_assert_eq!(mended(&once), once.clone());
        }
    }
}
