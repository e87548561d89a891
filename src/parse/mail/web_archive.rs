//! Web archives (MHTML): a page and its pictures, saved by a browser as if they were a letter.
//!
//! Owns which messages are none, and what their heads say of the page. Does not own how a page is read (`html`).

use std::path::Path;

use super::{
    parts::{Kind, Part, Parts},
    transfer,
};
use crate::parse::{MOST_BYTES, Parsed, Surroundings, html};

/// Names of web archives, in lower case.
pub(super) const NAMES: [&str; 2] = ["mht", "mhtml"];

/// The page in a message, if the message is a web archive: it was saved and never sent.
pub(super) fn page<'a>(name: &Path, parts: &'a Parts) -> Option<&'a Part> {
    let head = &parts.parts[0].head;
    let extension = name
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    let is_saved =
        head.snapshot().is_some() || NAMES.contains(&extension.as_str()) && head.id().is_none();
    let pages = || parts.parts.iter().filter(|part| part.kind == Kind::Html);
    let start = || {
        let start = head.content_type()?.attribute("start")?;
        pages().find(|part| part.head.content_id().as_deref() == Some(start))
    };
    // The others are frames of the first.
    is_saved
        .then(|| start().or_else(|| pages().next()))
        .flatten()
}

/// Reads the page. Its title is the message's subject where it has none itself.
pub(super) fn parse(name: &Path, message: &[u8], parts: &Parts, page: &Part) -> Parsed {
    let sent = message.get(page.content.clone()).unwrap_or_default();
    let sent = &sent[..sent.len().min(MOST_BYTES)];
    let bytes = transfer::decoded(sent, &page.head.encoding());
    let charset = page
        .head
        .content_type()
        .and_then(|kind| kind.attribute("charset"));
    let head = &parts.parts[0].head;
    let around = Surroundings {
        link: head.snapshot().or_else(|| page.head.location()),
        ..Surroundings::default()
    };
    let text = transfer::text(&bytes, charset).text;
    let mut parsed = html::parse(name, &text, &around);
    for article in &mut parsed.articles {
        if article.title.is_empty() {
            article.title = head.subject();
        }
    }
    parsed
}
