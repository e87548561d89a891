//! Reads dates as people, programs and newspapers write them.
//!
//! Owns what a date may look like. A text is a date as a whole or not at all, and one that can mean two days (03/04/2020)
//! is none: a wrong date is worse than no date. Does not own how dates are shown (`article::When`).

mod clock;
mod words;

use jiff::{Timestamp, civil, tz::Offset};

use crate::article::When;
use clock::{compact_time, half_of_day, offset, time};
use words::Word;

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
];

/// Reads a date: ISO 8601, RFC 3339, RFC 2822, or as six European languages, Chinese, Japanese and Korean write it.
/// A time without a zone is in UTC.
pub(super) fn parse(text: &str) -> Option<When> {
    let text = text.trim();
    if text.len() > LONGEST || !has_year(text) {
        return None;
    }
    let text = without_label(text);
    iso(text)
        .or_else(|| east_asian(text))
        .or_else(|| written(text))
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
    matches!(
        words::meaning(&plain_word(word)),
        Some(Word::Month(_) | Word::MarchOrTuesday)
    )
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
    moment(day, time(clock)?, Offset::UTC)
}

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
}

struct Number {
    value: i16,
    digits: usize,
}

/// A date in words, or in numbers parted by stops or slashes.
fn written(text: &str) -> Option<When> {
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
        let word = words::plain(token);
        let word = match word.as_str() {
            "a.m." | "p.m." => word.replace('.', ""),
            _ => word.trim_end_matches(['.', ':']).to_owned(),
        };
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
            Word::Zone(minutes) => set(&mut self.offset, Offset::from_seconds(minutes * 60).ok()?),
            Word::SeasonalZone => {
                self.is_vague = true;
                Some(())
            }
            Word::Filler => Some(()),
        }
    }

    fn take_number(&mut self, token: &str) -> Option<()> {
        let end = token.find(|char: char| !char.is_ascii_digit());
        let (digits, rest) = token.split_at(end.unwrap_or(token.len()));
        let rest = rest.to_lowercase();
        match rest.as_str() {
            "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º" | "°" | "ª" => {
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
                let (clock, is_afternoon) = half_of_day(&clock);
                if let Some(is_afternoon) = is_afternoon {
                    set(&mut self.is_afternoon, is_afternoon)?;
                }
                set(&mut self.time, time(&clock.replace('h', ":"))?)
            }
            _ if rest.starts_with(['/', '.', '-']) => {
                let parts = token.trim_end_matches('.').split(['/', '.', '-']);
                parts.into_iter().try_for_each(|part| self.take(part))
            }
            _ => None,
        }
    }

    /// The day; none if a part is missing, or if it is not plain which number is the month.
    fn day(&self) -> Option<civil::Date> {
        let year = |number: &Number| match number.digits {
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
            (Some(month), [a, b]) if a.digits == 4 => date(a.value, month, small(b)?),
            (Some(month), [a, b]) if b.digits == 4 || self.before_month == 1 => {
                date(year(b)?, month, small(a)?)
            }
            (None, [a, b, c]) if a.digits == 4 => date(a.value, small(b)?, small(c)?),
            (None, [a, b, c]) if c.digits == 4 => {
                let (a, b) = (small(a)?, small(b)?);
                match (a > 12, b > 12) {
                    (true, _) => date(c.value, b, a),
                    (_, true) => date(c.value, a, b),
                    _ if a == b => date(c.value, a, b),
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

/// Sets what may be said only once.
fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
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
