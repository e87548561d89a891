//! The menu of what can be taken into the prompt: a row an offer, rising above the line.

use ratatui::layout::Rect;

use crate::{app::Prompt, typeset};

/// The most rows that the menu takes.
const MOST: u16 = 8;
/// Columns before an offer, where the text of the line begins too.
const BEFORE: u16 = 3;
/// Columns between an offer and what it means.
const BETWEEN: u16 = 3;
/// Columns for a count behind them.
const COUNT: u16 = 10;

/// The offers on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu {
    /// All rows, as wide as the screen.
    pub area: Rect,
    /// The first offer that is shown; from it on there is one a row.
    pub first: usize,
    /// The column of the offers.
    pub text: u16,
    /// The column of what they mean.
    pub help: u16,
    /// The column behind the counts.
    pub end: u16,
}

impl Menu {
    /// The offer in a cell.
    pub fn at(&self, column: u16, line: u16) -> Option<usize> {
        let inside = self.area.contains((column, line).into());
        inside.then(|| self.first + usize::from(line - self.area.y))
    }
}

/// The menu above a row: as many offers as there is room for, the chosen one among them.
pub(super) fn menu(prompt: &Prompt, below: Rect) -> Menu {
    let room = usize::from((below.y / 2).min(MOST));
    let first = prompt
        .chosen
        .map_or(0, |chosen| (chosen + 1).saturating_sub(room));
    let offers = prompt.offers.iter().skip(first).take(room);
    let (mut rows, mut label, mut meaning) = (0, 0, 0);
    for offer in offers {
        rows += 1;
        label = label.max(typeset::width(&offer.text));
        meaning = meaning.max(typeset::width(&offer.help));
    }
    let cells = |width: usize| u16::try_from(width).unwrap_or(u16::MAX);
    let text = below.x + BEFORE;
    let help = text.saturating_add(cells(label)).saturating_add(BETWEEN);
    Menu {
        area: Rect {
            y: below.y - rows,
            height: rows,
            ..below
        },
        first,
        text,
        help,
        end: help
            .saturating_add(cells(meaning))
            .saturating_add(COUNT)
            .min(below.right()),
    }
}
