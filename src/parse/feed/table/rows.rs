//! The rows of a table, one after the other.
//!
//! Owns where a row begins, and that one is told whose last quotation mark is missing: the csv crate takes all behind it for
//! a part of the cell, and says nothing. Owns which way of escaping quotation marks a table has. Does not own what a row means.

use std::{borrow::Cow, io::Cursor};

use csv::{Position, Reader, ReaderBuilder, StringRecord};
use memchr::memmem;

/// See the module.
pub(super) struct Rows<'a> {
    text: &'a str,
    /// Where they begin in the text.
    start: usize,
    delimiter: u8,
    reader: Reader<Cursor<&'a [u8]>>,
    cells: StringRecord,
}

/// A row.
pub(super) struct Row<'r> {
    pub(super) cells: &'r StringRecord,
    /// Where it begins in the text.
    pub(super) place: usize,
    /// Its text.
    pub(super) text: &'r str,
    /// Whether rows behind it may have come into it, as one of its quotations does not end where a cell does.
    pub(super) is_doubtful: bool,
    /// Whether its last cell opens a quotation that has no end.
    pub(super) is_open: bool,
    /// Whether the text ends with it and not with its line.
    pub(super) is_last: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn of(text: &'a str, start: usize, delimiter: u8) -> Self {
        Self {
            text,
            start,
            delimiter,
            reader: reader(&text[start..], delimiter),
            cells: StringRecord::new(),
        }
    }

    /// The next row; lines without anything are none.
    pub(super) fn next(&mut self) -> Option<Row<'_>> {
        let begun = self.place();
        if !matches!(self.reader.read_record(&mut self.cells), Ok(true)) {
            return None;
        }
        let read = &self.text[begun..self.place()];
        let text = read.trim_start_matches('\n');
        let ends_text = begun + read.len() == self.text.len();
        let lines = || memchr::memchr(b'\n', text.trim_end_matches('\n').as_bytes());
        let quoting = match ends_text || lines().is_some() {
            true => Quoting::of(text, self.delimiter),
            false => Quoting::default(),
        };
        Some(Row {
            cells: &self.cells,
            place: begun + read.len() - text.len(),
            text,
            is_doubtful: quoting.is_open || quoting.is_broken,
            is_open: ends_text && quoting.is_open,
            is_last: ends_text && !self.text.ends_with('\n'),
        })
    }

    /// Goes on with the row that begins at a place.
    pub(super) fn go_on_at(&mut self, place: usize) {
        let mut position = Position::new();
        position.set_byte((place - self.start) as u64);
        // In memory, there is no place that cannot be gone to.
        let _ = self.reader.seek(position);
    }

    /// Where the reader stands in the text.
    fn place(&self) -> usize {
        let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.start.saturating_add(read).min(self.text.len())
    }
}

/// A text in which all quotation marks within cells are doubled. PHP, Spark and databases put a backslash before them: then
/// one stands where a cell neither ends nor goes on with a second. No byte changes its place.
pub(super) fn doubled(text: &str, delimiter: u8) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // A backslash may be escaped itself.
    let is_escape = |at: &usize| {
        let before = bytes[..*at].iter().rev();
        before.take_while(|byte| **byte == b'\\').count() % 2 == 0
    };
    let escapes = || memmem::find_iter(bytes, b"\\\"").filter(is_escape);
    let is_within = |at: usize| {
        let next = bytes.get(at + 2);
        next.is_some_and(|next| !matches!(next, b'"' | b'\n') && *next != delimiter)
    };
    if !escapes().any(is_within) {
        return Cow::Borrowed(text);
    }
    let mut doubled = bytes.to_vec();
    for at in escapes() {
        doubled[at] = b'"';
    }
    String::from_utf8(doubled).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The cells of a single row.
pub(super) fn cells_of(line: &str, delimiter: u8) -> Option<StringRecord> {
    let mut cells = StringRecord::new();
    let read = reader(line, delimiter).read_record(&mut cells);
    matches!(read, Ok(true)).then_some(cells)
}

/// The cells of a line without quotation marks around them, and whether the last one goes on below.
pub(super) fn split(line: &str, delimiter: u8) -> (Vec<&str>, bool) {
    let mut is_quoted = false;
    let cells = line.split(|char: char| {
        is_quoted ^= char == '"';
        !is_quoted && u32::from(char) == u32::from(delimiter)
    });
    let cells = cells.map(|cell| cell.trim_matches('"')).collect();
    (cells, is_quoted)
}

fn reader(text: &str, delimiter: u8) -> Reader<Cursor<&[u8]>> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(Cursor::new(text.as_bytes()))
}

/// How the quotations of a row end, as the csv crate reads it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quoting {
    /// Whether the last one has no end.
    pub(super) is_open: bool,
    /// Whether one ends amid a cell.
    pub(super) is_broken: bool,
}

impl Quoting {
    pub(super) fn of(row: &str, delimiter: u8) -> Self {
        /// Where in a cell.
        enum At {
            Start,
            Plain,
            Quoted,
            Quote,
        }
        let (mut at, mut is_broken) = (At::Start, false);
        for byte in row.bytes() {
            at = match (at, byte) {
                (At::Start | At::Quote, b'"') => At::Quoted,
                (At::Quoted, b'"') => At::Quote,
                (At::Quoted, _) => At::Quoted,
                (_, byte) if byte == delimiter || byte == b'\n' => At::Start,
                (At::Quote, _) => {
                    is_broken = true;
                    At::Plain
                }
                _ => At::Plain,
            };
        }
        Self {
            is_open: matches!(at, At::Quoted),
            is_broken,
        }
    }
}
