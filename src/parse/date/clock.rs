//! Times of day and offsets from UTC, as dates have them.
//!
//! Does not own days (`date`).

use jiff::{civil, tz::Offset};

use super::words::{self, Word};

/// A time without its "am" or "pm", and whether it is the latter.
pub(super) fn half_of_day(clock: &str) -> (&str, Option<bool>) {
    for (mark, is_afternoon) in [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)] {
        if let Some(clock) = clock.strip_suffix(mark) {
            return (clock, Some(is_afternoon));
        }
    }
    (clock, None)
}

/// `10:00`, `10:00:05`, `10:00:05.123`, `10:`.
pub(super) fn time(clock: &str) -> Option<civil::Time> {
    let clock = clock.split(['.', ',']).next().unwrap_or(clock);
    let mut parts = clock.split(':');
    let hour = two_digits(parts.next()?)?;
    let rest: [Option<&str>; 3] = [parts.next(), parts.next(), parts.next()];
    let minute = two_digits(rest[0].filter(|part| !part.is_empty()).unwrap_or("0"))?;
    let second = two_digits(rest[1].unwrap_or("0"))?;
    if rest[2].is_some() {
        return None;
    }
    // A leap second is shown as the second before it, and so is the end of a day.
    match (hour, minute, second) {
        (24, 0, 0) => civil::Time::new(23, 59, 59, 0).ok(),
        _ => civil::Time::new(hour, minute, second.min(59), 0).ok(),
    }
}

/// `1000` or `100005`, as ISO 8601 has it without colons.
pub(super) fn compact_time(clock: &str) -> Option<civil::Time> {
    let clock = clock.split(['.', ',']).next().unwrap_or(clock);
    let part = |range| clock.get(range).map_or(Some(0), two_digits);
    matches!(clock.len(), 4 | 6).then_some(())?;
    civil::Time::new(part(0..2)?, part(2..4)?, part(4..6)?.min(59), 0).ok()
}

fn two_digits(text: &str) -> Option<i8> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// `+01:00`, `+0100`, `+01`, `Z`, or the letters of a zone.
pub(super) fn offset(zone: &str) -> Option<Offset> {
    let (sign, digits) = match zone.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => match zone.strip_prefix(['-', '−']) {
            Some(digits) => (-1, digits),
            None => {
                let Word::Zone(minutes) = words::meaning(&words::plain(zone))? else {
                    return None;
                };
                return Offset::from_seconds(minutes * 60).ok();
            }
        },
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(digits.len().saturating_sub(2).max(1))?;
    let (hours, minutes) = match digits.len() {
        1 | 2 => (two_digits(&digits)?, 0),
        3 | 4 => (two_digits(hours)?, two_digits(minutes)?),
        _ => return None,
    };
    let is_possible = hours <= 15 && minutes < 60;
    is_possible.then(|| {
        let minutes = i32::from(hours) * 60 + i32::from(minutes);
        Offset::from_seconds(sign * minutes * 60).ok()
    })?
}
