//! Marks on all articles that answer a query: how many would change, told while the command is typed.
//!
//! Owns the question and its answer, which is found beside the loop and is what Enter then marks. Does not own marks
//! (`marks`) or the command line (`command`).

use std::sync::Arc;

use jiff::ZonedDateTime;

use super::{App, Command, Effect, Message, Purpose, Refused};
use crate::{
    library::{Library, Row},
    marks::{Marks, Set},
    search::{self, Query, QueryError},
};

/// A command that marks what answers a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// What is set.
    pub set: Set,
    /// On what.
    pub query: Query,
    /// What it would change, once that is known.
    pub preview: Option<Preview>,
    /// Whether finding that out takes too long.
    pub is_refused: bool,
    /// Which request is waited for.
    generation: u64,
    /// Whether the command was given already, so that the answer is acted on.
    runs: bool,
}

/// What a command would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The request that it answers.
    pub generation: u64,
    /// The articles that answer the query.
    pub rows: Vec<Row>,
    /// How many of them do not bear the mark yet.
    pub changes: usize,
}

/// Asks what a command would change.
#[derive(Clone, Debug)]
pub struct BulkRequest {
    /// Its number; later ones are greater.
    pub generation: u64,
    /// What is set.
    pub set: Set,
    /// On what.
    pub query: Query,
    /// The articles as they are known now.
    pub library: Arc<Library>,
    /// The marks as they stand now.
    pub marks: Arc<Marks>,
}

impl Bulk {
    /// Why a query cannot be answered, if it is this one and was refused, in the text that it was read from.
    pub(super) fn refusal(&self, query: &Query, text: &str) -> Option<QueryError> {
        let is_refused = self.is_refused && self.query == *query;
        is_refused.then(|| query.too_long(text))
    }
}

impl BulkRequest {
    /// Finds out, unless `outdated` says that nobody waits for the answer any longer.
    pub fn answer(
        &self,
        now: &ZonedDateTime,
        outdated: &(dyn Fn() -> bool + Sync),
    ) -> Option<Message> {
        let rows = match search::find(&self.query, &self.library, &self.marks, now, outdated) {
            Ok(rows) => rows,
            Err(stopped) => return Refused::Preview(self.generation).after(stopped),
        };
        let bears = |row: &&Row| self.marks.get(self.library.id(**row)).bears(&self.set);
        Some(Message::Previewed(Preview {
            generation: self.generation,
            changes: rows.iter().filter(|row| !bears(row)).count(),
            rows,
        }))
    }
}

impl App {
    /// The command line has changed: where it marks what answers a query, asks how many would change.
    pub(super) fn preview_command(&mut self, line: &str) -> Vec<Effect> {
        match Command::parse(line, &self.saved) {
            // One that was given is not lost to the next.
            _ if self.bulk.as_ref().is_some_and(|bulk| bulk.runs) => Vec::new(),
            Ok(Command::Mark(set, Some(query))) => {
                let is_asked = |bulk: &Bulk| bulk.set == set && bulk.query == query;
                if self.bulk.as_ref().is_some_and(is_asked) {
                    return Vec::new();
                }
                vec![self.ask_bulk(set, query, false)]
            }
            _ => {
                self.bulk = None;
                Vec::new()
            }
        }
    }

    /// Marks all that answers a query: what was previewed, else as soon as it is found.
    pub(super) fn mark_matching(&mut self, set: Set, query: Query) -> Vec<Effect> {
        match self.bulk.take() {
            Some(bulk) if bulk.set == set && bulk.query == query => match bulk.preview {
                Some(preview) => self.mark_rows(&preview.rows, &set),
                None => {
                    self.bulk = Some(Bulk { runs: true, ..bulk });
                    Vec::new()
                }
            },
            _ => vec![self.ask_bulk(set, query, true)],
        }
    }

    /// What a command would change is known.
    pub(super) fn take_preview(&mut self, preview: Preview) -> Vec<Effect> {
        match self.bulk.take() {
            Some(bulk) if bulk.generation != preview.generation => self.bulk = Some(bulk),
            Some(bulk) if bulk.runs => return self.mark_rows(&preview.rows, &bulk.set),
            Some(bulk) => {
                let preview = Some(preview);
                self.bulk = Some(Bulk { preview, ..bulk });
            }
            None => {}
        }
        Vec::new()
    }

    /// Finding out what a command would change takes too long: nothing is marked.
    pub(super) fn refuse_preview(&mut self, generation: u64) -> Vec<Effect> {
        let bulk = self.bulk.take_if(|bulk| bulk.generation == generation);
        match bulk {
            Some(bulk) if bulk.runs => self.say(bulk.query.too_long("").message),
            Some(bulk) => {
                self.bulk = Some(Bulk {
                    is_refused: true,
                    ..bulk
                });
                self.offer();
            }
            None => {}
        }
        Vec::new()
    }

    /// Articles or marks have changed: what was found out no longer holds.
    pub(super) fn preview_again(&mut self) -> Option<Effect> {
        let Bulk {
            set, query, runs, ..
        } = self.bulk.take()?;
        Some(self.ask_bulk(set, query, runs))
    }

    /// The command that is typed, where it marks what answers a query.
    pub fn typed_bulk(&self) -> Option<&Bulk> {
        let prompt = self.prompt.as_ref()?;
        self.bulk
            .as_ref()
            .filter(|_| prompt.purpose == Purpose::Command)
    }

    fn ask_bulk(&mut self, set: Set, query: Query, runs: bool) -> Effect {
        self.previews += 1;
        let generation = self.previews;
        self.bulk = Some(Bulk {
            set: set.clone(),
            query: query.clone(),
            preview: None,
            is_refused: false,
            generation,
            runs,
        });
        Effect::Preview(BulkRequest {
            generation,
            set,
            query,
            library: Arc::clone(&self.library),
            marks: Arc::clone(&self.marks),
        })
    }
}
