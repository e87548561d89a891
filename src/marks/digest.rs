//! Registers as they are packed: a start looks up the few that it shows, and reads none of the others.
//!
//! ```text
//! articles: id -> what its mark is, where its entry begins | places: place -> stamp, id | entries
//! ```
//!
//! Owns the coding. Does not own which registers there are (`registers`), files, or of which journals' bytes they are
//! what these come to (`runtime::journal`).

use std::{borrow::Cow, collections::BTreeSet, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::{Mark, Stamp, registers::Entry};
use crate::{
    article::{Id, Key},
    packed::{Section, Table},
};

/// Packed registers.
#[derive(Clone, Debug, Default)]
pub(super) struct Digest {
    /// What is needed most, so that hardly an entry need be unpacked.
    articles: Table<ARTICLE>,
    places: Table<PLACE>,
    entries: Section,
}

/// Bytes of the three parts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Lengths {
    articles: usize,
    places: usize,
    entries: usize,
}

/// Bytes that are told of an article: what it is marked as, its position, where its entry begins.
const ARTICLE: usize = 2 + 4;
/// Bytes that are told of a place: a stamp and an id.
const PLACE: usize = Stamp::SIZE + 16;

const READ: u8 = 1;
const STARRED: u8 = 2;
const TAGGED: u8 = 4;

impl Digest {
    /// The registers that a section begins with, and the rest of it; nothing where it is shorter than they.
    pub(super) fn open(section: &Section, lengths: Lengths) -> Option<(Self, Section)> {
        let Lengths {
            articles,
            places,
            entries,
        } = lengths;
        let places = articles.checked_add(places)?;
        let entries = places.checked_add(entries)?;
        let all = section.bytes().len();
        let digest = Self {
            articles: Table::of(section.part(0..articles)),
            places: Table::of(section.part(articles..places)),
            entries: section.part(places..entries),
        };
        (entries <= all).then(|| (digest, section.part(entries..all)))
    }

    /// Packs registers at the end of `out`; nothing where they are too many.
    pub(super) fn pack<'a>(
        entries: impl Iterator<Item = (Id, Cow<'a, Entry>)>,
        places: impl Iterator<Item = (Key, (Stamp, Id))>,
        out: &mut Vec<u8>,
    ) -> Option<Lengths> {
        let mut packed = Vec::new();
        let mut articles = Vec::new();
        for (id, entry) in entries {
            let begin = u32::try_from(packed.len()).ok()?;
            packed = postcard::to_extend(&*entry, packed).ok()?;
            articles.push((id.to_bits(), told(&entry.mark, begin)));
        }
        let mut places: Vec<_> = places
            .map(|(place, (stamp, id))| (place.to_bits(), marked(stamp, id)))
            .collect();
        articles.sort_unstable();
        places.sort_unstable();
        let [articles, places] = [
            Table::pack(articles.into_iter()),
            Table::pack(places.into_iter()),
        ];
        let lengths = Lengths {
            articles: articles.len(),
            places: places.len(),
            entries: packed.len(),
        };
        [articles, places, packed]
            .iter()
            .for_each(|part| out.extend(part));
        Some(lengths)
    }

    /// How many articles bear marks.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// The mark of an article, its tags aside.
    pub(super) fn mark(&self, id: Id) -> Option<&Mark> {
        self.articles.get(id.to_bits()).map(untagged)
    }

    /// All marks, their tags aside.
    pub(super) fn marks(&self) -> impl Iterator<Item = (Id, &Mark)> {
        let articles = self.articles.iter();
        articles.map(|(id, told)| (Id::from_bits(id), untagged(told)))
    }

    /// The register of an article.
    pub(super) fn entry(&self, id: Id) -> Option<Entry> {
        self.articles
            .get(id.to_bits())
            .and_then(|told| self.unpack(told))
    }

    /// The registers of the articles that bear tags.
    pub(super) fn tagged(&self) -> impl Iterator<Item = (Id, Entry)> {
        let articles = self.articles.iter();
        let tagged = articles.filter(|(_, told)| told[0] & TAGGED != 0);
        tagged.filter_map(|(id, told)| Some((Id::from_bits(id), self.unpack(told)?)))
    }

    /// The registers of all articles.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Id, Entry)> {
        let articles = self.articles.iter();
        articles.filter_map(|(id, told)| Some((Id::from_bits(id), self.unpack(told)?)))
    }

    /// What was last marked at a place, and by which stamp.
    pub(super) fn place(&self, place: Key) -> Option<(Stamp, Id)> {
        self.places.get(place.to_bits()).map(unmarked)
    }

    /// The same of all places.
    pub(super) fn places(&self) -> impl Iterator<Item = (Key, (Stamp, Id))> {
        let places = self.places.iter();
        places.map(|(place, value)| (Key::from_bits(place), unmarked(value)))
    }

    fn unpack(&self, told: &[u8; ARTICLE]) -> Option<Entry> {
        let [_, _, begin @ ..] = *told;
        let begin = u32::from_le_bytes(begin) as usize;
        let entry = self.entries.bytes().get(begin..)?;
        postcard::take_from_bytes(entry)
            .ok()
            .map(|(entry, _)| entry)
    }
}

/// All marks that there are without tags: none need be made to be looked at.
static UNTAGGED: LazyLock<Vec<Mark>> = LazyLock::new(|| {
    let mark = |position, marked: u8| Mark {
        read: marked & READ != 0,
        starred: marked & STARRED != 0,
        tags: BTreeSet::new(),
        position,
    };
    let positions = 0..=100;
    positions
        .flat_map(|position| (0..TAGGED).map(move |marked| mark(position, marked)))
        .collect()
});

fn untagged(told: &[u8; ARTICLE]) -> &'static Mark {
    let [marked, position, ..] = *told;
    let number =
        usize::from(position.min(100)) * usize::from(TAGGED) + usize::from(marked % TAGGED);
    &UNTAGGED[number]
}

fn told(mark: &Mark, begin: u32) -> [u8; ARTICLE] {
    let flags = [
        (mark.read, READ),
        (mark.starred, STARRED),
        (!mark.tags.is_empty(), TAGGED),
    ];
    let marked = flags.iter().filter(|(is, _)| *is).map(|(_, flag)| flag);
    let [a, b, c, d] = begin.to_le_bytes();
    [marked.sum(), mark.position, a, b, c, d]
}

fn marked(stamp: Stamp, id: Id) -> [u8; PLACE] {
    let mut value = [0; PLACE];
    value[..Stamp::SIZE].copy_from_slice(&stamp.to_bytes());
    value[Stamp::SIZE..].copy_from_slice(&id.to_bits().to_le_bytes());
    value
}

fn unmarked(value: &[u8; PLACE]) -> (Stamp, Id) {
    let (stamp, id) = value.split_first_chunk().unwrap_or((&[0; _], &[]));
    let id = id.first_chunk().map_or(0, |id| u128::from_le_bytes(*id));
    (Stamp::from_bytes(*stamp), Id::from_bits(id))
}
