//! The letter groups of a dictionary's words.
//!
//! Owns which groups each word has and what reading the sets of all words with a group costs. A word's groups of three
//! hold all shorter ones, so only these are looked up. Does not own what groups are called (`grams`).

use super::{grams, names::Names};

/// The groups within a group of three letters: itself, its middle letter, its first two, and its last two where a word
/// ends with them. Each group of a word is within one of its threes in this sense, and a single edge is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within {
    groups: [u32; 4],
    len: usize,
}

impl Within {
    pub(super) fn groups(&self) -> &[u32] {
        &self.groups[..self.len]
    }
}

/// The groups of the words that have been taken in.
#[derive(Debug, Default)]
pub(super) struct Groups {
    names: Names,
    costs: Vec<u32>,
    /// The groups of three of each word, one word behind the other, and where each ends.
    threes: Vec<u32>,
    ends: Vec<usize>,
    /// What is within each group of three.
    within: Vec<Within>,
}

impl Groups {
    /// Forgets all words, but keeps its memory.
    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.costs.clear();
        self.threes.clear();
        self.ends.clear();
        self.within.clear();
    }

    /// Takes in the next word, of which `docs` documents have a set.
    pub(super) fn add(&mut self, word: &str, docs: u32) {
        grams::threes(word, |name| {
            let group = self.note(name, docs + grams::WORD);
            self.threes.push(group);
        });
        self.ends.push(self.threes.len());
    }

    /// Finds the shorter groups when all words have been taken in.
    pub(super) fn find_shorter(&mut self) {
        for three in 0..self.names.all().len() {
            let cost = self.costs[three];
            let [first, middle, last] = grams::unpack(self.names.all()[three]);
            let middle_name = grams::pack([middle]);
            let mut groups = [three as u32; 4];
            groups[1] = self.note(middle_name, cost);
            groups[2] = self.note(grams::pack([first, middle]), cost);
            let mut len = 3;
            if last == grams::EDGE {
                groups[3] = self.note(grams::pack([middle, last]), cost);
                len = 4;
            }
            self.within.push(Within { groups, len });
        }
    }

    fn note(&mut self, name: u64, cost: u32) -> u32 {
        let (group, is_new) = self.names.number(name);
        if is_new {
            self.costs.push(0);
        }
        let all = &mut self.costs[group as usize];
        *all = all.saturating_add(cost);
        group
    }

    /// The names of the groups, by their numbers.
    pub(super) fn names(&self) -> &[u64] {
        self.names.all()
    }

    /// What the documents of all words with a group come to, and the words themselves, by the group's number.
    pub(super) fn costs(&self) -> &[u32] {
        &self.costs
    }

    /// The groups of three of a word.
    pub(super) fn threes_of(&self, word: usize) -> &[u32] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.threes[start..self.ends[word]]
    }

    /// How many words there are.
    pub(super) fn words(&self) -> usize {
        self.ends.len()
    }

    /// What is within each group of three, by its number: they come before all shorter ones.
    pub(super) fn within(&self) -> &[Within] {
        &self.within
    }
}
