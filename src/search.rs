//! The query language behind `/` and the search through the library.
//!
//! Owns what a query means. Does not own when it is run or where (`runtime::searcher`, `cli`).

mod complete;
mod cursor;
mod date;
mod expr;
mod field;
mod find;
mod like;
mod order;
mod parser;
mod passage;
mod pattern;
mod places;
mod plan;
mod redate;
mod relevance;
mod room;
mod saved;
mod sieve;
mod timeline;
mod value;
mod words;

pub use complete::{Known, Tally, complete, own_tags};
pub use find::{Growth, Stopped, blame, find, find_among, find_growing};
pub use passage::{Passage, context, passages};
pub use redate::redate;
pub use saved::Saved;
pub use timeline::{Bar, Scale, Timeline};

use std::{borrow::Cow, fmt, ops::Range, sync::Arc};

use crate::{article::Article, library::Library};
use expr::{Expr, Sought, Term, Test};
use field::Scope;
use order::{Arrangement, Order};
use room::Room;
use saved::Names;

/// A query that has been read; cheap to clone. Its printed form reads back as the same query.
///
/// | write | means |
/// |---|---|
/// | `ceasefire talks`, `"prisoner swap"` | words anywhere in title, byline, source or body; a phrase |
/// | `-kabul`, `NOT kabul`, `a b OR c`, `( )` | without it; not binds first, then standing side by side, then OR |
/// | `/pris(on\|oner)s?/`, `title:/^why/` | a regular expression, in one field |
/// | `title:` `author:` `source:` `from:` `body:` `url:` `path:` `tag:` (`#`) `lang:` | in that field |
/// | `is:unread`, `has:link`, `words:>1000`, `time:<5`, `id:3fa9` | by mark, content, length, id |
/// | `after:2020-04`, `before:7d`, `date:2020-W16`, `date:14d..7d` | by date; a period or an age in h d w m y |
/// | `like:3fa9` | the articles that share strong words with the one of this id |
/// | `search:NAME` | what the saved search of this name finds |
/// | `sort:-date`, `limit:20` | how the answers are listed |
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// `None` asks for nothing.
    expr: Option<Arc<Expr>>,
    /// What the query itself says of how the answers are listed; see [`Query::arrangement`].
    own: Arrangement,
}

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the query that are wrong.
    pub at: Range<usize>,
    /// What is wrong and what would be right, as one sentence without a full stop.
    pub message: String,
}

impl QueryError {
    /// The message as it stands behind a colon: it begins with a small letter.
    pub fn clause(&self) -> String {
        let mut chars = self.message.chars();
        match (chars.next(), chars.as_str()) {
            (Some(first), rest) if !rest.starts_with(char::is_uppercase) => {
                first.to_lowercase().collect::<String>() + rest
            }
            _ => self.message.clone(),
        }
    }
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
    /// The lines that were folded away.
    Boilerplate,
}

/// A place where a query's words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The field.
    pub field: Field,
    /// Bytes of the field's text as it stands in the article, on character boundaries.
    pub range: Range<usize>,
}

/// The places in an article where a query's words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches {
    /// By field and place, without overlaps.
    pub found: Vec<Match>,
    /// Whether that is all: where an expression takes too long to follow, those that were found before are there.
    pub is_all: bool,
}

impl Default for Matches {
    /// None, and that is all.
    fn default() -> Self {
        Self {
            found: Vec::new(),
            is_all: true,
        }
    }
}

