//! The articles that a command works on: those under the paths, that answer the query.
//!
//! Owns what is told when some cannot be read or none are found. Does not own reading (`runtime::loader`) or the
//! query's meaning (`crate::search`).

use std::{path::PathBuf, sync::Arc};

use jiff::ZonedDateTime;

use super::{
    Asked, Ending,
    context::Context,
    failure::{Failure, warn},
    progress::Progress,
    state,
};
use crate::{
    article::{Outcome, Problem},
    library::{Library, Row},
    marks::Marks,
    runtime::librarian::{Librarian, Told},
    search::{self, Query},
};

/// Articles with what the reader did to them.
#[derive(Debug)]
pub(super) struct Selection {
    /// All articles under the paths.
    pub library: Library,
    /// The marks.
    pub marks: Marks,
    /// Those that answer the query, in its order.
    pub rows: Vec<Row>,
    /// The query.
    pub query: Query,
    is_complete: bool,
}

/// What a command picks articles for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To look at titles and the like.
    Heads,
    /// To look at the texts, too.
    Texts,
    /// To mark them.
    Marks,
}

/// All that lies under the paths.
pub(super) struct Loads {
    pub library: Library,
    pub problems: Vec<Problem>,
    /// The problems of paths that were given and are not in the library.
    pub failed: Vec<Problem>,
}

impl Selection {
    /// Reads the articles and picks those that answer the query; tells what went wrong.
    pub(super) fn of(
        asked: &Asked,
        marks: Marks,
        purpose: Purpose,
        context: &Context,
    ) -> Result<Self, Failure> {
        let text = asked.query.as_deref().unwrap_or_default();
        let query = read_query(text, context)?;
        let reading = Reading::of(&asked.paths, &marks, context);
        let (loads, rows) = reading.answer(&query, &marks, purpose);
        let Loads {
            library,
            problems,
            failed,
        } = loads;
        tell(&problems, &failed);
        let rows = rows.ok_or_else(|| Failure::query(text, &query.too_long(text)))?;
        match (library.is_empty(), rows.is_empty()) {
            (true, _) if failed.is_empty() => {
                warn("there are no articles here; name a file or folder that holds some")
            }
            (false, true) => warn(&match library.len() {
                1 => format!("the only article does not answer the query '{text}'"),
                many => format!("none of {many} articles answers the query '{text}'"),
            }),
            _ => {}
        }
        Ok(Self {
            library,
            marks,
            rows,
            query,
            is_complete: failed.is_empty(),
        })
    }

    /// The same with the marks as they stand, for commands that only look at them.
    pub(super) fn to_look_at(
        asked: &Asked,
        purpose: Purpose,
        context: &Context,
    ) -> Result<Self, Failure> {
        let (marks, problems) = state::look(context.keeping);
        context.tell();
        problems.iter().for_each(|problem| warn(&told(problem)));
        Self::of(asked, marks, purpose, context)
    }

    /// How a command ends that did its work on these.
    pub(super) fn ending(&self) -> Ending {
        if self.rows.is_empty() || !self.is_complete {
            Ending::Empty
        } else {
            Ending::Done
        }
    }
}

/// Reads a query.
pub(super) fn read_query(text: &str, context: &Context) -> Result<Query, Failure> {
    Query::parse_with(text, &context.saved).map_err(|error| Failure::query(text, &error))
}

/// The paths that are meant: those given, else those of the settings, else none, which the loader knows what to make of.
pub(super) fn paths_meant(given: &[PathBuf], context: &Context) -> Vec<PathBuf> {
    if given.is_empty() {
        context.settings().library.clone()
    } else {
        given.to_vec()
    }
}

/// Reads everything under the paths that are meant.
pub(super) fn load(given: &[PathBuf], marks: &Marks, context: &Context) -> Loads {
    Reading::of(given, marks, context).load()
}

/// The paths that are meant, in the care of a librarian.
struct Reading {
    paths: Vec<PathBuf>,
    librarian: Librarian,
}

