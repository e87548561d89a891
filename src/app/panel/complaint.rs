//! What is wrong with the line that is typed, said above it, with a stroke down to the column where it is wrong.

use ratatui::layout::{Position, Rect};

use crate::typeset;

/// The rows of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The rows that it takes.
    pub area: Rect,
    /// What is written where, a piece a row.
    pub pieces: Vec<(Position, String)>,
}

/// Where the message stands above a line: beside its stroke where there is room for that, else in rows of its own.
pub(super) fn complaint(message: &str, column: u16, below: Rect) -> Option<Complaint> {
    let y = below.y.checked_sub(1)?;
    let column = column.min(below.right().saturating_sub(1));
    let (to_right, to_left) = (format!("┌ {message}"), format!("{message} ┐"));
    let pieces = if column.saturating_add(typeset::cells(&to_right)) <= below.right() {
        vec![(Position::new(column, y), to_right)]
    } else if let Some(x) = (column + 1).checked_sub(typeset::cells(&to_left)) {
        vec![(Position::new(x, y), to_left)]
    } else {
        let rows = typeset::wrap_plain(message, below.width, usize::from(y));
        let top = y - u16::try_from(rows.len()).unwrap_or(0);
        let rows = (top..y).map(|y| Position::new(below.x, y)).zip(rows);
        rows.chain([(Position::new(column, y), "│".to_owned())])
            .collect()
    };
    let height = u16::try_from(pieces.len()).unwrap_or(0);
    Some(Complaint {
        area: Rect {
            y: below.y - height,
            height,
            ..below
        },
        pieces,
    })
}
