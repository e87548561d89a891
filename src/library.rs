//! The library: the articles in their order, without duplicates.
//!
//! Owns identity and duplicates; below it stand the order and the volumes that articles lie packed in. Does not own reading files
//! (`runtime::loader`), keeping volumes (`runtime::snapshot`) or what was read (`marks`).

mod binder;
mod catalogue;
mod entry;
mod groups;
mod head;
mod index;
mod keys;
mod lasting;
mod natural;
mod order;
mod ranks;
mod record;
mod volume;

pub use binder::{Binder, Spares};
pub use catalogue::fingerprints;
pub use entry::{Entry, Folded};
pub use index::{Docs, Index, IndexBuilder, Lookup, Wanted};
pub use natural::natural;
pub use volume::Volume;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    article::{Article, Id, Key, Origin, Page, When},
    marks::Marks,
};
use keys::Keys;
use ranks::Ranks;
use record::Record;

/// An article and where it lies: what the library is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The article.
    pub article: Article,
    /// Where it lies.
    pub origin: Origin,
    /// The strongest key that it is recognised by.
    pub key: Key,
    /// Where it stands in a book.
    pub page: Option<Page>,
}

impl Stored {
    /// Puts an article into its place.
    pub fn new(article: Article, origin: Origin) -> Self {
        Self::known_as(Key::of(&article), article, origin)
    }

    /// Puts an article into its place that is recognised by another key than that of its fields. Files that were written
    /// in one second go by their names.
    pub fn known_as(key: Key, article: Article, mut origin: Origin) -> Self {
        origin.stored = origin.stored.map(When::to_the_second);
        Self {
            article,
            origin,
            key,
            page: None,
        }
    }

    /// The date it is ordered by: published, else updated, else when the file was written.
    pub fn date(&self) -> Option<When> {
        let article = &self.article;
        article.published.or(article.updated).or(self.origin.stored)
    }

    /// Whether [`Stored::date`] is only the file's.
    pub fn is_undated(&self) -> bool {
        self.article.published.or(self.article.updated).is_none()
    }
}

/// An article's place in the library's memory; stays the same while the program runs.
pub type Row = u32;

/// The articles, newest first. Cheap to clone: the volumes themselves are shared.
#[derive(Clone, Debug, Default)]
pub struct Library {
    volumes: Vec<Shelved>,
    order: Vec<Row>,
    /// Where each row stands in it.
    ranks: Ranks,
    /// Rows by their own ids.
    names: Keys,
    /// Rows by what the copies of an article have in common.
    joins: Keys,
    /// Rows that go by another id than their own, and that id.
    given: HashMap<Row, Id>,
    /// The rows that go by an id that is none's own.
    aliases: HashMap<Id, Row>,
    /// Copies, by the row that stands for them in the list.
    copies: HashMap<Row, Vec<Row>>,
    /// The row that stands for a copy in the list.
    leads: HashMap<Row, Row>,
    /// Rows whose files are gone or were read anew.
    gone: HashSet<Row>,
    /// Beginnings of paths as they were stored, and as they are given now.
    respelt: Vec<(String, String)>,
}

/// A volume and its first row.
#[derive(Clone, Debug)]
struct Shelved {
    volume: Arc<Volume>,
    base: Row,
    /// How many of its rows are not gone.
    alive: u32,
}

impl Library {
    /// Adds articles, bound into volumes of their own, and indexes them.
    pub fn add(&mut self, batch: impl IntoIterator<Item = Stored>, marks: &Marks) {
        let (mut binder, mut builder) = (Binder::default(), IndexBuilder::new());
        let mut shelve = |binder: &mut Binder| {
            let volume = binder.bind();
            volume.index_with(&mut builder);
            self.shelve(Arc::new(volume), marks);
        };
        for stored in batch {
            binder.add(&stored);
            if binder.is_full() {
                shelve(&mut binder);
            }
        }
        if !binder.is_empty() {
            shelve(&mut binder);
        }
    }

    /// Adds a volume and puts each of its articles into its place in the order. Returns its first row.
    ///
    /// An article that is known already is a further copy and gets no place of its own. One that only its text tells from
    /// others takes over the id that was last marked at its place, unless its own bears marks, so that marks survive an
    /// edit of the file; it gives that id back when the article that truly owns it turns up elsewhere.
    pub fn shelve(&mut self, volume: Arc<Volume>, marks: &Marks) -> Row {
        let base = self.rows();
        let count = volume.len();
        self.volumes.push(Shelved {
            volume: Arc::clone(&volume),
            base,
            alive: count,
        });
        self.names.reserve(count as usize);
        let (mut joined, mut changed) = (Vec::new(), HashSet::new());
        for number in 0..count {
            if let Some(record) = volume.record(number) {
                changed.insert(base + number);
                self.take_in(base + number, &record, marks, &mut joined);
            }
        }
        self.settle(&joined, marks, &mut changed);
        self.reorder(&changed);
        base
    }

    /// Takes rows out whose files are gone or have been read anew; other copies of their articles stand for these, where
    /// there are any.
    pub fn remove(&mut self, rows: impl IntoIterator<Item = Row>, marks: &Marks) {
        let rows = Vec::from_iter(rows);
        rows.iter().for_each(|row| self.bury(*row));
        let mut changed = rows.iter().copied().collect();
        self.settle(&rows, marks, &mut changed);
        self.reorder(&changed);
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

    /// How many rows there are, with copies and those that are gone: one more than the greatest.
    pub fn rows(&self) -> Row {
        let end = |shelved: &Shelved| shelved.base + shelved.volume.len();
        self.volumes.last().map_or(0, end)
    }

    /// The article in a row.
    pub fn get(&self, row: Row) -> Entry<'_> {
        let (shelved, number) = self.shelved(row);
        Entry::new(&shelved.volume, number, &self.respelt)
    }

