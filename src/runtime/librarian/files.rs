//! The files that are known, in the order of the last walk.
//!
//! A walk mostly meets them in that order again, so that each is found where it is expected, without a search. Does not
//! own what is known of a file (`known`).

use std::{
    collections::{HashMap, HashSet},
    ffi::{OsStr, OsString},
    sync::OnceLock,
};

use super::known::Known;

/// Files by their places.
#[derive(Debug, Default)]
pub(super) struct Files {
    list: Vec<(OsString, Known)>,
    /// Made when a file is not where it is expected.
    by_place: OnceLock<HashMap<OsString, usize>>,
}

impl Files {
    /// Files in the order of their numbers.
    pub(super) fn of(mut list: Vec<(OsString, Known)>) -> Self {
        list.sort_by_key(|(_, known)| known.number);
        Self {
            list,
            by_place: OnceLock::new(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(OsString, Known)> {
        self.list.iter()
    }

    /// What is known of each, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Known> {
        self.list.iter_mut().map(|(_, known)| known)
    }

    /// Where a file stands that is expected at an index.
    pub(super) fn index(&self, expected: usize, place: &OsStr) -> Option<usize> {
        match self.list.get(expected) {
            Some((known, _)) if known == place => Some(expected),
            _ => {
                let place_of =
                    |(index, (place, _)): (usize, &(OsString, Known))| (place.clone(), index);
                let by_place = || {
                    self.list
                        .iter()
                        .enumerate()
                        .map(place_of)
                        .collect::<HashMap<_, _>>()
                };
                self.by_place.get_or_init(by_place).get(place).copied()
            }
        }
    }

    /// What is known of the file at an index.
    pub(super) fn at(&self, index: usize) -> &Known {
        &self.list[index].1
    }

    /// What is known of the file at a place.
    pub(super) fn get(&self, place: &OsStr) -> Option<&Known> {
        self.index(usize::MAX, place).map(|index| self.at(index))
    }

    /// The same, to be changed.
    pub(super) fn get_mut(&mut self, place: &OsStr) -> Option<&mut Known> {
        let index = self.index(usize::MAX, place)?;
        self.list.get_mut(index).map(|(_, known)| known)
    }

    /// The files with those that were read anew. Of the others, `number` tells the new number, or that they are gone;
    /// those are returned.
    pub(super) fn renewed(
        self,
        fresh: Vec<(OsString, Known)>,
        number: impl Fn(usize, &OsStr, &Known) -> Option<usize>,
    ) -> (Self, Vec<Known>) {
        let replaced: HashSet<usize> = fresh
            .iter()
            .filter_map(|(place, _)| self.index(usize::MAX, place))
            .collect();
        let (mut list, mut gone) = (fresh, Vec::new());
        list.reserve(self.list.len());
        for (index, (place, mut known)) in self.list.into_iter().enumerate() {
            if replaced.contains(&index) {
                continue;
            }
            match number(index, &place, &known) {
                Some(number) => {
                    known.number = number;
                    list.push((place, known));
                }
                None => gone.push(known),
            }
        }
        (Self::of(list), gone)
    }
}
