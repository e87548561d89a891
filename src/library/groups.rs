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
    article::{Format, Id, Key},
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
        let mut ids = members.iter().flat_map(|(row, record)| {
            let places = [record.place, record.own].map(Key::from_bits);
            let ids = places.into_iter().filter_map(|place| marks.id_at(place));
            ids.filter(|_| self.goes_by_place(*row))
        });
        ids.find(|id| self.find(*id).is_none())
    }

    /// Whether another text at an article's place is the same article, edited: it is alone in its file, and has neither
    /// identifier nor address to be recognised by. In a feed, others take the places of those that fall out of it.
    pub(super) fn goes_by_place(&self, row: Row) -> bool {
        let record = self.record(row);
        let is_recognised = record.is(flag::BY_GUID) || record.is(flag::BY_LINK);
        let format = self.get(row).format();
        !is_recognised && matches!(format, Format::Text | Format::Markdown | Format::Html)
    }

    /// Where marks are to be found as well ([`Marks::tell_at`]) that an edit or a move has taken from their place: the id
    /// that they stand under, with the key of an edited text, which leads to them when its file is moved next, and with
    /// the place of a file that has been moved, which does when it is edited.
    pub fn strayed(&self, marks: &Marks) -> impl Iterator<Item = (Id, Key)> {
        let keys_of = |row: Row| {
            let record = self.record(row);
            [record.place, record.own, record.link].map(Key::from_bits)
        };
        let edited = self.given.iter().filter(move |(lead, id)| {
            let mut copies = self.copies(**lead).into_iter();
            !copies.any(|row| keys_of(row)[1..].contains(id))
        });
        let edited = edited.flat_map(move |(lead, id)| {
            let [place, own, _] = keys_of(*lead);
            [(*id, place), (*id, own)]
        });
        let gone = self.gone.iter().map(|row| (*row, self.own_id(*row)));
        let moved = gone
            .filter(|(_, own)| marks.knows(*own))
            .filter_map(move |(gone, own)| {
                let row = self.find(own)?;
                let [place, ..] = keys_of(row);
                let is_moved = place != keys_of(gone)[0] && self.goes_by_place(row);
                is_moved.then_some((own, place))
            });
        edited.chain(moved)
    }
}
