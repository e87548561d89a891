//! The article: opening it, paging through it, leaving it.

use super::super::{App, Effect, Focus, Purpose, action::Action, settings::ReadPolicy};
use crate::marks::{Change, Set};

impl App {
    /// Opens the selected article: the focus goes to it, and the clock of the read policy starts.
    pub(in crate::app) fn open(&mut self) -> Vec<Effect> {
        if self.selected().is_none() {
            return Vec::new();
        }
        self.headlines.touched = true;
        self.headlines.turned = None;
        self.focus = Focus::Reading;
        self.show_selected();
        let now = self.now.timestamp();
        let height = self.page_height();
        let Some(reading) = &mut self.reading else {
            return Vec::new();
        };
        let again = reading.opened.is_some();
        reading.opened.get_or_insert(now);
        let id = self.library.id(reading.row);
        let position = self.marks.get(id).position;
        if !again
            && reading.top == 0
            && (1..100).contains(&position)
            && reading.matches.found.is_empty()
        {
            let line = usize::from(position) * reading.page.lines.len() / 100;
            reading.top = line.saturating_sub(height).min(reading.last_top(height));
            let top = self.settings.keymap.hint_key(Action::Top);
            self.say(format!(
                "Where you left it, at {position}%; {top} goes to the top"
            ));
        }
        self.reset_page(None);
        if !again {
            self.land_on_passage();
        }
        match self.settings.mark_read {
            ReadPolicy::OnOpening => self.count_as_read(),
            _ => self.count_at_end(),
        }
    }

    /// Back: out of a find, to the headlines, out of the search.
    pub(in crate::app) fn back(&mut self) -> Vec<Effect> {
        if let Some(reading) = self
            .reading
            .as_mut()
            .filter(|reading| reading.find.is_some())
        {
            reading.find = None;
            self.light_matches();
            return Vec::new();
        }
        self.zen = false;
        if self.focus == Focus::Reading {
            return self.turn_to_headlines();
        }
        if self.passages.take().is_some() {
            return Vec::new();
        }
        if self.search.is_some() {
            self.end_search();
            return Vec::new();
        }
        let quit = self.settings.keymap.hint_key(Action::Quit);
        self.say(format!("{quit} quits"));
        Vec::new()
    }

    /// To the other pane; to the article counts as opening it.
    pub(in crate::app) fn switch_focus(&mut self) -> Vec<Effect> {
        match self.focus {
            Focus::Headlines => self.open(),
            Focus::Reading => {
                self.zen = false;
                self.turn_to_headlines()
            }
        }
    }

    /// Keys go to the headlines from now on: the article is left, and so is a find in it.
    pub(in crate::app) fn turn_to_headlines(&mut self) -> Vec<Effect> {
        if self.focus == Focus::Headlines {
            return Vec::new();
        }
        if let Some(prompt) = self.prompt.take_if(|prompt| prompt.is_find())
            && let Purpose::Find { top } = prompt.purpose
        {
            self.find_typed("", top);
        }
        self.focus = Focus::Headlines;
        self.leave_article()
    }

    /// To another article of the list, and opens it.
    pub(in crate::app) fn step_article(&mut self, by: isize) -> Vec<Effect> {
        // The headline behind one that is gone has taken its place.
        let by = by - isize::from(by > 0 && self.reads_what_is_gone());
        let index = self
            .headlines
            .cursor
            .checked_add_signed(by)
            .filter(|index| *index < self.headlines.rows.len());
        match index {
            Some(index) => self.open_index(index),
            None => {
                self.say(if by > 0 {
                    "That was the last article of the list"
                } else {
                    "That was the first article of the list"
                });
                Vec::new()
            }
        }
    }

    /// Selects and opens.
    pub(in crate::app) fn open_index(&mut self, index: usize) -> Vec<Effect> {
        let mut effects = self.select(index);
        effects.extend(self.open());
        effects
    }

    /// A page down; at the end, on to the next unread article.
    pub(in crate::app) fn read_on(&mut self) -> Vec<Effect> {
        if self.focus == Focus::Headlines {
            return self.open();
        }
        let height = self.page_height();
        let at_end = self
            .reading
            .as_ref()
            .is_none_or(|reading| reading.top >= reading.last_top(height));
        if !at_end {
            return self.scroll_by(Action::PageDown);
        }
        let mut effects = if self.settings.mark_read == ReadPolicy::ByHand {
            Vec::new()
        } else {
            self.count_as_read()
        };
        match self.unread_index(true).or_else(|| self.first_unread()) {
            Some(index) => effects.extend(self.open_index(index)),
            None if self.counts.unread > 0 => {
                self.say("That was the last unread article of this list");
            }
            None => self.say("That was the last unread article"),
        }
        effects
    }

    /// Moves within the article.
    pub(in crate::app) fn scroll_by(&mut self, action: Action) -> Vec<Effect> {
        let height = self.page_height();
        let page = height.saturating_sub(2).max(1);
        let Some(reading) = &mut self.reading else {
            return Vec::new();
        };
        let (top, last) = (reading.top, reading.last_top(height));
        let wanted = match action {
            Action::Down => top + 1,
            Action::Up => top.saturating_sub(1),
            Action::PageDown => top + page,
            Action::PageUp => top.saturating_sub(page),
            Action::HalfDown => top + page.div_ceil(2),
            Action::HalfUp => top.saturating_sub(page.div_ceil(2)),
            Action::Top => 0,
            _ => last,
        };
        reading.top = wanted.min(last);
        self.count_at_end()
    }

    /// Scrolls the article by lines, as the wheel does.
    pub(in crate::app) fn scroll_lines(&mut self, by: i32) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reading) = &mut self.reading else {
            return Vec::new();
        };
        let step = usize::try_from(by.unsigned_abs()).unwrap_or(0);
        let wanted = if by < 0 {
            reading.top.saturating_sub(step)
        } else {
            reading.top + step
        };
        reading.top = wanted.min(reading.last_top(height));
        self.count_at_end()
    }

    /// Remembers how far the article was read; it is no longer open.
    pub(in crate::app) fn leave_article(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reading) = self
            .reading
            .as_mut()
            .filter(|reading| reading.opened.is_some())
        else {
            return Vec::new();
        };
        let percent = if reading.top == 0 && reading.last_top(height) > 0 {
            0
        } else {
            reading.percent(height)
        };
        reading.opened = None;
        reading.counted = false;
        if reading.is_gone {
            return Vec::new();
        }
        let (id, place) = (
            self.library.id(reading.row),
            self.library.place(reading.row),
        );
        self.record(vec![Change {
            id,
            place,
            set: Set::Position(percent),
        }])
    }

    /// Under the policy "at its end", the last line on the screen makes an open article read.
    fn count_at_end(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let at_end = self.reading.as_ref().is_some_and(|reading| {
            reading.opened.is_some() && !reading.counted && reading.top >= reading.last_top(height)
        });
        if at_end && self.settings.mark_read == ReadPolicy::AtEnd {
            self.count_as_read()
        } else {
            Vec::new()
        }
    }

    fn first_unread(&self) -> Option<usize> {
        (0..self.headlines.cursor).find(|index| {
            !self
                .marks
                .get(self.library.id(self.headlines.rows[*index]))
                .read
        })
    }
}
