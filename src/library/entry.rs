//! An article as the library hands it out: its head at once, its text when it is asked for.
//!
//! Owns what can be asked. Does not own where it lies (`volume`).

use std::{borrow::Cow, ops::Range, path::MAIN_SEPARATOR};

use super::{
    Library, Row, Stored,
    head::{Head, OwnedForm, unpack},
    order::Standing,
    record::{Record, flag},
    volume::Volume,
};
use crate::article::{Article, Body, Format, Key, Origin, Page, When};

/// An article of the library. All its words point into the volume that it lies in.
///
/// Where the volume is damaged, the article is empty, and the library says so ([`super::Library::is_damaged`]).
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    volume: &'a Volume,
    number: u32,
    record: Record,
    head: Head<'a>,
    respelt: &'a [(String, String)],
}

/// The folded fields of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folded<'a> {
    /// Of the title.
    pub title: &'a str,
    /// Of the byline, or empty.
    pub byline: &'a str,
    /// Of the source, or empty.
    pub source: &'a str,
    /// Of the body's text.
    pub body: &'a str,
    /// Of the lines that were folded away.
    pub boilerplate: &'a str,
}

impl<'a> Entry<'a> {
    /// The article with this number. `respelt`: beginnings of paths as they were stored, and as they are given now.
    pub(super) fn new(volume: &'a Volume, number: u32, respelt: &'a [(String, String)]) -> Self {
        let record = volume.record(number).unwrap_or_default();
        let head = volume
            .head_of(number, &record)
            .and_then(unpack)
            .unwrap_or_default();
        Self {
            volume,
            number,
            record,
            head,
            respelt,
        }
    }

