//! The timeline's place on the screen: a row of bars above the prompt while a search is typed.
//!
//! Owns where each bar stands, so that drawing and the mouse agree. Does not own the counting (`search::Timeline`).

use ratatui::layout::Rect;

use crate::{
    app::{App, Purpose, panes},
    search::Timeline,
    typeset,
};

/// From this many rows on there is room for it.
const ROWS_FROM: u16 = 8;
/// Up to so many bars are two columns wide.
const WIDE_UP_TO: usize = 16;

/// The bars on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// The whole row.
    pub row: Rect,
    /// The columns of the bars.
    pub area: Rect,
    /// How many columns a bar takes.
    pub width: u16,
    /// The first bar that is shown.
    pub first: usize,
    /// The bar that is picked.
    pub picked: Option<usize>,
    /// What stands behind them: the span, or the bar that is picked.
    pub label: String,
}

impl Bars {
    /// The bar in a cell.
    pub fn at(&self, column: u16, line: u16) -> Option<usize> {
        let inside = self.area.contains((column, line).into());
        inside.then(|| self.first + usize::from((column - self.area.x) / self.width))
    }
}

/// The timeline of the search that is typed, where it says anything and there is room.
pub fn bars(app: &App) -> Option<(Bars, &Timeline)> {
    let prompt = app.prompt.as_ref()?;
    let search = app
        .search
        .as_ref()
        .filter(|search| search.error.is_none())?;
    let status = panes::panes(app).status?;
    let timeline = &search.timeline;
    let picked = prompt.picked.as_ref().map(|picked| picked.bar);
    // Before anything is typed the list is still that of the search before, and so would be the bars.
    let is_typed =
        matches!(prompt.purpose, Purpose::Search { .. }) && !prompt.text().trim().is_empty();
    if !is_typed || timeline.bars.len() < 2 || app.size.1 < ROWS_FROM {
        return None;
    }
    let row = Rect {
        y: status.y.checked_sub(1)?,
        ..status
    };
    let count = timeline.bars.len();
    let label = |picked| label(timeline, picked, row.width / 2);
    // Room for whatever they tell, so that they stay where they are when one of them is picked.
    let labels = (0..count).map(Some).chain([None]).map(label);
    let told = labels.map(|label| typeset::cells(&label)).max()?;
    let room = row.width.saturating_sub(told + 5);
    let width = if count <= WIDE_UP_TO && 2 * count <= usize::from(room) {
        2
    } else {
        1
    };
    // Where not all fit, the newest are shown, or the bars of the same number among which the picked one is.
    let most = usize::from(room / width);
    let newer = picked.map_or(0, |bar| count.saturating_sub(bar + 1));
    let last = count - newer.checked_div(most)? * most;
    let first = last.saturating_sub(most);
    let columns = u16::try_from(last - first).unwrap_or(room) * width;
    let bars = Bars {
        row,
        area: Rect {
            x: row.right().saturating_sub(told + 3 + columns),
            width: columns,
            ..row
        },
        width,
        first,
        picked,
        label: label(picked),
    };
    Some((bars, timeline))
}

/// What the bars show, as far as there is room for it.
fn label(timeline: &Timeline, picked: Option<usize>, room: u16) -> String {
    let told = |count: usize, words: &str| match count {
        0 => String::new(),
        count => format!(" · {} {words}", panes::grouped(count)),
    };
    let undated = told(timeline.undated, "undated") + &told(timeline.by_file, "by file date");
    let bar = picked.and_then(|bar| timeline.told(bar).zip(timeline.bars.get(bar)));
    let forms = match bar {
        Some((time, bar)) => [
            format!("{time} · {}", panes::grouped(bar.hits)),
            time.clone(),
        ],
        None => [timeline.span() + &undated, timeline.span()],
    };
    let fits = |form: &String| typeset::width(form) <= usize::from(room);
    forms.into_iter().find(fits).unwrap_or_default()
}
