//! Finding in the open article, and asking all articles what it does not answer.

use super::super::{App, Effect, Find, Focus, Kept, Prompt, Purpose};
use crate::{library::Row, search::Query};

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

    /// A find becomes a search of all articles, with what was typed so far. Giving that up leads back into the article.
    pub(super) fn widen_find(&mut self, text: &str) -> Vec<Effect> {
        let prompt = self.prompt.as_ref();
        let began_at = prompt.and_then(|prompt| match prompt.purpose {
            Purpose::Find { top } => Some(top),
            _ => None,
        });
        let mut effects = self.leave_article();
        if let Some(reading) = &mut self.reading {
            reading.find = None;
        }
        self.focus = Focus::Headlines;
        self.light_matches();
        effects.extend(self.open_prompt(Prompt::new(self.search_purpose())));
        if let Some(prompt) = &mut self.prompt {
            if let Purpose::Search { top, .. } = &mut prompt.purpose {
                *top = began_at;
            }
            prompt.set(text);
        }
        effects.extend(self.typed(""));
        effects
    }

    /// Back into the article that a find was widened from, at its line, if it is selected again.
    pub(super) fn return_to_article(&mut self, row: Option<Row>, top: usize) -> Vec<Effect> {
        if row.is_none() || self.selected() != row {
            return Vec::new();
        }
        let effects = self.open();
        self.notice = None;
        let height = self.page_height();
        if let Some(reading) = &mut self.reading {
            reading.top = top.min(reading.last_top(height));
        }
        effects
    }

    /// The next match of a find, or the one before; the last one is followed by the first.
    pub(super) fn step_find(&mut self, forwards: bool) {
        let Some(reading) = &self.reading else { return };
        let count = reading.matches.found.len();
        if count == 0 {
            return;
        }
        let around = if forwards { 0 } else { count - 1 };
        self.go_to_match(self.match_beside(forwards).unwrap_or(around));
    }
}
