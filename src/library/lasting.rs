//! What becomes of a library in the course of time: articles that get other rows, volumes that hold nothing any longer, and
//! bytes that are no longer what was written.
//!
//! Does not own identity (`groups`) or what is noticed of a single volume (`volume`).

use std::{mem, ops::Range, sync::Arc};

use super::{Keys, Library, Row, Shelved, Volume, record::flag};

impl Library {
    /// Whether a row stands in the list: its article is there, and it is no further copy of it.
    pub fn stands(&self, row: Row) -> bool {
        row < self.rows() && !self.gone.contains(&row) && !self.leads.contains_key(&row)
    }

    /// The row that stands for the article that an earlier state of this library had in a row: the same, else one of
    /// the same id.
    pub fn heir(&self, before: &Self, row: Row) -> Option<Row> {
        if self.stands(row) {
            return Some(row);
        }
        self.find(before.id(row))
    }

    /// The row that has come since an earlier state of this library and lies where that had `row`, as after an edit of a
    /// file that bears no marks.
    pub fn successor(&self, before: &Self, row: Row) -> Option<Row> {
        let place = before.record(row).place;
        (before.rows()..self.rows())
            .find(|fresh| self.record(*fresh).place == place && !self.gone.contains(fresh))
            .filter(|fresh| self.record(*fresh).is(flag::BY_PLACE))
            .map(|fresh| self.lead(fresh))
    }

    /// The volumes that hold articles which are not gone.
    pub fn kept_volumes(&self) -> impl Iterator<Item = &Arc<Volume>> {
        self.kept().map(|shelved| &shelved.volume)
    }

    /// The same, to be exchanged for others of the same content.
    pub fn kept_volumes_mut(&mut self) -> impl Iterator<Item = &mut Arc<Volume>> {
        let kept = self.volumes.iter_mut().filter(|shelved| shelved.alive > 0);
        kept.map(|shelved| &mut shelved.volume)
    }

    /// The rows of the volumes in which fewer than `few` articles, or less than half, are left, in their order.
    pub fn sparse(&self, few: u32) -> Vec<Range<Row>> {
        let is_sparse = |shelved: &&Shelved| shelved.alive < few.max(shelved.volume.len() / 2);
        let rows = |shelved: &Shelved| shelved.base..shelved.base + shelved.volume.len();
        self.kept().filter(is_sparse).map(rows).collect()
    }

    /// Whether a volume was found to be other than it was written: then all has to be read anew from the files.
    pub fn is_damaged(&self) -> bool {
        self.kept().any(|shelved| shelved.volume.is_damaged())
    }

    /// Whether identity and order of all articles are as they were written.
    pub fn has_whole_records(&self) -> bool {
        self.kept()
            .all(|shelved| shelved.volume.has_whole_records())
    }

    /// Gives back the memory of identity and heads until they are looked at again, where they lie in files.
    pub fn let_go_of_heads(&self) {
        let tables = [&self.names, &self.joins];
        tables.into_iter().for_each(Keys::let_go);
        let volumes = self.kept_volumes();
        volumes.for_each(|volume| volume.let_go_of_heads());
    }

    /// Whether some rows and their copies, with their texts where those are wanted, are as they were written, and so is
    /// all else that was looked at.
    pub fn is_whole(&self, rows: &[Row], with_texts: bool) -> bool {
        for row in rows.iter().flat_map(|row| self.copies(*row)) {
            let (shelved, number) = self.shelved(row);
            shelved.volume.look_at(number, with_texts);
        }
        !self.is_damaged()
    }

    /// Gives up all articles, as when they cannot be believed. Their rows are gone, and are not given to others.
    pub fn give_up(&mut self) {
        let mut volumes = mem::take(&mut self.volumes);
        volumes.iter_mut().for_each(|shelved| shelved.alive = 0);
        let rows = |shelved: &Shelved| shelved.base..shelved.base + shelved.volume.len();
        *self = Self {
            gone: volumes.iter().flat_map(rows).collect(),
            volumes,
            respelt: mem::take(&mut self.respelt),
            ..Self::default()
        };
    }

    /// A row's article is gone.
    pub(super) fn bury(&mut self, row: Row) {
        if self.gone.insert(row) {
            let index = self.index_of(row);
            let shelved = &mut self.volumes[index];
            shelved.alive = shelved.alive.saturating_sub(1);
        }
    }

    pub(super) fn kept(&self) -> impl Iterator<Item = &Shelved> {
        self.volumes.iter().filter(|shelved| shelved.alive > 0)
    }
}
