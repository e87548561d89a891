//! The nouns: what an article is, where it was stored, and what was wrong with an input.
//!
//! Owns the types that every other module speaks in. Does not own how they come about (`parse`), their order and
//! duplicates (`library`) or what the reader did to them (`marks`).

mod body;
mod identity;
mod when;

pub use body::{
    Alignment, Block, BlockKind, Body, BodyBuilder, Container, Link, Marker, PICTURE, Span,
    SpanKind, Structure, StructureRef, count_words,
};
pub use identity::{Id, Key, is_of_a_page, is_unique};
pub use when::When;

use std::{fmt, path::PathBuf};

use serde::{Deserialize, Serialize};

/// One article as its file told it: everything that can be known without asking the disk again.
///
/// All text in it is sanitised: no control characters but line feeds and tabs, and those only in the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The headline; never empty once `parse` has returned it (the file's name stands in).
    pub title: String,
    /// Who wrote it, without the word "By".
    pub byline: Option<String>,
    /// The publication: the front matter's word, else the folder the file lies in.
    pub source: Option<String>,
    /// When it was first published.
    pub published: Option<When>,
    /// When it was last changed by its publisher.
    pub updated: Option<When>,
    /// Its address on the web.
    pub link: Option<String>,
    /// The publisher's own identifier.
    pub guid: Option<String>,
    /// Subjects, in the order given.
    pub tags: Vec<String>,
    /// Language as a BCP 47 tag.
    pub lang: Option<String>,
    /// A sentence or two of the publisher's own.
    pub summary: Option<String>,
    /// The text.
    pub body: Body,
    /// Lines folded away as page furniture ("Popular posts from this blog"), in their order. Never dropped.
    pub boilerplate: Vec<String>,
    /// What kind of file it came from.
    pub format: Format,
}

impl Article {
    /// Words in the body, as Unicode segments them.
    pub fn words(&self) -> usize {
        self.body.words()
    }

    /// Minutes that reading takes at 230 words a minute (Brysbaert 2019, the mean for English non-fiction is 238),
    /// rounded, at least 1. CJK text is counted by `Body::words` at two characters a word.
    pub fn minutes(&self) -> usize {
        Self::minutes_for(self.words())
    }

    /// The same where the words have been counted.
    pub fn minutes_for(words: usize) -> usize {
        ((words + 115) / 230).max(1)
    }
}

/// Minutes of reading in words: "4 min", of books "66 hours". Not "66 h", which is an age ([`When::age`]).
pub fn reading_time(minutes: usize) -> String {
    match minutes {
        0..120 => format!("{minutes} min"),
        _ => format!("{} hours", (minutes + 30) / 60),
    }
}

/// The kinds of file that can be read. The names are those of `list --json`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// RSS of any version.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed.
    JsonFeed,
    /// A web page.
    Html,
    /// A message of mail.
    Mail,
}

impl Format {
    /// Whether a file of this kind holds one article.
    pub const fn is_of_one(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::JsonFeed => "json-feed",
            Self::Html => "html",
            Self::Mail => "mail",
        })
    }
}

/// Where an article was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file's path, beginning as the user gave it.
    pub path: PathBuf,
    /// The article's index within its file, from 0.
    pub item: u32,
    /// The key of the absolute path and the item, or of the title and date that tell it from others in its file: the
    /// identity of last resort.
    pub place: Key,
    /// When the file was last written: the date of last resort.
    pub stored: Option<When>,
}

/// Where a page stands in the book that it is bound in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its number, in the order in which the book is read.
    pub number: u32,
    /// Bytes at the end of its path that are its own; what stands before them is the book's.
    pub own: u32,
}

/// An input that was skipped, cut or guessed at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// The line in it, from 1, where one can be named.
    pub line: Option<usize>,
    /// What became of the input.
    pub outcome: Outcome,
    /// Why, as a clause without a full stop: "no permission to read it".
    pub reason: String,
    /// What the user can do about it, as an imperative clause: "give yourself read permission".
    pub remedy: String,
}

/// What became of an input that had a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is not in the library.
    Skipped,
    /// A part of it is.
    Cut,
    /// It is, on an assumption that may be wrong.
    Guessed,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Skipped => "skipped",
            Self::Cut => "cut",
            Self::Guessed => "guessed",
        })
    }
}
