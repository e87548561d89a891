//! Dates in a query: days, months, years, and ages counted back from now.
//!
//! Owns how they are written and which dates they hold. Does not own the present, which is handed in.

use jiff::{
    Span, Timestamp, ToSpan, ZonedDateTime,
    civil::{Date, ISOWeekDate, Weekday},
};

use crate::article::When;

/// A stretch of time; an end that is missing is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dates {
    /// The first moment that is in it.
    pub(super) from: Option<Edge>,
    /// The first moment after it.
    pub(super) until: Option<Edge>,
}

/// Where a stretch of time begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// With the beginning of this day, where the reader is.
    Day(Date),
    /// With the beginning of the day so many days after today.
    Today(i8),
    /// So long before now.
    Ago(i64, Unit),
}

/// A unit of ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `w`
    Week,
    /// `m`
    Month,
    /// `y`
    Year,
}

impl Dates {
    /// From the beginning of what is written on.
    pub(super) fn after(text: &str) -> Option<Self> {
        Period::read(text).map(|period| Self {
            from: Some(period.first),
            until: None,
        })
    }

    /// Up to the beginning of what is written.
    pub(super) fn before(text: &str) -> Option<Self> {
        Period::read(text).map(|period| Self {
            from: None,
            until: Some(period.first),
        })
    }

    /// Within what is written: one period, or from one to the end of another; to an age is to the moment that is meant.
    pub(super) fn within(text: &str) -> Option<Self> {
        let Some((first, last)) = text.split_once("..") else {
            let period = Period::read(text)?;
            return Some(Self {
                from: Some(period.first),
                until: period.end,
            });
        };
        let read = |text: &str| match text {
            "" => Some(None),
            text => Period::read(text).map(Some),
        };
        let (first, last) = (read(first)?, read(last)?);
        if first.is_none() && last.is_none() {
            return None;
        }
        Some(Self {
            from: first.map(|period| period.first),
            until: last.and_then(|period| period.last()),
        })
    }

    /// The stretch as it lies now.
    pub(super) fn at(self, now: &ZonedDateTime) -> Fixed {
        Fixed {
            from: self.from.map(|edge| edge.at(now)),
            until: self.until.map(|edge| edge.at(now)),
        }
    }
}

/// A stretch of time that no longer hangs on the present.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fixed {
    from: Option<Border>,
    until: Option<Border>,
}

/// A border in time: the day for dates that are days, and the moment for the others.
#[derive(Clone, Copy, Debug)]
struct Border {
    day: Date,
    moment: Timestamp,
}

impl Fixed {
    /// Whether a date lies within.
    pub(super) fn holds(self, when: When) -> bool {
        self.from.is_none_or(|from| !from.is_after(when))
            && self.until.is_none_or(|until| until.is_after(when))
    }
}

impl Border {
    fn is_after(self, when: When) -> bool {
        match when {
            When::Day(day) => day < self.day,
            When::Moment(moment, _) => moment < self.moment,
        }
    }
}

impl Edge {
    fn at(self, now: &ZonedDateTime) -> Border {
        let beginning = |day: Date| Border {
            day,
            moment: day.to_zoned_datetime(now.time_zone().clone()).map_or_else(
                |_| {
                    if day.year() < 0 {
                        Timestamp::MIN
                    } else {
                        Timestamp::MAX
                    }
                },
                |zoned| zoned.timestamp(),
            ),
        };
        match self {
            Self::Day(day) => beginning(day),
            Self::Today(days) => beginning(now.date().saturating_add(i64::from(days).days())),
            Self::Ago(count, unit) => {
                let then = unit.span(count).and_then(|span| now.checked_sub(span).ok());
                then.map_or(
                    Border {
                        day: Date::MIN,
                        moment: Timestamp::MIN,
                    },
                    |then| Border {
                        day: then.date(),
                        moment: then.timestamp(),
                    },
                )
            }
        }
    }
}

impl Unit {
    fn span(self, count: i64) -> Option<Span> {
        let span = Span::new();
        match self {
            Self::Hour => span.try_hours(count),
            Self::Day => span.try_days(count),
            Self::Week => span.try_weeks(count),
            Self::Month => span.try_months(count),
            Self::Year => span.try_years(count),
        }
        .ok()
    }
}

/// A day, week, month or year as written; an age goes on to the present.
struct Period {
    first: Edge,
    /// The first moment after it, unless it goes on.
    end: Option<Edge>,
}

impl Period {
    /// Where a range ends that it stands last in.
    fn last(&self) -> Option<Edge> {
        match self.first {
            age @ Edge::Ago(..) => Some(age),
            _ => self.end,
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "today" => Some(Self {
                first: Edge::Today(0),
                end: Some(Edge::Today(1)),
            }),
            "yesterday" => Some(Self {
                first: Edge::Today(-1),
                end: Some(Edge::Today(0)),
            }),
            text => Self::age(text)
                .or_else(|| Self::week(text))
                .or_else(|| Self::calendar(text)),
        }
    }

    fn age(text: &str) -> Option<Self> {
        let unit = match text.chars().next_back()? {
            'h' => Unit::Hour,
            'd' => Unit::Day,
            'w' => Unit::Week,
            'm' => Unit::Month,
            'y' => Unit::Year,
            _ => return None,
        };
        let digits = &text[..text.len() - 1];
        let count = whole(digits)?.parse().unwrap_or(i64::MAX);
        Some(Self {
            first: Edge::Ago(count, unit),
            end: None,
        })
    }