impl Query {
    /// Reads a query that names no saved searches.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::parse_with(text, &Saved::default())
    }

    /// Reads a query. `search:NAME` means what the search of that name means now; its order and limit hold where it
    /// stands by itself or beside other terms, not where it is negated or one of several choices, and where the query
    /// says nothing of its own about them. Of several saved searches the first that has one gives it.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse_with(text: &str, saved: &Saved) -> Result<Self, QueryError> {
        parser::parse(text, Names::of(saved), 0, &mut Room::new())
    }

    /// Reads what is looked for in one article: words, phrases and regular expressions. All else stands for itself.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn of_words(text: &str) -> Result<Self, QueryError> {
        words::read(text).map(|expr| Self::new(expr, Arrangement::default()))
    }

    fn new(expr: Option<Expr>, own: Arrangement) -> Self {
        Self {
            expr: expr.map(Arc::new),
            own,
        }
    }

    /// The query with what hangs on the library put in: the articles that others are to be like.
    fn resolved(&self, library: &Library) -> Cow<'_, Self> {
        match &self.expr {
            Some(expr) if like::is_in(expr) => {
                Cow::Owned(Self::new(Some(like::resolved(expr, library)), self.own))
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// How the answers are listed.
    fn arrangement(&self) -> Arrangement {
        let parts = match self.expr.as_deref() {
            Some(Expr::All(parts)) => parts.as_slice(),
            Some(expr) => std::slice::from_ref(expr),
            None => &[],
        };
        let saved = parts.iter().filter_map(|part| match part {
            Expr::Term(Term {
                test: Test::Search(query),
                ..
            }) => Some(query.arrangement()),
            _ => None,
        });
        saved.fold(self.own, Arrangement::or)
    }

    /// Collects what is looked for in texts and speaks for an article; `positive` is whether the query does.
    fn seek<'q>(&'q self, positive: bool, sought: &mut Vec<(Scope, Sought<'q>)>) {
        if let Some(expr) = &self.expr {
            expr.seek(positive, sought);
        }
    }

    /// Whether it has words that can light up in an article; marks, dates and likeness stand nowhere in it.
    pub fn lights(&self) -> bool {
        let mut sought = Vec::new();
        self.seek(true, &mut sought);
        let fields = [Scope::Title, Scope::Byline, Scope::Source, Scope::Body];
        sought
            .iter()
            .any(|(scope, _)| fields.iter().any(|field| scope.covers(*field)))
    }

    /// What is wrong with a query whose search was stopped because it takes too long, in the text that it was read from.
    pub fn too_long(&self, text: &str) -> QueryError {
        let mut sought = Vec::new();
        self.seek(true, &mut sought);
        self.seek(false, &mut sought);
        let patterns = sought.iter().filter_map(|(_, sought)| match sought {
            Sought::Pattern(pattern) => Some(pattern),
            Sought::Needle(_) => None,
        });
        let widest = patterns.max_by_key(|pattern| pattern.width());
        let found = widest.and_then(|pattern| {
            let written = pattern.to_string();
            let start = text.find(&written)?;
            Some(start..start + written.len())
        });
        QueryError {
            at: found.unwrap_or(0..text.len()),
            message: "This takes too long: it can match in too many ways at once; shorten what it repeats, or begin it with letters".to_owned(),
        }
    }

    /// Whether the query asks for nothing, so that all articles answer it, in their order.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it says in which order its answers are listed, or how many of them.
    pub fn is_arranged(&self) -> bool {
        self.arrangement() != Arrangement::default()
    }

    /// Whether its answers go from day to day, as the list does, and are not listed by something else.
    pub fn goes_by_days(&self) -> bool {
        self.arrangement().order.is_none_or(Order::is_by_date)
    }

    /// Where the query's words stand in an article. Words that are excluded do not count.
    pub fn matches(&self, article: &Article) -> Matches {
        places::matches(self, article)
    }

    /// The same in the text of one field.
    pub fn matches_in(&self, field: Field, text: &str) -> Vec<Match> {
        places::matches_in(self, field, text)
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Arrangement { order, limit } = self.own;
        let parts = [
            self.expr.as_ref().map(ToString::to_string),
            order.map(|order| order.to_string()),
            limit.map(|limit| format!("limit:{limit}")),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
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

#[cfg(test)]
mod tests;
