//! A stretch of text with its looks, broken into lines.
//!
//! Break opportunities are those of UAX #14; which of them are taken is decided for the paragraph as a whole, by
//! textwrap's optimal fit (Knuth and Plass 1981, as simplified there). Owns line breaking. Does not own what is set.

use textwrap::{
    WordSeparator,
    core::Fragment,
    wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit},
};

use super::{Look, Place, Run, fit};

/// Beyond so many bytes a paragraph's lines are simply filled: the best fit of a megabyte takes 40 ms.
const BEST_FIT_LIMIT: usize = 100_000;

/// Text to be broken into lines, and where each piece of it comes from.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    start: usize,
    look: Look,
    at: Option<Place>,
    link: Option<usize>,
}

/// How lines are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breaks {
    /// Between words.
    Words,
    /// Anywhere between clusters, so that white space stays as it is.
    Anywhere,
}

impl Flow {
    /// Adds text of the article.
    pub(super) fn say(&mut self, text: &str, at: Place, look: Look, link: Option<usize>) {
        self.push(text, look, Some(at), link);
    }

    /// Adds text of our own.
    pub(super) fn draw(&mut self, text: &str, look: Look) {
        self.push(text, look, None, None);
    }

    /// Adds text of our own that leads somewhere, as the number of a link does.
    pub(super) fn number(&mut self, text: &str, look: Look, link: usize) {
        self.push(text, look, None, Some(link));
    }

    /// The lines, each at most so many cells wide, but for clusters wider than that. Line feeds end lines.
    pub(super) fn lines(&self, width: usize) -> Vec<Vec<Run>> {
        self.broken(width, Breaks::Words)
    }

    /// The same, with all white space kept.
    pub(super) fn lines_kept(&self, width: usize) -> Vec<Vec<Run>> {
        self.broken(width, Breaks::Anywhere)
    }

    /// The lines of a headline: no more of them than needed, and of similar length.
    pub(super) fn balanced(&self, width: usize) -> Vec<Vec<Run>> {
        let lines = self.lines(width);
        if !(2..=4).contains(&lines.len()) {
            return lines;
        }
        let (mut narrow, mut wide) = (width / 2, width);
        while narrow + 1 < wide {
            let middle = usize::midpoint(narrow, wide);
            if self.lines(middle).len() > lines.len() {
                narrow = middle
            } else {
                wide = middle
            }
        }
        self.lines(wide)
    }

    /// The width of the whole on one line.
    pub(super) fn width(&self) -> usize {
        self.text.split('\n').map(fit::width).max().unwrap_or(0)
    }

    /// Whether none of its lines is wider; of longer ones only the beginning is looked at.
    pub(super) fn fits(&self, width: usize) -> bool {
        let mut lines = self.text.split('\n');
        lines.all(|line| fit::end_of(line, width) == line.len())
    }

    fn push(&mut self, text: &str, look: Look, at: Option<Place>, link: Option<usize>) {
        if !text.is_empty() {
            self.pieces.push(Piece {
                start: self.text.len(),
                look,
                at,
                link,
            });
            self.text.push_str(text);
        }
    }

    fn broken(&self, width: usize, breaks: Breaks) -> Vec<Vec<Run>> {
        let mut lines = Vec::new();
        let mut start = 0;
        if self.text.is_empty() {
            return lines;
        }
        for line in self.text.split('\n') {
            let words = words(line, width, breaks);
            if words.is_empty() {
                lines.push(Vec::new());
            }
            for part in fitted(&words, line.len(), width) {
                if let [first, .., last] | [first @ last] = part {
                    lines.push(self.runs(start + first.start, start + last.end));
                }
            }
            start += line.len() + 1;
        }
        lines
    }

