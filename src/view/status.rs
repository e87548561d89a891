//! The status line: where the reader is and what keys help, or the prompt with its menu above.

mod menu;
mod timeline;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{empty, theme::Theme, write};
use crate::app::{
    App, Prompt, Purpose,
    panel::{self, Panel},
    status::{self, Tone},
};

/// Draws the line; returns where the cursor stands while something is typed.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    empty(buffer, area, theme.ground);
    match app.prompt.as_ref().zip(panel::panel(app)) {
        Some((prompt, panel)) => Some(draw_prompt(app, prompt, &panel, theme, buffer)),
        None => {
            draw_state(app, area, theme, buffer);
            None
        }
    }
}

fn draw_state(app: &App, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(status) = status::status(app) else {
        return;
    };
    let style = match status.tone {
        Tone::State => theme.dim,
        Tone::Notice => theme.text,
        Tone::Trouble => theme.trouble,
    };
    write(buffer, area, area.x + 1, area.y, &status.words, style);
    for (x, hint) in status.hints {
        let end = write(buffer, area, x, area.y, &hint.key, theme.key);
        write(buffer, area, end + 1, area.y, hint.word, theme.dim);
    }
}

/// The line being typed, what it finds, and above it what rises from it.
fn draw_prompt(
    app: &App,
    prompt: &Prompt,
    panel: &Panel,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Position {
    let line = &panel.line;
    let (row, y) = (line.row, line.row.y);
    write(buffer, row, row.x + 1, y, sign(prompt), theme.key);
    let shown = &prompt.text()[line.first..];
    write(buffer, line.text, line.text.x, y, shown, theme.text);
    write(buffer, row, line.result_at, y, &line.result, theme.dim);
    menu::draw(prompt, &panel.menu, theme, buffer);
    match &panel.complaint {
        Some(complaint) => menu::draw_complaint(complaint, theme, buffer),
        None => timeline::draw(app, theme, buffer),
    }
    let cursor = line.column(prompt.text(), prompt.cursor());
    Position::new(cursor.min(row.right().saturating_sub(1)), y)
}

fn sign(prompt: &Prompt) -> &'static str {
    match prompt.purpose {
        Purpose::Command => ":",
        Purpose::Search { .. } | Purpose::Find { .. } | Purpose::Filter => "/",
    }
}
