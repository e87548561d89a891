//! Where a query's words stand in an article.
//!
//! Owns the way from the folded texts back to the article's own. Does not own whether the article answers (`plan`).

use memchr::memmem;

use super::{
    Field, Match, Query,
    expr::{Needle, Sought},
    field::Scope,
};
use crate::{
    article::Article,
    fold::{Case, Traced},
};

/// Where the words stand in some fields that are not excluded, by field and place, without overlaps.
pub(super) fn matches(query: &Query, article: &Article, fields: &[Field]) -> Vec<Match> {
    let mut sought = Vec::new();
    query.seek(true, &mut sought);
    let found = |field: &Field| in_field(*field, field.text_of(article), &sought);
    fields.iter().flat_map(found).collect()
}

fn in_field(field: Field, text: &str, sought: &[(Scope, Sought<'_>)]) -> Vec<Match> {
    let here = || {
        let here = sought.iter().filter(|(scope, _)| covers(*scope, field));
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
            let places = pattern.regex().find_iter(text).map(|place| place.range());
            found.extend(places.filter(|range| !range.is_empty()));
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

fn covers(scope: Scope, field: Field) -> bool {
    match scope {
        Scope::Anywhere => true,
        Scope::Title => field == Field::Title,
        Scope::Byline => field == Field::Byline,
        Scope::Source => field == Field::Source,
        Scope::From => matches!(field, Field::Byline | Field::Source),
        Scope::Body => field == Field::Body,
        Scope::Url | Scope::Path | Scope::Tag | Scope::Lang => false,
    }
}
