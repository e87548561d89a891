//! Rows of lines that a folder's texts have in common, one below the other, and which of them are furniture.
//!
//! That a line recurs is no proof: so do a column's name, its author's, and headings such as "Ingredients". What tells
//! is the company it keeps, above or below the text. In doubt a line stays. Does not own which lines recur
//! (`recurring`).

use std::ops::Range;

use super::{Kind, ROW, Unit, line::Line};
use crate::parse::text::is_signed_or_dated;

/// Lines of a full row that recur; the others are furniture by themselves.
const RECUR: usize = 2;

/// A line of fewer words may be a heading, or the name of who signs.
const FEWEST_WORDS: usize = 4;

/// A longer line is no title, in characters.
const LONGEST_TITLE: usize = 160;

/// Folds rows of lines that recur. `folds` says what is furniture by itself, `text` which stretch is the text.
pub(super) fn fold(units: &[Unit], lines: &[Line<'_>], text: &Range<usize>, folds: &mut [bool]) {
    let is_own = |unit: &Unit| unit.kind == Kind::Prose && !unit.recurs;
    if !units[text.clone()].iter().any(is_own) {
        // A list or a poem has no edges by which to tell.
        return;
    }
    let mut at = 0;
    while at < units.len() {
        let rest = units[at..].iter().zip(&folds[at..]);
        let length = rest
            .take_while(|(unit, folds)| unit.recurs || **folds)
            .count();
        let row = at..at + length;
        at = row.end + 1;
        if let Some(extent) = extent(units, lines, text, &row, folds) {
            for at in row {
                folds[at] |= extent.takes_in(&units[at]);
            }
        }
    }
}

/// How much of a row is furniture.
#[derive(Clone, Copy)]
enum Extent {
    All,
    /// All but sentences.
    Short,
    /// What is neither a sentence nor may be a heading or a name.
    Told,
}

impl Extent {
    fn takes_in(self, unit: &Unit) -> bool {
        let is_short = unit.kind != Kind::Prose;
        match self {
            Self::All => true,
            Self::Short => is_short,
            Self::Told => is_short && unit.words >= FEWEST_WORDS,
        }
    }
}

fn extent(
    units: &[Unit],
    lines: &[Line<'_>],
    text: &Range<usize>,
    row: &Range<usize>,
    folds: &[bool],
) -> Option<Extent> {
    let members = &units[row.clone()];
    let recur = members.iter().filter(|unit| unit.recurs).count();
    let is_full = row.len() >= ROW && recur >= RECUR;
    if row.end <= text.start {
        // Between the title and the text stands the author.
        let is_title = |unit: &Unit| can_be_title(unit, lines);
        if is_full && units[row.end..text.start].iter().any(is_title) {
            return Some(Extent::All);
        }
        // What stands alone above the title is the site's name, or the section's.
        let is_first = row.start == 0 && is_title(&units[row.end]);
        return is_first.then_some(Extent::Short);
    }
    if row.start >= text.end {
        return match is_full {
            true => Some(Extent::All),
            false => (row.end == units.len()).then_some(Extent::Told),
        };
    }
    // Headings within a text may follow each other, as in a table; a button among them tells.
    let is_told = is_full && folds[row.clone()].contains(&true);
    is_told.then_some(Extent::Short)
}

/// Whether a text's title may be this: one line of its own that is no sentence.
fn can_be_title(unit: &Unit, lines: &[Line<'_>]) -> bool {
    let line = &lines[unit.lines.start];
    unit.lines.len() == 1
        && !unit.recurs
        && matches!(unit.kind, Kind::Short | Kind::Prose)
        && line.chars < LONGEST_TITLE
        && !line.text.ends_with('.')
        && line.text.contains(char::is_alphabetic)
        && !is_signed_or_dated(line.text)
}

#[cfg(test)]
mod tests;
