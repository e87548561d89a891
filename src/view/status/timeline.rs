//! The picture of time above the prompt: a bar a day, month or year, as high as it has hits.

use ratatui::buffer::Buffer;

use crate::view::{empty, theme::Theme, write};
use crate::{
    app::{
        App,
        action::Edit,
        keymap,
        panel::bars::{self, Bars},
    },
    search::Timeline,
    typeset,
};

/// Bars by height, from the lowest to the highest.
const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Draws the bars.
pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let Some((bars, timeline)) = bars::bars(app) else {
        return;
    };
    empty(buffer, bars.row, theme.ground);
    for column in 0..bars.area.width {
        let index = bars.first + usize::from(column / bars.width);
        let Some(bar) = timeline.bars.get(index) else {
            continue;
        };
        let style = if bars.picked == Some(index) {
            theme.current
        } else {
            theme.bar
        };
        let symbol = height(bar.hits, timeline);
        write(
            buffer,
            bars.row,
            bars.area.x + column,
            bars.row.y,
            symbol,
            style,
        );
    }
    let behind = bars.area.right() + 2;
    write(buffer, bars.row, behind, bars.row.y, &bars.label, theme.dim);
    draw_hint(&bars, theme, buffer);
}

/// A bar's height; the lowest one that has hits is still seen.
fn height(hits: usize, timeline: &Timeline) -> &'static str {
    match (hits, timeline.most()) {
        (0, _) | (_, 0) => " ",
        (hits, most) => HEIGHTS[(hits * 8).div_ceil(most).clamp(1, 8) - 1],
    }
}

/// The keys that pick a bar, where there is room for them.
fn draw_hint(bars: &Bars, theme: &Theme, buffer: &mut Buffer) {
    let keys = [Edit::Earlier, Edit::Later].map(keymap::edit_key).join(" ");
    let words = if bars.picked.is_some() {
        "another time"
    } else {
        "pick a time"
    };
    let width = typeset::width(&keys) + typeset::width(words) + 5;
    if width <= usize::from(bars.area.x) {
        let (row, y) = (bars.row, bars.row.y);
        let end = write(buffer, row, row.x + 3, y, &keys, theme.key);
        write(buffer, row, end + 1, y, words, theme.dim);
    }
}
