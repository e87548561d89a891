//! How many articles have each value of a field, and how many were published when.
//!
//! Owns the counting, which takes a walk through all heads and so is done beside the loop, on all cores. Does not own
//! what is offered (`complete`).

use std::{
    cmp::Reverse,
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use jiff::ZonedDateTime;
use rayon::prelude::*;

use super::super::{
    date::{Dates, Fixed},
    expr::Is,
    field::Scope,
    plan::is_of_language,
};
use crate::{
    fold::fold,
    library::{Library, Row},
    marks::Marks,
};

/// How many articles answer what a menu can offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    fields: [Vec<Value>; FIELDS.len()],
    marks: MarkCounts,
    dates: Vec<(Dates, usize)>,
}

/// A value that articles have in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// As it is written.
    pub(super) text: String,
    /// As it is looked for.
    pub(super) folded: String,
    /// How many articles have it.
    pub(super) count: usize,
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
        let dates = super::dates();
        let fixed: Vec<_> = dates.iter().map(|dates| dates.at(now)).collect();
        let count = |rows: &[Row]| {
            let mut counts = Counts::new(fixed.len());
            (!cancelled()).then(|| {
                rows.iter()
                    .for_each(|row| counts.note(*row, (library, marks), &fixed));
                counts
            })
        };
        let counted = library.order().par_chunks(STRETCH).map(count);
        let counts = counted
            .try_reduce(|| Counts::new(fixed.len()), |a, b| Some(a.and(b)))
            .filter(|_| !cancelled())?;
        let [sources, bylines, from, tags, langs] = counts.fields.map(by_count);
        let (tags, langs) = (in_any_case(tags), with_regions(in_any_case(langs)));
        Some(Self {
            fields: [sources, bylines, from, tags, langs],
            marks: counts.marks,
            dates: dates.into_iter().zip(counts.dates).collect(),
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
        let index = FIELDS.iter().position(|known| *known == scope);
        index.map_or(&[], |index| &self.fields[index])
    }

    /// Articles of a stretch of time that can be offered.
    pub(super) fn published(&self, dates: &Dates) -> Option<usize> {
        let known = self.dates.iter().find(|(known, _)| known == dates);
        known.map(|(_, count)| *count)
    }
}

/// So many articles are counted by a core before the next takes over.
const STRETCH: usize = 4096;

/// What was counted in a part of the articles.
struct Counts<'a> {
    fields: [Occurrences<'a>; FIELDS.len()],
    marks: MarkCounts,
    dates: Vec<usize>,
}

impl<'a> Counts<'a> {
    fn new(dates: usize) -> Self {
        Self {
            fields: Default::default(),
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
            *from_source.entry(source).or_default() += 1;
            *from.entry(source).or_default() += 1;
        }
        if let Some(byline) = byline {
            *from_byline.entry(byline).or_default() += 1;
            if !sources.contains(&byline) {
                *from.entry(byline).or_default() += 1;
            }
        }
        let own = mark.tags.iter().map(String::as_str);
        let own = own.filter(|tag| !entry.tags().contains(tag));
        for tag in entry.tags().iter().copied().chain(own) {
            *tags.entry(tag).or_default() += 1;
        }
        if let Some(lang) = entry.lang() {
            *langs.entry(lang).or_default() += 1;
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
        }
    }

    fn and(mut self, other: Self) -> Self {
        for (sum, more) in self.fields.iter_mut().zip(other.fields) {
            for (value, count) in more {
                *sum.entry(value).or_default() += count;
            }
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
    let value = |(text, count): (&str, usize)| Value {
        text: text.to_owned(),
        folded: fold(text),
        count,
    };
    in_order(occurrences.into_iter().map(value).collect())
}

fn in_order(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_unstable_by(|a, b| {
        let rank = |value: &Value| Reverse(value.count);
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
            Some(place) => merged[*place].count += value.count,
            None => {
                places.insert(value.folded.clone(), merged.len());
                merged.push(value);
            }
        }
    }
    in_order(merged)
}

/// Languages with the articles of their regions, which a search for them finds too: `en` with those in `en-GB`.
fn with_regions(langs: Vec<Value>) -> Vec<Value> {
    let whole = |lang: &Value| {
        let is_of = |other: &&Value| is_of_language(&other.folded, &lang.folded);
        let found = langs.iter().filter(is_of);
        Value {
            count: found.map(|other| other.count).sum(),
            ..lang.clone()
        }
    };
    in_order(langs.iter().map(whole).collect())
}

/// How often each value occurs.
type Occurrences<'a> = HashMap<&'a str, usize, BuildHasherDefault<Quick>>;

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
