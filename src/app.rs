//! All state of the reader, and how messages change it.
//!
//! One thread owns an [`App`]; nothing here does I/O. What the outside has to do comes back as [`Effect`]s. Does not own
//! the picture (`view`), which is drawn from `&App` and changes nothing.

pub mod action;
mod bulk;
mod command;
mod counts;
mod headlines;
mod hints;
mod history;
pub mod keymap;
mod lists;
mod message;
pub mod panel;
pub mod panes;
pub mod passages;
mod prompt;
mod reading;
mod saved;
pub mod settings;
pub mod sheet;
pub mod status;
pub mod tabs;
mod update;

use std::{mem, sync::Arc};

use jiff::{SignedDuration, Timestamp, ZonedDateTime};

pub use bulk::{Bulk, BulkRequest, Preview};
pub use command::Command;
pub use counts::Counts;
pub use headlines::{GUTTER, Headlines, Shown};
pub use hints::Hint;
pub use history::{Histories, Kept};
pub use lists::{Entry, Overlay, Picker, told};
pub use message::{
    Effect, Found, Message, Pointer, Refused, Request, ScanRequest, TallyRequest, TrailRequest,
    Why, Within,
};
pub use passages::{Excerpt, PassageRow, Passages};
pub use prompt::{Offer, Picked, Prompt, Purpose};
pub use reading::{Find, Reading};
pub use saved::{Answer, CountRequest, Counted, SavedSearch, SearchEdit, is_search_name};

use crate::{
    article::Problem,
    library::{Library, Row},
    marks::Marks,
    search::{Query, QueryError, Saved, Tally, Timeline},
};
use settings::{ReadPolicy, Settings};

/// The state of the reader.
#[derive(Clone, Debug)]
pub struct App {
    /// The articles.
    pub library: Arc<Library>,
    /// What was done to them.
    pub marks: Arc<Marks>,
    /// How many there are of each kind.
    pub counts: Counts,
    /// What was wrong with settings and journals.
    pub problems: Vec<Problem>,
    /// What was skipped, cut or guessed at among the files.
    pub file_problems: Vec<Problem>,
    /// The settings in force.
    pub settings: Settings,
    /// The time of the last message, in the reader's time zone.
    pub now: ZonedDateTime,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Which articles are listed.
    pub view: View,
    /// The list.
    pub headlines: Headlines,
    /// The article in the reading pane.
    pub reading: Option<Reading>,
    /// The pane that keys go to.
    pub focus: Focus,
    /// Whether the article is shown alone.
    pub zen: bool,
    /// The width of the headline pane, once the user has set it.
    pub divider: Option<u16>,
    /// The list as passages, while it is one.
    pub passages: Option<Passages>,
    /// The search that narrows the list.
    pub search: Option<Search>,
    /// The searches with a name, in the order of their views.
    pub searches: Vec<SavedSearch>,
    /// What is being typed.
    pub prompt: Option<Prompt>,
    /// The command that marks what answers a query, while it is typed or waits for its answer.
    pub bulk: Option<Bulk>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// How far the loading has come.
    pub loading: Loading,
    /// What the status line has to say, and until when.
    pub notice: Option<(String, Timestamp)>,
    /// Why marks cannot be saved, while they cannot.
    pub unsaved: Option<String>,
    /// What was typed into the prompts before.
    pub histories: Histories,
    /// The searches that a query may name.
    pub saved: Saved,
    dragging: bool,
    generation: u64,
    /// How many articles have which values, for menus; as last counted.
    tally: Option<Arc<Tally>>,
    /// The number of the last count of that.
    tallies: u64,
    /// The number of the last preview that was asked for.
    previews: u64,
    /// The number of the list of saved searches.
    counting: u64,
    /// Whether all files were gone through once.
    is_loaded: bool,
    /// Whether it was asked for that a damaged library is read anew.
    is_mending: bool,
    /// The first row that the saved searches have not been asked about.
    uncounted: Row,
    /// The first row of which it has not been told by what else its marks are found.
    untold: Row,
}

/// Which articles are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// All of them.
    #[default]
    All,
    /// Those not read when the view was opened.
    Unread,
    /// Those starred when the view was opened.
    Starred,
    /// Those that answer the saved search of this index.
    Saved(usize),
}

impl View {
    /// The views that are always there, in the order of their tabs, with their names.
    pub const FIXED: [(Self, &'static str); 3] = [
        (Self::All, "All"),
        (Self::Unread, "Unread"),
        (Self::Starred, "Starred"),
    ];
}

/// The pane that keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The list of headlines.
    #[default]
    Headlines,
    /// The article.
    Reading,
}

