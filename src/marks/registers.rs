//! The registers: what stands for each article and field, and by which stamp it got there.
//!
//! What was packed stays as it is (`digest`). What has changed since is kept in shards behind `Arc`s, so that a clone of
//! all marks is cheap and a change copies one shard at most. Does not own what a step is (`history`).

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    hash::{BuildHasherDefault, Hash, Hasher},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Change, Mark, Set, Stamp,
    clock::Era,
    digest::{Digest, Lengths},
};
use crate::article::{Id, Key};

/// All registers. Applying the same records in any order, any number of times, gives the same state.
#[derive(Clone, Debug)]
pub(super) struct Registers {
    digest: Digest,
    shards: Vec<Arc<Shard>>,
}

/// The part of the registers whose keys hash alike.
#[derive(Clone, Debug, Default)]
struct Shard {
    entries: HashMap<Id, Entry, Hashed>,
    places: HashMap<Key, (Stamp, Id), Hashed>,
}

type Hashed = BuildHasherDefault<KeyHasher>;

/// Keys are hashes already; hashing them once more would take longer than the look-up.
#[derive(Clone, Copy, Debug, Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, key: u128) {
        // The lower half is as good a hash as the whole.
        self.0 ^= key as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// An article's mark, and the stamp of each of its fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) mark: Mark,
    read: Stamp,
    starred: Stamp,
    position: Stamp,
    tags: BTreeMap<String, Stamp>,
}

const SHARDS: usize = 256;

/// So many changes are worth unpacking registers that they do not touch.
const MANY: usize = 1_000;

impl Default for Registers {
    fn default() -> Self {
        Self {
            digest: Digest::default(),
            shards: vec![Arc::default(); SHARDS],
        }
    }
}

impl Registers {
    /// The registers that were packed. Those with tags are unpacked.
    pub(super) fn packed(digest: Digest) -> Self {
        let mut registers = Self::default();
        for (id, entry) in digest.tagged() {
            shard(&mut registers.shards, id).entries.insert(id, entry);
        }
        Self {
            digest,
            ..registers
        }
    }

    /// Unpacks all registers if so many changes are to come: one after the other takes less than looking each up.
    pub(super) fn expect(&mut self, changes: usize) {
        let packed = self.digest.len();
        if changes < MANY || changes < packed / 4 {
            return;
        }
        let digest = std::mem::take(&mut self.digest);
        for shard in &mut self.shards {
            let Shard { entries, places } = Arc::make_mut(shard);
            entries.reserve(packed / SHARDS);
            places.reserve(packed / SHARDS);
        }
        for (id, entry) in digest.entries() {
            let entries = &mut shard(&mut self.shards, id).entries;
            entries.entry(id).or_insert(entry);
        }
        for (place, last) in digest.places() {
            let places = &mut shard(&mut self.shards, place).places;
            places.entry(place).or_insert(last);
        }
    }

    /// Packs all registers at the end of `out`; nothing where they are too many.
    pub(super) fn pack(&self, out: &mut Vec<u8>) -> Option<Lengths> {
        let old = self.digest.entries();
        let old = old.filter(|(id, _)| self.fresh(*id).is_none());
        let fresh = self.shards.iter().flat_map(|shard| &shard.entries);
        let entries = old
            .map(|(id, entry)| (id, Cow::Owned(entry)))
            .chain(fresh.map(|(id, entry)| (*id, Cow::Borrowed(entry))));
        let old = self.digest.places();
        let old = old.filter(|(place, _)| self.fresh_place(*place).is_none());
        let fresh = self.shards.iter().flat_map(|shard| &shard.places);
        let places = old.chain(fresh.map(|(place, last)| (*place, *last)));
        Digest::pack(entries, places, out)
    }

    pub(super) fn mark(&self, id: Id) -> Option<&Mark> {
        let fresh = self.fresh(id).map(|entry| &entry.mark);
        fresh.or_else(|| self.digest.mark(id))
    }

    pub(super) fn marks(&self) -> impl Iterator<Item = (Id, &Mark)> {
        let old = self.digest.marks();
        let old = old.filter(|(id, _)| self.fresh(*id).is_none());
        let fresh = self.shards.iter().flat_map(|shard| &shard.entries);
        old.chain(fresh.map(|(id, entry)| (*id, &entry.mark)))
    }

