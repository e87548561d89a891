//! The prompt's panel: the line that is typed, and what rises above it.
//!
//! ```text
//! ──────────────────────────────────────────────────────────── rule
//!    is:unread    not read yet            318                  menu
//!    is:starred   starred                  12
//!    PgUp PgDn pick a time         ▁▂▅█▃▁  Mar – Jun 2020      bars, or what is wrong with the line
//!  / prisoner swap is:▏               23 of 1,204 articles     line
//! ```
//!
//! Owns where each of them stands, so that drawing and the mouse agree. Does not own how they are drawn
//! (`view::status`), nor what is offered (`update::typing`).

pub mod bars;
pub mod complaint;
pub mod line;
pub mod menu;

use ratatui::layout::Rect;

use super::{App, panes};
pub use bars::Bars;
pub use complaint::Complaint;
pub use line::Line;
pub use menu::Menu;

/// The prompt's panel on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The line that is typed.
    pub line: Line,
    /// What is wrong with it.
    pub complaint: Option<Complaint>,
    /// When the articles were published that it finds; not while something is wrong.
    pub bars: Option<Bars>,
    /// What can be taken into it.
    pub menu: Menu,
    /// The rule that parts all this from the panes: the one above the status line, raised.
    pub rule: Option<Rect>,
    /// The rows that it covers, its line and its rule included.
    pub area: Rect,
}

/// The panel, while something is typed.
pub fn panel(app: &App) -> Option<Panel> {
    let prompt = app.prompt.as_ref()?;
    let panes = panes::panes(app);
    let status = panes.status?;
    let line = line::line(app, prompt, status);
    let complaint = prompt.complaint().and_then(|wrong| {
        let column = line.column(prompt.text(), wrong.at.start);
        complaint::complaint(&wrong.message, column, status)
    });
    let bars = bars::bars(app)
        .filter(|_| complaint.is_none())
        .map(|(bars, _)| bars);
    let taken = match (&complaint, &bars) {
        (Some(complaint), _) => complaint.area.height,
        (None, Some(bars)) => bars.row.height,
        (None, None) => 0,
    };
    let menu = menu::menu(prompt, above(status, taken));
    let top = menu.area.y;
    let rule = panes.bottom_rule.map(|rule| Rect {
        y: top.saturating_sub(1),
        ..rule
    });
    let top = rule.map_or(top, |rule| rule.y);
    let area = Rect {
        y: top,
        height: status.bottom() - top,
        ..status
    };
    Some(Panel {
        line,
        complaint,
        bars,
        menu,
        rule,
        area,
    })
}

/// The empty row above so many rows over a line.
fn above(line: Rect, rows: u16) -> Rect {
    Rect {
        y: line.y.saturating_sub(rows),
        height: 0,
        ..line
    }
}
