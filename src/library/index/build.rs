//! How an index is made.
//!
//! Owns what is noted about each document and how the parts of the index are written from it. Does not own how it is
//! asked (`lookup`).

use super::{
    BLOCK, Docs, HEAD, MAGIC, PARTS, Part, grams,
    heavy::{Heavy, Trail},
    inverter::{Inverter, Key, Pen, Tally},
    postings::{self, Form, Place},
    tokens::{Token, Tokens},
};

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
    trail: Trail,
}

impl IndexBuilder {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the next document. A volume has up to 65,535 of them; further ones are not found.
    pub fn add(&mut self, folded: &str) {
        let mut tokens = Tokens::new(folded);
        for token in tokens.by_ref() {
            match token {
                Token::Word(range) => {
                    self.terms
                        .note_word(folded.as_bytes(), range.start, range.end);
                }
                Token::Sign(range) | Token::Run(range) => self.add_chars(&folded[range]),
            }
        }
        // A sign is found by itself too where it stands in a word.
        for sign in tokens.joined() {
            let single = grams::SINGLE | grams::pack([sign]);
            self.terms.note(Key::packed(single));
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
        draft.write_words(&self.terms, &tallies, &mut self.groups, &mut self.trail);
        let text = draft.part(Part::Text);
        let count = |term| tallies[term as usize].count;
        let mut heavy = Heavy::new(&mut self.trail, text, tallies.len(), docs, count);
        draft.write_sets(&self.terms, &tallies, &mut heavy);
        draft.write_groups(&self.groups, &heavy, &self.trail);
        self.terms.clear();
        self.groups.clear();
        self.trail.clear();
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
    fn write_sets(&mut self, terms: &Inverter, tallies: &[Tally], heavy: &mut Heavy) {
        let mut pens = vec![Pen::new(0, Form::All); tallies.len()];
        let mut end = 0;
        let all = || terms.keys().zip(tallies).zip(0..);
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
        for (doc, found) in terms.notes() {
            for term in found {
                let term = *term as usize;
                if rare[term] {
                    pairs.push((terms.key(term).low, doc));
                } else {
                    pens[term].write(doc, sets);
                }
            }
            heavy.add(doc, found);
        }
        self.write_buckets(&pairs);
        for (name, docs) in heavy.sets() {
            self.write_set(name, docs);
        }
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

    /// Writes the dictionary and notes for each letter group the blocks that have it.
    fn write_words(
        &mut self,
        terms: &Inverter,
        tallies: &[Tally],
        groups: &mut Inverter,
        trail: &mut Trail,
    ) {
        let mut text = Vec::new();
        let words = terms.keys().zip(tallies).zip(0..);
        let words = words.filter(|((key, _), _)| key.chars().is_none());
        for (word, ((key, tally), term)) in words.enumerate() {
            if word % BLOCK == 0 {
                if word > 0 {
                    groups.end_place();
                }
                self.push(Part::BlockTexts, text.len());
            }
            text.push(grams::EDGE as u8);
            let start = text.len();
            terms.write_word(key, &mut text);
            let word = std::str::from_utf8(&text[start..]).unwrap_or_default();
            grams::each(word, |name| {
                let group = groups.note(Key::packed(grams::number(name).into()));
                trail.note(group, name, tally.count);
            });
            trail.end_word(term);
        }
        groups.end_place();
        self.push(Part::BlockTexts, text.len());
        text.push(grams::EDGE as u8);
        *self.part(Part::Text) = text;
    }

    /// Writes the lists of the letter groups, save those that are never read: of groups that have a set and are no part
    /// of a longer one.
    fn write_groups(&mut self, groups: &Inverter, heavy: &Heavy, trail: &Trail) {
        let tallies = groups.tallies();
        let numbers = groups.keys().map(|key| key.low as u32);
        let mut order: Vec<(u32, usize)> = numbers.zip(0..).collect();
        order.sort_unstable();
        let mut pens = vec![Pen::new(0, Form::All); tallies.len()];
        let mut end = 0;
        for (number, group) in order {
            if trail.is_longest(group) || !heavy.contains(group) {
                pens[group] = Pen::new(end as u32, Form::Gaps);
                end += tallies[group].gaps as usize;
            }
            self.push(Part::Groups, number as usize);
            self.push(Part::GroupEnds, end);
        }
        let mut lists = vec![0; end];
        for (block, found) in groups.notes() {
            for group in found {
                pens[*group as usize].write(block, &mut lists);
            }
        }
        *self.part(Part::GroupLists) = lists;
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
