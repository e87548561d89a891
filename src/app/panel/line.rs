//! The line that is typed: its sign, as much of its text as there is room for, and what it finds so far.

use ratatui::layout::Rect;

use crate::{
    app::{
        App, Bulk, Prompt, Purpose, Search,
        action::{Action, Edit},
        keymap, panes,
    },
    typeset,
};

/// The line on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The whole row.
    pub row: Rect,
    /// The cells of the text.
    pub text: Rect,
    /// The byte of the text that is shown first.
    pub first: usize,
    /// What the text finds, or nothing where there is no room to say it.
    pub result: String,
    /// The column of that.
    pub result_at: u16,
}

/// Columns of the sign, with the space around it.
const SIGN: u16 = 3;

impl Line {
    /// The column of a byte of the text.
    pub fn column(&self, text: &str, byte: usize) -> u16 {
        let before = text.get(..byte).unwrap_or(text);
        let shown = before.get(self.first..).unwrap_or_default();
        self.text.x.saturating_add(cells(shown))
    }

    /// The place in the text under a cell, in characters.
    pub fn at(&self, text: &str, column: u16, line: u16) -> Option<usize> {
        let is_typed = (self.row.x..self.text.right()).contains(&column) && line == self.row.y;
        let room = usize::from(column.saturating_sub(self.text.x));
        let before = text.get(..self.first)?.chars().count();
        let shown = text.get(self.first..)?;
        let fits =
            |(at, char): &(usize, char)| typeset::width(&shown[..at + char.len_utf8()]) <= room;
        is_typed.then(|| before + shown.char_indices().take_while(fits).count())
    }
}

/// Where the line stands in the row of the status line.
pub(super) fn line(app: &App, prompt: &Prompt, row: Rect) -> Line {
    let typed = typeset::width(prompt.text());
    let result = with_way_out(
        result(app, prompt),
        usize::from(row.width).saturating_sub(typed),
    );
    let result_at = row.right().saturating_sub(cells(&result).saturating_add(1));
    let start = row.x + SIGN;
    let beside = result_at.saturating_sub(start + 2);
    // What is typed goes before what it finds, and has the whole line before it has to move.
    let fits = typed < usize::from(beside);
    let text = Rect {
        x: start,
        width: if fits { beside } else { row.width },
        ..row
    }
    .intersection(row);
    let cursor = typeset::width(&prompt.text()[..prompt.cursor()]);
    let hidden = (cursor + 1).saturating_sub(usize::from(text.width));
    let first = behind_cells(prompt.text(), hidden);
    Line {
        row,
        text,
        first,
        result: if fits { result } else { String::new() },
        result_at,
    }
}

fn cells(text: &str) -> u16 {
    u16::try_from(typeset::width(text)).unwrap_or(u16::MAX)
}

/// The byte behind the first `cells` cells of a text.
fn behind_cells(text: &str, cells: usize) -> usize {
    let ends = text.char_indices().map(|(at, char)| at + char.len_utf8());
    std::iter::once(0)
        .chain(ends)
        .find(|end| typeset::width(&text[..*end]) >= cells)
        .unwrap_or(text.len())
}

/// What the text finds so far.
fn result(app: &App, prompt: &Prompt) -> String {
    let found = |search: &Search| {
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
