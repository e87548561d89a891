//! What comes into the state and what goes out of it, as plain data that tests compare.

use std::{collections::HashSet, sync::Arc, time::Duration};

use jiff::ZonedDateTime;

use super::{BulkRequest, CountRequest, Counted, Kept, Preview, SearchEdit, keymap::Key};
use crate::{
    article::{Id, Key as Trail, Problem},
    library::{Library, Row},
    marks::{Marks, Record},
    search::{self, Growth, Query, Stopped, Tally, Timeline},
};

/// What happened outside.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse was used.
    Pointer(Pointer),
    /// Text was pasted: never run as keys.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// The articles as they are known now, and what was wrong with their files.
    Loaded(Arc<Library>, Vec<Problem>),
    /// Something was wrong with what is not an article.
    Problems(Vec<Problem>),
    /// So many files were read of so many known.
    Progress {
        /// Files read.
        done: usize,
        /// Files found so far.
        found: usize,
    },
    /// All is read.
    LoadEnded,
    /// Something in the open folders has changed.
    FilesChanged,
    /// A search is done.
    Found(Found),
    /// When the answers to a search were published, with the search's number.
    Dated(u64, Timeline),
    /// The part of a query without answers that nothing answers, with the search's number.
    Blamed(u64, String),
    /// How many articles have which values, with the number of the count.
    Tallied(u64, Arc<Tally>),
    /// What the command that is typed would change is known.
    Previewed(Preview),
    /// What was asked takes too long.
    Refused(Refused),
    /// The answers to the saved searches are known.
    Counted(Counted),
    /// The saved searches as their file holds them, names and queries, and what is wrong with it.
    Searches(Vec<(String, String)>, Vec<Problem>),
    /// A saved search could not be kept in its file.
    SearchLost(Problem),
    /// The journal has taken in all that it was given.
    Saved,
    /// The journal cannot write, and why.
    Unsaved(String),
    /// Another instance or device has made marks.
    Merged(Vec<Record>),
    /// By what else the marks of articles are to be found: ids, and what leads to them.
    Untold(Vec<(Id, Trail)>),
    /// Something the user asked for outside of the program was done, or failed.
    Notice(String),
    /// Time has passed.
    Tick,
}

/// The mouse, in cells from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// The left button went down at a column and row.
    Press(u16, u16),
    /// The pointer moved there with the left button held.
    Drag(u16, u16),
    /// The left button went up.
    Release,
    /// The wheel was turned there, so many lines down (or up, below zero).
    Wheel(u16, u16, i32),
}

/// The number of a request that takes too long to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Of a search.
    Search(u64),
    /// Of what a command would change.
    Preview(u64),
}

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which request it answers.
    pub generation: u64,
    /// The articles, in the order of the query or the library.
    pub rows: Vec<Row>,
    /// How long it took.
    pub took: Duration,
    /// Whether not all articles were looked at yet, so that more may follow.
    pub is_growing: bool,
}

/// What the state asks the outside to do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Search, and drop what was asked before.
    Search(Request),
    /// Count what the menu of a prompt tells, and drop what was asked before.
    Tally(TallyRequest),
    /// Find out what a command would change, and drop what was asked before.
    Preview(BulkRequest),
    /// Find the answers to the saved searches; every request counts.
    Count(CountRequest),
    /// Find out by what else the marks of articles are to be found.
    Trail(TrailRequest),
    /// Go through the files again.
    Scan(ScanRequest),
    /// Change the file of saved searches.
    KeepSearch(SearchEdit),
    /// Write to the journal.
    Append(Vec<Record>),
    /// Open an address in the browser.
    OpenLink(String),
    /// Copy a text to the clipboard.
    Copy(String),
    /// Keep a line in the history of the next run.
    Remember(Kept, String),
    /// Draw the screen from nothing.
    Redraw,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Use the mouse, or leave it to the terminal.
    Mouse(bool),
    /// End the program.
    Quit,
}

impl Refused {
    /// What is to be told where a search was stopped: nothing where nobody waits for it.
    pub fn after(self, stopped: Stopped) -> Option<Message> {
        (stopped == Stopped::TooLong).then_some(Message::Refused(self))
    }
}