/// A search that narrows the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The text as typed.
    pub text: String,
    /// What was last understood of it; matches of this are lit.
    pub query: Query,
    /// What was last answered before: should this query take too long, it is asked again.
    pub(crate) sound: Query,
    /// Why the text as it stands cannot be read, or answered.
    pub error: Option<QueryError>,
    /// All articles that answer it, whatever the view.
    pub hits: Vec<Row>,
    /// How long the search took, once there is an answer.
    pub took: Option<std::time::Duration>,
    /// Whether the answer is not all of it yet.
    pub is_growing: bool,
    /// When its answers were published, once that is known.
    pub timeline: Timeline,
    /// The title of the article that those listed are like, where that is what was asked for.
    pub model: Option<String>,
    /// The part of the query that nothing answers.
    pub empty_part: Option<String>,
    /// Whether it was accepted before its answer came, so that the answer opens the best place.
    pub(crate) opens: bool,
}

/// How far the loading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// Files are being read.
    Reading {
        /// Files read.
        done: usize,
        /// Files found so far.
        found: usize,
    },
    /// All is there.
    Ended,
}

/// How long a notice stays in the status line.
const NOTICE_TIME: SignedDuration = SignedDuration::from_secs(5);

impl App {
    /// The state at the beginning: nothing loaded yet.
    pub fn new(settings: Settings, marks: Marks, size: (u16, u16), now: ZonedDateTime) -> Self {
        Self {
            library: Arc::default(),
            marks: Arc::new(marks),
            counts: Counts::default(),
            problems: Vec::new(),
            file_problems: Vec::new(),
            settings,
            now,
            size,
            view: View::default(),
            headlines: Headlines::default(),
            reading: None,
            focus: Focus::default(),
            zen: false,
            divider: None,
            passages: None,
            search: None,
            searches: Vec::new(),
            prompt: None,
            bulk: None,
            overlay: None,
            loading: Loading::Reading { done: 0, found: 0 },
            notice: None,
            unsaved: None,
            histories: Histories::default(),
            saved: Saved::default(),
            dragging: false,
            generation: 0,
            tally: None,
            tallies: 0,
            previews: 0,
            counting: 0,
            is_loaded: false,
            is_mending: false,
            uncounted: 0,
            untold: 0,
        }
    }

    /// Takes a message in at a moment, and says what the outside has to do.
    pub fn update(&mut self, message: Message, now: ZonedDateTime) -> Vec<Effect> {
        let before = mem::replace(&mut self.now, now);
        let mut effects = update::update(self, message);
        if before.date() != self.now.date() {
            effects.extend(self.begin_day());
        }
        effects
    }

    /// Makes what is on the screen fit what has happened: once before each picture, however many messages came in.
    pub fn settle(&mut self) {
        self.settle_passages();
        self.settle_headlines();
        let selected = self.selected();
        self.reading
            .take_if(|reading| reading.opened.is_none() && Some(reading.row) != selected);
        if panes::panes(self).reading.is_some() {
            if self.reading.is_none() {
                self.show_selected();
            }
            self.reset_page(None);
            self.settle_landing();
        }
    }

    /// When the state changes next by time alone, and wants a [`Message::Tick`].
    pub fn deadline(&self) -> Option<Timestamp> {
        let next_minute = self.now.timestamp() + SignedDuration::from_secs(60);
        let notice = self.notice.as_ref().map(|(_, until)| *until);
        let mending = self.wants_mending().then(|| self.now.timestamp());
        [Some(next_minute), notice, mending, self.counts_as_read_at()]
            .into_iter()
            .flatten()
            .min()
    }

    /// The query whose matches are lit: that of a find in the article, else that of the search.
    pub fn lit(&self) -> Option<&Query> {
        let find = self
            .reading
            .as_ref()
            .and_then(|reading| reading.find.as_ref());
        let search = self.search.as_ref().map(|search| &search.query);
        find.map(|find| &find.query)
            .or(search)
            .filter(|query| !query.is_empty())
    }

    /// The row that marks, links and copies are about: the selected headline; none while an article is read whose file is
    /// gone.
    pub fn selected(&self) -> Option<Row> {
        self.headlines
            .selected()
            .filter(|_| !self.reads_what_is_gone())
    }

    /// Whether the article that is read is no longer in the library.
    pub(crate) fn reads_what_is_gone(&self) -> bool {
        let reading = self.reading.as_ref();
        reading.is_some_and(|reading| reading.is_gone && reading.opened.is_some())
    }

    /// Whether the file formats' problems deserve a word in the status line.
    pub fn has_problems(&self) -> bool {
        self.problems().next().is_some()
    }

    /// Everything that was wrong with something.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(&self.file_problems)
    }

    fn wants_mending(&self) -> bool {
        self.library.is_damaged() && !self.is_mending
    }

    fn say(&mut self, words: impl Into<String>) {
        self.notice = Some((words.into(), self.now.timestamp() + NOTICE_TIME));
    }

    fn counts_as_read_at(&self) -> Option<Timestamp> {
        let reading = self.reading.as_ref()?;
        let ReadPolicy::AfterSeconds(seconds) = self.settings.mark_read else {
            return None;
        };
        let opened = reading.opened.filter(|_| !reading.counted)?;
        Some(opened + SignedDuration::from_secs(i64::from(seconds)))
    }
}
