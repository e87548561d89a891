//! Tables that are drawn: grids of `+---+`, and columns below `===  ===`.
//!
//! Owns where they end and what their cells hold. A cell that reaches over others is one of several.

/// Borders below the first of a table of columns: the last ends it, and one before may end its head.
const BORDERS: usize = 2;

/// Columns of a table; each line has a cell in every one.
const MOST_COLUMNS: usize = 64;

/// The rows of a table, and how many lines it takes.
pub(super) struct Table {
    pub(super) rows: Vec<Vec<String>>,
    pub(super) lines: usize,
}

/// The table that lines begin with.
pub(super) fn read(lines: &[&str]) -> Option<Table> {
    let first = lines.first()?;
    if is_rule(first) {
        Some(grid(lines))
    } else if is_border(first) {
        columns(lines)
    } else {
        None
    }
}

/// `+-----+-----+`.
fn is_rule(line: &str) -> bool {
    line.starts_with("+-")
        && line.ends_with('+')
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'='))
}

/// `=====  =====`.
fn is_border(line: &str) -> bool {
    line.starts_with('=')
        && line.contains(" =")
        && line.bytes().all(|byte| matches!(byte, b'=' | b' '))
}

fn grid(lines: &[&str]) -> Table {
    let count = lines
        .iter()
        .take_while(|line| line.starts_with(['+', '|']))
        .count();
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    for line in &lines[..count] {
        let Some(inner) = line.strip_prefix('|') else {
            rows.push(std::mem::take(&mut row));
            continue;
        };
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        for (at, cell) in inner.split('|').map(str::trim).enumerate() {
            let is_drawn = !cell.is_empty() && cell.bytes().all(|byte| b"+-=".contains(&byte));
            add(&mut row, at, if is_drawn { "" } else { cell });
        }
    }
    rows.push(row);
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    Table { rows, lines: count }
}

fn columns(lines: &[&str]) -> Option<Table> {
    let borders = (1..lines.len()).filter(|at| is_border(lines[*at]));
    let ends = |at: &usize| lines.get(at + 1).is_none_or(|line| line.is_empty());
    let last = borders.take(BORDERS).find(ends)?;
    let begins = |(at, byte): (usize, u8)| {
        let before = at.checked_sub(1).map(|at| lines[0].as_bytes()[at]);
        (byte == b'=' && before != Some(b'=')).then_some(at)
    };
    let starts: Vec<usize> = lines[0].bytes().enumerate().filter_map(begins).collect();
    if starts.len() > MOST_COLUMNS {
        return None;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_new = true;
    for line in &lines[1..last] {
        let is_drawn = line.starts_with(['=', '-'])
            && line.bytes().all(|byte| matches!(byte, b'=' | b'-' | b' '));
        if line.is_empty() || is_drawn {
            is_new = true;
            continue;
        }
        let cells = cells(line, &starts);
        if is_new || !cells[0].is_empty() || rows.is_empty() {
            rows.push(vec![String::new(); starts.len()]);
            is_new = false;
        }
        if let Some(row) = rows.last_mut() {
            cells
                .iter()
                .enumerate()
                .for_each(|(at, cell)| add(row, at, cell));
        }
    }
    Some(Table {
        rows,
        lines: last + 1,
    })
}

/// What stands in a line at each of the columns, which are counted in characters.
fn cells<'a>(line: &'a str, starts: &[usize]) -> Vec<&'a str> {
    let mut places = line.char_indices().map(|(at, _)| at).chain([line.len()]);
    let mut done = 0;
    let mut at = |column: usize| {
        let place = places.nth(column - done).unwrap_or(line.len());
        done = column + 1;
        place
    };
    let starts: Vec<usize> = starts.iter().map(|start| at(*start)).collect();
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let cell = |(start, end): (&usize, usize)| line[*start..end].trim();
    starts.iter().zip(ends).map(cell).collect()
}

/// Adds a line to a cell of a row.
fn add(row: &mut Vec<String>, at: usize, line: &str) {
    if row.len() <= at {
        row.resize(at + 1, String::new());
    }
    let cell = &mut row[at];
    if !cell.is_empty() && !line.is_empty() {
        cell.push(' ');
    }
    cell.push_str(line);
}