impl Request {
    /// Searches, unless `outdated` says that nobody waits for the answer any longer. What takes long is found in steps;
    /// `pace` says how many articles each of them looks at.
    ///
    /// # Errors
    /// When nobody waits for it, or it takes too long.
    pub fn answer(
        &self,
        now: &ZonedDateTime,
        outdated: &(dyn Fn() -> bool + Sync),
        pace: &mut dyn FnMut(Growth<'_>) -> usize,
    ) -> Result<Vec<Row>, Stopped> {
        let (library, marks) = (&self.library, &self.marks);
        search::find_growing(&self.query, library, marks, now, outdated, pace)
    }

    /// What is to be told of an answer beside it: when its articles were published, or why there are none.
    pub fn told_of(
        &self,
        rows: &[Row],
        now: &ZonedDateTime,
        outdated: &(dyn Fn() -> bool + Sync),
    ) -> Option<Message> {
        let (library, marks) = (&self.library, &self.marks);
        if rows.is_empty() {
            let part = search::blame(&self.query, library, marks, now, outdated)?;
            return Some(Message::Blamed(self.generation, part));
        }
        let timeline = Timeline::of(&self.listed(rows), library, now);
        Some(Message::Dated(self.generation, timeline))
    }

    /// Those of an answer that its view lists.
    fn listed(&self, rows: &[Row]) -> Vec<Row> {
        let mark = |row: Row| self.marks.get(self.library.id(row));
        let members: HashSet<Row> = match &self.within {
            Within::Rows(members) => members.iter().copied().collect(),
            Within::All | Within::Unread | Within::Starred => HashSet::new(),
        };
        let is_listed = |row: &Row| match self.within {
            Within::All => true,
            Within::Unread => !mark(*row).read,
            Within::Starred => mark(*row).starred,
            Within::Rows(_) => members.contains(row),
        };
        rows.iter().copied().filter(is_listed).collect()
    }
}

/// A search to be made.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its number; later ones are greater.
    pub generation: u64,
    /// What is asked.
    pub query: Query,
    /// The articles as they are known now.
    pub library: Arc<Library>,
    /// The marks as they stand now.
    pub marks: Arc<Marks>,
    /// The view that is open.
    pub within: Within,
}

/// Which articles a view lists: what a search finds besides stands in no bar.
#[derive(Clone, Debug)]
pub enum Within {
    /// All.
    All,
    /// Those not read.
    Unread,
    /// Those with a star.
    Starred,
    /// These.
    Rows(Arc<[Row]>),
}

/// A count of the values that articles have.
#[derive(Clone, Debug)]
pub struct TallyRequest {
    /// Its number; later ones are greater.
    pub generation: u64,
    /// The articles as they are known now.
    pub library: Arc<Library>,
    /// The marks as they stand now.
    pub marks: Arc<Marks>,
}

impl TallyRequest {
    /// Counts, unless `outdated` says that nobody waits for the answer any longer.
    pub fn answer(
        &self,
        now: &ZonedDateTime,
        outdated: &(dyn Fn() -> bool + Sync),
    ) -> Option<Message> {
        let tally = Tally::of(&self.library, &self.marks, now, outdated)?;
        Some(Message::Tallied(self.generation, Arc::new(tally)))
    }
}

/// Asks by what else the marks of articles are to be found, which takes a look at each of them.
#[derive(Clone, Debug)]
pub struct TrailRequest {
    /// The articles as they are known now.
    pub library: Arc<Library>,
    /// The marks as they stand now.
    pub marks: Arc<Marks>,
    /// The rows that are to be looked at.
    pub rows: Vec<Row>,
}

impl TrailRequest {
    /// Looks for it; nothing where all is told.
    pub fn answer(self) -> Option<Message> {
        let untold = self.library.untold(&self.rows, &self.marks);
        (!untold.is_empty()).then_some(Message::Untold(untold))
    }
}

/// A round through the files.
#[derive(Clone, Debug)]
pub struct ScanRequest {
    /// The marks as they stand now.
    pub marks: Arc<Marks>,
    /// What for.
    pub why: Why,
}

/// What a round through the files is for; what asks for more is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Something has changed.
    Changed,
    /// The user wants it.
    Asked,
    /// What was kept is damaged, and all has to be read anew.
    Damaged,
}

impl ScanRequest {
    /// One request for two.
    pub fn and_then(self, later: Self) -> Self {
        Self {
            why: self.why.max(later.why),
            ..later
        }
    }
}
