//! A volume: some thousand articles packed one behind the other, in memory or in a mapped file alike.
//!
//! ```text
//! header | records | heads | texts | forms | folded texts | index
//! ```
//!
//! Owns the layout, and that damaged bytes are noticed before they are shown or believed. Does not own how articles get
//! in (`binder`), what they look like from outside (`entry`) or files (`runtime::snapshot`).

use std::{
    fmt,
    io::{self, Write},
    ops::Range,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use super::{
    Index,
    record::{self, Record, checksum},
};
use crate::article::Key;

/// Bytes that stay where they are: a vector or a mapped file.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The parts of a volume, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Records,
    Heads,
    Texts,
    Forms,
    Folded,
    Index,
}

/// How many parts there are.
pub(super) const PARTS: usize = 6;
/// The first bytes of a volume; the number is that of the layout.
const MAGIC: &[u8; 16] = b"newsstand vol  3";
/// Bytes before the first part: magic, six lengths, the checksums of index and records, the header's own.
const HEADER: usize = 16 + PARTS * 8 + 8 + 8 + 8;

/// Packed articles, by their numbers.
pub struct Volume {
    parts: [Section; PARTS],
    /// The checksum of the index, which is compared when it is first used.
    index_sum: u64,
    /// The checksum of the records, which hold those of the rest: a name for the volume.
    fingerprint: u64,
    index: OnceLock<bool>,
    /// Which parts of which articles were found whole, so that each is checked once.
    whole: [Vec<AtomicU64>; 3],
    damaged: AtomicBool,
    /// Whether it was made in this run, and not opened.
    is_fresh: bool,
}

/// A stretch of bytes.
#[derive(Clone)]
struct Section {
    bytes: Bytes,
    range: Range<usize>,
}

/// What is checked of an article before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    Head,
    Text,
    Folded,
}

impl Volume {
    /// A volume of parts that have just been made.
    pub(super) fn new(parts: [Vec<u8>; PARTS]) -> Self {
        let sums = [Part::Index, Part::Records].map(|part| checksum(&parts[part as usize]));
        let section = |part: Vec<u8>| Section {
            range: 0..part.len(),
            bytes: Arc::new(part),
        };
        Self::of(parts.map(section), sums, true)
    }

    /// A volume as it was written; nothing where the bytes are not, or not wholly, what was written.
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
            sections.push(Section {
                bytes: Arc::clone(bytes),
                range: start..end,
            });
        }
        let parts: [Section; PARTS] = sections.try_into().ok()?;
        let sums = [number(16 + PARTS * 8)?, number(16 + PARTS * 8 + 8)?];
        (end == all.len()).then(|| Self::of(parts, sums, false))
    }

    fn of(parts: [Section; PARTS], [index_sum, fingerprint]: [u64; 2], is_fresh: bool) -> Self {
        let count = parts[0].range.len() / record::SIZE;
        let bits = || (0..count.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Self {
            parts,
            index_sum,
            fingerprint,
            index: OnceLock::new(),
            whole: [bits(), bits(), bits()],
            damaged: AtomicBool::new(false),
            is_fresh,
        }
    }

    /// Writes the volume as [`Volume::open`] reads it.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut header = MAGIC.to_vec();
        for part in &self.parts {
            header.extend((part.range.len() as u64).to_le_bytes());
        }
        header.extend(self.index_sum.to_le_bytes());
        header.extend(self.fingerprint.to_le_bytes());
        let sum = checksum(&header);
        header.extend(sum.to_le_bytes());
        out.write_all(&header)?;
        self.parts
            .iter()
            .try_for_each(|part| out.write_all(part.bytes()))
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

    /// Bytes of text, of folded text and of the index.
    pub fn sizes(&self) -> [usize; 3] {
        [Part::Texts, Part::Folded, Part::Index].map(|part| self.part(part).len())
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

    /// Compares an article's head, and its text where that is wanted, with their checksums.
    pub(super) fn look_at(&self, number: u32, with_text: bool) {
        if let Some(record) = self.record(number) {
            self.head_of(number, &record);
            if with_text {
                self.text_of(number, &record);
            }
        }
    }

    /// The index over the folded texts.
    pub fn index(&self) -> Option<Index<'_>> {
        let bytes = self.part(Part::Index);
        let is_whole = *self.index.get_or_init(|| checksum(bytes) == self.index_sum);
        let index = if is_whole { Index::open(bytes) } else { None };
        if index.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        index
    }

    /// Whether the index was used before, so that the next use costs no comparison with its checksum.
    pub fn has_read_index(&self) -> bool {
        self.index.get().is_some()
    }

    /// The folded fields of an article, parted by U+001F.
    pub fn folded(&self, number: u32) -> &[u8] {
        self.record(number)
            .map_or(&[], |record| self.folded_of(number, &record))
    }

    /// The record of an article.
    pub(super) fn record(&self, number: u32) -> Option<Record> {
        let start = number as usize * record::SIZE;
        let bytes = self.part(Part::Records).get(start..start + record::SIZE);
        let record = bytes.and_then(Record::read);
        if record.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        record
    }

    /// The own key of an article, without a look at the rest.
    pub(super) fn own_key(&self, number: u32) -> Key {
        let bytes = self
            .part(Part::Records)
            .get(number as usize * record::SIZE..);
        bytes.map_or(Key::default(), record::own_key)
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

    /// Whether a part of an article is as it was written; `check` is asked once.
    fn is_whole(&self, part: Checked, number: u32, check: impl FnOnce() -> bool) -> bool {
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

impl Section {
    fn bytes(&self) -> &[u8] {
        (*self.bytes)
            .as_ref()
            .get(self.range.clone())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Volume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Volume")
            .field("articles", &self.len())
            .finish_non_exhaustive()
    }
}
