//! The catalogue: order and identity of a whole library in a few bytes, so that it opens without looking at its articles.
//!
//! Owns the coding. Does not own files (`runtime::snapshot`).

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Keys, Library, Row, Shelved, Volume, head};
use crate::{article::Id, packed::Section};

/// The most rows that a catalogue may tell of. Rows are never given again, so that they could run out in the course of
/// the years; a library begins anew long before.
const MOST_ROWS: Row = Row::MAX / 2;

/// What a catalogue holds beside the two tables of keys.
#[derive(Debug, Serialize, Deserialize)]
struct Packed {
    /// The fingerprints of the volumes and their first rows, in their order. Stands first, for [`fingerprints`].
    volumes: Vec<(u64, Row)>,
    order: Vec<Row>,
    given: Vec<(Row, u128)>,
    aliases: Vec<(u128, Row)>,
    copies: Vec<(Row, Vec<Row>)>,
    gone: Vec<Row>,
    /// Bytes of the table of names; that of joins follows it.
    names: usize,
}

/// What a catalogue tells of its volumes before they are opened.
pub fn fingerprints(bytes: &[u8]) -> Option<Vec<u64>> {
    // Fields are packed one behind the other, so the first can be read without the rest, which grows with the library.
    let (volumes, _) = head::unpack_first::<Vec<(u64, Row)>>(bytes)?;
    Some(volumes.into_iter().map(|(name, _)| name).collect())
}

impl Library {
    /// Packs order and identity.
    pub fn catalogue(&self) -> Vec<u8> {
        let keys = |key: fn(&super::Record) -> u128| {
            let volumes = self.kept();
            let rows =
                volumes.flat_map(|shelved| shelved.base..shelved.base + shelved.volume.len());
            let rows = rows.filter(|row| !self.gone.contains(row));
            let keyed = rows.map(|row| (key(&self.record(row)), row));
            Keys::pack(keyed.filter(|(key, _)| *key != 0).collect())
        };
        let (names, joins) = (keys(|record| record.own), keys(|record| record.join));
        let is_kept = |row: &Row| self.volumes[self.index_of(*row)].alive > 0;
        let packed = Packed {
            volumes: self
                .kept()
                .map(|shelved| (shelved.volume.fingerprint(), shelved.base))
                .collect(),
            order: self.order.clone(),
            given: self
                .given
                .iter()
                .map(|(row, id)| (*row, id.to_bits()))
                .collect(),
            aliases: self
                .aliases
                .iter()
                .map(|(id, row)| (id.to_bits(), *row))
                .collect(),
            copies: self
                .copies
                .iter()
                .map(|(row, copies)| (*row, copies.clone()))
                .collect(),
            gone: self.gone.iter().copied().filter(is_kept).collect(),
            names: names.len(),
        };
        let mut bytes = Vec::new();
        head::pack(&packed, &mut bytes);
        bytes.extend(names);
        bytes.extend(joins);
        bytes
    }

    /// The library that a catalogue tells of; nothing where it is none, or the volumes are not those that it names.
    pub fn open(volumes: Vec<Arc<Volume>>, catalogue: &Section) -> Option<Self> {
        let bytes = catalogue.bytes();
        let (packed, rest) = head::unpack_first::<Packed>(bytes)?;
        let fingerprints = volumes.iter().map(|volume| volume.fingerprint());
        if !fingerprints.eq(packed.volumes.iter().map(|(name, _)| *name)) {
            return None;
        }
        let names = bytes.len() - rest.len();
        let joins = names.checked_add(packed.names)?;
        let mut library = Self {
            names: Keys::of_table(catalogue.part(names..joins)),
            joins: Keys::of_table(catalogue.part(joins..bytes.len())),
            given: packed
                .given
                .into_iter()
                .map(|(row, id)| (row, Id::from_bits(id)))
                .collect(),
            aliases: packed
                .aliases
                .into_iter()
                .map(|(id, row)| (Id::from_bits(id), row))
                .collect(),
            leads: leads(&packed.copies),
            copies: packed.copies.into_iter().collect(),
            order: packed.order,
            ..Self::default()
        };
        for (volume, (_, base)) in volumes.into_iter().zip(packed.volumes) {
            let alive = volume.len();
            let end = base.checked_add(alive)?;
            if base < library.rows() || end > MOST_ROWS {
                return None;
            }
            library.volumes.push(Shelved {
                volume,
                base,
                alive,
            });
        }
        let is_whole = joins <= bytes.len()
            && library.told_rows().all(|row| library.holds(row))
            && packed.gone.iter().all(|row| library.holds(*row));
        if is_whole {
            packed.gone.into_iter().for_each(|row| library.bury(row));
        }
        is_whole.then_some(library)
    }

