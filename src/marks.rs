//! What the reader did to articles: last-writer-wins registers, the journal's records, and the steps of undo.
//!
//! Pure. Does not own the journal's files (`runtime::journal`).

mod clock;
mod digest;
mod history;
pub mod record;
mod registers;

pub use clock::{Author, DeviceId, NotAStamp, Stamp};
pub use record::{Act, Record, Turn};

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    article::{Id, Key},
    packed::Section,
    parse::is_unseen,
};
use clock::Era;
use digest::{Digest, Lengths};
use history::{History, Outline};
use registers::Registers;

/// All marks, of all devices. Cheap to clone: what does not change is shared.
///
/// The state is the union of all records: in which order they come in, and how often, makes no difference.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    registers: Registers,
    history: Arc<History>,
    author: Author,
    era: Era,
}

/// The marks of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Read.
    pub read: bool,
    /// Starred.
    pub starred: bool,
    /// The reader's own tags.
    pub tags: BTreeSet<String>,
    /// How far the article has been read, in percent of its lines; 0 where it was not begun.
    pub position: u8,
}

impl Mark {
    /// Whether setting this would change nothing.
    pub fn bears(&self, set: &Set) -> bool {
        match set {
            Set::Read(value) => self.read == *value,
            Set::Starred(value) => self.starred == *value,
            Set::Tag(name, value) => self.tags.contains(name) == *value,
            Set::Position(value) => self.position == *value,
        }
    }
}

/// One wish of the reader.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Change {
    /// The article.
    pub id: Id,
    /// Where it lies, so that its marks are found again when its text is edited.
    pub place: Key,
    /// What is set to what.
    pub set: Set,
}

/// A field and its new value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Set {
    /// Read or not.
    Read(bool),
    /// Starred or not.
    Starred(bool),
    /// One tag of the reader's own, borne or not. Names that are no tags ([`is_tag`]) change nothing.
    Tag(String, bool),
    /// How far it has been read, in percent; more than 100 counts as 100. Not a step of undo.
    Position(u8),
}

/// A group of changes that is undone at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whether it was made, undone or redone.
    pub kind: StepKind,
    /// What was (un)done, for the status line: each change as it stands now. Empty where nothing had to change.
    pub changes: Vec<Change>,
    /// What the journal has to take in.
    pub records: Vec<Record>,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// It was made for the first time.
    Made,
    /// It was taken back.
    Undone,
    /// It was made again.
    Redone,
}

/// What packed marks begin with: what is needed to find the rest.
#[derive(Serialize, Deserialize)]
struct Head(Lengths, Outline);

/// The mark of an article that nothing was done to.
static UNTOUCHED: Mark = Mark {
    read: false,
    starred: false,
    tags: BTreeSet::new(),
    position: 0,
};

impl Marks {
    /// No marks yet; those that are made here are signed by `author`, whose device's steps can be undone.
    pub fn new(author: Author) -> Self {
        Self {
            author,
            ..Self::default()
        }
    }

    /// The marks as they were packed, to be changed by `author`; nothing where the bytes hold none. They are of the author's
    /// device, as only its steps are kept.
    pub fn open(packed: &Section, author: Author) -> Option<Self> {
        let bytes = packed.bytes();
        let (Head(lengths, outline), rest) = postcard::take_from_bytes::<Head>(bytes).ok()?;
        let rest = packed.part(bytes.len() - rest.len()..bytes.len());
        let (digest, parts) = Digest::open(&rest, lengths)?;
        Some(Self {
            registers: Registers::packed(digest),
            history: Arc::new(History::open(outline, &parts)?),
            author,
            era: Era::default(),
        })
    }

    /// The same marks, as a clock that tells `now` (milliseconds since 1970) believes in those of others: what is farther
    /// ahead than a hundred years counts only where nothing else was said.
    pub fn as_of(mut self, now: i64) -> Self {
        self.era = Era::of(now);
        Arc::make_mut(&mut self.history).forget_ahead(self.era);
        self
    }

    /// Packs all marks; nothing where they are too many.
    pub fn pack(&self) -> Option<Vec<u8>> {
        let mut packed = Vec::new();
        let lengths = self.registers.pack(&mut packed)?;
        let outline = self.history.pack(&mut packed)?;
        let mut all = postcard::to_stdvec(&Head(lengths, outline)).ok()?;
        all.append(&mut packed);
        Some(all)
    }

    /// The marks of an article.
    pub fn get(&self, id: Id) -> &Mark {
        self.registers.mark(id).unwrap_or(&UNTOUCHED)
    }

    /// How many articles anything was ever done to at most.
    pub fn most(&self) -> usize {
        self.registers.most()
    }

    /// Whether anything was ever done to the article.
    pub fn knows(&self, id: Id) -> bool {
        self.registers.mark(id).is_some()
    }

