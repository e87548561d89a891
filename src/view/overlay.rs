//! The lists that lie over the panes: help, problems, links.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    widgets::{Block, BorderType, Clear, Padding, Widget},
};

use super::{theme::Theme, write};
use crate::{
    app::{App, Entry, Overlay},
    typeset,
};

/// Draws the list in the middle of the screen.
pub(super) fn draw(app: &App, screen: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(overlay) = &app.overlay else { return };
    let entries = app.overlay_entries();
    let label = entries
        .iter()
        .filter(|entry| !entry.heading)
        .map(|entry| typeset::width(&entry.label))
        .max();
    let label = u16::try_from(label.unwrap_or(0))
        .unwrap_or(u16::MAX)
        .min(screen.width / 3);
    let area = area(screen);
    Clear.render(area, buffer);
    let filter = &overlay.picker().filter;
    let title = if filter.is_empty() {
        overlay.title().to_owned()
    } else {
        format!("{} · {filter}", overlay.title())
    };
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.rule)
        .style(theme.ground)
        .title(format!(" {title} "))
        .title_style(theme.title)
        .title_bottom(format!(" {} ", footer(app, overlay, entries.len())))
        .padding(if area.width > 40 {
            Padding::horizontal(2)
        } else {
            Padding::ZERO
        });
    let inner = block.inner(area);
    block.render(area, buffer);
    let lines = lines(&entries, label, inner.width);
    let cursor = lines
        .iter()
        .position(|line| line.index == overlay.picker().cursor)
        .unwrap_or(0);
    let first = scroll(cursor, lines.len(), usize::from(inner.height));
    for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(first)) {
        let entry = &entries[line.index];
        let chosen = line.index == overlay.picker().cursor;
        if chosen {
            write(
                buffer,
                inner,
                inner.x,
                y,
                &" ".repeat(usize::from(inner.width)),
                theme.chosen,
            );
        }
        let style = |style: ratatui::style::Style| {
            if chosen {
                style.patch(theme.chosen)
            } else {
                style
            }
        };
        if line.first {
            let label = typeset::fit(&entry.label, label).into_owned();
            write(buffer, inner, inner.x, y, &label, style(theme.key));
        }
        let x = if entry.heading {
            inner.x
        } else {
            inner.x + label + 2
        };
        write(
            buffer,
            inner,
            x,
            y,
            &line.text,
            style(if entry.heading {
                theme.heading
            } else {
                theme.text
            }),
        );
    }
}

/// A line of an entry that may need several.
struct Wrapped {
    index: usize,
    first: bool,
    text: String,
}

fn lines(entries: &[Entry], label: u16, width: u16) -> Vec<Wrapped> {
    let wrapped = |(index, entry): (usize, &Entry)| {
        let room = width
            .saturating_sub(if entry.heading { 0 } else { label + 2 })
            .max(1);
        let mut texts = typeset::wrap_plain(&entry.text, room, 6);
        if texts.is_empty() {
            texts.push(String::new());
        }
        let lines = texts.into_iter().enumerate();
        lines
            .map(move |(line, text)| Wrapped {
                index,
                first: line == 0,
                text,
            })
            .collect::<Vec<_>>()
    };
    entries.iter().enumerate().flat_map(wrapped).collect()
}

/// The first line on the screen, so that the chosen one stands in the middle where it can.
fn scroll(cursor: usize, lines: usize, height: usize) -> usize {
    cursor
        .saturating_sub(height / 2)
        .min(lines.saturating_sub(height))
}

fn area(screen: Rect) -> Rect {
    let width = screen
        .width
        .saturating_sub(4)
        .clamp(1, 92)
        .min(screen.width);
    let height = screen.height.saturating_sub(4).max(1).min(screen.height);
    Rect::new(
        (screen.width - width) / 2,
        (screen.height - height) / 2,
        width,
        height,
    )
}

fn footer(app: &App, overlay: &Overlay, count: usize) -> String {
    use crate::app::action::Action;
    let key = |action| app.settings.keymap.hint_key(action);
    let close = key(Action::Back);
    match overlay {
        Overlay::Links(_) => format!("a number or {} opens · {close} closes", key(Action::Open)),
        Overlay::Help(_) | Overlay::Problems(_) => {
            let plural = if count == 1 { "line" } else { "lines" };
            format!(
                "{count} {plural} · {} searches · {close} closes",
                key(Action::Search)
            )
        }
    }
}
