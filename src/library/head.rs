//! What is told of an article before it is opened, and what its text is made of, as they are packed.
//!
//! Owns both codings (postcard, <https://postcard.jamesmunns.com>). Does not own where they lie (`volume`).

use serde::{Deserialize, Serialize};

use super::Stored;
use crate::article::{Article, Body, Format, Page, Structure, StructureRef, When};

/// An article without its text; all words point into the volume.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    pub(super) byline: Option<&'a str>,
    pub(super) source: Option<&'a str>,
    pub(super) published: Option<When>,
    pub(super) updated: Option<When>,
    pub(super) stored: Option<When>,
    pub(super) link: Option<&'a str>,
    pub(super) guid: Option<&'a str>,
    #[serde(borrow)]
    pub(super) tags: Vec<&'a str>,
    pub(super) lang: Option<&'a str>,
    pub(super) summary: Option<&'a str>,
    pub(super) format: Format,
    /// The path as it can be shown; the loader knows the true one.
    pub(super) path: &'a str,
    pub(super) item: u32,
    pub(super) page: Option<Page>,
}

impl<'a> Head<'a> {
    /// The head of an article; `path` is that of its origin as text.
    pub(super) fn of(stored: &'a Stored, path: &'a str) -> Self {
        let Stored {
            article, origin, ..
        } = stored;
        Self {
            title: &article.title,
            byline: article.byline.as_deref(),
            source: article.source.as_deref(),
            published: article.published,
            updated: article.updated,
            stored: origin.stored,
            link: article.link.as_deref(),
            guid: article.guid.as_deref(),
            tags: article.tags.iter().map(String::as_str).collect(),
            lang: article.lang.as_deref(),
            summary: article.summary.as_deref(),
            format: article.format,
            path,
            item: origin.item,
            page: stored.page,
        }
    }

    /// The article with the text that belongs to it.
    pub(super) fn article(&self, body: Body, boilerplate: Vec<String>) -> Article {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Article {
            title: self.title.to_owned(),
            byline: owned(self.byline),
            source: owned(self.source),
            published: self.published,
            updated: self.updated,
            link: owned(self.link),
            guid: owned(self.guid),
            tags: self.tags.iter().map(|tag| (*tag).to_owned()).collect(),
            lang: owned(self.lang),
            summary: owned(self.summary),
            body,
            boilerplate,
            format: self.format,
        }
    }
}

/// What is written of a text beside itself.
#[derive(Serialize)]
pub(super) struct Form<'a>(pub(super) StructureRef<'a>, pub(super) &'a [String]);

/// The same as it is read.
#[derive(Deserialize)]
pub(super) struct OwnedForm(pub(super) Structure, pub(super) Vec<String>);

/// Packs a value at the end of `out`.
pub(super) fn pack(value: &impl Serialize, out: &mut Vec<u8>) {
    // Memory takes all that is written, and all types here know their lengths. Should that ever change, the article is
    // found damaged when it is unpacked, and read again from its file.
    let _ = postcard::to_io(value, out);
}

/// Reads a packed value; nothing where it is none.
pub(super) fn unpack<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// The same where more follows; that is returned as well.
pub(super) fn unpack_first<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<(T, &'a [u8])> {
    postcard::take_from_bytes(bytes).ok()
}
