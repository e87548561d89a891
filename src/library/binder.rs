//! Binds articles into volumes.
//!
//! Owns what is worked out once for each article: its keys, its folded fields, what it holds. Does not own the layout
//! (`volume`) or the index over the folded fields (`index`), which can be built later.

mod spares;

use std::{mem, ops::Range};

use super::{
    Stored,
    head::{Form, Head, pack},
    record::{Record, UNDATED, checksum, flag},
    volume::{Volume, text_checksum},
};
use crate::{
    article::{Article, BlockKind, Key, SpanKind},
    fold::fold_onto,
    packed::Section,
};
pub use spares::Spares;

/// Parts the folded fields. It is a control character, so neither texts nor needles hold it.
pub(super) const PARTING: char = '\u{1f}';
/// Bytes of text from which on a volume is full: enough to be worth a file and an index, few enough to be made while the
/// reader waits for the first articles.
const FULL: usize = 32 << 20;
/// The most articles of a volume; their numbers fit into two bytes.
const MOST: u32 = 60_000;

/// A volume in the making.
#[derive(Debug, Default)]
pub struct Binder {
    count: u32,
    records: Vec<u8>,
    heads: Vec<u8>,
    texts: Vec<u8>,
    forms: Vec<u8>,
    folded: String,
    spares: Spares,
}

impl Binder {
    /// An empty one that shares memory with others.
    pub fn sharing(spares: Spares) -> Self {
        Self {
            spares,
            ..Self::default()
        }
    }

    /// Adds an article behind those that are there.
    pub fn add(&mut self, stored: &Stored) {
        let Stored {
            article,
            origin,
            key,
            ..
        } = stored;
        let path = origin.path.to_string_lossy();
        let head = part(&mut self.heads, |out| pack(&Head::of(stored, &path), out));
        let text = part(&mut self.texts, |out| {
            out.extend(article.body.text().as_bytes())
        });
        let form = Form(article.body.structure(), &article.boilerplate);
        let form = part(&mut self.forms, |out| pack(&form, out));
        let (folded, ends) = self.fold(article);
        let fields = &self.folded[within(&folded)];
        let title = &fields[..ends[0] as usize];
        let mut record = Record {
            own: key.to_bits(),
            link: Key::of_link(article).map_or(0, Key::to_bits),
            join: Key::of_join(article, title).map_or(0, Key::to_bits),
            place: origin.place.to_bits(),
            moment: stored
                .date()
                .map_or(UNDATED, |when| when.timestamp().as_nanosecond()),
            words: u32::try_from(article.words()).unwrap_or(u32::MAX),
            flags: flags(stored),
            ends,
            ..Record::default()
        };
        record.sums = [
            checksum(&self.heads[within(&head)]),
            text_checksum(&self.texts[within(&text)], &self.forms[within(&form)]),
            checksum(fields.as_bytes()),
        ];
        (record.head, record.text, record.form, record.folded) = (head, text, form, folded);
        record.write(&mut self.records);
        self.count += 1;
    }

    /// How many articles wait to be bound.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Whether there is nothing to bind.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether it should be bound before more is added.
    pub fn is_full(&self) -> bool {
        self.texts.len() >= FULL || self.folded.len() >= 2 * FULL || self.count >= MOST
    }

    /// Binds what was added; the binder is empty again.
    pub fn bind(&mut self) -> Volume {
        self.count = 0;
        let small = [&mut self.records, &mut self.heads, &mut self.forms];
        let [records, heads, forms] = small.map(|part| Section::from(mem::take(part)));
        let texts = mem::replace(&mut self.texts, self.spares.take());
        let room = String::from_utf8(self.spares.take()).unwrap_or_default();
        let folded = mem::replace(&mut self.folded, room).into_bytes();
        let [texts, folded] = [texts, folded].map(|part| self.spares.lend(part));
        Volume::new([records, heads, texts, forms, folded])
    }

    /// Appends the folded fields, with the lines that were folded away as the last, and returns where they lie and where the
    /// others end in them.
    fn fold(&mut self, article: &Article) -> (Range<u32>, [u32; 4]) {
        let fields = [
            Some(article.title.as_str()),
            article.byline.as_deref(),
            article.source.as_deref(),
            Some(article.body.text()),
        ];
        // Nothing of the article before may run into this one.
        self.folded.push(PARTING);
        let start = self.folded.len();
        let ends = fields.map(|field| {
            fold_onto(field.unwrap_or_default(), &mut self.folded);
            let end = length(self.folded.len() - start);
            self.folded.push(PARTING);
            end
        });
        fold_onto(&article.boilerplate.join("\n"), &mut self.folded);
        (length(start)..length(self.folded.len()), ends)
    }
}

/// Appends to a part, and returns where that lies.
fn part(bytes: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> Range<u32> {
    let start = length(bytes.len());
    write(bytes);
    start..length(bytes.len())
}

/// A place in a part. Parts stay far below four gigabytes: a volume is full long before, and an article is bounded.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn within(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

fn flags(stored: &Stored) -> u32 {
    let article = &stored.article;
    let spans = article.body.spans();
    let holds = |wanted: fn(SpanKind) -> bool| spans.iter().any(|span| wanted(span.kind));
    let blocks = article.body.blocks();
    let by_link = article.guid.is_none() && Key::of_link(article).is_some();
    // Of several in a file, those without a date are told apart by their index alone, which others take.
    let is_its_own = article.format.is_of_one() || article.published.is_some();
    let is_piped = stored.origin.path.as_os_str() == "-";
    let by_place = is_its_own && !is_piped && !by_link && article.guid.is_none();
    let known = [
        (flag::UNDATED, stored.is_undated()),
        (flag::LINK, holds(|kind| matches!(kind, SpanKind::Link(_)))),
        (
            flag::IMAGE,
            holds(|kind| matches!(kind, SpanKind::Image(_))),
        ),
        (
            flag::CODE,
            holds(|kind| kind == SpanKind::Code)
                || blocks
                    .iter()
                    .any(|block| matches!(block.kind, BlockKind::Code(_))),
        ),
        (flag::TAG, !article.tags.is_empty()),
        (flag::BY_GUID, article.guid.is_some()),
        (flag::BY_LINK, by_link),
        (flag::BY_PLACE, by_place),
    ];
    known
        .iter()
        .filter(|(_, is_so)| *is_so)
        .map(|(flag, _)| flag)
        .sum()
}
