//! Reads dates as they are written.

use crate::article::When;
use jiff::{Timestamp, civil, tz::Offset};

/// Reads a date.
pub(super) fn parse(text: &str) -> Option<When> {
    let text = text.trim();
    if text.len() == 10 {
        return text.parse::<civil::Date>().ok().map(When::Day);
    }
    for format in [
        "%Y-%m-%d %H:%M:%S %z",
        "%Y-%m-%d %H:%M %z",
        "%Y-%m-%dT%H:%M:%S%z",
    ] {
        if let Ok(zoned) = jiff::ZonedDateTime::strptime(format, text) {
            return Some(When::Moment(zoned.timestamp(), zoned.offset()));
        }
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(When::Moment(moment, Offset::UTC));
    }
    let moment: civil::DateTime = text.parse().ok()?;
    Some(When::Moment(
        Offset::UTC.to_timestamp(moment).ok()?,
        Offset::UTC,
    ))
}
