//! Tells what a file is: by its name where that is plain, else by how it begins.
//!
//! Owns which files are no articles, and what their owner can do about it. Does not own how a format is read.

use std::path::Path;

use super::{
    decode,
    feed::{
        self, Root,
        table::{self, Holds},
    },
    front_matter,
};
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

const XML: Refusal = refuse(
    "it is XML, but no feed",
    "save its articles as text, Markdown or a feed",
);
const NO_EXPORT: Refusal = refuse(
    "it is named as an export of notes (ENEX), but is none or lost its beginning",
    "export the notes again",
);
const OPML: Refusal = refuse(
    "it is a list of feeds (OPML) and holds no articles",
    "fetch the feeds it names, and name these",
);
const LINKS: Refusal = refuse(
    "it is a list of links and holds no articles",
    "save the pages that it names, and name these",
);
const TABLE: Refusal = refuse(
    "it is a table, and its columns are not named as those of articles are",
    "name its columns \"title\" and \"text\" if it holds articles, or leave it out",
);
const ARCHIVE: Refusal = refuse("archives of this kind are not opened", "unpack it");
const NO_CAPTURE: Refusal = refuse(
    "it is named as a web archive (WARC), but is none or lost its beginning",
    "copy or download it again",
);
const NO_SAVED_PAGE: Refusal = refuse(
    "it is named as a page that Safari has saved, but is none or lost its beginning",
    "copy the file again, or save the page again",
);
const ZIPPED: Refusal = refuse(
    "it is a document or a program in a zip file, not an archive of articles",
    "save it as text or Markdown",
);
const PICTURE: Refusal = refuse("it is a picture", "name a folder or files that hold text");
const PAPER: Refusal = refuse(
    "paged documents are not read",
    "save it as text or Markdown",
);
const BOOK: Refusal = refuse(
    "books of this kind are not read",
    "convert it to EPUB, as Calibre does",
);
const NO_BOOK: Refusal = refuse(
    "it is named as a book (EPUB), but is none or lost its beginning",
    "copy or download it again",
);
const ASSET: Refusal = refuse(
    "it is a part of a web page, and no article",
    "name the page, or leave it out",
);
const INDEX: Refusal = refuse(
    "it is an index that a program keeps of other files",
    "name these, or leave it out",
);
const BINARY: Refusal = refuse("it is not text", "name a folder or files that hold text");

/// Extensions that say enough, in lower case.
const REFUSED_NAMES: &[(&[&str], Refusal)] = &[
    (&["warc"], NO_CAPTURE),
    (&["webarchive"], NO_SAVED_PAGE),
    (&["bz2", "tbz2", "xz", "txz", "7z", "rar"], ARCHIVE),
    (&["pdf", "doc", "docx", "odt", "rtf", "ps"], PAPER),
    (&["epub"], NO_BOOK),
    (&["mobi", "azw", "azw3", "kfx"], BOOK),
    (
        &[
            "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tiff", "ico", "svg",
        ],
        PICTURE,
    ),
    // What browsers save of a script ends so behind its own name.
    (&["css", "js", "mjs", "download"], ASSET),
    (&["woff", "woff2", "ttf", "otf", "eot"], ASSET),
    // Of mailboxes in Thunderbird, and of web archives.
    (&["msf", "cdx", "cdxj"], INDEX),
];

/// What people write in, which is told as Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Markdown itself.
    Markdown,
    /// The text of a Gemini capsule.
    Gemini,
    /// Org, as Emacs has it.
    Org,
    /// reStructuredText.
    Rst,
}

/// The names of what people write in.
const LANGUAGES: &[(&[&str], Language)] = &[
    (&["md", "markdown", "mdown", "mkd"], Language::Markdown),
    (&["gmi", "gemini"], Language::Gemini),
    (&["org"], Language::Org),
    (&["rst"], Language::Rst),
];

/// Names of XML, feeds among it.
const XML_NAMES: [&str; 6] = ["xml", "rss", "atom", "rdf", "opml", "enex"];

/// Names of web pages.
const PAGES: [&str; 5] = ["html", "htm", "xhtml", "xht", "shtml"];

/// Names of JSON, and of JSON a line.
const JSON_NAMES: [&str; 3] = ["json", "jsonl", "ndjson"];

/// Names of tables.
const TABLE_NAMES: [&str; 3] = ["csv", "tsv", "tab"];

