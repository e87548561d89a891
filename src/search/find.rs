//! The walk through the library.
//!
//! Owns doing it on all cores, a volume at a time, giving it up, and the search for the term that is to blame for an
//! empty answer. Does not own what a term means (`plan`).

use jiff::ZonedDateTime;
use rayon::prelude::*;

use super::{Query, expr::Expr, like, order::arrange, plan::Plan, sieve::Sieve};
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
    within(query, library.listed(), (library, marks), now, cancelled)
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
    let numbers = library.numbers(rows);
    within(query, numbers, (library, marks), now, cancelled)
}

/// The rows with these numbers in each volume that answer the query.
fn within(
    query: &Query,
    numbers: Vec<Docs>,
    (library, marks): (&Library, &Marks),
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Row>> {
    let query = &*query.resolved(library);
    let passed = match &query.expr {
        Some(expr) => pass(expr, numbers, (library, marks), now, cancelled)?,
        None => numbers,
    };
    let hits = arrange(query, library, library.in_order(&passed));
    (!cancelled()).then_some(hits)
}

/// Those among `within`, the numbers in each volume, that answer the query.
fn pass(
    expr: &Expr,
    within: Vec<Docs>,
    (library, marks): (&Library, &Marks),
    now: &ZonedDateTime,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Docs>> {
    let plan = Plan::new(expr, now);
    let volumes: Vec<_> = library.volumes().zip(within).collect();
    let sieve = |volume, base| Sieve::new(library, marks, volume, base);
    let is_quick = volumes.len() <= FEW && library.volumes().all(|(it, _)| it.has_read_index());
    let known = volumes.iter().map(|((volume, base), within)| {
        let ask = || sieve(volume, *base).known(&plan, within.clone());
        is_quick.then(ask).flatten()
    });
    let known: Vec<Option<Docs>> = known.collect();
    if known.iter().all(Option::is_some) {
        return known.into_iter().collect();
    }
    let passed = volumes.into_par_iter().zip(known);
    let passed = passed.map(|(((volume, base), within), known)| {
        let pass = || known.unwrap_or_else(|| sieve(volume, base).pass(&plan, within));
        (!cancelled()).then(pass)
    });
    passed.collect()
}

/// The first term that matches nothing on its own, as the user wrote it.
pub fn blame(
    query: &Query,
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
) -> Option<String> {
    let mut terms = Vec::new();
    collect(query.expr.as_ref()?, &mut terms);
    let listed = library.listed();
    let guilty = terms.into_iter().find(|term| {
        let meant = like::resolved(term, library);
        let plan = Plan::new(&meant, now);
        let volumes: Vec<_> = library.volumes().zip(&listed).collect();
        !volumes.into_par_iter().any(|((volume, base), listed)| {
            let sieve = Sieve::new(library, marks, volume, base);
            !sieve.pass(&plan, listed.clone()).is_empty()
        })
    });
    guilty.map(Expr::to_string)
}

/// The terms in the order they are written; one that is negated counts with its negation.
fn collect<'q>(expr: &'q Expr, terms: &mut Vec<&'q Expr>) {
    match expr {
        Expr::Term(_) | Expr::Not(_) => terms.push(expr),
        Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| collect(part, terms)),
    }
}
