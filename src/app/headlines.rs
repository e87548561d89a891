//! The headline list: which rows, which one is selected, and where each one stands on the screen.
//!
//! Owns the heights of headlines, so that drawing, scrolling and the mouse agree. Does not own their colours (`view`).

use std::collections::HashSet;

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::{App, panes};
use crate::{
    article::Id,
    library::Row,
    typeset::{fit, wrap_plain},
};

/// The list and the place in it.
#[derive(Clone, Debug, Default)]
pub struct Headlines {
    /// The articles, in the order shown.
    pub rows: Vec<Row>,
    /// The selected one's index; 0 in an empty list.
    pub cursor: usize,
    /// The index of the first one on the screen.
    pub top: usize,
    /// The selected one while the wheel has turned the list, which then need not have it in sight.
    pub(super) turned: Option<Row>,
    /// Articles that stay listed although their marks have changed since the view was opened.
    pub(super) kept: HashSet<Row>,
    /// Whether the user has moved, so that articles coming in must leave the selection alone.
    pub(super) touched: bool,
    /// The selected article that went away, and the row that is selected in its stead, if there is one.
    pub(super) lost: Option<(Id, Option<Row>)>,
}

/// How much of an article the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Density {
    /// The title and the age in one line.
    OneLine,
    /// The title on up to two lines, source and age below.
    Plain,
    /// The same with the first sentence, and white space between.
    Airy,
}

/// One headline on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its index in the list.
    pub index: usize,
    /// The article.
    pub row: Row,
    /// The day that begins with it, or none where the undated begin, and the line of that heading.
    pub day: Option<(u16, Option<Date>)>,
    /// Its first line on the screen.
    pub y: u16,
    /// Its title, cut or wrapped to the pane.
    pub title: Vec<String>,
    /// Whether source, age and reading time stand below the title; else the age stands behind it.
    pub details: bool,
    /// The first sentence, where there is room for it.
    pub sentence: Option<String>,
}

impl Shown {
    /// How many lines it takes, its day's heading not counted.
    pub fn height(&self) -> u16 {
        let lines =
            self.title.len() + usize::from(self.details) + usize::from(self.sentence.is_some());
        u16::try_from(lines).unwrap_or(u16::MAX)
    }
}

/// Columns before the title: the selection bar, the mark, a space.
pub const GUTTER: u16 = 3;

impl Headlines {
    /// The selected article.
    pub fn selected(&self) -> Option<Row> {
        self.rows.get(self.cursor).copied()
    }

    /// Whether the wheel has turned the list since something was selected.
    pub(super) fn is_turned(&self) -> bool {
        self.turned.is_some() && self.turned == self.selected()
    }

    /// Replaces the rows; the selected article stays selected, and where it stands on the screen. Where the list was turned,
    /// it is the first one in sight that stays there.
    pub(super) fn replace(&mut self, rows: Vec<Row>) {
        let selected = self.selected().filter(|_| self.touched);
        let below = self.cursor.saturating_sub(self.top);
        let first = self.rows.get(self.top).copied();
        let first = first.filter(|_| self.is_turned());
        self.rows = rows;
        let place = |wanted: Row| move |row: &Row| *row == wanted;
        match selected.and_then(|row| self.rows.iter().position(place(row))) {
            Some(index) => {
                self.cursor = index;
                self.top = index.saturating_sub(below);
            }
            None if self.touched => {
                self.cursor = self.cursor.min(self.rows.len().saturating_sub(1))
            }
            None => (self.cursor, self.top) = (0, 0),
        }
        let first = first.and_then(|row| self.rows.iter().position(place(row)));
        self.top = first.unwrap_or(self.top);
    }
}

impl App {
    /// The headlines on the screen, from top to bottom; the last one may be cut off by the pane's end.
    pub fn headlines_shown(&self) -> Vec<Shown> {
        let Some(area) = panes::panes(self).headlines else {
            return Vec::new();
        };
        let (mut shown, mut y) = (Vec::new(), area.y);
        let first = self.headlines.top.min(self.headlines.rows.len());
        for index in first..self.headlines.rows.len() {
            let headline = self.headline(index, index == first, y, area);
            if headline.y >= area.bottom() {
                break;
            }
            y = headline.y + headline.height() + gap(density(area));
            shown.push(headline);
        }
        shown
    }

