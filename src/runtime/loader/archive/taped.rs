//! Tar files, from front to back.
//!
//! Does not own limits or names (`archive`, `archive::member`).

use std::{io::Read, ops::ControlFlow};

use jiff::{Timestamp, tz::Offset};
use tar::{Entry, EntryType};

use super::{
    Archive, CORRUPT_REMEDY, UNPACK_REMEDY, Unpacking, corrupt, cut,
    member::Name,
    packed,
    zipped::{LINK, sound},
};
use crate::{
    article::When,
    runtime::loader::walk::{PIPE_REMEDY, skipped},
};

/// The size of a file's head.
pub(super) const HEAD: usize = 512;

/// Where the sum of a head's bytes stands in it, in octal digits.
const SUM: std::ops::Range<usize> = 148..156;

/// Whether bytes begin with the head of a file on tape: its sum tells, in all dialects.
pub(super) fn is_tar(bytes: &[u8]) -> bool {
    let Some(head) = bytes.get(..HEAD) else {
        return false;
    };
    let digits = head[SUM].iter().filter(|byte| !matches!(byte, b' ' | 0));
    let told = digits.clone().try_fold(0_u32, |sum, digit| {
        let digit = char::from(*digit).to_digit(8)?;
        sum.checked_mul(8)?.checked_add(digit)
    });
    let sum = || -> u32 {
        let counted = |(at, byte): (usize, &u8)| if SUM.contains(&at) { b' ' } else { *byte };
        head.iter().enumerate().map(counted).map(u32::from).sum()
    };
    // Hardly any text has a number there.
    head[0] != 0 && told.is_some_and(|told| told == sum())
}

/// Hands over the files in a tar file.
pub(super) fn read(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    bytes: &mut dyn Read,
) -> ControlFlow<()> {
    let mut tape = tar::Archive::new(bytes);
    // Fails only for a tape that was wound on already.
    let Ok(entries) = tape.entries() else {
        return ControlFlow::Continue(());
    };
    for entry in entries {
        unpacking.count()?;
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) if packed::is_limit(&error) => return unpacking.stop_full(),
            Err(_) => {
                let reason = "it is damaged; only the files at its beginning could be read";
                unpacking.tell(cut(archive.path, reason, CORRUPT_REMEDY));
                break;
            }
        };
        member(unpacking, archive, &mut entry)?;
    }
    ControlFlow::Continue(())
}

fn member<R: Read>(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    entry: &mut Entry<'_, R>,
) -> ControlFlow<()> {
    let raw = entry.path_bytes().into_owned();
    let text = String::from_utf8_lossy(&raw);
    let name = Name { raw: &raw, text };
    let kind = entry.header().entry_type();
    if kind.is_dir() || kind.is_pax_global_extensions() || !unpacking.admits(archive, &name) {
        return ControlFlow::Continue(());
    }
    if let Some((reason, remedy)) = refusal(kind) {
        unpacking.tell(skipped(&name.shown(archive), reason, remedy));
        return ControlFlow::Continue(());
    }
    let size = entry.size();
    let stored = entry.header().mtime().ok().and_then(written);
    let filled = unpacking.fill(&name.shown(archive), entry)?;
    let length = filled.bytes.len() as u64;
    let is_short = filled.error.is_none() && length < size && !filled.is_longer;
    if is_short {
        unpacking.tell(corrupt(&name.shown(archive), length > 0));
    }
    if is_short && length == 0 {
        return ControlFlow::Continue(());
    }
    match sound(unpacking, archive, &name, filled) {
        Some(bytes) => unpacking.file(name.contents(archive, stored, bytes), archive.depth + 1),
        None => ControlFlow::Continue(()),
    }
}

/// Why something on a tape is no file to read, and what to do.
fn refusal(kind: EntryType) -> Option<(&'static str, &'static str)> {
    match kind {
        EntryType::Regular | EntryType::Continuous => None,
        EntryType::Symlink | EntryType::Link => Some((LINK, UNPACK_REMEDY)),
        EntryType::Fifo => Some(("it is a pipe, not a file", PIPE_REMEDY)),
        EntryType::Char | EntryType::Block => Some(("it is a device, not a file", PIPE_REMEDY)),
        EntryType::GNUSparse => Some(("it is a file with holes", UNPACK_REMEDY)),
        _ => Some(("it is something special, not a file", PIPE_REMEDY)),
    }
}

fn written(seconds: u64) -> Option<When> {
    let moment = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    Some(When::Moment(moment, Offset::UTC))
}
