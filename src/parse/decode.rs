//! From bytes to text: which encoding a file is in, and one kind of line end.
//!
//! What a page declares is looked up in `decode::declared`, what nothing names is guessed in `decode::guess`, Unicode
//! in units of several bytes is read in `decode::wide`. Does not own what may stand in a text (`sanitize`).

mod declared;
mod guess;
mod mojibake;
mod wide;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

pub(super) use mojibake::mended;

/// The text of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// The text, with line feeds as its only line ends and without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// How it was read, where that may be wrong.
    pub(super) doubt: Option<Doubt>,
}

/// Why a text may not be what its author wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing names its encoding; this one fits best.
    Encoding(&'static str),
    /// It is UTF-8 but for a few bytes, which became U+FFFD.
    Damaged,
    /// It is UTF-8 but for a few bytes, which were read as windows-1252.
    Mixed,
}

/// Bytes that are looked at to tell the encoding where there is no byte order mark.
const SAMPLE: usize = 64 * 1024;

/// Decodes a file's bytes. Never fails: what cannot be read becomes U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (text, doubt) = unfold(bytes);
    Decoded {
        text: line_feeds(text),
        doubt,
    }
}

fn unfold(bytes: &[u8]) -> (Cow<'_, str>, Option<Doubt>) {
    // UTF-32 first: its little-endian mark begins with that of UTF-16.
    if let Some((text, doubt)) = wide::utf_32(bytes) {
        return (Cow::Owned(text), doubt);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, is_damaged) = encoding.decode_without_bom_handling(&bytes[length..]);
        return (text, is_damaged.then_some(Doubt::Damaged));
    }
    if let Some(encoding) = wide::unmarked_utf_16(bytes) {
        let doubt = Doubt::Encoding(encoding.name());
        return (encoding.decode_without_bom_handling(bytes).0, Some(doubt));
    }
    let declared = declared(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if declared.is_some_and(|encoding| fits_better(encoding, text)) => {
            let encoding = declared.unwrap_or(UTF_8);
            (encoding.decode_without_bom_handling(bytes).0, None)
        }
        Ok(text) if !shifts(text) => (Cow::Borrowed(text), None),
        Err(_) if declared.is_some_and(|encoding| encoding != UTF_8) => {
            let encoding = declared.unwrap_or(UTF_8);
            let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
            (text, is_damaged.then_some(Doubt::Damaged))
        }
        Err(_) if is_nearly_utf_8(bytes) && is_xml(bytes) => {
            (Cow::Owned(mixed(bytes)), Some(Doubt::Mixed))
        }
        Err(_) if is_nearly_utf_8(bytes) => {
            let text = UTF_8.decode_without_bom_handling(bytes).0;
            (text, Some(Doubt::Damaged))
        }
        _ => {
            let declared = declared::encoding(bytes).filter(|encoding| *encoding != UTF_8);
            if let Some(encoding) = declared {
                return (encoding.decode_without_bom_handling(bytes).0, None);
            }
            guess::guessed(bytes)
        }
    }
}

/// The encoding that the declaration of an XML file names. UTF-16 is what the file is not, as its declaration could not
/// be read: it was saved anew since.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let start = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = start.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(&start[..end]).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let label = value
        .trim_start_matches(['"', '\''])
        .split(['"', '\''])
        .next()?;
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    (!is_wide).then_some(encoding)
}

/// Whether what is valid UTF-8 is in the declared encoding all the same, as one that shifts between character sets is
/// made of ASCII alone.
fn fits_better(declared: &'static Encoding, text: &str) -> bool {
    !declared.is_ascii_compatible() && shifts(text)
}

/// Whether a file begins as XML does.
fn is_xml(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Reads UTF-8 with stray bytes in it as publishers' systems produce it when they put texts of two encodings together.
fn mixed(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// Whether a text shifts between character sets as ISO-2022-JP does, which is made of ASCII alone.
fn shifts(text: &str) -> bool {
    // Its first byte is rarer, and quicker to look for.
    let has_escape = memchr::memchr(b'\x1b', text.as_bytes()).is_some();
    has_escape && (text.contains("\u{1b}$B") || text.contains("\u{1b}$@"))
}

/// Whether a text that is not valid UTF-8 has more valid letters of several bytes than faults. Legacy encodings
/// hardly ever form such letters.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut valid, mut faults) = (0, 0);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        valid += chunk
            .valid()
            .chars()
            .filter(|char| !char.is_ascii())
            .count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    valid > faults
}

/// One kind of line end: CR LF, CR, NEL, U+2028 and U+2029 become line feeds, and so do the ends of pages.
fn line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if !has_other_ends(text.as_bytes()) {
        return text;
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' => {
                chars.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            _ => clean.push(char),
        }
    }
    Cow::Owned(clean)
}

