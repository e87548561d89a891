//! Base64 (RFC 4648), with either pair of last letters.
//!
//! Owns the difference between its readers: mail takes what it gets, and in a feed a text may only look like it.

/// Four letters make three bytes. What is no letter of base64 is passed over: line ends, and damage.
pub(super) fn decoded(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut group, mut count) = (0_u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                flush(&mut decoded, group, count);
                (group, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        group = group << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            decoded.extend_from_slice(&group.to_be_bytes()[1..]);
            (group, count) = (0, 0);
        }
    }
    flush(&mut decoded, group, count);
    decoded
}

/// The bytes in a group of two letters or three.
fn flush(decoded: &mut Vec<u8>, group: u32, count: usize) {
    let bytes = (group << (6 * (4 - count.clamp(1, 4)))).to_be_bytes();
    decoded.extend_from_slice(&bytes[1..][..count.saturating_sub(1)]);
}

/// The text that base64 stands for, line ends aside; none where anything else is in it, or it stands for no text.
pub(super) fn text(text: &str) -> Option<String> {
    let letters = text.split('=').next().unwrap_or_default();
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+-/_".contains(&byte);
    let is_base64 = letters
        .bytes()
        .all(|byte| is_letter(byte) || byte.is_ascii_whitespace());
    let bytes = is_base64.then(|| decoded(letters.as_bytes()))?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_far_as_it_goes() {
        let read = |text: &str| String::from_utf8(decoded(text.as_bytes())).unwrap();
        assert_eq!(read("VGhl\r\nIHNlYQ==\r\n"), "The sea");
        assert_eq!(read("VGhlIHNlYQ"), "The sea");
        assert_eq!(read("VGhl!IHN*lYQ==VGhl"), "The seaThe");
        assert_eq!(read("V"), "");
        assert_eq!(read("===="), "");
    }

    #[test]
    fn base64_is_read_and_nothing_else() {
        assert_eq!(
            text("U2FsdCA8Yj4mPC9i\n Pg==").as_deref(),
            Some("Salt <b>&</b>")
        );
        assert_eq!(text("Salt & water"), None);
        assert_eq!(text("/////w=="), None);
    }
}
