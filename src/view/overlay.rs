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
    app::{App, Entry, Overlay, action::Action},
    typeset,
};

/// The widest column of labels.
const LABEL: usize = 14;

/// Draws the list in the middle of the screen.
pub(super) fn draw(app: &App, screen: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(overlay) = &app.overlay else { return };
    let entries = app.overlay_entries();
    let frame = frame(app, overlay, entries.len(), theme);
    let area = area(screen);
    let inner = frame.inner(area);
    empty(buffer, area, theme.ground);
    frame.render(area, buffer);
    let label = label_width(&entries).min(inner.width / 3);
    let lines = lines(&entries, label, inner.width);
    let cursor = overlay.picker().cursor;
    let at = lines
        .iter()
        .position(|line| line.index == cursor)
        .unwrap_or(0);
    let last = lines.len().saturating_sub(usize::from(inner.height));
    let (first, chosen) = match overlay {
        Overlay::Links(_) => (
            at.saturating_sub(usize::from(inner.height) / 2),
            Some(cursor),
        ),
        Overlay::Help(_) | Overlay::Problems(_) => (at, None),
    };
    for (y, line) in (inner.y..inner.bottom()).zip(lines.iter().skip(first.min(last))) {
        let ground = (Some(line.index) == chosen).then_some(theme.chosen);
        let row = Rect {
            y,
            height: 1,
            ..inner
        };
        draw_line(
            &entries[line.index],
            line,
            (row, label),
            (theme, ground),
            buffer,
        );
    }
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

/// How far into a row its text begins.
fn indent(entry: &Entry, label: u16) -> u16 {
    let own = u16::try_from(typeset::width(&entry.label)).unwrap_or(u16::MAX);
    if entry.heading {
        0
    } else {
        own.max(label).saturating_add(2)
    }
}

/// The border, with what the list is above and what can be done with it below.
fn frame<'a>(app: &App, overlay: &Overlay, count: usize, theme: &Theme) -> Block<'a> {
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
            format!(" {} ", footer(app, overlay, count)),
            theme.dim,
        ))
        .padding(if app.size.0 > 60 {
            Padding::horizontal(2)
        } else {
            Padding::ZERO
        })
}

fn draw_line(
    entry: &Entry,
    line: &Wrapped,
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
        row.x + indent(entry, label).min(row.width),
        row.y,
        &line.text,
        style(words),
    );
}

/// A line of an entry that may need several.
struct Wrapped {
    index: usize,
    first: bool,
    text: String,
}

fn lines(entries: &[Entry], label: u16, width: u16) -> Vec<Wrapped> {
    let mut lines = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if entry.heading && index > 0 {
            lines.push(Wrapped {
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
        lines.extend(wrapped.map(|(line, text)| Wrapped {
            index,
            first: line == 0,
            text,
        }));
    }
    lines
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
