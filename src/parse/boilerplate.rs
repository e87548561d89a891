//! Tells page furniture from an article's text: menus, share buttons, lists of other articles, calls to subscribe.
//!
//! Known phrases (`phrases`) are the evidence, and lines that other texts of the folder have as well (`recurring`); what
//! stands around them follows only at the edges of the text. A line that may be the author's stays. Lines are folded,
//! never dropped: one key shows them, search finds them. Does not own what becomes of the lines that stay (`text`).

mod line;
mod lists;
mod phrases;
mod recurring;
mod rows;

use std::ops::Range;

use super::text::is_signed_or_dated;
use line::Line;
use phrases::{Phrase, Start};
pub use recurring::{Recurring, Tally};

/// Finds the lines of a text that are furniture, by their indices, in order. `recurring` are the lines that it has in
/// common with others of its folder.
pub(super) fn find(lines: &[&str], recurring: &Recurring) -> Vec<usize> {
    let lines = line::filled(lines);
    let units = units(&lines, recurring);
    let says_nothing = |unit: &Unit| matches!(unit.kind, Kind::Prose | Kind::Short) && !unit.recurs;
    if units.iter().all(says_nothing) {
        return Vec::new();
    }
    let mut folds = vec![false; units.len()];
    let text = text(&units);
    fold_known(&units, &text, &mut folds);
    fold_linked(&units[..text.start], &mut folds[..text.start]);
    fold_head(&units[..text.start], &mut folds);
    fold_related(&units, &text, &mut folds);
    fold_tail(&units, &text, &mut folds);
    rows::fold(&units, &lines, &text, &mut folds);
    let folded = units.iter().zip(folds).filter(|(_, folds)| *folds);
    folded
        .flat_map(|(unit, _)| &lines[unit.lines.clone()])
        .map(|line| line.at)
        .collect()
}

/// Lines that are judged together: a paragraph that was broken into lines, else one line.
struct Unit {
    lines: Range<usize>,
    words: usize,
    kind: Kind,
    /// Whether other texts of the folder have it as well, and it is neither a byline nor a date.
    recurs: bool,
}

/// What a unit looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Sentences.
    Prose,
    /// A few words without a full stop: a headline, a name, a link.
    Short,
    /// A line of the phrase lists.
    Whole(Phrase),
    /// A line that begins like furniture wherever it stands.
    Starts,
    /// A line that begins like furniture, if it stands below the text.
    StartsTail,
    /// Nothing but links, written as Markdown or with the address in brackets.
    Linked,
    /// Markup without words.
    Bare,
}

impl Kind {
    /// Whether only a single line is told by it.
    fn is_one_line(self) -> bool {
        matches!(self, Self::Whole(_) | Self::Bare | Self::Linked)
    }

    /// Whether it is evidence of furniture.
    fn is_known(self) -> bool {
        !matches!(self, Self::Prose | Self::Short | Self::Bare)
    }
}

/// A longer line points nowhere else, in characters.
const LONGEST_POINTER: usize = 200;

/// A longer line is prose however it begins, in characters.
const LONGEST_START: usize = 300;

fn units(lines: &[Line<'_>], recurring: &Recurring) -> Vec<Unit> {
    let mut units = Vec::with_capacity(lines.len());
    let mut key = String::with_capacity(LONGEST_START);
    let is_wrapped = is_wrapped(lines);
    let mut at = 0;
    while at < lines.len() {
        let is_definition = lines[at].is_definition();
        let goes_on = |end: usize| {
            if is_definition {
                !lines[end].is_apart
                    && !lines[end].text.starts_with('[')
                    && !lines[end].text.contains(' ')
            } else {
                is_wrapped && lines[end - 1].continues(&lines[end])
            }
        };
        let end = (at + 1..lines.len())
            .find(|end| !goes_on(*end))
            .unwrap_or(lines.len());
        let words = lines[at..end].iter().map(Line::words).sum();
        let kind = kind(&lines[at..end], words, &mut key);
        let recurs = |line: &Line<'_>| recurring.holds(line) && !is_signed_or_dated(line.text);
        units.push(Unit {
            lines: at..end,
            words,
            kind,
            recurs: lines[at..end].iter().all(recurs),
        });
        at = end;
    }
    units
}

/// Whether lines were broken at the edge of a page: more lines stop there in mid-sentence than go beyond it.
fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let longer = lines.iter().filter(|line| line.chars > 100).count();
    let broken = lines
        .windows(2)
        .filter(|pair| pair[0].continues(&pair[1]) && !pair[0].ends_sentence())
        .count();
    broken > longer
}

