//! Which stored copies are one article, which of them stands in the list, and the id that its marks stand under.
//!
//! The outcome does not hang on the order in which copies come in. Does not own the order of the list (`library`).

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashSet},
};

use super::{
    Keys, Library, Row,
    record::{Record, flag},
};
use crate::{
    article::{Id, Key},
    marks::Marks,
};

impl Library {
    /// Takes a row in: alone, or with the copies of its article that are there. Those are only put together, and the row
    /// is added to `joined`, for [`Library::settle`] to find out about each article once, however many copies come in.
    pub(super) fn take_in(
        &mut self,
        row: Row,
        record: &Record,
        marks: &Marks,
        joined: &mut Vec<Row>,
    ) {
        let own = Key::from_bits(record.own);
        if let Some(guest) = self.aliases.remove(&own) {
            self.given.remove(&guest);
        }
        let mut leads: BTreeSet<Row> = self.kin(record).collect();
        self.names.insert(own, row);
        if record.join != 0 {
            self.joins.insert(Key::from_bits(record.join), row);
        }
        if leads.is_empty() {
            self.name(row, &[(row, record.clone())], marks);
        } else {
            leads.insert(row);
            self.join(&leads);
            joined.push(row);
        }
    }

    /// Finds which copies stand in the list for the articles of some rows, and by what ids they go. Rows that have to be put
    /// into the order anew, or taken out of it, are added to `changed`.
    pub(super) fn settle(&mut self, rows: &[Row], marks: &Marks, changed: &mut HashSet<Row>) {
        let leads: BTreeSet<Row> = rows.iter().map(|row| self.lead(*row)).collect();
        let copies = |lead| BTreeSet::from_iter(self.copies(lead));
        let mut articles: Vec<BTreeSet<Row>> = leads.into_iter().map(copies).collect();
        articles.sort_unstable();
        for row in articles.iter().flatten() {
            self.forget(*row);
        }
        for mut members in articles {
            members.retain(|row| !self.gone.contains(row));
            self.group(members, marks, changed);
        }
    }

    /// The rows that stand for the article of a record, by its key or by address and title. All that bear the same key are
    /// copies of one article, so that one of them tells.
    fn kin(&self, record: &Record) -> impl Iterator<Item = Row> {
        let here = |rows: &Keys, key| {
            let mut rows = rows.rows(Key::from_bits(key));
            rows.find(|row| self.is_here(*row))
        };
        let own = here(&self.names, record.own);
        let join = (record.join != 0).then(|| here(&self.joins, record.join));
        let found = own.into_iter().chain(join.flatten());
        found.map(|row| self.lead(row))
    }

    /// Puts rows that stand for copies of one article, each with its copies, under the one that has the most of them.
    fn join(&mut self, leads: &BTreeSet<Row>) {
        let count = |lead: &&Row| self.copies.get(lead).map_or(0, Vec::len);
        let Some(main) = leads.iter().max_by_key(count) else {
            return;
        };
        for lead in leads.iter().filter(|lead| *lead != main) {
            let further = self.copies.remove(lead).unwrap_or_default();
            let rows = || std::iter::once(*lead).chain(further.iter().copied());
            self.leads.extend(rows().map(|row| (row, *main)));
            self.copies.entry(*main).or_default().extend(rows());
        }
    }

    /// Makes rows one article.
    fn group(&mut self, members: BTreeSet<Row>, marks: &Marks, changed: &mut HashSet<Row>) {
        let known: Vec<_> = members
            .iter()
            .map(|row| (*row, self.record(*row)))
            .collect();
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
        let mut ids = trails.filter_map(|trail| self.left_at(trail, marks));
        ids.next().or_else(|| {
            let mut members = members.iter();
            members.find_map(|(row, record)| self.marked_by_text(*row, record, marks))
        })
    }

    /// The id that was last marked at a place, unless an article that is there owns it.
    fn left_at(&self, place: Key, marks: &Marks) -> Option<Id> {
        marks.id_at(place).filter(|id| self.find(*id).is_none())
    }

