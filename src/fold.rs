//! Folding: what two texts have in common when case, accents and typography are left aside.
//!
//! Owns the folded form of a text and the way back from a place in it to the place in the text. What becomes of one
//! character is in `letters`. Does not own matching (`search`).

mod letters;
mod table;

use std::ops::Range;

use unicode_normalization::char::{compose, decompose_compatible};
use unicode_segmentation::GraphemeCursor;

use letters::Letter;
use table::Table;

/// The folded form of `text`, as search compares it: no case, no accents, plain quotes and dashes. A run of white space
/// is one space, or one line feed where it parts paragraphs.
pub fn fold(text: &str) -> String {
    let mut folder = Folder::new(Case::Folded, text);
    folder.take(text);
    folder.text
}

/// Appends the folded form of `text` to `out`, as if nothing stood before it.
pub fn fold_onto(text: &str, out: &mut String) {
    let mut folder = Folder {
        text: std::mem::take(out),
        ..Folder::new(Case::Folded, "")
    };
    folder.text.reserve(text.len());
    folder.take(text);
    *out = folder.text;
}

/// As [`fold`], but capitals stay capitals.
pub fn fold_keeping_case(text: &str) -> String {
    let mut folder = Folder::new(Case::Kept, text);
    folder.take(text);
    folder.text
}

/// What becomes of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// They become small letters.
    Folded,
    /// They stay.
    Kept,
}

/// A folded text that knows where it comes from.
#[derive(Clone, Debug)]
pub struct Traced<'a> {
    source: &'a str,
    folded: String,
    /// Where the folded text comes from, in its order.
    origins: Vec<Origin>,
}

/// Where a stretch of folded text comes from, which goes on to the next one.
#[derive(Clone, Copy, Debug)]
struct Origin {
    /// Its first byte.
    at: usize,
    /// The bytes of the source that all of it stands for, or that each byte of it stands for one of.
    source: (usize, usize),
    is_plain: bool,
}

impl Origin {
    /// The bytes of the source that a byte of the stretch stands for.
    fn of(self, byte: usize) -> (usize, usize) {
        let (start, end) = self.source;
        let at = start + byte - self.at;
        match self.is_plain {
            true => (at, at + 1),
            false => (start, end),
        }
    }
}

impl<'a> Traced<'a> {
    /// Folds a text and notes the way back.
    pub fn new(source: &'a str, case: Case) -> Self {
        let mut folder = Folder::new(case, source);
        folder.origins = Some(Vec::new());
        folder.take(source);
        Self {
            source,
            folded: folder.text,
            origins: folder.origins.unwrap_or_default(),
        }
    }

    /// The folded text.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The bytes of the source that a range of the folded text stands for, whole characters as readers see them
    /// (grapheme clusters): what matches the `e` in `é` covers the accent, however it is encoded. A range that lies
    /// outside of the text or is empty stands for nothing.
    pub fn source_range(&self, folded: Range<usize>) -> Option<Range<usize>> {
        if folded.is_empty() || folded.end > self.folded.len() {
            return None;
        }
        let origin = |byte| {
            let behind = self.origins.partition_point(|origin| origin.at <= byte);
            Some(self.origins.get(behind.checked_sub(1)?)?.of(byte))
        };
        let (start, end) = (origin(folded.start)?.0, origin(folded.end - 1)?.1);
        Some(self.boundary_before(start)..self.boundary_after(end))
    }

    fn boundary_before(&self, at: usize) -> usize {
        match self.cursor(at) {
            (_, true) => at,
            (mut cursor, false) => cursor
                .prev_boundary(self.source, 0)
                .ok()
                .flatten()
                .unwrap_or(0),
        }
    }

    fn boundary_after(&self, at: usize) -> usize {
        let end = self.source.len();
        match self.cursor(at) {
            (_, true) => at,
            (mut cursor, false) => cursor
                .next_boundary(self.source, 0)
                .ok()
                .flatten()
                .unwrap_or(end),
        }
    }

    fn cursor(&self, at: usize) -> (GraphemeCursor, bool) {
        let mut cursor = GraphemeCursor::new(at, self.source.len(), true);
        let is_boundary = cursor.is_boundary(self.source, 0).unwrap_or(true);
        (cursor, is_boundary)
    }
}

/// The fold at work.
struct Folder {
    case: Case,
    text: String,
    origins: Option<Vec<Origin>>,
    /// White space that has been read and not yet written.
    gap: Option<Gap>,
}

/// A run of white space.
struct Gap {
    line_feeds: usize,
    start: usize,
    end: usize,
}

impl Folder {
    fn new(case: Case, text: &str) -> Self {
        Self {
            case,
            text: String::with_capacity(text.len()),
            origins: None,
            gap: None,
        }
    }

