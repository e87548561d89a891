//! What the state holds by row, when the library has changed: the list, the selection, the page.
//!
//! Does not own what an article's row is now (`library`).

use std::{collections::HashSet, mem, sync::Arc};

use super::super::{App, Counts, Effect, Loading};
use crate::{
    article::{Article, Id},
    library::{Library, Row},
    search::Field,
    typeset::{self, Place},
};

impl App {
    /// The library has changed: counts, list, search and page follow.
    pub(in crate::app) fn take_library(&mut self, library: Arc<Library>) -> Vec<Effect> {
        let before = mem::replace(&mut self.library, library);
        self.is_mending = false;
        self.counts = Counts::of(&self.library, &self.marks);
        self.follow_rows(&before);
        self.relist_around_selection();
        self.follow_page(&before);
        let mut effects = self.ask_again();
        effects.extend(self.preview_again());
        effects.extend(self.tally_anew());
        let is_grown = before.order().iter().all(|row| self.library.stands(*row));
        let among = is_grown.then(|| self.fresh_rows());
        effects.extend(self.count_saved(among));
        self.uncounted = self.library.order().iter().max().map_or(0, |row| row + 1);
        effects
    }

    /// All is read.
    pub(in crate::app) fn end_load(&mut self) -> Vec<Effect> {
        self.loading = Loading::Ended;
        self.is_loaded = true;
        let counts = self.count_saved(None);
        counts.into_iter().chain(self.trails_of_come()).collect()
    }

    /// The rows that have come in since the saved searches were last asked about such.
    fn fresh_rows(&self) -> Vec<Row> {
        let fresh = |row: &Row| *row >= self.uncounted;
        self.library.order().iter().copied().filter(fresh).collect()
    }

    /// Lists and the selection go on with the rows that their articles have now; where the selected article is gone, with
    /// the next one that is not.
    fn follow_rows(&mut self, before: &Library) {
        let library = Arc::clone(&self.library);
        let heir = |row: &Row| library.heir(before, *row);
        if let Some(search) = &mut self.search {
            search.hits = once_each(search.hits.iter().filter_map(heir));
        }
        for saved in &mut self.searches {
            saved.follow(&heir);
        }
        self.headlines.kept = self.headlines.kept.iter().filter_map(heir).collect();
        self.follow_selection(before);
    }

    /// Where the selected article is gone, the next one is selected that is not, until it is back: a file that is written
    /// anew may be empty for a moment.
    fn follow_selection(&mut self, before: &Library) {
        let library = Arc::clone(&self.library);
        let heir = |row: &Row| library.heir(before, *row);
        let is_opened = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.opened.is_some());
        let list = &mut self.headlines;
        list.turned = list.turned.and_then(|row| heir(&row));
        let selected = list.selected();
        let stood_in = |lost: &(Id, Option<Row>)| lost.1 == selected && !is_opened;
        let lost = list.lost.take().filter(stood_in).map(|(id, _)| id);
        let back = lost.and_then(|id| library.find(id));
        let same =
            || selected.and_then(|row| heir(&row).or_else(|| library.successor(before, row)));
        let next = || {
            let (above, below) = list.rows.split_at(list.cursor.min(list.rows.len()));
            below.iter().chain(above.iter().rev()).find_map(heir)
        };
        let stays = back.or_else(same);
        let gone = selected.filter(|_| stays.is_none());
        let lost = lost.or_else(|| gone.map(|row| before.id(row)));
        // What stands in for it is known once the list is made anew.
        list.lost = lost.filter(|_| back.is_none()).map(|id| (id, None));
        if let Some(row) = stays.or_else(next) {
            match list.rows.get_mut(list.cursor) {
                Some(place) => *place = row,
                None => list.rows.push(row),
            }
        }
    }

    /// Once all was there, what comes in leaves the selection alone even if the user has never moved it; at the top of the
    /// list it is seen to come in.
    fn relist_around_selection(&mut self) {
        let touched = self.headlines.touched;
        let is_at_top = self.headlines.top == 0 && self.is_loaded;
        self.headlines.touched |= self.is_loaded;
        self.relist();
        self.headlines.touched = touched;
        if is_at_top {
            self.headlines.top = 0;
        }
        let selected = self.headlines.selected();
        if let Some((_, stand_in)) = &mut self.headlines.lost {
            *stand_in = selected;
        }
    }

    /// The article that is shown is taken out of the library anew where it lies in another row now, and its place is
    /// kept; where it is gone, what is shown stays until it is left.
    fn follow_page(&mut self, before: &Library) {
        let library = Arc::clone(&self.library);
        let Some(reading) = &mut self.reading else {
            return;
        };
        let row =
            (library.heir(before, reading.row)).or_else(|| library.successor(before, reading.row));
        let was_gone = mem::replace(&mut reading.is_gone, row.is_none());
        let Some(row) = row else {
            if reading.opened.is_some() && !was_gone {
                self.say("The file of this article is gone; it stays here until you leave it");
            }
            return;
        };
        let further = library.further_sources(row);
        if mem::replace(&mut reading.row, row) == row && further == reading.further {
            return;
        }
        let article = Arc::new(library.get(row).article());
        if article == reading.article && further == reading.further {
            return;
        }
        let anchor = reading.page.anchor(reading.top).filter(|_| reading.top > 0);
        let anchor = anchor.map(|place| moved(place, &reading.article, &article));
        reading.page = typeset::page(&article, &further, reading.measure, &self.now);
        reading.article = article;
        reading.further = further;
        reading.top = anchor
            .and_then(|place| reading.page.line_of(place))
            .unwrap_or(0);
        self.light_matches();
    }
}

/// The place in an edited article that a place in it was before: counted from the beginning where the edit lies behind
/// it, from the end where the edit lies before it.
fn moved(place: Place, before: &Article, after: &Article) -> Place {
    if place.field != Field::Body {
        return place;
    }
    let (old, new) = (before.body.text(), after.body.text());
    let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b);
    let is_before_edit = place.offset <= same.count();
    let offset = match is_before_edit {
        true => place.offset,
        false => (place.offset + new.len()).saturating_sub(old.len()),
    };
    Place { offset, ..place }
}

/// The rows without those that came up before, which two copies of an article can become.
fn once_each(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut seen = HashSet::new();
    rows.filter(|row| seen.insert(*row)).collect()
}
