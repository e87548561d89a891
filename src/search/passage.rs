//! The passages that a query's words stand in: lines of a field, or parts of long ones.
//!
//! Owns how much around a match is shown. Does not own finding matches (`places`) or how passages are drawn.

use std::{borrow::Cow, ops::Range};

use super::{Field, Match};
use crate::{article::Article, library::Entry};

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
    for matches in matches.chunk_by(|a, b| a.field == b.field) {
        let field = matches[0].field;
        let text = field.text_of(article);
        for Match { range, .. } in matches {
            match passages.last_mut() {
                Some(last)
                    if last.field == field
                        && range.start >= last.context.start
                        && range.end <= last.context.end =>
                {
                    last.matches.push(range.clone());
                }
                _ => passages.push(Passage {
                    field,
                    context: context(&text, range),
                    matches: vec![range.clone()],
                }),
            }
        }
    }
    passages
}

/// The line around a match; of a long one the words around it, of which no more is looked at.
pub fn context(text: &str, range: &Range<usize>) -> Range<usize> {
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let before = (0..=range.start.saturating_sub(AROUND))
        .rev()
        .find(is_boundary)
        .unwrap_or(0);
    let behind = (range.end + AROUND..text.len())
        .find(is_boundary)
        .unwrap_or(text.len());
    let is_border = |at: &usize| may_part(text, *at);
    let line = text[before..range.start].rfind('\n');
    let start = match line.map(|at| before + at + 1) {
        Some(start) => start,
        None if before == 0 || text[..before].ends_with('\n') => before,
        None => (before..=range.start).find(is_border).unwrap_or(before),
    };
    let line = text[range.end..behind].find('\n');
    let end = match line.map(|at| range.end + at) {
        Some(end) => end,
        None if behind == text.len() || text[behind..].starts_with('\n') => behind,
        None => (range.end..behind + 1).rfind(is_border).unwrap_or(behind),
    };
    start..range.end.max(start + text[start..end].trim_end().len())
}

/// Whether a line can be parted at a byte: behind a space, or beside a letter of a script that sets none.
fn may_part(text: &str, at: usize) -> bool {
    let Some((before, behind)) = text.split_at_checked(at) else {
        return false;
    };
    let before = before.chars().next_back();
    let is_unspaced = |c: char| {
        matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9d}'
            | '\u{20000}'..='\u{3ffff}')
    };
    before.is_some_and(|c| c.is_whitespace() || is_unspaced(c)) || behind.starts_with(is_unspaced)
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
    pub fn text_of(self, article: &Article) -> Cow<'_, str> {
        let text = match self {
            Self::Title => &article.title,
            Self::Byline => article.byline.as_deref().unwrap_or_default(),
            Self::Source => article.source.as_deref().unwrap_or_default(),
            Self::Body => article.body.text(),
            Self::Boilerplate => return article.boilerplate.join("\n").into(),
        };
        text.into()
    }

    /// The same for an article of the library.
    pub fn text_in<'a>(self, entry: &Entry<'a>) -> Cow<'a, str> {
        let text = match self {
            Self::Title => entry.title(),
            Self::Byline => entry.byline().unwrap_or_default(),
            Self::Source => entry.source().unwrap_or_default(),
            Self::Body => entry.text(),
            Self::Boilerplate => return entry.boilerplate().unwrap_or_default().into(),
        };
        text.into()
    }

    /// Its name in the query language; that of folded lines as `list --json` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Source => "source",
            Self::Body => "body",
            Self::Boilerplate => "boilerplate",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_line_without_end_no_more_is_looked_at_than_is_shown() {
        // Were the line's ends looked for from each of them, this would take half a minute.
        let line = format!("tide {}", "word ".repeat(120)).repeat(26_000);
        let article = Article {
            body: crate::article::Body::from_paragraphs([line.as_str()]),
            ..Article::default()
        };
        let places = article.body.text().match_indices("tide");
        let matches = places.map(|(at, tide)| Match {
            field: Field::Body,
            range: at..at + tide.len(),
        });
        let passages = passages(&article, matches.collect());
        assert_eq!(passages.len(), 26_000);
        assert!(
            passages
                .iter()
                .all(|passage| passage.context.len() < 3 * AROUND)
        );
    }

    #[test]
    fn a_long_line_is_cut_at_the_borders_of_words_whatever_the_script() {
        for filler in ["word ", "слово ", "é\u{301}té\u{a0}", "👩‍👩‍👧 ", "日本語", "x"]
        {
            for shift in 0..7 {
                let shift = "y".repeat(shift);
                let text = format!("{shift}{0}tide{0}", filler.repeat(300));
                let at = text.find("tide").unwrap();
                let context = &text[context(&text, &(at..at + 4))];
                let (before, behind) = context.split_once("tide").unwrap();
                assert!(
                    before.len() <= AROUND + 3 && behind.len() <= AROUND + 3,
                    "{filler}"
                );
                assert!(before.len().min(behind.len()) > AROUND - 30, "{filler}");
                let gap = filler.chars().next_back().filter(|c| c.is_whitespace());
                if let Some(gap) = gap {
                    let word = filler.trim_end();
                    assert!(
                        before.split_terminator(gap).all(|part| part == word),
                        "{before:?}"
                    );
                    assert!(behind.split(gap).all(|part| part == word), "{behind:?}");
                }
            }
        }
    }
}
