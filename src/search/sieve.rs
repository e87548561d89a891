//! A query asked of a whole volume at once: what the index knows is not looked for in the texts.
//!
//! Owns the order in which sets of articles are narrowed. Does not own what a term means (`plan`) or how an index answers
//! (`library::Index`).

use std::cell::Cell;

use super::{
    field::Scope,
    pattern::Effort,
    plan::{Candidate, Plan, Text},
};
use crate::{
    library::{Docs, Index, Library, Lookup, Row, Volume},
    marks::Marks,
};

/// A volume that is asked.
pub(super) struct Sieve<'a> {
    library: &'a Library,
    marks: &'a Marks,
    effort: &'a Effort<'a>,
    index: Option<Index<'a>>,
    base: Row,
    /// Whether marks, heads and texts may be looked into.
    is_reading: Cell<bool>,
    /// Whether an answer hangs on what was not looked into.
    is_open: Cell<bool>,
}

impl<'a> Sieve<'a> {
    /// Makes ready to ask a volume of the library, whose first row is `base`.
    pub(super) fn new(
        (library, marks): (&'a Library, &'a Marks),
        effort: &'a Effort<'a>,
        volume: &'a Volume,
        base: Row,
    ) -> Self {
        Self {
            library,
            marks,
            effort,
            index: volume.index(),
            base,
            is_reading: Cell::new(true),
            is_open: Cell::new(false),
        }
    }

    /// Those among `within` that answer the plan, if the index alone can tell.
    pub(super) fn known(&self, plan: &Plan<'_>, within: Docs) -> Option<Docs> {
        self.is_reading.set(false);
        self.is_open.set(false);
        let passed = self.pass(plan, within);
        self.is_reading.set(true);
        (!self.is_open.get()).then_some(passed)
    }

    /// Those among `within` that answer the plan.
    pub(super) fn pass(&self, plan: &Plan<'_>, within: Docs) -> Docs {
        if within.is_empty() {
            return within;
        }
        match plan {
            Plan::Not(inner) => {
                let mut refused = self.pass(inner, within.clone());
                refused.not();
                both(within, &refused)
            }
            Plan::All(parts) => self.pass_all(parts, within),
            Plan::Any(parts) => {
                let (mut passed, mut left) = (Docs::new(within.limit()), within);
                for part in parts {
                    let more = self.pass(part, left.clone());
                    passed.or(&more);
                    let mut others = more;
                    others.not();
                    left = both(left, &others);
                }
                passed
            }
            _ => match self.lookup(plan) {
                Some(Lookup { docs, exact: true }) => both(within, &docs),
                Some(Lookup { docs, .. }) => self.test(plan, both(within, &docs)),
                None => self.test(plan, within),
            },
        }
    }

    /// Those among `within` that might answer the plan by what the index knows; nothing else is looked at.
    pub(super) fn narrow(&self, plan: &Plan<'_>, mut within: Docs) -> Docs {
        match plan {
            Plan::All(parts) => parts
                .iter()
                .fold(within, |within, part| self.narrow(part, within)),
            Plan::Any(parts) => {
                let mut possible = Docs::new(within.limit());
                for part in parts {
                    possible.or(&self.narrow(part, within.clone()));
                }
                possible
            }
            _ => {
                if let Some(Lookup { docs, .. }) = self.lookup(plan) {
                    within.and(&docs);
                }
                within
            }
        }
    }

    /// First what the index knows of all parts, then what has to be looked up in marks, heads and texts.
    fn pass_all(&self, parts: &[Plan<'_>], mut within: Docs) -> Docs {
        let mut open = Vec::with_capacity(parts.len());
        for part in parts {
            match self.lookup(part) {
                Some(Lookup { docs, exact }) => {
                    within.and(&docs);
                    if !exact {
                        open.push((part, true));
                    }
                }
                None => open.push((part, false)),
            }
        }
        for (part, is_narrowed) in open {
            within = match is_narrowed {
                true => self.test(part, within),
                false => self.pass(part, within),
            };
        }
        within
    }

    /// What the index knows of a single term.
    fn lookup(&self, plan: &Plan<'_>) -> Option<Lookup> {
        match plan {
            Plan::Text(scope, text) => self.lookup_text(*scope, text),
            Plan::AtLeast(least, texts) => self.lookup_several(*least, texts),
            _ => None,
        }
    }

    fn lookup_text(&self, scope: Scope, text: &Text<'_>) -> Option<Lookup> {
        let (wanted, is_all) = text.indexed(scope)?;
        let mut lookup = self.index.as_ref()?.lookup(wanted);
        if scope.is_of_copies() {
            lookup.docs.or(&self.grouped(lookup.docs.limit()));
        }
        let exact = lookup.exact && (is_all || lookup.docs.is_empty());
        Some(Lookup { exact, ..lookup })
    }

    /// The articles that may have enough of some texts.
    fn lookup_several(&self, least: usize, texts: &[Text<'_>]) -> Option<Lookup> {
        let limit = self.index.as_ref()?.docs();
        let mut counts = vec![0; limit];
        let mut exact = true;
        for text in texts {
            let found = self.lookup_text(Scope::Anywhere, text)?;
            found.docs.iter().for_each(|doc| counts[doc] += 1);
            exact &= found.exact;
        }
        let mut docs = Docs::new(limit);
        let enough = (0..limit).filter(|doc| counts[*doc] >= least);
        enough.for_each(|doc| docs.insert(doc));
        Some(Lookup { docs, exact })
    }

    /// The articles that were stored several times: what their copies say stands elsewhere in the index, or in another's.
    fn grouped(&self, limit: usize) -> Docs {
        let mut grouped = Docs::new(limit);
        let numbers = self
            .library
            .grouped()
            .filter_map(|row| row.checked_sub(self.base));
        numbers.for_each(|number| grouped.insert(number as usize));
        grouped
    }

    /// Asks each article.
    fn test(&self, plan: &Plan<'_>, within: Docs) -> Docs {
        let Self {
            library,
            marks,
            effort,
            ..
        } = *self;
        if !self.is_reading.get() && !within.is_empty() {
            self.is_open.set(true);
            return within;
        }
        let mut passed = Docs::new(within.limit());
        for number in within.iter() {
            // Numbers of a volume fit into a row.
            let row = self.base + number as Row;
            if plan.accepts(Candidate {
                library,
                marks,
                row,
                effort,
            }) {
                passed.insert(number);
            }
        }
        passed
    }
}

fn both(mut a: Docs, b: &Docs) -> Docs {
    a.and(b);
    a
}
