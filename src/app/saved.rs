//! Searches that were given a name: which articles answer each of them, and how many of those are unread.
//!
//! Owns their names, their order and their counts, which are asked for as an [`Effect`] and never counted on the way of
//! a key. Does not own their file (`config::searches`), or what a query means (`search`).

use std::{collections::HashSet, sync::Arc};

use jiff::ZonedDateTime;

use super::{App, Effect, View};
use crate::{
    library::{Library, Row},
    marks::Marks,
    search::{self, Query, QueryError, Saved},
    typeset,
};

/// The longest name, in cells: a tab has to hold it.
const LONGEST_NAME: usize = 24;

/// A search with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its name, one word.
    pub name: String,
    /// The query as it was written.
    pub text: String,
    /// What it means, or why it cannot be read.
    pub query: Result<Query, QueryError>,
    /// While its view is open: the articles that answer it, in its order, with those that have just ceased to.
    pub hits: Vec<Row>,
    /// Those that answer it now.
    pub(super) members: HashSet<Row>,
    /// Those of them that are unread.
    unread: HashSet<Row>,
}

/// A change of the saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchEdit {
    /// A query gets a name, or a name another query.
    Save {
        /// The name.
        name: String,
        /// The query.
        query: String,
    },
    /// A search gets another name; one that bore it already is given up.
    Rename {
        /// The name it has.
        old: String,
        /// The name it gets.
        new: String,
    },
    /// A search is given up.
    Forget {
        /// Its name.
        name: String,
    },
}

/// Asks which articles answer the saved searches.
#[derive(Clone, Debug)]
pub struct CountRequest {
    /// Which list of searches is meant; answers for an older one are dropped.
    pub generation: u64,
    /// Their queries; `None` for those that cannot be read.
    pub queries: Vec<Option<Query>>,
    /// The rows that have to be looked at, in the order of the library; `None` for all.
    pub among: Option<Vec<Row>>,
    /// The articles as they are known now.
    pub library: Arc<Library>,
    /// The marks as they stand now.
    pub marks: Arc<Marks>,
}

/// Which articles answer the saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Which list of searches is meant.
    pub generation: u64,
    /// The rows that were looked at; `None` for all.
    pub among: Option<Vec<Row>>,
    /// The rows that answer each of the searches, in its order; `None` where finding them takes too long.
    pub hits: Vec<Option<Answer>>,
}

/// Which articles answer one search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// All of them, in the order of the query.
    pub rows: Vec<Row>,
    /// The same, to look one up.
    pub members: HashSet<Row>,
    /// Those that are unread.
    pub unread: HashSet<Row>,
}

/// Whether a search can be called this: one word that stands in a query, a tab and a file without quotes.
pub fn is_search_name(name: &str) -> bool {
    let fits = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
    !name.is_empty() && typeset::width(name) <= LONGEST_NAME && name.chars().all(fits)
}

impl CountRequest {
    /// One request for two: the later one, looking at the rows of both.
    pub fn and_then(self, later: Self) -> Self {
        let among = match (self.among, later.among) {
            (Some(mut rows), Some(more)) if self.generation == later.generation => {
                rows.extend(more);
                Some(rows)
            }
            _ => None,
        };
        Self { among, ..later }
    }

    /// Looks for the answers.
    pub fn answer(self, now: &ZonedDateTime) -> Counted {
        // Which rows a limit leaves is not known from a few of them.
        let is_open = |query: &Query| !query.is_arranged();
        let among = self
            .among
            .filter(|_| self.queries.iter().flatten().all(is_open));
        let (library, marks) = (&self.library, &self.marks);
        let rows = among.as_deref().unwrap_or(library.order());
        let find = |query: &Option<Query>| {
            let Some(query) = query else {
                return Some(Answer::default());
            };
            let rows = search::find_among(query, rows, library, marks, now, &|| false).ok()?;
            let is_unread = |row: &Row| !marks.get(library.id(*row)).read;
            let unread = rows.iter().copied().filter(is_unread).collect();
            Some(Answer {
                members: rows.iter().copied().collect(),
                rows,
                unread,
            })
        };
        let hits = self.queries.iter().map(find);
        Counted {
            generation: self.generation,
            hits: hits.collect(),
            among,
        }
    }
}

impl SavedSearch {
    fn new((name, text): (String, String), all: &Saved) -> Self {
        Self {
            query: Query::parse_with(&text, all),
            name,
            text,
            hits: Vec::new(),
            members: HashSet::new(),
            unread: HashSet::new(),
        }
    }

    /// How many articles answer it, where it is called this and can be read.
    pub(super) fn answers(&self, name: &str) -> Option<usize> {
        (self.name == name && self.query.is_ok()).then(|| self.count())
    }

    /// How many articles answer it.
    pub fn count(&self) -> usize {
        self.members.len()
    }

