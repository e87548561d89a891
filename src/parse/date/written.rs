//! Dates in words, or in numbers parted by stops or slashes.
//!
//! Owns which number is the day. Does not own what words mean (`words`).

use jiff::{civil, tz::Offset};

use super::{
    clock::{half_of_day, offset, time},
    date, moment,
    words::{self, Word},
};
use crate::article::When;

/// The parts of a date, as they were come upon.
#[derive(Default)]
struct Parts {
    numbers: Vec<Number>,
    month: Option<i8>,
    /// The month was "mar", which could be a weekday.
    is_month_vague: bool,
    /// How many numbers stood before the month.
    before_month: usize,
    time: Option<civil::Time>,
    is_afternoon: Option<bool>,
    offset: Option<Offset>,
    /// The zone is known to us in part only.
    is_vague: bool,
    /// Something tells that the day stands before the month.
    is_day_first: bool,
    /// A word is Thai, so that years may count from the Buddha's death.
    is_thai: bool,
}

struct Number {
    value: i16,
    digits: usize,
}

/// A date in words, or in numbers parted by stops or slashes.
pub(super) fn written(text: &str) -> Option<When> {
    let mut parts = Parts::default();
    for token in text.split([' ', ',', '\t', '\u{a0}', '\u{202f}', '(', ')']) {
        if !token.is_empty() {
            parts.take(token)?;
        }
    }
    let day = parts.day()?;
    match (parts.clock()?, parts.is_vague) {
        (Some(time), false) => moment(day, time, parts.offset.unwrap_or(Offset::UTC)),
        _ => Some(When::Day(day)),
    }
}

impl Parts {
    /// Takes a word in; none if it has no place in a date.
    fn take(&mut self, token: &str) -> Option<()> {
        let begins_with_digit = token.starts_with(|char: char| char.is_ascii_digit());
        if begins_with_digit {
            return self.take_number(token);
        }
        let is_offset = token.starts_with(['+', '-', '−']) && token.len() > 1;
        if is_offset && self.time.is_some() {
            return set(&mut self.offset, offset(token)?);
        }
        self.is_thai |= token.contains(|char| matches!(char, 'ก'..='๛'));
        let word = without_stops(&words::plain(token));
        if let Some((zone, shift)) = word.split_once(['+', '-'])
            && matches!(zone, "gmt" | "utc")
        {
            return set(
                &mut self.offset,
                offset(&word[word.len() - shift.len() - 1..])?,
            );
        }
        // "-" joins two words of a weekday in Portuguese, and day and month in some feeds.
        if word.len() > 1 && word.contains('-') {
            return word
                .split('-')
                .filter(|part| !part.is_empty())
                .try_for_each(|part| self.take(part));
        }
        match words::meaning(&word)? {
            Word::Month(month) => {
                self.before_month = self.numbers.len();
                if std::mem::take(&mut self.is_month_vague) {
                    self.month = None;
                }
                set(&mut self.month, month)
            }
            Word::MarchOrTuesday => {
                if self.month.is_none() || self.is_month_vague {
                    self.before_month = self.numbers.len();
                    self.month = Some(3);
                    self.is_month_vague = true;
                }
                Some(())
            }
            // "am" is also German for "on the".
            Word::Am if self.time.is_none() => Some(()),
            Word::Am => set(&mut self.is_afternoon, false),
            Word::Pm => set(&mut self.is_afternoon, true),
            // Behind an offset stands what it is called: "+0200 (CEST)".
            Word::Zone(_) if self.offset.is_some() => Some(()),
            Word::Zone(minutes) => set(&mut self.offset, Offset::from_seconds(minutes * 60).ok()?),
            Word::SeasonalZone => {
                self.is_vague = true;
                Some(())
            }
            Word::Filler => Some(()),
            Word::DayFirst => {
                self.is_day_first = true;
                Some(())
            }
        }
    }

    /// Whether there are numbers enough for a day.
    fn is_full(&self) -> bool {
        self.numbers.len() + usize::from(self.month.is_some()) == 3
    }

