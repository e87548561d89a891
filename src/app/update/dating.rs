//! The dates of what a search finds, and its limit to one of the bars that show them.

use super::super::{App, Effect, Picked, Purpose, panel::bars};
use crate::search::{self, Timeline};

impl App {
    /// The dates of the hits have come. While one of the bars is picked they all stay, so that the next can be.
    pub(in crate::app) fn take_dates(
        &mut self,
        generation: u64,
        timeline: Timeline,
    ) -> Vec<Effect> {
        let picks = self
            .prompt
            .as_ref()
            .is_some_and(|prompt| prompt.picked.is_some());
        let search = self.search.as_mut();
        if let Some(search) = search.filter(|_| generation == self.generation && !picks) {
            search.timeline = timeline;
        }
        Vec::new()
    }

    /// Limits the search that is typed to the next stretch of time that has hits, later or earlier; past the last one
    /// the limit is taken away.
    pub(in crate::app) fn step_bar(&mut self, later: bool) {
        let Some((shown, timeline)) = bars::bars(self) else {
            return;
        };
        let (bars, picked) = (&timeline.bars, shown.picked);
        let has_hits = |index: &usize| bars[*index].hits > 0;
        let end = bars.len();
        let bar = match (later, picked) {
            (true, None) => (0..end).find(has_hits),
            (true, Some(bar)) => (bar + 1..end).find(has_hits),
            (false, None) => (0..end).rev().find(has_hits),
            (false, Some(bar)) => (0..bar.min(end)).rev().find(has_hits),
        };
        self.pick_bar(bar);
    }

    /// Limits the search that is typed to a bar of its timeline, or takes that limit away.
    pub(in crate::app) fn pick_bar(&mut self, bar: Option<usize>) {
        let (Some(prompt), Some(search)) = (&mut self.prompt, &self.search) else {
            return;
        };
        if !matches!(prompt.purpose, Purpose::Search { .. }) || search.error.is_some() {
            return;
        }
        let before = prompt.picked.take().map(|picked| picked.before);
        let before = before.unwrap_or_else(|| prompt.text().to_owned());
        match bar.and_then(|bar| Some((bar, search.timeline.written(bar)?))) {
            Some((bar, period)) => {
                prompt.set(&search::redate(&before, Some(&period)));
                prompt.picked = Some(Picked { before, bar });
            }
            None => prompt.set(&before),
        }
    }
}
