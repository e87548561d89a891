//! The passages that a query's words stand in: lines of a field, or parts of long ones.
//!
//! Owns how much around a match is shown. Does not own finding matches (`places`) or how passages are drawn.

use std::ops::Range;

use super::{Field, Match};
use crate::article::Article;

/// How many bytes of a long line are shown before and behind a match.
const AROUND: usize = 200;

/// A line of a field, or a part of a long one, with the matches in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The field.
    pub field: Field,
    /// Its bytes in the field.
    pub context: Range<usize>,
    /// The matches' bytes in the field.
    pub matches: Vec<Range<usize>>,
}

/// The passages that hold the matches, in their order. Matches that stand close share one.
pub fn passages(article: &Article, matches: Vec<Match>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for Match { field, range } in matches {
        match passages.last_mut() {
            Some(last)
                if last.field == field
                    && range.start >= last.context.start
                    && range.end <= last.context.end =>
            {
                last.matches.push(range);
            }
            _ => {
                let context = context(field.text_of(article), &range);
                passages.push(Passage {
                    field,
                    context,
                    matches: vec![range],
                });
            }
        }
    }
    passages
}

/// The line around a match; of a long one the words around it.
pub fn context(text: &str, range: &Range<usize>) -> Range<usize> {
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |at| range.end + at);
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let before = (0..=range.start.saturating_sub(AROUND))
        .rev()
        .find(is_boundary)
        .unwrap_or(0);
    let behind = (range.end + AROUND..text.len())
        .find(is_boundary)
        .unwrap_or(text.len());
    let (mut start, mut end) = (line_start.max(before), line_end.min(behind));
    if start > line_start {
        start += text[start..range.start].find(' ').map_or(0, |at| at + 1);
    }
    if end < line_end {
        end = text[range.end..end]
            .rfind(' ')
            .map_or(end, |at| range.end + at);
    }
    start..end
}

impl Passage {
    /// Whether it was cut out of a longer line, before and behind.
    pub fn is_cut(&self, text: &str) -> (bool, bool) {
        let (before, behind) = (&text[..self.context.start], &text[self.context.end..]);
        (
            !before.is_empty() && !before.ends_with('\n'),
            !behind.is_empty() && !behind.starts_with('\n'),
        )
    }
}

impl Field {
    /// The field's text in an article; empty where it has none.
    pub fn text_of(self, article: &Article) -> &str {
        match self {
            Self::Title => &article.title,
            Self::Byline => article.byline.as_deref().unwrap_or_default(),
            Self::Source => article.source.as_deref().unwrap_or_default(),
            Self::Body => article.body.text(),
        }
    }

    /// Its name in the query language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Source => "source",
            Self::Body => "body",
        }
    }
}
