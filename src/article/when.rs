//! A date as news has it: a day, or a moment with the offset it was written in.
//!
//! Owns order and printed forms. Does not own the reading of dates out of texts (`parse::date`).

use std::{cmp::Ordering, fmt};

use jiff::{Timestamp, ZonedDateTime, civil::Date, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// When something was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A calendar day without a time.
    Day(Date),
    /// A moment, and the offset from UTC that it was written with.
    Moment(Timestamp, Offset),
}

impl When {
    /// The moment; a day counts as its first second in UTC.
    pub fn timestamp(self) -> Timestamp {
        match self {
            Self::Day(day) => Offset::UTC
                .to_timestamp(day.at(0, 0, 0, 0))
                .unwrap_or(Timestamp::MIN),
            Self::Moment(moment, _) => moment,
        }
    }

    /// The same without what is less than a second.
    pub fn to_the_second(self) -> Self {
        match self {
            Self::Moment(moment, offset) => {
                let second = Timestamp::from_second(moment.as_second());
                Self::Moment(second.unwrap_or(moment), offset)
            }
            day => day,
        }
    }

    /// The calendar day for a reader in the time zone of `now`; a plain day is the same everywhere.
    pub fn day(self, now: &ZonedDateTime) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment, _) => moment.to_zoned_datetime(now.time_zone().clone()).date(),
        }
    }

    /// The age as a headline shows it: "just now", "5 min ago", "3 h", "Tue" within a week, else "16 Apr" or
    /// "16 Apr 2020". Behind it stand the minutes that the article takes to read, which are not to be taken for an age ([`super::reading_time`]).
    pub fn age(self, now: &ZonedDateTime) -> String {
        let minutes = now
            .timestamp()
            .as_second()
            .saturating_sub(self.timestamp().as_second())
            / 60;
        let day = self.day(now);
        let days = now
            .date()
            .since(day)
            .map_or(i32::MAX, |span| span.get_days());
        match self {
            Self::Moment(..) if (0..1).contains(&minutes) => "just now".to_owned(),
            Self::Moment(..) if (1..60).contains(&minutes) => format!("{minutes} min ago"),
            Self::Moment(..) if (60..24 * 60).contains(&minutes) => format!("{} h", minutes / 60),
            Self::Day(_) if days == 0 => "today".to_owned(),
            _ if (0..7).contains(&days) => day.strftime("%a").to_string(),
            _ if day.year() == now.year() => day.strftime("%-d %b").to_string(),
            _ => day.strftime("%-d %b %Y").to_string(),
        }
    }

    /// The date as an article's header shows it: "16 April 2020".
    pub fn long(self, now: &ZonedDateTime) -> String {
        self.day(now).strftime("%-d %B %Y").to_string()
    }
}

/// In numbers: the days or the nanoseconds since 1970, and for a moment the offset from UTC in seconds.
impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (offset, nanoseconds) = match self {
            Self::Day(_) => (None, self.timestamp().as_nanosecond()),
            Self::Moment(moment, offset) => (Some(offset.seconds()), moment.as_nanosecond()),
        };
        (offset, nanoseconds).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (offset, nanoseconds): (Option<i32>, i128) = Deserialize::deserialize(deserializer)?;
        let moment = Timestamp::from_nanosecond(nanoseconds).map_err(D::Error::custom)?;
        Ok(match offset {
            None => Self::Day(Offset::UTC.to_datetime(moment).date()),
            Some(seconds) => Self::Moment(
                moment,
                Offset::from_seconds(seconds).map_err(D::Error::custom)?,
            ),
        })
    }
}

/// RFC 3339 for a moment, in the offset it was written with; `YYYY-MM-DD` for a day.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Moment(moment, offset) => write!(f, "{}", moment.display_with_offset(*offset)),
        }
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By moment; of two with the same moment the plain day comes first.
impl Ord for When {
    fn cmp(&self, other: &Self) -> Ordering {
        let precise = |when: &Self| matches!(when, Self::Moment(..));
        let offset = |when: &Self| match when {
            Self::Day(_) => 0,
            Self::Moment(_, offset) => offset.seconds(),
        };
        self.timestamp()
            .cmp(&other.timestamp())
            .then_with(|| precise(self).cmp(&precise(other)))
            .then_with(|| offset(self).cmp(&offset(other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(published: &str) -> String {
        let now: ZonedDateTime = "2020-04-16T12:00:00+00:00[UTC]".parse().unwrap();
        let when = match published.parse::<Timestamp>() {
            Ok(moment) => When::Moment(moment, Offset::UTC),
            Err(_) => When::Day(published.parse().unwrap()),
        };
        when.age(&now)
    }

    #[test]
    fn ages_are_told_as_people_tell_them() {
        assert_eq!(age("2020-04-16T11:59:50Z"), "just now");
        assert_eq!(age("2020-04-16T11:30:00Z"), "30 min ago");
        assert_eq!(age("2020-04-16T09:00:00Z"), "3 h");
        assert_eq!(age("2020-04-14T09:00:00Z"), "Tue");
        assert_eq!(age("2020-04-16"), "today");
        assert_eq!(age("2020-04-01"), "1 Apr");
        assert_eq!(age("2019-04-16"), "16 Apr 2019");
        assert_eq!(age("2099-01-01"), "1 Jan 2099");
    }

    #[test]
    fn the_offset_it_was_written_with_is_printed() {
        let when = When::Moment("2020-04-16T10:00:00Z".parse().unwrap(), Offset::constant(2));
        assert_eq!(when.to_string(), "2020-04-16T12:00:00+02:00");
    }
}
