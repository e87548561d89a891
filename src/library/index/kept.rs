//! The index of one volume: in memory where it was built in this run, else in a mapped file of its own.
//!
//! ```text
//! magic | fingerprint of the volume | checksum of the index | checksum of all that | index
//! ```
//!
//! Owns that no byte of a file is believed before its checksum was compared. Does not own what an index is (`index`).

use std::{
    io::{self, Write},
    sync::OnceLock,
};

use super::Index;
use crate::{
    library::record::checksum,
    packed::{Bytes, Section},
};

/// The first bytes of the file; the number is that of the layout.
const MAGIC: &[u8; 16] = b"newsstand ind  1";
/// Bytes before the index.
const HEADER: usize = 16 + 3 * 8;

/// An index that can be asked, if it is whole.
#[derive(Debug)]
pub(in crate::library) struct KeptIndex {
    section: Section,
    /// The checksum that it was written with.
    sum: Option<u64>,
    is_whole: OnceLock<bool>,
}

impl KeptIndex {
    /// One that was built in this run.
    pub(in crate::library) fn built(bytes: Vec<u8>) -> Self {
        Self {
            section: Section::from(bytes),
            sum: None,
            is_whole: OnceLock::from(true),
        }
    }

    /// One that was written for the volume of a fingerprint; nothing where the header is not what was written.
    pub(in crate::library) fn open(bytes: &Bytes, fingerprint: u64) -> Option<Self> {
        let all = (**bytes).as_ref();
        let (told, sum) = all.get(..HEADER)?.split_last_chunk::<8>()?;
        let (name, sum_of_index) = told.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
        let is_sound = checksum(told) == u64::from_le_bytes(*sum);
        let is_its_own = u64::from_le_bytes(*name) == fingerprint;
        (is_sound && is_its_own).then_some(Self {
            section: Section::of(bytes, HEADER..all.len()),
            sum: Some(u64::from_le_bytes(*sum_of_index.first_chunk()?)),
            is_whole: OnceLock::new(),
        })
    }

    /// Writes the file that [`KeptIndex::open`] reads.
    ///
    /// # Errors
    /// Those of the writer.
    pub(in crate::library) fn write(
        &self,
        fingerprint: u64,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let sum = self.sum.unwrap_or_else(|| checksum(self.section.bytes()));
        let mut header = MAGIC.to_vec();
        header.extend([fingerprint, sum].into_iter().flat_map(u64::to_le_bytes));
        let sum_of_header = checksum(&header);
        out.write_all(&header)?;
        out.write_all(&sum_of_header.to_le_bytes())?;
        out.write_all(self.section.bytes())
    }

    /// The index; nothing where it is other than it was written.
    pub(in crate::library) fn get(&self) -> Option<Index<'_>> {
        let bytes = self.section.bytes();
        let is_whole = || self.sum.is_none_or(|sum| checksum(bytes) == sum);
        self.is_whole
            .get_or_init(is_whole)
            .then(|| Index::open(bytes))?
    }

    /// Whether it was asked for before, so that the next time costs no comparison with its checksum.
    pub(in crate::library) fn was_read(&self) -> bool {
        self.is_whole.get().is_some()
    }

    /// Whether it was opened, and not built in this run.
    pub(in crate::library) fn was_written(&self) -> bool {
        self.sum.is_some()
    }

    /// How many bytes it has.
    pub(in crate::library) fn len(&self) -> usize {
        self.section.bytes().len()
    }
}
