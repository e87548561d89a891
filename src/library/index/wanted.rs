//! A text that is looked for.
//!
//! Owns what the text demands of a document, which is worked out once for all the indexes that are asked. Does not own how
//! an index is asked (`lookup`).

use std::ops::Range;

use memchr::memmem::Finder;

use super::{
    grams,
    tokens::{Class, Parts, class},
};

/// A text that is looked for, taken apart.
#[derive(Clone, Debug)]
pub struct Wanted {
    finder: Finder<'static>,
    demands: Vec<Demand>,
}

/// What a document with the text has.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    pub(super) what: What,
    /// Whether each document that has it has the text.
    pub(super) is_all: bool,
}

/// What a document may have.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A word that contains some letters.
    Letters(Box<Letters>),
    /// What the set of this name tells.
    Named(u64),
}

/// Letters that may begin or end with a word's edge.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    pub(super) finder: Finder<'static>,
    /// The name of the set that they may have.
    pub(super) name: Option<u64>,
    /// The numbers of their groups.
    pub(super) groups: Vec<u32>,
}

impl Wanted {
    /// Takes a folded text apart.
    pub fn new(text: &str) -> Self {
        let mut parts = Parts::default();
        parts.part(text);
        let demand = |what, len| Demand {
            what,
            is_all: len == text.len(),
        };
        let words = parts.words().map(|word| {
            let len = word.len();
            let letters = Letters::new(&anchored(text, word));
            demand(What::Letters(Box::new(letters)), len)
        });
        let signs = parts.signs().map(|sign| {
            let name = grams::SINGLE | grams::pack([sign]);
            demand(What::Named(name), sign.len_utf8())
        });
        let unspaced = parts.unspaced().map(|(before, c)| {
            let pair = before.map(|before| grams::PAIR | grams::pack([before, c]));
            let name = pair.unwrap_or(grams::SINGLE | grams::pack([c]));
            let len = c.len_utf8() + before.map_or(0, char::len_utf8);
            demand(What::Named(name), len)
        });
        Self {
            finder: Finder::new(text).into_owned(),
            demands: words.chain(signs).chain(unspaced).collect(),
        }
    }

    /// Whether it stands in a folded text.
    pub fn is_in(&self, folded: &[u8]) -> bool {
        self.finder.find(folded).is_some()
    }

    /// Whether it has no characters, so that it stands in every text.
    pub(super) fn is_empty(&self) -> bool {
        self.finder.needle().is_empty()
    }

    /// What it demands.
    pub(super) fn demands(&self) -> &[Demand] {
        &self.demands
    }
}

impl Letters {
    fn new(letters: &str) -> Self {
        let chars: Vec<char> = letters.chars().collect();
        let groups = chars.windows(chars.len().min(grams::LONGEST));
        let number = |group: &[char]| grams::number(grams::pack(group.iter().copied()));
        Self {
            finder: Finder::new(letters).into_owned(),
            name: grams::name(letters),
            groups: groups.map(number).collect(),
        }
    }

    /// Whether they begin with a word's edge.
    pub(super) fn begin_with_edge(&self) -> bool {
        self.finder.needle().first() == Some(&(grams::EDGE as u8))
    }
}

/// A word of a text with the edges that it must have in each document. Where the text ends, and where it ends with a
/// sign that may join letters, the word may go on.
fn anchored(text: &str, word: Range<usize>) -> String {
    let (before, behind) = (&text[..word.start], &text[word.end..]);
    let is_open = |outside: &str| {
        let mut chars = outside.chars();
        let first = chars.next();
        chars.next().is_none() && first.is_none_or(|c| class(c) == Class::Joiner)
    };
    let mut letters = String::with_capacity(word.len() + 2);
    if !is_open(before) {
        letters.push(grams::EDGE);
    }
    letters.push_str(&text[word.clone()]);
    if !is_open(behind) {
        letters.push(grams::EDGE);
    }
    letters
}