fn kind(lines: &[Line<'_>], words: usize, key: &mut String) -> Kind {
    let line = &lines[0];
    let chars: usize = lines.iter().map(|line| line.chars).sum();
    if chars <= LONGEST_START {
        phrases::write_key(line.text, line.chars, key);
        if let Some(kind) =
            known(line, key, chars).filter(|kind| lines.len() == 1 || !kind.is_one_line())
        {
            return kind;
        }
    }
    let ends_sentence = || lines[lines.len() - 1].ends_sentence();
    let is_long = chars >= 200 || words >= 33;
    if is_long || (lines.len() > 1 && chars > 100) || words >= 5 && ends_sentence() {
        Kind::Prose
    } else {
        Kind::Short
    }
}

/// What a unit's key says, `line` being its first line.
fn known(line: &Line<'_>, key: &str, chars: usize) -> Option<Kind> {
    if key.is_empty() {
        return line.is_left_behind().then_some(Kind::Bare);
    }
    if line.chars <= phrases::LONGEST
        && let Some(phrase) = phrases::whole(key)
    {
        return Some(Kind::Whole(phrase));
    }
    let is_pointer =
        chars <= LONGEST_POINTER && (!line.ends_sentence() || line.text.ends_with(':'));
    if line.is_definition() || (is_pointer && phrases::points(line.text)) {
        return Some(Kind::Starts);
    }
    match phrases::start(key) {
        Some(Start::Anywhere | Start::Plea) if is_pointer => Some(Kind::Starts),
        _ if line.reserves_rights() => Some(Kind::Starts),
        Some(Start::Tail | Start::Plea) => Some(Kind::StartsTail),
        _ if line.is_notice() => Some(Kind::StartsTail),
        _ => line.is_linked().then_some(Kind::Linked),
    }
}

/// The stretch of units that has most words of prose for the least furniture: the text proper (Kadane's algorithm).
fn text(units: &[Unit]) -> Range<usize> {
    let mut best = (0, 0..units.len());
    let (mut sum, mut start) = (0_i64, 0);
    for (at, unit) in units.iter().enumerate() {
        let words = i64::try_from(unit.words.min(100)).unwrap_or(100);
        sum += match unit.kind {
            Kind::Prose if unit.recurs => 0,
            Kind::Prose => words,
            Kind::Short | Kind::Linked => -6,
            Kind::Bare => -1,
            Kind::Starts | Kind::StartsTail => -10,
            Kind::Whole(Phrase::Anywhere | Phrase::Edge) => -8,
            Kind::Whole(Phrase::Related) => -40,
            Kind::Whole(Phrase::End) => -1000,
        };
        if sum <= 0 {
            (sum, start) = (0, at + 1);
        } else if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    best.1
}

/// So many lines of menus one below the other are a menu.
const ROW: usize = 3;

/// Folds what is furniture by itself, wherever it stands, and rows of lines of menus.
fn fold_known(units: &[Unit], text: &Range<usize>, folds: &mut [bool]) {
    let is_edge = |unit: &Unit| matches!(unit.kind, Kind::Whole(_));
    let mut row = 0;
    for (at, unit) in units.iter().enumerate() {
        folds[at] = match unit.kind {
            Kind::Whole(Phrase::Anywhere | Phrase::End) | Kind::Starts | Kind::Bare => true,
            // Above the text a word such as Health may be its first heading; below it nothing is.
            Kind::Whole(_) => at >= text.end || (at < text.start && has_company(units, at)),
            Kind::StartsTail => at >= text.end,
            Kind::Prose | Kind::Short | Kind::Linked => false,
        };
        row = if is_edge(unit) { row + 1 } else { 0 };
        match row {
            0..ROW => {}
            ROW => folds[at + 1 - ROW..=at].fill(true),
            _ => folds[at] = true,
        }
    }
}

/// So many lines of links one below the other are a menu.
const LINKED_ROW: usize = 5;

/// Above the text: folds rows of lines that consist of links, with what is furniture among them. Below it they may be an
/// author's sources.
fn fold_linked(units: &[Unit], folds: &mut [bool]) {
    let mut at = 0;
    while at < units.len() {
        let row = units[at..].iter().zip(&folds[at..]);
        let row = row.take_while(|(unit, folds)| unit.kind == Kind::Linked || **folds);
        let end = at + row.count();
        let linked = units[at..end]
            .iter()
            .filter(|unit| unit.kind == Kind::Linked);
        if linked.count() >= LINKED_ROW {
            folds[at..end].fill(true);
        }
        at = end + 1;
    }
}

/// Whether a known line stands near.
fn has_company(units: &[Unit], at: usize) -> bool {
    const NEAR: usize = 2;
    let last = (at + NEAR).min(units.len() - 1);
    (at.saturating_sub(NEAR)..=last).any(|other| other != at && units[other].kind.is_known())
}

/// Above the text: rows of short lines that begin and end with known ones are menus.
fn fold_head(head: &[Unit], folds: &mut [bool]) {
    let is_item = |unit: &Unit| unit.words <= 4 && unit.kind != Kind::Prose;
    let mut at = 0;
    while at < head.len() {
        let end = head[at..]
            .iter()
            .position(|unit| !is_item(unit))
            .map_or(head.len(), |n| at + n);
        let known: Vec<usize> = (at..end).filter(|at| head[*at].kind.is_known()).collect();
        // What stands before the first or behind the last known line may be the headline or the author.
        if let [first, .., last] = known[..]
            && known.len() * 6 > last - first
        {
            folds[first..=last].fill(true);
        }
        at = end + 1;
    }
}

/// A longer row above the end of the text is a text without full stops, and the heading a button that leads below it.
const MOST_LINKS: usize = 12;

/// Folds the lines below a heading such as "Related articles", up to the next prose.
fn fold_related(units: &[Unit], text: &Range<usize>, folds: &mut [bool]) {
    for at in 0..units.len() {
        if units[at].kind != Kind::Whole(Phrase::Related) {
            continue;
        }
        let below = &units[at + 1..];
        let is_link =
            |unit: &&Unit| matches!(unit.kind, Kind::Short | Kind::Linked) && unit.words >= 4;
        let links = below.iter().take_while(is_link).count();
        // Within the text the last short line above prose is its heading.
        let is_headed = text.contains(&at)
            && below
                .get(links)
                .is_some_and(|unit| unit.kind == Kind::Prose)
            && links > 1
            && below[links - 1].kind == Kind::Short;
        if links > MOST_LINKS && at < text.end {
            continue;
        }
        let count = links - usize::from(is_headed);
        if links >= 2 || (links == 1 && !text.contains(&at)) {
            folds[at..=at + count].fill(true);
        }
    }
}

/// Below the text: where a link list begins, or known lines are frequent, nothing of the author's follows.
fn fold_tail(units: &[Unit], text: &Range<usize>, folds: &mut [bool]) {
    let (mut known, mut prose, mut unknown) = (0, 0, 0);
    let mut first = None;
    for at in (text.end..units.len()).rev() {
        let kind = units[at].kind;
        if !kind.is_known() {
            prose += usize::from(kind == Kind::Prose);
            unknown += 1;
            continue;
        }
        known += 1;
        let rest = units.len() - at;
        let begins = match kind {
            // Newer lists of Blogger's have excerpts, which look like text.
            Kind::Whole(Phrase::End) => true,
            Kind::Whole(Phrase::Related) => prose * 3 <= rest,
            _ if unknown > LONGEST_GAP => break,
            Kind::Whole(_) => known >= 2 && known * 8 >= rest,
            _ => false,
        };
        if begins {
            first = Some(at);
        }
        unknown = 0;
    }
    if let Some(first) = first {
        folds[first..].fill(true);
    }
}

/// So many lines that say nothing about themselves, one below the other, are the author's: a recipe, a table.
const LONGEST_GAP: usize = 10;

#[cfg(test)]
mod tests;
