//! The order of the answers, and how many there are, where a query says so.
//!
//! Does not own the order of the list (`library`), which stands where a query asks for none, and among equals, or how
//! well an article answers (`relevance`).

use std::{cmp::Ordering, fmt, num::NonZero};

use rayon::prelude::*;

use super::{Query, relevance};
use crate::library::{Library, Row, natural};

/// What `sort:` and `limit:` say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Arrangement {
    /// The order, where it is not the list's.
    pub(super) order: Option<Order>,
    /// The most answers that are wanted.
    pub(super) limit: Option<NonZero<usize>>,
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    key: Key,
    backwards: bool,
}

/// What answers are put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Their date. Those without one are last in both directions.
    Date,
    /// Their headline, as it is folded, numbers by their worth.
    Title,
    /// Their number of words.
    Length,
    /// How well they answer the query, best first.
    Relevance,
}

/// What `sort:` knows: a name, what it means forwards, and with a minus.
pub(super) const KEYS: [(&str, Key, [&str; 2]); 4] = [
    ("date", Key::Date, ["oldest first", "newest first"]),
    (
        "title",
        Key::Title,
        ["titles from A to Z", "titles from Z to A"],
    ),
    ("length", Key::Length, ["shortest first", "longest first"]),
    (
        "relevance",
        Key::Relevance,
        ["best matches first", "best matches last"],
    ),
];

impl Arrangement {
    /// This one, and where it says nothing the other.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            order: self.order.or(other.order),
            limit: self.limit.or(other.limit),
        }
    }
}

impl Order {
    /// Reads a name, with or without a minus.
    pub(super) fn read(text: &str) -> Option<Self> {
        let name = text.strip_prefix('-');
        let backwards = name.is_some();
        let name = name.unwrap_or(text);
        let is_meant = |(known, ..): &&(&str, Key, [&str; 2])| known.eq_ignore_ascii_case(name);
        let (_, key, _) = *KEYS.iter().find(is_meant)?;
        Some(Self { key, backwards })
    }

    /// Whether it is that of days, in either direction.
    pub(super) fn is_by_date(self) -> bool {
        self.key == Key::Date
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.backwards { "-" } else { "" };
        let name = KEYS.iter().find(|(_, key, _)| *key == self.key);
        write!(f, "sort:{minus}{}", name.map_or("", |(name, ..)| name))
    }
}

/// Puts answers, which stand in the list's order, into the query's, and drops those beyond its limit.
pub(super) fn arrange(query: &Query, library: &Library, rows: Vec<Row>) -> Vec<Row> {
    let Arrangement { order, limit } = query.arrangement();
    let mut rows = match order {
        Some(order) => arranged(query, order, library, rows),
        None => rows,
    };
    rows.truncate(limit.map_or(usize::MAX, NonZero::get));
    rows
}

fn arranged(query: &Query, order: Order, library: &Library, rows: Vec<Row>) -> Vec<Row> {
    let turned = |ordering: Ordering| match order.backwards {
        true => ordering.reverse(),
        false => ordering,
    };
    let entry = |row: Row| library.get(row);
    match order.key {
        Key::Date => by(
            rows,
            |row| entry(row).date(),
            |a, b| match (a, b) {
                (Some(a), Some(b)) => turned(a.cmp(b)),
                _ => a.is_none().cmp(&b.is_none()),
            },
        ),
        Key::Title => by(
            rows,
            |row| entry(row).folded().title,
            |a, b| turned(natural(a, b)),
        ),
        Key::Length => by(rows, |row| entry(row).words(), |a, b| turned(a.cmp(b))),
        Key::Relevance => {
            let mut scored = relevance::scored(query, library, rows);
            scored.par_sort_by(|(a, _), (b, _)| turned(b.total_cmp(a)));
            scored.into_iter().map(|(_, row)| row).collect()
        }
    }
}

/// Rows by something that is found out once for each.
fn by<T: Send>(
    rows: Vec<Row>,
    key: impl Fn(Row) -> T + Sync,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Vec<Row> {
    let mut keyed: Vec<_> = rows.into_par_iter().map(|row| (key(row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| compare(a, b));
    keyed.into_iter().map(|(_, row)| row).collect()
}
