//! The walk through the library.
//!
//! Owns doing it on all cores, a volume at a time or in steps, giving it up, and the search for the term that is to blame
//! for an empty answer. Does not own what a term means (`plan`).

use jiff::ZonedDateTime;
use rayon::prelude::*;

use super::{
    Query,
    expr::Expr,
    like,
    order::arrange,
    pattern::Effort,
    plan::{Candidate, Plan},
    sieve::Sieve,
};
use crate::{
    library::{Docs, Library, Row, Volume},
    marks::Marks,
};

/// The indexes of so many volumes are first asked by one thread: what they know by themselves takes less time than
/// waking others.
const FEW: usize = 64;

/// Why a search has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Nobody waited for it any longer.
    Cancelled,
    /// A regular expression takes too long in these articles; see [`Query::too_long`].
    TooLong,
}

/// The rows that answer the query, in the library's order or the query's own.
///
/// # Errors
/// When `cancelled` said so, or when it takes too long.
pub fn find(
    query: &Query,
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Row>, Stopped> {
    find_growing(query, library, marks, now, cancelled, &mut |_| usize::MAX)
}

/// The same for who shows an answer while it grows. What takes long goes through the articles from the newest on, in
/// steps: before each `pace` is handed what was found until then, and says how many articles to go on with.
///
/// # Errors
/// As [`find`].
pub fn find_growing(
    query: &Query,
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
    pace: &mut dyn FnMut(Growth<'_>) -> usize,
) -> Result<Vec<Row>, Stopped> {
    let effort = Effort::new(cancelled);
    let hunt = Hunt::new((library, marks), now, &effort);
    hunt.within(query, library.listed(), pace)
}

/// The rows among some that stand in the list which answer the query, in the library's order or the query's own.
///
/// # Errors
/// As [`find`].
pub fn find_among(
    query: &Query,
    rows: &[Row],
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Row>, Stopped> {
    let effort = Effort::new(cancelled);
    let hunt = Hunt::new((library, marks), now, &effort);
    hunt.within(query, library.numbers(rows), &mut |_| usize::MAX)
}

/// The first term that matches nothing on its own, as the user wrote it.
pub fn blame(
    query: &Query,
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<String> {
    let mut terms = Vec::new();
    collect(query.expr.as_ref()?, &mut terms);
    let effort = Effort::new(cancelled);
    let hunt = Hunt::new((library, marks), now, &effort);
    let guilty = match terms.as_slice() {
        // All of an empty answer's blame is its.
        [only] => Some(*only),
        _ => terms.into_iter().find(|term| !hunt.meets(term)),
    };
    guilty
        .filter(|_| hunt.stopped().is_none())
        .map(Expr::to_string)
}

/// What was found before the search is at its end.
pub struct Growth<'a> {
    query: &'a Query,
    library: &'a Library,
    found: &'a [Row],
}

impl Growth<'_> {
    /// The answers until then, as they are listed.
    pub fn rows(&self) -> Vec<Row> {
        arrange(self.query, self.library, self.found.to_vec())
    }
}

/// What a query is asked of.
struct Hunt<'a> {
    library: &'a Library,
    marks: &'a Marks,
    now: &'a ZonedDateTime,
    effort: &'a Effort<'a>,
}

impl<'a> Hunt<'a> {
    fn new(
        (library, marks): (&'a Library, &'a Marks),
        now: &'a ZonedDateTime,
        effort: &'a Effort<'a>,
    ) -> Self {
        Self {
            library,
            marks,
            now,
            effort,
        }
    }

    /// Why there will be no answer, if so.
    fn stopped(&self) -> Option<Stopped> {
        match self.effort {
            effort if effort.is_spent() => Some(Stopped::TooLong),
            effort if effort.is_cancelled() => Some(Stopped::Cancelled),
            _ => None,
        }
    }

    /// Goes on, unless there will be no answer.
    fn go_on(&self) -> Result<(), Stopped> {
        self.stopped().map_or(Ok(()), Err)
    }

    /// The rows with these numbers in each volume that answer the query.
    fn within(
        &self,
        query: &Query,
        numbers: Vec<Docs>,
        pace: &mut dyn FnMut(Growth<'_>) -> usize,
    ) -> Result<Vec<Row>, Stopped> {
        let query = &*query.resolved(self.library);
        let found = match &query.expr {
            None => self.library.in_order(&numbers),
            Some(expr) => {
                let plan = Plan::new(expr, self.now);
                match plan.has_pattern() {
                    true => self.walk(query, &plan, numbers, pace)?,
                    false => self.library.in_order(&self.pass(&plan, numbers)?),
                }
            }
        };
        let hits = arrange(query, self.library, found);
        self.go_on().map(|()| hits)
    }

    /// Asks each article that the indexes do not rule out, in the list's order.
    fn walk(
        &self,
        query: &Query,
        plan: &Plan<'_>,
        numbers: Vec<Docs>,
        pace: &mut dyn FnMut(Growth<'_>) -> usize,
    ) -> Result<Vec<Row>, Stopped> {
        let possible = self
            .library
            .in_order(&self.sift(numbers, |sieve, docs| sieve.narrow(plan, docs))?);
        let (mut found, mut left) = (Vec::new(), possible.as_slice());
        while !left.is_empty() {
            let growth = Growth {
                query,
                library: self.library,
                found: &found,
            };
            let (step, rest) = left.split_at(pace(growth).clamp(1, left.len()));
            let asked = step
                .par_iter()
                .map(|row| Ok((*row, self.accepts(plan, *row)?)));
            let answered: Vec<_> = asked.collect::<Result<_, _>>()?;
            let hits = answered.into_iter().filter(|(_, is_hit)| *is_hit);
            found.extend(hits.map(|(row, _)| row));
            left = rest;
        }
        Ok(found)
    }

    /// Whether an article answers.
    fn accepts(&self, plan: &Plan<'_>, row: Row) -> Result<bool, Stopped> {
        self.go_on()?;
        let Self {
            library,
            marks,
            effort,
            ..
        } = *self;
        let accepts = plan.accepts(Candidate {
            library,
            marks,
            row,
            effort,
        });
        self.go_on().map(|()| accepts)
    }

    /// Those among the numbers in each volume that answer a plan.
    fn pass(&self, plan: &Plan<'_>, numbers: Vec<Docs>) -> Result<Vec<Docs>, Stopped> {
        let volumes = self.library.volumes();
        if volumes.len() <= FEW && self.library.volumes().all(|(it, _)| it.has_read_index()) {
            let known = volumes.zip(&numbers).map(|((volume, base), numbers)| {
                self.sieve(volume, base).known(plan, numbers.clone())
            });
            if let Some(passed) = known.collect() {
                return Ok(passed);
            }
        }
        self.sift(numbers, |sieve, docs| sieve.pass(plan, docs))
    }

    /// What `sift` leaves of the numbers in each volume.
    fn sift(
        &self,
        numbers: Vec<Docs>,
        sift: impl Fn(Sieve<'_>, Docs) -> Docs + Sync,
    ) -> Result<Vec<Docs>, Stopped> {
        let volumes: Vec<_> = self.library.volumes().zip(numbers).collect();
        let left = volumes.into_par_iter().map(|((volume, base), numbers)| {
            self.go_on()?;
            Ok(sift(self.sieve(volume, base), numbers))
        });
        left.collect()
    }

    /// Whether any article answers a part of a query.
    fn meets(&self, part: &Expr) -> bool {
        let meant = like::resolved(part, self.library);
        let plan = Plan::new(&meant, self.now);
        if plan.has_pattern() {
            let rows = self.library.order().par_iter();
            return rows.any(|row| self.accepts(&plan, *row) != Ok(false));
        }
        let volumes: Vec<_> = self.library.volumes().zip(self.library.listed()).collect();
        volumes.into_par_iter().any(|((volume, base), listed)| {
            !self.sieve(volume, base).pass(&plan, listed).is_empty()
        })
    }

    /// What asks a volume, whose first row is `base`.
    fn sieve(&self, volume: &'a Volume, base: Row) -> Sieve<'a> {
        Sieve::new((self.library, self.marks), self.effort, volume, base)
    }
}

/// The terms in the order they are written; one that is negated counts with its negation.
fn collect<'q>(expr: &'q Expr, terms: &mut Vec<&'q Expr>) {
    match expr {
        Expr::Term(_) | Expr::Not(_) => terms.push(expr),
        Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| collect(part, terms)),
    }
}
