//! The index of a volume: which of its documents contain a given text, without reading them.
//!
//! Owns the parts an index consists of and how they lie behind one another. What a text is taken apart into is in
//! `tokens`, how an index is made in `build`, how it is asked in `lookup`. Does not own the texts, and is pure: an
//! index is bytes, and bytes that were tampered with give wrong answers but never a panic.

mod bits;
mod build;
mod directory;
mod docs;
mod grams;
mod groups;
mod heavy;
mod inverter;
mod kept;
mod lookup;
mod names;
mod postings;
mod terms;
mod tokens;
mod wanted;

pub use build::IndexBuilder;
pub use docs::Docs;
pub(super) use kept::KeptIndex;
pub use lookup::Lookup;
pub use wanted::Wanted;

/// What an index begins with; changes with the layout and with what the tokens are.
const MAGIC: u32 = u32::from_le_bytes(*b"nsi2");

/// How many words of the dictionary share a block: what a letter group leads to.
const BLOCK: usize = 16;

/// The parts of an index, in their order.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// Where the names of sets are.
    SetDirectory,
    /// The names of sets, by the numbers that they are spread by, ascending: eight bytes each.
    SetNames,
    /// Where each set begins: four bytes.
    SetStarts,
    /// Form and length of each set: two bytes.
    SetShapes,
    /// Where the numbers of letter groups are.
    GroupDirectory,
    /// The numbers of letter groups, ascending: four bytes each.
    Groups,
    /// Where the list of blocks of each group ends: four bytes.
    GroupEnds,
    /// Lists of blocks.
    GroupLists,
    /// Where each block's words begin, and at last the end: four bytes.
    BlockTexts,
    /// Where the first set of each block's words begins: four bytes.
    BlockSets,
    /// Form and length of each word's set of documents: two bytes.
    WordShapes,
    /// The words, an edge before and behind each.
    Text,
    /// Sets of documents.
    Sets,
}

/// How many parts there are.
const PARTS: usize = Part::Sets as usize + 1;

/// The bytes before the parts: what it begins with, documents, buckets, length of each part.
const HEAD: usize = 4 * (3 + PARTS);

/// An index as it lies in memory or in a mapped file.
#[derive(Clone, Copy, Debug)]
pub struct Index<'a> {
    docs: u32,
    /// How many sets of rare pairs there could be: none or a power of two.
    buckets: u32,
    parts: [&'a [u8]; PARTS],
}

impl<'a> Index<'a> {
    /// Takes bytes for an index, if they begin like one and have its length. What stands in them is not checked.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let (head, mut rest) = bytes.split_at_checked(HEAD)?;
        let field = |at: usize| number(head, at);
        if field(0)? != MAGIC {
            return None;
        }
        let mut parts: [&[u8]; PARTS] = [&[]; PARTS];
        for (at, part) in parts.iter_mut().enumerate() {
            let len = usize::try_from(field(3 + at)?).ok()?;
            (*part, rest) = rest.split_at_checked(len)?;
        }
        let docs = field(1).filter(|docs| *docs <= u32::from(u16::MAX))?;
        let buckets = field(2)?;
        rest.is_empty().then_some(Self {
            docs,
            buckets,
            parts,
        })
    }

    /// How many documents the index is about.
    pub fn docs(&self) -> usize {
        self.docs as usize
    }

    fn part(&self, part: Part) -> &'a [u8] {
        self.parts[part as usize]
    }
}

/// The `at`th number of four bytes.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at.checked_mul(4)?..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

/// The `at`th number of two bytes.
fn short_number(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at.checked_mul(2)?..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests;
