//! The steps of undo and redo, derived from the records that this device has written.
//!
//! A pure function of the set of records: it comes out the same after a restart, and whichever instance wrote them.
//! Does not own the values (`registers`): what a step may still take back is decided there.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{Act, Author, Change, Record, Stamp, clock::Era};
use crate::packed::Section;

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
    parts: Parts,
}

/// What a step consists of, in the order of the stamps.
#[derive(Clone, Debug, Default)]
struct Parts {
    packed: Section,
    /// How many are packed.
    count: usize,
    /// All of them, once they had to be unpacked.
    held: Option<Arc<Vec<Part>>>,
}

type Part = (Stamp, Change);

/// What packed steps begin with: all but what they consist of.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Outline {
    /// Each with the number of its parts, and of the bytes that these take.
    steps: Vec<(Stamp, Act, usize, usize)>,
    taken: BTreeSet<Stamp>,
    floor: Option<Stamp>,
}

/// How many steps can be taken back at most.
const MOST_STEPS: usize = 1_000;

/// How many changes these may hold together. The last two steps stay in reach however many they hold.
const MOST_PARTS: usize = 300_000;

impl History {
    /// The steps that were packed; nothing where the parts are not those of the outline.
    pub(super) fn open(outline: Outline, parts: &Section) -> Option<Self> {
        let mut history = Self {
            taken: outline.taken,
            floor: outline.floor,
            ..Self::default()
        };
        let mut end = 0_usize;
        for (step, act, count, bytes) in outline.steps {
            let start = end;
            end = start.checked_add(bytes)?;
            let parts = Parts {
                packed: parts.part(start..end),
                count,
                held: None,
            };
            history.parts = history.parts.checked_add(count)?;
            history.steps.insert(step, Deed { act, parts });
        }
        (end == parts.bytes().len()).then_some(history)
    }

    /// Packs what the steps consist of at the end of `out`.
    pub(super) fn pack(&self, out: &mut Vec<u8>) -> Option<Outline> {
        let mut steps = Vec::with_capacity(self.steps.len());
        for (step, deed) in &self.steps {
            let before = out.len();
            postcard::to_io(&*deed.parts.all(), &mut *out).ok()?;
            steps.push((*step, deed.act, deed.parts.len(), out.len() - before));
        }
        Some(Outline {
            steps,
            taken: self.taken.clone(),
            floor: self.floor,
        })
    }

    /// The stamp of a new step: later than all steps of this device, whatever its clock says now.
    pub(super) fn next(&self, now: i64, author: Author) -> Stamp {
        let last = self.steps.last_key_value().map(|(step, _)| *step);
        Stamp::after(now, 0, [last.or(self.floor).unwrap_or_default()], author)
    }

    /// Forgets the steps that lie ahead of an era: none could be made after them.
    pub(super) fn forget_ahead(&mut self, era: Era) {
        while let Some(last) = self.steps.last_entry()
            && era.ends_before(*last.key())
        {
            self.parts -= last.remove().parts.len();
        }
        self.floor = self.floor.filter(|floor| !era.ends_before(*floor));
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
            parts: Parts::default(),
        });
        let part = (record.stamp, record.change.clone());
        let known = deed.parts.held();
        // Records come in the order of their stamps, but for journals that a synchroniser has shuffled.
        let at = match known.last() {
            Some(last) if *last >= part => known.binary_search(&part),
            _ => Err(known.len()),
        };
        if let Err(at) = at {
            Arc::make_mut(known).insert(at, part);
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
        let parts = self.steps.get(&step).map(|deed| deed.parts.all());
        let parts = parts.unwrap_or_default();
        let inverse = |(_, change): &Part| {
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

impl Parts {
    fn len(&self) -> usize {
        self.held.as_ref().map_or(self.count, |held| held.len())
    }

    fn all(&self) -> Cow<'_, [Part]> {
        match &self.held {
            Some(held) => Cow::Borrowed(held),
            None => Cow::Owned(unpacked(&self.packed)),
        }
    }

    /// The parts, to be added to.
    fn held(&mut self) -> &mut Arc<Vec<Part>> {
        let unpack = || Arc::new(unpacked(&self.packed));
        self.held.get_or_insert_with(unpack)
    }
}

fn unpacked(parts: &Section) -> Vec<Part> {
    postcard::from_bytes(parts.bytes()).unwrap_or_default()
}
