//! The thin rules between the regions, and the progress mark in the lower one.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{theme::Theme, write};
use crate::app::{App, panes::Panes};

/// Draws the rules.
pub(super) fn draw(app: &App, panes: &Panes, theme: &Theme, buffer: &mut Buffer) {
    let crossing = panes.divider.map(|divider| divider.x);
    for (rule, joint) in [(panes.top_rule, "┬"), (panes.bottom_rule, "┴")] {
        let Some(rule) = rule else { continue };
        write(
            buffer,
            rule,
            rule.x,
            rule.y,
            &"─".repeat(usize::from(rule.width)),
            theme.rule,
        );
        if let Some(x) = crossing {
            write(buffer, rule, x, rule.y, joint, theme.rule);
        }
    }
    if let Some(divider) = panes.divider {
        for y in divider.top()..divider.bottom() {
            write(buffer, divider, divider.x, y, "│", theme.rule);
        }
    }
    if let Some(rule) = panes.bottom_rule {
        progress(app, panes, rule, theme, buffer);
    }
}

/// How far the article has been read, where it is longer than the pane.
fn progress(app: &App, panes: &Panes, rule: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(reading) = app.reading.as_ref().filter(|_| panes.reading.is_some()) else {
        return;
    };
    let height = app.page_height();
    if reading.last_top(height) > 0 {
        let percent = format!(" {}% ", reading.percent(height));
        let width = u16::try_from(percent.len()).unwrap_or(0);
        write(
            buffer,
            rule,
            rule.right().saturating_sub(width + 2),
            rule.y,
            &percent,
            theme.dim,
        );
    }
}
