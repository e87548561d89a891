//! The headline pane as a list of passages.
//!
//! ```text
//! ● Kabul frees a hundred more prisoners · The Wire
//! ▌    …frees a hundred more prisoners after talks
//!      a week of meetings about a prisoner swap, which
//! ```

use ratatui::{buffer::Buffer, layout::Rect};

use super::{theme::Theme, write};
use crate::{
    app::{App, Excerpt, Focus, GUTTER, PassageRow, passages::INDENT},
    typeset,
};

/// Draws the rows on the screen.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(passages) = &app.passages else {
        return;
    };
    for shown in &passages.shown {
        let number = shown.hit.as_ref().map_or(0, |hit| hit.number);
        let at = (shown.index, number);
        let selected = shown.stops && at == (app.headlines.cursor, passages.hit);
        let line = Rect {
            y: shown.y,
            height: 1,
            ..area
        };
        if selected {
            let focused = app.focus == Focus::Headlines;
            let bar = if focused { theme.bar } else { theme.rule };
            buffer.set_style(line, theme.selected);
            write(buffer, line, line.x, line.y, "▌", bar);
        }
        match &shown.hit {
            Some(hit) => draw_hit(hit, selected, line, theme, buffer),
            None => draw_headline(app, shown, line, theme, buffer),
        }
    }
}

/// The article that the hits below are of.
fn draw_headline(app: &App, shown: &PassageRow, line: Rect, theme: &Theme, buffer: &mut Buffer) {
    let entry = app.library.get(shown.row);
    let mark = app.marks.get(app.library.id(shown.row));
    let (sign, style) = match (mark.starred, mark.read) {
        (true, _) => ("★", theme.star),
        (false, false) => ("●", theme.unread),
        (false, true) => (" ", theme.dim),
    };
    write(buffer, line, line.x + 1, line.y, sign, style);
    let room = line.width.saturating_sub(GUTTER + 1);
    let title = typeset::fit(entry.title(), room);
    let start = line.x + GUTTER;
    let end = write(buffer, line, start, line.y, &title, theme.text.bold());
    let source = entry.source().unwrap_or_default();
    let told = format!(" · {source}");
    // A source is told as a whole or not at all.
    let fits = typeset::width(&told) <= usize::from(line.right().saturating_sub(end + 1));
    if !source.is_empty() && fits {
        write(buffer, line, end, line.y, &told, theme.dim);
    }
}

/// The words around a hit, with the hit lit; that of the selected row is lit more strongly.
fn draw_hit(hit: &Excerpt, selected: bool, line: Rect, theme: &Theme, buffer: &mut Buffer) {
    let lit = if selected {
        theme.current
    } else {
        theme.matched
    };
    let (before, rest) = hit.text.split_at(hit.lit.start);
    let (found, behind) = rest.split_at(hit.lit.len());
    let mut x = line.x + INDENT;
    for (text, style) in [
        (before, theme.text),
        (found, theme.text.patch(lit)),
        (behind, theme.text),
    ] {
        x = write(buffer, line, x, line.y, text, style);
    }
}
