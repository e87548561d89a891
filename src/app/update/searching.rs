//! Searching all articles, and going from match to match. Does not own finds in one article (`finding`).

use super::super::{App, Effect, Focus, Found, Kept, Prompt, Purpose, Search};
use crate::search::{Query, QueryError, Timeline};

impl App {
    /// Opens the prompt: for a find in the article when reading, else for a search.
    pub(in crate::app) fn open_search(&mut self) -> Vec<Effect> {
        let purpose = match (self.focus, &self.reading) {
            (Focus::Reading, Some(reading)) => Purpose::Find { top: reading.top },
            _ => self.search_purpose(),
        };
        self.open_prompt(Prompt::new(purpose))
    }

    /// Begins with a search, before any article is there.
    pub fn begin_search(&mut self, text: &str) -> Vec<Effect> {
        self.search_typed(text)
    }

    /// The purpose of a search that can be given up for what is shown now.
    pub(in crate::app) fn search_purpose(&self) -> Purpose {
        Purpose::Search {
            before: self.search.clone().map(Box::new),
            row: self.selected(),
            top: None,
        }
    }

    /// The text of the search prompt has changed: the list follows, unless the text cannot be read.
    pub(in crate::app) fn search_typed(&mut self, text: &str) -> Vec<Effect> {
        // A term that is only begun asks nothing yet.
        let begun = self.prompt.as_ref().and_then(Prompt::begun);
        let asked = text.get(..begun.unwrap_or(text.len())).unwrap_or(text);
        let query = match Query::parse_with(asked, &self.saved) {
            Ok(query) => query,
            Err(error) => {
                let search = self
                    .search
                    .get_or_insert_with(|| Search::new(text, Query::default()));
                text.clone_into(&mut search.text);
                search.error = Some(error);
                return Vec::new();
            }
        };
        let before = self.search.take();
        if query.is_empty() {
            self.end_search();
            return Vec::new();
        }
        let mut search = Search::new(text, query.clone());
        if let Some(before) = before {
            let is_answered = before.took.is_some() && !before.is_growing;
            search.sound = if is_answered {
                before.query
            } else {
                before.sound
            };
            (search.hits, search.timeline) = (before.hits, before.timeline);
        }
        self.search = Some(search);
        vec![self.ask(query)]
    }

    /// The answer to a search has come, perhaps too late.
    pub(in crate::app) fn take_hits(&mut self, found: Found) -> Vec<Effect> {
        // What grows does not take the place of what was more already, as when more articles have come in.
        let first_answer = |search: &Search| search.took.is_none();
        let is_less = |search: &Search| found.is_growing && found.rows.len() < search.hits.len();
        let Some(search) = self.search.as_mut().filter(|search| {
            let is_news = first_answer(search) || !is_less(search);
            found.generation == self.generation && is_news
        }) else {
            return Vec::new();
        };
        let first_answer = first_answer(search);
        let mut rows = found.rows;
        let kept = &self.headlines.kept;
        if !first_answer && !kept.is_empty() {
            // There may be as many of both as there are articles.
            let mut told = vec![false; self.library.rows() as usize];
            for row in &rows {
                told[*row as usize] = true;
            }
            let hits = search.hits.iter().copied();
            rows.extend(hits.filter(|row| kept.contains(row) && !told[*row as usize]));
        }
        search.hits = rows;
        search.took = Some(found.took);
        search.is_growing = found.is_growing;
        search.empty_part = None;
        let finds_nothing = search.hits.is_empty() && !search.is_growing;
        if first_answer {
            self.headlines.kept.clear();
        }
        if finds_nothing {
            // Nobody tells the dates of nothing.
            self.take_dates(self.generation, Timeline::default());
        }
        self.relist();
        if first_answer {
            self.headlines.turned = None;
            (self.headlines.cursor, self.headlines.top) = (0, 0);
        }
        self.light_matches();
        self.preview_match();
        let is_open = |search: &Search| !search.is_growing || !search.hits.is_empty();
        let opens = self
            .search
            .as_mut()
            .filter(|search| is_open(search))
            .is_some_and(|search| std::mem::take(&mut search.opens));
        if opens {
            self.open_best_place()
        } else {
            Vec::new()
        }
    }

    /// A search takes too long. While it is typed the last good list comes back, with what is wrong above the line.
    pub(in crate::app) fn refuse_search(&mut self, generation: u64) -> Vec<Effect> {
        let Some(search) = self
            .search
            .as_mut()
            .filter(|_| generation == self.generation)
        else {
            return Vec::new();
        };
        let error = search.query.too_long(&search.text);
        let is_search = |prompt: &Prompt| matches!(prompt.purpose, Purpose::Search { .. });
        if !self.prompt.as_ref().is_some_and(is_search) {
            self.end_search();
            self.say(error.message);
            return Vec::new();
        }
        let sound = std::mem::take(&mut search.sound);
        *search = Search {
            error: Some(error),
            ..Search::new(&search.text, sound.clone())
        };
        self.relist();
        self.light_matches();
        self.offer();
        match sound.is_empty() {
            true => Vec::new(),
            false => vec![self.ask(sound)],
        }
    }

    /// The part of the query that is to blame for an empty answer has come.
    pub(in crate::app) fn take_blame(&mut self, generation: u64, part: String) -> Vec<Effect> {
        let search = self.search.as_mut();
        if let Some(search) = search.filter(|_| generation == self.generation) {
            search.empty_part = Some(part);
        }
        Vec::new()
    }

