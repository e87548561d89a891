//! When the answers to a query were published: how many on each day, in each month or in each year.
//!
//! Owns the choice of the scale and the counting; each answer stands in one bar or is undated. Does not own how it is
//! drawn, or how a bar limits a query (`redate`).

use jiff::{Span, ZonedDateTime, civil::Date};
use rayon::prelude::*;

use crate::library::{Library, Row};

/// Up to so many days a bar is a day.
const MOST_DAYS: i64 = 31;
/// Up to so many months a bar is a month.
const MOST_MONTHS: i64 = 36;
/// Up to so many years those without an answer have a bar, too.
const MOST_YEARS: i64 = 100;

/// How long a bar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// A day.
    #[default]
    Day,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// A stretch of time, and how many answers fall into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its first day.
    pub first: Date,
    /// How many answers were published in it.
    pub hits: usize,
}

/// Answers by date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// How long a bar is.
    pub scale: Scale,
    /// The bars, the oldest first. The first and the last one are never empty.
    pub bars: Vec<Bar>,
    /// How many answers have no date at all.
    pub undated: usize,
    /// How many stand where their file was written, since they do not say when they were published.
    pub by_file: usize,
}

impl Timeline {
    /// The dates of articles, as a reader in the time zone of `now` counts days.
    pub fn of(rows: &[Row], library: &Library, now: &ZonedDateTime) -> Self {
        let day = |row: &Row| library.get(*row).date().map(|when| when.day(now));
        let days: Vec<_> = rows.par_iter().with_min_len(1024).map(day).collect();
        let is_undated = |row: &&Row| library.get(**row).is_undated();
        let undated = rows
            .par_iter()
            .with_min_len(1024)
            .filter(is_undated)
            .count();
        let timeline = Self::of_days(&days);
        Self {
            by_file: undated - timeline.undated,
            ..timeline
        }
    }

    /// The same of plain days.
    fn of_days(days: &[Option<Date>]) -> Self {
        let dated = || days.iter().flatten().copied();
        let undated = days.len() - dated().count();
        let Some((oldest, newest)) = dated().min().zip(dated().max()) else {
            return Self {
                undated,
                ..Self::default()
            };
        };
        let scale = Scale::of(oldest, newest);
        let start = scale.number(oldest);
        let mut hits = vec![0_usize; count(scale.number(newest) - start + 1)];
        dated().for_each(|day| hits[count(scale.number(day) - start)] += 1);
        let all = hits.into_iter().zip(start..);
        let is_short = scale.number(newest) - start < MOST_YEARS;
        let bars = all
            .filter(|(hits, _)| is_short || *hits > 0)
            .filter_map(|(hits, number)| {
                let first = scale.first(number)?;
                Some(Bar { first, hits })
            });
        Self {
            scale,
            bars: bars.collect(),
            undated,
            by_file: 0,
        }
    }

    /// The most that one bar holds.
    pub fn most(&self) -> usize {
        self.bars.iter().map(|bar| bar.hits).max().unwrap_or(0)
    }

    /// A bar's time as the field `date:` takes it: `2020-04-16`, `2020-04`, `2020`.
    pub fn written(&self, index: usize) -> Option<String> {
        let bar = self.bars.get(index)?;
        let format = match self.scale {
            Scale::Day => "%Y-%m-%d",
            Scale::Month => "%Y-%m",
            Scale::Year => "%Y",
        };
        (bar.first.year() >= 0).then(|| bar.first.strftime(format).to_string())
    }

    /// A bar's time as people say it: `16 Apr 2020`, `Apr 2020`, `2020`.
    pub fn told(&self, index: usize) -> Option<String> {
        let format = match self.scale {
            Scale::Day => "%-d %b %Y",
            Scale::Month => "%b %Y",
            Scale::Year => "%Y",
        };
        self.bars
            .get(index)
            .map(|bar| bar.first.strftime(format).to_string())
    }

    /// From the first bar to the last one, as people say it.
    pub fn span(&self) -> String {
        let first = self.told(0).unwrap_or_default();
        let last = self
            .told(self.bars.len().saturating_sub(1))
            .unwrap_or_default();
        if first == last {
            first
        } else {
            format!("{first} – {last}")
        }
    }
}