/// Whether a text in UTF-8 has line ends that are no line feeds. Beyond ASCII they are looked for by their last bytes: the first
/// ones are those of quotation marks, too.
fn has_other_ends(text: &[u8]) -> bool {
    let ends = ["\u{85}", "\u{2028}", "\u{2029}"];
    let is_end = |at: usize| ends.iter().any(|end| text[..=at].ends_with(end.as_bytes()));
    memchr::memchr3(b'\r', b'\x0b', b'\x0c', text).is_some()
        || memchr::memchr3_iter(0x85, 0xa8, 0xa9, text).any(is_end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<Doubt>) {
        let decoded = decode(bytes);
        (decoded.text.into_owned(), decoded.doubt)
    }

    const TEXT: &str = "Zürich: “Größe” zählt.\nDas sagte der Präsident.\n";

    fn utf_16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    }

    #[test]
    fn marked_unicode_is_read_without_doubt() {
        let expected = (TEXT.to_owned(), None);
        assert_eq!(read(format!("\u{feff}{TEXT}").as_bytes()), expected);
        assert_eq!(read(&utf_16(TEXT, true, u16::to_le_bytes)), expected);
        assert_eq!(read(&utf_16(TEXT, true, u16::to_be_bytes)), expected);
        for bytes in [u32::to_le_bytes, u32::to_be_bytes] {
            let chars = std::iter::once('\u{feff}').chain(TEXT.chars());
            let file: Vec<u8> = chars.flat_map(|char| bytes(char as u32)).collect();
            assert_eq!(read(&file), expected);
        }
    }

    #[test]
    fn a_page_is_read_as_it_declares_unless_it_is_utf_8() {
        let head = "<meta charset=windows-1251><p>";
        let page = [head.as_bytes(), b"\xcc\xee\xf1\xea\xe2\xe0"].concat();
        assert_eq!(read(&page), (format!("{head}Москва"), None));
        let mislabelled = format!("{head}Москва");
        assert_eq!(read(mislabelled.as_bytes()), (mislabelled.clone(), None));
    }

    #[test]
    fn utf_16_is_known_by_its_empty_bytes() {
        let (text, doubt) = read(&utf_16(TEXT, false, u16::to_le_bytes));
        assert_eq!(
            (text.as_str(), doubt),
            (TEXT, Some(Doubt::Encoding("UTF-16LE")))
        );
        let (text, doubt) = read(&utf_16(TEXT, false, u16::to_be_bytes));
        assert_eq!(
            (text.as_str(), doubt),
            (TEXT, Some(Doubt::Encoding("UTF-16BE")))
        );
    }

    #[test]
    fn an_old_encoding_is_guessed_and_said_so() {
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(TEXT);
        assert_eq!(
            read(&bytes),
            (TEXT.to_owned(), Some(Doubt::Encoding("windows-1252")))
        );
        let russian = "Правительство сообщило, что переговоры продолжатся.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(
            read(&bytes),
            (russian.to_owned(), Some(Doubt::Encoding("windows-1251")))
        );
        let japanese = "政府は交渉を続けると発表しました。";
        let (bytes, ..) = encoding_rs::ISO_2022_JP.encode(japanese);
        assert_eq!(
            read(&bytes),
            (japanese.to_owned(), Some(Doubt::Encoding("ISO-2022-JP")))
        );
    }

    #[test]
    fn one_bad_byte_does_not_change_the_encoding() {
        let (text, doubt) = read(b"Z\xc3\xbcrich, Gr\xc3\xb6\xc3\x9fe \xff end");
        assert_eq!(text, "Zürich, Größe \u{fffd} end");
        assert_eq!(doubt, Some(Doubt::Damaged));
    }

    #[test]
    fn every_line_end_is_a_line_feed() {
        let (text, _) = read("a\r\nb\rc\u{85}d\u{2028}e\n".as_bytes());
        assert_eq!(text, "a\nb\nc\nd\ne\n");
        let letters = "Å è © 例 ℅\n";
        assert_eq!(read(letters.as_bytes()).0, letters);
        assert_eq!(
            read(format!("{letters}\u{2029}").as_bytes()).0,
            format!("{letters}\n")
        );
        assert_eq!(
            read(b"one page\n\x0ctwo\x0bthree").0,
            "one page\n\ntwo\nthree"
        );
    }

    #[test]
    fn the_declaration_of_xml_names_the_encoding() {
        let xml =
            |encoding: &str| format!("<?xml version='1.0' encoding='{encoding}'?><a>년 서울</a>");
        let text = xml("euc-kr");
        let (bytes, ..) = encoding_rs::EUC_KR.encode(&text);
        assert_eq!(read(&bytes), (text, None));
    }

    #[test]
    fn a_declaration_that_is_wrong_does_not_count() {
        for encoding in ["iso-8859-1", "utf-16", "bogus"] {
            let text = format!("<?xml version='1.0' encoding='{encoding}'?><a>Größe</a>");
            assert_eq!(read(text.as_bytes()), (text, None));
        }
    }

    #[test]
    fn stray_bytes_in_xml_are_read_as_windows_has_them() {
        let (text, doubt) = read(b"<a>Z\xc3\xbcrich, Gr\xc3\xb6\xc3\x9fe \x96 end</a>");
        assert_eq!(text, "<a>Zürich, Größe – end</a>");
        assert_eq!(doubt, Some(Doubt::Mixed));
    }

    proptest! {
        #[test]
        fn any_text_in_utf_8_is_read_as_it_is(text in "[a-zé日“ \n]{0,60}") {
            prop_assert_eq!(read(text.as_bytes()), (text, None));
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(!decode(&bytes).text.contains('\r'));
        }
    }
}
