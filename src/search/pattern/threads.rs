//! All states of an expression that a text may be in, followed byte by byte.
//!
//! Owns a simulation that takes no memory beyond the expression's own size and can be given up anywhere, for expressions
//! whose automata would be too large. It is Pike's virtual machine, as Russ Cox describes it in "Regular Expression
//! Matching: the Virtual Machine Approach" (2009); of captures it keeps only where a match began.

use std::ops::Range;

use regex_automata::{
    nfa::thompson::{NFA, State},
    util::{prefilter::Prefilter, primitives::StateID},
};

use super::effort::{Effort, GivenUp};

/// So many steps are taken between two looks at the account: far less than a millisecond.
const STRIDE: usize = 1 << 14;

/// Where a match may be, once it is known that there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Anywhere: only that there is one matters.
    Any,
    /// The leftmost, as Perl would choose it.
    Leftmost,
}

/// An expression to be followed.
#[derive(Clone, Debug)]
pub(super) struct Threads {
    nfa: NFA,
    /// What finds the places where a match can begin.
    starts: Option<Prefilter>,
}

/// Room to follow it in.
#[derive(Clone, Debug)]
pub(super) struct Room {
    now: Front,
    next: Front,
    stack: Vec<StateID>,
}

/// The states that a text may be in, those that are preferred first, and where the match of each began.
#[derive(Clone, Debug)]
struct Front {
    states: Vec<(StateID, usize)>,
    /// For each state where it stands among them, if it does: what is read here may be old.
    places: Vec<u32>,
}

impl Threads {
    pub(super) fn new(nfa: NFA, starts: Option<Prefilter>) -> Self {
        Self { nfa, starts }
    }

    pub(super) fn room(&self) -> Room {
        let front = Front {
            states: Vec::new(),
            places: vec![0; self.nfa.states().len()],
        };
        Room {
            now: front.clone(),
            next: front,
            stack: Vec::new(),
        }
    }

    /// A match that begins at `from` or behind it.
    ///
    /// # Errors
    /// When the effort was given up before that was known.
    pub(super) fn find(
        &self,
        (text, from): (&str, usize),
        wanted: Wanted,
        Room { now, next, stack }: &mut Room,
        effort: &Effort<'_>,
    ) -> Result<Option<Range<usize>>, GivenUp> {
        now.states.clear();
        let (mut found, mut at, mut steps, mut told) = (None, from, 0, from);
        while at <= text.len() {
            if now.states.is_empty() {
                if found.is_some() {
                    break;
                }
                if let Some(starts) = &self.starts {
                    let Some(start) = starts.find(text.as_bytes(), (at..text.len()).into()) else {
                        break;
                    };
                    at = start.start;
                }
            }
            let mut step = Step {
                nfa: &self.nfa,
                text,
                at,
                stack,
                steps: &mut steps,
            };
            if found.is_none() {
                step.add(self.nfa.start_anchored(), at, now);
            }
            next.states.clear();
            found = step.take(now, next).or(found);
            if found.is_some() && wanted == Wanted::Any {
                break;
            }
            std::mem::swap(now, next);
            at += 1;
            if steps >= STRIDE {
                effort.spend(
                    std::mem::take(&mut steps),
                    at - std::mem::replace(&mut told, at),
                )?;
            }
        }
        effort.spend(steps, at - told)?;
        Ok(found)
    }
}

/// A step at a place of a text.
struct Step<'a> {
    nfa: &'a NFA,
    text: &'a str,
    at: usize,
    stack: &'a mut Vec<StateID>,
    steps: &'a mut usize,
}

