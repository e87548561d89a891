//! Tables of articles, a row each: what scrapers, researchers and press databases keep as CSV or TSV, and the files of sfeed.
//!
//! Owns which tables hold articles, and what is told of their rows. Does not own what the heads of columns mean (`keys`),
//! how a row lies in the text (`rows`), what a cell says (`cell`) or the article (`story`).

mod cell;
mod head;
mod rows;
mod sfeed;

use std::path::Path;

use csv::StringRecord;
use serde_json::Value;

use super::{
    ended, fields::Fields, json, json::Giver, keys::Role, line_of, linked, problem,
    stories::Stories, story::Publication, without_articles,
};
use crate::{
    article::{Format, Outcome, Problem},
    parse::Parsed,
};
use head::Head;
use rows::Rows;

/// How many times the length of a table is read again at most, to find rows behind quotations that have no end.
const AGAIN: usize = 8;

/// What there is in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Holds {
    /// Articles: texts, with titles or addresses.
    Articles,
    /// Addresses with titles, and no texts.
    Links,
    /// Anything else.
    Other,
}

/// A table that holds articles.
pub(super) enum Table {
    /// A row of heads, and an article a row.
    Headed(Head),
    /// What sfeed keeps of a feed.
    Sfeed,
}

/// What a text holds whose name says that it is a table; nothing if it is none.
pub(in crate::parse) fn holds(text: &str) -> Option<Holds> {
    if sfeed::is_one(text) {
        return Some(Holds::Articles);
    }
    let head = Head::of(text)?;
    match head.holds() {
        Holds::Other => head.fits(text).then_some(Holds::Other),
        known => Some(known),
    }
}

/// Whether a text is a table of articles, whatever its name. Hardly any text is one, and this costs the others nothing.
pub(in crate::parse) fn is_one_of_articles(text: &str) -> bool {
    let is_headed = || {
        let head = Head::of(text).filter(Head::is_plain);
        head.is_some_and(|head| head.fits(text))
    };
    sfeed::is_one(text) || head::may_open(text) && is_headed()
}

/// The table of articles that a text is.
pub(super) fn of(text: &str) -> Option<Table> {
    if sfeed::is_one(text) {
        return Some(Table::Sfeed);
    }
    let head = Head::of(text).filter(|head| head.holds() == Holds::Articles);
    head.map(Table::Headed)
}

/// Reads a table of articles.
pub(super) fn parse(name: &Path, text: &str, table: &Table) -> Parsed {
    match table {
        Table::Headed(head) => parse_rows(name, text, head),
        Table::Sfeed => sfeed::parse(name, text),
    }
}

fn parse_rows(name: &Path, text: &str, head: &Head) -> Parsed {
    let text = &*rows::doubled(text, head.delimiter);
    let mut found = Found {
        head,
        stories: Stories::new(Publication::new(&Fields::default(), Format::JsonFeed)),
        without_text: 0,
        overfull: None,
        mended: None,
    };
    let (mut cut, mut spare) = (None, text.len().saturating_mul(AGAIN));
    let mut rows = Rows::of(text, head.start, head.delimiter);
    while let Some(row) = rows.next() {
        let place = row.place;
        if row.is_doubtful && row.text.len() <= spare {
            spare -= row.text.len();
            if let Some(length) = head.next_row(row.text) {
                found.mended = found.mended.or(Some(place));
                let cells = rows::cells_of(&row.text[..length], head.delimiter);
                cells.iter().for_each(|cells| found.row(cells, place));
                rows.go_on_at(place + length);
                continue;
            }
        }
        if row.is_open || row.is_last && row.cells.len() < head.needed {
            cut = Some(place);
            break;
        }
        found.row(row.cells, place);
    }
    if found.stories.is_empty() {
        return without_articles(
            name,
            match cut {
                None => "it is a table, and no row in it holds a text",
                Some(_) => "it is a table that is damaged or cut off, and no row in it is whole",
            },
        );
    }
    let mut parsed = found.stories.told(name, text);
    let line = |place| line_of(text, place);
    let told = [
        found.overfull.map(|place| overfilled(name, line(place))),
        found.mended.map(|place| unclosed(name, line(place))),
        cut.map(|place| ended(name, line(place), "save it anew")),
        (found.without_text > 0).then(|| linked(name, found.without_text)),
    ];
    parsed.problems.extend(told.into_iter().flatten());
    parsed
}

/// What was found in the rows of a table, and where something was wrong first.
struct Found<'a> {
    head: &'a Head,
    stories: Stories,
    without_text: usize,
    overfull: Option<usize>,
    mended: Option<usize>,
}

impl Found<'_> {
    /// Takes the row that begins at a place.
    fn row(&mut self, cells: &StringRecord, place: usize) {
        let mut beyond = cells.iter().skip(self.head.columns.len());
        if self.overfull.is_none() && beyond.any(|cell| !cell.trim().is_empty()) {
            self.overfull = Some(place);
        }
        let values = values(cells, self.head);
        let fields = json::of_values(
            values.iter().map(|(role, value)| (*role, value)),
            Giver::Table,
        );
        if fields.content.get().is_some() {
            self.stories.push(fields, Some(place));
        } else if !values.is_empty() {
            self.without_text += 1;
        }
    }
}

/// What the cells of a row say, of which it is known what they are for.
fn values(cells: &StringRecord, head: &Head) -> Vec<(Role, Value)> {
    let cells = cells.iter().zip(&head.columns);
    let known = cells.filter_map(|(cell, role)| {
        let role = (*role)?;
        Some((role, cell::value(cell, role)?))
    });
    known.collect()
}

fn overfilled(name: &Path, line: usize) -> Problem {
    let reason = "a row in it has more cells than there are columns, and the rest was left out";
    let remedy = "look whether a text in that row lacks its quotation marks";
    guessed(name, line, reason, remedy)
}

fn unclosed(name: &Path, line: usize) -> Problem {
    let reason =
        "a quotation in a row of it has no end, and was read up to where the next row begins";
    let remedy = "write the quotation mark that lacks in that row";
    guessed(name, line, reason, remedy)
}

fn guessed(name: &Path, line: usize, reason: &str, remedy: &str) -> Problem {
    let reason = reason.to_owned();
    problem(name, Some(line), Outcome::Guessed, reason, remedy)
}
