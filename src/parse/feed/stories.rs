//! The articles of a file, as its items become them one after the other.
//!
//! Owns what is told of single items: that one is too long, or gives a date that does not exist. Does not own how an item
//! becomes an article (`story`) or damage to the file.

use std::path::Path;

use super::{fields::Fields, line_of, problem, story::Publication};
use crate::{
    article::{Article, Outcome, Problem},
    parse::{self, MOST_BYTES, Parsed},
};

/// See the module.
pub(super) struct Stories {
    publication: Publication,
    articles: Vec<Article>,
    /// The first item that was too long. Where items lie is not known of every file.
    shortened: Option<Option<usize>>,
    /// The first item with a date that does not exist, and that.
    undated: Option<(Option<usize>, String)>,
}

impl Stories {
    pub(super) fn new(publication: Publication) -> Self {
        Self {
            publication,
            articles: Vec::new(),
            shortened: None,
            undated: None,
        }
    }

    /// Takes in an item that begins at this place.
    pub(super) fn push(&mut self, fields: Fields, place: Option<usize>) {
        self.push_as(fields, place, |publication, fields| {
            Some(publication.story(fields))
        });
    }

    /// Takes in an item of which `story` makes an article, if it is one.
    pub(super) fn push_as(
        &mut self,
        mut fields: Fields,
        place: Option<usize>,
        story: impl FnOnce(&Publication, Fields) -> Option<Article>,
    ) {
        if let Some(date) = fields.missing_date() {
            self.undated.get_or_insert((place, date));
        }
        if fields.shorten(MOST_BYTES) {
            self.shortened.get_or_insert(place);
        }
        self.articles.extend(story(&self.publication, fields));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The articles, and what is to be told of them.
    pub(super) fn told(self, name: &Path, text: &str) -> Parsed {
        let line = |place: Option<usize>| Some(line_of(text, place?));
        let shortened = self.shortened.map(|place| shortened(name, line(place)));
        let undated = self.undated;
        let undated = undated.map(|(place, date)| parse::undated(name, line(place), &date));
        Parsed {
            articles: self.articles,
            problems: shortened.into_iter().chain(undated).collect(),
        }
    }
}

fn shortened(name: &Path, line: Option<usize>) -> Problem {
    let reason = "an article in it is larger than 16 MiB, the rest of that is not shown".to_owned();
    let remedy = "read that article where it was published";
    problem(name, line, Outcome::Cut, reason, remedy)
}