    /// How many articles bear marks at most.
    pub(super) fn most(&self) -> usize {
        let fresh = self.shards.iter().map(|shard| shard.entries.len());
        self.digest.len() + fresh.sum::<usize>()
    }

    /// The id that was last marked at a place, and by which stamp.
    pub(super) fn place(&self, place: Key) -> Option<(Stamp, Id)> {
        let fresh = self.fresh_place(place).copied();
        fresh.or_else(|| self.digest.place(place))
    }

    /// The stamps that a new record of this change has to beat: its field's and its place's.
    pub(super) fn stamps(&self, change: &Change) -> [Stamp; 2] {
        let field = match self.fresh(change.id) {
            Some(entry) => Some(entry.stamp(&change.set)),
            None => self
                .digest
                .entry(change.id)
                .map(|entry| entry.stamp(&change.set)),
        };
        let place = self.place(change.place).map(|(stamp, _)| stamp);
        [field.unwrap_or_default(), place.unwrap_or_default()]
    }

    /// Sets the field and the place, unless a stamp stands there that is later in an era.
    pub(super) fn apply(&mut self, change: &Change, stamp: Stamp, era: Era) {
        let Self { digest, shards } = self;
        let entries = &mut shard(shards, change.id).entries;
        entries
            .entry(change.id)
            .or_insert_with(|| digest.entry(change.id).unwrap_or_default())
            .apply(&change.set, stamp, era);
        let places = &mut shard(shards, change.place).places;
        let new = (stamp, change.id);
        let last = places
            .entry(change.place)
            .or_insert_with(|| digest.place(change.place).unwrap_or(new));
        win(last, new, era);
    }

    fn fresh(&self, id: Id) -> Option<&Entry> {
        self.shards[shard_of(id)].entries.get(&id)
    }

    fn fresh_place(&self, place: Key) -> Option<&(Stamp, Id)> {
        self.shards[shard_of(place)].places.get(&place)
    }
}

impl Entry {
    fn stamp(&self, set: &Set) -> Stamp {
        match set {
            Set::Read(_) => self.read,
            Set::Starred(_) => self.starred,
            Set::Tag(name, _) => self.tags.get(name).copied().unwrap_or_default(),
            Set::Position(_) => self.position,
        }
    }

    fn apply(&mut self, set: &Set, stamp: Stamp, era: Era) {
        let mark = &mut self.mark;
        match set {
            Set::Read(value) => settle(&mut self.read, &mut mark.read, (stamp, *value), era),
            Set::Starred(value) => {
                settle(&mut self.starred, &mut mark.starred, (stamp, *value), era);
            }
            Set::Position(value) => {
                settle(&mut self.position, &mut mark.position, (stamp, *value), era);
            }
            Set::Tag(name, value) => {
                let held = self.tags.entry(name.clone()).or_default();
                let mut borne = mark.tags.contains(name);
                settle(held, &mut borne, (stamp, *value), era);
                if borne {
                    mark.tags.insert(name.clone());
                } else {
                    mark.tags.remove(name);
                }
            }
        }
    }
}

/// The last writer wins; of two with one stamp the greater value, so that the order of arrival never shows.
fn settle<T: Ord + Copy>(held: &mut Stamp, value: &mut T, new: (Stamp, T), era: Era) {
    let mut register = (*held, *value);
    win(&mut register, new, era);
    (*held, *value) = register;
}

fn win<T: Ord>(held: &mut (Stamp, T), new: (Stamp, T), era: Era) {
    let is_later = (era.rank(new.0), &new.1) > (era.rank(held.0), &held.1);
    if is_later {
        *held = new;
    }
}

fn shard(shards: &mut [Arc<Shard>], key: Key) -> &mut Shard {
    Arc::make_mut(&mut shards[shard_of(key)])
}

/// By other bits than those that place a key within its shard's table.
fn shard_of(key: Key) -> usize {
    let mut hasher = KeyHasher::default();
    key.hash(&mut hasher);
    (hasher.finish() >> 32) as usize % SHARDS
}
