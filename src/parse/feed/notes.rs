//! Exports of notes (ENEX): what Evernote, and programs that followed it, give back of all that was written and clipped.
//!
//! By <http://xml.evernote.com/pub/evernote-export4.dtd>. Each note with something to read is an article. It is published when
//! it was created: a clipping is dated when it was clipped, as nothing says when its page was written. Owns what tells an
//! export, that its files cost nothing, and which notes are articles. Does not own their elements (`walk`) or text (`enml`).
//!
//! A note has no identifier. A clipping has the address of its page, and two of one page are one article, unlike the items
//! of a feed; others are known by what they say, and keep their marks in each export.

use std::{borrow::Cow, path::Path};

use memchr::{memchr, memchr_iter, memmem};

use super::{Fields, enml, problem, story::Publication, xml::Tag};
use crate::{
    article::{Article, Outcome},
    parse::Parsed,
};

/// What helps where an export is damaged.
pub(super) const AGAIN: &str = "export the notes again";

/// Bytes in which an export begins: a declaration and a document type may stand before it.
const HEAD: usize = 1024;

/// How files begin in a note, by their bytes in base64.
const FILE: &[u8] = b"<data";

/// The longest tag before those bytes.
const LONGEST_TAG: usize = 128;

/// Titles that programs give to notes without one, in lower case.
const NAMELESS: [&str; 3] = ["", "untitled", "untitled note"];

/// Whether a tag begins an export.
pub(super) fn opens(tag: &Tag) -> bool {
    tag.name.eq_ignore_ascii_case("en-export")
}

/// An export without the bytes of its files, which may be nearly all of it; lines keep their numbers. Other files stay as
/// they are.
pub(in crate::parse) fn without_files(bytes: &[u8]) -> Cow<'_, [u8]> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if memmem::find(head, b"<en-export").is_none() {
        return Cow::Borrowed(bytes);
    }
    let (mut lean, mut rest) = (Vec::new(), bytes);
    while let Some(at) = memmem::find(rest, FILE) {
        let tag = &rest[at..rest.len().min(at + LONGEST_TAG)];
        let tag = &tag[..memchr(b'>', tag).map_or(FILE.len(), |end| end + 1)];
        let (kept, behind) = rest.split_at(at + tag.len());
        lean.extend_from_slice(kept);
        rest = behind;
        // HTML has an element of this name, too.
        if memmem::find(tag, b"base64").is_some() {
            let (file, behind) = rest.split_at(memchr(b'<', rest).unwrap_or(rest.len()));
            lean.resize(lean.len() + memchr_iter(b'\n', file).count(), b'\n');
            rest = behind;
        }
    }
    lean.extend_from_slice(rest);
    Cow::Owned(lean)
}

/// The article that a note is. One in which there is nothing to read is none.
pub(super) fn story(publication: &Publication, mut fields: Fields) -> Option<Article> {
    let title = fields.title.get().map(|title| title.line().to_lowercase());
    let is_nameless = title.is_none_or(|title| NAMELESS.contains(&title.as_str()));
    enml::settle(&mut fields);
    let article = publication.story(fields);
    (!is_nameless || !article.body.text().is_empty()).then_some(article)
}

/// What was found in an export, or the problem that nothing was.
pub(super) fn of_export(name: &Path, mut parsed: Parsed) -> Parsed {
    if parsed.articles.is_empty() {
        let reason = "there are no notes with a text in this export".to_owned();
        let remedy = "export others, or delete it";
        let empty = problem(name, None, Outcome::Skipped, reason, remedy);
        parsed.problems.push(empty);
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lean(export: &str) -> String {
        let export = format!("<en-export>{export}");
        let lean = without_files(export.as_bytes());
        String::from_utf8_lossy(&lean)["<en-export>".len()..].to_owned()
    }

    #[test]
    fn the_bytes_of_files_are_left_out_and_their_lines_are_kept() {
        assert_eq!(
            lean("a<data encoding=\"base64\">\nAAAA\r\nAA==\n</data>b<data encoding='base64'>AA"),
            "a<data encoding=\"base64\">\n\n\n</data>b<data encoding='base64'>"
        );
    }

    #[test]
    fn the_element_of_html_keeps_its_text() {
        for text in [
            "<data value='3'>three</data>",
            "<database>base64</database>",
            "<data",
            "<data base64",
        ] {
            assert_eq!(lean(text), text);
        }
    }

    #[test]
    fn other_files_stay_as_they_are() {
        let feed = b"<rss><data encoding='base64'>AAAA</data></rss>";
        assert!(matches!(without_files(feed), Cow::Borrowed(same) if same == feed));
    }
}
