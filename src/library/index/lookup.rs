//! How an index is asked.
//!
//! Owns how the sets of the words that fit are found. Does not own what a text demands (`wanted`) or how an index is made
//! (`build`).

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::{
    BLOCK, Docs, Index, Part, directory, grams, number,
    postings::{self, Gaps, Place},
    short_number,
    wanted::{Letters, Wanted, What},
};

/// The answer of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// At least the documents that contain the text.
    pub docs: Docs,
    /// Whether these are all of them and no others.
    pub exact: bool,
}

/// A list of so few bytes leads to so few blocks that no other one is worth the search.
const SHORT: usize = 2;

/// A list that is so many times longer takes longer to go through than the blocks that it spares.
const MUCH_LONGER: usize = 16;

impl Index<'_> {
    /// Which documents contain a text.
    pub fn lookup(&self, wanted: &Wanted) -> Lookup {
        let mut docs = Docs::full(self.docs());
        let mut exact = wanted.is_empty();
        for demand in wanted.demands() {
            let (mut found, is_own) = match &demand.what {
                What::Letters(letters) => (self.with_letters(letters), true),
                What::Named(name) => self.with_named(*name),
            };
            exact |= is_own && demand.is_all;
            found.and(&docs);
            docs = found;
            if docs.is_empty() {
                exact = true;
                break;
            }
        }
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

    /// The documents with a word that contains some letters.
    fn with_letters(&self, letters: &Letters) -> Docs {
        let mut docs = Docs::new(self.docs());
        if let Some(name) = letters.name
            && self.read_set(name, &mut docs)
        {
            return docs;
        }
        for block in self.blocks_of(letters) {
            if self
                .read_block(block as usize, letters, &mut docs)
                .is_none()
            {
                break;
            }
        }
        docs
    }

    /// The blocks with all words that contain some letters: those that the two rarest of their groups have in common.
    fn blocks_of(&self, letters: &Letters) -> impl Iterator<Item = u32> {
        let (mut rarest, mut next) = (None, None);
        for group in &letters.groups {
            let list = self.list_of(*group);
            let is_shorter = |than: Option<&[u8]>| than.is_none_or(|than| list.len() < than.len());
            if is_shorter(rarest) {
                (rarest, next) = (Some(list), rarest);
            } else if is_shorter(next) {
                next = Some(list);
            }
            if list.len() <= SHORT {
                next = None;
                break;
            }
        }
        let rarest = rarest.unwrap_or_default();
        let next = next.filter(|next| next.len() / MUCH_LONGER <= rarest.len());
        let mut others = next.map(|list| Gaps::new(list).peekable());
        Gaps::new(rarest).filter(move |block| {
            others.as_mut().is_none_or(|others| {
                while others.next_if(|other| other < block).is_some() {}
                others.peek() == Some(block)
            })
        })
    }

    /// The list of the blocks with words that contain the letter group of a number.
    fn list_of(&self, wanted: u32) -> &[u8] {
        let groups = self.part(Part::Groups);
        let list = || {
            let among = directory::find(self.part(Part::GroupDirectory), wanted)?;
            let at = place_of(groups, among, wanted.to_le_bytes())?;
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
    fn read_block(&self, block: usize, letters: &Letters, docs: &mut Docs) -> Option<()> {
        let texts = self.part(Part::BlockTexts);
        let (start, end) = (number(texts, block)?, number(texts, block + 1)?);
        // The edge behind the last word is the one before the first of the next block.
        let text = self.part(Part::Text).get(start as usize..=end as usize)?;
        let mut at = number(self.part(Part::BlockSets), block)?;
        let shapes = self.part(Part::WordShapes);
        let shape = |word: usize| short_number(shapes, block * BLOCK + word);
        let is_edged = usize::from(letters.begin_with_edge());
        let (mut word, mut known, mut from) = (0, 1, 0);
        while let Some(found) = letters.finder.find(text.get(from..)?) {
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
            let among = directory::find(self.part(Part::SetDirectory), grams::number(name))?;
            let at = place_of(names, among, name.to_le_bytes())?;
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

/// Where among some of many things of equal length one stands.
#[inline]
fn place_of<const N: usize>(all: &[u8], among: Range<usize>, wanted: [u8; N]) -> Option<usize> {
    let (all, _) = all.as_chunks::<N>();
    let found = all
        .get(among.clone())?
        .iter()
        .position(|one| *one == wanted)?;
    Some(among.start + found)
}
