//! The thin rules between the regions, and the progress mark in the lower one.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{empty, theme::Theme, write};
use crate::app::{App, panes::Panes};

/// Draws the rules.
pub(super) fn draw(app: &App, panes: &Panes, theme: &Theme, buffer: &mut Buffer) {
    if let Some(rule) = panes.top_rule {
        across(panes, rule, "┬", theme, buffer);
    }
    if let Some(divider) = panes.divider {
        for y in divider.top()..divider.bottom() {
            write(buffer, divider, divider.x, y, "│", theme.rule);
        }
    }
    if let Some(rule) = panes.bottom_rule {
        draw_bottom(app, panes, rule, theme, buffer);
    }
}

/// Draws the rule below the panes, with the progress mark; where the prompt needs rows, it stands above those.
pub(super) fn draw_bottom(
    app: &App,
    panes: &Panes,
    rule: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    empty(buffer, rule, theme.ground);
    across(panes, rule, "┴", theme, buffer);
    progress(app, panes, rule, theme, buffer);
}

/// A rule from edge to edge, joined to the one between the panes.
fn across(panes: &Panes, rule: Rect, joint: &str, theme: &Theme, buffer: &mut Buffer) {
    let line = "─".repeat(usize::from(rule.width));
    write(buffer, rule, rule.x, rule.y, &line, theme.rule);
    if let Some(divider) = panes.divider {
        write(buffer, rule, divider.x, rule.y, joint, theme.rule);
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
