//! Tables: columns as wide as they need, narrower where the line is short, and records where it is too short for columns.

use std::ops::Range;

use super::{
    Look, Role, Run,
    blocks::{Setter, ornament},
    flow::Flow,
};
use crate::article::{Alignment, Block};

/// What parts columns.
const GAP: usize = 2;
/// The narrowest column; below that a table becomes records.
const NARROWEST: usize = 6;
/// Lines of a column's name that each record repeats.
const MOST_REPEATED: usize = 4;

impl Setter<'_> {
    /// A table's lines.
    pub(super) fn table(&self, block: &Block, columns: &[Alignment], room: usize) -> Vec<Vec<Run>> {
        let rows: Vec<Vec<Flow>> = self.rows(block);
        let count = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let natural: Vec<usize> = (0..count)
            .map(|column| {
                rows.iter()
                    .filter_map(|row| row.get(column))
                    .map(Flow::width)
                    .max()
                    // Also a column without words takes a cell, and has to be counted from the beginning.
                    .map_or(1, |widest| widest.max(1))
            })
            .collect();
        let for_columns = room.checked_sub(GAP * (count - 1));
        match for_columns.and_then(|room| widths(&natural, room)) {
            Some(widths) => columned(&rows, &widths, columns),
            None => records(&rows, room),
        }
    }

    fn rows(&self, block: &Block) -> Vec<Vec<Flow>> {
        let text = self.article.body.text();
        let ranges = parts(text, block.range.clone(), '\n');
        let cells = |(index, row): (usize, Range<usize>)| {
            let look = Look {
                strong: index == 0,
                ..Look::of(Role::Text)
            };
            parts(text, row, '\t')
                .into_iter()
                .map(|cell| self.flow(cell, look))
                .collect()
        };
        ranges.into_iter().enumerate().map(cells).collect()
    }
}

/// The ranges between separators.
fn parts(text: &str, range: Range<usize>, separator: char) -> Vec<Range<usize>> {
    let mut start = range.start;
    let part = |part: &str| {
        let found = start..start + part.len();
        start = found.end + separator.len_utf8();
        found
    };
    text[range].split(separator).map(part).collect()
}

/// The columns' widths: what fits keeps its own, the others share what is left. `None` where a column would starve.
fn widths(natural: &[usize], room: usize) -> Option<Vec<usize>> {
    let mut narrowest_first = natural.to_vec();
    narrowest_first.sort_unstable();
    let mut left = room;
    for (index, width) in narrowest_first.iter().enumerate() {
        let share = left / (natural.len() - index);
        if *width > share {
            let fitted = natural.iter().map(|width| *width.min(&share));
            return (share >= NARROWEST).then(|| fitted.collect());
        }
        left -= width;
    }
    Some(natural.to_vec())
}

fn columned(rows: &[Vec<Flow>], widths: &[usize], columns: &[Alignment]) -> Vec<Vec<Run>> {
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<Vec<Run>>> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| cell.lines(*width))
            .collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut runs = Vec::new();
            for (column, width) in widths.iter().enumerate() {
                let cell = cells
                    .get(column)
                    .and_then(|cell| cell.get(line))
                    .cloned()
                    .unwrap_or_default();
                let alignment = columns.get(column).copied().unwrap_or_default();
                place(
                    cell,
                    *width,
                    alignment,
                    column + 1 == widths.len(),
                    &mut runs,
                );
            }
            lines.push(runs);
        }
        if index == 0 && rows.len() > 1 {
            let whole = widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
            lines.push(vec![ornament(&"─".repeat(whole))]);
        }
    }
    lines
}

/// Adds a cell, filled up to its column's width and the gap behind it.
fn place(cell: Vec<Run>, width: usize, alignment: Alignment, last: bool, runs: &mut Vec<Run>) {
    let used: usize = cell.iter().map(|run| super::width(&run.text)).sum();
    let spare = width.saturating_sub(used);
    let before = match alignment {
        Alignment::Left => 0,
        Alignment::Centre => spare / 2,
        Alignment::Right => spare,
    };
    let behind = if last { 0 } else { spare - before + GAP };
    let spaces = |count: usize| {
        (count > 0).then(|| Run {
            text: " ".repeat(count),
            ..Run::default()
        })
    };
    runs.extend(spaces(before));
    runs.extend(cell);
    runs.extend(spaces(behind));
}

/// Each row as a record: a line a cell, behind the name of its column. The names are places of the text in the first
/// record only, so that each place is on the page once.
fn records(rows: &[Vec<Flow>], room: usize) -> Vec<Vec<Run>> {
    let [names, rows @ ..] = rows else {
        return Vec::new();
    };
    if rows.is_empty() {
        return names.iter().flat_map(|name| name.lines(room)).collect();
    }
    let mut labels: Vec<_> = names.iter().map(|name| name.lines(room)).collect();
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            lines.push(vec![ornament(&"─".repeat(room.min(12)))]);
        }
        let columns = if index == 0 {
            row.len().max(names.len())
        } else {
            row.len()
        };
        for column in 0..columns {
            let label = labels.get(column).cloned().unwrap_or_default();
            lines.extend(labelled(label, row.get(column), room));
        }
        if index == 0 {
            for label in &mut labels {
                label.truncate(MOST_REPEATED);
                label.iter_mut().flatten().for_each(|run| run.at = None);
            }
        }
    }
    lines
}

/// A name and a value, on one line where there is room.
fn labelled(mut label: Vec<Vec<Run>>, value: Option<&Flow>, room: usize) -> Vec<Vec<Run>> {
    let value = value.map(|flow| flow.lines(room)).unwrap_or_default();
    let wide = |line: &[Run]| {
        line.iter()
            .map(|run| super::width(&run.text))
            .sum::<usize>()
    };
    match (label.as_slice(), value.as_slice()) {
        ([name], [text]) if wide(name) + 2 + wide(text) <= room => {
            let colon = Run {
                text: ": ".to_owned(),
                look: Look::of(Role::Meta),
                ..Run::default()
            };
            vec![[name.as_slice(), &[colon], text].concat()]
        }
        _ => {
            label.extend(value);
            label
        }
    }
}
