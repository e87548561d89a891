//! What `date:` is offered with: the days, weeks, months and years that people call by name, as they lie now, and the
//! years that articles were published in.
//!
//! Owns their names and how they are written. Does not own the counting (`tally`).

use jiff::{ToSpan, ZonedDateTime};

use super::{Tally, Value, count_of};
use crate::search::field::Kind;

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// As it is written.
    pub(super) text: String,
    /// What people call it.
    name: String,
}

/// Those that have names, the latest first.
pub(super) fn named(now: &ZonedDateTime) -> Vec<Period> {
    let today = now.date();
    let week = |weeks: i64| {
        let day = today.saturating_sub(weeks.weeks()).iso_week_date();
        format!("{:04}-W{:02}", day.year(), day.week())
    };
    let month = |months: i64| {
        let first = today.first_of_month().saturating_sub(months.months());
        first.strftime("%Y-%m").to_string()
    };
    let year = |years: i16| format!("{:04}", today.year().saturating_sub(years));
    let periods = [
        ("today".to_owned(), "on this day"),
        ("yesterday".to_owned(), "on the day before"),
        (week(0), "this week"),
        ("7d".to_owned(), "in the last 7 days"),
        (week(1), "last week"),
        (month(0), "this month"),
        ("30d".to_owned(), "in the last 30 days"),
        (month(1), "last month"),
        (year(0), "this year"),
        (year(1), "last year"),
    ];
    let period = |(text, name): (String, &str)| Period {
        text,
        name: name.to_owned(),
    };
    periods.into_iter().map(period).collect()
}

/// What is offered behind what is typed, by how it is written or called. Where nothing is typed, only what articles
/// were published in.
pub(super) fn values(typed: &str, tally: Option<&Tally>) -> Vec<Value> {
    let Some(tally) = tally else {
        return Vec::new();
    };
    let named = tally.periods();
    let is_named = |text: &str| named.iter().any(|period| period.text == text);
    let counted = named.iter().map(|Period { text, name }| {
        let count = count_of(Kind::Date, text, Some(tally));
        (text.clone(), name.clone(), count)
    });
    let years = tally.years().map(|(year, count)| {
        let name = "in this year".to_owned();
        (format!("{year:04}"), name, Some(count))
    });
    let years = years.filter(|(year, ..)| !is_named(year));
    let fits = |(text, name, _): &Value| {
        let is_called = format!(" {name}").contains(&format!(" {typed}"));
        text.to_lowercase().starts_with(typed) || is_called
    };
    let offered = counted.chain(years).filter(fits);
    offered
        .filter(|(_, _, count)| !typed.is_empty() || *count != Some(0))
        .collect()
}
