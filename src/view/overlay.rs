//! The lists that lie over the panes: help, problems, links.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::Line,
    widgets::{Block, BorderType, Padding, Widget},
};

use super::{empty, theme::Theme, write};
use crate::{
    app::{
        App, Entry, Overlay,
        action::Action,
        panes,
        sheet::{self, Sheet, SheetLine},
    },
    typeset,
};

/// Draws the list in the middle of the screen.
pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let entries = app.overlay_entries();
    let Some((overlay, sheet)) = app.overlay.as_ref().zip(sheet::sheet(app, &entries)) else {
        return;
    };
    empty(buffer, sheet.area, theme.ground);
    frame(app, overlay, (entries.len(), &sheet), theme).render(sheet.area, buffer);
    let chosen = match overlay {
        Overlay::Links(picker) => Some(picker.cursor),
        Overlay::Help(_) | Overlay::Problems(_) => None,
    };
    for (row, line) in sheet.inner.rows().zip(&sheet.lines) {
        let ground = (Some(line.index) == chosen).then_some(theme.chosen);
        let entry = &entries[line.index];
        draw_line(entry, line, (row, sheet.label), (theme, ground), buffer);
    }
}

/// The border, with what the list is above and what can be done with it below.
fn frame<'a>(
    app: &App,
    overlay: &Overlay,
    (count, sheet): (usize, &Sheet),
    theme: &Theme,
) -> Block<'a> {
    let filter = &overlay.picker().filter;
    let title = match filter.as_str() {
        "" => format!(" {} ", overlay.title()),
        filter => format!(" {} · {filter} ", overlay.title()),
    };
    Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.rule)
        .style(theme.ground)
        .title(title)
        .title_style(theme.title)
        .title_bottom(Line::styled(
            format!(
                " {} ",
                footer(app, overlay, count, sheet.area.width.saturating_sub(4))
            ),
            theme.dim,
        ))
        .padding(Padding::horizontal(sheet.air))
}

fn draw_line(
    entry: &Entry,
    line: &SheetLine,
    (row, label): (Rect, u16),
    (theme, ground): (&Theme, Option<Style>),
    buffer: &mut Buffer,
) {
    let style = |style: Style| ground.map_or(style, |ground| style.patch(ground));
    if let Some(ground) = ground {
        empty(buffer, row, ground);
    }
    if line.first {
        write(buffer, row, row.x, row.y, &entry.label, style(theme.key));
    }
    let words = if entry.heading { theme.day } else { theme.text };
    write(
        buffer,
        row,
        row.x + sheet::indent(entry, label).min(row.width),
        row.y,
        &line.text,
        style(words),
    );
}

/// What can be done with the list, and how long it is where there is room to say so.
fn footer(app: &App, overlay: &Overlay, count: usize, room: u16) -> String {
    let key = |action| app.settings.keymap.hint_key(action);
    let opens = || format!("a number or {} opens", key(Action::Open));
    let searches = || format!("{} searches", key(Action::Search));
    let ([one, many], keys) = match overlay {
        Overlay::Links(_) => (["link", "links"], opens()),
        Overlay::Problems(_) => (["problem", "problems"], searches()),
        Overlay::Help(_) => (["line", "lines"], searches()),
    };
    let keys = format!("{keys} · {} closes", key(Action::Back));
    let what = if count == 1 { one } else { many };
    let whole = format!("{} {what} · {keys}", panes::grouped(count));
    if typeset::width(&whole) <= usize::from(room) {
        whole
    } else {
        keys
    }
}
