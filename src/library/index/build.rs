//! How an index is made.
//!
//! Owns what is noted about each document and how the parts of the index are written from it. Does not own how it is
//! asked (`lookup`).

use super::{
    BLOCK, Docs, HEAD, Index, MAGIC, PARTS, Part, grams,
    inverter::{Inverter, Key, Pen, Tally},
    postings::{self, Form, Place},
    tokens::{Token, Tokens},
};

/// Sets that are asked for by a letter group are put together beforehand when their words' lists have more documents
/// than this: what can be read in some twenty microseconds.
const HEAVY: u32 = 16_000;

/// Pairs of characters of scripts without spaces that occur in fewer documents than this share their sets with others:
/// most pairs are as rare, and their names alone would outweigh the sets.
const RARE: u32 = 8;

/// How many documents the set of such pairs has, with repetitions.
const BUCKET_LOAD: usize = 16;

/// Collects the folded texts of a volume's documents and makes the index of them.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    terms: Inverter,
    groups: Inverter,
}

impl IndexBuilder {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the next document. A volume has up to 65,535 of them; further ones are not found.
    pub fn add(&mut self, folded: &str) {
        for token in Tokens::new(folded) {
            match token {
                Token::Word(range) => {
                    self.terms
                        .note_word(folded.as_bytes(), range.start, range.end);
                }
                Token::Sign(range) | Token::Run(range) => self.add_chars(&folded[range]),
            }
        }
        self.terms.end_place();
    }

    /// Takes in signs, or characters of a script without spaces and their neighbours.
    fn add_chars(&mut self, chars: &str) {
        let mut before = None;
        for c in chars.chars() {
            let single = grams::SINGLE | grams::pack([c]);
            self.terms.note(Key::packed(single));
            if let Some(before) = before.replace(c) {
                let pair = grams::PAIR | grams::pack([before, c]);
                self.terms.note(Key::packed(pair));
            }
        }
    }

    /// The index of all documents taken in. The builder is empty again, but keeps its memory for the next volume.
    pub fn finish(&mut self) -> Vec<u8> {
        let docs = self.terms.places();
        let mut draft = Draft::new(docs);
        let tallies = self.terms.tallies();
        draft.write_sets(&self.terms, &tallies);
        let costs = draft.write_words(&self.terms, &tallies, &mut self.groups);
        draft.write_groups(&self.groups, &costs);
        self.terms.clear();
        self.groups.clear();
        draft.pack()
    }
}

/// An index that is being written.
struct Draft {
    docs: usize,
    buckets: u32,
    parts: [Vec<u8>; PARTS],
    /// The sets that are not those of a word, by name.
    sets: Vec<(u64, Place)>,
}

/// What reading the sets of all words with a letter group costs.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    group: u64,
    docs: u32,
}

impl Draft {
    fn new(docs: usize) -> Self {
        Self {
            docs,
            buckets: 0,
            parts: std::array::from_fn(|_| Vec::new()),
            sets: Vec::new(),
        }
    }

    fn part(&mut self, part: Part) -> &mut Vec<u8> {
        &mut self.parts[part as usize]
    }

