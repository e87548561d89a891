//! What a line feed means in a plain text: the end of a paragraph, the edge of somebody's screen, or a line of verse.
//!
//! Owns the decision. Does not own what the paragraphs are (`text`).

use super::{is_quoted, shape};

/// How the lines of a text make paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineModel {
    /// Each line is a paragraph.
    Paragraphs,
    /// Lines were broken at this many characters and have to be joined.
    Wrapped(usize),
}

/// Widths that texts are wrapped at. Narrower columns cannot be told from verse, wider lines are paragraphs.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// Lines that have to agree before a text counts as wrapped.
const FEWEST: usize = 3;

/// A long word may be moved to the next line by wrapping that counts otherwise than we do.
const SLACK: usize = 2;

/// Tells the model of lines without white space at their ends; empty ones part paragraphs.
///
/// In a wrapped text a line ends because the next word would not have fitted. Where that explains at least six line
/// ends of ten, the text is wrapped.
pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> LineModel {
    let inner = || {
        lines
            .clone()
            .zip(lines.clone().skip(1))
            .filter(|(line, next)| can_go_on(line, next))
    };
    if inner().take(FEWEST).count() < FEWEST {
        return LineModel::Paragraphs;
    }
    let mut lengths: Vec<usize> = inner().map(|(line, _)| line.chars().count()).collect();
    lengths.sort_unstable();
    // One address too long to be broken does not widen the column.
    let width = lengths[(lengths.len() - 1) * 19 / 20];
    if !WIDTHS.contains(&width) {
        return LineModel::Paragraphs;
    }
    // Short lines below each other, as of an address or a signature, say nothing of the paragraphs around them.
    let is_short = |line: &str| line.chars().count() * 2 < width;
    let telling = || inner().filter(|(line, next)| !is_short(line) || !is_short(next));
    let full = telling()
        .filter(|(line, next)| is_full(line, next, width))
        .count();
    if full >= FEWEST && full * 10 >= telling().count() * 6 {
        LineModel::Wrapped(width)
    } else {
        LineModel::Paragraphs
    }
}

/// Whether two lines may be one paragraph, so that where the first ends tells something: the second begins neither an item
/// nor a quotation, and is not set in.
fn can_go_on(line: &str, next: &str) -> bool {
    let is_blank = |line: &str| line.trim_start_matches(['>', ' ']).is_empty();
    let inset = |line: &str| line.len() - line.trim_start().len();
    !is_blank(line)
        && !is_blank(next)
        && is_quoted(line) == is_quoted(next)
        && inset(next) <= inset(line)
        && shape::item(next.trim_start()).is_none()
}

/// Whether a line ends because the next one's first word would not have fitted within the width.
pub(super) fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    line.chars().count() + 1 + word.chars().count() + SLACK > width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(text: &str) -> LineModel {
        of(text.lines().map(str::trim_end))
    }

    #[test]
    fn lines_that_end_where_no_word_fits_are_wrapped() {
        let text = "The sea rose higher on Monday than at any time since the\n\
            harbour was built, and the people of the lower town were\n\
            told to leave their houses before the evening tide came\n\
            in again over the walls.\n";
        assert!(matches!(model(text), LineModel::Wrapped(50..=60)));
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let line = "The sea rose higher on Monday than at any time since the harbour was built, said the town's clerk.";
        let text = [line; 6].join(" ");
        assert_eq!(
            model(&format!("{text}\n{text}\n{text}\n{text}\n{text}\n")),
            LineModel::Paragraphs
        );
        assert_eq!(
            model(&format!("{line}\n\n{line}\n\n{line}\n")),
            LineModel::Paragraphs
        );
    }

    #[test]
    fn verse_is_not_wrapped_text() {
        let verse = "The wind is in the harbour tonight,\nthe boats are in the bay,\nand not a lamp is lit\n\
            to show the sailors where to stay\nuntil the morning comes.\n";
        assert_eq!(model(verse), LineModel::Paragraphs);
    }
}
