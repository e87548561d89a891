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
        App, Bulk, Focus, Hint, Prompt, Purpose,
        action::{Action, Edit},
        keymap, panes,
    },
    typeset,
};

/// Draws the line; returns where the cursor stands while something is typed.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    empty(buffer, area, theme.ground);
    match &app.prompt {
        Some(prompt) => Some(draw_prompt(app, prompt, area, theme, buffer)),
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

/// The line being typed: its sign, as much of its text as there is room for, what it finds; above it the menu.
fn draw_prompt(
    app: &App,
    prompt: &Prompt,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Position {
    write(buffer, area, area.x + 1, area.y, sign(prompt), theme.key);
    let typed = typeset::width(prompt.text());
    let result = with_way_out(
        result(app, prompt),
        usize::from(area.width).saturating_sub(typed),
    );
    let right = area
        .right()
        .saturating_sub(cells(&result).saturating_add(1));
    let start = area.x + 3;
    let beside = right.saturating_sub(start + 2);
    // What is typed goes before what it finds, and has the whole line before it has to move.
    let fits = typed < usize::from(beside);
    let room = if fits { beside } else { area.width };
    let text = Rect {
        x: start,
        width: room,
        ..area
    }
    .intersection(area);
    let cursor = typeset::width(&prompt.text()[..prompt.cursor()]);
    let hidden = (cursor + 1).saturating_sub(usize::from(text.width));
    let (from, skipped) = skip_cells(prompt.text(), hidden);
    let end = write(
        buffer,
        text,
        start,
        area.y,
        &prompt.text()[from..],
        theme.text,
    );
    if right > end {
        write(buffer, area, right, area.y, &result, theme.dim);
    }
    let column = |byte: usize| {
        let before = prompt.text().get(..byte).unwrap_or(prompt.text());
        let cells = typeset::width(before).saturating_sub(skipped);
        start.saturating_add(u16::try_from(cells).unwrap_or(0))
    };
    let taken = match &prompt.wrong {
        Some(error) => menu::draw_error(error, column(error.at.start), area, theme, buffer),
        None => timeline::draw(app, theme, buffer),
    };
    let y = area.y - taken;
    menu::draw(prompt, Rect { y, ..area }, theme, buffer);
    Position::new(
        column(prompt.cursor()).min(area.right().saturating_sub(1)),
        area.y,
    )
}

fn sign(prompt: &Prompt) -> &'static str {
    match prompt.purpose {
        Purpose::Command => ":",
        Purpose::Search { .. } | Purpose::Find { .. } | Purpose::Filter => "/",
    }
}

fn cells(text: &str) -> u16 {
    u16::try_from(typeset::width(text)).unwrap_or(u16::MAX)
}

/// What the text finds so far.
fn result(app: &App, prompt: &Prompt) -> String {
    let found = |search: &crate::app::Search| {
        let took = search.took.filter(|took| took.as_millis() >= 50);
        let took = took
            .map(|took| format!(" · {} ms", took.as_millis()))
            .unwrap_or_default();
        let (hits, all) = (app.headlines.rows.len(), app.count_of(app.view));
        let more = if search.is_growing { " …" } else { "" };
        format!(
            "{}{more} of {} articles{took}",
            panes::grouped(hits),
            panes::grouped(all)
        )
    };
    match prompt.purpose {
        // The list is that of the last query that could be read, and no count of this one.
        _ if prompt.wrong.is_some() => String::new(),
        _ if prompt.looks_up.is_some() => match prompt.offers.len() {
            0 => "not in the history".to_owned(),
            _ => "from the history".to_owned(),
        },
        Purpose::Search { .. } => match &app.search {
            Some(search) => found(search),
            None => String::new(),
        },
        Purpose::Find { .. } if prompt.text().is_empty() => {
            let search = app.settings.keymap.hint_key(Action::Search);
            format!("finds in this article; {search} again searches all")
        }
        Purpose::Find { .. } => match app.reading.as_ref() {
            Some(reading) if reading.matches.is_empty() => {
                let accept = keymap::edit_key(Edit::Accept);
                format!("not in this article; {accept} searches all")
            }
            Some(reading) => format!(
                "{}/{}",
                reading.current.map_or(0, |index| index + 1),
                reading.matches.len()
            ),
            None => String::new(),
        },
        Purpose::Command => app.typed_bulk().map(would_change).unwrap_or_default(),
        Purpose::Filter => String::new(),
    }
}

/// How many articles the command that is typed would change, of those that answer its query.
fn would_change(bulk: &Bulk) -> String {
    match bulk
        .preview
        .as_ref()
        .map(|preview| (preview, preview.rows.len()))
    {
        None => "counting …".to_owned(),
        Some((_, 0)) => "no article answers this".to_owned(),
        Some((preview, all)) => format!(
            "{} of {} will change",
            panes::grouped(preview.changes),
            panes::grouped(all)
        ),
    }
}

/// What the text finds, and behind it the key that leads out, where there is room for it.
fn with_way_out(result: String, room: usize) -> String {
    let cancel = keymap::edit_key(Edit::Cancel);
    let way_out = if result.is_empty() {
        format!("{cancel} leads out")
    } else {
        format!("{result} · {cancel} leads out")
    };
    if typeset::width(&way_out) + 8 <= room {
        way_out
    } else {
        result
    }
}

/// The byte behind the first `cells` cells of a text, and how many cells that skips.
fn skip_cells(text: &str, cells: usize) -> (usize, usize) {
    let ends = text.char_indices().map(|(at, char)| at + char.len_utf8());
    let found = std::iter::once(0)
        .chain(ends)
        .map(|end| (end, typeset::width(&text[..end])));
    found
        .into_iter()
        .find(|(_, width)| *width >= cells)
        .unwrap_or((text.len(), typeset::width(text)))
}
