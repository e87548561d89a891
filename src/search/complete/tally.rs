//! How many articles have each value of a field, counted on all cores.
//!
//! Owns the counting. Does not own what is offered (`complete`).

use std::collections::HashMap;

use rayon::prelude::*;

use super::super::{expr::Is, field::Scope};
use crate::{
    library::{Library, Row},
    marks::Marks,
};

/// Articles by mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MarkCounts {
    all: usize,
    read: usize,
    starred: usize,
    reading: usize,
}

impl MarkCounts {
    /// Articles with a mark.
    pub(super) fn of(self, is: Is) -> usize {
        match is {
            Is::Unread => self.all - self.read,
            Is::Read => self.read,
            Is::Starred => self.starred,
            Is::Reading => self.reading,
            Is::New => self.all - self.read - self.reading,
        }
    }
}

/// Counts articles by mark. Only what was ever marked is looked at.
pub(super) fn marks(library: &Library, marks: &Marks) -> MarkCounts {
    let mut counts = MarkCounts {
        all: library.len(),
        ..MarkCounts::default()
    };
    for (_, mark) in marks.iter().filter(|(id, _)| library.find(*id).is_some()) {
        counts.read += usize::from(mark.read);
        counts.starred += usize::from(mark.starred);
        counts.reading += usize::from(!mark.read && mark.position > 0);
    }
    counts
}

/// Counts articles by the values that they have in a field. Titles, texts, addresses and paths are each their own, and
/// not counted.
pub(super) fn values<'a>(
    scope: Scope,
    library: &'a Library,
    marks: &'a Marks,
) -> HashMap<&'a str, usize> {
    let article = |row: Row| &library.get(row).article;
    let count = |value: fn(&'a crate::article::Article) -> Option<&'a str>| {
        tallied(library, move |row, add| {
            if let Some(value) = value(article(row)) {
                add(value);
            }
        })
    };
    match scope {
        Scope::Byline => count(|article| article.byline.as_deref()),
        Scope::Source => count(|article| article.source.as_deref()),
        Scope::Lang => count(|article| article.lang.as_deref()),
        Scope::From => tallied(library, |row, add| {
            let article = article(row);
            let byline = article
                .byline
                .as_deref()
                .filter(|byline| article.source.as_deref() != Some(byline));
            article
                .source
                .as_deref()
                .into_iter()
                .chain(byline)
                .for_each(add);
        }),
        Scope::Tag => tallied(library, |row, add| {
            let theirs = &article(row).tags;
            theirs.iter().for_each(|tag| add(tag));
            let own = marks.get(library.id(row)).tags.iter();
            own.filter(|tag| !theirs.contains(tag))
                .for_each(|tag| add(tag));
        }),
        Scope::Anywhere | Scope::Title | Scope::Body | Scope::Url | Scope::Path => HashMap::new(),
    }
}

fn tallied<'a>(
    library: &'a Library,
    each: impl Fn(Row, &mut dyn FnMut(&'a str)) + Sync,
) -> HashMap<&'a str, usize> {
    let stretches = library.order().par_chunks(8192);
    let counted = stretches.map(|rows| {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for row in rows {
            each(*row, &mut |value| *counts.entry(value).or_default() += 1);
        }
        counts
    });
    counted
        .reduce_with(|mut sum, counts| {
            for (value, count) in counts {
                *sum.entry(value).or_default() += count;
            }
            sum
        })
        .unwrap_or_default()
}
