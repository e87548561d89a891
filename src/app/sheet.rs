//! Where the list over the panes stands, line by line, for drawing, scrolling and the mouse alike.
//!
//! Does not own what stands in it (`lists`), nor how it is drawn (`view::overlay`).

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
    /// All lines, also those that are scrolled out of sight.
    pub lines: Vec<SheetLine>,
    /// The first line in sight.
    pub first: usize,
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
        let index = self.first + usize::from(line.checked_sub(self.inner.y)?);
        self.lines
            .get(index)
            .filter(|_| inside)
            .map(|line| line.index)
    }

    /// The last entry that may stand on top: behind it there is nothing to be scrolled into sight.
    pub fn last_on_top(&self) -> usize {
        let top = self.last_first();
        let begun = self.lines.iter().skip(top).find(|line| line.first);
        begun.map_or(0, |line| line.index)
    }

    fn last_first(&self) -> usize {
        self.lines
            .len()
            .saturating_sub(usize::from(self.inner.height))
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
    let lines = lines(entries, label, room);
    let area = match height {
        0..AIR_ABOVE_FROM => largest,
        // A filter does not make it smaller.
        _ => high_enough(largest, lines.len().max(app.all_overlay_entries().len())),
    };
    let inner = Rect {
        x: area.x.saturating_add(1 + air),
        y: area.y.saturating_add(1),
        width: room,
        height: area.height.saturating_sub(2),
    };
    let cursor = overlay.picker().cursor;
    let at = lines.iter().position(|line| line.index == cursor);
    let at = at.unwrap_or(0);
    let mut sheet = Sheet {
        area,
        inner,
        air,
        label,
        lines,
        first: match overlay {
            Overlay::Links(_) => at.saturating_sub(usize::from(inner.height) / 2),
            Overlay::Help(_) | Overlay::Problems(_) => at,
        },
    };
    sheet.first = sheet.first.min(sheet.last_first());
    Some(sheet)
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

/// As high as its lines need, as far as there is room.
fn high_enough(largest: Rect, lines: usize) -> Rect {
    let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
    Rect {
        height: height.min(largest.height),
        ..largest
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

fn lines(entries: &[Entry], label: u16, width: u16) -> Vec<SheetLine> {
    let mut lines = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if entry.heading && index > 0 {
            lines.push(SheetLine {
                index,
                first: false,
                text: String::new(),
            });
        }
        let room = width.saturating_sub(indent(entry, label)).max(1);
        let mut texts = typeset::wrap_plain(&entry.text, room, usize::MAX);
        if texts.is_empty() {
            texts.push(String::new());
        }
        let wrapped = texts.into_iter().enumerate();
        lines.extend(wrapped.map(|(line, text)| SheetLine {
            index,
            first: line == 0,
            text,
        }));
    }
    lines
}
