//! Whether all answers to one query are among those to another, so that only these need be looked through.
//!
//! Errs towards "not known": a wrong yes would lose answers.

use super::{
    Query,
    expr::{Expr, Needle, Term, Test},
    field::Scope,
};

/// How many comparisons are made before the question is given up. What is typed needs a few dozen.
const PATIENCE: u32 = 10_000;

/// Whether all answers to `query` are known to be among those to `earlier`, and those stand in the list's order.
pub(super) fn narrows(query: &Query, earlier: &Query) -> bool {
    let is_whole = earlier.arrangement() == Default::default();
    let implied = match (&query.expr, &earlier.expr) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(later), Some(earlier)) => implies(later, earlier, &mut PATIENCE.clone()),
    };
    is_whole && implied
}

/// Whether what is so in `a` is so in `b`.
fn implies(a: &Expr, b: &Expr, patience: &mut u32) -> bool {
    *patience = patience.saturating_sub(1);
    if *patience == 0 {
        return false;
    }
    match (a, b) {
        (
            _,
            Expr::Term(Term {
                test: Test::Search(b),
                ..
            }),
        ) => b.expr.as_ref().is_none_or(|b| implies(a, b, patience)),
        (
            Expr::Term(Term {
                test: Test::Search(a),
                ..
            }),
            _,
        ) => a.expr.as_ref().is_some_and(|a| implies(a, b, patience)),
        (_, Expr::All(parts)) => parts.iter().all(|b| implies(a, b, patience)),
        (Expr::Any(parts), _) => parts.iter().all(|a| implies(a, b, patience)),
        (Expr::All(all), Expr::Any(any)) => {
            all.iter().any(|a| implies(a, b, patience))
                || any.iter().any(|b| implies(a, b, patience))
        }
        (Expr::All(parts), _) => parts.iter().any(|a| implies(a, b, patience)),
        (_, Expr::Any(parts)) => parts.iter().any(|b| implies(a, b, patience)),
        (Expr::Not(a), Expr::Not(b)) => implies(b, a, patience),
        (Expr::Term(a), Expr::Term(b)) => is_implied(&a.test, &b.test),
        (Expr::Not(_), Expr::Term(_)) | (Expr::Term(_), Expr::Not(_)) => false,
    }
}

fn is_implied(a: &Test, b: &Test) -> bool {
    match (a, b) {
        // What begins a word when it is long does so when it is cut behind, not when it is cut in front.
        (Test::Text(Scope::Tag, a), Test::Text(Scope::Tag, b)) => a.folded.starts_with(&b.folded),
        (Test::Text(Scope::Lang, a), Test::Text(Scope::Lang, b)) => a == b,
        (Test::Text(inner, a), Test::Text(outer, b)) => is_within(*inner, *outer) && holds(a, b),
        (Test::Pattern(inner, a), Test::Pattern(outer, b)) => is_within(*inner, *outer) && a == b,
        (Test::Words(a), Test::Words(b)) | (Test::Minutes(a), Test::Minutes(b)) => {
            b.least <= a.least && a.most <= b.most
        }
        (Test::Id(a), Test::Id(b)) => a.starts_with(b),
        _ => a == b,
    }
}

/// Whether a text that has `a` has `b`.
fn holds(a: &Needle, b: &Needle) -> bool {
    match (&a.cased, &b.cased) {
        (Some(a), Some(b)) => a.contains(b),
        (None, Some(_)) => false,
        (_, None) => a.folded.contains(&b.folded),
    }
}

/// Whether what stands in `inner` stands in `outer`.
fn is_within(inner: Scope, outer: Scope) -> bool {
    match outer {
        Scope::Anywhere => !matches!(inner, Scope::Url | Scope::Path | Scope::Tag | Scope::Lang),
        Scope::From => matches!(inner, Scope::From | Scope::Byline | Scope::Source),
        _ => inner == outer,
    }
}
