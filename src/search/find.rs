//! The walk through the library.
//!
//! Owns doing it on all cores, giving it up, and the search for the term that is to blame for an empty answer. Does not
//! own what a term means (`plan`).

use jiff::ZonedDateTime;
use rayon::prelude::*;

use super::{
    Query,
    expr::Expr,
    like,
    order::arrange,
    plan::{Candidate, Plan},
};
use crate::{
    library::{Library, Row},
    marks::Marks,
};

/// Rows between two looks at whether the search is still wanted: a few milliseconds of work.
const STRETCH: usize = 1024;

/// The rows that answer the query, in the library's order or the query's own. `None` when `cancelled` said so.
pub fn find(
    query: &Query,
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Row>> {
    find_among(query, library.order(), library, marks, now, cancelled)
}

/// The rows among `rows`, which have to stand in the library's order, that answer the query.
pub fn find_among(
    query: &Query,
    rows: &[Row],
    library: &Library,
    marks: &Marks,
    now: &ZonedDateTime,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<Row>> {
    let query = &*query.resolved(library);
    let plan = query.expr.as_ref().map(|expr| Plan::new(expr, now));
    let answers = |row: &Row| {
        let plan = plan.as_ref();
        plan.is_none_or(|plan| plan.accepts(candidate(*row, library, marks)))
    };
    let mut hits = Vec::new();
    for stretch in rows.chunks(STRETCH) {
        if cancelled() {
            return None;
        }
        hits.par_extend(stretch.par_iter().with_min_len(64).copied().filter(answers));
    }
    let hits = arrange(query, library, hits);
    (!cancelled()).then_some(hits)
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
    let guilty = terms.into_iter().find(|term| {
        let meant = like::resolved(term, library);
        let plan = Plan::new(&meant, now);
        let rows = library.order().par_iter().with_min_len(64);
        !rows.any(|row| plan.accepts(candidate(*row, library, marks)))
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

fn candidate<'a>(row: Row, library: &'a Library, marks: &'a Marks) -> Candidate<'a> {
    let id = library.id(row);
    Candidate {
        stored: library.get(row),
        mark: marks.get(id),
        id,
    }
}
