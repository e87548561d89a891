//! Finding an expression in bounded time.
//!
//! Owns the choice between automata that are built while a text is read, which give up where they would lose their
//! states faster than they use them, and the simulation that then takes over (`threads`). Does not own how much that may
//! cost (`effort`).

use std::{ops::Range, sync::Arc};

use regex_automata::{
    Input, MatchKind,
    hybrid::{dfa, regex},
    nfa::thompson,
    util::{pool::Pool, prefilter::Prefilter},
};
use regex_syntax::hir::Hir;

use super::{
    LARGEST,
    effort::{Effort, GivenUp},
    is_worth_it,
    threads::{self, Threads, Wanted},
};

/// How much memory each automaton may take for the states that it has come to, in bytes. Of one that is wider than this the
/// states are larger, take longer to build, and come again less often: it gets as much less.
const STATES: usize = 1 << 22;
const WIDE: usize = 64;

/// So many bytes each state must be of use for, or the automaton gives up: building one takes about as long as following
/// the expression through that many.
const USE: usize = 32;

/// What a call of the automata costs, and how many bytes they read in the time of a step.
const CALL: usize = 8;
const READ: usize = 4;

/// How many bytes of new states are built in the time of a step.
const BUILT: usize = 2;

/// An expression that may be anything.
pub(super) struct Careful {
    /// How much memory each automaton may take for its states, in bytes.
    states: usize,
    automata: Arc<regex::Regex>,
    threads: Threads,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync>>,
}

/// What a thread that searches needs.
struct Cache {
    automata: regex::Cache,
    threads: threads::Room,
}

impl Careful {
    /// Makes it ready; `None` where it would grow too large.
    pub(super) fn new(hir: &Hir, width: usize) -> Option<Self> {
        let states = STATES * WIDE / width.max(WIDE);
        let starts = Prefilter::from_hir_prefix(MatchKind::LeftmostFirst, hir);
        let starts = starts.filter(is_worth_it);
        let automaton = |backward: bool| {
            let thompson = thompson::Config::new()
                .nfa_size_limit(Some(LARGEST))
                .which_captures(thompson::WhichCaptures::None)
                .reverse(backward);
            let mut compiler = thompson::Compiler::new();
            let nfa = compiler.configure(thompson).build_from_hir(hir).ok()?;
            let config = dfa::Config::new()
                .unicode_word_boundary(true)
                .cache_capacity(states)
                .skip_cache_capacity_check(true)
                .minimum_cache_clear_count(Some(0))
                .minimum_bytes_per_state(Some(USE));
            let config = match backward {
                true => config.match_kind(MatchKind::All),
                false => config.prefilter(starts.clone()),
            };
            dfa::Builder::new()
                .configure(config)
                .build_from_nfa(nfa)
                .ok()
        };
        let automata = regex::Builder::new().build_from_dfas(automaton(false)?, automaton(true)?);
        let automata = Arc::new(automata);
        let threads = Threads::new(automata.forward().get_nfa().clone(), starts);
        let (for_cache, room) = (Arc::clone(&automata), threads.room());
        let caches = Pool::new(Box::new(move || Cache {
            automata: for_cache.create_cache(),
            threads: room.clone(),
        }) as Box<_>);
        Some(Self {
            states,
            automata,
            threads,
            caches,
        })
    }

    /// Whether it matches anywhere in a text.
    pub(super) fn is_in(&self, text: &str, effort: &Effort<'_>) -> Result<bool, GivenUp> {
        let cache = &mut *self.caches.get();
        let before = cache.built(self.states);
        let forward = cache.automata.as_parts_mut().0;
        let input = Input::new(text).earliest(true);
        let found = self.automata.forward().try_search_fwd(forward, &input);
        let built = cache.built(self.states).saturating_sub(before);
        effort.spend(CALL + built / BUILT, 0)?;
        match found {
            Ok(found) => {
                effort.spend(0, text.len())?;
                Ok(found.is_some())
            }
            Err(_) => {
                let found = self
                    .threads
                    .find((text, 0), Wanted::Any, &mut cache.threads, effort);
                Ok(found?.is_some())
            }
        }
    }

    /// The first match that begins at `from` or behind it.
    pub(super) fn find(
        &self,
        (text, from): (&str, usize),
        effort: &Effort<'_>,
    ) -> Result<Option<Range<usize>>, GivenUp> {
        let cache = &mut *self.caches.get();
        let input = Input::new(text).range(from..);
        let before = cache.read();
        match self.automata.try_search(&mut cache.automata, &input) {
            Ok(found) => {
                let read = cache.read().checked_sub(before);
                effort.spend(CALL + read.unwrap_or(text.len() - from) / READ, 0)?;
                Ok(found.map(|found| found.range()))
            }
            Err(_) => {
                let (wanted, room) = (Wanted::Leftmost, &mut cache.threads);
                self.threads.find((text, from), wanted, room, effort)
            }
        }
    }
}

impl Cache {
    /// How many bytes of states the forward automaton has built so far, if it has room for so many at a time.
    fn built(&self, room: usize) -> usize {
        let forward = self.automata.as_parts().0;
        forward.clear_count() * room + forward.memory_usage()
    }

    /// How much its automata have read since they last forgot their states, in bytes.
    fn read(&self) -> usize {
        let (forward, backward) = self.automata.as_parts();
        forward.search_total_len() + backward.search_total_len()
    }
}
