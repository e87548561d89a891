//! What can stand at the cursor of a query.
//!
//! Owns the menu behind `/`: fields, their values with counts, and terms found by what they mean. Does not own how it
//! is shown (`app::prompt`).

mod period;
mod tally;

use period::Period;
pub use tally::Tally;

use std::{cmp::Reverse, ops::Range};

use super::{
    Completion, Saved,
    cursor::{ends_word, is_quote},
    date::Dates,
    expr::Test,
    field::{self, FIELDS, Kind, Scope},
    order::KEYS,
    value::{self, HAS, IS},
};
use crate::fold::fold;

/// How many offers a menu can use.
const MOST: usize = 50;

/// Stretches of time that are offered, with what they mean.
const AFTER: [(&str, &str); 6] = [
    ("today", "since midnight"),
    ("yesterday", "since yesterday's midnight"),
    ("1d", "in the last 24 hours"),
    ("7d", "in the last 7 days"),
    ("1m", "in the last month"),
    ("1y", "in the last year"),
];
const BEFORE: [(&str, &str); 4] = [
    ("today", "before midnight"),
    ("7d", "more than 7 days ago"),
    ("1m", "more than a month ago"),
    ("1y", "more than a year ago"),
];

/// Terms with what people call them.
const MEANINGS: [(&str, &str, &str); 26] = [
    ("is:unread", "not read yet", "unread"),
    ("is:read", "read", "already read seen done"),
    (
        "is:starred",
        "starred",
        "starred favourites favorites bookmarked saved",
    ),
    (
        "is:reading",
        "begun, and not finished",
        "reading begun started unfinished in progress",
    ),
    ("is:new", "neither read nor begun", "new fresh never opened"),
    ("date:today", "published today", "today"),
    ("date:yesterday", "published yesterday", "yesterday"),
    (
        "newer_than:1d",
        "published in the last 24 hours",
        "last day past day last 24 hours recent",
    ),
    (
        "newer_than:7d",
        "published in the last 7 days",
        "last week past week this week recent",
    ),
    (
        "newer_than:1m",
        "published in the last month",
        "last month past month this month",
    ),
    (
        "newer_than:1y",
        "published in the last year",
        "last year past year this year",
    ),
    (
        "older_than:1m",
        "published more than a month ago",
        "older than a month old",
    ),
    (
        "older_than:1y",
        "published more than a year ago",
        "older than a year old",
    ),
    (
        "time:<5",
        "less than 5 minutes to read",
        "short quick brief",
    ),
    (
        "time:>15",
        "more than 15 minutes to read",
        "long read longread",
    ),
    ("has:link", "with links in the text", "with links linked"),
    ("has:image", "with pictures", "with images pictures photos"),
    ("has:code", "with computer text", "with code programs"),
    ("has:tag", "with tags", "with tags tagged"),
    ("-has:tag", "without tags", "without tags untagged"),
    ("sort:-date", "newest first", "newest first latest first"),
    ("sort:date", "oldest first", "oldest first"),
    ("sort:length", "shortest first", "shortest first by length"),
    ("sort:-length", "longest first", "longest first by length"),
    (
        "sort:relevance",
        "best matches first",
        "best matches first by relevance",
    ),
    ("OR", "either of two", "or either"),
];

/// What a menu is made from.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// How many articles have which values, once they are counted.
    pub tally: Option<&'a Tally>,
    /// The searches that a query may name.
    pub saved: &'a Saved,
    /// How many articles answer the search of a name, where that is known.
    pub answers: &'a dyn Fn(&str) -> Option<usize>,
}

/// What can stand at the cursor, a byte of `text`: after a field its values, the most frequent first; else the fields
/// that begin like the word there, and what the last words mean.
pub fn complete(text: &str, cursor: usize, known: Known<'_>) -> Vec<Completion> {
    let Some(before) = text.get(..cursor) else {
        return Vec::new();
    };
    let start = token_start(before);
    let token = &before[start..];
    let mut offers = match value_of(token) {
        Some((name, kind, typed)) => {
            let values = match kind {
                Kind::Search => named(typed, known),
                _ => values(kind, typed, known.tally),
            };
            let with_name = |(value, help, count): Value| Completion {
                range: start..cursor,
                text: written(name, &value),
                help,
                count,
            };
            values.into_iter().map(with_name).collect()
        }
        None if token.contains(is_quote) => Vec::new(),
        None => terms(before, start, known),
    };
    offers.truncate(MOST);
    offers
}

