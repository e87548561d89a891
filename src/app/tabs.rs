//! The line at the top: a tab a view, and which of them there is room for.
//!
//! Owns the places of tabs, so that drawing and the mouse agree. Does not own how they are drawn (`view::tabs`).

use super::{
    App, Focus, Loading, View,
    action::Action,
    panes::{grouped, panes},
};
use crate::typeset;

/// The program's name as the line at the top shows it.
pub const NAME: &str = "newsstand";

/// From this many columns on the program's name stands before the tabs.
const NAME_FROM: u16 = 60;

/// A view's name and count in the line at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The view.
    pub view: View,
    /// Its name and count.
    pub label: String,
    /// Its first column; a column of space belongs to it on either side.
    pub x: u16,
    /// How many columns it takes.
    pub width: u16,
}

/// The tabs on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tabs {
    /// Those that there is room for, from left to right; the open view's is among them.
    pub shown: Vec<Tab>,
    /// How many there are to the left of them, told at this column.
    pub before: Option<(u16, usize)>,
    /// How many there are to the right of them, told at this column.
    pub behind: Option<(u16, usize)>,
    /// Whether the program's name stands before them.
    pub named: bool,
    /// What stands at the right.
    pub aside: Option<Aside>,
}

/// The words at the right of the line at the top: how far the loading is, else the pane that is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Their first column.
    pub x: u16,
    /// The words.
    pub words: String,
    /// What a click on them does.
    pub action: Option<Action>,
}

/// Columns for telling how many tabs there is no room for: "‹ 12 ".
pub(super) const MARGIN: u16 = 5;

/// The views that fit into the line at the top. All tabs are whole: where not all fit, those around the open view do.
pub fn tabs(app: &App) -> Tabs {
    let width = app.size.0;
    let named = width >= NAME_FROM;
    let left = if named {
        u16::try_from(NAME.len()).unwrap_or(0) + 3
    } else {
        0
    };
    let all = all(app);
    let open = all.iter().position(|tab| tab.view == app.view).unwrap_or(0);
    let range = fitting(&all, open, width.saturating_sub(left));
    let hidden = (range.start, all.len() - range.end);
    let mut x = left + if hidden.0 > 0 { MARGIN } else { 0 };
    let before = (hidden.0 > 0).then_some((left, hidden.0));
    let mut shown: Vec<Tab> = all.into_iter().take(range.end).skip(range.start).collect();
    for tab in &mut shown {
        tab.x = x;
        x = x.saturating_add(tab.width + 1);
    }
    let is_told = x.saturating_add(typeset::cells(&told_behind(hidden.1))) <= width;
    let behind = (hidden.1 > 0 && is_told).then_some((x, hidden.1));
    let end = match (behind, shown.last()) {
        (Some((x, hidden)), _) => x.saturating_add(typeset::cells(&told_behind(hidden))),
        (None, Some(tab)) => tab.x.saturating_add(tab.width),
        (None, None) => 0,
    };
    Tabs {
        shown,
        before,
        behind,
        named,
        aside: aside(app, end),
    }
}

/// How tabs are told that there is no room for at the right.
pub fn told_behind(hidden: usize) -> String {
    format!("{hidden} ›")
}

/// What stands at the right, where there is room for it behind the tabs.
fn aside(app: &App, end: u16) -> Option<Aside> {
    let key = |action| app.settings.keymap.hint_key(action);
    let (words, action) = match app.loading {
        Loading::Reading { found: 0, .. } => ("loading".to_owned(), None),
        Loading::Reading { done, found } => {
            (format!("loading {}%", done * 100 / found.max(1)), None)
        }
        Loading::Ended if panes(app).divider.is_some() || app.selected().is_none() => return None,
        Loading::Ended if app.focus == Focus::Reading => (
            format!("‹ {} headlines", key(Action::Back)),
            Some(Action::Back),
        ),
        Loading::Ended => (
            format!("{} article ›", key(Action::Open)),
            Some(Action::Open),
        ),
    };
    let x = app
        .size
        .0
        .saturating_sub(typeset::cells(&words).saturating_add(1));
    (x > end + 1).then_some(Aside { x, words, action })
}

impl App {
    /// All views, in the order of their tabs.
    pub fn views(&self) -> Vec<View> {
        all(self).into_iter().map(|tab| tab.view).collect()
    }
}

/// All tabs, without their places.
fn all(app: &App) -> Vec<Tab> {
    let tab = |view, name: &str, count| {
        let label = format!("{name} {}", grouped(count));
        let width = typeset::cells(&label);
        Tab {
            view,
            label,
            x: 0,
            width: width.saturating_add(2),
        }
    };
    let fixed = View::FIXED
        .iter()
        .map(|(view, name)| tab(*view, name, app.count_of(*view)));
    let saved = app
        .searches
        .iter()
        .enumerate()
        .map(|(index, saved)| tab(View::Saved(index), &saved.name, saved.unread()));
    fixed.chain(saved).collect()
}

/// The tabs that fit: from the first one on, or as far to the right as the open one needs, which goes before telling how
/// many there are behind it.
fn fitting(all: &[Tab], open: usize, room: u16) -> std::ops::Range<usize> {
    let width = |tabs: &[Tab]| tabs.iter().map(|tab| u32::from(tab.width) + 1).sum::<u32>();
    let fits = |start: usize, end: usize| {
        let told = u32::from(MARGIN) * (u32::from(start > 0) + u32::from(end < all.len()));
        width(&all[start..end]) + told <= u32::from(room) + 1
    };
    let last = |start: usize| (start + 1..=all.len()).rev().find(|end| fits(start, *end));
    let before = if open > 0 { MARGIN } else { 0 };
    let alone = (all[open].width.saturating_add(before) <= room).then_some(open..open + 1);
    (0..=open)
        .filter_map(|start| Some(start..last(start)?))
        .find(|range| range.contains(&open))
        .or(alone)
        .unwrap_or(0..0)
}
