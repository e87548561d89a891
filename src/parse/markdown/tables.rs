//! A table written in HTML, gathered until its shape is known.

use crate::{
    article::{Alignment, BlockKind, BodyBuilder},
    parse::sanitize,
};

/// The rows of a table, by their cells.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Begins a cell.
    pub(super) fn cell(&mut self) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(String::new());
        }
    }

    /// Adds text to the cell; what stands before the first one begins one.
    pub(super) fn text(&mut self, text: &str) {
        if self.rows.last().is_none_or(Vec::is_empty) {
            if text.trim().is_empty() {
                return;
            }
            self.cell();
        }
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push_str(text);
        }
    }

    /// Adds the table to an article. One of a single column only places things on a page: its cells are paragraphs.
    pub(super) fn finish(mut self, builder: &mut BodyBuilder) {
        for cell in self.rows.iter_mut().flatten() {
            *cell = sanitize::line(cell);
        }
        self.rows
            .retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns < 2 || self.rows.len() < 2 {
            for cell in self.rows.iter().flatten() {
                builder.block(BlockKind::Paragraph, cell);
            }
            return;
        }
        let rows: Vec<String> = self.rows.iter().map(|row| row.join("\t")).collect();
        let kind = BlockKind::Table(vec![Alignment::Left; columns]);
        builder.block(kind, &rows.join("\n"));
    }
}