impl Reading {
    fn of(given: &[PathBuf], marks: &Marks, context: &Context) -> Self {
        let paths = paths_meant(given, context);
        let mut librarian = Librarian::new(&paths, Arc::new(marks.clone()), context.keeping);
        if librarian.open().is_some() {
            librarian.open_indexes();
        }
        Self { paths, librarian }
    }

    /// The articles, and the rows of those that answer a query: as they are kept, where that is recent enough and they are only
    /// to be looked at; else as the files are now; and read anew, where what was kept is not what was written. No rows where
    /// finding them takes too long.
    fn answer(
        mut self,
        query: &Query,
        marks: &Marks,
        purpose: Purpose,
    ) -> (Loads, Option<Vec<Row>>) {
        let answered = |loads: Loads| {
            let rows = answers(query, &loads.library, marks);
            (loads, rows)
        };
        let is_whole = |(loads, rows): &(Loads, Option<Vec<Row>>)| {
            let with_texts = purpose == Purpose::Texts;
            let is_whole = |rows: &Vec<Row>| loads.library.is_whole(rows, with_texts);
            rows.as_ref().is_none_or(is_whole)
        };
        // Where all are listed, there is nothing to be spared.
        let may_be_kept = purpose != Purpose::Marks && !query.is_empty();
        let recent = may_be_kept.then(|| self.librarian.recent()).flatten();
        let kept = recent.and_then(|(recent, problems)| {
            let answer = answered(self.loads(problems));
            let vouches = |rows: &Vec<Row>| recent.vouches_for(&answer.0.library, rows);
            let is_so = answer.1.as_ref().is_none_or(vouches);
            Some(answer).filter(|_| is_so).filter(is_whole)
        });
        kept.or_else(|| Some(answered(self.load())).filter(is_whole))
            .unwrap_or_else(|| {
                self.librarian.distrust();
                answered(self.load())
            })
    }

    fn load(&mut self) -> Loads {
        let mut progress = Progress::default();
        self.librarian.scan(&mut |told| {
            if let Told::Progress { done, found } = told {
                progress.show(done, found);
            }
            true
        });
        drop(progress);
        self.librarian.save();
        self.loads(self.librarian.problems())
    }

    fn loads(&self, problems: Vec<Problem>) -> Loads {
        let is_failure = |problem: &&Problem| {
            problem.outcome == Outcome::Skipped && self.paths.contains(&problem.path)
        };
        let failed = problems.iter().filter(is_failure).cloned().collect();
        Loads {
            library: self.librarian.library().clone(),
            problems,
            failed,
        }
    }
}

/// The rows that answer a query; without one all of them. `None` where finding them takes too long.
fn answers(query: &Query, library: &Library, marks: &Marks) -> Option<Vec<Row>> {
    if query.is_empty() {
        return Some(library.order().to_vec());
    }
    // Only a query may ask what day it is, and finding out takes longer than reading a file.
    let now = ZonedDateTime::now();
    search::find(query, library, marks, &now, &|| false).ok()
}

/// A problem in one line: path, line, outcome, reason, remedy.
pub(super) fn told(problem: &Problem) -> String {
    let Problem {
        path,
        line,
        outcome,
        reason,
        remedy,
    } = problem;
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{}{line}: {outcome}: {reason}; {remedy}", path.display())
}

/// Tells what was asked for by name and cannot be read; of all else only how much it is.
fn tell(problems: &[Problem], failed: &[Problem]) {
    failed.iter().for_each(|problem| warn(&told(problem)));
    let skipped = problems
        .iter()
        .filter(|problem| problem.outcome == Outcome::Skipped)
        .count();
    match skipped - failed.len() {
        0 => {}
        1 => warn("1 file was skipped; `newsstand check` says why"),
        more => warn(&format!(
            "{more} files were skipped; `newsstand check` says why"
        )),
    }
}