/// The titles of the pages in which Pocket and Instapaper give their users' links back.
const LINK_PAGES: [&str; 2] = [
    "<title>Pocket Export</title>",
    "<title>Instapaper: Export</title>",
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

/// Bytes that are looked at to tell a feed, where the rest is not decoded yet.
const FEED_HEAD: usize = 64 * 1024;

/// How browsers begin the list of a user's bookmarks.
const BOOKMARKS: &str = "<!doctype netscape-bookmark-file-1";

/// Bytes at the beginning of a page in which its title is looked for, and at its end for its last tags.
const PAGE_END: usize = 1024;

/// The refusal of a file whose name or first bytes say that it holds no text.
pub(super) fn refusal(name: &Path, bytes: &[u8]) -> Option<Refusal> {
    let begun = || MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    named(&extension(name)).or_else(|| begun().map(|(_, refusal)| *refusal))
}

/// The refusal of files whose names end like this.
fn named(extension: &str) -> Option<Refusal> {
    let named = REFUSED_NAMES
        .iter()
        .find(|(names, _)| names.contains(&extension));
    named.map(|(_, refusal)| *refusal)
}

/// Whether a name may be that of a plain text: it promises no other format.
pub(super) fn may_be_text(name: &Path) -> bool {
    let extension = extension(name);
    let mut others = XML_NAMES.iter().chain(&PAGES).chain(&JSON_NAMES);
    named(&extension).is_none()
        && language_of(&extension).is_none()
        && !others.any(|other| *other == extension)
}

/// What a file is written in, if its name says so.
pub(super) fn language(name: &Path) -> Option<Language> {
    language_of(&extension(name))
}

fn language_of(extension: &str) -> Option<Language> {
    let known = LANGUAGES
        .iter()
        .find(|(names, _)| names.contains(&extension));
    known.map(|(_, language)| *language)
}

/// The format of a decoded file.
pub(super) fn format(name: &Path, text: &str) -> Result<Format, Refusal> {
    if is_binary(text) {
        return Err(BINARY);
    }
    match extension(name).as_str() {
        // Sites have such names, too, and what was saved of them may bear them.
        "org" | "rst" if markup(text) != Ok(Format::Text) => markup(text),
        extension if language_of(extension).is_some() => Ok(Format::Markdown),
        name if XML_NAMES.contains(&name) => match feed::root_behind_junk(text) {
            Some(Root::Xml) | None if name == "enex" => Err(NO_EXPORT),
            Some(root) => rooted(root),
            None => Err(XML),
        },
        name if PAGES.contains(&name) => page(text),
        name if JSON_NAMES.contains(&name) && feed::opens_json(text) => Ok(Format::JsonFeed),
        name if TABLE_NAMES.contains(&name) => tabular(text),
        "" | "txt" | "text" if feed::is_json(text) || table::is_one_of_articles(text) => {
            Ok(Format::JsonFeed)
        }
        "" if begins(text.trim_start(), BOOKMARKS) => Err(LINKS),
        "" if matches!(feed::root(text), Some(Root::Feed(_) | Root::Opml)) => markup(text),
        "" if front_matter::opens(text) => Ok(Format::Markdown),
        // These names promise text: markup in it was written to be seen, unless it is a page from end to end.
        "" | "txt" | "text" if is_page(text) => page(text),
        "" | "txt" | "text" => Ok(Format::Text),
        _ => markup(text),
    }
}

/// Whether bytes begin a feed.
pub(super) fn is_feed(name: &Path, bytes: &[u8]) -> bool {
    begins_feed(name, bytes, feed::is_json_feed)
}

/// Whether bytes begin a feed, or JSON or a table that may hold as many articles as one.
pub(super) fn may_hold_many(name: &Path, bytes: &[u8]) -> bool {
    begins_feed(name, bytes, feed::may_hold_articles)
}

/// `is_meant` tells which JSON counts.
fn begins_feed(name: &Path, bytes: &[u8], is_meant: fn(&str) -> bool) -> bool {
    if refusal(name, bytes).is_some() {
        return false;
    }
    let head = decode::decode(&bytes[..bytes.len().min(FEED_HEAD)]);
    match format(name, &head.text) {
        Ok(Format::JsonFeed) => is_meant(&head.text),
        format => matches!(format, Ok(Format::Rss | Format::Atom)),
    }
}

fn extension(name: &Path) -> String {
    let extension = name.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}

/// A NUL, or a third of the characters such as no text has; fewer are shown as what they are.
fn is_binary(text: &str) -> bool {
    let sample = &text.as_bytes()[..text.len().min(SAMPLE)];
    if !may_be_strange(sample) {
        return false;
    }
    let is_strange = |char: &char| {
        !matches!(char, '\n' | '\t' | '\u{c}')
            && (char.is_control() || *char == char::REPLACEMENT_CHARACTER)
    };
    let few = || text.chars().take(SAMPLE / 8);
    let strange = few().filter(is_strange).count();
    memchr::memchr(0, sample).is_some() || strange * 3 > few().count()
}

/// Whether there may be characters such as no text has. Hardly any text has one, so that this is told by bytes, many at
/// once: beyond ASCII, control characters begin with C2, and U+FFFD with EF.
fn may_be_strange(utf_8: &[u8]) -> bool {
    let is_control =
        |byte: u8| (byte < b' ') & !matches!(byte, b'\n' | b'\t' | 0xc) | (byte == 0x7f);
    let is_strange = |at: usize| matches!(utf_8[at..], [0xc2, ..0xa0, ..] | [0xef, 0xbf, ..]);
    utf_8
        .iter()
        .fold(false, |any, byte| any | is_control(*byte))
        || memchr::memchr2_iter(0xc2, 0xef, utf_8).any(is_strange)
}

/// The format of a file whose name does not tell, by the markup it begins with.
fn markup(whole: &str) -> Result<Format, Refusal> {
    let text = whole.trim_start();
    let any = |starts: &[&str]| starts.iter().any(|start| begins(text, start));
    if any(&["<!doctype html", "<html", "<head", "<body", BOOKMARKS]) || is_xhtml(text) {
        return page(text);
    }
    match feed::root(text) {
        Some(root @ (Root::Feed(_) | Root::Opml | Root::Json)) => rooted(root),
        Some(root) if begins(text, "<?xml") => rooted(root),
        None if table::is_one_of_articles(whole) => Ok(Format::JsonFeed),
        _ => Ok(Format::Text),
    }
}

/// The format of a page, if it is more than a list of links.
fn page(text: &str) -> Result<Format, Refusal> {
    let begun = text.trim_start();
    let head = &begun.as_bytes()[..begun.len().min(PAGE_END)];
    let is_link_page = |title: &str| memchr::memmem::find(head, title.as_bytes()).is_some();
    if begins(begun, BOOKMARKS) || LINK_PAGES.iter().any(|title| is_link_page(title)) {
        return Err(LINKS);
    }
    Ok(Format::Html)
}

/// The format of a file that is called a table, if it is one that holds articles or none at all.
fn tabular(text: &str) -> Result<Format, Refusal> {
    match table::holds(text) {
        Some(Holds::Articles) => Ok(Format::JsonFeed),
        Some(Holds::Links) => Err(LINKS),
        Some(Holds::Other) => Err(TABLE),
        None => markup(text),
    }
}

/// The format of XML or JSON with this root.
fn rooted(root: Root) -> Result<Format, Refusal> {
    match root {
        Root::Feed(format) => Ok(format),
        Root::Html => Ok(Format::Html),
        Root::Opml => Err(OPML),
        Root::Xml => Err(XML),
        Root::Json => Ok(Format::JsonFeed),
    }
}

/// Whether a text begins with another, whatever the case.
fn begins(text: &str, start: &str) -> bool {
    let head = text.as_bytes().get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

/// Whether XML is a page: its root is `html`.
fn is_xhtml(text: &str) -> bool {
    let mut rest = text;
    if !begins(rest, "<?xml") {
        return false;
    }
    // Declarations and comments may stand before the root.
    while let Some(after) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!")) {
        let end = if after.starts_with("--") { "-->" } else { ">" };
        rest = after
            .split_once(end)
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    begins(rest, "<html")
}

/// Whether a text is a whole page: it begins as one, and `</html>` or `</body>` stands near its end.
fn is_page(text: &str) -> bool {
    let begun = text.trim_start();
    if !(begins(begun, "<!doctype html") || begins(begun, "<html") || is_xhtml(begun)) {
        return false;
    }
    let end = text.trim_end().as_bytes();
    let end = end[end.len().saturating_sub(PAGE_END)..].to_ascii_lowercase();
    ["</html>", "</body>"]
        .iter()
        .any(|tag| memchr::memmem::find(&end, tag.as_bytes()).is_some())
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
        for name in [
            "a.md",
            "a.MD",
            "a.markdown",
            "a.mdown",
            "a.mkd",
            "a.gmi",
            "a.org",
            "a.rst",
        ] {
            assert_eq!(sniff(name, b"A"), Ok(Format::Markdown));
        }
    }

    #[test]
    fn front_matter_tells_markdown_where_there_is_no_name() {
        let markdown = b"---\ntitle: A storm\n---\n\nThe *sea* rose.\n";
        assert_eq!(sniff("-", markdown), Ok(Format::Markdown));
        assert_eq!(sniff("storm", markdown), Ok(Format::Markdown));
        assert_eq!(sniff("storm.txt", markdown), Ok(Format::Text));
        let text = b"---\nThe sea rose.\n---\n";
        assert_eq!(sniff("-", text), Ok(Format::Text));
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
    fn a_third_of_strange_characters_makes_a_text_binary_and_foreign_letters_do_not() {
        for strange in ["\u{80}\u{9f}", "\u{fffd}\u{fffd}", "\u{7f}\u{1f}"] {
            let sniffed = |rest| sniff("a.txt", format!("{strange}{rest}").as_bytes());
            assert_eq!(sniffed("abc"), Err(BINARY), "{strange:?}");
            assert_eq!(sniffed("abcd"), Ok(Format::Text), "{strange:?}");
        }
        assert_eq!(sniff("a.txt", "«§ º» ﾟ￮".as_bytes()), Ok(Format::Text));
    }

    #[test]
    fn a_feed_is_known_by_what_it_holds() {
        assert_eq!(sniff("a.rss", b"<rss>"), Ok(Format::Rss));
        assert_eq!(
            sniff("feed", b"<?xml version='1.0'?>\n<feed>"),
            Ok(Format::Atom)
        );
        assert_eq!(sniff("a.php", b"<rss>"), Ok(Format::Rss));
        let json = b"{\"version\": \"https://jsonfeed.org/version/1\"}";
        assert_eq!(sniff("feed.json", json), Ok(Format::JsonFeed));
        let page = b"<!doctype html><p>Gone";
        assert_eq!(sniff("feed.rss", page), Ok(Format::Html));
    }

    #[test]
    fn json_is_known_by_its_name_or_from_its_first_key_on() {
        let json = b"[{\"title\": \"A storm\"}]";
        for name in ["a.json", "a.jsonl", "a.ndjson", "a.txt", "a", "a.log"] {
            assert_eq!(sniff(name, json), Ok(Format::JsonFeed), "{name}");
        }
        assert_eq!(sniff("a.json", b"[1, "), Ok(Format::JsonFeed));
        assert_eq!(sniff("a.txt", b"[1, "), Ok(Format::Text));
        assert_eq!(sniff("a.md", json), Ok(Format::Markdown));
    }

    #[test]
    fn xml_that_is_no_feed_is_refused_with_a_way_out() {
        assert_eq!(sniff("a.xml", b"<note>"), Err(XML));
        assert_eq!(sniff("a.feed", b"<?xml version='1.0'?><note>"), Err(XML));
        assert_eq!(sniff("a.opml", b"<opml>"), Err(OPML));
        let opml = b"<?xml version='1.0'?><opml>";
        assert_eq!(sniff("feeds.xml", opml), Err(OPML));
    }

    #[test]
    fn a_page_is_known_by_its_name_or_its_beginning() {
        assert_eq!(sniff("a.HTML", b"<p>"), Ok(Format::Html));
        assert_eq!(sniff("a.php", b"\n<!DOCTYPE html>"), Ok(Format::Html));
        let page = b"<?xml version='1.0'?><!DOCTYPE html><html>";
        assert_eq!(sniff("a.xht", page), Ok(Format::Html));
        assert_eq!(sniff("harbour.org", page), Ok(Format::Html));
        assert_eq!(sniff("a.php", page), Ok(Format::Html));
    }

    #[test]
    fn a_whole_page_is_a_page_even_if_its_name_says_text() {
        let page = b"<!doctype HTML>\n<html><p>A page</p></body>\n</HTML>\n";
        assert_eq!(sniff("a.txt", page), Ok(Format::Html));
        assert_eq!(sniff("a", page), Ok(Format::Html));
        assert_eq!(sniff("a.md", page), Ok(Format::Markdown));
    }

    #[test]
    fn markup_in_a_text_file_is_text() {
        assert_eq!(sniff("a.txt", b"<html><p>A page"), Ok(Format::Text));
        assert_eq!(sniff("a", b"<?xml?> is how it begins"), Ok(Format::Text));
    }
}
