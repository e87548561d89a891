//! Reading a query.
//!
//! Owns the grammar: `OR` binds least, then standing side by side, then `-`. Queries that are still being typed are
//! read as if they were closed. Does not own the meaning of fields' values (`value`). Takes linear time.

use super::{
    Query, QueryError,
    cursor::Cursor,
    expr::{Expr, Term, Test},
    field::{self, Kind, Scope},
    order::Arrangement,
    pattern::Pattern,
    room::Room,
    saved::Names,
    value,
};

/// How deep brackets, negations and saved searches may nest: more than anyone writes, and little enough for the stack.
const DEPTH: usize = 64;

/// How long a query may be, in bytes: a page of text. It is read at every key.
const LONGEST: usize = 16 << 10;

/// Reads a query, which may name saved searches, `depth` levels within another. How the answers are listed is what the
/// query itself says, not what the saved searches do that it names.
pub(super) fn parse(
    text: &str,
    names: Names<'_>,
    depth: usize,
    room: &mut Room,
) -> Result<Query, QueryError> {
    within_length(text)?;
    let mut parser = Parser {
        cursor: Cursor::new(text),
        names,
        room,
        depth,
        open: 0,
        negations: 0,
        arrangement: Arrangement::default(),
    };
    let expr = parser.any(None)?;
    Ok(Query::new(expr, parser.arrangement))
}

/// Refuses what is longer than a query may be.
pub(super) fn within_length(text: &str) -> Result<(), QueryError> {
    if text.len() <= LONGEST {
        return Ok(());
    }
    let mut start = LONGEST;
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    Err(QueryError {
        at: start..text.len(),
        message: format!("A query has at most {LONGEST} bytes; leave out what is behind them"),
    })
}

/// What a group in brackets stands behind: a field and its name as written.
type Within<'a> = Option<(Kind, &'a str)>;

/// What `#` stands for where quotes follow.
const TAG: Within<'static> = Some((Kind::Text(Scope::Tag), "tag"));

struct Parser<'a> {
    cursor: Cursor<'a>,
    /// The saved searches that may be named.
    names: Names<'a>,
    /// What may still be asked for.
    room: &'a mut Room,
    depth: usize,
    /// How many brackets are open.
    open: usize,
    /// How many negations are open.
    negations: usize,
    arrangement: Arrangement,
}

impl<'a> Parser<'a> {
    /// Up to the bracket that closes the group, which is left, or the end.
    fn any(&mut self, within: Within<'a>) -> Result<Option<Expr>, QueryError> {
        let mut choices = Vec::new();
        let mut parts = Vec::new();
        loop {
            self.cursor.skip_space();
            if self.cursor.rest().is_empty() {
                break;
            }
            if self.cursor.rest().starts_with(')') {
                if self.open > 0 {
                    break;
                }
                // It closes nothing.
                self.cursor.at += 1;
            } else if self.cursor.take_keyword("OR") {
                choices.extend(all(std::mem::take(&mut parts)));
            } else if !self.cursor.take_keyword("AND") {
                parts.extend(self.part(within)?);
            }
        }
        choices.extend(all(parts));
        Ok(one_or(choices, Expr::Any))
    }

