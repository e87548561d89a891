//! Tables: those that hold facts, and those that only place things on a page.
//!
//! Owns which is which, and how cells become rows of text. Does not own what stands in a cell (`render::elements`).

use dom_query::NodeRef;

use super::Renderer;
use crate::article::{Alignment, BlockKind};

/// More columns than any table has that a person reads.
const MOST_COLUMNS: usize = 64;

/// A longer cell is a text, in bytes.
const LONGEST_CELL: usize = 400;

/// A table of facts.
pub(super) struct Table<'a> {
    /// The cells by their columns; `None` where one reaches over several columns or rows.
    rows: Vec<Vec<Option<NodeRef<'a>>>>,
    caption: Option<NodeRef<'a>>,
    columns: Vec<Alignment>,
}

/// Reads a table of facts; `None` for one that only places things: a single row or column, cells that hold tables,
/// lists, headings or much text.
pub(super) fn read<'a>(node: &NodeRef<'a>) -> Option<Table<'a>> {
    let mut rows: Vec<Vec<NodeRef>> = Vec::new();
    let mut caption = None;
    // The tree has rows below `tbody` and the like, and nothing else between a table and its cells.
    let mut open: Vec<NodeRef> = node.children_it(true).collect();
    while let Some(node) = open.pop() {
        match node.node_name().as_deref() {
            Some("tr") => {
                let cells: Vec<_> = node.element_children();
                if cells.len() > MOST_COLUMNS {
                    return None;
                }
                rows.push(cells);
            }
            Some("caption") => caption = Some(node),
            Some("thead" | "tbody" | "tfoot") => open.extend(node.children_it(true)),
            _ => {}
        }
    }
    rows.retain(|row| {
        row.iter()
            .any(|cell| cell.descendants_it().any(|inner| inner.is_nonempty_text()))
    });
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width < 2 || rows.len() < 2 || !rows.iter().flatten().all(is_fact) {
        return None;
    }
    let unplaced = || {
        rows.iter()
            .map(|row| row.iter().copied().map(Some).collect())
    };
    let rows = placed(&rows).unwrap_or_else(|| unplaced().collect());
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |at: usize| rows.iter().filter_map(move |row| row.get(at)?.as_ref());
    let columns = (0..width).map(|at| alignment(column(at))).collect();
    Some(Table {
        rows,
        caption,
        columns,
    })
}

/// Puts each cell into the column it stands in, whatever those before and above it reach over; `None` for more columns
/// than a table has.
fn placed<'a>(rows: &[Vec<NodeRef<'a>>]) -> Option<Vec<Vec<Option<NodeRef<'a>>>>> {
    // For each column, how many of the next rows are taken by a cell above.
    let mut taken: Vec<usize> = Vec::new();
    let place = |row: &Vec<NodeRef<'a>>| {
        let mut own = Vec::new();
        let mut next = Vec::new();
        for cell in row {
            while taken.get(own.len()).is_some_and(|rows| *rows > 0) {
                own.push(None);
            }
            let rows = reach(cell, "rowspan") - 1;
            if own.len() >= MOST_COLUMNS {
                return None;
            }
            let room = MOST_COLUMNS - own.len();
            for at in 0..reach(cell, "colspan").min(room) {
                next.resize(own.len() + 1, 0);
                next[own.len()] = rows;
                own.push((at == 0).then_some(*cell));
            }
        }
        for (at, rows) in taken.iter_mut().enumerate() {
            *rows = rows
                .saturating_sub(1)
                .max(next.get(at).copied().unwrap_or(0));
        }
        taken.extend(next.into_iter().skip(taken.len()));
        Some(own)
    };
    let mut placed = rows.iter().map(place).collect::<Option<Vec<_>>>()?;
    // A cell may claim more columns than there are.
    let last = |row: &Vec<Option<NodeRef>>| row.iter().rposition(Option::is_some);
    let width = placed
        .iter()
        .filter_map(last)
        .max()
        .map_or(0, |last| last + 1);
    placed.iter_mut().for_each(|row| row.truncate(width));
    Some(placed)
}

/// How many columns or rows a cell reaches over.
fn reach(cell: &NodeRef, over: &str) -> usize {
    let count = cell.attr(over).and_then(|count| count.trim().parse().ok());
    count.unwrap_or(1).clamp(1, MOST_COLUMNS)
}

/// Whether a cell can stand in a line.
fn is_fact(cell: &NodeRef) -> bool {
    let mut length = 0;
    let mut paragraphs = 0;
    for inner in cell.descendants_it() {
        match inner.node_name().as_deref() {
            Some(
                "table" | "ul" | "ol" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "h4" | "figure",
            ) => return false,
            Some("p") => paragraphs += 1,
            Some(_) => {}
            None => length += super::own_text(&inner).map_or(0, |text| text.trim().len()),
        }
        if length > LONGEST_CELL || paragraphs > 2 {
            return false;
        }
    }
    true
}

/// Whether a cell holds words that reach over several columns.
fn is_wide(cell: &NodeRef) -> bool {
    reach(cell, "colspan") > 1 && !is_figure(cell.text().trim())
}

/// A column of figures is set flush right, unless words that begin in it reach over others.
fn alignment<'a>(cells: impl Iterator<Item = &'a NodeRef<'a>>) -> Alignment {
    let mut figures = 0;
    let mut others = 0;
    for cell in cells.filter(|cell| cell.has_name("td")) {
        if is_wide(cell) {
            return Alignment::Left;
        }
        let text = cell.text();
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let is_number = is_figure(text);
        figures += usize::from(is_number);
        others += usize::from(!is_number);
    }
    if figures > others {
        Alignment::Right
    } else {
        Alignment::Left
    }
}

/// Whether a text is a number, with its signs and units.
fn is_figure(text: &str) -> bool {
    let is_of_figure = |char: char| char.is_ascii_digit() || " .,+-−–%$€£¥()".contains(char);
    text.contains(|char: char| char.is_ascii_digit()) && text.chars().all(is_of_figure)
}

impl Renderer {
    /// Adds a table of facts, its caption before it.
    pub(super) fn cells(&mut self, table: &Table) {
        if let Some(caption) = &table.caption {
            self.element(caption);
        }
        let outer = std::mem::replace(&mut self.kind, BlockKind::Table(table.columns.clone()));
        self.builder.begin(self.kind.clone());
        for (at, row) in table.rows.iter().enumerate() {
            if at > 0 {
                self.edge("\n");
            }
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    self.edge("\t");
                }
                if let Some(cell) = cell {
                    self.children(cell);
                }
            }
        }
        self.end_block();
        self.kind = outer;
    }

    /// Ends a cell or a row.
    fn edge(&mut self, edge: &str) {
        self.gap = super::Gap::None;
        self.builder.text(edge);
    }
}
