//! Letter groups that stand in so many words that putting their documents together would take long.
//!
//! Owns which groups these are, and puts their documents together when the index is made. Does not own the words and
//! the groups up to three letters (`groups`), nor what groups are called (`grams`).

use super::{bits::Bits, grams, groups::Groups, names::Names};

/// A group is heavy when the sets of its words have together at least as many documents: what can be read in some
/// twenty microseconds.
const HEAVY: u32 = 6_000;

/// How many groups have a set at most, the heaviest ones. Half of them would leave common groups of large volumes
/// without.
const MOST: usize = 1024;

/// Groups of more than three letters, all of whose threes are heavy.
#[derive(Debug, Default)]
struct Longer {
    names: Names,
    costs: Vec<u32>,
    /// Words and the longer groups they have, in the order of the words.
    of_words: Vec<(u32, u32)>,
}

/// The heavy groups and their documents.
#[derive(Debug, Default)]
pub(super) struct Heavy {
    longer: Longer,
    names: Vec<u64>,
    /// The set of each group that has one: of those up to three letters, then of the longer ones.
    sets: Vec<Option<u16>>,
    /// The sets of what is within each group of three, its own first if it has one.
    of_threes: Vec<([u16; 4], usize)>,
    found: Vec<Bits>,
    /// Which sets have all documents.
    is_full: Vec<bool>,
    /// The first among the longer groups of words that belongs to no word before the next.
    next: usize,
    /// The documents of one word.
    word: Bits,
}

impl Heavy {
    /// Chooses among the groups of all words. `text` is the dictionary, `docs` tells for a word in how many documents
    /// it is.
    pub(super) fn choose(
        &mut self,
        groups: &Groups,
        text: &[u8],
        limit: usize,
        docs: impl Fn(usize) -> u32,
    ) {
        self.longer.clear();
        let mut words = text.split(|byte| *byte == grams::EDGE as u8);
        let mut at = 0;
        words.next();
        for word in 0..groups.words() {
            let len = words.next().map_or(0, <[u8]>::len);
            let edged = &text[at..at + len + 2];
            at += len + 1;
            if edged.is_ascii() {
                self.longer
                    .add(edged, word, groups, || docs(word) + grams::WORD);
            }
        }
        let sets = self.pick(groups);
        self.is_full = vec![false; self.names.len()];
        self.found.clear();
        self.found.resize(self.names.len(), Bits::new(limit));
        self.word = Bits::new(limit);
        self.next = 0;
        let of_three = groups.within().iter().map(|within| {
            let mut all = ([0; 4], 0);
            let found = within.groups().iter();
            for set in found.filter_map(|group| sets[*group as usize]) {
                all.0[all.1] = set;
                all.1 += 1;
            }
            all
        });
        self.of_threes = of_three.collect();
        self.sets = sets;
    }

    /// Gives the heaviest groups a set each. Returns the sets of all groups, the longer ones behind the others.
    fn pick(&mut self, groups: &Groups) -> Vec<Option<u16>> {
        let longer = &self.longer;
        let names = || groups.names().iter().chain(longer.names.all());
        let costs = groups.costs().iter().chain(&longer.costs);
        let all = names().zip(costs).zip(0_usize..);
        let mut heavy: Vec<_> = all
            .map(|((name, cost), at)| (*cost, at, *name))
            .filter(|(cost, ..)| *cost >= HEAVY)
            .collect();
        heavy.sort_unstable_by_key(|(cost, at, _)| (std::cmp::Reverse(*cost), *at));
        heavy.truncate(MOST);
        let mut sets = vec![None; names().count()];
        for ((_, group, _), set) in heavy.iter().zip(0..) {
            sets[*group] = Some(set);
        }
        self.names = heavy.iter().map(|(.., name)| *name).collect();
        sets
    }

    /// Whether a group of up to three letters is among them.
    pub(super) fn contains(&self, group: usize) -> bool {
        self.sets[group].is_some()
    }

    /// Takes in a word and its documents. Words come in their order.
    pub(super) fn add(&mut self, word: usize, groups: &Groups, docs: &[u32]) {
        // As many documents as a set has words are as quickly taken in together.
        let is_common = docs.len() > self.word.words().len() / 2;
        if is_common {
            self.word.clear();
            self.word.insert_all(docs);
        }
        for three in groups.threes_of(word) {
            let (sets, len) = self.of_threes[*three as usize];
            // What has a set of three is taken over into those of the shorter groups at last.
            let len = if self.contains(*three as usize) {
                1
            } else {
                len
            };
            for set in &sets[..len] {
                self.add_to(*set, is_common, docs);
            }
        }
        while let Some((other, group)) = self.longer.of_words.get(self.next).copied()
            && other as usize <= word
        {
            self.next += 1;
            if let Some(set) = self.sets[groups.names().len() + group as usize] {
                self.add_to(set, is_common, docs);
            }
        }
    }

    #[inline]
    fn add_to(&mut self, set: u16, is_common: bool, docs: &[u32]) {
        let set = usize::from(set);
        if self.is_full[set] {
            return;
        }
        if is_common {
            self.found[set].or(&self.word);
            self.is_full[set] = self.found[set].is_full();
        } else {
            self.found[set].insert_all(docs);
        }
    }

    /// Each heavy group's name and documents, when all words have been taken in.
    pub(super) fn finish(&mut self) -> impl Iterator<Item = (u64, &Bits)> {
        for (three, (sets, len)) in self.of_threes.iter().enumerate() {
            if self.sets[three].is_some() {
                let of_three = std::mem::take(&mut self.found[usize::from(sets[0])]);
                for set in &sets[1..*len] {
                    self.found[usize::from(*set)].or(&of_three);
                }
                self.found[usize::from(sets[0])] = of_three;
            }
        }
        self.names.iter().copied().zip(&self.found)
    }
}

impl Longer {
    fn clear(&mut self) {
        self.names.clear();
        self.costs.clear();
        self.of_words.clear();
    }

    /// Looks in a word between its edges for groups of which all threes are heavy.
    fn add(&mut self, edged: &[u8], word: usize, groups: &Groups, cost: impl Fn() -> u32) {
        let mut heavy = 0;
        let threes = groups.threes_of(word);
        for (three, end) in threes.iter().zip(grams::LONGEST..) {
            let is_heavy = groups.costs()[*three as usize] >= HEAVY;
            heavy = if is_heavy { heavy + 1 } else { 0 };
            for len in grams::LONGEST + 1..=grams::LONG.min(heavy + 2) {
                let name = grams::long(&edged[end - len..end]);
                let (group, is_new) = self.names.number(name);
                if is_new {
                    self.costs.push(0);
                }
                let all = &mut self.costs[group as usize];
                *all = all.saturating_add(cost());
                self.of_words.push((word as u32, group));
            }
        }
    }
}
