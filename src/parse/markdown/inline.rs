//! One line of Markdown as plain text, for titles, bylines and summaries; and HTML's character references.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::html;
use crate::parse::sanitize;

/// The line without its markup. What only looks like markup (`Vec<T>`, "1. Introduction", "#1") stays.
pub(super) fn plain(line: &str) -> String {
    // With a mark before it the line can open nothing but a paragraph.
    let marked = format!(".{line}");
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS;
    let mut text = String::new();
    for event in Parser::new_ext(&marked, options) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::InlineHtml(tag) if !html::is_inline(&tag) => text.push_str(&tag),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Paragraph) if !text.is_empty() => text.push(' '),
            _ => {}
        }
    }
    sanitize::line(text.strip_prefix('.').unwrap_or(&text))
}

/// A text with its character references (`&amp;`, `&#8212;`) replaced by what they stand for.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = reference_end(rest);
        match end.and_then(|end| referent(&rest[..end])) {
            Some(char) => decoded.push_str(&char),
            None => decoded.push_str(&rest[..end.unwrap_or(1)]),
        }
        rest = &rest[end.unwrap_or(1)..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Where the reference that a text begins with ends. The longest name has 31 letters.
fn reference_end(text: &str) -> Option<usize> {
    let length = text[1..]
        .bytes()
        .take(33)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let is_closed = text.as_bytes().get(1 + length) == Some(&b';');
    (length > 0 && is_closed).then_some(length + 2)
}

/// What a reference stands for. The Markdown parser has HTML's table of names.
fn referent(reference: &str) -> Option<String> {
    let known = match reference {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" => "\u{a0}",
        _ => "",
    };
    if !known.is_empty() {
        return Some(known.to_owned());
    }
    Parser::new(reference).find_map(|event| match event {
        Event::Text(text) if &*text != reference => Some(text.into_string()),
        _ => None,
    })
}
