//! The list as passages: a row a hit, with the words around it, under its article's headline.
//!
//! Owns the place among the hits, and finds only those of articles on the way to the screen and on it, however many
//! there are. Does not own where a query's words stand (`search`) or how rows are drawn (`view::passages`).

use std::{collections::HashMap, ops::Range, sync::Arc};

use ratatui::layout::Rect;

use super::{App, Effect, Focus, Reading, panes};
use crate::{
    library::Row,
    search::{self, Match, Matches, Query},
    typeset::fit_around,
};

/// Columns before a hit's words.
pub const INDENT: u16 = 5;

/// How many articles' hits are remembered.
const REMEMBERED: usize = 4096;

/// The list as passages.
#[derive(Clone, Debug, Default)]
pub struct Passages {
    /// The selected hit among those of the selected article, from 0.
    pub hit: usize,
    /// The rows on the screen, from top to bottom.
    pub shown: Vec<PassageRow>,
    /// The first hit on the screen: the index of its article, and its own.
    top: (usize, usize),
    /// What the hits are of.
    query: Query,
    /// Hits by article, as far as they were needed.
    found: HashMap<Row, Arc<Matches>>,
    /// The hit that the reading pane was last brought to.
    landed: Option<(Row, usize)>,
}

/// A row of the list of passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageRow {
    /// Its line on the screen.
    pub y: u16,
    /// The index of its article in the list.
    pub index: usize,
    /// The article.
    pub row: Row,
    /// The hit, or none in the row of the headline.
    pub hit: Option<Excerpt>,
    /// Whether this row can be selected: a headline can where its article has no hit in its text.
    pub stops: bool,
}

/// A hit and the words around it, as they fit on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Which hit of its article.
    pub number: usize,
    /// The words.
    pub text: String,
    /// The bytes of the hit in them.
    pub lit: Range<usize>,
}

impl Passages {
    /// The hits of an article, once they were needed.
    pub fn hits_of(&self, row: Row) -> Option<&Matches> {
        self.found.get(&row).map(Arc::as_ref)
    }
}

impl App {
    /// Turns the list into passages, and back.
    pub(super) fn toggle_passages(&mut self) -> Vec<Effect> {
        let query = self.search.as_ref().map(|search| search.query.clone());
        if self.passages.take().is_some() {
            return Vec::new();
        }
        let Some(query) = query.filter(|query| !query.is_empty()) else {
            let key = self.settings.keymap.hint_key(super::action::Action::Search);
            self.say(format!("Passages are those of a search; {key} searches"));
            return Vec::new();
        };
        // Where a match is read, the list begins at it.
        let is_read = |reading: &&Reading| {
            reading.find.is_none() && Some(reading.row) == self.headlines.selected()
        };
        let read = self.reading.as_ref().filter(is_read);
        let hit = read.and_then(|reading| reading.current).unwrap_or(0);
        self.passages = Some(Passages {
            query,
            hit,
            top: (self.headlines.cursor, 0),
            ..Passages::default()
        });
        let effects = self.leave_article();
        self.focus = Focus::Headlines;
        self.zen = false;
        effects
    }

    /// Goes so many hits on, or back.
    pub(super) fn step_passage(&mut self, by: isize) -> Vec<Effect> {
        let (mut index, mut hit) = self.passage_cursor();
        for _ in 0..by.unsigned_abs() {
            let next = if by > 0 {
                self.passage_after((index, hit))
            } else {
                self.passage_before((index, hit))
            };
            let Some(next) = next else { break };
            (index, hit) = next;
        }
        self.select_passage(index, hit)
    }

    /// To the first hit of all, or to the last.
    pub(super) fn end_passage(&mut self, last: bool) -> Vec<Effect> {
        let index = if last {
            self.headlines.rows.len().saturating_sub(1)
        } else {
            0
        };
        let hit = if last {
            self.hits_at(index).saturating_sub(1)
        } else {
            0
        };
        self.select_passage(index, hit)
    }

    /// Selects a hit.
    pub(super) fn select_passage(&mut self, index: usize, hit: usize) -> Vec<Effect> {
        let effects = self.select(index);
        if let Some(passages) = &mut self.passages {
            passages.hit = hit;
        }
        effects
    }

    /// Brings the article that is shown to the selected hit.
    pub(super) fn land_on_passage(&mut self) {
        let Some((passages, reading)) = self.passages.as_ref().zip(self.reading.as_ref()) else {
            return;
        };
        let hits = passages.hits_of(reading.row);
        let wanted = hits.and_then(|hits| hits.found.get(passages.hit));
        let place = |wanted: &Match| {
            reading
                .matches
                .found
                .iter()
                .position(|known| known == wanted)
        };
        if let Some(index) = wanted.and_then(place) {
            self.go_to_match(index);
        }
    }

    /// Makes the rows on the screen fit what has happened. Without a search there are no passages.
    pub(super) fn settle_passages(&mut self) {
        let search = self.search.as_ref().map(|search| &search.query);
        let Some(query) = search.filter(|query| !query.is_empty()).cloned() else {
            self.passages = None;
            return;
        };
        let Some(passages) = &mut self.passages else {
            return;
        };
        if passages.query != query || passages.found.len() > REMEMBERED {
            *passages = Passages {
                query,
                top: (self.headlines.cursor, 0),
                ..Passages::default()
            };
        }
        let Some(area) = panes::panes(self).headlines else {
            self.follow_reading();
            return;
        };
        self.follow_reading();
        let cursor = self.passage_cursor();
        let first = self.first_passage_that_fits(cursor, area);
        if let Some(passages) = &mut self.passages {
            passages.hit = cursor.1;
            passages.top = passages.top.clamp(first, cursor);
        }
        let shown = self.passage_rows(area);
        if let Some(passages) = &mut self.passages {
            passages.shown = shown;
        }
    }