    /// `2020-w16`, as ISO 8601 counts weeks.
    fn week(text: &str) -> Option<Self> {
        let (year, week) = text.split_once("-w")?;
        let year = whole(year).filter(|year| year.len() == 4)?.parse().ok()?;
        let week = whole(week)?.parse().ok()?;
        let first = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
        Some(Self {
            first: Edge::Day(first),
            end: first.checked_add(1.week()).ok().map(Edge::Day),
        })
    }

    /// `2020`, `2020-04` or `2020-04-16`; slashes will do.
    fn calendar(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '/']);
        let year: i16 = parts
            .next()
            .and_then(whole)
            .filter(|year| year.len() == 4)?
            .parse()
            .ok()?;
        let mut next = || {
            parts
                .next()
                .map(|part| whole(part).and_then(|part| part.parse::<i8>().ok()))
        };
        let (month, day) = (next(), next());
        if next().is_some() {
            return None;
        }
        let (first, length) = match (month, day) {
            (None, _) => (Date::new(year, 1, 1).ok()?, 1.year()),
            (Some(month), None) => (Date::new(year, month?, 1).ok()?, 1.month()),
            (Some(month), Some(day)) => (Date::new(year, month?, day?).ok()?, 1.day()),
        };
        Some(Self {
            first: Edge::Day(first),
            end: first.checked_add(length).ok().map(Edge::Day),
        })
    }
}

fn whole(digits: &str) -> Option<&str> {
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;

    fn holds(dates: Option<Dates>, when: &str) -> bool {
        let now: ZonedDateTime = "2020-04-16T12:00:00+02:00[Europe/Berlin]".parse().unwrap();
        let when = match when.parse::<Timestamp>() {
            Ok(moment) => When::Moment(moment, Offset::UTC),
            Err(_) => When::Day(when.parse().unwrap()),
        };
        dates.unwrap().at(&now).holds(when)
    }

    #[test]
    fn a_period_holds_all_its_days() {
        assert!(holds(Dates::within("2020-04"), "2020-04-30"));
        assert!(!holds(Dates::within("2020-04"), "2020-05-01"));
        assert!(holds(Dates::within("2020-03..2020-04"), "2020-04-30"));
        assert!(holds(Dates::within("2020..".trim()), "2031-01-01"));
        assert!(holds(Dates::within("..2019"), "2019-12-31"));
        assert!(holds(Dates::within("9999"), "9999-12-31"));
    }

    #[test]
    fn a_week_begins_on_its_monday() {
        assert!(holds(Dates::within("2020-W16"), "2020-04-13"));
        assert!(holds(Dates::within("2020-w16"), "2020-04-19"));
        assert!(!holds(Dates::within("2020-w16"), "2020-04-20"));
        assert!(holds(Dates::within("2020-W01"), "2019-12-30"));
        assert!(holds(Dates::before("2020-W17"), "2020-04-19"));
    }

    #[test]
    fn a_range_of_ages_ends_where_the_later_one_begins() {
        assert!(holds(Dates::within("14d..7d"), "2020-04-02"));
        assert!(holds(Dates::within("14d..7d"), "2020-04-08"));
        assert!(!holds(Dates::within("14d..7d"), "2020-04-09"));
        assert!(holds(Dates::within("..2m"), "2020-02-15"));
        assert!(holds(Dates::within("2020-04-01..yesterday"), "2020-04-15"));
        assert!(!holds(Dates::within("2020-04-01..yesterday"), "2020-04-16"));
        assert!(holds(Dates::within("..9999"), "9999-12-31"));
    }

    #[test]
    fn after_has_its_day_and_before_has_not() {
        assert!(holds(Dates::after("2020-04-01"), "2020-04-01"));
        assert!(!holds(Dates::before("2020-04-01"), "2020-04-01"));
        assert!(holds(Dates::before("2020/05"), "2020-04-30"));
    }

    #[test]
    fn days_begin_where_the_reader_is() {
        assert!(holds(Dates::within("today"), "2020-04-15T22:00:00Z"));
        assert!(holds(Dates::within("yesterday"), "2020-04-15T21:59:59Z"));
    }

    #[test]
    fn ages_are_counted_back_from_now() {
        assert!(holds(Dates::after("7d"), "2020-04-09"));
        assert!(!holds(Dates::after("7d"), "2020-04-08"));
        assert!(holds(Dates::after("3h"), "2020-04-16T07:00:00Z"));
        assert!(!holds(Dates::after("3h"), "2020-04-16T06:59:59Z"));
        assert!(holds(Dates::before("2m"), "2020-02-15"));
        assert!(holds(Dates::after("99999999999999999999y"), "0001-01-01"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "..",
            "2020-13",
            "2020-02-30",
            "7",
            "d",
            "7x",
            "2020-04-01-01",
            "20",
            "2020-W54",
            "2020-W",
            "2021-W53",
            "w16",
            "2020..2021..2022",
            "é",
        ] {
            assert_eq!(Dates::within(text), None, "{text}");
        }
    }
}
