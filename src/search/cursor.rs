//! A query's text while it is read: where the reading stands, and what stands there.
//!
//! Owns where words, phrases and regular expressions end. Does not own what they mean (`parser`).

/// A place in a text.
pub(super) struct Cursor<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The byte where the reading stands.
    pub(super) at: usize,
    /// Where the last slash stands that could close a regular expression.
    last_pattern_end: Option<usize>,
}

impl<'a> Cursor<'a> {
    /// At the beginning of a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            last_pattern_end: pattern_ends(text, 0).last(),
        }
    }

    /// The text between quotes, the closing one of which may be missing.
    pub(super) fn phrase(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let opening = rest.chars().next().filter(|c| is_quote(*c))?;
        let inner = &rest[opening.len_utf8()..];
        let closes = |c: char| c == '"' || opening != '"' && is_quote(c);
        let (phrase, closing) = match inner.char_indices().find(|(_, c)| closes(*c)) {
            Some((end, c)) => (&inner[..end], c.len_utf8()),
            None => (inner, 0),
        };
        self.at += opening.len_utf8() + phrase.len() + closing;
        Some(phrase)
    }

    /// The text between the quotes behind a `#`.
    pub(super) fn quoted_tag(&mut self) -> Option<&'a str> {
        let quotes = self.rest().strip_prefix('#')?;
        if !quotes.starts_with(is_quote) {
            return None;
        }
        self.at += 1;
        self.phrase()
    }

    /// The word that stands here; does not go past it. A quote between two letters of Hebrew is part of it: that is how
    /// abbreviations are typed there.
    pub(super) fn word(&self) -> &'a str {
        let rest = self.rest();
        let mut before = ' ';
        for (at, c) in rest.char_indices() {
            let abbreviates = || {
                is_quote(c) && is_hebrew(before) && rest[at + c.len_utf8()..].starts_with(is_hebrew)
            };
            if ends_word(c) && !abbreviates() {
                return &rest[..at];
            }
            before = c;
        }
        rest
    }

    /// What stands between slashes, if it does: without a closing one it is a path, or not yet closed.
    pub(super) fn pattern(&mut self) -> Option<&'a str> {
        let closes_later = self.last_pattern_end.is_some_and(|last| last > self.at);
        if !self.rest().starts_with('/') || !closes_later {
            return None;
        }
        let start = self.at + 1;
        if self.text[start..].starts_with(char::is_whitespace) {
            return None;
        }
        let end = pattern_ends(self.text, start).next()?;
        self.at = end + 1;
        Some(&self.text[start..end])
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn peeks_keyword(&self, keyword: &str) -> bool {
        self.rest().starts_with(keyword) && self.word().len() == keyword.len()
    }

    pub(super) fn take_keyword(&mut self, keyword: &str) -> bool {
        let is_there = self.peeks_keyword(keyword);
        if is_there {
            self.at += keyword.len();
        }
        is_there
    }
}

/// Whether a character opens or closes a phrase.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Whether a character stands for itself or parts words, and so is no part of one.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c)
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{05d0}'..='\u{05ea}')
}

/// Slashes that could close a regular expression: those that end a word and that no backslash escapes.
fn pattern_ends(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let closes = |at: &usize| {
        let backslashes = text[..*at].bytes().rev().take_while(|byte| *byte == b'\\');
        let behind = text[at + 1..].chars().next();
        backslashes.count() % 2 == 0 && behind.is_none_or(ends_word)
    };
    let slashes = text[from..]
        .match_indices('/')
        .map(move |(at, _)| from + at);
    slashes.filter(closes)
}
