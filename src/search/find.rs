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
    plan::{Candidate, Plan},
    sieve::Sieve,
};
use crate::{
    library::{Docs, Library, Row},
    marks::Marks,
};

/// The indexes of so many volumes are first asked by one thread: what they know by themselves takes less time than
/// waking others.
const FEW: usize = 64;

/// The rows that answer the query, in the library's order or the query's own. `None` when `cancelled` said so.
pub fn find(
    query: &Query,
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Row>> {
    find_growing(query, library, marks, now, cancelled, &mut |_| usize::MAX)
}

/// The same for who shows an answer while it grows. What takes long goes through the articles from the newest on, in
/// steps: before each `pace` is handed what was found until then, and says how many articles to go on with.
pub fn find_growing(
    query: &Query,
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
    pace: &mut dyn FnMut(Growth<'_>) -> usize,
) -> Option<Vec<Row>> {
    let hunt = Hunt::new((library, marks), now, cancelled);
    hunt.within(query, library.listed(), pace)
}

/// The rows among some that stand in the list which answer the query, in the library's order or the query's own.
pub fn find_among(
    query: &Query,
    rows: &[Row],
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Row>> {
    let hunt = Hunt::new((library, marks), now, cancelled);
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
    let hunt = Hunt::new((library, marks), now, cancelled);
    let guilty = match terms.as_slice() {
        // All of an empty answer's blame is its.
        [only] => Some(*only),
        _ => terms.into_iter().find(|term| !hunt.meets(term)),
    };
    guilty.filter(|_| !cancelled()).map(Expr::to_string)
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
    cancelled: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Hunt<'a> {
    fn new(
        (library, marks): (&'a Library, &'a Marks),
        now: &'a ZonedDateTime,
        cancelled: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        Self {
            library,
            marks,
            now,
            cancelled,
        }
    }

    /// The rows with these numbers in each volume that answer the query.
    fn within(
        &self,
        query: &Query,
        numbers: Vec<Docs>,
        pace: &mut dyn FnMut(Growth<'_>) -> usize,
    ) -> Option<Vec<Row>> {
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
        (!(self.cancelled)()).then_some(hits)
    }

    /// Asks each article that the indexes do not rule out, in the list's order.
    fn walk(
        &self,
        query: &Query,
        plan: &Plan<'_>,
        numbers: Vec<Docs>,
        pace: &mut dyn FnMut(Growth<'_>) -> usize,
    ) -> Option<Vec<Row>> {
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
                .map(|row| Some((*row, self.accepts(plan, *row)?)));
            let answered: Vec<_> = asked.collect::<Option<_>>()?;
            let hits = answered.into_iter().filter(|(_, is_hit)| *is_hit);
            found.extend(hits.map(|(row, _)| row));
            left = rest;
        }
        Some(found)
    }

    /// Whether an article answers, unless nobody waits for that any longer.
    fn accepts(&self, plan: &Plan<'_>, row: Row) -> Option<bool> {
        let (library, marks) = (self.library, self.marks);
        let candidate = || Candidate {
            library,
            marks,
            row,
        };
        (!(self.cancelled)()).then(|| plan.accepts(candidate()))
    }

    /// Those among the numbers in each volume that answer a plan.
    fn pass(&self, plan: &Plan<'_>, numbers: Vec<Docs>) -> Option<Vec<Docs>> {
        let volumes = self.library.volumes();
        if volumes.len() <= FEW && self.library.volumes().all(|(it, _)| it.has_read_index()) {
            let known = volumes.zip(&numbers).map(|((volume, base), numbers)| {
                let sieve = Sieve::new(self.library, self.marks, volume, base);
                sieve.known(plan, numbers.clone())
            });
            if let Some(passed) = known.collect() {
                return Some(passed);
            }
        }
        self.sift(numbers, |sieve, docs| sieve.pass(plan, docs))
    }

    /// What `sift` leaves of the numbers in each volume.
    fn sift(
        &self,
        numbers: Vec<Docs>,
        sift: impl Fn(Sieve<'_>, Docs) -> Docs + Sync,
    ) -> Option<Vec<Docs>> {
        let volumes: Vec<_> = self.library.volumes().zip(numbers).collect();
        let left = volumes.into_par_iter().map(|((volume, base), numbers)| {
            let sieve = || Sieve::new(self.library, self.marks, volume, base);
            (!(self.cancelled)()).then(|| sift(sieve(), numbers))
        });
        left.collect()
    }

    /// Whether any article answers a part of a query.
    fn meets(&self, part: &Expr) -> bool {
        let meant = like::resolved(part, self.library);
        let plan = Plan::new(&meant, self.now);
        if plan.has_pattern() {
            let rows = self.library.order().par_iter();
            return rows.any(|row| self.accepts(&plan, *row) != Some(false));
        }
        let volumes: Vec<_> = self.library.volumes().zip(self.library.listed()).collect();
        volumes.into_par_iter().any(|((volume, base), listed)| {
            let sieve = Sieve::new(self.library, self.marks, volume, base);
            !sieve.pass(&plan, listed).is_empty()
        })
    }
}

/// The terms in the order they are written; one that is negated counts with its negation.
fn collect<'q>(expr: &'q Expr, terms: &mut Vec<&'q Expr>) {
    match expr {
        Expr::Term(_) | Expr::Not(_) => terms.push(expr),
        Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| collect(part, terms)),
    }
}