impl Step<'_> {
    /// Reads the byte at the place. The states behind it come into `next`; a match that ends at the place is returned,
    /// which what is preferred less than it does not survive.
    fn take(&mut self, now: &Front, next: &mut Front) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let behind = |id: StateID| match self.nfa.state(id) {
            State::ByteRange { trans } => trans.matches(bytes, self.at).then_some(trans.next),
            State::Sparse(several) => several.matches(bytes, self.at),
            State::Dense(all) => all.matches(bytes, self.at),
            _ => None,
        };
        for &(id, start) in &now.states {
            let is_match = matches!(self.nfa.state(id), State::Match { .. });
            // What is empty can stand within a letter only by mistake.
            if is_match && (start < self.at || self.text.is_char_boundary(start)) {
                return Some(start..self.at);
            }
            *self.steps += 1;
            if let Some(id) = behind(id) {
                let mut step = Step {
                    at: self.at + 1,
                    stack: self.stack,
                    steps: self.steps,
                    ..*self
                };
                step.add(id, start, next);
            }
        }
        None
    }

    /// Adds a state, and those that are reached from it without reading.
    fn add(&mut self, id: StateID, start: usize, front: &mut Front) {
        self.stack.push(id);
        while let Some(id) = self.stack.pop() {
            *self.steps += 1;
            if !front.insert(id, start) {
                continue;
            }
            match self.nfa.state(id) {
                State::Look { look, next } => {
                    let looks = self.nfa.look_matcher();
                    if looks.matches(*look, self.text.as_bytes(), self.at) {
                        self.stack.push(*next);
                    }
                }
                State::Union { alternates } => self.stack.extend(alternates.iter().rev()),
                State::BinaryUnion { alt1, alt2 } => self.stack.extend([*alt2, *alt1]),
                State::Capture { next, .. } => self.stack.push(*next),
                _ => {}
            }
        }
    }
}

impl Front {
    /// Whether the state was not among them.
    fn insert(&mut self, id: StateID, start: usize) -> bool {
        let place = self.places[id.as_usize()] as usize;
        let is_new = self.states.get(place).is_none_or(|(known, _)| *known != id);
        if is_new {
            self.places[id.as_usize()] = self.states.len() as u32;
            self.states.push((id, start));
        }
        is_new
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex_automata::{MatchKind, util::syntax};

    use super::*;

    /// All matches of an expression, as threads find them.
    fn places(source: &str, text: &str) -> Vec<Range<usize>> {
        let written = syntax::Config::new().multi_line(true);
        let hir = syntax::parse_with(source, &written).unwrap();
        let nfa = NFA::compiler().syntax(written).build(source).unwrap();
        let starts = Prefilter::from_hir_prefix(MatchKind::LeftmostFirst, &hir);
        let threads = Threads::new(nfa, starts);
        let (mut room, effort) = (threads.room(), Effort::new(&|| false));
        let mut find = |from, wanted| {
            threads
                .find((text, from), wanted, &mut room, &effort)
                .unwrap()
        };
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(place) = (from <= text.len())
            .then(|| find(from, Wanted::Leftmost))
            .flatten()
        {
            from = place.end + usize::from(place.is_empty());
            places.push(place);
        }
        assert_eq!(find(0, Wanted::Any).is_some(), !places.is_empty());
        places
    }

    /// Those that are not empty, which the crate counts differently beside others.
    fn expected(source: &str, text: &str) -> Vec<Range<usize>> {
        let regex = regex::RegexBuilder::new(source).multi_line(true).build();
        let found = regex.unwrap();
        let ranges = found.find_iter(text).map(|found| found.range());
        ranges.filter(|range| !range.is_empty()).collect()
    }

    #[test]
    fn matches_are_those_that_perl_would_find() {
        for (source, text) in [
            ("tide|tides", "tides"),
            ("(tides|tide)s?", "tidess tide"),
            (r"\bt\w+?e\b", "tide tine, étude te"),
            ("^.*?$", "one\ntwo\n\nthree"),
            ("(a|ab)(c|bcd)(d*)", "abcd"),
            (r"[^a-z]+", "über — die Flut 在北京"),
            ("(?:x*)*y|z", "xxxxz xxy"),
        ] {
            let found = places(source, text).into_iter();
            let found: Vec<_> = found.filter(|range| !range.is_empty()).collect();
            assert_eq!(found, expected(source, text), "{source}");
        }
    }

    proptest! {
        #[test]
        fn threads_find_what_the_crate_finds(
            source in r"(\(?(a|b|[ab]|\.|é|ab|(?:ba|b)|\\b|\\w|\^|\$)\)?(\?|\*|\+|\+\?|\{2,3\}|)\|?){1,6}",
            text in "[abcé \n]{0,24}",
        ) {
            let regex = regex::RegexBuilder::new(&source).multi_line(true).build();
            prop_assume!(regex.is_ok());
            let found = places(&source, &text).into_iter();
            let found: Vec<_> = found.filter(|range| !range.is_empty()).collect();
            prop_assert_eq!(found, expected(&source, &text));
        }
    }
}
