//! The status line: where the reader is and what keys help, or the prompt with its menu above.

mod menu;
mod timeline;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{empty, theme::Theme, write};
use crate::{
    app::{
        App, Focus, Hint, Prompt, Purpose,
        action::Action,
        panel::{self, Panel},
        panes,
    },
    typeset,
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
    let hints = app.hints();
    let help = hints
        .iter()
        .filter(|hint| hint.action == Action::Help)
        .map(Hint::width)
        .sum::<usize>();
    let room = usize::from(area.width).saturating_sub(2);
    let (words, style) = match (&app.notice, &app.unsaved) {
        (Some((words, _)), _) => (words.clone(), theme.text),
        (None, Some(why)) => (format!("Marks are not saved: {why}"), theme.trouble),
        (None, None) => (state(app, room.saturating_sub(help + 2)), theme.dim),
    };
    let words = typeset::fit(&words, area.width.saturating_sub(2)).into_owned();
    let end = write(buffer, area, area.x + 1, area.y, &words, style);
    draw_hints(
        hints,
        Rect {
            x: end,
            width: area.right() - end,
            ..area
        },
        theme,
        buffer,
    );
}

/// The keys that help, flush right: as many as there is room for, the help last to go.
fn draw_hints(mut hints: Vec<Hint>, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let width = |hints: &[Hint]| hints.iter().map(Hint::width).sum::<usize>();
    while width(&hints) + 2 > usize::from(area.width) && !hints.is_empty() {
        let dispensable = hints.iter().rposition(|hint| hint.action != Action::Help);
        hints.remove(dispensable.unwrap_or(0));
    }
    let width = u16::try_from(width(&hints)).unwrap_or(0);
    let mut x = area.right().saturating_sub(width);
    for hint in hints {
        x = write(buffer, area, x, area.y, &hint.key, theme.key);
        x = write(buffer, area, x + 1, area.y, hint.word, theme.dim) + 2;
    }
}

/// Where the reader is: "3 of 318 · 12 unread · 2 problems !", while something is searched for "match 4 of 14 · article
/// 2 of 23 · tides", as far as there is room.
fn state(app: &App, room: usize) -> String {
    let listed = app.headlines.rows.len();
    let at = if listed == 0 {
        0
    } else {
        app.headlines.cursor + 1
    };
    let place = format!("{} of {}", panes::grouped(at), panes::grouped(listed));
    let key = app.settings.keymap.hint_key(Action::Problems);
    let problems = match app.problems().count() {
        0 => None,
        1 => Some(format!("1 problem {key}")),
        many => Some(format!("{} problems {key}", panes::grouped(many))),
    };
    let parts = if app.lit().is_some() || app.search.is_some() {
        let search = app.search.as_ref();
        let text = search.map(|search| match &search.model {
            Some(title) => format!("like “{title}”"),
            None => search.text.trim().to_owned(),
        });
        [
            matches(app),
            Some(format!("article {place}")),
            text,
            problems,
        ]
    } else {
        let unread = format!("{} unread", panes::grouped(app.counts.unread));
        [Some(place), Some(unread), problems, None]
    };
    let mut state = String::new();
    for part in parts.into_iter().flatten() {
        if state.is_empty() {
            state = part;
        } else if typeset::width(&state) + typeset::width(&part) + 3 <= room {
            state = format!("{state} · {part}");
        }
    }
    state
}

/// The place among the matches of the article that is read, or selected in the list of passages.
fn matches(app: &App) -> Option<String> {
    let told = |count: usize, current: Option<usize>| match current.filter(|_| count > 0) {
        Some(current) => format!("match {} of {}", current + 1, panes::grouped(count)),
        None if count == 1 => "1 match".to_owned(),
        None => format!("{} matches", panes::grouped(count)),
    };
    if !app.lit()?.lights() {
        return None;
    }
    if let (Some(passages), Focus::Headlines) = (&app.passages, app.focus) {
        let count = passages.hits_of(app.selected()?)?;
        return Some(told(count, Some(passages.hit)));
    }
    let reading = app.reading.as_ref()?;
    Some(told(reading.matches.len(), reading.current))
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
