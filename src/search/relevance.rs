//! How well articles answer the words of a query.
//!
//! Owns the scores. Does not own the order that is made of them (`order`). Regular expressions do not count: no number
//! of articles is known to hold them.

use memchr::memmem::Finder;
use rayon::prelude::*;

use super::{
    Query,
    expr::{Needle, Sought},
    field::Scope,
};
use crate::library::{Library, Row};

/// How soon more of the same word stops to count, and how much the length of a text does: the values that Robertson and
/// Zaragoza name as usual.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// How many articles, picked evenly, stand for the library where lengths, and words that the indexes do not know, are
/// counted: some 7 MB of text, which takes a few milliseconds.
const SAMPLE: usize = 2048;

/// The fields of an article that words are found in, and how much a word in each counts, in the order in which
/// [`Library::folded_fields`] tells them.
const FIELDS: [(Scope, f64); 4] = [
    (Scope::Title, 8.0),
    (Scope::Byline, 2.0),
    (Scope::Source, 2.0),
    (Scope::Body, 1.0),
];

/// Scores articles that answer a query, by BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25
/// and Beyond", 2009, sections 3.5 and 3.6): of each word the sum over the fields of its weighted number, in proportion
/// to the field's length, saturated, and times the word's rarity in the library. A word within another counts half.
pub(super) fn scored(query: &Query, library: &Library, rows: Vec<Row>) -> Vec<(f64, Row)> {
    let sample = sample(library);
    let words = Word::all(query, library, &sample, &rows);
    let usual = usual_lengths(library, &sample);
    let score = |row: Row| {
        let fields = library.folded_fields(row);
        words.iter().map(|word| word.score(&fields, &usual)).sum()
    };
    rows.into_par_iter().map(|row| (score(row), row)).collect()
}

/// A word of a query.
struct Word<'q> {
    scope: Scope,
    finder: Finder<'q>,
    rarity: f64,
}

impl<'q> Word<'q> {
    fn all(query: &'q Query, library: &Library, sample: &[Row], hits: &[Row]) -> Vec<Self> {
        let mut sought = Vec::new();
        query.seek(true, &mut sought);
        let mut needles: Vec<(Scope, &Needle)> = Vec::new();
        for (scope, sought) in sought {
            if let Sought::Needle(needle) = sought
                && !needles.contains(&(scope, needle))
            {
                needles.push((scope, needle));
            }
        }
        let is_alone = needles.len() == 1;
        let word = |(scope, needle): (Scope, &'q Needle)| {
            let mut word = Self {
                scope,
                finder: Finder::new(needle.folded.as_bytes()),
                rarity: 1.0,
            };
            if !is_alone {
                word.rarity = rarity(word.frequency(library, sample, hits), library.len());
            }
            word
        };
        needles.into_par_iter().map(word).collect()
    }

    /// How many articles of the library hold the word, about: what the indexes know, else as many as in the sample, and no
    /// fewer than were found.
    fn frequency(&self, library: &Library, sample: &[Row], hits: &[Row]) -> f64 {
        if self.scope == Scope::Anywhere
            && let Ok(word) = std::str::from_utf8(self.finder.needle())
            && let (holders, true) = library.holders(word, &library.listed())
        {
            return holders as f64;
        }
        let among = |rows: &[Row]| {
            let rows = rows.iter().filter(|row| self.is_in(library, **row));
            rows.count() as f64
        };
        let share = library.len() as f64 / sample.len().max(1) as f64;
        let known = among(&hits[..hits.len().min(SAMPLE)]);
        (among(sample) * share).max(known)
    }

    fn is_in(&self, library: &Library, row: Row) -> bool {
        let mut fields = FIELDS.iter().zip(library.folded_fields(row));
        fields
            .any(|((scope, _), text)| self.scope.covers(*scope) && self.finder.find(text).is_some())
    }

    fn score(&self, fields: &[&[u8]; 4], usual: &[f64; 4]) -> f64 {
        let here = FIELDS
            .iter()
            .zip(fields)
            .zip(usual)
            .filter(|(((scope, _), _), _)| self.scope.covers(*scope));
        let number: f64 = here
            .map(|(((_, weight), text), usual)| {
                weight * self.number(text) / (1.0 - B + B * text.len() as f64 / usual)
            })
            .sum();
        self.rarity * number / (K1 + number)
    }

    /// How often the word stands in a text.
    fn number(&self, text: &[u8]) -> f64 {
        let places = self.finder.find_iter(text);
        let weight = |at| match goes_on_with(&text[..at]) {
            true => 0.5,
            false => 1.0,
        };
        places.map(weight).sum()
    }
}

/// Whether a text ends with a letter or digit.
fn goes_on_with(text: &[u8]) -> bool {
    if text.last().is_none_or(u8::is_ascii) {
        return text.last().is_some_and(u8::is_ascii_alphanumeric);
    }
    // What is not the beginning of a character has 10 for its top bits.
    let is_start = |byte: &u8| byte & 0xc0 != 0x80;
    let start = text.iter().rposition(is_start).unwrap_or(0);
    let last_char = std::str::from_utf8(&text[start..]).ok();
    last_char.is_some_and(|c| c.chars().any(char::is_alphanumeric))
}

/// The inverse document frequency of BM25, kept above nothing for words that most articles have.
pub(super) fn rarity(frequency: f64, articles: usize) -> f64 {
    let rest = (articles as f64 - frequency).max(0.0);
    (1.0 + (rest + 0.5) / (frequency + 0.5)).ln()
}

/// Articles picked evenly from the whole library; all of a small one.
fn sample(library: &Library) -> Vec<Row> {
    let step = library.len().div_ceil(SAMPLE).max(1);
    library.order().iter().copied().step_by(step).collect()
}

/// The mean length of each field, in bytes, at least one.
fn usual_lengths(library: &Library, sample: &[Row]) -> [f64; 4] {
    let lengths = sample.par_iter().map(|row| library.field_lengths(*row));
    let sums = lengths.reduce(|| [0; 4], |a, b| std::array::from_fn(|at| a[at] + b[at]));
    sums.map(|sum| (sum as f64 / sample.len().max(1) as f64).max(1.0))
}
