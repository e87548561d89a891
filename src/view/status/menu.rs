//! The menu of what can be taken into the prompt, rising above the status line, or why the prompt cannot be read.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::view::{empty, theme::Theme, write};
use crate::{
    app::{Offer, Prompt, panes},
    search::QueryError,
    typeset,
};

/// The most lines that the menu takes.
const MOST: u16 = 8;

/// Draws the menu above the line of the prompt.
pub(super) fn draw(prompt: &Prompt, below: Rect, theme: &Theme, buffer: &mut Buffer) {
    let room = usize::from((below.y / 2).min(MOST));
    let first = prompt
        .chosen
        .map_or(0, |chosen| (chosen + 1).saturating_sub(room));
    let offers: Vec<_> = prompt
        .offers
        .iter()
        .enumerate()
        .skip(first)
        .take(room)
        .collect();
    let widest = |text: fn(&Offer) -> &str| {
        offers
            .iter()
            .map(|(_, offer)| typeset::width(text(offer)))
            .max()
            .unwrap_or(0)
    };
    let label = widest(|offer| &offer.text);
    let width = label + widest(|offer| &offer.help) + 16;
    let width = u16::try_from(width).unwrap_or(u16::MAX).min(below.width);
    let top = below
        .y
        .saturating_sub(u16::try_from(offers.len()).unwrap_or(0));
    for (y, (index, offer)) in (top..below.y).zip(offers) {
        let line = Rect {
            x: below.x,
            y,
            width,
            height: 1,
        };
        draw_offer(
            offer,
            (line, label),
            prompt.chosen == Some(index),
            theme,
            buffer,
        );
    }
}

fn draw_offer(
    offer: &Offer,
    (line, label): (Rect, usize),
    chosen: bool,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let ground = theme.ground.patch(theme.chosen);
    let style = |style| if chosen { ground } else { style };
    empty(buffer, line, style(theme.ground));
    write(
        buffer,
        line,
        line.x + 3,
        line.y,
        &offer.text,
        style(theme.text),
    );
    let help = line
        .x
        .saturating_add(u16::try_from(label + 6).unwrap_or(u16::MAX));
    write(buffer, line, help, line.y, &offer.help, style(theme.dim));
    if let Some(count) = offer.count.map(panes::grouped) {
        let start = line
            .right()
            .saturating_sub(u16::try_from(count.len() + 2).unwrap_or(0));
        write(
            buffer,
            line,
            start,
            line.y,
            &format!(" {count} "),
            style(theme.dim),
        );
    }
}

/// Says above the prompt what is wrong with it, with a stroke down to the column where it is wrong. Returns how many
/// rows that takes.
pub(super) fn draw_error(
    error: &QueryError,
    column: u16,
    below: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) -> u16 {
    let Some(y) = below.y.checked_sub(1) else {
        return 0;
    };
    let line = Rect { y, ..below };
    let column = column.min(line.right().saturating_sub(1));
    let cells = |words: &str| u16::try_from(typeset::width(words)).unwrap_or(u16::MAX);
    let (to_right, to_left) = (
        format!("┌ {}", error.message),
        format!("{} ┐", error.message),
    );
    let (x, words) = if column.saturating_add(cells(&to_right)) <= line.right() {
        (column, to_right)
    } else if let Some(x) = (column + 1).checked_sub(cells(&to_left)) {
        (x, to_left)
    } else {
        let above = typeset::wrap_plain(&error.message, line.width, usize::from(y));
        let rows = u16::try_from(above.len()).unwrap_or(0);
        for (y, words) in (y - rows..y).zip(&above) {
            let line = Rect { y, ..line };
            empty(buffer, line, theme.ground);
            write(buffer, line, line.x, y, words, theme.trouble);
        }
        empty(buffer, line, theme.ground);
        write(buffer, line, column, y, "│", theme.trouble);
        return rows + 1;
    };
    empty(buffer, line, theme.ground);
    write(buffer, line, x, y, &words, theme.trouble);
    1
}
