//! Books (EPUB): zip files whose pages are read in the order that the book itself tells.
//!
//! Owns that a book is unpacked as a whole before its first page is handed over. Does not own limits or names (`archive`,
//! `archive::member`), or which files of a book are pages (`parse::book`).

use std::{
    io::{Read, Seek},
    ops::ControlFlow,
    path::Path,
};

use zip::ZipArchive;

use super::{Archive, Unpacking, member::Name, zipped};
use crate::{
    article::{Page, When},
    parse::{
        Surroundings,
        book::{self, Leaf},
    },
    runtime::loader::contents::Contents,
};

/// What a zip file begins with that is a book: a file that says so, as it is (OCF 4.3).
const MIMETYPE: &[u8] = b"application/epub+zip";

/// Where the name of a zip file's first file stands, and which it is in a book. A book that lies in a zip file as it is has
/// both further behind.
const FIRST_NAME: (usize, &[u8]) = (30, b"mimetype");

/// Where what that file says stands, at the latest.
const BEGINNING: usize = 128;

/// Whether a zip file is a book, as its beginning or its name tells.
pub(super) fn is_one(path: &Path, bytes: &[u8]) -> bool {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let (at, name) = FIRST_NAME;
    let says_type = beginning.get(at..).is_some_and(|it| it.starts_with(name))
        && memchr::memmem::find(beginning, MIMETYPE).is_some();
    let ending = path.extension().unwrap_or_default();
    says_type
        || ending.eq_ignore_ascii_case("epub")
        || zipped::is_document(bytes) && zipped::open(bytes).is_ok_and(|zip| is_in(&zip))
}

/// Whether a zip file is a book, as its directory tells.
pub(super) fn is_in<R: Read + Seek>(zip: &ZipArchive<R>) -> bool {
    zip.index_for_name(book::CONTAINER).is_some()
}

/// A file of a book.
struct Unpacked {
    raw: Vec<u8>,
    name: String,
    stored: Option<When>,
    bytes: Vec<u8>,
}

/// Hands over the pages of a book.
pub(super) fn read(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    bytes: &[u8],
) -> ControlFlow<()> {
    let mut files = Vec::new();
    let zip = zipped::open(bytes);
    let outcome = zipped::members(
        unpacking,
        archive,
        zip,
        bytes,
        &book::is_for_reading,
        &mut |_, name, stored, bytes| {
            files.push(Unpacked {
                raw: name.raw.to_owned(),
                name: name.text.clone().into_owned(),
                stored,
                bytes,
            });
            ControlFlow::Continue(())
        },
    );
    let leaves = files.iter().map(|file| Leaf {
        name: &file.name,
        bytes: &file.bytes,
    });
    let book = book::read(archive.path, &leaves.collect::<Vec<_>>());
    if outcome.is_continue() {
        book.problems
            .into_iter()
            .for_each(|problem| unpacking.tell(problem));
    }
    // The book's pages were written one after the other, and are not to be ordered by that.
    let stored = files.iter().filter_map(|file| file.stored).max();
    for (number, page) in (0..).zip(book.pages) {
        let file = &files[page.leaf];
        let name = Name {
            raw: &[book.identifier.as_bytes(), b"/", &file.raw].concat(),
            text: file.name.as_str().into(),
        };
        let source = page.source(&file.bytes);
        let contents = name.contents(archive, stored, source);
        let own = contents.path.as_os_str().len() - archive.path.as_os_str().len();
        let bound = Page {
            number,
            own: u32::try_from(own).unwrap_or(0),
        };
        let around = Surroundings {
            page: Some(bound),
            ..page.around
        };
        unpacking.file(Contents { around, ..contents }, archive.depth + 1)?;
    }
    outcome
}