    /// The runs between two bytes.
    fn runs(&self, start: usize, end: usize) -> Vec<Run> {
        let first = self
            .pieces
            .partition_point(|piece| piece.start <= start)
            .saturating_sub(1);
        let mut runs = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate().skip(first) {
            let piece_end = self
                .pieces
                .get(index + 1)
                .map_or(self.text.len(), |next| next.start);
            let (from, to) = (piece.start.max(start), piece_end.min(end));
            if piece.start >= end {
                break;
            }
            if from < to {
                let at = piece.at.map(|at| Place {
                    offset: at.offset + from - piece.start,
                    ..at
                });
                runs.push(Run {
                    text: self.text[from..to].to_owned(),
                    look: piece.look,
                    at,
                    link: piece.link,
                });
            }
        }
        runs
    }
}

/// A word: bytes of its line, without the white space behind it.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    width: usize,
    space: usize,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        cells(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        cells(self.space)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Cells as textwrap counts them; no line is as long as the numbers that a float cannot hold.
fn cells(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn words(line: &str, width: usize, breaks: Breaks) -> Vec<Word> {
    let mut words = Vec::new();
    match breaks {
        Breaks::Anywhere => split(line, 0, width, 0, &mut words),
        Breaks::Words => {
            for word in WordSeparator::UnicodeBreakProperties.find_words(line) {
                let mut start = word.word.as_ptr() as usize - line.as_ptr() as usize;
                let mut parts = hyphenated(word.word).peekable();
                while let Some(part) = parts.next() {
                    let space = if parts.peek().is_none() {
                        word.whitespace.len()
                    } else {
                        0
                    };
                    split(part, start, width, space, &mut words);
                    start += part.len();
                }
            }
        }
    }
    words
}

/// A word in parts that each end with a hyphen of its own, but for the last: textwrap leaves these breaks to others. Nor
/// are addresses and numbers broken there.
fn hyphenated(word: &str) -> impl Iterator<Item = &str> {
    let is_plain = word
        .chars()
        .all(|char| char.is_alphabetic() || "-‐’'“”\"(),.;:!?".contains(char));
    let ends_part = move |(at, char): (usize, char)| {
        let (before, behind) = (&word[..at], &word[at + char.len_utf8()..]);
        let mut last = before.chars().rev();
        let mut next = behind.chars();
        let is_letter = |char: Option<char>| char.is_some_and(char::is_alphabetic);
        // A single letter on either side is no part of a word: Ctrl-U, T-shirt.
        let breaks = is_letter(last.next())
            && is_letter(last.next())
            && is_letter(next.next())
            && is_letter(next.next());
        (is_plain && matches!(char, '-' | '‐') && breaks).then_some(at + char.len_utf8())
    };
    let ends = word
        .char_indices()
        .filter_map(ends_part)
        .chain([word.len()]);
    ends.scan(0, move |start, end| {
        Some(&word[std::mem::replace(start, end)..end])
    })
}

/// Adds a word, in parts where it is wider than a line. Each cluster is measured once, however many lines there are.
fn split(word: &str, start: usize, width: usize, space: usize, words: &mut Vec<Word>) {
    let mut part = Word {
        start,
        end: start,
        width: 0,
        space: 0,
    };
    for cluster in fit::clusters(word) {
        let is_begun = part.end > part.start;
        if is_begun && part.width + cluster.cells > width {
            words.push(part);
            part.start = part.end;
            part.width = 0;
        }
        part.end = start + cluster.end;
        part.width += cluster.cells;
    }
    words.push(Word { space, ..part });
}

/// What lines cost. One that is too long costs more than any gap, also at the end of a very long line: by textwrap's own
/// measure a cell too many is cheaper than a gap of 60.
fn penalties() -> Penalties {
    Penalties {
        overflow_penalty: 1 << 30,
        ..Penalties::new()
    }
}

fn fitted(words: &[Word], bytes: usize, width: usize) -> Vec<&[Word]> {
    let widths = [cells(width)];
    let best = (bytes <= BEST_FIT_LIMIT).then(|| wrap_optimal_fit(words, &widths, &penalties()));
    best.and_then(Result::ok)
        .unwrap_or_else(|| wrap_first_fit(words, &widths))
}
