//! How an index is made.
//!
//! Owns what is noted about each document and how the parts of the index are written from it. Does not own how it is
//! asked (`lookup`).

use super::{
    BLOCK, HEAD, MAGIC, PARTS, Part,
    bits::Bits,
    directory, grams,
    groups::Groups,
    heavy::Heavy,
    inverter::Inverter,
    postings::{self, Place},
    terms::{Key, Terms},
    tokens::Parts,
};

/// Pairs of characters of scripts without spaces that occur in fewer documents than this share their sets with others:
/// most pairs are as rare, and their names alone would outweigh the sets.
const RARE: usize = 16;

/// How many documents the set of such pairs has, with repetitions.
const BUCKET_LOAD: usize = 64;

/// Collects the folded texts of a volume's documents and makes the index of them.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    parts: Parts,
    terms: Terms,
    groups: Groups,
    heavy: Heavy,
    blocks: Inverter,
}

impl IndexBuilder {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the next document. A volume has up to 65,535 of them; further ones are not found.
    pub fn add(&mut self, folded: &str) {
        let terms = &mut self.terms;
        self.parts.part(folded);
        for word in self.parts.words() {
            terms.note_word(folded.as_bytes(), word.start, word.end);
        }
        for sign in self.parts.signs() {
            terms.note(Key::packed(grams::SINGLE | grams::pack([sign])));
        }
        for (before, c) in self.parts.unspaced() {
            terms.note(Key::packed(grams::SINGLE | grams::pack([c])));
            if let Some(before) = before {
                terms.note(Key::packed(grams::PAIR | grams::pack([before, c])));
            }
        }
        terms.end_document();
    }

