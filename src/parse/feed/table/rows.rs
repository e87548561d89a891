//! The rows of a table, one after the other.
//!
//! Owns where a row begins, and that one is told whose last quotation mark is missing: the csv crate takes all behind it for
//! a part of the cell, and says nothing. Owns which way of escaping quotation marks a table has. Does not own what a row means.

use std::borrow::Cow;

use csv::{Reader, ReaderBuilder, StringRecord};
use memchr::memmem;

/// See the module.
pub(super) struct Rows<'a> {
    text: &'a str,
    /// Where they begin in the text.
    start: usize,
    delimiter: u8,
    reader: Reader<&'a [u8]>,
    cells: StringRecord,
}

/// A row.
pub(super) struct Row<'r> {
    pub(super) cells: &'r StringRecord,
    /// Where it begins in the text.
    pub(super) place: usize,
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
        let rest = &self.text[begun..];
        let place = begun + rest.len() - rest.trim_start_matches('\n').len();
        let ends_text = self.place() == self.text.len();
        let is_open = ends_text && ends_in_quotation(&self.text[place..], self.delimiter);
        Some(Row {
            cells: &self.cells,
            place,
            is_open,
            is_last: ends_text && !self.text.ends_with('\n'),
        })
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

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// Whether a row ends within a quotation, as the csv crate reads it.
fn ends_in_quotation(row: &str, delimiter: u8) -> bool {
    /// Where in a cell.
    enum At {
        Start,
        Plain,
        Quoted,
        Quote,
    }
    let end = row.bytes().fold(At::Start, |at, byte| match (at, byte) {
        (At::Start | At::Quote, b'"') => At::Quoted,
        (At::Quoted, b'"') => At::Quote,
        (At::Quoted, _) => At::Quoted,
        (_, byte) if byte == delimiter || byte == b'\n' => At::Start,
        _ => At::Plain,
    });
    matches!(end, At::Quoted)
}
