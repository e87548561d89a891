//! The picture of the state: `draw(&App, frame)`. Drawing changes nothing.
//!
//! ```text
//!  newsstand   All 1,204    Unread 318    Starred 12                     loading 62%   tabs
//! ──────────────────────────────────┬──────────────────────────────────────────────    rules
//!   Thursday 16 April               │       Kabul frees a hundred more prisoners
//! ▌● Kabul frees a hundred more     │                                                  headlines, reading
//! ▌  The Wire · 3 h · 4 min         │       The Wire · 16 April 2020 · 4 min
//! ──────────────────────────────────┴─────────────────────────────────────── 38% ──
//!  3 of 318 · 12 unread                   Space read on  / search  : command  ? help   status
//! ```

mod headlines;
mod overlay;
pub mod palette;
mod passages;
mod reading;
mod rules;
mod status;
mod tabs;
pub mod theme;

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Clear, Widget},
};

use crate::{
    app::{App, panel, panes},
    typeset,
};
use theme::Theme;

/// Draws the whole screen.
pub fn draw(app: &App, frame: &mut Frame<'_>) {
    let theme = Theme::named(app.settings.theme);
    let screen = frame.area();
    if (screen.width, screen.height) != app.size {
        return;
    }
    let panes = panes::panes(app);
    let buffer = frame.buffer_mut();
    buffer.set_style(screen, theme.ground);
    rules::draw(app, &panes, &theme, buffer);
    let mut cursor = None;
    let list: Draw = match &app.passages {
        Some(passages) if !passages.shown.is_empty() => passages::draw,
        _ => headlines::draw,
    };
    for (area, draw) in [
        (panes.tabs, tabs::draw as Draw),
        (panes.headlines, list),
        (panes.reading, reading::draw),
    ] {
        if let Some(area) = area {
            draw(app, area, &theme, buffer);
        }
    }
    if app.overlay.is_some() {
        overlay::draw(app, &theme, buffer);
    }
    if let Some(rule) = panel::panel(app).and_then(|panel| panel.rule) {
        rules::draw_bottom(app, &panes, rule, &theme, buffer);
    }
    if let Some(area) = panes.status {
        cursor = status::draw(app, area, &theme, buffer);
    }
    if let Some(position) = cursor {
        frame.set_cursor_position(position);
    }
}

/// How a region is drawn into its area.
type Draw = fn(&App, Rect, &Theme, &mut Buffer);

/// Empties an area, so that nothing of what was drawn below shines through: no half of a wide character either.
fn empty(buffer: &mut Buffer, area: Rect, style: Style) {
    if let Some(x) = area.x.checked_sub(1) {
        for y in area.top()..area.bottom() {
            if let Some(cell) = buffer.cell_mut((x, y))
                && typeset::width(cell.symbol()) > 1
            {
                cell.set_symbol(" ");
            }
        }
    }
    Clear.render(area, buffer);
    buffer.set_style(area, style);
}

/// Writes text from a cell on, at most as far as the area goes; returns the column behind it.
fn write(buffer: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let room = area.right().saturating_sub(x);
    if room == 0 || y >= area.bottom() {
        return x;
    }
    buffer.set_stringn(x, y, text, usize::from(room), style).0
}
