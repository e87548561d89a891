//! Standard output: written in large pieces, as text or as lines of JSON in which no control character is raw.
//!
//! Does not own what is printed.

use std::{
    io::{self, BufWriter, StdoutLock, Write},
    num::NonZero,
    panic::resume_unwind,
    thread,
};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::failure::Failure;
use crate::parse::is_unseen;

/// How much is written at once, in bytes.
const PIECE: usize = 64 << 10;

/// Writes to standard output, and sees that it got there.
pub(super) fn print(
    write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(PIECE, io::stdout().lock());
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Writes a record as one line of JSON.
pub(super) fn json_line(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    record.serialize(&mut Serializer::with_formatter(&mut *out, Seen))?;
    out.write_all(b"\n")
}

/// How many lines are made before they are written, so that memory does not grow with the library.
const WINDOW: usize = 2048;
/// So few lines are not worth a thread.
const FEW: usize = 64;

/// Makes a line of each item, on all cores, and writes them in their order.
pub(super) fn lines<T: Sync>(
    out: &mut impl Write,
    items: &[T],
    line: &(impl Fn(&T, &mut Vec<u8>) -> io::Result<()> + Sync),
) -> io::Result<()> {
    let made = |items: &[T]| {
        let mut lines = Vec::new();
        items
            .iter()
            .try_for_each(|item| line(item, &mut lines))
            .map(|()| lines)
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    for window in items.chunks(WINDOW) {
        let share = window.len().div_ceil(threads).max(FEW);
        thread::scope(|scope| {
            let workers: Vec<_> = window
                .chunks(share)
                .map(|part| scope.spawn(|| made(part)))
                .collect();
            workers.into_iter().try_for_each(|worker| {
                let lines = worker.join().unwrap_or_else(|panic| resume_unwind(panic))?;
                out.write_all(&lines)
            })
        })?;
    }
    Ok(())
}

/// JSON that is safe to look at: what steers a terminal stands there as `\u009b`, which means the same.
struct Seen;

impl Formatter for Seen {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // Whatever needs care begins with one of these bytes; most text has none of them.
        let is_suspect = |byte: &u8| matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3);
        if !fragment.as_bytes().iter().any(is_suspect) {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, unseen)) = rest.char_indices().find(|(_, char)| is_unseen(*char)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in unseen.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + unseen.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_no_raw_control_character_and_means_the_same() {
        for unseen in ('\0'..=char::MAX).filter(|char| is_unseen(*char)) {
            let text = format!("é{unseen}—{unseen}g");
            let mut line = Vec::new();
            json_line(&mut line, &text).unwrap();
            let line = String::from_utf8(line).unwrap();
            assert!(!line.trim_end().chars().any(is_unseen), "{line:?}");
            assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
        }
    }
}
