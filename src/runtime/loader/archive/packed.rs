//! What gzip or Zstandard packed: a tar file, a web archive, or a single file.
//!
//! Does not own limits or names (`archive`, `archive::member`).

use std::{
    io::{self, BufReader, Read},
    ops::ControlFlow,
};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{
    FrameDecoder, StreamingDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

use super::{Archive, Unpacking, corrupt, member, recorded, taped};
use crate::{
    parse::{Surroundings, capture, visible},
    runtime::loader::contents::Contents,
};

/// Hands over what gzip packed.
pub(super) fn gzip(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    folder: Option<&str>,
    bytes: &[u8],
) -> ControlFlow<()> {
    let decoder = MultiGzDecoder::new(bytes);
    let told = decoder.header().and_then(|header| header.filename());
    let told = told.map(|name| String::from_utf8_lossy(name).into_owned());
    read(unpacking, archive, folder, told.as_deref(), decoder)
}

/// Hands over what Zstandard packed.
pub(super) fn zstd(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    folder: Option<&str>,
    bytes: &[u8],
) -> ControlFlow<()> {
    read(unpacking, archive, folder, None, Frames::of(bytes))
}

/// `told` is the name that the file had before it was packed, if that is known.
fn read(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    folder: Option<&str>,
    told: Option<&str>,
    mut unpacked: impl Read,
) -> ControlFlow<()> {
    let mut head = Vec::with_capacity(taped::HEAD);
    let begun = (&mut unpacked)
        .take(taped::HEAD as u64)
        .read_to_end(&mut head);
    if begun.is_ok() && taped::is_tar(&head) {
        let left = unpacking.bytes_left;
        let from = head.as_slice().chain(unpacked);
        return taped::read(unpacking, archive, &mut Limited { from, left });
    }
    if capture::is_one(&head) {
        let left = unpacking.bytes_left;
        let rest = Resumed {
            error: begun.err(),
            from: unpacked,
        };
        let from = head.as_slice().chain(rest);
        let mut from = BufReader::new(Limited { from, left });
        return recorded::read(unpacking, archive, &mut from);
    }
    unpacking.count()?;
    let path = archive.path.join(inner_name(archive, told));
    let filled = unpacking.fill(&path, &mut head.as_slice().chain(unpacked))?;
    if begun.is_err() || filled.error.is_some() {
        unpacking.tell(corrupt(archive.path, !filled.bytes.is_empty()));
        if filled.bytes.is_empty() {
            return ControlFlow::Continue(());
        }
    }
    let file = Contents {
        path,
        // There is but one file, and who unpacks it finds it in the same folder.
        place: archive.place.to_owned(),
        folder: folder.map(str::to_owned),
        stored: archive.stored,
        around: Surroundings::default(),
        bytes: filled.bytes,
    };
    unpacking.file(file, archive.depth + 1)
}

/// The name of a single file: that of the packed one without its ending.
fn inner_name(archive: Archive<'_>, told: Option<&str>) -> String {
    let packed = archive.path.file_name().unwrap_or_default();
    let packed = visible(&packed.to_string_lossy());
    let told = told.and_then(|name| name.rsplit(['/', '\\']).next());
    let told = told.filter(|name| !matches!(*name, "" | "." | ".."));
    let name = member::without_ending(&packed).map(str::to_owned);
    name.or_else(|| told.map(visible)).unwrap_or(packed)
}

/// Whether an error says that there is more to unpack than may be.
pub(super) fn is_limit(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::FileTooLarge
}

/// A stream that goes on where an error stopped the reading, with that error.
struct Resumed<R> {
    error: Option<io::Error>,
    from: R,
}

impl<R: Read> Read for Resumed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.from.read(buffer),
        }
    }
}

/// Ends a stream with an error where it is longer than it may be, be it read or passed over.
struct Limited<R> {
    from: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        let left = self.left.checked_sub(count as u64);
        self.left = left.ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(count)
    }
}

/// The frames of a Zstandard file, one after the other.
pub(super) struct Frames<'a> {
    /// What follows the frame that is open.
    rest: &'a [u8],
    open: Option<StreamingDecoder<&'a [u8], FrameDecoder>>,
}

impl<'a> Frames<'a> {
    /// The frames in these bytes.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            open: None,
        }
    }
}

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.open {
                let count = frame.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
                self.rest = frame.get_ref();
                self.open = None;
            }
            if self.rest.is_empty() {
                return Ok(0);
            }
            match StreamingDecoder::new(self.rest) {
                Ok(frame) => self.open = Some(frame),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    // Its mark and its length take eight bytes.
                    let end = usize::try_from(length)
                        .map_or(usize::MAX, |length| length.saturating_add(8));
                    self.rest = self.rest.get(end..).unwrap_or_default();
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }
}
