//! An expression without the edges of words, `\b` and its like.
//!
//! In a text that is not all ASCII automata cannot tell these, and what can takes many times as long. Most texts that an
//! expression is not in, it is not in without them either.

use regex_syntax::hir::{Capture, Hir, HirKind, LookSet, Repetition};

/// The same expression without them: it matches wherever that does, and elsewhere.
pub(super) fn left_out(hir: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(left_out).collect();
    match hir.kind() {
        HirKind::Look(look) if LookSet::singleton(*look).contains_word_unicode() => Hir::empty(),
        HirKind::Repetition(repeated) => Hir::repetition(Repetition {
            sub: left_out(&repeated.sub).into(),
            ..repeated.clone()
        }),
        HirKind::Capture(capture) => Hir::capture(Capture {
            sub: left_out(&capture.sub).into(),
            ..capture.clone()
        }),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
        _ => hir.clone(),
    }
}
