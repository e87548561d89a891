//! The files that are known, in the order of the last walk, packed: of a hundred thousand, nothing has to be unpacked or
//! held beside the mapped snapshot.
//!
//! ```text
//! a record for each file | their places, one behind the other
//! ```
//!
//! A walk mostly meets them in that order again, so that each is found where it is expected, without a search. Does not
//! own what is known of a file (`known`), or the file that the bytes lie in (`snapshot`).

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
    ffi::{OsStr, OsString},
    sync::OnceLock,
};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::known::{Known, Trouble};
use crate::{
    article::Problem,
    library::Row,
    packed::Section,
    runtime::loader::{Left, Stamp},
};

/// Files by their places.
#[derive(Debug, Default)]
pub(super) struct Files {
    packed: Section,
    count: usize,
    /// What only few files have, by their indexes.
    rare: BTreeMap<usize, Rare>,
    /// The hashes of places in their order, with the indexes; made when a file is not where it is expected.
    by_place: OnceLock<Vec<(u64, usize)>>,
}

#[derive(Debug, Default)]
struct Rare {
    /// The place, where it is no text.
    place: Option<OsString>,
    trouble: Trouble,
    /// The stamp of a file that took too long. It holds for this run of the program only: then, that is tried again.
    stamp: Option<Stamp>,
}

/// What is kept of the files beside the packed bytes.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    count: usize,
    problems: Vec<(usize, Vec<Problem>)>,
}

/// The four numbers of a stamp, that in the walk, the first row, how many rows, where the place ends among the places.
type Record = [u64; 8];
/// Bytes of a record.
const RECORD: usize = size_of::<Record>();