    fn push(&mut self, part: Part, number: usize) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.part(part).extend_from_slice(&number.to_le_bytes());
    }

    /// Writes the documents of all words, then those of all else.
    fn write_sets(&mut self, terms: &Inverter, tallies: &[Tally]) {
        let mut pens = vec![Pen::new(0, Form::All); tallies.len()];
        let mut end = 0;
        let all = || terms.keys().iter().zip(tallies).zip(0..);
        let words = all().filter(|((key, _), _)| key.chars().is_none());
        for (word, ((_, tally), term)) in words.enumerate() {
            if word % BLOCK == 0 {
                self.push(Part::BlockSets, end);
            }
            let (pen, shape) = self.lay_out(*tally, &mut end);
            self.part(Part::WordShapes)
                .extend_from_slice(&shape.to_le_bytes());
            pens[term] = pen;
        }
        let mut rare = vec![false; tallies.len()];
        for ((key, tally), term) in all() {
            let Some(chars) = key.chars() else {
                continue;
            };
            rare[term] = grams::is_pair(chars) && tally.count < RARE;
            if !rare[term] {
                let at = end as u32;
                let (pen, shape) = self.lay_out(*tally, &mut end);
                self.sets.push((chars, Place { at, shape }));
                pens[term] = pen;
            }
        }
        self.part(Part::Sets).resize(end, 0);
        let mut pairs = Vec::new();
        let sets = self.part(Part::Sets);
        for (term, doc) in terms.notes() {
            let term = term as usize;
            if rare[term] {
                pairs.push((terms.keys()[term].low, doc));
            } else {
                pens[term].write(doc, sets);
            }
        }
        self.write_buckets(&pairs);
    }

    /// Where the set of a term goes and what shape it has.
    fn lay_out(&self, tally: Tally, end: &mut usize) -> (Pen, u16) {
        let (form, len) = Form::of(tally.count as usize, tally.gaps as usize, self.docs);
        let pen = Pen::new(*end as u32, form);
        *end += len;
        (pen, form.shape(len))
    }

    /// Writes the sets of rare pairs, given with their documents, the documents ascending.
    fn write_buckets(&mut self, pairs: &[(u64, u32)]) {
        if pairs.is_empty() {
            return;
        }
        let buckets = (pairs.len() / BUCKET_LOAD).next_power_of_two().min(1 << 16);
        self.buckets = buckets as u32;
        let bucket = |pair: u64| grams::bucket(pair, buckets as u32) as usize;
        let mut starts = vec![0; buckets + 1];
        for (pair, _) in pairs {
            starts[bucket(*pair) + 1] += 1;
        }
        for at in 0..buckets {
            starts[at + 1] += starts[at];
        }
        let mut sorted = vec![0; pairs.len()];
        let mut next = starts.clone();
        for (pair, doc) in pairs {
            let next = &mut next[bucket(*pair)];
            sorted[*next] = *doc;
            *next += 1;
        }
        for at in 0..buckets {
            let mut docs = Docs::new(self.docs);
            let found = &sorted[starts[at]..starts[at + 1]];
            found.iter().for_each(|doc| docs.insert(*doc as usize));
            if !found.is_empty() {
                self.write_set(grams::BUCKET | at as u64, &docs);
            }
        }
    }

    /// Writes a set under a name.
    fn write_set(&mut self, name: u64, docs: &Docs) {
        let (mut gaps, mut count, mut next) = (0, 0, 0);
        for doc in docs.iter() {
            gaps += postings::gap_length(doc as u32 - next) as usize;
            next = doc as u32 + 1;
            count += 1;
        }
        let (form, len) = Form::of(count, gaps, self.docs);
        let sets = self.part(Part::Sets);
        let at = sets.len() as u32;
        sets.resize(sets.len() + len, 0);
        let mut pen = Pen::new(at, form);
        docs.iter().for_each(|doc| pen.write(doc as u32, sets));
        let shape = form.shape(len);
        self.sets.push((name, Place { at, shape }));
    }

    /// Writes the dictionary and notes for each letter group the blocks that have it; returns what each costs.
    fn write_words(
        &mut self,
        terms: &Inverter,
        tallies: &[Tally],
        groups: &mut Inverter,
    ) -> Vec<Cost> {
        let mut costs = Vec::new();
        let mut text = Vec::new();
        let mut words = 0;
        for (key, tally) in terms.keys().iter().zip(tallies) {
            if key.chars().is_some() {
                continue;
            }
            if words % BLOCK == 0 {
                if words > 0 {
                    groups.end_place();
                }
                self.push(Part::BlockTexts, text.len());
            }
            words += 1;
            text.push(grams::EDGE as u8);
            let start = text.len();
            terms.write_word(*key, &mut text);
            let word = std::str::from_utf8(&text[start..]).unwrap_or_default();
            grams::each(word, |group| {
                let number = groups.note(Key::packed(grams::number(group).into())) as usize;
                if number == costs.len() {
                    costs.push(Cost { group, docs: 0 });
                }
                costs[number].docs += tally.count;
            });
        }
        groups.end_place();
        self.push(Part::BlockTexts, text.len());
        text.push(grams::EDGE as u8);
        *self.part(Part::Text) = text;
        costs
    }

    /// Writes the lists of the letter groups, and the sets of those whose lists are too long to be read each time.
    fn write_groups(&mut self, groups: &Inverter, costs: &[Cost]) {
        let tallies = groups.tallies();
        let mut order: Vec<(u32, usize)> = groups
            .keys()
            .iter()
            .map(|key| key.low as u32)
            .zip(0..)
            .collect();
        order.sort_unstable();
        let mut pens = vec![Pen::new(0, Form::All); tallies.len()];
        let mut end = 0;
        for (group, at) in &order {
            pens[*at] = Pen::new(end as u32, Form::Gaps);
            end += tallies[*at].gaps as usize;
            self.push(Part::Groups, *group as usize);
            self.push(Part::GroupEnds, end);
        }
        let mut lists = vec![0; end];
        for (group, block) in groups.notes() {
            pens[group as usize].write(block, &mut lists);
        }
        *self.part(Part::GroupLists) = lists;
        self.write_heavy(costs);
        self.drop_lists(&order, costs);
    }

    /// Writes the sets of letter groups that take long to put together.
    fn write_heavy(&mut self, costs: &[Cost]) {
        let heavy = costs.iter().filter(|cost| cost.docs >= HEAVY);
        let found: Vec<(u64, Docs)> = {
            let index = self.index();
            heavy
                .map(|cost| (cost.group, index.with_letters(&grams::unpack(cost.group))))
                .collect()
        };
        for (group, docs) in found {
            self.write_set(group, &docs);
        }
    }

    /// Drops the lists that are never read: those of groups that have a set and are no part of a longer one.
    fn drop_lists(&mut self, order: &[(u32, usize)], costs: &[Cost]) {
        let lists = std::mem::take(self.part(Part::GroupLists));
        let ends = std::mem::take(self.part(Part::GroupEnds));
        let mut kept = Vec::with_capacity(lists.len());
        let mut start = 0;
        for ((_, group), end) in order.iter().zip(ends.chunks_exact(4)) {
            let end = super::number(end, 0).map_or(0, |end| end as usize);
            let cost = costs[*group];
            if cost.docs < HEAVY || grams::is_longest(cost.group) {
                kept.extend_from_slice(&lists[start..end]);
            }
            start = end;
            self.push(Part::GroupEnds, kept.len());
        }
        *self.part(Part::GroupLists) = kept;
    }

    /// What is written so far, as it will be read.
    fn index(&self) -> Index<'_> {
        Index {
            docs: self.docs as u32,
            buckets: self.buckets,
            parts: self.parts.each_ref().map(Vec::as_slice),
        }
    }

    fn pack(mut self) -> Vec<u8> {
        let mut sets = std::mem::take(&mut self.sets);
        sets.sort_unstable_by_key(|(name, _)| *name);
        for (name, place) in sets {
            self.part(Part::SetNames)
                .extend_from_slice(&name.to_le_bytes());
            self.push(Part::SetStarts, place.at as usize);
            self.part(Part::SetShapes)
                .extend_from_slice(&place.shape.to_le_bytes());
        }
        let len: usize = self.parts.iter().map(Vec::len).sum();
        let mut bytes = Vec::with_capacity(HEAD + len);
        let lengths = self.parts.iter().map(|part| part.len() as u32);
        for field in [MAGIC, self.docs as u32, self.buckets]
            .into_iter()
            .chain(lengths)
        {
            bytes.extend_from_slice(&field.to_le_bytes());
        }
        self.parts
            .iter()
            .for_each(|part| bytes.extend_from_slice(part));
        bytes
    }
}
