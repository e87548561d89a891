//! The library: the articles in their order, without duplicates.
//!
//! Owns order, identity and duplicates. Does not own reading files (`runtime::loader`) or what was read (`marks`).

mod index;

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use crate::{
    article::{Article, Id, Key, Origin, When},
    fold::fold,
    marks::Marks,
};

pub use index::{Docs, Index, IndexBuilder, Lookup};

/// An article in its place: what the library holds of each stored copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The article.
    pub article: Article,
    /// Where it lies.
    pub origin: Origin,
    /// The id made of its strongest key ([`Key::of`]); marks may know it by another ([`Library::id`]).
    pub own_id: Id,
    /// Folded texts, for search.
    pub folded: Folded,
}

/// The folded forms of an article's fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Of the title.
    pub title: String,
    /// Of the byline, or empty.
    pub byline: String,
    /// Of the source, or empty.
    pub source: String,
    /// Of the body's text.
    pub body: String,
}

impl Stored {
    /// Puts an article into its place.
    pub fn new(article: Article, origin: Origin) -> Self {
        let optional = |field: &Option<String>| field.as_deref().map(fold).unwrap_or_default();
        let folded = Folded {
            title: fold(&article.title),
            byline: optional(&article.byline),
            source: optional(&article.source),
            body: fold(article.body.text()),
        };
        Self {
            own_id: Key::of(&article),
            folded,
            origin,
            article,
        }
    }

    /// The date it is ordered by: published, else updated, else when the file was written.
    pub fn date(&self) -> Option<When> {
        self.article
            .published
            .or(self.article.updated)
            .or(self.origin.stored)
    }

    /// Whether [`Stored::date`] is only the file's.
    pub fn is_undated(&self) -> bool {
        self.article.published.or(self.article.updated).is_none()
    }
}

/// An article's place in the library's memory; stays the same while the program runs.
pub type Row = u32;

/// The articles, newest first. Cheap to clone: the articles themselves are shared.
#[derive(Clone, Debug, Default)]
pub struct Library {
    stored: Vec<Arc<Stored>>,
    ids: Vec<Id>,
    by_id: HashMap<Id, Row>,
    order: Vec<Row>,
}

impl Library {
    /// Adds articles and puts each into its place in the order. An article whose id is known already is kept as a
    /// further copy and gets no row of its own.
    ///
    /// An article whose own id bears no marks takes over the id that was last marked at its place, so that marks
    /// survive an edit of the file; it gives that id back when the article that truly owns it turns up elsewhere.
    pub fn add(&mut self, batch: impl IntoIterator<Item = Stored>, marks: &Marks) {
        let mut fresh = Vec::new();
        for stored in batch {
            let row = Row::try_from(self.stored.len()).expect("fewer than four billion articles");
            let id = self.id_for(&stored, marks);
            self.stored.push(Arc::new(stored));
            self.ids.push(id);
            match self.by_id.get(&id).copied() {
                None => {
                    self.by_id.insert(id, row);
                    fresh.push(row);
                }
                Some(holder) if self.is_guest(holder) && !self.is_guest(row) => {
                    self.by_id.insert(id, row);
                    fresh.push(row);
                    self.send_home(holder);
                }
                Some(_) => {}
            }
        }
        fresh.sort_unstable_by(|a, b| self.compare(*a, *b));
        self.order = self.merged(&fresh);
    }

    /// The rows, newest first, one an article.
    pub fn order(&self) -> &[Row] {
        &self.order
    }

    /// How many articles there are, copies not counted.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The article in a row.
    pub fn get(&self, row: Row) -> &Arc<Stored> {
        &self.stored[row as usize]
    }

    /// The id that the marks of a row's article stand under.
    pub fn id(&self, row: Row) -> Id {
        self.ids[row as usize]
    }

    /// The row of the article with this id.
    pub fn find(&self, id: Id) -> Option<Row> {
        self.by_id.get(&id).copied()
    }

    /// All stored copies by path and item, also those without a row: (row, copy).
    pub fn copies(&self) -> impl Iterator<Item = (Row, &Arc<Stored>)> {
        let mut rows: Vec<_> = (0..).zip(&self.stored).collect();
        rows.sort_by(|(_, a), (_, b)| {
            a.origin
                .path
                .cmp(&b.origin.path)
                .then(a.origin.item.cmp(&b.origin.item))
        });
        rows.into_iter()
    }

    fn id_for(&self, stored: &Stored, marks: &Marks) -> Id {
        let own = stored.own_id;
        if marks.knows(own) || self.by_id.contains_key(&own) {
            return own;
        }
        match marks.id_at(stored.origin.place) {
            Some(id) if !self.by_id.contains_key(&id) => id,
            _ => own,
        }
    }

    /// Whether the row's article goes by another's id.
    fn is_guest(&self, row: Row) -> bool {
        self.id(row) != self.get(row).own_id
    }

    /// Gives a guest its own id back. It keeps its row in the order, unless an equal article has one.
    fn send_home(&mut self, guest: Row) {
        let own = self.get(guest).own_id;
        self.ids[guest as usize] = own;
        if *self.by_id.entry(own).or_insert(guest) != guest {
            self.order.retain(|row| *row != guest);
        }
    }

    /// Newest first, undated last; then by path and item, so that the order does not hang on which came in first.
    fn compare(&self, a: Row, b: Row) -> Ordering {
        let (a, b) = (self.get(a), self.get(b));
        b.date()
            .cmp(&a.date())
            .then_with(|| a.origin.path.cmp(&b.origin.path))
            .then_with(|| a.origin.item.cmp(&b.origin.item))
    }

    fn merged(&self, fresh: &[Row]) -> Vec<Row> {
        let mut merged = Vec::with_capacity(self.order.len() + fresh.len());
        let mut old = self.order.iter().copied().peekable();
        for new in fresh.iter().copied() {
            while let Some(row) = old.next_if(|row| self.compare(*row, new) == Ordering::Less) {
                merged.push(row);
            }
            merged.push(new);
        }
        merged.extend(old);
        merged
    }
}
