//! The list: what it holds, and moving in it.

use std::sync::Arc;

use super::super::{App, Effect, Focus, Request, View, Within, action::Action, panes};
use crate::{library::Row, search::Query};

impl App {
    /// Fills the list anew from the view and the search; the selection stays.
    pub(in crate::app) fn relist(&mut self) {
        let searched = self
            .search
            .as_ref()
            .filter(|search| !search.query.is_empty());
        let all = match (searched, self.open_search_view()) {
            (Some(search), _) => &search.hits,
            (None, Some(saved)) => &saved.hits,
            (None, None) => self.library.order(),
        };
        let rows = match (searched, self.view) {
            // Nothing is asked of a hundred thousand articles that all belong here.
            (None, View::All) => all.to_vec(),
            _ => {
                let mut rows = Vec::with_capacity(all.len());
                rows.extend(all.iter().filter(|row| self.is_listed(**row)));
                rows
            }
        };
        self.headlines.replace(rows);
    }

    fn is_listed(&self, row: Row) -> bool {
        if !self.library.stands(row) {
            return false;
        }
        let belongs = match self.view {
            View::All => true,
            View::Unread => !self.counts.is_read(row),
            View::Starred => self.counts.is_starred(row),
            View::Saved(index) => self
                .searches
                .get(index)
                .is_some_and(|saved| saved.members.contains(&row)),
        };
        belongs || self.headlines.kept.contains(&row)
    }

    /// Whether the list goes from day to day, so that headings can tell them.
    pub(in crate::app) fn goes_by_days(&self) -> bool {
        let searched = self.search.as_ref().map(|search| &search.query);
        let searched = searched.filter(|query| !query.is_empty());
        let saved = || self.open_search_view()?.query.as_ref().ok();
        searched.or_else(saved).is_none_or(Query::goes_by_days)
    }

    /// Opens a view: what was read in the one before has left it now.
    pub(in crate::app) fn show_view(&mut self, view: View) -> Vec<Effect> {
        let mut effects = self.leave_article();
        self.view = view;
        self.headlines.kept.clear();
        self.headlines.turned = None;
        if let View::Saved(index) = view
            && let Some(saved) = self.searches.get_mut(index)
        {
            saved.list(&self.library, &self.headlines.kept);
        }
        self.focus = Focus::Headlines;
        self.zen = false;
        let selected = self.headlines.selected();
        self.relist();
        if self.headlines.selected() != selected {
            (self.headlines.cursor, self.headlines.top) = (0, 0);
        }
        if matches!(view, View::Saved(_)) {
            // What was published in the last hour changes by itself.
            effects.extend(self.count_saved(None));
        }
        if self.prompt.is_some() {
            // What is typed has other dates here.
            effects.extend(self.ask_again());
        }
        effects
    }

    /// Selects the headline at an index, at most the last one, and shows its article.
    pub(in crate::app) fn select(&mut self, index: usize) -> Vec<Effect> {
        let effects = self.leave_article();
        self.headlines.touched = true;
        self.headlines.turned = None;
        self.headlines.cursor = index.min(self.headlines.rows.len().saturating_sub(1));
        effects
    }

    /// Moves in the pane that has the focus.
    pub(in crate::app) fn go(&mut self, action: Action) -> Vec<Effect> {
        if self.focus == Focus::Reading {
            return self.scroll_by(action);
        }
        if let Some(passages) = &self.passages {
            let page = passages.shown.len().max(2).cast_signed() - 1;
            return match action {
                Action::Down => self.step_passage(1),
                Action::Up => self.step_passage(-1),
                Action::PageDown => self.step_passage(page),
                Action::PageUp => self.step_passage(-page),
                Action::HalfDown => self.step_passage(page / 2),
                Action::HalfUp => self.step_passage(-page / 2),
                Action::Top => self.end_passage(false),
                _ => self.end_passage(true),
            };
        }
        let page = match action {
            Action::Down | Action::Up | Action::Top | Action::Bottom => 1,
            _ => {
                self.settle_headlines();
                self.headlines_shown().len().max(2) - 1
            }
        };
        let (cursor, last) = (
            self.headlines.cursor,
            self.headlines.rows.len().saturating_sub(1),
        );
        self.select(match action {
            Action::Down => cursor + 1,
            Action::Up => cursor.saturating_sub(1),
            Action::PageDown => cursor + page,
            Action::PageUp => cursor.saturating_sub(page),
            Action::HalfDown => cursor + page.div_ceil(2),
            Action::HalfUp => cursor.saturating_sub(page.div_ceil(2)),
            Action::Top => 0,
            _ => last,
        })
    }