    /// The folded fields of the article in a row, parted by a control character.
    pub fn folded(&self, row: Row) -> &[u8] {
        let (shelved, number) = self.shelved(row);
        shelved.volume.folded(number)
    }

    /// The id that the marks of a row's article stand under.
    pub fn id(&self, row: Row) -> Id {
        let lead = self.lead(row);
        self.given
            .get(&lead)
            .copied()
            .unwrap_or_else(|| self.own_id(lead))
    }

    /// The key of the place of the article in a row, under which marks are found again when its text is edited.
    pub fn place(&self, row: Row) -> Key {
        Key::from_bits(self.record(row).place)
    }

    /// The row that stands in the list for the article with this id.
    pub fn find(&self, id: Id) -> Option<Row> {
        let own = self.names.rows(id).find(|row| self.is_here(*row));
        own.or_else(|| self.aliases.get(&id).copied())
            .map(|row| self.lead(row))
    }

    /// The row that stands in the list for the article whose marks stand under this id.
    pub fn bearer(&self, id: Id) -> Option<Row> {
        let own = self.names.rows(id).find(|row| self.is_here(*row));
        match own {
            Some(row) if !self.leads.contains_key(&row) && !self.given.contains_key(&row) => own,
            _ => self.find(id).filter(|row| self.id(*row) == id),
        }
    }

    /// All stored copies of the article in a row, itself first.
    pub fn copies(&self, row: Row) -> Vec<Row> {
        let lead = self.lead(row);
        let copies = self.copies.get(&lead).into_iter().flatten().copied();
        std::iter::once(lead).chain(copies).collect()
    }

    /// The stored copies of the article that stands in the list in a row, without itself.
    pub fn further_copies(&self, row: Row) -> &[Row] {
        self.copies.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The rows in the list that stand for several stored copies, in no order.
    pub fn grouped(&self) -> impl Iterator<Item = Row> {
        self.copies.keys().copied()
    }

    /// The publications besides a row's own that its article was stored from, each once, in the order of the copies.
    pub fn further_sources(&self, row: Row) -> Vec<String> {
        let copies = self.copies.get(&self.lead(row));
        if copies.is_none_or(Vec::is_empty) {
            return Vec::new();
        }
        let mut known: HashSet<&str> = self.get(row).source().into_iter().collect();
        let copies = self.copies(row).into_iter();
        copies
            .filter_map(|copy| self.get(copy).source())
            .filter(|source| known.insert(source))
            .map(str::to_owned)
            .collect()
    }

    /// The volumes, each with its first row.
    pub fn volumes(&self) -> impl ExactSizeIterator<Item = (&Arc<Volume>, Row)> {
        self.volumes
            .iter()
            .map(|shelved| (&shelved.volume, shelved.base))
    }

    /// The articles of each volume that stand in the list, by their numbers.
    pub fn listed(&self) -> Vec<Docs> {
        let full = |shelved: &Shelved| Docs::full(shelved.volume.len() as usize);
        let mut listed: Vec<_> = self.volumes.iter().map(full).collect();
        for row in self.gone.iter().chain(self.leads.keys()) {
            let index = self.index_of(*row);
            listed[index].remove((row - self.volumes[index].base) as usize);
        }
        listed
    }

    /// The articles of each volume that stand in some rows, by their numbers.
    pub fn numbers(&self, rows: &[Row]) -> Vec<Docs> {
        let none = |shelved: &Shelved| Docs::new(shelved.volume.len() as usize);
        let mut numbers: Vec<_> = self.volumes.iter().map(none).collect();
        for row in rows {
            let index = self.index_of(*row);
            numbers[index].insert((row - self.volumes[index].base) as usize);
        }
        numbers
    }

    /// How many of some articles, by their numbers in each volume, hold a folded text at most, and whether it is so many.
    pub fn holders(&self, text: &str, among: &[Docs]) -> (usize, bool) {
        let wanted = Wanted::new(text);
        let (mut count, mut is_exact) = (0, true);
        for (shelved, among) in self.volumes.iter().zip(among) {
            let (more, exact) = shelved.volume.holders(&wanted, among);
            count += more;
            is_exact &= exact;
        }
        (count, is_exact)
    }

    /// Tells beginnings of paths as they were stored, and as the user has given them now.
    pub fn respell(&mut self, respelt: Vec<(String, String)>) {
        self.respelt = respelt;
    }

    fn shelved(&self, row: Row) -> (&Shelved, u32) {
        let shelved = &self.volumes[self.index_of(row)];
        (shelved, row - shelved.base)
    }

    fn index_of(&self, row: Row) -> usize {
        let index = self.volumes.partition_point(|shelved| shelved.base <= row);
        index.saturating_sub(1)
    }

    /// Whether a row lies in a volume. Only rows that were read from a file might not.
    fn holds(&self, row: Row) -> bool {
        let shelved = self.volumes.get(self.index_of(row));
        shelved.is_some_and(|shelved| {
            row.checked_sub(shelved.base)
                .is_some_and(|number| number < shelved.volume.len())
        })
    }

    /// Whether a row's article is there.
    fn is_here(&self, row: Row) -> bool {
        self.holds(row) && !self.gone.contains(&row)
    }

    fn record(&self, row: Row) -> Record {
        let (shelved, number) = self.shelved(row);
        shelved.volume.record(number).unwrap_or_default()
    }

    fn own_id(&self, row: Row) -> Id {
        let (shelved, number) = self.shelved(row);
        shelved.volume.own_key(number)
    }

    fn lead(&self, row: Row) -> Row {
        self.leads.get(&row).copied().unwrap_or(row)
    }
}
