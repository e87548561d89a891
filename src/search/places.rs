//! Where a query's words stand in an article.
//!
//! Owns the way from the folded texts back to the article's own. Does not own whether the article answers (`plan`).

use std::slice;

use memchr::memmem;

use super::{
    Field, Match, Matches, Query,
    expr::{Needle, Sought},
    field::Scope,
    pattern::Effort,
};
use crate::{
    article::Article,
    fold::{Case, Traced},
};

/// Where the words stand that are not excluded, by field and place, without overlaps. Lines that were folded away are
/// looked at for those that stand nowhere else.
pub(super) fn matches(query: &Query, article: &Article) -> Matches {
    let sought = sought(query);
    let effort = Effort::of_a_key();
    let in_field = |field: Field, sought: &[(Scope, Sought<'_>)]| {
        in_field(field, &field.text_of(article), sought, &effort)
    };
    let fields = [Field::Title, Field::Byline, Field::Source, Field::Body];
    let mut found: Vec<Match> = fields
        .into_iter()
        .flat_map(|field| in_field(field, &sought))
        .collect();
    if !article.boilerplate.is_empty() {
        let is_only_there = |this: &(Scope, Sought<'_>)| {
            let this = slice::from_ref(this);
            let stands_in = |field| !in_field(field, this).is_empty();
            // The lines are few: most words need not be looked for again in the text.
            stands_in(Field::Boilerplate) && !fields.into_iter().any(stands_in)
        };
        let only_there: Vec<_> = sought.iter().copied().filter(is_only_there).collect();
        found.extend(in_field(Field::Boilerplate, &only_there));
    }
    Matches {
        found,
        is_all: !effort.is_spent(),
    }
}

/// The same in the text of one field.
pub(super) fn matches_in(query: &Query, field: Field, text: &str) -> Vec<Match> {
    in_field(field, text, &sought(query), &Effort::of_a_key())
}

/// What lights up, each thing once.
fn sought(query: &Query) -> Vec<(Scope, Sought<'_>)> {
    let mut sought = Vec::new();
    query.seek(true, &mut sought);
    let mut once = Vec::with_capacity(sought.len());
    for this in sought {
        if !once.contains(&this) {
            once.push(this);
        }
    }
    once
}

fn in_field(
    field: Field,
    text: &str,
    sought: &[(Scope, Sought<'_>)],
    effort: &Effort<'_>,
) -> Vec<Match> {
    let here = || {
        let here = sought
            .iter()
            .filter(|(scope, _)| scope.covers(scope_of(field)));
        here.map(|(_, sought)| sought)
    };
    let mut found = Vec::new();
    for case in [Case::Folded, Case::Kept] {
        let needles: Vec<&str> = here()
            .filter_map(|sought| match sought {
                Sought::Needle(needle) => needle.in_case(case),
                Sought::Pattern(_) => None,
            })
            .collect();
        if needles.is_empty() {
            continue;
        }
        let traced = Traced::new(text, case);
        for needle in needles {
            let places = memmem::find_iter(traced.folded().as_bytes(), needle);
            found.extend(places.filter_map(|at| traced.source_range(at..at + needle.len())));
        }
    }
    for sought in here() {
        if let Sought::Pattern(pattern) = sought {
            found.extend(pattern.places(text, effort));
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Match> = Vec::with_capacity(found.len());
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start < last.range.end => {
                last.range.end = last.range.end.max(range.end);
            }
            _ => apart.push(Match { field, range }),
        }
    }
    apart
}

impl Needle {
    /// The text to look for in a fold of this kind, if it is to be looked for there.
    fn in_case(&self, case: Case) -> Option<&str> {
        match case {
            Case::Folded => self.cased.is_none().then_some(self.folded.as_str()),
            Case::Kept => self.cased.as_deref(),
        }
    }
}

/// The place that a text of the article is in the language.
fn scope_of(field: Field) -> Scope {
    match field {
        Field::Title => Scope::Title,
        Field::Byline => Scope::Byline,
        Field::Source => Scope::Source,
        Field::Body => Scope::Body,
        Field::Boilerplate => Scope::Boilerplate,
    }
}