    /// The index of all documents taken in. The builder is empty again, but keeps its memory for the next volume.
    pub fn finish(&mut self) -> Vec<u8> {
        let docs = self.terms.documents();
        let mut draft = Draft::new(docs);
        let words = draft.write_words(&self.terms, &mut self.groups);
        self.groups.find_shorter();
        let count = |word: usize| self.terms.count_of(words[word]);
        let text = draft.part(Part::Text);
        self.heavy.choose(&self.groups, text, docs, count);
        draft.write_groups(&self.groups, &self.heavy, &mut self.blocks);
        let places = self.terms.invert();
        draft.write_word_sets(&words, places, &self.groups, &mut self.heavy);
        draft.write_other_sets(&self.terms);
        for (name, docs) in self.heavy.finish() {
            draft.write_docs(name, docs);
        }
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

    /// Writes the dictionary, and notes each word's letter groups. Returns the term of each word.
    fn write_words(&mut self, terms: &Terms, groups: &mut Groups) -> Vec<usize> {
        let mut text = Vec::new();
        let mut words = Vec::new();
        for (term, key) in terms.keys().filter(|(_, key)| key.chars().is_none()) {
            if words.len() % BLOCK == 0 {
                self.push(Part::BlockTexts, text.len());
            }
            text.push(grams::EDGE as u8);
            let start = text.len();
            terms.write_word(key, &mut text);
            let word = std::str::from_utf8(&text[start..]).unwrap_or_default();
            groups.add(word, terms.count_of(term));
            words.push(term);
        }
        self.push(Part::BlockTexts, text.len());
        text.push(grams::EDGE as u8);
        *self.part(Part::Text) = text;
        words
    }

    /// Writes the lists of the letter groups, save those that are never read: of groups that have a set and are no part
    /// of a longer one.
    fn write_groups(&mut self, groups: &Groups, heavy: &Heavy, blocks: &mut Inverter) {
        let is_read = |group: usize| group < groups.within().len() || !heavy.contains(group);
        let read = (0..groups.names().len()).filter(|group| is_read(*group));
        let mut order: Vec<_> = read
            .map(|group| (grams::number(groups.names()[group]), group))
            .collect();
        order.sort_unstable();
        // Two groups with the same number share a list.
        let mut lists = vec![None; groups.names().len()];
        let mut numbers: Vec<u32> = Vec::new();
        for (number, group) in order {
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
            lists[group] = Some(numbers.len() as u32 - 1);
        }
        directory::write(&numbers, self.part(Part::GroupDirectory));
        blocks.clear(numbers.len());
        let words: Vec<_> = (0..groups.words()).collect();
        let mut found = Vec::new();
        for block in words.chunks(BLOCK) {
            for three in block.iter().flat_map(|word| groups.threes_of(*word)) {
                let within = groups.within()[*three as usize].groups().iter();
                found.extend(within.filter_map(|group| lists[*group as usize]));
            }
            blocks.note(&found);
            blocks.end_place();
            found.clear();
        }
        blocks.invert();
        for (list, number) in numbers.iter().enumerate() {
            postings::write_gaps(blocks.places_of(list), self.part(Part::GroupLists));
            let end = self.part(Part::GroupLists).len();
            self.push(Part::Groups, *number as usize);
            self.push(Part::GroupEnds, end);
        }
    }

    /// Writes the documents of all words.
    fn write_word_sets(
        &mut self,
        words: &[usize],
        places: &Inverter,
        groups: &Groups,
        heavy: &mut Heavy,
    ) {
        for (word, term) in words.iter().enumerate() {
            if word % BLOCK == 0 {
                let start = self.part(Part::Sets).len();
                self.push(Part::BlockSets, start);
            }
            let docs = places.places_of(*term);
            let limit = self.docs;
            let shape = postings::write(docs, limit, self.part(Part::Sets));
            self.part(Part::WordShapes)
                .extend_from_slice(&shape.to_le_bytes());
            heavy.add(word, groups, docs);
        }
    }

    /// Writes the documents of all that is no word.
    fn write_other_sets(&mut self, terms: &Terms) {
        let mut pairs = Vec::new();
        for (term, key) in terms.keys() {
            let Some(name) = key.chars() else {
                continue;
            };
            let docs = terms.documents_of(term);
            if grams::is_pair(name) && docs.len() < RARE {
                pairs.extend(docs.iter().map(|doc| (name, *doc)));
            } else {
                self.write_set(name, docs);
            }
        }
        self.write_buckets(&pairs);
    }

    /// Writes the sets of rare pairs, given with their documents.
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
            let found = &mut sorted[starts[at]..starts[at + 1]];
            found.sort_unstable();
            let mut docs = found.to_vec();
            docs.dedup();
            if !docs.is_empty() {
                self.write_set(grams::BUCKET | at as u64, &docs);
            }
        }
    }

    /// Writes a set under a name.
    fn write_set(&mut self, name: u64, docs: &[u32]) {
        let limit = self.docs;
        let sets = self.part(Part::Sets);
        let at = sets.len() as u32;
        let shape = postings::write(docs, limit, sets);
        self.sets.push((name, Place { at, shape }));
    }

    /// The same for a set that is one of bits. One so large that it stays one is not taken apart.
    fn write_docs(&mut self, name: u64, docs: &Bits) {
        if docs.count() < self.docs.div_ceil(8) || docs.is_full() {
            let numbers: Vec<u32> = docs.iter().map(|doc| doc as u32).collect();
            self.write_set(name, &numbers);
        } else {
            let sets = self.part(Part::Sets);
            let at = sets.len() as u32;
            let shape = postings::write_bits(docs, sets);
            self.sets.push((name, Place { at, shape }));
        }
    }

    fn pack(mut self) -> Vec<u8> {
        let mut sets = std::mem::take(&mut self.sets);
        sets.sort_unstable_by_key(|(name, _)| (grams::number(*name), *name));
        let numbers: Vec<_> = sets.iter().map(|(name, _)| grams::number(*name)).collect();
        directory::write(&numbers, self.part(Part::SetDirectory));
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