    fn take(&mut self, source: &str) {
        let table = Table::of(self.case);
        let mut start = 0;
        while let Some(c) = source[start..].chars().next() {
            let plain = plain_run(&source.as_bytes()[start..]);
            let end = start + plain.max(c.len_utf8());
            if plain > 0 {
                self.close_gap();
                self.write_plain(&source[start..end], start);
            } else if c.is_whitespace() {
                self.widen_gap(c, start, end);
            } else if letters::stays(c) {
                self.close_gap();
                self.write(c, start, end);
            } else if let Some(form) = table.form(c) {
                self.write_form(form, start, end);
            } else {
                self.take_letter(c, start, end);
            }
            start = end;
        }
        self.close_gap();
    }

    /// Writes ASCII that only its case may change.
    fn write_plain(&mut self, text: &str, start: usize) {
        let written = self.text.len();
        self.text.push_str(text);
        if self.case == Case::Folded {
            self.text[written..].make_ascii_lowercase();
        }
        self.note(written, (start, start + text.len()), true);
    }

    /// Notes where what was written from a byte on comes from.
    fn note(&mut self, at: usize, source: (usize, usize), is_plain: bool) {
        if let Some(origins) = &mut self.origins {
            origins.push(Origin {
                at,
                source,
                is_plain,
            });
        }
    }

    /// Writes what a character is folded to, which may be nothing.
    fn write_form(&mut self, form: &str, start: usize, end: usize) {
        if form.is_empty() {
            return;
        }
        self.close_gap();
        let written = self.text.len();
        self.text.push_str(form);
        self.note(written, (start, end), false);
    }

    fn widen_gap(&mut self, c: char, start: usize, end: usize) {
        let gap = self.gap.get_or_insert(Gap {
            line_feeds: 0,
            start,
            end,
        });
        gap.end = end;
        gap.line_feeds += match c {
            '\n' => 1,
            '\u{2029}' => 2,
            _ => 0,
        };
    }

    fn close_gap(&mut self) {
        if let Some(gap) = self.gap.take() {
            let c = if gap.line_feeds > 1 { '\n' } else { ' ' };
            self.write(c, gap.start, gap.end);
        }
    }

    fn take_letter(&mut self, c: char, start: usize, end: usize) {
        match letters::of(c) {
            Letter::Nothing => {}
            Letter::Text(text) => {
                self.close_gap();
                for c in text.chars() {
                    self.write_cased(c, start, end);
                }
            }
            Letter::Itself => {
                self.close_gap();
                self.write_cased(c, start, end);
            }
            Letter::Parts => {
                self.close_gap();
                decompose_compatible(c, |part| match letters::of(part) {
                    Letter::Nothing => {}
                    Letter::Text(text) => {
                        text.chars().for_each(|c| self.write_cased(c, start, end));
                    }
                    Letter::Itself | Letter::Parts => self.write_cased(part, start, end),
                });
            }
        }
    }

    fn write_cased(&mut self, c: char, start: usize, end: usize) {
        match self.case {
            Case::Kept => self.write_joined(c, start, end),
            Case::Folded => {
                for small in c.to_lowercase() {
                    self.write_joined(if small == 'ς' { 'σ' } else { small }, start, end);
                }
            }
        }
    }

    /// Writes a character; Hangul that came apart and kana with their voicing marks are put together again, because
    /// there the parts are not letters of their own.
    fn write_joined(&mut self, c: char, start: usize, end: usize) {
        let joined = letters::joins(c)
            .then(|| self.text.chars().next_back())
            .flatten()
            .and_then(|last| compose(last, c));
        let Some(whole) = joined else {
            return self.write(c, start, end);
        };
        self.text.pop();
        let mut beginning = start;
        if let Some(origins) = &mut self.origins {
            let written = self.text.len();
            beginning = origins.last().map_or(start, |last| last.source.0);
            origins.pop_if(|last| last.at == written);
        }
        self.write(whole, beginning, end);
    }

    fn write(&mut self, c: char, start: usize, end: usize) {
        let written = self.text.len();
        self.text.push(c);
        self.note(written, (start, end), false);
    }
}

/// How many bytes at the beginning are words of ASCII with single spaces between them: most of most texts.
fn plain_run(bytes: &[u8]) -> usize {
    /// Bytes that are looked at together.
    const MANY: usize = 16;
    let is_plain = |(byte, before): (&u8, &u8)| {
        matches!(byte, b' '..=b'~') & ((*byte != b' ') | (*before != b' '))
    };
    if !bytes.first().is_some_and(u8::is_ascii_graphic) {
        return 0;
    }
    let mut end = 1;
    while let (Some(many), Some(before)) = (
        bytes.get(end..end + MANY),
        bytes.get(end - 1..end + MANY - 1),
    ) && many
        .iter()
        .zip(before)
        .fold(true, |all, pair| all & is_plain(pair))
    {
        end += MANY;
    }
    let rest = bytes[end..].iter().zip(&bytes[end - 1..]);
    end += rest.take_while(|pair| is_plain(*pair)).count();
    // A space at the end is written once it is known what follows it.
    end - usize::from(bytes[end - 1] == b' ')
}

#[cfg(test)]
mod tests;
