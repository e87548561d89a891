//! Unicode in units of two or four bytes: UTF-16 and UTF-32.
//!
//! Owns how they are told where no byte order mark says so. Does not own UTF-16 that has one (`decode`).

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::Doubt;

/// Bytes that are looked at to tell them.
const SAMPLE: usize = 4096;

/// UTF-32, by its byte order mark or because every four bytes of it are a character.
pub(super) fn utf_32(bytes: &[u8]) -> Option<(String, Option<Doubt>)> {
    type Unit = fn([u8; 4]) -> u32;
    let units = |bytes: &[u8], unit: Unit| -> String {
        let units = bytes.chunks(4).map(|chunk| {
            let quad = <[u8; 4]>::try_from(chunk).ok()?;
            char::from_u32(unit(quad)).filter(|char| *char != '\0')
        });
        units
            .map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => return Some((units(rest, u32::from_le_bytes), None)),
        [0, 0, 0xfe, 0xff, rest @ ..] => return Some((units(rest, u32::from_be_bytes), None)),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Most texts have no NUL, and need not be looked at closer.
    if sample.len() < 8 || memchr::memchr(0, sample).is_none() {
        return None;
    }
    let orders: [(Unit, &str); 2] = [
        (u32::from_le_bytes, "UTF-32LE"),
        (u32::from_be_bytes, "UTF-32BE"),
    ];
    let fits =
        |(unit, _): &(Unit, &str)| !units(sample, *unit).contains(char::REPLACEMENT_CHARACTER);
    let (unit, name) = orders.into_iter().find(fits)?;
    Some((units(bytes, unit), Some(Doubt::Encoding(name))))
}

/// UTF-16 without a mark: its spaces and line ends, and Latin letters throughout, have a NUL on the same side, and what
/// it reads as are characters that texts consist of.
pub(super) fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    memchr::memchr(0, sample)?;
    let orders = [UTF_16LE, UTF_16BE].into_iter().filter_map(|encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        let is_plain = |char: &char| matches!(char, ' '..='~' | '\n' | '\r' | '\t');
        let all = text.chars().count();
        let plain = text.chars().filter(is_plain).count();
        let strange = text.chars().filter(|char| is_strange(*char)).count();
        // A NUL that went astray in a text of single bytes makes none of two.
        let is_text =
            std::str::from_utf8(sample).is_err() || plain + same_block(&text) >= all * 4 / 5;
        let fits = all >= 2 && strange * 50 <= all && plain * 100 >= all && is_text;
        fits.then_some((plain, encoding))
    });
    let best = orders.max_by_key(|(plain, _)| *plain);
    best.map(|(_, encoding)| encoding)
}

/// How many letters stand in the same block of 256 characters, as those of an alphabet do.
fn same_block(text: &str) -> usize {
    let mut blocks = [0; 256];
    for char in text.chars().filter(|char| !char.is_ascii()) {
        if let Some(block) = blocks.get_mut(char as usize >> 8) {
            *block += 1;
        }
    }
    blocks.into_iter().max().unwrap_or_default()
}

/// Whether a character stands in no text that people write.
fn is_strange(char: char) -> bool {
    let is_white = matches!(char, '\n' | '\r' | '\t' | '\u{c}');
    let is_private = matches!(char, '\u{e000}'..='\u{f8ff}');
    (char.is_control() && !is_white) || is_private || char == char::REPLACEMENT_CHARACTER
}

#[cfg(test)]
mod tests {
    use crate::parse::decode::decode;

    const TEXTS: [&str; 5] = [
        "A bridge\n\nIt opens in autumn, the mayor said.",
        "新桥秋天通车\n\n市政府星期四表示，工程再度延误。",
        "Мост откроют осенью\n\nПричиной задержки стали паводки.",
        "الجسر الجديد يفتح في الخريف\n\nأعلنت البلدية ذلك يوم الخميس.",
        "สะพานเปิดในฤดูใบไม้ร่วง\n\nเทศบาลแถลงเมื่อวันพฤหัสบดี",
    ];

    #[test]
    fn unmarked_unicode_is_known_in_every_script() {
        for text in TEXTS {
            for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                let file: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
                assert_eq!(decode(&file).text, text);
            }
            for bytes in [u32::to_le_bytes, u32::to_be_bytes] {
                let file: Vec<u8> = text.chars().flat_map(|char| bytes(char as u32)).collect();
                assert_eq!(decode(&file).text, text);
            }
        }
    }

    #[test]
    fn a_stray_nul_makes_no_unicode_of_a_text() {
        let text = format!(
            "The sea rose higher\0 on Monday. {}",
            "It fell again. ".repeat(20)
        );
        assert_eq!(decode(text.as_bytes()).text, text);
        assert_eq!(decode(b"The sea\0.\n").text, "The sea\0.\n");
    }
}
