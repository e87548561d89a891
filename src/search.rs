//! The query language behind `/` and the search through the library.
//!
//! Owns what a query means. Does not own when it is run or where (`runtime::searcher`, `cli`).

use std::ops::Range;

use crate::{
    article::Article,
    library::{Library, Row, Stored},
    marks::Marks,
};

/// A query that has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the query that are wrong.
    pub at: Range<usize>,
    /// What is wrong and what would be right, as one sentence without a full stop.
    pub message: String,
}

/// A field that text can be found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The byline.
    Byline,
    /// The source.
    Source,
    /// The text.
    Body,
}

/// A place where a query's words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The field.
    pub field: Field,
    /// Bytes of the field's text as it stands in the article, on character boundaries.
    pub range: Range<usize>,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Ok(Self {
            words: text.split_whitespace().map(str::to_lowercase).collect(),
        })
    }

    /// Whether the query asks for nothing, so that all articles answer it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether an article answers the query.
    pub fn accepts(&self, stored: &Stored, _marks: &crate::marks::Mark) -> bool {
        self.words
            .iter()
            .all(|word| stored.folded.body.contains(word))
    }

    /// Where the query's words stand in an article, by field and place, without overlaps. Words that are excluded do
    /// not count.
    pub fn matches(&self, _article: &Article) -> Vec<Match> {
        Vec::new()
    }
}

/// The rows that answer the query, in the library's order. `None` when `cancelled` said so.
pub fn find(
    query: &Query,
    library: &Library,
    marks: &Marks,
    _now: &jiff::ZonedDateTime,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Row>> {
    let rows = library.order().iter().copied();
    let hits = rows
        .filter(|row| query.accepts(library.get(*row), marks.get(library.id(*row))))
        .collect();
    (!cancelled()).then_some(hits)
}

/// Something that can stand at the cursor of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Bytes of the query that it replaces.
    pub range: Range<usize>,
    /// What it puts there.
    pub text: String,
    /// What it means.
    pub help: String,
    /// How many articles it finds.
    pub count: Option<usize>,
}

/// What can stand at the cursor.
pub fn complete(
    _text: &str,
    _cursor: usize,
    _library: &Library,
    _marks: &Marks,
) -> Vec<Completion> {
    Vec::new()
}

/// The part that matches nothing.
pub fn blame(
    _query: &Query,
    _library: &Library,
    _marks: &Marks,
    _now: &jiff::ZonedDateTime,
) -> Option<String> {
    None
}
