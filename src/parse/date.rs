//! Reads dates as people, programs and newspapers write them.
//!
//! Owns what a date may look like. A text is a date as a whole or not at all, and one that can mean two days (03/04/2020)
//! is none: a wrong date is worse than no date. Where numbers are parted by full stops, or a word tells the language, the
//! day comes first. Does not own how dates are shown (`article::When`).

mod clock;
mod counted;
mod languages;
mod words;
mod written;

use std::{borrow::Cow, path::Path};

use jiff::{Timestamp, civil, tz::Offset};

use super::sanitize;
use crate::article::When;
use clock::{compact_time, offset, time};
use written::written;

/// Longer than any date with its label; what is longer is not looked at.
const LONGEST: usize = 96;

/// What may stand before a date, in lower case without accents.
const LABELS: &[&str] = &[
    "first published",
    "originally published",
    "published",
    "posted",
    "date",
    "veroffentlicht",
    "erschienen",
    "publicado",
    "publicada",
    "publie",
    "publiee",
    "pubblicato",
    "pubblicata",
    "stand",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "publisert",
    "udgivet",
    "julkaistu",
    "opublikowano",
    "publikovano",
    "опубликовано",
    "опубліковано",
    "diterbitkan",
    "입력",
    "등록",
    "发布时间",
    "公開日",
    "投稿日",
];

/// Reads a date: ISO 8601, RFC 3339, RFC 2822, or as newspapers write it in some forty languages.
/// A time without a zone is in UTC.
pub(super) fn parse(text: &str) -> Option<When> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let text = &*with_plain_digits(text);
    if !has_year(text) {
        return None;
    }
    let text = without_label(text);
    iso(text)
        .or_else(|| east_asian(text))
        .or_else(|| written(text))
}

/// Reads the date of a field that holds one, as programs write it besides: `1587031200`, `2020-107`, `2020-W16-4`.
pub(super) fn stated(text: &str) -> Option<When> {
    let counted = || {
        let text = text.get(..=LONGEST).map_or(text, |_| "").trim();
        counted::epoch(text).or_else(|| parse(&counted::as_others_write_it(text)?))
    };
    parse(text).or_else(counted)
}

/// The day that a file's name begins with, as Jekyll has it: `2014-03-12-title.md`.
pub(super) fn of_name(name: &Path) -> Option<When> {
    let stem = sanitize::line(&name.file_stem()?.to_string_lossy());
    let (day, rest) = stem.split_at_checked(10)?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_day && !rest.starts_with(|char: char| char.is_alphanumeric()))
        .then(|| parse(day))
        .flatten()
}

/// The date that a text names, if there is no such day or time: 30 February, month 13, 25:00. It is in one line.
pub(super) fn impossible(text: &str) -> Option<String> {
    // With smaller numbers in the place of day, month, hour and minute it would be one.
    let is_small = |number: &str| matches!(number.len(), 1 | 2);
    let mut possible = String::with_capacity(text.len());
    for part in with_plain_digits(text.get(..=LONGEST).map_or(text, |_| ""))
        .as_bytes()
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
    {
        let part = std::str::from_utf8(part).unwrap_or_default();
        match part.parse::<u8>() {
            Ok(0) if is_small(part) => possible.push_str(&"01"[2 - part.len()..]),
            Ok(13..) if is_small(part) => possible.push_str("12"),
            _ => possible.push_str(part),
        }
    }
    (parse(text).is_none() && parse(&possible).is_some()).then(|| sanitize::line(text))
}

/// A text with ASCII's digits in place of those of Arabic, Persian, Hindi, Bengali and Thai.
fn with_plain_digits(text: &str) -> Cow<'_, str> {
    const ZEROS: [char; 6] = ['٠', '۰', '०', '০', '๐', '０'];
    let plain = |char: char| {
        let from = |zero: &char| (char as u32).checked_sub(*zero as u32).filter(|n| *n < 10);
        ZEROS.iter().find_map(from)
    };
    if text.is_ascii() || !text.contains(|char| plain(char).is_some()) {
        return Cow::Borrowed(text);
    }
    let digit = |char| plain(char).and_then(|digit| char::from_digit(digit, 10));
    text.chars()
        .map(|char| digit(char).unwrap_or(char))
        .collect()
}

/// Whether a text has four digits for a year, or two numbers and a time beside which two are enough. Most lines are no
/// dates, and this spares them the words below.
fn has_year(text: &str) -> bool {
    let mut numbers = text
        .as_bytes()
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
        .filter(|chunk| chunk[0].is_ascii_digit());
    let mut count = 0;
    numbers.any(|number| {
        count += 1;
        number.len() >= 4 || count == 3
    })
}