/// The tags of the reader's own that a name which is begun may be, as [`complete`] offers tags behind `tag:`.
pub fn own_tags(begun: &str, known: Known<'_>) -> Vec<Completion> {
    let typed = fold(begun.trim_matches(is_quote));
    let all = known.tally.into_iter().flat_map(Tally::own_tags);
    let fitting = all.filter(|tag| tag.folded.contains(&typed)).take(MOST);
    let offer = |tag: &tally::Value| Completion {
        range: 0..begun.len(),
        text: written("tag:", &tag.text),
        help: String::new(),
        count: Some(tag.rows.len()),
    };
    fitting.map(offer).collect()
}

/// Where the term begins that ends at the end of the text: behind the white space, bracket or minus before it. White
/// space between quotes parts nothing.
fn token_start(text: &str) -> usize {
    let (mut start, mut in_quotes) = (0, false);
    for (at, c) in text.char_indices() {
        if is_quote(c) {
            in_quotes = !in_quotes;
        } else if !in_quotes && (ends_word(c) || c == '-' && at == start) {
            start = at + c.len_utf8();
        }
    }
    start
}

/// The field that a term begins with, with its colon, and what is typed behind it.
fn value_of(token: &str) -> Option<(&str, Kind, &str)> {
    let (name, typed) = match token.strip_prefix('#') {
        Some(tag) => return Some(("#", Kind::Text(Scope::Tag), tag)),
        None => token.split_once(':')?,
    };
    let kind = field::by_name(name)?;
    Some((&token[..=name.len()], kind, typed.trim_matches(is_quote)))
}

/// A field's value, what it means, and how many articles have it.
type Value = (String, String, Option<usize>);

fn values(kind: Kind, typed: &str, tally: Option<&Tally>) -> Vec<Value> {
    let typed = fold(typed);
    let fixed = |known: &[(&str, &str)]| {
        let fits = known.iter().filter(|(value, _)| value.starts_with(&typed));
        let offer = |(value, help): &(&str, &str)| {
            let count = count_of(kind, value, tally);
            ((*value).to_owned(), (*help).to_owned(), count)
        };
        fits.map(offer).collect()
    };
    match kind {
        Kind::Is => fixed(&IS.map(|(name, _, help)| (name, help))),
        Kind::Has => fixed(&HAS.map(|(name, _, help)| (name, help))),
        Kind::Text(scope) => counted(scope, &typed, tally),
        Kind::After => fixed(&AFTER),
        Kind::Before => fixed(&BEFORE),
        Kind::Date => period::values(&typed, tally),
        Kind::Words => fixed(&[(">1000", "long"), ("<300", "short")]),
        Kind::Time => fixed(&[
            ("<5", "less than 5 minutes"),
            (">15", "more than 15 minutes"),
        ]),
        Kind::Sort => KEYS
            .into_iter()
            .flat_map(|(name, _, [forwards, backwards])| {
                [(name.to_owned(), forwards), (format!("-{name}"), backwards)]
            })
            .filter(|(name, _)| name.starts_with(&typed))
            .map(|(name, help)| (name, help.to_owned(), None))
            .collect(),
        Kind::Id | Kind::Like | Kind::Limit | Kind::Search => Vec::new(),
    }
}

/// The stretches of time that can be offered, each once.
fn dates(periods: &[Period]) -> Vec<Dates> {
    let after = AFTER.iter().map(|(text, _)| (Kind::After, *text));
    let before = BEFORE.iter().map(|(text, _)| (Kind::Before, *text));
    let within = periods.iter().map(|it| (Kind::Date, it.text.as_str()));
    let mut dates = Vec::new();
    for (kind, text) in after.chain(before).chain(within) {
        match value::read(kind, "", text) {
            Ok(Some(Test::Date(meant))) if !dates.contains(&meant) => dates.push(meant),
            _ => {}
        }
    }
    dates
}

/// How many articles a value finds, where that is counted.
fn count_of(kind: Kind, text: &str, tally: Option<&Tally>) -> Option<usize> {
    let tally = tally?;
    match value::read(kind, "", text).ok()?? {
        Test::Is(is) => Some(tally.marked(is)),
        Test::Date(dates) => tally.published(&dates),
        _ => None,
    }
}