    /// The rows that a catalogue has told, those of the tables and the gone ones aside.
    fn told_rows(&self) -> impl Iterator<Item = Row> {
        let (given, aliases) = (self.given.keys(), self.aliases.values());
        let (copies, leads) = (self.leads.keys(), self.copies.keys());
        let rows = self.order.iter().chain(given).chain(aliases);
        rows.chain(copies).chain(leads).copied()
    }
}

fn leads(copies: &[(Row, Vec<Row>)]) -> HashMap<Row, Row> {
    let leads = copies
        .iter()
        .flat_map(|(lead, copies)| copies.iter().map(|row| (*row, *lead)));
    leads.collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{
        article::{Article, Key, Origin},
        library::{Binder, Stored},
        marks::{Author, Marks},
    };

    fn volume() -> Arc<Volume> {
        let mut binder = Binder::default();
        for title in ["One", "Two"] {
            let article = Article {
                title: title.to_owned(),
                ..Article::default()
            };
            let origin = Origin {
                path: PathBuf::from(title),
                item: 0,
                place: Key::of_place(title.as_ref(), 0),
                stored: None,
            };
            binder.add(&Stored::new(article, origin));
        }
        Arc::new(binder.bind())
    }

    /// Opens a catalogue of one volume that begins at row 3, after a change to what it tells.
    fn opened(change: impl FnOnce(&mut Packed), names: Vec<(u128, Row)>) -> Option<Library> {
        let volume = volume();
        let names = Keys::pack(names);
        let mut packed = Packed {
            volumes: vec![(volume.fingerprint(), 3)],
            order: vec![4, 3],
            given: Vec::new(),
            aliases: Vec::new(),
            copies: Vec::new(),
            gone: Vec::new(),
            names: names.len(),
        };
        change(&mut packed);
        let mut bytes = Vec::new();
        head::pack(&packed, &mut bytes);
        bytes.extend(names);
        Library::open(vec![volume], &Section::from(bytes))
    }

    #[test]
    fn a_catalogue_that_tells_of_rows_outside_its_volumes_is_none() {
        let sound = opened(|_| (), Vec::new()).map(|library| library.get(4).title().to_owned());
        assert_eq!(sound.as_deref(), Some("Two"));
        for row in [0, 2, 5, Row::MAX] {
            let changes: [fn(&mut Packed, Row); 6] = [
                |packed, row| packed.order.push(row),
                |packed, row| packed.given.push((row, 7)),
                |packed, row| packed.aliases.push((7, row)),
                |packed, row| packed.copies.push((row, vec![3])),
                |packed, row| packed.copies.push((3, vec![row])),
                |packed, row| packed.gone.push(row),
            ];
            for (at, change) in changes.into_iter().enumerate() {
                let opened = opened(|packed| change(packed, row), Vec::new());
                assert!(opened.is_none(), "change {at} with row {row}");
            }
        }
    }

    #[test]
    fn a_key_that_leads_to_a_row_outside_the_volumes_is_not_found() {
        let names = vec![(7, 2), (8, 4), (9, Row::MAX)];
        let library = opened(|_| (), names);
        let found = |id| library.as_ref().and_then(|it| it.find(Id::from_bits(id)));
        assert_eq!([7, 8, 9].map(found), [None, Some(4), None]);
    }

    #[test]
    fn a_catalogue_whose_rows_have_run_out_is_none_and_else_takes_further_volumes() {
        let begins_at = |base: Row| {
            let change = move |packed: &mut Packed| {
                packed.volumes[0].1 = base;
                packed.order.clear();
            };
            opened(change, Vec::new())
        };
        assert!(begins_at(Row::MAX - 2).is_none());
        let mut library = begins_at(MOST_ROWS - 2).unwrap_or_default();
        library.shelve(volume(), &Marks::new(Author::default()));
        assert_eq!(library.rows(), MOST_ROWS + 2);
    }
}
