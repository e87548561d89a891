//! The steps of undo and redo, derived from the records that this device has written.
//!
//! A pure function of the set of records: it comes out the same after a restart, and whichever instance wrote them.
//! Does not own the values (`registers`): what a step may still take back is decided there.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Act, Author, Change, Record, Stamp};

/// The steps within reach, oldest first.
///
/// A step that was taken back stays, because the records it consists of may outlive it in the journal: `taken` says
/// that it is spent. What `floor` has passed is out of reach for good.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    steps: BTreeMap<Stamp, Deed>,
    taken: BTreeSet<Stamp>,
    floor: Option<Stamp>,
    parts: usize,
}

#[derive(Clone, Debug)]
struct Deed {
    act: Act,
    /// In the order of their stamps.
    parts: Arc<Vec<(Stamp, Change)>>,
}

/// How many steps can be taken back at most.
const MOST_STEPS: usize = 1_000;

/// How many changes these may hold together. The last two steps stay in reach however many they hold.
const MOST_PARTS: usize = 300_000;

impl History {
    /// The stamp of a new step: later than all steps of this device, whatever its clock says now.
    pub(super) fn next(&self, now: i64, author: Author) -> Stamp {
        let last = self.steps.last_key_value().map(|(step, _)| *step);
        Stamp::after(now, 0, [last.or(self.floor).unwrap_or_default()], author)
    }

    /// Takes in a record of this device.
    pub(super) fn add(&mut self, record: &Record) {
        let Some(turn) = record.turn else { return };
        let in_reach = |step| self.floor.is_none_or(|floor| step > floor);
        if !in_reach(turn.step) {
            return;
        }
        if let Act::Undid(step) | Act::Redid(step) = turn.act
            && in_reach(step)
        {
            self.taken.insert(step);
        }
        let deed = self.steps.entry(turn.step).or_insert_with(|| Deed {
            act: turn.act,
            parts: Arc::default(),
        });
        let part = (record.stamp, record.change.clone());
        let known = &deed.parts;
        // Records come in the order of their stamps, but for journals that a synchroniser has shuffled.
        let at = match known.last() {
            Some(last) if *last >= part => known.binary_search(&part),
            _ => Err(known.len()),
        };
        if let Err(at) = at {
            Arc::make_mut(&mut deed.parts).insert(at, part);
            self.parts += 1;
            self.forget();
        }
    }

    /// The steps that undo may take back, the last one first.
    pub(super) fn undoable(&self) -> impl Iterator<Item = Stamp> {
        self.live()
            .filter(|(_, deed)| !matches!(deed.act, Act::Undid(_)))
            .map(|(step, _)| step)
    }

    /// The undos that redo may take back, the last one first: those since the last step that was made afresh.
    pub(super) fn redoable(&self) -> impl Iterator<Item = Stamp> {
        let mut steps = self.steps.iter().rev();
        let last_made = steps.find(|(_, deed)| deed.act == Act::Made);
        let last_made = last_made.map(|(step, _)| *step);
        self.live()
            .take_while(move |(step, _)| Some(*step) > last_made)
            .filter(|(_, deed)| matches!(deed.act, Act::Undid(_)))
            .map(|(step, _)| step)
    }

    /// The changes that would take a step back, the last one first.
    pub(super) fn inverse(&self, step: Stamp) -> Vec<Change> {
        let parts = self.steps.get(&step).map(|deed| Arc::clone(&deed.parts));
        let parts = parts.unwrap_or_default();
        let inverse = |(_, change): &(Stamp, Change)| {
            let set = change.set.inverse()?;
            Some(Change {
                set,
                ..change.clone()
            })
        };
        parts.iter().rev().filter_map(inverse).collect()
    }

    /// Whether a step is in reach, spent or not.
    pub(super) fn holds(&self, step: Stamp) -> bool {
        self.steps.contains_key(&step)
    }

    fn live(&self) -> impl Iterator<Item = (Stamp, &Deed)> {
        let steps = self.steps.iter().rev();
        steps
            .filter(|(step, _)| !self.taken.contains(step))
            .map(|(step, deed)| (*step, deed))
    }

    /// Drops the oldest steps where there are too many. What stays does not depend on the order of arrival.
    fn forget(&mut self) {
        let too_many =
            |h: &Self| h.steps.len() > MOST_STEPS || (h.parts > MOST_PARTS && h.steps.len() > 2);
        while too_many(self)
            && let Some((step, deed)) = self.steps.pop_first()
        {
            self.parts -= deed.parts.len();
            self.floor = Some(step);
            self.taken = self.taken.split_off(&step);
        }
    }
}
