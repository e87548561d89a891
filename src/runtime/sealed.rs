//! Files of the program's own in the cache folder: put into their places whole, mapped, and believed as far as their
//! checksums hold.
//!
//! ```text
//! magic | program | lengths of the two parts | their checksums | checksum of all that | parts
//! ```
//!
//! Owns that no byte of them is believed which was not written by this very program. Does not own what they mean.

use std::{
    env,
    fs::{self, File},
    io::{self, BufWriter, Write},
    ops::Range,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use memmap2::Mmap;
use twox_hash::XxHash3_64;

use crate::packed::{Bytes, Hold, Section};

/// How old a file must be before it is swept away: another instance may be about to put it into its place.
const GRACE: Duration = Duration::from_secs(600);
/// How many parts a file has.
const PARTS: usize = 2;
/// Bytes before the parts: magic, and the numbers that are pictured above.
const HEADER: usize = 16 + (2 + 2 * PARTS) * 8;

/// A file that was opened.
pub(super) struct Sealed {
    /// Its parts, not yet compared with their checksums.
    pub(super) parts: [Part; PARTS],
    /// A number that tells it from others: its header's checksum, as the header holds those of the rest.
    pub(super) number: u64,
}

/// A part of a file with its checksum.
pub(super) struct Part {
    section: Section,
    sum: u64,
}

impl Sealed {
    /// Opens a file that [`write`] has written, if it is there and its header is whole. `magic` stands at its beginning.
    pub(super) fn open(path: &Path, magic: &[u8; 16]) -> Option<Self> {
        Self::of(&contents(path)?, magic)
    }

    fn of(bytes: &Bytes, magic: &[u8; 16]) -> Option<Self> {
        let all = (**bytes).as_ref();
        let (told, sum) = all.get(..HEADER)?.split_last_chunk::<8>()?;
        let sum = u64::from_le_bytes(*sum);
        let numbers = told.strip_prefix(magic)?;
        if XxHash3_64::oneshot(told) != sum {
            return None;
        }
        let number = |index: usize| {
            let bytes = numbers.get(index * 8..)?.first_chunk()?;
            Some(u64::from_le_bytes(*bytes))
        };
        if number(0)? != program() {
            return None;
        }
        let middle = HEADER.checked_add(usize::try_from(number(1)?).ok()?)?;
        let end = middle.checked_add(usize::try_from(number(2)?).ok()?)?;
        let part = |range: Range<usize>, sum| Part {
            section: Section::of(bytes, range),
            sum,
        };
        (end == all.len()).then_some(Self {
            parts: [
                part(HEADER..middle, number(3)?),
                part(middle..end, number(4)?),
            ],
            number: sum,
        })
    }
}

impl Part {
    /// The part, if it is what was written.
    pub(super) fn whole(&self) -> Option<&Section> {
        (XxHash3_64::oneshot(self.section.bytes()) == self.sum).then_some(&self.section)
    }
}

/// Puts a file of two parts into its place. The number that tells it from others is returned.
///
/// # Errors
/// What prevented it. What was there before stays.
pub(super) fn write(path: &Path, magic: &[u8; 16], parts: [&[u8]; PARTS]) -> io::Result<u64> {
    let lengths = parts.map(|part| part.len() as u64);
    let sums = parts.map(XxHash3_64::oneshot);
    let numbers = [program()].into_iter().chain(lengths).chain(sums);
    let mut header = magic.to_vec();
    header.extend(numbers.flat_map(u64::to_le_bytes));
    let sum = XxHash3_64::oneshot(&header);
    header.extend(sum.to_le_bytes());
    replace(path, &mut |out| {
        out.write_all(&header)?;
        parts.iter().try_for_each(|part| out.write_all(part))
    })?;
    Ok(sum)
}

/// A number that tells this program from others, also from an earlier build of itself, which may have read the same
/// files otherwise.
fn program() -> u64 {
    let told = |found: fs::Metadata| {
        let since_1970 = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
        let written = found
            .modified()
            .ok()
            .and_then(since_1970)
            .unwrap_or_default();
        (found.len(), written.as_nanos())
    };
    let found = env::current_exe().and_then(fs::metadata).map(told);
    let (length, written) = found.unwrap_or_default();
    let name = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    XxHash3_64::oneshot(format!("{name} {length} {written}").as_bytes())
}

/// The bytes of a file that another will take the place of while they are in use. Windows does not grant that of a file that
/// is mapped; there it is loaded.
pub(super) fn contents(path: &Path) -> Option<Bytes> {
    if cfg!(windows) {
        Some(Arc::new(fs::read(path).ok()?))
    } else {
        map(path)
    }
}

/// Maps a file.
#[allow(
    unsafe_code,
    reason = "a mapped file is the kernel's to change; see below"
)]
pub(super) fn map(path: &Path) -> Option<Bytes> {
    // A pipe would keep who opens it waiting.
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let file = File::open(path).ok()?;
    // SAFETY: the file is one of this program's own in its cache, which are written under another name, renamed into place
    // and never written to or cut again. Should anything else do so all the same, checksums are compared before bytes
    // are believed, and UTF-8 is checked whenever bytes become text.
    let map = unsafe { Mmap::map(&file) }.ok()?;
    Some(Arc::new(Mapped(map)))
}

/// A file in the memory.
struct Mapped(Mmap);

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Hold for Mapped {
    #[cfg(unix)]
    #[allow(unsafe_code, reason = "other mappings would lose what was written")]
    fn let_go(&self, range: Range<usize>) {
        let advice = memmap2::UncheckedAdvice::DontNeed;
        // Where the system does not take the advice, the pages stay.
        // SAFETY: it is a shared mapping that is only read, so the same pages come back from the file.
        let _ = unsafe {
            self.0
                .unchecked_advise_range(advice, range.start, range.len())
        };
    }
}

/// Writes a file under another name and puts it into its place.
pub(super) fn replace(
    path: &Path,
    write: &mut dyn FnMut(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let aside = path.with_extension(format!("{}.new", std::process::id()));
    let written = create_own(&aside).and_then(|file| {
        let mut out = BufWriter::with_capacity(1 << 16, file);
        write(&mut out)?;
        out.flush()?;
        fs::rename(&aside, path)
    });
    if written.is_err() {
        // What is half written is of no use.
        let _ = fs::remove_file(&aside);
    }
    written
}

/// Deletes the files of a folder that are not to be kept, such as those that were half written when the program was killed.
pub(super) fn sweep(folder: &Path, is_kept: &dyn Fn(&Path) -> bool) {
    let is_old = |path: &Path| {
        let modified = fs::metadata(path).and_then(|found| found.modified());
        let age = modified.map(|time| SystemTime::now().duration_since(time));
        age.is_ok_and(|age| age.is_ok_and(|age| age > GRACE))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if !is_kept(&path) && is_old(&path) {
            // What cannot be deleted now is deleted another time.
            let _ = fs::remove_file(&path);
        }
    }
}

/// Makes a file that only its owner may read, as it may tell of letters and of marks.
fn create_own(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_let_go_of_is_the_same_when_it_is_looked_at_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept");
        let written: Vec<u8> = (0..50_000_u32).flat_map(u32::to_le_bytes).collect();
        fs::write(&path, &written).unwrap();
        let (mapped, held) = (map(&path).unwrap(), written.clone().into());
        let whole = Section::of(&mapped, 0..written.len());
        for section in [whole.part(5..100_007), whole.part(7..7), whole, held] {
            let before = section.bytes().to_vec();
            section.let_go();
            assert_eq!(section.bytes(), before);
        }
    }
}