    /// Scrolls no further than needed to have the selected headline on the screen as a whole, unless the list was turned and
    /// the article stands beside it.
    pub(super) fn settle_headlines(&mut self) {
        let panes = panes::panes(self);
        let Some(area) = panes.headlines else {
            return;
        };
        if panes.reading.is_some() && self.headlines.is_turned() {
            let last = self.headlines.rows.len().saturating_sub(1);
            self.headlines.top = self.headlines.top.min(self.first_that_fits(last, area));
            return;
        }
        self.headlines.turned = None;
        let cursor = self.headlines.cursor;
        self.headlines.top = self
            .headlines
            .top
            .clamp(self.first_that_fits(cursor, area), cursor);
    }

    /// The first headline of a screen whose last one is `last`.
    pub(super) fn first_that_fits(&self, last: usize, area: Rect) -> usize {
        let (mut below, mut first) = (0, last);
        for index in (0..=last.min(self.headlines.rows.len().saturating_sub(1))).rev() {
            let height = |first: bool| {
                let headline = self.headline(index, first, 0, area);
                headline.y + headline.height()
            };
            if self.headlines.rows.is_empty() || below + height(true) > area.height {
                break;
            }
            first = index;
            below += height(false) + gap(density(area));
        }
        first
    }

    /// The headline at `index`, set from line `y` on. The first one of the screen always tells its day.
    fn headline(&self, index: usize, first: bool, y: u16, area: Rect) -> Shown {
        let row = self.headlines.rows[index];
        let density = density(area);
        let day = self.day_of(row);
        let yesterday = index
            .checked_sub(1)
            .map(|before| self.day_of(self.headlines.rows[before]));
        let heading = match density {
            Density::OneLine => None,
            _ if !self.goes_by_days() => None,
            _ if day.is_none() && (first || index == 0) => None,
            _ if first => Some(y),
            _ if yesterday != Some(day) => Some(y + 1),
            _ => None,
        };
        let title = self.library.get(row).title();
        let width = area.width.saturating_sub(GUTTER + 1);
        Shown {
            index,
            row,
            day: heading.map(|line| (line, day)),
            y: heading.map_or(y, |line| line + 1),
            title: match density {
                Density::OneLine => {
                    vec![fit(title, width.saturating_sub(self.age_width(row))).into_owned()]
                }
                Density::Plain | Density::Airy => wrap_plain(title, width, 2),
            },
            details: density != Density::OneLine,
            sentence: (density == Density::Airy)
                .then(|| fit(&self.first_sentence(row), width).into_owned()),
        }
    }

    /// The age of an article as its headline shows it; a file's own date is marked as such.
    pub fn age(&self, row: Row) -> String {
        let entry = self.library.get(row);
        let age = entry
            .date()
            .map(|date| date.age(&self.now))
            .unwrap_or_default();
        if entry.is_undated() && !age.is_empty() {
            format!("file {age}")
        } else {
            age
        }
    }

    /// The same without the year, where the heading of the day above it tells that.
    pub fn age_in_its_year(&self, row: Row) -> String {
        let age = self.age(row);
        let told = self.day_of(row).filter(|_| self.goes_by_days());
        let year = told.map(|day| format!(" {}", day.year()));
        let without = year.and_then(|year| age.strip_suffix(&year));
        without.unwrap_or(&age).to_owned()
    }

    fn age_width(&self, row: Row) -> u16 {
        u16::try_from(crate::typeset::width(&self.age(row))).unwrap_or(0) + 2
    }

    fn day_of(&self, row: Row) -> Option<Date> {
        self.library.get(row).date().map(|date| date.day(&self.now))
    }

    /// How the article begins; where its title says that, how it goes on.
    fn first_sentence(&self, row: Row) -> String {
        let entry = self.library.get(row);
        let opening = || entry.text().lines().find(|line| line.len() > 40);
        let text = entry.summary().or_else(opening).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = entry.title().trim_end_matches('…');
        match text.strip_prefix(said) {
            Some("") => String::new(),
            Some(rest) if !rest.starts_with(char::is_alphanumeric) => format!("…{rest}"),
            _ => text,
        }
    }
}

fn density(area: Rect) -> Density {
    match (area.width, area.height) {
        (_, 0..12) => Density::OneLine,
        (56.., 36..) => Density::Airy,
        _ => Density::Plain,
    }
}

/// Empty lines between headlines.
fn gap(density: Density) -> u16 {
    u16::from(density == Density::Airy)
}
