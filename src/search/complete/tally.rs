//! How many articles have each value of a field, counted on all cores.
//!
//! Owns the counting. Does not own what is offered (`complete`).

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use rayon::prelude::*;

use super::super::{expr::Is, field::Scope};
use crate::{
    library::{Entry, Library, Row},
    marks::Marks,
};

/// Articles by mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MarkCounts {
    all: usize,
    read: usize,
    starred: usize,
    begun: usize,
    reading: usize,
}

impl MarkCounts {
    /// Articles with a mark.
    pub(super) fn of(self, is: Is) -> usize {
        match is {
            Is::Unread => self.all - self.read,
            Is::Read => self.read,
            Is::Starred => self.starred,
            Is::Reading => self.reading,
            Is::New => self.all - self.read - self.begun,
        }
    }
}

/// Counts articles by mark. Only what was ever marked is looked at.
pub(super) fn marks(library: &Library, marks: &Marks) -> MarkCounts {
    let marked: Vec<_> = marks.iter().collect();
    let known = marked
        .par_iter()
        .with_min_len(1024)
        .filter(|(id, _)| library.find(*id).is_some());
    let [read, starred, begun, reading] = known
        .map(|(_, mark)| {
            let begun = !mark.read && mark.position > 0;
            let reading = begun && mark.position < 100;
            [mark.read, mark.starred, begun, reading].map(usize::from)
        })
        .reduce(
            || [0; 4],
            |a, b| std::array::from_fn(|index| a[index] + b[index]),
        );
    MarkCounts {
        all: library.len(),
        read,
        starred,
        begun,
        reading,
    }
}

/// Counts articles by the values that they have in a field. Titles, texts, addresses and paths are each their own, and
/// not counted.
pub(super) fn values<'a>(scope: Scope, library: &'a Library, marks: &'a Marks) -> Counts<'a> {
    let count = |value: fn(&Entry<'a>) -> Option<&'a str>| {
        tallied(library, move |row, add| {
            if let Some(value) = value(&library.get(row)) {
                add(value);
            }
        })
    };
    match scope {
        Scope::Byline => count(Entry::byline),
        Scope::Source => count(Entry::source),
        Scope::Lang => count(Entry::lang),
        Scope::From => tallied(library, |row, add| {
            let entry = library.get(row);
            let byline = entry
                .byline()
                .filter(|byline| entry.source() != Some(byline));
            entry.source().into_iter().chain(byline).for_each(add);
        }),
        Scope::Tag => tallied(library, |row, add| {
            let entry = library.get(row);
            entry.tags().iter().for_each(|tag| add(tag));
            let own = marks.get(library.id(row)).tags.iter();
            own.filter(|tag| !entry.tags().contains(&tag.as_str()))
                .for_each(|tag| add(tag));
        }),
        Scope::Anywhere | Scope::Title | Scope::Body | Scope::Url | Scope::Path => {
            Counts::default()
        }
    }
}

/// Counts values. Those of many rows are fetched before they are counted: that way the waits for memory overlap.
fn tallied<'a>(
    library: &'a Library,
    each: impl Fn(Row, &mut dyn FnMut(&'a str)) + Sync,
) -> Counts<'a> {
    let stretches = library.order().par_chunks(8192);
    let counted = stretches.map(|rows| {
        let mut counts = Counts::default();
        let mut values = Vec::with_capacity(256);
        for rows in rows.chunks(128) {
            rows.iter()
                .for_each(|row| each(*row, &mut |value| values.push(value)));
            for value in values.drain(..) {
                *counts.entry(value).or_default() += 1;
            }
        }
        counts
    });
    counted
        .reduce_with(|mut sum, counts| {
            for (value, count) in counts {
                *sum.entry(value).or_default() += count;
            }
            sum
        })
        .unwrap_or_default()
}

/// How often each value occurs.
pub(super) type Counts<'a> = HashMap<&'a str, usize, BuildHasherDefault<Quick>>;

/// A multiplicative hash over words of eight bytes (Knuth, TAOCP 3, 6.4, with the golden ratio): for short strings several times as fast as the standard hasher, whose guard against
/// crafted keys a menu can do without.
#[derive(Default)]
pub(super) struct Quick(u64);

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
