//! The order of the answers, and how many there are, where a query says so.
//!
//! Owns relevance. Does not own the order of the list (`library`): it stands where a query asks for none, and among
//! equals.

use std::{
    cmp::{Ordering, Reverse},
    fmt,
    num::NonZero,
};

use memchr::memmem;
use rayon::prelude::*;

use super::{
    Query,
    expr::{Needle, Sought},
    field::Scope,
};
use crate::library::{Library, Row, Stored};

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
    /// Their headline, as it is folded.
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
    let stored = |row: Row| library.get(row);
    match order.key {
        Key::Date => by(
            rows,
            |row| stored(row).date(),
            |a, b| match (a, b) {
                (Some(a), Some(b)) => turned(a.cmp(b)),
                _ => a.is_none().cmp(&b.is_none()),
            },
        ),
        Key::Title => by(
            rows,
            |row| stored(row).folded.title.as_str(),
            |a, b| turned(a.cmp(b)),
        ),
        Key::Length => by(
            rows,
            |row| stored(row).article.words(),
            |a, b| turned(a.cmp(b)),
        ),
        Key::Relevance => {
            let mut sought = Vec::new();
            query.seek(true, &mut sought);
            let score = |row| Reverse(relevance(&sought, stored(row)));
            by(rows, score, |a, b| turned(a.cmp(b)))
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

/// How well an article answers, in thousandths. A word in the title counts most, at the beginning of a word there twice;
/// then one in byline or source; then those in the text, by their number and its length as in BM25 (Robertson and
/// Zaragoza 2009, k1 = 1.2, b = 0.75), where 4,000 bytes are the usual length.
fn relevance(sought: &[(Scope, Sought<'_>)], stored: &Stored) -> u64 {
    let length = 0.25 + 0.75 * stored.folded.body.len() as f64 / 4000.0;
    let needles = sought.iter().filter_map(|(scope, sought)| match sought {
        Sought::Needle(needle) => Some((*scope, *needle)),
        Sought::Pattern(_) => None,
    });
    let score: f64 = needles
        .map(|(scope, needle)| weight(scope, needle, stored, length))
        .sum();
    (score * 1000.0) as u64
}

fn weight(scope: Scope, needle: &Needle, stored: &Stored, length: f64) -> f64 {
    let (folded, word) = (&stored.folded, needle.folded.as_str());
    let is_in = |text: &str, scopes: &[Scope]| {
        (scope == Scope::Anywhere || scopes.contains(&scope)) && text.contains(word)
    };
    let mut weight = 0.0;
    if is_in(&folded.title, &[Scope::Title]) {
        weight += if begins(&folded.title, word) {
            4.0
        } else {
            2.0
        };
    }
    let is_credited = is_in(&folded.byline, &[Scope::Byline, Scope::From])
        || is_in(&folded.source, &[Scope::Source, Scope::From]);
    weight += if is_credited { 1.5 } else { 0.0 };
    if matches!(scope, Scope::Anywhere | Scope::Body) {
        let count = memmem::find_iter(folded.body.as_bytes(), word).count() as f64;
        weight += 2.2 * count / (count + 1.2 * length);
    }
    weight
}

/// Whether a word of the text begins with this.
fn begins(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}