impl Files {
    /// Files in the order of their numbers.
    pub(super) fn of(mut list: Vec<(Cow<'_, OsStr>, Known)>) -> Self {
        list.sort_by_key(|(_, known)| known.number);
        let (mut records, mut places) = (Vec::with_capacity(list.len() * RECORD), String::new());
        let count = list.len();
        let mut rare = BTreeMap::new();
        for (index, (place, known)) in list.into_iter().enumerate() {
            let text = place.to_str();
            places.push_str(text.unwrap_or_default());
            let is_late = known.trouble.left.is_some();
            let stamp = if is_late {
                Stamp::default()
            } else {
                known.stamp
            };
            let [length, modified, changed, inode] = stamp.to_numbers();
            let (number, end) = (known.number as u64, places.len() as u64);
            let (first, rows) = (known.first.into(), known.count.into());
            let record: Record = [length, modified, changed, inode, number, first, rows, end];
            records.extend_from_slice(record.map(u64::to_le_bytes).as_flattened());
            if text.is_none() || !known.trouble.is_none() {
                let odd = Rare {
                    place: text.is_none().then(|| place.into_owned()),
                    trouble: known.trouble,
                    stamp: is_late.then_some(known.stamp),
                };
                rare.insert(index, odd);
            }
        }
        records.extend_from_slice(places.as_bytes());
        Self {
            packed: records.into(),
            count,
            rare,
            by_place: OnceLock::new(),
        }
    }

    /// The files that were kept; nothing where the bytes are others.
    pub(super) fn open(kept: Kept, packed: Section) -> Option<Self> {
        let troubled = |(index, problems)| {
            let trouble = Trouble {
                problems,
                left: None,
            };
            let rare = Rare {
                trouble,
                ..Rare::default()
            };
            (index, rare)
        };
        let records = kept.count.checked_mul(RECORD)?;
        (records <= packed.bytes().len()).then(|| Self {
            packed,
            count: kept.count,
            rare: kept.problems.into_iter().map(troubled).collect(),
            by_place: OnceLock::new(),
        })
    }

    /// What is kept of the files, and the rows of those that cannot be, as their names are no text.
    pub(super) fn to_keep(&self) -> (Kept, Section, Vec<Row>) {
        let is_plain = |index: &usize| {
            let rare = self.rare.get(index);
            rare.is_none_or(|rare| rare.place.is_none() && rare.trouble.has_plain_names())
        };
        if !self.rare.keys().all(&is_plain) {
            let (plain, unnamed): (Vec<_>, Vec<_>) = (0..self.count).partition(is_plain);
            let plain = plain.into_iter().map(|index| self.entry(index));
            let (kept, packed, _) = Self::of(plain.collect()).to_keep();
            let unnamed = unnamed.into_iter().flat_map(|index| self.at(index).rows());
            return (kept, packed, unnamed.collect());
        }
        let problems = self.rare.iter();
        let problems = problems.map(|(index, rare)| (*index, rare.trouble.problems.clone()));
        let kept = Kept {
            count: self.count,
            problems: problems.collect(),
        };
        (kept, self.packed.clone(), Vec::new())
    }

    /// Gives back the memory of what is packed until it is looked at again, where it lies in a file.
    pub(super) fn let_go(&self) {
        self.packed.let_go();
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&OsStr, Known)> {
        (0..self.count).map(|index| (self.place(index), self.at(index)))
    }

    /// What was wrong with them, with their numbers.
    pub(super) fn problems(&self) -> impl Iterator<Item = (usize, &Problem)> {
        self.rare.iter().flat_map(|(index, rare)| {
            let number = self.at(*index).number;
            let problems = rare.trouble.problems.iter();
            problems.map(move |problem| (number, problem))
        })
    }

    /// Lets those be read again that took too long and whose threads have come back since.
    pub(super) fn try_again(&mut self) {
        for rare in self.rare.values_mut() {
            if rare.trouble.left.as_ref().is_some_and(Left::is_over) {
                rare.stamp = None;
            }
        }
    }

    /// Where a file stands that is expected at an index.
    pub(super) fn index(&self, expected: usize, place: &OsStr) -> Option<usize> {
        let place = place.as_encoded_bytes();
        if expected < self.count && self.encoded(expected) == place {
            return Some(expected);
        }
        let hashed = |index| (XxHash3_64::oneshot(self.encoded(index)), index);
        let by_place = self.by_place.get_or_init(|| {
            let mut all: Vec<_> = (0..self.count).map(hashed).collect();
            all.sort_unstable();
            all
        });
        let hash = XxHash3_64::oneshot(place);
        let start = by_place.partition_point(|(known, _)| *known < hash);
        let alike = by_place[start..]
            .iter()
            .take_while(|(known, _)| *known == hash);
        let mut indexes = alike.map(|(_, index)| *index);
        indexes.find(|index| self.encoded(*index) == place)
    }

    /// The place of the file at an index.
    pub(super) fn place(&self, index: usize) -> &OsStr {
        let text = || OsStr::new(str::from_utf8(self.text(index)).unwrap_or_default());
        self.odd_place(index).unwrap_or_else(text)
    }

    fn encoded(&self, index: usize) -> &[u8] {
        let odd = self.odd_place(index).map(OsStr::as_encoded_bytes);
        odd.unwrap_or_else(|| self.text(index))
    }

    /// The place, where it is no text.
    fn odd_place(&self, index: usize) -> Option<&OsStr> {
        self.rare.get(&index)?.place.as_deref()
    }

    /// The place, where it is text.
    fn text(&self, index: usize) -> &[u8] {
        let end = |index| usize::try_from(self.number(index, 7)).unwrap_or(usize::MAX);
        let before = index.checked_sub(1).map_or(0, end);
        let places = self.packed.bytes().get(self.count * RECORD..);
        let place = places.and_then(|all| all.get(before..end(index)));
        place.unwrap_or_default()
    }

    /// What is known of the file at an index.
    pub(super) fn at(&self, index: usize) -> Known {
        let number = |at| self.number(index, at);
        let stamp = Stamp::of_numbers([0, 1, 2, 3].map(number));
        let rare = self.rare.get(&index);
        Known {
            stamp: rare.and_then(|rare| rare.stamp).unwrap_or(stamp),
            number: number(4) as usize,
            first: number(5) as Row,
            count: number(6) as u32,
            trouble: rare.map_or_else(Trouble::default, |rare| rare.trouble.clone()),
        }
    }

    /// What is known of the file at a place.
    pub(super) fn get(&self, place: &OsStr) -> Option<Known> {
        self.index(usize::MAX, place).map(|index| self.at(index))
    }

    /// The files with those that were read anew. Of the others, `number` tells the new number, or that they are gone;
    /// those are returned.
    pub(super) fn renewed(
        self,
        fresh: Vec<(OsString, Known)>,
        number: impl Fn(usize, &OsStr, &Known) -> Option<usize>,
    ) -> (Self, Vec<Known>) {
        let is_same = |index: usize| {
            let (place, known) = self.entry(index);
            number(index, &place, &known) == Some(known.number)
        };
        if fresh.is_empty() && (0..self.count).all(is_same) {
            return (self, Vec::new());
        }
        let replaced: HashSet<usize> = fresh
            .iter()
            .filter_map(|(place, _)| self.index(usize::MAX, place))
            .collect();
        let (mut list, mut gone) = (Vec::with_capacity(self.count), Vec::new());
        for index in (0..self.count).filter(|index| !replaced.contains(index)) {
            let (place, known) = self.entry(index);
            match number(index, &place, &known) {
                Some(number) => list.push((place, Known { number, ..known })),
                None => gone.push(known),
            }
        }
        let fresh = fresh.into_iter();
        list.extend(fresh.map(|(place, known)| (Cow::Owned(place), known)));
        (Self::of(list), gone)
    }

    /// The files with other first rows for some of them, by their indexes.
    pub(super) fn moved(&self, first: &BTreeMap<usize, Row>) -> Self {
        let list = (0..self.count).map(|index| {
            let (place, known) = self.entry(index);
            let first = first.get(&index).copied().unwrap_or(known.first);
            (place, Known { first, ..known })
        });
        Self::of(list.collect())
    }

    fn entry(&self, index: usize) -> (Cow<'_, OsStr>, Known) {
        (Cow::Borrowed(self.place(index)), self.at(index))
    }

    /// A number of a file's record.
    fn number(&self, index: usize, at: usize) -> u64 {
        let number = self
            .packed
            .bytes()
            .get(index * RECORD + at * size_of::<u64>()..);
        let number = number.and_then(|bytes| bytes.first_chunk());
        number.map_or(0, |number| u64::from_le_bytes(*number))
    }
}

#[cfg(test)]
mod tests;