    /// The id that was marked at the place of an article when it was known by its text alone, and now it says its address:
    /// the text is the same.
    fn marked_by_text(&self, row: Row, record: &Record, marks: &Marks) -> Option<Id> {
        let id = self.left_at(Key::from_bits(record.place), marks)?;
        let text = Key::of_content(&self.get(row).article());
        (id == text || marks.id_at(text) == Some(id)).then_some(id)
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
    pub fn untold(&self, rows: &[Row], marks: &Marks) -> Vec<(Id, Key)> {
        let is_told = |id, trail| trail == id || marks.id_at(trail) == Some(id);
        let (mut untold, mut seen) = (Vec::new(), HashSet::new());
        for row in rows.iter().copied().filter(|row| self.is_here(*row)) {
            let (lead, id) = (self.lead(row), self.id(row));
            if marks.knows(id) && seen.insert(lead) {
                let copies = self.copies(lead).into_iter();
                let trails = copies.flat_map(|copy| self.trails_of(copy));
                let told = trails.map(|trail| (id, trail));
                untold.extend(told.filter(|(id, trail)| !is_told(*id, *trail)));
            }
        }
        untold
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        article::{Article, Body, Origin},
        library::Stored,
    };

    /// An article as it was stored at a place. Those of the same guid are one, and so are those of the same address.
    fn copy(place: usize, guid: u8, address: u8, words: u8) -> Stored {
        let path = PathBuf::from(format!("{place:05}"));
        let article = Article {
            title: "The harbour is open".to_owned(),
            guid: Some(guid.to_string()),
            link: Some(format!("https://a.example/{address}")),
            source: Some(format!("Paper {place}")),
            body: Body::from_paragraphs(["Ships ".repeat(words.into()).as_str()]),
            ..Article::default()
        };
        let origin = Origin {
            place: Key::of_place(&path, 0),
            path,
            item: 0,
            stored: None,
        };
        Stored::new(article, origin)
    }

    /// Each article of the list: its id, where it lies and where its copies lie.
    fn articles(library: &Library) -> Vec<(Id, Vec<String>)> {
        let path = |row| library.get(row).path().into_owned();
        let copies = |row| library.copies(row).into_iter().map(path);
        let order = library.order().iter();
        order
            .map(|row| {
                let mut paths: Vec<_> = copies(*row).collect();
                paths[1..].sort_unstable();
                (library.id(*row), paths)
            })
            .collect()
    }

    #[test]
    fn ten_thousand_copies_are_one_article_and_go_together() {
        let marks = Marks::default();
        let mut library = Library::default();
        library.add((0..10_000).map(|place| copy(place, 1, 1, 3)), &marks);
        assert_eq!(library.len(), 1);
        assert_eq!(library.get(library.order()[0]).path(), "00000");
        assert_eq!(library.further_sources(library.order()[0]).len(), 9_999);
        library.remove(0..9_999, &marks);
        assert_eq!(library.get(library.order()[0]).path(), "09999");
        library.remove([9_999], &marks);
        assert!(library.is_empty());
    }

    proptest! {
        #[test]
        fn copies_are_one_article_whether_they_come_and_go_together_or_one_by_one(
            stored in prop::collection::vec((0_u8..5, 0_u8..5, 0_u8..4), 1..12),
            gone in any::<prop::sample::Selector>(),
        ) {
            let marks = Marks::default();
            let stored: Vec<_> = stored
                .into_iter()
                .enumerate()
                .map(|(place, (guid, address, words))| copy(place, guid, address, words))
                .collect();
            let (mut together, mut apart) = (Library::default(), Library::default());
            together.add(stored.clone(), &marks);
            stored.iter().for_each(|stored| apart.add([stored.clone()], &marks));
            prop_assert_eq!(articles(&together), articles(&apart));
            let gone = *gone.select(&[1, 2, 3]);
            let rows = || (0..together.rows()).filter(|row| row % gone == 0);
            let leaving: Vec<_> = rows().collect();
            leaving.iter().for_each(|row| apart.remove([*row], &marks));
            together.remove(leaving, &marks);
            prop_assert_eq!(articles(&together), articles(&apart));
        }
    }
}
