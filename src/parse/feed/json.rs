//! JSON Feed, versions 1 and 1.1.
//!
//! Owns what the names in an object mean. Does not own how whole items are saved out of a damaged file (`salvage`) or the
//! article (`story`).

mod salvage;

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{
    fields::{Attachment, Fields, Kind},
    text::{Form, Text},
};
use crate::parse::sanitize;
pub(super) use salvage::read;

/// What an item, or the feed itself, says.
pub(super) fn fields(object: &Value) -> Fields<'_> {
    match object {
        Value::Object(map) => of_map(map),
        _ => Fields::default(),
    }
}

/// See [`fields`].
pub(super) fn of_map(map: &Map<String, Value>) -> Fields<'_> {
    let mut fields = Fields::default();
    let line = |key: &str| map.get(key).and_then(line);
    let text = |key: &str, form| line(key).and_then(|value| Text::new(value, form));
    for (rank, key, form) in [
        (0, "content_html", Form::Html),
        (1, "content_text", Form::Lines),
    ] {
        if let Some(text) = text(key, form) {
            fields.content.offer(rank, text);
        }
    }
    if let Some(title) = text("title", Form::Loose) {
        fields.title.offer(0, title);
    }
    if let Some(summary) = text("summary", Form::Plain) {
        fields.summary.offer(0, summary);
    }
    for (rank, key) in [
        (0, "url"),
        (1, "external_url"),
        (2, "home_page_url"),
        (3, "feed_url"),
    ] {
        if let Some(address) = line(key) {
            fields.link.offer(rank, address);
        }
    }
    if let Some(id) = line("id") {
        fields.guid.offer(0, id);
    }
    if let Some(language) = line("language") {
        fields.language.offer(0, language);
    }
    if let Some(written) = line("date_published") {
        fields.publish(0, &written);
    }
    if let Some(written) = line("date_modified") {
        fields.update(0, &written);
    }
    for tag in list(map.get("tags")) {
        fields.subjects.extend(self::line(tag));
    }
    // Version 1 knows one author only; feeds name it for its readers' sake.
    for key in ["author", "authors"] {
        for name in list(map.get(key)).filter_map(person) {
            fields.credit(0, name);
        }
    }
    attachments(map, &mut fields);
    fields
}

/// The files that an item names.
fn attachments<'a>(map: &'a Map<String, Value>, fields: &mut Fields<'a>) {
    for key in ["image", "banner_image"] {
        if let Some(address) = map.get(key).and_then(line) {
            fields.attach(Attachment {
                address,
                kind: Kind::Picture,
                title: None,
                width: 0,
            });
        }
    }
    for file in list(map.get("attachments")) {
        let of = |key: &str| file.get(key).and_then(line);
        let Some(address) = of("url") else {
            continue;
        };
        fields.attach(Attachment {
            kind: Kind::tell(&of("mime_type").unwrap_or_default(), &address),
            address,
            title: of("title"),
            width: 0,
        });
    }
}

/// The values in a list, or one alone.
fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values.iter()
}

/// A text, or a number as one; none if there is nothing in it.
fn line(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

fn person(value: &Value) -> Option<String> {
    let name = match value {
        Value::Object(person) => person.get("name").and_then(line),
        other => line(other),
    };
    let name = sanitize::line(&name?);
    (!name.is_empty()).then_some(name)
}