    /// How many of the articles that answer it are unread.
    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Takes in which of the rows that were looked at answer it now. `kept` are those that are not to vanish from its
    /// list, where that is open; only then it is made.
    fn take(
        &mut self,
        among: Option<&[Row]>,
        found: Answer,
        library: &Library,
        kept: Option<&HashSet<Row>>,
    ) {
        match among {
            Some(rows) => {
                for row in rows {
                    self.members.remove(row);
                    self.unread.remove(row);
                }
                self.members.extend(found.members);
                self.unread.extend(found.unread);
            }
            None => (self.members, self.unread) = (found.members, found.unread),
        }
        let is_arranged = self.query.as_ref().is_ok_and(Query::is_arranged);
        match kept {
            _ if is_arranged => self.hits = self.in_place(found.rows, kept),
            Some(kept) => self.list(library, kept),
            None => {}
        }
    }

    /// Finding what answers it takes too long: it is a query that cannot be answered, as one that cannot be read.
    fn refuse(&mut self) {
        if let Ok(query) = &self.query {
            self.query = Err(query.too_long(&self.text));
        }
        self.members.clear();
        self.unread.clear();
        self.hits.clear();
    }

    /// Lists what answers it in the order of the library, with what is kept; a query with an order of its own is
    /// listed already.
    pub(super) fn list(&mut self, library: &Library, kept: &HashSet<Row>) {
        if !self.query.as_ref().is_ok_and(Query::is_arranged) {
            let stays = |row: &Row| self.members.contains(row) || kept.contains(row);
            self.hits = library.order().iter().copied().filter(stays).collect();
        }
    }

    /// Goes on with the rows that its articles have now.
    pub(super) fn follow(&mut self, heir: &dyn Fn(&Row) -> Option<Row>) {
        let follow = |rows: &HashSet<Row>| rows.iter().filter_map(heir).collect();
        (self.members, self.unread) = (follow(&self.members), follow(&self.unread));
        self.hits = self.hits.iter().filter_map(heir).collect();
    }

    /// A list in the query's own order, in which those that are kept stay where they stood.
    fn in_place(&self, found: Vec<Row>, kept: Option<&HashSet<Row>>) -> Vec<Row> {
        let is_kept = |row: &Row| kept.is_some_and(|kept| kept.contains(row));
        let mut found = found.into_iter();
        let mut hits = Vec::new();
        for row in &self.hits {
            if is_kept(row) && !self.members.contains(row) {
                hits.push(*row);
            } else {
                hits.extend(found.next());
            }
        }
        hits.extend(found);
        hits
    }
}

impl App {
    /// The saved search whose view is open.
    pub fn open_search_view(&self) -> Option<&SavedSearch> {
        match self.view {
            View::Saved(index) => self.searches.get(index),
            View::All | View::Unread | View::Starred => None,
        }
    }

    /// The saved search of a name.
    pub(super) fn saved_index(&self, name: &str) -> Option<usize> {
        self.searches.iter().position(|saved| saved.name == name)
    }

    /// Replaces the list of saved searches, if the file holds another one.
    pub(super) fn set_saved(&mut self, searches: Vec<(String, String)>) -> Vec<Effect> {
        let is_known = self.searches.iter().map(|saved| (&saved.name, &saved.text));
        if is_known.eq(searches.iter().map(|(name, text)| (name, text))) {
            return Vec::new();
        }
        self.replace_saved(searches)
    }

    /// Replaces the list of saved searches. The open view stays open under its name.
    pub(super) fn replace_saved(&mut self, searches: Vec<(String, String)>) -> Vec<Effect> {
        let open = self.open_search_view().map(|saved| saved.name.clone());
        self.saved = searches.iter().cloned().collect();
        let mut before = std::mem::take(&mut self.searches);
        for search in searches {
            // A query may mean another by a search that it names.
            let read = SavedSearch::new(search, &self.saved);
            let same = |known: &SavedSearch| known.name == read.name && known.query == read.query;
            let known = before.iter().position(same);
            self.searches.push(match known {
                Some(index) => SavedSearch {
                    text: read.text,
                    ..before.swap_remove(index)
                },
                None => read,
            });
        }
        if let Some(name) = open {
            self.view = self.saved_index(&name).map_or(View::All, View::Saved);
        }
        self.counting += 1;
        self.relist();
        self.count_saved(None).into_iter().collect()
    }

    /// Asks for the answers to the saved searches among some rows, or all.
    pub(super) fn count_saved(&self, among: Option<Vec<Row>>) -> Option<Effect> {
        let is_idle = self.searches.is_empty() || among.as_ref().is_some_and(Vec::is_empty);
        let query = |saved: &SavedSearch| saved.query.clone().ok();
        let request = || CountRequest {
            generation: self.counting,
            queries: self.searches.iter().map(query).collect(),
            among,
            library: Arc::clone(&self.library),
            marks: Arc::clone(&self.marks),
        };
        (!is_idle).then(|| Effect::Count(request()))
    }

    /// The answers to the saved searches have come.
    pub(super) fn take_counts(&mut self, counted: Counted) -> Vec<Effect> {
        if counted.generation != self.counting {
            return Vec::new();
        }
        for (index, (saved, found)) in self.searches.iter_mut().zip(counted.hits).enumerate() {
            let Some(found) = found else {
                saved.refuse();
                continue;
            };
            let is_open = self.view == View::Saved(index);
            let kept = is_open.then_some(&self.headlines.kept);
            saved.take(counted.among.as_deref(), found, &self.library, kept);
        }
        if matches!(self.view, View::Saved(_)) {
            self.relist();
        }
        Vec::new()
    }
}
