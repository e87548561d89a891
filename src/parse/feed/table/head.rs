//! The first row of a table: what parts its cells, and what its columns are for.
//!
//! Owns which first rows are heads. Does not own what their words mean (`keys`).

use std::collections::HashSet;

use super::{
    Holds,
    rows::{self, Rows, cells_of},
};
use crate::parse::{
    date,
    feed::keys::{Role, column, is_of_row},
    field,
};

/// What parts cells, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Bytes of a row of heads at most.
const LONGEST: usize = 8 * 1024;
/// Rows that are compared with their head.
const SAMPLE: usize = 3;

/// The columns that trafilatura writes, and does not name.
const TRAFILATURA: [&str; 11] = [
    "url", "", "", "hostname", "title", "", "date", "text", "", "", "",
];

/// How a table is laid out.
pub(in crate::parse::feed) struct Head {
    pub(super) delimiter: u8,
    /// What each column is for, where that is known.
    pub(super) columns: Vec<Option<Role>>,
    /// Columns up to the last that is known.
    pub(super) needed: usize,
    /// Whether nothing in it is about anything but articles.
    is_all_known: bool,
    /// Where the first row of the table's own begins.
    pub(super) start: usize,
}

impl Head {
    /// The head of a text, if it has one.
    pub(super) fn of(text: &str) -> Option<Self> {
        if opens_unnamed(text) {
            return Some(Self::new(&TRAFILATURA, b'\t', 0));
        }
        let (said, start, line) = first_line(text);
        let count = |delimiter: &u8| memchr::memchr_iter(*delimiter, line.as_bytes()).count();
        // Of two that are as frequent, the commoner.
        let most = || {
            DELIMITERS
                .into_iter()
                .rev()
                .max_by_key(count)
                .filter(|delimiter| count(delimiter) > 0)
        };
        let delimiter = said.or_else(most)?;
        let cells = cells_of(line, delimiter)?;
        let names: Vec<&str> = cells.iter().map(str::trim).collect();
        is_head(&names).then(|| Self::new(&names, delimiter, start + line.len()))
    }

    fn new(names: &[&str], delimiter: u8, start: usize) -> Self {
        let mut columns: Vec<Option<Role>> = names.iter().map(|name| column(name)).collect();
        let last = columns.iter().rposition(Option::is_some);
        let is_known = |(name, role): (&&str, &Option<Role>)| role.is_some() || is_of_row(name);
        let is_all_known = names.iter().zip(&columns).all(is_known);
        if is_all_known {
            make_text_of_summary(&mut columns);
        }
        Self {
            delimiter,
            is_all_known,
            needed: last.map_or(0, |last| last + 1),
            columns,
            start,
        }
    }

    /// What there is in the table, by the names of its columns. Texts that have neither titles nor addresses may be anything,
    /// but where they are only sorted by subjects, they are articles.
    pub(super) fn holds(&self) -> Holds {
        let has_title = self.has(|role| matches!(role, Role::Title(_)));
        let has_link = self.has(|role| matches!(role, Role::Link(_)));
        let is_sorted = || self.is_all_known && self.has(|role| matches!(role, Role::Tags));
        match self.has(|role| matches!(role, Role::Text(..))) {
            true if has_title || has_link || is_sorted() => Holds::Articles,
            false if has_title && has_link => Holds::Links,
            _ => Holds::Other,
        }
    }

    /// Whether the columns are those of articles also where no name says that this is a table.
    pub(super) fn is_plain(&self) -> bool {
        let is_named = |role: &Role| matches!(role, Role::Title(_) | Role::Link(_));
        self.holds() == Holds::Articles && self.has(is_named)
    }

    fn has(&self, is_meant: impl Fn(&Role) -> bool) -> bool {
        self.columns.iter().flatten().any(is_meant)
    }

    /// How much of the text of a row is its own, if others have come into it: they begin with the next line that has an
    /// address or a date in each column of such.
    pub(super) fn next_row(&self, row: &str) -> Option<usize> {
        let mut starts = memchr::memchr_iter(b'\n', row.as_bytes()).map(|end| end + 1);
        starts.find(|start| {
            let line = row[*start..].split('\n').next();
            self.begins_row(line.unwrap_or_default())
        })
    }

    fn begins_row(&self, line: &str) -> bool {
        let (cells, is_open) = rows::split(line, self.delimiter);
        // The last cell may go on below.
        let whole = cells.len() - usize::from(is_open);
        let is_as_wide = match is_open {
            true => cells.len() <= self.columns.len(),
            false => cells.len() == self.columns.len(),
        };
        let cells = cells.iter().take(whole).zip(&self.columns);
        let mut telling = cells
            .filter_map(|(cell, role)| match role {
                Some(Role::Link(_)) => Some(field::is_address(cell.trim())),
                Some(Role::Published(_)) => Some(date::stated(cell).is_some()),
                _ => None,
            })
            .peekable();
        is_as_wide && telling.peek().is_some() && telling.all(|is_meant| is_meant)
    }