    /// One thing, with what negates it.
    fn part(&mut self, within: Within<'a>) -> Result<Option<Expr>, QueryError> {
        let start = self.cursor.at;
        let negated = if self.cursor.take_keyword("NOT") {
            self.cursor.skip_space();
            true
        } else if let Some(rest) = self.cursor.rest().strip_prefix('-') {
            self.cursor.at += 1;
            if rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ')') {
                return Ok(None);
            }
            true
        } else {
            false
        };
        if negated {
            if self.cursor.rest().is_empty()
                || self.cursor.rest().starts_with(')')
                || self.cursor.peeks_keyword("OR")
            {
                return Ok(None);
            }
            self.negations += 1;
            let inner = self.deeper(start, |parser| parser.part(within))?;
            self.negations -= 1;
            return Ok(inner.map(|inner| Expr::Not(Box::new(inner))));
        }
        if self.cursor.rest().starts_with('(') {
            return self.group(within);
        }
        self.term(within)
    }

    fn group(&mut self, within: Within<'a>) -> Result<Option<Expr>, QueryError> {
        let start = self.cursor.at;
        self.cursor.at += 1;
        self.open += 1;
        let inner = self.deeper(start, |parser| parser.any(within))?;
        self.open -= 1;
        if self.cursor.rest().starts_with(')') {
            self.cursor.at += 1;
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
                at: start..self.cursor.at,
                message: too_deep(),
            });
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn term(&mut self, within: Within<'a>) -> Result<Option<Expr>, QueryError> {
        let start = self.cursor.at;
        if let Some(phrase) = self.cursor.phrase() {
            return self.finish(start, within, phrase, true);
        }
        if let Some(pattern) = self.cursor.pattern() {
            return self.finish_pattern(start, within, pattern);
        }
        if within.is_none()
            && let Some(tag) = self.cursor.quoted_tag()
        {
            return self.finish(start, TAG, tag, true);
        }
        let word = self.cursor.word();
        if let Some((name, written)) = word.split_once(':') {
            if let Some(kind) = field::by_name(name) {
                self.cursor.at = start + name.len() + 1;
                return self.field(start, (kind, name));
            }
            self.suggest(start, name, written)?;
        }
        self.cursor.at = start + word.len();
        match word.strip_prefix('#') {
            Some(tag) if within.is_none() && !tag.is_empty() => value::text(Scope::Tag, tag)
                .map_or(Ok(None), |test| self.made(start, word.to_owned(), test)),
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
        if self.cursor.rest().starts_with('(') {
            return self.group(within);
        }
        if let Some(phrase) = self.cursor.phrase() {
            return self.finish(start, within, phrase, true);
        }
        if let Some(pattern) = self.cursor.pattern() {
            return self.finish_pattern(start, within, pattern);
        }
        let word = self.cursor.word();
        self.cursor.at += word.len();
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
                let value = &self.cursor.text[self.cursor.at - source.len() - 2..self.cursor.at];
                return self.finish(start, within, value, false);
            }
        };
        let pattern = Pattern::new(source).map_err(|message| QueryError {
            at: start..self.cursor.at,
            message,
        })?;
        let written = format!("{name}{pattern}");
        self.made(start, written, Test::Pattern(scope, pattern))
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
        let at = start..self.cursor.at;
        let refuse = |message| QueryError { at, message };
        if let Some(read) = value::arrange(kind, name, value, &mut self.arrangement) {
            return match self.negations {
                0 => read.map_err(refuse).map(|()| None),
                _ => Err(refuse(format!(
                    "{name}: says how the answers are listed; write it without the minus before it"
                ))),
            };
        }
        let test = match kind {
            Kind::Search => self.saved(name, value).map(Some),
            _ => value::read(kind, name, value),
        };
        let test = test.map_err(refuse)?;
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
        self.made(start, written, test)
    }

    /// A term, if there is room for it.
    fn made(
        &mut self,
        start: usize,
        written: String,
        test: Test,
    ) -> Result<Option<Expr>, QueryError> {
        let refuse = |message| QueryError {
            at: start..self.cursor.at,
            message,
        };
        self.room.take(&test).map_err(refuse)?;
        Ok(Some(Expr::Term(Term { written, test })))
    }

    /// What a saved search means.
    fn saved(&mut self, field: &str, name: &str) -> Result<Test, String> {
        if self.depth == DEPTH {
            return Err(too_deep());
        }
        let query = self.names.read(field, name, self.depth + 1, self.room)?;
        Ok(Test::Search(query))
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
}

fn too_deep() -> String {
    format!("Brackets and negations nest deeper than {DEPTH}; write it flatter")
}

/// Parts of which all are asked for.
pub(super) fn all(parts: Vec<Expr>) -> Option<Expr> {
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
