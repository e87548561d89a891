//! A volume: some thousand articles packed one behind the other, in memory or in a mapped file alike.
//!
//! ```text
//! header | records | heads | texts | forms | folded texts
//! ```
//!
//! Owns the layout, and that damaged bytes are noticed before they are shown or believed. Does not own how articles get
//! in (`binder`), what they look like from outside (`entry`) or files (`runtime::snapshot`).

use std::{
    fmt,
    io::{self, Write},
    ops::Range,
    sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use super::{
    Docs, Index, IndexBuilder, Lookup, Wanted,
    index::KeptIndex,
    record::{self, Record, checksum},
};
use crate::{
    article::Key,
    packed::{Bytes, Section},
};

/// The parts of a volume, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Records,
    Heads,
    Texts,
    Forms,
    Folded,
}

/// How many of them there are.
pub(super) const PARTS: usize = 5;
/// The first bytes of a volume; the number is that of the layout.
const MAGIC: &[u8; 16] = b"newsstand vol  8";
/// Bytes before the first part: magic, the lengths of the parts, the checksum of the records, the header's own.
const HEADER: usize = 16 + PARTS * 8 + 8 + 8;

/// So many texts stand for all of a volume that has no index yet.
const READ_INSTEAD: usize = 32;

/// Packed articles, by their numbers.
pub struct Volume {
    parts: [Section; PARTS],
    /// The index over the folded texts, once it is there.
    index: OnceLock<KeptIndex>,
    /// The checksum of the records, which hold those of the rest: a name for the volume.
    fingerprint: u64,
    /// Which parts of which articles were found whole, so that each is checked once.
    whole: [Vec<AtomicU64>; 3],
    damaged: AtomicBool,
    /// Whether it was made in this run, and not opened.
    is_fresh: bool,
}

/// What is checked of an article before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    Head,
    Text,
    Folded,
}

impl Volume {
    /// A volume of parts that have just been made. Its index is still to be built.
    pub(super) fn new(parts: [Section; PARTS]) -> Self {
        let fingerprint = checksum(parts[Part::Records as usize].bytes());
        Self::of(parts, fingerprint, true)
    }

    /// A volume as it was written, without an index; nothing where the bytes are not, or not wholly, what was written.
    pub fn open(bytes: &Bytes) -> Option<Self> {
        let all = (**bytes).as_ref();
        let (header, _) = all.split_at_checked(HEADER)?;
        let (told, sum) = header.split_last_chunk::<8>()?;
        if checksum(told) != u64::from_le_bytes(*sum) || !told.starts_with(MAGIC) {
            return None;
        }
        let number = |at: usize| Some(u64::from_le_bytes(*told.get(at..)?.first_chunk()?));
        let mut end = HEADER;
        let mut sections = Vec::with_capacity(PARTS);
        for part in 0..PARTS {
            let start = end;
            end = start.checked_add(usize::try_from(number(16 + part * 8)?).ok()?)?;
            sections.push(Section::of(bytes, start..end));
        }
        let parts: [Section; PARTS] = sections.try_into().ok()?;
        let fingerprint = number(16 + PARTS * 8)?;
        (end == all.len()).then(|| Self::of(parts, fingerprint, false))
    }

    /// Takes the index that was written for this volume, if the bytes are that and it has none. Returns whether it has one.
    pub fn take_index(&self, bytes: &Bytes) -> bool {
        if let Some(index) = KeptIndex::open(bytes, self.fingerprint) {
            self.index.get_or_init(|| index);
        }
        self.is_indexed()
    }

