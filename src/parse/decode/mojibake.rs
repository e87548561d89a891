//! Punctuation that was encoded twice: UTF-8 that was once read as Windows-1252 or Latin-1, so that `’` became `â€™`.
//!
//! Only the block of quotation marks, dashes and dots is mended (U+2000 to U+203F, the bytes E2 80 and one more): what it
//! turns into occurs in no language, which cannot be said of `Ã»` or `Ã©`. Where the third byte was lost on the way and
//! U+FFFD stands for it, it was 9D, a closing quotation mark, as Windows-1252 has no such character. Does not own how files
//! are decoded (`decode`), or what may be shown (`sanitize`).

use std::borrow::Cow;

use memchr::memmem;

/// What the first two bytes become.
const BEGINNINGS: [&str; 2] = ["â€", "â\u{80}"];

/// The text with such punctuation as it was meant; borrowed where there is none.
pub(in crate::parse) fn mended(text: &str) -> Cow<'_, str> {
    let Some(mut mend) = next(text) else {
        return Cow::Borrowed(text);
    };
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    loop {
        out.push_str(&rest[..mend.at]);
        out.push(mend.meant);
        rest = &rest[mend.at + mend.length..];
        match next(rest) {
            Some(further) => mend = further,
            None => break,
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A place to be mended.
struct Mend {
    at: usize,
    length: usize,
    meant: char,
}

fn next(text: &str) -> Option<Mend> {
    let mut from = 0;
    loop {
        let at = from + memmem::find(&text.as_bytes()[from..], "â".as_bytes())?;
        let begins = |beginning: &&str| text[at..].starts_with(beginning);
        let meant = BEGINNINGS
            .iter()
            .find(|beginning| begins(beginning))
            .and_then(|beginning| {
                let third = text[at + beginning.len()..].chars().next()?;
                let meant = char::from_u32(0x2000 | u32::from(byte(third)? & 0x3f))?;
                let length = beginning.len() + third.len_utf8();
                Some(Mend { at, length, meant })
            });
        if meant.is_some() {
            return meant;
        }
        from = at + "â".len();
    }
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
