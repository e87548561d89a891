//! Web archives (WARC), from front to back: pages, feeds and texts, as servers answered them.
//!
//! Owns that what is damaged costs no whole record: one that was cut off is read as far as it goes, and what lies between
//! two of them is passed over. Does not own limits (`archive`), or what the heads of records and of answers say (`parse::capture`).

use std::{
    io::{self, BufRead, Read},
    ops::ControlFlow,
    path::Path,
};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{
    Archive, CORRUPT_REMEDY, Unpacking, corrupt, cut,
    member::Name,
    packed::{self, Frames},
};
use crate::{
    parse::capture::{self, Packing, Page, Record},
    runtime::loader::{contents::Contents, walk::skipped},
};

/// Bytes of a head. Those of answers may hold a cookie or twenty.
const LONGEST_HEAD: u64 = 256 << 10;

/// Bytes at the beginning of an answer by which it is told whether it is packed.
const SAMPLE: usize = 512;

/// Hands over what is to be read in a web archive.
pub(super) fn read(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    bytes: &mut dyn BufRead,
) -> ControlFlow<()> {
    let mut reel = Reel {
        from: bytes,
        left: 0,
        is_torn: false,
    };
    loop {
        match reel.next_page() {
            Ok(Some((record, page))) => {
                unpacking.count()?;
                take(unpacking, archive, &mut reel, &record, page)?;
            }
            Ok(None) => break,
            Err(error) if packed::is_limit(&error) => return unpacking.stop_full(),
            Err(_) => {
                let reason = "it was cut off or is damaged; only what stands before that was read";
                unpacking.tell(cut(archive.path, reason, CORRUPT_REMEDY));
                return ControlFlow::Continue(());
            }
        }
    }
    if reel.is_torn {
        let reason = "it is damaged; a part of it could not be read";
        unpacking.tell(cut(archive.path, reason, CORRUPT_REMEDY));
    }
    ControlFlow::Continue(())
}

/// A web archive that is being read.
struct Reel<'a> {
    from: &'a mut dyn BufRead,
    /// Bytes of the record it has come to that were not read yet.
    left: u64,
    /// Whether there was something between two records.
    is_torn: bool,
}

impl Reel<'_> {
    /// Goes on to the next page, and stops before its first byte.
    fn next_page(&mut self) -> io::Result<Option<(Record, Page)>> {
        loop {
            self.pass()?;
            let Some(head) = self.head_of_record()? else {
                return Ok(None);
            };
            let Some(record) = Record::read(&head) else {
                self.is_torn = true;
                continue;
            };
            self.left = record.length;
            if !record.may_be_read() {
                continue;
            }
            let answer = if record.has_answer() {
                self.head_of_answer()?
            } else {
                Vec::new()
            };
            if let Some(page) = record.page(&answer) {
                return Ok(Some((record, page)));
            }
        }
    }

    /// The head that the block of a record begins with, or nothing where it has no end.
    fn head_of_answer(&mut self) -> io::Result<Vec<u8>> {
        let most = self.left.min(LONGEST_HEAD);
        let mut block = Read::take(&mut *self.from, most);
        let answer = head(&mut block, Vec::new());
        let unread = block.limit();
        self.left -= most - unread;
        match answer {
            Err(error) if unread == 0 && is_end(&error) => Ok(Vec::new()),
            answer => answer,
        }
    }

    /// Passes over the rest of a record.
    fn pass(&mut self) -> io::Result<()> {
        let passed = io::copy(&mut Read::take(&mut *self.from, self.left), &mut io::sink())?;
        if passed < self.left {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = 0;
        Ok(())
    }

    /// The head of the next record, wherever that is.
    fn head_of_record(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let mut line = Vec::new();
            Read::take(&mut *self.from, LONGEST_HEAD).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                return Ok(None);
            }
            if capture::opens(&line) {
                return head(&mut Read::take(&mut *self.from, LONGEST_HEAD), line).map(Some);
            }
            self.is_torn |= !line.trim_ascii().is_empty();
        }
    }
}

