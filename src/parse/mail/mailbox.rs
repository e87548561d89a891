//! Mailboxes: many messages in one file, each below a line that begins with "From ".
//!
//! Owns where a message ends. What a head says of its length is not trusted: programs that edit mailboxes leave it
//! wrong. Does not own what a message is (`mail`).

use std::{borrow::Cow, ops::Range};

use memchr::memmem;

use crate::parse::head_lines;

/// Bytes of a line that is too long to part messages.
const LONGEST: usize = 400;

/// Whether bytes begin as a mailbox does.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    parts(bytes, 0)
}

/// The messages of a mailbox, each without the line above it.
pub(super) fn messages(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    if parts(bytes, 0) {
        starts.push(0);
    }
    let inner = memmem::find_iter(bytes, b"\nFrom ").map(|at| at + 1);
    starts.extend(inner.filter(|at| parts(bytes, *at)));
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| end_of_line(bytes, *start)..end)
        .collect()
}

/// Whether the line at this place parts two messages: it ends with a date, and a head follows.
fn parts(bytes: &[u8], at: usize) -> bool {
    let end = end_of_line(bytes, at);
    let line = bytes[at..end].trim_ascii_end();
    let next = &bytes[end..end_of_line(bytes, end)];
    line.starts_with(b"From ")
        && line.len() <= LONGEST
        && has_date(line)
        // The last line of a file may have been cut anywhere.
        && (!next.ends_with(b"\n") || head_lines::is_field(next))
}

/// A time and a year, as in `Thu Apr 16 12:30:00 2020`; zones may stand behind either.
fn has_date(line: &[u8]) -> bool {
    let words = || line.split(|byte| *byte == b' ');
    let are_digits = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    let is_time = |word: &[u8]| {
        let mut parts = word.split(|byte| *byte == b':');
        matches!(parts.clone().count(), 2 | 3)
            && parts.all(|part| part.len() == 2 && are_digits(part))
    };
    let is_year = |word: &[u8]| word.len() == 4 && are_digits(word);
    words().any(is_time) && words().any(is_year)
}

fn end_of_line(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length + 1)
}

/// A message without the marks that keep its own lines from parting it: `>From ` becomes `From `.
pub(super) fn unquoted(message: &[u8]) -> Cow<'_, [u8]> {
    let mut clean = Vec::new();
    let mut done = 0;
    for at in memmem::find_iter(message, b">From ") {
        let marks = message[..at]
            .iter()
            .rev()
            .take_while(|byte| **byte == b'>')
            .count();
        let start = at - marks;
        if start == 0 || message[start - 1] == b'\n' {
            clean.extend_from_slice(&message[done..start]);
            done = start + 1;
        }
    }
    if done == 0 {
        return Cow::Borrowed(message);
    }
    clean.extend_from_slice(&message[done..]);
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "From ann@a.example Thu Apr 16 12:30:00 2020\n";

    fn read(text: &str) -> Vec<&str> {
        messages(text.as_bytes())
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn messages_are_parted_by_lines_with_a_date_above_a_head() {
        let text = format!("{LINE}Subject: a\n\nFrom here on\n\n{LINE}Subject: b\n\nText\n");
        assert_eq!(
            read(&text),
            ["Subject: a\n\nFrom here on\n\n", "Subject: b\n\nText\n"]
        );
    }

    #[test]
    fn a_line_of_the_text_parts_nothing() {
        for line in [
            "From Paris to Rome at 12:30 in 2020 we went",
            "From 12:30:00 2020",
            "From a 2020",
        ] {
            assert_eq!(
                read(&format!("{LINE}Subject: a\n\n{line}\nand so on\n")).len(),
                1,
                "{line}"
            );
        }
    }

    #[test]
    fn lines_as_programs_have_written_them() {
        for line in [
            "From - Thu Apr 16 12:30:00 2020",
            "From ann at a.example  Thu Apr 16 12:30:00 2020",
            "From MAILER-DAEMON Thu Apr 16 12:30:00 CEST 2020",
            "From 123@xxx Thu Apr 16 12:30:00 +0000 2020",
            "From \"ann b\"@a.example Thu Apr  6 02:30 2020 remote from b\r",
        ] {
            assert!(is_one(format!("{line}\nSubject: a\n").as_bytes()), "{line}");
        }
        assert!(!is_one(b"From: ann\nSubject: a\n"));
        assert!(!is_one(b"From the sea, at 12:30:00 in 2020\n\nText"));
    }

    #[test]
    fn quoted_lines_lose_one_mark() {
        assert_eq!(
            &*unquoted(b">From a\n>>From b\n> >From c\nx>From d\n"),
            b"From a\n>From b\n> >From c\nx>From d\n"
        );
        assert!(matches!(unquoted(b"no such line"), Cow::Borrowed(_)));
    }
}
