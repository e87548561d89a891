//! Heads: lines like `Name: value` above a text, as mail, web servers and the records of web archives have them.
//!
//! Owns what such a line looks like. Does not own where a head ends or what its fields mean.

use std::iter;

/// Bytes of a head that are read; what follows counts as text.
const LONGEST: usize = 256 << 10;

/// Bytes of a line that are looked at to tell whether it belongs to a head.
const LONGEST_NAME: usize = 80;

/// Whether a line belongs to a head and is not the continuation of another.
pub(in crate::parse) fn is_field(line: &[u8]) -> bool {
    kind(line) == LineKind::Field
}

/// What a line may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum LineKind {
    Field,
    Continuation,
    Other,
}

pub(in crate::parse) fn kind(line: &[u8]) -> LineKind {
    match line.first() {
        Some(b' ' | b'\t') if !line.trim_ascii().is_empty() => LineKind::Continuation,
        Some(b'!'..=b'~') => {
            let is_of_name = |byte: &u8| matches!(byte, b'!'..=b'9' | b';'..=b'~');
            let name = name(line);
            let is_field = name.len() < line.len() && name.iter().all(is_of_name);
            // Old programs leave the line of a mailbox in the head.
            let is_from = line.starts_with(b">From ") || line.starts_with(b"From ");
            if is_field && !name.is_empty() || is_from {
                LineKind::Field
            } else {
                LineKind::Other
            }
        }
        _ => LineKind::Other,
    }
}

/// Whether a line of blanks goes on with the field above it (RFC 5322 4.2): the head ends with an empty line.
pub(in crate::parse) fn is_blank_within(line: &[u8], next: Option<&&[u8]>) -> bool {
    let is_blank = !line.is_empty() && line.trim_ascii().is_empty();
    is_blank && next.is_some_and(|next| kind(next) == LineKind::Field)
}

/// What stands before a line's colon; the whole line where there is none.
pub(in crate::parse) fn name(line: &[u8]) -> &[u8] {
    let part = &line[..line.len().min(LONGEST_NAME)];
    let end = part.iter().position(|byte| *byte == b':');
    end.map_or(line, |end| part[..end].trim_ascii_end())
}

/// Lines without their ends.
pub(in crate::parse) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let part = &bytes[..bytes.len().min(LONGEST)];
    part.split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// The value of the first field of this name, in any case of its letters and in one line.
pub(in crate::parse) fn value(head: &[u8], wanted: &str) -> Option<String> {
    let is_wanted = |line: &&[u8]| {
        kind(line) == LineKind::Field && name(line).eq_ignore_ascii_case(wanted.as_bytes())
    };
    let mut lines = lines(head).skip_while(|line| !is_wanted(line));
    let first = lines.next()?;
    let colon = first.iter().position(|byte| *byte == b':')?;
    let folded = lines.take_while(|line| kind(line) == LineKind::Continuation);
    let parts = iter::once(&first[colon + 1..]).chain(folded);
    let parts: Vec<_> = parts
        .map(|part| String::from_utf8_lossy(part.trim_ascii()))
        .collect();
    Some(parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_in_any_case_and_in_one_line() {
        let head = b"HTTP/1.1 200 OK\r\ncontent-TYPE: text/html;\r\n\tcharset=utf-8\r\nContent-Type: b\r\nDate:\r\n";
        assert_eq!(
            value(head, "Content-Type").unwrap(),
            "text/html; charset=utf-8"
        );
        assert_eq!(value(head, "date").unwrap(), "");
        assert_eq!(value(head, "Content"), None);
    }
}