/// The lines down to the next empty one, behind those that are known already.
fn head(from: &mut dyn BufRead, mut lines: Vec<u8>) -> io::Result<Vec<u8>> {
    loop {
        let start = lines.len();
        from.read_until(b'\n', &mut lines)?;
        match &lines[start..] {
            b"\r\n" | b"\n" => return Ok(lines),
            line if line.ends_with(b"\n") => {}
            _ => return Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

fn is_end(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::UnexpectedEof
}

/// Reads the page that a web archive has come to, and hands it over.
fn take(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    reel: &mut Reel<'_>,
    record: &Record,
    page: Page,
) -> ControlFlow<()> {
    let name = Name {
        raw: page.place.as_bytes(),
        text: page.name.as_str().into(),
    };
    if !unpacking.bears(archive, &name) {
        return ControlFlow::Continue(());
    }
    let path = name.shown(archive);
    let mut block = Read::take(&mut *reel.from, reel.left);
    let filled = unpacking.fill(&path, &mut block)?;
    reel.left = block.limit();
    // That the archive ends within a page is told when the next one is looked for.
    let sent = if page.is_chunked {
        capture::joined(&filled.bytes).unwrap_or(filled.bytes)
    } else {
        filled.bytes
    };
    let Some(bytes) = unpacked(unpacking, &path, &page.packings, sent)? else {
        return ControlFlow::Continue(());
    };
    if !page.is_readable(&bytes) {
        return ControlFlow::Continue(());
    }
    if record.is_cut {
        let reason = "its end was left out when it was recorded";
        unpacking.tell(cut(&path, reason, "record the page anew"));
    }
    let file = Contents {
        folder: Some(page.site.clone()),
        around: page.around.clone(),
        ..name.contents(archive, record.date, bytes)
    };
    unpacking.file(file, archive.depth + 1)
}

/// Undoes how an answer was packed. Some recorders have done that and left the word for it standing.
fn unpacked(
    unpacking: &mut Unpacking<'_>,
    path: &Path,
    packings: &[Packing],
    sent: Vec<u8>,
) -> ControlFlow<(), Option<Vec<u8>>> {
    let mut bytes = sent;
    for packing in packings {
        let packed = bytes.as_slice();
        let filled = match packing {
            Packing::Gzip if packed.starts_with(b"\x1f\x8b") => {
                unpacking.fill(path, &mut MultiGzDecoder::new(packed))?
            }
            Packing::Zstd if packed.starts_with(b"\x28\xb5\x2f\xfd") => {
                unpacking.fill(path, &mut Frames::of(packed))?
            }
            Packing::Gzip | Packing::Zstd => continue,
            Packing::Deflate | Packing::Foreign if is_text(packed) => continue,
            Packing::Deflate if has_zlib_head(packed) => {
                unpacking.fill(path, &mut ZlibDecoder::new(packed))?
            }
            Packing::Deflate => unpacking.fill(path, &mut DeflateDecoder::new(packed))?,
            Packing::Foreign => {
                let reason = "it is packed by a method that is not known here, such as Brotli";
                let remedy = "record it with `Accept-Encoding: gzip`, or save it as a web page";
                unpacking.tell(skipped(path, reason, remedy));
                return ControlFlow::Continue(None);
            }
        };
        if filled.error.is_some() {
            unpacking.tell(corrupt(path, !filled.bytes.is_empty()));
            if filled.bytes.is_empty() {
                return ControlFlow::Continue(None);
            }
        }
        bytes = filled.bytes;
    }
    ControlFlow::Continue(Some(bytes))
}

/// Whether bytes are a text already. What is packed is no UTF-8 for so long.
fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let is_utf_8 = match std::str::from_utf8(sample) {
        Ok(_) => true,
        // Cut within a letter.
        Err(error) => error.error_len().is_none(),
    };
    is_utf_8
        && sample
            .iter()
            .all(|byte| *byte >= b' ' || byte.is_ascii_whitespace())
}

/// Whether the two bytes of zlib's head stand above what is packed (RFC 1950), as they should.
fn has_zlib_head(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..]
        if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31))
}
