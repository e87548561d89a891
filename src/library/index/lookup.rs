//! How an index is asked.
//!
//! Owns what a needle's parts demand of a document and how the sets of the words that fit are found. Does not own how
//! an index is made (`build`).

use memchr::{memchr, memchr_iter, memmem::Finder};

use super::{
    BLOCK, Docs, Index, Part, grams, long_number, number,
    postings::{self, Gaps, Place},
    short_number,
    tokens::{Class, Parts, class},
};

/// The answer of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// At least the documents that contain the needle.
    pub docs: Docs,
    /// Whether these are all of them and no others.
    pub exact: bool,
}

impl Index<'_> {
    /// Which documents contain a folded text.
    pub fn lookup(&self, needle: &str) -> Lookup {
        let mut parts = Parts::default();
        parts.part(needle);
        let is_all = |len: usize| len == needle.len();
        let mut docs = Docs::full(self.docs());
        let mut exact = needle.is_empty();
        for word in parts.words() {
            exact |= is_all(word.len());
            docs.and(&self.with_letters(&anchored(needle, word)));
        }
        for sign in parts.signs() {
            exact |= is_all(sign.len_utf8());
            docs.and(&self.with_named(grams::SINGLE | grams::pack([sign])).0);
        }
        for (before, c) in parts.unspaced() {
            let pair = before.map(|before| grams::PAIR | grams::pack([before, c]));
            let name = pair.unwrap_or(grams::SINGLE | grams::pack([c]));
            let (found, is_own) = self.with_named(name);
            let len = c.len_utf8() + before.map_or(0, char::len_utf8);
            exact |= is_own && is_all(len);
            docs.and(&found);
        }
        exact |= docs.is_empty();
        Lookup { docs, exact }
    }

    /// The documents of a named set, and whether it is that of the name alone: rare pairs share theirs with others.
    fn with_named(&self, name: u64) -> (Docs, bool) {
        let mut docs = Docs::new(self.docs());
        let is_own = self.read_set(name, &mut docs) || !grams::is_pair(name);
        if !is_own {
            let bucket = grams::bucket(name, self.buckets);
            self.read_set(grams::BUCKET | u64::from(bucket), &mut docs);
        }
        (docs, is_own)
    }

    /// The documents with a word that contains some letters. The letters may begin or end with a word's edge.
    pub(super) fn with_letters(&self, letters: &str) -> Docs {
        let mut docs = Docs::new(self.docs());
        let chars: Vec<char> = letters.chars().collect();
        let groups = chars.windows(chars.len().min(grams::LONGEST));
        let names: Vec<u64> = groups
            .map(|group| grams::pack(group.iter().copied()))
            .collect();
        if let Some(name) = grams::name(letters)
            && self.read_set(name, &mut docs)
        {
            return docs;
        }
        let lists = names.iter().map(|name| self.blocks_of(*name));
        if let Some(blocks) = lists.min_by_key(|blocks| blocks.len()) {
            let finder = Finder::new(letters);
            for block in Gaps::new(blocks) {
                if self
                    .read_block(block as usize, &finder, &mut docs)
                    .is_none()
                {
                    break;
                }
            }
        }
        docs
    }

    /// The list of the blocks with words that contain a letter group.
    fn blocks_of(&self, name: u64) -> &[u8] {
        let wanted = grams::number(name);
        let groups = self.part(Part::Groups);
        let list = || {
            let at = search(groups.len() / 4, |at| number(groups, at).cmp(&Some(wanted)))?;
            let ends = self.part(Part::GroupEnds);
            let start = at
                .checked_sub(1)
                .map_or(Some(0), |before| number(ends, before))?;
            let end = number(ends, at)?;
            self.part(Part::GroupLists)
                .get(start as usize..end as usize)
        };
        list().unwrap_or_default()
    }

    /// Takes in the documents of those words of a block that contain what is looked for; `None` if nothing more can
    /// come, because all documents are in or the bytes make no sense.
    fn read_block(&self, block: usize, finder: &Finder, docs: &mut Docs) -> Option<()> {
        let texts = self.part(Part::BlockTexts);
        let (start, end) = (number(texts, block)?, number(texts, block + 1)?);
        // The edge behind the last word is the one before the first of the next block.
        let text = self.part(Part::Text).get(start as usize..=end as usize)?;
        let mut at = number(self.part(Part::BlockSets), block)?;
        let shapes = self.part(Part::WordShapes);
        let shape = |word: usize| short_number(shapes, block * BLOCK + word);
        let is_edged = usize::from(finder.needle()[0] == grams::EDGE as u8);
        let (mut word, mut known, mut from) = (0, 1, 0);
        while let Some(found) = finder.find(text.get(from..)?) {
            let found = from + found + is_edged;
            for _ in memchr_iter(grams::EDGE as u8, text.get(known..found)?) {
                at = at.wrapping_add(postings::length(shape(word)?) as u32);
                word += 1;
            }
            let shape = shape(word)?;
            self.read_place(Place { at, shape }, docs)?;
            if shape >> 14 != 0 && docs.is_full() {
                return None;
            }
            known = found;
            from = found + memchr(grams::EDGE as u8, text.get(found..)?)?;
        }
        Some(())
    }

    /// Takes in the documents of a named set, if there is one.
    fn read_set(&self, name: u64, docs: &mut Docs) -> bool {
        let names = self.part(Part::SetNames);
        let place = || {
            let at = search(names.len() / 8, |at| {
                long_number(names, at).cmp(&Some(name))
            })?;
            Some(Place {
                at: number(self.part(Part::SetStarts), at)?,
                shape: short_number(self.part(Part::SetShapes), at)?,
            })
        };
        let place = place();
        place.is_some_and(|place| self.read_place(place, docs).is_some())
    }

    #[inline]
    fn read_place(&self, place: Place, docs: &mut Docs) -> Option<()> {
        let start = place.at as usize;
        let end = start + postings::length(place.shape);
        postings::read(self.part(Part::Sets).get(start..end)?, place.shape, docs);
        Some(())
    }
}

/// Where among `len` ascending things the one stands that compares equal.
fn search(len: usize, compare: impl Fn(usize) -> std::cmp::Ordering) -> Option<usize> {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low.midpoint(high);
        match compare(middle) {
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// A word of a needle with the edges that it must have in each text. Where the needle ends, and where it ends with a sign
/// that may join letters, the word may go on.
fn anchored(needle: &str, word: std::ops::Range<usize>) -> String {
    let (before, behind) = (&needle[..word.start], &needle[word.end..]);
    let is_open = |outside: &str| {
        let mut chars = outside.chars();
        let first = chars.next();
        chars.next().is_none() && first.is_none_or(|c| class(c) == Class::Joiner)
    };
    let mut letters = String::with_capacity(word.len() + 2);
    if !is_open(before) {
        letters.push(grams::EDGE);
    }
    letters.push_str(&needle[word.clone()]);
    if !is_open(behind) {
        letters.push(grams::EDGE);
    }
    letters
}
