//! Reading a query.
//!
//! Owns the grammar: `OR` binds least, then standing side by side, then `-`. Queries that are still being typed are
//! read as if they were closed. Does not own the meaning of fields' values (`value`). Takes linear time.

use super::{
    QueryError,
    expr::{Expr, Term, Test},
    field::{self, Kind, Scope},
    order::Arrangement,
    pattern::Pattern,
    value,
};

/// How deep brackets and negations may nest: more than anyone writes, and little enough for the stack.
const DEPTH: usize = 64;

/// Reads a query: what it asks for, where it asks for anything, and how the answers are listed.
pub(super) fn parse(text: &str) -> Result<(Option<Expr>, Arrangement), QueryError> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        open: 0,
        negations: 0,
        arrangement: Arrangement::default(),
        last_pattern_end: last_pattern_end(text),
    };
    let expr = parser.any(None)?;
    Ok((expr, parser.arrangement))
}

/// What a group in brackets stands behind: a field and its name as written.
type Within<'a> = Option<(Kind, &'a str)>;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// How many brackets are open.
    open: usize,
    /// How many negations are open.
    negations: usize,
    arrangement: Arrangement,
    /// Where the last slash stands that could close a regular expression.
    last_pattern_end: Option<usize>,
}

impl<'a> Parser<'a> {
    /// Up to the bracket that closes the group, which is left, or the end.
    fn any(&mut self, within: Within<'a>) -> Result<Option<Expr>, QueryError> {
        let mut choices = Vec::new();
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            if self.rest().is_empty() {
                break;
            }
            if self.rest().starts_with(')') {
                if self.open > 0 {
                    break;
                }
                // It closes nothing.
                self.at += 1;
            } else if self.take_keyword("OR") {
                choices.extend(all(std::mem::take(&mut parts)));
            } else if !self.take_keyword("AND") {
                parts.extend(self.part(within)?);
            }
        }
        choices.extend(all(parts));
        Ok(one_or(choices, Expr::Any))
    }

    /// One thing, with what negates it.
    fn part(&mut self, within: Within<'a>) -> Result<Option<Expr>, QueryError> {
        let start = self.at;
        let negated = if self.take_keyword("NOT") {
            self.skip_space();
            true
        } else if let Some(rest) = self.rest().strip_prefix('-') {
            self.at += 1;
            if rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ')') {
                return Ok(None);
            }
            true
        } else {
            false
        };
        if negated {
            if self.rest().is_empty() || self.rest().starts_with(')') || self.peeks_keyword("OR") {
                return Ok(None);
            }
            self.negations += 1;
            let inner = self.deeper(start, |parser| parser.part(within))?;
            self.negations -= 1;
            return Ok(inner.map(|inner| Expr::Not(Box::new(inner))));
        }
        if self.rest().starts_with('(') {
            return self.group(within);
        }
        self.term(within)
    }

    fn group(&mut self, within: Within<'a>) -> Result<Option<Expr>, QueryError> {
        let start = self.at;
        self.at += 1;
        self.open += 1;
        let inner = self.deeper(start, |parser| parser.any(within))?;
        self.open -= 1;
        if self.rest().starts_with(')') {
            self.at += 1;
        }
        Ok(inner)
    }

    fn deeper<T>(
        &mut self,
        start: usize,
        read: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        if self.depth == DEPTH {
            return Err(QueryError {
                at: start..self.at,
                message: format!(
                    "Brackets and negations nest deeper than {DEPTH}; write it flatter"
                ),
            });
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn term(&mut self, within: Within<'a>) -> Result<Option<Expr>, QueryError> {
        let start = self.at;
        if let Some(phrase) = self.phrase() {
            return self.finish(start, within, phrase, true);
        }
        if let Some(pattern) = self.pattern() {
            return self.finish_pattern(start, within, pattern);
        }
        let word = self.word();
        if let Some((name, written)) = word.split_once(':') {
            if let Some(kind) = field::by_name(name) {
                self.at = start + name.len() + 1;
                return self.field(start, (kind, name));
            }
            self.suggest(start, name, written)?;
        }
        self.at = start + word.len();
        match word.strip_prefix('#') {
            Some(tag) if within.is_none() && !tag.is_empty() => {
                let test = value::text(Scope::Tag, tag);
                Ok(test.map(|test| term(word.to_owned(), test)))
            }
            _ => self.finish(start, within, word, false),
        }
    }

    /// What stands behind a field's colon.
    fn field(
        &mut self,
        start: usize,
        (kind, name): (Kind, &'a str),
    ) -> Result<Option<Expr>, QueryError> {
        let within = Some((kind, name));
        if self.rest().starts_with('(') {
            return self.group(within);
        }
        if kind == Kind::Unknown {
            self.at += self.word().len();
            return Err(self.unknown(start, &format!("{name}: is")));
        }
        if let Some(phrase) = self.phrase() {
            return self.finish(start, within, phrase, true);
        }
        if let Some(pattern) = self.pattern() {
            return self.finish_pattern(start, within, pattern);
        }
        let word = self.word();
        self.at += word.len();
        self.finish(start, within, word, false)
    }

    /// The term of a regular expression.
    fn finish_pattern(
        &mut self,
        start: usize,
        within: Within<'a>,
        source: &'a str,
    ) -> Result<Option<Expr>, QueryError> {
        if source.is_empty() {
            return Ok(None);
        }
        let (scope, name) = match within {
            None => (Scope::Anywhere, String::new()),
            Some((Kind::Text(scope), name)) => (scope, format!("{name}:")),
            Some(_) => {
                let value = &self.text[self.at - source.len() - 2..self.at];
                return self.finish(start, within, value, false);
            }
        };
        let pattern = Pattern::new(source).map_err(|message| QueryError {
            at: start..self.at,
            message,
        })?;
        let written = format!("{name}{pattern}");
        Ok(Some(term(written, Test::Pattern(scope, pattern))))
    }

    /// The term of a value that has been read.
    fn finish(
        &mut self,
        start: usize,
        within: Within<'a>,
        value: &str,
        quoted: bool,
    ) -> Result<Option<Expr>, QueryError> {
        let (kind, name) = within.unwrap_or((Kind::Text(Scope::Anywhere), ""));
        let at = start..self.at;
        let refuse = |message| QueryError { at, message };
        if let Some(read) = value::arrange(kind, name, value, &mut self.arrangement) {
            return match self.negations {
                0 => read.map_err(refuse).map(|()| None),
                _ => Err(refuse(format!(
                    "{name}: says how the answers are listed; write it without the minus before it"
                ))),
            };
        }
        let test = value::read(kind, name, value).map_err(refuse)?;
        let Some(test) = test else { return Ok(None) };
        let mut written = String::new();
        if !name.is_empty() {
            written = format!("{name}:");
        }
        if quoted {
            written += &format!("\"{value}\"");
        } else {
            written += value;
        }
        Ok(Some(term(written, test)))
    }

    /// The text between quotes, the closing one of which may be missing.
    fn phrase(&mut self) -> Option<&'a str> {
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

    /// The word that stands here; does not go past it. A quote between two letters of Hebrew is part of it: that is how
    /// abbreviations are typed there.
    fn word(&self) -> &'a str {
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
    fn pattern(&mut self) -> Option<&'a str> {
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

    fn unknown(&self, start: usize, subject: &str) -> QueryError {
        QueryError {
            at: start..self.at,
            message: format!("{subject} not known yet"),
        }
    }

    fn suggest(&self, start: usize, name: &str, value: &str) -> Result<(), QueryError> {
        let meant = field::meant_by(name).filter(|_| !value.is_empty());
        meant.map_or(Ok(()), |meant| {
            Err(QueryError {
                at: start..start + name.len() + 1,
                message: format!("There is no field {name}: but there is {meant}:"),
            })
        })
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn peeks_keyword(&self, keyword: &str) -> bool {
        self.rest().starts_with(keyword) && self.word().len() == keyword.len()
    }

    fn take_keyword(&mut self, keyword: &str) -> bool {
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

fn term(written: String, test: Test) -> Expr {
    Expr::Term(Term { written, test })
}

fn all(parts: Vec<Expr>) -> Option<Expr> {
    one_or(parts, Expr::All)
}

/// Groups of the same kind within each other are one.
fn one_or(parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Option<Expr> {
    if parts.len() < 2 {
        return parts.into_iter().next();
    }
    let is_all = matches!(many(Vec::new()), Expr::All(_));
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Expr::All(inner) if is_all => flat.extend(inner),
            Expr::Any(inner) if !is_all => flat.extend(inner),
            other => flat.push(other),
        }
    }
    Some(many(flat))
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

fn last_pattern_end(text: &str) -> Option<usize> {
    pattern_ends(text, 0).last()
}
