//! The menu of what can be taken into the prompt, rising above the status line, or why the prompt cannot be read.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::view::{empty, theme::Theme, write};
use crate::{
    app::{
        Offer, Prompt,
        panel::{Complaint, Menu},
        panes,
    },
    typeset,
};

/// Draws the offers.
pub(super) fn draw(prompt: &Prompt, menu: &Menu, theme: &Theme, buffer: &mut Buffer) {
    empty(buffer, menu.area, theme.ground);
    let offers = prompt.offers.iter().enumerate().skip(menu.first);
    for (line, (index, offer)) in menu.area.rows().zip(offers) {
        let is_chosen = prompt.chosen == Some(index);
        draw_offer(offer, menu, (line, is_chosen), theme, buffer);
    }
}

fn draw_offer(
    offer: &Offer,
    menu: &Menu,
    (row, is_chosen): (Rect, bool),
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let ground = theme.ground.patch(theme.chosen);
    let style = |style| if is_chosen { ground } else { style };
    let line = Rect {
        width: menu.end - row.x,
        ..row
    };
    empty(buffer, line, style(theme.ground));
    write(
        buffer,
        line,
        menu.text,
        line.y,
        &offer.text,
        style(theme.text),
    );
    let count = offer.count.map(panes::grouped).unwrap_or_default();
    let count_at = menu
        .end
        .saturating_sub(u16::try_from(count.len() + 1).unwrap_or(0));
    let room = count_at.saturating_sub(menu.help + u16::from(offer.count.is_some()));
    let help = typeset::fit(&offer.help, room);
    write(buffer, line, menu.help, line.y, &help, style(theme.dim));
    write(buffer, line, count_at, line.y, &count, style(theme.dim));
}

/// Says what is wrong with the line.
pub(super) fn draw_complaint(complaint: &Complaint, theme: &Theme, buffer: &mut Buffer) {
    empty(buffer, complaint.area, theme.ground);
    for (position, words) in &complaint.pieces {
        write(
            buffer,
            complaint.area,
            position.x,
            position.y,
            words,
            theme.trouble,
        );
    }
}