/// The saved searches whose name has what is typed, with their texts; those that begin with it first.
fn named(typed: &str, known: Known<'_>) -> Vec<Value> {
    let typed = fold(typed);
    let mut fits: Vec<_> = known
        .saved
        .iter()
        .filter_map(|(name, text)| Some((fold(name).find(&typed)? > 0, name, text)))
        .collect();
    fits.sort_by_key(|(is_within, ..)| *is_within);
    fits.into_iter()
        .map(|(_, name, text)| (name.to_owned(), text.to_owned(), (known.answers)(name)))
        .collect()
}

/// The values that articles have, the most frequent first; those that begin with what is typed before those that only
/// hold it.
fn counted(scope: Scope, typed: &str, tally: Option<&Tally>) -> Vec<Value> {
    let Some(tally) = tally else {
        return Vec::new();
    };
    let fits = |value: &&tally::Value| value.folded.contains(typed);
    let begins = |value: &tally::Value| value.folded.starts_with(typed);
    let (beginning, holding): (Vec<_>, Vec<_>) = tally
        .values(scope)
        .iter()
        .filter(fits)
        .partition(|value| begins(value));
    let offered = beginning.into_iter().chain(holding).take(MOST);
    let found = offered.map(|value| (value, tally.found(scope, value)));
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(value, count)| (!begins(value), Reverse(*count)));
    let offer =
        |(value, count): (&tally::Value, usize)| (value.text.clone(), String::new(), Some(count));
    found.into_iter().map(offer).collect()
}

/// A field with a value, as it has to be written to find just that.
fn written(name: &str, value: &str) -> String {
    if !value.contains(ends_word) && !value.starts_with('/') {
        return format!("{name}{value}");
    }
    let name = if name == "#" { "tag:" } else { name };
    // Within quotes no quote can stand; what it parts has to be found piece by piece.
    let pieces = value.split(is_quote).map(str::trim);
    let pieces: Vec<_> = pieces
        .filter(|piece| !piece.is_empty())
        .map(|piece| format!("\"{piece}\""))
        .collect();
    match pieces.as_slice() {
        [piece] => format!("{name}{piece}"),
        pieces => format!("{name}({})", pieces.join(" ")),
    }
}

/// The fields that begin like the last word, and the terms that mean the last words.
fn terms(before: &str, start: usize, known: Known<'_>) -> Vec<Completion> {
    let typed = fold(&before[start..]);
    let offer = |range: Range<usize>, text: String, help: &str| Completion {
        range,
        help: help.to_owned(),
        count: value_of(&text).and_then(|(_, kind, value)| count_of(kind, value, known.tally)),
        text,
    };
    let mut offers = Vec::new();
    let has_values = |kind| kind != Kind::Search || !known.saved.is_empty();
    for field in FIELDS.iter().filter(|field| has_values(field.kind)) {
        if let Some(name) = field.names.iter().find(|name| name.starts_with(&typed)) {
            offers.push(offer(start..before.len(), format!("{name}:"), field.help));
        }
    }
    for start in beginnings(before, start) {
        let meant = fold(before[start..].trim_end());
        if meant.chars().count() < 2 {
            continue;
        }
        for (text, help, called) in MEANINGS {
            let fits =
                format!(" {called}").contains(&format!(" {meant}")) || text.starts_with(&meant);
            if fits && offers.iter().all(|offered| offered.text != text) {
                offers.push(offer(start..before.len(), text.to_owned(), help));
            }
        }
    }
    offers
}

/// Where the last three words, the last two and the last one begin.
fn beginnings(before: &str, last: usize) -> Vec<usize> {
    let mut starts = vec![last];
    while starts.len() < 3 {
        let first = starts[starts.len() - 1];
        let words = before[..first].trim_end();
        let start = token_start(words);
        let word = &words[start..];
        let is_plain = !word.is_empty() && word.chars().all(char::is_alphanumeric);
        // Brackets and a minus keep to the word they stand before.
        let apart = words.len() < first && before[words.len()..first].trim().is_empty();
        if !is_plain || !apart {
            break;
        }
        starts.push(start);
    }
    starts.reverse();
    starts
}

#[cfg(test)]
mod tests;