    /// Keeps the search that was typed, and opens the best place as soon as it is known.
    pub(in crate::app) fn accept_search(&mut self, text: &str) -> Vec<Effect> {
        let Some(search) = &mut self.search else {
            return Vec::new();
        };
        if let Some(error) = &search.error {
            let words = error.message.clone();
            self.end_search();
            self.say(words);
            return Vec::new();
        }
        let mut effects = self.remember(Kept::Search, text);
        match &mut self.search {
            Some(search)
                if search.took.is_none() || search.is_growing && search.hits.is_empty() =>
            {
                search.opens = true;
            }
            _ => effects.extend(self.open_best_place()),
        }
        effects
    }

    /// Searches all articles for a text, as if it had been typed and accepted.
    pub(in crate::app) fn search_for(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = self.list_what_answers(text);
        effects.extend(self.accept_search(text));
        effects
    }

    /// Lists the articles most like the selected one, the most alike first.
    pub(in crate::app) fn search_like_selected(&mut self) -> Vec<Effect> {
        let Some(row) = self.selected() else {
            self.say("There is no article that others could be like");
            return Vec::new();
        };
        let id = self.library.id(row).to_string();
        // So much of it tells it from all others, and can still be read in the prompt.
        let text = format!("like:{} sort:relevance", &id[..12]);
        let title = self.library.get(row).title().to_owned();
        let mut effects = self.list_what_answers(&text);
        if let Some(search) = &mut self.search {
            search.model = Some(title);
        }
        effects.extend(self.remember(Kept::Search, &text));
        effects
    }

    /// Out of the article, to the list of what answers a query.
    fn list_what_answers(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = self.leave_article();
        if let Some(reading) = &mut self.reading {
            reading.find = None;
        }
        self.focus = Focus::Headlines;
        effects.extend(self.search_typed(text));
        effects
    }

    /// The search as it was before one that is given up.
    pub(in crate::app) fn restore_search(&mut self, before: Option<Box<Search>>, row: Option<u32>) {
        self.generation += 1;
        self.headlines.turned = None;
        self.search = before.map(|before| *before);
        self.relist();
        if let Some(index) =
            row.and_then(|row| self.headlines.rows.iter().position(|known| *known == row))
        {
            self.headlines.cursor = index;
        }
        self.reading.take_if(|reading| reading.opened.is_none());
        self.light_matches();
    }

    /// Out of the search: all articles of the view are listed again, the same one selected.
    pub(in crate::app) fn end_search(&mut self) {
        self.generation += 1;
        self.search = None;
        (self.headlines.touched, self.headlines.turned) = (true, None);
        self.relist();
        self.light_matches();
    }

    /// The next match, or the next unread article where nothing is searched for.
    pub(in crate::app) fn next(&mut self, forwards: bool) -> Vec<Effect> {
        let finding = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.find.is_some());
        if finding {
            self.step_find(forwards);
            return Vec::new();
        }
        if self.lit().is_some() {
            return self.next_match(forwards);
        }
        match self.unread_index(forwards) {
            Some(index) if self.focus == Focus::Reading => self.open_index(index),
            Some(index) => self.select(index),
            None => {
                let side = if forwards { "below" } else { "above" };
                self.say(format!("Nothing unread {side} this one"));
                Vec::new()
            }
        }
    }

    /// Opens the selected article at its first match.
    fn open_best_place(&mut self) -> Vec<Effect> {
        if self.headlines.rows.is_empty() {
            return Vec::new();
        }
        let effects = self.open();
        self.go_to_match(0);
        effects
    }

    /// Through the article, then on into the next one of the list.
    fn next_match(&mut self, forwards: bool) -> Vec<Effect> {
        if self.focus == Focus::Headlines && self.passages.is_some() {
            return self.step_passage(if forwards { 1 } else { -1 });
        }
        if self.focus == Focus::Headlines {
            return self.open_best_place();
        }
        if let Some(index) = self.match_beside(forwards) {
            self.go_to_match(index);
            return Vec::new();
        }
        let before = self.headlines.cursor;
        let effects = self.step_article(if forwards { 1 } else { -1 });
        if self.headlines.cursor != before {
            let last = self
                .reading
                .as_ref()
                .map_or(0, |reading| reading.matches.found.len().saturating_sub(1));
            self.go_to_match(if forwards { 0 } else { last });
        }
        effects
    }

    /// Puts a line into the history, once, at its end.
    pub(in crate::app) fn remember(&mut self, kept: Kept, text: &str) -> Vec<Effect> {
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        self.histories.add(kept, text);
        vec![Effect::Remember(kept, text.to_owned())]
    }
}

impl Search {
    /// Why a text cannot be answered, if it is the one that was searched for.
    pub(in crate::app) fn refusal(&self, text: &str) -> Option<QueryError> {
        self.error.clone().filter(|_| self.text == text)
    }

    fn new(text: &str, query: Query) -> Self {
        let text = text.to_owned();
        Self {
            text,
            query,
            sound: Query::default(),
            error: None,
            hits: Vec::new(),
            took: None,
            is_growing: false,
            model: None,
            timeline: Timeline::default(),
            empty_part: None,
            opens: false,
        }
    }
}
