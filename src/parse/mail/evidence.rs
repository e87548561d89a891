//! Whether a file is mail: how much of a head must stand at its beginning.
//!
//! Does not own what the name of a file or its folder makes likely (`mail`), or what a line of a head looks like
//! (`parse::head_lines`).

use crate::parse::head_lines::{LineKind, is_blank_within, kind, lines, name};

/// Fields that every mail has, in lower case.
const PLAIN_FIELDS: [&str; 5] = ["from", "date", "subject", "to", "newsgroups"];

/// Fields that only programs write.
const STRONG_FIELDS: [&str; 17] = [
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "dkim-signature",
    "in-reply-to",
    "references",
    "list-id",
    "list-unsubscribe",
    "content-type",
    "content-transfer-encoding",
    "authentication-results",
    "x-mailer",
    "x-mozilla-status",
    "x-received",
    "x-original-to",
];

/// How kinds of messages begin that have parts.
const SEVERAL: &[u8] = b"multipart/";

/// How much of a head there must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// The file's name says that it is mail: one field will do.
    Named,
    /// The name says nothing, but it lies where mail is kept: two fields.
    Lodged,
    /// The name says nothing: three plain fields, or two and a program's, or one and two of these.
    Unnamed,
    /// The name says that it is text: programs wrote it, and nothing else looks like it.
    Against,
}

/// Whether bytes begin with the head of a mail.
pub(super) fn is_mail(bytes: &[u8], evidence: Evidence) -> bool {
    let (mut plain, mut strong) = (0, 0);
    let mut lines = lines(bytes).peekable();
    while let Some(line) = lines.next() {
        match kind(line) {
            LineKind::Field => {}
            LineKind::Continuation if plain + strong > 0 => continue,
            _ if is_blank_within(line, lines.peek()) => continue,
            LineKind::Continuation | LineKind::Other => break,
        }
        let name = name(line).to_ascii_lowercase();
        plain += usize::from(PLAIN_FIELDS.iter().any(|field| field.as_bytes() == name));
        strong += usize::from(STRONG_FIELDS.iter().any(|field| field.as_bytes() == name));
        // Nobody else writes of several parts.
        strong += usize::from(name == b"content-type" && says_several(line));
    }
    match evidence {
        Evidence::Named => plain + strong > 0,
        Evidence::Lodged => plain + strong > 1,
        Evidence::Unnamed => plain > 2 || plain > 1 && strong > 0 || plain > 0 && strong > 1,
        Evidence::Against => plain > 1 && strong > 0 || plain > 0 && strong > 1,
    }
}

fn says_several(line: &[u8]) -> bool {
    let value = line
        .splitn(2, |byte| *byte == b':')
        .nth(1)
        .unwrap_or_default();
    let kind = value.trim_ascii().get(..SEVERAL.len());
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case(SEVERAL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_know_a_mail_by_its_fields_and_so_do_we() {
        let mail = b"Received: from a\n\tby b; today\nFrom: Ann\nSubject: A storm\n\nText";
        for evidence in [Evidence::Named, Evidence::Unnamed, Evidence::Against] {
            assert!(is_mail(mail, evidence));
        }
        let typed = b"From: Ann\nDate: Monday\nSubject: A storm\n\nText";
        assert!(is_mail(typed, Evidence::Unnamed));
        assert!(!is_mail(typed, Evidence::Against));
        let several = b"Subject: A storm\nContent-Type: multipart/mixed; boundary=b\n\n--b\n";
        assert!(is_mail(several, Evidence::Against));
        for text in [
            &b"A storm\n\nFrom: Ann\nMessage-ID: <a>\n"[..],
            b"From: Ann\n\nSubject: in the text",
            b"Note: the sea rose\nTime: late\nPlace: here\n",
            b"",
            b"\n\nFrom: a\nTo: b\nDate: c\n",
        ] {
            assert!(!is_mail(text, Evidence::Unnamed));
        }
    }
}
