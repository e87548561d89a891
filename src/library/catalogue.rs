//! The catalogue: order and identity of a whole library in a few bytes, so that it opens without looking at its articles.
//!
//! Owns the coding. Does not own files (`runtime::snapshot`).

use std::{collections::HashMap, ops::Range, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Bytes, Keys, Library, Row, Shelved, Volume, head};
use crate::article::Id;

/// What a catalogue holds beside the two tables of keys.
#[derive(Debug, Serialize, Deserialize)]
struct Packed {
    /// The fingerprints of the volumes and their first rows, in their order.
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
    let (packed, _) = head::unpack_first::<Packed>(bytes)?;
    Some(packed.volumes.into_iter().map(|(name, _)| name).collect())
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
    pub fn open(volumes: Vec<Arc<Volume>>, bytes: &Bytes, range: Range<usize>) -> Option<Self> {
        let (packed, rest) = head::unpack_first::<Packed>((**bytes).as_ref().get(range.clone())?)?;
        let fingerprints = volumes.iter().map(|volume| volume.fingerprint());
        if !fingerprints.eq(packed.volumes.iter().map(|(name, _)| *name)) {
            return None;
        }
        let names = range.end.checked_sub(rest.len())?;
        let joins = names.checked_add(packed.names)?;
        let mut library = Self {
            names: Keys::of_table(bytes, names..joins),
            joins: Keys::of_table(bytes, joins..range.end),
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
            base.checked_add(alive).filter(|_| base >= library.rows())?;
            library.volumes.push(Shelved {
                volume,
                base,
                alive,
            });
        }
        let end = library.rows();
        let is_row = |row: &Row| *row < end;
        let is_whole = joins <= range.end
            && library.order.iter().all(is_row)
            && packed.gone.iter().all(is_row);
        if is_whole {
            packed.gone.into_iter().for_each(|row| library.bury(row));
        }
        is_whole.then_some(library)
    }
}

fn leads(copies: &[(Row, Vec<Row>)]) -> HashMap<Row, Row> {
    let leads = copies
        .iter()
        .flat_map(|(lead, copies)| copies.iter().map(|row| (*row, *lead)));
    leads.collect()
}
