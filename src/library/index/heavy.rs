//! Letter groups that stand in so many words that putting their documents together would take long.
//!
//! Owns which groups these are and finds their documents in one pass over all: each word has a row of bits, one for each
//! heavy group it contains, and a document's row is that of all its words. Does not own the words and the groups up to
//! three letters (`build`), nor what groups are called (`grams`).

use super::{
    docs::Docs,
    grams,
    inverter::{Inverter, Key},
};

/// A group is heavy when the sets of its words have together at least as many documents: what can be read in some
/// twenty microseconds.
const HEAVY: u32 = 6_000;

/// What finding a word costs, in documents.
const WORD: u32 = 8;

/// How many words of bits a row has: two cache lines. One of them leaves common groups of large volumes without a set.
const ROW: usize = 16;

type Row = [u64; ROW];

/// What reading the sets of all words with a letter group costs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// The group's name.
    pub(super) name: u64,
    /// The documents of its words, added up.
    pub(super) docs: u32,
}

/// The groups of each word, as they are found when the dictionary is written.
#[derive(Debug, Default)]
pub(super) struct Trail {
    costs: Vec<Cost>,
    /// The groups of each word, one word behind the other.
    groups: Vec<u32>,
    /// Each word's term, and where its groups end.
    words: Vec<(u32, usize)>,
    /// Longer groups, and which words have them.
    long: Inverter,
    long_costs: Vec<Cost>,
    long_groups: Vec<(u32, u32)>,
}

impl Trail {
    /// Forgets all words, but keeps its memory.
    pub(super) fn clear(&mut self) {
        self.costs.clear();
        self.groups.clear();
        self.words.clear();
        self.long.clear();
        self.long_costs.clear();
        self.long_groups.clear();
    }

    /// Notes that the next word, of which `docs` documents have a set, contains a group.
    #[inline]
    pub(super) fn note(&mut self, group: u32, name: u64, docs: u32) {
        note(&mut self.costs, group, name, docs);
        self.groups.push(group);
    }

    /// The word is done.
    pub(super) fn end_word(&mut self, term: u32) {
        self.words.push((term, self.groups.len()));
    }

    /// Whether a group has three letters.
    pub(super) fn is_longest(&self, group: usize) -> bool {
        grams::is_longest(self.costs[group].name)
    }

    /// Looks in a word for groups of more than three letters all of whose parts are heavy. `text` is the word with its
    /// edges.
    fn note_long(&mut self, text: &[u8], groups: std::ops::Range<usize>, term: u32, docs: u32) {
        let mut heavy = 0;
        let mut end = grams::LONGEST;
        for group in &self.groups[groups] {
            let cost = self.costs[*group as usize];
            if !grams::is_longest(cost.name) {
                continue;
            }
            heavy = if cost.docs >= HEAVY { heavy + 1 } else { 0 };
            for len in grams::LONGEST + 1..=grams::LONG.min(heavy + 2) {
                let name = grams::long(&text[end - len..end]);
                let group = self.long.note(Key::packed(name));
                note(&mut self.long_costs, group, name, docs);
                self.long_groups.push((term, group));
            }
            end += 1;
        }
    }
}

fn note(costs: &mut Vec<Cost>, group: u32, name: u64, docs: u32) {
    if group as usize == costs.len() {
        costs.push(Cost { name, docs: 0 });
    }
    costs[group as usize].docs += docs + WORD;
}

/// The heavy groups and their documents.
pub(super) struct Heavy {
    names: Vec<u64>,
    /// For each term the heavy groups it contains.
    rows: Vec<Row>,
    /// Which groups of up to three letters are heavy.
    is_heavy: Vec<bool>,
    found: Vec<Docs>,
}

impl Heavy {
    /// Chooses among the groups of all words. `text` is the dictionary, `docs` tells for a term in how many documents
    /// it is.
    pub(super) fn new(
        trail: &mut Trail,
        text: &[u8],
        terms: usize,
        limit: usize,
        docs: impl Fn(u32) -> u32,
    ) -> Self {
        let words = std::mem::take(&mut trail.words);
        let (mut start, mut at) = (0, 0);
        for (term, end) in &words {
            let len = text[at + 1..]
                .iter()
                .position(|byte| *byte == grams::EDGE as u8);
            let word = &text[at..=at + 1 + len.unwrap_or(0)];
            if word.is_ascii() {
                trail.note_long(word, start..*end, *term, docs(*term));
            }
            at += word.len() - 1;
            start = *end;
        }
        trail.words = words;
        let (names, bits, long_bits) = trail.choose();
        let mut rows = vec![Row::default(); terms];
        let mut start = 0;
        for (term, end) in &trail.words {
            for group in &trail.groups[start..*end] {
                set(&mut rows[*term as usize], bits[*group as usize]);
            }
            start = *end;
        }
        for (term, group) in &trail.long_groups {
            set(&mut rows[*term as usize], long_bits[*group as usize]);
        }
        Self {
            found: vec![Docs::new(limit); names.len()],
            is_heavy: bits.iter().map(Option::is_some).collect(),
            names,
            rows,
        }
    }

    /// Whether a group of up to three letters is among them.
    pub(super) fn contains(&self, group: usize) -> bool {
        self.is_heavy[group]
    }

    /// Takes in a document by its terms.
    pub(super) fn add(&mut self, doc: u32, terms: &[u32]) {
        let mut row = Row::default();
        for term in terms {
            for (all, word) in row.iter_mut().zip(&self.rows[*term as usize]) {
                *all |= word;
            }
        }
        for (at, mut word) in row.into_iter().enumerate() {
            while word != 0 {
                self.found[at * 64 + word.trailing_zeros() as usize].insert(doc as usize);
                word &= word - 1;
            }
        }
    }

    /// Each heavy group's name and documents.
    pub(super) fn sets(&self) -> impl Iterator<Item = (u64, &Docs)> {
        self.names.iter().copied().zip(&self.found)
    }
}

/// Names of heavy groups, and the bit of each group of up to three letters and of each longer one.
type Choice = (Vec<u64>, Vec<Option<u16>>, Vec<Option<u16>>);

impl Trail {
    /// Gives the heaviest groups a bit each.
    fn choose(&self) -> Choice {
        let all = self.costs.iter().chain(&self.long_costs).zip(0..);
        let mut heavy: Vec<(Cost, usize)> = all
            .map(|(cost, at)| (*cost, at))
            .filter(|(cost, _)| cost.docs >= HEAVY)
            .collect();
        heavy.sort_unstable_by_key(|(cost, at)| (std::cmp::Reverse(cost.docs), *at));
        heavy.truncate(ROW * 64);
        let mut bits = vec![None; self.costs.len() + self.long_costs.len()];
        for ((_, group), bit) in heavy.iter().zip(0..) {
            bits[*group] = Some(bit);
        }
        let long_bits = bits.split_off(self.costs.len());
        let names = heavy.iter().map(|(cost, _)| cost.name).collect();
        (names, bits, long_bits)
    }
}

#[inline]
fn set(row: &mut Row, bit: Option<u16>) {
    if let Some(bit) = bit {
        row[usize::from(bit) / 64] |= 1 << (bit % 64);
    }
}
