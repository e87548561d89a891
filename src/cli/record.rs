//! An article as a line of JSON: the record of `list --json` and `search --json`.
//!
//! Owns the names of its fields, which scripts rely on: none may change its meaning while `v` is 1.

use std::borrow::Cow;

use serde::Serialize;

use crate::{
    article::When,
    library::{Library, Row},
    marks::{Mark, Marks},
};

/// One stored copy of an article.
#[derive(Debug, Serialize)]
pub(super) struct Record<'a> {
    v: u8,
    id: String,
    path: Cow<'a, str>,
    item: u32,
    format: String,
    title: &'a str,
    byline: Option<&'a str>,
    source: Option<&'a str>,
    published: Option<String>,
    updated: Option<String>,
    link: Option<&'a str>,
    guid: Option<&'a str>,
    tags: Vec<&'a str>,
    lang: Option<&'a str>,
    words: usize,
    minutes: usize,
    summary: Option<&'a str>,
    read: bool,
    starred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    boilerplate: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hits: Option<Vec<Hit<'a>>>,
}

/// A match with the words around it.
#[derive(Debug, Serialize)]
pub(super) struct Hit<'a> {
    /// `title`, `byline`, `source`, `body` or `boilerplate`.
    pub field: &'static str,
    /// The line that it stands in, or of a long one the words around it.
    pub context: Cow<'a, str>,
    /// The match in the context: its first byte and the one behind its last.
    pub range: [usize; 2],
}

impl<'a> Record<'a> {
    /// The record of a row, with the id and the marks that it has there.
    pub(super) fn of(row: Row, library: &'a Library, marks: &'a Marks) -> Self {
        let (id, entry) = (library.id(row), library.get(row));
        let mark = marks.get(id);
        let date = |when: Option<When>| when.map(|when| when.to_string());
        Self {
            v: 1,
            id: id.to_string(),
            path: entry.path(),
            item: entry.item(),
            format: entry.format().to_string(),
            title: entry.title(),
            byline: entry.byline(),
            source: entry.source(),
            published: date(entry.published()),
            updated: date(entry.updated()),
            link: entry.link(),
            guid: entry.guid(),
            tags: tags(entry.tags(), mark),
            lang: entry.lang(),
            words: entry.words(),
            minutes: entry.minutes(),
            summary: entry.summary(),
            read: mark.read,
            starred: mark.starred,
            text: None,
            boilerplate: None,
            hits: None,
        }
    }

    /// The same with the texts.
    pub(super) fn in_full(row: Row, library: &'a Library, marks: &'a Marks) -> Self {
        let entry = library.get(row);
        Self {
            text: Some(entry.text()),
            boilerplate: Some(entry.article().boilerplate),
            ..Self::of(row, library, marks)
        }
    }

    /// The same with what a search found in it.
    pub(super) fn with_hits(self, hits: Vec<Hit<'a>>) -> Self {
        Self {
            hits: Some(hits),
            ..self
        }
    }
}

/// The tags that `tag:` finds: the article's, and behind them the reader's own.
fn tags<'a>(stored: &[&'a str], mark: &'a Mark) -> Vec<&'a str> {
    let own = mark.tags.iter().map(String::as_str);
    let own = own.filter(|tag| !stored.contains(tag));
    stored.iter().copied().chain(own).collect()
}