    fn take_number(&mut self, token: &str) -> Option<()> {
        let end = token.find(|char: char| !char.is_ascii_digit());
        let (digits, rest) = token.split_at(end.unwrap_or(token.len()));
        let rest = rest.to_lowercase();
        match rest.as_str() {
            "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º" | "°" | "ª" | "г" | "г." => {
                self.is_day_first |= rest == ".";
                let value = digits.parse().ok()?;
                let digits = digits.len();
                self.numbers.push(Number { value, digits });
                (self.numbers.len() <= 3).then_some(())
            }
            "am" | "pm" | "a.m." | "p.m." => {
                set(&mut self.is_afternoon, rest.starts_with('p'))?;
                set(&mut self.time, time(&format!("{digits}:00"))?)
            }
            _ if rest.starts_with(':') || rest.starts_with('h') => {
                let clock = token.to_lowercase();
                // 14:30+0200
                let (clock, shift) = clock.split_at(clock.find(['+', '-']).unwrap_or(clock.len()));
                if !shift.is_empty() {
                    set(&mut self.offset, offset(shift)?)?;
                }
                let (clock, is_afternoon) = half_of_day(clock);
                if let Some(is_afternoon) = is_afternoon {
                    set(&mut self.is_afternoon, is_afternoon)?;
                }
                set(&mut self.time, time(&clock.replace('h', ":"))?)
            }
            // 14.30
            _ if rest.len() == 3 && rest.starts_with('.') && self.is_full() => {
                set(&mut self.time, time(&token.replace('.', ":"))?)
            }
            _ if rest.starts_with(['/', '.', '-']) => {
                self.is_day_first |= rest.starts_with('.');
                let parts = token.trim_end_matches('.').split(['/', '.', '-']);
                parts.into_iter().try_for_each(|part| self.take(part))
            }
            _ => None,
        }
    }

    /// The day; none if a part is missing, or if it is not plain which number is the month.
    fn day(&self) -> Option<civil::Date> {
        let year = |number: &Number| match number.digits {
            4 if self.is_thai && number.value > 2400 => Some(number.value - 543),
            4 => Some(number.value),
            // RFC 2822 4.3: two digits below 50 are of this century.
            2 if self.time.is_some() => {
                Some(number.value + if number.value < 50 { 2000 } else { 1900 })
            }
            _ => None,
        };
        let small =
            |number: &Number| (number.digits <= 2).then(|| i8::try_from(number.value).ok())?;
        match (self.month, self.numbers.as_slice()) {
            (Some(month), [a, b]) if a.digits == 4 => date(year(a)?, month, small(b)?),
            (Some(month), [a, b]) if b.digits == 4 || self.before_month == 1 => {
                date(year(b)?, month, small(a)?)
            }
            (None, [a, b, c]) if a.digits == 4 => date(a.value, small(b)?, small(c)?),
            (None, [a, b, c]) if c.digits == 4 => {
                let (a, b) = (small(a)?, small(b)?);
                match (a > 12, b > 12) {
                    (true, _) => date(year(c)?, b, a),
                    (_, true) => date(year(c)?, a, b),
                    _ if a == b || self.is_day_first => date(year(c)?, b, a),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The time of day, if there is one; none if it is none.
    fn clock(&self) -> Option<Option<civil::Time>> {
        match (self.time, self.is_afternoon) {
            (None, None) => Some(None),
            (None, Some(_)) => None,
            (Some(time), None) => Some(Some(time)),
            (Some(time), Some(is_afternoon)) => {
                (1..=12).contains(&time.hour()).then_some(())?;
                let hour = time.hour() % 12 + if is_afternoon { 12 } else { 0 };
                civil::Time::new(hour, time.minute(), time.second(), 0)
                    .ok()
                    .map(Some)
            }
        }
    }
}

/// A word without the full stops of an abbreviation.
fn without_stops(word: &str) -> String {
    match word {
        "a.m." | "p.m." => word.replace('.', ""),
        _ => word.trim_end_matches(['.', ':']).to_owned(),
    }
}

/// Sets what may be said only once.
fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}
