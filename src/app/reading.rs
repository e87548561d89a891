//! The article in the reading pane: its page, the place in it, its matches.

use std::{ops::Range, sync::Arc};

use jiff::Timestamp;

use super::{App, panes};
use crate::{
    article::Article,
    library::Row,
    search::{Field, Match, Matches, Query},
    typeset::{self, Measure, Page, Place},
};

/// An article that is shown.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its row.
    pub row: Row,
    /// The article, taken out of the library.
    pub article: Arc<Article>,
    /// The sources that it was stored from besides its own.
    pub further: Vec<String>,
    /// Its page, set for the pane's width.
    pub page: Page,
    /// What the page was set for.
    pub measure: Measure,
    /// The first line on the screen.
    pub top: usize,
    /// When it was opened; `None` while it is only looked at from the headlines.
    pub opened: Option<Timestamp>,
    /// Whether this opening has been counted as reading.
    pub counted: bool,
    /// Whether its file is gone, so that only this pane holds it.
    pub is_gone: bool,
    /// Where the lit query stands in it, from the top of the page to its end.
    pub matches: Matches,
    /// The index of the current match.
    pub current: Option<usize>,
    /// A find in this article.
    pub find: Option<Find>,
}

/// A find in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// The text as typed.
    pub text: String,
    /// What it means.
    pub query: Query,
}

impl Reading {
    /// Lines of the page, with those below it that tell what was folded away.
    pub fn lines(&self) -> usize {
        let told = self.page.folded > 0 && !self.measure.boilerplate;
        self.page.lines.len() + if told { 2 } else { 0 }
    }

    /// The share of the article that has been seen when `height` lines are shown, in percent.
    pub fn percent(&self, height: usize) -> u8 {
        let lines = self.lines().max(1);
        u8::try_from((self.top + height).min(lines) * 100 / lines).unwrap_or(100)
    }

    /// The last line that can be the first on the screen.
    pub fn last_top(&self, height: usize) -> usize {
        self.lines().saturating_sub(height)
    }

    /// The line that shows the beginning of a match.
    fn line_of(&self, index: usize) -> Option<usize> {
        let found = self.matches.found.get(index)?;
        self.page.line_of(beginning(found))
    }
}

fn beginning(found: &Match) -> Place {
    Place {
        field: found.field,
        offset: found.range.start,
    }
}

impl App {
    /// Lines of the article that fit on the screen, at least one.
    pub fn page_height(&self) -> usize {
        panes::column(self).map_or(1, |area| usize::from(area.height).max(1))
    }

    /// Shows the selected article in the reading pane, at its beginning. Not yet opened. An article whose file is gone
    /// stays until it is left.
    pub(super) fn show_selected(&mut self) {
        if self.reads_what_is_gone() {
            return;
        }
        let Some(row) = self.selected() else {
            self.reading = None;
            return;
        };
        if self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.row == row)
        {
            return;
        }
        let measure = Measure {
            width: panes::measure(self),
            boilerplate: false,
        };
        let article = Arc::new(self.library.get(row).article());
        let further = self.library.further_sources(row);
        let page = typeset::page(&article, &further, measure, &self.now);
        self.reading = Some(Reading {
            row,
            article,
            further,
            page,
            measure,
            top: 0,
            opened: None,
            counted: false,
            is_gone: false,
            matches: Matches::default(),
            current: None,
            find: None,
        });
        self.light_matches();
        self.preview_match();
    }

    /// While only looked at, an article that a search has found shows its first match.
    pub(super) fn preview_match(&mut self) {
        let previewed = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.opened.is_none());
        if previewed && self.search.is_some() && panes::panes(self).reading.is_some() {
            self.go_to_match(0);
        }
    }

    /// Sets the page again if its width or what it shows has changed; the place in the text stays.
    pub(super) fn reset_page(&mut self, boilerplate: Option<bool>) {
        let width = panes::measure(self);
        let height = self.page_height();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let measure = Measure {
            width,
            boilerplate: boilerplate.unwrap_or(reading.measure.boilerplate),
        };
        if measure != reading.measure {
            let anchor = reading.page.anchor(reading.top).filter(|_| reading.top > 0);
            reading.page = typeset::page(&reading.article, &reading.further, measure, &self.now);
            reading.measure = measure;
            reading.top = anchor
                .and_then(|place| reading.page.line_of(place))
                .unwrap_or(0);
        }
        reading.top = reading.top.min(reading.last_top(height));
    }

    /// Looks for the lit query in the article that is shown.
    pub(super) fn light_matches(&mut self) {
        let query = self.lit().cloned();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let lit = query.map(|query| query.matches(&reading.article));
        let Matches { found, is_all } = lit.unwrap_or_default();
        let page = &reading.page;
        let line_of = |found: &Match| page.line_of(beginning(found));
        let placed = found
            .into_iter()
            .filter_map(|found| Some((line_of(&found)?, found)));
        let mut placed: Vec<_> = placed.collect();
        placed.sort_by_key(|(line, _)| *line);
        let found: Vec<_> = placed.into_iter().map(|(_, found)| found).collect();
        reading.current = reading.current.filter(|index| *index < found.len());
        reading.matches = Matches { found, is_all };
    }

    /// Makes a match the current one and brings it on the screen, a third from the top if it was not there. One that was
    /// folded away is unfolded.
    pub(super) fn go_to_match(&mut self, index: usize) {
        let reading = self.reading.as_ref();
        let found = reading.and_then(|reading| reading.matches.found.get(index));
        if found.is_some_and(|found| found.field == Field::Boilerplate) {
            self.reset_page(Some(true));
        }
        let height = self.page_height();
        let Some(reading) = &mut self.reading else {
            return;
        };
        let Some(line) = reading.line_of(index) else {
            return;
        };
        reading.current = Some(index);
        if !(reading.top..reading.top + height).contains(&line) {
            reading.top = line
                .saturating_sub(height / 3)
                .min(reading.last_top(height));
        }
    }

    /// The match behind the current one or before it. Where the page was scrolled away from that, what is on the screen is
    /// where one is.
    pub(super) fn match_beside(&self, forwards: bool) -> Option<usize> {
        let height = self.page_height();
        let reading = self.reading.as_ref()?;
        let count = reading.matches.found.len();
        let (first, behind) = (reading.top, reading.top + height);
        let lies = |index: usize, lines: Range<usize>| {
            reading
                .line_of(index)
                .is_some_and(|line| lines.contains(&line))
        };
        let current = reading.current.filter(|index| lies(*index, first..behind));
        match (current, forwards) {
            (Some(index), true) => Some(index + 1).filter(|index| *index < count),
            (Some(index), false) => index.checked_sub(1),
            (None, true) => (0..count).find(|index| lies(*index, first..usize::MAX)),
            (None, false) => (0..count).rev().find(|index| lies(*index, 0..behind)),
        }
    }

    /// The first match on or below the first line of the screen, else the first one.
    pub(super) fn match_from_here(&self) -> Option<usize> {
        let reading = self.reading.as_ref()?;
        let from_here = |index: &usize| {
            reading
                .line_of(*index)
                .is_some_and(|line| line >= reading.top)
        };
        let found = &reading.matches.found;
        (0..found.len())
            .find(from_here)
            .or((!found.is_empty()).then_some(0))
    }
}
