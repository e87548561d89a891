//! Which articles have each value of a field, and how many were published when.
//!
//! Owns the counting, which takes a walk through all heads and so is done beside the loop, on all cores. Does not own
//! what is offered (`complete`).

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    hash::{BuildHasherDefault, Hasher},
};

use jiff::ZonedDateTime;
use memchr::memmem;
use rayon::prelude::*;

use super::{
    super::{
        date::{Dates, Fixed},
        expr::{Is, Test},
        field::Scope,
        plan::is_value,
        value,
    },
    period::{self, Period},
};
use crate::{
    article::When,
    fold::fold,
    library::{Library, Row},
    marks::Marks,
};

/// How many articles answer what a menu can offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    fields: [Column; FIELDS.len()],
    own_tags: Vec<Value>,
    marks: MarkCounts,
    dates: Vec<(Dates, usize)>,
    periods: Vec<Period>,
    years: BTreeMap<i16, usize>,
}

/// The values of a field, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Column {
    values: Vec<Value>,
    /// As all of them are looked for, one after the other: to look into each of a hundred thousand names takes ten times as long.
    folded: String,
    /// Where each of them ends there.
    ends: Vec<usize>,
}

/// A value that articles have in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// As it is written.
    pub(super) text: String,
    /// As it is looked for.
    pub(super) folded: String,
    /// The articles that have it.
    pub(super) rows: Vec<Row>,
}

/// The fields whose values are counted. Titles, texts, addresses and paths are each their own.
const FIELDS: [Scope; 5] = [
    Scope::Source,
    Scope::Byline,
    Scope::From,
    Scope::Tag,
    Scope::Lang,
];

/// Articles by mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct MarkCounts {
    all: usize,
    read: usize,
    starred: usize,
    begun: usize,
    reading: usize,
}

impl Tally {
    /// Counts the articles that stand in the list. `None` when `cancelled` said so.
    pub fn of(
        library: &Library,
        marks: &Marks,
        now: &ZonedDateTime,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let periods = period::named(now);
        let dates = super::dates(&periods);
        let fixed: Vec<_> = dates.iter().map(|dates| dates.at(now)).collect();
        let count = |rows: &[Row]| {
            let mut counts = Counts::new(fixed.len(), now);
            (!cancelled()).then(|| {
                rows.iter()
                    .for_each(|row| counts.note(*row, (library, marks), &fixed));
                counts
            })
        };
        let counted = library.order().par_chunks(STRETCH).map(count);
        let counts = counted
            .try_reduce(|| Counts::new(fixed.len(), now), |a, b| Some(a.and(b)))
            .filter(|_| !cancelled())?;
        let [sources, bylines, from, tags, langs] = counts.fields.map(by_count);
        let (tags, langs) = (in_any_case(tags), in_any_case(langs));
        Some(Self {
            fields: [sources, bylines, from, tags, langs].map(Column::new),
            own_tags: by_count(counts.own_tags),
            marks: counts.marks,
            dates: dates.into_iter().zip(counts.dates).collect(),
            periods,
            years: counts.years,
        })
    }

    /// Articles with a mark.
    pub(super) fn marked(&self, is: Is) -> usize {
        let marks = self.marks;
        match is {
            Is::Unread => marks.all - marks.read,
            Is::Read => marks.read,
            Is::Starred => marks.starred,
            Is::Reading => marks.reading,
            Is::New => marks.all - marks.read - marks.begun,
        }
    }

    /// The values of a field, the most frequent first.
    pub(super) fn values(&self, scope: Scope) -> &[Value] {
        self.column(scope).map_or(&[], |column| &column.values)
    }

    fn column(&self, scope: Scope) -> Option<&Column> {
        let index = FIELDS.iter().position(|known| *known == scope);
        index.map(|index| &self.fields[index])
    }

    /// How many articles a search for a value finds: those as well that have another value with this one in it.
    pub(super) fn found(&self, scope: Scope, value: &Value) -> usize {
        let Some(Test::Text(_, needle)) = value::text(scope, &value.text) else {
            return value.rows.len();
        };
        let is_found = |other: &&Value| is_value(scope, &needle, &other.text, &other.folded);
        let found: Vec<_> = match scope {
            Scope::Lang => self.values(scope).iter().filter(is_found).collect(),
            _ => {
                let holding = self.column(scope).map(|it| it.holding(&needle.folded));
                let holding = holding.unwrap_or_default().into_iter();
                holding.filter(is_found).collect()
            }
        };
        match found.as_slice() {
            [only] => only.rows.len(),
            several => {
                let rows = several.iter().flat_map(|other| &other.rows);
                let mut rows: Vec<_> = rows.copied().collect();
                rows.sort_unstable();
                rows.dedup();
                rows.len()
            }
        }
    }

    /// The tags that the reader has given, the most frequent first.
    pub(super) fn own_tags(&self) -> &[Value] {
        &self.own_tags
    }

    /// The stretches of time that have names.
    pub(super) fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The years that articles were published in, the latest first, with how many were.
    pub(super) fn years(&self) -> impl Iterator<Item = (i16, usize)> + '_ {
        self.years.iter().rev().map(|(year, count)| (*year, *count))
    }

    /// Articles of a stretch of time that can be offered.
    pub(super) fn published(&self, dates: &Dates) -> Option<usize> {
        let known = self.dates.iter().find(|(known, _)| known == dates);
        known.map(|(_, count)| *count)
    }
}

impl Column {
    fn new(values: Vec<Value>) -> Self {
        let (mut folded, mut ends) = (String::new(), Vec::with_capacity(values.len()));
        for value in &values {
            folded.push_str(&value.folded);
            // No text that is looked for holds what parts them.
            folded.push('\0');
            ends.push(folded.len());
        }
        Self {
            values,
            folded,
            ends,
        }
    }

