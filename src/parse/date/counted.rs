//! Dates that only programs write: seconds since 1970, the days of a year, the weeks of a year, a zone in brackets.
//!
//! Owns which numbers are plain enough. They are dates only where a field says that it holds one: in a text such a number
//! is a telephone's or a document's.

use jiff::{
    Timestamp,
    civil::{Date, ISOWeekDate, Weekday},
    tz::Offset,
};

use super::date;
use crate::article::When;

/// A number of ten digits is the seconds since 1970, one of thirteen the milliseconds: from 2001, the first year that they
/// are so long in, to 2100. None is `2024050112`, which is the hour of a day.
pub(super) fn epoch(text: &str) -> Option<When> {
    let seconds: i64 = match text.len() {
        10 if !is_hour(text) => text.parse().ok()?,
        13 => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let is_plausible = (1_000_000_000..4_102_444_800).contains(&seconds);
    let moment = is_plausible.then(|| Timestamp::from_second(seconds).ok())??;
    Some(When::Moment(moment, Offset::UTC))
}

/// Whether a number is a year since there are web pages, a month, a day and an hour, in two digits each.
fn is_hour(text: &str) -> bool {
    let day = text.get(..8).filter(|day| *day >= "19900101");
    let is_day = day.is_some_and(|day| super::iso(day).is_some());
    is_day && text.get(8..).and_then(number).is_some_and(|hour| hour < 24)
}

/// A text that begins with `2024-123` or `2024-W18-4`, with that day as others write it; or one that ends in `(UTC +01:00)`,
/// as MarkDownload has it, with that zone.
pub(super) fn as_others_write_it(text: &str) -> Option<String> {
    let bracket = text
        .strip_suffix(')')
        .and_then(|text| text.split_once(" (UTC "));
    if let Some((moment, zone)) = bracket {
        return Some(format!("{moment}{zone}"));
    }
    let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    let (day, time) = text.split_at(end);
    let (year, rest) = day.split_at_checked(4)?;
    let first = date(number(year)?, 1, 1)?;
    let day = match rest.strip_prefix('-').unwrap_or(rest).strip_prefix('W') {
        Some(week) => of_week(first, week)?,
        None => {
            let of_year = rest.strip_prefix('-').filter(|digits| digits.len() == 3)?;
            first.with().day_of_year(number(of_year)?).build().ok()?
        }
    };
    Some(format!("{day}{time}"))
}

/// `18-4` or `184`: a week and a day of it, of which Monday is the first.
fn of_week(first: Date, text: &str) -> Option<Date> {
    let digits = text.replacen('-', "", 1);
    let (week, day) = digits.split_at_checked(2).filter(|_| digits.len() == 3)?;
    let day = Weekday::from_monday_one_offset(number(day)?.try_into().ok()?).ok()?;
    let week = ISOWeekDate::new(first.year(), number(week)?.try_into().ok()?, day).ok()?;
    Some(week.date())
}

/// Digits and nothing else.
fn number(text: &str) -> Option<i16> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}
