//! Where the list over the panes stands, line by line, for drawing, scrolling and the mouse alike.
//!
//! Does not own what stands in it (`lists`), nor how it is drawn (`view::overlay`).

use std::collections::VecDeque;

use ratatui::layout::Rect;

use super::{App, Entry, Overlay};
use crate::typeset;

/// The widest that it gets.
const WIDEST: u16 = 92;
/// The widest column of labels.
const LABEL: usize = 14;
/// From this many columns of the screen on there is space between its border and its lines.
const AIR_FROM: u16 = 61;
/// Columns of that space on either side.
const AIR: u16 = 2;
/// From this many rows of the screen on there are panes in sight above and below it.
const AIR_ABOVE_FROM: u16 = 16;

/// The list on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// All of it, with its border.
    pub area: Rect,
    /// Its lines.
    pub inner: Rect,
    /// Columns between the border and the lines.
    pub air: u16,
    /// The columns of the labels.
    pub label: u16,
    /// The lines in sight.
    pub lines: Vec<SheetLine>,
    /// The last entry that may stand on top: behind it there is nothing to be scrolled into sight.
    pub last_on_top: usize,
}

/// A line of an entry, which may need several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// The entry's index.
    pub index: usize,
    /// Whether it is the entry's first line, where its label stands.
    pub first: bool,
    /// The text behind the label.
    pub text: String,
}

impl Sheet {
    /// The entry in a cell.
    pub fn at(&self, column: u16, line: u16) -> Option<usize> {
        let inside = self.inner.contains((column, line).into());
        let index = usize::from(line.checked_sub(self.inner.y)?);
        let line = self.lines.get(index).filter(|_| inside);
        line.map(|line| line.index)
    }
}

/// The list that lies over the panes, with these entries in it.
pub fn sheet(app: &App, entries: &[Entry]) -> Option<Sheet> {
    let overlay = app.overlay.as_ref()?;
    let (width, height) = app.size;
    let largest = largest(Rect::new(0, 0, width, height));
    let air = if width >= AIR_FROM { AIR } else { 0 };
    let room = largest.width.saturating_sub(2 * (1 + air));
    let label = label_width(entries).min(room / 3);
    let all = Lines {
        entries,
        label,
        width: room,
    };
    let area = match height {
        0..AIR_ABOVE_FROM => largest,
        _ => all.high_enough(largest, app),
    };
    let inner = Rect {
        x: area.x.saturating_add(1 + air),
        y: area.y.saturating_add(1),
        width: room,
        height: area.height.saturating_sub(2),
    };
    let height = usize::from(inner.height);
    let above = match overlay {
        Overlay::Links(_) => height / 2,
        Overlay::Help(_) | Overlay::Problems(_) => 0,
    };
    let end = all.before(entries.len(), height);
    let begun = end.iter().find(|line| line.first);
    let last_on_top = begun.map_or(0, |line| line.index);
    let from = all.from(overlay.picker().cursor, above, height);
    Some(Sheet {
        area,
        inner,
        air,
        label,
        lines: if from.len() < height { end } else { from },
        last_on_top,
    })
}

/// Entries as they are set into lines. Only as many are as are looked at: there may be a problem for each of many files.
struct Lines<'a> {
    entries: &'a [Entry],
    label: u16,
    width: u16,
}

impl Lines<'_> {
    /// So many lines, or fewer where the entries end: the first of them stands so far above the entry.
    fn from(&self, entry: usize, above: usize, height: usize) -> Vec<SheetLine> {
        let mut lines = self.before(entry, above);
        for index in entry..self.entries.len() {
            if lines.len() >= height {
                break;
            }
            lines.extend(self.of(index));
        }
        lines.truncate(height);
        lines
    }

    /// The last lines before an entry, at most so many.
    fn before(&self, entry: usize, most: usize) -> Vec<SheetLine> {
        let mut lines = VecDeque::new();
        for index in (0..entry.min(self.entries.len())).rev() {
            if lines.len() >= most {
                break;
            }
            self.of(index)
                .into_iter()
                .rev()
                .for_each(|line| lines.push_front(line));
        }
        let surplus = lines.len().saturating_sub(most);
        lines.into_iter().skip(surplus).collect()
    }

    /// The lines of an entry: a heading stands below an empty one.
    fn of(&self, index: usize) -> Vec<SheetLine> {
        let entry = &self.entries[index];
        let room = self.width.saturating_sub(indent(entry, self.label)).max(1);
        let mut texts = typeset::wrap_plain(&entry.text, room, usize::MAX);
        if texts.is_empty() {
            texts.push(String::new());
        }
        let line = |first, text| SheetLine { index, first, text };
        let gap = (entry.heading && index > 0).then(|| line(false, String::new()));
        let texts = texts.into_iter().enumerate();
        let lines = texts.map(|(number, text)| line(number == 0, text));
        gap.into_iter().chain(lines).collect()
    }

    /// As high as all lines need, as far as there is room. A filter does not make it smaller.
    fn high_enough(&self, largest: Rect, app: &App) -> Rect {
        let room = usize::from(largest.height.saturating_sub(2));
        let is_filtered = app.overlay.as_ref().is_some_and(Overlay::is_filtered);
        let whole = match is_filtered {
            true => app.all_overlay_entries().len(),
            false => 0,
        };
        let lines = self.from(0, 0, room).len().max(whole.min(room));
        let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
        Rect {
            height: height.min(largest.height),
            ..largest
        }
    }
}

/// How far into a row the text of an entry begins.
pub fn indent(entry: &Entry, label: u16) -> u16 {
    let own = typeset::cells(&entry.label);
    if entry.heading {
        0
    } else {
        own.max(label).saturating_add(2)
    }
}

/// In the middle of the screen, with the panes around it in sight; on a small screen all but the status line.
fn largest(screen: Rect) -> Rect {
    let narrow = screen.width < AIR_FROM;
    let low = screen.height < AIR_ABOVE_FROM;
    let width = screen.width.saturating_sub(if narrow { 0 } else { 4 });
    let width = width.min(WIDEST);
    let height = screen.height.saturating_sub(if low { 1 } else { 4 });
    Rect::new(
        (screen.width - width) / 2,
        if low { 0 } else { 2 },
        width,
        height.max(1).min(screen.height),
    )
}

/// The column of the labels: wide enough for most of them. A longer one pushes its text to the right.
fn label_width(entries: &[Entry]) -> u16 {
    let labels = entries
        .iter()
        .filter(|entry| !entry.heading)
        .map(|entry| typeset::width(&entry.label));
    let widest = labels
        .filter(|width| *width <= LABEL)
        .max()
        .unwrap_or(LABEL);
    u16::try_from(widest).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_sight_is_what_all_lines_would_show_there() {
        let entry = |number: usize| Entry {
            label: number.to_string(),
            text: "Reason and remedy ".repeat(number % 4),
            names: String::new(),
            heading: number.is_multiple_of(5),
        };
        let entries: Vec<Entry> = (0..23).map(entry).collect();
        let all = Lines {
            entries: &entries,
            label: 4,
            width: 24,
        };
        let whole: Vec<SheetLine> = (0..23).flat_map(|index| all.of(index)).collect();
        for index in 0..23 {
            let at = whole.iter().position(|line| line.index == index).unwrap();
            for most in 0..12 {
                let first = at.saturating_sub(most);
                assert_eq!(all.before(index, most), whole[first..at]);
                let end = whole.len().min(first + 12);
                assert_eq!(all.from(index, most, 12), whole[first..end]);
            }
        }
    }
}