/// Whether a text is a day and nothing else: neither label nor time, which a reader could miss once it is taken away.
pub(super) fn is_bare_day(text: &str) -> bool {
    let text = text.trim();
    !text.contains(':') && without_label(text) == text && matches!(parse(text), Some(When::Day(_)))
}

/// Whether a word names a day of the week, in full or not.
pub(super) fn is_weekday(word: &str) -> bool {
    words::is_weekday(&plain_word(word))
}

/// Whether a word names a month, in full or not.
pub(super) fn is_month(word: &str) -> bool {
    words::is_month(&plain_word(word))
}

fn plain_word(word: &str) -> String {
    words::plain(word.trim_end_matches(|char: char| !char.is_alphanumeric()))
}

/// The text behind "Published:" and its like.
fn without_label(text: &str) -> &str {
    let first = text.find(|char: char| char.is_ascii_digit() || char == ':');
    let (head, rest) = match text.split_once(':') {
        Some((head, rest)) if Some(head.len()) == first => (head, rest),
        _ => {
            let words = text.split_inclusive(' ').take(2);
            let mut end = 0;
            for word in words {
                end += word.len();
                if is_label(&text[..end]) {
                    return &text[end..];
                }
            }
            return text;
        }
    };
    if is_label(head) {
        rest.trim_start()
    } else {
        text
    }
}

fn is_label(text: &str) -> bool {
    let plain = words::plain(text.trim());
    let is = |word: &str| LABELS.contains(&word);
    is(&plain)
        || plain
            .rsplit_once(' ')
            .is_some_and(|(label, word)| is(label) && word == "on")
}

/// `2020-04-16`, with `T` or a space before a time, with or without seconds and a zone; also without the hyphens.
fn iso(text: &str) -> Option<When> {
    let (day, rest) = match text.split_at_checked(10) {
        Some((day, rest)) if day.as_bytes()[4] == b'-' => (iso_day(day)?, rest),
        _ => {
            let (day, rest) = text.split_at_checked(8)?;
            day.bytes()
                .all(|byte| byte.is_ascii_digit())
                .then_some(())?;
            let (year, month) = (day[..4].parse().ok()?, day[4..6].parse().ok()?);
            (date(year, month, day[6..].parse().ok()?)?, rest)
        }
    };
    if rest.is_empty() {
        return Some(When::Day(day));
    }
    let rest = rest.strip_prefix(['T', 't', ' ', '_'])?.trim();
    let end = rest.find(|char: char| !(char.is_ascii_digit() || ":.,".contains(char)));
    let (clock, zone) = rest.split_at(end.unwrap_or(rest.len()));
    let time = if clock.contains(':') {
        time(clock)?
    } else {
        compact_time(clock)?
    };
    match zone.trim() {
        "" => moment(day, time, Offset::UTC),
        zone => moment(day, time, offset(zone)?),
    }
}

fn iso_day(text: &str) -> Option<civil::Date> {
    let mut parts = text.split('-');
    let mut part = |length| {
        let part = parts.next()?;
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(part)
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `2020年4月16日` and `2020년 4월 16일`, with a weekday behind or not.
fn east_asian(text: &str) -> Option<When> {
    let (year, rest) = text.split_once(['年', '년'])?;
    let (month, rest) = rest.split_once(['月', '월'])?;
    let (day, rest) = rest.split_once(['日', '일'])?;
    let rest = rest.trim();
    let is_weekday =
        |char: char| "()（）月火水木金土日星期一二三四五六周曜요화수목금토일".contains(char);
    let number = |text: &str| text.trim().parse::<i16>().ok();
    let day = date(
        number(year)?,
        i8::try_from(number(month)?).ok()?,
        i8::try_from(number(day)?).ok()?,
    )?;
    let clock = rest.trim_start_matches(is_weekday).trim();
    if clock.is_empty() {
        return Some(When::Day(day));
    }
    let clock = clock.replace(['時', '时', '點', '点', '시'], ":");
    let clock = clock.replace(['分', '분'], "").replace(": ", ":");
    moment(day, time(clock.trim())?, Offset::UTC)
}

fn date(year: i16, month: i8, day: i8) -> Option<civil::Date> {
    // Newspapers begin with the Relation of 1605; other years are something else.
    (1600..=2200)
        .contains(&year)
        .then(|| civil::Date::new(year, month, day).ok())?
}

fn moment(day: civil::Date, time: civil::Time, offset: Offset) -> Option<When> {
    let moment: Timestamp = offset.to_timestamp(day.to_datetime(time)).ok()?;
    Some(When::Moment(moment, offset))
}

#[cfg(test)]
mod tests;
