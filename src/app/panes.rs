//! Where the panes are: rectangles from the terminal's size and the state, for drawing and for the mouse alike.
//!
//! ```text
//! tabs
//! ───────────┬──────────────
//! headlines  │ reading
//! ───────────┴──────────────
//! status
//! ```

use ratatui::layout::{Position, Rect};

use super::{App, Focus};

/// The regions of the screen. A pane that is not shown has no rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The line at the top that names the views.
    pub tabs: Option<Rect>,
    /// The rule below the tabs.
    pub top_rule: Option<Rect>,
    /// The headline pane.
    pub headlines: Option<Rect>,
    /// The rule between the panes.
    pub divider: Option<Rect>,
    /// The reading pane.
    pub reading: Option<Rect>,
    /// The rule above the status line.
    pub bottom_rule: Option<Rect>,
    /// The status line, where the prompt is.
    pub status: Option<Rect>,
}

/// From this many columns on both panes are shown.
const BOTH_FROM: u16 = 80;
/// From this many rows on there are rules above and below the panes.
const RULES_FROM: u16 = 16;
/// From this many rows on an article begins below an empty line.
const AIR_FROM: u16 = 20;
/// The narrowest that a pane can be dragged to.
const NARROWEST: u16 = 24;

/// The regions for the state as it is.
pub fn panes(app: &App) -> Panes {
    let (width, height) = app.size;
    let whole = Rect::new(0, 0, width, height);
    if width == 0 || height == 0 {
        return Panes::default();
    }
    if app.zen && app.reading.is_some() {
        let spoken = app.prompt.is_some() || app.notice.is_some();
        let status = (spoken && height > 1).then(|| row(whole, height - 1));
        return Panes {
            reading: Some(whole),
            status,
            ..Panes::default()
        };
    }
    let mut panes = Panes {
        status: Some(row(whole, height - 1)),
        ..Panes::default()
    };
    let (mut first, mut last) = (0, height - 1);
    if height > 3 {
        (panes.tabs, first) = (Some(row(whole, 0)), 1);
    }
    if height >= RULES_FROM {
        (panes.top_rule, first) = (Some(row(whole, 1)), 2);
        (panes.bottom_rule, last) = (Some(row(whole, height - 2)), height - 2);
    }
    let body = Rect::new(0, first, width, last.saturating_sub(first));
    if body.height > 0 {
        share(app, body, &mut panes);
    }
    panes
}

/// The longest line of the article, in cells.
pub fn measure(app: &App) -> u16 {
    let width = panes(app)
        .reading
        .map_or(app.size.0, |reading| reading.width);
    let margin = match width {
        0..40 => 0,
        40..60 => 1,
        _ => 3,
    };
    app.settings
        .measure
        .min(width.saturating_sub(2 * margin))
        .max(1)
}

/// Where the article's lines stand in the reading pane: centred, below a little white space where there is room.
pub fn column(app: &App) -> Option<Rect> {
    let area = panes(app).reading?;
    let left = area.width.saturating_sub(measure(app)) / 2;
    let above = u16::from(area.height >= AIR_FROM);
    Some(Rect::new(
        area.x + left,
        area.y + above,
        area.width - left,
        area.height - above,
    ))
}

/// A number with its thousands parted: 1,204.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let part = |(index, digit): (usize, char)| {
        let comma = index > 0 && (digits.len() - index).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(part).collect()
}

impl Panes {
    /// The pane under a cell.
    pub fn pane_at(&self, column: u16, line: u16) -> Option<Focus> {
        let holds = |rect: Option<Rect>| {
            rect.is_some_and(|rect| rect.contains(Position::new(column, line)))
        };
        match () {
            () if holds(self.headlines) => Some(Focus::Headlines),
            () if holds(self.reading) => Some(Focus::Reading),
            () => None,
        }
    }
}

fn row(whole: Rect, y: u16) -> Rect {
    Rect::new(0, y, whole.width, 1)
}

/// Shares the body between the panes, or gives it to the one in focus.
fn share(app: &App, body: Rect, panes: &mut Panes) {
    if body.width < BOTH_FROM {
        match app.focus {
            Focus::Headlines => panes.headlines = Some(body),
            Focus::Reading => panes.reading = Some(body),
        }
        return;
    }
    let usual = (u32::from(body.width) * 38 / 100).clamp(32, 60);
    let wanted = app.divider.unwrap_or(u16::try_from(usual).unwrap_or(60));
    let left = wanted.clamp(NARROWEST, body.width - NARROWEST);
    panes.headlines = Some(Rect {
        width: left,
        ..body
    });
    panes.divider = Some(Rect {
        x: left,
        width: 1,
        ..body
    });
    panes.reading = Some(Rect {
        x: left + 1,
        width: body.width - left - 1,
        ..body
    });
}
