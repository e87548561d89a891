//! The line at the top: the program's name, a tab a view, how far the loading is.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{theme::Theme, write};
use crate::app::{App, tabs};

/// Draws the tabs; where the article stands alone, the way back to the headlines.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let tabs = tabs::tabs(app);
    if tabs.named {
        write(buffer, area, area.x + 1, area.y, tabs::NAME, theme.name);
    }
    if let Some((x, hidden)) = tabs.before {
        write(buffer, area, x, area.y, &format!("‹ {hidden}"), theme.dim);
    }
    for tab in tabs.shown {
        let style = if tab.view == app.view {
            theme.tab
        } else {
            theme.dim
        };
        write(
            buffer,
            area,
            tab.x,
            area.y,
            &format!(" {} ", tab.label),
            style,
        );
    }
    if let Some((x, hidden)) = tabs.behind {
        write(
            buffer,
            area,
            x,
            area.y,
            &tabs::told_behind(hidden),
            theme.dim,
        );
    }
    if let Some(aside) = tabs.aside {
        write(buffer, area, aside.x, area.y, &aside.words, theme.dim);
    }
}
