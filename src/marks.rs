//! What the reader did to articles: last-writer-wins registers, the journal's records, and the steps of undo.
//!
//! Pure. Does not own the journal's files (`runtime::journal`).

use std::collections::{BTreeSet, HashMap};

use crate::article::{Id, Key};

/// The marks of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// One wish of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The article.
    pub id: Id,
    /// Where it lies, so that its marks are found again when its text is edited.
    pub place: Key,
    /// What is set to what.
    pub set: Set,
}

/// A field and its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set {
    /// Read or not.
    Read(bool),
    /// Starred or not.
    Starred(bool),
    /// One tag of the reader's own, borne or not.
    Tag(String, bool),
    /// How far it has been read, in percent. Not a step of undo.
    Position(u8),
}

/// One line of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {}

/// A group of changes that is undone at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was (un)done, for the status line: each change as it stands now.
    pub changes: Vec<Change>,
    /// What the journal has to take in.
    pub records: Vec<Record>,
}

/// All marks, of all devices.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    by_id: HashMap<Id, Mark>,
}

/// The mark of an article that nothing was done to.
static UNTOUCHED: Mark = Mark {
    read: false,
    starred: false,
    tags: BTreeSet::new(),
    position: 0,
};

impl Marks {
    /// The marks of an article.
    pub fn get(&self, id: Id) -> &Mark {
        self.by_id.get(&id).unwrap_or(&UNTOUCHED)
    }

    /// Whether anything was ever done to the article.
    pub fn knows(&self, id: Id) -> bool {
        self.by_id.contains_key(&id)
    }

    /// The id that was last marked at a place.
    pub fn id_at(&self, _place: Key) -> Option<Id> {
        None
    }

    /// Makes the changes as one step of undo; those that change nothing leave no record. `now`: milliseconds since 1970.
    pub fn change(&mut self, changes: Vec<Change>, _now: i64) -> Step {
        for change in &changes {
            let mark = self.by_id.entry(change.id).or_default();
            match &change.set {
                Set::Read(value) => mark.read = *value,
                Set::Starred(value) => mark.starred = *value,
                Set::Tag(..) => {}
                Set::Position(value) => mark.position = *value,
            }
        }
        Step {
            changes,
            records: Vec::new(),
        }
    }

    /// Takes the last step back.
    pub fn undo(&mut self, _now: i64) -> Option<Step> {
        None
    }

    /// Makes the step that was last taken back again.
    pub fn redo(&mut self, _now: i64) -> Option<Step> {
        None
    }

    /// Takes in a record that another instance or device has written.
    pub fn merge(&mut self, _record: Record) {}
}
