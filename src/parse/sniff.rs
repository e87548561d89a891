//! Tells what a file is: by its name where that is plain, else by how it begins.
//!
//! Owns which files are no articles, and what their owner can do about it. Does not own how a format is read.

use std::path::Path;

use super::sanitize;
use crate::article::Format;

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// A clause, as in `Problem::reason`.
    pub(super) reason: &'static str,
    /// An imperative clause, as in `Problem::remedy`.
    pub(super) remedy: &'static str,
}

const fn refuse(reason: &'static str, remedy: &'static str) -> Refusal {
    Refusal { reason, remedy }
}

const HTML: Refusal = refuse("HTML pages are not read yet", "save it as text or Markdown");
const FEED: Refusal = refuse(
    "feeds and other XML are not read yet",
    "save its articles as text or Markdown",
);
const ARCHIVE: Refusal = refuse("archives of this kind are not opened", "unpack it");
const ZIPPED: Refusal = refuse(
    "it is a document or a program in a zip file, not an archive of articles",
    "save it as text or Markdown",
);
const PICTURE: Refusal = refuse("it is a picture", "name a folder or files that hold text");
const PAPER: Refusal = refuse(
    "paged documents are not read",
    "save it as text or Markdown",
);
const BINARY: Refusal = refuse("it is not text", "name a folder or files that hold text");

/// Extensions that say enough, in lower case.
const REFUSED_NAMES: &[(&[&str], Refusal)] = &[
    (&["html", "htm", "xhtml", "xht"], HTML),
    (&["xml", "rss", "atom", "rdf"], FEED),
    (&["bz2", "tbz2", "xz", "txz", "7z", "rar", "warc"], ARCHIVE),
    (
        &["pdf", "epub", "doc", "docx", "odt", "rtf", "mobi", "ps"],
        PAPER,
    ),
    (
        &[
            "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tiff", "ico",
        ],
        PICTURE,
    ),
];

/// How files begin that are no text, whatever their name.
const MAGIC: &[(&[u8], Refusal)] = &[
    (b"\x89PNG\r\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"%PDF-", PAPER),
    (b"{\\rtf", PAPER),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", PAPER),
    (b"PK\x03\x04", ZIPPED),
    (b"BZh9", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"\x7fELF", BINARY),
    (b"SQLite format 3\0", BINARY),
    (b"OggS\0", BINARY),
    (b"\0asm", BINARY),
];

/// Bytes that are looked at to tell text from what is none; an eighth of them one by one.
const SAMPLE: usize = 8 * 1024;

/// The refusal of a file whose name or first bytes say that it holds no text.
pub(super) fn refusal(name: &Path, bytes: &[u8]) -> Option<Refusal> {
    let extension = extension(name);
    let named = REFUSED_NAMES
        .iter()
        .find(|(names, _)| names.contains(&extension.as_str()));
    let begun = || MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    named
        .map(|(_, refusal)| *refusal)
        .or_else(|| begun().map(|(_, refusal)| *refusal))
}

/// The format of a decoded file.
pub(super) fn format(name: &Path, text: &str) -> Result<Format, Refusal> {
    if is_binary(text) {
        return Err(BINARY);
    }
    match extension(name).as_str() {
        "md" | "markdown" | "mdown" | "mkd" => Ok(Format::Markdown),
        // These names promise text: markup in it was written to be seen.
        "" | "txt" | "text" => Ok(Format::Text),
        _ => markup(text).map_or(Ok(Format::Text), Err),
    }
}

fn extension(name: &Path) -> String {
    let extension = name.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}

/// A NUL, or a third of the characters such as no text has; fewer are shown as what they are.
fn is_binary(text: &str) -> bool {
    let (mut all, mut strange) = (0_usize, 0_usize);
    let bytes = text.as_bytes();
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sanitize::plain_run(sample) == sample.len() {
        return false;
    }
    if sample.contains(&0) {
        return true;
    }
    for char in text.chars().take(SAMPLE / 8) {
        let is_usual = matches!(char, ' '..='~' | '\n' | '\t' | '\u{c}');
        all += 1;
        strange +=
            usize::from(!is_usual && (char.is_control() || char == char::REPLACEMENT_CHARACTER));
    }
    strange * 3 > all
}

/// Markup of a page or a feed at the beginning of a file whose name does not tell.
fn markup(text: &str) -> Option<Refusal> {
    let begins = |start: &str| {
        let head = text.trim_start().as_bytes();
        head.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    };
    let any = |starts: &[&str]| starts.iter().any(|start| begins(start));
    if any(&["<!doctype html", "<html", "<head", "<body"]) {
        Some(HTML)
    } else if any(&["<?xml", "<rss", "<feed", "<rdf:rdf"]) {
        Some(FEED)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniff(name: &str, bytes: &[u8]) -> Result<Format, Refusal> {
        let name = Path::new(name);
        match refusal(name, bytes) {
            Some(refusal) => Err(refusal),
            None => format(name, &String::from_utf8_lossy(bytes)),
        }
    }

    #[test]
    fn a_name_tells_text_from_markdown() {
        assert_eq!(sniff("a.txt", b"A"), Ok(Format::Text));
        assert_eq!(sniff("README", b"A"), Ok(Format::Text));
        assert_eq!(sniff("a.nfo", b"A"), Ok(Format::Text));
        for name in ["a.md", "a.MD", "a.markdown", "a.mdown", "a.mkd"] {
            assert_eq!(sniff(name, b"A"), Ok(Format::Markdown));
        }
    }

    #[test]
    fn pictures_and_programs_are_no_articles_whatever_their_name() {
        assert_eq!(sniff("a.txt", b"\x89PNG\r\n\x1a\n"), Err(PICTURE));
        assert_eq!(sniff("a.txt", b"%PDF-1.7\n"), Err(PAPER));
        assert_eq!(sniff("a.txt", b"PK\x03\x04 ..."), Err(ZIPPED));
        assert_eq!(sniff("a.txt", b"7z\xbc\xaf\x27\x1c ..."), Err(ARCHIVE));
        assert_eq!(sniff("a", b"\x7fELF\x02\x01"), Err(BINARY));
        assert_eq!(sniff("a.md", b"A text\0"), Err(BINARY));
        assert_eq!(sniff("a.txt", b"\x01\x02\x03\x04 text"), Err(BINARY));
    }

    #[test]
    fn one_control_character_does_not_make_a_text_binary() {
        let text = format!("{}\u{1b}[0m", "A long text. ".repeat(10));
        assert_eq!(sniff("a.txt", text.as_bytes()), Ok(Format::Text));
    }

    #[test]
    fn formats_that_come_later_are_refused_with_a_way_out() {
        assert_eq!(sniff("a.HTML", b"<p>"), Err(HTML));
        assert_eq!(sniff("a.php", b"\n<!DOCTYPE html>"), Err(HTML));
        assert_eq!(sniff("a.rss", b"<rss>"), Err(FEED));
        assert_eq!(sniff("a.feed", b"<?xml version='1.0'?>"), Err(FEED));
    }

    #[test]
    fn markup_in_a_text_file_is_text() {
        assert_eq!(sniff("a.txt", b"<html><p>A page"), Ok(Format::Text));
        assert_eq!(sniff("a", b"<?xml?> is how it begins"), Ok(Format::Text));
    }
}
