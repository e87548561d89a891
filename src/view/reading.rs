//! The reading pane: the lines of the page that are on the screen, centred, with the matches lit.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{theme::Theme, write};
use crate::{
    app::{App, Reading, action::Action, panes},
    search::Match,
    typeset::{self, Line, Place, Run},
};

/// Draws the article.
pub(super) fn draw(app: &App, _pane: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some((reading, column)) = app.reading.as_ref().zip(panes::column(app)) else {
        return;
    };
    let lines = reading.page.lines.iter().skip(reading.top);
    let lines: Vec<_> = lines.take(usize::from(column.height)).collect();
    let lit = lit_in(reading, &lines);
    for (y, line) in (column.y..column.bottom()).zip(lines) {
        draw_line(
            (reading, &lit),
            line,
            Rect {
                y,
                height: 1,
                ..column
            },
            theme,
            buffer,
        );
    }
    let last = (reading.lines() - 1)
        .checked_sub(reading.top)
        .and_then(|line| u16::try_from(line).ok());
    if reading.lines() > reading.page.lines.len()
        && let Some(line) = last.filter(|line| *line < column.height)
    {
        let words = folded(app, reading);
        let width = typeset::cells(&words);
        let start = column.x + reading.measure.width.saturating_sub(width) / 2;
        write(buffer, column, start, column.y + line, &words, theme.dim);
    }
}

/// What is folded away, and the key that shows it.
fn folded(app: &App, reading: &Reading) -> String {
    let key = app.settings.keymap.hint_key(Action::Boilerplate);
    let (count, lines) = (
        reading.page.folded,
        if reading.page.folded == 1 {
            "line"
        } else {
            "lines"
        },
    );
    let words = format!("── {count} {lines} of page furniture folded · {key} shows them ──");
    if typeset::width(&words) <= usize::from(reading.measure.width) {
        words
    } else {
        format!("{count} folded · {key}")
    }
}

/// The matches that may stand in these lines, each with its index: few of the many that a long article has.
fn lit_in<'a>(reading: &'a Reading, lines: &[&Line]) -> Vec<(usize, &'a Match)> {
    let runs = lines.iter().flat_map(|line| &line.runs);
    let places = runs.filter_map(|run| {
        let first = run.at?;
        let offset = first.offset + run.text.len();
        Some((first, Place { offset, ..first }))
    });
    let (firsts, ends): (Vec<_>, Vec<_>) = places.unzip();
    let Some((first, end)) = firsts.into_iter().min().zip(ends.into_iter().max()) else {
        return Vec::new();
    };
    let is_there = |(_, found): &(usize, &Match)| {
        let [start, behind] = [found.range.start, found.range.end].map(|offset| Place {
            field: found.field,
            offset,
        });
        start < end && behind > first
    };
    let found = reading.matches.found.iter().enumerate();
    found.filter(is_there).collect()
}

fn draw_line(
    (reading, lit): (&Reading, &[(usize, &Match)]),
    line: &Line,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let mut x = area.x;
    for run in &line.runs {
        let style = theme.look(run.look);
        for (text, lit) in pieces(run, lit) {
            let style = match lit {
                Some(index) if Some(index) == reading.current => style.patch(theme.current),
                Some(_) => style.patch(theme.matched),
                None => style,
            };
            let shown = run.look.shown(text);
            x = write(buffer, area, x, area.y, &shown, plain_space(text, style));
        }
    }
}

/// White space between words is not underlined: only the words of a link are.
fn plain_space(text: &str, style: Style) -> Style {
    if text.trim().is_empty() {
        style.remove_modifier(ratatui::style::Modifier::UNDERLINED)
    } else {
        style
    }
}

/// A run in pieces that are lit or not, each with the index of its match.
fn pieces<'a>(run: &'a Run, matches: &[(usize, &Match)]) -> Vec<(&'a str, Option<usize>)> {
    let Some(place) = run.at else {
        return vec![(&run.text, None)];
    };
    let end = place.offset + run.text.len();
    let mut pieces = Vec::new();
    let mut done = 0;
    for &(index, found) in matches {
        if found.field != place.field || found.range.start >= end || found.range.end <= place.offset
        {
            continue;
        }
        let from = found.range.start.saturating_sub(place.offset).max(done);
        let to = (found.range.end - place.offset).min(run.text.len());
        pieces.push((&run.text[done..from], None));
        pieces.push((&run.text[from..to], Some(index)));
        done = to;
    }
    pieces.push((&run.text[done..], None));
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}
