//! The guess at an encoding that nothing names.
//!
//! `chardetng` knows what browsers have to guess. Texts of DOS and of old Macs it takes for one of those, which shows in words
//! that no language has: `Gr”áe` for `Größe`. Whether another encoding gives words that look like words is decided
//! by their shape alone, so that no table of a language's letters is needed. Does not own what is declared (`declared`).

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, WINDOWS_1250, WINDOWS_1252, X_MAC_CYRILLIC};
use oem_cp::code_table;

use super::Doubt;

/// Bytes that are looked at, from the first one on that is not ASCII, to tell whether a guess gives words.
const SAMPLE: usize = 16 * 1024;
/// So many strange letters make a text doubtful, or this share of all letters that are not ASCII.
const STRANGE: usize = 3;
const STRANGE_SHARE: usize = 4;
/// So many times fewer must there be in another encoding.
const BETTER: usize = 4;

/// An encoding of single bytes.
#[derive(Clone, Copy)]
enum Charset {
    Standard(&'static Encoding),
    Dos(&'static str, &'static [char; 128]),
}

/// Those that the detector does not know. Where two give words, the first one is taken.
const OLD: [Charset; 6] = [
    Charset::Standard(MACINTOSH),
    Charset::Standard(X_MAC_CYRILLIC),
    Charset::Dos("IBM850", &code_table::DECODING_TABLE_CP850),
    Charset::Dos("IBM852", &code_table::DECODING_TABLE_CP852),
    Charset::Dos("IBM855", &code_table::DECODING_TABLE_CP855),
    Charset::Dos("IBM737", &code_table::DECODING_TABLE_CP737),
];

impl Charset {
    fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Dos(name, _) => name,
        }
    }

    fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Standard(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Dos(_, table) => {
                let char = |byte: &u8| match byte.checked_sub(128) {
                    Some(upper) => table[usize::from(upper)],
                    None => char::from(*byte),
                };
                bytes.iter().map(char).collect()
            }
        }
    }
}

/// The text of bytes whose encoding is not known, and which one it was read in.
pub(super) fn guessed(bytes: &[u8]) -> (Cow<'_, str>, Option<Doubt>) {
    let charset = guess(bytes);
    let is_certain = matches!(charset, Charset::Standard(encoding) if encoding == UTF_8);
    let doubt = (!is_certain).then(|| Doubt::Encoding(charset.name()));
    (charset.decode(bytes), doubt)
}

fn guess(bytes: &[u8]) -> Charset {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // Long files of ASCII may have their first other letter anywhere.
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if !encoding.is_single_byte() {
        return Charset::Standard(encoding);
    }
    let sample = sample(bytes);
    let is_hungarian = || {
        encoding == WINDOWS_1252 && is_hungarian(&encoding.decode_without_bom_handling(sample).0)
    };
    let encoding = if has_signs_only(bytes) {
        WINDOWS_1252
    } else if is_hungarian() {
        WINDOWS_1250
    } else {
        encoding
    };
    older(encoding, sample).unwrap_or(Charset::Standard(encoding))
}

fn sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii());
    let start = first.unwrap_or(0).saturating_sub(1);
    &bytes[start..bytes.len().min(start + SAMPLE)]
}

/// The encoding of DOS or an old Mac that gives words where a guess does not.
fn older(guess: &'static Encoding, sample: &[u8]) -> Option<Charset> {
    let strange = strangeness(&guess.decode_without_bom_handling(sample).0);
    let others = sample.iter().filter(|byte| !byte.is_ascii()).count();
    if strange < STRANGE && strange * STRANGE_SHARE < others.max(1) {
        return None;
    }
    let rated = OLD.map(|charset| (strangeness(&charset.decode(sample)), charset));
    let (least, charset) = rated.into_iter().min_by_key(|(strange, _)| *strange)?;
    (least * BETTER <= strange).then_some(charset)
}

/// How many letters and signs stand where no language has them, those between ASCII aside.
fn strangeness(text: &str) -> usize {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut count = 0;
    while let Some(char) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        count += usize::from(is_strange(before, char, after));
        before = char;
    }
    count
}

/// Whether a letter or a sign is a capital amid small letters, a letter of another script than its neighbours in the
/// word, or a sign within a word.
fn is_strange(before: char, char: char, after: char) -> bool {
    let is_capital_amid = before.is_lowercase() && char.is_uppercase();
    if char.is_ascii() {
        return is_capital_amid && !before.is_ascii();
    }
    if char.is_control() {
        return true;
    }
    if char.is_alphabetic() {
        let is_foreign = |other: char| other.is_alphabetic() && script(other) != script(char);
        let is_ordinal = matches!(char, 'ª' | 'º');
        return is_capital_amid
            || is_foreign(before)
            || (after.is_ascii() && is_foreign(after))
            || (is_ordinal && after.is_alphabetic());
    }
    let may_join = matches!(
        char, '\u{300}'..='\u{36f}' | '\u{2010}'..='\u{2019}' | '…' | '·' | '•' | '\u{ad}' | '\u{a0}');
    before.is_alphabetic() && after.is_alphabetic() && !may_join
}

