//! Which stored copies are one article, which of them stands in the list, and the id that its marks stand under.
//!
//! The outcome does not hang on the order in which copies come in. Does not own the order of the list (`library`).

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashSet},
};

use super::{
    Library, Row,
    record::{Record, flag},
};
use crate::{
    article::{Id, Key},
    marks::Marks,
};

impl Library {
    /// Takes a row in: alone, or with the copies of its article that are there. Rows that have to be put into the order
    /// anew, or taken out of it, are added to `changed`.
    pub(super) fn take_in(
        &mut self,
        row: Row,
        record: &Record,
        marks: &Marks,
        changed: &mut HashSet<Row>,
    ) {
        changed.insert(row);
        let own = Key::from_bits(record.own);
        if let Some(guest) = self.aliases.remove(&own) {
            self.given.remove(&guest);
        }
        // All copies of an article have one lead: many copies must not each be asked for all others.
        let leads: BTreeSet<Row> = self.kin(record).collect();
        let copies = leads.into_iter().flat_map(|lead| self.copies(lead));
        let mut members: BTreeSet<Row> = copies.collect();
        self.names.insert(own, row);
        if record.join != 0 {
            self.joins.insert(Key::from_bits(record.join), row);
        }
        if members.is_empty() {
            self.name(row, &[(row, record.clone())], marks);
        } else {
            members.insert(row);
            self.group(members, marks, changed);
        }
    }

    /// Takes a row out; another copy of its article stands for it, where there is one.
    pub(super) fn take_out(&mut self, row: Row, marks: &Marks, changed: &mut HashSet<Row>) {
        let mut members: BTreeSet<Row> = self.copies(row).into_iter().collect();
        members.remove(&row);
        self.forget(row);
        self.bury(row);
        changed.insert(row);
        if !members.is_empty() {
            self.group(members, marks, changed);
        }
    }

    /// The rows that stand for the article of a record, by its key or by address and title.
    fn kin(&self, record: &Record) -> impl Iterator<Item = Row> {
        let join = (record.join != 0).then(|| self.joins.rows(Key::from_bits(record.join)));
        let own = self.names.rows(Key::from_bits(record.own));
        own.chain(join.into_iter().flatten())
            .filter(|row| self.is_here(*row))
            .map(|row| self.lead(row))
    }

    /// Makes rows one article.
    fn group(&mut self, members: BTreeSet<Row>, marks: &Marks, changed: &mut HashSet<Row>) {
        let known: Vec<_> = members
            .iter()
            .map(|row| (*row, self.record(*row)))
            .collect();
        members.iter().for_each(|row| self.forget(*row));
        changed.extend(&members);
        let lead = known.iter().min_by_key(|(row, record)| {
            let entry = self.get(*row);
            (
                Reverse(record.words),
                entry.path().into_owned(),
                entry.item(),
            )
        });
        let Some(lead) = lead.map(|(row, _)| *row) else {
            return;
        };
        let others: Vec<Row> = members.into_iter().filter(|row| *row != lead).collect();
        if !others.is_empty() {
            self.leads.extend(others.iter().map(|row| (*row, lead)));
            self.copies.insert(lead, others);
        }
        self.name(lead, &known, marks);
    }

    /// Forgets what a row has to do with others.
    fn forget(&mut self, row: Row) {
        self.leads.remove(&row);
        self.copies.remove(&row);
        if let Some(id) = self.given.remove(&row) {
            self.aliases.remove(&id);
        }
    }

    /// Finds the id that an article's marks stand under: one that bears marks, else the strongest of its own; but an
    /// article that nothing is known of may go by what was marked at its place, as after an edit of its file.
    fn name(&mut self, lead: Row, members: &[(Row, Record)], marks: &Marks) {
        let candidates = || {
            members.iter().flat_map(|(_, record)| {
                let strength = match (record.is(flag::BY_GUID), record.is(flag::BY_LINK)) {
                    (true, _) => 0,
                    (_, true) => 1,
                    _ => 2,
                };
                let [own, link] = [record.own, record.link].map(Key::from_bits);
                [(strength, own), (3, link)]
                    .into_iter()
                    .filter(|(_, id)| *id != Key::default())
            })
        };
        let marked = candidates().filter(|(_, id)| marks.knows(*id)).min();
        let id = marked
            .map(|(_, id)| id)
            .or_else(|| self.marked_there(members, marks));
        let id = id.or_else(|| candidates().min().map(|(_, id)| id));
        let Some(id) = id.filter(|id| *id != self.own_id(lead)) else {
            return;
        };
        self.given.insert(lead, id);
        if !self.names.rows(id).any(|row| self.is_here(row)) {
            self.aliases.insert(id, lead);
        }
    }

    /// The id that was last marked at the place of one of these, or where it was said to be since, unless an article that is
    /// there owns it.
    fn marked_there(&self, members: &[(Row, Record)], marks: &Marks) -> Option<Id> {
        let trails = members.iter().flat_map(|(row, _)| self.trails_of(*row));
        let mut ids = trails.filter_map(|trail| marks.id_at(trail));
        ids.find(|id| self.find(*id).is_none())
    }

    /// What leads from a stored copy to the marks of its article: its own key, and its place, where it goes by that.
    fn trails_of(&self, row: Row) -> impl Iterator<Item = Key> {
        let record = self.record(row);
        let place = record.is(flag::BY_PLACE).then_some(record.place);
        place.into_iter().chain([record.own]).map(Key::from_bits)
    }

    /// What should lead to the marks of the articles in some rows and does not yet: the id that they stand under, with the
    /// keys and places of all copies. Marks that are told there ([`Marks::tell_at`]) are found again when a file is edited
    /// that was moved, or moved that was edited, and by any copy when the others are gone.
    pub fn untold(&self, rows: impl Iterator<Item = Row>, marks: &Marks) -> Vec<(Id, Key)> {
        let is_told = |id, trail| trail == id || marks.id_at(trail) == Some(id);
        let mut untold = Vec::new();
        for row in rows.filter(|row| self.is_here(*row)) {
            let id = self.id(row);
            if marks.knows(id) {
                let copies = self.copies(row).into_iter();
                let trails = copies.flat_map(|copy| self.trails_of(copy));
                let told = trails.map(|trail| (id, trail));
                untold.extend(told.filter(|(id, trail)| !is_told(*id, *trail)));
            }
        }
        untold
    }
}