    fn of(parts: [Section; PARTS], fingerprint: u64, is_fresh: bool) -> Self {
        let count = parts[0].bytes().len() / record::SIZE;
        let bits = || (0..count.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Self {
            parts,
            index: OnceLock::new(),
            fingerprint,
            whole: [bits(), bits(), bits()],
            damaged: AtomicBool::new(false),
            is_fresh,
        }
    }

    /// Writes the articles as [`Volume::open`] reads them.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut header = MAGIC.to_vec();
        for part in &self.parts {
            header.extend((part.bytes().len() as u64).to_le_bytes());
        }
        header.extend(self.fingerprint.to_le_bytes());
        let sum = checksum(&header);
        header.extend(sum.to_le_bytes());
        out.write_all(&header)?;
        let mut parts = self.parts.iter();
        parts.try_for_each(|part| out.write_all(part.bytes()))
    }

    /// Writes the index as [`Volume::take_index`] takes it. It is built first if it is not there.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_index(&self, out: &mut impl Write) -> io::Result<()> {
        let index = self.build_index(&mut IndexBuilder::new());
        index.write(self.fingerprint, out)
    }

    /// A number that tells this volume from all others: the checksum of its records, which hold those of the rest.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// How many articles there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.part(Part::Records).len() / record::SIZE).unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of text, of folded text and of the index as far as it is there.
    pub fn sizes(&self) -> [usize; 3] {
        let index = self.index.get().map_or(0, KeptIndex::len);
        let [texts, folded] = [Part::Texts, Part::Folded].map(|part| self.part(part).len());
        [texts, folded, index]
    }

    /// Whether it was made in this run; else it was opened as it had been written.
    pub fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// Whether something in it was found to be other than it was written. What is damaged looks empty.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Whether the records are as they were written.
    pub fn has_whole_records(&self) -> bool {
        let is_whole = checksum(self.part(Part::Records)) == self.fingerprint;
        self.damaged.fetch_or(!is_whole, Ordering::Relaxed);
        is_whole
    }

    /// Gives back the memory of records and heads until they are looked at again, where they lie in a file.
    pub fn let_go_of_heads(&self) {
        let parts = [Part::Records, Part::Heads].map(|part| &self.parts[part as usize]);
        parts.into_iter().for_each(Section::let_go);
    }

    /// Compares an article's head, and its text where that is wanted, with their checksums.
    pub(super) fn look_at(&self, number: u32, with_text: bool) {
        if let Some(record) = self.record(number) {
            self.head_of(number, &record);
            if with_text {
                self.text_of(number, &record);
            }
        }
    }

    /// The index over the folded texts, if it is there: until it is built, texts are searched without it.
    pub fn index(&self) -> Option<Index<'_>> {
        let index = self.index.get()?.get();
        if index.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        index
    }

    /// How many of some articles hold a folded text at most, and whether it is so many. Before the index is built, a few
    /// texts stand for the others.
    pub(super) fn holders(&self, wanted: &Wanted, among: &Docs) -> (usize, bool) {
        if let Some(index) = self.index() {
            let Lookup { mut docs, exact } = index.lookup(wanted);
            docs.and(among);
            return (docs.count(), exact || docs.is_empty());
        }
        let step = among.count() / READ_INSTEAD + 1;
        let holds = |number: &usize| wanted.is_in(self.folded(*number as u32));
        let few = among.iter().step_by(step).filter(holds);
        (few.count() * step, false)
    }

    /// Whether the index was used before, so that the next use costs no comparison with its checksum.
    pub fn has_read_index(&self) -> bool {
        self.index.get().is_some_and(KeptIndex::was_read)
    }

    /// Whether the index is there, whole or not.
    pub fn is_indexed(&self) -> bool {
        self.index.get().is_some()
    }

    /// Whether the index was opened as it had been written.
    pub fn is_index_kept(&self) -> bool {
        self.index.get().is_some_and(KeptIndex::was_written)
    }

    /// Builds the index with a builder that may have served other volumes, unless it is there.
    pub fn index_with(&self, builder: &mut IndexBuilder) {
        self.build_index(builder);
    }

    fn build_index(&self, builder: &mut IndexBuilder) -> &KeptIndex {
        self.index.get_or_init(|| {
            for number in 0..self.len() {
                // What was folded by this program is text.
                builder.add(str::from_utf8(self.folded(number)).unwrap_or_default());
            }
            KeptIndex::built(builder.finish())
        })
    }

    /// The folded fields of an article, parted by U+001F.
    pub fn folded(&self, number: u32) -> &[u8] {
        self.record(number)
            .map_or(&[], |record| self.folded_of(number, &record))
    }

    /// The record of an article.
    pub(super) fn record(&self, number: u32) -> Option<Record> {
        let bytes = self.record_bytes(number);
        let record = bytes.and_then(|bytes| match self.is_fresh {
            true => Record::believe(bytes),
            false => Record::read(number, bytes),
        });
        if record.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        record
    }

    fn record_bytes(&self, number: u32) -> Option<&[u8]> {
        let start = number as usize * record::SIZE;
        self.part(Part::Records).get(start..start + record::SIZE)
    }

    /// The own key of an article, without a look at the rest.
    pub(super) fn own_key(&self, number: u32) -> Key {
        self.record_bytes(number)
            .map_or(Key::default(), record::own_key)
    }

    /// The moment that an article is ordered by, without a look at the rest.
    pub(super) fn moment(&self, number: u32) -> i128 {
        self.record_bytes(number)
            .map_or(record::UNDATED, record::moment)
    }

    /// The folded fields behind a record.
    pub(super) fn folded_of(&self, number: u32, record: &Record) -> &[u8] {
        let bytes = self.slice(Part::Folded, &record.folded);
        let is_whole = self.is_whole(Checked::Folded, number, || {
            checksum(bytes) == record.sums[2]
        });
        if is_whole { bytes } else { &[] }
    }

    /// The packed head behind a record.
    pub(super) fn head_of(&self, number: u32, record: &Record) -> Option<&[u8]> {
        let bytes = self.slice(Part::Heads, &record.head);
        self.is_whole(Checked::Head, number, || checksum(bytes) == record.sums[0])
            .then_some(bytes)
    }

    /// The text behind a record, and the form that belongs to it.
    pub(super) fn text_of(&self, number: u32, record: &Record) -> Option<(&str, &[u8])> {
        let text = self.slice(Part::Texts, &record.text);
        let form = self.slice(Part::Forms, &record.form);
        let sum = || text_checksum(text, form) == record.sums[1];
        let is_whole = self.is_whole(Checked::Text, number, sum);
        let text = std::str::from_utf8(text).ok().filter(|_| is_whole)?;
        Some((text, form))
    }

    /// Whether a part of an article is as it was written; `check` is asked once, and never of what has stayed in memory.
    fn is_whole(&self, part: Checked, number: u32, check: impl FnOnce() -> bool) -> bool {
        if self.is_fresh {
            return true;
        }
        let (word, bit) = (number as usize / 64, 1_u64 << (number % 64));
        let Some(word) = self.whole[part as usize].get(word) else {
            return false;
        };
        if word.load(Ordering::Relaxed) & bit != 0 {
            return true;
        }
        let is_whole = check();
        if is_whole {
            word.fetch_or(bit, Ordering::Relaxed);
        } else {
            self.damaged.store(true, Ordering::Relaxed);
        }
        is_whole
    }

    fn slice(&self, part: Part, range: &Range<u32>) -> &[u8] {
        let range = range.start as usize..range.end as usize;
        self.part(part).get(range).unwrap_or_default()
    }

    fn part(&self, part: Part) -> &[u8] {
        self.parts[part as usize].bytes()
    }
}

/// The checksum of a text and its form together.
pub(super) fn text_checksum(text: &[u8], form: &[u8]) -> u64 {
    checksum(text).rotate_left(1) ^ checksum(form)
}

impl fmt::Debug for Volume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Volume")
            .field("articles", &self.len())
            .finish_non_exhaustive()
    }
}