/// A number for the script of a letter, by the blocks of Unicode that have letters in single-byte encodings.
fn script(letter: char) -> u8 {
    match letter {
        '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => 0,
        '\u{370}'..='\u{3ff}' => 1,
        '\u{400}'..='\u{52f}' => 2,
        '\u{590}'..='\u{5ff}' => 3,
        '\u{600}'..='\u{6ff}' => 4,
        '\u{e00}'..='\u{e7f}' => 5,
        _ => 6,
    }
}

/// Whether a text has just the letters of Hungarian, with õ and û where that has ő and ű: so it looks in the encoding of
/// Western Europe. No other language has these and ö or ü and á without any further letter.
fn is_hungarian(text: &str) -> bool {
    let has = |letters: &str| text.contains(|char| letters.contains(char));
    let is_of_it = |char: char| {
        !char.is_alphabetic() || char.is_ascii() || "áéíóöúüõûÁÉÍÓÖÚÜÕÛ".contains(char)
    };
    has("õûÕÛ") && has("öüÖÜ") && has("áÁ") && text.chars().all(is_of_it)
}

/// Whether all that is not ASCII would be signs in Western Europe's encoding: pounds, dashes, quotation marks. They
/// say nothing about the language, so the text is taken for the English that it otherwise is.
fn has_signs_only(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .filter(|byte| !byte.is_ascii())
        .all(|byte| matches!(byte, 0x80 | 0x82 | 0x84..=0x87 | 0x89 | 0x8b | 0x91..=0x97 | 0x99 | 0x9b | 0xa0..=0xbf))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let (text, doubt) = guessed(bytes);
        let Some(Doubt::Encoding(name)) = doubt else {
            panic!("it is a guess");
        };
        (text.into_owned(), name)
    }

    /// A text in an encoding, by the upper half of that.
    fn encoded(text: &str, charset: Charset) -> Vec<u8> {
        let upper: Vec<char> = (128..=255)
            .map(|byte| charset.decode(&[byte]).chars().next().unwrap())
            .collect();
        let byte = |char: char| {
            let place = upper.iter().position(|known| *known == char);
            place.map_or(char as u8, |place| place as u8 + 128)
        };
        text.chars().map(byte).collect()
    }

    const GERMAN: &str = "Die Größe der Brücke über den Fluß überrascht. „Wir hören täglich Fragen“, sagt Käthe Müller.";
    const FRENCH: &str = "L’été dernier, la marée a emporté la digue : à présent, les pêcheurs réparent où ils peuvent, ça dure.";
    const CZECH: &str = "Most přes řeku bude hotov později, řekl včera starosta. Dělníci opravují pilíř, který poškodila voda.";
    const GREEK: &str = "Η γέφυρα του ποταμού ανοίγει αργότερα, είπε ο δήμαρχος. Οι εργάτες επισκευάζουν τον πυλώνα.";
    const RUSSIAN: &str = "Мост через реку откроют позже, сообщила мэрия. Третья опора повреждена, и работы займут всё лето.";

    #[test]
    fn texts_of_dos_and_of_old_macs_are_read_as_they_were_written() {
        let plain = |text: &str| text.replace(['„', '“', '’', '–'], "'");
        let [mac, mac_cyrillic, western, central, cyrillic, greek] = OLD;
        for (text, charset) in [
            (GERMAN.to_owned(), mac),
            (FRENCH.to_owned(), mac),
            (RUSSIAN.to_owned(), mac_cyrillic),
            (plain(GERMAN), western),
            (plain(FRENCH), western),
            (plain(CZECH), central),
            (RUSSIAN.to_owned(), cyrillic),
            (GREEK.to_owned(), greek),
        ] {
            let bytes = encoded(&text, charset);
            assert_eq!(read(&bytes), (text, charset.name()));
        }
    }

    #[test]
    fn texts_of_windows_are_not_taken_for_older_ones() {
        for (text, encoding) in [
            (GERMAN, WINDOWS_1252),
            (FRENCH, WINDOWS_1252),
            ("Politics•Sport›Culture›Home", WINDOWS_1252),
            (
                "½-inch nuts at 3£2s, 10°C, x²y; “naïve” — or not… Ångström’s café",
                WINDOWS_1252,
            ),
            (CZECH, WINDOWS_1250),
            (RUSSIAN, encoding_rs::WINDOWS_1251),
            (RUSSIAN, encoding_rs::KOI8_U),
            (GREEK, encoding_rs::WINDOWS_1253),
            (RUSSIAN, encoding_rs::IBM866),
        ] {
            let (bytes, _, is_lossy) = encoding.encode(text);
            assert!(!is_lossy);
            assert_eq!(read(&bytes), (text.to_owned(), encoding.name()));
        }
    }

    #[test]
    fn a_short_hungarian_text_keeps_its_long_letters() {
        let text = "Ősszel nyílik a híd, fűtött váróval";
        let (bytes, ..) = WINDOWS_1250.encode(text);
        assert_eq!(read(&bytes), (text.to_owned(), "windows-1250"));
        let portuguese = "As eleições não são hoje; amanhã há sessões às dez";
        let (bytes, ..) = WINDOWS_1252.encode(portuguese);
        assert_eq!(read(&bytes), (portuguese.to_owned(), "windows-1252"));
    }

    #[test]
    fn a_pound_sign_does_not_make_a_text_polish() {
        let (text, name) = read(b"The \xa315.8m bridge \x96 as it was called");
        assert_eq!(text, "The £15.8m bridge – as it was called");
        assert_eq!(name, "windows-1252");
    }
}
