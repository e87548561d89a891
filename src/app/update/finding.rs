//! Finding in the open article, and asking all articles what it does not answer.

use super::super::{App, Effect, Find, Focus, Kept, Prompt};
use crate::search::Query;

impl App {
    /// The text of a find has changed: the first match from where the find began becomes the current one.
    pub(super) fn find_typed(&mut self, text: &str, began_at: usize) {
        let query = Query::of_words(text).unwrap_or_default();
        let Some(reading) = &mut self.reading else {
            return;
        };
        reading.top = began_at;
        reading.current = None;
        reading.find = (!query.is_empty()).then(|| Find {
            text: text.to_owned(),
            query,
        });
        self.light_matches();
        if self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.find.is_some())
            && let Some(index) = self.match_from_here()
        {
            self.go_to_match(index);
        }
    }

    /// Keeps a find; one that the article does not answer is asked of all articles, as a query.
    pub(super) fn accept_find(&mut self, text: &str) -> Vec<Effect> {
        let found = self
            .reading
            .as_ref()
            .is_some_and(|reading| !reading.matches.found.is_empty());
        match text.trim() {
            "" => Vec::new(),
            text if found => self.remember(Kept::Search, text),
            text => {
                let mut effects = self.widen_find(text);
                effects.extend(self.accept());
                effects
            }
        }
    }

    /// A find becomes a search of all articles, with what was typed so far.
    pub(super) fn widen_find(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = self.leave_article();
        if let Some(reading) = &mut self.reading {
            reading.find = None;
        }
        self.focus = Focus::Headlines;
        self.light_matches();
        effects.extend(self.open_prompt(Prompt::new(self.search_purpose())));
        if let Some(prompt) = &mut self.prompt {
            prompt.set(text);
        }
        effects.extend(self.typed(""));
        effects
    }

    /// The next match of a find, or the one before; the last one is followed by the first.
    pub(super) fn step_find(&mut self, forwards: bool) {
        let Some(reading) = &self.reading else { return };
        let count = reading.matches.found.len();
        if count == 0 {
            return;
        }
        let current = reading.current.unwrap_or(0);
        self.go_to_match(if forwards {
            (current + 1) % count
        } else {
            (current + count - 1) % count
        });
    }
}