    /// Whether there are rows below the head, and the first of them have as many cells.
    pub(super) fn fits(&self, text: &str) -> bool {
        let mut rows = Rows::of(text, self.start, self.delimiter);
        let mut any = false;
        for _ in 0..SAMPLE {
            let Some(row) = rows.next() else {
                break;
            };
            // Of one that is cut off, or longer than what is looked at, nothing is known.
            if !row.is_open && row.cells.len() != self.columns.len() && !row.is_last {
                return false;
            }
            any |= row.is_open || row.cells.len() == self.columns.len();
        }
        any
    }
}

/// Where a table holds titles and what they are about, and no texts, that is the text.
fn make_text_of_summary(columns: &mut [Option<Role>]) {
    let has = |is_meant: fn(&Role) -> bool| columns.iter().flatten().any(is_meant);
    let is_titled = has(|role| matches!(role, Role::Title(0..=1)));
    if !is_titled || has(|role| matches!(role, Role::Text(..))) {
        return;
    }
    for role in columns {
        if let Some(Role::Summary(rank, form)) = *role {
            *role = Some(Role::Text(rank, form));
            return;
        }
    }
}

/// Whether a text may open with the head of a table of articles. Few do.
pub(super) fn may_open(text: &str) -> bool {
    let (_, _, line) = first_line(text);
    let is_text = |cell: &[u8]| {
        let name = std::str::from_utf8(cell).unwrap_or_default().trim();
        matches!(column(name.trim_matches('"')), Some(Role::Text(..)))
    };
    let line = line.as_bytes();
    let is_parted = || {
        let [first, second, third, fourth] = DELIMITERS;
        memchr::memchr3(first, second, third, line).is_some()
            || memchr::memchr(fourth, line).is_some()
    };
    let mut cells = line.split(|byte| DELIMITERS.contains(byte));
    opens_unnamed(text) || is_parted() && cells.any(is_text)
}

/// The first line that holds heads, where it begins, and what parts them if a line before that says so, as Excel has it:
/// `sep=;`.
fn first_line(text: &str) -> (Option<u8>, usize, &str) {
    let start = text.len() - text.trim_start_matches('\n').len();
    let line = line_at(text, start);
    let said = line.trim_matches('"').strip_prefix("sep=");
    match said.map(str::as_bytes) {
        Some([delimiter]) if delimiter.is_ascii() => {
            let start = (start + line.len() + 1).min(text.len());
            (Some(*delimiter), start, line_at(text, start))
        }
        _ => (None, start, line),
    }
}

/// The line that begins at a place, without its end; none that is longer than any head.
fn line_at(text: &str, start: usize) -> &str {
    let rest = &text.as_bytes()[start..];
    let end = memchr::memchr(b'\n', &rest[..rest.len().min(LONGEST)]);
    match end {
        Some(end) => &text[start..start + end],
        None if rest.len() <= LONGEST => &text[start..],
        None => "",
    }
}

/// Whether these are the names of columns: words, none twice. One may lack, as that of the numbers that pandas counts rows
/// with.
fn is_head(names: &[&str]) -> bool {
    let mut seen = HashSet::new();
    let named = || names.iter().filter(|name| !name.is_empty());
    named().count() >= 2
        && named().all(|name| {
            name.len() <= 64 && name.contains(char::is_alphabetic) && seen.insert(*name)
        })
}

/// Whether a text begins as the row of a table of trafilatura's, which has no heads: an address, an identifier that is most
/// often none, the fingerprint of the text, and the host.
fn opens_unnamed(text: &str) -> bool {
    if !text.starts_with("http") {
        return false;
    }
    let mut cells = line_at(text, 0).split('\t');
    let mut next = || cells.next().unwrap_or_default();
    let (address, _, fingerprint, host) = (next(), next(), next(), next());
    let is_fingerprint = !fingerprint.is_empty()
        && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit())
        || fingerprint == "null";
    field::is_address(address) && is_fingerprint && !host.is_empty() && address.contains(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_cells_is_what_stands_between_most_heads() {
        for (text, delimiter, columns) in [
            ("title,url,text\n", b',', 3),
            ("title;url, if any;text\n", b';', 3),
            ("title\turl\ttext", b'\t', 3),
            ("\n\"title, in full\",text\n", b',', 2),
            ("sep=;\ntitle,a;b;c\n", b';', 3),
        ] {
            let head = Head::of(text).unwrap();
            assert_eq!((head.delimiter, head.columns.len()), (delimiter, columns));
        }
    }

    #[test]
    fn numbers_and_sentences_are_no_heads() {
        let long = format!("title,text,{}\n", "x".repeat(LONGEST));
        for text in ["", "title", "1,2,3\n", "a,a\n", long.as_str()] {
            assert!(Head::of(text).is_none(), "{text:.20}");
        }
    }
}
