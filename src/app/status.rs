//! The status line while nothing is typed: where the reader is, and what keys help.
//!
//! Owns the words and where each hint stands, so that drawing and the mouse agree. Does not own how they are drawn
//! (`view::status`), nor which keys help (`hints`).

use super::{App, Focus, Hint, action::Action, panes};
use crate::{search::Matches, typeset};

/// Cells of the title of an article that others are like: the keys have a use for the rest.
const MOST_OF_TITLE: u16 = 20;

/// The status line on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// What it says, from the second column on.
    pub words: String,
    /// What kind of words that is.
    pub tone: Tone,
    /// The keys that help, flush right, and the column of each.
    pub hints: Vec<(u16, Hint)>,
}

/// What the status line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Where the reader is.
    State,
    /// What has just happened.
    Notice,
    /// Something that should be looked after.
    Trouble,
}

impl Status {
    /// The hint in a column.
    pub fn at(&self, column: u16) -> Option<&Hint> {
        let fits = |(x, hint): &&(u16, Hint)| (*x..x + hint.cells()).contains(&column);
        self.hints.iter().find(fits).map(|(_, hint)| hint)
    }
}

/// The status line, where there is one.
pub fn status(app: &App) -> Option<Status> {
    let area = panes::panes(app).status?;
    let hints = app.hints();
    let help = hints
        .iter()
        .filter(|hint| hint.action == Action::Help)
        .map(Hint::width)
        .sum::<usize>();
    let room = area.width.saturating_sub(2);
    let (words, tone) = match (&app.notice, &app.unsaved) {
        (Some((words, _)), _) => (words.clone(), Tone::Notice),
        (None, Some(why)) => (format!("Marks are not saved: {why}"), Tone::Trouble),
        (None, None) => {
            let room = usize::from(room).saturating_sub(help + 2);
            (state(app, room), Tone::State)
        }
    };
    let words = typeset::fit(&words, room).into_owned();
    let end = typeset::cells(&words);
    let end = (area.x + 1).saturating_add(end).min(area.right());
    Some(Status {
        words,
        tone,
        hints: placed(hints, end, area.right()),
    })
}

/// As many hints as there is room for between two columns, flush right, the help last to go.
fn placed(mut hints: Vec<Hint>, left: u16, right: u16) -> Vec<(u16, Hint)> {
    let width = |hints: &[Hint]| hints.iter().map(Hint::width).sum::<usize>();
    while width(&hints) + 2 > usize::from(right - left) && !hints.is_empty() {
        let dispensable = hints.iter().rposition(|hint| hint.action != Action::Help);
        hints.remove(dispensable.unwrap_or(0));
    }
    let mut x = right - u16::try_from(width(&hints)).unwrap_or(0);
    let mut placed = Vec::new();
    for hint in hints {
        let behind = x + hint.cells() + 2;
        placed.push((x, hint));
        x = behind;
    }
    placed
}

/// Where the reader is: "3 of 318 · 12 unread · 2 problems !", while something is searched for "match 4 of 14 · article
/// 2 of 23 · tides", as far as there is room. Problems wait until nothing is searched for: they would take the keys' room.
fn state(app: &App, room: usize) -> String {
    let listed = app.headlines.rows.len();
    let at = if listed == 0 {
        0
    } else {
        app.headlines.cursor + 1
    };
    let place = format!("{} of {}", panes::grouped(at), panes::grouped(listed));
    let key = app.settings.keymap.hint_key(Action::Problems);
    let problems = || match app.problems().count() {
        0 => None,
        1 => Some(format!("1 problem {key}")),
        many => Some(format!("{} problems {key}", panes::grouped(many))),
    };
    let parts = if app.lit().is_some() || app.search.is_some() {
        let search = app.search.as_ref();
        let text = search.map(|search| match &search.model {
            Some(title) => format!("like “{}”", typeset::fit(title, MOST_OF_TITLE)),
            None => search.text.trim().to_owned(),
        });
        [matches(app), Some(format!("article {place}")), text, None]
    } else {
        let unread = format!("{} unread", panes::grouped(app.counts.unread));
        [progress(app), Some(place), Some(unread), problems()]
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

/// How far the article that is read has been read, where no rule below it tells that.
fn progress(app: &App) -> Option<String> {
    let panes = panes::panes(app);
    let reading = app
        .reading
        .as_ref()
        .filter(|_| app.focus == Focus::Reading)?;
    let height = app.page_height();
    let is_told = panes.bottom_rule.is_some() || reading.last_top(height) == 0;
    (!is_told).then(|| format!("{}%", reading.percent(height)))
}

/// The place among the matches of the article that is read, or selected in the list of passages.
fn matches(app: &App) -> Option<String> {
    let told = |matches: &Matches, current: Option<usize>| {
        let count = counted(matches);
        match current.filter(|_| !matches.found.is_empty()) {
            Some(current) => format!("match {} of {count}", current + 1),
            None if count == "1" => "1 match".to_owned(),
            None => format!("{count} matches"),
        }
    };
    if !app.lit()?.lights() {
        return None;
    }
    if let (Some(passages), Focus::Headlines) = (&app.passages, app.focus) {
        let hits = passages.hits_of(app.selected()?)?;
        return Some(told(hits, Some(passages.hit)));
    }
    let reading = app.reading.as_ref()?;
    Some(told(&reading.matches, reading.current))
}

/// How many matches there are, with a plus where there may be more.
pub(super) fn counted(matches: &Matches) -> String {
    let more = if matches.is_all { "" } else { "+" };
    panes::grouped(matches.found.len()) + more
}
