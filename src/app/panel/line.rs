//! The line that is typed: its sign, as much of its text as there is room for, and what it finds so far.

use ratatui::layout::Rect;

use crate::{
    app::{App, Bulk, Prompt, Purpose, Search, action::Edit, keymap, panes, status},
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
        self.text.x.saturating_add(typeset::cells(shown))
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

/// Columns that stay empty between the text, with the cursor behind it, and what it finds, and behind that.
const BETWEEN: usize = 4;

/// Where the line stands in the row of the status line. What is typed goes before what it finds: that is told as
/// shortly as it must be, and the text has the whole line before it has to move.
pub(super) fn line(app: &App, prompt: &Prompt, row: Rect) -> Line {
    let room = usize::from(row.width)
        .saturating_sub(typeset::width(prompt.text()) + usize::from(SIGN) + BETWEEN);
    let mut forms = results(app, prompt).into_iter();
    let result = forms.find(|form| typeset::width(form) <= room);
    let start = row.x + SIGN;
    let result_at = result.as_ref().map_or(row.right(), |result| {
        row.right().saturating_sub(typeset::cells(result) + 1)
    });
    let text = Rect {
        x: start,
        width: result_at.saturating_sub(start),
        ..row
    }
    .intersection(row);
    let cursor = typeset::width(&prompt.text()[..prompt.cursor()]);
    let hidden = (cursor + 1).saturating_sub(usize::from(text.width));
    let first = typeset::behind(prompt.text(), hidden);
    Line {
        row,
        text,
        first,
        result: result.unwrap_or_default(),
        result_at,
    }
}

/// What the text finds so far, from the longest form to the shortest; the longest tells the key that leads out, too.
fn results(app: &App, prompt: &Prompt) -> Vec<String> {
    let forms = match prompt.purpose {
        // The list is that of the last query that could be read, and no count of this one.
        _ if prompt.complaint().is_some() => Vec::new(),
        _ if prompt.looks_up.is_some() => vec![match prompt.offers.len() {
            0 => "not in the history".to_owned(),
            _ => "from the history".to_owned(),
        }],
        Purpose::Search { .. } => app
            .search
            .as_ref()
            .map(|search| found(app, search))
            .unwrap_or_default(),
        Purpose::Find { .. } => found_here(app, prompt),
        Purpose::Command => app.typed_bulk().map(would_change).unwrap_or_default(),
        Purpose::Filter => Vec::new(),
    };
    let way_out = format!("{} leads out", keymap::edit_key(Edit::Cancel));
    let told = forms.first().cloned().or_else(|| offered(prompt));
    let longest = told.map(|told| format!("{told} · {way_out}"));
    let last = forms.is_empty().then_some(way_out);
    longest.into_iter().chain(forms).chain(last).collect()
}

/// That something can be taken from the menu, which may hold more than is in sight.
fn offered(prompt: &Prompt) -> Option<String> {
    let key = keymap::edit_key(Edit::Complete);
    match prompt.offers.len() {
        0 => None,
        1 => Some(format!("{key} takes it")),
        many => Some(format!("{key} takes one of {}", panes::grouped(many))),
    }
}

/// How many articles a search finds.
fn found(app: &App, search: &Search) -> Vec<String> {
    let took = search.took.filter(|took| took.as_millis() >= 50);
    let took = took
        .map(|took| format!(" · {} ms", took.as_millis()))
        .unwrap_or_default();
    let more = if search.is_growing { " …" } else { "" };
    let hits = panes::grouped(app.headlines.rows.len()) + more;
    let all = panes::grouped(app.count_of(app.view));
    let short = format!("{hits} of {all}");
    vec![format!("{short} articles{took}"), short, hits]
}

/// How often a find finds something in the open article, and at which of its matches it is.
fn found_here(app: &App, prompt: &Prompt) -> Vec<String> {
    let Some(reading) = &app.reading else {
        return Vec::new();
    };
    let (short, more) = if prompt.text().is_empty() {
        let widen = keymap::edit_key(Edit::Complete);
        let words = "finds words or /expressions/ here";
        (words.to_owned(), format!("; {widen} searches all"))
    } else if reading.matches.found.is_empty() {
        let accept = keymap::edit_key(Edit::Accept);
        (
            "not in this article".to_owned(),
            format!("; {accept} searches all"),
        )
    } else {
        let at = reading.current.map_or(0, |index| index + 1);
        let count = status::counted(&reading.matches);
        return vec![format!("{at}/{count}")];
    };
    vec![short.clone() + &more, short]
}

/// How many articles the command that is typed would change, of those that answer its query.
fn would_change(bulk: &Bulk) -> Vec<String> {
    match bulk
        .preview
        .as_ref()
        .map(|preview| (preview, preview.rows.len()))
    {
        None => vec!["counting …".to_owned()],
        Some((_, 0)) => vec!["no article answers this".to_owned(), "none".to_owned()],
        Some((preview, all)) => {
            let (changes, all) = (panes::grouped(preview.changes), panes::grouped(all));
            vec![
                format!("{changes} of {all} will change"),
                format!("{changes} will change"),
                changes,
            ]
        }
    }
}