    /// The headline.
    pub fn title(&self) -> &'a str {
        self.head.title
    }

    /// Who wrote it.
    pub fn byline(&self) -> Option<&'a str> {
        self.head.byline
    }

    /// The publication.
    pub fn source(&self) -> Option<&'a str> {
        self.head.source
    }

    /// When it was first published.
    pub fn published(&self) -> Option<When> {
        self.head.published
    }

    /// When it was last changed by its publisher.
    pub fn updated(&self) -> Option<When> {
        self.head.updated
    }

    /// The date it is ordered by: published, else updated, else when the file was written.
    pub fn date(&self) -> Option<When> {
        self.head
            .published
            .or(self.head.updated)
            .or(self.head.stored)
    }

    /// Whether [`Entry::date`] is only the file's.
    pub fn is_undated(&self) -> bool {
        self.record.is(flag::UNDATED)
    }

    /// Its address on the web.
    pub fn link(&self) -> Option<&'a str> {
        self.head.link
    }

    /// The publisher's own identifier.
    pub fn guid(&self) -> Option<&'a str> {
        self.head.guid
    }

    /// The publisher's tags.
    pub fn tags(&self) -> &[&'a str] {
        &self.head.tags
    }

    /// Language as a BCP 47 tag.
    pub fn lang(&self) -> Option<&'a str> {
        self.head.lang
    }

    /// A sentence or two of the publisher's own.
    pub fn summary(&self) -> Option<&'a str> {
        self.head.summary
    }

    /// What kind of file it came from.
    pub fn format(&self) -> Format {
        self.head.format
    }

    /// The path of its file as it can be shown, beginning as the user gave it.
    pub fn path(&self) -> Cow<'a, str> {
        let path = self.head.path;
        let respelt = self.respelt.iter().find_map(|(stored, given)| {
            let rest = path.strip_prefix(stored.as_str())?;
            let is_below = rest.is_empty()
                || rest.starts_with(MAIN_SEPARATOR)
                || stored.ends_with(MAIN_SEPARATOR);
            is_below.then(|| format!("{given}{rest}"))
        });
        respelt.map_or(Cow::Borrowed(path), Cow::Owned)
    }

    /// Its index within its file, from 0.
    pub fn item(&self) -> u32 {
        self.head.item
    }

    /// Where it stands among those of its date. Pages of a book follow each other as they are read, whatever they are called.
    pub(super) fn standing(&self) -> Standing<'a> {
        let path = self.path();
        let (path, item) = match self.head.page {
            None => (path, self.item()),
            Some(Page { number, own }) => {
                let book = path.len().checked_sub(own as usize);
                let book = book.and_then(|end| path.get(..end)).unwrap_or(&path);
                (Cow::Owned(book.to_owned()), number)
            }
        };
        Standing { path, item }
    }

    /// Words in the body.
    pub fn words(&self) -> usize {
        self.record.words as usize
    }

    /// Minutes that reading takes.
    pub fn minutes(&self) -> usize {
        Article::minutes_for(self.words())
    }

    /// Whether the text holds links.
    pub fn has_link(&self) -> bool {
        self.record.is(flag::LINK)
    }

    /// Whether the text holds pictures.
    pub fn has_image(&self) -> bool {
        self.record.is(flag::IMAGE)
    }

    /// Whether the text holds computer text.
    pub fn has_code(&self) -> bool {
        self.record.is(flag::CODE)
    }

    /// The body's text.
    pub fn text(&self) -> &'a str {
        self.volume
            .text_of(self.number, &self.record)
            .map_or("", |(text, _)| text)
    }

    /// The lines that were folded away, if there are any; they are unpacked with the form of the text.
    pub fn boilerplate(&self) -> Option<String> {
        let [.., boilerplate] = parts(&self.record.ends, self.record.folded.len());
        if boilerplate.is_empty() {
            return None;
        }
        let (_, form) = self.volume.text_of(self.number, &self.record)?;
        let OwnedForm(_, lines) = unpack(form)?;
        Some(lines.join("\n"))
    }

    /// The whole article, taken out of the volume.
    pub fn article(&self) -> Article {
        let parts = self.volume.text_of(self.number, &self.record);
        let read = parts.and_then(|(text, form)| {
            let OwnedForm(structure, boilerplate) = unpack(form)?;
            let body = Body::from_parts(text.to_owned(), structure, self.words())?;
            Some((body, boilerplate))
        });
        let (body, boilerplate) = read.unwrap_or_default();
        self.head.article(body, boilerplate)
    }

    /// The whole article with its origin, as it was put in.
    pub fn stored(&self) -> Stored {
        let origin = Origin {
            path: self.head.path.into(),
            item: self.head.item,
            place: Key::from_bits(self.record.place),
            stored: self.head.stored,
        };
        let key = Key::from_bits(self.record.own);
        Stored {
            page: self.head.page,
            ..Stored::known_as(key, self.article(), origin)
        }
    }

    /// The folded fields.
    pub fn folded(&self) -> Folded<'a> {
        let bytes = self.volume.folded_of(self.number, &self.record);
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let [title, byline, source, body, boilerplate] = parts(&self.record.ends, text.len());
        let field = |part: Range<usize>| text.get(part).unwrap_or_default();
        Folded {
            title: field(title),
            byline: field(byline),
            source: field(source),
            body: field(body),
            boilerplate: field(boilerplate),
        }
    }
}

/// Where title, byline, source, body and what was folded away lie in folded fields of some length that end where it is told.
fn parts(ends: &[u32; 4], len: usize) -> [Range<usize>; 5] {
    let [title, byline, source, body] = ends.map(|end| end as usize);
    [
        0..title,
        title + 1..byline,
        byline + 1..source,
        source + 1..body,
        body + 1..len,
    ]
}

impl Library {
    /// The folded title, byline, source and body of the article in a row, as bytes: quicker than its [`Entry`], which
    /// knows more of it.
    pub fn folded_fields(&self, row: Row) -> [&[u8]; 4] {
        let (shelved, number) = self.shelved(row);
        let record = shelved.volume.record(number).unwrap_or_default();
        let bytes = shelved.volume.folded_of(number, &record);
        let [fields @ .., _] = parts(&record.ends, bytes.len());
        fields.map(|part| bytes.get(part).unwrap_or_default())
    }

    /// The lengths of these fields, in bytes.
    pub fn field_lengths(&self, row: Row) -> [usize; 4] {
        let record = self.record(row);
        let [fields @ .., _] = parts(&record.ends, record.folded.len());
        fields.map(|part| part.len())
    }
}
