//! A query as a tree: what it asks for, and how it is written.
//!
//! Owns the types and the printed form, which reads back as the same query. Does not own reading (`parser`) or
//! answering (`plan`).

use std::fmt;

use super::{Query, date::Dates, field::Scope, pattern::Pattern};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    /// One thing.
    Term(Term),
    /// Not this.
    Not(Box<Expr>),
    /// All of these, at least two.
    All(Vec<Expr>),
    /// Any of these, at least two.
    Any(Vec<Expr>),
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// As the user wrote it; a quote that was left open is closed.
    pub(super) written: String,
    /// What it means.
    pub(super) test: Test,
}

/// What an article has to be, have or hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// This text, there.
    Text(Scope, Needle),
    /// A text that this matches, there.
    Pattern(Scope, Pattern),
    /// This mark.
    Is(Is),
    /// This kind of content.
    Has(Has),
    /// An id that begins with these small hexadecimal digits.
    Id(String),
    /// So many words.
    Words(Amount),
    /// So many minutes of reading.
    Minutes(Amount),
    /// Such a date.
    Date(Dates),
    /// To be like the article with an id that begins with these digits. The search puts in what that means (`like`).
    Like(String),
    /// At least so many of these texts, anywhere.
    AtLeast(usize, Vec<Needle>),
    /// To answer this saved search.
    Search(Query),
}

/// A text to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    /// Folded.
    pub(super) folded: String,
    /// Folded but for its capitals, where it has any: then it is exact in case.
    pub(super) cased: Option<String>,
}

/// What is looked for in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sought<'q> {
    /// A text.
    Needle(&'q Needle),
    /// What a regular expression matches.
    Pattern(&'q Pattern),
}

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// Begun, and not read to its end.
    Reading,
    /// Neither read nor begun.
    New,
}

/// A kind of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Has {
    /// A link in the text.
    Link,
    /// A picture.
    Image,
    /// Computer text.
    Code,
    /// A tag, the publisher's or the reader's own.
    Tag,
}

/// A range of numbers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// The least.
    pub(super) least: usize,
    /// The most.
    pub(super) most: usize,
}

impl Amount {
    /// Whether the number is within.
    pub(super) fn holds(self, number: usize) -> bool {
        (self.least..=self.most).contains(&number)
    }
}

impl Expr {
    /// Collects what is looked for in texts and speaks for an article; `positive` is whether this part does.
    pub(super) fn seek<'q>(&'q self, positive: bool, sought: &mut Vec<(Scope, Sought<'q>)>) {
        match self {
            Self::Not(inner) => inner.seek(!positive, sought),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.seek(positive, sought));
            }
            Self::Term(Term {
                test: Test::Search(query),
                ..
            }) => query.seek(positive, sought),
            Self::Term(term) if positive => match &term.test {
                Test::Text(scope, needle) => sought.push((*scope, Sought::Needle(needle))),
                Test::Pattern(scope, pattern) => sought.push((*scope, Sought::Pattern(pattern))),
                Test::AtLeast(_, needles) => {
                    let all = needles.iter().map(Sought::Needle);
                    sought.extend(all.map(|needle| (Scope::Anywhere, needle)));
                }
                _ => {}
            },
            Self::Term(_) => {}
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term(term) => f.write_str(&term.written),
            Self::Not(inner) => {
                f.write_str("-")?;
                grouped(inner, matches!(**inner, Self::All(_) | Self::Any(_)), f)
            }
            Self::All(parts) => joined(
                parts,
                " ",
                |part| matches!(part, Self::All(_) | Self::Any(_)),
                f,
            ),
            Self::Any(parts) => joined(parts, " OR ", |part| matches!(part, Self::Any(_)), f),
        }
    }
}

fn joined(
    parts: &[Expr],
    by: &str,
    needs_group: fn(&Expr) -> bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(by)?;
        }
        grouped(part, needs_group(part), f)?;
    }
    Ok(())
}

fn grouped(expr: &Expr, needs_group: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if needs_group {
        write!(f, "({expr})")
    } else {
        write!(f, "{expr}")
    }
}