    /// The values that have a folded text in them.
    fn holding(&self, text: &str) -> Vec<&Value> {
        let places = memmem::find_iter(self.folded.as_bytes(), text);
        let indexes = places.map(|at| self.ends.partition_point(|end| *end <= at));
        let mut indexes: Vec<_> = indexes.collect();
        indexes.dedup();
        indexes
            .into_iter()
            .map(|index| &self.values[index])
            .collect()
    }
}

/// So many articles are counted by a core before the next takes over.
const STRETCH: usize = 4096;

/// What was counted in a part of the articles.
struct Counts<'a> {
    fields: [Occurrences<'a>; FIELDS.len()],
    marks: MarkCounts,
    own_tags: Occurrences<'a>,
    dates: Vec<usize>,
    years: BTreeMap<i16, usize>,
    now: &'a ZonedDateTime,
}

impl<'a> Counts<'a> {
    fn new(dates: usize, now: &'a ZonedDateTime) -> Self {
        Self {
            years: BTreeMap::new(),
            now,
            fields: Default::default(),
            own_tags: Occurrences::default(),
            marks: MarkCounts::default(),
            dates: vec![0; dates],
        }
    }

    /// Takes an article in. Of one that was stored several times, each source counts once.
    fn note(&mut self, row: Row, (library, marks): (&'a Library, &'a Marks), dates: &[Fixed]) {
        let (entry, mark) = (library.get(row), marks.get(library.id(row)));
        let further = library.further_copies(row).iter();
        let further = further.filter_map(|copy| library.get(*copy).source());
        let mut sources: Vec<&str> = entry.source().into_iter().chain(further).collect();
        sources.sort_unstable();
        sources.dedup();
        let byline = entry.byline();
        let [from_source, from_byline, from, tags, langs] = &mut self.fields;
        for source in &sources {
            from_source.entry(source).or_default().push(row);
            from.entry(source).or_default().push(row);
        }
        if let Some(byline) = byline {
            from_byline.entry(byline).or_default().push(row);
            if !sources.contains(&byline) {
                from.entry(byline).or_default().push(row);
            }
        }
        let own = mark.tags.iter().map(String::as_str);
        let own = own.filter(|tag| !entry.tags().contains(tag));
        for tag in entry.tags().iter().copied().chain(own) {
            tags.entry(tag).or_default().push(row);
        }
        for tag in &mark.tags {
            self.own_tags.entry(tag).or_default().push(row);
        }
        if let Some(lang) = entry.lang() {
            langs.entry(lang).or_default().push(row);
        }
        let is_begun = !mark.read && mark.position > 0;
        self.marks = self.marks.and(MarkCounts {
            all: 1,
            read: usize::from(mark.read),
            starred: usize::from(mark.starred),
            begun: usize::from(is_begun),
            reading: usize::from(is_begun && mark.position < 100),
        });
        if let Some(date) = entry.date() {
            for (count, dates) in self.dates.iter_mut().zip(dates) {
                *count += usize::from(dates.holds(date));
            }
            *self.years.entry(year_of(date, self.now)).or_default() += 1;
        }
    }

    fn and(mut self, other: Self) -> Self {
        let sums = self.fields.iter_mut().chain([&mut self.own_tags]);
        for (sum, more) in sums.zip(other.fields.into_iter().chain([other.own_tags])) {
            for (value, rows) in more {
                sum.entry(value).or_default().extend(rows);
            }
        }
        for (year, count) in other.years {
            *self.years.entry(year).or_default() += count;
        }
        for (sum, more) in self.dates.iter_mut().zip(other.dates) {
            *sum += more;
        }
        self.marks = self.marks.and(other.marks);
        self
    }
}

impl MarkCounts {
    fn and(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            read: self.read + other.read,
            starred: self.starred + other.starred,
            begun: self.begun + other.begun,
            reading: self.reading + other.reading,
        }
    }
}

/// Values in the order in which they are offered.
fn by_count(occurrences: Occurrences<'_>) -> Vec<Value> {
    let value = |(text, rows): (&str, Vec<Row>)| Value {
        text: text.to_owned(),
        folded: fold(text),
        rows,
    };
    in_order(occurrences.into_iter().map(value).collect())
}

fn in_order(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_unstable_by(|a, b| {
        let rank = |value: &Value| Reverse(value.rows.len());
        rank(a).cmp(&rank(b)).then_with(|| a.text.cmp(&b.text))
    });
    values
}

/// Values that differ in case only as one, under the name that most articles give it: a search tells them apart no more.
fn in_any_case(values: Vec<Value>) -> Vec<Value> {
    let mut merged: Vec<Value> = Vec::with_capacity(values.len());
    let mut places: HashMap<String, usize> = HashMap::new();
    for value in values {
        match places.get(&value.folded) {
            Some(place) => merged[*place].rows.extend(value.rows),
            None => {
                places.insert(value.folded.clone(), merged.len());
                merged.push(value);
            }
        }
    }
    in_order(merged)
}

/// The year of a date where the reader is.
fn year_of(date: When, now: &ZonedDateTime) -> i16 {
    match date {
        When::Day(day) => day.year(),
        When::Moment(moment, _) => now.time_zone().to_datetime(moment).year(),
    }
}

/// The articles that each value occurs in.
type Occurrences<'a> = HashMap<&'a str, Vec<Row>, BuildHasherDefault<Quick>>;

/// A multiplicative hash over words of eight bytes (Knuth, TAOCP 3, 6.4, with the golden ratio): for short strings several
/// times as fast as the standard hasher, whose guard against crafted keys a menu can do without.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(23) ^ u64::from_le_bytes(word))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}
