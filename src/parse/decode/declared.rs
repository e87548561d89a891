//! The encoding that a page declares in a `meta` element.
//!
//! Owns where the declaration is looked for. Does not own whether it is believed (`decode`): many are wrong.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are looked at; browsers look at 1,024, but saved pages put notes of their own before the head.
const SAMPLE: usize = 8 * 1024;

/// The encoding that a file declares which begins with markup: `<meta charset="...">`, or the content type in a
/// `http-equiv`. One that is read from bytes of ASCII cannot be UTF-16: it is UTF-8 then, as the HTML standard has it.
pub(super) fn encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.trim_ascii_start().first() != Some(&b'<') {
        return None;
    }
    let sample = sample.to_ascii_lowercase();
    let mut tags = memchr::memmem::find_iter(&sample, b"<meta");
    let encoding = tags.find_map(|at| {
        let tag = &sample[at..];
        label(&tag[..memchr::memchr(b'>', tag)?])
    })?;
    let is_utf_16 = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_utf_16 { UTF_8 } else { encoding })
}

/// The encoding named behind `charset` and an equals sign.
fn label(tag: &[u8]) -> Option<&'static Encoding> {
    memchr::memmem::find_iter(tag, b"charset").find_map(|at| {
        let rest = tag[at + "charset".len()..].trim_ascii_start();
        let value = rest.strip_prefix(b"=")?.trim_ascii_start();
        let value = value
            .strip_prefix(b"\"")
            .or(value.strip_prefix(b"'"))
            .unwrap_or(value);
        let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.+".contains(byte);
        let end = value
            .iter()
            .position(|byte| !is_label(byte))
            .unwrap_or(value.len());
        Encoding::for_label(&value[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(html: &str) -> Option<&'static str> {
        encoding(html.as_bytes()).map(Encoding::name)
    }

    #[test]
    fn a_page_names_its_encoding() {
        assert_eq!(
            name("<!DOCTYPE html><META CharSet = 'koi8-r'>"),
            Some("KOI8-R")
        );
        let old = "\n<html><meta name=a content=b><meta http-equiv=Content-Type content=\"text/html; charset=ISO-8859-1\">";
        assert_eq!(name(old), Some("windows-1252"));
        assert_eq!(name("<meta charset=utf-16>"), Some("UTF-8"));
    }

    #[test]
    fn what_is_no_declaration_names_none() {
        assert_eq!(name("A text on <meta charset=koi8-r>"), None);
        assert_eq!(name("<p>charset=koi8-r"), None);
        assert_eq!(name("<meta charset=klingon>"), None);
        assert_eq!(name("<meta charset"), None);
        assert_eq!(name(""), None);
    }
}