    /// All articles that anything was ever done to, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (Id, &Mark)> {
        self.registers.marks()
    }

    /// The id that was last marked at a place.
    pub fn id_at(&self, place: Key) -> Option<Id> {
        self.registers.place(place).map(|(_, id)| id)
    }

    /// Makes the changes as one step of undo; those that change nothing leave no record. `now`: milliseconds since 1970.
    pub fn change(&mut self, changes: Vec<Change>, now: i64) -> Step {
        self.act(changes, now, Act::Made)
    }

    /// Takes the last step back: this device's last one, whichever run of the program made it. A field that no longer
    /// holds what the step has set was changed elsewhere since, and is left alone; a step of which nothing is left to
    /// take back is passed over.
    pub fn undo(&mut self, now: i64) -> Option<Step> {
        let steps: Vec<Stamp> = self.history.undoable().collect();
        steps
            .into_iter()
            .find_map(|step| self.take_back(step, now, Act::Undid(step)))
    }

    /// Makes the step that was last taken back again. There is none once a new step was made.
    pub fn redo(&mut self, now: i64) -> Option<Step> {
        let steps: Vec<Stamp> = self.history.redoable().collect();
        steps
            .into_iter()
            .find_map(|step| self.take_back(step, now, Act::Redid(step)))
    }

    /// Tells by what else the marks of articles are to be found: by their place after a move, by their own key after an edit,
    /// by the keys of further copies. What is known of them is said once more there, which is no step to be taken back, and
    /// as if it were long ago: what another device has to say of them counts, whenever it comes.
    pub fn tell_at(&mut self, trails: Vec<(Id, Key)>) -> Vec<Record> {
        let mut records = Vec::with_capacity(trails.len());
        let long_ago = self.era.beginning();
        for (number, (id, place)) in trails.into_iter().enumerate() {
            let set = Set::Position(self.get(id).position);
            let change = Change { id, place, set };
            let [_, there] = self.era.to_beat(self.registers.stamps(&change), long_ago);
            let stamp = Stamp::after(long_ago, number, [there], self.author);
            records.push(self.record(change, stamp, None));
        }
        records
    }

    /// Takes in a record that another instance or device has written.
    pub fn merge(&mut self, record: Record) {
        self.registers.apply(&record.change, record.stamp, self.era);
        let is_ahead = |turn: Turn| self.era.ends_before(turn.step);
        if !record.turn.is_some_and(is_ahead) {
            self.remember(&record);
        }
    }

    /// Whether a journal that holds all of these marks needs this record of it: because it won its field or its place,
    /// or because a step that can be undone consists of it.
    pub fn needs(&self, record: &Record) -> bool {
        let in_reach = |turn: Turn| self.history.holds(turn.step);
        self.registers
            .stamps(&record.change)
            .contains(&record.stamp)
            || record.turn.is_some_and(in_reach)
    }

    fn take_back(&mut self, step: Stamp, now: i64, act: Act) -> Option<Step> {
        let changes = self.history.inverse(step);
        let step = self.act(changes, now, act);
        (!step.changes.is_empty()).then_some(step)
    }

    /// An inverse takes effect only where its opposite stands, so undo needs no further guard than any change.
    fn act(&mut self, changes: Vec<Change>, now: i64, act: Act) -> Step {
        self.era = self.era.until(now);
        let step = self.history.next(now, self.author);
        let mut records: Vec<Record> = Vec::with_capacity(changes.len());
        self.registers.expect(changes.len());
        for change in changes {
            let change = change.tamed();
            if !self.get(change.id).differs(&change.set) {
                continue;
            }
            let is_step = change.set.inverse().is_some();
            let turn = is_step.then_some(Turn { step, act });
            let beaten = self.era.to_beat(self.registers.stamps(&change), now);
            let stamp = Stamp::after(now, records.len(), beaten, self.author);
            records.push(self.record(change, stamp, turn));
        }
        let changes = records.iter().map(|record| record.change.clone()).collect();
        records.sort_by_key(|record| record.stamp);
        for record in &records {
            self.remember(record);
        }
        Step {
            kind: StepKind::of(act),
            changes,
            records,
        }
    }

    fn record(&mut self, change: Change, stamp: Stamp, turn: Option<Turn>) -> Record {
        self.registers.apply(&change, stamp, self.era);
        Record {
            change,
            stamp,
            turn,
        }
    }

    fn remember(&mut self, record: &Record) {
        let own = |turn: Turn| turn.step.author().device == self.author.device;
        if record.turn.is_some_and(own) {
            Arc::make_mut(&mut self.history).add(record);
        }
    }
}

impl Mark {
    /// Whether setting would change anything.
    fn differs(&self, set: &Set) -> bool {
        match set {
            Set::Read(value) => self.read != *value,
            Set::Starred(value) => self.starred != *value,
            Set::Tag(name, value) => is_tag(name) && self.tags.contains(name) != *value,
            Set::Position(value) => self.position != *value,
        }
    }
}

impl Change {
    fn tamed(mut self) -> Self {
        if let Set::Position(percent) = &mut self.set {
            *percent = (*percent).min(100);
        }
        self
    }
}

impl Set {
    /// What takes it back, where that is a step of undo.
    fn inverse(&self) -> Option<Self> {
        match self {
            Self::Read(value) => Some(Self::Read(!value)),
            Self::Starred(value) => Some(Self::Starred(!value)),
            Self::Tag(name, value) => Some(Self::Tag(name.clone(), !value)),
            Self::Position(_) => None,
        }
    }
}

impl StepKind {
    fn of(act: Act) -> Self {
        match act {
            Act::Made => Self::Made,
            Act::Undid(_) => Self::Undone,
            Act::Redid(_) => Self::Redone,
        }
    }
}

/// Whether a name can be a tag: not empty, and nothing in it that would stir a terminal or turn its text around,
/// because tags also come in from journals that others wrote.
pub fn is_tag(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains(is_unseen)
}

#[cfg(test)]
mod tests;
