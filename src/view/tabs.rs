//! The line at the top: the program's name, a tab a view, how far the loading is.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{theme::Theme, write};
use crate::{
    app::{App, Focus, Loading, action::Action, panes, tabs},
    typeset,
};

/// Draws the tabs; where the article stands alone, the way back to the headlines.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let tabs = tabs::tabs(app);
    if tabs.named {
        write(buffer, area, area.x + 1, area.y, tabs::NAME, theme.name);
    }
    let mut end = area.x;
    if let Some((x, hidden)) = tabs.before {
        write(buffer, area, x, area.y, &format!("‹ {hidden}"), theme.dim);
    }
    for tab in tabs.shown {
        let style = if tab.view == app.view {
            theme.tab
        } else {
            theme.dim
        };
        end = write(
            buffer,
            area,
            tab.x,
            area.y,
            &format!(" {} ", tab.label),
            style,
        );
    }
    if let Some((x, hidden)) = tabs.behind {
        end = write(buffer, area, x, area.y, &format!("{hidden} ›"), theme.dim);
    }
    let aside = aside(app);
    let start = area.right().saturating_sub(
        u16::try_from(typeset::width(&aside))
            .unwrap_or(u16::MAX)
            .saturating_add(1),
    );
    if start > end {
        write(buffer, area, start, area.y, &aside, theme.dim);
    }
}

/// What stands at the right: the progress of loading, else the pane that is hidden.
fn aside(app: &App) -> String {
    let panes = panes::panes(app);
    let key = |action| app.settings.keymap.hint_key(action);
    match app.loading {
        Loading::Reading { found: 0, .. } => "loading".to_owned(),
        Loading::Reading { done, found } => format!("loading {}%", done * 100 / found.max(1)),
        Loading::Ended if panes.divider.is_some() || app.selected().is_none() => String::new(),
        Loading::Ended if app.focus == Focus::Reading => {
            format!("‹ {} headlines", key(Action::Back))
        }
        Loading::Ended => format!("{} article ›", key(Action::Open)),
    }
}