    /// Scrolls the list by headlines, as the wheel does. Beside the article the selection stays where it is; where only the
    /// list is seen, it stays on the screen.
    pub(in crate::app) fn scroll_headlines(&mut self, by: i32) -> Vec<Effect> {
        let panes = panes::panes(self);
        let Some(area) = panes.headlines else {
            return Vec::new();
        };
        if self.passages.is_some() {
            let mut effects = self.turn_to_headlines();
            effects.extend(self.step_passage(isize::try_from(by).unwrap_or(0)));
            return effects;
        }
        let last = self.first_that_fits(self.headlines.rows.len().saturating_sub(1), area);
        let step = usize::try_from(by.unsigned_abs()).unwrap_or(0);
        let top = if by < 0 {
            self.headlines.top.saturating_sub(step)
        } else {
            self.headlines.top + step
        };
        self.headlines.top = top.min(last);
        if panes.reading.is_some() {
            self.headlines.touched = true;
            self.headlines.turned = self.headlines.selected();
            return Vec::new();
        }
        let shown = self.headlines_shown();
        let mut whole = shown
            .iter()
            .filter(|headline| headline.y + headline.height() <= area.bottom());
        let (Some(first), Some(end)) = (shown.first(), whole.next_back()) else {
            return Vec::new();
        };
        let cursor = self
            .headlines
            .cursor
            .clamp(first.index, end.index.max(first.index));
        if cursor == self.headlines.cursor {
            return Vec::new();
        }
        self.select(cursor)
    }

    /// The next unread article in the list from the selected one on, forwards or backwards, without wrapping.
    pub(in crate::app) fn unread_index(&self, forwards: bool) -> Option<usize> {
        let unread = |index: &usize| {
            !self
                .marks
                .get(self.library.id(self.headlines.rows[*index]))
                .read
        };
        let (cursor, end) = (self.headlines.cursor, self.headlines.rows.len());
        if forwards {
            // Where what is read is gone, the selected one is the next.
            let next = cursor + usize::from(!self.reads_what_is_gone());
            (next..end).find(unread)
        } else {
            (0..cursor.min(end)).rev().find(unread)
        }
    }

    /// Asks for the hits of the search again, now that there is more to search.
    pub(super) fn ask_again(&mut self) -> Vec<Effect> {
        match &self.search {
            Some(search) if !search.query.is_empty() => {
                let query = search.query.clone();
                vec![self.ask(query)]
            }
            _ => Vec::new(),
        }
    }

    /// A request for a search; answers to earlier ones will be dropped.
    pub(in crate::app) fn ask(&mut self, query: Query) -> Effect {
        self.generation += 1;
        let (library, marks) = (Arc::clone(&self.library), Arc::clone(&self.marks));
        Effect::Search(Request {
            generation: self.generation,
            query,
            library,
            marks,
            within: self.within(),
        })
    }

    fn within(&self) -> Within {
        match self.view {
            View::All => Within::All,
            View::Unread => Within::Unread,
            View::Starred => Within::Starred,
            View::Saved(_) => {
                let saved = self.open_search_view();
                Within::Rows(
                    saved
                        .map(|saved| saved.hits.as_slice().into())
                        .unwrap_or_default(),
                )
            }
        }
    }
}