impl Scale {
    /// The scale that shows a span in a few dozen bars.
    fn of(oldest: Date, newest: Date) -> Self {
        let bars = |scale: Self| scale.number(newest) - scale.number(oldest) + 1;
        if bars(Self::Day) <= MOST_DAYS {
            Self::Day
        } else if bars(Self::Month) <= MOST_MONTHS {
            Self::Month
        } else {
            Self::Year
        }
    }

    /// The number of the day, month or year that holds a day; neighbours have neighbouring numbers.
    fn number(self, day: Date) -> i64 {
        match self {
            Self::Day => {
                let hours = Date::ZERO.duration_until(day).as_hours();
                hours / 24
            }
            Self::Month => i64::from(day.year()) * 12 + i64::from(day.month()) - 1,
            Self::Year => i64::from(day.year()),
        }
    }

    /// The first day of the day, month or year of a number.
    fn first(self, number: i64) -> Option<Date> {
        let date = |year: i64, month: i64| {
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
        };
        match self {
            Self::Day => {
                let days = Span::new().try_days(number).ok()?;
                Date::ZERO.checked_add(days).ok()
            }
            Self::Month => date(number.div_euclid(12), number.rem_euclid(12) + 1),
            Self::Year => date(number, 1),
        }
    }
}

/// A difference that is known not to be below zero.
fn count(difference: i64) -> usize {
    usize::try_from(difference).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn bars(days: &[Date]) -> Timeline {
        let days: Vec<_> = days.iter().copied().map(Some).collect();
        Timeline::of_days(&days)
    }

    #[test]
    fn the_span_chooses_days_months_or_years() {
        let first = date(2020, 3, 1);
        for (last, scale, count) in [
            (first, Scale::Day, 1),
            (date(2020, 3, 31), Scale::Day, 31),
            (date(2020, 4, 1), Scale::Month, 2),
            (date(2023, 2, 28), Scale::Month, 36),
            (date(2023, 3, 1), Scale::Year, 4),
            (date(2119, 1, 1), Scale::Year, 100),
            (date(2120, 1, 1), Scale::Year, 2),
            (Date::MAX, Scale::Year, 2),
        ] {
            let timeline = bars(&[first, last]);
            assert_eq!(
                (timeline.scale, timeline.bars.len()),
                (scale, count),
                "{last}"
            );
        }
    }

    #[test]
    fn a_bar_is_written_as_the_query_language_has_it() {
        let timeline = bars(&[date(2020, 3, 9), date(2020, 4, 16)]);
        assert_eq!(timeline.written(1).as_deref(), Some("2020-04"));
        assert_eq!(timeline.span(), "Mar 2020 – Apr 2020");
        let timeline = bars(&[date(-44, 3, 15), date(900, 1, 1)]);
        let written = |index| timeline.written(index);
        assert_eq!((written(0), written(1).as_deref()), (None, Some("0900")));
    }

    #[test]
    fn the_first_and_the_last_day_that_there_is_have_a_bar() {
        for day in [Date::MIN, Date::ZERO, Date::MAX, date(8030, 1, 1)] {
            let timeline = bars(&[day, day]);
            assert_eq!(
                timeline.bars,
                [Bar {
                    first: day,
                    hits: 2
                }]
            );
        }
    }

    fn days() -> impl Strategy<Value = Vec<Option<Date>>> {
        let any = (-9999..=9999_i16, 1..=12_i8, 1..=28_i8);
        let near = (2019..=2021_i16, 1..=12_i8, 1..=28_i8);
        let day = prop_oneof![any, near].prop_map(|(year, month, day)| date(year, month, day));
        proptest::collection::vec(proptest::option::weighted(0.9, day), 0..60)
    }

    proptest! {
        #[test]
        fn every_answer_is_in_exactly_one_bar_or_undated(days in days()) {
            let timeline = Timeline::of_days(&days);
            let counted: usize = timeline.bars.iter().map(|bar| bar.hits).sum();
            prop_assert_eq!(counted + timeline.undated, days.len());
            prop_assert_eq!(timeline.undated, days.iter().filter(|day| day.is_none()).count());
            for (index, bar) in timeline.bars.iter().enumerate() {
                let next = timeline.bars.get(index + 1).map_or(Date::MAX, |next| next.first);
                let last = timeline.bars.len() == index + 1;
                let within = days.iter().flatten().filter(|day| bar.first <= **day && (last || **day < next));
                prop_assert_eq!(within.count(), bar.hits);
            }
        }
    }
}