    /// Once the article of the selected hit is shown, it is shown at that hit.
    pub(super) fn settle_landing(&mut self) {
        let shown = self
            .reading
            .as_ref()
            .map(|reading| (reading.row, reading.opened));
        let Some((passages, (row, opened))) = self.passages.as_mut().zip(shown) else {
            return;
        };
        let selected = Some((row, passages.hit));
        if passages.landed != selected && opened.is_none() {
            passages.landed = selected;
            self.land_on_passage();
        }
    }

    /// While an article is read, the hit that it is at is the selected one.
    fn follow_reading(&mut self) {
        let current = self
            .reading
            .as_ref()
            .filter(|_| self.focus == Focus::Reading);
        let Some((row, at)) = current.and_then(|reading| {
            let current = reading.matches.found.get(reading.current?)?;
            Some((reading.row, current.clone()))
        }) else {
            return;
        };
        let hits = self.passages_of(row);
        let hit = hits.found.iter().position(|known| *known == at);
        if let Some((passages, hit)) = self.passages.as_mut().zip(hit) {
            passages.hit = hit;
        }
    }

    /// The selected hit; the last one of its article where that has no longer as many.
    fn passage_cursor(&mut self) -> (usize, usize) {
        let index = self.headlines.cursor;
        let hit = self.passages.as_ref().map_or(0, |passages| passages.hit);
        (index, hit.min(self.hits_at(index).saturating_sub(1)))
    }

    fn passage_after(&mut self, (index, hit): (usize, usize)) -> Option<(usize, usize)> {
        if hit + 1 < self.hits_at(index) {
            Some((index, hit + 1))
        } else {
            (index + 1 < self.headlines.rows.len()).then_some((index + 1, 0))
        }
    }

    fn passage_before(&mut self, (index, hit): (usize, usize)) -> Option<(usize, usize)> {
        match (index.checked_sub(1), hit.checked_sub(1)) {
            (_, Some(hit)) => Some((index, hit)),
            (Some(index), None) => Some((index, self.hits_at(index).saturating_sub(1))),
            (None, None) => None,
        }
    }

    /// The first hit of a screen whose last one this is.
    fn first_passage_that_fits(&mut self, last: (usize, usize), area: Rect) -> (usize, usize) {
        let mut first = last;
        let mut lines = self.lines_at(last.0);
        while let Some(before) = self.passage_before(first) {
            lines += if before.0 == first.0 {
                1
            } else {
                self.lines_at(before.0)
            };
            if lines > area.height {
                break;
            }
            first = before;
        }
        first
    }

    /// Lines of an article of which one hit is shown.
    fn lines_at(&mut self, index: usize) -> u16 {
        if self.hits_at(index) > 0 { 2 } else { 1 }
    }

    fn hits_at(&mut self, index: usize) -> usize {
        let row = self.headlines.rows.get(index).copied();
        row.map_or(0, |row| self.passages_of(row).found.len())
    }

    /// The hits of an article.
    fn passages_of(&mut self, row: Row) -> Arc<Matches> {
        let Some(passages) = &mut self.passages else {
            return Arc::default();
        };
        let (library, query) = (&self.library, &passages.query);
        let found = passages
            .found
            .entry(row)
            .or_insert_with(|| query.matches(&library.get(row).article()).into());
        Arc::clone(found)
    }

    fn passage_rows(&mut self, area: Rect) -> Vec<PassageRow> {
        let top = self
            .passages
            .as_ref()
            .map_or((0, 0), |passages| passages.top);
        let mut shown = Vec::new();
        let mut lines = area.y..area.bottom();
        for index in top.0..self.headlines.rows.len() {
            let row = self.headlines.rows[index];
            let found = &self.passages_of(row).found;
            let Some(y) = lines.next() else { break };
            let (hit, stops) = (None, found.is_empty());
            shown.push(PassageRow {
                y,
                index,
                row,
                hit,
                stops,
            });
            let first = if index == top.0 { top.1 } else { 0 };
            for (number, y) in (first..found.len()).zip(lines.by_ref()) {
                let hit = Some(self.excerpt(row, &found[number], number, area.width));
                let stops = true;
                shown.push(PassageRow {
                    y,
                    index,
                    row,
                    hit,
                    stops,
                });
            }
            if lines.is_empty() {
                break;
            }
        }
        shown
    }

    fn excerpt(&self, row: Row, at: &Match, number: usize, width: u16) -> Excerpt {
        let text = at.field.text_in(&self.library.get(row));
        let context = search::context(&text, &at.range);
        let lit = at.range.start - context.start..at.range.end - context.start;
        let line = text[context].replace(['\n', '\t'], " ");
        let (text, lit) = fit_around(&line, lit, width.saturating_sub(INDENT + 1));
        Excerpt { number, text, lit }
    }
}
